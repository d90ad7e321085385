/** Published classes of knapsacks: backends, a plain programme and HiGHS agree. */

import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { knapsack } from '../../src/resources/knapsack/index';
import { isLong, javascript, wasm } from '../backends';
import { seeded } from '../random';
import { bestByProgramme, classes, generated, type Instance } from './knapsacks';

describe.each(classes)('%s', (kind) => {
  it('equals a plain programme on both backends, with and without bounds', () => {
    const random = seeded(11);
    for (const share of [0.02, 0.3, 0.5, 0.9]) {
      const problem = generated(kind, 60, 200, share, random);
      const optimum = bestByProgramme(problem);
      for (const backend of [wasm, javascript]) {
        for (const reduce of [true, false]) {
          const result = knapsack(backend, problem, { reduce });
          expect(result.value).toBe(optimum);
          expect(result.certificate.holds).toBe(true);
        }
      }
    }
  });

  it('equals a plain programme with counts', () => {
    const random = seeded(12);
    for (const share of [0.3, 1.5]) {
      const once = generated(kind, 20, 100, share, random);
      const counts = once.values.map(() => {
        const count = Math.floor(9 * random());
        return count === 8 ? ('unbounded' as const) : count;
      });
      const problem = { ...once, counts };
      const optimum = bestByProgramme(problem);
      for (const reduce of [true, false]) {
        expect(knapsack(wasm, problem, { reduce }).value).toBe(optimum);
      }
      expect(knapsack(javascript, problem).value).toBe(optimum);
    }
  });

  it('gives the same items on both backends, with large values too', () => {
    const random = seeded(13);
    const problem = generated(kind, 150, 1000, 0.4, random);
    // beyond 32 bits, and no whole numbers
    const values = problem.values.map((value) => 1e8 * value + random());
    for (const given of [problem, { ...problem, values }]) {
      const [ours, theirs] = [wasm, javascript].map((backend) => knapsack(backend, given));
      expect({ ...ours, backend: '' }).toEqual({ ...theirs, backend: '' });
      expect(ours.certificate.holds).toBe(true);
      expect(Math.abs(ours.value - bestByProgramme(given))).toBeLessThanOrEqual(1e-12 * ours.value);
    }
  });

  it('is solved with a thousand items', () => {
    const problem = generated(kind, 1000, 1000, 0.1, seeded(14));
    const reduced = knapsack(wasm, problem);
    const whole = knapsack(wasm, problem, { reduce: false });
    expect(reduced.certificate.holds && whole.certificate.holds).toBe(true);
    expect(reduced.value).toBe(whole.value);
    expect(whole.certificate.programmeError).toBe(0);
  });

  it.runIf(isLong)('is solved with ten thousand items as by a plain programme', () => {
    const problem = { ...generated(kind, 10000, 1000, 0.1, seeded(15)), capacity: 200000 };
    const optimum = bestByProgramme(problem);
    expect(knapsack(wasm, problem).value).toBe(optimum);
    expect(knapsack(wasm, problem, { reduce: false }).value).toBe(optimum);
  });
});

it('has ten thousand items and a capacity of a million, with the items', () => {
  const { values, weights } = generated('strongly correlated', 10000, 1000, 0.5, seeded(16));
  const problem = { values, weights, capacity: 1e6 };
  const result = knapsack(wasm, problem);
  expect(result.certificate).toMatchObject({ holds: true, feasible: true, programmeError: 0 });
  expect(result.items.reduce((sum, j) => sum + values[j], 0)).toBe(result.value);
  expect(result.items.reduce((sum, j) => sum + weights[j], 0)).toBeLessThanOrEqual(1e6);
  expect(result.certificate.dualBound).toBeGreaterThanOrEqual(result.value);
  // what the class allows at most: all capacity, and R/10 for each of the lightest items that fit
  const sorted = [...weights].sort((a, b) => a - b);
  let most = 0;
  for (let sum = sorted[0]; sum <= 1e6; sum += sorted[most]) most++;
  expect(result.value).toBeLessThanOrEqual(1e6 + 100 * most);
  if (isLong) expect(knapsack(wasm, problem, { reduce: false }).value).toBe(result.value);
});

it('equals HiGHS', async () => {
  const highs = await loadHighs();
  const solved = ({ values, weights, capacity, counts }: Instance): number => {
    const sum = (numbers: readonly number[]) =>
      numbers.map((number, j) => `${number} x${j}`).join('\n + ');
    const limits = values.map((_, j) => {
      const count = counts?.[j] ?? 1;
      return count === 'unbounded' ? `x${j} >= 0` : `0 <= x${j} <= ${count}`;
    });
    const text = `Maximize\n obj: ${sum(values)}\nSubject To\n c: ${sum(weights)} <= ${capacity}\nBounds\n ${limits.join('\n ')}\nGeneral\n ${values.map((_, j) => `x${j}`).join('\n ')}\nEnd\n`;
    const solution = highs.solve(text, { mip_rel_gap: 0, mip_abs_gap: 0 });
    expect(solution.Status).toBe('Optimal');
    return solution.ObjectiveValue;
  };
  const random = seeded(17);
  for (const [kind, n, R] of [
    ['uncorrelated', 500, 1000],
    ['uncorrelated', 100, 1e7],
    ['weakly correlated', 100, 1000],
    ['almost strongly correlated', 25, 1000],
    ['inverse strongly correlated', 25, 1000],
  ] as const) {
    const problem = generated(kind, n, R, 0.4, random);
    expect(knapsack(wasm, problem).value).toBeCloseTo(solved(problem), 4);
    const counts = problem.values.map((_, j) => (j % 5 === 0 ? ('unbounded' as const) : j % 7));
    const counted = { ...problem, counts };
    expect(knapsack(wasm, counted).value).toBeCloseTo(solved(counted), 4);
  }
});
