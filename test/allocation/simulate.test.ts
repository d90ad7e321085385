import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AllocationParameters,
  type Control,
  simulate,
  solve,
} from '../../src/allocation/index';
import { backends } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';
import printed from './published.json';

const flat = (level: number) => ({ compute: { kind: 'constant', level } }) as const;
/** 1 up to the given time, 0 from it on. */
const until = (end: number) => (t: number) => (t < end ? 1 : 0);

describe.each(backends)('simulate, on $name', ({ backend }) => {
  const run = (parameters: AllocationParameters, control: Control, options = {}) =>
    simulate(backend, parameters, control, options);

  describe('against known values', () => {
    const { alpha } = printed.published_dynamic;
    const truth = printed.published_control_true_value;

    it('values the published control, linear between nodes', () => {
      const result = run({}, alpha);
      expectClose(result.netPresentValue, truth.npv_true_piecewise_linear, 1e-11);
      expectClose(result.finalCapability, truth.M_T_pwl, 1e-11);
      expect(result.certificate.residual).toBeLessThan(1e-11);
      expect(result.certificate.holds).toBe(true);
    });

    it('values the published control, held from each node', () => {
      const result = run({}, Float64Array.from(alpha), { hold: 'previous' });
      expectClose(result.netPresentValue, truth.npv_true_piecewise_constant_left, 1e-11);
      expect(result.certificate.holds).toBe(true);
    });

    it.each([0.1, 0.5, 1, 2, 3.3])('starts from nothing: M0 = 0, γ = %d', (gamma) => {
      // M = t √(αC), J = (1−α) C (αC)^{γ/2} T^{γ+1}/(γ+1)
      const parameters = {
        ...flat(64),
        initialCapability: 0,
        discountRate: 0,
        revenueExponent: gamma,
        horizon: 7,
      };
      const result = run(parameters, 0.25);
      expectClose(result.finalCapability, 28, 1e-13);
      expectClose(
        result.netPresentValue,
        (48 * 4 ** gamma * 7 ** (gamma + 1)) / (gamma + 1),
        1e-12,
      );
    });

    it.each([0.1, 0.5, 0.9])('trains by exponential compute: ε = %d', (epsilon) => {
      const result = run({ trainingExponent: epsilon, trainingEfficiency: 3 }, 0.3);
      result.time.forEach((t, k) => {
        const M = 1 + (3 * 30 ** epsilon * Math.expm1(epsilon * 0.1 * t)) / (epsilon * 0.1);
        expectClose(result.capability[k], M, 1e-12);
      });
    });

    it.each([0.1, 0.5, 0.9])('integrates α^ε to where α vanishes: ε = %d', (epsilon) => {
      const parameters = { ...flat(5), trainingExponent: epsilon };
      const exact = 1 + (5 ** epsilon * 10) / (1 + epsilon);
      expectClose(run(parameters, (t) => 1 - t / 10).finalCapability, exact, 1e-12);
      expectClose(run(parameters, (t) => t / 10).finalCapability, exact, 1e-12);
      expectClose(run(parameters, [1, 0.5, 0]).finalCapability, exact, 1e-12);
      // up and down again: both ends of one cell
      const tent = run(
        { ...parameters, compute: { kind: 'table', times: [0, 5, 10], values: [0, 5, 0] } },
        1,
      );
      expectClose(tent.finalCapability, exact, 1e-12);
    });

    it('switches within a step', () => {
      // train for 4.321 with C = 9, then serve
      const result = run({ ...flat(9), discountRate: 0.3, revenueExponent: 1 }, until(4.321));
      const M = 1 + 3 * 4.321;
      const J = (9 * M * (Math.exp(-0.3 * 4.321) - Math.exp(-3))) / 0.3;
      expectClose(result.finalCapability, M, 1e-10);
      expectClose(result.netPresentValue, J, 1e-10);
      expectClose(result.meanAllocation, 0.4321, 1e-10);
      expect(result.certificate.holds).toBe(true);
    });

    it.each([1e-3, 0.4, 30])('lets capability depreciate: δ = %d', (delta) => {
      const result = run(
        { ...flat(50), depreciation: delta, discountRate: 0, revenueExponent: 1, salvageValue: 11 },
        0.5,
      );
      const f = 5 / delta;
      const gone = -Math.expm1(-10 * delta);
      const M = f + (1 - f) * (1 - gone);
      expectClose(result.finalCapability, M, 1e-12);
      expectClose(result.netPresentValue, 25 * (10 * f + ((1 - f) * gone) / delta) + 11 * M, 1e-11);
    });

    it('does nothing where nothing is there', () => {
      const result = run({ initialCapability: 0 }, 0);
      expect(result.netPresentValue).toBe(0);
      expect(result.finalCapability).toBe(0);
      expect(result.certificate).toMatchObject({ residual: 0, holds: true });
      const still = run({ depreciation: 0.5 }, 0);
      expectClose(still.finalCapability, Math.exp(-5), 1e-12);
      expect(run({}, 1).netPresentValue).toBe(0);
    });
  });

  describe('invariants', () => {
    const wave = (t: number) => 0.5 + 0.4 * Math.sin(t);

    it('is the same for a number, an array and a function', () => {
      const { certificate: _, ...number } = run({}, 0.3, { steps: 50 });
      const { certificate: __, ...array } = run({}, new Float64Array(51).fill(0.3));
      const { certificate: ___, ...called } = run({}, () => 0.3, { steps: 50 });
      expect({ ...array, meanAllocation: 0.3 }).toEqual(number);
      expectClose(array.meanAllocation, 0.3, 1e-15);
      expect(called.capability).toEqual(number.capability);
      expectClose(called.meanAllocation, 0.3, 1e-13);
    });

    it('does not depend on the grid it reports on', () => {
      const coarse = run({}, wave, { steps: 10 });
      const fine = run({}, wave, { steps: 1000 });
      expectClose(coarse.netPresentValue, fine.netPresentValue, 1e-12);
      expectClose(coarse.meanAllocation, fine.meanAllocation, 1e-12);
      expectClose(coarse.meanAllocation, 0.5 + 0.04 * (1 - Math.cos(10)), 1e-12);
      for (const [k, M] of coarse.capability.entries()) {
        expectClose(fine.capability[100 * k], M, 1e-12);
      }
    });

    it('scales with revenue efficiency, and with the units of time, compute and capability', () => {
      fc.assert(
        fc.property(
          fc.record({
            trainingExponent: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
            revenueExponent: fc.double({ min: 0.1, max: 3, noNaN: true }),
            discountRate: fc.double({ min: 0, max: 0.5, noNaN: true }),
            depreciation: fc.constantFrom(0, 0.1, 2),
            salvageValue: fc.constantFrom(0, 50),
          }),
          fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 9 }),
          (p, control) => {
            const base = run(p, control);
            const { netPresentValue: J, finalCapability: M } = base;
            expect(base.certificate.holds).toBe(true);

            const richer = run(
              { ...p, revenueEfficiency: 7, salvageValue: 7 * p.salvageValue },
              control,
            );
            expectClose(richer.netPresentValue, 7 * J, 1e-11);
            expect(richer.finalCapability).toBe(M);

            // time in units of 1/3: T' = 3T, rates a third
            const compute = { kind: 'exponential', growth: 0.1 / 3 } as const;
            const slower = run(
              {
                ...p,
                compute,
                horizon: 30,
                discountRate: p.discountRate / 3,
                depreciation: p.depreciation / 3,
                trainingEfficiency: 1 / 3,
                revenueEfficiency: 1 / 3,
              },
              control,
            );
            expectClose(slower.netPresentValue, J, 1e-10);
            expectClose(slower.finalCapability, M, 1e-10);

            // capability in units of 1/5: M' = 5M
            const bigger = run(
              {
                ...p,
                initialCapability: 5,
                trainingEfficiency: 5,
                revenueEfficiency: 5 ** -p.revenueExponent,
                salvageValue: p.salvageValue / 5,
              },
              control,
            );
            expectClose(bigger.netPresentValue, J, 1e-10);
            expectClose(bigger.finalCapability, 5 * M, 1e-10);
          },
        ),
        { seed: 20250, numRuns: 25 },
      );
    });

    it('adds up over time', () => {
      const whole = run({}, wave, { steps: 100 });
      const first = run({ horizon: 4 }, wave, { steps: 40 });
      expectClose(whole.capability[40], first.finalCapability, 1e-12);
      expectClose(whole.cumulativeValue[40], first.netPresentValue, 1e-12);
      const rest = run(
        {
          horizon: 6,
          initialCapability: first.finalCapability,
          compute: { kind: 'exponential', initial: 100 * Math.exp(0.4) },
        },
        (t) => wave(t + 4),
      );
      const sum = first.netPresentValue + Math.exp(-0.2) * rest.netPresentValue;
      expectClose(whole.netPresentValue, sum, 1e-12);
    });

    it('earns at most the optimum, and nearly that under the optimal control', () => {
      for (const parameters of [
        {},
        { depreciation: 0.1, salvageValue: 1e4 },
        { revenueExponent: 0.4 },
      ]) {
        const best = solve(backend, parameters, { steps: 1000 });
        const again = run(parameters, best.allocation);
        expect(again.netPresentValue).toBeLessThan(best.netPresentValue * (1 + 1e-9));
        expectClose(again.netPresentValue, best.netPresentValue, 1e-6);
        for (const other of [0.3, 0.7, until(5), wave]) {
          expect(run(parameters, other).netPresentValue).toBeLessThan(best.netPresentValue);
        }
      }
    });

    it('leaves what it was given alone and shares nothing with it', () => {
      const control = Float64Array.of(0.2, 0.4, 0.6);
      const result = run({}, control);
      control.fill(1);
      expect([...result.allocation]).toEqual([0.2, 0.4, 0.6]);
    });
  });

  describe('certificate', () => {
    it.each([
      ['a constant', 0.5],
      ['a jump', until(3.21)],
      ['a kink at 0', (t: number) => Math.max(0, 1 - t / 7.123)],
      ['a wave with kinks', (t: number) => Math.abs(Math.sin(3 * t))],
    ] as [string, Control][])('holds for %s', (_, control) => {
      for (const initialCapability of [0, 1]) {
        for (const depreciation of [0, 0.3]) {
          const parameters = { initialCapability, depreciation, revenueExponent: 0.5 };
          const { certificate } = run(parameters, control);
          expect(certificate.holds, JSON.stringify(certificate)).toBe(true);
        }
      }
    });

    it('does not hold for noise', () => {
      let state = 1;
      const noise = () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      const result = run({}, noise, { steps: 20 });
      expect(result.certificate.holds).toBe(false);
      expectNoNaN(result);
    });

    it('does not hold where δ is too large for explicit steps, and the status says so', () => {
      const result = run({ depreciation: 1e6 }, 0.5);
      expect(result.status).toBe('iteration-limit');
      expect(result.certificate.holds).toBe(false);
      // the quadrature that answers instead is right all the same: M = f/δ
      expectClose(result.finalCapability, Math.sqrt(50 * Math.E) / 1e6, 1e-6);
      expectNoNaN(result);
    });
  });

  it.each([
    ['compute', { compute: { kind: 'exponential', growth: 100 } }, 0.5],
    ['compute, nothing trains', { compute: { kind: 'exponential', growth: 100 } }, 0],
    ['compute, all trains', { compute: { kind: 'exponential', growth: 100 } }, 1],
    ['revenue', { revenueExponent: 300 }, 0.5],
    ['revenue, discounted away', { revenueExponent: 300, discountRate: 1e4 }, 0.5],
    ['the start', { initialCapability: 1e300 }, 0.5],
    ['salvage', { salvageValue: 1e308, initialCapability: 1e5 }, 0.5],
    ['the horizon', { horizon: 1e300 }, 0.5],
    ['compute, an array', { compute: { kind: 'exponential', growth: 100 } }, [0, 0.5, 1]],
  ] as [string, AllocationParameters, Control][])(
    'says diverged, without a NaN: %s',
    (_, p, control) => {
      const result = run(p, control);
      expect(result.status).toBe('diverged');
      expect(result.netPresentValue).toBe(Number.POSITIVE_INFINITY);
      expect(result.certificate.holds).toBe(false);
      expectNoNaN(result);
      const published = run(p, control, { asPublished: true });
      expect(published.certificate.holds).toBe(false);
      expectNoNaN(published);
    },
  );
});
