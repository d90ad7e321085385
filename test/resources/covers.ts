/** Random coverings, and the best of them by trying every choice. */

import type { SetCoverProblem, VertexCoverProblem } from '../../src/resources/cover/index';

export const whole = (random: () => number, below: number) => Math.floor(random() * below);

/** Every element is in a set; costs are whole, real, or one. */
export function randomSets(random: () => number, mostSets = 12, mostElements = 14) {
  const n = 1 + whole(random, mostSets);
  const m = 1 + whole(random, mostElements);
  const share = 0.1 + 0.4 * random();
  const sets: number[][] = Array.from({ length: n }, () =>
    Array.from({ length: m }, (_, e) => e).filter(() => random() < share),
  );
  for (let e = 0; e < m; e++) {
    if (!sets.some((set) => set.includes(e))) sets[whole(random, n)].push(e);
  }
  const kind = whole(random, 4);
  const costs = sets.map(() =>
    kind === 0 ? 1 : kind === 1 ? 1 + whole(random, 9) : kind === 2 ? random() : whole(random, 3),
  );
  return { sets, costs, universe: Array.from({ length: m }, (_, e) => e) };
}

export function randomGraph(random: () => number, mostVertices = 12) {
  const n = 1 + whole(random, mostVertices);
  const count = whole(random, 2 * n + 1);
  const edges = Array.from(
    { length: count },
    () => [whole(random, n), whole(random, n)] as [number, number],
  ).filter(([u, v]) => u !== v || random() < 0.2);
  const kind = whole(random, 3);
  const vertices = Array.from({ length: n }, (_, v) => v);
  const weights = Object.fromEntries(
    vertices.map((v) => [String(v), kind === 0 ? 1 : kind === 1 ? whole(random, 6) : 5 * random()]),
  );
  return { edges, weights, vertices };
}

/** The least cost over all 2ⁿ choices of sets. */
export function leastCost({ sets, costs }: { sets: number[][]; costs: number[] }): number {
  const masks = sets.map((set) => set.reduce((mask, e) => mask | (1 << e), 0));
  const all = masks.reduce((mask, more) => mask | more, 0);
  let least = Number.POSITIVE_INFINITY;
  for (let choice = 0; choice < 1 << sets.length; choice++) {
    let mask = 0;
    let cost = 0;
    for (let s = 0; s < sets.length; s++) {
      if (((choice >> s) & 1) === 0) continue;
      mask |= masks[s];
      cost += costs[s];
    }
    if (mask === all) least = Math.min(least, cost);
  }
  return least;
}

export function leastWeight({ edges, weights = {}, vertices = [] }: VertexCoverProblem): number {
  let least = Number.POSITIVE_INFINITY;
  for (let choice = 0; choice < 1 << vertices.length; choice++) {
    const holds = (v: unknown) => ((choice >> (v as number)) & 1) === 1;
    if (!edges.every(([u, v]) => holds(u) || holds(v))) continue;
    least = Math.min(
      least,
      vertices.reduce<number>((sum, v) => (holds(v) ? sum + weights[String(v)] : sum), 0),
    );
  }
  return least;
}

/** Two rows of 2^k − 1 elements each, and sets across both of 2, 4, …, 2^k: greedy takes all of the latter. */
export function greedyTrap(k: number): SetCoverProblem {
  const half = 2 ** k - 1;
  const row = (r: number) => Array.from({ length: half }, (_, i) => `${r}:${i}`);
  const across = Array.from({ length: k }, (_, j) => {
    const from = 2 ** j - 1;
    return [0, 1].flatMap((r) => row(r).slice(from, from + 2 ** j));
  });
  return { sets: [...across, row(0), row(1)] };
}

export function complete(left: number, right: number): [string, string][] {
  return Array.from({ length: left }, (_, i) =>
    Array.from({ length: right }, (_, j) => [`l${i}`, `r${j}`] as [string, string]),
  ).flat();
}
