/** The certificate must break when the answer is wrong: answers are spoilt on purpose, each figure in turn. */

import { describe, expect, it } from 'vitest';
import { certify } from '../../src/allocation/certificate';
import { Model } from '../../src/allocation/model';
import { completeParameters } from '../../src/allocation/parameters';
import { findExtremal } from '../../src/allocation/shooting';
import { solve } from '../../src/allocation/solve';
import {
  presentValue,
  pricesOf,
  type Trajectory,
  trajectoryOfExtremal,
} from '../../src/allocation/trajectory';
import { backends } from '../backends';

describe.each(backends)('certificate on $name', ({ backend }) => {
  const model = new Model(completeParameters({}), backend.math);
  const { finalCapability } = findExtremal(model, {
    tolerance: 1e-11,
    maxIterations: 200,
    relative: 1e-13,
    report() {},
  });
  const right = trajectoryOfExtremal(model, finalCapability, 200, 1e-13);
  const certified = (answer: Trajectory) =>
    certify(
      model,
      answer,
      { value: presentValue(model, right), prices: pricesOf(model, right) },
      1e-4,
    );

  it('holds for the right answer', () => {
    expect(certified(right).holds).toBe(true);
  });

  const spoilt: Record<string, (answer: Trajectory) => Trajectory> = {
    'a control 0.1 % off': (a) => ({ ...a, allocation: a.allocation.map((x) => 0.999 * x) }),
    'a control wrong at one node': (a) => {
      const allocation = a.allocation.slice();
      allocation[150] += 0.001;
      return { ...a, allocation };
    },
    'a capability 0.1 % off': (a) => ({ ...a, capability: a.capability.map((x) => 1.001 * x) }),
    'a capability wrong at one node': (a) => {
      const capability = a.capability.slice();
      capability[130] *= 1.001;
      return { ...a, capability };
    },
    'a costate 0.1 % off': (a) => ({ ...a, costate: a.costate.map((x) => 1.001 * x) }),
    'a value 0.1 % off': (a) => ({
      ...a,
      integrals: a.integrals.map((sums) => sums.map((x, i) => (i === 0 ? 1.001 * x : x))),
    }),
    'another extremal, which starts from another M0': () =>
      trajectoryOfExtremal(model, finalCapability * 1.01, 200, 1e-13),
    'an extremal 0.1 % off': () => trajectoryOfExtremal(model, finalCapability * 0.999, 200, 1e-13),
    'the extremal of another discount rate': () => {
      const other = new Model(completeParameters({ discountRate: 0.0501 }), backend.math);
      const found = findExtremal(other, {
        tolerance: 1e-11,
        maxIterations: 200,
        relative: 1e-13,
        report() {},
      });
      return trajectoryOfExtremal(other, found.finalCapability, 200, 1e-13);
    },
  };
  for (const [name, spoil] of Object.entries(spoilt)) {
    it(`breaks for ${name}`, () => {
      expect(certified(spoil(right)).holds).toBe(false);
    });
  }

  it('prices compute rightly where it starts from next to nothing', () => {
    // ∂H/∂C ∝ C^{ε−1}: an end correction away from a quadrature's nodes
    for (const initial of [0, 1e-9, 1e-3, 1]) {
      const compute = { kind: 'linear', initial, slope: 10 } as const;
      const swept = solve(backend, { compute });
      const shot = solve(backend, { compute }, { method: 'shooting' });
      expect(swept.certificate.holds && shot.certificate.holds).toBe(true);
      const [a, b] = [swept, shot].map((result) => result.shadowPrices['compute.initial']);
      expect(Math.abs(a / b - 1)).toBeLessThan(1e-3);
      expect(Math.abs(swept.netPresentValue / shot.netPresentValue - 1)).toBeLessThan(1e-6);
    }
  });

  it.each([
    ['compute that ends at nothing', { compute: { kind: 'linear', initial: 100, slope: -10 } }],
    [
      'compute that breaks off',
      { compute: { kind: 'table', times: [0, 5, 5.001], values: [100, 100, 0] } },
    ],
    ['hardly any salvage', { trainingExponent: 0.1, salvageValue: 1e-3 }],
    ['no salvage to speak of', { trainingExponent: 0.1, salvageValue: 1e-300 }],
    [
      'hardly any training',
      {
        trainingExponent: 0.8635,
        revenueExponent: 0.6189,
        discountRate: 0,
        horizon: 1.014,
        depreciation: 0.03522,
        trainingEfficiency: 0.4063,
        revenueEfficiency: 87.16,
        compute: { kind: 'linear', initial: 0.003905, slope: -0.001312 },
      },
    ],
  ] as const)('holds for both methods, which agree: %s', (_, parameters) => {
    const swept = solve(backend, parameters);
    const shot = solve(backend, parameters, { method: 'shooting' });
    expect(swept.certificate.holds && shot.certificate.holds).toBe(true);
    expect(Math.abs(swept.netPresentValue / shot.netPresentValue - 1)).toBeLessThan(1e-7);
  });

  it('reports training nothing where shooting finds no extremal through M0', () => {
    const long = { depreciation: 3, revenueExponent: 5.8, trainingExponent: 0.88 };
    const result = solve(backend, long, { method: 'shooting' });
    expect(result.status).toBe('iteration-limit');
    expect(result.certificate.holds).toBe(false);
    expect(Math.max(...result.allocation)).toBe(0);
    expect(result.capability[0]).toBe(1);
    expect(result.history.some(Number.isNaN)).toBe(false);
  });

  it('breaks where the sweep is stopped early or held to a loose tolerance', () => {
    expect(solve(backend, {}, { tolerance: 0.05 }).certificate.holds).toBe(false);
    expect(solve(backend, {}, { maxIterations: 5 }).certificate.holds).toBe(false);
  });

  it('breaks for the control the seed publishes', () => {
    const published = solve(backend, {}, { asPublished: true });
    expect(published.certificate.holds).toBe(false);
    expect(published.certificate.residual).toBeGreaterThan(0.01);
  });

  it('breaks on a grid too coarse for its tolerance, and holds on a fine one', () => {
    const strict = { certificateTolerance: 1e-8 };
    expect(solve(backend, {}, { steps: 10, ...strict }).certificate.holds).toBe(false);
    expect(solve(backend, {}, { steps: 1000, ...strict }).certificate.holds).toBe(true);
  });
});
