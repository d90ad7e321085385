/**
 * The conditions of Karush, Kuhn and Tucker at an answer, from the point and its gradient alone.
 *
 * With prices λ of the budget (or of the ball's radius) and μ, ν ≥ 0 of the lower and upper bounds,
 *
 *     ∇f + λ w − μ + ν = 0,    μ (x − l) = 0,    ν (u − x) = 0,    λ (budget − w·x) = 0,
 *     ∇f + λ (x − centre)/radius = 0 on the ball,                                                  (RC2)
 *
 * and λ ≥ 0 where the budget need not be used. λ is fitted by least squares over the coordinates, each by how far
 * it is from its bounds; where all are at a bound, it is the λ nearest to 0 that has the signs right. What is left
 * of ∇f + λ w is a price of a bound that is nearer than it is large, else it counts as a residual.
 *
 * For convex f the linear function through the answer bounds the minimum from below (Frank and Wolfe 1956):
 *
 *     f(x) − f* ≤ max_{s ∈ set} ∇f(x)·(x − s).                                                     (RC3)
 *
 * Sources: J. Nocedal, S. J. Wright, "Numerical Optimization", 2nd ed. (2006), chapter 12; M. Frank, P. Wolfe,
 * Naval Research Logistics Quarterly 3 (1956) 95; M. Jaggi, ICML 2013 (the gap as a certificate).
 */

import type { Certificate } from '../../engine/result';
import { leastLinear } from './project';
import { distance, dot, type Region, violation } from './sets';

/** Prices: what the minimum falls by per unit that a constraint gives way. */
export interface SetMultipliers {
  /** Of lower bounds, ≥ 0, one a coordinate; null where the set has none. */
  readonly lower: Float64Array | null;
  readonly upper: Float64Array | null;
  /** Of the budget, or of the simplex's total; null where there is none. */
  readonly budget: number | null;
  /** Of the ball's radius; null where there is none. */
  readonly radius: number | null;
}

export interface KktReport {
  /** Greatest residual of (RC2). */
  readonly stationarity: number;
  /** Greatest by which the point is outside of the set. */
  readonly infeasibility: number;
  /** Greatest lesser one of a price and the slack of its constraint. */
  readonly complementarity: number;
  /** (RC3): f is within this of the minimum if it is convex; null where the set has no bound in that direction. */
  readonly gap: number | null;
  readonly multipliers: SetMultipliers;
}

export interface KktCertificate extends Certificate {
  readonly kind: 'kkt';
  readonly stationarity: number;
  readonly infeasibility: number;
  readonly complementarity: number;
  readonly gap: number | null;
}

const none: SetMultipliers = { lower: null, upper: null, budget: null, radius: null };

export function kktOf(region: Region, x: Float64Array, gradient: Float64Array): KktReport {
  const infeasibility = violation(region, x);
  const least = leastLinear(region, gradient);
  const gap = Number.isFinite(least) ? Math.max(0, dot(gradient, x) - least) : null;
  const about = { infeasibility, gap };
  if (region.kind === 'free') {
    return { ...about, stationarity: greatest(gradient), complementarity: 0, multipliers: none };
  }
  if (region.kind === 'ball') return { ...about, ...onBall(region, x, gradient) };
  const hasBudget = region.kind !== 'box';
  const lambda = hasBudget ? priceOf(region, x, gradient) : 0;
  const lower = new Float64Array(x.length);
  const upper = new Float64Array(x.length);
  let stationarity = 0;
  let complementarity = 0;
  for (let i = 0; i < x.length; i++) {
    const rest = gradient[i] + (hasBudget ? lambda * region.weights[i] : 0);
    const slack = Math.max(0, rest > 0 ? x[i] - region.lower[i] : region.upper[i] - x[i]);
    if (slack < Math.abs(rest)) {
      (rest > 0 ? lower : upper)[i] = Math.abs(rest);
      complementarity = Math.max(complementarity, slack);
    } else stationarity = Math.max(stationarity, Number.isNaN(rest) ? Infinity : Math.abs(rest));
  }
  if (hasBudget && !region.equality) {
    const slack = Math.max(0, region.budget - dot(region.weights, x));
    complementarity = Math.max(complementarity, Math.min(slack, Math.max(0, lambda)));
    stationarity = Math.max(stationarity, -lambda);
  }
  const multipliers = { lower, upper, budget: hasBudget ? lambda : null, radius: null };
  return { ...about, stationarity, complementarity, multipliers };
}

function onBall(
  { centre, radius }: Extract<Region, { kind: 'ball' }>,
  x: Float64Array,
  gradient: Float64Array,
) {
  const out = x.map((xi, i) => (xi - centre[i]) / radius);
  const slack = Math.max(0, radius - distance(x, centre));
  const squares = dot(out, out);
  const price = squares > 0 ? Math.max(0, -dot(gradient, out) / squares) : 0;
  const isHeld = slack < price;
  const rest = gradient.map((g, i) => g + (isHeld ? price * out[i] : 0));
  return {
    stationarity: greatest(rest),
    complementarity: isHeld ? slack : 0,
    multipliers: { ...none, radius: isHeld ? price : 0 },
  };
}

function greatest(x: Float64Array): number {
  let most = 0;
  for (const value of x) most = Math.max(most, Number.isNaN(value) ? Infinity : Math.abs(value));
  return most;
}

type Budgeted = Extract<Region, { readonly budget: number }>;

function priceOf(region: Budgeted, x: Float64Array, gradient: Float64Array): number {
  const { lower, upper, weights, budget, equality } = region;
  const scale = Math.max(greatest(x), 1e-300);
  let over = 0;
  let under = 0;
  let least = -Infinity;
  let most = Infinity;
  for (let i = 0; i < x.length; i++) {
    const below = Math.max(0, x[i] - lower[i]);
    const above = Math.max(0, upper[i] - x[i]);
    const near = Math.min(1, below / scale, above / scale);
    over -= near * near * weights[i] * gradient[i];
    under += near * near * weights[i] * weights[i];
    const ratio = -gradient[i] / weights[i];
    if (below <= above) least = Math.max(least, ratio);
    if (above <= below) most = Math.min(most, ratio);
  }
  const isSlack = !equality && budget - dot(weights, x) > Math.max(0, over / under);
  if (isSlack) return 0;
  const fitted = under > 0 ? over / under : Math.min(Math.max(0, least), Math.max(most, least));
  return equality ? fitted : Math.max(0, fitted);
}

/** @param tolerance what stationarity and complementarity are held to; infeasibility, with the size of x */
export function certify(report: KktReport, x: Float64Array, tolerance: number): KktCertificate {
  const { stationarity, infeasibility, complementarity, gap } = report;
  const size = Math.max(1, greatest(x));
  const holds =
    stationarity <= tolerance && complementarity <= tolerance && infeasibility <= tolerance * size;
  return { kind: 'kkt', tolerance, holds, stationarity, infeasibility, complementarity, gap };
}
