/**
 * A caller's function: called with a copy of the point, its answers checked and counted.
 *
 * Without a gradient, central differences (f(x + h e_i) − f(x − h e_i))/2h with h = ε^{1/3} max(1, |x_i|), whose
 * error is of order ε^{2/3}.
 */

import { ParameterError } from '../../engine/errors';

export type Value = (x: Float64Array) => number;
export type Gradient = (x: Float64Array) => readonly number[] | Float64Array;

/** A function and, where it is known, its gradient. */
export interface Differentiable {
  readonly f: Value;
  readonly gradient?: Gradient;
}

/** What counts and checks a function of n variables. */
export interface Objective {
  value(x: Float64Array): number;
  gradient(x: Float64Array): Float64Array;
  readonly evaluations: { f: number; gradient: number };
  /** What the caller knows its parts by. */
  readonly names: Names;
  /** Of a sum: which part of it left the numbers at x. */
  blamed?(x: Float64Array): { readonly of: string; readonly value: number } | undefined;
}

export interface Names {
  readonly f: string;
  readonly gradient: string;
}

export const ownNames: Names = { f: 'f', gradient: 'gradient' };

/** ε^{1/3} */
const cubeRoot = 6.055454452393343e-6;

/** @param path of the function's object, for messages: `` or `inequalities.0.` */
export function objectiveOf(
  f: unknown,
  gradient: unknown,
  n: number,
  names: Names = ownNames,
): Objective {
  if (typeof f !== 'function') throw new ParameterError(names.f, f, 'a function of x', 'type');
  if (gradient !== undefined && typeof gradient !== 'function') {
    throw new ParameterError(names.gradient, gradient, 'a function of x, or nothing', 'type');
  }
  const evaluations = { f: 0, gradient: 0 };
  const value = (x: Float64Array): number => {
    evaluations.f++;
    const y: unknown = f(x.slice());
    if (typeof y !== 'number') {
      throw new ParameterError(names.f, y, 'a function that returns a number', 'type');
    }
    return y;
  };
  const given = (x: Float64Array): Float64Array => {
    evaluations.gradient++;
    return gradientOf((gradient as Gradient)(x.slice()), n, names.gradient);
  };
  const differences = (x: Float64Array): Float64Array => {
    const point = x.slice();
    return x.map((xi, i) => {
      const h = cubeRoot * Math.max(1, Math.abs(xi));
      point[i] = xi + h;
      const [above, up] = [value(point), point[i]];
      point[i] = xi - h;
      const [below, down] = [value(point), point[i]];
      point[i] = xi;
      return (above - below) / (up - down);
    });
  };
  return { value, gradient: gradient === undefined ? differences : given, evaluations, names };
}

/** What a caller's gradient returned, as an array of its own. @throws ParameterError */
export function gradientOf(g: unknown, n: number, name: string): Float64Array {
  const isList = Array.isArray(g) || g instanceof Float64Array;
  if (!isList || g.length !== n || !Array.from(g).every((x) => typeof x === 'number')) {
    throw new ParameterError(name, g, `a function that returns ${n} numbers`, 'type');
  }
  return Float64Array.from(g);
}
