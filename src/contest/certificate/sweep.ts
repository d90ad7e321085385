/**
 * Sweeps over blocks of one or two inputs at a time: a grid over the whole range of both, 0 included, whose
 * best peaks are then followed by ever finer grids of five points a side, in relative steps.
 *
 * Blocks are (x_s, x_p), (i_s, i_p) and (z_s, z_p) of each period, last period first, so that what follows is
 * good when what leads to it is chosen; what is invested together with the level of all later inputs, as the
 * one is worth nothing without the other; and levels for the whole game.
 */

import { repeatedRow } from './problem';
import { bestOf, better, type Candidate, type Search } from './search';

/** Inputs that move together, and from which points. */
interface Axis {
  readonly at: readonly number[];
  readonly grid: Float64Array;
  readonly greatest: number;
}

interface Block {
  readonly first: Axis;
  readonly second: Axis;
  /** Periods in which x_s may follow a threshold of costs. */
  readonly follows: readonly number[];
  /** Whether it always does. */
  readonly onlyThere: boolean;
}

/** Relative steps of the finer grids: logarithms. */
const fineSteps = [0.55, 0.25, 0.1, 0.04];
/** Moves of a grid of the same step that follow its best point. */
const mostMoves = 4;

/** One sweep over all blocks. */
export function sweep(search: Search, from: Candidate, isThorough: boolean): Candidate {
  const { density, peaks } = search.effort;
  const which = isThorough ? 1 : 0;
  let best = from;
  for (const block of blocksOf(search, density[which])) {
    best = improve(search, best, block, peaks[which]);
  }
  return best;
}

function blocksOf(search: Search, density: number): Block[] {
  const { periods, inputs, maximumSharing } = search.problem.game;
  const axis = (k: number, from: number, to = from + 1): Axis => ({
    at: Array.from({ length: to - from }, (_, t) => (from + t) * inputs + k),
    grid: search.grid(from, k, density),
    greatest: k < 4 ? Number.MAX_VALUE : maximumSharing,
  });
  const blocks: Block[] = [];
  const add = (first: Axis, second: Axis, follows: readonly number[] = [], onlyThere = false) =>
    blocks.push({ first, second, follows, onlyThere });
  const all = Array.from({ length: periods }, (_, t) => t);
  for (let t = periods - 1; t >= 0; t--) {
    add(axis(0, t), axis(1, t), [t]);
    if (t === periods - 1) continue;
    for (let k = 2; k < inputs; k += 2) add(axis(k, t), axis(k + 1, t));
    for (let k = 2; k < Math.min(inputs, 4); k++) {
      add(axis(k, t), axis(k - 2, t + 1, periods));
      // prices of what is invested may hang on safety, and safety on what was invested
      if (search.thresholds !== null) add(axis(k, t), axis(1, t), [t], true);
    }
    if (search.thresholds !== null && inputs > 2) {
      add(axis(2, t), axis(1, t + 1, periods), all.slice(t + 1), true);
    }
  }
  if (periods > 1) add(axis(0, 0, periods), axis(1, 0, periods), all);
  return blocks;
}

function improve(search: Search, from: Candidate, block: Block, peaks: number): Candidate {
  let best = from;
  for (const start of block.onlyThere ? [] : coarse(search, from, block, peaks)) {
    const fine = refined(search, start, block);
    if (fine.value > best.value) best = fine;
  }
  if (search.thresholds === null || block.follows.length === 0) return best;
  for (const code of search.thresholds.codes) {
    const fine = refined(search, alongThreshold(search, best, block, code), block);
    if (fine.value > best.value) best = fine;
  }
  return best;
}

/** The greatest peaks of the whole grid, and where we are. */
function coarse(search: Search, from: Candidate, block: Block, peaks: number): Candidate[] {
  const { width } = search;
  const { first, second } = block;
  // the last of each side leaves an axis as it is
  const n = first.grid.length;
  const m = second.grid.length;
  const rows = repeatedRow(from.row, (n + 1) * (m + 1));
  for (let a = 0, start = 0; a <= n; a++) {
    for (let b = 0; b <= m; b++, start += width) {
      if (a < n) put(search, rows, start, first, first.grid[a]);
      if (b < m) put(search, rows, start, second, second.grid[b]);
    }
  }
  const values = search.values(rows, (n + 1) * (m + 1));
  const tops = peaksOf(values, n, m).slice(0, peaks);
  const starts = tops.map((at) => ({
    row: rows.slice(at * width, (at + 1) * width),
    value: values[at],
  }));
  const best = bestOf(search, from, rows, values);
  return starts.some(({ value }) => value === best.value) ? starts : [best, ...starts];
}

/** Sets an axis; a period whose x_s is given follows no threshold. */
function put(search: Search, rows: Float64Array, start: number, axis: Axis, x: number) {
  const { inputs } = search.problem.game;
  for (const at of axis.at) {
    rows[start + at] = x;
    if (search.thresholds !== null && at % inputs === 0) {
      rows[start + search.size + at / inputs] = 0;
    }
  }
}

/** Where a grid of n × m (rows of m + 1) is at least as high as all around, highest first. */
function peaksOf(values: Float64Array, n: number, m: number): number[] {
  const at = (a: number, b: number) =>
    a < 0 || b < 0 || a >= n || b >= m ? Number.NEGATIVE_INFINITY : values[a * (m + 1) + b];
  const peaks: number[] = [];
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < m; b++) {
      const here = at(a, b);
      if (!Number.isFinite(here)) continue;
      // of equal neighbours the first
      const before = [at(a - 1, b - 1), at(a - 1, b), at(a - 1, b + 1), at(a, b - 1)];
      const after = [at(a, b + 1), at(a + 1, b - 1), at(a + 1, b), at(a + 1, b + 1)];
      const isPeak = !before.some((x) => x >= here) && !after.some((x) => x > here);
      if (isPeak) peaks.push(a * (m + 1) + b);
    }
  }
  return peaks.sort((a, b) => values[b] - values[a] || a - b);
}

/** The best point of the grid with x_s at the threshold; of the second axis alone where the first is x_s. */
function alongThreshold(search: Search, from: Candidate, block: Block, code: number): Candidate {
  const { width, size } = search;
  const { first, second, follows } = block;
  const isSafety = first.at[0] % search.problem.game.inputs === 0;
  const n = isSafety ? 0 : first.grid.length;
  const m = second.grid.length;
  const rows = repeatedRow(from.row, (n + 1) * (m + 1));
  for (let a = 0, start = 0; a <= n; a++) {
    for (let b = 0; b <= m; b++, start += width) {
      if (a < n) put(search, rows, start, first, first.grid[a]);
      if (b < m) put(search, rows, start, second, second.grid[b]);
      for (const t of follows) rows[start + size + t] = code;
    }
  }
  const values = search.values(rows, (n + 1) * (m + 1));
  return bestOf(search, { row: from.row, value: Number.NEGATIVE_INFINITY }, rows, values);
}

/** Ever finer grids around a point. */
function refined(search: Search, from: Candidate, block: Block): Candidate {
  let best = from;
  for (const step of fineSteps) {
    for (let move = 0; move < mostMoves; move++) {
      const next = around(search, best, block, step);
      if (next === best) break;
      best = next;
    }
  }
  return best;
}

/** The best of five points a side, e^−2h, …, e^2h times where we are. */
function around(search: Search, from: Candidate, block: Block, step: number): Candidate {
  const { width } = search;
  const factors = search.factors(step);
  const [first, second] = [block.first, block.second].map((axis) =>
    axis.at.some((at) => from.row[at] > 0) ? factors : [1],
  );
  const rows = repeatedRow(from.row, first.length * second.length);
  let start = 0;
  for (const a of first) {
    for (const b of second) {
      scale(rows, start, block.first, a);
      scale(rows, start, block.second, b);
      start += width;
    }
  }
  return better(search, from, rows, first.length * second.length);
}

function scale(rows: Float64Array, start: number, axis: Axis, factor: number) {
  for (const at of axis.at) {
    rows[start + at] = Math.min(axis.greatest, rows[start + at] * factor);
  }
}
