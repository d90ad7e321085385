/** Random problems of every kind for searches, with brute force and feasibility that share nothing with them. */

import type {
  RandomStream,
  SearchData,
  SearchKind,
  SearchProblem,
} from '../../src/resources/search/index';

type Random = () => number;

const whole = (random: Random, least: number, most: number) =>
  least + Math.floor(random() * (most - least + 1));

const list = (n: number, entry: (i: number) => number) =>
  Array.from({ length: n }, (_, i) => entry(i));

/** Symmetric, without a diagonal. */
export const matrix = (random: Random, n: number, most: number) => {
  const rows = list(n, () => 0).map(() => list(n, () => 0));
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) rows[i][k] = rows[k][i] = whole(random, 0, most);
  }
  return rows;
};

/** A problem of about n things; small ones can be solved by `optimumOf`. */
export function randomData(kind: SearchKind, random: Random, n: number): SearchData {
  switch (kind) {
    case 'knapsack': {
      const weights = list(n, () => whole(random, 1, 30));
      const capacity = Math.floor(weights.reduce((a, b) => a + b, 0) / 2);
      return { kind, values: list(n, () => whole(random, 1, 50)), weights, capacity };
    }
    case 'set-cover': {
      const universe = list(n, (e) => e);
      const sets = list(n, () => 0).map(() => universe.filter(() => random() < 0.3));
      // every element is in some set
      for (const e of universe) sets[whole(random, 0, n - 1)].push(e);
      return { kind, sets, universe, costs: list(n, () => whole(random, 1, 9)) };
    }
    case 'vertex-cover': {
      const edges = randomEdges(random, n);
      const weights = Object.fromEntries(edges.flat().map((v) => [v, whole(random, 1, 9)]));
      return { kind, edges, weights };
    }
    case 'assignment': {
      if (random() < 0.5) {
        return { kind, durations: list(n, () => whole(random, 1, 30)), machines: 3 };
      }
      return { kind, times: list(n, () => 0).map(() => list(3, () => whole(random, 1, 30))) };
    }
    case 'placement':
      return { kind, traffic: matrix(random, n - 1, 9), distances: matrix(random, n, 9) };
    case 'tour':
      return { kind, points: list(n, () => 0).map(() => [random(), random()]) };
    case 'schedule': {
      const jobs = list(n, () => 0).map(() => ({
        gpus: whole(random, 1, 4),
        duration: whole(random, 1, 9),
        release: whole(random, 0, 6),
        priority: whole(random, 0, 5),
      }));
      const objective = random() < 0.5 ? 'makespan' : 'weighted-completion';
      return { kind, jobs, gpus: 4, objective };
    }
    case 'max-cut':
      return {
        kind,
        edges: randomEdges(random, n).map(([u, v]) => [u, v, whole(random, -3, 9)] as const),
      };
  }
}

function randomEdges(random: Random, n: number): [number, number][] {
  const edges: [number, number][] = [[0, 1]];
  for (let u = 0; u < n; u++) for (let v = 0; v < u; v++) if (random() < 0.4) edges.push([v, u]);
  return edges;
}

type Answer = Readonly<Record<string, never>>;

/** What an answer of a search costs or is worth; NaN where it is not feasible. */
export function worthOf(data: SearchData, answer: unknown): number {
  const given = answer as Answer;
  const sum = (x: Iterable<number>) => Array.from(x).reduce((a, b) => a + b, 0);
  switch (data.kind) {
    case 'knapsack': {
      const items: number[] = given.items;
      const isRight = new Set(items).size === items.length;
      const isLight = sum(items.map((j) => data.weights[j])) <= data.capacity;
      return isRight && isLight ? sum(items.map((j) => data.values[j])) : Number.NaN;
    }
    case 'set-cover': {
      const sets: number[] = given.sets;
      const lists = data.sets as number[][];
      const isCovered = data.universe?.every((e) =>
        sets.some((s) => lists[s].includes(e as number)),
      );
      return isCovered ? sum(sets.map((s) => (data.costs as number[])[s])) : Number.NaN;
    }
    case 'vertex-cover': {
      const vertices: number[] = given.vertices;
      const isTouched = data.edges.every((ends) =>
        ends.some((v) => vertices.includes(v as number)),
      );
      return isTouched ? sum(vertices.map((v) => data.weights?.[v] ?? 1)) : Number.NaN;
    }
    case 'assignment': {
      const machines = Array.from(given.machines as Int32Array);
      const m = data.machines ?? data.times![0].length;
      const loads = new Array<number>(m).fill(0);
      machines.forEach((k, j) => {
        loads[k] += data.durations?.[j] ?? data.times![j][k];
      });
      return loads.reduce((a, b) => Math.max(a, b));
    }
    case 'placement': {
      const nodes = Array.from(given.nodes as Int32Array);
      if (new Set(nodes).size < nodes.length) return Number.NaN;
      return sum(
        nodes.flatMap((p, i) => nodes.map((q, k) => data.traffic[i][k] * data.distances[p][q])),
      );
    }
    case 'tour': {
      const order = Array.from(given.order as Int32Array);
      const points = data.points as number[][];
      if (new Set(order).size < points.length) return Number.NaN;
      return sum(
        order.map((u, k) => {
          const v = order[(k + 1) % order.length];
          return Math.hypot(points[u][0] - points[v][0], points[u][1] - points[v][1]);
        }),
      );
    }
    case 'schedule': {
      const starts = Array.from(given.starts as Float64Array);
      const ends = data.jobs.map(({ duration }, j) => starts[j] + duration);
      const isRight = data.jobs.every(({ release = 0 }, j) => {
        const used = data.jobs.filter((_, i) => starts[i] <= starts[j] && starts[j] < ends[i]);
        return starts[j] >= release && sum(used.map(({ gpus }) => gpus)) <= data.gpus;
      });
      if (!isRight) return Number.NaN;
      if (data.objective === 'makespan') return ends.reduce((a, b) => Math.max(a, b));
      return sum(ends.map((end, j) => (data.jobs[j].priority ?? 1) * end));
    }
    case 'max-cut': {
      const [left, right]: number[][] = given.sides;
      if (left.some((v) => right.includes(v))) return Number.NaN;
      return sum(
        data.edges.map(([u, v, weight = 1]) =>
          left.includes(u as number) === left.includes(v as number) ? 0 : weight,
        ),
      );
    }
  }
}

/** The optimum by looking at all solutions. */
export function optimumOf(data: SearchData): number {
  const isMost = data.kind === 'knapsack' || data.kind === 'max-cut';
  let best = isMost ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  for (const answer of answersOf(data)) {
    const worth = worthOf(data, answer);
    if (isMost ? worth > best : worth < best) best = worth;
  }
  return best;
}

function* answersOf(data: SearchData): Generator<unknown> {
  switch (data.kind) {
    case 'knapsack':
      for (const items of subsets(data.values.length)) yield { items };
      return;
    case 'set-cover':
      for (const sets of subsets((data.sets as []).length)) yield { sets };
      return;
    case 'vertex-cover': {
      const all = Array.from(new Set(data.edges.flat()));
      for (const places of subsets(all.length)) yield { vertices: places.map((p) => all[p]) };
      return;
    }
    case 'max-cut': {
      const all = Array.from(new Set(data.edges.flatMap((edge) => edge.slice(0, 2))));
      for (const places of subsets(all.length - 1)) {
        const left = places.map((p) => all[p]);
        yield { sides: [left, all.filter((v) => !left.includes(v))] };
      }
      return;
    }
    case 'assignment': {
      const n = data.durations?.length ?? data.times!.length;
      for (let code = 0; code < 3 ** n; code++) {
        yield { machines: Int32Array.from({ length: n }, (_, j) => Math.floor(code / 3 ** j) % 3) };
      }
      return;
    }
    case 'placement':
      for (const nodes of permutations(data.distances.length)) {
        yield { nodes: nodes.slice(0, data.traffic.length) };
      }
      return;
    case 'tour':
      for (const rest of permutations(data.points!.length - 1)) {
        yield { order: [0, ...rest.map((v) => v + 1)] };
      }
      return;
    case 'schedule':
      for (const order of permutations(data.jobs.length)) yield { starts: startsOf(data, order) };
  }
}

/** Each job of a list at the first time, a release or an end, at which it fits. */
function startsOf(data: Extract<SearchData, { kind: 'schedule' }>, order: number[]): number[] {
  const starts = new Array<number>(data.jobs.length).fill(Number.POSITIVE_INFINITY);
  const placed: number[] = [];
  for (const j of order) {
    const { gpus, duration, release = 0 } = data.jobs[j];
    const ends = placed.map((i) => starts[i] + data.jobs[i].duration);
    const times = [release, ...ends.filter((t) => t > release)].sort((a, b) => a - b);
    const isFree = (t: number) =>
      [t, ...placed.map((i) => starts[i]).filter((s) => s > t && s < t + duration)].every(
        (at) =>
          placed.reduce(
            (used, i, k) => used + (starts[i] <= at && at < ends[k] ? data.jobs[i].gpus : 0),
            gpus,
          ) <= data.gpus,
      );
    starts[j] = times.find(isFree)!;
    placed.push(j);
  }
  return starts;
}

function* subsets(n: number): Generator<number[]> {
  for (let code = 0; code < 2 ** n; code++) {
    yield Array.from({ length: n }, (_, j) => j).filter((j) => (code >> j) & 1);
  }
}

function* permutations(n: number, taken: number[] = []): Generator<number[]> {
  if (taken.length === n) {
    yield taken.slice();
    return;
  }
  for (let i = 0; i < n; i++) {
    if (!taken.includes(i)) yield* permutations(n, [...taken, i]);
  }
}

/** Whole numbers from 0 to 99, of which 63 is the best; odd ones are not feasible. */
export function evens(overrides: object = {}): SearchProblem<{ x: number }, number> {
  return {
    random: (stream: RandomStream) => ({ x: 2 * stream.below(50) }),
    objective: ({ x }: { x: number }) => Math.abs(x - 63),
    propose: (_: unknown, stream: RandomStream) => stream.below(7) - 3,
    apply: ({ x }: { x: number }, move: number) => ({ x: x + move }),
    feasible: ({ x }: { x: number }) => x % 2 === 0 && x >= 0 && x <= 98,
    moves: () => [-3, -2, -1, 1, 2, 3],
    ...overrides,
  } as SearchProblem<{ x: number }, number>;
}
