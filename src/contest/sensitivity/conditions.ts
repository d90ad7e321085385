/** The conditions of first order at a profile, which inputs are free, and derivatives of both by the inputs. */

import type { Backend } from '../../engine/backend';
import type { ContestGame } from '../parameters';
import { evaluate } from '../payoffs';
import { disasterProbability } from '../states';
import { nested, profileLength } from '../strategies';
import { central } from './differences';

/** Relative changes of inputs for differences; where sharing is that near to its bound, down to the least. */
const change = 0.004;
const leastChange = 1e-6;
/** Numbers of one batch. */
const mostNumbers = 2 ** 21;

export interface Slopes {
  /** F of the free inputs. */
  readonly conditions: Float64Array;
  readonly payoffs: Float64Array;
  readonly gradient: Float64Array;
}

/** Inputs that no bound holds. */
export function freeInputs(game: ContestGame, profile: Float64Array): Int32Array {
  const free: number[] = [];
  for (let at = 0; at < profile.length; at++) {
    if (profile[at] > 0 && changeOf(game, profile, at) >= leastChange) free.push(at);
  }
  return Int32Array.from(free);
}

function changeOf({ inputs, maximumSharing }: ContestGame, profile: Float64Array, at: number) {
  return at % inputs < 4 ? change : Math.min(change, maximumSharing / profile[at] - 1);
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
  const stencils = Array.from(free, (at) => central(changeOf(game, profile, at)));
  const each = central(change).steps.length;
  const n = free.length;
  const length = profileLength(game);
  const conditions = new Float64Array(n * n);
  const disaster = new Float64Array(n);
  const most = Math.max(1, Math.floor(mostNumbers / (each * length)));
  for (let from = 0; from < n; from += most) {
    const size = Math.min(most, n - from);
    const count = size * each;
    const profiles = new Float64Array(count * length);
    for (let m = 0; m < count; m++) {
      profiles.set(profile, m * length);
      const l = from + Math.floor(m / each);
      profiles[m * length + free[l]] *= 1 + stencils[l].steps[m % each];
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
      const l = from + Math.floor(m / each);
      const weight = stencils[l].weights[m % each];
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
