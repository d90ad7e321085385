/**
 * Nodes that arcs of length 0 connect in both directions.
 *
 * Source: R. E. Tarjan, SIAM Journal on Computing 1 (1972) 146.
 */

import { byTail, type OpenArcs } from './residual';

/** The strongly connected component of every node by arcs of length 0, and how many there are. */
export function componentsOf(nodes: number, { from, to, length }: OpenArcs) {
  const { first, order: arcs } = byTail(nodes, from);
  const next = first.slice(0, nodes);
  const order = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const component = new Int32Array(nodes).fill(-1);
  const open: number[] = [];
  const path: number[] = [];
  let seen = 0;
  let count = 0;
  const enter = (v: number) => {
    order[v] = low[v] = seen++;
    open.push(v);
    path.push(v);
  };
  for (let root = 0; root < nodes; root++) {
    if (order[root] >= 0) continue;
    enter(root);
    while (path.length > 0) {
      const v = path[path.length - 1];
      if (next[v] < first[v + 1]) {
        const a = arcs[next[v]++];
        const w = to[a];
        if (length[a] > 0) continue;
        if (order[w] < 0) enter(w);
        else if (component[w] < 0) low[v] = Math.min(low[v], order[w]);
        continue;
      }
      path.pop();
      const above = path[path.length - 1];
      if (above !== undefined) low[above] = Math.min(low[above], low[v]);
      if (low[v] < order[v]) continue;
      for (let w = open.pop(); w !== undefined; w = w === v ? undefined : open.pop()) {
        component[w] = count;
      }
      count += 1;
    }
  }
  return { component, count };
}
