/** Calls of the functions whose values are studied. */

import { ParameterError } from '../engine/errors';
import type { Columns } from './space';

/**
 * A function over columns: value i of point i for every i < count, in an array that is returned or in `out`.
 * It must not write to the columns, and must depend on nothing else but the point.
 */
export type ModelFunction<Name extends string = string> = (
  columns: Columns<Name>,
  count: number,
  out: Float64Array,
) => Float64Array | readonly number[] | undefined;

/**
 * The values of `f`, left in `out`.
 *
 * @throws ParameterError where a value is missing or not a finite number
 */
export function evaluateInto<Name extends string>(
  f: ModelFunction<Name>,
  columns: Columns<Name>,
  count: number,
  out: Float64Array,
): void {
  out.fill(Number.NaN, 0, count);
  const values: unknown = f(columns, count, out);
  if (values !== undefined && values !== out) {
    if (!(values instanceof Float64Array || Array.isArray(values)) || values.length < count) {
      const expected = `an array of ${count} numbers, or nothing where they are written to out`;
      throw new ParameterError('f', values, expected, 'type');
    }
    for (let i = 0; i < count; i++) {
      const value: unknown = values[i];
      out[i] = typeof value === 'number' ? value : Number.NaN;
    }
  }
  for (let i = 0; i < count; i++) {
    if (out[i] - out[i] === 0) continue;
    const point = Object.entries<Float64Array>(columns).map(([name, x]) => `${name} = ${x[i]}`);
    throw new ParameterError('f', out[i], `a finite number at ${point.join(', ')}`);
  }
}

/** @throws ParameterError */
export function requireFunction(f: unknown): void {
  if (typeof f !== 'function') throw new ParameterError('f', f, 'a function', 'type');
}
