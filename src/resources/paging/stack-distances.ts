/**
 * Faults of LRU for every size of the cache at once. A cache of k slots under LRU holds the k pages that were
 * requested last, so the cache of k is within that of k + 1, and a request is a hit if and only if its stack
 * distance (different pages requested since the page was, it included) is at most k:
 *
 *     faults(k) = first requests + requests at a distance > k.                                        (PG3)
 *
 * Distances are counted with a Fenwick tree over positions, in which the last request of every page is 1.
 *
 * Source: R. L. Mattson, J. Gecsei, D. R. Slutz, I. L. Traiger, "Evaluation techniques for storage hierarchies",
 * IBM Systems Journal 9 (1970) 78; the tree: P. M. Fenwick, Software: Practice and Experience 24 (1994) 327.
 */

import type { Trace } from './problem';

/** Faults of LRU with 0, 1, …, all pages slots. */
export function lruFaults({ requests, pages }: Trace): Int32Array {
  const n = requests.length;
  const tree = new Int32Array(n + 1);
  const last = new Int32Array(pages.length).fill(-1);
  const atDistance = new Int32Array(pages.length + 1);
  let seen = 0;
  for (let t = 0; t < n; t++) {
    const page = requests[t];
    const before = last[page];
    if (before < 0) seen++;
    else {
      // pages whose last request is after this one's, and itself
      let upTo = 0;
      for (let i = before + 1; i > 0; i &= i - 1) upTo += tree[i];
      atDistance[seen - upTo + 1]++;
      for (let i = before + 1; i <= n; i += i & -i) tree[i]--;
    }
    for (let i = t + 1; i <= n; i += i & -i) tree[i]++;
    last[page] = t;
  }
  const faults = new Int32Array(pages.length + 1);
  faults[pages.length] = pages.length;
  for (let k = pages.length; k > 0; k--) faults[k - 1] = faults[k] + atDistance[k];
  return faults;
}
