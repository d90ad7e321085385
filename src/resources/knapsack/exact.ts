/**
 * The optimum: attain much, fix what bounds fix, and search what is left.
 *
 * Greedy answers come first. Then cores of the items nearest the break, each eight times the one before,
 * are searched whole, with the relaxed answer on all other items (Balas and Zemel 1980), as long as that
 * is cheap beside what is left; each better answer narrows the ranges (K2). The rest is searched by lists
 * of states where these stay short and by a row otherwise. What no search visits is excluded by bounds, up
 * to the rounding of sums.
 *
 * Source: E. Balas, E. Zemel, Operations Research 28 (1980) 1130.
 */

import type { Backend } from '../../engine/backend';
import { type Core, coreOf, countsWith } from './core';
import { bestOfLists } from './lists';
import type { Knapsack } from './parameters';
import { greedy, type Range, type Relaxation, rangeAbove, worthOf } from './relaxation';
import { bestOnRow, cellsOf, mostCells } from './row';

/** The best answer so far. */
export interface Incumbent {
  counts: Float64Array;
  worth: number;
}

export interface Search {
  /** Whether nothing better than the incumbent exists. */
  readonly isProven: boolean;
  /** Greatest difference between a programme's optimum and the worth of the pieces recovered from it. */
  readonly mismatch: number;
  /** Pieces of the last core. */
  readonly core: number;
  /** Cells and states worked on. */
  readonly work: number;
}

/** What a search yields between two pieces of work. */
export interface Step {
  readonly done: number;
  readonly total: number;
}

const firstCore = 32;
const growth = 8;
/** Work that is not worth avoiding. */
const smallWork = 2 ** 18;
const mostStates = 2 ** 23;

/** Works on `incumbent` in place, so that who ends the search has the best answer so far. */
export function* searchExactly(
  backend: Backend,
  problem: Knapsack,
  relaxation: Relaxation,
  incumbent: Incumbent,
  reduce: boolean,
): Generator<Step, Search> {
  const tally = { work: 0, mismatch: 0 };
  if (!reduce) {
    const low = relaxation.whole.map((count, j) => (problem.weights[j] === 0 ? count : 0));
    const high = problem.limits.map((limit, j) => (problem.values[j] > 0 ? limit : 0));
    for (let j = 0; j < low.length; j++) if (problem.weights[j] === 0) high[j] = low[j];
    const core = coreOf(problem, { low, high }) as Core;
    const isProven = core.room < mostCells;
    if (isProven) yield* byRow(backend, problem, core, incumbent, tally);
    return { isProven, core: core.items.length, ...tally };
  }
  let range = rangeAbove(problem, relaxation, incumbent.worth);
  for (let size = firstCore; range !== null; size *= growth) {
    const core = coreOf(problem, range);
    if (core === null) break;
    const near = nearBreak(relaxation, range, size);
    const part = near === null ? null : coreOf(problem, near);
    if (part === null || workOf(part) > workOf(core) / 4) {
      const isProven = yield* searched(backend, problem, relaxation, core, incumbent, tally);
      return { isProven, core: core.items.length, ...tally };
    }
    yield* searched(backend, problem, relaxation, part, incumbent, tally);
    range = rangeAbove(problem, relaxation, incumbent.worth);
  }
  return { isProven: true, core: 0, ...tally };
}

interface Tally {
  work: number;
  mismatch: number;
}

const workOf = (core: Core) =>
  core.items.length === 0 ? 0 : cellsOf(core.items.length, core.room);

/** One core whole; false where it is beyond the limits. */
function* searched(
  backend: Backend,
  problem: Knapsack,
  relaxation: Relaxation,
  core: Core,
  incumbent: Incumbent,
  tally: Tally,
): Generator<Step, boolean> {
  const isLong = core.room >= mostCells;
  const cells = workOf(core);
  const limits = isLong
    ? { states: mostStates, work: 2 ** 28 }
    : { states: Math.min(mostStates, smallWork + cells / 1024), work: smallWork + cells / 1024 };
  const lists = bestOfLists(core, incumbent.worth, problem.isWhole, relaxation.margin, limits);
  for (let at = lists.next(); ; at = lists.next()) {
    if (at.done) {
      if (at.value === null) break;
      if (at.value.length > 0) accept(problem, countsWith(core, at.value), incumbent);
      return true;
    }
    tally.work += at.value;
    yield { done: tally.work, total: tally.work + cells };
  }
  if (isLong) return false;
  yield* byRow(backend, problem, core, incumbent, tally);
  return true;
}

function* byRow(
  backend: Backend,
  problem: Knapsack,
  core: Core,
  incumbent: Incumbent,
  tally: Tally,
): Generator<Step, void> {
  const total = tally.work + workOf(core);
  const rows = bestOnRow(backend, core);
  for (let at = rows.next(); ; at = rows.next()) {
    if (at.done) {
      const { taken, best } = at.value;
      const worth = taken.reduce((sum, k) => sum + core.gains[k], 0);
      tally.mismatch = Math.max(tally.mismatch, Math.abs(worth - best));
      accept(problem, countsWith(core, taken), incumbent);
      return;
    }
    tally.work += at.value;
    yield { done: Math.min(tally.work, total), total };
  }
}

export function accept(problem: Knapsack, counts: Float64Array, incumbent: Incumbent): void {
  const worth = worthOf(problem, counts);
  if (worth <= incumbent.worth) return;
  incumbent.counts = counts;
  incumbent.worth = worth;
}

export function greedyIncumbent(problem: Knapsack, relaxation: Relaxation): Incumbent {
  const counts = greedy(problem, relaxation);
  return { counts, worth: worthOf(problem, counts) };
}

/** Ranges of the `size` open items nearest the break, the relaxed answer elsewhere; null where these are all. */
function nearBreak(
  { order, breakAt, whole }: Relaxation,
  { low, high }: Range,
  size: number,
): Range | null {
  const open = Array.from(order.keys()).filter((i) => high[order[i]] > low[order[i]]);
  if (open.length <= size) return null;
  const distance = (i: number) => Math.abs(i - breakAt);
  open.sort((a, b) => distance(a) - distance(b) || a - b);
  const near = { low: whole.slice(), high: whole.slice() };
  for (const i of open.slice(0, size)) {
    near.low[order[i]] = low[order[i]];
    near.high[order[i]] = high[order[i]];
  }
  return near;
}
