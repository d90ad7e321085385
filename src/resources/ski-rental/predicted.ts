/**
 * Buying with a prediction ŷ of the days, trusted the more the smaller λ in (0, 1] is.
 *
 * Deterministic: where ŷ ≥ b buy at the start of day ⌈λb⌉, else at the start of day ⌈b/λ⌉. With
 * η = |ŷ − n| the ratio is at most
 *
 *     min{ 1 + 1/λ,  1 + λ + η / ((1 − λ) OPT) }.                                                     (SR6)
 *
 * Randomized: (SR4) with k = ⌊λb⌋ where ŷ ≥ b and k = ⌈b/λ⌉ else; for λ > 1/b the expected ratio is at most
 *
 *     min{ 1 / (1 − e^{−(λ − 1/b)}),  λ / (1 − e^{−λ}) · (1 + η / OPT) }.                             (SR7)
 *
 * The proofs of (SR6) use b whole nowhere: i − 1 < λb or i − 1 < b/λ is all they need. Nor do those of (SR7):
 * by C(n) = c min(n, k) the worst ratio is c where k ≤ b and c k/b where k > b. Below its domain, λ ≤ 1/b, the
 * first term of (SR7) is infinite or negative; k is then at least 1 and the true bound is the greater of these
 * two over both kinds of prediction. Where b ≤ 1 both strategies buy at once, which is optimal for every
 * season.
 *
 * Source: M. Purohit, Z. Svitkina, R. Kumar, "Improving Online Algorithms via ML Predictions", NeurIPS 31
 * (2018), algorithms 2 and 3, theorems 2.2 and 2.3.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type Mixture, oneMinusExp, optimalMixture, truncatedMixture } from './randomized';

/** What a strategy with a prediction promises. */
export interface PredictionBounds {
  /** Where the prediction is right. */
  readonly consistency: number;
  /** Whatever the prediction. */
  readonly robustness: number;
  /** For every season given, with its error of prediction; 1 where the season has no day. */
  readonly realized: Float64Array;
}

interface Foretold {
  readonly price: number;
  readonly prediction: number;
  readonly trust: number;
  readonly seasons: Float64Array;
}

/** The day of purchase of the deterministic strategy. */
export function predictedDay({ price: b, prediction, trust }: Omit<Foretold, 'seasons'>): number {
  if (b <= 1) return 1;
  return Math.ceil(prediction >= b ? trust * b : b / trust);
}

/** (SR6). */
export function predictedBounds(problem: Foretold): PredictionBounds {
  const { price: b, prediction, trust, seasons } = problem;
  if (b <= 1) return certain(seasons);
  const robustness = 1 + 1 / trust;
  const realized = seasons.map((n) => {
    if (n === 0) return 1;
    const error = Math.abs(prediction - n);
    // 0 over 0 where λ = 1 and the prediction is right
    const excess = error === 0 ? 0 : error / ((1 - trust) * Math.min(n, b));
    return Math.min(robustness, 1 + trust + excess);
  });
  return { consistency: 1 + trust, robustness, realized };
}

/** The days on which the randomized strategy may buy. */
function spreads(b: number, trust: number): { readonly soon: number; readonly late: number } {
  return { soon: Math.max(1, Math.floor(trust * b)), late: Math.ceil(b / trust) };
}

export function predictedMixture(
  math: ElementaryFunctions,
  { price: b, prediction, trust }: Omit<Foretold, 'seasons'>,
): Mixture {
  if (b <= 1) return optimalMixture(math, b);
  const { soon, late } = spreads(b, trust);
  return truncatedMixture(math, b, prediction >= b ? soon : late);
}

/** (SR7), and the true bound where λ ≤ 1/b. */
export function predictedMixtureBounds(
  math: ElementaryFunctions,
  problem: Foretold,
): PredictionBounds {
  const { price: b, prediction, trust, seasons } = problem;
  if (b <= 1) return certain(seasons);
  const consistency = trust / oneMinusExp(math, trust);
  const robustness = robustnessOf(math, b, trust);
  const realized = seasons.map((n) => {
    if (n === 0) return 1;
    const error = Math.abs(prediction - n);
    return Math.min(robustness, consistency * (1 + error / Math.min(n, b)));
  });
  return { consistency, robustness, realized };
}

function robustnessOf(math: ElementaryFunctions, b: number, trust: number): number {
  if (trust * b > 1) return 1 / oneMinusExp(math, trust - 1 / b);
  const { soon, late } = spreads(b, trust);
  const worst = (days: number) => truncatedMixture(math, b, days).factor * Math.max(1, days / b);
  return Math.max(worst(soon), worst(late));
}

function certain(seasons: Float64Array): PredictionBounds {
  return { consistency: 1, robustness: 1, realized: new Float64Array(seasons.length).fill(1) };
}
