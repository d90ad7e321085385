/**
 * Lower bounds of the cost of reaching a target in a box of controls.
 *
 * The share S is nondecreasing in each control, so that nothing in [l, u] reaches the target unless u does,
 * and a control i may be raised to where (u with z_i) does: the cost there at the lower corner is a bound.
 * Its error is of the order of the box's width.
 *
 * Where all B are at least 0 and spread over [b, b + w], b > 0 included,
 *
 *     S = E[P(B ≤ Y)] = E[min(Y, b + w)]/w − E[min(Y, b)]/w,
 *     Y = m + min(L(X), c(k−1) + L(σ^(k−1) X)) ≥ 0,                                                (57)
 *
 * and Y is concave in all controls but for the product of X and σ, where both are controls and k = 2. That
 * one is at most either of McCormick's planes over the box,
 *
 *     σX ≤ X_u σ + X σ_l − X_u σ_l,   σX ≤ X_l σ + X σ_u − X_l σ_u,                                (58)
 *
 * and min(1, σX/X) in place of σ keeps Y concave. So the first part of S, which is the share among labs with
 * B spread over [0, b + w], is below a tangent plane in all of the box. The second part, the share among
 * those over [0, b], is concave in each control, and above any plane that it is above at the box's corners.
 * The least Σ C_i(z_i) where the one plane less the other reaches the target, C_i replaced by a line under
 * it, is a fractional knapsack. The error of this bound is of the order of the width squared.
 *
 * Source of (58): G. P. McCormick, "Computability of Global Solutions to Factorable Nonconvex Programs:
 * Part I" (1976).
 */

import type { Population } from '../parameters';
import type { Control } from './controls';
import type { Lever } from './levers';
import type { Surface } from './nearest-mix';
import { gradientAt } from './slopes';
import { threshold } from './threshold';

export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** No mix in the box that reaches the target costs less. */
  readonly bound: number;
}

/** (57), where it holds. */
export interface Parts {
  /** The first part less the target; concave. */
  above(z: Float64Array): number;
  /** The second part; nothing where it is 0. */
  readonly less: ((z: Float64Array) => number) | undefined;
  /** Places of the controls of X and of σ, where both are. */
  readonly product: readonly [X: number, sigma: number] | undefined;
}

/** Whether Y of (57) is concave in controls, and where X and σ are among them. */
export function concavityOf(
  controls: readonly Control[],
  levers: readonly Lever[],
  { behaviour }: Population,
): { readonly isConcave: boolean; readonly product: Parts['product'] } {
  const control = (name: Lever['name']) => {
    const lever = levers.findIndex((l) => l.name === name);
    return controls.findIndex(({ levers: own }) => own.includes(lever));
  };
  const X = controls.findIndex(({ offset }) => offset !== undefined);
  const sigma = control('coordination');
  const isOwn = (name: Lever['name']) => control(name) >= 0 && control(name) !== X;
  const isBilinear = behaviour.riskAversion > 0 || X >= 0 || sigma >= 0;
  const isConcave =
    control('riskAversion') < 0 &&
    !(isOwn('fine') && isBilinear) &&
    !(isOwn('reputation') && isBilinear) &&
    (sigma < 0 || behaviour.sites === 2);
  return { isConcave, product: X >= 0 && sigma >= 0 ? [X, sigma] : undefined };
}

/** The box with its lower corner raised to what the target takes; nothing where it is out of reach. */
export function raised(surface: Surface, low: Float64Array, high: Float64Array, rough: number) {
  const corner = high.slice();
  if (surface.excess(corner) < 0) return undefined;
  const from = low.slice();
  for (let i = 0; i < low.length; i++) {
    const excess = (x: number) => {
      corner[i] = x;
      return surface.excess(corner);
    };
    from[i] = threshold(excess, low[i], high[i], rough * (high[i] - low[i])).below;
    corner[i] = high[i];
  }
  return from;
}

/** A line α + β·(z − low) under C on [low, high]. */
function chord(control: Control, low: number, high: number): number {
  if (!(high > low)) return 0;
  const base = control.cost(low);
  if (!control.isCurved) return control.slope(low);
  let slope = (control.cost(high) - base) / (high - low);
  for (const kink of control.kinks) {
    if (kink > low && kink < high) {
      slope = Math.min(slope, (control.cost(kink) - base) / (kink - low));
    }
  }
  return slope;
}

interface Plane {
  /** Its value at the box's lower corner, less the target. */
  readonly atLow: number;
  readonly gradient: Float64Array;
}

/** The bound from planes that touch at and near a point. */
export function tangentBound(
  surface: Surface,
  parts: Parts,
  low: Float64Array,
  high: Float64Array,
  near: Float64Array,
): number {
  const { controls } = surface;
  const point = near.map((x, i) => Math.max(low[i], Math.min(high[i], x)));
  const slopes = controls.map((c, i) => chord(c, low[i], high[i]));
  const base = surface.cost(low);
  const below = parts.less === undefined ? undefined : planeBelow(parts.less, low, high, point);
  let best = base;
  for (const above of majorants(surface, parts, low, high)) {
    const planes = tangents(above, low, high, point).map((plane) => minus(plane, below));
    for (let i = 0; i < planes.length; i++) {
      best = Math.max(best, base + knapsack(planes[i], slopes, low, high));
      for (let j = 0; j < i; j++) {
        best = Math.max(best, base + mixed(planes[i], planes[j], slopes, low, high));
      }
    }
  }
  return best;
}

/** Concave functions nowhere below the first part on the box. */
function majorants(
  { controls }: Surface,
  { above, product }: Parts,
  low: Float64Array,
  high: Float64Array,
): Array<(z: Float64Array) => number> {
  if (product === undefined) return [above];
  const [x, s] = product;
  const offset = controls[x].offset ?? 0;
  const plane = (X0: number, sigma0: number) => (z: Float64Array) => {
    const X = z[x] + offset;
    const linked = (X0 + offset) * z[s] + X * sigma0 - (X0 + offset) * sigma0;
    const at = z.slice();
    at[s] = X > 0 ? Math.max(z[s], Math.min(1, linked / X)) : 1;
    return above(at);
  };
  return [plane(high[x], low[s]), plane(low[x], high[s])];
}

/** A plane nowhere above a function that is concave in each control: its gradient there, moved down. */
function planeBelow(
  less: (z: Float64Array) => number,
  low: Float64Array,
  high: Float64Array,
  point: Float64Array,
): Plane {
  const { values: gradient } = gradientAt(less, point, low, high);
  let atLow = Number.POSITIVE_INFINITY;
  const corners = 2 ** low.length;
  for (let corner = 0; corner < corners; corner++) {
    const z = low.map((x, i) => (Math.floor(corner / 2 ** i) % 2 === 0 ? x : high[i]));
    let value = less(z);
    for (let i = 0; i < z.length; i++) value -= gradient[i] * (z[i] - low[i]);
    atLow = Math.min(atLow, value);
  }
  return { atLow, gradient };
}

function minus(a: Plane, b: Plane | undefined): Plane {
  if (b === undefined) return a;
  return { atLow: a.atLow - b.atLow, gradient: a.gradient.map((x, i) => x - b.gradient[i]) };
}

/** The tangent plane at a point, or, where there is none, those at points beside it. */
function tangents(
  above: (z: Float64Array) => number,
  low: Float64Array,
  high: Float64Array,
  point: Float64Array,
): Plane[] {
  const planeAt = (z: Float64Array): Plane | undefined => {
    const { values, isSmooth } = gradientAt(above, z, low, high);
    if (!isSmooth) return undefined;
    let atLow = above(z);
    for (let i = 0; i < z.length; i++) atLow -= values[i] * (z[i] - low[i]);
    return { atLow, gradient: values };
  };
  const here = planeAt(point);
  if (here !== undefined) return [here];
  const planes: Plane[] = [];
  for (let i = 0; i < point.length; i++) {
    for (const step of [-1e-4, 1e-4]) {
      const z = point.slice();
      z[i] += step * (high[i] - low[i]);
      if (z[i] < low[i] || z[i] > high[i]) continue;
      const plane = planeAt(z);
      if (plane !== undefined) planes.push(plane);
    }
  }
  return planes;
}

/** The greatest bound from θ times one plane and 1 − θ times another; it is concave in θ. */
function mixed(
  a: Plane,
  b: Plane,
  slopes: readonly number[],
  low: Float64Array,
  high: Float64Array,
): number {
  const at = (theta: number) =>
    knapsack(
      {
        atLow: theta * a.atLow + (1 - theta) * b.atLow,
        gradient: a.gradient.map((x, i) => theta * x + (1 - theta) * b.gradient[i]),
      },
      slopes,
      low,
      high,
    );
  let [from, to] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const third = (to - from) / 3;
    if (at(from + third) < at(to - third)) from += third;
    else to -= third;
  }
  return at(0.5 * (from + to));
}

/** The least Σ slope_i (z_i − low_i) where a plane is not short of the target; Infinity if it always is. */
function knapsack(
  { atLow, gradient }: Plane,
  slopes: readonly number[],
  low: Float64Array,
  high: Float64Array,
): number {
  let short = -atLow;
  let cost = 0;
  const order = slopes
    .map((_, i) => i)
    .sort((i, j) => gradient[j] * slopes[i] - gradient[i] * slopes[j] || i - j);
  for (const i of order) {
    if (short <= 0) break;
    if (gradient[i] <= 0) continue;
    const step = Math.min(high[i] - low[i], short / gradient[i]);
    cost += slopes[i] * step;
    short -= gradient[i] * step;
  }
  // differences have rounding: what is short by no more than that is not out of reach
  return short > 1e-8 ? Number.POSITIVE_INFINITY : cost;
}
