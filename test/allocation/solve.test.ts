/** `solve` against reference problems: both methods, both backends. */

import { describe, expect, it } from 'vitest';
import { solve, solveAsync } from '../../src/allocation/solve';
import { backends } from '../backends';
import { referenceProblems } from '../reference/allocation';

const relative = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);

describe.each(backends)('solve on $name', ({ backend }) => {
  describe.each(referenceProblems)('$name', (problem) => {
    it.each([
      // shooting integrates to near rounding error; the sweep's error is its step's
      { method: 'shooting', steps: 100, value: 1e-10, other: 1e-10 },
      { method: 'fbsm', steps: 100, value: 1e-6, other: 3e-5 },
      { method: 'fbsm', steps: 400, value: 1e-9, other: 1e-7 },
    ] as const)('$method, $steps steps', ({ method, steps, value, other }) => {
      const result = solve(backend, problem.parameters, { method, steps });
      expect(result.status).toBe('converged');
      expect(result.backend).toBe(backend.name);
      expect(relative(result.netPresentValue, problem.netPresentValue)).toBeLessThan(value);
      expect(relative(result.finalCapability, problem.finalCapability)).toBeLessThan(other);
      expect(relative(result.costate[0], problem.initialCostate)).toBeLessThan(other);
      expect(relative(result.meanAllocation, problem.meanAllocation)).toBeLessThan(other);
      expect(result.switchTimes.length).toBe(problem.switchTimes.length);
      problem.switchTimes.forEach((t, i) => {
        expect(relative(result.switchTimes[i], t)).toBeLessThan(other);
      });
      expect(result.certificate).toMatchObject({
        holds: true,
        extremals: { count: 1, isBest: true },
      });
      const { path } = problem;
      if (!path) return;
      result.time.forEach((t, k) => {
        const at = path(t);
        expect(Math.abs(result.allocation[k] - at.allocation)).toBeLessThan(other);
        expect(relative(result.capability[k], at.capability)).toBeLessThan(other);
        expect(Math.abs(result.costate[k] - at.costate)).toBeLessThan(
          other * problem.initialCostate,
        );
      });
    });
  });

  it('has errors of order two or better in the step', () => {
    const truth = referenceProblems[0];
    const steps = [50, 100, 200, 400, 800, 1600];
    const errors = steps.map((n) => {
      const result = solve(backend, {}, { steps: n });
      return [
        relative(result.netPresentValue, truth.netPresentValue),
        relative(result.finalCapability, truth.finalCapability),
        relative(result.switchTimes[0], truth.switchTimes[0]),
      ];
    });
    for (let quantity = 0; quantity < 3; quantity++) {
      const order = -slope(
        steps.map(Math.log),
        errors.map((row) => Math.log(row[quantity])),
      );
      expect(order).toBeGreaterThan(2);
    }
  });

  it('reports paths that belong together', () => {
    const result = solve(backend, { salvageValue: 100, depreciation: 0.1 });
    const { time, cumulativeValue, discountedRevenue, revenue, costate } = result;
    expect(time[0]).toBe(0);
    expect(time[200]).toBe(10);
    expect(cumulativeValue[0]).toBe(0);
    for (let k = 1; k <= 200; k++) {
      expect(cumulativeValue[k]).toBeGreaterThanOrEqual(cumulativeValue[k - 1]);
      expect(discountedRevenue[k]).toBeCloseTo(revenue[k] * Math.exp(-0.05 * time[k]), 6);
      expect(costate[k]).toBeCloseTo(result.costateCurrentValue[k] * Math.exp(-0.05 * time[k]), 6);
    }
    const salvage = Math.exp(-0.5) * 100 * result.finalCapability;
    expect(relative(cumulativeValue[200] + salvage, result.netPresentValue)).toBeLessThan(1e-13);
    expect(result.costateCurrentValue[200]).toBe(100);
  });

  it('finds the turnpike over a horizon on which shooting is hopeless', () => {
    const result = solve(
      backend,
      { discountRate: 0.25, horizon: 400 },
      { steps: 4000, method: 'fbsm' },
    );
    expect(result.status).toBe('converged');
    expect(result.allocation[2000]).toBeCloseTo(1 / 3, 6);
  });

  it('says so where shooting cannot meet the initial capability', () => {
    const result = solve(backend, { discountRate: 0.25, horizon: 400 }, { method: 'shooting' });
    expect(result.status).toBe('iteration-limit');
    expect(result.certificate.holds).toBe(false);
  });

  it('finds M(T) to its last bit where M(0) hangs on it', () => {
    // one bit of ln M(T) moves M(0) by more than the tolerance here
    const result = solve(
      backend,
      {
        trainingExponent: 0.861563502624631,
        revenueExponent: 2.900598805304617,
        discountRate: 0.16204857101431117,
        compute: { kind: 'exponential', growth: 0.48805460361763836 },
      },
      { method: 'shooting' },
    );
    expect(result.status).toBe('converged');
  });

  it('stops at the iteration limit and does not certify', () => {
    const result = solve(backend, {}, { maxIterations: 3 });
    expect(result.status).toBe('iteration-limit');
    expect(result.iterations).toBe(3);
    expect(result.history.length).toBe(3);
    expect(result.certificate.holds).toBe(false);
  });

  it('answers from its last sweep wherever the iterations end', () => {
    const value = solve(backend).netPresentValue;
    for (let maxIterations = 5; maxIterations <= 30; maxIterations++) {
      const result = solve(backend, {}, { maxIterations });
      expect(result.netPresentValue).toBeGreaterThan(0.9 * value);
      expect(result.netPresentValue).toBeLessThan(1.1 * value);
      expect(result.capability[0]).toBe(1);
    }
  });

  it('converges by plain relaxation too, slower', () => {
    const plain = solve(backend, {}, { acceleration: 'none', tolerance: 1e-8 });
    const fast = solve(backend, {}, { tolerance: 1e-8 });
    expect(plain.status).toBe('converged');
    expect(relative(plain.netPresentValue, fast.netPresentValue)).toBeLessThan(1e-8);
    expect(plain.iterations).toBeGreaterThan(2 * fast.iterations);
  });

  it('reports a limit cycle of plain relaxation as not converged', () => {
    const hard = { trainingExponent: 0.88, revenueExponent: 0.05 };
    const cycling = { ...hard, compute: { kind: 'exponential', growth: 0.3 } } as const;
    const plain = solve(backend, cycling, { acceleration: 'none' });
    expect(plain.status).toBe('iteration-limit');
    expect(plain.certificate.holds).toBe(false);
    expect(solve(backend, cycling).status).toBe('converged');
  });

  it('reports progress that only grows, and can be cancelled', async () => {
    const done: number[] = [];
    solve(backend, {}, { onProgress: (progress) => done.push(progress.done) });
    expect(done.length).toBeGreaterThan(0);
    expect([...done].sort((a, b) => a - b)).toEqual(done);

    for (const method of ['fbsm', 'shooting'] as const) {
      const controller = new AbortController();
      const result = await solveAsync(
        backend,
        {},
        { method, signal: controller.signal, onProgress: () => controller.abort() },
      );
      expect(result.status).toBe('cancelled');
      expect(result.certificate.holds).toBe(false);
      expect(result.netPresentValue).not.toBeNaN();
    }
    const early = new AbortController();
    early.abort();
    expect((await solveAsync(backend, {}, { signal: early.signal })).status).toBe('cancelled');
  });

  it('gives the same bytes synchronously and asynchronously, and again', async () => {
    const once = solve(backend);
    const again = await solveAsync(backend);
    expect(again).toEqual(once);
  });

  it('takes compute paths of every kind', () => {
    const horizon = 10;
    const curve = (t: number) => 100 + 20 * Math.sin(t);
    const times = Array.from({ length: 401 }, (_, i) => (i * horizon) / 400);
    const byFunction = solve(backend, { compute: curve });
    const byTable = solve(backend, { compute: { kind: 'table', times, values: times.map(curve) } });
    expect(byFunction.certificate.holds && byTable.certificate.holds).toBe(true);
    expect(relative(byTable.netPresentValue, byFunction.netPresentValue)).toBeLessThan(1e-4);
    const linear = solve(backend, { compute: { kind: 'linear', initial: 100, slope: 3 } });
    const asTable = solve(backend, {
      compute: { kind: 'table', times: [0, 10], values: [100, 130] },
    });
    expect(relative(asTable.netPresentValue, linear.netPresentValue)).toBeLessThan(1e-12);
    const logistic = solve(backend, {
      compute: { kind: 'logistic', initial: 100, capacity: 1e12, growth: 0.1 },
    });
    expect(relative(logistic.netPresentValue, solve(backend).netPresentValue)).toBeLessThan(1e-6);
  });

  it('survives stretches without compute', () => {
    const compute = { kind: 'table', times: [0, 2, 4, 5], values: [100, 0, 0, 200] } as const;
    const sweep = solve(backend, { compute }, { steps: 400 });
    const shot = solve(backend, { compute }, { method: 'shooting' });
    expect(sweep.status).toBe('converged');
    expect(sweep.allocation[120]).toBe(0);
    expect(relative(sweep.netPresentValue, shot.netPresentValue)).toBeLessThan(1e-4);
    const nothing = solve(backend, { compute: { kind: 'table', times: [0], values: [0] } });
    expect(nothing.netPresentValue).toBe(0);
    expect(nothing.finalCapability).toBe(1);
  });
});

function slope(x: number[], y: number[]): number {
  const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const cov = x.reduce((sum, xi, i) => sum + (xi - mx) * (y[i] - my), 0);
  return cov / x.reduce((sum, xi) => sum + (xi - mx) ** 2, 0);
}
