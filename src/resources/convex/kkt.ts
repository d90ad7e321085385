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
 * Price times slack is what a constraint not quite reached may cost, in units of f. It and the gap below are held to
 * tolerance × (1 + |f|), whatever the size of the set.
 *
 * For convex f the linear function through the answer bounds the minimum from below (Frank and Wolfe 1956):
 *
 *     f(x) − f* ≤ max_{s ∈ set} ∇f(x)·(x − s).                                                     (RC3)
 *
 * For other f the right side is 0 just where x is stationary, so it is held there as well.
 *
 * Sources: J. Nocedal, S. J. Wright, "Numerical Optimization", 2nd ed. (2006), chapter 12; M. Frank, P. Wolfe,
 * Naval Research Logistics Quarterly 3 (1956) 95; M. Jaggi, ICML 2013 (the gap as a certificate).
 */

import type { Certificate } from '../../engine/result';
import { leastLinear } from './project';
import { distance, dot, type Region, violation, widthsOf } from './sets';

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
  /** Greatest by which the point is outside of the set, in units of x (of the budget for a budget). */
  readonly infeasibility: number;
  /** Greatest g⁺ and |h|; 0 where there are no such constraints. */
  readonly excess: number;
  /** Greatest lesser one of a price and the slack of its constraint. */
  readonly complementarity: number;
  /** Greatest product of a price and the slack, or violation, of its constraint, in units of f. */
  readonly loss: number;
  /** (RC3): f is within this of the minimum if it is convex; null where the set has no bound in that direction. */
  readonly gap: number | null;
  readonly multipliers: SetMultipliers;
  /** What is left of them above what rounding may have made. */
  readonly net: Net;
}

export interface Net {
  /** As parts of the size of the set, or of 1 where that is greater. */
  readonly infeasibility: number;
  readonly excess: number;
  /** The excess as a part of what its constraint varies by over the set, or of 1 where that is greater. */
  readonly share: number;
  readonly loss: number;
  /** Of the Lagrangian; 0 where it has no bound. */
  readonly gap: number;
}

export interface KktCertificate extends Certificate {
  readonly kind: 'kkt';
  readonly stationarity: number;
  readonly infeasibility: number;
  readonly excess: number;
  readonly complementarity: number;
  readonly loss: number;
  readonly gap: number | null;
}

const none: SetMultipliers = { lower: null, upper: null, budget: null, radius: null };

export function kktOf(region: Region, x: Float64Array, gradient: Float64Array): KktReport {
  const infeasibility = violation(region, x);
  const least = leastLinear(region, gradient);
  const gap = Number.isFinite(least) ? Math.max(0, dot(gradient, x) - least) : null;
  const { net: loss, ...conditions } = conditionsOf(region, x, gradient);
  const { most, size } = extentOf(region, x);
  const net = {
    infeasibility: Math.max(0, infeasibility - 1e-12 * size) / Math.min(1, most),
    excess: 0,
    share: 0,
    loss,
    gap: Math.max(0, (gap ?? 0) - gapRounding(region, x, gradient)),
  };
  return { infeasibility, gap, excess: 0, ...conditions, net };
}

type Conditions = Pick<KktReport, 'stationarity' | 'complementarity' | 'loss' | 'multipliers'> & {
  /** The loss above rounding. */
  readonly net: number;
};

function conditionsOf(region: Region, x: Float64Array, gradient: Float64Array): Conditions {
  if (region.kind === 'free') {
    const stationarity = greatest(gradient);
    return { stationarity, complementarity: 0, loss: 0, net: 0, multipliers: none };
  }
  if (region.kind === 'ball') return onBall(region, x, gradient);
  const hasBudget = region.kind !== 'box';
  const lambda = hasBudget ? priceOf(region, x, gradient) : 0;
  const lower = new Float64Array(x.length);
  const upper = new Float64Array(x.length);
  let stationarity = 0;
  let [complementarity, loss, net] = [0, 0, 0];
  const held = (price: number, slack: number, size: number) => {
    complementarity = Math.max(complementarity, Math.min(price, slack));
    loss = Math.max(loss, price * slack);
    net = Math.max(net, price * Math.max(0, slack - size));
  };
  for (let i = 0; i < x.length; i++) {
    const rest = gradient[i] + (hasBudget ? lambda * region.weights[i] : 0);
    const slack = Math.max(0, rest > 0 ? x[i] - region.lower[i] : region.upper[i] - x[i]);
    if (slack < Math.abs(rest)) {
      (rest > 0 ? lower : upper)[i] = Math.abs(rest);
      held(Math.abs(rest), slack, 1e-15 * Math.abs(x[i]));
    } else stationarity = Math.max(stationarity, Number.isNaN(rest) ? Infinity : Math.abs(rest));
  }
  if (hasBudget && !region.equality) {
    const slack = Math.max(0, region.budget - dot(region.weights, x));
    held(Math.max(0, lambda), slack, 1e-14 * costOf(region, x));
    stationarity = Math.max(stationarity, -lambda);
  }
  const multipliers = { lower, upper, budget: hasBudget ? lambda : null, radius: null };
  return { stationarity, complementarity, loss, net, multipliers };
}

function onBall(
  { centre, radius }: Extract<Region, { kind: 'ball' }>,
  x: Float64Array,
  gradient: Float64Array,
): Conditions {
  const out = x.map((xi, i) => (xi - centre[i]) / radius);
  const slack = Math.max(0, radius - distance(x, centre));
  const squares = dot(out, out);
  const price = squares > 0 ? Math.max(0, -dot(gradient, out) / squares) : 0;
  const isHeld = slack < price;
  const rest = gradient.map((g, i) => g + (isHeld ? price * out[i] : 0));
  return {
    stationarity: greatest(rest),
    complementarity: isHeld ? slack : 0,
    loss: isHeld ? slack * price : 0,
    net: isHeld ? Math.max(0, slack - 1e-14 * (radius + greatest(centre))) * price : 0,
    multipliers: { ...none, radius: isHeld ? price : 0 },
  };
}

function greatest(x: Float64Array): number {
  let most = 0;
  for (const value of x) most = Math.max(most, Number.isNaN(value) ? Infinity : Math.abs(value));
  return most;
}

function costOf({ weights }: Budgeted, x: Float64Array): number {
  return x.reduce((sum, xi, i) => sum + weights[i] * Math.abs(xi), 0);
}

/** The greatest width of the set (a ball's radius), and the size of the numbers whose rounding decides whether x is in it. */
export function extentOf(region: Region, x: Float64Array): { most: number; size: number } {
  if (region.kind === 'free') return { most: Infinity, size: greatest(x) };
  if (region.kind === 'ball') {
    const { centre, radius } = region;
    return { most: radius, size: radius + greatest(centre) };
  }
  // a set of one point has no width to go by
  const most = greatest(widthsOf(region, x.length)) || 1;
  if (region.kind === 'box') return { most, size: greatest(x) };
  return { most, size: greatest(x) + costOf(region, x) + Math.abs(region.budget) };
}

/** 10⁻¹⁴ of the terms of ∇f·x, and of ∇f·centre. */
function gapRounding(region: Region, x: Float64Array, gradient: Float64Array): number {
  const at = (i: number) =>
    Math.abs(x[i]) + (region.kind === 'ball' ? Math.abs(region.centre[i]) : 0);
  return 1e-14 * gradient.reduce((sum, g, i) => sum + Math.abs(g) * at(i), 0);
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

/**
 * @param value f(x)
 * @param tolerance what all residuals are held to; loss and gap, in units of f, × (1 + |f|)
 */
export function certify(report: KktReport, value: number, tolerance: number): KktCertificate {
  const { stationarity, infeasibility, excess, complementarity, loss, gap, net } = report;
  // −∞ has nothing to be measured by
  const worth = Number.isFinite(value) ? tolerance * (1 + Math.abs(value)) : Number.NaN;
  const isCheap = net.loss <= worth && net.gap <= worth && net.share <= tolerance;
  const holds = isNear(report, tolerance) && isCheap;
  const residuals = { stationarity, infeasibility, excess, complementarity, loss, gap };
  return { kind: 'kkt', tolerance, holds, ...residuals };
}

/** Whether all holds that is not measured by f or by the set. */
export function isNear({ stationarity, complementarity, net }: KktReport, tolerance: number) {
  const residuals = [stationarity, complementarity, net.infeasibility, net.excess];
  return residuals.every((residual) => residual <= tolerance);
}
