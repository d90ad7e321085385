/**
 * The greatest flow from a source to a sink, by blocking flows in layered networks, and a least cut.
 *
 * Capacities are real numbers ≥ 0, or infinite; arcs that are used up are so exactly, so there are fewer than
 * n phases whatever they are.
 *
 * Source: E. A. Dinic, Soviet Mathematics Doklady 11 (1970) 1277.
 */

export interface FlowNetwork {
  readonly nodes: number;
  /** Ends and capacity of every arc. */
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly capacity: ArrayLike<number>;
}

export interface MaxFlow {
  readonly value: number;
  /** On every arc. */
  readonly flow: Float64Array;
  /** 1 for nodes that the source still reaches: arcs out of them to others are a least cut. */
  readonly reached: Uint8Array;
}

/** Arc 2a and its reverse 2a + 1, by the node they leave. */
interface Residual {
  readonly first: Int32Array;
  readonly arcs: Int32Array;
  readonly head: Int32Array;
  readonly room: Float64Array;
}

/** There must be no way of infinite capacity from source to sink. */
export function maxFlow(network: FlowNetwork, source: number, sink: number): MaxFlow {
  const residual = residualOf(network);
  const levels = new Int32Array(network.nodes);
  const next = new Int32Array(network.nodes);
  let value = 0;
  while (layer(residual, source, levels)[sink] > 0) {
    next.set(residual.first.subarray(0, network.nodes));
    value += block(residual, source, sink, levels, next);
  }
  const flow = Float64Array.from(
    { length: network.from.length },
    (_, a) => residual.room[2 * a + 1],
  );
  return { value, flow, reached: Uint8Array.from(levels, (level) => (level >= 0 ? 1 : 0)) };
}

function residualOf({ nodes, from, to, capacity }: FlowNetwork): Residual {
  const count = from.length;
  const first = new Int32Array(nodes + 1);
  for (let a = 0; a < count; a++) {
    first[from[a] + 1]++;
    first[to[a] + 1]++;
  }
  for (let u = 0; u < nodes; u++) first[u + 1] += first[u];
  const place = first.slice(0, nodes);
  const arcs = new Int32Array(2 * count);
  const head = new Int32Array(2 * count);
  const room = new Float64Array(2 * count);
  for (let a = 0; a < count; a++) {
    arcs[place[from[a]]++] = 2 * a;
    arcs[place[to[a]]++] = 2 * a + 1;
    head[2 * a] = to[a];
    head[2 * a + 1] = from[a];
    room[2 * a] = capacity[a];
  }
  return { first, arcs, head, room };
}

/** Arcs from the source to every node along arcs with room; −1 where there is no way. */
function layer({ first, arcs, head, room }: Residual, source: number, levels: Int32Array) {
  levels.fill(-1);
  levels[source] = 0;
  const queue = new Int32Array(levels.length);
  queue[0] = source;
  for (let at = 0, end = 1; at < end; at++) {
    const u = queue[at];
    for (let k = first[u]; k < first[u + 1]; k++) {
      const v = head[arcs[k]];
      if (levels[v] >= 0 || !(room[arcs[k]] > 0)) continue;
      levels[v] = levels[u] + 1;
      queue[end++] = v;
    }
  }
  return levels;
}

/** Flow along shortest ways until each has an arc without room. */
function block(
  { first, arcs, head, room }: Residual,
  source: number,
  sink: number,
  levels: Int32Array,
  next: Int32Array,
): number {
  const way: number[] = [];
  let total = 0;
  let u = source;
  for (;;) {
    if (u === sink) {
      let least = Number.POSITIVE_INFINITY;
      for (const arc of way) least = Math.min(least, room[arc]);
      total += least;
      let cut = 0;
      for (let k = way.length - 1; k >= 0; k--) {
        const arc = way[k];
        room[arc] -= least;
        room[arc ^ 1] += least;
        if (!(room[arc] > 0)) cut = k;
      }
      u = head[way[cut] ^ 1];
      way.length = cut;
      continue;
    }
    for (; next[u] < first[u + 1]; next[u]++) {
      const arc = arcs[next[u]];
      if (room[arc] > 0 && levels[head[arc]] === levels[u] + 1) break;
    }
    if (next[u] < first[u + 1]) {
      const arc = arcs[next[u]];
      way.push(arc);
      u = head[arc];
      continue;
    }
    const back = way.pop();
    if (back === undefined) return total;
    u = head[back ^ 1];
    next[u]++;
  }
}
