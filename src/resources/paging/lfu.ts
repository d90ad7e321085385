/**
 * LFU, in the cache: evicts the page with the fewest requests since it was fetched, of several the one that was
 * requested least recently. Counts of pages that leave are forgotten. Pages with the same count are a list in
 * the order of their last requests, so that every request takes a constant time. No bound holds: a page that was
 * asked for often and never again keeps its slot.
 *
 * Source: D. Lee et al., "On the existence of a spectrum of policies that subsumes the LRU and LFU policies",
 * SIGMETRICS (1999) 134 (in-cache LFU).
 */

import { FREE, HIT, type Policy } from './policy';

export const lfu: Policy = ({ requests, pages }, slots, log) => {
  const counts = new Int32Array(pages.length);
  const before = new Int32Array(pages.length);
  const after = new Int32Array(pages.length);
  // ends of the list of every count; −1 where it is empty
  const first: number[] = [-1, -1];
  const last: number[] = [-1, -1];
  let least = 1;
  let held = 0;
  let faults = 0;

  const take = (page: number) => {
    const count = counts[page];
    if (before[page] < 0) first[count] = after[page];
    else after[before[page]] = after[page];
    if (after[page] < 0) last[count] = before[page];
    else before[after[page]] = before[page];
  };
  const append = (page: number, count: number) => {
    if (count === first.length) {
      first.push(-1);
      last.push(-1);
    }
    counts[page] = count;
    before[page] = last[count];
    after[page] = -1;
    if (last[count] < 0) first[count] = page;
    else after[last[count]] = page;
    last[count] = page;
  };

  for (let t = 0; t < requests.length; t++) {
    const page = requests[t];
    const count = counts[page];
    let event = HIT;
    if (count > 0) {
      take(page);
      if (count === least && first[count] < 0) least++;
      append(page, count + 1);
    } else {
      faults++;
      event = FREE;
      if (held < slots) held++;
      else {
        event = first[least];
        take(event);
        counts[event] = 0;
      }
      append(page, 1);
      least = 1;
    }
    if (log) log[t] = event;
  }
  return faults;
};
