/** What a file of a built-in problem makes of its data, and what several of them need. */

import * as v from 'valibot';
import type { Backend } from '../../../engine/backend';
import { ParameterError } from '../../../engine/errors';
import type { RandomStream } from '../../../sampling/random-stream';
import type { SearchProblem } from '../types';

/** A built-in problem: its moves are whole numbers. */
export interface BuiltIn<S, Answer> {
  readonly problem: Required<Pick<SearchProblem<S, number>, 'copy' | 'feasible' | 'moves'>> &
    SearchProblem<S, number>;
  answer(solution: S): Answer;
  optimum?(backend: Backend): number | null;
}

/** Relative size of what rounding may have added to a bound. */
const rounding = 1e-12;

/**
 * A lower bound that rounding cannot have made too great; rounded up where objectives are whole.
 *
 * @param terms of one sign in the longest running sum that the bound was computed by
 */
export function safeLow(bound: number, isWhole: boolean, terms = 0): number {
  const safe = bound - Math.max(rounding, terms * Number.EPSILON) * Math.abs(bound);
  return isWhole ? Math.ceil(safe) : safe;
}

const amountWord = 'a finite number ≥ 0';
export const amount = v.pipe(
  v.number(amountWord),
  v.finite(amountWord),
  v.check((x) => x >= 0, amountWord),
);

export const namesEntry = v.optional(v.array(v.string('a string'), 'an array of strings'));

/** @throws ParameterError where a list has another length */
export function requireLength(
  path: string,
  list: ArrayLike<unknown> | undefined,
  n: number,
  what: string,
): void {
  if (list !== undefined && list.length !== n) {
    throw new ParameterError(path, list, `as many as ${what}: an array of length ${n}`);
  }
}

/** Rows as one array. @throws ParameterError where rows have not `columns` numbers, or sums are too great */
export function flat(path: string, rows: readonly (readonly number[])[], columns: number) {
  const all = new Float64Array(rows.length * columns);
  let total = 0;
  rows.forEach((row, i) => {
    requireLength(`${path}.${i}`, row, columns, 'columns');
    all.set(row, i * columns);
    for (const x of row) total += x;
  });
  if (!(total < mostTotal)) {
    throw new ParameterError(path, total, `numbers whose sum is below ${mostTotal}`);
  }
  return all;
}

/** Greatest sum of the numbers of a problem: squares of it are far from overflow. */
export const mostTotal = 1e100;

export const isWhole = (x: ArrayLike<number>) =>
  Array.prototype.every.call(x, Number.isSafeInteger);

/** Typed arrays as arrays, also as rows of arrays, which is what schemas know. */
export function plain(problem: object): Record<string, unknown> {
  const bare = (x: unknown) =>
    ArrayBuffer.isView(x) && !(x instanceof DataView)
      ? Array.from(x as unknown as ArrayLike<unknown>)
      : x;
  return Object.fromEntries(
    Object.entries(problem).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(bare) : bare(value),
    ]),
  );
}

/** Fair coins, 32 of one random number. */
export function coinsOf(stream: RandomStream): () => number {
  let bits = 0;
  let left = 0;
  return () => {
    if (left === 0) {
      bits = stream.below(2 ** 32);
      left = 32;
    }
    left--;
    return (bits >>> left) & 1;
  };
}

/** 0 … n − 1 in a random order. */
export function permutation(n: number, stream: RandomStream): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  stream.shuffle(order);
  return order;
}

export function isPermutation(x: Int32Array): boolean {
  const seen = new Uint8Array(x.length);
  for (const i of x) {
    if (!(i >= 0 && i < x.length) || seen[i] === 1) return false;
    seen[i] = 1;
  }
  return true;
}

/**
 * Order crossover: a stretch of one parent, the others in the order of the second, from the end of the
 * stretch on.
 *
 * Source: L. Davis, Proceedings of the 9th IJCAI (1985) 162.
 */
export function orderCrossover(a: Int32Array, b: Int32Array, stream: RandomStream): Int32Array {
  const n = a.length;
  const child = new Int32Array(n);
  const isTaken = new Uint8Array(n);
  const from = stream.below(n);
  const length = 1 + stream.below(n);
  for (let k = 0; k < length; k++) {
    const at = (from + k) % n;
    child[at] = a[at];
    isTaken[a[at]] = 1;
  }
  let to = (from + length) % n;
  for (let k = 0; k < n; k++) {
    const item = b[(from + length + k) % n];
    if (isTaken[item] === 1) continue;
    child[to] = item;
    to = (to + 1) % n;
  }
  return child;
}
