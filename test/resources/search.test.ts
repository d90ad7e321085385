/** Searches of built-in problems: optima, feasibility, the same bits for a seed. */

import { describe, expect, it } from 'vitest';
import {
  type SearchData,
  type SearchKind,
  search,
  searchAsync,
  searchKinds,
  searchMethods,
  searchProblemOf,
} from '../../src/resources/search/index';
import { randomStream } from '../../src/sampling/random-stream';
import { backends, isLong, wasm } from '../backends';
import { seeded } from '../random';
import { optimumOf, randomData, worthOf } from './searches';

const sizes: Readonly<Record<SearchKind, number>> = {
  knapsack: 12,
  'set-cover': 11,
  'vertex-cover': 11,
  assignment: 8,
  placement: 7,
  tour: 8,
  schedule: 6,
  'max-cut': 12,
};

describe.each(searchKinds)('%s', (kind) => {
  it('reaches the optimum by brute force with every method', () => {
    const random = seeded(31);
    for (let round = 0; round < (isLong ? 40 : 2); round++) {
      const data = randomData(kind, random, sizes[kind]);
      const optimum = optimumOf(data);
      for (const method of searchMethods) {
        const result = search(wasm, data, { method, seed: round });
        expect(result.objective, `${method} ${round}`).toBeCloseTo(optimum, 9);
        expect(worthOf(data, result.solution)).toBeCloseTo(optimum, 9);
        expect(result.certificate).toMatchObject({ holds: true, feasible: true });
        // the budget may end a tabu search before its last start
        if (method !== 'tabu') expect(result.status).toBe('converged');
        const { bound, sense, ratio } = result;
        if (bound !== null)
          expect(sense === 'minimize' ? bound : -bound).toBeLessThanOrEqual(
            (sense === 'minimize' ? optimum : -optimum) + 1e-9,
          );
        if (ratio.realized !== null) expect(ratio.realized).toBeGreaterThanOrEqual(1 - 1e-12);
        if (ratio.against === 'optimum') expect(ratio.realized).toBe(1);
      }
    }
  });

  it('never leaves what is feasible, however short', () => {
    const random = seeded(77);
    for (let round = 0; round < (isLong ? 400 : 28); round++) {
      const data = randomData(kind, random, 4 + Math.floor(random() * 30));
      const method = searchMethods[round % 4];
      const evaluations = 1 + Math.floor(random() ** 3 * 4000);
      const result = search(wasm, data, { method, seed: round, evaluations });
      expect(worthOf(data, result.solution), `${method} ${round}`).toBeCloseTo(result.objective, 8);
      expect(result.evaluations).toBeLessThanOrEqual(Math.max(evaluations, 1));
      expect(result.certificate).toMatchObject({ holds: true, feasible: true });
      const { objective } = result.history;
      for (let k = 1; k < objective.length; k++) {
        const better = result.sense === 'minimize' ? -1 : 1;
        expect(better * (objective[k] - objective[k - 1])).toBeGreaterThan(0);
      }
      expect(objective.at(-1)).toBeCloseTo(result.objective, 8);
    }
  });

  it('has differences that are those of the objective, on random walks', () => {
    const random = seeded(5);
    for (let round = 0; round < 6; round++) {
      const data = randomData(kind, random, 5 + 3 * round);
      const problem = searchProblemOf(data);
      const stream = randomStream(wasm, round);
      let state = problem.random(stream);
      for (let step = 0; step < 150; step++) {
        const neighbourhood = Array.from(problem.moves!(state));
        expect(new Set(neighbourhood).size).toBe(neighbourhood.length);
        const move =
          step % 2 === 0
            ? problem.propose(state, stream)
            : neighbourhood[stream.below(neighbourhood.length)];
        if (move === null || move === undefined || !problem.allows!(state, move)) continue;
        const before = problem.objective(state);
        const added = problem.delta!(state, move);
        expect(problem.objective(state)).toBe(before);
        state = problem.apply(state, move);
        expect(problem.feasible!(state)).toBe(true);
        expect(problem.objective(state)).toBeCloseTo(before + added, 8);
        expect(problem.objective(problem.copy!(state))).toBe(problem.objective(state));
        if (step % 10 > 0) continue;
        const child = problem.crossover!(state, problem.random(stream), stream);
        expect(problem.feasible!(child)).toBe(true);
        const copied = problem.copy!(child);
        const next = problem.propose(copied, stream);
        if (next === null || !problem.allows!(copied, next)) continue;
        const cost = problem.objective(child);
        const change = problem.delta!(child, next);
        expect(problem.objective(problem.apply(copied, next))).toBeCloseTo(cost + change, 8);
      }
    }
  });

  it.each(searchMethods)(
    '%s is the same for a seed, on both backends, at once or in parts',
    async (method) => {
      const data = randomData(kind, seeded(9), 18);
      const options = { method, evaluations: 1500 };
      for (const { backend } of backends) {
        const one = search(backend, data, { ...options, seed: 4 });
        expect(search(backend, data, { ...options, seed: 4 })).toEqual(one);
        expect(await searchAsync(backend, data, { ...options, seed: 4 })).toEqual(one);
        const others = [5, 6, 7].map((seed) => search(backend, data, { ...options, seed }));
        const paths = [one, ...others].map(({ history }) =>
          JSON.stringify(Array.from(history.objective)),
        );
        expect(new Set(paths).size).toBeGreaterThan(1);
      }
    },
  );
});

describe('searchProblemOf', () => {
  it.each(searchKinds)('gives %s as a problem of the caller, with the same search', (kind) => {
    const data = randomData(kind, seeded(21), 12);
    for (const method of searchMethods) {
      const options = { method, evaluations: 1000 };
      const own = search(wasm, searchProblemOf(data), options);
      const built = search(wasm, data, options);
      expect(own).toMatchObject({ kind: 'custom', objective: built.objective });
      expect(own.history).toEqual(built.history);
      expect(own.certificate).toEqual(built.certificate);
    }
  });
});

describe('known optima', () => {
  const best = (data: SearchData, evaluations = 200_000) =>
    searchMethods.map((method) => search(wasm, data, { method, evaluations }).objective);

  it('knapsack of 30 items, by the dynamic programme', () => {
    const data = randomData('knapsack', seeded(2), 30);
    for (const method of searchMethods) {
      const { ratio, isOptimal } = search(wasm, data, { method });
      expect(ratio).toEqual({ realized: 1, proven: null, against: 'optimum' });
      expect(isOptimal).toBe(true);
    }
  });

  it('a perfect partition on equal machines', () => {
    const random = seeded(8);
    const durations: number[] = [];
    // four machines of 100 each, cut up at random
    for (let k = 0; k < 4; k++) {
      const cuts = [0, 100, ...Array.from({ length: 5 }, () => Math.floor(random() * 101))];
      cuts.sort((a, b) => a - b);
      for (let i = 1; i < cuts.length; i++) durations.push(cuts[i] - cuts[i - 1]);
    }
    for (const method of searchMethods) {
      const result = search(wasm, { kind: 'assignment', durations, machines: 4 }, { method });
      expect(result).toMatchObject({ objective: 100, bound: 100, isOptimal: true });
      expect(result.ratio).toEqual({ realized: 1, proven: 2 - 2 / 5, against: 'bound' });
    }
  });

  it('cities on a circle and on a grid', () => {
    const n = 24;
    const circle = Array.from({ length: n }, (_, k) => {
      const angle = (2 * Math.PI * ((k * 7) % n)) / n;
      return [Math.cos(angle), Math.sin(angle)];
    });
    for (const length of best({ kind: 'tour', points: circle })) {
      expect(length).toBeCloseTo(2 * n * Math.sin(Math.PI / n), 9);
    }
    const grid = Array.from({ length: 24 }, (_, k) => [k % 6, Math.floor(k / 6)]);
    const lengths = best({ kind: 'tour', points: grid });
    expect(lengths.slice(0, 3)).toEqual([24, 24, 24]);
    expect(lengths[3]).toBeLessThanOrEqual(24 * 1.08);
  });

  it('bipartite graphs are cut whole', () => {
    const random = seeded(3);
    const edges: [string, string, number][] = [];
    for (let u = 0; u < 20; u++) {
      edges.push([`l${u}`, `r${u}`, 1], [`l${u}`, `r${(u + 1) % 20}`, 1]);
      for (let v = 0; v < 20; v++) if (random() < 0.3) edges.push([`l${u}`, `r${v}`, 2]);
    }
    const total = edges.reduce((sum, [, , weight]) => sum + weight, 0);
    for (const method of searchMethods) {
      const result = search(wasm, { kind: 'max-cut', edges }, { method });
      expect(result.objective).toBe(total);
      expect(result.ratio).toEqual({ realized: 1, proven: 2, against: 'bound' });
      expect(new Set(result.solution.sides[0].map((name) => String(name)[0])).size).toBe(1);
    }
  });

  it('nug12 of QAPLIB: 578', () => {
    const flows = [
      [5, 2, 4, 1, 0, 0, 6, 2, 1, 1, 1],
      [3, 0, 2, 2, 2, 0, 4, 5, 0, 0],
      [0, 0, 0, 0, 5, 5, 2, 2, 2],
      [5, 2, 2, 10, 0, 0, 5, 5],
      [10, 0, 0, 0, 5, 1, 1],
      [5, 1, 1, 5, 4, 0],
      [10, 5, 2, 3, 3],
      [0, 0, 5, 0],
      [0, 10, 10],
      [5, 0],
      [2],
    ];
    const at = (i: number, k: number) => (i === k ? 0 : flows[Math.min(i, k)][Math.abs(i - k) - 1]);
    const square = (entry: (i: number, k: number) => number) =>
      Array.from({ length: 12 }, (_, i) => Array.from({ length: 12 }, (_, k) => entry(i, k)));
    const traffic = square(at);
    // three rows of four nodes
    const distances = square(
      (i, k) => Math.abs((i % 4) - (k % 4)) + Math.abs(Math.floor(i / 4) - Math.floor(k / 4)),
    );
    const results = searchMethods.map((method) =>
      search(wasm, { kind: 'placement', traffic, distances }, { method }),
    );
    // Gilmore and Lawler's bound of nug12 is 493
    for (const { bound } of results) expect(bound).toBe(493);
    expect(results.map(({ objective }) => objective).slice(0, 3)).toEqual([578, 578, 578]);
    expect(results[3].objective).toBeLessThanOrEqual(590);
  });
});

describe('what is proven', () => {
  it('local optima cut half, and jump optima are within 2 − 2/(m + 1)', () => {
    const random = seeded(12);
    for (let round = 0; round < 60; round++) {
      const edges = Array.from({ length: 60 }, () => {
        const u = Math.floor(random() * 14);
        return [u, (u + 1 + Math.floor(random() * 13)) % 14, random()] as const;
      });
      const cut = search(
        wasm,
        { kind: 'max-cut', edges },
        { method: 'local', restarts: 0, seed: round },
      );
      expect(cut.certificate.isLocalOptimum).toBe(true);
      expect(cut.ratio.proven).toBe(2);
      expect(cut.ratio.realized).toBeLessThanOrEqual(2);
      const machines = 2 + (round % 5);
      const durations = Array.from({ length: 2 + Math.floor(random() * 20) }, () => random() ** 3);
      const placed = search(
        wasm,
        { kind: 'assignment', durations, machines },
        { method: 'local', restarts: 0, seed: round },
      );
      expect(placed.ratio.proven).toBeCloseTo(2 - 2 / (machines + 1), 12);
      expect(placed.ratio.realized).toBeLessThanOrEqual(2 - 2 / (machines + 1) + 1e-12);
    }
  });

  it('claims nothing where weights are negative or machines differ', () => {
    const cut = search(wasm, {
      kind: 'max-cut',
      edges: [
        ['a', 'b', 2],
        ['b', 'c', -1],
      ],
    });
    expect(cut).toMatchObject({ objective: 2, ratio: { proven: null } });
    const placed = search(wasm, {
      kind: 'assignment',
      times: [
        [1, 2],
        [2, 1],
      ],
    });
    expect(placed).toMatchObject({ objective: 1, ratio: { proven: null, realized: 1 } });
  });
});
