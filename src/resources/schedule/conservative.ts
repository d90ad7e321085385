/**
 * Serial schedule generation: each job of a list at the earliest time at which its GPUs are free for all of
 * its duration, given those before it. Where the list is by release this is conservative backfilling
 * (Mu'alem and Feitelson 2001): a job may go ahead of others, but delays none of them.
 *
 * Of all lists some one gives a schedule that is optimal for any objective that no later completion makes
 * less (Sprecher, Kolisch and Drexl 1995).
 *
 * Sources: A. W. Mu'alem, D. G. Feitelson, IEEE Transactions on Parallel and Distributed Systems 12 (2001)
 * 529; A. Sprecher, R. Kolisch, A. Drexl, European Journal of Operational Research 80 (1995) 94.
 */

import type { Progress } from '../../engine/result';
import type { Gangs } from './problem';

/** Jobs between two looks at a signal. */
const jobsPerStep = 64;

/** When each job starts, worked on in place: those still to be placed have NaN. */
export function* serially(
  gangs: Gangs,
  list: Int32Array,
  start = new Float64Array(gangs.count),
): Generator<Progress, Float64Array> {
  const { gpus, durations, releases } = gangs;
  const skyline = skylineOf(gangs);
  start.fill(Number.NaN);
  for (let k = 0; k < list.length; k++) {
    const j = list[k];
    start[j] = skyline.earliest(releases[j], durations[j], gpus[j]);
    skyline.take(start[j], start[j] + durations[j], gpus[j]);
    if (k % jobsPerStep === jobsPerStep - 1) yield { done: k + 1, total: list.length };
  }
  return start;
}

/** Free GPUs as steps: `free[i]` from `times[i]` to `times[i + 1]`, all of them after the last. */
function skylineOf({ count, gpus, capacity }: Gangs) {
  const times = new Float64Array(2 * count + 2);
  const free = new Int32Array(2 * count + 2);
  free[0] = capacity;
  let length = 1;
  /** The first step with room for the least job. */
  let open = 0;
  const least = gpus.reduce((few, need) => Math.min(few, need), capacity);

  /** The last step that begins at `time` or before. */
  const stepAt = (time: number): number => {
    let low = 0;
    let high = length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (times[middle] <= time) low = middle;
      else high = middle;
    }
    return low;
  };

  /** The step that begins at `time`, cut where there is none. */
  const cutAt = (time: number): number => {
    const at = stepAt(time);
    if (times[at] === time) return at;
    times.copyWithin(at + 2, at + 1, length);
    free.copyWithin(at + 2, at + 1, length);
    times[at + 1] = time;
    free[at + 1] = free[at];
    length++;
    return at + 1;
  };

  return {
    earliest(from: number, duration: number, need: number): number {
      let at = Math.max(stepAt(from), open);
      let start = Math.max(from, times[at]);
      let end = start + duration;
      for (;;) {
        if (free[at] < need) {
          start = times[++at];
          end = start + duration;
        } else if (++at === length || times[at] >= end) {
          return start;
        }
      }
    },
    take(start: number, end: number, need: number): void {
      const first = cutAt(start);
      const last = cutAt(end);
      for (let at = first; at < last; at++) free[at] -= need;
      while (free[open] < least) open++;
    },
  };
}
