/** Columns as they are given: a number for all, or one a patch, in an array or a typed array. */

import { ParameterError } from '../../engine/errors';

export type Column = number | ArrayLike<number>;

export interface Bounds {
  /** In words, e.g. `a finite number ≥ 0`. */
  readonly expected: string;
  readonly isAllowed: (x: number) => boolean;
}

export const finite: Bounds = { expected: 'a finite number', isAllowed: Number.isFinite };

export const atLeastZero: Bounds = {
  expected: 'a finite number ≥ 0',
  isAllowed: (x) => Number.isFinite(x) && x >= 0,
};

export const positive: Bounds = {
  expected: 'a finite number > 0',
  isAllowed: (x) => Number.isFinite(x) && x > 0,
};

/** Tokens, beyond which a double counts no more by ones. */
export const tokenNumber: Bounds = {
  expected: 'a number ≥ 0 and ≤ 1e15',
  isAllowed: (x) => x >= 0 && x <= 1e15,
};

export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** The length of a column; nothing where it is no list. */
export const lengthOf = (value: unknown): number | undefined =>
  isList(value) ? value.length : undefined;

/**
 * @throws ParameterError where it is neither a number nor `count` numbers, or one is not allowed
 */
export function columnOf(
  path: string,
  value: unknown,
  count: number,
  { expected, isAllowed }: Bounds,
): Float64Array {
  const check = (x: unknown, at: string): number => {
    if (typeof x !== 'number') throw new ParameterError(at, x, expected, 'type');
    if (!isAllowed(x)) throw new ParameterError(at, x, expected);
    return x === 0 ? 0 : x;
  };
  if (!isList(value)) {
    if (typeof value !== 'number') {
      throw new ParameterError(path, value, `${expected}, or one a patch`, 'type');
    }
    return new Float64Array(count).fill(check(value, path));
  }
  if (value.length !== count) {
    throw new ParameterError(path, value, `one number a patch, ${count} of them`);
  }
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const x = value[i];
    out[i] = typeof x === 'number' && isAllowed(x) ? x : check(x, `${path}.${i}`);
  }
  return out;
}
