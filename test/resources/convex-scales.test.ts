/** Certificates where x, f, constraints or the set are very large or very small. */

import { describe, expect, it } from 'vitest';
import {
  type ConvexSet,
  minimize,
  minimizeConstrained,
  project,
} from '../../src/resources/convex/index';
import { backends, wasm } from '../backends';
import { seeded } from '../random';

const line = (slope: number) => ({
  f: (x: Float64Array) => slope * x[0],
  gradient: () => [slope],
});
const methods = ['gradient', 'momentum', 'nesterov', 'lbfgs'] as const;

describe.each(backends)('constraints on $name', ({ backend }) => {
  it('are held to the tolerance however large x is', () => {
    const far = {
      f: (x: Float64Array) => x[0] + (x[1] - 1e9) ** 2,
      gradient: (x: Float64Array) => [1, 2 * (x[1] - 1e9)],
    };
    const g = { g: (x: Float64Array) => 3 - x[0], gradient: () => [-1, 0] };
    const h = { h: g.g, gradient: g.gradient };
    for (const constraints of [{ inequalities: [g] }, { equalities: [h] }]) {
      for (const start of [
        [0, 1e9],
        [0, 0],
      ]) {
        const { status, x, certificate } = minimizeConstrained(
          backend,
          { ...far, ...constraints },
          { start },
        );
        expect([status, certificate.holds]).toEqual(['converged', true]);
        expect(Math.abs(x[0] - 3)).toBeLessThan(2e-8);
        expect(certificate.excess).toBeLessThanOrEqual(1e-8);
      }
    }
  });

  it('count by their prices where they are scaled down', () => {
    for (const scale of [1e-8, 1e-4, 1e4]) {
      const { status, value, inequalities, certificate } = minimizeConstrained(
        backend,
        {
          ...line(1),
          inequalities: [{ g: (x) => scale * (1 - x[0]), gradient: () => [-scale] }],
        },
        { start: [0] },
      );
      expect([scale, status, certificate.holds]).toEqual([scale, 'converged', true]);
      expect(Math.abs(value - 1)).toBeLessThan(3e-8);
      expect(Math.abs(inequalities.multipliers[0] * scale - 1)).toBeLessThan(1e-7);
    }
  });

  it('are not lost in a small set', () => {
    const limit = { g: (x: Float64Array) => x[0] - 5e-9, gradient: () => [1] };
    const boxes = [1e-8, 1, 1e3].map((upper) => ({ kind: 'box', lower: 0, upper }) as const);
    for (const set of [{ kind: 'free' } as const, ...boxes]) {
      const { status, value, certificate } = minimizeConstrained(
        backend,
        { ...line(-1e9), inequalities: [limit], set },
        { start: [0] },
      );
      expect([status, certificate.holds]).toEqual(['converged', true]);
      expect(Math.abs(value + 5)).toBeLessThan(1e-7);
      expect(certificate.loss).toBeLessThan(7e-8);
    }
  });
});

describe('sets', () => {
  const small: readonly ConvexSet[] = [
    { kind: 'box', lower: 0, upper: 1e-8 },
    { kind: 'ball', radius: 1e-8 },
    { kind: 'budget-box', lower: 0, upper: 1, budget: 1e-8 },
    { kind: 'budget-box', lower: 0, upper: 1, budget: 1e-8, equality: true },
  ];

  it.each(methods)('that are small have their minimum found by %s', (method) => {
    for (const set of small) {
      const result = minimize(wasm, { ...line(-1e10), set }, { method, start: [0] });
      expect([set.kind, result.status, result.certificate.holds]).toEqual([
        set.kind,
        'converged',
        true,
      ]);
      expect(Math.abs(result.value + 100)).toBeLessThan(1.1e-6);
    }
  });

  it('that are wide do not hide a slope below the tolerance', () => {
    const set = { kind: 'box', lower: 0, upper: 1e10 } as const;
    for (const method of ['gradient', 'momentum', 'lbfgs'] as const) {
      const { status, value } = minimize(wasm, { ...line(-1e-9), set }, { method, start: [0] });
      expect([method, status]).toEqual([method, 'converged']);
      expect(Math.abs(value + 10)).toBeLessThan(2e-7);
    }
    const short = minimize(wasm, { ...line(-1e-9), set }, { start: [0], maxIterations: 1 });
    expect([short.status, short.certificate.holds]).toEqual(['iteration-limit', false]);
    expect(short.certificate.gap).toBeGreaterThan(9);
  });

  it('of all sizes have no answer that holds and is off by more than it says', () => {
    const next = seeded(71);
    let converged = 0;
    for (let k = 0; k < 200; k++) {
      const n = 1 + Math.floor(4 * next());
      const width = 10 ** Math.round(16 * next() - 8);
      const size = 10 ** Math.round(16 * next() - 8);
      // size · Σ c_i (x_i/width − a_i)²/2 over [0, width]ⁿ: each coordinate by itself
      const c = Array.from({ length: n }, () => 0.5 + next());
      const a = Array.from({ length: n }, () => 2 * next() - 0.5);
      const f = (x: ArrayLike<number>) =>
        c.reduce((sum, ci, i) => sum + (size * ci * (x[i] / width - a[i]) ** 2) / 2, 0);
      const gradient = (x: Float64Array) =>
        c.map((ci, i) => (size * ci * (x[i] / width - a[i])) / width);
      const best = f(a.map((ai) => width * Math.min(1, Math.max(0, ai))));
      const set = { kind: 'box', lower: 0, upper: width } as const;
      const result = minimize(wasm, { f, gradient, set }, { start: new Float64Array(n) });
      const { certificate, value, status } = result;
      expect(certificate.holds, `problem ${k}`).toBe(status === 'converged');
      if (!certificate.holds) continue;
      converged++;
      expect(value - best, `problem ${k}`).toBeLessThanOrEqual(1.001e-8 * (1 + Math.abs(value)));
    }
    expect(converged).toBeGreaterThan(150);
  });

  it('have projections of points far away that keep the budget', () => {
    const next = seeded(72);
    for (let k = 0; k < 50; k++) {
      const total = 10 ** (-8 * next());
      const y = Array.from({ length: 5 }, () => 1e10 * (next() - 0.5));
      const x = project({ kind: 'simplex', total }, y);
      expect(Math.abs(x.reduce((a, b) => a + b) - total)).toBeLessThanOrEqual(1e-13 * total);
      expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
      expect(x[y.indexOf(Math.max(...y))]).toBe(Math.max(...x));
    }
  });
});

describe('a failure', () => {
  const square = { f: (x: Float64Array) => x[0] ** 2, gradient: (x: Float64Array) => [2 * x[0]] };
  const fine = { g: (x: Float64Array) => x[0] - 9, gradient: () => [1] };

  it.each([
    [{ inequalities: [fine, { g: () => Number.NaN }] }, 'inequalities.1.g', Number.NaN],
    [{ equalities: [{ h: () => Infinity }] }, 'equalities.0.h', Infinity],
    [
      { inequalities: [{ g: (x: Float64Array) => x[0] + 1, gradient: () => [Number.NaN] }] },
      'inequalities.0.gradient',
      Number.NaN,
    ],
    [{ f: () => Number.NaN, inequalities: [fine] }, 'f', Number.NaN],
    [{ gradient: () => [Infinity], inequalities: [fine] }, 'gradient', Infinity],
  ])('names the function: %o', (problem, of, value) => {
    const result = minimizeConstrained(wasm, { ...square, ...problem }, { start: [1] });
    expect([result.status, result.certificate.holds]).toEqual(['diverged', false]);
    expect(result.failure).toMatchObject({ of, value });
    expect(Array.from(result.failure!.x)).toEqual([1]);
  });

  it('is not an inequality of −∞', () => {
    const problem = { ...square, inequalities: [{ g: () => -Infinity, gradient: () => [0] }] };
    expect(minimizeConstrained(wasm, problem, { start: [1] }).status).toBe('converged');
  });
});
