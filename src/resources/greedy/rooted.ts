/** A forest with a root in every tree. */

import type { Graph } from './graph';

export interface Rooted {
  /** Vertices, each after its parent. */
  readonly sequence: Int32Array;
  /** The root itself where it has none. */
  readonly parent: Int32Array;
  /** The edge to the parent; −1 of a root. */
  readonly edge: Int32Array;
  readonly depth: Int32Array;
  /** Trees by number, in the order of their first vertices. */
  readonly tree: Int32Array;
  readonly trees: number;
}

/** Breadth first over the edges taken, from the first vertex of every tree. */
export function rooted({ vertices, from, to }: Graph, isTaken: Uint8Array): Rooted {
  const n = vertices.length;
  const first = new Int32Array(n + 1);
  for (let e = 0; e < isTaken.length; e++) {
    if (isTaken[e] === 0) continue;
    first[from[e] + 1]++;
    first[to[e] + 1]++;
  }
  for (let u = 0; u < n; u++) first[u + 1] += first[u];
  const next = first.slice(0, n);
  const arcs = new Int32Array(first[n]);
  for (let e = 0; e < isTaken.length; e++) {
    if (isTaken[e] === 0) continue;
    arcs[next[from[e]]++] = e;
    arcs[next[to[e]]++] = e;
  }
  const sequence = new Int32Array(n);
  const parent = Int32Array.from(vertices.keys());
  const edge = new Int32Array(n).fill(-1);
  const depth = new Int32Array(n);
  const tree = new Int32Array(n).fill(-1);
  let trees = 0;
  let end = 0;
  for (let root = 0; root < n; root++) {
    if (tree[root] >= 0) continue;
    tree[root] = trees;
    sequence[end++] = root;
    for (let at = end - 1; at < end; at++) {
      const u = sequence[at];
      for (let k = first[u]; k < first[u + 1]; k++) {
        const e = arcs[k];
        const w = from[e] === u ? to[e] : from[e];
        if (tree[w] >= 0) continue;
        tree[w] = trees;
        parent[w] = u;
        edge[w] = e;
        depth[w] = depth[u] + 1;
        sequence[end++] = w;
      }
    }
    trees++;
  }
  return { sequence, parent, edge, depth, tree, trees };
}
