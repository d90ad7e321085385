/**
 * Placement of shards on nodes, one a node: the quadratic assignment problem
 *
 *     min Σ_{i,k} a_ik d_{π(i) π(k)}                                                                (SE4)
 *
 * with traffic a, distances d and π injective (Koopmans and Beckmann 1957). There may be more nodes than
 * shards. Two shards change nodes, or one goes to a free node. The change is a sum over shards (Burkard and
 * Rendl 1984), of half the terms where distances are symmetric.
 *
 * The bound is that of Gilmore (1962) and Lawler (1963): row i of traffic against column j of distances,
 * one falling and one rising, is the least that i can cost on j; then a linear assignment.
 *
 * A move is r N + s: the nodes of r and s change, r < s; shards from n to N − 1 are the free nodes' own.
 *
 * Sources: T. C. Koopmans and M. Beckmann, Econometrica 25 (1957) 53; R. E. Burkard and F. Rendl, European
 * Journal of Operational Research 17 (1984) 169; E. L. Lawler, Management Science 9 (1963) 586.
 */

import * as v from 'valibot';
import { ParameterError } from '../../../engine/errors';
import { parse } from '../../../engine/parameters';
import { leastAssignment } from './linear-assignment';
import {
  amount,
  type BuiltIn,
  flat,
  isPermutation,
  isWhole,
  namesEntry,
  permutation,
  plain,
  requireLength,
  safeLow,
} from './posed';

export interface PlacementData {
  readonly kind: 'placement';
  /** Traffic from each shard (row) to each (column), ≥ 0. */
  readonly traffic: readonly ArrayLike<number>[];
  /** What a unit of traffic costs from each node (row) to each (column), ≥ 0; as many nodes as shards or more. */
  readonly distances: readonly ArrayLike<number>[];
  /** What shards are called. */
  readonly names?: readonly string[];
  /** What nodes are called. */
  readonly nodes?: readonly string[];
}

export interface PlacementAnswer {
  /** The node of each shard. */
  readonly nodes: Int32Array;
}

const mostNodes = 2000;
/** Most nodes for which the bound is computed: it takes n³ steps. */
const mostBounded = 200;

const rows = v.array(v.array(amount, 'an array of numbers ≥ 0'), 'an array of rows');
const schema = v.strictObject(
  { traffic: rows, distances: rows, names: namesEntry, nodes: namesEntry },
  'an object with traffic and distances',
);

interface Flows {
  /** Shards. */
  readonly n: number;
  /** Nodes. */
  readonly nodes: number;
  readonly traffic: Float64Array;
  readonly distances: Float64Array;
}

function flowsOf({ kind: _, ...given }: PlacementData): Flows {
  const { traffic, distances, names, nodes } = parse(schema, plain(given), 'problem');
  const n = traffic.length;
  const count = distances.length;
  if (n === 0) throw new ParameterError('traffic', traffic, 'one shard at least');
  if (count < n || count > mostNodes) {
    throw new ParameterError('distances', distances, `from ${n} to ${mostNodes} rows, one a node`);
  }
  requireLength('names', names, n, 'shards');
  requireLength('nodes', nodes, count, 'rows of distances');
  return {
    n,
    nodes: count,
    traffic: flat('traffic', traffic, n),
    distances: flat('distances', distances, count),
  };
}

export function placementProblem(data: PlacementData): BuiltIn<Int32Array, PlacementAnswer> {
  const flows = flowsOf(data);
  const { n, nodes, traffic, distances } = flows;
  const delta = isSymmetric(distances, nodes) ? symmetricDelta(flows) : generalDelta(flows);
  return {
    problem: {
      bound: nodes <= mostBounded ? gilmoreLawler(flows) : null,
      random: (stream) => permutation(nodes, stream),
      objective(node) {
        let cost = 0;
        for (let i = 0; i < n; i++) {
          for (let k = 0; k < n; k++)
            cost += traffic[i * n + k] * distances[node[i] * nodes + node[k]];
        }
        return cost;
      },
      feasible: isPermutation,
      propose(_, stream) {
        if (nodes < 2) return null;
        const r = stream.below(n);
        const other = stream.below(nodes - 1);
        const s = other < r ? other : other + 1;
        return Math.min(r, s) * nodes + Math.max(r, s);
      },
      *moves() {
        for (let r = 0; r < n; r++) for (let s = r + 1; s < nodes; s++) yield r * nodes + s;
      },
      allows: () => true,
      delta(node, move) {
        const r = Math.floor(move / nodes);
        return delta(node, r, move - r * nodes);
      },
      apply(node, move) {
        const r = Math.floor(move / nodes);
        const s = move - r * nodes;
        const held = node[r];
        node[r] = node[s];
        node[s] = held;
        return node;
      },
      attribute: (_, move) => move,
      crossover,
      copy: (node) => node.slice(),
    },
    answer: (node) => ({ nodes: node.slice(0, n) }),
  };
}

/**
 * What both parents agree on stays; then each place takes from a random parent what is still free; then the
 * rest at random (D. M. Tate and A. E. Smith, Computers & Operations Research 22 (1995) 73).
 */
function crossover(
  a: Int32Array,
  b: Int32Array,
  stream: Parameters<typeof permutation>[1],
): Int32Array {
  const n = a.length;
  const child = new Int32Array(n).fill(-1);
  const isTaken = new Uint8Array(n);
  const put = (i: number, node: number) => {
    child[i] = node;
    isTaken[node] = 1;
  };
  for (let i = 0; i < n; i++) if (a[i] === b[i]) put(i, a[i]);
  const order = permutation(n, stream);
  for (const i of order) {
    if (child[i] >= 0) continue;
    const [first, second] = stream.next() < 0.5 ? [a, b] : [b, a];
    if (isTaken[first[i]] === 0) put(i, first[i]);
    else if (isTaken[second[i]] === 0) put(i, second[i]);
  }
  let free = 0;
  for (const i of order) {
    if (child[i] >= 0) continue;
    while (isTaken[free] === 1) free++;
    put(i, free);
  }
  return child;
}

function isSymmetric(x: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) if (x[i * n + k] !== x[k * n + i]) return false;
  }
  return true;
}

type Delta = (node: Int32Array, r: number, s: number) => number;

function symmetricDelta({ n, nodes, traffic, distances }: Flows): Delta {
  // both directions of traffic; what a shard sends itself
  const both = traffic.map((x, at) => x + traffic[(at % n) * n + Math.floor(at / n)]);
  return (node, r, s) => {
    const from = node[r] * nodes;
    const to = node[s] * nodes;
    const own = distances[to + node[s]] - distances[from + node[r]];
    let sum = traffic[r * n + r] * own;
    if (s >= n) {
      for (let k = 0; k < n; k++) {
        if (k !== r) sum += both[r * n + k] * (distances[to + node[k]] - distances[from + node[k]]);
      }
      return sum;
    }
    sum -= traffic[s * n + s] * own;
    for (let k = 0; k < n; k++) {
      if (k === r || k === s) continue;
      const further = distances[to + node[k]] - distances[from + node[k]];
      sum += (both[r * n + k] - both[s * n + k]) * further;
    }
    return sum;
  };
}

function generalDelta({ n, nodes, traffic, distances }: Flows): Delta {
  const a = (i: number, k: number) => (i < n && k < n ? traffic[i * n + k] : 0);
  const d = (i: number, k: number) => distances[i * nodes + k];
  return (node, r, s) => {
    const p = node[r];
    const q = node[s];
    let sum = (a(r, r) - a(s, s)) * (d(q, q) - d(p, p)) + (a(r, s) - a(s, r)) * (d(q, p) - d(p, q));
    for (let k = 0; k < n; k++) {
      if (k === r || k === s) continue;
      const at = node[k];
      sum += (a(k, r) - a(k, s)) * (d(at, q) - d(at, p));
      sum += (a(r, k) - a(s, k)) * (d(q, at) - d(p, at));
    }
    return sum;
  };
}

function gilmoreLawler({ n, nodes, traffic, distances }: Flows): number {
  const falling = Array.from({ length: n }, (_, i) => {
    const row = traffic.slice(i * n, (i + 1) * n).filter((_, k) => k !== i);
    return row.sort().reverse();
  });
  const rising = Array.from({ length: nodes }, (_, j) =>
    distances
      .slice(j * nodes, (j + 1) * nodes)
      .filter((_, k) => k !== j)
      .sort(),
  );
  const costs = new Float64Array(nodes * nodes);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < nodes; j++) {
      let least = traffic[i * n + i] * distances[j * nodes + j];
      const [a, d] = [falling[i], rising[j]];
      for (let k = 0; k < a.length; k++) least += a[k] * d[k];
      costs[i * nodes + j] = least;
    }
  }
  return safeLow(leastAssignment(costs, nodes), isWhole(traffic) && isWhole(distances));
}
