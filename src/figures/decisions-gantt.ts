/** Gangs on GPUs: who has which GPUs when, by several methods, and when each job is done. */

import * as Plot from '@observablehq/plot';
import type { Figure } from './figure';
import { type FigureContext, panel } from './panel';
import { colour, tick, type } from './theme';

export interface DrawnGang {
  readonly name: string;
  readonly gpus: number;
  readonly priority: number;
}

export interface DrawnSchedule {
  /** Short, for the legend. */
  readonly name: string;
  /** The panel's title. */
  readonly title: string;
  readonly start: ArrayLike<number>;
  readonly completion: ArrayLike<number>;
  /** GPUs of each job, from 0. */
  readonly assignment: readonly ArrayLike<number>[];
  readonly makespan: number;
}

export interface GangSchedules {
  readonly jobs: readonly DrawnGang[];
  readonly gpus: number;
  /** Two or three, the first one as published. */
  readonly schedules: readonly DrawnSchedule[];
  /** Unit of time. */
  readonly unit: string;
}

interface Block {
  readonly job: number;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

const wide = { width: 480, height: 300 };
const margins = { marginLeft: 40, marginRight: 14, marginTop: 34, marginBottom: 37 };
const inner = {
  width: wide.width - margins.marginLeft - margins.marginRight,
  height: wide.height - margins.marginTop - margins.marginBottom,
};
const hues = [colour.published, colour.second, colour.true];
/** Width of a letter as a share of its size, and room around a word. */
const letterWidth = 0.52;
const room = 6;

export function decisionsGanttFigure(given: GangSchedules, context: FigureContext = {}): Figure {
  const { jobs, gpus, schedules, unit } = given;
  const last = Math.max(...schedules.map(({ makespan }) => makespan));
  return {
    name: 'decisions-gantt',
    title: 'Gangs of GPUs in time',
    description:
      `The ${gpus} GPUs from bottom to top; a block is a job on its GPUs, the stronger its colour the higher its priority, ` +
      'and what is empty is idle. Letters are those of the last panel, which has the time at which each job is done.',
    legend: schedules.map(({ name }, k) => ({
      label: name,
      colour: hues[k],
      mark: k === 0 ? ('circle' as const) : ('dot' as const),
    })),
    columns: 2,
    panels: [
      ...schedules.map((schedule, k) =>
        ganttPanel(schedule, k, { jobs, gpus, unit, last }, context),
      ),
      completionPanel(given, last, context),
    ],
  };
}

interface Frame {
  readonly jobs: readonly DrawnGang[];
  readonly gpus: number;
  readonly unit: string;
  /** End of the axis of time. */
  readonly last: number;
}

function ganttPanel(
  schedule: DrawnSchedule,
  at: number,
  { jobs, gpus, unit, last }: Frame,
  context: FigureContext,
): SVGSVGElement {
  const blocks = blocksOf(schedule);
  const most = Math.max(...jobs.map(({ priority }) => priority));
  const labels = blocks.flatMap((block) => labelOf(block, jobs, { gpus, last }));
  return panel(context, {
    ...wide,
    title: schedule.title,
    description: jobs
      .map(({ name }, j) => `${name} ${tick(schedule.start[j])} to ${tick(schedule.completion[j])}`)
      .join('; '),
    x: { label: unit, domain: [0, last], ticks: 9 },
    y: {
      domain: [0, gpus],
      ticks: gpus % 4 === 0 ? [0, 1, 2, 3, 4].map((k) => (k * gpus) / 4) : 4,
    },
    marks: [
      // so that no line of the grid goes through a label
      Plot.rect(blocks, { x1: 'start', x2: 'end', y1: 'from', y2: 'to', fill: colour.ground }),
      Plot.rect(blocks, {
        x1: 'start',
        x2: 'end',
        y1: 'from',
        y2: 'to',
        fill: hues[at],
        fillOpacity: ({ job }: Block) => 0.12 + (0.4 * jobs[job].priority) / most,
        stroke: hues[at],
        strokeWidth: 1,
        inset: 0.5,
      }),
      Plot.text(labels, {
        x: 'x',
        y: 'y',
        text: 'text',
        fill: colour.ink,
        fontSize: type.label,
        fontWeight: 500,
      }),
    ],
  });
}

/** Runs of neighbouring GPUs of each job. */
function blocksOf({ start, completion, assignment }: DrawnSchedule): Block[] {
  return assignment.flatMap((ids, job) => {
    const sorted = Array.from(ids).sort((a, b) => a - b);
    const firsts = sorted.filter((id, k) => k === 0 || id !== sorted[k - 1] + 1);
    return firsts.map((from) => {
      let to = from + 1;
      while (sorted.includes(to)) to++;
      return { job, from, to, start: start[job], end: completion[job] };
    });
  });
}

/** Its name where there is room, else its letter, else nothing. */
function labelOf(
  { job, from, to, start, end }: Block,
  jobs: readonly DrawnGang[],
  { gpus, last }: { readonly gpus: number; readonly last: number },
) {
  const width = ((end - start) / last) * inner.width;
  const height = ((to - from) / gpus) * inner.height;
  const place = { x: (start + end) / 2, y: (from + to) / 2 };
  const fits = (text: string) => text.length * letterWidth * type.label + room <= width;
  const letter = letterOf(job);
  const words = `${letter} ${jobs[job].name}`;
  if (height < type.label) return [];
  if (fits(words)) return [{ ...place, text: words }];
  return fits(letter) || width >= type.label * 0.75 ? [{ ...place, text: letter }] : [];
}

/** A … Z, then AA … */
export function letterOf(job: number): string {
  const letter = String.fromCharCode(65 + (job % 26));
  return job < 26 ? letter : `${letterOf(Math.floor(job / 26) - 1)}${letter}`;
}

/** The key to the letters: a row a job, with its time of completion by each method. */
function completionPanel(
  { jobs, schedules, unit }: GangSchedules,
  last: number,
  context: FigureContext,
): SVGSVGElement {
  const rows = jobs.map(({ name, gpus }, j) => `${letterOf(j)} ${name} (${gpus})`);
  const ranges = rows.map((row, j) => {
    const ends = schedules.map(({ completion }) => completion[j]);
    return { row, from: Math.min(...ends), to: Math.max(...ends) };
  });
  return panel(context, {
    ...wide,
    title: 'When each job is done (and the GPUs it needs)',
    description: rows
      .map((row, j) => `${row}: ${schedules.map((s) => tick(s.completion[j])).join(', ')}`)
      .join('; '),
    marginLeft: 142,
    x: { label: unit, domain: [0, last], ticks: 7 },
    y: { domain: rows },
    marks: [
      Plot.ruleY(ranges, {
        y: 'row',
        x1: 'from',
        x2: 'to',
        stroke: colour.ink,
        strokeOpacity: 0.3,
      }),
      // the larger ones first, so that those at the same time show within
      ...schedules.map(({ completion }, k) =>
        Plot.dot(
          rows.map((row, j) => ({ row, end: completion[j] })),
          {
            y: 'row',
            x: 'end',
            ...(k === 0
              ? { r: 5.5, stroke: hues[k], strokeWidth: 1.8, fill: 'none' }
              : { r: k === 1 ? 4.2 : 2.8, fill: hues[k] }),
          },
        ),
      ),
    ],
  });
}
