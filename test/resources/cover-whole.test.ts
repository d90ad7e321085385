/** Bounds of covers whose costs are whole, exact to the last unit; costs too far apart for a program. */

import { describe, expect, it } from 'vitest';
import { setCover, vertexCover } from '../../src/resources/cover/index';
import { excessOf, priceBound } from '../../src/resources/cover/proven-bound';
import { wasm } from '../backends';
import { seeded } from '../random';
import { leastCost, leastWeight, randomGraph, randomSets, whole } from './covers';

describe('covers with whole costs', () => {
  it('are certified, their bounds whole and never above the optimum', async () => {
    const random = seeded(83);
    for (let trial = 0; trial < 500; trial++) {
      const problem = randomSets(random, 10, 12);
      const below = 10 ** (1 + whole(random, 9));
      const costs = problem.costs.map(() => 1 + whole(random, below));
      const best = leastCost({ ...problem, costs });
      for (const method of ['greedy', 'primal-dual'] as const) {
        const prune = random() < 0.7;
        const result = await setCover(wasm, { ...problem, costs }, { method, prune });
        const says = JSON.stringify({ sets: problem.sets, costs, method });
        expect(result.certificate, says).toMatchObject({ holds: true });
        expect(result.bound, says).toBeLessThanOrEqual(best);
        expect(Number.isInteger(result.bound), says).toBe(true);
        expect(result.cost, says).toBeGreaterThanOrEqual(best);
      }
    }
  });

  it('of vertices too', async () => {
    const random = seeded(84);
    for (let trial = 0; trial < 150; trial++) {
      const graph = randomGraph(random, 9);
      const weights = Object.fromEntries(graph.vertices.map((v) => [v, 1 + whole(random, 1e9)]));
      const best = leastWeight({ ...graph, weights });
      for (const method of ['primal-dual', 'half-integral'] as const) {
        const result = await vertexCover(wasm, { ...graph, weights }, { method });
        const says = JSON.stringify({ ...graph, weights, method });
        expect(result.certificate, says).toMatchObject({ holds: true });
        expect(result.bound, says).toBeLessThanOrEqual(best);
      }
    }
  });

  it('have bounds that the certificate recomputes alike', async () => {
    const sets = [
      [1, 2],
      [1, 3],
      [0, 1, 3, 0],
    ];
    const result = await setCover(wasm, { sets, costs: [534098, 716274, 392012] });
    expect(result).toMatchObject({ cost: 926110, certificate: { holds: true } });
    expect(result.bound).toBe(Math.ceil(result.certificate.dualBound));
  });

  it('are the optimum only where that is proven, however large they are', async () => {
    // three sets of two elements each: prices prove 3/2 of a set, the optimum takes two
    const large = 2 ** 40;
    const sets = [
      [1, 2],
      [2, 3],
      [1, 3],
    ];
    for (const method of ['greedy', 'primal-dual'] as const) {
      const result = await setCover(wasm, { sets, costs: [large, large, large] }, { method });
      expect(result.ratio.against).toBe('bound');
      expect(result.bound).toBeLessThanOrEqual(1.5 * large);
    }
    // two units between cost and prices, beside 10¹³
    const two = [
      [0],
      ...sets,
      ...[
        [4, 5],
        [5, 6],
        [4, 6],
      ],
    ];
    for (const method of ['greedy', 'primal-dual'] as const) {
      const result = await setCover(
        wasm,
        { sets: two, costs: [1e13, 1, 1, 1, 1, 1, 1] },
        { method },
      );
      expect(result).toMatchObject({ cost: 1e13 + 4, certificate: { holds: true } });
      expect(result.bound).toBeLessThanOrEqual(1e13 + 3);
    }
    const one = await setCover(wasm, {
      sets: [[1, 2, 3], [1, 2], [3]],
      costs: [large + 1, large - 1, 1],
    });
    expect(one).toMatchObject({ cost: large, bound: large, certificate: { holds: true } });
    const other = await setCover(
      wasm,
      { sets: [[1, 2], [1], [2]], costs: [large + 1, large / 2, large / 2] },
      { method: 'primal-dual', prune: false },
    );
    expect(other.bound).toBe(large);
  });
});

describe('the bound that prices prove', () => {
  it('rounds up what is more than a whole number by more than rounding', () => {
    expect(priceBound([1e9, 0.001], 1, true)).toMatchObject({ bound: 1e9 + 1, isWhole: true });
    expect(priceBound([1e9, 1e-7], 1, true).bound).toBe(1e9);
    expect(priceBound([0.1, 0.2, 0.7], 1, true).bound).toBe(1);
    expect(priceBound(new Float64Array(30).fill(1e8 / 3), 1, true).bound).toBe(1e9);
    expect(priceBound([], 1, true).bound).toBe(0);
    expect(priceBound([2 ** 60], 1, true)).toMatchObject({ bound: 2 ** 60, isWhole: false });
    expect(priceBound([1, 0.5], 1, false)).toMatchObject({ bound: 1.5, isWhole: false });
    expect(priceBound([3], excessOf(6, 4), true).bound).toBe(2);
    expect([excessOf(2, 3), excessOf(0, 0)]).toEqual([1, 1]);
  });

  it('is never above what exact sums give', () => {
    const random = seeded(85);
    for (let trial = 0; trial < 2000; trial++) {
      // parts of a whole number in units of 2^−52 of it: their sum is known exactly
      const total = BigInt(1 + whole(random, 1e9)) << 40n;
      const parts: bigint[] = [];
      let left = total;
      for (let k = whole(random, 12); k > 0; k--) {
        const part = (left * BigInt(whole(random, 2 ** 30))) >> 30n;
        parts.push(part);
        left -= part;
      }
      parts.push(left);
      const prices = parts.map((part) => Number(part) / 2 ** 40);
      const sum = prices.reduce((all, x) => all + BigInt(Math.round(x * 2 ** 80)), 0n);
      const up = (sum + (1n << 80n) - 1n) >> 80n;
      const { bound } = priceBound(prices, 1, true);
      expect(bound).toBeLessThanOrEqual(Number(up));
      expect(bound).toBeGreaterThanOrEqual(Number(total >> 40n));
    }
  });
});

describe('a cover by rounding', () => {
  it('keeps its ratio where costs are too far apart for a program', async () => {
    const sets = [['b', 1, '2'], [1], ['b', 'a', '2'], ['p'], ['2', 1, 'p'], [1, 'p']];
    const costs = [1e12, 1e6, 5, 1e-6, 1e100, 1e-100];
    const result = await setCover(wasm, { sets, costs }, { method: 'rounding' });
    expect(result).toMatchObject({ status: 'converged', cost: 5, certificate: { holds: true } });
    expect(result.ratio.realized).toBeLessThanOrEqual(result.ratio.proven as number);
  });

  it('keeps it on random ones', async () => {
    const random = seeded(86);
    for (let trial = 0; trial < 60; trial++) {
      const problem = randomSets(random, 8, 8);
      const costs = problem.costs.map(() => 10 ** (whole(random, 200) - 100));
      const result = await setCover(wasm, { ...problem, costs }, { method: 'rounding' });
      const says = JSON.stringify({ sets: problem.sets, costs });
      expect(result.certificate.covers, says).toBe(true);
      expect(result.ratio.realized, says).toBeLessThanOrEqual(
        (result.ratio.proven as number) * (1 + 1e-9),
      );
      if (result.status === 'converged') expect(result.certificate.holds, says).toBe(true);
    }
  });
});
