/**
 * FIFO: evicts the page that was fetched first. Within k of the optimum by (PG1). More slots can make
 * more faults.
 *
 * Source: L. A. Belady, R. A. Nelson, G. S. Shedler, "An anomaly in space-time characteristics of certain
 * programs running in a paging machine", CACM 12 (1969) 349.
 */

import { FREE, HIT, type Policy } from './policy';

export const fifo: Policy = ({ requests, pages }, slots, log) => {
  const held = new Uint8Array(pages.length);
  const ring = new Int32Array(slots);
  let faults = 0;
  for (let t = 0; t < requests.length; t++) {
    const page = requests[t];
    let event = HIT;
    if (held[page] === 0) {
      const slot = faults % slots;
      event = FREE;
      if (faults >= slots) {
        event = ring[slot];
        held[event] = 0;
      }
      ring[slot] = page;
      held[page] = 1;
      faults++;
    }
    if (log) log[t] = event;
  }
  return faults;
};
