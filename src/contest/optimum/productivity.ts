/**
 * Productivities over time, equation (2) of `src/contest/model.ts`, and what they pass back: from derivatives λ by A_t
 * those by what was invested and shared before,
 *
 *     λ_i,t += λ_i,t+1 (1 − Σ_j s_j [A_j > A_i]) + Σ_j λ_j,t+1 s_i [A_i > A_j],   s_j = 1 − e^{−z_j}
 *     ∂/∂i_i,t = λ_i,t+1      ∂/∂z_i,t = e^{−z_i} Σ_j λ_j,t+1 max(0, A_i − A_j)
 */

import { contestFields } from '../../engine/kernels/contest';
import type { Welfare } from './welfare';

/** Safety (investment is input 2) or performance (input 3). */
export type Productivity = 'safetyProductivity' | 'performanceProductivity';
const investmentIn = { safetyProductivity: 2, performanceProductivity: 3 } as const;

/** [period][player] */
export function productivities(
  welfare: Welfare,
  profile: Float64Array,
  name: Productivity,
): Float64Array {
  const { players, periods, inputs, model } = welfare.game;
  const start = contestFields[name] * players * periods;
  const given = (t: number, i: number) => model.numbers[start + i * periods + t];
  const A = new Float64Array(players * periods);
  for (let at = 0; at < A.length; at++) A[at] = given(Math.floor(at / players), at % players);
  const k = investmentIn[name];
  for (let t = 0; inputs > 2 && t + 1 < periods; t++) {
    const now = A.subarray(t * players, (t + 1) * players);
    for (let i = 0; i < players; i++) {
      let next = now[i] + (given(t + 1, i) - given(t, i)) + profile[welfare.at(t, i, k)];
      for (let j = 0; inputs > 4 && j < players; j++) {
        const lead = now[j] - now[i];
        if (lead > 0) next += shareOf(welfare, profile, t, j, k) * lead;
      }
      A[(t + 1) * players + i] = next;
    }
  }
  return A;
}

/** Adds to `gradient` what derivatives by A, [period][player] and overwritten, pass back. */
export function passBack(
  welfare: Welfare,
  profile: Float64Array,
  name: Productivity,
  byA: Float64Array,
  gradient: Float64Array,
): void {
  const { players, periods, inputs } = welfare.game;
  if (inputs === 2) return;
  const A = productivities(welfare, profile, name);
  const k = investmentIn[name];
  for (let t = periods - 2; t >= 0; t--) {
    const now = A.subarray(t * players, (t + 1) * players);
    const later = byA.subarray((t + 1) * players, (t + 2) * players);
    for (let i = 0; i < players; i++) {
      let value = later[i];
      let given = 0;
      const own = inputs > 4 ? shareOf(welfare, profile, t, i, k) : 0;
      for (let j = 0; inputs > 4 && j < players; j++) {
        const lead = now[i] - now[j];
        if (lead > 0) {
          given += later[j] * lead;
          value += later[j] * own;
        } else if (lead < 0) value -= later[i] * shareOf(welfare, profile, t, j, k);
      }
      byA[t * players + i] += value;
      gradient[welfare.at(t, i, k)] += later[i];
      if (inputs > 4) gradient[welfare.at(t, i, k + 2)] += given * (1 - own);
    }
  }
}

/** s_j = 1 − e^{−z_j}. */
function shareOf(welfare: Welfare, profile: Float64Array, t: number, j: number, k: number): number {
  return 1 - welfare.backend.math.exp(-profile[welfare.at(t, j, k + 2)]);
}
