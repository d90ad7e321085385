/**
 * An answer within a share ε of the optimum, in time polynomial in the number of items and 1/ε.
 *
 * Gains of the core's m pieces are rounded down to multiples of K = ε z / m, where z is the worth of the
 * greedy answer, and the least size that gains exactly p K is found for every p (Ibarra and Kim 1975; the
 * programme by gains is Lawler's, 1979). With p* the most that fits,
 *
 *     base + K p* ≤ worth,   optimum ≤ max(z, base + K (p* + m)) ≤ worth + ε z                       (K4)
 *
 * so worth ≥ (1 − ε) optimum. There are at most D m/(ε z) ≤ 2 m/ε gains p: m · 2 m/ε cells. Where a row by
 * size has fewer cells, that is taken, and the answer is exact.
 *
 * Sources: O. H. Ibarra, C. E. Kim, J. ACM 22 (1975) 463; E. L. Lawler, Mathematics of Operations Research 4
 * (1979) 339.
 */

import type { Backend } from '../../engine/backend';
import { coreOf, countsWith } from './core';
import { accept, type Incumbent, type Search, type Step, searchExactly } from './exact';
import type { Knapsack } from './parameters';
import { type Relaxation, rangeAbove } from './relaxation';
import { bestOnRow, cellsOf, fullRow, mostCells } from './row';

export interface Approximation extends Search {
  /** No answer is worth more. */
  readonly bound: number;
}

/** Works on `incumbent` in place. */
export function* approximate(
  backend: Backend,
  problem: Knapsack,
  relaxation: Relaxation,
  incumbent: Incumbent,
  epsilon: number,
): Generator<Step, Approximation> {
  const attained = incumbent.worth;
  const range = rangeAbove(problem, relaxation, attained);
  const core = range === null ? null : coreOf(problem, range);
  if (core === null || core.items.length === 0) {
    return { isProven: true, mismatch: 0, core: 0, work: 0, bound: attained };
  }
  const count = core.items.length;
  const unit = (epsilon * attained) / count;
  const most = Math.floor((relaxation.bound + relaxation.margin - core.base) / unit);
  if (core.room <= most) {
    const search = yield* searchExactly(backend, problem, relaxation, incumbent, true);
    return { ...search, bound: search.isProven ? incumbent.worth : relaxation.bound };
  }
  const isProven = most < mostCells;
  if (!isProven) return { isProven, mismatch: 0, core: count, work: 0, bound: relaxation.bound };
  const pieces = Array.from(core.items.keys()).filter((k) => core.gains[k] >= unit);
  const scaled = {
    gains: pieces.map((k) => -core.sizes[k]),
    sizes: pieces.map((k) => Math.floor(core.gains[k] / unit)),
    exactly: true,
  };
  const total = 1.5 * cellsOf(pieces.length, most);
  let work = 0;
  const rows = fullRow(backend, { ...scaled, room: most });
  let at = rows.next();
  for (; !at.done; at = rows.next()) {
    work += at.value;
    yield { done: work, total };
  }
  const row = at.value;
  let top = most;
  while (-row[top] > core.room) top--;
  const search = bestOnRow(backend, { ...scaled, room: top });
  let end = search.next();
  for (; !end.done; end = search.next()) {
    work += end.value;
    yield { done: Math.min(work, total), total };
  }
  const { taken, best } = end.value;
  const chosen = taken.map((i) => pieces[i]);
  accept(problem, countsWith(core, chosen), incumbent);
  const bound = Math.max(attained, core.base + unit * (top + count));
  return {
    isProven,
    mismatch: Math.abs(best - row[top]),
    core: count,
    work,
    bound: Math.max(incumbent.worth, Math.min(relaxation.bound, bound)),
  };
}
