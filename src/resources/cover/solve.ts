/** A cover by one of the methods, with its bound. */

import type { Backend } from '../../engine/backend';
import { neumaierSum } from '../../numerics/sums';
import { type Cover, costOf, type Found, isCover } from './cover';
import { greedyCover } from './greedy';
import { primalDualCover } from './primal-dual';
import { exactCover, type Limits, relaxed, roundedCover } from './program';
import { excessOf, priceBound } from './proven-bound';
import { pruned } from './prune';

export interface Solution {
  readonly status: 'converged' | 'iteration-limit' | 'cancelled';
  readonly taken: readonly number[];
  /** Sets that the method took and that were taken out again. */
  readonly redundant: readonly number[];
  readonly prices: Float64Array;
  /** No cover costs less; the cost itself where that is known to be the least. */
  readonly bound: number;
  readonly proven: number;
  readonly provenBy: 'prices' | 'search' | 'solver';
}

export interface Solving extends Limits {
  readonly prune: boolean;
}

/** What a method found, without what is superfluous in it, and with its bound. */
export function solutionOf(
  cover: Cover,
  { taken, prices, proven }: Found,
  prune: boolean,
  status: Solution['status'] = 'converged',
): Solution {
  const kept = prune ? pruned(cover, taken) : taken;
  const isKept = new Set(kept);
  return {
    status,
    taken: kept,
    redundant: taken.filter((s) => !isKept.has(s)),
    prices,
    bound: boundOf(cover, prices, costOf(cover, kept)),
    proven,
    provenBy: 'prices',
  };
}

export function solveGreedily(cover: Cover, { prune }: Solving): Solution {
  return solutionOf(cover, greedyCover(cover), prune);
}

export function solvePrimalDual(cover: Cover, { prune }: Solving): Solution {
  return solutionOf(cover, primalDualCover(cover), prune);
}

/**
 * Where the relaxation cannot be had, or is so far off that its cover breaks the promise: the primal–dual
 * cover, which keeps it. Costs many orders apart are beyond the tolerances of a solver.
 */
export async function solveByRounding(
  backend: Backend,
  cover: Cover,
  { prune, ...limits }: Solving,
): Promise<Solution> {
  const { shares, prices, isCancelled } = await relaxed(backend, cover, limits);
  if (shares === null || prices === null) {
    const status = isCancelled ? 'cancelled' : 'iteration-limit';
    return solutionOf(cover, primalDualCover(cover), prune, status);
  }
  const found = roundedCover(cover, shares, prices);
  const solution = solutionOf(cover, found, prune);
  const most = found.proven * solution.bound * (1 + 1e-9);
  if (isCover(cover, found.taken) && costOf(cover, solution.taken) <= most) return solution;
  const other = primalDualCover(cover);
  return solutionOf(cover, { ...other, prices: better(other.prices, prices) }, prune);
}

/**
 * The best known cover first, then prices of the relaxation; where these do not prove it the best, the integer
 * program.
 *
 * @param start a cover with feasible prices
 */
export async function solveExactly(
  backend: Backend,
  cover: Cover,
  start: Found,
  { prune, ...limits }: Solving,
): Promise<Solution> {
  const first = solutionOf(cover, start, true);
  if (isBest(cover, first)) return { ...first, redundant: [], proven: 1 };
  const relaxation = await relaxed(backend, cover, limits);
  const second = solutionOf(
    cover,
    { ...start, prices: better(first.prices, relaxation.prices) },
    true,
  );
  if (isBest(cover, second)) return { ...second, redundant: [], proven: 1 };
  if (relaxation.isCancelled) return { ...second, redundant: [], status: 'cancelled' };
  const { status, taken, bound, provenBy } = await exactCover(backend, cover, limits);
  const cost = (sets: readonly number[]) => costOf(cover, sets);
  const isOurs = taken === null || cost(second.taken) <= cost(taken);
  const best = solutionOf(cover, { ...second, taken: isOurs ? second.taken : taken }, prune);
  if (isBest(cover, best)) return { ...best, redundant: [], proven: 1 };
  const least = cost(best.taken);
  const isProven = status === 'converged';
  return {
    ...best,
    redundant: [],
    status,
    bound: isProven ? least : Math.min(least, Math.max(best.bound, bound ?? 0)),
    proven: isProven ? 1 : best.proven,
    provenBy: isProven || (bound ?? 0) > best.bound ? provenBy : 'prices',
  };
}

export const isBest = (cover: Cover, { taken, bound }: Solution) => costOf(cover, taken) === bound;

function better(y: Float64Array, other: Float64Array | null): Float64Array {
  return other === null || neumaierSum(y) >= neumaierSum(other) ? y : other;
}

/** What prices prove; at most the cost, and the cost itself where nothing but rounding lies between. */
function boundOf(cover: Cover, prices: Float64Array, cost: number): number {
  const { costs, starts, members } = cover;
  let factor = 1;
  for (let s = 0; s < costs.length; s++) {
    const own = Float64Array.from(members.subarray(starts[s], starts[s + 1]), (e) => prices[e]);
    factor = Math.max(factor, excessOf(neumaierSum(own), costs[s]));
  }
  const { bound, isWhole } = priceBound(prices, factor, costs.every(Number.isInteger));
  if (isWhole) return Math.min(cost, bound);
  return bound >= cost * (1 - 1e-12) ? cost : bound;
}
