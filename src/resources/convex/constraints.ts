/** Inequalities g(x) ≤ 0 and equalities h(x) = 0 of a caller, with what they come to at a point. */

import * as v from 'valibot';
import { gradientAt } from './descent';
import {
  type Differentiable,
  type Gradient,
  type Objective,
  objectiveOf,
  type Value,
} from './objective';
import type { ConvexSet } from './sets';

/** g(x) ≤ 0. */
export interface Inequality {
  readonly g: Value;
  readonly gradient?: Gradient;
}

/** h(x) = 0. */
export interface Equality {
  readonly h: Value;
  readonly gradient?: Gradient;
}

export interface ConstrainedProblem extends Differentiable {
  readonly inequalities?: readonly Inequality[];
  readonly equalities?: readonly Equality[];
  /** Default `{ kind: 'free' }`. */
  readonly set?: ConvexSet;
  /**
   * Whether the caller warrants that f and all g are convex and all h affine: then a lower bound that says so proves
   * that nothing satisfies them. Default false.
   */
  readonly convex?: boolean;
}

const listOf = (letter: 'g' | 'h') =>
  v.optional(
    v.array(
      v.strictObject(
        { [letter]: v.optional(v.unknown()), gradient: v.optional(v.unknown()) },
        `an object of ${letter} and gradient`,
      ),
      'an array of constraints',
    ),
    [],
  );

export const constraintEntries = {
  inequalities: listOf('g'),
  equalities: listOf('h'),
  set: v.optional(v.unknown()),
  convex: v.optional(v.boolean('true or false'), false),
};

/** Both kinds in one list, inequalities first. */
export interface Constraints {
  readonly functions: readonly Objective[];
  readonly inequalities: number;
}

type Given = {
  readonly inequalities: readonly Record<string, unknown>[];
  readonly equalities: readonly Record<string, unknown>[];
};

/** @throws ParameterError where one is no function */
export function constraintsOf({ inequalities, equalities }: Given, n: number): Constraints {
  const of = (list: Given['equalities'], name: string, letter: string) =>
    list.map((one, k) =>
      objectiveOf(one[letter], one.gradient, n, {
        f: `${name}.${k}.${letter}`,
        gradient: `${name}.${k}.gradient`,
      }),
    );
  return {
    functions: [...of(inequalities, 'inequalities', 'g'), ...of(equalities, 'equalities', 'h')],
    inequalities: inequalities.length,
  };
}

export function valuesOf({ functions }: Constraints, x: Float64Array): Float64Array {
  return Float64Array.from(functions, (one) => one.value(x));
}

/** g⁺ and h: what is wrong with a point, one number a constraint. */
export function excesses({ inequalities }: Constraints, values: Float64Array): Float64Array {
  return values.map((value, j) => (j < inequalities ? Math.max(0, value) : value));
}

/** to + Σ factor_j ∇c_j(x). */
export function withGradients(
  { functions }: Constraints,
  x: Float64Array,
  factors: Float64Array,
  to: Float64Array,
): Float64Array {
  const sum = to.slice();
  functions.forEach((one, j) => {
    if (factors[j] === 0) return;
    const gradient = gradientAt(one, x);
    for (let i = 0; i < sum.length; i++) sum[i] += factors[j] * gradient[i];
  });
  return sum;
}

export function greatestOf(x: Float64Array): number {
  return x.reduce(
    (most, value) => Math.max(most, Number.isNaN(value) ? Infinity : Math.abs(value)),
    0,
  );
}
