/**
 * Values, marginals and inverse slopes of concave curves by the textbook, for the certificate alone.
 *
 *     ln(1 + q) = q − q²/2 + q³/3 − …,  e^q − 1 = q + q²/2 + q³/6 + …  for small q            (RT12)
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type Curves, kindAt, LINEAR, LOG, PIECES, POWER, SATURATING } from '../tokens/curves';

const small = 1e-3;

function logOf1(m: ElementaryFunctions, q: number): number {
  if (q > small) return m.log(1 + q);
  return q * (1 - q * (1 / 2 - q * (1 / 3 - q * (1 / 4 - q * (1 / 5 - q / 6)))));
}

function expLess1(m: ElementaryFunctions, q: number): number {
  if (Math.abs(q) > small) return m.exp(q) - 1;
  return q * (1 + (q / 2) * (1 + (q / 3) * (1 + (q / 4) * (1 + q / 5))));
}

/** f(x). */
export function worth(m: ElementaryFunctions, c: Curves, i: number, x: number): number {
  const [a, s, p] = [c.scale[i], c.width[i], c.exponent[i]];
  switch (kindAt(c, i)) {
    case LINEAR:
      return a * x;
    case LOG:
      return a * logOf1(m, x / s);
    case POWER:
      return x === 0 ? 0 : a * m.exp(p * m.log(x));
    case SATURATING:
      return -a * expLess1(m, -x / s);
    case PIECES: {
      const k = pieceOf(c, i, x, 1);
      // one point alone is level
      if (k + 1 === c.start[i + 1] || x === c.px[k]) return c.py[k];
      if (x === c.px[k + 1]) return c.py[k + 1];
      return c.py[k] + slopeOf(c, k) * (x - c.px[k]);
    }
    default: {
      if (x === 0) return 0;
      const q = m.exp(p * m.log(x / s));
      return a * (q / (1 + q));
    }
  }
}

/** f′ from the right (side 1) or the left (−1); of whole tokens, f(x + 1) − f(x). */
export function marginal(
  m: ElementaryFunctions,
  c: Curves,
  i: number,
  x: number,
  isWhole: boolean,
  side: 1 | -1,
): number {
  const [a, s, p] = [c.scale[i], c.width[i], c.exponent[i]];
  const kind = kindAt(c, i);
  // level, also where its kind is steep at 0
  if (a === 0 && kind !== PIECES) return 0;
  switch (kind) {
    case LINEAR:
      return a;
    case LOG:
      return isWhole ? a * logOf1(m, 1 / (s + x)) : a / s / (1 + x / s);
    case POWER:
      if (isWhole && x === 0) return a;
      if (isWhole) return a * m.exp(p * m.log(x)) * expLess1(m, p * logOf1(m, 1 / x));
      return x === 0 ? Infinity : (a * p * m.exp(p * m.log(x))) / x;
    case SATURATING:
      return isWhole ? -a * m.exp(-x / s) * expLess1(m, -1 / s) : a / (s * m.exp(x / s));
    case PIECES:
      if (isWhole) return worth(m, c, i, x + 1) - worth(m, c, i, x);
      return slopeOf(c, pieceOf(c, i, x, side));
    default: {
      if (isWhole && x === 0) return worth(m, c, i, 1);
      if (x === 0) return p < 1 ? Infinity : a / s;
      const q = m.exp(p * m.log(x / s));
      if (!isWhole) return (a * p * q) / (x * (1 + q) ** 2);
      const more = q * expLess1(m, p * logOf1(m, 1 / x));
      return (a * (more / (1 + q))) / (1 + q + more);
    }
  }
}

/** The piece from point k that holds x. */
function pieceOf({ start, px }: Curves, i: number, x: number, side: 1 | -1): number {
  let k = start[i];
  while (k + 2 < start[i + 1] && (side === 1 ? px[k + 1] <= x : px[k + 1] < x)) k++;
  return k;
}

const slopeOf = ({ px, py }: Curves, k: number) => (py[k + 1] - py[k]) / (px[k + 1] - px[k]);

/** The bound-free maximizer of f(x) − λ x, at least nearly. */
export function inverseSlope(m: ElementaryFunctions, c: Curves, i: number, price: number): number {
  const [a, s, p] = [c.scale[i], c.width[i], c.exponent[i]];
  const kind = kindAt(c, i);
  if (kind === PIECES) {
    let k = c.start[i];
    while (k + 1 < c.start[i + 1] && slopeOf(c, k) > price) k++;
    return c.px[k];
  }
  if (kind === LINEAR) return a > price ? Infinity : -Infinity;
  if (!(a > 0)) return -Infinity;
  if (!(price > 0)) return Infinity;
  if (kind === LOG) return a / price - s;
  if (kind === SATURATING) return s * m.log(a / s / price);
  if (kind === POWER) return m.exp(m.log((a * p) / price) / (1 - p));
  let [low, high] = [c.lower[i], c.upper[i]];
  for (let step = 0; step < 100 && low < high; step++) {
    const middle = 0.5 * (low + high);
    if (marginal(m, c, i, middle, false, 1) > price) low = middle;
    else high = middle;
  }
  return high;
}
