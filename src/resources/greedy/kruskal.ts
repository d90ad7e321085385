/**
 * The spanning forest of least cost: edges by rising cost, each taken where it joins two components.
 *
 * Forests of a graph are the independent sets of a matroid, for which taking greedily is exact whatever the
 * costs (Rado 1957, Edmonds 1971). Of equal costs the edge given first is taken.
 *
 * Components are trees of links, the smaller below the larger and never compressed: what joined u and v is
 * met on the way up from both, which is the dearest edge between them in the forest, in O(log n).
 *
 * Sources: J. B. Kruskal, Proceedings of the AMS 7 (1956) 48; R. Rado, Proceedings of the LMS 7 (1957) 300;
 * J. Edmonds, Mathematical Programming 1 (1971) 127.
 */

import type { Graph } from './graph';

export interface Forest {
  /** 1 for edges taken. */
  readonly isTaken: Uint8Array;
  /** Edges in the order in which they were looked at. */
  readonly order: Int32Array;
  readonly components: number;
  /** The dearest edge between two vertices of a component, by its place; −1 from a vertex to itself. */
  dearestBetween(u: number, v: number): number;
}

/** @param keys costs, or their negatives for the greatest total */
export function kruskal({ vertices, from, to }: Graph, keys: Float64Array): Forest {
  const order = Int32Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b] || a - b);
  const parent = Int32Array.from(vertices.keys());
  const size = new Int32Array(vertices.length).fill(1);
  /** When a component came below another, as a place in the order. */
  const time = new Int32Array(vertices.length).fill(order.length);
  const isTaken = new Uint8Array(order.length);
  let components = vertices.length;
  const rootOf = (v: number) => {
    let at = v;
    while (parent[at] !== at) at = parent[at];
    return at;
  };
  for (let k = 0; k < order.length && components > 1; k++) {
    const e = order[k];
    const [a, b] = [rootOf(from[e]), rootOf(to[e])];
    if (a === b) continue;
    const [small, large] = size[a] < size[b] ? [a, b] : [b, a];
    parent[small] = large;
    size[large] += size[small];
    time[small] = k;
    isTaken[e] = 1;
    components--;
  }
  const dearestBetween = (u: number, v: number) => {
    let [a, b] = [u, v];
    let last = -1;
    while (a !== b) {
      if (time[a] > time[b]) [a, b] = [b, a];
      last = time[a];
      a = parent[a];
    }
    return last < 0 ? -1 : order[last];
  };
  return { isTaken, order, components, dearestBetween };
}
