/** What the claim on local search needs computed: two placements of known optimum, by the printed loop and four methods. */

import jobAssignment from '../../../../examples/resources/job-assignment.json';
import shardPlacement from '../../../../examples/resources/shard-placement.json';
import type { Engine } from '../../../domains';
import type { SearchOptions, SearchResult } from '../../../resources/index';
import { timed } from '../compliance/timed';

export const shardsFile = 'examples/resources/shard-placement.json';
export const jobsFile = 'examples/resources/job-assignment.json';
const shards = { ...shardPlacement, kind: 'placement' as const };
const assignment = { ...jobAssignment, kind: 'assignment' as const };

export interface Matrices {
  readonly kind: 'placement';
  readonly traffic: readonly (readonly number[])[];
  readonly distances: readonly (readonly number[])[];
}

/** The first is the printed loop: from one start, the best neighbour until none is better. */
export const methods = [
  { name: 'as published', options: { method: 'local', restarts: 0, improvement: 'best' } },
  { name: 'begun again', options: { method: 'local', improvement: 'best' } },
  { name: 'annealing', options: { method: 'annealing' } },
  { name: 'tabu', options: { method: 'tabu' } },
  { name: 'genetic', options: { method: 'genetic' } },
] as const satisfies readonly { name: string; options: SearchOptions }[];

export const seeds = 10;
/** Solutions that a search may look at. */
const looks = { ring: 8000, shards: 4000 } as const;
/** Ranks of a ring, on a mesh of so many columns. */
export const ring = { ranks: 16, columns: 4 } as const;
const cut = { vertices: 24, edges: 72, starts: 6, seed: 3 } as const;

export type Placed = SearchResult<{ readonly nodes: Int32Array }>;

export interface Placement {
  readonly name: string;
  readonly evaluations: number;
  readonly optimum: number;
  /** By method, then by seed. */
  readonly results: readonly (readonly Placed[])[];
}

export interface SearchRuns {
  readonly ring: Placement;
  readonly shards: Placement;
  /** Single descents: of a cut's weight, and of a makespan. */
  readonly cuts: readonly SearchResult[];
  readonly cutWeight: number;
  readonly makespans: readonly SearchResult[];
  readonly milliseconds: number;
}

export function searchRuns(engine: Engine): SearchRuns {
  const { resources } = engine;
  const run = (given: Matrices, evaluations: number) =>
    methods.map(({ options }) =>
      Array.from({ length: seeds }, (_, seed) =>
        resources.search(given, { ...options, seed, evaluations }),
      ),
    );
  const [ringResults, time] = timed(() => run(ringOnMesh(), looks.ring));
  const shardResults = run(shards, looks.shards);
  const edges = randomEdges(engine);
  const descents = (given: typeof assignment | { kind: 'max-cut'; edges: [number, number][] }) =>
    Array.from(
      { length: cut.starts },
      (_, seed): SearchResult => resources.search(given, { method: 'local', restarts: 0, seed }),
    );
  return {
    // a hop takes 1 at least, and there is a ring through the mesh that takes no more
    ring: {
      name: `Ring of ${ring.ranks} on a mesh`,
      evaluations: looks.ring,
      optimum: ring.ranks,
      results: ringResults,
    },
    shards: {
      name: 'Shards on racks',
      evaluations: looks.shards,
      optimum: leastOverRacks(shards),
      results: shardResults,
    },
    cuts: descents({ kind: 'max-cut', edges }),
    cutWeight: edges.length,
    makespans: descents(assignment),
    milliseconds: time,
  };
}

/** Each rank sends to the next one; distances are hops. */
export function ringOnMesh(): Matrices {
  const all = Array.from({ length: ring.ranks }, (_, i) => i);
  const [column, row] = [
    (node: number) => node % ring.columns,
    (node: number) => Math.floor(node / ring.columns),
  ];
  return {
    kind: 'placement',
    traffic: all.map((i) => all.map((k) => (k === (i + 1) % ring.ranks ? 1 : 0))),
    distances: all.map((p) =>
      all.map((q) => Math.abs(column(p) - column(q)) + Math.abs(row(p) - row(q))),
    ),
  };
}

function randomEdges({ sampling }: Engine): [number, number][] {
  const { vertices, edges, seed } = cut;
  const design = { design: 'random', samples: edges, dimensions: 2, seed } as const;
  const points = sampling.design(design).matrix();
  return Array.from({ length: edges }, (_, e) => {
    const from = Math.floor(vertices * points[2 * e]);
    // another one
    const to = (from + 1 + Math.floor((vertices - 1) * points[2 * e + 1])) % vertices;
    return [from, to];
  });
}

/**
 * The least cost of shards on racks, by trying all: within a rack all distances are the same, and racks next to
 * each other, two by two, are nearer than others. Shards go to racks one by one; what cannot come below the best
 * until then is left out, and of racks that are still empty in the same way only the first is tried.
 */
export function leastOverRacks({ traffic, distances }: Matrices): number {
  const n = traffic.length;
  const size = distances.findIndex((_, node) => node > 0 && distances[0][node] !== distances[0][1]);
  const racks = distances.length / size;
  const between = (a: number, b: number) => distances[a * size][b * size + (a === b ? 1 : 0)];
  const both = traffic.map((row, i) => row.map((x, k) => x + traffic[k][i]));
  const nearest = between(0, 0);
  // what the shards from i on add at least: to each other, and to all before
  const rest = Array.from({ length: n + 1 }, (_, i) => {
    let sum = 0;
    for (let k = i; k < n; k++) for (let l = 0; l < k; l++) sum += both[k][l] * nearest;
    return sum;
  });
  let least = Number.POSITIVE_INFINITY;
  const rackOf = new Int32Array(n);
  const used = new Int32Array(racks);
  const visit = (i: number, cost: number): void => {
    if (cost + rest[i] >= least) return;
    if (i === n) {
      least = cost;
      return;
    }
    const seen = new Set<string>();
    for (let rack = 0; rack < racks; rack++) {
      // an empty rack beside an empty one, or beside the same full one, is like another
      const pair = rack ^ 1;
      const kind = used[rack] > 0 ? `${rack}` : used[pair] > 0 ? `beside ${pair}` : 'empty';
      if (used[rack] === size || seen.has(kind)) continue;
      seen.add(kind);
      let added = 0;
      for (let k = 0; k < i; k++) added += both[i][k] * between(rack, rackOf[k]);
      rackOf[i] = rack;
      used[rack]++;
      visit(i + 1, cost + added);
      used[rack]--;
    }
  };
  visit(0, 0);
  return least;
}
