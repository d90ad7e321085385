/**
 * The optimum of all frames at once, which an online policy is measured against, and weak duality:
 *
 *     max Σ f_t(x_t),  Σ x_t ≤ T,  l_t ≤ x_t ≤ u_t  ≤  λ T + Σ_t max_x [f_t(x) − λ x],  λ ≥ 0  (RT10)
 *
 * with T the free budget and the lower bounds. The optimum is that of a token budget (one price for
 * all), of T or of all that is worth anything, whichever is less.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { neumaierSum, pairwiseSum } from '../../numerics/sums';
import { certify, pricesOf, type TokensCertificate } from '../tokens/certificate';
import { continuousOptimum } from '../tokens/continuous';
import { type Curves, relevanceAt } from '../tokens/curves';
import { wholeOptimum } from '../tokens/whole';
import { demandAtLeast } from './marginals';
import type { Stream } from './problem';

export interface Offline {
  readonly allocation: Float64Array;
  readonly value: number;
  /** What one more token of the budget is worth; 0 where some are left. */
  readonly shadowPrice: number;
  readonly certificate: TokensCertificate;
}

/** T of (RT10). */
export function budgetOf({ curves, total, reserve, free }: Stream): number {
  const least = neumaierSum(curves.lower);
  return Math.abs(reserve - least) <= 1e-12 * reserve ? total : Math.max(0, free) + least;
}

export function offlineOptimum(m: ElementaryFunctions, stream: Stream): Offline {
  const { curves, isWhole } = stream;
  const most = Float64Array.from(curves.lower, (_, i) => demandAtLeast(m, curves, i, 0, isWhole));
  const wanted = neumaierSum(most);
  const budget = budgetOf(stream);
  const isScarce = wanted > budget;
  const total = isScarce ? budget : wanted;
  const model = { curves, regions: null, total, isWhole };
  let allocation: Float64Array = most;
  let price = 0;
  if (isScarce) {
    const real = continuousOptimum(m, model);
    allocation = isWhole ? wholeOptimum(m, model, real.x) : real.x;
    price = real.price;
  }
  const value = totalWorth(m, curves, allocation);
  const prices = pricesOf(m, model, allocation);
  if (isScarce && isWhole) price = prices.next;
  return {
    allocation,
    value,
    shadowPrice: Number.isFinite(price) ? Math.max(0, price) : 0,
    certificate: certify(model, allocation, value, prices, { bound: value, isConcave: true }),
  };
}

/** Σ f_t(x_t). */
export function totalWorth(m: ElementaryFunctions, curves: Curves, x: Float64Array): number {
  return pairwiseSum(x.map((tokens, i) => relevanceAt(m, curves, i, tokens)));
}

/** The right side of (RT10), at the least of some prices; more tokens than T are never needed. */
export function dualBound(
  m: ElementaryFunctions,
  stream: Stream,
  prices: readonly number[],
): { readonly bound: number; readonly price: number } {
  const { curves, isWhole } = stream;
  const budget = budgetOf(stream);
  let best = { bound: Infinity, price: 0 };
  for (const price of prices) {
    const surplus = Float64Array.from(curves.lower, (_, i) => {
      const x = demandAtLeast(m, curves, i, price, isWhole);
      return relevanceAt(m, curves, i, x) - price * x;
    });
    const bound = pairwiseSum(surplus) + price * budget;
    if (bound < best.bound) best = { bound, price };
  }
  return best;
}
