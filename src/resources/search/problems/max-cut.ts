/**
 * The maximum cut: vertices on two sides so that edges between these weigh much. A vertex changes sides; the
 * change of each is kept, so a look costs nothing and a move the degree of its vertex.
 *
 * The bound is the sum of weights above 0. Where weights are ≥ 0 a local optimum cuts half of them: at every
 * vertex at least as much is cut as is not.
 *
 * A move is the vertex. Source: S. Sahni and T. Gonzalez, Journal of the ACM 23 (1976) 555.
 */

import * as v from 'valibot';
import { ParameterError } from '../../../engine/errors';
import { parse } from '../../../engine/parameters';
import { type Label, labels, requireLabel, requireNumber } from '../../labels';
import { type BuiltIn, coinsOf, isWhole, mostTotal } from './posed';

export interface MaxCutData {
  readonly kind: 'max-cut';
  /** Two vertices, by name or number, and the weight of their edge, by default 1; any sign. */
  readonly edges: readonly (readonly [Label, Label] | readonly [Label, Label, number])[];
}

export interface MaxCutAnswer {
  /** The vertices of both sides; the first vertex of the first edge is on the first. */
  readonly sides: readonly [readonly Label[], readonly Label[]];
}

export interface Cut {
  readonly side: Uint8Array;
  /** What each vertex would add to the cut on the other side. */
  readonly gains: Float64Array;
}

const mostEdges = 2 ** 22;
const schema = v.strictObject(
  { edges: v.array(v.unknown(), 'an array of edges') },
  'an object of edges',
);

export function maxCutProblem({ kind: _, ...given }: MaxCutData): BuiltIn<Cut, MaxCutAnswer> {
  const { names, ends, weights, starts, neighbours, along } = graphOf(given);
  const n = names.length;
  const isExact = isWhole(weights);
  const isPositive = weights.every((w) => w >= 0);
  const gainsOf = (side: Uint8Array) => {
    const gains = new Float64Array(n);
    for (let v = 0; v < n; v++) {
      let gain = 0;
      for (let k = starts[v]; k < starts[v + 1]; k++) {
        gain += side[v] === side[neighbours[k]] ? along[k] : -along[k];
      }
      gains[v] = gain;
    }
    return gains;
  };
  const cut = (side: Uint8Array): Cut => ({ side, gains: gainsOf(side) });
  return {
    problem: {
      sense: 'maximize',
      bound: weights.reduce((sum, w) => sum + Math.max(0, w), 0),
      random: (stream) => cut(new Uint8Array(n).map(coinsOf(stream))),
      objective: ({ side }) => {
        let value = 0;
        for (let e = 0; e < weights.length; e++) {
          if (side[ends[2 * e]] !== side[ends[2 * e + 1]]) value += weights[e];
        }
        return value;
      },
      feasible: ({ side }) => side.every((s) => s === 0 || s === 1),
      propose: (_, stream) => (n === 0 ? null : stream.below(n)),
      *moves() {
        for (let v = 0; v < n; v++) yield v;
      },
      allows: () => true,
      delta: ({ gains }, v) => gains[v],
      apply(state, v) {
        const { side, gains } = state;
        const own = 1 - side[v];
        side[v] = own;
        gains[v] = -gains[v];
        for (let k = starts[v]; k < starts[v + 1]; k++) {
          const u = neighbours[k];
          gains[u] += side[u] === own ? 2 * along[k] : -2 * along[k];
        }
        return state;
      },
      attribute: (_, v) => v,
      /** Either parent's side for each vertex; a cut and its mirror image are the same. */
      crossover(a, b, stream) {
        let differing = 0;
        for (let v = 0; v < n; v++) if (a.side[v] !== b.side[v]) differing++;
        const mirror = 2 * differing > n ? 1 : 0;
        const coin = coinsOf(stream);
        return cut(a.side.map((s, v) => (coin() === 1 ? s : b.side[v] ^ mirror)));
      },
      copy: ({ side, gains }) =>
        isExact ? { side: side.slice(), gains: gains.slice() } : cut(side.slice()),
      guarantee: () => (isPositive ? 2 : null),
    },
    answer: ({ side }) => {
      const on = (s: number) => names.filter((_, v) => (side[v] ^ side[0]) === s);
      return { sides: [on(0), on(1)] };
    },
  };
}

function graphOf(given: object) {
  const { edges } = parse(schema, given, 'problem');
  if (edges.length > mostEdges)
    throw new ParameterError('edges', edges, `at most ${mostEdges} edges`);
  const vertices = labels();
  const ends = new Int32Array(2 * edges.length);
  const weights = new Float64Array(edges.length);
  edges.forEach((edge, e) => {
    const path = `edges.${e}`;
    if (!Array.isArray(edge) || edge.length < 2 || edge.length > 3) {
      throw new ParameterError(path, edge, 'two vertices, and a weight or nothing', 'type');
    }
    const weight: unknown = edge[2] ?? 1;
    requireLabel(`${path}.0`, edge[0]);
    requireLabel(`${path}.1`, edge[1]);
    requireNumber(`${path}.2`, weight, -mostTotal, mostTotal);
    ends[2 * e] = vertices.enter(edge[0]);
    ends[2 * e + 1] = vertices.enter(edge[1]);
    if (ends[2 * e] === ends[2 * e + 1]) {
      throw new ParameterError(path, edge[1], 'an edge between two different vertices');
    }
    weights[e] = weight;
  });
  const n = vertices.list.length;
  const starts = new Int32Array(n + 1);
  for (const end of ends) starts[end + 1]++;
  for (let v = 0; v < n; v++) starts[v + 1] += starts[v];
  const next = starts.slice(0, n);
  const neighbours = new Int32Array(ends.length);
  const along = new Float64Array(ends.length);
  for (let k = 0; k < ends.length; k++) {
    const at = next[ends[k]]++;
    neighbours[at] = ends[k ^ 1];
    along[at] = weights[k >> 1];
  }
  return { names: vertices.list, ends, weights, starts, neighbours, along };
}
