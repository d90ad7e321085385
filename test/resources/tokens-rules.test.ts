/** Published rules beside the optimum, the nearest feasible allocation, tensions and measures. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Tensions, type TokensProblem, tokens } from '../../src/resources/tokens/index';
import { ruleNames } from '../../src/resources/tokens/rules';
import { backends, wasm } from '../backends';
import { seeded } from '../random';
import { type Case, caseOf, wholeFrom } from './tokens-cases';

const file = new URL('../../examples/resources/tokens.json', import.meta.url);
const example = JSON.parse(readFileSync(file, 'utf8')) as TokensProblem;
const sum = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a + b, 0);

const isFeasible = ({ lower, upper, total }: Case['problem'], x: Float64Array) =>
  sum(x) === total && x.every((t, i) => Number.isInteger(t) && t >= lower[i] && t <= upper[i]);

/** The least Σ (x − z)² of all feasible whole allocations. */
function nearest({ lower, upper, total }: Case['problem'], z: Float64Array): number {
  const go = (i: number, rest: number): number => {
    if (i === z.length) return rest === 0 ? 0 : Infinity;
    let best = Infinity;
    for (let x = lower[i]; x <= Math.min(upper[i], rest); x++) {
      best = Math.min(best, (x - z[i]) ** 2 + go(i + 1, rest - x));
    }
    return best;
  };
  return go(0, total);
}

describe.each(backends)('rules on $name', ({ backend }) => {
  it('lose nothing less than 0 where they are feasible, and are repaired to the nearest', () => {
    const random = seeded(11);
    const broken = new Set<string>();
    for (let k = 0; k < 250; k++) {
      const { problem } = caseOf(random, k % 2 === 0);
      const { rules, objective } = tokens(backend, problem);
      for (const name of ruleNames) {
        const rule = rules![name];
        expect(rule.feasible).toBe(isFeasible(problem, rule.tokens));
        if (rule.feasible) expect(rule.loss).toBeGreaterThanOrEqual(-1e-11);
        else broken.add(name);
        expect(rule.loss).toBeCloseTo(objective! - rule.value, 12);
        expect(rule.budgetError).toBeCloseTo(sum(rule.tokens) - problem.total, 9);
        expect(isFeasible(problem, rule.repaired.tokens)).toBe(true);
        expect(rule.repaired.loss).toBeGreaterThanOrEqual(-1e-11);
        const distance = sum(rule.repaired.tokens.map((x, i) => (x - rule.tokens[i]) ** 2));
        expect(distance).toBeCloseTo(nearest(problem, rule.tokens), 8);
      }
    }
    expect([...broken].sort()).toEqual([...ruleNames].sort());
  });

  it('are those of the source on its problem of 200 patches', () => {
    const { rules, certificate, tokens: x, continuous, value } = tokens(backend, example);
    expect(certificate).toMatchObject({ holds: true, budget: 0, bounds: 0 });
    expect(sum(x!)).toBe(13_200);
    expect(continuous!.value).toBeGreaterThan(value!);
    expect(rules!.uniform.tokens.every((t) => t === 66)).toBe(true);
    expect(rules!.uniform).toMatchObject({ feasible: true, budgetError: 0 });
    // 400 or 64, then scaled: below 64 wherever not above the mean
    expect(rules!.threshold.boundsBroken).toBeGreaterThan(0);
    expect(rules!.threshold.feasible).toBe(false);
    expect(new Set(rules!.threshold.tokens).size).toBe(2);
    // clipped to the bounds last: the budget is missed
    expect(rules!.proportional.boundsBroken).toBe(0);
    expect(rules!.proportional.budgetError).toBeGreaterThan(0);
    // steps of 0.1 r′ are thousandths of a token: it stays at equal shares
    expect(rules!.projectedGradient.tokens).toEqual(rules!.uniform.tokens);
    for (const name of ruleNames) {
      expect(rules![name].repaired.loss).toBeGreaterThan(0);
      expect(rules![name].measures.variance).toBeGreaterThanOrEqual(0);
    }
  });
});

it('projected gradient steps as published', () => {
  // one step from 16/3 each: slopes 1 and 3, rate 0.5; clipped, scaled, rounded, the rest to the
  // steepest
  const relevance = { family: 'linear', scale: [1, 3, 3] } as const;
  const problem = { relevance, lower: 5, upper: 6, total: 16 };
  const { rules } = tokens(wasm, problem, { iterations: 1, learningRate: 0.5 });
  // 5.83, 6.83, 6.83 → 5.83, 6, 6 → × 16/17.83 = 5.23, 5.38, 5.38 → 5, 5, 5 → 5, 6, 5
  expect(Array.from(rules!.projectedGradient.tokens)).toEqual([5, 6, 5]);
  const none = tokens(wasm, problem, { iterations: 0 });
  expect(Array.from(none.rules!.projectedGradient.tokens)).toEqual([6, 5, 5]);
});

it('transfer moves equal parts', () => {
  const relevance = { family: 'linear', scale: [1, 1, 3] } as const;
  const problem = { relevance, lower: [0, 3, 0], upper: 9, total: 12 };
  const { rules } = tokens(wasm, problem, { iterations: 1, marginalThreshold: 2 });
  // from 4 each donors can spare 4 + 1, the recipient has room for 5: to 1.5, 1.5, 9;
  // rounded to even 2, 2, 9, and one less where it is above its bound
  expect(Array.from(rules!.transfer.tokens)).toEqual([1, 2, 9]);
  expect(rules!.transfer).toMatchObject({ boundsBroken: 1, feasible: false });
});

it('measures are those of all pairs, where tokens are counted and where they are sorted', () => {
  for (const integer of [true, false]) {
    const { tokens: x, measures } = tokens(wasm, example, { integer, rules: false });
    let apart = 0;
    for (const a of x!) for (const b of x!) apart += Math.abs(a - b);
    expect(Math.abs(measures!.gini! - apart / (2 * x!.length * sum(x!)))).toBeLessThan(1e-14);
    const entropy = -sum(x!.map((t) => (t / sum(x!)) * Math.log(t / sum(x!))));
    expect(Math.abs(measures!.entropy! - entropy)).toBeLessThan(1e-13);
  }
});

it('measures are those of the textbook', () => {
  const problem = { relevance: [[0], [0], [0]], lower: [1, 3, 4], total: 8 };
  const { measures } = tokens(wasm, problem);
  const q = [1 / 8, 3 / 8, 4 / 8];
  const entropy = -sum(q.map((each) => each * Math.log(each)));
  // Gini: mean difference over twice the mean: (2 + 3 + 1)·2/9 / (2·8/3)
  expect(measures!.gini).toBeCloseTo(0.25, 14);
  expect(measures!.entropy).toBeCloseTo(entropy, 14);
  expect(measures!.normalizedEntropy).toBeCloseTo(entropy / Math.log(3), 14);
  expect(measures!.variance).toBeCloseTo(14 / 9, 14);
  const none = tokens(wasm, { relevance: { family: 'log' }, count: 3, total: 0 });
  expect(none.measures).toMatchObject({ gini: null, entropy: null, variance: 0 });
});

describe('tensions', () => {
  const weights = [0, 0.1, 0.3, 0.6, 0.9, 1];
  const along = (name: keyof Tensions, problem: TokensProblem, integer: boolean) =>
    weights.map((weight) =>
      tokens(wasm, { ...problem, tensions: { [name]: weight } }, { integer, rules: false }),
    );

  it('weight 0 is the plain problem', () => {
    const plain = tokens(wasm, example);
    const tensions = { compress: 0, explore: 0, diversify: 0 };
    expect(tokens(wasm, { ...example, tensions })).toEqual(plain);
  });

  const problems = () => {
    const random = seeded(12);
    const scales = () => Array.from({ length: 40 }, () => 0.1 + 5 * random());
    return [
      example,
      { relevance: { family: 'power', scale: scales() }, lower: 3, upper: 90, total: 700 },
      { relevance: { family: 'saturating', scale: scales(), width: 9 }, upper: 90, total: 700 },
      { relevance: { family: 'linear', scale: scales() }, lower: 2, upper: 50, total: 700 },
    ] as TokensProblem[];
  };

  it.each([true, false])('compress leaves tokens unspent, whole: %s', (integer) => {
    for (const problem of problems()) {
      const results = along('compress', problem, integer);
      for (let k = 1; k < results.length; k++) {
        expect(results[k].certificate!.holds).toBe(true);
        expect(results[k].budget).toBeLessThan(results[k - 1].budget);
        expect(results[k].value!).toBeLessThan(results[k - 1].value!);
        expect(sum(results[k].tokens!)).toBeCloseTo(results[k].budget, 8);
        expect(results[k].shadowPrice!).toBeGreaterThanOrEqual(results[k - 1].shadowPrice! - 1e-12);
      }
      const least = (problem.lower as number) ?? 0;
      expect(results.at(-1)!.tokens!.every((t) => t === least)).toBe(true);
    }
  });

  it.each([true, false])(
    'explore lowers the Gini coefficient and the value, whole: %s',
    (integer) => {
      for (const problem of problems()) {
        const results = along('explore', problem, integer);
        for (let k = 1; k < results.length; k++) {
          expect(results[k].certificate!.holds).toBe(true);
          expect(results[k].measures!.gini!).toBeLessThanOrEqual(
            results[k - 1].measures!.gini! + 1e-12,
          );
          expect(results[k].value!).toBeLessThanOrEqual(results[k - 1].value! + 1e-10);
        }
        expect(results[0].measures!.gini!).toBeGreaterThan(results.at(-1)!.measures!.gini!);
      }
    },
  );

  it.each([true, false])('diversify lowers variance and value, whole: %s', (integer) => {
    for (const problem of problems()) {
      const results = along('diversify', problem, integer);
      for (let k = 1; k < results.length; k++) {
        const [before, after] = [results[k - 1], results[k]];
        expect(after.certificate!.holds).toBe(true);
        expect(after.measures!.variance).toBeLessThanOrEqual(before.measures!.variance + 1e-9);
        expect(after.measures!.gini!).toBeLessThanOrEqual(before.measures!.gini! + 1e-9);
        expect(after.value!).toBeLessThanOrEqual(before.value! + 1e-9);
      }
      expect(results[0].measures!.variance).toBeGreaterThan(results.at(-1)!.measures!.variance);
      expect(results.at(-1)!.measures!.gini!).toBeLessThan(0.05);
    }
  });

  it('go together, on curves of any shape, in regions', () => {
    const random = seeded(13);
    for (let k = 0; k < 200; k++) {
      const { problem } = caseOf(random, k % 2 === 0);
      const regions = problem.lower.map(() => wholeFrom(random, 0, 1));
      const tensions = { compress: random(), explore: random(), diversify: random() };
      const result = tokens(wasm, { ...problem, regions, tensions });
      expect(result.status).toBe('converged');
      expect(result.certificate!.holds).toBe(true);
      const { lower, upper } = problem;
      expect(isFeasible({ ...problem, lower, upper, total: result.budget }, result.tokens!)).toBe(
        true,
      );
    }
  });
});
