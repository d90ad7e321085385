import { describe, expect, it } from 'vitest';
import { type AllocationParameters, simulate, solve } from '../../src/allocation/index';
import { steadyStateAsPublished } from '../../src/allocation/published-steady-state';
import { backends } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';
import printed from './published.json';

/** The parameter of a row of the published sweeps. */
function parametersOf({ param, value }: { param: string; value: number }): AllocationParameters {
  switch (param) {
    case 'epsilon':
      return { trainingExponent: value };
    case 'gamma':
      return { revenueExponent: value };
    case 'rho':
      return { discountRate: value };
    default:
      return { compute: { kind: 'exponential', growth: value } };
  }
}

const digits = 1e-11;

describe.each(backends)('as published, on $name', ({ backend }) => {
  const run = solve(backend, {}, { asPublished: true });

  describe('dynamic.py', () => {
    it('prints the published numbers', () => {
      const { iterations, npv, final_M, mean_alpha } = printed.published_dynamic;
      expect(run.status).toBe('converged');
      expect(run.iterations).toBe(iterations);
      expectClose(run.netPresentValue, npv, digits);
      expectClose(run.finalCapability, final_M, digits);
      expectClose(run.meanAllocation, mean_alpha, digits);
    });

    it('follows the published paths at all 101 nodes', () => {
      const { alpha, M, Lambda } = printed.published_dynamic;
      expect(run.time).toHaveLength(101);
      alpha.forEach((a, k) => {
        expectClose(run.time[k], k / 10, 1e-15);
        expectClose(run.allocation[k], a, digits, `alpha ${k}`);
        expectClose(run.capability[k], M[k], digits, `M ${k}`);
        expectClose(run.costate[k], Lambda[k], digits, `Lambda ${k}`);
        expectClose(run.costateCurrentValue[k], Math.exp(k / 200) * Lambda[k], digits);
      });
    });

    it.each(printed.published_sensitivity)('prints the sweep: $param = $value', (row) => {
      const { status, ...result } = solve(backend, parametersOf(row), { asPublished: true });
      expect(status === 'converged').toBe(row.converged);
      expect(result.iterations).toBe(row.iterations);
      expectClose(result.netPresentValue, row.npv, digits);
      expectClose(result.finalCapability, row.final_M, digits);
      expectClose(result.meanAllocation, row.mean_alpha, digits);
      expect(result.history.at(-1)?.toFixed(6)).toBe(row.last_change_printed.toFixed(6));
    });

    it('has a switch where its own fraction passes 1, and no shadow prices', () => {
      expect(run.switchTimes).toHaveLength(1);
      expect(run.switchTimes[0]).toBeGreaterThan(5.3);
      expect(run.switchTimes[0]).toBeLessThan(5.4);
      expect(run.shadowPrices).toEqual({});
    });

    it('is refuted by its certificate, which knows what the control truly earns', () => {
      const { npv_script_trapz_euler, npv_true_piecewise_linear } =
        printed.published_control_true_value;
      const { certificate } = run;
      expect(certificate.holds).toBe(false);
      expect(certificate.residual).toBeGreaterThan(0.1);
      expect(certificate.extremals).toEqual({ count: 1, isBest: false });
      const overstated = 1 - npv_true_piecewise_linear / npv_script_trapz_euler;
      expectClose(certificate.discretizationError, overstated, 1e-9);
    });

    it('misstates its control by a share of the order of its step', () => {
      const errorAt = (steps: number) =>
        solve(backend, {}, { asPublished: true, steps }).certificate.discretizationError;
      expectClose(errorAt(400) / errorAt(800), 2, 0.05);
    });

    it('keeps to its equations with depreciation and salvage', () => {
      const parameters = {
        depreciation: 0.2,
        salvageValue: 1e4,
        compute: { kind: 'constant' },
      } as const;
      const result = solve(backend, parameters, { asPublished: true, tolerance: 1e-13 });
      const { allocation, capability, costate, time } = result;
      expect(result.status).toBe('converged');
      expectClose(costate[100], Math.exp(-0.5) * 1e4, 1e-14);
      for (let k = 0; k < 100; k++) {
        const dM = Math.sqrt(allocation[k] * 100) - 0.2 * capability[k];
        expectClose(capability[k + 1], capability[k] + 0.1 * dM, 1e-11);
        const gain =
          Math.exp(-0.05 * time[k + 1]) * 2 * capability[k + 1] * (1 - allocation[k + 1]) * 100;
        expectClose(costate[k], costate[k + 1] - 0.1 * (0.25 * costate[k + 1] - gain), 1e-11);
        const serving = Math.exp(-0.05 * time[k]) * capability[k] ** 2;
        const best = (serving / (costate[k] * 0.5)) ** -2 / 100;
        expect(Math.abs(allocation[k] - Math.min(1, best))).toBeLessThan(1e-11);
      }
      const end = costate[100] * capability[100];
      expectClose(result.netPresentValue, result.cumulativeValue[100] + end, 1e-14);
    });

    it('trains nothing where there is no compute', () => {
      const table = { kind: 'table', times: [0, 3, 5, 8], values: [100, 0, 0, 50] } as const;
      const result = solve(backend, { compute: table }, { asPublished: true });
      expect(result.status).toBe('converged');
      for (let k = 30; k <= 50; k++) expect(result.allocation[k]).toBe(0);
      expectNoNaN(result);
    });

    it.each([
      ['capability overflows', { compute: { kind: 'exponential', growth: 100 } }],
      ['revenue overflows', { revenueExponent: 300 }],
      ['Euler is unstable', { depreciation: 1000 }],
      ['the discount factor underflows', { discountRate: 100 }],
    ] as const)('says diverged, without a NaN, where %s', (_, parameters) => {
      const result = solve(backend, parameters, { asPublished: true });
      expect(result.status).toBe('diverged');
      expect(result.certificate.holds).toBe(false);
      expectNoNaN(result);
    });

    it('says so where the limit of iterations ends it, and where a signal does', () => {
      const short = solve(backend, {}, { asPublished: true, maxIterations: 3 });
      expect(short).toMatchObject({ status: 'iteration-limit', iterations: 3 });
      expect(short.certificate.holds).toBe(false);
      const seen: number[] = [];
      const controller = new AbortController();
      const ended = solve(
        backend,
        {},
        {
          asPublished: true,
          signal: controller.signal,
          onProgress({ done }) {
            seen.push(done);
            if (done === 5) controller.abort();
          },
        },
      );
      expect(ended).toMatchObject({ status: 'cancelled', iterations: 5 });
      expect(seen).toEqual([1, 2, 3, 4, 5]);
      expect(ended.certificate.holds).toBe(false);
    });
  });

  describe('steady_state.py', () => {
    const { alpha, npv, alpha_theoretical, alpha_numerical } = printed.published_steady_state;

    it('prints the published allocations and values', () => {
      const result = steadyStateAsPublished(backend);
      expectClose(result.theoretical, alpha_theoretical, digits);
      expectClose(result.numerical, alpha_numerical, digits);
      expect(result.strategies.map(({ name }) => name)).toEqual(Object.keys(npv));
      for (const { name, allocation, netPresentValue } of result.strategies) {
        expectClose(allocation, alpha[name as keyof typeof alpha], digits);
        expectClose(netPresentValue, npv[name as keyof typeof npv], digits);
      }
    });

    it.each(Object.entries(alpha))('simulates the strategy %s', (name, allocation) => {
      const study = { discountRate: 0.15, horizon: 100 };
      const result = simulate(backend, study, allocation, { asPublished: true });
      const value = npv[name as keyof typeof npv];
      expect(result.time).toHaveLength(1001);
      expectClose(result.netPresentValue, value, digits);
      expectClose(result.cumulativeValue[1000], value, 1e-13);
      expectClose(result.meanAllocation, allocation, 1e-14);
      // Euler's M, written out
      let M = 1;
      for (let k = 0; k < 1000; k++) M += 0.1 * Math.sqrt(allocation * 100 * Math.exp(0.01 * k));
      expectClose(result.finalCapability, M, 1e-13);
      const truth = simulate(backend, study, allocation);
      const off = Math.abs(1 - truth.netPresentValue / value);
      expect(result.certificate.holds).toBe(false);
      expectClose(result.certificate.discretizationError, off, 2e-2);
      expect(result.certificate.residual).toBeGreaterThanOrEqual(
        result.certificate.discretizationError,
      );
    });

    it('gives Infinity, not NaN, where values overflow', () => {
      const growth = { compute: { kind: 'exponential', growth: 50 } } as const;
      const result = steadyStateAsPublished(backend, growth);
      expectNoNaN(result);
      expect(result.strategies[2].netPresentValue).toBe(Number.POSITIVE_INFINITY);
      const simulated = simulate(backend, { ...growth, horizon: 100 }, 0.5, { asPublished: true });
      expect(simulated.status).toBe('diverged');
      expectNoNaN(simulated);
    });
  });
});
