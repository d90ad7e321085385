/**
 * Buying on a random day. With p_i the probability of buying at the start of day i and S_n = Σ_{i>n} p_i,
 * the expected cost C(n) of a season of n days grows by
 *
 *     C(n) − C(n−1) = b p_n + S_n.                                                                    (SR3)
 *
 * Where that is a constant c for the first k days and S_k = 0,
 *
 *     p_i = (c/b) (1 − 1/b)^{k−i},   c = 1 / (1 − (1 − 1/b)^k),   C(n) = c min(n, k).                  (SR4)
 *
 * k = b, for whole b, is the optimal strategy of Karlin et al.: C(n) = c OPT(n) whatever n, and c < e/(e − 1).
 *
 * For b > 1 that is not whole, let m = ⌊b⌋. The optimum C(n) = c OPT(n) needs steps of c on the days 1 … m and
 * one of c (b − m) on day m + 1, the last on which to buy. (SR3) then gives
 *
 *     p_{m+1} = c (b − m)/b,   p_i = (c m/b²) (1 − 1/b)^{m−i} for i ≤ m,
 *     c = 1 / (1 − (m/b) (1 − 1/b)^m),                                                                (SR5)
 *
 * which for m = b − 1 is (SR4) with k = b, and never above e/(e − 1): (m/b)(1 − 1/b)^m ≤ e^{m/b − 1} e^{−m/b}.
 * That no strategy does better is shown by seasons drawn at random (`adversary.ts`).
 *
 * Source: A. R. Karlin, M. S. Manasse, L. A. McGeoch, S. Owicki, "Competitive randomized algorithms for
 * nonuniform problems", Algorithmica 11 (1994) 542.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { log1p } from '../../numerics/near-one';

export interface Mixture {
  /** p_1, …, p_k. */
  readonly probabilities: Float64Array;
  /** c. */
  readonly factor: number;
  /** C(n) in days of rent. */
  cost(season: number): number;
  /** C(n) / OPT(n); 1 for a season of no days. */
  ratio(season: number): number;
}

/** The strategy with the least worst expected ratio, which is its `factor`. */
export function optimalMixture(math: ElementaryFunctions, b: number): Mixture {
  if (b <= 1) {
    const probabilities = Float64Array.of(1);
    return { probabilities, factor: 1, cost: (n) => Math.min(n, b), ratio: () => 1 };
  }
  const last = Math.ceil(b);
  const m = last - 1;
  const factor = 1 / (1 - (m / b) * (1 - oneMinusPower(math, b, m)));
  const probabilities = new Float64Array(last);
  probabilities[m] = (factor * (b - m)) / b;
  probabilities[m - 1] = (factor * m) / b / b;
  fillBackward(probabilities, m - 1, b);
  return {
    probabilities,
    factor,
    cost: (n) => factor * Math.min(n, b),
    ratio: (n) => (n > 0 ? factor : 1),
  };
}

/** (SR4): purchase on one of the first `days` days, for b > 1. */
export function truncatedMixture(math: ElementaryFunctions, b: number, days: number): Mixture {
  const factor = 1 / oneMinusPower(math, b, days);
  const probabilities = new Float64Array(days);
  probabilities[days - 1] = factor / b;
  fillBackward(probabilities, days - 1, b);
  return {
    probabilities,
    factor,
    cost: (n) => factor * Math.min(n, days),
    ratio: (n) => (n > 0 ? factor * (Math.min(n, days) / Math.min(n, b)) : 1),
  };
}

/** The probabilities before the one at `from`, each (1 − 1/b) of the next. */
function fillBackward(probabilities: Float64Array, from: number, b: number): void {
  for (let i = from; i > 0; i--) probabilities[i - 1] = (probabilities[i] * (b - 1)) / b;
}

/** 1 − (1 − 1/b)^k. */
function oneMinusPower(math: ElementaryFunctions, b: number, k: number): number {
  return oneMinusExp(math, -k * log1p(math, -1 / b));
}

/** 1 − e^{−x} for x ≥ 0, by its series where x is small. */
export function oneMinusExp(math: ElementaryFunctions, x: number): number {
  if (x > 1e-3) return 1 - math.exp(-x);
  return x * (1 - (x / 2) * (1 - (x / 3) * (1 - (x / 4) * (1 - x / 5))));
}
