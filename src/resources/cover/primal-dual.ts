/**
 * The primal–dual cover: the price of an element not yet covered rises until a set of it is paid for, and all
 * sets of it that are paid for are taken.
 *
 * A set taken is worth the prices of its elements, and no element is in more than f sets: the cost is within
 * f = max_e |{S ∋ e}| of the prices, hence of the optimum. For vertex covers f = 2, and raising a price is
 * taking the same weight off both ends of an edge (local ratio).
 *
 * Source: R. Bar-Yehuda, S. Even, Journal of Algorithms 2 (1981) 198.
 */

import { type Cover, type Found, frequencyOf } from './cover';
import { fitted } from './prices';

export function primalDualCover(cover: Cover): Found {
  const { costs, starts, members, holderStarts, holders, elements } = cover;
  const prices = new Float64Array(elements);
  const unpaid = costs.slice();
  const isCovered = new Uint8Array(elements);
  const taken: number[] = [];
  for (let e = 0; e < elements; e++) {
    if (isCovered[e] === 1) continue;
    let least = Number.POSITIVE_INFINITY;
    for (let h = holderStarts[e]; h < holderStarts[e + 1]; h++) {
      least = Math.min(least, unpaid[holders[h]]);
    }
    prices[e] = least;
    for (let h = holderStarts[e]; h < holderStarts[e + 1]; h++) {
      const s = holders[h];
      unpaid[s] -= least;
      if (unpaid[s] > 0) continue;
      taken.push(s);
      for (let k = starts[s]; k < starts[s + 1]; k++) isCovered[members[k]] = 1;
    }
  }
  return { taken, prices: fitted(cover, prices), proven: Math.max(1, frequencyOf(cover)) };
}
