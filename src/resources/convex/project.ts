/**
 * The nearest point of a set, exactly, and the least value of a linear function over it.
 *
 * Box: every coordinate to its nearest bound. Ball: along the radius. Budget-box, and the simplex as one: with the
 * price λ of the budget, x_i(λ) = clip(y_i − λ w_i, l_i, u_i) and w·x(λ) falls in λ, in straight pieces between
 * the breakpoints (y_i − u_i)/w_i and (y_i − l_i)/w_i. The piece in which it meets the budget is found by
 * bisection of the sorted breakpoints; within it
 *
 *     λ = (Σ_{free} w_i y_i + Σ_{at a bound} w_i x_i − budget) / Σ_{free} w_i².                     (RC1)
 *
 * Sources: M. Held, P. Wolfe, H. P. Crowder, Math. Programming 6 (1974) 62 (simplex); J. Duchi, S. Shalev-Shwartz,
 * Y. Singer, T. Chandra, ICML 2008; K. C. Kiwiel, J. Optim. Theory Appl. 136 (2008) 445 (breakpoints).
 */

import { ParameterError } from '../../engine/errors';
import { type ConvexSet, distance, dot, type Region, regionOf } from './sets';

/**
 * The point of `set` that is nearest to x.
 *
 * @throws ParameterError where the set is none, or x is no array of finite numbers
 */
export function project(set: ConvexSet, x: readonly number[] | Float64Array): Float64Array {
  const point = pointOf('x', x);
  return projected(regionOf(set, point.length), point);
}

/** @throws ParameterError where it is no array of finite numbers */
export function pointOf(name: string, x: unknown): Float64Array {
  if (!(Array.isArray(x) || x instanceof Float64Array) || x.length === 0) {
    throw new ParameterError(name, x, 'an array of finite numbers', 'type');
  }
  const bad = Array.from(x).findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const kind = typeof x[bad] === 'number' ? 'range' : 'type';
    throw new ParameterError(`${name}.${bad}`, x[bad], 'a finite number', kind);
  }
  return Float64Array.from(x);
}

export function projected(region: Region, y: Float64Array): Float64Array {
  switch (region.kind) {
    case 'free':
      return y.slice();
    case 'box':
      return y.map((value, i) => clip(value, region.lower[i], region.upper[i]));
    case 'ball': {
      const { centre, radius } = region;
      const far = distance(y, centre);
      if (far <= radius) return y.slice();
      return y.map((value, i) => centre[i] + ((value - centre[i]) / far) * radius);
    }
    default:
      return budgetProjection(region, y);
  }
}

function clip(x: number, lower: number, upper: number): number {
  return Math.min(Math.max(x, lower), upper);
}

/** Mends what rounding of y − λ w, where y is far larger than the set, has left of the budget. */
function settle(
  { lower, upper, weights, budget }: BudgetBox,
  x: Float64Array,
  isFree: (i: number) => boolean,
  squares: number,
): void {
  for (let pass = 0; pass < 3; pass++) {
    const left = budget - dot(weights, x);
    const size = x.reduce((sum, xi, i) => sum + weights[i] * Math.abs(xi), Math.abs(budget));
    if (!(Math.abs(left) > 1e-14 * size)) return;
    x.forEach((xi, i) => {
      if (isFree(i)) x[i] = clip(xi + (left / squares) * weights[i], lower[i], upper[i]);
    });
  }
}

export type BudgetBox = Extract<Region, { readonly budget: number }>;

function budgetProjection(region: BudgetBox, y: Float64Array): Float64Array {
  const { lower, upper, weights, budget, equality } = region;
  const at = (lambda: number) =>
    y.map((value, i) => clip(value - lambda * weights[i], lower[i], upper[i]));
  const inside = at(0);
  const use = dot(weights, inside);
  if (use === budget || (!equality && use < budget)) return inside;
  const points: number[] = [];
  for (let i = 0; i < y.length; i++) {
    if (upper[i] < Infinity) points.push((y[i] - upper[i]) / weights[i]);
    if (lower[i] > -Infinity) points.push((y[i] - lower[i]) / weights[i]);
  }
  const sorted = Float64Array.from(points).sort();
  // the last breakpoint at which the budget is still reached or exceeded
  let low = -1;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (dot(weights, at(sorted[middle])) >= budget) low = middle;
    else high = middle;
  }
  const from = low < 0 ? -Infinity : sorted[low];
  const to = high === sorted.length ? Infinity : sorted[high];
  let fixed = 0;
  let free = 0;
  let squares = 0;
  for (let i = 0; i < y.length; i++) {
    const w = weights[i];
    // free within the whole piece, or at one bound within the whole of it
    if ((y[i] - upper[i]) / w <= from && (y[i] - lower[i]) / w >= to) {
      free += w * y[i];
      squares += w * w;
    } else fixed += w * ((y[i] - upper[i]) / w >= to ? upper[i] : lower[i]);
  }
  if (squares === 0) return at(from === -Infinity ? to : from);
  const x = at(clip((free + fixed - budget) / squares, from, to));
  const isFree = (i: number) =>
    (y[i] - upper[i]) / weights[i] <= from && (y[i] - lower[i]) / weights[i] >= to;
  settle(region, x, isFree, squares);
  return x;
}

/**
 * The least value of c·s over the set, as precisely as sums go; −∞ where there is none.
 *
 * On a budget-box it is the knapsack that may be cut: all at their lower bounds, then what is cheapest for its
 * weight first.
 */
export function leastLinear(region: Region, c: Float64Array): number {
  switch (region.kind) {
    case 'free':
      return c.every((value) => value === 0) ? 0 : -Infinity;
    case 'box':
      return c.reduce((sum, value, i) => {
        if (value === 0) return sum;
        return sum + value * (value > 0 ? region.lower[i] : region.upper[i]);
      }, 0);
    case 'ball':
      return dot(c, region.centre) - region.radius * distance(c, new Float64Array(c.length));
    default:
      return leastOnBudget(region, c);
  }
}

function leastOnBudget(region: BudgetBox, c: Float64Array): number {
  const { lower, upper, weights, budget, equality } = region;
  if (lower.some((value) => value === -Infinity)) return -Infinity;
  let value = dot(c, lower);
  let left = Math.max(0, budget - dot(weights, lower));
  const ratio = c.map((ci, i) => ci / weights[i]);
  const order = Int32Array.from(c, (_, i) => i).sort((a, b) => ratio[a] - ratio[b] || a - b);
  for (const i of order) {
    if (left <= 0 || (!equality && c[i] >= 0)) break;
    const step = Math.min(upper[i] - lower[i], left / weights[i]);
    value += c[i] * step;
    left -= weights[i] * step;
  }
  return value;
}
