/**
 * Proof of an allocation, from the problem and the allocation alone. Slopes and gains are worked
 * out here, not by the solver's code.
 *
 * With n_i what the next token gains (or g_i′ from the right) and b_i what the last one does (from
 * the left), and with any prices λ, λ_r, concavity bounds every feasible allocation y of the budget
 * T:
 *
 *     Σ g(y) ≤ Σ g(x) + Σ_i [(n_i − λ_r)⁺ (u_i − x_i) + (λ_r − b_i)⁺ (x_i − l_i)]
 *                     + Σ_r [(λ_r − λ)⁺ (U_r − X_r) + (λ − λ_r)⁺ (X_r − L_r)]                (R12t)
 *
 * Where curves are not concave, the bound is a dynamic programme run from the last patch to the
 * first, or the optimum of the concave envelope.
 *
 * Sources: S. Boyd, L. Vandenberghe, Convex Optimization (2004), 5.5.3; B. Fox, Management Science
 * 13 (1966) 210.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import type { Certificate } from '../../engine/result';
import { expm1, log1p } from '../../numerics/near-one';
import { neumaierSum } from '../../numerics/sums';
import { type Curves, kindAt, LINEAR, LOG, PIECES, POWER, relevanceAt, SATURATING } from './curves';
import type { Model } from './model';

export interface TokensCertificate extends Certificate {
  readonly kind: 'tokens';
  /**
   * By how much the greatest next gain exceeds the least last one, over the price; null where
   * curves are not concave.
   */
  readonly stationarity: number | null;
  /** Tokens by which the budget is missed, regions' budgets included. */
  readonly budget: number;
  /** Greatest distance from the bounds, in tokens. */
  readonly bounds: number;
  /** What no allocation exceeds. */
  readonly bound: number;
  /** Distance of bound and objective, over the objective's size. */
  readonly gap: number;
}

export interface Prices {
  /**
   * The greatest next gain that the budgets allow, and the least last one; −∞, ∞ where there is
   * none.
   */
  readonly next: number;
  readonly last: number;
  /** The same by region. */
  readonly byRegion: readonly { readonly next: number; readonly last: number }[];
  /** n_i and b_i; −∞ and ∞ at the bounds. */
  readonly nexts: Float64Array;
  readonly lasts: Float64Array;
}

export const tolerance = 1e-9;

/**
 * Next and last gains of an allocation: of a token where tokens are whole, of the slope where not.
 */
export function pricesOf(m: ElementaryFunctions, model: Model, x: Float64Array): Prices {
  const { curves, regions, isWhole } = model;
  const { lower, upper } = curves;
  const nexts = new Float64Array(x.length).fill(-Infinity);
  const lasts = new Float64Array(x.length).fill(Infinity);
  const count = regions?.count ?? 1;
  const next = new Float64Array(count).fill(-Infinity);
  const last = new Float64Array(count).fill(Infinity);
  const sums = new Float64Array(count);
  for (let i = 0; i < x.length; i++) {
    const r = regions === null ? 0 : regions.of[i];
    sums[r] += x[i];
    if (x[i] < upper[i]) {
      nexts[i] = isWhole ? gain(m, curves, i, x[i]) : slope(m, curves, i, x[i], 1);
      if (nexts[i] > next[r]) next[r] = nexts[i];
    }
    if (x[i] > lower[i]) {
      lasts[i] = isWhole ? gain(m, curves, i, x[i] - 1) : slope(m, curves, i, x[i], -1);
      if (lasts[i] < last[r]) last[r] = lasts[i];
    }
  }
  const byRegion = Array.from(next, (n, r) => ({ next: n, last: last[r] }));
  if (regions === null) return { ...byRegion[0], byRegion, nexts, lasts };
  const isBelow = (r: number) => sums[r] < regions.upper[r] - slackOf(sums[r]);
  const isAbove = (r: number) => sums[r] > regions.lower[r] + slackOf(sums[r]);
  return {
    next: next.reduce((most, n, r) => (isBelow(r) ? Math.max(most, n) : most), -Infinity),
    last: last.reduce((least, b, r) => (isAbove(r) ? Math.min(least, b) : least), Infinity),
    byRegion,
    nexts,
    lasts,
  };
}

/** A region's sum this near its budget is at it. */
const slackOf = (sum: number) => 1e-12 * Math.abs(sum);

/** A price between the two, or the one there is. */
export function priceBetween(next: number, last: number): number {
  if (next === -Infinity) return last === Infinity ? 0 : last;
  return last < next && Number.isFinite(last) ? 0.5 * (next + last) : next;
}

export function certify(
  model: Model,
  x: Float64Array,
  objective: number,
  prices: Prices,
  other: { readonly bound: number; readonly isConcave: boolean },
): TokensCertificate {
  const { bounds, budget } = feasibility(model, x);
  const stationarity = other.isConcave ? excessOf(model, prices) : null;
  const proven = other.isConcave ? objective + slackOfPrices(model, x, prices) : other.bound;
  // a bound below what is reached is as wrong as one above it is loose
  const gap = Math.abs(proven - objective) / (Math.abs(objective) || 1);
  return {
    kind: 'tokens',
    stationarity,
    budget,
    bounds,
    bound: Math.max(objective, proven),
    gap,
    tolerance,
    holds:
      (stationarity ?? 0) <= tolerance &&
      gap <= tolerance &&
      bounds === 0 &&
      budget <= (model.isWhole ? 0 : 1e-13 * model.total),
  };
}

/**
 * Distances from the bounds and the budgets; whole tokens that are not whole are off by what they
 * lack.
 */
export function feasibility({ curves, regions, total, isWhole }: Model, x: Float64Array) {
  let bounds = 0;
  for (let i = 0; i < x.length; i++) {
    bounds = Math.max(bounds, curves.lower[i] - x[i], x[i] - curves.upper[i]);
    if (isWhole) bounds = Math.max(bounds, Math.abs(x[i] - Math.round(x[i])));
  }
  let budget = Math.abs(neumaierSum(x) - total);
  regions?.members.forEach((members, r) => {
    const sum = neumaierSum(Float64Array.from(members, (i) => x[i]));
    const slack = isWhole ? 0 : slackOf(sum);
    const miss = Math.max(regions.lower[r] - sum, sum - regions.upper[r]);
    if (miss > slack) budget = Math.max(budget, miss);
  });
  return { bounds, budget };
}

function excessOf({ curves, total }: Model, prices: Prices): number {
  // with a penalty alone all slopes may be 0 but for rounding
  const least = (curves.penalty * total) / Math.max(1, curves.count);
  const over = ({ next, last }: { next: number; last: number }) => {
    if (!(next > last)) return 0;
    const size = Math.max(Math.abs(last), least);
    return size === 0 ? Infinity : (next - last) / size;
  };
  return Math.max(over(prices), ...prices.byRegion.map(over));
}

/** The sums of (R12t). */
function slackOfPrices({ curves, regions }: Model, x: Float64Array, prices: Prices): number {
  const { lower, upper } = curves;
  const price = priceBetween(prices.next, prices.last);
  const inside = prices.byRegion.map(({ next, last }) => {
    if (regions === null || next > last) return priceBetween(next, last);
    return Math.min(last, Math.max(next, price));
  });
  const times = (excess: number, room: number) => (excess > 0 && room > 0 ? excess * room : 0);
  let slack = 0;
  const sums = new Float64Array(inside.length);
  for (let i = 0; i < x.length; i++) {
    const r = regions === null ? 0 : regions.of[i];
    sums[r] += x[i];
    slack += times(prices.nexts[i] - inside[r], upper[i] - x[i]);
    slack += times(inside[r] - prices.lasts[i], x[i] - lower[i]);
  }
  if (regions !== null) {
    inside.forEach((own, r) => {
      const [room, spare] = [regions.upper[r] - sums[r], sums[r] - regions.lower[r]];
      slack += times(own - price, room > slackOf(sums[r]) ? room : 0);
      slack += times(price - own, spare > slackOf(sums[r]) ? spare : 0);
    });
  }
  return slack;
}

/** g′ from the right (side 1) or the left (−1). */
function slope(m: ElementaryFunctions, c: Curves, i: number, x: number, side: 1 | -1): number {
  const drag = c.penalty === 0 ? 0 : c.penalty * (x - c.centre[i]);
  return bareSlope(m, c, i, x, side) - drag;
}

function bareSlope(m: ElementaryFunctions, c: Curves, i: number, x: number, side: 1 | -1): number {
  const [a, s, p] = [c.scale[i], c.width[i], c.exponent[i]];
  switch (kindAt(c, i)) {
    case LINEAR:
      return a;
    case LOG:
      return a / s / (1 + x / s);
    case POWER:
      if (a === 0) return 0;
      return x === 0 ? Infinity : (p * a * m.pow(x, p)) / x;
    case SATURATING:
      return a / (s * m.exp(x / s));
    case PIECES: {
      const last = c.start[i + 1] - 1;
      let k = c.start[i];
      while (k + 1 < last && (side === 1 ? c.px[k + 1] <= x : c.px[k + 1] < x)) k++;
      return (c.py[k + 1] - c.py[k]) / (c.px[k + 1] - c.px[k]);
    }
    default: {
      // a sigmoid where it is concave: r′ = (p/x) r (1 − r/a)
      if (a === 0) return 0;
      if (x === 0) return p < 1 ? Infinity : p === 1 ? a / s : 0;
      const share = 1 / (1 + m.pow(x / s, p));
      return (p / x) * a * (1 - share) * share;
    }
  }
}

/** g(x + 1) − g(x). */
function gain(m: ElementaryFunctions, c: Curves, i: number, x: number): number {
  const z = c.penalty === 0 ? 0 : c.centre[i];
  const drag = 0.5 * c.penalty * (x + 1 - z + (x - z));
  const [a, s, p] = [c.scale[i], c.width[i], c.exponent[i]];
  switch (kindAt(c, i)) {
    case LINEAR:
      return a - drag;
    case LOG:
      if (s + x < 1) return a * (m.log(s + x + 1) - m.log(s + x)) - drag;
      return -a * log1p(m, -1 / (s + x + 1)) - drag;
    case POWER:
      // y^p (1 − (1 − 1/y)^p) from y = x + 1 down
      if (x === 0) return a - drag;
      return -a * m.pow(x + 1, p) * expm1(m, p * log1p(m, -1 / (x + 1))) - drag;
    case SATURATING:
      if (s < 0.05) return a * (m.exp(-x / s) - m.exp(-(x + 1) / s)) - drag;
      return a * m.exp(-(x + 1) / s) * expm1(m, 1 / s) - drag;
    default:
      return relevanceAt(m, c, i, x + 1) - relevanceAt(m, c, i, x) - drag;
  }
}
