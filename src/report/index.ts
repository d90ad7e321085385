/** `reproduce`: every published number and figure beside ours, as one page, files of the figures, and lines for a terminal. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { version } from '../../package.json';
import { loadEngine } from '../domains';
import type { BackendName } from '../engine/backend';
import { nodeContext, pngFile, svgFile } from '../figures/node';
import type { Chapter, ChapterSource } from './chapter';
import { allocationChapter } from './chapters/allocation';
import { complianceChapter } from './chapters/compliance';
import { contestChapter } from './chapters/contest';
import { decisionsChapter } from './chapters/decisions';
import { resourcesChapter } from './chapters/resources';
import { reportHolds, reportPage, verdictLines } from './report';

export interface ReproduceOptions {
  /** Folder to write to; made where it does not exist. */
  readonly out: string;
  readonly backend?: BackendName | 'auto';
  readonly onProgress?: (done: number, total: number, what: string) => void;
}

export interface Reproduction {
  /** The page. */
  readonly path: string;
  /** Whether every number was reproduced and every certificate and statement holds. */
  readonly holds: boolean;
  /** The comparison as plain text. */
  readonly lines: string;
}

/** The report's chapters, one a domain. */
const sources: readonly ChapterSource[] = [
  allocationChapter,
  complianceChapter,
  contestChapter,
  resourcesChapter,
  decisionsChapter,
];

export async function reproduce(options: ReproduceOptions): Promise<Reproduction> {
  const start = performance.now();
  const { out, backend = 'auto', onProgress } = options;
  const total = sources.reduce((sum, { steps, figures }) => sum + steps + figures, 0);
  let done = 0;
  const step = async (what: string) => {
    done = Math.min(done + 1, total);
    onProgress?.(done, total, what);
    // a progress bar draws, and an interrupt is heard, between steps
    await new Promise((next) => setImmediate(next));
  };

  const engine = await loadEngine({ backend });
  const context = nodeContext();
  const chapters: Chapter[] = [];
  for (const source of sources) chapters.push(await source.write(engine, context, step));

  const folder = resolve(out);
  await mkdir(join(folder, 'figures'), { recursive: true });
  for (const figure of chapters.flatMap(({ figures }) => figures)) {
    const svg = svgFile(figure, context);
    await writeFile(join(folder, 'figures', `${figure.name}.svg`), svg);
    await writeFile(join(folder, 'figures', `${figure.name}.png`), pngFile(svg));
    await step(`${figure.name}.png`);
  }

  const about = {
    version,
    backend: engine.backend,
    node: process.versions.node,
    date: new Date().toISOString().slice(0, 10),
    seconds: (performance.now() - start) / 1000,
  };
  const path = join(folder, 'index.html');
  await writeFile(path, reportPage(chapters, about));
  onProgress?.(total, total, 'index.html');
  return {
    path,
    holds: chapters.every(reportHolds),
    lines: `${[...chapters.flatMap(({ lines }) => lines), '', ...verdictLines(chapters, about)].join('\n')}\n`,
  };
}
