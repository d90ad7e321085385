/**
 * Proof of a stream's answer from the problem and the allocations, with slopes, gains, values and prices
 * worked out here and not by the policies' code:
 *
 * - bounds, and the budget after every frame, of every policy;
 * - (RT3): the marginal of frame t and the price cross at y_t, looked at a distance δ to both sides,
 *   δ what doubles resolve; of whole tokens, the last gains its price and the next does not;
 * - weak duality (RT10) at λ, each term bounded by concavity from the point where its slope is λ
 *
 *       max_x [f(x) − λ x] ≤ f(x̂) − λ x̂ + (f′(x̂⁺) − λ)⁺ (u − x̂) + (λ − f′(x̂⁻))⁺ (x̂ − l)     (RT11)
 *
 *   which no rounding of x̂ makes wrong; also at the offline shadow price, against the offline value;
 * - the theorem: the bound is within α times the value of the answer, or within (RT5).
 */

import type { ElementaryFunctions } from '../../engine/backend';
import type { Certificate } from '../../engine/result';
import { neumaierSum, pairwiseSum } from '../../numerics/sums';
import type { Curves } from '../tokens/curves';
import { inverseSlope, marginal, worth } from './check';
import { budgetOf, type Offline } from './offline';
import type { Pricing } from './pricing';
import type { Stream } from './problem';

export interface StreamCertificate extends Certificate {
  readonly kind: 'primal-dual';
  /** Greatest distance from the bounds, over all policies, in tokens. */
  readonly bounds: number;
  /** Tokens by which any policy passes the budget, lower bounds to come included, at any time. */
  readonly budget: number;
  /** Greatest error of a value, over the offline value. */
  readonly valueError: number;
  /** By how much the marginal of a frame misses the price, relative; 0 where they cross. */
  readonly optimality: number;
  /** A bound on every allocation, by weak duality at the price of the answer. */
  readonly dualBound: number;
  /** By how much the offline value exceeds that, relative; no more than 0. */
  readonly weakDuality: number;
  /** A bound by weak duality at the offline price, less the offline value, relative. */
  readonly offlineGap: number;
  /** The dual bound over what the theorem allows, less 1; no more than 0. */
  readonly excess: number;
}

const tolerance = 1e-9;

export interface Claim {
  readonly stream: Stream;
  readonly pricing: Pricing | null;
  /** The first is the answer. */
  readonly policies: ReadonlyArray<{ readonly allocation: Float64Array; readonly value: number }>;
  readonly offline: Offline;
  readonly dualPrice: number;
  readonly additive: number;
}

export function certifyStream(m: ElementaryFunctions, claim: Claim): StreamCertificate {
  const { stream, pricing, policies, offline, dualPrice, additive } = claim;
  const { curves } = stream;
  const [answer] = policies;
  const size = offline.value || 1;
  let [bounds, budget, valueError] = [0, 0, 0];
  for (const { allocation, value } of [...policies, offline]) {
    bounds = Math.max(bounds, outOf(stream, allocation));
    budget = Math.max(budget, overspent(stream, allocation));
    const again = pairwiseSum(allocation.map((x, i) => worth(m, curves, i, x)));
    valueError = Math.max(valueError, Math.abs(again - value) / size);
  }
  const bound = weakBound(m, stream, dualPrice);
  const optimality = pricing === null ? 0 : mismatch(m, stream, pricing, answer.allocation);
  const weakDuality = (offline.value - bound) / size;
  const offlineGap = (weakBound(m, stream, offline.shadowPrice) - offline.value) / size;
  const alpha = pricing?.alpha ?? 1;
  const allowed = Math.max(alpha * answer.value, answer.value + additive);
  const excess = bound === allowed ? 0 : bound / allowed - 1;
  return {
    kind: 'primal-dual',
    bounds,
    budget,
    valueError,
    optimality,
    dualBound: bound,
    weakDuality,
    offlineGap,
    excess,
    tolerance,
    holds:
      bounds === 0 &&
      budget <= (stream.isWhole ? 0 : 1e-12 * stream.total) &&
      valueError <= tolerance &&
      optimality <= tolerance &&
      weakDuality <= tolerance &&
      // either proves the optimum; stationarity asks for slopes that doubles may not resolve
      (offlineGap <= tolerance || offline.certificate.holds) &&
      excess <= tolerance,
  };
}

function outOf({ curves, isWhole }: Stream, x: Float64Array): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) {
    const off = Math.max(curves.lower[i] - x[i], x[i] - curves.upper[i]);
    most = Math.max(most, off, isWhole ? Math.abs(x[i] - Math.round(x[i])) : 0);
    if (Number.isNaN(x[i])) return Infinity;
  }
  return most;
}

/** Beyond lower bounds tokens are only added, so the last sum is the greatest. */
function overspent(stream: Stream, x: Float64Array): number {
  const { lower } = stream.curves;
  return Math.max(
    0,
    neumaierSum(x) - budgetOf(stream),
    x.some((t, i) => t < lower[i]) ? Infinity : 0,
  );
}

/** (RT3). */
function mismatch(
  m: ElementaryFunctions,
  { curves, free, isWhole }: Stream,
  pricing: Pricing,
  x: Float64Array,
): number {
  const { lower, upper } = curves;
  let used = 0;
  let most = 0;
  for (let i = 0; i < x.length; i++) {
    const [l, y] = [lower[i], x[i] - lower[i]];
    const cap = Math.min(upper[i], l + (free - used));
    const delta = isWhole ? 0 : 1e-14 * (x[i] + free);
    const below = isWhole ? x[i] - 1 : x[i] - delta;
    if (y > 0 && below >= l) {
      const price = pricing.next(Math.max(0, used + (below - l)));
      most = Math.max(most, 1 - marginal(m, curves, i, below, isWhole, -1) / price);
    }
    const above = x[i] + delta;
    if (above < cap) {
      const price = pricing.next(Math.min(free, used + (above - l)));
      const excess = marginal(m, curves, i, above, isWhole, 1) / price - 1;
      most = Math.max(most, excess);
    }
    used += y;
  }
  return most;
}

/** (RT10) with (RT11). */
function weakBound(m: ElementaryFunctions, stream: Stream, price: number): number {
  const { curves, isWhole } = stream;
  const terms = Float64Array.from(curves.lower, (_, i) =>
    surplusBound(m, curves, i, price, isWhole),
  );
  return pairwiseSum(terms) + price * budgetOf(stream);
}

function surplusBound(
  m: ElementaryFunctions,
  c: Curves,
  i: number,
  price: number,
  isWhole: boolean,
): number {
  const [l, u] = [c.lower[i], c.upper[i]];
  const root = inverseSlope(m, c, i, price);
  let x = Math.min(u, Math.max(l, isWhole ? Math.floor(root) : root));
  if (isWhole) {
    // the gain of a token is a slope within it
    while (x < u && marginal(m, c, i, x, true, 1) > price) x++;
    while (x > l && marginal(m, c, i, x - 1, true, 1) < price) x--;
  }
  let bound = worth(m, c, i, x) - price * x;
  if (x < u) bound += gainOver(marginal(m, c, i, x, isWhole, 1) - price, u - x);
  if (x > l) {
    const before = isWhole ? x - 1 : x;
    bound += gainOver(price - marginal(m, c, i, before, isWhole, -1), x - l);
  }
  return bound;
}

/** A slope times a length, either of which may be infinite; 0 where one of them is. */
const gainOver = (slope: number, length: number) =>
  slope <= 0 || length === 0 ? 0 : slope * length;
