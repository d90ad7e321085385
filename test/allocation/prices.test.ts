/** Shadow prices against central differences of re-solved optima. */

import { describe, expect, it } from 'vitest';
import type { AllocationParameters } from '../../src/allocation/parameters';
import { solve } from '../../src/allocation/solve';
import { backends } from '../backends';

const base = {
  trainingEfficiency: 0.9,
  revenueEfficiency: 1.2,
  trainingExponent: 0.45,
  revenueExponent: 1.7,
  discountRate: 0.08,
  horizon: 9,
  initialCapability: 1.5,
  depreciation: 0.06,
  salvageValue: 4000,
};

const paths = {
  exponential: { kind: 'exponential', initial: 80, growth: 0.12 },
  constant: { kind: 'constant', level: 120 },
  linear: { kind: 'linear', initial: 60, slope: 9 },
  logistic: { kind: 'logistic', initial: 50, capacity: 400, growth: 0.6 },
} as const;

/** The parameters with one of them, by its dotted name, set to x. */
function withValue(
  parameters: AllocationParameters,
  name: string,
  x: number,
): AllocationParameters {
  const [head, field] = name.split('.');
  if (field === undefined) return { ...parameters, [name]: x };
  return {
    ...parameters,
    [head]: { ...(parameters.compute as object), [field]: x },
  } as AllocationParameters;
}

function numberOf(parameters: AllocationParameters, name: string): number {
  const [head, field] = name.split('.');
  const record = parameters as Record<string, unknown>;
  return (
    field === undefined ? record[name] : (record[head] as Record<string, unknown>)[field]
  ) as number;
}

describe.each(backends)('shadow prices on $name', ({ backend }) => {
  for (const [kind, compute] of Object.entries(paths)) {
    for (const salvage of [true, false]) {
      const parameters = { ...base, compute, salvageValue: salvage ? base.salvageValue : 0 };
      const exact = solve(backend, parameters, { method: 'shooting' });
      const swept = solve(backend, parameters, { method: 'fbsm', steps: 400 });
      for (const [name, price] of Object.entries(exact.shadowPrices)) {
        if (name === 'salvageValue' && !salvage) continue;
        it(`${kind}, ${salvage ? 'with' : 'without'} salvage: ∂J/∂${name}`, () => {
          const x = numberOf(parameters, name);
          const J = (at: number) =>
            solve(backend, withValue(parameters, name, at), { method: 'shooting', steps: 50 })
              .netPresentValue;
          const h = 1e-3 * Math.max(Math.abs(x), 0.05);
          // five points: the error of the difference itself is then below the tolerance
          const difference = (8 * (J(x + h) - J(x - h)) - (J(x + 2 * h) - J(x - 2 * h))) / (12 * h);
          expect(Math.abs(price / difference - 1)).toBeLessThan(1e-6);
          expect(Math.abs(swept.shadowPrices[name] / difference - 1)).toBeLessThan(1e-5);
        });
      }
    }
  }

  it('prices every number of the problem', () => {
    const { shadowPrices } = solve(backend, { ...base, compute: paths.logistic });
    expect(Object.keys(shadowPrices).sort()).toEqual(
      [...Object.keys(base), 'compute.initial', 'compute.capacity', 'compute.growth'].sort(),
    );
  });

  it('prices the initial capability at λ(0), and salvage at e^{−ρT} M(T)', () => {
    const result = solve(backend, base);
    expect(result.shadowPrices.initialCapability).toBeCloseTo(result.costate[0], 6);
    const expected = Math.exp(-0.08 * 9) * result.finalCapability;
    expect(result.shadowPrices.salvageValue / expected).toBeCloseTo(1, 12);
  });

  it('prices the scale of a compute path that is a table or a function', () => {
    const curve = (t: number) => 100 + 10 * t;
    const price = solve(backend, { compute: curve }, { method: 'shooting' }).shadowPrices[
      'compute.scale'
    ];
    const J = (s: number) =>
      solve(backend, { compute: (t) => s * curve(t) }, { method: 'shooting' }).netPresentValue;
    expect(price / ((J(1.001) - J(0.999)) / 0.002)).toBeCloseTo(1, 5);
  });

  it('prices compute at each time by what one unit more earns', () => {
    // a bump of compute around t adds ∫ bump · price dt to the value
    const result = solve(backend, {}, { method: 'shooting', steps: 1000 });
    const bump = (t: number) => 1e-3 * Math.exp(-((t - 7) ** 2));
    const C = (t: number) => 100 * Math.exp(0.1 * t);
    const J = (s: number) =>
      solve(backend, { compute: (t) => C(t) + s * bump(t) }, { method: 'shooting' })
        .netPresentValue;
    const gained = (J(1) - J(-1)) / 2;
    let predicted = 0;
    result.time.forEach((t, k) => {
      const weight = k === 0 || k === 1000 ? 1 / 3 : k % 2 === 1 ? 4 / 3 : 2 / 3;
      predicted += weight * 0.01 * bump(t) * result.computePrice[k];
    });
    expect(gained / predicted).toBeCloseTo(1, 5);
  });
});
