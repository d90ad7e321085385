/** A heap of jobs, or of GPUs, by a key: the least on top; of equal keys the lower number. */

import { heapOf as ordered } from '../../numerics/heap';

export interface Heap {
  readonly size: number;
  /** What is on top, and its key; ∞ where nothing is. */
  readonly top: number;
  readonly key: number;
  push(key: number, item: number): void;
  pop(): number;
}

/** @param count items are numbers below; each is in once at a time */
export function heapOf(count: number): Heap {
  const keys = new Float64Array(count);
  const heap = ordered((a, b) => keys[a] < keys[b] || (keys[a] === keys[b] && a < b));
  return {
    get size() {
      return heap.size;
    },
    get top() {
      return heap.peek() ?? 0;
    },
    get key() {
      const top = heap.peek();
      return top === undefined ? Number.POSITIVE_INFINITY : keys[top];
    },
    push(key, item) {
      keys[item] = key;
      heap.push(item);
    },
    pop: () => heap.pop() ?? 0,
  };
}
