/** Covers against the best of all choices, their bounds and prices, families on which ratios are met. */

import { describe, expect, it } from 'vitest';
import {
  setCover,
  setCoverMethods,
  vertexCover,
  vertexCoverMethods,
} from '../../src/resources/cover/index';
import { integerProgram } from '../../src/resources/programs/index';
import { javascript, wasm } from '../backends';
import { seeded } from '../random';
import {
  complete,
  greedyTrap,
  leastCost,
  leastWeight,
  randomGraph,
  randomSets,
  whole,
} from './covers';

const harmonic = (d: number) =>
  Array.from({ length: d }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
const loose = 1 + 1e-7;

describe('set covers', () => {
  it('are within their ratios of the optimum, and bounds below it', async () => {
    const random = seeded(71);
    for (let trial = 0; trial < 320; trial++) {
      const problem = randomSets(random);
      const best = leastCost(problem);
      const elements = problem.universe.length;
      const d = Math.max(...problem.sets.map((set) => set.length));
      const methods = trial % 8 === 0 ? setCoverMethods : (['greedy', 'primal-dual'] as const);
      for (const method of methods) {
        const prune = random() < 0.7;
        const result = await setCover(wasm, problem, { method, prune });
        const { status, cost, bound, ratio, certificate, shadowPrices } = result;
        expect(status).toBe('converged');
        expect(certificate, JSON.stringify({ problem, method })).toMatchObject({ holds: true });
        expect(cost).toBeGreaterThanOrEqual(best * (1 - 1e-12));
        expect(cost).toBeLessThanOrEqual(best * (ratio.proven as number) * loose);
        expect(bound).toBeLessThanOrEqual(best * loose);
        expect(certificate.dualBound).toBeLessThanOrEqual(best * loose);
        if (method === 'greedy') {
          expect(ratio.proven).toBeCloseTo(Math.max(1, harmonic(d)), 12);
          expect(cost).toBeLessThanOrEqual(best * harmonic(elements) * loose);
        }
        if (ratio.against === 'optimum') expect(cost).toBeCloseTo(best, 9);
        if (method === 'exact') expect(cost).toBeCloseTo(best, 9);
        problem.sets.forEach((set, s) => {
          const load = set.reduce((sum, e) => sum + shadowPrices[e], 0);
          expect(load).toBeLessThanOrEqual(problem.costs[s] * loose + 1e-300);
        });
      }
    }
  });

  it('agree with an integer program written by hand', async () => {
    const random = seeded(5);
    for (let trial = 0; trial < 12; trial++) {
      const problem = randomSets(random, 24, 30);
      const { objective } = await integerProgram(wasm, {
        objective: Object.fromEntries(problem.costs.map((cost, s) => [`set ${s}`, cost])),
        variables: Object.fromEntries(problem.sets.map((_, s) => [`set ${s}`, { type: 'binary' }])),
        constraints: Object.fromEntries(
          problem.universe.map((e) => {
            const holding = problem.sets.flatMap((set, s) => (set.includes(e) ? [s] : []));
            const coefficients = Object.fromEntries(holding.map((s) => [`set ${s}`, 1]));
            return [`element ${e}`, { coefficients, lower: 1 }];
          }),
        ),
      });
      const { cost } = await setCover(wasm, problem, { method: 'exact' });
      expect(cost).toBeCloseTo(objective as number, 6);
    }
  });

  it.each([2, 4, 7])('is trapped by two rows of 2^%s − 1', async (k) => {
    const result = await setCover(wasm, greedyTrap(k));
    expect(result.cost).toBe(k);
    expect(result.sets).toEqual(Array.from({ length: k }, (_, j) => k - 1 - j));
    expect(result.certificate.holds).toBe(true);
    const exact = await setCover(wasm, greedyTrap(k), { method: 'exact' });
    expect(exact).toMatchObject({ cost: 2, sets: k === 2 ? [1, 0] : [k, k + 1] });
  });

  it('is as bad as H_n where costs are 1/1, 1/2, …, 1/n and one set has all', async () => {
    const n = 20;
    const sets = Array.from({ length: n }, (_, i) => [i]);
    const problem = {
      sets: [...sets, Array.from({ length: n }, (_, i) => i)],
      costs: [...sets.map((_, i) => 1 / (i + 1)), 1 + 1e-9],
    };
    const { cost, bound, ratio } = await setCover(wasm, problem);
    expect(cost).toBeCloseTo(harmonic(n), 12);
    expect(ratio.proven).toBeCloseTo(harmonic(n), 12);
    // dual fitting sees through it
    expect(bound).toBeCloseTo(1, 6);
    expect(ratio.realized).toBeCloseTo(harmonic(n), 6);
  });

  it('takes out what later sets make superfluous', async () => {
    const problem = { sets: { ab: ['a', 'b', 'c', 'd'], x: ['a', 'b', 'e'], y: ['c', 'd', 'f'] } };
    const greedy = await setCover(wasm, problem);
    expect(greedy).toMatchObject({ sets: ['x', 'y'], redundant: ['ab'], cost: 2, bound: 2 });
    expect(greedy.ratio).toMatchObject({ realized: 1, against: 'optimum' });
    const plain = await setCover(wasm, problem, { prune: false });
    expect(plain).toMatchObject({ sets: ['ab', 'x', 'y'], redundant: [], cost: 3 });
  });

  it('names what nobody covers', async () => {
    const result = await setCover(wasm, {
      sets: { a: [1, 2], b: ['3'] },
      universe: [1, 2, 3, 'four', 5],
    });
    expect(result).toMatchObject({
      status: 'infeasible',
      uncovered: ['four', 5],
      sets: [],
      cost: null,
    });
    expect(result.certificate).toMatchObject({ kind: 'uncoverable', holds: true });
    expect(result.ratio).toEqual({ realized: null, proven: null, against: null });
  });

  it('covers nothing with nothing, and for nothing with what is free', async () => {
    for (const method of setCoverMethods) {
      for (const problem of [
        { sets: {} },
        { sets: [] },
        { sets: [[], []] },
        { sets: { a: [1] }, universe: [] },
      ]) {
        const result = await setCover(wasm, problem, { method });
        expect(result).toMatchObject({ status: 'converged', sets: [], cost: 0, bound: 0 });
        expect(result.ratio).toMatchObject({ realized: 1, against: 'optimum' });
        expect(result.certificate.holds).toBe(true);
      }
      const free = {
        sets: [
          [1, 2],
          [2, 3],
          [1, 2, 3],
        ],
        costs: [0, 0, 5],
      };
      const result = await setCover(wasm, free, { method });
      expect(result, method).toMatchObject({ cost: 0, bound: 0, sets: [0, 1] });
      expect(result.certificate.holds).toBe(true);
    }
  });

  it('takes strings and numbers for names, 1 and "1" for one', async () => {
    const { sets } = await setCover(wasm, {
      sets: { __proto__x: [1, 'b'], constructor: ['1', 'c'] },
    });
    expect(sets).toEqual(['__proto__x', 'constructor']);
    const odd = await setCover(wasm, { sets: [['__proto__'], ['toString', '__proto__']] });
    expect(odd).toMatchObject({ sets: [1], cost: 1 });
    expect(odd.certificate.holds).toBe(true);
  });

  it('is the same on both backends', async () => {
    const random = seeded(3);
    const problem = randomSets(random, 40, 60);
    const { backend: one, ...left } = await setCover(wasm, problem);
    const { backend: other, ...right } = await setCover(javascript, problem);
    expect([one, other]).toEqual(['wasm', 'javascript']);
    expect(left).toEqual(right);
  });

  it('covers 10^5 elements', async () => {
    const random = seeded(9);
    const sets = Array.from({ length: 20_000 }, () =>
      Array.from({ length: 1 + whole(random, 30) }, () => whole(random, 1e5)),
    );
    sets.push(Array.from({ length: 1e5 }, (_, e) => e));
    const costs = sets.map((set) => 0.5 + random() + set.length / 20);
    const { certificate, ratio, cost, bound } = await setCover(wasm, { sets, costs });
    expect(certificate.holds).toBe(true);
    expect(ratio.realized).toBeCloseTo((cost as number) / bound, 12);
    expect(ratio.realized).toBeLessThanOrEqual(ratio.proven as number);
  });

  it('stops where it is told to, with the best until then', async () => {
    const problem = randomSets(seeded(12), 60, 90);
    const signal = AbortSignal.abort();
    const result = await setCover(wasm, problem, { method: 'exact', signal });
    expect(result.status === 'cancelled' || result.ratio.against === 'optimum').toBe(true);
    expect(result.certificate.covers).toBe(true);
    expect(result.bound).toBeLessThanOrEqual(result.cost as number);
  });
});

describe('vertex covers', () => {
  it('are within their ratios of the optimum, and bounds below it', async () => {
    const random = seeded(72);
    for (let trial = 0; trial < 320; trial++) {
      const problem = randomGraph(random);
      const best = leastWeight(problem);
      const { weights } = problem;
      const areEqual = new Set(Object.values(weights)).size === 1;
      for (const method of vertexCoverMethods) {
        if (method === 'matching' && !areEqual) continue;
        const prune = random() < 0.7;
        const result = await vertexCover(wasm, problem, { method, prune });
        const { status, weight, bound, ratio, certificate, kernel, shadowPrices } = result;
        expect(status).toBe('converged');
        expect(certificate, JSON.stringify({ problem, method })).toMatchObject({ holds: true });
        expect(weight).toBeGreaterThanOrEqual(best - 1e-9);
        expect(weight).toBeLessThanOrEqual(best * (ratio.proven as number) * loose + 1e-12);
        expect(ratio.proven).toBeLessThanOrEqual(2);
        expect(bound).toBeLessThanOrEqual(best * loose);
        if (method === 'exact' || ratio.against === 'optimum') expect(weight).toBeCloseTo(best, 9);
        for (const v of problem.vertices) {
          const load = problem.edges.reduce(
            (sum, edge, i) => (edge.includes(v) ? sum + shadowPrices[i] : sum),
            0,
          );
          expect(load).toBeLessThanOrEqual(weights[v] * loose);
        }
        if (kernel === null) continue;
        // some least cover is what the relaxation decided and a least cover of the rest
        const isOpen = new Set(kernel.undecided);
        const rest = problem.edges.filter(([u, v]) => isOpen.has(u) && isOpen.has(v));
        const included = kernel.included.reduce<number>((sum, v) => sum + weights[v], 0);
        expect(included + leastWeight({ ...problem, edges: rest })).toBeCloseTo(best, 9);
        const out = new Set(kernel.excluded);
        expect(problem.edges.some(([u, v]) => out.has(u) && out.has(v))).toBe(false);
      }
    }
  });

  it('has a bound from the relaxation that is never below the others', async () => {
    const random = seeded(8);
    for (let trial = 0; trial < 100; trial++) {
      const problem = randomGraph(random, 30);
      const half = await vertexCover(wasm, problem, { method: 'half-integral' });
      const dual = await vertexCover(wasm, problem);
      expect(half.certificate.dualBound).toBeGreaterThanOrEqual(
        dual.certificate.dualBound * (1 - 1e-12),
      );
    }
  });

  it.each([1, 3, 6])(
    'takes all of K(%i, n) by a matching, and half of it by the relaxation',
    async (n) => {
      const problem = { edges: complete(n, n) };
      const matching = await vertexCover(wasm, problem, { method: 'matching', prune: false });
      expect(matching).toMatchObject({ weight: 2 * n, bound: n });
      expect(matching.ratio).toMatchObject({ realized: 2, proven: 2, against: 'bound' });
      const half = await vertexCover(wasm, problem, { method: 'half-integral' });
      expect(half).toMatchObject({ weight: n, bound: n });
      expect(half.ratio).toMatchObject({ realized: 1, proven: 1, against: 'optimum' });
    },
  );

  it('leaves odd cycles and cliques to the program', async () => {
    const clique = complete(7, 7)
      .map(([l, r]) => [l.slice(1), r.slice(1)] as [string, string])
      .filter(([u, v]) => u < v);
    const exact = await vertexCover(wasm, { edges: clique }, { method: 'exact' });
    expect(exact).toMatchObject({ weight: 6, bound: 6, kernel: { included: [], excluded: [] } });
    expect(exact.kernel?.undecided).toHaveLength(7);
    expect(exact.certificate).toMatchObject({ holds: true, dualBound: 3.5 });
    expect(['search', 'solver']).toContain(exact.certificate.provenBy);
    const half = await vertexCover(wasm, { edges: clique }, { method: 'half-integral' });
    expect(half.ratio.proven).toBeCloseTo(2 - 2 / 7, 12);
    expect(half.weight).toBe(6);
  });

  it('knows loops, parallel edges and vertices alone', async () => {
    for (const method of vertexCoverMethods) {
      const problem = {
        edges: [
          ['a', 'b'],
          ['b', 'a'],
          ['c', 'c'],
          ['c', 'd'],
          ['a', 'b'],
        ] as [string, string][],
        vertices: ['z', 'a', 'b', 'c', 'd'],
      };
      const { vertices, certificate, shadowPrices, weight } = await vertexCover(wasm, problem, {
        method,
      });
      expect(vertices).toContain('c');
      expect(weight).toBe(2);
      expect(certificate.holds).toBe(true);
      expect([shadowPrices[1], shadowPrices[4]]).toEqual([0, 0]);
    }
  });

  it('covers nothing with nothing', async () => {
    for (const method of vertexCoverMethods) {
      for (const problem of [{ edges: [] }, { edges: [], vertices: [1, 2] }]) {
        const result = await vertexCover(wasm, problem, { method });
        expect(result).toMatchObject({ status: 'converged', vertices: [], weight: 0, bound: 0 });
        expect(result.certificate.holds).toBe(true);
      }
    }
  });

  it('covers 10^5 edges', async () => {
    const random = seeded(4);
    const edges = Array.from(
      { length: 1e5 },
      () => [whole(random, 4e4), whole(random, 4e4)] as const,
    );
    for (const method of ['primal-dual', 'half-integral'] as const) {
      const { certificate, ratio } = await vertexCover(wasm, { edges }, { method });
      expect(certificate.holds).toBe(true);
      expect(ratio.realized).toBeLessThanOrEqual(ratio.proven as number);
    }
  });
});
