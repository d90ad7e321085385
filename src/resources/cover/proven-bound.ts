/**
 * What prices prove: the one rule by which a bound comes of their sum.
 *
 * Prices y with Σ_{e ∈ S} y_e ≤ factor · c_S for every set S, factor ≥ 1, are feasible in (CV2) once divided
 * by it: no cover costs less than Σ y / factor. Where all costs are whole, neither does one cost less than
 * the next whole number.
 *
 * Before that is taken the quotient is shortened by 2⁻⁴⁹ of itself, 16 units of rounding. Compensated sums of
 * terms ≥ 0 are right to two units (Neumaier 1974), so are loads; both quotients and the product round once
 * each: 7 units in all. So rounding never lifts a bound above the optimum, and a sum that is a whole number
 * but for rounding stays that number.
 */

import { neumaierSum } from '../../numerics/sums';

/** Whole numbers from here on are too coarse to be told apart after the shortening. */
const mostWhole = 2 ** 49;
const shortening = 1 - 2 ** -49;

/** By how much loads exceed costs at most; 1 where prices are feasible. */
export function excessOf(load: number, cost: number): number {
  return load > cost ? load / cost : 1;
}

export interface PriceBound {
  /** Σ y / factor. */
  readonly sum: number;
  /** No cover costs less. */
  readonly bound: number;
  /** Whether it is a whole number because costs are: then it is exact. */
  readonly isWhole: boolean;
}

/**
 * @param prices of the elements to cover, each ≥ 0
 * @param factor the greatest `excessOf` of the sets, with compensated sums as loads
 * @param areWhole whether all costs are whole
 */
export function priceBound(
  prices: ArrayLike<number>,
  factor: number,
  areWhole: boolean,
): PriceBound {
  const sum = neumaierSum(prices) / factor;
  const isWhole = areWhole && sum < mostWhole;
  return { sum, bound: isWhole ? Math.ceil(sum * shortening) : sum, isWhole };
}
