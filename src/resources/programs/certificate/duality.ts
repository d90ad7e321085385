/**
 * Optimality, recomputed from x and the prices y of the rows alone. With z = c + Qx − A'y, the conditions
 * of Karush, Kuhn and Tucker are
 *
 *     x feasible;   y_i > 0 only where row i has a lower bound, y_i < 0 only where it has an upper one,
 *     the same of z_j and the bounds of x_j;   and each price times the distance to its bound is 0.   (R2p)
 *
 * Weak duality bounds the objective from below by
 *
 *     D = Σ y_i⁺ rowLower_i − y_i⁻ rowUpper_i + Σ z_j⁺ lower_j − z_j⁻ upper_j − ½ x'Qx.              (R3p)
 */

import {
  activities,
  curvature,
  infeasibility,
  type Model,
  objectiveOf,
  transposed,
} from '../model';

export interface Duality {
  readonly reducedCosts: Float64Array;
  readonly objective: number;
  readonly dualObjective: number;
  readonly primalInfeasibility: number;
  /** Of prices without a bound, each relative to the terms of its own column. */
  readonly dualInfeasibility: number;
  readonly complementarySlackness: number;
  readonly gap: number;
}

export function duality(model: Model, x: Float64Array, y: Float64Array): Duality {
  const { cost, lower, upper, rowLower, rowUpper } = model;
  const curved = curvature(model, x);
  const reducedCosts = transposed(model, y);
  const sizes = termsOf(model, y, curved);
  let half = 0;
  for (let j = 0; j < x.length; j++) {
    const rest = cost[j] + curved[j] - reducedCosts[j];
    // what is left of terms that cancel is rounding
    reducedCosts[j] = Math.abs(rest) <= 1e-14 * sizes[j] ? 0 : rest;
    half += 0.5 * curved[j] * x[j];
  }
  const objective = objectiveOf(model, x);
  const rows = priced(y, activities(model, x), rowLower, rowUpper, sharesOf(model, y, sizes));
  const shares = reducedCosts.map((z, j) => (z === 0 ? 0 : Math.abs(z) / sizes[j]));
  const columns = priced(reducedCosts, x, lower, upper, shares);
  const dualObjective = rows.value + columns.value - half;
  const scale = 1 + Math.abs(objective);
  return {
    reducedCosts,
    objective,
    dualObjective,
    primalInfeasibility: infeasibility(model, x),
    dualInfeasibility: Math.max(rows.infeasible, columns.infeasible),
    complementarySlackness: Math.max(rows.slack, columns.slack) / scale,
    gap: Math.abs(objective - dualObjective) / scale,
  };
}

/** |c_j| + |(Qx)_j| + Σ |a_ij y_i|: what z_j is made of. */
function termsOf(model: Model, y: Float64Array, curved: Float64Array): Float64Array {
  const { rows, starts, indices, values, cost } = model;
  const sizes = cost.map((value, j) => Math.abs(value) + Math.abs(curved[j]));
  for (let i = 0; i < rows; i++) {
    for (let k = starts[i]; k < starts[i + 1]; k++) {
      sizes[indices[k]] += Math.abs(values[k] * y[i]);
    }
  }
  return sizes;
}

/** The largest part that each price has in the terms of a column; 1 of one that no column sees. */
function sharesOf(model: Model, y: Float64Array, sizes: Float64Array): Float64Array {
  const { starts, indices, values } = model;
  return y.map((price, i) => {
    if (price === 0 || starts[i] === starts[i + 1]) return price === 0 ? 0 : 1;
    let most = 0;
    for (let k = starts[i]; k < starts[i + 1]; k++) {
      const size = sizes[indices[k]];
      if (size > 0) most = Math.max(most, Math.abs(values[k] * price) / size);
    }
    return most;
  });
}

/**
 * What prices are worth at their bounds, how far bounds are, and the largest share of a price that has no
 * bound.
 */
function priced(
  prices: Float64Array,
  at: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  shares: Float64Array,
): { value: number; infeasible: number; slack: number } {
  let value = 0;
  let infeasible = 0;
  let slack = 0;
  for (let i = 0; i < prices.length; i++) {
    const price = prices[i];
    if (Number.isNaN(price)) {
      return { value: Number.NaN, infeasible: Number.POSITIVE_INFINITY, slack };
    }
    if (price === 0) continue;
    const bound = price > 0 ? lower[i] : upper[i];
    if (Number.isFinite(bound)) {
      value += price * bound;
      slack = Math.max(slack, Math.abs(price * (at[i] - bound)));
    } else {
      infeasible = Math.max(infeasible, shares[i]);
    }
  }
  return { value, infeasible, slack };
}

/**
 * The lower bound that prices prove for a linear model with these bounds of its columns, −∞ where they prove
 * none. What is rounding of a reduced cost without a bound counts as 0.
 */
export function provenBound(
  model: Model,
  y: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): number {
  const { rows, starts, indices, values, cost, rowLower, rowUpper } = model;
  const reduced = cost.slice();
  const size = cost.map(Math.abs);
  let bound = 0;
  for (let i = 0; i < rows; i++) {
    if (y[i] === 0) continue;
    const side = y[i] > 0 ? rowLower[i] : rowUpper[i];
    // a price of a bound that is not there is left out: any prices prove some bound
    if (!Number.isFinite(side)) continue;
    bound += y[i] * side;
    for (let k = starts[i]; k < starts[i + 1]; k++) {
      reduced[indices[k]] -= values[k] * y[i];
      size[indices[k]] += Math.abs(values[k] * y[i]);
    }
  }
  for (let j = 0; j < reduced.length; j++) {
    const side = reduced[j] > 0 ? lower[j] : upper[j];
    const isRounding = Math.abs(reduced[j]) <= 1e-9 * size[j] && !Number.isFinite(side);
    if (reduced[j] !== 0 && !isRounding) bound += reduced[j] * side;
  }
  return Number.isNaN(bound) ? Number.NEGATIVE_INFINITY : bound;
}
