/**
 * An upper bound on what a player can get in one period, rivals fixed, by branch and bound over his performance.
 *
 * With the best safety for each performance (`safety-choice.ts`) what is left is a function of y = ln p,
 *
 *     V(y) = b(p) + F(a(p), k(p)) − C(p),      C = r_p x_p + h_p x_p²/2,  x_p = (p/B)^{1/β}             (e)
 *     dV/dy = p b' + p a' G(π) − θ a w π^w (1 − π) − (r_p x_p + h_p x_p²)/β                             (f)
 *
 * (f) by the envelope theorem, with π the best one. On an interval a, b, their derivatives, k and C are enclosed
 * term by term, π between the best at (least a, greatest k) and at (greatest a, least k). V is not above
 *
 *     b_max + F(a_max, k_min) − C_min        and        V(middle) + max |dV/dy| · half the width         (g)
 *
 * Of these the second is of second order in the width near a maximum, where dV/dy vanishes. Intervals whose
 * bound is not above the best value known by more than the gap wanted are put aside, the others halved. The
 * point p = 0 stands by itself (π = 1 there if θ > 0). Towards infinity costs exceed all rewards where they
 * grow faster; where they do not there is no bound.
 *
 * Rounding: each term carries an error of at most 10⁻¹³ of the sizes it was made of; bounds are widened by
 * 10⁻¹² of them.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type PeriodTerms, type Rational, rationalAt, rationalSize } from './period-terms';
import { safetyChoices } from './safety-choice';

const slack = 1e-12;
/** Intervals that are looked at, at most. */
const mostIntervals = 60000;
/** Towards 0 the first interval is cut at this share of its end, in logarithms. */
const cutTowardsZero = 7;

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Bounds of intervals, and values at their middles. */
interface Bounds {
  readonly most: Float64Array;
  readonly value: Float64Array;
  /** What rounding adds to a bound. */
  readonly widening: Float64Array;
}

export interface PeriodBound {
  /** Nothing is above it. */
  readonly most: number;
  /** The best value found, and the chance that nobody wins there. */
  readonly best: number;
  readonly noWin: number;
}

/** @returns null where costs do not bound what can be won */
export function periodBound(
  math: ElementaryFunctions,
  terms: PeriodTerms,
  h: number,
  gap: number,
): PeriodBound | null {
  const atZero = valueAtZero(math, terms);
  let most = atZero;
  let best = atZero;
  let bestAt = Number.NEGATIVE_INFINITY;
  const low = lowestLogarithm(math, terms);
  const high = highestLogarithm(math, terms, low, atZero);
  if (high === null) return null;
  let open: Interval[] = [{ low: Number.NEGATIVE_INFINITY, high: low }];
  for (let y = low; y < high; y++) open.push({ low: y, high: y + 1 });
  for (let seen = 0; open.length > 0; seen += open.length) {
    const bounds = boundsOf(math, terms, open);
    open.forEach((interval, m) => {
      if (!(bounds.value[m] > best)) return;
      best = bounds.value[m];
      bestAt = middleOf(interval);
    });
    const isLast = seen + 3 * open.length > mostIntervals;
    const next: Interval[] = [];
    open.forEach((interval, m) => {
      // no bound comes nearer than rounding allows
      const wanted = best + Math.max(gap, 4 * bounds.widening[m]);
      const isDone = isLast || bounds.most[m] <= wanted || !canBeCut(interval);
      if (isDone) most = Math.max(most, bounds.most[m]);
      else next.push(...halves(interval));
    });
    open = next;
  }
  const p = math.exp(bestAt);
  return { most, best, noWin: terms.rivals + p > 0 ? h / (terms.rivals + p) : 1 };
}

const canBeCut = ({ low, high }: Interval) =>
  low === Number.NEGATIVE_INFINITY ? high > -600 : high - low > 1e-14 * Math.max(1, Math.abs(low));

/** Where an interval is evaluated: towards 0 at its upper end. */
const middleOf = ({ low, high }: Interval) =>
  low === Number.NEGATIVE_INFINITY ? high : 0.5 * (low + high);

function halves({ low, high }: Interval): Interval[] {
  const middle = low === Number.NEGATIVE_INFINITY ? high - cutTowardsZero : 0.5 * (low + high);
  return [
    { low, high: middle },
    { low: middle, high },
  ];
}

/** V without any performance. */
function valueAtZero(math: ElementaryFunctions, terms: PeriodTerms): number {
  const { a, b, rivals, theta, A, nobody } = terms;
  if (rivals === 0) return nobody + slack * Math.abs(nobody);
  const gain = rationalAt(a, rivals, 0);
  const size = rationalSize(a, 0) + rationalSize(b, 0);
  const base = rationalAt(b, rivals, 0) + slack * size;
  if (theta > 0) return base + gain;
  return base + safetyChoices(math, terms, Float64Array.of(gain), Float64Array.of(1 / A)).most[0];
}

/** Where the player's performance is next to nothing beside the others'. */
function lowestLogarithm(math: ElementaryFunctions, { rivals, B }: PeriodTerms): number {
  const around = rivals > 0 ? math.log(rivals) : Math.min(0, math.log(B));
  return Math.max(-600, around - 16);
}

/** Beyond which costs exceed rewards, those that grow with performance included; null where they do not. */
function highestLogarithm(
  math: ElementaryFunctions,
  terms: PeriodTerms,
  low: number,
  known: number,
): number | null {
  const { beta, B, most, mostSlope } = terms;
  const [, price] = terms.prices;
  const [, slope] = terms.slopes;
  for (let y = low; y < 600; y++) {
    const p = math.exp(y);
    const x = math.exp((y - math.log(B)) / beta);
    const isBehind = most + mostSlope * p - costOf(terms, x) < known;
    // from here on costs grow faster than rewards
    const isSteeper =
      mostSlope === 0 ||
      (beta <= 1 && mostSlope * p * beta <= price * x) ||
      (beta <= 2 && mostSlope * p * beta <= slope * x * x);
    if (isBehind && isSteeper) return y;
  }
  return null;
}

function boundsOf(
  math: ElementaryFunctions,
  terms: PeriodTerms,
  intervals: readonly Interval[],
): Bounds {
  const { a, b, rivals, theta, beta, B, A, exponent } = terms;
  const count = intervals.length;
  // lower ends, upper ends, middles; towards 0 the middle is the upper end
  const y = new Float64Array(3 * count);
  intervals.forEach(({ low, high }, m) => {
    y[m] = low;
    y[count + m] = high;
    y[2 * count + m] = middleOf({ low, high });
  });
  const p = new Float64Array(3 * count);
  const x = y.map((value) => (value - math.log(B)) / beta);
  const k = y.map((value) => (theta === 0 ? 0 : theta * value));
  math.expInto(y, p);
  math.expInto(x, x);
  math.expInto(k, k);
  const gain = new Float64Array(3 * count);
  for (let m = 0; m < count; m++) {
    const [least, most] = range(a, rivals, p[m], p[count + m]);
    gain[m] = most;
    gain[count + m] = least;
    gain[2 * count + m] = rationalAt(a, rivals, p[2 * count + m]);
  }
  const choices = safetyChoices(
    math,
    terms,
    gain,
    k.map((value) => value / A),
  );
  const { G, marginal } = shapes(math, choices, exponent, count);

  const most = new Float64Array(count);
  const value = new Float64Array(count);
  const widening = new Float64Array(count);
  for (let m = 0; m < count; m++) {
    const [low, high, middle] = [m, count + m, 2 * count + m];
    const size = rationalSize(a, p[high]) + rationalSize(b, p[high]);
    widening[m] = slack * (size + costOf(terms, x[low]));
    const [, baseMost] = range(b, rivals, p[low], p[high]);
    const plain = baseMost + choices.most[low] - costOf(terms, x[low]);
    value[m] = rationalAt(b, rivals, p[middle]) + choices.most[middle] - costOf(terms, x[middle]);
    most[m] = plain + widening[m];
    const half = 0.5 * (y[high] - y[low]);
    if (!(half < Number.POSITIVE_INFINITY)) continue;
    const [aLow, aHigh] = slopeRange(a, rivals, p[low], p[high]);
    const [bLow, bHigh] = slopeRange(b, rivals, p[low], p[high]);
    const gainLow = Math.max(0, gain[high]);
    const gainHigh = Math.max(0, gain[low]);
    const [costLow, costHigh] = [low, high].map((at) => marginalCost(terms, x[at]) / beta);
    const products = [aLow * G[low], aLow * G[high], aHigh * G[low], aHigh * G[high]];
    const [safeLow, safeHigh] = marginal[m];
    const above = bHigh + Math.max(...products) - theta * gainLow * safeLow - costLow;
    const below = bLow + Math.min(...products) - theta * gainHigh * safeHigh - costHigh;
    const steepest = Math.max(above, -below, 0) + slack * ((1 + theta) * size + costHigh);
    const sloped = value[m] + steepest * half + slack * (size + costOf(terms, x[middle]));
    // no number where a cost is infinite
    if (sloped < most[m]) most[m] = sloped;
  }
  return { most, value, widening };
}

/** π^w at both ends of π of each interval, and the range of w π^w (1 − π) between them. */
function shapes(
  math: ElementaryFunctions,
  { least, greatest }: { readonly least: Float64Array; readonly greatest: Float64Array },
  exponent: number,
  count: number,
) {
  const power = (pi: number) => (exponent === 1 || pi === 0 ? pi : math.pow(pi, exponent));
  const G = new Float64Array(2 * count);
  const top = exponent / (1 + exponent);
  const marginal = Array.from({ length: count }, (_, m) => {
    const [low, high] = [least[count + m], greatest[m]];
    G[m] = power(high);
    G[count + m] = power(low);
    const atLow = exponent * G[count + m] * (1 - low);
    const atHigh = exponent * G[m] * (1 - high);
    const inside = low < top && top < high;
    const most = inside ? exponent * power(top) * (1 - top) : Math.max(atLow, atHigh);
    return [Math.min(atLow, atHigh), most] as const;
  });
  return { G, marginal };
}

const costOf = ({ prices, slopes }: PeriodTerms, x: number) =>
  slopes[1] === 0 ? prices[1] * x : (prices[1] + 0.5 * slopes[1] * x) * x;

/** dC/d ln x. */
const marginalCost = ({ prices, slopes }: PeriodTerms, x: number) =>
  slopes[1] === 0 ? prices[1] * x : (prices[1] + slopes[1] * x) * x;

/** Least and greatest of a quadratic over c + p for p in an interval: the line and the pole are monotone. */
function range(f: Rational, c: number, low: number, high: number): readonly [number, number] {
  const line = [f.slope * low, f.slope * high];
  const pole = f.pole === 0 ? [0, 0] : [f.pole / (c + low), f.pole / (c + high)];
  return [
    Math.min(line[0], line[1]) + f.constant + Math.min(pole[0], pole[1]),
    Math.max(line[0], line[1]) + f.constant + Math.max(pole[0], pole[1]),
  ];
}

/** The same of p f'(p) = slope p − pole p/(c + p)². */
function slopeRange(f: Rational, c: number, low: number, high: number): readonly [number, number] {
  const line = [f.slope * low, f.slope * high];
  if (f.pole === 0) return [Math.min(line[0], line[1]), Math.max(line[0], line[1])];
  const least = low / (c + low) / (c + high);
  const greatest = high / (c + high) / (c + low);
  const pole = [-f.pole * least, -f.pole * greatest];
  return [
    Math.min(line[0], line[1]) + Math.min(pole[0], pole[1]),
    Math.max(line[0], line[1]) + Math.max(pole[0], pole[1]),
  ];
}
