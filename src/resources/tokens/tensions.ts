/**
 * Three tensions as weights from 0 (the plain problem) to 1, each a change of the problem that
 * leaves it concave:
 *
 *     compress c    T′ = T − c (T − least budget), all that is worth the price λ(T′) each  (R14t)
 *     explore e     l_i′ = l_i + e (ū_i − l_i), lower bounds moved towards equal shares ū    (R15t)
 *     diversify d   max Σ r_i(x_i) − κ Σ (x_i − ū_i)²/2,
 *                   κ = d/(1 − d) · mean |r′(ū)| / mean(u − l)                               (R16t)
 *
 * where ū is the feasible allocation nearest to T′/K each. d = 1 leaves the distance from ū alone.
 * The distance of the optimum from ū falls as d grows (that is K times the variance where ū is T′/K
 * for all); with common bounds the Gini coefficient falls as e grows, as tokens then go from
 * patches above the floor to patches at it only.
 *
 * The tensions are those of "Resource Allocation & Optimization Algorithms", section 8, which names
 * compression by the budget, exploration by the least tokens everywhere and diversity by the
 * variance, without a formula.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { slopeInto } from './columns';
import type { Curves } from './curves';
import { type Model, regionsOf, spanOf } from './model';
import type { Tensions } from './problem';
import { nearestTo, quadratic } from './solve';

/** @param model that has an answer */
export function withTensions(
  m: ElementaryFunctions,
  model: Model,
  { compress, explore, diversify }: Required<Tensions>,
): Model {
  if (compress === 0 && explore === 0 && diversify === 0) return model;
  const [least] = spanOf(model);
  const spare = compress * Math.max(0, model.total - least);
  const total = compress === 1 ? least : model.total - (model.isWhole ? Math.floor(spare) : spare);
  let { curves, regions } = model;
  if (explore === 0 && diversify === 0) return { ...model, total };
  const share = new Float64Array(curves.count).fill(total / curves.count);
  const equal = nearestTo(m, { ...model, total, isWhole: false }, share);
  if (explore > 0) {
    const lower = curves.lower.map((l, i) => {
      const floor = Math.min(curves.upper[i], l + explore * (equal[i] - l));
      return Math.max(l, model.isWhole ? Math.floor(floor + 1e-9) : floor);
    });
    curves = { ...curves, lower };
    if (regions !== null) regions = regionsOf(regions.of, regions.count, regions, curves);
  }
  return { ...model, total, regions, curves: diversified(m, curves, equal, diversify) };
}

function diversified(
  m: ElementaryFunctions,
  curves: Curves,
  equal: Float64Array,
  weight: number,
): Curves {
  if (weight === 0) return curves;
  if (weight === 1) return quadratic(curves, equal);
  const slopes = new Float64Array(curves.count);
  slopeInto(m, curves, equal, true, slopes);
  let [steep, count, range] = [0, 0, 0];
  for (let i = 0; i < curves.count; i++) {
    range += curves.upper[i] - curves.lower[i];
    if (!Number.isFinite(slopes[i])) continue;
    steep += Math.abs(slopes[i]);
    count++;
  }
  const slope = steep > 0 ? steep / count : 1;
  const penalty = ((weight / (1 - weight)) * slope * curves.count) / (range || 1);
  return { ...curves, penalty, centre: equal };
}
