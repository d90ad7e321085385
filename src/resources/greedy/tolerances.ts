/**
 * How far each cost may move, alone, before another forest is better.
 *
 * An edge left out must stay at or above the dearest edge between its ends in the forest; one that was taken,
 * at or below the cheapest edge left out that would join the two parts again, its replacement. Replacements
 * are found by the edges left out, cheapest first: each replaces all on its path that have none yet, and
 * paths that are done are skipped by links.
 *
 * Source: R. E. Tarjan, Information Processing Letters 14 (1982) 30.
 */

import type { Graph } from './graph';
import type { Forest } from './kruskal';
import { rooted } from './rooted';

/**
 * For an edge taken its replacement, for one left out the dearest it could replace, by place; −1 where there
 * is none (bridges, loops).
 */
export function rivals(graph: Graph, { isTaken, order, dearestBetween }: Forest): Int32Array {
  const { from, to } = graph;
  const rival = new Int32Array(order.length).fill(-1);
  const { parent, edge, depth } = rooted(graph, isTaken);
  /** Where the way up goes on: a vertex whose edge to its parent has no replacement yet, or a root. */
  const link = Int32Array.from(parent.keys());
  const top = (v: number) => {
    let root = v;
    while (link[root] !== root) root = link[root];
    for (let at = v; at !== root; ) {
      const next = link[at];
      link[at] = root;
      at = next;
    }
    return root;
  };
  for (const f of order) {
    if (isTaken[f] === 1) continue;
    rival[f] = dearestBetween(from[f], to[f]);
    let u = top(from[f]);
    let w = top(to[f]);
    while (u !== w) {
      if (depth[u] < depth[w]) [u, w] = [w, u];
      rival[edge[u]] = f;
      link[u] = parent[u];
      u = top(u);
    }
  }
  return rival;
}
