/** Prices of elements that are feasible in (CV2), from ones that are not, and none too low. */

import type { Cover } from './cover';

/**
 * Each price times the least c_S / Σ_{e ∈ S} y_e of its sets, where that is below 1; then raised. Feasible,
 * as Σ_{e ∈ S} y_e · c_S / Σ_{e ∈ S} y_e = c_S.
 */
export function fitted(cover: Cover, y: Float64Array): Float64Array {
  const { costs, holderStarts, holders } = cover;
  const loads = loadsOf(cover, y);
  const prices = y.map((price, e) => {
    let least = 1;
    for (let h = holderStarts[e]; h < holderStarts[e + 1]; h++) {
      const s = holders[h];
      if (loads[s] > costs[s]) least = Math.min(least, costs[s] / loads[s]);
    }
    return price * least;
  });
  raise(cover, prices);
  return prices;
}

/** Each price, in turn, as far up as the sets of its element allow. */
function raise(cover: Cover, prices: Float64Array): void {
  const { costs, holderStarts, holders, elements } = cover;
  const loads = loadsOf(cover, prices);
  for (let e = 0; e < elements; e++) {
    let room = Number.POSITIVE_INFINITY;
    for (let h = holderStarts[e]; h < holderStarts[e + 1]; h++) {
      room = Math.min(room, costs[holders[h]] - loads[holders[h]]);
    }
    // an element of no set has no price: there is no cover
    if (!(room > 0) || room === Number.POSITIVE_INFINITY) continue;
    prices[e] += room;
    for (let h = holderStarts[e]; h < holderStarts[e + 1]; h++) loads[holders[h]] += room;
  }
}

/** Σ_{e ∈ S} y_e of every set. */
function loadsOf({ costs, starts, members }: Cover, y: Float64Array): Float64Array {
  return costs.map((_, s) => {
    let load = 0;
    for (let k = starts[s]; k < starts[s + 1]; k++) load += y[members[k]];
    return load;
  });
}
