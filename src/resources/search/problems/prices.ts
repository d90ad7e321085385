/** Bounds on covers by prices of their elements: the rule of `cover/proven-bound.ts`, by loads summed anew. */

import { neumaierSum } from '../../../numerics/sums';
import type { Cover } from '../../cover/cover';
import { excessOf, priceBound } from '../../cover/proven-bound';
import { safeLow } from './posed';

/** No cover costs less. */
export function boundOfPrices(
  { costs, starts, members }: Cover,
  prices: Float64Array,
  areWhole: boolean,
): number {
  let factor = 1;
  for (let s = 0; s < costs.length; s++) {
    const own = Float64Array.from(members.subarray(starts[s], starts[s + 1]), (e) => prices[e]);
    factor = Math.max(factor, excessOf(neumaierSum(own), costs[s]));
  }
  const { bound, isWhole } = priceBound(prices, factor, areWhole);
  return isWhole ? bound : safeLow(bound, false);
}

/** Whether prices prove a bound: they are asked of every set anew. */
export function provesCover(cover: Cover, prices: Float64Array, areWhole: boolean) {
  return (bound: number): boolean =>
    prices.every((price) => price >= 0) && bound <= boundOfPrices(cover, prices, areWhole);
}
