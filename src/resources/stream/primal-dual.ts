/**
 * The pricing policy (RT3), frame by frame. Where the price rises, a frame takes tokens up to the root of
 *
 *     ln(g′(y)/L) + 1 − α (Z + y)/B                                                           (RT9)
 *
 * which falls in y; it is linear in y where g is linear (by pieces) or saturating, and else found by
 * Brent's method.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import type { Progress } from '../../engine/result';
import { brent } from '../../numerics/roots';
import { type Curves, kindAt, LINEAR, PIECES, SATURATING, slopeAt } from '../tokens/curves';
import { demandAtLeast, gainOf, lastWhere, less } from './marginals';
import type { Pricing } from './pricing';
import type { Stream } from './problem';

/** Frames between two reports of progress. */
const block = 4096;

export interface PricedRun {
  readonly allocation: Float64Array;
  /** The price after each frame. */
  readonly prices: Float64Array;
  /** Σ y_t. */
  readonly used: number;
}

export function* priceFrames(
  m: ElementaryFunctions,
  stream: Stream,
  pricing: Pricing,
): Generator<Progress, PricedRun, void> {
  const { curves, free, isWhole } = stream;
  const { count, lower } = curves;
  const allocation = lower.slice();
  const prices = new Float64Array(count);
  const least = stream.values!.least;
  let used = 0;
  let price = pricing.next(0);
  for (let i = 0; i < count; i++) {
    if (i % block === 0) yield { done: i, total: count };
    const cap = Math.min(curves.upper[i], lower[i] + (free - used));
    if (cap > lower[i]) {
      const x = isWhole
        ? wholeStep(m, curves, i, pricing, used, cap)
        : realStep(m, curves, i, pricing, least, free, used, cap);
      if (x > lower[i]) {
        allocation[i] = x;
        used = Math.min(free, used + (x - lower[i]));
        price = pricing.next(used);
      }
    }
    prices[i] = price;
  }
  return { allocation, prices, used };
}

function wholeStep(
  m: ElementaryFunctions,
  c: Curves,
  i: number,
  pricing: Pricing,
  used: number,
  cap: number,
): number {
  const l = c.lower[i];
  return lastWhere(l, cap, (x) => gainOf(m, c, i, x) >= less * pricing.next(used + (x - l)));
}

function realStep(
  m: ElementaryFunctions,
  c: Curves,
  i: number,
  { alpha, flat }: Pricing,
  least: number,
  free: number,
  used: number,
  cap: number,
): number {
  const l = c.lower[i];
  let from = l;
  if (used < flat) {
    const x = demandAtLeast(m, c, i, least, false);
    if (x <= l + (flat - used)) return Math.min(x, cap);
    from = l + (flat - used);
  }
  // tokens up to which the price is no more than a slope
  const upTo = (slope: number) => l + ((free * (1 + m.log(slope / least))) / alpha - used);
  const kind = kindAt(c, i);
  if (kind === LINEAR) return c.scale[i] > least ? clip(upTo(c.scale[i]), from, cap) : from;
  if (kind === PIECES) return alongPieces(c, i, from, cap, least, upTo);
  if (kind === SATURATING) {
    const s = c.width[i];
    const slope = c.scale[i] / s;
    if (!(slope > least)) return from;
    const rise = alpha / free;
    const y = (m.log(slope / least) - l / s + 1 - rise * used) / (1 / s + rise);
    return clip(l + y, from, cap);
  }
  const excess = (x: number) =>
    m.log(slopeAt(m, c, i, x, true) / least) + 1 - alpha * ((used + (x - l)) / free);
  const [first, last] = [excess(from), excess(cap)];
  if (!(first > 0)) return from;
  return last >= 0 ? cap : clip(brent(excess, from, cap, first, last, 0), from, cap);
}

const clip = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));

function alongPieces(
  { start, px, py }: Curves,
  i: number,
  from: number,
  cap: number,
  least: number,
  upTo: (slope: number) => number,
): number {
  for (let k = start[i]; k + 1 < start[i + 1]; k++) {
    if (px[k + 1] <= from) continue;
    const slope = (py[k + 1] - py[k]) / (px[k + 1] - px[k]);
    const begin = Math.max(from, px[k]);
    if (!(slope > least)) return begin;
    const x = upTo(slope);
    if (x <= begin) return begin;
    const end = Math.min(cap, px[k + 1]);
    if (x < end || end === cap) return Math.min(x, end);
  }
  return cap;
}
