/** Constrained minimization against the collection of Hock and Schittkowski, and its multipliers against derivatives. */

import { describe, expect, it } from 'vitest';
import {
  type ConstrainedOptions,
  type ConstrainedProblem,
  checkGradient,
  minimizeConstrained,
  minimizeConstrainedAsync,
} from '../../src/resources/convex/index';
import { backends, wasm } from '../backends';

interface Known extends ConstrainedProblem {
  readonly start: number[];
  readonly value: number;
  readonly x?: number[];
}

const product = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a * b, 1);

/** W. Hock, K. Schittkowski, "Test Examples for Nonlinear Programming Codes" (1981), by number. */
const problems: Readonly<Record<string, Known>> = {
  6: {
    f: (x) => (1 - x[0]) ** 2,
    gradient: (x) => [-2 * (1 - x[0]), 0],
    equalities: [{ h: (x) => 10 * (x[1] - x[0] ** 2), gradient: (x) => [-20 * x[0], 10] }],
    start: [-1.2, 1],
    value: 0,
    x: [1, 1],
  },
  7: {
    f: (x) => Math.log(1 + x[0] ** 2) - x[1],
    gradient: (x) => [(2 * x[0]) / (1 + x[0] ** 2), -1],
    equalities: [
      {
        h: (x) => (1 + x[0] ** 2) ** 2 + x[1] ** 2 - 4,
        gradient: (x) => [4 * x[0] * (1 + x[0] ** 2), 2 * x[1]],
      },
    ],
    start: [2, 2],
    value: -Math.sqrt(3),
    x: [0, Math.sqrt(3)],
  },
  21: {
    f: (x) => 0.01 * x[0] ** 2 + x[1] ** 2 - 100,
    gradient: (x) => [0.02 * x[0], 2 * x[1]],
    inequalities: [{ g: (x) => 10 - 10 * x[0] + x[1], gradient: () => [-10, 1] }],
    set: { kind: 'box', lower: [2, -50], upper: 50 },
    start: [-1, -1],
    value: -99.96,
    x: [2, 0],
  },
  28: {
    f: (x) => (x[0] + x[1]) ** 2 + (x[1] + x[2]) ** 2,
    gradient: (x) => [2 * (x[0] + x[1]), 2 * (x[0] + 2 * x[1] + x[2]), 2 * (x[1] + x[2])],
    equalities: [{ h: (x) => x[0] + 2 * x[1] + 3 * x[2] - 1, gradient: () => [1, 2, 3] }],
    start: [-4, 1, 1],
    value: 0,
    x: [0.5, -0.5, 0.5],
  },
  35: {
    f: (x) =>
      9 -
      8 * x[0] -
      6 * x[1] -
      4 * x[2] +
      2 * x[0] ** 2 +
      2 * x[1] ** 2 +
      x[2] ** 2 +
      2 * x[0] * x[1] +
      2 * x[0] * x[2],
    gradient: (x) => [
      -8 + 4 * x[0] + 2 * x[1] + 2 * x[2],
      -6 + 4 * x[1] + 2 * x[0],
      -4 + 2 * x[2] + 2 * x[0],
    ],
    inequalities: [{ g: (x) => x[0] + x[1] + 2 * x[2] - 3, gradient: () => [1, 1, 2] }],
    set: { kind: 'box', lower: 0 },
    start: [0.5, 0.5, 0.5],
    value: 1 / 9,
    x: [4 / 3, 7 / 9, 4 / 9],
  },
  43: {
    f: (x) =>
      x[0] ** 2 +
      x[1] ** 2 +
      2 * x[2] ** 2 +
      x[3] ** 2 -
      5 * x[0] -
      5 * x[1] -
      21 * x[2] +
      7 * x[3],
    gradient: (x) => [2 * x[0] - 5, 2 * x[1] - 5, 4 * x[2] - 21, 2 * x[3] + 7],
    inequalities: [
      {
        g: (x) => x[0] ** 2 + x[1] ** 2 + x[2] ** 2 + x[3] ** 2 + x[0] - x[1] + x[2] - x[3] - 8,
        gradient: (x) => [2 * x[0] + 1, 2 * x[1] - 1, 2 * x[2] + 1, 2 * x[3] - 1],
      },
      {
        g: (x) => x[0] ** 2 + 2 * x[1] ** 2 + x[2] ** 2 + 2 * x[3] ** 2 - x[0] - x[3] - 10,
        gradient: (x) => [2 * x[0] - 1, 4 * x[1], 2 * x[2], 4 * x[3] - 1],
      },
      {
        g: (x) => 2 * x[0] ** 2 + x[1] ** 2 + x[2] ** 2 + 2 * x[0] - x[1] - x[3] - 5,
        gradient: (x) => [4 * x[0] + 2, 2 * x[1] - 1, 2 * x[2], -1],
      },
    ],
    start: [0, 0, 0, 0],
    value: -44,
    x: [0, 1, 2, -1],
  },
  48: {
    f: (x) => (x[0] - 1) ** 2 + (x[1] - x[2]) ** 2 + (x[3] - x[4]) ** 2,
    gradient: (x) => [
      2 * (x[0] - 1),
      2 * (x[1] - x[2]),
      -2 * (x[1] - x[2]),
      2 * (x[3] - x[4]),
      -2 * (x[3] - x[4]),
    ],
    equalities: [
      { h: (x) => x.reduce((a, b) => a + b, -5), gradient: () => [1, 1, 1, 1, 1] },
      { h: (x) => x[2] - 2 * (x[3] + x[4]) + 3, gradient: () => [0, 0, 1, -2, -2] },
    ],
    start: [3, 5, -3, 2, -2],
    value: 0,
    x: [1, 1, 1, 1, 1],
  },
  51: {
    f: (x) => (x[0] - x[1]) ** 2 + (x[1] + x[2] - 2) ** 2 + (x[3] - 1) ** 2 + (x[4] - 1) ** 2,
    gradient: (x) => [
      2 * (x[0] - x[1]),
      -2 * (x[0] - x[1]) + 2 * (x[1] + x[2] - 2),
      2 * (x[1] + x[2] - 2),
      2 * (x[3] - 1),
      2 * (x[4] - 1),
    ],
    equalities: [
      { h: (x) => x[0] + 3 * x[1] - 4, gradient: () => [1, 3, 0, 0, 0] },
      { h: (x) => x[2] + x[3] - 2 * x[4], gradient: () => [0, 0, 1, 1, -2] },
      { h: (x) => x[1] - x[4], gradient: () => [0, 1, 0, 0, -1] },
    ],
    start: [2.5, 0.5, 2, -1, 0.5],
    value: 0,
    x: [1, 1, 1, 1, 1],
  },
  71: {
    f: (x) => x[0] * x[3] * (x[0] + x[1] + x[2]) + x[2],
    gradient: (x) => [
      x[3] * (2 * x[0] + x[1] + x[2]),
      x[0] * x[3],
      x[0] * x[3] + 1,
      x[0] * (x[0] + x[1] + x[2]),
    ],
    inequalities: [{ g: (x) => 25 - product(x), gradient: (x) => x.map((xi) => -product(x) / xi) }],
    equalities: [
      { h: (x) => x.reduce((a, b) => a + b * b, -40), gradient: (x) => x.map((xi) => 2 * xi) },
    ],
    set: { kind: 'box', lower: 1, upper: 5 },
    start: [1, 5, 5, 1],
    value: 17.0140173,
    x: [1, 4.7429994, 3.8211503, 1.3794082],
  },
  76: {
    f: (x) =>
      x[0] ** 2 +
      0.5 * x[1] ** 2 +
      x[2] ** 2 +
      0.5 * x[3] ** 2 -
      x[0] * x[2] +
      x[2] * x[3] -
      x[0] -
      3 * x[1] +
      x[2] -
      x[3],
    gradient: (x) => [2 * x[0] - x[2] - 1, x[1] - 3, 2 * x[2] - x[0] + x[3] + 1, x[3] + x[2] - 1],
    inequalities: [
      { g: (x) => x[0] + 2 * x[1] + x[2] + x[3] - 5, gradient: () => [1, 2, 1, 1] },
      { g: (x) => 3 * x[0] + x[1] + 2 * x[2] - x[3] - 4, gradient: () => [3, 1, 2, -1] },
      { g: (x) => 1.5 - x[1] - 4 * x[2], gradient: () => [0, -1, -4, 0] },
    ],
    set: { kind: 'box', lower: 0 },
    start: [0.5, 0.5, 0.5, 0.5],
    value: -4.681818181,
    x: [0.2727273, 2.090909, 0, 0.5454545],
  },
};

describe.each(Object.entries(problems))('problem %s', (_, { start, value, x, ...problem }) => {
  it('has the gradients that it says', () => {
    const all = [
      problem,
      ...(problem.inequalities ?? []).map(({ g, gradient }) => ({ f: g, gradient })),
      ...(problem.equalities ?? []).map(({ h, gradient }) => ({ f: h, gradient })),
    ];
    const at = start.map((xi, i) => xi + 0.1 * (i + 1));
    for (const { f, gradient } of all) {
      expect(checkGradient({ f, gradient: gradient! }, at).holds).toBe(true);
    }
  });

  it.each(backends)('has its published minimum on $name', ({ name, backend }) => {
    const result = minimizeConstrained(backend, problem, { start });
    expect([result.status, result.certificate.holds, result.backend]).toEqual([
      'converged',
      true,
      name,
    ]);
    expect(Math.abs(result.value - value)).toBeLessThan(1e-7 * Math.max(1, Math.abs(value)));
    x?.forEach((xi, i) => {
      expect(Math.abs(result.x[i] - xi), `x ${i}`).toBeLessThan(1e-4);
    });
  });

  it('has it without gradients', () => {
    const bare = {
      ...problem,
      gradient: undefined,
      inequalities: problem.inequalities?.map(({ g }) => ({ g })),
      equalities: problem.equalities?.map(({ h }) => ({ h })),
    } as unknown as ConstrainedProblem;
    const given = Object.fromEntries(Object.entries(bare).filter(([, part]) => part !== undefined));
    const result = minimizeConstrained(wasm, given as unknown as ConstrainedProblem, {
      start,
      tolerance: 1e-5,
    });
    expect(result.status).toBe('converged');
    expect(Math.abs(result.value - value)).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
  });
});

describe('multipliers', () => {
  it('are those of the constraints', () => {
    // HS 43: (1, 0, 2); HS 35: 2/9; signs and sizes by hand from the gradients
    const { start, value: _v, x: _x, ...hs43 } = problems[43];
    const { inequalities } = minimizeConstrained(wasm, hs43, { start });
    [1, 0, 2].forEach((mu, j) => {
      expect(Math.abs(inequalities.multipliers[j] - mu)).toBeLessThan(1e-6);
    });
    const { start: from, value: _w, x: _y, ...hs35 } = problems[35];
    const other = minimizeConstrained(wasm, hs35, { start: from });
    expect(Math.abs(other.inequalities.multipliers[0] - 2 / 9)).toBeLessThan(1e-7);
  });

  it('are derivatives of the minimum', () => {
    const { start, value: _v, x: _x, ...hs71 } = problems[71];
    const at = (shift: number) =>
      minimizeConstrained(
        wasm,
        {
          ...hs71,
          equalities: [
            { h: (x) => hs71.equalities![0].h(x) - shift, gradient: hs71.equalities![0].gradient! },
          ],
        },
        { start, tolerance: 1e-9 },
      );
    const h = 1e-3;
    const slope = (at(h).value - at(-h).value) / (2 * h);
    expect(Math.abs(at(0).equalities.multipliers[0] + slope)).toBeLessThan(1e-6);
  });

  it('bound the minimum of a convex problem', () => {
    for (const number of [35, 43, 76, 21]) {
      const { start, value, x: _x, ...problem } = problems[number];
      const set = problem.set ?? ({ kind: 'box', lower: -10, upper: 10 } as const);
      const bounded = set.kind === 'box' && set.upper === undefined ? { ...set, upper: 10 } : set;
      const result = minimizeConstrained(wasm, { ...problem, set: bounded }, { start });
      const { gap } = result.certificate;
      expect(gap).not.toBeNull();
      expect(Math.abs(gap!), `problem ${number}`).toBeLessThan(1e-5);
      expect(value).toBeGreaterThanOrEqual(result.value - gap! - 1e-7);
    }
  });
});

describe('how runs end', () => {
  const wide = { kind: 'box', lower: -10, upper: 10 } as const;
  const apart: ConstrainedProblem = {
    f: (x) => x[0] ** 2,
    gradient: (x) => [2 * x[0], 0],
    inequalities: [
      { g: (x) => 1 - x[0] - x[1], gradient: () => [-1, -1] },
      { g: (x) => x[0] + x[1], gradient: () => [1, 1] },
    ],
    set: wide,
  };

  it('calls infeasible only what is proven to be', () => {
    const guess = minimizeConstrained(wasm, apart, { start: [3, 1] });
    expect(guess.status).toBe('iteration-limit');
    expect(guess.certificate.holds).toBe(false);
    expect(guess.certificate.excess).toBeGreaterThan(0.4);
    const proven = minimizeConstrained(wasm, { ...apart, convex: true }, { start: [3, 1] });
    expect(proven.status).toBe('infeasible');
    // y = (1, 1)/√2 makes 1/√2 of the two constraints at every point
    expect(Math.abs(proven.bound! - Math.SQRT1_2)).toBeLessThan(1e-6);
    const fine = minimizeConstrained(
      wasm,
      { ...apart, inequalities: [apart.inequalities![0]], convex: true },
      { start: [3, 1] },
    );
    expect([fine.status, fine.bound]).toEqual(['converged', null]);
  });

  it('says where f falls without end, and where it is no number', () => {
    const down = minimizeConstrained(
      wasm,
      {
        f: (x) => -x[0],
        gradient: () => [-1, 0],
        inequalities: [{ g: (x) => x[1], gradient: () => [0, 1] }],
      },
      { start: [0, 0] },
    );
    expect(down.status).toBe('unbounded');
    const bad = minimizeConstrained(wasm, { f: () => Number.NaN }, { start: [0] });
    expect([bad.status, bad.failure?.of]).toEqual(['diverged', 'f']);
  });

  it('ends when it is told to', async () => {
    const controller = new AbortController();
    const { start, value: _v, x: _x, ...hs71 } = problems[71];
    const result = minimizeConstrained(wasm, hs71, {
      start,
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 3) controller.abort();
      },
    });
    expect(result.status).toBe('cancelled');
    const same = await minimizeConstrainedAsync(wasm, hs71, { start });
    expect(same).toEqual(minimizeConstrained(wasm, hs71, { start }));
    const short = minimizeConstrained(wasm, hs71, { start, maxIterations: 4 });
    expect(short.status).toBe('iteration-limit');
  });

  it('is plain minimization where there are no constraints', () => {
    const result = minimizeConstrained(
      wasm,
      { f: (x) => (x[0] - 3) ** 2, gradient: (x) => [2 * (x[0] - 3)] },
      { start: [0] },
    );
    expect(result.status).toBe('converged');
    expect(Math.abs(result.x[0] - 3)).toBeLessThan(1e-8);
  });
});

describe('bad input', () => {
  const f = (x: Float64Array) => x[0];
  const start = [1];
  const cases: [unknown, unknown, string][] = [
    [undefined, { start }, 'problem'],
    [{ f: 1 }, { start }, 'f'],
    [{ f, inequalities: 3 }, { start }, 'inequalities'],
    [{ f, inequalities: [3] }, { start }, 'inequalities.0'],
    [{ f, inequalities: [{ h: f }] }, { start }, 'inequalities.0.h'],
    [{ f, inequalities: [{}] }, { start }, 'inequalities.0.g'],
    [{ f, inequalities: [{ g: f, gradient: 1 }] }, { start }, 'inequalities.0.gradient'],
    [{ f, inequalities: [{ g: () => '1' }] }, { start }, 'inequalities.0.g'],
    [{ f, equalities: [{ h: f, gradient: () => [1, 2] }] }, { start }, 'equalities.0.gradient'],
    [{ f, convex: 1 }, { start }, 'convex'],
    [{ f, set: { kind: 'cube' } }, { start }, 'set.kind'],
    [{ f }, {}, 'start'],
    [{ f }, { start, method: 'sgd' }, 'method'],
    [{ f }, { start, step: 1 }, 'step'],
    [{ f }, { start, tolerance: 0 }, 'tolerance'],
    [{ f }, null, 'options'],
  ];

  it.each(cases)('%o with %j is refused at %s', (problem, options, path) => {
    expect(() =>
      minimizeConstrained(wasm, problem as ConstrainedProblem, options as ConstrainedOptions),
    ).toThrow(expect.objectContaining({ name: 'ParameterError', path }));
  });
});
