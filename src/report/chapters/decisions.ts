/** The chapter on decisions that are made before all is known, or before all can be tried. */

import type { Figure } from '../../figures/index';
import { type Chapter, type ChapterSource, countOf } from '../chapter';
import { figureBlock } from '../figure';
import { html } from '../html';
import { source } from '../published-resources';
import { allocationChapter } from './allocation';
import { claimSection } from './allocation/claim';
import { complianceChapter } from './compliance';
import { contestChapter } from './contest';
import { coverPart } from './decisions/cover';
import { greedyPart } from './decisions/greedy';
import { modelSection } from './decisions/model';
import { pagingPart } from './decisions/paging';
import type { Part, WrittenPart } from './decisions/part';
import { provisionPart } from './decisions/provision';
import { schedulePart } from './decisions/schedule';
import { searchPart } from './decisions/search';
import { skiRentalPart } from './decisions/ski-rental';
import { streamPart } from './decisions/stream';
import { resourcesChapter } from './resources';

const title = 'Decisions without foresight';

/** In the order of the page. */
const parts: readonly Part[] = [
  skiRentalPart,
  pagingPart,
  provisionPart,
  streamPart,
  schedulePart,
  greedyPart,
  coverPart,
  searchPart,
];

export const decisionsChapter: ChapterSource = {
  steps: parts.length,
  figures: parts.reduce((sum, { figures }) => sum + figures, 0),

  async write(engine, context, step): Promise<Chapter> {
    const written: WrittenPart[] = [];
    for (const part of parts) {
      written.push(await part.write(engine, context));
      await step(`decisions, ${part.what}`);
    }
    // numbers go on from those of the chapters before
    const before = [allocationChapter, complianceChapter, contestChapter, resourcesChapter];
    let next = before.reduce((sum, chapter) => sum + chapter.figures, 1);
    const blockOf = (figure: Figure) => figureBlock(figure, next++, context);
    const claims = written.map(({ figures, claim }) => claim(figures.map(blockOf)));
    const holds = claims.flatMap(({ statements }) =>
      statements.map((statement) => statement.holds),
    );
    return {
      id: 'decisions',
      title,
      figures: written.flatMap(({ figures }) => figures),
      contents: [
        { id: 'decisions-model', title: 'What foresight is worth' },
        ...claims.map(({ id, title }) => ({ id, title })),
      ],
      findings: written.map(({ finding }) => finding),
      tally: {
        // none are published
        numbers: countOf([]),
        leastDigits: 16,
        iterations: countOf([]),
        certificates: countOf(written.flatMap(({ certificates }) => certificates)),
        statements: countOf(holds),
      },
      lines: [
        '',
        `${title} (the same source)`,
        ...written.flatMap(({ lines }) => lines.map((line) => line.replaceAll('\u00a0', ' '))),
      ],
      body: html`<h2 id="decisions">${title}</h2>
<p>The same document, <cite>${source.title}</cite> (${source.year}), goes on to decisions that cannot wait: to rent or to buy, what to keep, which machines to have, what a frame of a video
gets, in what order jobs run. It names strategies and a few bounds, and has no instance and no run. “Reproduced” is a strategy as it is described; “true” is what holds for every input, with
the input that is worst.</p>
${modelSection()}
${claims.map(claimSection)}`,
    };
  },
};
