/**
 * MIN: evicts the page whose next request is furthest away. It knows the trace, and no policy has fewer faults;
 * `prices.ts` proves that of every trace anew.
 *
 * Next requests are different positions of the trace, so the furthest is the greatest of a set of positions.
 * Pages that are never requested again go first, the one that became so last before the others.
 *
 * Source: L. A. Belady, "A study of replacement algorithms for a virtual-storage computer", IBM Systems Journal 5
 * (1966) 78.
 */

import { FREE, HIT, type Policy } from './policy';

/** The next request of the same page; the length of the trace where there is none. */
export function nextRequests(requests: Int32Array, pages: number): Int32Array {
  const next = new Int32Array(requests.length);
  const at = new Int32Array(pages).fill(requests.length);
  for (let t = requests.length - 1; t >= 0; t--) {
    next[t] = at[requests[t]];
    at[requests[t]] = t;
  }
  return next;
}

/** MIN where next requests are known already. */
export function beladyWith(next: Int32Array): Policy {
  return ({ requests, pages }, slots, log) => {
    const held = new Uint8Array(pages.length);
    const awaited = positionSet(requests.length);
    const done = new Int32Array(slots);
    let dead = 0;
    let count = 0;
    let faults = 0;
    for (let t = 0; t < requests.length; t++) {
      const page = requests[t];
      let event = HIT;
      if (held[page] === 1) awaited.remove(t);
      else {
        faults++;
        event = FREE;
        if (count < slots) count++;
        else {
          event = dead > 0 ? done[--dead] : requests[awaited.takeGreatest()];
          held[event] = 0;
        }
        held[page] = 1;
      }
      if (next[t] < requests.length) awaited.add(next[t]);
      else done[dead++] = page;
      if (log) log[t] = event;
    }
    return faults;
  };
}

interface PositionSet {
  add(position: number): void;
  remove(position: number): void;
  /** The greatest, which must exist, and no longer in the set. */
  takeGreatest(): number;
}

/** Whole numbers below `size` as bits, with a bit above every 32 that says whether any is set. */
function positionSet(size: number): PositionSet {
  const levels: Int32Array[] = [];
  for (let bits = size; levels.length === 0 || bits > 1; ) {
    bits = Math.ceil(bits / 32);
    levels.push(new Int32Array(bits));
  }
  const top = levels.length - 1;
  const remove = (position: number) => {
    let at = position;
    for (const level of levels) {
      level[at >> 5] &= ~(1 << (at & 31));
      at >>= 5;
      if (level[at] !== 0) return;
    }
  };
  return {
    add(position) {
      let at = position;
      for (const level of levels) {
        const word = at >> 5;
        const wasSet = level[word] !== 0;
        level[word] |= 1 << (at & 31);
        if (wasSet) return;
        at = word;
      }
    },
    remove,
    takeGreatest() {
      let at = 0;
      for (let l = top; l >= 0; l--) at = at * 32 + 31 - Math.clz32(levels[l][at]);
      remove(at);
      return at;
    },
  };
}
