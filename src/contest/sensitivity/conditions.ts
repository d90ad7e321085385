/** The conditions of first order at a profile, which inputs are free, and derivatives of both by the inputs. */

import type { Backend } from '../../engine/backend';
import type { ContestGame } from '../parameters';
import { evaluate } from '../payoffs';
import { disasterProbability } from '../states';
import { nested, profileLength } from '../strategies';
import { central } from './differences';

/** Nearer than this part of it to a bound, an input is held there. */
const atBound = 0.01;
/** Relative changes of inputs for differences. */
const change = 0.004;
/** Numbers of one batch. */
const mostNumbers = 2 ** 21;

export interface Slopes {
  /** F of the free inputs. */
  readonly conditions: Float64Array;
  readonly payoffs: Float64Array;
  readonly gradient: Float64Array;
}

/** Inputs that no bound holds. */
export function freeInputs(
  { inputs, maximumSharing }: ContestGame,
  profile: Float64Array,
): Int32Array {
  const free: number[] = [];
  for (let at = 0; at < profile.length; at++) {
    const x = profile[at];
    if (x > 0 && (at % inputs < 4 || x * (1 + atBound) < maximumSharing)) free.push(at);
  }
  return Int32Array.from(free);
}

/** F_k = x_k ∂U_i/∂x_k. */
export function slopesAt(
  backend: Backend,
  game: ContestGame,
  profile: Float64Array,
  free: Int32Array,
): Slopes {
  const gradient = new Float64Array(profile.length);
  const payoffs = new Float64Array(game.players);
  evaluate(backend, game, 'gradient', 1, profile, payoffs, gradient);
  const conditions = Float64Array.from(free, (at) => profile[at] * gradient[at]);
  return { conditions, payoffs, gradient };
}

/** ∂U_i/∂ln x_k of every player by the free inputs, [player][k]. */
export function effectsAt(
  backend: Backend,
  game: ContestGame,
  profile: Float64Array,
  free: Int32Array,
): Float64Array[] {
  const { players } = game;
  const length = profile.length;
  const jacobian = new Float64Array(players * length);
  evaluate(backend, game, 'jacobian', 1, profile, new Float64Array(players), jacobian);
  return Array.from({ length: players }, (_, i) =>
    Float64Array.from(free, (at) => profile[at] * jacobian[i * length + at]),
  );
}

export interface ByInputs {
  /** ∂F_k/∂ln x_l, by rows k. */
  readonly conditions: Float64Array;
  /** Of the probability of a disaster, ∂D/∂ln x_l. */
  readonly disaster: Float64Array;
}

/** Derivatives by the free inputs, by differences. */
export function byInputs(
  backend: Backend,
  game: ContestGame,
  profile: Float64Array,
  free: Int32Array,
): ByInputs {
  const { steps, weights } = central(change);
  const n = free.length;
  const length = profileLength(game);
  const conditions = new Float64Array(n * n);
  const disaster = new Float64Array(n);
  const most = Math.max(1, Math.floor(mostNumbers / (steps.length * length)));
  for (let from = 0; from < n; from += most) {
    const size = Math.min(most, n - from);
    const count = size * steps.length;
    const profiles = new Float64Array(count * length);
    for (let m = 0; m < count; m++) {
      profiles.set(profile, m * length);
      const l = from + Math.floor(m / steps.length);
      profiles[m * length + free[l]] *= 1 + steps[m % steps.length];
    }
    const gradient = new Float64Array(count * length);
    evaluate(
      backend,
      game,
      'gradient',
      count,
      profiles,
      new Float64Array(count * game.players),
      gradient,
    );
    for (let m = 0; m < count; m++) {
      const l = from + Math.floor(m / steps.length);
      const weight = weights[m % steps.length];
      const start = m * length;
      for (let k = 0; k < n; k++) {
        const at = start + free[k];
        conditions[k * n + l] += weight * profiles[at] * gradient[at];
      }
      disaster[l] += weight * disasterAt(backend, game, profiles.subarray(start, start + length));
    }
  }
  return { conditions, disaster };
}

export function disasterAt(backend: Backend, game: ContestGame, profile: Float64Array): number {
  return disasterProbability(backend, game, nested(game, profile)).disasterProbability;
}
