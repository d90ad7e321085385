/** A graph with costs on its edges as data, checked, and on flat arrays. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse } from '../../engine/parameters';
import { isWithin, type Label, notWithin, verticesOf } from '../labels';

export interface CostedEdge {
  readonly from: Label;
  readonly to: Label;
  readonly cost: number;
}

export interface SpanningTreeProblem {
  /** Both ends and the cost of every edge, −10¹⁰⁰ … 10¹⁰⁰. Edges may be parallel; loops are in no tree. */
  readonly edges: readonly (CostedEdge | readonly [Label, Label, number])[];
  /** All vertices, each once; by default the ends of edges, in their order. */
  readonly vertices?: readonly Label[];
}

export interface Graph {
  readonly vertices: readonly Label[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly costs: Float64Array;
}

export const mostEdges = 2 ** 21;
const mostCost = 1e100;
const fields = ['from', 'to', 'cost'];
const places = ['0', '1', '2'];

const schema = v.strictObject(
  { edges: v.unknown(), vertices: v.optional(v.unknown()) },
  'an object with edges, and perhaps vertices',
);

/** @throws ParameterError naming the first field that is not usable */
export function completeGraph(problem: SpanningTreeProblem): Graph {
  const { edges, vertices } = parse(schema, problem, 'problem');
  if (!Array.isArray(edges)) {
    throw new ParameterError('edges', edges, 'an array of edges [from, to, cost]', 'type');
  }
  if (edges.length > mostEdges) {
    throw new ParameterError('edges', edges, `at most ${mostEdges} edges`);
  }
  const { known, place } = verticesOf(vertices);
  const from = new Int32Array(edges.length);
  const to = new Int32Array(edges.length);
  const costs = new Float64Array(edges.length);
  for (let i = 0; i < edges.length; i++) {
    const edge: unknown = edges[i];
    const [u, w, cost] = partsOf(edge, i);
    const names = Array.isArray(edge) ? places : fields;
    from[i] = place(i, names[0], u);
    to[i] = place(i, names[1], w);
    if (!isWithin(cost, -mostCost, mostCost)) {
      throw notWithin(`edges.${i}.${names[2]}`, cost, -mostCost, mostCost);
    }
    costs[i] = cost;
  }
  return { vertices: known.list, from, to, costs };
}

function partsOf(edge: unknown, i: number): readonly unknown[] {
  const expected = '[from, to, cost], or an object of these';
  if (Array.isArray(edge)) {
    if (edge.length === 3) return edge;
    throw new ParameterError(`edges.${i}`, edge, expected);
  }
  if (Object.prototype.toString.call(edge) !== '[object Object]') {
    throw new ParameterError(`edges.${i}`, edge, expected, 'type');
  }
  const given = edge as Record<string, unknown>;
  const other = Object.keys(given).find((name) => !fields.includes(name));
  if (other !== undefined) {
    throw new ParameterError(`edges.${i}.${other}`, given[other], `nothing but ${fields}`, 'type');
  }
  return fields.map((name) => given[name]);
}
