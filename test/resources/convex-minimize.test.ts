/** Minimization over sets against closed forms, quadratic programs by another solver, Newton's method. */

import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { solveLinear } from '../../src/numerics/solve-linear';
import {
  type ConvexSet,
  checkGradient,
  type MinimizeOptions,
  type MinimizeProblem,
  minimize,
  minimizeAsync,
  project,
} from '../../src/resources/convex/index';
import { resourcesOf } from '../../src/resources/index';
import { backends, wasm } from '../backends';
import { seeded } from '../random';

const sum = (x: Iterable<number>) => Array.from(x).reduce((a, b) => a + b, 0);
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => sum(Array.from(a, (v, i) => v * b[i]));

/** ½ xᵀQx − c·x with a random positive definite Q. */
function randomQuadratic(n: number, next: () => number, ridge = 0.2) {
  const A = Array.from({ length: n }, () => Array.from({ length: n }, () => next() - 0.5));
  const Q = A.map((a, i) => A.map((b, j) => dot(a, b) + (i === j ? ridge : 0)));
  const c = Array.from({ length: n }, () => 2 * (next() - 0.5));
  const times = (x: Float64Array) => Q.map((row) => dot(row, x));
  return {
    Q,
    c,
    f: (x: Float64Array) => dot(times(x), x) / 2 - dot(c, x),
    gradient: (x: Float64Array) => times(x).map((value, i) => value - c[i]),
  };
}

const sets: readonly [string, ConvexSet][] = [
  ['free', { kind: 'free' }],
  ['box', { kind: 'box', lower: -0.3, upper: 0.4 }],
  ['half-open box', { kind: 'box', lower: 0 }],
  ['simplex', { kind: 'simplex' }],
  ['budget', { kind: 'budget-box', lower: 0, upper: 1, budget: 0.7 }],
  ['whole budget', { kind: 'budget-box', lower: 0, upper: 1, budget: 1.5, equality: true }],
  ['ball', { kind: 'ball', radius: 0.5 }],
];

const methods = ['gradient', 'momentum', 'nesterov', 'lbfgs'] as const;

describe.each(backends)('minimize on $name', ({ name, backend }) => {
  it('finds the nearest point of every set', () => {
    const next = seeded(31);
    for (const [kind, set] of sets) {
      const y = Array.from({ length: 5 }, () => 2 * (next() - 0.5));
      const nearest = project(set, y);
      for (const method of methods) {
        const result = minimize(
          backend,
          {
            f: (x) => sum(x.map((xi, i) => (xi - y[i]) ** 2)) / 2,
            gradient: (x) => x.map((xi, i) => xi - y[i]),
            set,
          },
          { method, start: [0, 0, 0, 0, 0] },
        );
        expect([kind, method, result.status]).toEqual([kind, method, 'converged']);
        expect(result.backend).toBe(name);
        expect(result.certificate.holds).toBe(true);
        result.x.forEach((xi, i) => {
          expect(Math.abs(xi - nearest[i]), `${kind} by ${method}`).toBeLessThan(1e-7);
        });
      }
    }
  });
});

describe.each(sets)('quadratics over a %s', (_, set) => {
  it('has every method agree, and conditions of optimality that hold', () => {
    const next = seeded(32);
    for (let k = 0; k < 8; k++) {
      const n = 2 + Math.floor(6 * next());
      const problem = { ...randomQuadratic(n, next), set };
      const start = Array.from({ length: n }, () => next());
      const { f, gradient } = problem;
      const best = minimize(wasm, { f, gradient, set }, { start });
      for (const method of methods) {
        const result = minimize(wasm, { f, gradient, set }, { start, method });
        const { certificate, status } = result;
        expect([status, certificate.holds], `problem ${k} by ${method}`).toEqual([
          'converged',
          true,
        ]);
        const slip = (certificate.gap ?? 0) + (best.certificate.gap ?? 0) + 1e-12;
        expect(Math.abs(result.value - best.value)).toBeLessThan(slip);
        if (certificate.gap !== null && set.kind !== 'free') {
          // a proof: nothing in the set is better by more than the gap
          expect(certificate.gap).toBeLessThan(1e-6);
          for (let trial = 0; trial < 20; trial++) {
            const s = project(
              set,
              Array.from({ length: n }, () => 2 * (next() - 0.5)),
            );
            expect(f(s)).toBeGreaterThanOrEqual(result.value - certificate.gap - 1e-14);
          }
        }
      }
    }
  });
});

describe('quadratics', () => {
  it('agree with the quadratic solver of another library', async () => {
    const highs = await loadHighs();
    const next = seeded(33);
    const polyhedra = sets.filter(([, { kind }]) => kind !== 'free' && kind !== 'ball');
    for (let k = 0; k < 20; k++) {
      const [kind, set] = polyhedra[k % polyhedra.length];
      const n = 3 + Math.floor(5 * next());
      const problem = randomQuadratic(n, next);
      const expected = quadraticProgram(highs, problem, set);
      const { f, gradient } = problem;
      const { x, value } = minimize(wasm, { f, gradient, set }, { start: new Float64Array(n) });
      expect(value, kind).toBeLessThanOrEqual(f(expected) + 1e-9);
      x.forEach((xi, i) => {
        expect(Math.abs(xi - expected[i]), kind).toBeLessThan(1e-4);
      });
    }
  });

  it('have multipliers that are derivatives of the minimum', () => {
    const next = seeded(34);
    const { f, gradient } = randomQuadratic(6, next);
    const at = (budget: number, lift = 0) =>
      minimize(
        wasm,
        {
          f,
          gradient,
          set: { kind: 'budget-box', lower: -lift, upper: 1, budget, equality: true },
        },
        { start: new Float64Array(6) },
      );
    const h = 1e-5;
    const slope = (at(1 + h).value - at(1 - h).value) / (2 * h);
    expect(Math.abs(at(1).multipliers.budget! + slope)).toBeLessThan(1e-7);
    const lower = (at(1, h).value - at(1, -h).value) / (2 * h);
    expect(Math.abs(sum(at(1).multipliers.lower!) + lower)).toBeLessThan(1e-5);
    const ball = (radius: number) =>
      minimize(
        wasm,
        { f, gradient, set: { kind: 'ball', radius } },
        { start: new Float64Array(6) },
      );
    const bySize = (ball(0.3 + h).value - ball(0.3 - h).value) / (2 * h);
    expect(Math.abs(ball(0.3).multipliers.radius! + bySize)).toBeLessThan(1e-7);
    expect(ball(1e3).multipliers.radius).toBe(0);
  });

  it('go faster with memory where they are ill-conditioned', () => {
    const n = 30;
    const scale = Array.from({ length: n }, (_, i) => 10 ** ((-3 * i) / (n - 1)));
    const f = (x: Float64Array) => sum(x.map((xi, i) => scale[i] * (xi - 1) ** 2)) / 2;
    const gradient = (x: Float64Array) => x.map((xi, i) => scale[i] * (xi - 1));
    const steps = (method: 'gradient' | 'momentum' | 'nesterov' | 'lbfgs', step?: number) => {
      const options = { method, start: new Float64Array(n), tolerance: 1e-8, maxIterations: 1e6 };
      const result = minimize(wasm, { f, gradient }, step ? { ...options, step } : options);
      expect([method, result.status]).toEqual([method, 'converged']);
      return result.iterations;
    };
    // with condition 1e3 a gradient step of 1/L shrinks the error by 1 − 1e-3
    const plain = steps('gradient', 1);
    expect(plain).toBeGreaterThan(5e3);
    expect(steps('nesterov', 1)).toBeLessThan(plain / 10);
    expect(steps('momentum', 1)).toBeLessThan(plain / 4);
    expect(steps('nesterov')).toBeLessThan(steps('gradient'));
    expect(steps('lbfgs')).toBeLessThan(200);
  });
});

type Highs = Awaited<ReturnType<typeof loadHighs>>;

function quadraticProgram(
  highs: Highs,
  { Q, c }: ReturnType<typeof randomQuadratic>,
  set: ConvexSet,
) {
  const n = c.length;
  const terms: string[] = [];
  for (let i = 0; i < n; i++) {
    terms.push(`${Q[i][i]} x${i} ^ 2`);
    for (let j = 0; j < i; j++) terms.push(`${2 * Q[i][j]} x${i} * x${j}`);
  }
  const line = c.map((ci, i) => `${-ci} x${i}`).join(' + ');
  const all = c.map((_, i) => `x${i}`).join(' + ');
  const { kind } = set;
  const budget = kind === 'simplex' ? 1 : kind === 'budget-box' ? set.budget : 1e6;
  const isEqual = kind === 'simplex' || (kind === 'budget-box' && set.equality === true);
  const { lower = 0, upper = 1e6 } = set as { lower?: number; upper?: number };
  const clean = (text: string) => text.replaceAll('+ -', '- ');
  const text = `Minimize
 obj: ${clean(line)} + [ ${clean(terms.join(' + '))} ] / 2
Subject To
 all: ${all} ${isEqual ? '=' : '<='} ${budget}
Bounds
${c.map((_, i) => ` ${lower} <= x${i} <= ${upper}`).join('\n')}
End
`;
  const solution = highs.solve(text);
  expect(solution.Status).toBe('Optimal');
  const columns = solution.Columns as Record<string, { Primal: number }>;
  return Float64Array.from(c, (_, i) => columns[`x${i}`].Primal);
}

/** Logistic regression with a ridge: data, value, gradient, Hessian. */
function logistic(next: () => number, count = 60, n = 4) {
  const rows = Array.from({ length: count }, () =>
    Array.from({ length: n }, () => 2 * (next() - 0.5)),
  );
  const labels = rows.map((row) => (dot(row, [1, -2, 0.5, 1]) + next() - 0.5 > 0 ? 1 : -1));
  const ridge = 0.01;
  const term = (i: number, x: Float64Array) => {
    const slope = -labels[i] / (1 + Math.exp(labels[i] * dot(rows[i], x)));
    return rows[i].map((a, j) => slope * a + ridge * x[j]);
  };
  return {
    count,
    n,
    term,
    f: (x: Float64Array) =>
      sum(rows.map((row, i) => Math.log1p(Math.exp(-labels[i] * dot(row, x))))) / count +
      (ridge / 2) * dot(x, x),
    gradient: (x: Float64Array) => {
      const terms = rows.map((_, i) => term(i, x));
      return Array.from(x, (_, j) => sum(terms.map((t) => t[j])) / count);
    },
    newton: () => {
      const x = new Float64Array(n);
      for (let step = 0; step < 50; step++) {
        const H = new Float64Array(n * n);
        const g = new Float64Array(n);
        rows.forEach((row, i) => {
          const s = 1 / (1 + Math.exp(labels[i] * dot(row, x)));
          for (let a = 0; a < n; a++) {
            g[a] += (-labels[i] * s * row[a]) / count;
            for (let b = 0; b < n; b++) H[a * n + b] += (s * (1 - s) * row[a] * row[b]) / count;
          }
        });
        for (let a = 0; a < n; a++) {
          g[a] += ridge * x[a];
          H[a * n + a] += ridge;
        }
        solveLinear(H, g);
        for (let a = 0; a < n; a++) x[a] -= g[a];
      }
      return x;
    },
  };
}

describe('logistic regression', () => {
  const data = logistic(seeded(35));
  const expected = data.newton();
  const start = new Float64Array(data.n);
  const far = (x: Float64Array) => Math.max(...x.map((xi, i) => Math.abs(xi - expected[i])));

  it.each(methods)('matches Newton by %s', (method) => {
    const { f, gradient } = data;
    const result = minimize(wasm, { f, gradient }, { method, start, tolerance: 1e-9 });
    expect(result.status).toBe('converged');
    expect(far(result.x)).toBeLessThan(1e-6);
  });

  it('is near it by adam and by sgd, the same for the same seed', () => {
    const { f, gradient, count, term } = data;
    const adam = minimize(wasm, { f, gradient }, { method: 'adam', start, tolerance: 1e-6 });
    expect(adam.status).toBe('converged');
    expect(far(adam.x)).toBeLessThan(1e-3);
    const problem = { f, sum: { count, gradient: term } };
    const run = (seed: number, batch = 4, set: ConvexSet = { kind: 'free' }) =>
      minimize(
        wasm,
        { ...problem, set },
        { method: 'sgd', start, seed, batch, step: 2, maxIterations: 300 },
      );
    const sgd = run(1);
    expect(sgd.status).toBe('iteration-limit');
    expect(sgd.certificate.holds).toBe(false);
    expect(sgd.value - f(expected)).toBeLessThan(1e-3);
    expect(run(1).x).toEqual(sgd.x);
    expect(run(2).x).not.toEqual(sgd.x);
    const within = run(3, 1, { kind: 'ball', radius: 1 });
    const exact = minimize(wasm, { f, gradient, set: { kind: 'ball', radius: 1 } }, { start });
    expect(within.value - exact.value).toBeLessThan(1e-2);
    expect(within.value - exact.value).toBeLessThanOrEqual(within.certificate.gap! + 1e-12);
    // without a gradient of its own a mean has that of its terms
    const whole = minimize(wasm, problem, { start });
    expect(whole.differences).toBe(false);
    expect(far(whole.x)).toBeLessThan(1e-6);
  });

  it('needs no gradient', () => {
    const { f } = data;
    const result = minimize(wasm, { f }, { start, tolerance: 1e-6 });
    expect(result.differences).toBe(true);
    expect(result.status).toBe('converged');
    expect(far(result.x)).toBeLessThan(1e-4);
  });
});

describe('adam', () => {
  it('ends at minima of sets whose coordinates depend on each other', () => {
    const { f, gradient } = randomQuadratic(4, seeded(36));
    for (const [kind, set] of sets) {
      const exact = minimize(wasm, { f, gradient, set }, { start: new Float64Array(4) });
      const result = minimize(
        wasm,
        { f, gradient, set },
        { method: 'adam', start: new Float64Array(4), maxIterations: 20000, tolerance: 1e-7 },
      );
      expect(result.value - exact.value, kind).toBeLessThan(1e-5);
    }
  });
});

const rosenbrock = {
  f: (x: Float64Array) => 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2,
  gradient: (x: Float64Array) => [
    -400 * x[0] * (x[1] - x[0] ** 2) - 2 * (1 - x[0]),
    200 * (x[1] - x[0] ** 2),
  ],
};

describe('functions that are not convex', () => {
  it('has lbfgs find Rosenbrock’s minimum', () => {
    const result = minimize(wasm, rosenbrock, { start: [-1.2, 1] });
    expect(result.status).toBe('converged');
    expect(result.iterations).toBeLessThan(60);
    for (const xi of result.x) expect(Math.abs(xi - 1)).toBeLessThan(1e-7);
    // in a box that ends before it: x₁ = ½, x₂ = ¼
    const set = { kind: 'box', lower: [-2, -2], upper: [0.5, 2] } as const;
    const boxed = minimize(wasm, { ...rosenbrock, set }, { start: [-1.2, 1] });
    expect(boxed.status).toBe('converged');
    expect(Math.abs(boxed.x[0] - 0.5)).toBeLessThan(1e-9);
    expect(Math.abs(boxed.x[1] - 0.25)).toBeLessThan(1e-8);
    expect(Math.abs(boxed.multipliers.upper![0] - 1)).toBeLessThan(1e-6);
  });
});

describe('how runs end', () => {
  it('says where f is no number', () => {
    const f = (x: Float64Array) => Math.log(x[0]);
    const bad = minimize(wasm, { f }, { start: [-1] });
    expect(bad.status).toBe('diverged');
    expect(bad.failure).toMatchObject({ of: 'f', value: Number.NaN });
    expect(Array.from(bad.failure!.x)).toEqual([-1]);
    expect(bad.certificate.holds).toBe(false);
    const gradient = () => [Number.NaN];
    const worse = minimize(wasm, { f: () => 1, gradient }, { start: [2] });
    expect(worse.failure).toMatchObject({ of: 'gradient' });
    const jump = minimize(
      wasm,
      { f: (x) => x[0] ** 4, gradient: (x) => [4 * x[0] ** 3] },
      { method: 'gradient', step: 10, start: [3] },
    );
    expect(jump.status).toBe('diverged');
  });

  it('steps back from where f is no number', () => {
    // −ln x + x: the minimum is at 1, f is NaN below 0
    for (const method of methods) {
      const result = minimize(
        wasm,
        { f: (x) => x[0] - Math.log(x[0]), gradient: (x) => [1 - 1 / x[0]] },
        { start: [0.01], method },
      );
      expect([method, result.status]).toEqual([method, 'converged']);
      expect(Math.abs(result.x[0] - 1)).toBeLessThan(1e-7);
    }
  });

  it('says where f falls without end', () => {
    for (const set of [{ kind: 'free' }, { kind: 'box', lower: 0 }] as const) {
      for (const method of ['gradient', 'lbfgs'] as const) {
        const result = minimize(
          wasm,
          { f: (x) => -x[0], gradient: () => [-1], set },
          { start: [0], method },
        );
        expect([set.kind, method, result.status]).toEqual([set.kind, method, 'unbounded']);
      }
    }
  });

  it('says so where the tolerance is out of reach', () => {
    const result = minimize(wasm, rosenbrock, { start: [-1.2, 1], maxIterations: 5 });
    expect([result.status, result.iterations]).toEqual(['iteration-limit', 5]);
    expect(result.certificate.holds).toBe(false);
    const noisy = minimize(wasm, rosenbrock, { start: [-1.2, 1], tolerance: 1e-300 });
    expect(['iteration-limit', 'converged']).toContain(noisy.status);
  });

  it('begins at a minimum and stays there', () => {
    const result = minimize(wasm, rosenbrock, { start: [1, 1] });
    expect([result.status, result.iterations, result.value]).toEqual(['converged', 0, 0]);
  });

  it('ends when it is told to', async () => {
    const controller = new AbortController();
    let calls = 0;
    const result = minimize(wasm, rosenbrock, {
      start: [-1.2, 1],
      method: 'gradient',
      signal: controller.signal,
      onProgress: ({ done }) => {
        calls++;
        if (done === 7) controller.abort();
      },
    });
    expect([result.status, result.iterations, calls]).toEqual(['cancelled', 7, 7]);
    const later = new AbortController();
    setTimeout(() => later.abort(), 5);
    const slow = await minimizeAsync(wasm, rosenbrock, {
      start: [-1.2, 1],
      method: 'gradient',
      step: 1e-9,
      maxIterations: 1e9,
      signal: later.signal,
    });
    expect(slow.status).toBe('cancelled');
    const same = await minimizeAsync(wasm, rosenbrock, { start: [-1.2, 1] });
    expect(same).toEqual(minimize(wasm, rosenbrock, { start: [-1.2, 1] }));
  });

  it('is bound to an engine', async () => {
    const bound = resourcesOf(wasm);
    const options = { start: [-1.2, 1] };
    const expected = minimize(wasm, rosenbrock, options);
    expect(bound.minimize(rosenbrock, options)).toEqual(expected);
    expect(await bound.minimizeAsync(rosenbrock, options)).toEqual(expected);
    const free = bound.minimizeConstrained(rosenbrock, options);
    expect(await bound.minimizeConstrainedAsync(rosenbrock, options)).toEqual(free);
    const two = { objectives: [rosenbrock, { f: (x: Float64Array) => x[0] ** 2 + x[1] ** 2 }] };
    expect(bound.pareto(two, { ...options, points: 3, tolerance: 1e-5 }).front.length).toBe(3);
  });

  it('is not disturbed by a function that changes its argument', () => {
    const result = minimize(
      wasm,
      {
        f: (x) => {
          const value = rosenbrock.f(x);
          x.fill(9);
          return value;
        },
        gradient: rosenbrock.gradient,
      },
      { start: [-1.2, 1] },
    );
    expect(result.x).toEqual(minimize(wasm, rosenbrock, { start: [-1.2, 1] }).x);
  });
});

describe('checkGradient', () => {
  it('accepts what is right and finds what is not', () => {
    const good = checkGradient(rosenbrock, [-1.2, 1]);
    expect(good.holds).toBe(true);
    expect(good.deviation).toBeLessThan(1e-8);
    const wrong = checkGradient(
      { f: rosenbrock.f, gradient: (x) => [rosenbrock.gradient(x)[0], 199 * (x[1] - x[0] ** 2)] },
      [-1.2, 1],
    );
    expect([wrong.holds, wrong.coordinate]).toEqual([false, 1]);
    const nothing = checkGradient({ f: rosenbrock.f, gradient: () => [0, Number.NaN] }, [-1.2, 1]);
    expect([nothing.holds, nothing.deviation]).toEqual([false, Infinity]);
  });
});

describe('bad input', () => {
  const f = (x: Float64Array) => sum(x);
  const cases: [unknown, unknown, string][] = [
    [undefined, {}, 'problem'],
    [{}, { start: [1] }, 'f'],
    [{ f: 3 }, { start: [1] }, 'f'],
    [{ f: () => 'x' }, { start: [1] }, 'f'],
    [{ f: () => undefined }, { start: [1] }, 'f'],
    [{ f, gradient: 3 }, { start: [1] }, 'gradient'],
    [{ f, gradient: () => [1, 2] }, { start: [1] }, 'gradient'],
    [{ f, gradient: () => null }, { start: [1] }, 'gradient'],
    [{ f, gradient: () => ['1'] }, { start: [1] }, 'gradient'],
    [{ f, sets: {} }, { start: [1] }, 'sets'],
    [{ f, set: 'box' }, { start: [1] }, 'set'],
    [{ f, set: { kind: 'box', lower: [0, 0] } }, { start: [1] }, 'set.lower'],
    [{ f }, {}, 'start'],
    [{ f }, { start: [] }, 'start'],
    [{ f }, { start: [NaN] }, 'start.0'],
    [{ f }, { start: 'x' }, 'start'],
    [{ f }, { start: [1], method: 'newton' }, 'method'],
    [{ f }, { start: [1], step: 0 }, 'step'],
    [{ f }, { start: [1], method: 'gradient', step: NaN }, 'step'],
    [{ f }, { start: [1], method: 'gradient', step: 'search' }, 'step'],
    [{ f }, { start: [1], method: 'lbfgs', step: 1 }, 'step'],
    [{ f }, { start: [1], method: 'adam', step: 'line-search' }, 'step'],
    [{ f }, { start: [1], method: 'sgd' }, 'sum'],
    [{ f, sum: { count: 0, gradient: f } }, { start: [1], method: 'sgd' }, 'count'],
    [{ f, sum: { count: 2 } }, { start: [1], method: 'sgd' }, 'gradient'],
    [{ f, sum: { count: 2, gradient: () => 1 } }, { start: [1], method: 'sgd' }, 'sum.gradient'],
    [{ f }, { start: [1], maxIterations: 0 }, 'maxIterations'],
    [{ f }, { start: [1], tolerance: -1 }, 'tolerance'],
    [{ f }, { start: [1], momentum: 1 }, 'momentum'],
    [{ f }, { start: [1], memory: 0 }, 'memory'],
    [{ f }, { start: [1], seed: -1 }, 'seed'],
    [{ f }, { start: [1], signal: 1 }, 'signal'],
    [{ f }, { start: [1], starts: 1 }, 'starts'],
    [{ f }, null, 'options'],
  ];

  it.each(cases)('%o with %j is refused at %s', (problem, options, path) => {
    expect(() => minimize(wasm, problem as MinimizeProblem, options as MinimizeOptions)).toThrow(
      expect.objectContaining({ name: 'ParameterError', path }),
    );
  });
});
