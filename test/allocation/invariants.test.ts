/** Symmetries of the problem: what a change of units must and must not change. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AllocationParameters } from '../../src/allocation/parameters';
import type { AllocationResult } from '../../src/allocation/result';
import { solve } from '../../src/allocation/solve';
import { backends } from '../backends';

const close = (a: number, b: number, tolerance = 1e-8) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(
    tolerance * Math.max(Math.abs(a), Math.abs(b), 1e-300),
  );

const sameAllocation = (a: AllocationResult, b: AllocationResult) => {
  a.allocation.forEach((alpha, k) => {
    expect(Math.abs(alpha - b.allocation[k])).toBeLessThan(1e-7);
  });
};

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const problem = fc.record({
  trainingEfficiency: number(0.2, 5),
  revenueEfficiency: number(0.2, 5),
  trainingExponent: number(0.15, 0.85),
  revenueExponent: number(0.2, 3),
  discountRate: number(0, 0.2),
  horizon: number(2, 15),
  initialCapability: number(0.5, 20),
  depreciation: number(0, 0.2),
  salvageValue: fc.constantFrom(0, 1000),
  compute: fc.record({
    kind: fc.constant('exponential' as const),
    initial: number(20, 500),
    growth: number(-0.1, 0.3),
  }),
});

const settings = { seed: 20, numRuns: 25 };

describe.each(backends)('invariants on $name', ({ backend }) => {
  const solved = (parameters: AllocationParameters) => solve(backend, parameters, { steps: 100 });

  it('scaling revenue and salvage scales value and costate, and nothing else', () => {
    fc.assert(
      fc.property(problem, number(0.1, 10), (p, k) => {
        const a = solved(p);
        const b = solved({
          ...p,
          revenueEfficiency: k * p.revenueEfficiency,
          salvageValue: k * p.salvageValue,
        });
        close(b.netPresentValue, k * a.netPresentValue);
        close(b.costate[0], k * a.costate[0], 1e-7);
        sameAllocation(a, b);
      }),
      settings,
    );
  });

  it('the unit of time is free', () => {
    fc.assert(
      fc.property(problem, number(0.1, 10), (p, k) => {
        const a = solved(p);
        const b = solved({
          ...p,
          horizon: k * p.horizon,
          discountRate: p.discountRate / k,
          depreciation: p.depreciation / k,
          trainingEfficiency: p.trainingEfficiency / k,
          revenueEfficiency: p.revenueEfficiency / k,
          compute: { ...p.compute, growth: p.compute.growth / k },
        });
        close(b.netPresentValue, a.netPresentValue);
        close(b.finalCapability, a.finalCapability);
        sameAllocation(a, b);
        expect(b.switchTimes.length).toBe(a.switchTimes.length);
      }),
      settings,
    );
  });

  it('the unit of capability is free', () => {
    fc.assert(
      fc.property(problem, number(0.1, 10), (p, k) => {
        const a = solved(p);
        const b = solved({
          ...p,
          initialCapability: k * p.initialCapability,
          trainingEfficiency: k * p.trainingEfficiency,
          revenueEfficiency: p.revenueEfficiency * k ** -p.revenueExponent,
          salvageValue: p.salvageValue / k,
        });
        close(b.netPresentValue, a.netPresentValue);
        close(b.finalCapability, k * a.finalCapability);
        close(b.costate[0], a.costate[0] / k, 1e-7);
        sameAllocation(a, b);
      }),
      settings,
    );
  });

  it('the unit of compute is free', () => {
    fc.assert(
      fc.property(problem, number(0.1, 10), (p, k) => {
        const a = solved(p);
        const b = solved({
          ...p,
          trainingEfficiency: p.trainingEfficiency * k ** -p.trainingExponent,
          revenueEfficiency: p.revenueEfficiency / k,
          compute: { ...p.compute, initial: k * p.compute.initial },
        });
        close(b.netPresentValue, a.netPresentValue);
        sameAllocation(a, b);
      }),
      settings,
    );
  });

  it('the answer is continuous as depreciation vanishes', () => {
    const none = solved({ depreciation: 0 });
    for (const depreciation of [1e-3, 1e-6, 1e-9, 1e-12]) {
      const a = solved({ depreciation });
      const slope = none.shadowPrices.depreciation;
      const expected = none.netPresentValue + slope * depreciation;
      close(a.netPresentValue, expected, 100 * depreciation ** 2 + 1e-9);
    }
  });

  it.each([0, 0.1])(
    'the Hamiltonian is constant where time does not enter (δ = %d)',
    (depreciation) => {
      for (const method of ['fbsm', 'shooting'] as const) {
        const result = solve(
          backend,
          { discountRate: 0, depreciation, compute: { kind: 'constant', level: 100 } },
          { method },
        );
        const H = result.time.map((_, k) => {
          const u = result.allocation[k] * result.compute[k];
          const rate = Math.sqrt(u) - depreciation * result.capability[k];
          return result.revenue[k] + result.costate[k] * rate;
        });
        for (const h of H) close(h, H[0], 1e-7);
      }
    },
  );

  it('more of what is good is never worse', () => {
    const start = solved({}).netPresentValue;
    expect(solved({ trainingEfficiency: 1.1 }).netPresentValue).toBeGreaterThan(start);
    expect(solved({ initialCapability: 1.1 }).netPresentValue).toBeGreaterThan(start);
    expect(solved({ discountRate: 0.06 }).netPresentValue).toBeLessThan(start);
    expect(solved({ depreciation: 0.01 }).netPresentValue).toBeLessThan(start);
  });
});
