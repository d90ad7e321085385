/**
 * The least concave curve above each curve, on its bounds. Its optimum is a bound on the optimum of
 * curves that are not concave.
 *
 *     power, p > 1: the chord.   sigmoid, p > 1: the chord from l to c, where it touches,
 *     r′(c)(c − l) = r(c) − r(l),  beyond the inflection x = s ((p − 1)/(p + 1))^{1/p}        (R6t)
 *     pieces: the upper hull of the points (A. M. Andrew, Inf. Process. Lett. 9 (1979) 216)
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type Curves, kindAt, PIECES, POWER, relevanceAt, SIGMOID, smoothSlope } from './curves';

export interface Envelope {
  /** The curves themselves where all are concave. */
  readonly curves: Curves;
  readonly isConcave: boolean;
}

export function envelopeOf(m: ElementaryFunctions, c: Curves): Envelope {
  let isConcave = true;
  const knee = c.lower.slice();
  for (let i = 0; i < c.count; i++) {
    const kind = kindAt(c, i);
    if (kind === POWER && c.exponent[i] > 1) knee[i] = c.upper[i];
    else if (kind === SIGMOID && c.exponent[i] > 1) knee[i] = kneeOf(m, c, i);
    // all else is concave, and so is a level curve
    if (c.scale[i] === 0) knee[i] = c.lower[i];
    if (knee[i] > c.lower[i]) isConcave = false;
  }
  const hull = hullsOf(m, c);
  const curves = {
    ...c,
    ...(hull === undefined ? {} : hull.points),
    knee: isConcave ? null : knee,
  };
  if (hull?.isAbove) isConcave = false;
  return { curves: hull === undefined && isConcave ? c : curves, isConcave };
}

function kneeOf(m: ElementaryFunctions, c: Curves, i: number): number {
  const [l, u] = [c.lower[i], c.upper[i]];
  const p = c.exponent[i];
  const inflection = c.width[i] * m.pow((p - 1) / (p + 1), 1 / p);
  if (inflection <= l) return l;
  if (inflection >= u) return u;
  const isBelow = (x: number) =>
    smoothSlope(m, c, i, x, true) * (x - l) > relevanceAt(m, c, i, x) - relevanceAt(m, c, i, l);
  if (isBelow(u)) return u;
  let [low, high] = [inflection, u];
  for (let step = 0; step < 100; step++) {
    const middle = 0.5 * (low + high);
    if (!(middle > low && middle < high)) break;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** Hulls of all points on the bounds; nothing where all points are concave as they stand. */
function hullsOf(m: ElementaryFunctions, c: Curves) {
  if (c.px.length === 0 || arePiecesConcave(c)) return undefined;
  const px: number[] = [];
  const py: number[] = [];
  const start = new Int32Array(c.count + 1);
  let isAbove = false;
  for (let i = 0; i < c.count; i++) {
    start[i] = px.length;
    if (kindAt(c, i) !== PIECES) continue;
    const points = pointsWithin(m, c, i);
    const least = px.length;
    let size = 0;
    for (const [x, y] of points) {
      while (px.length - least > 1 && !turnsDown(px, py, x, y)) {
        px.pop();
        py.pop();
      }
      px.push(x);
      py.push(y);
      size = Math.max(size, Math.abs(y));
    }
    isAbove ||= isUnder(points, px, py, least, slack * size);
  }
  start[c.count] = px.length;
  const points = { start, px: Float64Array.from(px), py: Float64Array.from(py) };
  return { points, isAbove };
}

/** Of |r|: a table that is concave but for its rounding is concave. */
const slack = 2 ** -50;

function arePiecesConcave({ count, start, px, py }: Curves): boolean {
  for (let i = 0; i < count; i++) {
    for (let k = start[i] + 1; k < start[i + 1] - 1; k++) {
      const before = (py[k] - py[k - 1]) / (px[k] - px[k - 1]);
      if ((py[k + 1] - py[k]) / (px[k + 1] - px[k]) > before) return false;
    }
  }
  return true;
}

function pointsWithin(m: ElementaryFunctions, c: Curves, i: number): [number, number][] {
  const [l, u] = [c.lower[i], c.upper[i]];
  const points: [number, number][] = [[l, relevanceAt(m, c, i, l)]];
  for (let k = c.start[i]; k < c.start[i + 1]; k++) {
    if (c.px[k] > l && c.px[k] < u) points.push([c.px[k], c.py[k]]);
  }
  if (u > l) points.push([u, relevanceAt(m, c, i, u)]);
  return points;
}

/** Whether the slope from the last point to (x, y) is less than that of the last piece. */
function turnsDown(px: number[], py: number[], x: number, y: number): boolean {
  const k = px.length - 1;
  return (y - py[k]) / (x - px[k]) < (py[k] - py[k - 1]) / (px[k] - px[k - 1]);
}

function isUnder(
  points: readonly [number, number][],
  px: number[],
  py: number[],
  least: number,
  allowed: number,
): boolean {
  let k = least;
  return points.some(([x, y]) => {
    while (k + 2 < px.length && px[k + 1] <= x) k++;
    if (k + 1 >= px.length || x === px[k]) return false;
    if (x === px[k + 1]) return false;
    return py[k] + ((py[k + 1] - py[k]) / (px[k + 1] - px[k])) * (x - px[k]) > y + allowed;
  });
}
