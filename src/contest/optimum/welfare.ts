/** Welfare Σ w_i U_i of flat profiles, and its derivatives by everybody's inputs. */

import type { Backend } from '../../engine/backend';
import type { ContestGame } from '../parameters';
import { evaluate } from '../payoffs';
import { payoffScale } from '../scale';
import { Responder } from '../solve/respond';
import { profileLength } from '../strategies';

/** Performance from an input below this part of its unit is on its way to 0. */
export const vanishing = 1e-60;
/** An input beyond so many units may be on its way to infinity. */
export const enormous = 1e6;

export class Welfare {
  readonly length: number;
  /** What counts as a unit of welfare. */
  readonly scale: number;
  /** What counts as a unit of each input of a profile; 1 of what is shared. */
  readonly units: Float64Array;
  private readonly payoffs: Float64Array;
  private readonly jacobian: Float64Array;

  /** @param game without beliefs */
  constructor(
    readonly backend: Backend,
    readonly game: ContestGame,
    readonly weights: Float64Array,
  ) {
    const { players, inputs } = game;
    this.length = profileLength(game);
    this.scale = payoffScale(game) * Math.max(...weights);
    const responder = new Responder(backend, game);
    this.units = Float64Array.from({ length: this.length }, (_, at) => {
      return responder.unit(Math.floor(at / inputs) % players)[at % inputs];
    });
    this.payoffs = new Float64Array(players);
    this.jacobian = new Float64Array(players * this.length);
  }

  /** W of profiles, one behind the other. */
  values(profiles: Float64Array): Float64Array {
    const { players } = this.game;
    const count = profiles.length / this.length;
    const payoffs = new Float64Array(count * players);
    evaluate(this.backend, this.game, 'payoffs', count, profiles, payoffs, payoffs);
    return Float64Array.from({ length: count }, (_, m) => this.sum(payoffs, m * players));
  }

  value(profile: Float64Array): number {
    return this.values(profile)[0];
  }

  /** W, and ∂W/∂x to `gradient`; NaN at x = 0 where what one gains and another loses has an infinite slope. */
  gradient(profile: Float64Array, gradient: Float64Array): number {
    const { game, length, weights, payoffs, jacobian } = this;
    evaluate(this.backend, game, 'jacobian', 1, profile, payoffs, jacobian);
    gradient.fill(0);
    for (let i = 0; i < game.players; i++) {
      if (weights[i] === 0) continue;
      for (let at = 0; at < length; at++) gradient[at] += weights[i] * jacobian[i * length + at];
    }
    return this.sum(payoffs, 0);
  }

  /** Where input `kind` of a player stands in a profile. */
  at(period: number, player: number, kind: number): number {
    return (period * this.game.players + player) * this.game.inputs + kind;
  }

  isVanishing(profile: Float64Array, at: number): boolean {
    const isEffort = at % this.game.inputs < 2;
    return isEffort && profile[at] > 0 && profile[at] < vanishing * this.units[at];
  }

  private sum(payoffs: Float64Array, start: number): number {
    let sum = 0;
    for (let i = 0; i < this.weights.length; i++) {
      if (this.weights[i] > 0) sum += this.weights[i] * payoffs[start + i];
    }
    return sum;
  }
}
