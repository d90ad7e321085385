/** What methods promise, prices, certificates, long runs and bad input of knapsacks. */

import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import { certify } from '../../src/resources/knapsack/certificate';
import { type KnapsackProblem, knapsack, knapsackAsync } from '../../src/resources/knapsack/index';
import { completeKnapsack } from '../../src/resources/knapsack/parameters';
import { recheck } from '../../src/resources/knapsack/recheck';
import { backends, isLong, wasm } from '../backends';
import { seeded } from '../random';
import { bestSubset, classes, generated, type Instance } from './knapsacks';

/** Small problems whose weights are so large that programmes by gains have fewer cells than by size. */
function heavy(random: () => number): Instance {
  const kind = classes[Math.floor(classes.length * random())];
  const n = 1 + Math.floor(12 * random());
  const problem = generated(kind, n, 1e6, 0.1 + 0.8 * random(), random);
  return random() < 0.5
    ? problem
    : { ...problem, values: problem.values.map((value) => value * random()) };
}

describe.each(backends)('methods, on $name', ({ backend }) => {
  it('fptas is within epsilon of the optimum, and its bound is above it', () => {
    const random = seeded(21);
    let approximate = 0;
    for (let k = 0; k < 300; k++) {
      const problem = heavy(random);
      const epsilon = [0.5, 0.2, 0.1, 0.03][k % 4];
      const result = knapsack(backend, problem, { method: 'fptas', epsilon });
      const optimum = bestSubset(problem);
      expect(result.certificate.holds, JSON.stringify(problem)).toBe(true);
      expect(result.certificate.guarantee).toBe(1 - epsilon);
      expect(result.value).toBeGreaterThanOrEqual((1 - epsilon) * optimum);
      expect(result.value).toBeLessThanOrEqual(optimum * (1 + 1e-12));
      expect(result.bound * (1 + 1e-12)).toBeGreaterThanOrEqual(optimum);
      if (result.core > 0 && result.certificate.programmeError !== null) approximate++;
    }
    // it must not have been bounds or the greedy answer every time
    expect(approximate).toBeGreaterThan(50);
  });

  it('greedy is at least half the optimum, and below its bound', () => {
    const random = seeded(22);
    for (let k = 0; k < 500; k++) {
      const problem = heavy(random);
      const result = knapsack(backend, problem, { method: 'greedy' });
      const optimum = bestSubset(problem);
      expect(result.certificate.holds).toBe(true);
      expect(result.value).toBeGreaterThanOrEqual(optimum / 2);
      expect(result.bound * (1 + 1e-12)).toBeGreaterThanOrEqual(optimum);
    }
  });

  it('greedy is at least half where the densest item blocks the best one', () => {
    const problem = { values: [2, 100], weights: [1, 100], capacity: 100 };
    expect(knapsack(backend, problem, { method: 'greedy' })).toMatchObject({
      value: 100,
      items: [1],
    });
  });

  it('fractional divides the break item, at its density as price', () => {
    const problem = { values: [60, 100, 120], weights: [10, 20, 30], capacity: 50 };
    const result = knapsack(backend, problem, { method: 'fractional' });
    expect(result).toMatchObject({ value: 240, weight: 50, shadowPrice: 4, items: [0, 1, 2] });
    expect(result.counts).toEqual([1, 1, 2 / 3]);
    expect(result.certificate).toMatchObject({ holds: true, dualBound: 240 });
    // an item that does not fit whole is of use in part
    const large = { values: [9, 1], weights: [6, 1], capacity: 4, counts: 'unbounded' as const };
    expect(knapsack(backend, large, { method: 'fractional' })).toMatchObject({
      value: 6,
      shadowPrice: 1.5,
    });
  });
});

describe('prices', () => {
  it('fractional values are concave in capacity, and the price lies between their slopes', () => {
    const random = seeded(23);
    for (let k = 0; k < 200; k++) {
      const problem = { ...generated('uncorrelated', 8, 50, 0.5, random) };
      const at = (more: number) =>
        knapsack(wasm, { ...problem, capacity: problem.capacity + more }, { method: 'fractional' });
      const { value, shadowPrice } = at(0);
      const slack = 1e-9;
      expect(at(1).value - value).toBeLessThanOrEqual(shadowPrice + slack);
      expect(value - at(-1).value).toBeGreaterThanOrEqual(shadowPrice - slack);
    }
  });

  it('marginal values are differences of optima', () => {
    const random = seeded(24);
    for (let k = 0; k < 300; k++) {
      const problem = generated(classes[k % classes.length], 8, 20, 0.1 + 0.9 * random(), random);
      const at = (more: number) => bestSubset({ ...problem, capacity: problem.capacity + more });
      expect(knapsack(wasm, problem).marginal).toEqual({
        gain: at(1) - at(0),
        loss: at(0) - at(-1),
      });
    }
  });

  it('no optimum is above the relaxation at any capacity', () => {
    const random = seeded(25);
    for (let k = 0; k < 100; k++) {
      const problem = generated('weakly correlated', 10, 100, 0.5, random);
      const { value, certificate, shadowPrice } = knapsack(wasm, problem);
      expect(certificate.dualBound).toBeGreaterThanOrEqual(value);
      // weak duality bounds other capacities too, at the same price
      for (const more of [-20, -3, 5, 40]) {
        const other = bestSubset({ ...problem, capacity: problem.capacity + more });
        const heaviest = problem.weights.filter((w) => w > problem.capacity);
        if (heaviest.length > 0) continue;
        expect(other).toBeLessThanOrEqual(certificate.dualBound + more * shadowPrice + 1e-9);
      }
    }
  });
});

describe('certificate', () => {
  const problem = completeKnapsack({ values: [6, 5, 4], weights: [3, 2, 2], capacity: 5 });
  const claim = {
    method: 'exact',
    value: 11,
    weight: 5,
    counts: Float64Array.of(1, 1, 0),
    bound: 11,
    shadowPrice: 2,
    guarantee: 1,
    mismatch: 0,
    isComplete: true,
  } as const;

  it('holds for the right answer', () => {
    expect(certify(problem, claim).holds).toBe(true);
  });

  it.each([
    ['a value that is not that of the items', { value: 12, bound: 12 }],
    ['a weight that is not that of the items', { weight: 4 }],
    ['too many items', { counts: Float64Array.of(1, 1, 1), value: 15, weight: 7, bound: 15 }],
    ['more copies than there are', { counts: Float64Array.of(0, 2, 0), value: 10, weight: 4 }],
    ['half an item', { counts: Float64Array.of(1, 0, 0.5), value: 8, weight: 4 }],
    ['a bound above that of duality', { bound: 13, guarantee: 0 }],
    ['a value below the promise', { counts: Float64Array.of(1, 0, 0), value: 6, weight: 3 }],
    ['a value above the bound', { bound: 10 }],
    ['a negative price', { shadowPrice: -1 }],
    ['items that are not those of the programme', { mismatch: 1 }],
    ['a search cut short', { isComplete: false }],
  ])('breaks for %s', (_, wrong) => {
    expect(certify(problem, { ...claim, ...wrong }).holds).toBe(false);
  });
});

describe('long runs', () => {
  const { values, weights } = generated('strongly correlated', 3000, 1000, 0.5, seeded(26));
  const long = { values, weights, capacity: 200000 };

  it('give the same when they give way', async () => {
    const steps: number[] = [];
    const options = { reduce: false };
    const result = await knapsackAsync(wasm, long, options, {
      onProgress: ({ done, total }) => {
        expect(done).toBeLessThanOrEqual(total);
        steps.push(done);
      },
    });
    expect(result).toEqual(knapsack(wasm, long, options));
    expect(steps.length).toBeGreaterThan(2);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });

  it.each([0, 1, 2])('end with the best so far after %i steps', async (count) => {
    const controller = new AbortController();
    let steps = 0;
    if (count === 0) controller.abort();
    const result = await knapsackAsync(
      wasm,
      long,
      { reduce: false },
      {
        signal: controller.signal,
        onProgress: () => {
          if (++steps === count) controller.abort();
        },
      },
    );
    expect(result.status).toBe('cancelled');
    expect(result.certificate).toMatchObject({ holds: false, feasible: true });
    expect(result.value).toBeGreaterThan(0);
    expect(result.bound).toBeGreaterThanOrEqual(knapsack(wasm, long).value);
  });

  it('that memory does not hold end with a bound', () => {
    // weights without a common divisor, too large for a row, and too alike for bounds
    const random = seeded(27);
    const n = isLong ? 80 : 60;
    const heavy = Array.from({ length: n }, () => 1e8 + 2 * Math.floor(1e8 * random()));
    const problem = {
      values: heavy.map((weight) => weight + 1e8),
      weights: heavy,
      capacity: Math.floor(heavy.reduce((sum, weight) => sum + weight, 0) / 2) | 1,
    };
    const result = knapsack(wasm, problem);
    expect(['converged', 'iteration-limit']).toContain(result.status);
    expect(result.certificate.feasible).toBe(true);
    expect(result.certificate.holds).toBe(result.status === 'converged');
    expect(result.bound).toBeGreaterThanOrEqual(result.value);
    const close = knapsack(wasm, problem, { method: 'fptas', epsilon: 0.01 });
    expect(close).toMatchObject({ status: 'converged', certificate: { holds: true } });
    expect(close.value).toBeGreaterThanOrEqual(0.99 * result.value);
  });
});

describe('bad input', () => {
  const good = { values: [1, 2], weights: [3, 4], capacity: 5 };
  const { NaN: nan, POSITIVE_INFINITY: infinite } = Number;

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /^problem: /],
    ['null', null, /^problem: /],
    ['a list', [1], /^problem: /],
    ['a string', 'knapsack', /^problem: /],
    ['no values', { weights: [1], capacity: 1 }, /^values: /],
    ['an unknown name', { ...good, capacty: 1 }, /did you mean capacity/],
    ['a negative value', { ...good, values: [1, -2] }, /^values\.1: got -2, expected .* ≥ 0/],
    ['NaN as value', { ...good, values: [nan, 2] }, /^values\.0: got NaN/],
    ['an infinite value', { ...good, values: [infinite, 2] }, /^values\.0: got Infinity/],
    ['values without a finite sum', { ...good, values: [1e308, 1e308] }, /^values: .* sum/],
    ['a string as value', { ...good, values: ['1', 2] }, /^values\.0: got "1"/],
    ['values that are no list', { ...good, values: 3 }, /^values: got 3/],
    ['a fraction as weight', { ...good, weights: [1.5, 2] }, /^weights\.0: got 1\.5, .*scale/],
    ['a negative weight', { ...good, weights: [-1, 2] }, /^weights\.0: got -1/],
    ['a huge weight', { ...good, weights: [2 ** 31, 2] }, /^weights\.0: /],
    ['too few weights', { ...good, weights: [1] }, /^weights: .* length 2/],
    ['a fraction as capacity', { ...good, capacity: 0.5 }, /^capacity: got 0\.5, .*scale/],
    ['a negative capacity', { ...good, capacity: -1 }, /^capacity: got -1/],
    ['an infinite capacity', { ...good, capacity: infinite }, /^capacity: /],
    ['a capacity without digits', { ...good, capacity: 2 ** 60 }, /^capacity: /],
    ['too many counts', { ...good, counts: [1, 2, 3] }, /^counts: .* length 2/],
    ['a negative count', { ...good, counts: [1, -1] }, /^counts\.1: got -1/],
    ['a fraction as count', { ...good, counts: [0.5, 1] }, /^counts\.0: .*unbounded/],
    ['a word as count', { ...good, counts: 'many' }, /^counts: got "many"/],
    ['nested junk', { ...good, counts: [{}, [1]] }, /^counts\.0: /],
    ['too few names', { ...good, names: ['a'] }, /^names: .* length 2/],
    ['a number as name', { ...good, names: ['a', 1] }, /^names\.1: got 1/],
    ['a buffer', { ...good, values: new DataView(new ArrayBuffer(8)) }, /^values: /],
  ])('%s is refused', (_, problem, message) => {
    expect(() => knapsack(wasm, problem as KnapsackProblem)).toThrow(message);
    expect(() => knapsack(wasm, problem as KnapsackProblem)).toThrow(ParameterError);
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown method', { method: 'magic' }, /^method: got "magic", expected one of exact/],
    ['no accuracy', { method: 'fptas', epsilon: 0 }, /^epsilon: got 0/],
    ['a share beyond 1', { method: 'fptas', epsilon: 1 }, /^epsilon: got 1/],
    ['an accuracy nobody uses', { epsilon: 0.1 }, /^epsilon: got 0\.1, expected nothing/],
    ['an unknown option', { epsilom: 0.1 }, /did you mean epsilon/],
    ['a word for a switch', { reduce: 'no' }, /^reduce: got "no"/],
    ['a list', [], /^options: /],
  ])('as options, %s is refused', async (_, options, message) => {
    expect(() => knapsack(wasm, good, options as object)).toThrow(message);
    await expect(knapsackAsync(wasm, good, options as object)).rejects.toThrow(ParameterError);
  });

  it('as run, a signal that is none is refused', async () => {
    const run = { signal: 'stop' } as unknown as { signal: AbortSignal };
    await expect(knapsackAsync(wasm, good, {}, run)).rejects.toThrow(/^signal: got "stop"/);
  });
});

describe('what an exact answer is proven by', () => {
  it('is duality, a second programme, or the solver alone where both are beyond reach', () => {
    const met = knapsack(wasm, { values: [3, 2], weights: [1, 1], capacity: 2 });
    expect(met.certificate).toMatchObject({ holds: true, provenBy: 'duality' });
    const small = knapsack(wasm, { values: [60, 100, 120], weights: [10, 20, 30], capacity: 55 });
    expect(small.certificate).toMatchObject({ holds: true, provenBy: 'programme' });
    const random = seeded(77);
    const weights = Array.from({ length: 30 }, () => 1e8 + Math.floor(1e8 * random()));
    const large = knapsack(wasm, { values: weights, weights, capacity: 1.5e9 });
    if (large.status === 'converged' && large.value < 1.5e9) {
      expect(large.certificate.provenBy).toBe('solver');
    } else {
      expect(large.certificate.provenBy).not.toBe('programme');
    }
    const greedy = knapsack(wasm, { values: [1], weights: [1], capacity: 1 }, { method: 'greedy' });
    expect(greedy.certificate.provenBy).toBeNull();
  });

  it('agrees with all subsets, counted and unlimited', () => {
    const random = seeded(78);
    for (let k = 0; k < 300; k++) {
      const problem = generated(classes[k % classes.length], 10, 60, 0.5, random);
      expect(recheck(completeKnapsack(problem))).toBeCloseTo(bestSubset(problem), 9);
      const counts = problem.values.map(() =>
        random() < 0.3 ? ('unbounded' as const) : Math.floor(4 * random()),
      );
      const counted = { ...problem, counts, weights: problem.weights.map((w) => w + 1) };
      const single = {
        capacity: counted.capacity,
        values: [] as number[],
        weights: [] as number[],
      };
      counts.forEach((count, j) => {
        const fits = Math.floor(counted.capacity / counted.weights[j]);
        const copies = count === 'unbounded' ? fits : Math.min(count, fits);
        for (let c = 0; c < copies; c++) {
          single.values.push(counted.values[j]);
          single.weights.push(counted.weights[j]);
        }
      });
      const whole = recheck(completeKnapsack(counted));
      expect(whole).toBeCloseTo(recheck(completeKnapsack(single)) as number, 9);
      expect(whole).toBeCloseTo(knapsack(wasm, counted).value, 9);
    }
  });

  it('refuses an answer that is called the best and is not', () => {
    const problem = completeKnapsack({
      values: [60, 100, 120],
      weights: [10, 20, 30],
      capacity: 50,
    });
    const claim = {
      method: 'exact',
      shadowPrice: 5,
      guarantee: 1,
      mismatch: 0,
      isComplete: true,
    } as const;
    const best = { value: 220, weight: 50, counts: Float64Array.of(0, 1, 1), bound: 220 };
    const less = { value: 180, weight: 40, counts: Float64Array.of(1, 0, 1), bound: 180 };
    expect(certify(problem, { ...claim, ...best })).toMatchObject({ holds: true });
    expect(certify(problem, { ...claim, ...less })).toMatchObject({ holds: false });
  });

  it('knows whole values to the last unit, however great', () => {
    // a hundredth of the tolerance of real values, and still not the best
    const [great, less] = [2 ** 50, 2 ** 50 - 100];
    const problem = completeKnapsack({
      values: [great, less, less],
      weights: [4, 3, 3],
      capacity: 5,
    });
    expect(problem.isWhole).toBe(true);
    const claim = {
      method: 'exact',
      shadowPrice: less / 3,
      guarantee: 1,
      mismatch: 0,
      isComplete: true,
    } as const;
    const best = { value: great, weight: 4, counts: Float64Array.of(1, 0, 0), bound: great };
    const other = { value: less, weight: 3, counts: Float64Array.of(0, 1, 0), bound: less };
    expect(certify(problem, { ...claim, ...best })).toMatchObject({
      holds: true,
      provenBy: 'programme',
    });
    expect(certify(problem, { ...claim, ...other }).holds).toBe(false);
  });

  it('needs no second programme where the dual bound leaves less than one unit', () => {
    const { certificate } = knapsack(wasm, { values: [9, 1], weights: [10, 5], capacity: 12 });
    expect(certificate.dualBound).toBeGreaterThan(9);
    expect(certificate.dualBound).toBeLessThan(10);
    expect(certificate).toMatchObject({ holds: true, provenBy: 'duality' });
  });
});
