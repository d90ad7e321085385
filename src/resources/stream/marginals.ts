/** What a token is worth to a frame: slopes of its curve, or gains of whole tokens; both fall. */

import type { ElementaryFunctions } from '../../engine/backend';
import { expm1, log1p } from '../../numerics/near-one';
import { type Curves, gainAt, kindAt, PIECES, SIGMOID, slopeAt } from '../tokens/curves';
import { demandAt } from '../tokens/demand';

/** The worth of the first token beyond the lower bound. */
export function firstWorth(m: ElementaryFunctions, c: Curves, i: number, isWhole: boolean): number {
  const l = c.lower[i];
  return isWhole ? gainOf(m, c, i, l) : slopeAt(m, c, i, l, true);
}

/** The worth of the last token below the upper bound. */
export function lastWorth(m: ElementaryFunctions, c: Curves, i: number, isWhole: boolean): number {
  const u = c.upper[i];
  return isWhole ? gainOf(m, c, i, u - 1) : slopeAt(m, c, i, u, false);
}

export interface MarginalEnds {
  /** −∞ and ∞ where no frame has room. */
  readonly greatest: number;
  readonly least: number;
  /** The frame that has the greatest. */
  readonly at: number;
}

export function marginalEnds(m: ElementaryFunctions, c: Curves, isWhole: boolean): MarginalEnds {
  let [greatest, least, at] = [-Infinity, Infinity, -1];
  for (let i = 0; i < c.count; i++) {
    if (!(c.lower[i] < c.upper[i])) continue;
    const first = firstWorth(m, c, i, isWhole);
    if (first > greatest) [greatest, at] = [first, i];
    least = Math.min(least, lastWorth(m, c, i, isWhole));
  }
  return { greatest, least, at };
}

/**
 * The gain of one more whole token without cancellation: of pieces the sum of their slopes, each for its
 * part of it; of a sigmoid with q = (x/s)^p, q₊ = ((x + 1)/s)^p
 *
 *     a (q₊ − q) / ((1 + q) (1 + q₊))                                                        (RT13)
 */
export function gainOf(m: ElementaryFunctions, c: Curves, i: number, x: number): number {
  const kind = kindAt(c, i);
  if (kind === PIECES) return gainAlongPieces(c, i, x);
  if (kind !== SIGMOID || x === 0) return gainAt(m, c, i, x);
  const p = c.exponent[i];
  const q = m.pow(x / c.width[i], p);
  const rise = q * expm1(m, p * log1p(m, 1 / x));
  return c.scale[i] * (rise / (1 + q) / (1 + q + rise));
}

function gainAlongPieces({ start, px, py }: Curves, i: number, x: number): number {
  let [low, high] = [start[i], Math.max(start[i], start[i + 1] - 2)];
  while (low < high) {
    const k = (low + high + 1) >> 1;
    if (px[k] <= x) low = k;
    else high = k - 1;
  }
  let gain = 0;
  for (let k = low; k + 1 < start[i + 1] && px[k] < x + 1; k++) {
    const part = Math.min(x + 1, px[k + 1]) - Math.max(x, px[k]);
    if (part > 0) gain += part * ((py[k + 1] - py[k]) / (px[k + 1] - px[k]));
  }
  return gain;
}

/** What is worth a price but for rounding is worth it. */
export const less = 1 - 1e-12;

/**
 * The most tokens, up to the upper bound, each of which is worth `price` or more.
 *
 * @param price ≥ 0; at 0 tokens that are worth nothing are left
 */
export function demandAtLeast(
  m: ElementaryFunctions,
  c: Curves,
  i: number,
  price: number,
  isWhole: boolean,
): number {
  if (!isWhole) return demandAt(m, c, i, price * less);
  const isBought = (x: number) => {
    const gain = gainOf(m, c, i, x);
    return price === 0 ? gain > 0 : gain >= price * less;
  };
  return lastWhere(c.lower[i], c.upper[i], isBought);
}

/** The number from `low` on up to which a test that once fails stays failed holds. */
export function lastWhere(low: number, high: number, isBought: (x: number) => boolean): number {
  let [from, to] = [low, high];
  // a few tokens are the rule
  for (let step = 1; from < to; step *= 2) {
    const next = Math.min(to, from + step);
    if (!isBought(next - 1)) {
      to = next - 1;
      break;
    }
    from = next;
  }
  while (from < to) {
    const middle = from + Math.ceil((to - from) / 2);
    if (isBought(middle - 1)) from = middle;
    else to = middle - 1;
  }
  return from;
}
