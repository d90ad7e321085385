/** A binary heap of whole numbers in an order of the caller's (Williams 1964). */

export interface Heap {
  readonly size: number;
  push(item: number): void;
  /** The first in order; undefined where the heap is empty. */
  pop(): number | undefined;
  peek(): number | undefined;
}

/** @param isBefore a strict order; it must not change for items within */
export function heapOf(isBefore: (a: number, b: number) => boolean): Heap {
  const items: number[] = [];
  return {
    get size() {
      return items.length;
    },
    peek: () => items[0],
    push(item) {
      let at = items.length;
      items.push(item);
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isBefore(item, items[parent])) break;
        items[at] = items[parent];
        at = parent;
      }
      items[at] = item;
    },
    pop() {
      const first = items[0];
      const last = items.pop();
      if (last === undefined || items.length === 0) return first;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= items.length) break;
        if (child + 1 < items.length && isBefore(items[child + 1], items[child])) child++;
        if (!isBefore(items[child], last)) break;
        items[at] = items[child];
        at = child;
      }
      items[at] = last;
      return first;
    },
  };
}
