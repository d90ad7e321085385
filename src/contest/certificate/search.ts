/** What the steps of a search share: rows, their values, how much effort a game allows. */

import { gridOf } from './grid';
import { type Problem, type Values, valuesOf } from './problem';
import { type Thresholds, thresholdsOf } from './thresholds';

/** A strategy with its value; behind the strategy stands which periods follow a threshold. */
export interface Candidate {
  readonly row: Float64Array;
  readonly value: number;
}

export interface Effort {
  /** Density of grids in the first sweep of a start, and in those of the best. */
  readonly density: readonly [number, number];
  /** Peaks of a grid that are followed. */
  readonly peaks: readonly [number, number];
  /** Starts that are swept, the best of all beside the first; and that are searched to the end. */
  readonly swept: number;
  readonly kept: number;
  /** Random strategies of which the best are starts, for each of these. */
  readonly pool: number;
  /** Periods after which a player may drop out in a start. */
  readonly exits: number;
  /** Rounds of sweeps over a start that is kept. */
  readonly rounds: number;
  /** Rounds of variants of the best in time. */
  readonly variants: number;
  /** Most moves of the pattern search with one step, and steps along quadratic models with one difference. */
  readonly moves: number;
}

export interface Search {
  readonly problem: Problem;
  readonly effort: Effort;
  /** Numbers of a strategy, and of a row. */
  readonly size: number;
  readonly width: number;
  readonly thresholds: Thresholds | null;
  /** Values of rows; x_s of periods that follow a threshold is filled in. */
  readonly values: Values;
  readonly grid: (t: number, k: number, density: number) => Float64Array;
  /** e^−2h, e^−h, 1, e^h, e^2h. */
  readonly factors: (h: number) => readonly number[];
}

/** By what a sweep costs: profiles of so many players and periods, for each period's blocks. */
function effortOf({ game, rivals }: Problem): Effort {
  const { players, periods, inputs } = game;
  const blocks = inputs === 2 ? periods : 3 * periods;
  const cost = rivals.weights.length * players * periods * blocks;
  const isOne = periods === 1;
  if (cost <= 700) {
    return {
      density: [isOne ? 2 : 1.5, isOne ? 6 : 4],
      peaks: [isOne ? 2 : 1, isOne ? 6 : 3],
      swept: 10000,
      kept: isOne ? 2 : 4,
      pool: 64,
      exits: 4,
      rounds: 4,
      variants: isOne ? 0 : 3,
      moves: 12,
    };
  }
  if (cost <= 8000) {
    return {
      density: [isOne ? 2 : 1.5, isOne ? 5 : 3],
      peaks: [1, isOne ? 4 : 2],
      swept: 16,
      kept: isOne ? 2 : 3,
      pool: 32,
      exits: 3,
      rounds: 3,
      variants: isOne ? 0 : 2,
      moves: 8,
    };
  }
  const few = {
    density: [1, 2],
    peaks: [1, 1],
    pool: 8,
    exits: 2,
    rounds: 1,
    variants: 0,
    moves: 2,
  } as const;
  return cost <= 100000 ? { ...few, swept: 4, kept: 2 } : { ...few, swept: 2, kept: 1 };
}

export function searchOf(problem: Problem, strategy: Float64Array): Search {
  const { periods, inputs } = problem.game;
  const size = periods * inputs;
  const thresholds = thresholdsOf(problem, strategy);
  const width = size + (thresholds === null ? 0 : periods);
  const plain = valuesOf(problem, width);
  const { exp } = problem.backend.math;
  const grids = new Map<string, Float64Array>();
  const known = new Map<number, readonly number[]>();
  return {
    problem,
    effort: effortOf(problem),
    size,
    width,
    thresholds,
    values: (rows, count) => {
      for (let m = 0; thresholds !== null && m < count; m++) {
        thresholds.apply(rows.subarray(m * width, (m + 1) * width));
      }
      return plain(rows, count);
    },
    grid: (t, k, density) => {
      const key = `${t} ${k} ${density}`;
      const grid = grids.get(key) ?? gridOf(problem, t, k, density);
      grids.set(key, grid);
      return grid;
    },
    factors: (h) => {
      const factors = known.get(h) ?? [exp(-2 * h), exp(-h), 1, exp(h), exp(2 * h)];
      known.set(h, factors);
      return factors;
    },
  };
}

/** Rows for strategies. */
export function rowsOf({ size, width }: Search, strategies: readonly Float64Array[]): Float64Array {
  const rows = new Float64Array(strategies.length * width);
  strategies.forEach((strategy, m) => {
    rows.set(strategy.subarray(0, size), m * width);
  });
  return rows;
}

/** A row with its value; −∞ where that is no finite number. */
export function candidateOf(search: Search, row: Float64Array): Candidate {
  const [value] = search.values(row, 1);
  return { row, value: Number.isFinite(value) ? value : Number.NEGATIVE_INFINITY };
}

/** The best of some rows where it is better than `from`. */
export function better(
  search: Search,
  from: Candidate,
  rows: Float64Array,
  count: number,
): Candidate {
  if (count === 0) return from;
  return bestOf(search, from, rows, search.values(rows, count));
}

export function bestOf(
  { width }: Search,
  from: Candidate,
  rows: Float64Array,
  values: Float64Array,
): Candidate {
  let best = -1;
  let most = from.value;
  values.forEach((value, m) => {
    if (!(value > most) || !Number.isFinite(value)) return;
    best = m;
    most = value;
  });
  return best < 0 ? from : { row: rows.slice(best * width, (best + 1) * width), value: most };
}
