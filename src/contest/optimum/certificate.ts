/**
 * How far a profile is from the conditions of Karush, Kuhn and Tucker for the greatest welfare, and what a search
 * of another kind (`attack.ts`) finds beside it.
 *
 * With inputs u = x/unit (shared: u = e^{−z}) and the slope g = ∂W/∂u over the scale of payoffs, the residual is
 * the greatest |clip(u + g) − u| max(1, u): 0 exactly where no slope points into what is allowed. For performance on
 * its way to 0 it is |u g|, the slope by its logarithm; for inputs next to 0 with a slope that points away from it,
 * what a step of one of some sizes gains. At the threshold of a certificate the slope is the one along
 * it, where safety would cross it without.
 */

import type { Certificate } from '../../engine/result';
import type { Seed } from '../../sampling/seed-sequence';
import { attack } from './attack';
import { isEndless } from './search';
import { heldTies, reduce } from './thresholds';
import type { Welfare } from './welfare';

export interface OptimumCertificate extends Certificate {
  readonly kind: 'kkt';
  /** The projected gradient: units of inputs, relative to what is at stake in the game. */
  readonly residual: number;
  /** The most that the search found to gain, relative to what is at stake. */
  readonly lower: number;
  /** Starts of that search. */
  readonly starts: number;
}

export const tolerance = 1e-8;
/** Below it the slopes of powers of an input say nothing of what a step gains, in units. */
const tiny = 1e-9;
/** Such steps. */
const probes = [1e-18, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3];

export interface Certified {
  /** W of the profile. */
  readonly value: number;
  readonly certificate: OptimumCertificate;
  /** The best profile the search came to. */
  readonly better: Float64Array;
}

export function certify(welfare: Welfare, profile: Float64Array, seed: Seed): Certified {
  const { backend, game, weights, units, scale } = welfare;
  const value = welfare.value(profile);
  const residual = residualOf(welfare, profile);
  // where there is no greatest welfare, nothing is to be searched for
  const found = isEndless(welfare, value)
    ? { gain: value, profile, starts: 0 }
    : attack({ backend, game, weights, units, seed }, profile);
  const lower = found.gain / scale;
  const holds = residual <= tolerance && lower <= tolerance;
  return {
    value,
    certificate: { kind: 'kkt', residual, lower, starts: found.starts, tolerance, holds },
    better: found.profile,
  };
}

export function residualOf(welfare: Welfare, profile: Float64Array): number {
  const { game, units, scale, backend } = welfare;
  const gradient = new Float64Array(welfare.length);
  const value = welfare.gradient(profile, gradient);
  reduce(welfare, profile, gradient, heldTies(welfare, profile, gradient));
  const least = backend.math.exp(-game.maximumSharing);
  let most = 0;
  for (let at = 0; at < welfare.length; at++) {
    const isShared = at % game.inputs >= 4;
    const slope = gradient[at] / scale;
    if (isShared) {
      const y = backend.math.exp(-profile[at]);
      const next = Math.min(1, Math.max(least, y - slope / y));
      most = Math.max(most, Math.abs(next - y));
      continue;
    }
    const u = profile[at] / units[at];
    if (welfare.isVanishing(profile, at)) {
      most = Math.max(most, Math.abs(u * units[at] * slope));
      continue;
    }
    const isEndless = u === 0 && (Number.isNaN(slope) || slope === Number.POSITIVE_INFINITY);
    if (isEndless || (u > 0 && u < tiny && slope > 0)) {
      most = Math.max(most, gainFromZero(welfare, profile, at, value));
      continue;
    }
    const g = units[at] * slope;
    most = Math.max(most, (g < -u ? u : Math.abs(g)) * Math.max(1, u));
  }
  return most;
}

/** What a little of an input that is next to nothing gains, where no slope tells. */
function gainFromZero(welfare: Welfare, profile: Float64Array, at: number, value: number): number {
  const there = profile.slice();
  let most = 0;
  for (const probe of probes) {
    there[at] = probe * welfare.units[at];
    most = Math.max(most, (welfare.value(there) - value) / welfare.scale);
  }
  return most;
}
