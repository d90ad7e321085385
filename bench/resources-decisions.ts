/** Decisions without foresight and searches, each beside the plain script a user would write for the answer alone. */

import type { Backend } from '../src/engine/backend';
import { paging, search, spanningTree, streamTokens } from '../src/resources/index';
import { seeded } from '../test/random';
import { type BenchRow, type BenchSettings, compare } from './harness';

export function decisionRows(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  isSmoke: boolean,
): BenchRow[] {
  const fewer = { ...settings, rounds: Math.min(settings.rounds, 9) };
  return [
    pagingRow(wasm, fewer, isSmoke ? 10_000 : 1_000_000),
    streamRow(wasm, javascript, fewer, isSmoke ? 2000 : 100_000),
    treeRow(wasm, fewer, isSmoke ? 5000 : 200_000),
    cutRow(wasm, fewer, isSmoke ? 20_000 : 1_000_000),
  ];
}

const slots = 64;

function pagingRow(wasm: Backend, settings: BenchSettings, count: number): BenchRow {
  const random = seeded(1);
  const requests = Array.from({ length: count }, () => Math.floor(1000 * random() ** 3));
  const sizes = [slots];
  const { policies } = paging(wasm, { requests, cache: slots }, { sizes });
  const faults = plainPaging(requests);
  const isSame = policies.lru?.faults === faults.lru && policies.belady?.faults === faults.belady;
  return compare(
    `resources: paging, ${count} requests of 1000 pages, ${slots} slots`,
    'trace',
    1,
    [
      {
        name: 'five rules, prices of a slot, proof',
        run: () =>
          paging(wasm, { requests, cache: slots }, { sizes }).optimum?.faults ?? Number.NaN,
      },
      { name: 'plain JavaScript, LRU and Belady alone', run: () => plainPaging(requests).belady },
    ],
    settings,
    {},
    [isSame ? 'the same faults' : 'FAULTS DIFFER'],
  );
}

/** LRU by a Map, Belady's rule by a look at every page in the cache. */
function plainPaging(requests: readonly number[]): { lru: number; belady: number } {
  const recent = new Map<number, true>();
  let lru = 0;
  for (const page of requests) {
    if (!recent.delete(page)) {
      lru++;
      if (recent.size === slots) recent.delete(recent.keys().next().value as number);
    }
    recent.set(page, true);
  }
  const next = new Int32Array(requests.length);
  const seen = new Map<number, number>();
  for (let t = requests.length - 1; t >= 0; t--) {
    next[t] = seen.get(requests[t]) ?? requests.length;
    seen.set(requests[t], t);
  }
  const cache = new Map<number, number>();
  let belady = 0;
  requests.forEach((page, t) => {
    if (!cache.has(page)) {
      belady++;
      if (cache.size === slots) {
        let [farthest, out] = [-1, page];
        for (const [held, use] of cache) if (use > farthest) [farthest, out] = [use, held];
        cache.delete(out);
      }
    }
    cache.set(page, next[t]);
  });
  return { lru, belady };
}

function streamRow(
  wasm: Backend,
  javascript: Backend,
  settings: BenchSettings,
  count: number,
): BenchRow {
  const random = seeded(2);
  const column = (low: number, high: number) =>
    Array.from({ length: count }, () => low + (high - low) * random());
  const problem = {
    frames: { family: 'log', scale: column(20, 400), width: column(20, 60) },
    upper: 40,
    total: 8 * count,
    values: { least: 0.1, greatest: 20 },
  } as const;
  const run = (backend: Backend) => () => streamTokens(backend, problem).value as number;
  const { ratio } = streamTokens(wasm, problem);
  return compare(
    `resources: ${count} frames in a stream`,
    'stream',
    1,
    [
      { name: 'wasm', run: run(wasm) },
      { name: 'javascript backend', run: run(javascript) },
    ],
    settings,
    {},
    [
      `four policies, the optimum and the proof; ratio ${ratio?.realized?.toFixed(3)}, proven ${ratio?.proven?.toFixed(3)}`,
    ],
  );
}

function treeRow(wasm: Backend, settings: BenchSettings, count: number): BenchRow {
  const random = seeded(3);
  const vertices = Math.floor(count / 5);
  const edges = Array.from({ length: count }, (_, e) => {
    const u = e < vertices - 1 ? e + 1 : Math.floor(vertices * random());
    const v = e < vertices - 1 ? Math.floor((e + 1) * random()) : Math.floor(vertices * random());
    return [u, v === u ? (u + 1) % vertices : v, random()] as const;
  });
  const problem = { edges: edges.map(([u, v, cost]) => [u, v, cost] as [number, number, number]) };
  const difference = Math.abs((spanningTree(wasm, problem).cost ?? 0) - kruskal(edges, vertices));
  return compare(
    `resources: a spanning tree of ${vertices} vertices and ${count} edges`,
    'tree',
    1,
    [
      {
        name: 'with tolerances, prices, proof',
        run: () => spanningTree(wasm, problem).cost as number,
      },
      { name: 'plain Kruskal, the cost alone', run: () => kruskal(edges, vertices) },
    ],
    settings,
    {},
    [`costs differ by ${difference.toExponential(1)}`],
  );
}

function kruskal(edges: readonly (readonly [number, number, number])[], vertices: number): number {
  const parent = Int32Array.from({ length: vertices }, (_, v) => v);
  const root = (v: number) => {
    let at = v;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  let cost = 0;
  for (const [u, v, c] of [...edges].sort((a, b) => a[2] - b[2])) {
    const [a, b] = [root(u), root(v)];
    if (a === b) continue;
    parent[a] = b;
    cost += c;
  }
  return cost;
}

function cutRow(wasm: Backend, settings: BenchSettings, evaluations: number): BenchRow {
  const random = seeded(4);
  const edges = Array.from({ length: 5000 }, () => {
    const u = Math.floor(1000 * random());
    return [u, (u + 1 + Math.floor(999 * random())) % 1000, 1] as [number, number, number];
  });
  const run = () =>
    search(wasm, { kind: 'max-cut', edges } as const, {
      method: 'annealing',
      evaluations,
      seed: 1,
    }).objective;
  return compare(
    'resources: annealing a cut of 1000 vertices and 5000 edges',
    'move',
    evaluations,
    [
      { name: 'search', run },
      { name: 'plain JavaScript, the loop alone', run: () => plainCut(edges, evaluations) },
    ],
    settings,
  );
}

/** Metropolis with flips of one vertex, host's random numbers and exp, a geometric cooling. */
function plainCut(edges: readonly (readonly number[])[], evaluations: number): number {
  const near = Array.from({ length: 1000 }, () => [] as number[]);
  for (const [u, v] of edges) {
    near[u].push(v);
    near[v].push(u);
  }
  const random = seeded(5);
  const side = Uint8Array.from({ length: 1000 }, () => (random() < 0.5 ? 1 : 0));
  let cut = edges.filter(([u, v]) => side[u] !== side[v]).length;
  let best = cut;
  let temperature = 3;
  const cooling = 0.05 ** (1 / evaluations);
  for (let k = 0; k < evaluations; k++) {
    const v = Math.floor(1000 * random());
    let gain = 0;
    for (const u of near[v]) gain += side[u] === side[v] ? 1 : -1;
    if (gain >= 0 || random() < Math.exp(gain / temperature)) {
      side[v] ^= 1;
      cut += gain;
      if (cut > best) best = cut;
    }
    temperature *= cooling;
  }
  return best;
}
