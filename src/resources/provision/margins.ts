/**
 * What one machine more in a slot costs, and what one less saves.
 *
 * One more in slot t is one more unit of flow from node t to t + 1 of the network of (RV6), and one less a unit
 * back. With D the lengths of shortest paths, by reduced costs, through what the optimal flow leaves open,
 *
 *     one more costs y_t + D(t → t + 1),   one less saves y_t − D(t + 1 → t),                        (RV8)
 *
 * exactly, since all that is open is open for a whole machine. The dual y_t of the flow is any number between
 * the two; they agree where both nodes are in one strongly connected component of open arcs of length 0.
 * These components are the nodes in which Dijkstra's method looks for the others, no further than the arc on
 * demand, q − y_t, or that of what is left over, y_t.
 *
 * Source: R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993) 9.
 */

import type { Progress } from '../../engine/result';
import { IndexedHeap } from '../../numerics/indexed-heap';
import { componentsOf } from './components';
import type { Plan } from './plan';
import type { Market } from './problem';
import { byTail, type OpenArcs, openArcs } from './residual';

export interface Margins {
  /** Of every slot, whether one machine less saves just what one more costs. */
  readonly unique: readonly boolean[];
  /** What one machine more adds to F Σ n + q Σ u of (RV6), and what one less saves; null: too many steps. */
  readonly range: { readonly more: Float64Array; readonly less: Float64Array } | null;
}

/** Arcs looked at before the search is given up, and between two signs of life. */
const [allLooks, someLooks] = [1e8, 1e6];

/** @param mostLooks arcs that may be looked at */
export function* marginsOf(
  market: Market,
  plan: Pick<Plan, 'reservations' | 'onDemand'>,
  dual: Float64Array,
  mostLooks = allLooks,
): Generator<Progress, Margins, void> {
  const { required, saving, usage } = market;
  const count = required.length;
  const arcs = openArcs(market, plan, dual);
  const { component, count: nodes } = componentsOf(count + 1, arcs);
  const same = Array.from(required, (_, t) => component[t] === component[t + 1]);
  const more = dual.slice();
  const less = dual.slice();
  const searches: Search[] = [];
  for (let t = 0; t < count; t++) {
    if (same[t]) continue;
    const [here, next] = [component[t], component[t + 1]];
    const found = (far: number) => {
      more[t] = dual[t] + far;
    };
    searches.push({ from: here, to: next, most: saving - dual[t], found });
    // what is not wanted saves nothing
    if (required[t] === 0) less[t] = 0;
    else {
      const back = (far: number) => {
        less[t] = dual[t] - far;
      };
      searches.push({ from: next, to: here, most: dual[t], found: back });
    }
  }
  const isDone = yield* distances(nodes, between(component, arcs), searches, mostLooks);
  // where nothing is wanted, one more has its price of use, and none less is to be had
  const unique = same.map((isSame, t) => isSame && (required[t] > 0 || usage === 0));
  return { unique, range: isDone ? { more, less } : null };
}

interface Search {
  readonly from: number;
  readonly to: number;
  /** A path that is there anyway. */
  readonly most: number;
  found(length: number): void;
}

/** Arcs from one component to another. */
function between(component: Int32Array, { from, to, length }: OpenArcs): OpenArcs {
  const kept = from.map((_, a) => a).filter((a) => component[from[a]] !== component[to[a]]);
  return {
    from: kept.map((a) => component[from[a]]),
    to: kept.map((a) => component[to[a]]),
    length: Float64Array.from(kept, (a) => length[a]),
  };
}

/** Lengths of shortest paths, those from one node together; false where that takes too many steps. */
function* distances(
  nodes: number,
  { from, to, length }: OpenArcs,
  searches: readonly Search[],
  mostLooks: number,
): Generator<Progress, boolean, void> {
  const { first, order } = byTail(nodes, from);
  const asked = byTail(
    nodes,
    Int32Array.from(searches, (search) => search.from),
  );
  const distance = new Float64Array(nodes).fill(Infinity);
  const heap = new IndexedHeap(distance);
  const wanted = new Int32Array(nodes).fill(-1);
  const touched: number[] = [];
  let looks = 0;
  let sign = someLooks;
  for (let source = 0; source < nodes; source++) {
    let most = 0;
    let left = 0;
    for (let k = asked.first[source]; k < asked.first[source + 1]; k++) {
      const search = searches[asked.order[k]];
      most = Math.max(most, search.most);
      if (wanted[search.to] !== source) left += 1;
      wanted[search.to] = source;
    }
    if (left === 0) continue;
    distance[source] = 0;
    touched.push(source);
    heap.lower(source);
    while (heap.size > 0 && left > 0) {
      const v = heap.take();
      if (wanted[v] === source) left -= 1;
      looks += first[v + 1] - first[v];
      for (let k = first[v]; k < first[v + 1]; k++) {
        const far = distance[v] + length[order[k]];
        const w = to[order[k]];
        if (far >= distance[w] || far >= most) continue;
        if (distance[w] === Infinity) touched.push(w);
        distance[w] = far;
        heap.lower(w);
      }
    }
    for (let k = asked.first[source]; k < asked.first[source + 1]; k++) {
      const search = searches[asked.order[k]];
      search.found(Math.min(search.most, distance[search.to]));
    }
    heap.clear();
    for (const v of touched) distance[v] = Infinity;
    touched.length = 0;
    if (looks > mostLooks) return false;
    if (looks < sign) continue;
    sign = looks + someLooks;
    yield { done: source, total: nodes };
  }
  return true;
}
