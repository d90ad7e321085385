/**
 * The greedy cover: again and again the set that costs least per element it newly covers.
 *
 * An element's price is the cost per new element of the set that covered it first. Prices add up to the
 * cost, and within any set S of d elements to at most H_d c_S, H_d = 1 + 1/2 + … + 1/d: divided by H_d
 * they are feasible in (CV2), so the cost is within H_d of the optimum. What each price is divided by here
 * is the greatest Σ_{e ∈ S} price_e / c_S of its own sets, no greater than H_d: the bound is then of the
 * problem at hand.
 *
 * A set's new elements only become fewer, so its place in the heap is corrected when it comes to the top
 * (lazy evaluation): O(Σ |S| log n).
 *
 * Source: V. Chvátal, Mathematics of Operations Research 4 (1979) 233.
 */

import { heapOf } from '../../numerics/heap';
import { type Cover, type Found, largestOf } from './cover';
import { fitted } from './prices';

export function greedyCover(cover: Cover): Found {
  const { costs, starts, members, holderStarts, holders, elements } = cover;
  const sets = costs.length;
  const fresh = Int32Array.from(costs, (_, s) => starts[s + 1] - starts[s]);
  const keys = costs.map((cost, s) => cost / fresh[s]);
  const isFirst = (a: number, b: number) => keys[a] < keys[b] || (keys[a] === keys[b] && a < b);
  const heap = heapOf(isFirst);
  for (let s = 0; s < sets; s++) if (fresh[s] > 0) heap.push(s);
  const prices = new Float64Array(elements);
  const isCovered = new Uint8Array(elements);
  const taken: number[] = [];
  for (let left = elements; left > 0; ) {
    const s = heap.pop() as number;
    const key = costs[s] / fresh[s];
    if (fresh[s] === 0) continue;
    if (key > keys[s]) {
      keys[s] = key;
      heap.push(s);
      continue;
    }
    taken.push(s);
    for (let k = starts[s]; k < starts[s + 1]; k++) {
      const e = members[k];
      if (isCovered[e] === 1) continue;
      isCovered[e] = 1;
      prices[e] = key;
      left--;
      for (let h = holderStarts[e]; h < holderStarts[e + 1]; h++) fresh[holders[h]]--;
    }
  }
  return { taken, prices: fitted(cover, prices), proven: harmonic(largestOf(cover)) };
}

/** H_d; 1 for d = 0, where there is nothing to cover. */
export function harmonic(d: number): number {
  let sum = 0;
  for (let i = d; i >= 1; i--) sum += 1 / i;
  return Math.max(1, sum);
}
