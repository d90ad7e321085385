/**
 * Newton's method on the conditions of first order of all players at once:
 *
 *     F_k = x_k ∂U_i/∂x_k = 0 for every free input of every player i,   J = ∂F/∂ln x,   ln x ← ln x − J⁻¹ F   (17)
 *
 * Free are inputs that no bound holds. J is taken by central differences of F, in one batch of profiles.
 */

import type { Backend } from '../../engine/backend';
import { solveLinear } from '../../numerics/solve-linear';
import type { ContestGame } from '../parameters';
import { evaluate } from '../payoffs';

const mostFree = 480;
const mostSteps = 25;
const difference = 1e-5;
/** Inputs change by no more than this part at once. */
const longest = 0.7;

export interface Polished {
  readonly profile: Float64Array;
  /** max |F| over the free inputs, in units of payoff. */
  readonly residual: number;
}

/**
 * A profile near `start` where no free input has a slope; nothing where there is none to be found, or too
 * many inputs are free.
 *
 * @param scale of payoffs
 */
export function polish(
  backend: Backend,
  game: ContestGame,
  start: Float64Array,
  scale: number,
): Polished | undefined {
  const free = freeInputs(game, start);
  if (free.length > mostFree) return undefined;
  const at = start.slice();
  const n = free.length;
  let slopes = relativeSlopes(backend, game, at, free);
  let residual = greatest(slopes, scale);
  let best: Polished = { profile: at.slice(), residual };
  for (let steps = 0; steps < mostSteps && n > 0; steps++) {
    const jacobian = jacobianOf(backend, game, at, free);
    const step = slopes.map((f) => -f);
    if (!jacobian.every(Number.isFinite)) return undefined;
    solveLinear(jacobian, step);
    let length = 0;
    for (const s of step) length = Math.max(length, Math.abs(s));
    if (!Number.isFinite(length)) return undefined;
    const shorten = length > longest ? longest / length : 1;
    for (let k = 0; k < n; k++) at[free[k]] = bounded(game, free[k], at[free[k]], shorten * step[k]);
    slopes = relativeSlopes(backend, game, at, free);
    residual = greatest(slopes, scale);
    if (!Number.isFinite(residual)) return undefined;
    const isBetter = residual < best.residual;
    if (isBetter) best = { profile: at.slice(), residual };
    if (length < 1e-14 || (!isBetter && best.residual < 1e-12)) break;
  }
  return best.residual <= 1e-9 ? best : undefined;
}

/** Inputs that no bound holds and that matter. */
function freeInputs({ inputs, maximumSharing }: ContestGame, profile: Float64Array): number[] {
  const free: number[] = [];
  for (let at = 0; at < profile.length; at++) {
    const x = profile[at];
    if (x > 0 && (at % inputs < 4 || x < maximumSharing)) free.push(at);
  }
  return free;
}

function bounded({ inputs, maximumSharing }: ContestGame, at: number, x: number, step: number) {
  const next = x * (1 + step);
  return at % inputs < 4 ? next : Math.min(next, maximumSharing);
}

/** F of the free inputs. */
function relativeSlopes(
  backend: Backend,
  game: ContestGame,
  profile: Float64Array,
  free: readonly number[],
): Float64Array {
  const gradient = new Float64Array(profile.length);
  evaluate(backend, game, 'gradient', 1, profile, new Float64Array(game.players), gradient);
  return Float64Array.from(free, (k) => profile[k] * gradient[k]);
}

function jacobianOf(
  backend: Backend,
  game: ContestGame,
  profile: Float64Array,
  free: readonly number[],
): Float64Array {
  const n = free.length;
  const length = profile.length;
  const count = 2 * n;
  const profiles = new Float64Array(count * length);
  for (let m = 0; m < count; m++) {
    profiles.set(profile, m * length);
    profiles[m * length + free[m >> 1]] *= m % 2 === 0 ? 1 + difference : 1 - difference;
  }
  const gradient = new Float64Array(profiles.length);
  const payoffs = new Float64Array(count * game.players);
  evaluate(backend, game, 'gradient', count, profiles, payoffs, gradient);
  const jacobian = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const up = 2 * j * length;
    const down = up + length;
    for (let i = 0; i < n; i++) {
      const k = free[i];
      const rise = profiles[up + k] * gradient[up + k] - profiles[down + k] * gradient[down + k];
      jacobian[i * n + j] = rise / (2 * difference);
    }
  }
  return jacobian;
}

function greatest(slopes: Float64Array, scale: number): number {
  let most = 0;
  for (const f of slopes) {
    if (!Number.isFinite(f)) return Infinity;
    most = Math.max(most, Math.abs(f));
  }
  return most / scale;
}
