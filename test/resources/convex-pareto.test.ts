/** Pareto fronts against closed forms. */

import { describe, expect, it } from 'vitest';
import {
  type ParetoOptions,
  type ParetoProblem,
  type ParetoResult,
  pareto,
} from '../../src/resources/convex/index';
import { backends, wasm } from '../backends';

/** ‖x − a‖² and its gradient. */
const towards = (...a: number[]) => ({
  f: (x: Float64Array) => x.reduce((sum, xi, i) => sum + (xi - a[i]) ** 2, 0),
  gradient: (x: Float64Array) => x.map((xi, i) => 2 * (xi - a[i])),
});

function expectFront({ front, status, certificate }: ParetoResult): void {
  expect([status, certificate.holds]).toEqual(['converged', true]);
  for (let k = 1; k < front.length; k++) {
    const [a, b] = [front[k - 1].values, front[k].values];
    expect(b[0]).toBeGreaterThanOrEqual(a[0]);
    if (a.length === 2) expect(b[1]).toBeLessThan(a[1]);
  }
  for (const p of front) {
    for (const q of front) {
      const isBetter = q.values.every((value, j) => value <= p.values[j]);
      if (p !== q) expect(isBetter).toBe(false);
    }
  }
}

const methods = ['weighted-sum', 'epsilon-constraint'] as const;

describe.each(methods)('the front by %s', (method) => {
  it.each(backends)(
    'of two distances is the segment between the points, on $name',
    ({ name, backend }) => {
      // √f₁ + √f₂ = the distance of the two points
      const problem = { objectives: [towards(0, 0), towards(3, 4)] };
      const result = pareto(backend, problem, { method, points: 11, start: [1, 0] });
      expectFront(result);
      expect([result.backend, result.method, result.front.length]).toEqual([name, method, 11]);
      for (const { values, x } of result.front) {
        expect(Math.abs(Math.sqrt(values[0]) + Math.sqrt(values[1]) - 5)).toBeLessThan(1e-6);
        expect(Math.abs(x[1] / 4 - x[0] / 3)).toBeLessThan(1e-6);
      }
      [0, 0].forEach((z, j) => {
        expect(Math.abs(result.ideal[j] - z)).toBeLessThan(1e-12);
        expect(Math.abs(result.nadir[j] - 25)).toBeLessThan(1e-6);
      });
      const last = result.front[result.front.length - 1];
      expect([last.weights, last.bounds]).toEqual([null, null]);
    },
  );

  it('keeps to the set and to constraints', () => {
    const result = pareto(
      wasm,
      {
        objectives: [towards(0, 0), towards(2, 2)],
        set: { kind: 'box', lower: 0, upper: [1, 2] },
        inequalities: [{ g: (x) => 0.5 - x[0], gradient: () => [-1, 0] }],
      },
      { method, points: 9, start: [1, 1] },
    );
    expectFront(result);
    // x₁ from ½ to 1 with x₂ = x₁ or beyond: f₁ + f₂ − 2 x₁ … in closed form per piece
    for (const { x } of result.front) {
      expect(x[0]).toBeGreaterThan(0.5 - 1e-7);
      expect(x[0]).toBeLessThan(1 + 1e-7);
      const expected = x[1] < 0.5 ? 0.5 : Math.min(1, Math.max(0.5, x[1]));
      expect(Math.abs(x[0] - expected)).toBeLessThan(1e-5);
    }
  });

  it('of three distances stays in the triangle', () => {
    const result = pareto(
      wasm,
      { objectives: [towards(0, 0), towards(1, 0), towards(0, 1)] },
      { method, points: 6, start: [0.2, 0.2] },
    );
    expectFront(result);
    expect(result.front.length).toBeGreaterThanOrEqual(10);
    for (const { x } of result.front) {
      expect(Math.min(x[0], x[1], 1 - x[0] - x[1])).toBeGreaterThan(-1e-6);
    }
  });
});

describe('the front', () => {
  it('where it is not convex is seen by constraints, not by sums', () => {
    // Fonseca and Fleming's problem in one variable: the front is concave
    const bump = (a: number) => ({
      f: (x: Float64Array) => 1 - Math.exp(-((x[0] - a) ** 2)),
      gradient: (x: Float64Array) => [2 * (x[0] - a) * Math.exp(-((x[0] - a) ** 2))],
    });
    const problem = {
      objectives: [bump(1), bump(-1)],
      set: { kind: 'box', lower: -2, upper: 2 },
    } as const;
    const sums = pareto(wasm, problem, { start: [0.3], points: 11 });
    const bounds = pareto(wasm, problem, {
      start: [0.3],
      points: 11,
      method: 'epsilon-constraint',
    });
    const inner = ({ front }: ParetoResult) => front.filter(({ x }) => Math.abs(x[0]) < 0.5).length;
    expect(inner(sums)).toBe(0);
    expect(inner(bounds)).toBeGreaterThan(2);
    for (const { x, values } of bounds.front) {
      const t = Math.min(1, Math.max(-1, x[0]));
      expect(Math.abs(values[0] - (1 - Math.exp(-((t - 1) ** 2))))).toBeLessThan(1e-6);
    }
  });

  it('is one point where objectives agree', () => {
    const result = pareto(
      wasm,
      { objectives: [towards(1), towards(1)] },
      { start: [0], points: 5 },
    );
    expect(result.front).toHaveLength(1);
    expect(result.certificate.dominated).toBe(5 - 1);
  });

  it('says what is missing where a minimum is not found', () => {
    const down = { f: (x: Float64Array) => -x[0], gradient: () => [-1] };
    const result = pareto(wasm, { objectives: [towards(0), down] }, { start: [0] });
    expect(result.status).toBe('unbounded');
    expect(result.certificate.holds).toBe(false);
    const controller = new AbortController();
    controller.abort();
    const ended = pareto(
      wasm,
      { objectives: [towards(0), towards(1)] },
      { start: [3], signal: controller.signal },
    );
    expect(ended.status).toBe('cancelled');
  });
});

describe('bad input', () => {
  const objectives = [towards(0), towards(1)];
  const cases: [unknown, unknown, string][] = [
    [undefined, { start: [1] }, 'problem'],
    [{}, { start: [1] }, 'objectives'],
    [{ objectives: [towards(0)] }, { start: [1] }, 'objectives'],
    [{ objectives: [towards(0), 3] }, { start: [1] }, 'objectives.1'],
    [{ objectives: [towards(0), {}] }, { start: [1] }, 'objectives.1.f'],
    [{ objectives: [towards(0), { f: () => 'x' }] }, { start: [1] }, 'objectives.1.f'],
    [{ objectives, f: 1 }, { start: [1] }, 'f'],
    [{ objectives, set: 3 }, { start: [1] }, 'set'],
    [{ objectives }, {}, 'start'],
    [{ objectives }, { start: [1], method: 'sum' }, 'method'],
    [{ objectives }, { start: [1], points: 1 }, 'points'],
    [{ objectives }, { start: [1], points: 1.5 }, 'points'],
    [{ objectives: [...objectives, ...objectives] }, { start: [1], points: 1000 }, 'points'],
    [{ objectives }, { start: [1], scale: 1 }, 'scale'],
    [{ objectives }, null, 'options'],
  ];

  it.each(cases)('%o with %j is refused at %s', (problem, options, path) => {
    expect(() => pareto(wasm, problem as ParetoProblem, options as ParetoOptions)).toThrow(
      expect.objectContaining({ name: 'ParameterError', path }),
    );
  });
});
