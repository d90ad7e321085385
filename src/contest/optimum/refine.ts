/**
 * Newton's method on the conditions of first order of welfare, at the end of a climb, where values no longer tell:
 *
 *     F_k = x_k ∂W/∂x_k = 0 for every input that no bound holds,   ln x ← ln x − (∂F/∂ln x)⁻¹ F
 */

import { solveLinear } from '../../numerics/solve-linear';
import { heldTies } from './thresholds';
import { enormous, type Welfare } from './welfare';

const mostFree = 200;
const mostSteps = 8;
const difference = 1e-5;
/** A step that is longer, relative to the inputs, leads away. */
const longest = 0.1;
/** What welfare may fall by, by rounding. */
const rounding = 1e-13;

/** Moves `profile` where that brings all slopes nearer to 0; W. */
export function refine(welfare: Welfare, profile: Float64Array, value: number): number {
  const free = freeInputs(welfare, profile);
  const n = free.length;
  if (n === 0 || n > mostFree) return value;
  const gradient = new Float64Array(welfare.length);
  welfare.gradient(profile, gradient);
  if (heldTies(welfare, profile, gradient).length > 0) return value;
  const slopes = (at: Float64Array) => {
    welfare.gradient(at, gradient);
    return Float64Array.from(free, (k) => at[k] * gradient[k]);
  };
  let best = value;
  let here = slopes(profile);
  for (let step = 0; step < mostSteps; step++) {
    const matrix = new Float64Array(n * n);
    for (let l = 0; l < n; l++) {
      const x = profile[free[l]];
      profile[free[l]] = x * (1 + difference);
      const up = slopes(profile);
      profile[free[l]] = x * (1 - difference);
      const down = slopes(profile);
      profile[free[l]] = x;
      for (let k = 0; k < n; k++) matrix[k * n + l] = (up[k] - down[k]) / (2 * difference);
    }
    const move = here.map((f) => -f);
    if (!matrix.every(Number.isFinite)) return best;
    solveLinear(matrix, move);
    if (!(greatest(move) <= longest)) return best;
    const next = profile.slice();
    free.forEach((at, k) => {
      next[at] = Math.min(mostOf(welfare, at), next[at] * (1 + move[k]));
    });
    const there = slopes(next);
    const gained = welfare.value(next);
    const isBetter = greatest(there) < greatest(here);
    if (!isBetter || !(gained >= value - rounding * welfare.scale)) return best;
    profile.set(next);
    best = gained;
    here = there;
  }
  return best;
}

function freeInputs(welfare: Welfare, profile: Float64Array): number[] {
  const free: number[] = [];
  for (let at = 0; at < profile.length; at++) {
    const x = profile[at];
    const isWithin = x > 1e-12 * welfare.units[at] && x < enormous * welfare.units[at];
    if (isWithin && x < mostOf(welfare, at)) free.push(at);
  }
  return free;
}

const mostOf = ({ game }: Welfare, at: number) =>
  at % game.inputs < 4 ? Number.MAX_VALUE : game.maximumSharing;

function greatest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
