/**
 * Closed convex sets over which a function is minimized, and what may be given for them.
 *
 *     free         ℝⁿ
 *     box          l ≤ x ≤ u
 *     simplex      x ≥ 0, Σ x = total
 *     budget-box   l ≤ x ≤ u, w·x ≤ budget (or = budget), w > 0
 *     ball         ‖x − centre‖₂ ≤ radius
 */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse } from '../../engine/parameters';

/** A number for all coordinates, or one each. */
export type Numbers = number | readonly number[] | Float64Array;

export type ConvexSet =
  | { readonly kind: 'free' }
  | {
      readonly kind: 'box';
      /** l; −∞ where left out. */
      readonly lower?: Numbers;
      /** u ≥ l; ∞ where left out. */
      readonly upper?: Numbers;
    }
  | {
      readonly kind: 'simplex';
      /** > 0. Default 1. */
      readonly total?: number;
    }
  | {
      readonly kind: 'budget-box';
      readonly lower?: Numbers;
      readonly upper?: Numbers;
      /** w > 0; 1 where left out. */
      readonly weights?: Numbers;
      readonly budget: number;
      /** Whether all of the budget must be used. Default false. */
      readonly equality?: boolean;
    }
  | {
      readonly kind: 'ball';
      /** 0 where left out. */
      readonly centre?: Numbers;
      /** > 0 */
      readonly radius: number;
    };

/** A set in n dimensions, with all its numbers. A simplex is a budget-box with l = 0, w = 1, u = ∞. */
export type Region =
  | { readonly kind: 'free' }
  | { readonly kind: 'box'; readonly lower: Float64Array; readonly upper: Float64Array }
  | {
      readonly kind: 'simplex' | 'budget-box';
      readonly lower: Float64Array;
      readonly upper: Float64Array;
      readonly weights: Float64Array;
      readonly budget: number;
      readonly equality: boolean;
    }
  | { readonly kind: 'ball'; readonly centre: Float64Array; readonly radius: number };

const number = 'a finite number';
const positive = 'a finite number > 0';
const bound = 'a number, or one for each coordinate';
const bounds = v.optional(
  v.custom<Numbers>(
    (x) => typeof x === 'number' || Array.isArray(x) || x instanceof Float64Array,
    bound,
  ),
);
const finite = v.pipe(v.number(number), v.finite(number));
const above0 = v.pipe(
  v.number(positive),
  v.check((x) => x > 0 && x < Infinity, positive),
);

const schemas = {
  free: v.strictObject({ kind: v.literal('free') }),
  box: v.strictObject({ kind: v.literal('box'), lower: bounds, upper: bounds }),
  simplex: v.strictObject({ kind: v.literal('simplex'), total: v.optional(above0, 1) }),
  'budget-box': v.strictObject({
    kind: v.literal('budget-box'),
    lower: bounds,
    upper: bounds,
    weights: bounds,
    budget: finite,
    equality: v.optional(v.boolean('true or false'), false),
  }),
  ball: v.strictObject({ kind: v.literal('ball'), centre: bounds, radius: above0 }),
};
type Kind = keyof typeof schemas;

/** The number of coordinates that a set itself tells, if it does. @throws ParameterError */
export function dimensionOf(set: ConvexSet): number | undefined {
  const given = checked(set) as Record<string, unknown>;
  for (const name of ['lower', 'upper', 'weights', 'centre']) {
    const value = given[name];
    if (typeof value === 'object' && value !== null) return (value as ArrayLike<number>).length;
  }
  return undefined;
}

function checked(set: unknown): ConvexSet {
  const kind = (set as { kind?: unknown } | null | undefined)?.kind;
  const kinds = Object.keys(schemas);
  if (typeof set !== 'object' || set === null || Array.isArray(set)) {
    throw new ParameterError('set', set, 'an object with a kind', 'type');
  }
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    throw new ParameterError('set.kind', kind, `one of ${kinds.join(', ')}`, 'type');
  }
  try {
    return parse(schemas[kind as Kind], set, 'set') as ConvexSet;
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    throw new ParameterError(`set.${error.path}`, error.given, error.expected, error.kind);
  }
}

/** @throws ParameterError where the set is none, is empty, or has not n coordinates */
export function regionOf(set: ConvexSet, n: number): Region {
  const given = checked(set);
  switch (given.kind) {
    case 'free':
      return { kind: 'free' };
    case 'box':
      return { kind: 'box', ...boxOf(given, n) };
    case 'simplex':
      return {
        kind: 'simplex',
        lower: new Float64Array(n),
        upper: new Float64Array(n).fill(Infinity),
        weights: new Float64Array(n).fill(1),
        budget: given.total ?? 1,
        equality: true,
      };
    case 'budget-box': {
      const { lower, upper } = boxOf(given, n);
      const weights = numbersOf('weights', given.weights, 1, n);
      weights.forEach((w, i) => {
        if (!(w > 0 && w < Infinity))
          throw new ParameterError(at('weights', given, i), w, positive);
      });
      const { budget, equality = false } = given;
      const least = dot(weights, lower);
      const most = dot(weights, upper);
      const slip = 1e-12 * Math.abs(budget);
      if (least - budget > slip) {
        throw new ParameterError('set.budget', budget, `at least ${least}, what lower costs`);
      }
      if (equality && budget - most > slip) {
        throw new ParameterError('set.budget', budget, `at most ${most}, what upper costs`);
      }
      return { kind: 'budget-box', lower, upper, weights, budget, equality };
    }
    case 'ball': {
      const centre = numbersOf('centre', given.centre, 0, n);
      centre.forEach((c, i) => {
        if (!Number.isFinite(c)) throw new ParameterError(at('centre', given, i), c, number);
      });
      return { kind: 'ball', centre, radius: given.radius };
    }
  }
}

function at(name: string, given: object, i: number): string {
  const isOne = typeof (given as Record<string, unknown>)[name] === 'number';
  return isOne ? `set.${name}` : `set.${name}.${i}`;
}

function boxOf(given: { readonly lower?: Numbers; readonly upper?: Numbers }, n: number) {
  const lower = numbersOf('lower', given.lower, -Infinity, n);
  const upper = numbersOf('upper', given.upper, Infinity, n);
  for (let i = 0; i < n; i++) {
    if (!(lower[i] < Infinity)) {
      throw new ParameterError(at('lower', given, i), lower[i], 'a number, or −Infinity');
    }
    if (!(upper[i] >= lower[i] && upper[i] > -Infinity)) {
      throw new ParameterError(at('upper', given, i), upper[i], `a number ≥ lower, ${lower[i]}`);
    }
  }
  return { lower, upper };
}

function numbersOf(name: string, given: Numbers | undefined, usual: number, n: number) {
  if (given === undefined || typeof given === 'number') {
    return new Float64Array(n).fill(given ?? usual);
  }
  if (given.length !== n) {
    throw new ParameterError(`set.${name}`, given, `a number, or an array of length ${n}`);
  }
  const bad = Array.from(given).findIndex((x) => typeof x !== 'number');
  if (bad >= 0) throw new ParameterError(`set.${name}.${bad}`, given[bad], 'a number', 'type');
  return Float64Array.from(given);
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** The greatest by which x is outside, in units of x (of the budget for a budget). */
export function violation(region: Region, x: Float64Array): number {
  let most = 0;
  if (region.kind === 'ball') {
    return Math.max(0, distance(x, region.centre) - region.radius);
  }
  if (region.kind === 'free') return 0;
  for (let i = 0; i < x.length; i++) {
    most = Math.max(most, region.lower[i] - x[i], x[i] - region.upper[i]);
  }
  if (region.kind === 'box') return most;
  const over = dot(region.weights, x) - region.budget;
  return Math.max(most, region.equality ? Math.abs(over) : over);
}

export function distance(a: Float64Array, b: Float64Array): number {
  let scale = 0;
  for (let i = 0; i < a.length; i++) scale = Math.max(scale, Math.abs(a[i] - b[i]));
  if (!(scale > 0 && scale < Infinity)) return scale;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] - b[i]) / scale) ** 2;
  return scale * Math.sqrt(sum);
}

/** What each coordinate can vary by within the set's bounds, and its budget where all lower bounds are finite. */
export function widthsOf(region: Region, n: number): Float64Array {
  if (region.kind === 'free') return new Float64Array(n).fill(Infinity);
  if (region.kind === 'ball') return new Float64Array(n).fill(2 * region.radius);
  const { lower, upper } = region;
  const widths = upper.map((u, i) => u - lower[i]);
  if (region.kind === 'box') return widths;
  const left = Math.max(0, region.budget - dot(region.weights, lower));
  return widths.map((width, i) => Math.min(width, left / region.weights[i]));
}
