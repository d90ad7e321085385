/**
 * Values, slopes and gains of all patches at once: whole arrays of powers where all curves are of
 * one kind.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import {
  type Curves,
  gainAt,
  LINEAR,
  LOG,
  POWER,
  relevanceAt,
  SATURATING,
  slopeAt,
  valueAt,
} from './curves';

const isPlain = (c: Curves) => c.penalty === 0 && c.knee === null;

/** r_i(x_i), without penalty; x ≥ 0 is not required. */
export function relevanceInto(
  m: ElementaryFunctions,
  c: Curves,
  x: Float64Array,
  out: Float64Array,
): void {
  const { count, kind, scale, width, exponent } = c;
  if (c.knee !== null || (kind !== LOG && kind !== POWER && kind !== SATURATING)) {
    for (let i = 0; i < count; i++) out[i] = relevanceAt(m, c, i, x[i]);
    return;
  }
  if (kind === POWER) {
    for (let i = 0; i < count; i++) out[i] = Math.max(0, x[i]);
    m.powInto(out, exponent, out);
    for (let i = 0; i < count; i++) out[i] *= scale[i];
  } else if (kind === LOG) {
    for (let i = 0; i < count; i++) out[i] = 1 + Math.max(0, x[i]) / width[i];
    m.logInto(out, out);
    for (let i = 0; i < count; i++) out[i] *= scale[i];
  } else {
    for (let i = 0; i < count; i++) out[i] = -Math.max(0, x[i]) / width[i];
    m.expInto(out, out);
    for (let i = 0; i < count; i++) out[i] = scale[i] * (1 - out[i]);
  }
}

/** g_i(x_i). */
export function valueInto(
  m: ElementaryFunctions,
  c: Curves,
  x: Float64Array,
  out: Float64Array,
): void {
  if (c.penalty === 0) relevanceInto(m, c, x, out);
  else for (let i = 0; i < c.count; i++) out[i] = valueAt(m, c, i, x[i]);
}

/** g_i′(x_i). */
export function slopeInto(
  m: ElementaryFunctions,
  c: Curves,
  x: Float64Array,
  isRight: boolean,
  out: Float64Array,
): void {
  const { count, kind, scale, width, exponent } = c;
  if (isPlain(c) && kind === LOG) {
    for (let i = 0; i < count; i++) out[i] = scale[i] / (width[i] + x[i]);
  } else if (isPlain(c) && kind === LINEAR) {
    out.set(scale);
  } else if (isPlain(c) && kind === SATURATING) {
    for (let i = 0; i < count; i++) out[i] = -x[i] / width[i];
    m.expInto(out, out);
    for (let i = 0; i < count; i++) out[i] *= scale[i] / width[i];
  } else if (isPlain(c) && kind === POWER) {
    const less = exponent.map((p) => p - 1);
    m.powInto(x, less, out);
    for (let i = 0; i < count; i++) {
      out[i] = scale[i] === 0 ? 0 : scale[i] * exponent[i] * out[i];
    }
  } else {
    for (let i = 0; i < count; i++) out[i] = slopeAt(m, c, i, x[i], isRight);
  }
}

/** Gains of one more token, from x to x + 1; −∞ at `most`. */
export function nextInto(
  m: ElementaryFunctions,
  c: Curves,
  x: Float64Array,
  most: Float64Array,
  out: Float64Array,
): void {
  const { count, kind, scale, width } = c;
  if (isPlain(c) && kind === LOG) {
    // the rounding of 1 + y taken back, as in log1p
    for (let i = 0; i < count; i++) out[i] = 1 + 1 / (width[i] + x[i]);
    m.logInto(out, out);
    for (let i = 0; i < count; i++) {
      const y = 1 / (width[i] + x[i]);
      const t = 1 + y;
      const log = t === 1 ? y : (out[i] * y) / (t - 1);
      out[i] = x[i] < most[i] ? scale[i] * log : -Infinity;
    }
    return;
  }
  for (let i = 0; i < count; i++) out[i] = x[i] < most[i] ? gainAt(m, c, i, x[i]) : -Infinity;
}

/** The greatest slope at the lower bounds and the least at the upper, of patches that can move. */
export function columnEnds(
  m: ElementaryFunctions,
  c: Curves,
): { readonly high: number; readonly low: number } {
  const slopes = new Float64Array(c.count);
  slopeInto(m, c, c.lower, true, slopes);
  let high = -Infinity;
  for (let i = 0; i < c.count; i++) {
    if (c.lower[i] < c.upper[i] && slopes[i] > high) high = slopes[i];
  }
  slopeInto(m, c, c.upper, false, slopes);
  let low = Infinity;
  for (let i = 0; i < c.count; i++) {
    if (c.lower[i] < c.upper[i] && slopes[i] < low) low = slopes[i];
  }
  return { high, low };
}
