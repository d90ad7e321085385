/**
 * Relevance of a patch as a function of its tokens x, and what follows from it in one variable.
 *
 *     linear a x,  log a ln(1 + x/s),  power a x^p,  saturating a (1 − e^{−x/s}),
 *     sigmoid a q/(1 + q) with q = (x/s)^p,  pieces: straight between given points            (R1t)
 *
 * A curve may have a price on its distance from a centre z, and be replaced by a chord up to a knee
 * c:
 *
 *     g(x) = r(x) − κ (x − z)²/2,   r(x) = r(l) + m (x − l) on [l, c]                         (R2t)
 *
 * The gain of one more token is r(x + 1) − r(x), computed without cancellation where there is a
 * form for it:
 *
 *     a ln(1 + 1/(s + x)),   a x^p ((1 + 1/x)^p − 1),   a e^{−x/s} (1 − e^{−1/s})             (R3t)
 *
 * Source: T. Ibaraki, N. Katoh, Resource Allocation Problems (1988), chapters 2 and 4.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { expm1, log1p } from '../../numerics/near-one';

export const kinds = ['linear', 'log', 'power', 'saturating', 'sigmoid', 'pieces'] as const;
export type Kind = (typeof kinds)[number];
export const [LINEAR, LOG, POWER, SATURATING, SIGMOID, PIECES] = kinds.map((_, k) => k);

/** Curves of all patches, a column a number. */
export interface Curves {
  readonly count: number;
  /** The kind of all of them; −1 where `kinds` has one a patch. */
  readonly kind: number;
  readonly kinds: Uint8Array | null;
  /** a, s and p; empty where no patch has one. */
  readonly scale: Float64Array;
  readonly width: Float64Array;
  readonly exponent: Float64Array;
  /** Points of patch i: those from start[i] to start[i + 1]. */
  readonly start: Int32Array;
  readonly px: Float64Array;
  readonly py: Float64Array;
  /** Where the chord from the lower bound ends; null where there are none. */
  readonly knee: Float64Array | null;
  /** κ and z. */
  readonly penalty: number;
  readonly centre: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export const none = new Float64Array(0);
export const noStarts = new Int32Array(0);

export const kindAt = (c: Curves, i: number): number => (c.kinds === null ? c.kind : c.kinds[i]);

/** Relevance without penalty; beyond its points a curve goes on level, and below 0 as at 0. */
export function relevanceAt(m: ElementaryFunctions, c: Curves, i: number, tokens: number): number {
  const x = Math.max(0, tokens);
  if (c.knee !== null && x < c.knee[i] && x >= c.lower[i]) {
    return smoothAt(m, c, i, c.lower[i]) + chordOf(m, c, i) * (x - c.lower[i]);
  }
  return smoothAt(m, c, i, x);
}

/** g(x). */
export function valueAt(m: ElementaryFunctions, c: Curves, i: number, x: number): number {
  const r = relevanceAt(m, c, i, x);
  return c.penalty === 0 ? r : r - 0.5 * c.penalty * (x - c.centre[i]) ** 2;
}

function smoothAt(m: ElementaryFunctions, c: Curves, i: number, x: number): number {
  switch (kindAt(c, i)) {
    case LINEAR:
      return c.scale[i] * x;
    case LOG:
      return c.scale[i] * log1p(m, x / c.width[i]);
    case POWER:
      return c.scale[i] * m.pow(x, c.exponent[i]);
    case SATURATING:
      return -c.scale[i] * expm1(m, -x / c.width[i]);
    case SIGMOID:
      return x === 0 ? 0 : c.scale[i] / (1 + m.pow(x / c.width[i], -c.exponent[i]));
    default:
      return alongPieces(c, i, x);
  }
}

function alongPieces({ start, px, py }: Curves, i: number, x: number): number {
  const k = pieceAt(start, px, i, x, true);
  if (k < start[i]) return py[start[i]];
  if (k >= start[i + 1] - 1) return py[start[i + 1] - 1];
  if (x === px[k]) return py[k];
  return py[k] + ((py[k + 1] - py[k]) / (px[k + 1] - px[k])) * (x - px[k]);
}

/** The piece from point k that holds x: the one to the right, or to the left, of a point. */
function pieceAt(
  start: Int32Array,
  px: Float64Array,
  i: number,
  x: number,
  isRight: boolean,
): number {
  let [low, high] = [start[i] - 1, start[i + 1]];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (px[middle] < x || (isRight && px[middle] === x)) low = middle;
    else high = middle;
  }
  return low;
}

/** g′ from the right or from the left; ±∞ where it is. */
export function slopeAt(
  m: ElementaryFunctions,
  c: Curves,
  i: number,
  x: number,
  isRight: boolean,
): number {
  const slope = bareSlope(m, c, i, x, isRight);
  return c.penalty === 0 ? slope : slope - c.penalty * (x - c.centre[i]);
}

function bareSlope(m: ElementaryFunctions, c: Curves, i: number, x: number, isRight: boolean) {
  if (c.knee !== null && (x < c.knee[i] || (!isRight && x === c.knee[i] && x > c.lower[i]))) {
    return chordOf(m, c, i);
  }
  return smoothSlope(m, c, i, x, isRight);
}

export function smoothSlope(
  m: ElementaryFunctions,
  c: Curves,
  i: number,
  x: number,
  isRight: boolean,
): number {
  const a = c.scale[i];
  switch (kindAt(c, i)) {
    case LINEAR:
      return a;
    case LOG:
      return a / (c.width[i] + x);
    case POWER: {
      const p = c.exponent[i];
      if (a === 0) return 0;
      return x === 0 ? (p < 1 ? Infinity : 0) : a * p * m.pow(x, p - 1);
    }
    case SATURATING:
      return (a / c.width[i]) * m.exp(-x / c.width[i]);
    case SIGMOID: {
      const p = c.exponent[i];
      if (a === 0) return 0;
      if (x === 0) return p < 1 ? Infinity : p === 1 ? a / c.width[i] : 0;
      // q/(1 + q)² is the same at 1/q
      const u = x / c.width[i];
      const q = m.pow(u, u > 1 ? -p : p);
      return ((a * p) / x) * (q / (1 + q) ** 2);
    }
    default: {
      const { start, px, py } = c;
      const k = pieceAt(start, px, i, x, isRight);
      if (k < start[i] || k >= start[i + 1] - 1) return 0;
      return (py[k + 1] - py[k]) / (px[k + 1] - px[k]);
    }
  }
}

/** m of (R2t). */
function chordOf(m: ElementaryFunctions, c: Curves, i: number): number {
  const from = c.lower[i];
  const to = c.knee![i];
  return (smoothAt(m, c, i, to) - smoothAt(m, c, i, from)) / (to - from);
}

/** g(x + 1) − g(x). */
export function gainAt(m: ElementaryFunctions, c: Curves, i: number, x: number): number {
  const gain = bareGain(m, c, i, x);
  return c.penalty === 0 ? gain : gain - c.penalty * (x - c.centre[i] + 0.5);
}

function bareGain(m: ElementaryFunctions, c: Curves, i: number, x: number): number {
  switch (kindAt(c, i)) {
    case LINEAR:
      return c.scale[i];
    case LOG:
      return c.scale[i] * log1p(m, 1 / (c.width[i] + x));
    case POWER: {
      if (x === 0) return c.scale[i];
      const p = c.exponent[i];
      return c.scale[i] * m.pow(x, p) * expm1(m, p * log1p(m, 1 / x));
    }
    case SATURATING: {
      const s = c.width[i];
      return -c.scale[i] * m.exp(-x / s) * expm1(m, -1 / s);
    }
    default:
      return smoothAt(m, c, i, x + 1) - smoothAt(m, c, i, x);
  }
}

/** Those of some patches, in the given order. */
export function subset(c: Curves, members: Int32Array): Curves {
  const pick = (column: Float64Array) => {
    if (column.length === 0) return column;
    const out = new Float64Array(members.length);
    for (let k = 0; k < members.length; k++) out[k] = column[members[k]];
    return out;
  };
  const start = c.start.length === 0 ? noStarts : new Int32Array(members.length + 1);
  for (let k = 0; k < members.length && start.length > 0; k++) {
    start[k + 1] = start[k] + c.start[members[k] + 1] - c.start[members[k]];
  }
  const points = (column: Float64Array) => {
    if (column.length === 0) return column;
    const out = new Float64Array(start[members.length]);
    members.forEach((i, k) => {
      out.set(column.subarray(c.start[i], c.start[i + 1]), start[k]);
    });
    return out;
  };
  return {
    count: members.length,
    kind: c.kind,
    kinds: c.kinds === null ? null : Uint8Array.from(members, (i) => c.kinds![i]),
    scale: pick(c.scale),
    width: pick(c.width),
    exponent: pick(c.exponent),
    start,
    px: points(c.px),
    py: points(c.py),
    knee: c.knee === null ? null : pick(c.knee),
    penalty: c.penalty,
    centre: pick(c.centre),
    lower: pick(c.lower),
    upper: pick(c.upper),
  };
}
