/**
 * Unboundedness: a feasible point and a direction d that no bound ends and that improves without end,
 *
 *     Qd = 0,  c'd < 0,  a_i'd ≥ 0 where row i has a lower bound, ≤ 0 where it has an upper one,
 *     and the same of d_j and the bounds of x_j.                                                  (R5p)
 */

import { activities, curvature, type Model } from '../model';

export interface Direction {
  /** The largest violation, relative to the size of its terms. */
  readonly violation: number;
  /** c'd over Σ |c_j d_j|. */
  readonly slope: number;
}

export function direction(model: Model, d: Float64Array): Direction {
  const { cost, starts, indices, values } = model;
  const longest = d.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const along = activities(model, d);
  let violation = 0;
  const check = (value: number, lower: number, upper: number, size: number) => {
    if (size === 0) return;
    if (Number.isFinite(lower) && value < 0) violation = Math.max(violation, -value / size);
    if (Number.isFinite(upper) && value > 0) violation = Math.max(violation, value / size);
  };
  for (let i = 0; i < model.rows; i++) {
    let size = 0;
    for (let k = starts[i]; k < starts[i + 1]; k++) size += Math.abs(values[k] * d[indices[k]]);
    check(along[i], model.rowLower[i], model.rowUpper[i], size);
  }
  let slope = 0;
  let scale = 0;
  const curved = curvature(model, d);
  for (let j = 0; j < d.length; j++) {
    check(d[j], model.lower[j], model.upper[j], longest);
    violation = Math.max(violation, Math.abs(curved[j]) / (longest || 1));
    slope += cost[j] * d[j];
    scale += Math.abs(cost[j] * d[j]);
  }
  return { violation, slope: scale === 0 ? 0 : slope / scale };
}
