/**
 * Prices of a slot by time, which prove that MIN is optimal.
 *
 * A hit at s keeps its page since the request before it at t: an interval (t, s). At a time u the page requested
 * takes one slot, and k − 1 are left for intervals that have u strictly inside. A choice of intervals that keeps
 * to this can be served, and every policy keeps to it, so the most hits are
 *
 *     max Σ x_i   such that   Σ_{i: t_i < u < s_i} x_i ≤ k − 1 for all u,   0 ≤ x_i ≤ 1.              (PG4)
 *
 * A matrix of intervals is totally unimodular: x is whole, and so is the optimum of the dual
 *
 *     min (k − 1) Σ_u y_u + Σ_i z_i   such that   Σ_{t_i < u < s_i} y_u + z_i ≥ 1,   y, z ≥ 0,         (PG5)
 *
 * in which y_u is 0 or 1 and z_i = 1 where no priced time lies inside. The priced times are found in one pass
 * over the intervals that MIN gave up, the last eviction first: an interval without a priced time inside
 * gets one at its eviction. This is optimal, since
 *
 * - every interval given up has a priced time inside;
 * - at a priced time u, where (t, s) was given up, the k − 1 intervals kept then end before s. Were one given up
 *   later, it would have a priced time after u and before s, and (t, s) none of its own. So all are hits, and
 *   u is full;
 * - no hit has two priced times inside: it ends before s, and the next priced time is not before s.
 *
 * Complementary slackness holds, so both values are equal. Σ y_u lies between what the last slot saves and what
 * one more would: the most hits are concave in k.
 *
 * Source of the relaxation: A. Bar-Noy, R. Bar-Yehuda, A. Freund, J. Naor, B. Schieber, "A unified approach to
 * approximating resource allocation and scheduling", JACM 48 (2001) 1069.
 */

import { FREE } from './policy';

/** Times u with y_u = 1, ascending. */
export function pricedTimes(requests: Int32Array, next: Int32Array, log: Int32Array): Int32Array {
  const n = requests.length;
  // the next request of what was evicted at every time; n where nothing was lost
  const lostAt = new Int32Array(n).fill(n);
  const nextOf = new Int32Array(n).fill(n);
  for (let t = 0; t < n; t++) {
    if (log[t] > FREE) lostAt[t] = nextOf[log[t]];
    nextOf[requests[t]] = next[t];
  }
  const times: number[] = [];
  let nearest = n;
  for (let t = n - 1; t >= 0; t--) {
    if (lostAt[t] >= n || nearest < lostAt[t]) continue;
    nearest = t;
    times.push(t);
  }
  return Int32Array.from(times.reverse());
}
