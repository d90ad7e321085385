/** Knapsacks against brute force over all subsets and all counts, on both backends. */

import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/engine/backend';
import { knapsack } from '../../src/resources/knapsack/index';
import { backends, isLong, javascript, wasm } from '../backends';
import { seeded } from '../random';
import { bestCounts, bestSubset, type Instance } from './knapsacks';

type Random = () => number;

const whole = (random: Random, low: number, high: number) =>
  low + Math.floor((high - low + 1) * random());

/** Small problems of every kind: light, heavy, weightless, worthless and too heavy items. */
function instance(random: Random, most: number): Instance {
  const n = whole(random, 1, most);
  const scale = [5, 30, 1000, 2 ** 30][whole(random, 0, 3)];
  const isReal = random() < 0.3;
  const weights = Array.from({ length: n }, () => whole(random, random() < 0.1 ? 0 : 1, scale));
  const isTied = random() < 0.3;
  const values = weights.map((weight) => {
    if (random() < 0.05) return 0;
    if (isTied) return weight + whole(random, 0, 2);
    return isReal ? 100 * random() : whole(random, 0, 100);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { values, weights, capacity: whole(random, 0, Math.floor(1.1 * sum)) };
}

/** Checks in one expectation: there are tens of thousands of these. */
function expectOptimal(backend: Backend, problem: Instance, optimum: number, options = {}) {
  const result = knapsack(backend, problem, options);
  const { values, weights, capacity } = problem;
  const copies = (j: number) => result.counts?.[j] ?? 1;
  const weight = result.items.reduce((sum, j) => sum + copies(j) * weights[j], 0);
  const value = result.items.reduce((sum, j) => sum + copies(j) * values[j], 0);
  const error = values.every(Number.isInteger) ? 0 : 1e-12 * optimum;
  const isRight =
    result.status === 'converged' &&
    result.certificate.holds &&
    Math.abs(result.value - optimum) <= error &&
    Math.abs(result.value - value) <= error &&
    result.weight === weight &&
    weight <= capacity &&
    result.bound >= result.value;
  if (!isRight) expect.fail(JSON.stringify({ problem, options, optimum, result }));
  return result;
}

describe('every item once', () => {
  it('equals the best of all subsets, 10,000 times', () => {
    const random = seeded(1);
    for (let k = 0; k < 10000; k++) {
      const problem = instance(random, 18);
      expectOptimal(wasm, problem, bestSubset(problem));
    }
  });

  it('equals it in plain JavaScript', () => {
    const random = seeded(2);
    for (let k = 0; k < 1500; k++) {
      const problem = instance(random, 12);
      expectOptimal(javascript, problem, bestSubset(problem));
    }
  });

  it.each(backends)('equals it without bounds, by the row alone, on $name', ({ backend }) => {
    const random = seeded(3);
    for (let k = 0; k < (isLong ? 3000 : 600); k++) {
      const problem = instance(random, 10);
      if (problem.capacity > 20000) continue;
      expectOptimal(backend, problem, bestSubset(problem), { reduce: false });
    }
  });
});

describe('counted items', () => {
  const counted = (random: Random, isUnbounded: boolean): Instance => {
    const n = whole(random, 1, 5);
    const weights = Array.from({ length: n }, () => whole(random, 1, 12));
    const isReal = random() < 0.3;
    const values = weights.map(() => (isReal ? 20 * random() : whole(random, 0, 20)));
    return {
      values,
      weights,
      capacity: whole(random, 0, 40),
      counts: weights.map(() =>
        isUnbounded && random() < 0.8 ? 'unbounded' : whole(random, 0, 6),
      ),
    };
  };

  it.each([
    { kind: 'bounded', isUnbounded: false },
    { kind: 'unbounded', isUnbounded: true },
  ])('equal the best of all counts, $kind', ({ isUnbounded }) => {
    const random = seeded(isUnbounded ? 4 : 5);
    for (let k = 0; k < 2000; k++) {
      const problem = counted(random, isUnbounded);
      const optimum = bestCounts(problem);
      const result = expectOptimal(wasm, problem, optimum);
      const isWithin = problem.counts?.every(
        (count, j) => count === 'unbounded' || (result.counts?.[j] ?? 0) <= count,
      );
      expect(isWithin).toBe(true);
      if (k % 5 === 0) expectOptimal(javascript, problem, optimum);
      if (k % 5 === 1) expectOptimal(wasm, problem, optimum, { reduce: false });
    }
  });

  it('may have one count for all, and Infinity where JSON has no word', () => {
    const problem = { values: [3, 5, 9], weights: [2, 3, 5], capacity: 17 };
    const unlimited = knapsack(wasm, { ...problem, counts: 'unbounded' });
    expect(unlimited.value).toBe(30);
    expect(knapsack(wasm, { ...problem, counts: Number.POSITIVE_INFINITY })).toEqual(unlimited);
    expect(knapsack(wasm, { ...problem, counts: 2 })).toMatchObject({
      value: 29,
      counts: [2, 1, 2],
    });
  });
});

describe.each(backends)('edges, on $name', ({ backend }) => {
  it('is worth nothing without items or room', () => {
    const empty = knapsack(backend, { values: [], weights: [], capacity: 5 });
    expect(empty).toMatchObject({ status: 'converged', value: 0, weight: 0, items: [] });
    expect(empty.certificate.holds).toBe(true);
    expect(knapsack(backend, { values: [1, 2], weights: [1, 1], capacity: 0 })).toMatchObject({
      value: 0,
      items: [],
      marginal: { gain: 2, loss: null },
    });
  });

  it('takes what weighs nothing, leaves what is worth nothing or is too heavy', () => {
    const many = { values: [1e295], weights: [0], capacity: 0, counts: [1e15] };
    expect(() => knapsack(wasm, many)).toThrow(/values: .* sum is below 1e300/);
    const problem = { values: [4, 0, 3, 9, 2], weights: [0, 0, 2, 6, 3], capacity: 5 };
    expect(knapsack(backend, problem)).toMatchObject({ value: 9, weight: 5, items: [0, 2, 4] });
    expect(knapsack(backend, { ...problem, counts: [7, 'unbounded', 1, 1, 1] })).toMatchObject({
      value: 33,
      counts: [7, 0, 1, 0, 1],
    });
  });

  it('says that weightless items without limit are worth anything', () => {
    const result = knapsack(backend, {
      values: [1, 2],
      weights: [1, 0],
      capacity: 3,
      counts: 'unbounded',
    });
    expect(result).toMatchObject({ status: 'unbounded', items: [1] });
    expect(result.value).toBe(Number.POSITIVE_INFINITY);
  });

  it('takes typed arrays', () => {
    const lists = { values: [1.5, 2.5, 3], weights: [2, 3, 4], capacity: 6 };
    const typed = {
      values: Float64Array.from(lists.values),
      weights: Int32Array.from(lists.weights),
      capacity: 6,
    };
    expect(knapsack(backend, typed)).toEqual(knapsack(backend, lists));
  });
});
