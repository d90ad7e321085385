/** 2 000 random parameter sets (20 000 in the long run) over the paper's box, by both methods; one file a backend, to run side by side. */

import { describe, expect, it } from 'vitest';
import { solve } from '../../src/allocation/solve';
import type { Backend } from '../../src/engine/backend';
import { isLong } from '../backends';
import { seeded } from '../random';

export function boxSuite(backend: Backend): void {
  describe(`random sets on ${backend.name}`, () => {
    const random = seeded(2025);
    const between = (low: number, high: number) => low + (high - low) * random();
    const sets = Array.from({ length: isLong ? 20_000 : 2000 }, () => ({
      trainingExponent: between(0.1, 0.9),
      revenueExponent: between(0.1, 3),
      discountRate: between(0.01, 0.2),
      compute: { kind: 'exponential' as const, growth: between(0.05, 0.5) },
    }));

    it('converge by both methods, agree, and are certified', { timeout: 3_600_000 }, () => {
      for (const parameters of sets) {
        const sweep = solve(backend, parameters, { method: 'fbsm', steps: 100 });
        const shot = solve(backend, parameters, { method: 'shooting', steps: 100 });
        const what = JSON.stringify(parameters);
        expect(sweep.status, what).toBe('converged');
        expect(shot.status, what).toBe('converged');
        expect(sweep.certificate.holds, what).toBe(true);
        expect(shot.certificate.holds, what).toBe(true);
        // shooting is exact to 1e-10; the sweep's own estimate must cover its distance to it
        const apart = Math.abs(sweep.netPresentValue / shot.netPresentValue - 1);
        expect(apart, what).toBeLessThan(2 * sweep.certificate.discretizationError + 1e-9);
        expect(Math.abs(sweep.finalCapability / shot.finalCapability - 1), what).toBeLessThan(1e-5);
        expect(Math.abs(sweep.meanAllocation - shot.meanAllocation), what).toBeLessThan(1e-5);
      }
    });
  });
}
