/**
 * Released jobs by their place in a list, with the first at or after a place that needs no more than some
 * GPUs: a tree of least needs, so that finding it takes time logarithmic in the number of jobs.
 */

export interface Queue {
  add(place: number, need: number): void;
  remove(place: number): void;
  /** −1 where there is none. */
  next(from: number, most: number): number;
}

const none = 2 ** 31 - 1;

/** @param count places; needs are below 2³¹ − 1 or the query is for any */
export function queueOf(count: number): Queue {
  let size = 1;
  while (size < count) size *= 2;
  // one more than any need, which 32 bits may not hold
  const least = new Float64Array(2 * size).fill(none + 1);
  const set = (place: number, need: number) => {
    let node = place + size;
    least[node] = need;
    for (node >>= 1; node >= 1; node >>= 1) {
      least[node] = Math.min(least[2 * node], least[2 * node + 1]);
    }
  };
  return {
    add: set,
    remove: (place) => set(place, none + 1),
    next(from, most) {
      if (from >= size) return -1;
      let node = from + size;
      while (least[node] > most) {
        // the next subtree to the right
        while (node & 1) node >>= 1;
        if (node === 0) return -1;
        node++;
      }
      while (node < size) node = least[2 * node] <= most ? 2 * node : 2 * node + 1;
      return node - size;
    },
  };
}
