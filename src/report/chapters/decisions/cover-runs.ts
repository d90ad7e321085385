/** What the claim on covers needs computed: families that are bad for greedy, small covers tried one by one, examples. */

import monitorLinks from '../../../../examples/resources/monitor-links.json';
import probeCover from '../../../../examples/resources/probe-cover.json';
import type { Engine } from '../../../domains';
import type {
  SetCoverProblem,
  SetCoverResult,
  VertexCoverProblem,
  VertexCoverResult,
} from '../../../resources/index';
import { clocked } from './clocked';

export const probesFile = 'examples/resources/probe-cover.json';
export const monitorsFile = 'examples/resources/monitor-links.json';
const probes: SetCoverProblem = probeCover;
const monitors = monitorLinks as unknown as VertexCoverProblem;

/** Elements of the family with costs; how much the set of all costs beyond 1. */
export const familySizes = [2, 4, 16, 64, 256] as const;
const surcharge = 1e-3;
/** Elements for which all families of sets are tried, and up to which sets of equal cost are bounded. */
const triedElements = [3, 4] as const;
export const boundedElements = 200;
/** Sizes of the left side of the bipartite family. */
export const sides = [8, 16, 32, 64] as const;

export interface FamilyCase {
  readonly elements: number;
  readonly greedy: SetCoverResult;
  readonly exact: SetCoverResult;
}

export interface BipartiteCase {
  readonly side: number;
  readonly edges: number;
  /** Vertices that the published rule takes. */
  readonly byDegree: number;
  readonly primalDual: VertexCoverResult;
  readonly exact: VertexCoverResult;
}

/** All families of sets over so many elements. */
export interface TriedFamilies {
  readonly elements: number;
  readonly families: number;
  /** Those in which greedy’s sets over the fewest, ties broken badly, exceed ln n. */
  readonly above: number;
  readonly worst: number;
  /** Of the worst, one with the fewest sets; elements from 0. */
  readonly example: readonly (readonly number[])[];
}

export interface CoverRuns {
  readonly families: readonly FamilyCase[];
  readonly tried: readonly TriedFamilies[];
  /** The worst of the last, by greedy alone and with what is superfluous taken out. */
  readonly smallest: {
    readonly sets: readonly string[][];
    readonly plain: SetCoverResult;
    readonly pruned: SetCoverResult;
  };
  /** The worst ratio for 1, 2, … elements that sets of equal cost allow. */
  readonly ceilings: readonly number[];
  readonly bipartite: readonly BipartiteCase[];
  /** The first side with which the rule takes more than twice the optimum. */
  readonly firstAbove: number;
  readonly probes: readonly SetCoverResult[];
  readonly monitors: readonly VertexCoverResult[];
  /** The least of all sets of probes, and of monitors. */
  readonly leastProbes: number;
  readonly leastMonitors: number;
  readonly milliseconds: number;
}

export const probeMethods = ['greedy', 'primal-dual', 'rounding', 'exact'] as const;
export const monitorMethods = ['primal-dual', 'half-integral', 'exact'] as const;

export async function coverRuns({ resources }: Engine): Promise<CoverRuns> {
  const families: FamilyCase[] = [];
  for (const elements of familySizes) {
    const family = costlyFamily(elements);
    const greedy = await resources.setCover(family);
    families.push({
      elements,
      greedy,
      exact: await resources.setCover(family, { method: 'exact' }),
    });
  }
  const [bipartite, time] = await clocked(async () => {
    const cases: BipartiteCase[] = [];
    for (const side of sides) {
      const graph = { edges: bipartiteFamily(side) };
      cases.push({
        side,
        edges: graph.edges.length,
        byDegree: coverByDegree(graph.edges).length,
        primalDual: await resources.vertexCover(graph),
        exact: await resources.vertexCover(graph, { method: 'exact' }),
      });
    }
    return cases;
  });
  const byProbes: SetCoverResult[] = [];
  for (const method of probeMethods) byProbes.push(await resources.setCover(probes, { method }));
  const byMonitors: VertexCoverResult[] = [];
  for (const method of monitorMethods) {
    byMonitors.push(await resources.vertexCover(monitors, { method }));
  }
  let firstAbove = 2;
  while (coverByDegree(bipartiteFamily(firstAbove)).length <= 2 * firstAbove) firstAbove++;
  const tried = triedElements.map(tryFamilies);
  const sets = tried[tried.length - 1].example.map((set) => set.map((e) => 'abcd'[e]));
  return {
    families,
    tried,
    smallest: {
      sets,
      plain: await resources.setCover({ sets }, { prune: false }),
      pruned: await resources.setCover({ sets }),
    },
    ceilings: Array.from({ length: boundedElements }, (_, k) => ceilingOf(k + 1)),
    bipartite,
    firstAbove,
    probes: byProbes,
    monitors: byMonitors,
    leastProbes: leastCover(Object.entries(probeCover.sets), probeCover.costs),
    leastMonitors: leastCover(touching(monitorLinks.edges), monitorLinks.weights),
    milliseconds: time,
  };
}

/** One set of all, a little above 1, and each element alone for 1/n, 1/(n − 1), … 1 (Chvátal 1979). */
function costlyFamily(n: number): SetCoverProblem {
  const all = Array.from({ length: n }, (_, e) => e);
  return {
    sets: [all, ...all.map((e) => [e])],
    costs: [1 + surcharge, ...all.map((e) => 1 / (n - e))],
  };
}

/**
 * `side` vertices on the left; on the right, for i = 2 … side, as many vertices with i neighbours each as find
 * neighbours of their own (Johnson 1974). A vertex on the left has one neighbour at most for each i.
 */
export function bipartiteFamily(side: number): [string, string][] {
  const edges: [string, string][] = [];
  for (let i = 2; i <= side; i++) {
    for (let at = 0; at + i <= side; at += i) {
      for (let k = at; k < at + i; k++) edges.push([`l${k}`, `r${i}.${at / i}`]);
    }
  }
  return edges;
}

/** Greedy as it is commonly read: the vertex with most edges that are not covered yet, until all are. */
export function coverByDegree(edges: readonly (readonly [string, string])[]): string[] {
  const around = new Map<string, Set<number>>();
  edges.forEach((ends, e) => {
    for (const end of ends) {
      const own = around.get(end) ?? new Set();
      around.set(end, own.add(e));
    }
  });
  const taken: string[] = [];
  for (;;) {
    let most = 0;
    let vertex = '';
    for (const [name, own] of around) if (own.size > most) [most, vertex] = [own.size, name];
    if (most === 0) return taken;
    taken.push(vertex);
    for (const e of [...(around.get(vertex) ?? [])]) {
      for (const end of edges[e]) around.get(end)?.delete(e);
    }
  }
}

/**
 * Of m sets that cover all, one has at least the m-th part of what is left, so that greedy is done after as
 * many steps as it takes to take away ⌈left/m⌉ again and again (Slavík 1997: that is attained).
 */
export function ceilingOf(elements: number): number {
  let worst = 0;
  for (let m = 1; m <= elements; m++) {
    let steps = 0;
    for (let left = elements; left > 0; left -= Math.ceil(left / m)) steps++;
    worst = Math.max(worst, steps / m);
  }
  return worst;
}

/** Sets as bits of a whole number, families as bits of another. */
export function tryFamilies(elements: number): TriedFamilies {
  const all = 2 ** elements - 1;
  const sets = Array.from({ length: all }, (_, s) => s + 1);
  const sizes = Array.from({ length: all + 1 }, (_, s) => bits(s).length);
  let [families, above, worst] = [0, 0, 0];
  let example: readonly number[] = [];
  for (let family = 1; family < 2 ** all; family++) {
    const own = sets.filter((_, s) => (family >> s) & 1);
    if (own.reduce((union, set) => union | set, 0) !== all) continue;
    families++;
    // a set of all is taken first
    const ratio = own.includes(all) ? 1 : mostSteps(own, all, sizes) / fewest(own, all);
    if (ratio > Math.log(elements)) above++;
    if (ratio > worst || (ratio === worst && own.length < example.length)) example = own;
    worst = Math.max(worst, ratio);
  }
  return { elements, families, above, worst, example: example.map(bits) };
}

const bits = (set: number) => Array.from({ length: 16 }, (_, e) => e).filter((e) => (set >> e) & 1);

/** Sets that greedy takes where ties are broken as badly as they can be. */
function mostSteps(sets: readonly number[], left: number, sizes: readonly number[]): number {
  if (left === 0) return 0;
  let size = 0;
  for (const set of sets) size = Math.max(size, sizes[set & left]);
  let steps = 0;
  for (const set of sets) {
    if (sizes[set & left] === size) steps = Math.max(steps, mostSteps(sets, left & ~set, sizes));
  }
  return steps + 1;
}

function fewest(sets: readonly number[], all: number): number {
  let reached = [0];
  for (let count = 1; ; count++) {
    const next = new Set<number>();
    for (const union of reached) for (const set of sets) next.add(union | set);
    if (next.has(all)) return count;
    reached = [...next];
  }
}

/** The edges at each vertex. */
function touching(edges: readonly (readonly string[])[]): [string, number[]][] {
  const names = new Set(edges.flat());
  return [...names].map((name) => [name, [...edges.keys()].filter((e) => edges[e].includes(name))]);
}

/** The least cost of all choices of sets that hold every element. */
function leastCover(
  sets: readonly (readonly [string, readonly (string | number)[]])[],
  costs: Readonly<Record<string, number>>,
): number {
  const elements = [...new Set<string | number>(sets.flatMap(([, own]) => own))];
  const masks = sets.map(([, own]) =>
    own.reduce((m: number, e) => m | (1 << elements.indexOf(e)), 0),
  );
  const prices = sets.map(([name]) => costs[name]);
  const all = 2 ** elements.length - 1;
  const visit = (at: number, covered: number, cost: number): number => {
    if (covered === all) return cost;
    if (at === sets.length) return Number.POSITIVE_INFINITY;
    return Math.min(
      visit(at + 1, covered | masks[at], cost + prices[at]),
      visit(at + 1, covered, cost),
    );
  };
  return visit(0, 0, 0);
}
