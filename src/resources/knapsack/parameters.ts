/**
 * A knapsack as data, checked, and as flat arrays.
 *
 * An item's limit is the count given, 1 where none is, and never more than ⌊W / w⌋ where it has weight.
 */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse, properShare } from '../../engine/parameters';

/** How many of an item there are: a whole number, or no limit (`Infinity`; JSON has no word for it). */
export type KnapsackCount = number | 'unbounded';

export interface KnapsackProblem {
  /** What one of each item is worth, ≥ 0. */
  readonly values: ArrayLike<number>;
  /** What one of each weighs: whole numbers from 0 to 2³¹ − 1. */
  readonly weights: ArrayLike<number>;
  /** Greatest weight of all that is taken: a whole number ≥ 0. */
  readonly capacity: number;
  /** How many there are of each item, or of every item; by default one. */
  readonly counts?: KnapsackCount | ArrayLike<KnapsackCount>;
  /** What items are called; of no effect on the answer. */
  readonly names?: readonly string[];
}

export const knapsackMethods = ['exact', 'fptas', 'greedy', 'fractional'] as const;
export type KnapsackMethod = (typeof knapsackMethods)[number];

export interface KnapsackOptions {
  /** By default `exact`. */
  readonly method?: KnapsackMethod;
  /** Share of the optimum that `fptas` may miss, > 0 and < 1; by default 0.1; no other method has it. */
  readonly epsilon?: number;
  /** Whether bounds and lists of states come before the dynamic programme over a row; by default yes. */
  readonly reduce?: boolean;
}

/** A checked problem. */
export interface Knapsack {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** How many there are of each item; Infinity where there is no limit. */
  readonly offered: Float64Array;
  /** Most that may be taken of each item; Infinity only where the weight is 0. */
  readonly limits: Float64Array;
  readonly capacity: number;
  /** Whether counts were given. */
  readonly isCounted: boolean;
  /** Whether all values are whole, so that better means better by one. */
  readonly isWhole: boolean;
}

const mostWeight = 2 ** 31 - 1;
const worth = 'a finite number ≥ 0';
const weighs = `a whole number from 0 to ${mostWeight} (scale weights and capacity to whole numbers)`;
const holds = 'a whole number ≥ 0 (scale weights and capacity to whole numbers)';
const several = 'a whole number ≥ 0 or "unbounded"';

const countSchema = v.custom<KnapsackCount>(
  (n) =>
    n === 'unbounded' ||
    n === Number.POSITIVE_INFINITY ||
    (Number.isSafeInteger(n) && (n as number) >= 0),
  several,
);

const problemSchema = v.strictObject(
  {
    values: v.array(
      v.pipe(
        v.number(worth),
        v.finite(worth),
        v.check((x) => x >= 0, worth),
      ),
      'an array of numbers ≥ 0',
    ),
    weights: v.array(
      v.pipe(
        v.number(weighs),
        v.check((n) => Number.isInteger(n) && n >= 0 && n <= mostWeight, weighs),
      ),
      'an array of whole numbers ≥ 0',
    ),
    capacity: v.pipe(
      v.number(holds),
      v.check((n) => Number.isSafeInteger(n) && n >= 0, holds),
    ),
    counts: v.optional(v.unknown()),
    names: v.optional(v.array(v.string('a string'), 'an array of strings')),
  },
  'an object with values, weights and capacity',
);

const countsSchema = v.object({ counts: v.array(countSchema) });
const countOfAllSchema = v.object({ counts: countSchema });

const optionsSchema = v.strictObject(
  {
    method: v.optional(
      v.picklist(knapsackMethods, `one of ${knapsackMethods.join(', ')}`),
      'exact',
    ),
    epsilon: v.optional(properShare()),
    reduce: v.optional(v.boolean('true or false'), true),
  },
  'an object of options',
);

export type CompleteOptions = {
  readonly [Name in keyof KnapsackOptions]-?: NonNullable<KnapsackOptions[Name]>;
};

export const usualEpsilon = 0.1;

/** @throws ParameterError naming the first field that is not usable */
export function completeKnapsack(problem: KnapsackProblem): Knapsack {
  const { values, weights, capacity, counts, names } = parse(
    problemSchema,
    plain(problem),
    'problem',
  );
  const n = values.length;
  requireLength('weights', weights, n);
  if (names !== undefined) requireLength('names', names, n);
  const given = countsOf(counts, n);
  const offered = Float64Array.from({ length: n }, (_, j) => {
    const count = given?.[j] ?? 1;
    return count === 'unbounded' ? Number.POSITIVE_INFINITY : count;
  });
  const limits = limitsOf(offered, weights, capacity);
  const all = values.reduce(
    // what weighs nothing and has no limit makes the answer unbounded
    (sum, value, j) => sum + value * (limits[j] < Number.POSITIVE_INFINITY ? limits[j] : 1),
    0,
  );
  if (!(all < 1e300))
    throw new ParameterError('values', values, 'numbers whose sum is below 1e300');
  return {
    values: Float64Array.from(values),
    weights: Float64Array.from(weights),
    offered,
    limits,
    capacity,
    isCounted: given !== null,
    isWhole: all < 2 ** 52 && values.every(Number.isInteger),
  };
}

function limitsOf(offered: Float64Array, weights: ArrayLike<number>, capacity: number) {
  return offered.map((count, j) =>
    weights[j] === 0 ? count : Math.min(count, Math.floor(capacity / weights[j])),
  );
}

/** The same items for another capacity. */
export function withCapacity(problem: Knapsack, capacity: number): Knapsack {
  return { ...problem, capacity, limits: limitsOf(problem.offered, problem.weights, capacity) };
}

/** The same where items can be divided: one heavier than the capacity is of use too. */
export function divisible(problem: Knapsack): Knapsack {
  const { offered, weights, capacity } = problem;
  const limits = offered.map((count, j) =>
    weights[j] === 0 ? count : Math.min(count, Math.max(1, Math.ceil(capacity / weights[j]))),
  );
  return { ...problem, limits };
}

/** @throws ParameterError naming the first option that is not usable */
export function completeOptions(options: unknown): CompleteOptions {
  const { method, epsilon, reduce } = parse(optionsSchema, options ?? {}, 'options');
  if (epsilon !== undefined && method !== 'fptas') {
    throw new ParameterError('epsilon', epsilon, `nothing where the method is ${method}`);
  }
  return { method, epsilon: epsilon ?? usualEpsilon, reduce };
}

/** Typed arrays as arrays, which is what the schema knows. */
function plain(problem: unknown): unknown {
  if (typeof problem !== 'object' || problem === null || Array.isArray(problem)) return problem;
  if (Object.prototype.toString.call(problem) !== '[object Object]') return problem;
  return Object.fromEntries(
    Object.entries(problem).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) && !(value instanceof DataView)
        ? Array.from(value as unknown as ArrayLike<unknown>)
        : value,
    ]),
  );
}

function countsOf(counts: unknown, n: number): readonly KnapsackCount[] | null {
  if (counts === undefined) return null;
  if (!Array.isArray(counts)) {
    const count = parse(countOfAllSchema, { counts }, 'problem').counts;
    return new Array<KnapsackCount>(n).fill(count);
  }
  const list = parse(countsSchema, { counts }, 'problem').counts;
  requireLength('counts', list, n);
  return list;
}

function requireLength(name: string, list: readonly unknown[], n: number): void {
  if (list.length !== n) {
    throw new ParameterError(name, list, `as many as values: an array of length ${n}`);
  }
}
