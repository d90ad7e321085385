/**
 * A cheapest mix near a given one: Newton's method for the conditions of Karush, Kuhn and Tucker,
 *
 *     C_i'(z_i) = λ ∂S/∂z_i  where low_i < z_i < high_i  (≥ at low_i, ≤ at high_i),   S(z) = target,   (55)
 *
 * on the surface S = target. One control, b, is given by the others there; the cost as a function of the
 * others has the gradient and, with H the Hessian of S and g its gradient, the Hessian
 *
 *     r_i  = C_i' − λ g_i,   λ = C_b'/g_b,                                                         (56)
 *     W_ij = C_i'' δ_ij + C_b'' g_i g_j/g_b² − λ (H_ij − (H_ib g_j + H_jb g_i)/g_b + H_bb g_i g_j/g_b²).
 *
 * A step that does not make it cheaper is halved. Where S has kinks or jumps (55) need not hold: there one
 * control after another is traded for each other one, by a search along the curve S = target.
 */

import { minimizeBounded } from '../../numerics/minimize';
import type { Control } from './controls';
import { gradientAt, hessianAt, stepOf } from './slopes';
import { threshold } from './threshold';

/** What is searched: the share as a function of controls, less the target. */
export interface Surface {
  readonly controls: readonly Control[];
  readonly low: Float64Array;
  readonly high: Float64Array;
  excess(z: Float64Array): number;
  /** Of the share. */
  readonly rounding: number;
  cost(z: Float64Array): number;
}

export interface Mix {
  readonly z: Float64Array;
  readonly cost: number;
  /** How far (55) is from holding, relative to C'; or by what part of the cost the last trades helped. */
  readonly optimality: number;
}

const mostSteps = 40;
const mostHalvings = 30;
const mostRounds = 6;
/** Newton's method converges fast: it goes on to this part of what is asked for, or until rounding ends it. */
const beyond = 1e-3;

/** @param start a point that reaches the target */
export function nearestMix(surface: Surface, start: Float64Array, tolerance: number): Mix {
  return traded(surface, newton(surface, start, tolerance), tolerance);
}

/** A mix with controls traded for each other, where (55) does not hold yet. */
export function traded(surface: Surface, given: Mix, tolerance: number): Mix {
  let mix = given;
  for (let round = 0; round < mostRounds && mix.optimality > tolerance; round++) {
    const again = newton(surface, trades(surface, mix.z), tolerance);
    const gain = (mix.cost - again.cost) / Math.max(again.cost, Number.MIN_VALUE);
    mix = { ...again, optimality: Math.min(again.optimality, gain) };
  }
  return mix;
}

/**
 * Lowers controls, those first that save most, as far as the target allows. Where the share is flat its
 * rounding must not hold up those after the first, so they may leave it short by that; the first then makes
 * up for it.
 */
export function settle(surface: Surface, z: Float64Array, first = -1): Float64Array {
  const { controls, low, high, rounding } = surface;
  const saving = controls.map((c, i) => c.cost(z[i]) - c.cost(low[i]));
  const order = controls.map((_, i) => i).sort((i, j) => saving[j] - saving[i] || i - j);
  if (first >= 0) order.unshift(...order.splice(order.indexOf(first), 1));
  const rough = { ...surface, excess: (at: Float64Array) => surface.excess(at) + rounding };
  const at = z.slice();
  const lower = (among: Surface, i: number) => {
    const found = lowest(among, at, i, high[i]);
    if (found !== undefined) at[i] = found;
    return found !== undefined;
  };
  if (!lower(surface, order[0])) return z;
  for (const i of order.slice(1)) lower(rough, i);
  return lower(surface, order[0]) ? at : z;
}

/** The least value of control i, the others given; nothing where `most` is not enough. */
function lowest(surface: Surface, z: Float64Array, i: number, most: number): number | undefined {
  const { low } = surface;
  const at = z.slice();
  const excess = (x: number) => {
    at[i] = x;
    return surface.excess(at);
  };
  // near where it is now, as steps are short in the end
  const now = Math.min(most, z[i]);
  const reach = 1e-4 * Math.max(now - low[i], 1e-6 * (most - low[i]));
  const from = Math.max(low[i], now - reach);
  const to = Math.min(most, now + reach);
  const atTo = excess(to);
  if (atTo < 0) {
    const atMost = to < most ? excess(most) : atTo;
    return atMost < 0 ? undefined : threshold(excess, to, most, 0, atMost).x;
  }
  const near = threshold(excess, from, to, 0, atTo);
  return near.x > from ? near.x : threshold(excess, low[i], from, 0, near.value).x;
}

/** Newton's method from a point that reaches the target. */
export function newton(surface: Surface, start: Float64Array, tolerance: number): Mix {
  const { controls, low, high } = surface;
  const n = controls.length;
  const share = (z: Float64Array) => surface.excess(z);
  let z = settle(surface, start);
  let cost = surface.cost(z);
  let optimality = Number.POSITIVE_INFINITY;
  for (let step = 0; step < mostSteps; step++) {
    const { values: g, isSmooth } = gradientAt(share, z, low, high);
    const slopes = controls.map((c, i) => Math.min(c.slope(z[i]), 1e150));
    const b = basic(surface, z, g);
    if (b < 0) break;
    const lambda = slopes[b] / g[b];
    const r = slopes.map((slope, i) => slope - lambda * g[i]);
    const free = controls.flatMap((_, i) =>
      i === b || (z[i] <= low[i] && r[i] >= 0) || (z[i] >= high[i] && r[i] <= 0) ? [] : [i],
    );
    optimality = isSmooth ? 0 : Number.POSITIVE_INFINITY;
    for (const i of free) optimality = Math.max(optimality, Math.abs(r[i]) / slopes[i]);
    if (optimality <= beyond * tolerance) break;

    const H = hessianAt(share, z, low, high);
    const curvature = controls.map((c, i) => {
      const h = stepOf(z[i], low[i], high[i], 1e-4);
      const [from, to] = [Math.max(low[i], z[i] - h), Math.min(high[i], z[i] + h)];
      return c.isCurved && from > 0 && to > from ? (c.slope(to) - c.slope(from)) / (to - from) : 0;
    });
    const W = free.map((i) =>
      free.map((j) => {
        const ratio = (g[i] * g[j]) / (g[b] * g[b]);
        const bent =
          H[i * n + j] - (H[i * n + b] * g[j] + H[j * n + b] * g[i]) / g[b] + H[b * n + b] * ratio;
        return (i === j ? curvature[i] : 0) + curvature[b] * ratio - lambda * bent;
      }),
    );
    const gradient = free.map((i) => r[i]);
    const direction = solvePositive(W, gradient) ?? gradient;
    const isNewton = direction !== gradient;
    // without a Newton step: as far as the box is wide
    const widths = free.map((i) => (high[i] - low[i]) / Math.max(Math.abs(r[i]), 1e-300));
    let length = isNewton ? 1 : Math.min(...widths);
    let improved = false;
    for (let halving = 0; halving < mostHalvings && !improved; halving++, length /= 2) {
      const next = z.slice();
      free.forEach((i, k) => {
        next[i] = Math.max(low[i], Math.min(high[i], z[i] - length * direction[k]));
      });
      const other = lowest(surface, next, b, high[b]);
      if (other === undefined) continue;
      next[b] = other;
      const settled = other > low[b] ? next : settle(surface, next);
      const nextCost = surface.cost(settled);
      if (nextCost < cost) {
        improved = true;
        [z, cost] = [settled, nextCost];
      }
    }
    if (!improved) break;
  }
  return { z, cost, optimality };
}

/** The control that is given by the others: the one with the most room, measured in the share. */
function basic({ low, high }: Surface, z: Float64Array, g: Float64Array): number {
  let best = -1;
  let most = 0;
  for (let i = 0; i < z.length; i++) {
    const room = g[i] * Math.min(z[i] - low[i], high[i] - z[i]);
    if (room > most) [best, most] = [i, room];
  }
  return best;
}

/** W x = r by Cholesky's method; nothing unless W is positive definite. */
function solvePositive(W: readonly number[][], r: readonly number[]): number[] | undefined {
  const n = r.length;
  const L = W.map((row) => [...row]);
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) for (let i = j; i < n; i++) L[i][j] -= L[i][k] * L[j][k];
    if (!(L[j][j] > 1e-12 * Math.abs(W[j][j]))) return undefined;
    const root = Math.sqrt(L[j][j]);
    for (let i = j; i < n; i++) L[i][j] /= root;
  }
  const x = [...r];
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= L[i][k] * x[k];
    x[i] /= L[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= L[k][i] * x[k];
    x[i] /= L[i][i];
  }
  return x;
}

/** Each control traded for each other along the curve S = target, once. */
function trades(surface: Surface, start: Float64Array): Float64Array {
  const { controls, low, high } = surface;
  let z = start;
  let cost = surface.cost(z);
  for (let i = 0; i < controls.length; i++) {
    for (let j = 0; j < controls.length; j++) {
      if (i === j) continue;
      const at = z.slice();
      const along = (x: number) => {
        at[i] = x;
        at[j] = z[j];
        const other = lowest(surface, at, j, high[j]);
        // beyond where j can make up for it: dearer the farther
        if (other === undefined) return controls[j].cost(high[j]) * 2 + cost * (2 + high[i] - x);
        at[j] = other;
        return controls[i].cost(x) + controls[j].cost(other);
      };
      const whole = Math.abs(high[i] - low[i]);
      const { x } = minimizeBounded(along, low[i], high[i], 1e-9 * whole, 50);
      for (const candidate of [x, low[i], high[i]]) {
        along(candidate);
        const next = settle(surface, at.slice(), j);
        const nextCost = surface.cost(next);
        if (surface.excess(next) >= 0 && nextCost < cost) [z, cost] = [next, nextCost];
      }
    }
  }
  return z;
}
