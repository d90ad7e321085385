/**
 * Marking: every request marks its page; a fault evicts one of the pages without a mark, each as likely as the
 * others; where all are marked, all marks are taken away first, and a phase begins. So phases are those of
 * (PG1), whatever is drawn.
 *
 * Pages of the phase before that are not asked for yet in this one (stale) are alike: of s of them s − c are
 * in the cache, where c is how many new pages this phase has brought, and each is as likely to be one of
 * these. A request for one is a fault with probability c/s, so expected faults are exact:
 *
 *     Σ over phases of  c_phase + Σ over its stale requests of  c/s.                                  (PG2)
 *
 * A phase with ℓ new pages costs ℓ (1 + H_k − H_ℓ) ≤ ℓ H_k at most. The optimum with d pages at its start that
 * marking has not, and d′ at its end, has at least max(ℓ − d, d′) ≥ (ℓ − d + d′)/2 faults in it. These add up to
 * at least Σ ℓ/2, since d = 0 where both caches are empty: expected faults are at most 2 H_k OPT, with no
 * constant added.
 *
 * Source: A. Fiat et al., "Competitive paging algorithms", J. Algorithms 12 (1991) 685. (D. Achlioptas,
 * M. Chrobak, J. Noga, Theoretical Computer Science 234 (2000) 203 have 2 H_k − 1 up to a constant.)
 */

import type { RandomStream } from '../../sampling/random-stream';
import { FREE, HIT, type Policy } from './policy';
import type { Trace } from './problem';

/** The policy with a source of random numbers. */
export function marking(random: RandomStream): Policy {
  return ({ requests, pages }, slots, log) => {
    const place = new Int32Array(pages.length).fill(-1);
    // marked pages first
    const held = new Int32Array(slots);
    let count = 0;
    let marked = 0;
    let faults = 0;
    const swap = (i: number, j: number) => {
      const page = held[i];
      held[i] = held[j];
      held[j] = page;
      place[held[i]] = i;
      place[page] = j;
    };
    for (let t = 0; t < requests.length; t++) {
      const page = requests[t];
      let event = HIT;
      if (place[page] < 0) {
        faults++;
        event = FREE;
        let slot = count;
        if (count < slots) count++;
        else {
          if (marked === slots) marked = 0;
          slot = marked + random.below(slots - marked);
          event = held[slot];
          place[event] = -1;
        }
        held[slot] = page;
        place[page] = slot;
      }
      if (place[page] >= marked) swap(place[page], marked++);
      if (log) log[t] = event;
    }
    return faults;
  };
}

/** (PG2). */
export function expectedFaults({ requests, pages }: Trace, slots: number): number {
  // the phase in which a page was requested last; phases count from 1
  const seen = new Int32Array(pages.length).fill(-1);
  let phase = 1;
  let marked = 0;
  let fresh = 0;
  let stale = 0;
  let whole = 0;
  let expected = 0;
  for (let t = 0; t < requests.length; t++) {
    const page = requests[t];
    if (seen[page] === phase) continue;
    if (marked === slots) {
      phase++;
      marked = 0;
      fresh = 0;
      stale = slots;
    }
    if (seen[page] === phase - 1) {
      expected += fresh / stale;
      stale--;
    } else {
      whole++;
      fresh++;
    }
    seen[page] = phase;
    marked++;
  }
  return whole + expected;
}

/** H_k, smallest terms first. */
export function harmonic(k: number): number {
  let sum = 0;
  for (let i = k; i > 0; i--) sum += 1 / i;
  return sum;
}
