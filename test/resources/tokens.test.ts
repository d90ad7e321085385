/** Token budgets against every allocation there is, first-order conditions, and closed forms. */

import { describe, expect, it } from 'vitest';
import { type TokensResult, tokens } from '../../src/resources/tokens/index';
import { backends, isLong, wasm } from '../backends';
import { seeded } from '../random';
import { bruteForce, type Case, caseOf, textbook, wholeFrom } from './tokens-cases';

const sum = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a + b, 0);

function expectFeasible({ tokens: x }: TokensResult, { lower, upper, total }: Case['problem']) {
  expect(sum(x!)).toBe(total);
  x!.forEach((t, i) => {
    expect(Number.isInteger(t) && t >= lower[i] && t <= upper[i]).toBe(true);
  });
}

const worthOf = ({ relevance, lower }: Case['problem'], x: ArrayLike<number>) =>
  sum(relevance.map((curve, i) => textbook(curve, lower[i], x[i])));

describe.each(backends)('whole tokens on $name', ({ backend }) => {
  it.each([
    ['concave curves', true],
    ['curves of any shape', false],
  ])('are the best of all allocations: %s', (_, isConcave) => {
    const random = seeded(isConcave ? 1 : 2);
    const methods = new Set<string>();
    for (let k = 0; k < (isLong ? 20_000 : 1000); k++) {
      const { problem } = caseOf(random, isConcave);
      const result = tokens(backend, problem, { rules: false });
      const best = bruteForce(problem, problem.total)!;
      const scale = 1e-12 * Math.max(1, Math.abs(best.value));
      methods.add(result.method);
      expect(result.status).toBe('converged');
      expectFeasible(result, problem);
      expect(Math.abs(worthOf(problem, result.tokens!) - best.value)).toBeLessThanOrEqual(scale);
      expect(Math.abs(result.value! - best.value)).toBeLessThanOrEqual(scale);
      expect(result.certificate).toMatchObject({ holds: true, budget: 0, bounds: 0 });
      expect(result.continuous!.value).toBeGreaterThanOrEqual(best.value - scale);
      const more = bruteForce(problem, problem.total + 1);
      const less = problem.total > 0 ? bruteForce(problem, problem.total - 1) : undefined;
      if (more === undefined) expect(result.shadowPrice).toBeNull();
      else expect(result.shadowPrice).toBeCloseTo(more.value - best.value, 10);
      if (less === undefined) expect(result.gains.last).toBeNull();
      else expect(result.gains.last).toBeCloseTo(best.value - less.value, 10);
    }
    expect(methods.has(isConcave ? 'marginal-gains' : 'dynamic-programme')).toBe(true);
  });

  it.each([
    ['concave curves', true],
    ['curves of any shape', false],
  ])('are the best within regional budgets: %s', (_, isConcave) => {
    const random = seeded(isConcave ? 3 : 4);
    let infeasible = 0;
    for (let k = 0; k < (isLong ? 10_000 : 500); k++) {
      const { problem } = caseOf(random, isConcave);
      const count = wholeFrom(random, 1, 3);
      const regions = problem.lower.map(() => wholeFrom(random, 0, count - 1));
      const regionLower = Array.from({ length: count }, () => wholeFrom(random, 0, 6));
      const regionUpper = regionLower.map((l) => l + wholeFrom(random, 0, 9));
      const isAllowed = (x: readonly number[]) =>
        regionLower.every((l, r) => {
          const spent = sum(x.filter((_, i) => regions[i] === r));
          return spent >= l && spent <= regionUpper[r];
        });
      const best = bruteForce(problem, problem.total, isAllowed);
      const nested = Array.from({ length: count }, (_, r) =>
        regions.flatMap((each, i) => (each === r ? [i] : [])),
      );
      const given = random() < 0.5 && nested[0].length > 0 ? nested : regions;
      const result = tokens(
        backend,
        { ...problem, regions: given, regionLower, regionUpper },
        { rules: k % 10 === 0 },
      );
      if (best === undefined) {
        infeasible++;
        expect(result.status).toBe('infeasible');
        expect(result.missing!.tokens).toBeGreaterThan(0);
        continue;
      }
      expectFeasible(result, problem);
      expect(isAllowed(Array.from(result.tokens!))).toBe(true);
      expect(result.value!).toBeCloseTo(best.value, 10);
      expect(result.certificate!.holds).toBe(true);
      expect(result.continuous!.value).toBeGreaterThanOrEqual(best.value - 1e-11);
      const more = bruteForce(problem, problem.total + 1, isAllowed);
      if (more === undefined) expect(result.shadowPrice).toBeNull();
      else expect(result.shadowPrice).toBeCloseTo(more.value - best.value, 10);
      if (result.rules !== null) {
        expect(result.rules.twoStage!.feasible).toBe(true);
        expect(result.rules.twoStage!.loss).toBeGreaterThanOrEqual(-1e-11);
      }
    }
    expect(infeasible).toBeGreaterThan(0);
  });
});

describe.each(backends)('real tokens on $name', ({ backend }) => {
  it('meet the first-order conditions and the budget', () => {
    const random = seeded(5);
    for (let k = 0; k < 250; k++) {
      const { problem } = caseOf(random, true, 30);
      const result = tokens(backend, problem, { integer: false, rules: false });
      const { certificate, tokens: x } = result;
      expect(certificate).toMatchObject({ holds: true, bounds: 0 });
      expect(certificate!.stationarity).toBeLessThan(1e-9);
      expect(certificate!.gap).toBeLessThan(1e-9);
      expect(Math.abs(sum(x!) - problem.total)).toBeLessThanOrEqual(1e-13 * problem.total);
      const whole = tokens(backend, problem, { rules: false });
      expect(result.value!).toBeGreaterThanOrEqual(whole.value! - 1e-11);
      // no transfer between two patches gains
      for (let step = 0; step < 20; step++) {
        const [i, j] = [0, 0].map(() => wholeFrom(random, 0, x!.length - 1));
        const most = Math.min(x![i] - problem.lower[i], problem.upper[j] - x![j]);
        const by = most * random();
        const y = Array.from(x!);
        y[i] -= by;
        y[j] += by;
        const { relevance, lower } = problem;
        if (relevance.some((curve) => Array.isArray(curve) || 'table' in curve)) continue;
        const changed = sum(relevance.map((curve, at) => textbook(curve, lower[at], y[at])));
        expect(changed).toBeLessThanOrEqual(result.value! + 1e-10);
      }
    }
  });

  it('are water-filling for logarithms', () => {
    // x_i = a_i/λ − s: with all inside, λ = Σ a/(T + K s)
    const scale = [1, 2, 3, 4];
    const result = tokens(
      backend,
      { relevance: { family: 'log', scale, width: 5 }, upper: 100, total: 60 },
      { integer: false },
    );
    expect(result.shadowPrice).toBeCloseTo(10 / 80, 14);
    result.tokens!.forEach((x, i) => {
      expect(x).toBeCloseTo(8 * scale[i] - 5, 12);
    });
  });

  it('fill equal straight lines in order', () => {
    const relevance = { family: 'linear', scale: [1, 2, 2, 2, 1] } as const;
    const result = tokens(backend, { relevance, upper: 4, total: 10 }, { integer: false });
    expect(Array.from(result.tokens!)).toEqual([0, 4, 4, 2, 0]);
    expect(result).toMatchObject({ shadowPrice: 2, gains: { next: 2, last: 2 } });
  });

  it('have a bound, and a gap, where curves are not concave', () => {
    const random = seeded(6);
    let open = 0;
    for (let k = 0; k < 200; k++) {
      const { problem } = caseOf(random, false, 6);
      const real = tokens(backend, problem, { integer: false, rules: false });
      const whole = tokens(backend, problem, { rules: false });
      expect(real.certificate!.bound).toBeGreaterThanOrEqual(whole.value! - 1e-11);
      expect(real.certificate!.bound).toBeGreaterThanOrEqual(real.value! - 1e-11);
      expect(real.status === 'converged').toBe(real.certificate!.holds);
      if (!real.certificate!.holds) open++;
      const rounded = tokens(backend, problem, { rules: false, work: 0 });
      expectFeasible(rounded, problem);
      expect(rounded.value!).toBeLessThanOrEqual(whole.value! + 1e-11);
      expect(rounded.certificate!.bound).toBeGreaterThanOrEqual(whole.value! - 1e-11);
    }
    expect(open).toBeGreaterThan(10);
  });
});

it('scores make up the scale', () => {
  const [entropy, salience, coupling] = [
    [1, 2, 3],
    [0.5, 0, 1],
    [2, 2, 0],
  ];
  const weights = { entropy: 0.5, salience: 2, coupling: 0.25 };
  const bounds = { lower: 1, upper: 20, total: 30 };
  const scale = [2, 1.5, 3.5];
  const fitted = { family: 'log', width: 3, entropy, salience, coupling, weights } as const;
  const plain = tokens(wasm, { relevance: { family: 'log', width: 3, scale }, ...bounds });
  expect(tokens(wasm, { relevance: fitted, ...bounds })).toEqual(plain);
});
