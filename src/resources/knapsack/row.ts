/**
 * The dynamic programme over a row, in memory that does not grow with the number of items.
 *
 * With f(c) what the first half of the items gives within size c and g(c) what the second half does,
 *
 *     optimum = max_c f(c) + g(C − c)                                                                (K3)
 *
 * splits the problem at the best c into two independent ones of half the items and, together, the same
 * size (Hirschberg 1975): all levels together cost twice the first. Problems small enough keep all rows.
 * A row's cells matter only between C − (sizes to come) and the sum of sizes so far.
 *
 * `exactly`: gains are within size exactly c, −∞ where there is none.
 *
 * Source: D. S. Hirschberg, Communications of the ACM 18 (1975) 341.
 */

import type { Backend } from '../../engine/backend';
import type { KnapsackNumbers } from '../../engine/kernels/resources';

export interface RowProblem {
  readonly gains: ArrayLike<number>;
  readonly sizes: ArrayLike<number>;
  readonly room: number;
  readonly exactly?: boolean;
}

/** A problem with what its rows are made of. */
interface Held extends RowProblem {
  /** Whether gains are whole and no sum of them leaves 32 bits: twice the cells a vector. */
  readonly isNarrow: boolean;
}

export interface RowAnswer {
  /** The items taken. */
  readonly taken: readonly number[];
  /** (K3), as the rows have it. */
  readonly best: number;
}

/** Most cells of a row: three of them are held at once. */
export const mostCells = 2 ** 25;
/** Numbers of the rows of a problem that keeps all of them. */
const keptNumbers = 2 ** 20;

/** Cells between two looks at a signal. */
export const cellsPerStep = ({ name }: Backend) => (name === 'wasm' ? 2 ** 28 : 2 ** 25);

/** Cells that a programme of `count` items and this room works on at most. */
export const cellsOf = (count: number, room: number) => 2 * count * (room + 1);

/** Yields the cells worked on. Sizes are whole, ≥ 1; where not `exactly`, gains are ≥ 0. */
export function* bestOnRow(backend: Backend, problem: RowProblem): Generator<number, RowAnswer> {
  const held = heldOf(problem);
  const all = Array.from(problem.sizes, (_, k) => k);
  // small sizes first: the row then reaches its end late
  all.sort((a, b) => problem.sizes[a] - problem.sizes[b] || a - b);
  const taken: number[] = [];
  const best = yield* divide(backend, held, all, problem.room, taken);
  return { taken: taken.sort((a, b) => a - b), best };
}

function* divide(
  backend: Backend,
  problem: Held,
  items: readonly number[],
  room: number,
  taken: number[],
): Generator<number, number> {
  const { gains, sizes, exactly = false } = problem;
  const fitting = items.filter((k) => sizes[k] <= room);
  const total = sizeOf(problem, fitting);
  if (exactly ? total === room : total <= room) {
    for (const k of fitting) taken.push(k);
    return fitting.reduce((sum, k) => sum + gains[k], 0);
  }
  if (fitting.length === 0) return 0;
  if ((fitting.length + 1) * (room + 1) <= keptNumbers || fitting.length === 1) {
    const flags = new Uint8Array(fitting.length);
    const first = firstRow(problem, room);
    backend.resources.knapsackTake(linesOf(problem, fitting), first, flags);
    const chosen = fitting.filter((_, i) => flags[i] === 1);
    for (const k of chosen) taken.push(k);
    yield fitting.length * (room + 1);
    return chosen.reduce((sum, k) => sum + gains[k], 0);
  }
  const half = fitting.length >> 1;
  const [left, right] = [fitting.slice(0, half), fitting.slice(half)];
  const [leftSize, rightSize] = [sizeOf(problem, left), sizeOf(problem, right)];
  const least = Math.max(0, room - rightSize);
  const most = Math.min(room, leftSize);
  const f = yield* rowOf(backend, problem, left, room, least);
  const g = yield* rowOf(backend, problem, right, room, Math.max(0, room - leftSize));
  let best = Number.NEGATIVE_INFINITY;
  let split = least;
  for (let c = least; c <= most; c++) {
    const worth = f[c] + g[room - c];
    if (worth > best) {
      best = worth;
      split = c;
    }
  }
  yield* divide(backend, problem, left, split, taken);
  yield* divide(backend, problem, right, room - split, taken);
  return best;
}

/** The row of all items of a problem. */
export function fullRow(backend: Backend, problem: RowProblem): Generator<number, KnapsackNumbers> {
  const all = Array.from(problem.sizes, (_, k) => k);
  return rowOf(backend, heldOf(problem), all, problem.room, 0);
}

function heldOf(problem: RowProblem): Held {
  const gains = Array.from(problem.gains);
  const isSmall = gains.reduce((sum, gain) => sum + gain, 0) < 2 ** 31;
  return { ...problem, isNarrow: !problem.exactly && isSmall && gains.every(Number.isInteger) };
}

/** The row of these items, right from `need` to the sum of their sizes. */
function* rowOf(
  backend: Backend,
  problem: Held,
  items: readonly number[],
  room: number,
  need: number,
): Generator<number, KnapsackNumbers> {
  const row = firstRow(problem, room);
  const step = Math.max(2, 2 * Math.floor(cellsPerStep(backend) / (room + 1) / 2));
  let reach = problem.exactly ? room : 0;
  let later = sizeOf(problem, items);
  for (let from = 0; from < items.length; from += step) {
    const part = items.slice(from, from + step);
    later -= sizeOf(problem, part);
    const low = Math.max(0, need - later);
    reach = backend.resources.knapsackRelax(linesOf(problem, part), row, reach, low);
    yield part.length * (room + 1);
  }
  return row;
}

function firstRow(problem: Held, room: number): KnapsackNumbers {
  if (problem.isNarrow) return new Int32Array(room + 1);
  if (!problem.exactly) return new Float64Array(room + 1);
  const row = new Float64Array(room + 1).fill(Number.NEGATIVE_INFINITY);
  row[0] = 0;
  return row;
}

function linesOf(problem: Held, items: readonly number[]) {
  const gains = items.map((k) => problem.gains[k]);
  return {
    gains: problem.isNarrow ? Int32Array.from(gains) : Float64Array.from(gains),
    sizes: Int32Array.from(items, (k) => problem.sizes[k]),
  };
}

const sizeOf = ({ sizes }: RowProblem, items: readonly number[]) =>
  items.reduce((sum, k) => sum + sizes[k], 0);
