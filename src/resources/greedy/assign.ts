/** Which machine each activity runs on, where never more run at once than there are machines. */

import { heapOf } from '../../numerics/heap';
import type { Timetable } from './timetable';

/** By start, on the machine that has been free longest; machines are opened when they are needed. −1 if not taken. */
export function assigned({ starts, finishes }: Timetable, isTaken: Uint8Array): Int32Array {
  const machine = new Int32Array(starts.length).fill(-1);
  const order = Int32Array.from(starts.keys())
    .filter((i) => isTaken[i] === 1)
    .sort((a, b) => starts[a] - starts[b] || finishes[a] - finishes[b] || a - b);
  const busy = heapOf(
    (a, b) => finishes[a] < finishes[b] || (finishes[a] === finishes[b] && a < b),
  );
  let opened = 0;
  for (const i of order) {
    const first = busy.peek();
    if (first !== undefined && finishes[first] <= starts[i]) {
      busy.pop();
      machine[i] = machine[first];
    } else {
      machine[i] = opened++;
    }
    busy.push(i);
  }
  return machine;
}
