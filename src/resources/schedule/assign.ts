/**
 * GPUs by number for gangs by count: as no gang needs neighbours, the free GPUs with the lowest numbers do
 * at every start, with those of jobs that end at that time free again.
 */

import { heapOf } from './heap';
import type { Gangs } from './problem';

/** GPUs handed out at most, all jobs together. */
export const mostAssigned = 2e6;

/** The GPUs of each job from 0 to K − 1; null where these are more than `mostAssigned`. */
export function assign(
  { count, gpus, capacity }: Gangs,
  start: Float64Array,
  completion: Float64Array,
): readonly Int32Array[] | null {
  const total = gpus.reduce((sum, need) => sum + need, 0);
  if (total > mostAssigned) return null;
  const order = Int32Array.from(start.keys()).sort((a, b) => start[a] - start[b] || a - b);
  const running = heapOf(count);
  // numbers that were never handed out follow those that were
  const free = heapOf(Math.min(total, capacity));
  let fresh = 0;
  const assigned: Int32Array[] = new Array(count);
  for (const j of order) {
    while (running.size > 0 && running.key <= start[j]) {
      for (const gpu of assigned[running.pop()]) free.push(gpu, gpu);
    }
    assigned[j] = Int32Array.from({ length: gpus[j] }, () => {
      if (free.size === 0) return fresh++;
      return free.pop();
    });
    running.push(completion[j], j);
  }
  return assigned;
}
