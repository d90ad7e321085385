import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { engineOf } from '../../src/domains';
import { nodeContext } from '../../src/figures/node';
import { type Chapter, complete } from '../../src/report/chapter';
import { allocationChapter } from '../../src/report/chapters/allocation';
import { complianceChapter } from '../../src/report/chapters/compliance';
import { contestChapter } from '../../src/report/chapters/contest';
import { decisionsChapter } from '../../src/report/chapters/decisions';
import {
  anomalyTrace,
  circularTrace,
  countedTrace,
  mixture,
  mixtureLines,
  modelCount,
} from '../../src/report/chapters/decisions/traces';
import { resourcesChapter } from '../../src/report/chapters/resources';
import { wasm } from '../backends';
import { cli } from '../cli/run';
import { bash, expectPlain, expectSound, printedBlocks } from './page';

const engine = engineOf(wasm);

/** What each part of the chapter adds, in the order of the page. */
const parts = [
  // 8 prices, the one drawn, 2 forecasts
  { what: 'ski rental', figures: ['decisions-ski-rental'], certificates: 11, statements: 6 },
  // models, anomaly, 5 + 4 bad traces, 200 random ones
  { what: 'paging', figures: ['decisions-paging'], certificates: 211, statements: 6 },
  // the week, 4 shares, 150 random traces, 5 bad ones, 20 seasons
  { what: 'provisioning', figures: ['decisions-provision'], certificates: 180, statements: 6 },
  // the video, its half, 48 ends, 100 random ones
  { what: 'streams', figures: ['decisions-stream'], certificates: 150, statements: 6 },
  // the queue 3 + 6, larger clusters 3, random queues 12 × 7, the printed program 2
  { what: 'gangs of GPUs', figures: ['decisions-gantt'], certificates: 98, statements: 6 },
  { what: 'greedy choices', figures: [], certificates: 6, statements: 4 },
  // families 5 × 2, the smallest 2, bipartite 4 × 2, examples 4 + 3
  { what: 'covers', figures: [], certificates: 27, statements: 6 },
  // 2 × 5 methods × 10 seeds, cuts and makespans 6 each
  { what: 'searches', figures: ['decisions-search'], certificates: 112, statements: 5 },
];
const sumOf = (of: 'certificates' | 'statements') => parts.reduce((sum, part) => sum + part[of], 0);

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

describe('traces', () => {
  it('are what their names say', () => {
    expect(anomalyTrace.join('')).toBe('123412512345');
    expect(countedTrace(2)).toEqual([1, 1, 1, 2, 3, 2, 3]);
    expect(circularTrace(2, 1)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('are made by the lines that are printed', async () => {
    const lines = new AsyncFunction('engine', `${mixtureLines.join('\n')}\nreturn requests;`);
    const requests = await lines(engine);
    expect(requests).toEqual(mixture(engine));
    expect(new Set(requests).size).toBe(modelCount);
  });
});

describe('the chapter', () => {
  const steps: string[] = [];
  let chapter: Chapter;
  let text: string;

  beforeAll(async () => {
    chapter = await decisionsChapter.write(engine, nodeContext(), async (what) => {
      steps.push(what);
    });
    text = chapter.body.text.replace(/\s+/g, ' ');
  }, 300_000);

  it('holds: certificates and statements; no number is published', () => {
    const { numbers, iterations, certificates, statements } = chapter.tally;
    expect(text.match(/class="fails".*/g)).toBeNull();
    expect(numbers.of + iterations.of).toBe(0);
    expect(certificates.of).toBe(sumOf('certificates'));
    expect(statements.of).toBe(sumOf('statements'));
    expect(complete(certificates) && complete(statements)).toBe(true);
  });

  it('says how many steps and figures it has', () => {
    expect(steps).toEqual(parts.map(({ what }) => `decisions, ${what}`));
    expect(steps).toHaveLength(decisionsChapter.steps);
    expect(chapter.figures.map(({ name }) => name)).toEqual(parts.flatMap((part) => part.figures));
    expect(chapter.figures).toHaveLength(decisionsChapter.figures);
    const numbers = [...text.matchAll(/<b>Figure (\d+)\./g)].map(([, number]) => Number(number));
    const before = [allocationChapter, complianceChapter, contestChapter, resourcesChapter];
    const first = before.reduce((sum, { figures }) => sum + figures, 1);
    expect(numbers).toEqual(chapter.figures.map((_, k) => first + k));
  });

  it('has what was published beside what is true', () => {
    const e = Math.E;
    const has = [
      // rent 29 days, then pay 30
      'costs 59 beyond B = 30 days',
      '<b>at B = 30 that is 1.9667, less than 2</b>',
      (1 / (1 - (29 / 30) ** 30)).toFixed(4),
      (e / (e - 1)).toFixed(4),
      // 512 more requests for two in turn: 3 faults at best
      '<b>LFU has no bound</b>: one kind of trace takes it from 1.0 to 171.0 times',
      '9 faults with three slots become 10 with four',
      // 2 − 1/4, e/(e − 1 + 1/4), and 80 over 4 − 1
      '2 − u/p = 1.75 times</b>',
      (e / (e - 1 + 0.25)).toFixed(3),
      'here 26.67 hours',
      // 1 + ln 20
      `≤ α = ${(1 + Math.log(20)).toFixed(3)}`,
      '<b>There is nothing to reproduce.</b>',
      // 2168 and 1807 over 1535
      'The least Σ w C is <b>1535</b>',
      `costs <b>${(100 * (2168 / 1535 - 1)).toFixed(1)} % more</b>`,
      'with 0 of 12 jobs active; with all of them active it is infeasible, as they need 142 GPUs',
      // 41 of 46
      `<b>${(100 * (1 - 41 / 46)).toFixed(1)} % less</b>`,
      // right side over left: 12 / 8, 34 / 16, 87 / 32, 216 / 64
      'comes to 1.50, 2.13, 2.72, 3.38 times the optimum',
      'from n = 5 elements on',
      '1644 on racks, by trying all ways to fill them',
    ];
    expect(has.filter((part) => !text.includes(part))).toEqual([]);
  });

  it('has no number that is none, every reference, and each id once', () => {
    expectSound(chapter);
    expect(chapter.findings).toHaveLength(parts.length);
  });

  it('compares in few lines of plain text', () => {
    // a heading after an empty line, and a line for each part but the one that agrees
    expect(chapter.lines.length).toBe(2 + parts.length - 1);
    expectPlain(chapter.lines);
  });

  it('prints commands that work', async () => {
    const script = printedBlocks(chapter)
      .map(({ commands }) => commands)
      .join('\n');
    const shell = `set -e\nshadowprice() { "${process.execPath}" "${cli}" "$@"; }\n`;
    const { code, stdout, stderr } = await bash(`${shell}${script}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const commands = script.match(/shadowprice resources [\w-]+/g) ?? [];
    expect(commands.length).toBeGreaterThanOrEqual(parts.length);
    // each answers under its own name
    const answers = stdout.match(/^resources [\w-]+/gm) ?? [];
    expect(answers.map((name) => `shadowprice ${name}`)).toEqual(commands);
  }, 100_000);

  it('prints calls that work', async () => {
    const blocks = printedBlocks(chapter);
    expect(blocks).toHaveLength(parts.length);
    for (const { calls } of blocks) {
      const imports = /^import .* from '([^']+)';$/gm;
      for (const [, from] of calls.matchAll(imports)) expect(from).toBe('node:fs/promises');
      await AsyncFunction('engine', 'readFile', calls.replace(imports, ''))(engine, readFile);
    }
  });
});
