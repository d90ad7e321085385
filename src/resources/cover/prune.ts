/** Sets that a cover can do without. */

import type { Cover } from './cover';

/**
 * A cover no set of which is superfluous: the dearest first, and of equal ones the last taken, each goes if
 * the others still hold all elements (reverse delete).
 */
export function pruned(cover: Cover, taken: readonly number[]): number[] {
  const { costs, starts, members, elements } = cover;
  const times = new Int32Array(elements);
  for (const s of taken) {
    for (let k = starts[s]; k < starts[s + 1]; k++) times[members[k]]++;
  }
  const places = Array.from(taken.keys());
  places.sort((a, b) => costs[taken[b]] - costs[taken[a]] || b - a);
  const isKept = new Uint8Array(taken.length).fill(1);
  for (const place of places) {
    const s = taken[place];
    let isNeeded = false;
    for (let k = starts[s]; k < starts[s + 1] && !isNeeded; k++) isNeeded = times[members[k]] === 1;
    if (isNeeded) continue;
    isKept[place] = 0;
    for (let k = starts[s]; k < starts[s + 1]; k++) times[members[k]]--;
  }
  return taken.filter((_, place) => isKept[place] === 1);
}
