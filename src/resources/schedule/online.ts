/**
 * List scheduling over time: whenever a job is released or ends, the first released job of the list that
 * fits starts, until none fits. Nothing is known of a job before its release, nor its duration before its
 * end where the list does not use it.
 *
 * For the makespan no schedule of this kind is longer than 2 − 1/K times the shortest. Without releases:
 * let C be its makespan and O the shortest. A job that runs at t + O has started after t and did not fit
 * at t, so that u(t) + u(t + O) ≥ K + 1 for the GPUs u in use while t < C − O; from C − O to O one GPU at
 * least is in use. Together (K + 1)(C − O) + 2O − C ≤ K O, that is C ≤ (2 − 1/K) O (Garey and Graham 1975,
 * after Graham 1969). Naroska and Schwiegelshohn (2002) prove the same with releases. For Σ w C there is no
 * such bound: a short job that comes a moment after a long one waits for all of it.
 *
 * Sources: R. L. Graham, SIAM Journal on Applied Mathematics 17 (1969) 416; M. R. Garey, R. L. Graham, SIAM
 * Journal on Computing 4 (1975) 187; E. Naroska, U. Schwiegelshohn, Information Processing Letters 81 (2002)
 * 297.
 */

import { heapOf } from './heap';
import { orderOf } from './order';
import type { Gangs } from './problem';
import { queueOf } from './queue';

/** When each job starts. */
export function greedily(gangs: Gangs, list: Int32Array): Float64Array {
  const { count, gpus, durations, releases, capacity } = gangs;
  const start = new Float64Array(count);
  const arrivals = orderOf(gangs, 'release');
  const places = placesOf(list);
  const running = heapOf(count);
  const queue = queueOf(count);
  let free = capacity;
  let arrived = 0;
  for (;;) {
    const arrival = arrived < count ? releases[arrivals[arrived]] : Number.POSITIVE_INFINITY;
    const time = Math.min(arrival, running.key);
    if (time === Number.POSITIVE_INFINITY) return start;
    while (arrived < count && releases[arrivals[arrived]] <= time) {
      const j = arrivals[arrived++];
      queue.add(places[j], gpus[j]);
    }
    while (running.key <= time) free += gpus[running.pop()];
    for (let at = queue.next(0, free); at >= 0; at = queue.next(at, free)) {
      const j = list[at];
      queue.remove(at);
      start[j] = time;
      free -= gpus[j];
      running.push(time + durations[j], j);
    }
  }
}

/** Where each job stands in a list. */
export function placesOf(list: Int32Array): Int32Array {
  const places = new Int32Array(list.length);
  for (let k = 0; k < list.length; k++) places[list[k]] = k;
  return places;
}
