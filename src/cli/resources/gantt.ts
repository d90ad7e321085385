/** A Gantt chart in plain characters: a row a job, `.` while it waits, `#` while it runs. */

import type { GangScheduleProblem, GangScheduleResult } from '../../resources/schedule/index';
import { counted, cut, figure, type Screen } from '../output';

/** Rows shown of many. */
export const mostRows = 40;

/** Columns of names. */
const label = 20;

export function gantt(
  { jobs }: GangScheduleProblem,
  { start, completion, makespan }: GangScheduleResult,
  { width, paint }: Screen,
): string {
  if (start === null || completion === null || makespan === null) return '';
  const room = width - label - 5;
  const column = (time: number) => Math.floor((time / makespan) * room);
  const rows = byStart(start)
    .slice(0, mostRows)
    .map((j) => {
      const { name = `job ${j}`, release = 0 } = jobs[j];
      const from = Math.min(column(start[j]), room - 1);
      // short as it may be, a job is seen
      const to = Math.max(from + 1, column(completion[j]));
      const waits = Math.min(column(release), from);
      const bar = `${' '.repeat(waits)}${'.'.repeat(from - waits)}${'#'.repeat(to - from)}`;
      return `  ${cut(name, label).padEnd(label)} |${bar.padEnd(room)}|`;
    });
  const end = figure(makespan);
  const axis = `  ${' '.repeat(label)}  0${end.padStart(room - 1)}`;
  const rest =
    jobs.length > mostRows ? [`  and ${counted(jobs.length - mostRows, 'more job')}`] : [];
  return [...rows, paint.dim(axis), ...rest.map(paint.dim)].join('\n');
}

export const byStart = (start: Float64Array): number[] =>
  Array.from(start.keys()).sort((a, b) => start[a] - start[b] || a - b);
