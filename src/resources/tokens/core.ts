/**
 * Levels that no optimum has. At the price λ of the concave envelope, with h_i = max_x ĝ_i(x) − λ
 * x, no allocation is worth more than Σ h_i + λ T, and one that has patch i at x is worth less by
 * at least
 *
 *     h_i − (g_i(x) − λ x)                                                                   (R18t)
 *
 * A level at which that exceeds the gap to an allocation at hand is left out, for the budget and
 * for one token more and less, so that the prices stay right. Bounds become those of the levels
 * that remain.
 *
 * Source: H. Kellerer, U. Pferschy, D. Pisinger, Knapsack Problems (2004), chapters 3.2 and 11.3.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { neumaierSum } from '../../numerics/sums';
import { type Curves, valueAt } from './curves';
import type { Model } from './model';
import { Steps } from './steps';

/** Levels looked at. */
const mostLevels = 1e8;

/**
 * @param envelope concave curves, @param real their optimum, @param price its price
 * @param tokens an allocation at hand, and @param value its objective
 */
export function coreOf(
  m: ElementaryFunctions,
  model: Model,
  { envelope, real, price }: { envelope: Curves; real: Float64Array; price: number },
  tokens: Float64Array,
  value: number,
): Model {
  const { curves, total } = model;
  const { count } = curves;
  const most = neumaierSum(curves.upper);
  const least = neumaierSum(curves.lower);
  if (model.regions !== null || !Number.isFinite(price) || most - least > mostLevels) return model;
  const best = new Float64Array(count);
  for (let i = 0; i < count; i++) best[i] = valueAt(m, envelope, i, real[i]) - price * real[i];
  const bound = neumaierSum(best) + price * total;
  const steps = new Steps(m, curves, tokens.slice());
  const gap = Math.max(
    bound - value,
    total < most ? bound + price - (value + steps.next) : 0,
    total > least ? bound - price - (value - steps.last) : 0,
  );
  const size = best.reduce((sum, h, i) => sum + Math.abs(h) + Math.abs(price * real[i]), 0);
  const allowed = gap + 1e-11 * size;
  const lower = tokens.slice();
  const upper = tokens.slice();
  for (let i = 0; i < count; i++) {
    const isLeft = (x: number) => best[i] - (valueAt(m, curves, i, x) - price * x) <= allowed;
    for (let x = curves.lower[i]; x < lower[i]; x++) if (isLeft(x)) lower[i] = x;
    for (let x = curves.upper[i]; x > upper[i]; x--) if (isLeft(x)) upper[i] = x;
  }
  return { ...model, curves: { ...curves, lower, upper } };
}
