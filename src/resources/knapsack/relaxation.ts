/**
 * The fractional relaxation, greedy answers, and what bounds fix.
 *
 * Max Σ v_j x_j with Σ w_j x_j ≤ W, 0 ≤ x_j ≤ u_j. Without wholeness items are filled in order of v/w until
 * one, the break item b, does not fit (Dantzig 1957); the price of capacity is λ = v_b/w_b, or 0 where all
 * fit, and for any λ ≥ 0
 *
 *     D(λ) = λ W + Σ_j u_j max(0, v_j − λ w_j)                                                       (K1)
 *
 * bounds the optimum from above, with equality to the relaxation at this λ. An answer that takes t copies
 * of item j less (or more) than the relaxed one is worth at most
 *
 *     D(λ) − t |v_j − λ w_j|                                                                         (K2)
 *
 * so where z is attained, only t for which (K2) exceeds z need a search (Dembo and Hammer 1980, for t = 1).
 *
 * Sources: G. B. Dantzig, Operations Research 5 (1957) 266; R. S. Dembo, P. L. Hammer, Methods of
 * Operations Research 36 (1980) 49; H. Kellerer, U. Pferschy, D. Pisinger, Knapsack Problems (2004), ch. 2, 5.
 */

import type { Knapsack } from './parameters';

export interface Relaxation {
  /** Items by falling v/w, without those that are worth or hold nothing, or weigh nothing. */
  readonly order: Int32Array;
  /** Where the break item stands in the order; its length where all fit. */
  readonly breakAt: number;
  /** Whole copies that the relaxed answer takes, of all items. */
  readonly whole: Float64Array;
  /** The share of one more copy of the break item. */
  readonly part: number;
  /** λ. */
  readonly price: number;
  /** D(λ), an upper bound up to `margin`. */
  readonly bound: number;
  /** What rounding may have taken from the bound. */
  readonly margin: number;
}

export function relax(problem: Knapsack): Relaxation {
  const { values, weights, limits, capacity } = problem;
  const n = values.length;
  const ratios = values.map((value, j) => value / weights[j]);
  const order = Int32Array.from(values.keys())
    .filter((j) => weights[j] > 0 && values[j] > 0 && limits[j] > 0)
    .sort((a, b) => ratios[b] - ratios[a] || weights[a] - weights[b] || a - b);
  const whole = new Float64Array(n);
  for (let j = 0; j < n; j++) if (weights[j] === 0 && values[j] > 0) whole[j] = limits[j];
  let room = capacity;
  let breakAt = 0;
  for (; breakAt < order.length; breakAt++) {
    const j = order[breakAt];
    whole[j] = Math.min(limits[j], Math.floor(room / weights[j]));
    room -= whole[j] * weights[j];
    if (whole[j] < limits[j]) break;
  }
  const last = order[breakAt];
  const isFull = breakAt < order.length;
  const price = isFull ? ratios[last] : 0;
  const bound = dualBound(problem, price);
  const margin = bound * (n + 16) * 2 ** -52;
  return { order, breakAt, whole, part: isFull ? room / weights[last] : 0, price, bound, margin };
}

/** D(λ), equation (K1). */
export function dualBound({ values, weights, limits, capacity }: Knapsack, price: number): number {
  let sum = price * capacity;
  for (let j = 0; j < values.length; j++) {
    const more = values[j] - price * weights[j];
    if (more > 0) sum += limits[j] * more;
  }
  return sum;
}

export function worthOf({ values }: Knapsack, counts: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += values[j] * counts[j];
  return sum;
}

export function weightOf({ weights }: Knapsack, counts: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < weights.length; j++) sum += weights[j] * counts[j];
  return sum;
}

/** Copies from the first in order of v/w on, each as often as it still fits: at least the relaxed whole. */
export function fillGreedily(problem: Knapsack, { order, whole }: Relaxation): Float64Array {
  const { weights, limits } = problem;
  const counts = whole.slice();
  let room = problem.capacity - weightOf(problem, counts);
  for (const j of order) {
    const more = Math.min(limits[j] - counts[j], Math.floor(room / weights[j]));
    counts[j] += more;
    room -= more * weights[j];
  }
  return counts;
}

/**
 * The better of filling greedily and of as many as fit of the one item of which they are worth most. The
 * relaxation is at most the first and one copy of the break item, so this is at least half the optimum.
 */
export function greedy(problem: Knapsack, relaxation: Relaxation): Float64Array {
  const { values, limits } = problem;
  const filled = fillGreedily(problem, relaxation);
  let best = -1;
  for (const j of relaxation.order) {
    if (best < 0 || values[j] * limits[j] > values[best] * limits[best]) best = j;
  }
  if (best < 0) return filled;
  const single = filled.map((count, j) => (problem.weights[j] === 0 ? count : 0));
  // what the one item leaves over is not wasted
  single[best] = limits[best];
  const alone = fillGreedily(problem, { ...relaxation, whole: single });
  return worthOf(problem, alone) > worthOf(problem, filled) ? alone : filled;
}

/** Least and most copies of each item among answers that are better than z. */
export interface Range {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** By (K2); null where no answer can be better than `worth`. */
export function rangeAbove(problem: Knapsack, relaxation: Relaxation, worth: number): Range | null {
  const { values, weights, limits, isWhole } = problem;
  const { price, bound, margin, whole, order } = relaxation;
  const slack = bound + margin - worth - (isWhole ? 1 : 0);
  if (slack < 0 || bound - worth <= margin) return null;
  const low = whole.slice();
  const high = whole.slice();
  for (const j of order) {
    const more = values[j] - price * weights[j];
    const copies = more === 0 ? Number.POSITIVE_INFINITY : Math.floor(slack / Math.abs(more));
    low[j] = more > 0 ? Math.max(0, limits[j] - copies) : 0;
    high[j] = more < 0 ? Math.min(limits[j], copies) : limits[j];
  }
  return { low, high };
}
