/** Spanning trees of least or greatest cost, with what each edge is worth to them. */

import * as v from 'valibot';
import type { Backend, BackendName } from '../../engine/backend';
import { parse } from '../../engine/parameters';
import type { Status } from '../../engine/result';
import type { Label } from '../labels';
import type { Ratio } from '../ratio';
import { completeGraph, type Graph, type SpanningTreeProblem } from './graph';
import { kruskal } from './kruskal';
import { rooted } from './rooted';
import { rivals } from './tolerances';
import { certifyTree, type SpanningTreeCertificate } from './tree-certificate';

export const senses = ['minimize', 'maximize'] as const;

export interface SpanningTreeOptions {
  /** By default `minimize`. */
  readonly sense?: (typeof senses)[number];
  /** Whether a forest will do where the graph is not connected: a tree in each component; by default no. */
  readonly forest?: boolean;
}

export interface SpanningTreeResult {
  /**
   * `infeasible`: the graph is not connected, and a forest was not asked for; what follows is the best forest
   * all the same, and `component` says what is not joined.
   */
  readonly status: Extract<Status, 'converged' | 'infeasible'>;
  readonly backend: BackendName;
  readonly sense: (typeof senses)[number];
  /** Places of the edges taken, in order. */
  readonly edges: Int32Array;
  readonly cost: number;
  /** Names of the vertices. */
  readonly vertices: readonly Label[];
  /** Components of the graph; 0 where there are no vertices. */
  readonly components: number;
  /** The component of each vertex, numbered from 0 in the order of their first vertices. */
  readonly component: Int32Array;
  /** Taking greedily is exact here. */
  readonly ratio: Ratio & { readonly against: 'optimum' };
  /** The edges stay the best while the cost of one of them, alone, is within `lower` and `upper`. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /**
   * What the optimum loses where an edge is taken away: 0 for those left out, `Infinity` where nothing
   * replaces it.
   */
  readonly shadowPrices: Float64Array;
  readonly certificate: SpanningTreeCertificate;
}

const optionsSchema = v.strictObject(
  {
    sense: v.optional(v.picklist(senses, `one of ${senses.join(', ')}`), 'minimize'),
    forest: v.optional(v.boolean('true or false'), false),
  },
  'an object of options',
);

/**
 * Edges of least (or greatest) total cost that join all vertices, by Kruskal's algorithm: the optimum. Of
 * edges that cost the same those given first are preferred. No vertices are joined by no edges.
 *
 * At most 2²¹ edges.
 *
 * @throws ParameterError naming the first field that is not usable
 */
export function spanningTree(
  backend: Backend,
  problem: SpanningTreeProblem,
  options?: SpanningTreeOptions,
): SpanningTreeResult {
  const graph = completeGraph(problem);
  const { sense, forest } = parse(optionsSchema, options ?? {}, 'options');
  const keys = sense === 'minimize' ? graph.costs : graph.costs.map((cost) => -cost);
  const found = kruskal(graph, keys);
  const { isTaken, components } = found;
  const edges = Int32Array.from(isTaken.keys()).filter((e) => isTaken[e] === 1);
  const rival = rivals(graph, found);
  let cost = 0;
  for (const e of edges) cost += graph.costs[e];
  const { lower, upper } = rangesOf(graph, isTaken, rival, sense);
  const isTree = components <= 1 || forest;
  return {
    status: isTree ? 'converged' : 'infeasible',
    backend: backend.name,
    sense,
    edges,
    cost,
    vertices: graph.vertices,
    components,
    component: rooted(graph, isTaken).tree,
    ratio: { realized: 1, proven: 1, against: 'optimum' },
    lower,
    upper,
    shadowPrices: pricesOf(graph, isTaken, rival),
    certificate: certifyTree(graph, { edges, cost, lower, upper, sense, isComplete: true }),
  };
}

function rangesOf(
  { costs }: Graph,
  isTaken: Uint8Array,
  rival: Int32Array,
  sense: (typeof senses)[number],
) {
  const lower = new Float64Array(costs.length).fill(Number.NEGATIVE_INFINITY);
  const upper = new Float64Array(costs.length).fill(Number.POSITIVE_INFINITY);
  for (let e = 0; e < costs.length; e++) {
    if (rival[e] < 0) continue;
    const isCapped = (isTaken[e] === 1) === (sense === 'minimize');
    (isCapped ? upper : lower)[e] = costs[rival[e]];
  }
  return { lower, upper };
}

function pricesOf({ costs }: Graph, isTaken: Uint8Array, rival: Int32Array): Float64Array {
  return costs.map((cost, e) => {
    if (isTaken[e] === 0) return 0;
    return rival[e] < 0 ? Number.POSITIVE_INFINITY : Math.abs(costs[rival[e]] - cost);
  });
}
