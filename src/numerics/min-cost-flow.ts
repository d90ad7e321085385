/**
 * Flows of least cost through a network:
 *
 *     minimize Σ_a c_a f_a,   0 ≤ f_a ≤ u_a,   Σ_{a out of v} f_a − Σ_{a into v} f_a = b_v.            (N1)
 *
 * With potentials π and reduced costs r_a = c_a + π_from − π_to, a flow is optimal where
 *
 *     r_a ≥ 0 if f_a < u_a,   r_a ≤ 0 if f_a > 0;   then  Σ c f = −Σ_v π_v b_v + Σ_a min(0, r_a) u_a.  (N2)
 *
 * The primal–dual method: Dijkstra's distances from all nodes with excess, by reduced costs, up to the
 * nearest node with a deficit; these added to π; then as much as can flow along arcs of reduced cost 0, by
 * blocking flows (Dinic). Distances never fall, so there are as many rounds as different distances.
 * Arcs without capacity limit get their first potentials by Bellman and Ford, who find a cycle of negative
 * cost among them if there is one; arcs with a limit are filled where their reduced cost is negative.
 *
 * Sources: L. R. Ford, D. R. Fulkerson, Flows in Networks (1962) III.3; N. Tomizawa, Networks 1 (1971) 173;
 * J. Edmonds, R. M. Karp, Journal of the ACM 19 (1972) 248; E. A. Dinic, Soviet Math. Doklady 11 (1970) 1277;
 * R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993) 9.8.
 */

import type { Progress } from '../engine/result';
import { runSteps } from '../engine/steps';
import { IndexedHeap } from './indexed-heap';

export interface FlowProblem {
  /** Number of nodes; they are 0 … nodes − 1. */
  readonly nodes: number;
  /** Where each arc begins, and where it ends. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** u ≥ 0; `Infinity` for none. */
  readonly capacity: Float64Array;
  /** c, finite, of either sign. */
  readonly cost: Float64Array;
  /** b: what enters the network at each node; negative where it leaves. */
  readonly supply: Float64Array;
}

export interface Flow {
  /**
   * `unbounded`: there is a flow, and a cycle of negative cost without limit. Whole costs are
   * reckoned exactly (while the greatest times the nodes is below 2⁵²); of others, what is less than 1e-13 of
   * the greatest counts as 0, so a cycle of as little is not seen, nor are such costs told apart.
   */
  readonly status: 'optimal' | 'infeasible' | 'unbounded';
  /** f of every arc: whole where supplies and capacities are. Where infeasible, as much as could flow. */
  readonly flow: Float64Array;
  /** π of (N2). */
  readonly potential: Float64Array;
  /** Σ c f. */
  readonly cost: number;
}

/** Shares of the largest supply and cost that count as nothing: what sums of real numbers leave over. */
const negligible = 1e-13;

/** (N1) of numbers that are checked by whoever calls. */
export const minCostFlow = (problem: FlowProblem): Flow => runSteps(flowSteps(problem));

/** The same in steps; progress is supply that has reached its place. */
export function* flowSteps(problem: FlowProblem): Generator<Progress, Flow, void> {
  const { cost, flow, potential, ...start } = startOf(problem);
  if (!start.isBounded) {
    // whether there is a flow at all
    const any = yield* flowSteps({ ...problem, cost: new Float64Array(cost.length) });
    return { ...any, status: any.status === 'infeasible' ? 'infeasible' : 'unbounded' };
  }
  const network = new Residual(problem, flow, potential);
  const total = network.excess();
  for (let left = total; left > 0; left = network.excess()) {
    yield { done: total - left, total };
    if (!network.advance()) break;
    network.push();
    if (network.excess() === left) network.widen();
  }
  const answer = network.flows();
  let sum = 0;
  for (let a = 0; a < cost.length; a++) if (answer[a] !== 0) sum += cost[a] * answer[a];
  const status = network.isBalanced() ? 'optimal' : 'infeasible';
  return { status, flow: answer, potential, cost: sum };
}

/** Potentials of Bellman and Ford over arcs without limit, and the flow that fills negative arcs. */
function startOf({ nodes, from, to, capacity, cost }: FlowProblem) {
  const potential = new Float64Array(nodes);
  const flow = new Float64Array(cost.length);
  const slack = roundingOf(cost, nodes);
  let isBounded = false;
  for (let round = 0; round <= nodes && !isBounded; round++) {
    isBounded = true;
    for (let a = 0; a < cost.length; a++) {
      if (capacity[a] !== Infinity) continue;
      const reached = potential[from[a]] + cost[a];
      if (reached >= potential[to[a]] - slack) continue;
      potential[to[a]] = reached;
      isBounded = false;
    }
  }
  for (let a = 0; a < cost.length; a++) {
    if (capacity[a] === Infinity || cost[a] + potential[from[a]] - potential[to[a]] >= 0) continue;
    flow[a] = capacity[a];
  }
  return { cost, flow, potential, isBounded };
}

/** Reduced costs up to this are 0; sums of whole costs along paths are exact. */
function roundingOf(cost: Float64Array, nodes: number): number {
  const most = greatest(cost);
  return most * nodes < 2 ** 52 && cost.every(Number.isInteger) ? 0 : negligible * most;
}

function greatest(x: Float64Array): number {
  let most = 0;
  for (const value of x) most = Math.max(most, Math.abs(value));
  return most;
}

/** What may still flow: arc a forward as 2a, backward as 2a + 1. */
class Residual {
  private readonly nodes: number;
  /** Arcs out of node v are out[first[v]] … out[first[v + 1] − 1]. */
  private readonly first: Int32Array;
  private readonly out: Int32Array;
  private readonly head: Int32Array;
  private readonly room: Float64Array;
  private readonly price: Float64Array;
  /** What is still to leave each node; negative where it is still to arrive. */
  private readonly over: Float64Array;
  private readonly distance: Float64Array;
  private readonly heap: IndexedHeap;
  private readonly level: Int32Array;
  private readonly next: Int32Array;
  private readonly queue: Int32Array;
  private readonly path: Int32Array;
  private readonly least: number;
  /** Reduced costs up to this are 0: potentials are sums, and rounded. */
  private zero: number;

  constructor(
    { nodes, from, to, capacity, cost, supply }: FlowProblem,
    flow: Float64Array,
    private readonly potential: Float64Array,
  ) {
    const arcs = cost.length;
    this.nodes = nodes;
    this.head = new Int32Array(2 * arcs);
    this.room = new Float64Array(2 * arcs);
    this.price = new Float64Array(2 * arcs);
    this.over = supply.slice();
    this.first = new Int32Array(nodes + 1);
    this.out = new Int32Array(2 * arcs);
    for (let a = 0; a < arcs; a++) {
      this.head[2 * a] = to[a];
      this.head[2 * a + 1] = from[a];
      this.room[2 * a] = capacity[a] - flow[a];
      this.room[2 * a + 1] = flow[a];
      this.price[2 * a] = cost[a];
      this.price[2 * a + 1] = -cost[a];
      this.over[from[a]] -= flow[a];
      this.over[to[a]] += flow[a];
      this.first[from[a] + 1] += 1;
      this.first[to[a] + 1] += 1;
    }
    for (let v = 0; v < nodes; v++) this.first[v + 1] += this.first[v];
    const at = this.first.slice(0, nodes);
    for (let e = 0; e < 2 * arcs; e++) this.out[at[this.head[e ^ 1]]++] = e;
    this.least = negligible * Math.max(greatest(this.over), greatest(supply));
    this.zero = roundingOf(cost, nodes);
    this.distance = new Float64Array(nodes);
    this.heap = new IndexedHeap(this.distance);
    this.level = new Int32Array(nodes);
    this.next = new Int32Array(nodes);
    this.queue = new Int32Array(nodes);
    this.path = new Int32Array(nodes);
  }

  /** What still is to leave its nodes. */
  excess(): number {
    let sum = 0;
    for (const x of this.over) if (x > this.least) sum += x;
    return sum;
  }

  isBalanced(): boolean {
    // a sum of supplies that is 0 but for rounding leaves its rounding somewhere
    const most = 1e3 * this.least;
    return this.over.every((x) => Math.abs(x) <= most);
  }

  flows(): Float64Array {
    return Float64Array.from({ length: this.room.length / 2 }, (_, a) => this.room[2 * a + 1]);
  }

  private reduced(e: number): number {
    return this.price[e] + this.potential[this.head[e ^ 1]] - this.potential[this.head[e]];
  }

  /** Potentials raised until a node with a deficit is at distance 0; false where none is reached. */
  advance(): boolean {
    const { distance, heap, over, first, out, head, room, least } = this;
    distance.fill(Infinity);
    heap.clear();
    for (let v = 0; v < this.nodes; v++) {
      if (over[v] <= least) continue;
      distance[v] = 0;
      heap.lower(v);
    }
    let reach = -1;
    while (heap.size > 0) {
      const v = heap.take();
      if (over[v] < -least) {
        reach = distance[v];
        break;
      }
      for (let k = first[v]; k < first[v + 1]; k++) {
        const e = out[k];
        if (!(room[e] > 0)) continue;
        const far = distance[v] + Math.max(0, this.reduced(e));
        if (far >= distance[head[e]]) continue;
        distance[head[e]] = far;
        heap.lower(head[e]);
      }
    }
    if (reach < 0) return false;
    for (let v = 0; v < this.nodes; v++) this.potential[v] += Math.min(distance[v], reach);
    if (this.zero > 0) this.zero = Math.max(this.zero, 2 ** -49 * greatest(this.potential));
    return true;
  }

  /** After a round in which rounding closed the path that had been found. */
  widen(): void {
    this.zero = 2 * (this.zero || negligible * greatest(this.price));
  }

  /** As much flow as arcs of reduced cost 0 take. */
  push(): void {
    while (this.layer()) {
      this.next.set(this.first.subarray(0, this.nodes));
      for (let v = 0; v < this.nodes; v++) {
        while (this.over[v] > this.least && this.pushFrom(v));
      }
    }
  }

  private isOpen(e: number): boolean {
    return this.room[e] > 0 && this.reduced(e) <= this.zero;
  }

  /** Fewest open arcs from an excess to each node; whether a deficit is among them. */
  private layer(): boolean {
    const { level, queue, over, first, out, head, least } = this;
    level.fill(-1);
    let end = 0;
    for (let v = 0; v < this.nodes; v++) {
      if (over[v] <= least) continue;
      level[v] = 0;
      queue[end++] = v;
    }
    let isReached = false;
    for (let at = 0; at < end; at++) {
      const v = queue[at];
      if (over[v] < -least) isReached = true;
      for (let k = first[v]; k < first[v + 1]; k++) {
        const w = head[out[k]];
        if (level[w] >= 0 || !this.isOpen(out[k])) continue;
        level[w] = level[v] + 1;
        queue[end++] = w;
      }
    }
    return isReached;
  }

  /** One path from v to a deficit, down the layers; false where there is none left. */
  private pushFrom(start: number): boolean {
    const { level, next, path, over, first, out, head, room, least } = this;
    let depth = 0;
    let v = start;
    while (over[v] >= -least) {
      let e = -1;
      for (; next[v] < first[v + 1]; next[v]++) {
        const to = out[next[v]];
        if (level[head[to]] !== level[v] + 1 || !this.isOpen(to)) continue;
        e = to;
        break;
      }
      if (e >= 0) {
        path[depth++] = e;
        v = head[e];
      } else {
        if (depth === 0) return false;
        v = head[path[--depth] ^ 1];
        next[v] += 1;
      }
    }
    let amount = Math.min(over[start], -over[v]);
    for (let k = 0; k < depth; k++) amount = Math.min(amount, room[path[k]]);
    for (let k = 0; k < depth; k++) {
      room[path[k]] -= amount;
      room[path[k] ^ 1] += amount;
    }
    over[start] -= amount;
    over[v] += amount;
    return true;
  }
}
