/**
 * Max–min fair shares by progressive filling: all rates rise together as x_i = w_i θ; a flow stops where its
 * demand is met or a link of its route is full,
 *
 *     θ = d_i / w_i    or    θ_l = (C_l − Σ_{stopped on l} x_j) / Σ_{rising on l} w_j,              (RF2)
 *
 * and the others rise on. A link's θ_l never falls when flows stop at lower levels, so that the level of a link
 * in a heap is a lower bound of what it is later.
 *
 * Source: D. Bertsekas, R. Gallager, "Data Networks", 2nd ed. (1992), section 6.5.2; with weights, as in
 * weighted fair queueing.
 */

import type { Network } from './problem';

/** @returns the rates, exact but for rounding */
export function maxMin(network: Network): Float64Array {
  return network.links.length === 1 ? oneLink(network) : manyLinks(network);
}

/** Flows in the order in which their demands are met; those left share what is left. */
function oneLink({ demands, weights, capacities }: Network): Float64Array {
  const [capacity] = capacities;
  const n = demands.length;
  const x = new Float64Array(n);
  const order = byLevel(demands, weights);
  // weights of flows from k on, summed from the small end of the list
  const rest = new Float64Array(n + 1);
  for (let k = n - 1; k >= 0; k--) rest[k] = rest[k + 1] + weights[order[k]];
  let left = capacity;
  let k = 0;
  for (; k < n; k++) {
    const i = order[k];
    if (!(demands[i] <= (left / rest[k]) * weights[i])) break;
    x[i] = demands[i];
    left = Math.max(0, left - demands[i]);
  }
  for (let j = k; j < n; j++)
    x[order[j]] = Math.min((weights[order[j]] / rest[k]) * left, demands[order[j]]);
  return x;
}

function byLevel(demands: Float64Array, weights: Float64Array): Int32Array {
  const level = demands.map((d, i) => d / weights[i]);
  // ∞ − ∞ is no order
  return Int32Array.from(demands, (_, i) => i).sort((a, b) =>
    level[a] === level[b] ? a - b : level[a] < level[b] ? -1 : 1,
  );
}

function manyLinks({ demands, weights, capacities, routes, flows }: Network): Float64Array {
  const n = demands.length;
  const x = new Float64Array(n);
  const stopped = new Uint8Array(n);
  const used = new Float64Array(capacities.length);
  const weight = Float64Array.from(flows, (of) => of.reduce((sum, i) => sum + weights[i], 0));
  const rising = Int32Array.from(flows, (of) => of.length);
  const order = byLevel(demands, weights);

  const quick = (l: number) =>
    rising[l] === 0 ? Infinity : Math.max(0, capacities[l] - used[l]) / weight[l];
  const stop = (i: number, rate: number) => {
    stopped[i] = 1;
    x[i] = rate;
    for (const l of routes[i]) {
      used[l] += rate;
      weight[l] -= weights[i];
      rising[l]--;
    }
  };
  /** The level of a link from its flows, without what was lost in running sums. */
  const exact = (l: number) => {
    let taken = 0;
    let open = 0;
    for (const i of flows[l]) {
      if (stopped[i]) taken += x[i];
      else open += weights[i];
    }
    used[l] = taken;
    weight[l] = open;
    return quick(l);
  };

  const heap = new Heap();
  for (let l = 0; l < capacities.length; l++) if (rising[l] > 0) heap.push(l, quick(l));
  let next = 0;
  while (next < n) {
    if (stopped[order[next]]) {
      next++;
      continue;
    }
    const i = order[next];
    const l = heap.top();
    if (demands[i] / weights[i] <= heap.least()) {
      stop(i, demands[i]);
      continue;
    }
    heap.pop();
    if (rising[l] === 0) continue;
    const level = exact(l);
    if (level > heap.least() || level > demands[i] / weights[i]) {
      heap.push(l, level);
      if (demands[i] / weights[i] <= heap.least()) stop(i, demands[i]);
      continue;
    }
    for (const j of flows[l]) {
      if (!stopped[j]) stop(j, Math.min(weights[j] * level, demands[j]));
    }
  }
  return x;
}

/** A binary heap of links by level. */
class Heap {
  private readonly links: number[] = [];
  private readonly levels: number[] = [];

  top(): number {
    return this.links[0];
  }

  least(): number {
    return this.levels[0] ?? Infinity;
  }

  push(link: number, level: number): void {
    let k = this.links.length;
    this.links.push(link);
    this.levels.push(level);
    while (k > 0) {
      const above = (k - 1) >> 1;
      if (this.levels[above] <= this.levels[k]) return;
      this.swap(k, above);
      k = above;
    }
  }

  pop(): void {
    const last = this.links.length - 1;
    this.swap(0, last);
    this.links.pop();
    this.levels.pop();
    for (let k = 0; ; ) {
      let least = k;
      for (const below of [2 * k + 1, 2 * k + 2]) {
        if (below < last && this.levels[below] < this.levels[least]) least = below;
      }
      if (least === k) return;
      this.swap(k, least);
      k = least;
    }
  }

  private swap(a: number, b: number): void {
    const { links, levels } = this;
    [links[a], links[b]] = [links[b], links[a]];
    [levels[a], levels[b]] = [levels[b], levels[a]];
  }
}
