/** Strong decay: the weights of the sweep's quadratures, tested through what they make of closed forms. */

import { describe, expect, it } from 'vitest';
import { meshOf } from '../../src/allocation/mesh';
import { Model } from '../../src/allocation/model';
import { completeParameters } from '../../src/allocation/parameters';
import { solve } from '../../src/allocation/solve';
import { buffersOf } from '../../src/allocation/sweep';
import { backends } from '../backends';

describe.each(backends)('decay within a step on $name', ({ backend }) => {
  it.each([0, 1e-9, 1e-3, 0.5, 1.9, 2, 2.1, 10, 300, 1e4])(
    'M and μ of a constant control are exact for δh = %d',
    (decay) => {
      // one kernel iteration at α = ½: f is constant, so M = f/δ + (M0 − f/δ) e^{−δt} exactly
      const [cells, horizon, C] = [10, 10, 100];
      const parameters = completeParameters({
        horizon,
        depreciation: decay,
        discountRate: 0,
        compute: { kind: 'constant', level: C },
      });
      const buffers = buffersOf(
        new Model(parameters, backend.math),
        meshOf(horizon, cells, [], 0),
        1,
        () => 0.5,
      );
      backend.allocation.forwardBackwardSweep(parameters, buffers, {
        tolerance: 1e-9,
        maxIterations: 1,
        relaxation: 1,
        accelerate: false,
      });
      const f = Math.sqrt(C / 2);
      for (let k = 0; k <= 2 * cells; k++) {
        const t = k <= cells ? k : k - cells - 0.5;
        const grown = decay === 0 ? t : -Math.expm1(-decay * t) / decay;
        const expected = Math.exp(-decay * t) + f * grown;
        expect(Math.abs(buffers.capability[k] / expected - 1)).toBeLessThan(1e-13);
      }
    },
  );

  it.each([1, 10, 100])(
    'a depreciation of %d is solved, and beaten by no constant control',
    (depreciation) => {
      const result = solve(backend, { depreciation }, { steps: 400 });
      expect(result.status).toBe('converged');
      expect(result.certificate.residual).toBeLessThan(1e-3);
      expect(result.netPresentValue).toBeGreaterThan(0);
      expect(result.netPresentValue).toBeLessThan(Number.POSITIVE_INFINITY);
    },
  );

  it('agrees with shooting under strong decay over a short horizon', () => {
    const parameters = { depreciation: 3, discountRate: 1, horizon: 1.5, salvageValue: 50 };
    const sweep = solve(backend, parameters, { steps: 400 });
    const shot = solve(backend, parameters, { method: 'shooting', tolerance: 1e-9 });
    expect(shot.status).toBe('converged');
    expect(Math.abs(sweep.netPresentValue / shot.netPresentValue - 1)).toBeLessThan(1e-8);
    expect(sweep.certificate.holds && shot.certificate.holds).toBe(true);
  });
});
