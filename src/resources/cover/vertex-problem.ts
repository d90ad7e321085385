/** A vertex cover as data, checked, and as a cover whose elements are edges and whose sets are vertices. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse } from '../../engine/parameters';
import { type Label, verticesOf } from '../labels';
import { type Cover, coverOf } from './cover';
import { enterByName, mostMembers } from './problem';

export interface VertexCoverProblem {
  /** Both ends of every edge. A loop can only be covered by its vertex; edges may be parallel. */
  readonly edges: readonly (readonly [Label, Label])[];
  /** What each vertex weighs, 0 or 10⁻¹⁰⁰ … 10¹⁰⁰, by name; 1 by default. */
  readonly weights?: Readonly<Record<string, number>>;
  /** All vertices, each once; by default the ends of edges, in their order. */
  readonly vertices?: readonly Label[];
}

/** A checked problem. */
export interface VertexCover {
  readonly vertices: readonly Label[];
  /** Ends of every pair that is joined, of a loop the same twice: 2 entries a pair. */
  readonly ends: Int32Array;
  /** The first edge of every pair, by its place in the problem. */
  readonly edgeOf: Int32Array;
  /** Edges of the problem. */
  readonly edges: number;
  readonly cover: Cover;
}

export const mostEdges = mostMembers / 2;

const schema = v.strictObject(
  { edges: v.unknown(), weights: v.optional(v.unknown()), vertices: v.optional(v.unknown()) },
  'an object with edges, and perhaps weights and vertices',
);

/** @throws ParameterError naming the first field that is not usable */
export function completeVertexCover(problem: VertexCoverProblem): VertexCover {
  const { edges, weights, vertices } = parse(schema, problem, 'problem');
  if (!Array.isArray(edges)) {
    throw new ParameterError('edges', edges, 'an array of pairs of vertices', 'type');
  }
  if (edges.length > mostEdges) {
    throw new ParameterError('edges', edges, `at most ${mostEdges} edges`);
  }
  const { known, place } = verticesOf(vertices);
  const ends: number[] = [];
  const edgeOf: number[] = [];
  // joined pairs, by their lower end
  const seen = new Map<number, Set<number>>();
  for (let i = 0; i < edges.length; i++) {
    const edge: unknown = edges[i];
    if (!Array.isArray(edge) || edge.length !== 2) {
      const kind = Array.isArray(edge) ? 'range' : 'type';
      throw new ParameterError(`edges.${i}`, edge, 'a pair of vertices', kind);
    }
    const u = place(i, 0, edge[0]);
    const w = place(i, 1, edge[1]);
    const [low, high] = u < w ? [u, w] : [w, u];
    const others = seen.get(low) ?? new Set<number>();
    if (others.has(high)) continue;
    seen.set(low, others.add(high));
    ends.push(u, w);
    edgeOf.push(i);
  }
  const costs = new Float64Array(known.list.length).fill(1);
  if (weights !== undefined) {
    enterByName('weights', weights, costs, known.placeOf, known.list, 'vertex');
  }
  const lists: number[][] = Array.from(costs, () => []);
  for (let e = 0; e < edgeOf.length; e++) {
    lists[ends[2 * e]].push(e);
    if (ends[2 * e] !== ends[2 * e + 1]) lists[ends[2 * e + 1]].push(e);
  }
  return {
    vertices: known.list,
    ends: Int32Array.from(ends),
    edgeOf: Int32Array.from(edgeOf),
    edges: edges.length,
    cover: coverOf(costs, edgeOf.length, lists),
  };
}
