/** The certificate must break when the answer is wrong: answers are spoilt on purpose, each figure in turn. */

import { describe, expect, it } from 'vitest';
import { certify } from '../../src/allocation/certificate';
import { Model } from '../../src/allocation/model';
import { completeParameters } from '../../src/allocation/parameters';
import { findExtremal } from '../../src/allocation/shooting';
import { solve } from '../../src/allocation/solve';
import {
  presentValue,
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
    certify(model, answer, presentValue(model, right), 1e-4);

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
