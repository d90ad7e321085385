/**
 * The relaxation of a vertex cover, which has an optimum in halves, and a cover from it.
 *
 *     min Σ_v w_v x_v,   x_u + x_v ≥ 1 for every edge,   x_v ∈ {0, ½, 1}                           (CV3)
 *
 * Two copies of every vertex, an arc of infinite capacity from the first copy of u to the second of v and
 * from that of v to that of u for each edge, and arcs of capacity w_v at the source and at the sink: a least
 * cut is twice the optimum of (CV3), x_v being half of how many copies of v it separates, and half of the
 * flow between the copies of u and v is the price of the edge. A vertex with a loop is in every cover and
 * goes first.
 *
 * Some least cover holds every vertex at 1 and none at 0 (Nemhauser and Trotter 1975). Among those at ½,
 * where a component is coloured with k colours, all but the heaviest colour are taken: within 2 − 2/k of
 * (CV3) (Hochbaum 1983), which is the optimum where k = 2, as in bipartite graphs (König 1931).
 *
 * Sources: G. L. Nemhauser, L. E. Trotter, Mathematical Programming 8 (1975) 232; D. S. Hochbaum, Discrete
 * Applied Mathematics 6 (1983) 243.
 */

import { maxFlow } from '../../numerics/max-flow';
import type { Cover, Found } from './cover';
import { fitted } from './prices';
import type { VertexCover } from './vertex-problem';

export interface HalfIntegral extends Found {
  /** 2 x_v. */
  readonly halves: Uint8Array;
}

export function halfIntegralCover(problem: VertexCover): HalfIntegral {
  const { cover, ends } = problem;
  const { costs, elements } = cover;
  const n = costs.length;
  const isForced = new Uint8Array(n);
  const prices = new Float64Array(elements);
  for (let e = 0; e < elements; e++) {
    const u = ends[2 * e];
    if (u !== ends[2 * e + 1]) continue;
    isForced[u] = 1;
    prices[e] = costs[u];
  }
  const free: number[] = [];
  for (let e = 0; e < elements; e++) {
    if (isForced[ends[2 * e]] === 0 && isForced[ends[2 * e + 1]] === 0) free.push(e);
  }
  const [source, sink] = [2 * n, 2 * n + 1];
  const from: number[] = [];
  const to: number[] = [];
  const capacity: number[] = [];
  const arc = (a: number, b: number, most: number) => {
    from.push(a);
    to.push(b);
    capacity.push(most);
  };
  for (const e of free) {
    arc(ends[2 * e], n + ends[2 * e + 1], Number.POSITIVE_INFINITY);
    arc(ends[2 * e + 1], n + ends[2 * e], Number.POSITIVE_INFINITY);
  }
  for (let v = 0; v < n; v++) {
    if (isForced[v] === 1) continue;
    arc(source, v, costs[v]);
    arc(n + v, sink, costs[v]);
  }
  const { flow, reached } = maxFlow({ nodes: 2 * n + 2, from, to, capacity }, source, sink);
  free.forEach((e, k) => {
    prices[e] = (flow[2 * k] + flow[2 * k + 1]) / 2;
  });
  const { holderStarts } = cover;
  const halves = Uint8Array.from(costs, (_, v) =>
    isForced[v] === 1 ? 2 : (reached[v] === 0 ? 1 : 0) + reached[n + v],
  );
  // a vertex without edges of its own is cut off for nothing
  const isUsed = new Uint8Array(n);
  for (let k = 0; k < holderStarts[elements]; k++) isUsed[cover.holders[k]] = 1;
  for (let v = 0; v < n; v++) if (isUsed[v] === 0) halves[v] = 0;
  return { ...rounded(problem, halves), prices: fitted(cover, prices), halves };
}

/** Vertices at 1, and those at ½ without the heaviest colour of their component. */
function rounded({ cover, ends }: VertexCover, halves: Uint8Array): Omit<Found, 'prices'> {
  const n = halves.length;
  const taken = Array.from(halves.keys()).filter((v) => halves[v] === 2);
  const colours = new Int32Array(n).fill(-1);
  let most = 0;
  for (let root = 0; root < n; root++) {
    if (halves[root] !== 1 || colours[root] >= 0) continue;
    const component = coloured(cover, ends, halves, colours, root);
    const weights: number[] = [];
    for (const v of component) weights[colours[v]] = (weights[colours[v]] ?? 0) + cover.costs[v];
    let heaviest = 0;
    weights.forEach((weight, colour) => {
      if (weight > weights[heaviest]) heaviest = colour;
    });
    most = Math.max(most, weights.length);
    for (const v of component) if (colours[v] !== heaviest) taken.push(v);
  }
  return { taken, proven: most < 2 ? 1 : 2 - 2 / most };
}

/**
 * Colours a component of the vertices at ½, from one of them outwards, each with the least colour that none
 * of its neighbours has: two colours where the component is bipartite.
 */
function coloured(
  { starts, members }: Cover,
  ends: Int32Array,
  halves: Uint8Array,
  colours: Int32Array,
  root: number,
): number[] {
  const component = [root];
  // coloured when seen would be too early: a neighbour may come later
  const isSeen = new Set(component);
  for (let at = 0; at < component.length; at++) {
    const v = component[at];
    const used = new Set<number>();
    for (let k = starts[v]; k < starts[v + 1]; k++) {
      const e = members[k];
      const u = ends[2 * e] === v ? ends[2 * e + 1] : ends[2 * e];
      if (halves[u] !== 1) continue;
      if (colours[u] >= 0) used.add(colours[u]);
      if (isSeen.has(u)) continue;
      isSeen.add(u);
      component.push(u);
    }
    let colour = 0;
    while (used.has(colour)) colour++;
    colours[v] = colour;
  }
  return component;
}
