import { describe, expect, it } from 'vitest';
import {
  type AllocationParameters,
  publishedSweeps,
  type SensitivityAxis,
  sensitivity,
  solve,
} from '../../src/allocation/index';
import { ParameterError } from '../../src/engine/errors';
import { backends } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';
import printed from './published.json';
import truth from './truth.json';

const seedNames: Record<string, string> = {
  trainingExponent: 'epsilon',
  revenueExponent: 'gamma',
  discountRate: 'rho',
  'compute.growth': 'growth_rate',
};

describe.each(backends)('sensitivity, on $name', ({ backend }) => {
  describe.each([...publishedSweeps])('the published sweep of $parameter', (axis) => {
    const rows = printed.published_sensitivity.filter(
      ({ param }) => param === seedNames[axis.parameter],
    );

    it('takes the ten published values, bit for bit', () => {
      expect(Array.from(axis.values)).toEqual(rows.map(({ value }) => value));
    });

    it('is reproduced as published', () => {
      const result = sensitivity(backend, axis, {}, { asPublished: true });
      rows.forEach((row, i) => {
        expectClose(result.netPresentValue[i], row.npv, 1e-11);
        expectClose(result.finalCapability[i], row.final_M, 1e-11);
        expectClose(result.meanAllocation[i], row.mean_alpha, 1e-11);
        expect(result.iterations[i]).toBe(row.iterations);
        expect(result.status[i]).toBe('converged');
        expect(result.holds[i]).toBe(false);
      });
      expect(result.shadowPrice).toHaveLength(0);
      expectNoNaN(result);
    });

    it('is right', () => {
      const result = sensitivity(backend, axis);
      const right = truth.sensitivity_truth.filter(
        ({ param }) => param === seedNames[axis.parameter],
      );
      for (const row of right) {
        const i = Array.from(axis.values).indexOf(row.value);
        expectClose(result.netPresentValue[i], row.npv_opt, 1e-7);
        expectClose(result.finalCapability[i], row.M_T_opt, 1e-6);
        expectClose(result.meanAllocation[i], row.mean_alpha_opt, 1e-5);
        expect(result.switchTimes[i]).toHaveLength(row.t_switch.length);
        for (const [j, t] of row.t_switch.entries()) {
          expectClose(result.switchTimes[i][j], t, 1e-6);
        }
      }
      expect(result.holds).toEqual(new Array(10).fill(true));
      expect(result.status).toEqual(new Array(10).fill('converged'));
    });

    it('has the slope of its own values as shadow price', () => {
      const x = axis.values[4];
      const h = 1e-4 * x;
      const around = { parameter: axis.parameter, values: [x - h, x, x + h] };
      const { netPresentValue: J, shadowPrice } = sensitivity(
        backend,
        around,
        {},
        { method: 'shooting' },
      );
      expectClose(shadowPrice[1], (J[2] - J[0]) / (2 * h), 1e-5);
    });
  });

  it('covers four sweeps, two of which the truth covers', () => {
    expect(publishedSweeps.map(({ parameter }) => parameter)).toEqual(Object.keys(seedNames));
    expect(new Set(truth.sensitivity_truth.map(({ param }) => param)).size).toBe(2);
  });

  it('is what solve says at each value, all else as given', () => {
    const parameters = { depreciation: 0.1, compute: { kind: 'logistic', capacity: 500 } } as const;
    const values = Float64Array.of(0.2, 0.9);
    const result = sensitivity(backend, { parameter: 'compute.growth', values }, parameters, {
      method: 'shooting',
    });
    expect(result.values).toEqual(values);
    values.forEach((growth, i) => {
      const compute = { ...parameters.compute, growth };
      const alone = solve(backend, { ...parameters, compute }, { method: 'shooting' });
      expect(result.netPresentValue[i]).toBe(alone.netPresentValue);
      expect(result.shadowPrice[i]).toBe(alone.shadowPrices['compute.growth']);
      expect(result.switchTimes[i]).toEqual(alone.switchTimes);
    });
    expect(parameters.compute).toEqual({ kind: 'logistic', capacity: 500 });
  });

  it('gives Infinity, not NaN, where a solve diverges', () => {
    const result = sensitivity(backend, { parameter: 'revenueExponent', values: [2, 300] });
    expect(result.status).toEqual(['converged', 'diverged']);
    expect(result.holds).toEqual([true, false]);
    expectNoNaN(result);
  });

  it.each([
    [{ parameter: 'discountrate', values: [0.1] }, {}, 'did you mean discountRate?'],
    [{ parameter: 'compute.growht', values: [0.1] }, {}, 'did you mean growth?'],
    [
      { parameter: 'compute.growth', values: [0.1] },
      { compute: { kind: 'constant' } },
      'expected one of level',
    ],
    [
      { parameter: 'compute.growth', values: [0.1] },
      { compute: () => 9 },
      'no numbers in a compute path of kind function',
    ],
    [{ parameter: 'compute', values: [1] }, {}, 'compute: got "compute", expected one of training'],
    [{ parameter: 'constructor', values: [1] }, {}, 'constructor: got "constructor"'],
    [{ parameter: 'compute.toString', values: [1] }, {}, 'compute.toString: got'],
    [{ parameter: 7, values: [1] }, {}, 'parameter: got 7, expected the dotted name'],
    [
      { parameter: 'discountRate', values: [] },
      {},
      'values: got an array of length 0, expected at least',
    ],
    [
      { parameter: 'discountRate', values: [0.1, -0.1] },
      {},
      'values.1: got -0.1, expected a finite number ≥ 0',
    ],
    [{ parameter: 'discountRate', values: [0.1, Number.NaN] }, {}, 'values.1: got NaN'],
    [{ parameter: 'discountRate', values: ['0.1'] }, {}, 'values.0: got "0.1"'],
    [
      { parameter: 'discountRate', values: 0.1 },
      {},
      'values: got 0.1, expected an array of numbers',
    ],
    [{ parameter: 'discountRate' }, {}, 'values: got undefined'],
    [
      { parameter: 'discountRate', values: [1], value: 2 },
      {},
      'expected one of parameter, values; did you mean values?',
    ],
    [null, {}, 'axis: got null'],
    [
      { parameter: 'initialCapability', values: [1, 0] },
      {},
      'initialCapability: got 0, expected a finite number > 0 to solve',
    ],
    [{ parameter: 'discountRate', values: [1] }, { horizon: 0 }, 'horizon: got 0'],
    [{ parameter: 'discountRate', values: [1] }, null, 'parameters: got null'],
    [
      { parameter: 'compute.slope', values: [1, -20] },
      { compute: { kind: 'linear' } },
      'compute.slope: got -20, expected at least -10',
    ],
  ] as [SensitivityAxis, AllocationParameters, string][])(
    'refuses %o with %o',
    (axis, parameters, message) => {
      const call = () => sensitivity(backend, axis, parameters);
      expect(call).toThrow(ParameterError);
      expect(call).toThrow(message);
    },
  );

  it('checks everything before it solves', () => {
    const axis = { parameter: 'discountRate', values: [0.1] };
    expect(() => sensitivity(backend, axis, {}, { steps: 1 })).toThrow('steps: got 1');
    let rounds = 0;
    const options = { onProgress: () => rounds++ };
    const slopes = { parameter: 'compute.slope', values: [1, -20] };
    const linear = { compute: { kind: 'linear' } } as const;
    expect(() => sensitivity(backend, slopes, linear, options)).toThrow('compute.slope: got -20');
    const starts = { parameter: 'initialCapability', values: [1, 0] };
    expect(() => sensitivity(backend, starts, {}, options)).toThrow('initialCapability: got 0');
    expect(rounds).toBe(0);
    sensitivity(backend, axis, {}, options);
    expect(rounds).toBeGreaterThan(0);
  });
});
