/**
 * What is checked of a spanning forest, from the graph and the edges taken alone.
 *
 * They join no vertex to itself (as many edges as vertices less trees), and no edge of the graph joins two
 * trees. No edge left out costs less than the dearest on the path between its ends: the cycle property, which
 * is feasibility of Edmonds' dual and proves that no forest costs less. That path is walked up from both ends,
 * by jumps of Fibonacci-like lengths that carry the dearest edge with them (Myers 1983), so the search's
 * components are not used. The same walk carries the upper tolerances of edges taken, none of which may
 * exceed the cost of an edge that could replace it.
 *
 * Source: E. W. Myers, Information Processing Letters 17 (1983) 241.
 */

import type { Certificate } from '../../engine/result';
import type { Graph } from './graph';
import { rooted } from './rooted';

export interface SpanningTreeCertificate extends Certificate {
  readonly kind: 'cycle-property';
  /** Whether the edges taken have no cycle. */
  readonly acyclic: boolean;
  /** Whether they join all that the graph joins. */
  readonly spanning: boolean;
  /** Most by which an edge left out is cheaper than one it could replace. */
  readonly cycleViolation: number;
  /** Most by which a tolerance exceeds what the graph allows. */
  readonly toleranceViolation: number;
  /** Difference between the cost and its sum anew, relative to Σ |cost|. */
  readonly costError: number;
}

export interface TreeClaim {
  readonly edges: Int32Array;
  readonly cost: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly sense: 'minimize' | 'maximize';
  readonly isComplete: boolean;
}

const tolerance = 1e-12;

export function certifyTree(graph: Graph, claim: TreeClaim): SpanningTreeCertificate {
  const { vertices, from, to, costs } = graph;
  const { edges, cost, sense } = claim;
  const sign = sense === 'minimize' ? 1 : -1;
  const isTaken = new Uint8Array(costs.length);
  for (const e of edges) isTaken[e] = 1;
  const { tree, trees, ...forest } = rooted(graph, isTaken);
  const acyclic = edges.length === vertices.length - trees;
  /** As a minimum: what edges cost, and up to what they may. */
  const key = (e: number) => sign * costs[e];
  const [low, high] =
    sense === 'minimize' ? [claim.lower, claim.upper] : [claim.upper, claim.lower];
  const walk = walker(forest, key, (e) => sign * high[e]);
  let spanning = true;
  let cycleViolation = 0;
  let toleranceViolation = 0;
  let sum = 0;
  let size = 0;
  const exceeds = (a: number, b: number) => (a > b ? a - b : 0);
  for (let e = 0; e < costs.length; e++) {
    if (isTaken[e] === 1) {
      sum += costs[e];
      size += Math.abs(costs[e]);
      const isBelow = sign * low[e] === Number.NEGATIVE_INFINITY;
      const excess = isBelow ? exceeds(key(e), sign * high[e]) : Number.POSITIVE_INFINITY;
      toleranceViolation = Math.max(toleranceViolation, excess);
      continue;
    }
    if (tree[from[e]] !== tree[to[e]]) {
      spanning = false;
      continue;
    }
    const { dearest, allowed } = walk(from[e], to[e]);
    cycleViolation = Math.max(cycleViolation, exceeds(dearest, key(e)));
    const isAbove = sign * high[e] === Number.POSITIVE_INFINITY;
    const excess = exceeds(allowed, key(e)) + exceeds(dearest, sign * low[e]);
    toleranceViolation = Math.max(toleranceViolation, isAbove ? excess : Number.POSITIVE_INFINITY);
  }
  const costError = Math.abs(sum - cost) / Math.max(size, Number.MIN_VALUE);
  return {
    kind: 'cycle-property',
    tolerance,
    holds:
      claim.isComplete &&
      acyclic &&
      spanning &&
      cycleViolation === 0 &&
      toleranceViolation === 0 &&
      costError <= tolerance,
    acyclic,
    spanning,
    cycleViolation,
    toleranceViolation,
    costError,
  };
}

interface Ways {
  readonly sequence: Int32Array;
  readonly parent: Int32Array;
  readonly edge: Int32Array;
  readonly depth: Int32Array;
}

/** The greatest of two figures of edges on the path between two vertices of a tree. */
function walker(
  { sequence, parent, edge, depth }: Ways,
  key: (e: number) => number,
  limit: (e: number) => number,
) {
  const n = parent.length;
  const jump = parent.slice();
  const none = Number.NEGATIVE_INFINITY;
  const stepKey = new Float64Array(n).fill(none);
  const stepLimit = new Float64Array(n).fill(none);
  const jumpKey = new Float64Array(n).fill(none);
  const jumpLimit = new Float64Array(n).fill(none);
  for (const v of sequence) {
    if (edge[v] < 0) continue;
    const p = parent[v];
    const q = jump[p];
    stepKey[v] = jumpKey[v] = key(edge[v]);
    stepLimit[v] = jumpLimit[v] = limit(edge[v]);
    if (p === q || depth[p] - depth[q] !== depth[q] - depth[jump[q]]) continue;
    jump[v] = jump[q];
    jumpKey[v] = Math.max(stepKey[v], jumpKey[p], jumpKey[q]);
    jumpLimit[v] = Math.max(stepLimit[v], jumpLimit[p], jumpLimit[q]);
  }
  return (from: number, to: number) => {
    let [u, w] = depth[from] >= depth[to] ? [from, to] : [to, from];
    let dearest = none;
    let allowed = none;
    const climb = (v: number, isJump: boolean) => {
      dearest = Math.max(dearest, isJump ? jumpKey[v] : stepKey[v]);
      allowed = Math.max(allowed, isJump ? jumpLimit[v] : stepLimit[v]);
      return isJump ? jump[v] : parent[v];
    };
    while (depth[u] > depth[w]) u = climb(u, depth[jump[u]] >= depth[w]);
    while (u !== w) {
      // vertices of one depth jump equally far
      const isJump = jump[u] !== jump[w];
      u = climb(u, isJump);
      w = climb(w, isJump);
    }
    return { dearest, allowed };
  };
}
