/**
 * LRU: evicts the page that was requested least recently. The pages of the cache are a list in the order of
 * their last requests.
 *
 * Cut the trace into phases, each as long as it has no more than k different pages. LRU and FIFO fault at most
 * once a page and phase: what is evicted between two faults on a page of a phase takes k other pages, one
 * too many. The optimum faults on k + 1 requests from the start to the first of phase 2, and then once
 * from the second request of each phase to the first of the next, in which k pages other than the one in
 * the cache are asked for. So with P ≥ 2 phases
 *
 *     faults ≤ kP ≤ k (k + P − 1) ≤ k OPT,                                                           (PG1)
 *
 * and both are within k of the optimum from an empty cache, with no constant added; with one phase all are
 * optimal. No deterministic policy has less than k.
 *
 * Source: D. D. Sleator, R. E. Tarjan, "Amortized efficiency of list update and paging rules", CACM 28 (1985)
 * 202.
 */

import { FREE, HIT, type Policy } from './policy';

export const lru: Policy = ({ requests, pages }, slots, log) => {
  // a ring of pages around `end`: after it the least recent one, before it the most recent
  const end = pages.length;
  const before = new Int32Array(end + 1).fill(-1);
  const after = new Int32Array(end + 1);
  before[end] = end;
  after[end] = end;
  let held = 0;
  let faults = 0;
  const take = (page: number) => {
    after[before[page]] = after[page];
    before[after[page]] = before[page];
    before[page] = -1;
  };
  for (let t = 0; t < requests.length; t++) {
    const page = requests[t];
    let event = HIT;
    if (before[page] >= 0) take(page);
    else {
      faults++;
      event = FREE;
      if (held < slots) held++;
      else {
        event = after[end];
        take(event);
      }
    }
    const last = before[end];
    after[last] = page;
    before[page] = last;
    after[page] = end;
    before[end] = page;
    if (log) log[t] = event;
  }
  return faults;
};
