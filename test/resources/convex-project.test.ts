/** Projections against the conditions that single them out, brute force, and known answers. */

import { describe, expect, it } from 'vitest';
import { type ConvexSet, project } from '../../src/resources/convex/index';
import { leastLinear } from '../../src/resources/convex/project';
import { regionOf, violation } from '../../src/resources/convex/sets';
import { seeded } from '../random';

const sum = (x: Iterable<number>) => Array.from(x).reduce((a, b) => a + b, 0);

function randomSet(kind: ConvexSet['kind'], n: number, next: () => number): ConvexSet {
  const lower = Array.from({ length: n }, () => -2 * next());
  const upper = lower.map((l) => l + (next() < 0.1 ? 0 : 3 * next()));
  switch (kind) {
    case 'free':
      return { kind };
    case 'box':
      return { kind, lower: lower.map((l) => (next() < 0.2 ? -Infinity : l)), upper };
    case 'simplex':
      return { kind, total: 0.1 + 3 * next() };
    case 'ball':
      return { kind, centre: lower, radius: 0.1 + 2 * next() };
    default: {
      const weights = Array.from({ length: n }, () => 0.2 + next());
      const least = sum(weights.map((w, i) => w * lower[i]));
      const most = sum(weights.map((w, i) => w * upper[i]));
      const budget = least + next() * (most - least);
      return { kind: 'budget-box', lower, upper, weights, budget, equality: next() < 0.5 };
    }
  }
}

/** A point of the set, by mixing projections of random points. */
function member(set: ConvexSet, n: number, next: () => number): Float64Array {
  return project(
    set,
    Array.from({ length: n }, () => 8 * (next() - 0.5)),
  );
}

const kinds = ['free', 'box', 'simplex', 'budget-box', 'ball'] as const;

describe.each(kinds)('projection on a %s', (kind) => {
  it('is in the set, and no point of the set lies on its far side', () => {
    // (y − p)·(s − p) ≤ 0 for every s of the set if and only if p is the projection of y
    const next = seeded(21);
    for (let k = 0; k < 300; k++) {
      const n = 1 + Math.floor(8 * next());
      const set = randomSet(kind, n, next);
      const y = Float64Array.from({ length: n }, () => 10 * (next() - 0.5));
      const p = project(set, y);
      const region = regionOf(set, n);
      expect(violation(region, p), `set ${k}`).toBeLessThan(1e-13);
      const towards = Float64Array.from(y, (value, i) => p[i] - value);
      const least = leastLinear(region, towards);
      const here = sum(towards.map((c, i) => c * p[i]));
      if (least > -Infinity) expect(here - least, `set ${k}`).toBeLessThan(1e-12);
      for (let trial = 0; trial < 10; trial++) {
        const s = member(set, n, next);
        expect(sum(s.map((value, i) => (y[i] - p[i]) * (value - p[i])))).toBeLessThan(1e-12);
      }
    }
  });

  it('changes nothing the second time', () => {
    const next = seeded(22);
    for (let k = 0; k < 50; k++) {
      const set = randomSet(kind, 5, next);
      const p = member(set, 5, next);
      project(set, p).forEach((value, i) => {
        expect(Math.abs(value - p[i])).toBeLessThan(1e-14);
      });
    }
  });

  it('has its least linear value at a point of the set', () => {
    const next = seeded(23);
    for (let k = 0; k < 100; k++) {
      const n = 1 + Math.floor(6 * next());
      const set = randomSet(kind, n, next);
      const c = Float64Array.from({ length: n }, () => next() - 0.5);
      const least = leastLinear(regionOf(set, n), c);
      if (least === -Infinity) continue;
      // far against c, the projection is where c·s is least, within what the distance leaves
      const far = project(
        set,
        c.map((value) => -1e7 * value),
      );
      const reached = sum(far.map((value, i) => c[i] * value));
      expect(reached - least).toBeGreaterThan(-1e-7);
      expect(reached - least).toBeLessThan(1e-5);
    }
  });
});

describe('projections', () => {
  it('match a search over all choices of active bounds', () => {
    const next = seeded(24);
    for (let k = 0; k < 60; k++) {
      const n = 1 + Math.floor(4 * next());
      const set = randomSet('budget-box', n, next);
      const y = Array.from({ length: n }, () => 6 * (next() - 0.5));
      const expected = bruteForce(set as Budgeted, y);
      project(set, y).forEach((value, i) => {
        expect(Math.abs(value - expected[i]), `set ${k}`).toBeLessThan(1e-10);
      });
    }
  });

  it('know textbook answers', () => {
    expect(Array.from(project({ kind: 'simplex' }, [0.5, 0.5]))).toEqual([0.5, 0.5]);
    expect(Array.from(project({ kind: 'simplex' }, [2, 0, 0]))).toEqual([1, 0, 0]);
    expect(Array.from(project({ kind: 'simplex', total: 3 }, [0, 0, 0]))).toEqual([1, 1, 1]);
    expect(Array.from(project({ kind: 'ball', radius: 5 }, [6, 8]))).toEqual([3, 4]);
    expect(Array.from(project({ kind: 'box', lower: 0, upper: [1, 2] }, [-1, 5]))).toEqual([0, 2]);
    const half = { kind: 'budget-box', budget: 1 } as const;
    expect(Array.from(project(half, [2, 1]))).toEqual([1, 0]);
    expect(Array.from(project(half, [0.25, 0.5]))).toEqual([0.25, 0.5]);
    expect(Array.from(project({ ...half, equality: true }, [0, 0]))).toEqual([0.5, 0.5]);
  });

  it('keep their digits at any size', () => {
    for (const size of [1e-12, 1, 1e12]) {
      const p = project({ kind: 'simplex', total: size }, [3 * size, 2.5 * size, -size]);
      expect(Math.abs(sum(p) / size - 1)).toBeLessThan(1e-15);
      expect(Math.abs(p[0] / size - 0.75)).toBeLessThan(1e-15);
    }
    const next = seeded(25);
    const n = 20000;
    const y = Array.from({ length: n }, () => next());
    expect(Math.abs(sum(project({ kind: 'simplex' }, y)) - 1)).toBeLessThan(1e-11);
  });
});

type Budgeted = Extract<ConvexSet, { kind: 'budget-box' }>;

/** Every coordinate at its lower bound, its upper bound or between; the budget used or not: the best that fits. */
function bruteForce(set: Budgeted, y: number[]): number[] {
  const n = y.length;
  const { budget, equality } = set;
  const [lower, upper, weights] = [set.lower, set.upper, set.weights] as number[][];
  let best = { value: Infinity, x: y };
  for (let code = 0; code < 3 ** n; code++) {
    const state = y.map((_, i) => Math.floor(code / 3 ** i) % 3);
    for (const isTight of equality ? [true] : [true, false]) {
      let [open, squares, fixed] = [0, 0, 0];
      state.forEach((s, i) => {
        if (s === 2) {
          open += weights[i] * y[i];
          squares += weights[i] ** 2;
        } else fixed += weights[i] * (s === 0 ? lower[i] : upper[i]);
      });
      const lambda = isTight && squares > 0 ? (open + fixed - budget) / squares : 0;
      const x = state.map((s, i) =>
        s === 0 ? lower[i] : s === 1 ? upper[i] : y[i] - lambda * weights[i],
      );
      const use = sum(x.map((value, i) => weights[i] * value));
      const fits = x.every((value, i) => value >= lower[i] - 1e-12 && value <= upper[i] + 1e-12);
      if (!fits || use > budget + 1e-12 || (equality && use < budget - 1e-12)) continue;
      const value = sum(x.map((xi, i) => (xi - y[i]) ** 2));
      if (value < best.value) best = { value, x };
    }
  }
  expect(best.value).toBeLessThan(Infinity);
  return best.x;
}

describe('bad input', () => {
  const cases: [unknown, unknown, string][] = [
    [undefined, [1], 'set'],
    [null, [1], 'set'],
    [[], [1], 'set'],
    [{}, [1], 'set.kind'],
    [{ kind: 'cone' }, [1], 'set.kind'],
    [{ kind: 'toString' }, [1], 'set.kind'],
    [{ kind: 'free', lower: 0 }, [1], 'set.lower'],
    [{ kind: 'box', lower: [0, 0] }, [1], 'set.lower'],
    [{ kind: 'box', lower: 1, upper: 0 }, [1], 'set.upper'],
    [{ kind: 'box', lower: NaN }, [1], 'set.lower'],
    [{ kind: 'box', lower: [NaN] }, [1], 'set.lower.0'],
    [{ kind: 'box', lower: ['0'] }, [1], 'set.lower.0'],
    [{ kind: 'box', lower: 'all' }, [1], 'set.lower'],
    [{ kind: 'box', upper: -Infinity }, [1], 'set.upper'],
    [{ kind: 'simplex', total: 0 }, [1], 'set.total'],
    [{ kind: 'simplex', total: Infinity }, [1], 'set.total'],
    [{ kind: 'ball' }, [1], 'set.radius'],
    [{ kind: 'ball', radius: -1 }, [1], 'set.radius'],
    [{ kind: 'ball', radius: 1, centre: [Infinity] }, [1], 'set.centre.0'],
    [{ kind: 'budget-box' }, [1], 'set.budget'],
    [{ kind: 'budget-box', budget: NaN }, [1], 'set.budget'],
    [{ kind: 'budget-box', budget: -1, lower: 0 }, [1], 'set.budget'],
    [{ kind: 'budget-box', budget: 3, upper: 2, equality: true }, [1], 'set.budget'],
    [{ kind: 'budget-box', budget: 3, weights: [0] }, [1], 'set.weights.0'],
    [{ kind: 'budget-box', budget: 3, weights: -1 }, [1], 'set.weights'],
    [{ kind: 'budget-box', budget: 3, equality: 1 }, [1], 'set.equality'],
    [{ kind: 'free' }, [], 'x'],
    [{ kind: 'free' }, [1, NaN], 'x.1'],
    [{ kind: 'free' }, ['1'], 'x.0'],
    [{ kind: 'free' }, 'x', 'x'],
    [{ kind: 'free' }, undefined, 'x'],
  ];

  it.each(cases)('%j with x %j is refused at %s', (set, x, path) => {
    expect(() => project(set as ConvexSet, x as number[])).toThrow(
      expect.objectContaining({ name: 'ParameterError', path }),
    );
  });
});
