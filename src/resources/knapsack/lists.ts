/**
 * The dynamic programme over lists of states, for cores whose rows would be long and mostly empty.
 *
 * A state is the size and the worth of some pieces; a state that is larger than another and worth no more
 * is dropped (Nemhauser and Ullmann 1969), and so is one that even the relaxation of the pieces to come,
 *
 *     worth + (C − size) · (gain/size of the next piece),
 *
 * does not lift above what is attained. Pieces come in order of gain/size.
 *
 * Source: G. L. Nemhauser, Z. Ullmann, Management Science 15 (1969) 494.
 */

import type { Core } from './core';

/** States that a programme may make and look at. */
export interface ListLimits {
  readonly states: number;
  readonly work: number;
}

/** States by rising size and worth; `ends` is the last piece of each, as a place in the history, or −1. */
interface States {
  readonly count: number;
  readonly sizes: Float64Array;
  readonly worths: Float64Array;
  readonly ends: Int32Array;
}

/** Every piece taken by a state, and the place of the one before it. */
interface History {
  readonly pieces: number[];
  readonly before: number[];
}

/** States between two looks at a signal. */
const step = 2 ** 20;

/**
 * The pieces that make the best answer worth more than `attained` (by one at least where `isWhole`), an empty
 * list where there is none; null where the limits do not suffice. Yields the states looked at.
 */
export function* bestOfLists(
  core: Core,
  attained: number,
  isWhole: boolean,
  margin: number,
  limits: ListLimits,
): Generator<number, readonly number[] | null> {
  const { gains, sizes, room } = core;
  const order = Array.from(sizes.keys()).filter((k) => sizes[k] <= room);
  order.sort((a, b) => gains[b] / sizes[b] - gains[a] / sizes[a] || sizes[a] - sizes[b] || a - b);
  const beyond = attained - core.base + (isWhole ? 1 : 0) - margin;
  const history: History = { pieces: [], before: [] };
  let states: States = {
    count: 1,
    sizes: new Float64Array(1),
    worths: new Float64Array(1),
    ends: Int32Array.of(-1),
  };
  let best = attained - core.base;
  let end = -1;
  let work = 0;
  let unseen = 0;
  for (let i = 0; i < order.length && states.count > 0; i++) {
    const next = i + 1 < order.length ? gains[order[i + 1]] / sizes[order[i + 1]] : 0;
    states = withPiece(states, order[i], core, next, beyond, history);
    for (let s = states.count - 1; s >= 0; s--) {
      // worth rises with size
      if (states.worths[s] <= best) break;
      best = states.worths[s];
      end = states.ends[s];
    }
    work += states.count;
    unseen += states.count;
    if (history.pieces.length > limits.states || work > limits.work) return null;
    if (unseen > step) {
      yield unseen;
      unseen = 0;
    }
  }
  const taken: number[] = [];
  for (let at = end; at >= 0; at = history.before[at]) taken.push(history.pieces[at]);
  return taken.reverse();
}

/** All states with and without one more piece, merged by size. */
function withPiece(
  { count, sizes, worths, ends }: States,
  piece: number,
  { gains, sizes: pieceSizes, room }: Core,
  next: number,
  beyond: number,
  history: History,
): States {
  const [size, gain] = [pieceSizes[piece], gains[piece]];
  const out = {
    sizes: new Float64Array(2 * count),
    worths: new Float64Array(2 * count),
    ends: new Int32Array(2 * count),
  };
  let fitting = count;
  while (fitting > 0 && sizes[fitting - 1] + size > room) fitting--;
  let most = Number.NEGATIVE_INFINITY;
  let length = 0;
  for (let a = 0, b = 0; a < count || b < fitting; ) {
    const isOld = b >= fitting || (a < count && sizes[a] <= sizes[b] + size);
    const from = isOld ? a++ : b++;
    const c = isOld ? sizes[from] : sizes[from] + size;
    const worth = isOld ? worths[from] : worths[from] + gain;
    if (worth <= most || worth + (room - c) * next < beyond) continue;
    if (!isOld) {
      history.pieces.push(piece);
      history.before.push(ends[from]);
    }
    most = worth;
    out.sizes[length] = c;
    out.worths[length] = worth;
    out.ends[length] = isOld ? ends[from] : history.pieces.length - 1;
    length++;
  }
  return { count: length, ...out };
}
