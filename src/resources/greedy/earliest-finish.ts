/**
 * Activities of equal value: by earliest finish, each on the machine that was in use last among those that
 * are free, and not at all where none is. Exact, on one machine and on several.
 *
 * Its proof here are points in time y of (RG2), 0 or 1 for every segment: every activity left out contains a
 * point at which all machines are busy, and no activity taken contains two. As counts D_k of the points before
 * time k they meet differences,
 *
 *     D_f ≥ D_s + 1 left out,   D_f ≤ D_s + 1 taken,   D_{k+1} ≥ D_k,   D_{k+1} = D_k with a machine idle,
 *
 * whose least solution is found from the first time on: what a time lifts before it is gone over again, until
 * nothing changes (Bellman and Ford's method, in an order that keeps changes local).
 *
 * Sources: U. Faigle, W. M. Nawijn, Discrete Applied Mathematics 58 (1995) 13; M. C. Carlisle, E. L. Lloyd,
 * Discrete Applied Mathematics 59 (1995) 225.
 */

import { loadsOf, type Timetable } from './timetable';

/** @param open those to choose from @returns 1 for activities taken */
export function earliestFinish(timetable: Timetable, open: Uint8Array): Uint8Array {
  const { starts, finishes, machines } = timetable;
  const order = Int32Array.from(open.keys())
    .filter((i) => open[i] === 1)
    .sort((a, b) => finishes[a] - finishes[b] || starts[b] - starts[a] || a - b);
  const isTaken = new Uint8Array(open.length);
  /** Finishes of what was taken, rising; each is the end of a machine's work until one follows. */
  const ends = new Int32Array(order.length + 1);
  /** The last end at or before this one that nothing follows; ends stand from 1 on. */
  const last = new Int32Array(order.length + 1);
  let count = 0;
  let fresh = machines;
  const lastFree = (k: number) => {
    let root = k;
    while (last[root] !== root) root = last[root];
    for (let at = k; at !== root; ) {
      const next = last[at];
      last[at] = root;
      at = next;
    }
    return root;
  };
  for (const i of order) {
    const before = lastFree(lastUpTo(ends, count, starts[i]));
    if (before > 0) last[before] = before - 1;
    else if (fresh > 0) fresh--;
    else continue;
    isTaken[i] = 1;
    count++;
    ends[count] = finishes[i];
    last[count] = count;
  }
  return isTaken;
}

/** The last of ends 1 … count that is at most `time`; 0 where none is. */
function lastUpTo(ends: Int32Array, count: number, time: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ends[middle] <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** D of every time; null where there is none, and the choice is not the best. */
export function pointsBefore(
  timetable: Timetable,
  open: Uint8Array,
  isTaken: Uint8Array,
): Int32Array | null {
  const { starts, finishes, times, machines } = timetable;
  const loads = loadsOf(timetable, (i) => isTaken[i] === 1);
  const ending = Int32Array.from(open.keys())
    .filter((i) => open[i] === 1)
    .sort((a, b) => finishes[a] - finishes[b]);
  const first = new Int32Array(times.length + 1);
  for (const i of ending) first[finishes[i] + 1]++;
  for (let k = 0; k < times.length; k++) first[k + 1] += first[k];
  const before = new Int32Array(times.length);
  const lifted: number[] = [];
  let low = 0;
  const lift = (k: number, least: number) => {
    if (before[k] >= least) return;
    before[k] = least;
    lifted.push(k);
    low = Math.min(low, k);
  };
  for (let at = 1; at < times.length; at = low < at ? low + 1 : at + 1) {
    low = at;
    lift(at, before[at - 1]);
    for (let j = first[at]; j < first[at + 1]; j++) {
      if (isTaken[ending[j]] === 0) lift(at, before[starts[ending[j]]] + 1);
    }
    for (let k = lifted.pop(); k !== undefined; k = lifted.pop()) {
      // more points than activities: there is no end to it
      if (before[k] > ending.length) return null;
      if (k > 0 && loads[k - 1] < machines) lift(k - 1, before[k]);
      for (let j = first[k]; j < first[k + 1]; j++) {
        if (isTaken[ending[j]] === 1) lift(starts[ending[j]], before[k] - 1);
      }
    }
  }
  return before;
}
