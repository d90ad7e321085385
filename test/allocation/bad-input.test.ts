/** Input that cannot be used gets a `ParameterError` that names the field; what overflows ends as `diverged`. */

import { describe, expect, it } from 'vitest';
import { solve } from '../../src/allocation/solve';
import { ParameterError } from '../../src/engine/errors';
import { backends, wasm } from '../backends';

const fields = [
  'trainingEfficiency',
  'revenueEfficiency',
  'trainingExponent',
  'revenueExponent',
  'discountRate',
  'horizon',
  'initialCapability',
  'depreciation',
  'salvageValue',
] as const;

const zeroAllowed = new Set(['discountRate', 'depreciation', 'salvageValue']);

const neverNumbers: unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  '1',
  '',
  null,
  true,
  [],
  [1],
  {},
  () => 1,
  10n,
  Symbol('x'),
];

/** The error of a call, which must be a ParameterError about `path`. */
function faultOf(call: () => unknown): ParameterError {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(ParameterError);
    const fault = error as ParameterError;
    expect(fault.message).toMatch(/^.+: got .+, expected .+/s);
    return fault;
  }
  throw new Error('was accepted');
}

describe('parameters that are not usable', () => {
  for (const field of fields) {
    it(field, () => {
      for (const value of neverNumbers) {
        const fault = faultOf(() => solve(wasm, { [field]: value } as never));
        expect(fault.path).toBe(field);
        expect(fault.message.length).toBeLessThan(200);
      }
      expect(faultOf(() => solve(wasm, { [field]: -1 })).path).toBe(field);
      if (!zeroAllowed.has(field)) {
        expect(faultOf(() => solve(wasm, { [field]: 0 })).path).toBe(field);
      }
    });
  }

  it('says what is allowed', () => {
    const message = (parameters: object) => faultOf(() => solve(wasm, parameters)).message;
    expect(message({ discountRate: -0.1 })).toBe(
      'discountRate: got -0.1, expected a finite number ≥ 0',
    );
    expect(message({ trainingExponent: 1 })).toBe(
      'trainingExponent: got 1, expected a finite number > 0 and < 1',
    );
    expect(message({ discuontRate: 0.1 })).toContain('did you mean discountRate?');
    expect(message({ initialCapability: 0 })).toContain('> 0 to solve');
  });

  it('tells a wrong kind from a wrong value', () => {
    expect(faultOf(() => solve(wasm, { horizon: 'x' } as never)).kind).toBe('type');
    expect(faultOf(() => solve(wasm, { horizon: -1 })).kind).toBe('range');
  });

  it('parameters that are not an object', () => {
    for (const parameters of [null, 1, 'x', [], () => 1, new Map(), new Date()]) {
      faultOf(() => solve(wasm, parameters as never));
    }
  });

  it.each([
    ['a string', 'exponential', 'compute'],
    ['null', null, 'compute'],
    ['a number', 5, 'compute'],
    ['no kind', {}, 'compute.kind'],
    ['an unknown kind', { kind: 'quadratic' }, 'compute.kind'],
    ['a number of another kind', { kind: 'constant', growth: 1 }, 'compute.growth'],
    ['NaN growth', { kind: 'exponential', growth: Number.NaN }, 'compute.growth'],
    [
      'infinite growth',
      { kind: 'exponential', growth: Number.POSITIVE_INFINITY },
      'compute.growth',
    ],
    ['no compute at all', { kind: 'constant', level: 0 }, 'compute.level'],
    ['negative compute', { kind: 'exponential', initial: -1 }, 'compute.initial'],
    ['a line that falls below zero', { kind: 'linear', initial: 10, slope: -2 }, 'compute.slope'],
    [
      'a logistic path with a pole',
      { kind: 'logistic', initial: 2000, capacity: 1000, growth: -0.5 },
      'compute.growth',
    ],
    ['no capacity', { kind: 'logistic', capacity: 0 }, 'compute.capacity'],
    ['an empty table', { kind: 'table', times: [], values: [] }, 'compute.times'],
    ['a table without values', { kind: 'table', times: [1] }, 'compute.values'],
    ['a table of unequal lengths', { kind: 'table', times: [0, 1], values: [1] }, 'compute.values'],
    ['times that stand still', { kind: 'table', times: [0, 0], values: [1, 1] }, 'compute.times.1'],
    [
      'times that go back',
      { kind: 'table', times: [0, 2, 1], values: [1, 1, 1] },
      'compute.times.2',
    ],
    ['a NaN time', { kind: 'table', times: [0, Number.NaN], values: [1, 1] }, 'compute.times.1'],
    ['a negative value', { kind: 'table', times: [0, 1], values: [1, -1] }, 'compute.values.1'],
    [
      'a string for a value',
      { kind: 'table', times: [0, 1], values: [1, '2'] },
      'compute.values.1',
    ],
    ['a string for times', { kind: 'table', times: 'abc', values: [1, 2, 3] }, 'compute.times'],
  ])('compute: %s', (_, compute, path) => {
    expect(faultOf(() => solve(wasm, { compute } as never)).path).toBe(path);
  });

  it.each([
    ['NaN', () => Number.NaN],
    ['a negative number', (t: number) => 1 - t],
    ['infinity', () => Number.POSITIVE_INFINITY],
    ['a string', () => '3'],
    ['nothing', () => undefined],
  ])('a compute function that returns %s', (_, compute) => {
    for (const method of ['fbsm', 'shooting'] as const) {
      const fault = faultOf(() => solve(wasm, { compute } as never, { method }));
      expect(fault.path).toMatch(/^compute\(/);
    }
  });

  it.each([
    ['method', ['newton', 1, null, '']],
    ['steps', [0, 1, 2.5, -5, Number.NaN, 1e9, '100', Number.POSITIVE_INFINITY]],
    ['tolerance', [0, 1, -1e-3, Number.NaN, '1e-3']],
    ['maxIterations', [0, -1, 1.5, 1e9, Number.NaN]],
    ['relaxation', [0, -0.1, 1.1, Number.NaN]],
    ['acceleration', ['aitken', true, 3]],
    ['certificateTolerance', [0, 1, Number.NaN]],
    ['asPublished', ['yes', 1, null]],
    ['signal', [1, 'x', {}]],
    ['onProgress', [1, 'x', {}]],
    ['stepps', [100]],
  ])('option %s', (name, values) => {
    for (const value of values) {
      expect(faultOf(() => solve(wasm, {}, { [name]: value } as never)).path).toBe(name);
    }
  });

  it('options that are not an object', () => {
    for (const options of [null, 5, 'fbsm', []]) faultOf(() => solve(wasm, {}, options as never));
  });
});

describe.each(backends)('what leaves the range of doubles on $name', ({ backend }) => {
  const cases = {
    'compute that overflows': { compute: { kind: 'exponential', growth: 100 } },
    'compute that overflows at once': { compute: { kind: 'exponential', growth: 1e300 } },
    'value that overflows': { revenueExponent: 200, initialCapability: 1e5 },
    'efficiency at the edge': { trainingEfficiency: 1e308, revenueExponent: 3 },
    'capability that overflows': {
      trainingEfficiency: 1e308,
      compute: { kind: 'constant', level: 1e308 },
    },
    'a long horizon of growth': { horizon: 1e4, compute: { kind: 'exponential', growth: 1 } },
  } as const;

  for (const [name, parameters] of Object.entries(cases)) {
    it.each(['fbsm', 'shooting'] as const)(`${name}, %s`, (method) => {
      const result = solve(backend, parameters, { method });
      expect(result.status).toBe('diverged');
      expect(result.certificate.holds).toBe(false);
      for (const value of Object.values(result)) {
        if (typeof value === 'number') expect(value).not.toBeNaN();
        if (value instanceof Float64Array) expect(value.some(Number.isNaN)).toBe(false);
      }
    });
  }

  const extremes = {
    'the least horizon': { horizon: 1e-300 },
    'hardly any exponent': { trainingExponent: 1e-12 },
    'an exponent next to one': { trainingExponent: 1 - 1e-12 },
    'a discount that leaves nothing': { discountRate: 1e6 },
    'depreciation at once': { depreciation: 1e6 },
    'tiny capability': { initialCapability: 1e-300 },
    'huge capability': { initialCapability: 1e100 },
    'hardly any compute': { compute: { kind: 'constant', level: 1e-300 } },
    'shrinking compute': { compute: { kind: 'exponential', growth: -100 } },
    'huge salvage': { salvageValue: 1e250 },
  } as const;

  for (const [name, parameters] of Object.entries(extremes)) {
    it.each(['fbsm', 'shooting'] as const)(`${name}, %s: no NaN, no hang`, (method) => {
      const result = solve(backend, parameters, { method, maxIterations: 500 });
      for (const [key, value] of Object.entries(result)) {
        if (typeof value === 'number') expect(value, key).not.toBeNaN();
        if (value instanceof Float64Array) expect(value.some(Number.isNaN), key).toBe(false);
      }
      for (const [key, value] of Object.entries(result.shadowPrices)) {
        expect(value, key).not.toBeNaN();
      }
      expect(result.certificate.residual).not.toBeNaN();
    });
  }
});
