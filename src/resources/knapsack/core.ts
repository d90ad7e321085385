/**
 * What is left of a knapsack between the least and the most copies of each item: a 0-1 problem in pieces.
 *
 * A range of m copies becomes pieces of 1, 2, 4, … copies and the remainder, some of which make any number
 * up to m (Martello and Toth, Knapsack Problems (1990), section 3.1). Sizes and the room for them are
 * divided by the sizes' greatest common divisor.
 */

import type { Knapsack } from './parameters';
import { type Range, weightOf, worthOf } from './relaxation';

export interface Core {
  /** Copies that every answer takes. */
  readonly least: Float64Array;
  /** What these are worth. */
  readonly base: number;
  /** Of each piece: its item, how many copies of it, what it gains, and its size. */
  readonly items: Int32Array;
  readonly copies: Float64Array;
  readonly gains: Float64Array;
  readonly sizes: Float64Array;
  /** Room for pieces. */
  readonly room: number;
}

/** Null where the least copies are too heavy already. */
export function coreOf(problem: Knapsack, { low, high }: Range): Core | null {
  const { values, weights, capacity } = problem;
  const room = capacity - weightOf(problem, low);
  if (room < 0) return null;
  const items: number[] = [];
  const copies: number[] = [];
  let divisor = 0;
  for (let j = 0; j < low.length; j++) {
    if (high[j] === low[j]) continue;
    let left = Math.min(high[j] - low[j], Math.floor(room / weights[j]));
    for (let piece = 1; left > 0; piece *= 2) {
      const size = Math.min(piece, left);
      items.push(j);
      copies.push(size);
      divisor = commonDivisor(divisor, size * weights[j]);
      left -= size;
    }
  }
  return {
    least: low,
    base: worthOf(problem, low),
    items: Int32Array.from(items),
    copies: Float64Array.from(copies),
    gains: Float64Array.from(items, (j, k) => values[j] * copies[k]),
    sizes: Float64Array.from(items, (j, k) => (weights[j] * copies[k]) / divisor),
    room: divisor === 0 ? 0 : Math.floor(room / divisor),
  };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** Copies of each item when the given pieces are taken. */
export function countsWith({ least, items, copies }: Core, pieces: Iterable<number>): Float64Array {
  const counts = least.slice();
  for (const k of pieces) counts[items[k]] += copies[k];
  return counts;
}
