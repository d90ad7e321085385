/**
 * What a patch takes at a price λ a token: the least maximizer of g_i(x) − λ x on [l_i, u_i].
 *
 *     log a/λ − s,   power (λ/(a p))^{1/(p−1)},   saturating s (ln(a/s) − ln λ),              (R4t)
 *     linear and pieces the end of the last piece steeper than λ,
 *     with a penalty: linear z + (a − λ)/κ, log the positive root y = s + x of
 *     κ y² + (λ − κ (s + z)) y − a = 0                                                        (R5t)
 *
 * all clipped to the bounds. What has no closed form is found by bisection on g′.
 *
 * Source: S. Boyd, L. Vandenberghe, Convex Optimization (2004), example 5.2 (water-filling); H.
 * Luss, S. K. Gupta, "Allocation of effort resources among competing activities", Operations
 * Research 23 (1975) 360.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import {
  type Curves,
  kindAt,
  LINEAR,
  LOG,
  PIECES,
  POWER,
  SATURATING,
  SIGMOID,
  slopeAt,
} from './curves';

/** Writes the demands at a price. */
export type Demand = (price: number, out: Float64Array) => void;

/** Constants of the curves are worked out once. */
export function demandOf(m: ElementaryFunctions, c: Curves): Demand {
  const { kind } = c;
  if (c.penalty !== 0 || c.knee !== null) return patchByPatch(m, c);
  if (kind === LOG) return (price, out) => demandOfLog(c, price, out);
  if (kind === POWER && c.exponent.every((p) => p < 1)) return demandOfPower(m, c);
  if (kind === SATURATING) return demandOfSaturating(m, c);
  return patchByPatch(m, c);
}

function patchByPatch(m: ElementaryFunctions, c: Curves): Demand {
  return (price, out) => {
    for (let i = 0; i < c.count; i++) out[i] = demandAt(m, c, i, price);
  };
}

/** Curves that rise for ever (or are level, a = 0) at a price that is nothing or less. */
function freely({ count, scale, lower, upper }: Curves, price: number, out: Float64Array): void {
  for (let i = 0; i < count; i++) out[i] = scale[i] > 0 || price < 0 ? upper[i] : lower[i];
}

function demandOfLog(c: Curves, price: number, out: Float64Array): void {
  if (!(price > 0)) {
    freely(c, price, out);
    return;
  }
  const { count, scale, width, lower, upper } = c;
  for (let i = 0; i < count; i++) {
    const x = scale[i] / price - width[i];
    out[i] = clipped(x, lower[i], upper[i]);
  }
}

function demandOfPower(m: ElementaryFunctions, c: Curves): Demand {
  const { count, exponent, lower, upper } = c;
  const logs = c.scale.map((a, i) => a * exponent[i]);
  m.logInto(logs, logs);
  const rates = exponent.map((p) => 1 / (p - 1));
  return (price, out) => {
    if (!(price > 0)) {
      freely(c, price, out);
      return;
    }
    const log = m.log(price);
    for (let i = 0; i < count; i++) out[i] = (log - logs[i]) * rates[i];
    m.expInto(out, out);
    for (let i = 0; i < count; i++) {
      const x = out[i];
      out[i] = clipped(x, lower[i], upper[i]);
    }
  };
}

function demandOfSaturating(m: ElementaryFunctions, c: Curves): Demand {
  const { count, width, lower, upper } = c;
  const logs = c.scale.map((a, i) => a / width[i]);
  m.logInto(logs, logs);
  return (price, out) => {
    if (!(price > 0)) {
      freely(c, price, out);
      return;
    }
    const log = m.log(price);
    for (let i = 0; i < count; i++) {
      const x = width[i] * (logs[i] - log);
      out[i] = clipped(x, lower[i], upper[i]);
    }
  };
}

/** The demand of one patch. */
export function demandAt(m: ElementaryFunctions, c: Curves, i: number, price: number): number {
  const kind = kindAt(c, i);
  const [low, high] = [c.lower[i], c.upper[i]];
  if (c.knee !== null) return searched(m, c, i, price);
  if (c.penalty !== 0) {
    const gap = c.scale[i] - price;
    if (kind === LINEAR) return clipped(c.centre[i] + gap / c.penalty, low, high);
    return kind === LOG ? clipped(penalizedLog(c, i, price), low, high) : searched(m, c, i, price);
  }
  if (kind === LINEAR) return c.scale[i] > price ? high : low;
  if (kind === PIECES) return clipped(alongPieces(c, i, price), low, high);
  if (kind === SIGMOID) return searched(m, c, i, price);
  const [a, s, p] = [c.scale[i], c.width[i], c.exponent[i]];
  if (!(price > 0)) return a > 0 || price < 0 ? high : low;
  // level, of whatever exponent
  if (a === 0) return low;
  if (kind === LOG) return clipped(a / price - s, low, high);
  if (kind === SATURATING) return clipped(s * (m.log(a / s) - m.log(price)), low, high);
  return clipped(m.exp((m.log(price) - m.log(a * p)) / (p - 1)), low, high);
}

const clipped = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));

function penalizedLog(c: Curves, i: number, price: number): number {
  const k = c.penalty;
  const s = c.width[i];
  const b = price - k * (s + c.centre[i]);
  const root = Math.sqrt(b * b + 4 * k * c.scale[i]);
  const y = b > 0 ? (2 * c.scale[i]) / (b + root) : (root - b) / (2 * k);
  return y - s;
}

/** The end of the last piece steeper than the price; slopes fall. */
function alongPieces({ start, px, py }: Curves, i: number, price: number): number {
  let [low, high] = [start[i] - 1, start[i + 1] - 1];
  while (high - low > 1) {
    const k = (low + high) >> 1;
    if ((py[k + 1] - py[k]) / (px[k + 1] - px[k]) > price) low = k;
    else high = k;
  }
  return px[high];
}

/** The least x at which g′ from the right is no more than the price. */
function searched(m: ElementaryFunctions, c: Curves, i: number, price: number): number {
  let [low, high] = [c.lower[i], c.upper[i]];
  if (!(low < high) || slopeAt(m, c, i, low, true) <= price) return low;
  if (slopeAt(m, c, i, high, false) > price) return high;
  for (let step = 0; step < 200; step++) {
    // bounds may be orders apart
    const middle = high > 4 * low && low > 0 ? Math.sqrt(low * high) : 0.5 * (low + high);
    if (!(middle > low && middle < high)) break;
    if (slopeAt(m, c, i, middle, true) > price) low = middle;
    else high = middle;
  }
  return high;
}
