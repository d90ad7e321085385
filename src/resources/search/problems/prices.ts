/**
 * Bounds on covers by prices of their elements, (CV2) of `cover/cover.ts`.
 *
 * Sums of numbers ≥ 0 by Neumaier are right to the last bit or two however many there are. So what the prices
 * within a set exceed its cost by is known, and Σ y over the greatest such factor is a bound.
 */

import { neumaierSum } from '../../../numerics/sums';
import { type Cover, largestOf } from '../../cover/cover';
import { safeLow } from './posed';

/** Relative rounding of a few operations. */
const few = 2 ** -50;

/** Σ y, less what running sums within sets may have made too great. */
export function boundOfPrices(cover: Cover, prices: Float64Array, isWhole: boolean): number {
  return safeLow(neumaierSum(prices), isWhole, 4 * largestOf(cover));
}

/** Whether prices prove a bound: they are asked of every set anew. */
export function provesCover(
  { costs, starts, members }: Cover,
  prices: Float64Array,
  isWhole: boolean,
): (bound: number) => boolean {
  return (bound) => {
    if (!prices.every((price) => price >= 0)) return false;
    let factor = 1;
    for (let s = 0; s < costs.length; s++) {
      const own = Float64Array.from(members.subarray(starts[s], starts[s + 1]), (e) => prices[e]);
      const load = neumaierSum(own);
      if (load > costs[s]) factor = Math.max(factor, load / costs[s]);
    }
    const proven = (neumaierSum(prices) / factor) * (1 - few);
    return bound <= (isWhole ? Math.ceil(proven) : proven);
  };
}
