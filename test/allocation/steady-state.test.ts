import { describe, expect, it } from 'vitest';
import {
  type AllocationParameters,
  simulate,
  solve,
  steadyState,
} from '../../src/allocation/index';
import { steadyStateAsPublished } from '../../src/allocation/published-steady-state';
import { backends } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';
import truth from './truth.json';

const growing = (growth: number) => ({ kind: 'exponential', growth }) as const;

describe.each(backends)('steadyState, on $name', ({ backend }) => {
  const of = (parameters?: AllocationParameters) => steadyState(backend, parameters);

  describe('at the published parameters', () => {
    const result = of();

    it('tells the paper’s allocation from what its equations imply and from what is right', () => {
      expectClose(result.capabilityGrowth, 0.05, 1e-15);
      expectClose(result.growthToDiscount, 2 / 3, 1e-15);
      expectClose(result.paper.allocation, 0.6, 1e-15);
      expectClose(result.paperEquations.allocation, 0.25, 1e-15);
      expect(result.bestConstant.allocation).toBe(0.5);
      expect(result.balancedGrowth.allocation).toBe(1);
      const formulas = [
        result.paper,
        result.paperEquations,
        result.bestConstant,
        result.balancedGrowth,
      ];
      expect(formulas.map(({ valid }) => valid)).toEqual([false, false, false, false]);
    });

    it('knows that the infinite horizon has no value', () => {
      expect(result.infiniteHorizon).toMatchObject({
        converges: false,
        condition: 'ρ > g (1 + εγ)',
      });
      expectClose(result.infiniteHorizon.threshold, 0.2, 1e-15);
    });

    it('says what the best constant loses: 27.4 %', () => {
      const [, numerical] = result.strategies;
      expectClose(numerical.loss, 0.274175, 1e-5);
      expectClose(result.optimum.netPresentValue, 3815330878.5376, 1e-9);
      expect(numerical.netPresentValue).toBe(result.bestConstantHere.netPresentValue);
    });

    it('compares the five strategies by their true value', () => {
      const published = steadyStateAsPublished(backend).strategies;
      expect(result.strategies.map(({ name }) => name)).toEqual(published.map(({ name }) => name));
      for (const { allocation, netPresentValue, loss } of result.strategies) {
        const study = { discountRate: 0.15, horizon: 100 };
        const value = simulate(backend, study, allocation).netPresentValue;
        expectClose(netPresentValue, value, 1e-12);
        expectClose(loss, 1 - value / result.optimum.netPresentValue, 1e-12);
      }
    });

    it('certifies both the best constant and the optimum', () => {
      const { certificate } = result;
      expect(certificate.holds).toBe(true);
      expect(certificate.residual).toBeLessThan(1e-9);
      expect(certificate.optimum.holds).toBe(true);
      expect(result.status).toBe('converged');
    });
  });

  describe('the best constant', () => {
    it.each(truth.best_constant)('is the true one: $case', (row) => {
      const horizon = row.case.includes('T=100') ? 100 : 10;
      const initialCapability = row.case.includes('M0=0') ? 0 : 1;
      const { bestConstantHere, bestConstant, certificate } = of({ horizon, initialCapability });
      expect(Math.abs(bestConstantHere.allocation - row.best_const)).toBeLessThan(1e-7);
      expectClose(bestConstantHere.netPresentValue, row.npv, 1e-10);
      expect(certificate.residual).toBeLessThan(1e-9);
      expect(bestConstant.valid).toBe(initialCapability === 0);
    });

    it.each([
      [0.3, 0.7],
      [0.9, 0.1],
      [0.5, 3],
    ])('is εγ/(1+εγ) from M0 = 0, whatever else: ε = %d, γ = %d', (epsilon, gamma) => {
      for (const more of [{}, { depreciation: 0.2 }, { compute: growing(-0.3) }]) {
        const result = of({
          trainingExponent: epsilon,
          revenueExponent: gamma,
          initialCapability: 0,
          horizon: 6,
          ...more,
        });
        const exact = (epsilon * gamma) / (1 + epsilon * gamma);
        expectClose(result.bestConstant.allocation, exact, 1e-15);
        expectClose(result.bestConstantHere.allocation, exact, 1e-9);
        expect(result.bestConstant.valid).toBe(true);
      }
    });

    it('is found at the ends: little training pays at a high start, much at a high salvage value', () => {
      const high = of({ initialCapability: 1e6 });
      expect(high.bestConstantHere.allocation).toBeGreaterThan(1e-7);
      expect(high.bestConstantHere.allocation).toBeLessThan(1e-6);
      expect(high.certificate.residual).toBeLessThan(1e-9);
      const late = of({ salvageValue: 1e30 });
      expect(late.bestConstantHere.allocation).toBeGreaterThan(1 - 1e-9);
      for (const [result, parameters] of [
        [high, { initialCapability: 1e6 }],
        [late, { salvageValue: 1e30 }],
      ] as const) {
        for (const alpha of [0, 1e-8, 0.01, 0.5, 0.99, 1]) {
          const study = { discountRate: 0.15, horizon: 100, ...parameters };
          const { netPresentValue } = simulate(backend, study, alpha);
          expect(netPresentValue).toBeLessThan(
            result.bestConstantHere.netPresentValue * (1 + 1e-12),
          );
        }
      }
    });
  });

  describe('balanced growth', () => {
    it.each(truth.turnpike)('is where long optima spend their time: $params', (row) => {
      const { eps, gam, rho, g } = row.params;
      const parameters = {
        trainingExponent: eps,
        revenueExponent: gam,
        discountRate: rho,
        compute: growing(g),
        horizon: row.T,
      };
      const { balancedGrowth, infiniteHorizon } = of(parameters);
      expectClose(balancedGrowth.allocation, row.bgp_formula, 1e-14);
      expect(balancedGrowth.valid).toBe(true);
      expectClose(infiniteHorizon.threshold, row.conv_threshold, 1e-14);
      expect(infiniteHorizon.converges).toBe(row.convergent);
      const { allocation, status } = solve(backend, parameters, { steps: 1600 });
      expect(status).toBe('converged');
      const middle = allocation.slice(720, 880);
      const distance = Math.min(...middle.map((a) => Math.abs(a - row.bgp_formula)));
      expect(distance).toBeLessThan(1e-7);
      expect(Math.max(...middle.map((a) => Math.abs(a - row.bgp_formula)))).toBeLessThan(1e-4);
    });

    it('is no turnpike below ρ = g (1 + (γ−1) ε): long optima train with all compute', () => {
      const parameters = { discountRate: 0.12, horizon: 200 };
      expect(of(parameters).balancedGrowth).toMatchObject({ allocation: 1, valid: false });
      const { allocation } = solve(backend, parameters);
      expect(allocation[100]).toBe(1);
    });
  });

  it.each([
    ['constant compute', { compute: { kind: 'constant' } }, 0, 1 / 3, 0, 0, true],
    [
      'nothing discounted',
      { discountRate: 0, horizon: 10 },
      Number.POSITIVE_INFINITY,
      0,
      1,
      1,
      false,
    ],
    [
      'nothing grows or is discounted',
      { discountRate: 0, compute: { kind: 'constant' } },
      0,
      1 / 3,
      0,
      1,
      false,
    ],
    [
      'γ = 1, nothing discounted',
      { discountRate: 0, revenueExponent: 1, horizon: 5 },
      Number.POSITIVE_INFINITY,
      1,
      1,
      1,
      false,
    ],
    [
      'γ < 1, nothing discounted',
      { discountRate: 0, revenueExponent: 0.5, horizon: 5 },
      Number.POSITIVE_INFINITY,
      0,
      1,
      1,
      false,
    ],
    ['shrinking compute', { compute: growing(-0.1) }, -2 / 3, 3 / 13, 0, 0, true],
    // ε + (γ−1)(1−g/ρ) = 0
    [
      'a zero denominator',
      { compute: growing(0.75), discountRate: 0.5, horizon: 5 },
      1.5,
      1,
      0.375 / 0.875,
      1,
      false,
    ],
    [
      'a negative denominator',
      { compute: growing(1), discountRate: 0.5, horizon: 5 },
      2,
      0,
      0.5,
      1,
      false,
    ],
  ] as [string, AllocationParameters, number, number, number, number, boolean][])(
    'has an answer for %s',
    (_, parameters, ratio, paper, implied, balanced, converges) => {
      const result = of(parameters);
      expectClose(result.growthToDiscount, ratio, 1e-14);
      expectClose(result.paper.allocation, paper, 1e-14);
      expectClose(result.paperEquations.allocation, implied, 1e-14);
      expectClose(result.balancedGrowth.allocation, balanced, 1e-14);
      expect(result.balancedGrowth.valid).toBe(false);
      expect(result.infiniteHorizon.converges).toBe(converges);
      expectNoNaN(result);
      for (const { loss } of result.strategies) {
        expect(loss).toBeGreaterThanOrEqual(0);
        expect(loss).toBeLessThanOrEqual(1);
      }
    },
  );

  it('is no turnpike at the bound itself, where only rounding is left', () => {
    // 1.05 and 0.7 (1 + ½) differ in the last bit
    const { balancedGrowth } = of({ discountRate: 1.05, compute: growing(0.7), horizon: 2 });
    expect(balancedGrowth).toMatchObject({ allocation: 1, valid: false });
  });

  it.each([
    ['grows', 0.1, 0, 0.2, 'ρ > g (1 + εγ)'],
    ['grows, whatever depreciates', 0.1, 0.3, 0.2, 'ρ > g (1 + εγ)'],
    ['shrinks and capability stays', -0.1, 0, -0.1, 'ρ > g + γ max(εg, −δ)'],
    ['shrinks and capability falls slower', -0.1, 0.02, -0.14, 'ρ > g + γ max(εg, −δ)'],
    ['shrinks and capability falls with it', -0.1, 0.3, -0.2, 'ρ > g + γ max(εg, −δ)'],
  ])(
    'knows the discount rate the infinite horizon needs where compute %s',
    (_, growth, depreciation, threshold, condition) => {
      const { infiniteHorizon } = of({ compute: growing(growth), depreciation, horizon: 2 });
      expect(infiniteHorizon.condition).toBe(condition);
      expectClose(infiniteHorizon.threshold, threshold, 1e-14);
      expect(infiniteHorizon.converges).toBe(0.15 > threshold);
    },
  );

  it('takes the optimum from M0 = 0 for the limit of small starts', () => {
    for (const revenueExponent of [0.5, 2]) {
      const parameters = { discountRate: 0.15, horizon: 10, revenueExponent };
      const limit = solve(
        backend,
        { ...parameters, initialCapability: 1e-10 },
        { method: 'shooting' },
      );
      const { optimum } = of({ ...parameters, initialCapability: 0 });
      expectClose(optimum.netPresentValue, limit.netPresentValue, 1e-6);
    }
  });

  it('calls the paper right where it happens to be', () => {
    // from M0 = 0 the best constant is ½ here; (11) is ½ too where g/ρ = ½
    const result = of({ initialCapability: 0, discountRate: 0.2, horizon: 20 });
    expectClose(result.paper.allocation, 0.5, 1e-14);
    expect(result.paper.valid).toBe(true);
    expect(result.paperEquations.valid).toBe(false);
  });

  it('does not offer balanced growth where capability depreciates', () => {
    const { balancedGrowth } = of({ discountRate: 0.3, depreciation: 0.1, horizon: 30 });
    expect(balancedGrowth.valid).toBe(false);
    expect(balancedGrowth.condition).toContain('δ = 0');
  });

  it('says diverged, without a NaN, where values overflow', () => {
    const result = of({ compute: growing(100) });
    expect(result.status).toBe('diverged');
    expect(result.certificate.holds).toBe(false);
    expectNoNaN(result);
  });

  it('takes a parameter that is undefined for one that is left out', () => {
    const parameters: object = { discountRate: undefined, horizon: undefined };
    expect(of(parameters as AllocationParameters)).toEqual(of());
  });
});
