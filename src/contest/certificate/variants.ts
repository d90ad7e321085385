/**
 * Other ways to spread the same actions over time, from which a search goes on: a good strategy may be good at
 * the wrong time, and no change of one or two inputs leads from one to the other.
 *
 * All is done earlier or later; the player is idle before a period or from it on; periods in which he is idle
 * are like the next one in which he is not; and all that is invested is invested in one period, with or without
 * the latter.
 */

import { type Candidate, candidateOf, type Search } from './search';
import { sweep } from './sweep';

/** Periods by which all is moved, at most, and in which all is invested. */
const farthest = 8;
/** Variants that are searched. */
const mostSearched = 4;

/** The best that variants of a strategy lead to, where it is better. */
export function bestVariant(search: Search, from: Candidate): Candidate {
  const rows = variantsOf(search, from.row);
  const candidates = rows
    .map((row) => candidateOf(search, row))
    .sort((a, b) => Number(b.value > a.value) - Number(a.value > b.value))
    .slice(0, mostSearched);
  let best = from;
  for (const candidate of candidates) {
    const next = sweep(search, candidate, false);
    if (next.value > best.value) best = next;
  }
  return best;
}

function variantsOf({ problem, size, width }: Search, row: Float64Array): Float64Array[] {
  const { periods, inputs } = problem.game;
  const variants: Float64Array[] = [];
  /** Takes each period from another; idle where there is none. */
  const arranged = (source: (t: number) => number, of = row) => {
    const next = new Float64Array(width);
    for (let t = 0; t < periods; t++) {
      const from = source(t);
      if (from < 0) continue;
      next.set(of.subarray(from * inputs, (from + 1) * inputs), t * inputs);
      if (width > size) next[size + t] = of[size + from];
    }
    return next;
  };
  const most = Math.min(periods - 1, farthest);
  for (let by = 1; by <= most; by++) {
    variants.push(
      arranged((t) => Math.min(periods - 1, t + by)),
      arranged((t) => (t + by < periods ? t + by : -1)),
      arranged((t) => Math.max(0, t - by)),
      arranged((t) => t - by),
      arranged((t) => (t < by ? -1 : t)),
      arranged((t) => (t < periods - by ? t : -1)),
    );
  }
  const busy = filled(row, periods, inputs, size, width);
  variants.push(busy);
  if (inputs === 2) return variants;
  for (let t = 0; t <= most; t++) {
    variants.push(gathered(row, periods, inputs, t), gathered(busy, periods, inputs, t));
  }
  return variants;
}

/** Effort of the next period with any, or else of the last, where there is none. */
function filled(
  row: Float64Array,
  periods: number,
  inputs: number,
  size: number,
  width: number,
): Float64Array {
  const next = row.slice();
  const isIdle = (t: number) => row[t * inputs + 1] === 0;
  for (let t = 0; t < periods; t++) {
    let from = t;
    while (from < periods && isIdle(from)) from++;
    if (from === periods) for (from = t; from > 0 && isIdle(from); ) from--;
    next[t * inputs] = row[from * inputs];
    next[t * inputs + 1] = row[from * inputs + 1];
    if (width > size) next[size + t] = row[size + from];
  }
  return next;
}

/** With all that is invested invested in one period. */
function gathered(row: Float64Array, periods: number, inputs: number, at: number): Float64Array {
  const next = row.slice();
  for (const k of [2, 3]) {
    let sum = 0;
    for (let t = 0; t < periods; t++) {
      sum += row[t * inputs + k];
      next[t * inputs + k] = 0;
    }
    next[at * inputs + k] = sum;
  }
  return next;
}
