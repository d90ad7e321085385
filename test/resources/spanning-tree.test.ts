/** Spanning trees against all trees, against Prim's, and their tolerances against other costs. */

import { describe, expect, it } from 'vitest';
import { spanningTree } from '../../src/resources/greedy/index';
import { javascript, wasm } from '../backends';
import { seeded } from '../random';

type Edge = [number, number, number];
const whole = (random: () => number, below: number) => Math.floor(random() * below);

function randomGraph(random: () => number, n: number, count: number): Edge[] {
  const kind = whole(random, 3);
  const cost = () => (kind === 0 ? whole(random, 5) - 2 : kind === 1 ? 10 * random() - 5 : 1);
  return Array.from({ length: count }, () => [whole(random, n), whole(random, n), cost()]);
}

/** Least total of a forest with as few components as the graph has, over all choices of edges. */
function bestForest(n: number, edges: readonly Edge[], sign = 1): { cost: number; size: number } {
  let best = { cost: Number.POSITIVE_INFINITY, size: -1 };
  for (let choice = 0; choice < 1 << edges.length; choice++) {
    const group = Array.from({ length: n }, (_, v) => v);
    let cost = 0;
    let size = 0;
    let isForest = true;
    for (let e = 0; e < edges.length && isForest; e++) {
      if (((choice >> e) & 1) === 0) continue;
      const [u, v, c] = edges[e];
      const [a, b] = [group[u], group[v]];
      isForest = a !== b;
      for (let w = 0; w < n; w++) if (group[w] === b) group[w] = a;
      cost += sign * c;
      size++;
    }
    if (isForest && (size > best.size || (size === best.size && cost < best.cost))) {
      best = { cost, size };
    }
  }
  return best;
}

/** Prim's tree by a matrix: the least total, or the greatest; null where there is no tree. */
function prim(n: number, edges: readonly Edge[], sign: number): number | null {
  const least = Array.from({ length: n }, () => new Float64Array(n).fill(Infinity));
  for (const [u, v, cost] of edges) {
    least[u][v] = Math.min(least[u][v], sign * cost);
    least[v][u] = least[u][v];
  }
  const away = least[0].slice();
  const isIn = new Uint8Array(n);
  isIn[0] = 1;
  let total = 0;
  for (let step = 1; step < n; step++) {
    let next = -1;
    for (let v = 0; v < n; v++) if (isIn[v] === 0 && (next < 0 || away[v] < away[next])) next = v;
    if (away[next] === Infinity) return null;
    total += away[next];
    isIn[next] = 1;
    for (let v = 0; v < n; v++) away[v] = Math.min(away[v], least[next][v]);
  }
  return sign * total;
}

describe('spanning trees', () => {
  it('are the best of all choices of edges', () => {
    const random = seeded(61);
    for (let trial = 0; trial < 300; trial++) {
      const n = 1 + whole(random, 7);
      const edges = randomGraph(random, n, whole(random, 11));
      const sense = random() < 0.5 ? 'minimize' : 'maximize';
      const vertices = Array.from({ length: n }, (_, v) => v);
      const sign = sense === 'minimize' ? 1 : -1;
      const result = spanningTree(wasm, { edges, vertices }, { sense, forest: true });
      const best = bestForest(n, edges, sign);
      expect(result.certificate, JSON.stringify(edges)).toMatchObject({ holds: true });
      expect(result.edges).toHaveLength(best.size);
      expect(sign * result.cost).toBeCloseTo(best.cost, 10);
      expect(result.components).toBe(n - best.size);
      const strict = spanningTree(wasm, { edges, vertices }, { sense });
      expect(strict.status).toBe(best.size === n - 1 ? 'converged' : 'infeasible');
    }
  });

  it('agree with Prim on larger graphs', () => {
    const random = seeded(62);
    for (let trial = 0; trial < 40; trial++) {
      const n = 20 + whole(random, 60);
      const edges = randomGraph(random, n, 4 * n);
      const vertices = Array.from({ length: n }, (_, v) => v);
      for (const sense of ['minimize', 'maximize'] as const) {
        const { cost, certificate, status } = spanningTree(wasm, { edges, vertices }, { sense });
        const other = prim(n, edges, sense === 'minimize' ? 1 : -1);
        expect(status).toBe(other === null ? 'infeasible' : 'converged');
        expect(certificate.holds).toBe(true);
        if (other !== null) expect(cost).toBeCloseTo(other, 8);
      }
    }
  });

  it('stay the best just as long as tolerances say, and cost what prices say without an edge', () => {
    const random = seeded(63);
    for (let trial = 0; trial < 120; trial++) {
      const n = 2 + whole(random, 6);
      const edges = randomGraph(random, n, 1 + whole(random, 10));
      const sense = random() < 0.5 ? 'minimize' : 'maximize';
      const sign = sense === 'minimize' ? 1 : -1;
      const vertices = Array.from({ length: n }, (_, v) => v);
      const solve = (list: Edge[]) =>
        spanningTree(wasm, { edges: list, vertices }, { sense, forest: true });
      const first = solve(edges);
      const taken = new Set(first.edges);
      edges.forEach(([u, v, cost], e) => {
        const at = (value: number) => {
          const changed = edges.map((edge, k): Edge => (k === e ? [u, v, value] : edge));
          const kept = first.edges.reduce((sum, k) => sum + changed[k][2], 0);
          return { kept, best: solve(changed).cost };
        };
        const [low, high] = [first.lower[e], first.upper[e]];
        expect(cost).toBeGreaterThanOrEqual(low);
        expect(cost).toBeLessThanOrEqual(high);
        for (const inside of [Math.max(low, cost - 50), Math.min(high, cost + 50)]) {
          const { kept, best } = at(inside);
          expect(kept).toBeCloseTo(best, 9);
        }
        for (const outside of [low - 0.01, high + 0.01]) {
          if (!Number.isFinite(outside)) continue;
          const { kept, best } = at(outside);
          expect(sign * kept).toBeGreaterThan(sign * best + 0.005);
        }
        const without = solve(edges.filter((_, k) => k !== e));
        const price = first.shadowPrices[e];
        if (!taken.has(e)) expect(price).toBe(0);
        if (price === Infinity) expect(without.components).toBe(first.components + 1);
        else expect(sign * (without.cost - first.cost)).toBeCloseTo(price, 9);
      });
    }
  });

  it('takes names, objects, loops and parallel edges, and the first of equals', () => {
    const result = spanningTree(wasm, {
      edges: [
        ['a', 'b', 3],
        { from: 'b', to: 'a', cost: 2 },
        ['a', 'b', 2],
        ['a', 'a', -9],
        ['b', 7, 0],
        ['7', 'c', 1],
      ],
    });
    expect(result).toMatchObject({ cost: 3, components: 1, vertices: ['a', 'b', 7, 'c'] });
    expect(Array.from(result.edges)).toEqual([1, 4, 5]);
    expect(Array.from(result.shadowPrices)).toEqual([0, 0, 0, 0, Infinity, Infinity]);
    expect([result.lower[3], result.upper[3]]).toEqual([-Infinity, Infinity]);
    expect([result.lower[0], result.upper[1]]).toEqual([2, 2]);
  });

  it('joins nothing by nothing', () => {
    expect(spanningTree(wasm, { edges: [] })).toMatchObject({
      status: 'converged',
      cost: 0,
      components: 0,
      certificate: { holds: true },
    });
    const apart = { edges: [], vertices: ['x', 'y', 'z'] };
    expect(spanningTree(wasm, apart)).toMatchObject({ status: 'infeasible', components: 3 });
    const forest = spanningTree(wasm, apart, { forest: true });
    expect(forest).toMatchObject({ status: 'converged', components: 3, cost: 0 });
    expect(Array.from(forest.component)).toEqual([0, 1, 2]);
  });

  it('spans 10^5 vertices in a line, and a large random graph', () => {
    const n = 1e5;
    const line = Array.from({ length: n - 1 }, (_, v): Edge => [v, v + 1, 1 + (v % 7)]);
    const closed: Edge[] = [...line, [n - 1, 0, 4]];
    const ring = spanningTree(wasm, { edges: closed });
    expect(ring.cost).toBe(line.reduce((sum, [, , cost]) => sum + cost, 4) - 7);
    expect(ring.certificate.holds).toBe(true);
    const random = seeded(5);
    const edges = Array.from(
      { length: 1e5 },
      (): Edge => [whole(random, 3e4), whole(random, 3e4), random()],
    );
    const { backend: _, ...one } = spanningTree(wasm, { edges }, { forest: true });
    const { backend: __, ...other } = spanningTree(javascript, { edges }, { forest: true });
    expect(one.certificate.holds).toBe(true);
    expect(JSON.stringify(other) === JSON.stringify(one)).toBe(true);
  });
});
