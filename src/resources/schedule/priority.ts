/**
 * Strict priority: jobs start in the order of a list, none before one that stands before it, each as soon
 * as it is released and its GPUs are free (first come, first served, where the list is by release).
 */

import { heapOf } from './heap';
import type { Gangs } from './problem';

/** When each job starts. */
export function strictly(gangs: Gangs, list: Int32Array): Float64Array {
  const { count, gpus, durations, releases, capacity } = gangs;
  const start = new Float64Array(count);
  const running = heapOf(count);
  let free = capacity;
  let time = 0;
  for (const j of list) {
    time = Math.max(time, releases[j]);
    while (running.size > 0 && (running.key <= time || free < gpus[j])) {
      time = Math.max(time, running.key);
      free += gpus[running.pop()];
    }
    start[j] = time;
    free -= gpus[j];
    running.push(time + durations[j], j);
  }
  return start;
}
