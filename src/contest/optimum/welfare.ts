/** Welfare Σ w_i U_i of flat profiles, and its derivatives by everybody's inputs. */

import type { Backend } from '../../engine/backend';
import type { ContestGame } from '../parameters';
import { evaluate } from '../payoffs';
import { payoffScale } from '../scale';
import { Responder } from '../solve/respond';
import { profileLength } from '../strategies';

/** Performance from an input below this part of its unit is on its way to 0. */
export const vanishing = 1e-60;
/**
 * Operations that a search may take, and how many a derivative of a payoff by an input counts for, an input of a
 * profile whose value is computed, and a pair of inputs in the matrix of a climb.
 */
const mostOperations = 1.2e10;
const operations = { derivative: 40, value: 20, pair: 12 };

/** An input beyond so many units may be on its way to infinity. */
export const enormous = 1e6;

export class Welfare {
  readonly length: number;
  /** What counts as a unit of welfare. */
  readonly scale: number;
  /** What counts as a unit of each input of a profile; 1 of what is shared. */
  readonly units: Float64Array;
  /** Operations that are left. */
  private left = mostOperations;
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
    this.left -= operations.value * profiles.length;
    const payoffs = new Float64Array(count * players);
    evaluate(this.backend, this.game, 'payoffs', count, profiles, payoffs, payoffs);
    return Float64Array.from({ length: count }, (_, m) => this.sum(payoffs, m * players));
  }

  value(profile: Float64Array): number {
    return this.values(profile)[0];
  }

  /** Most iterations of a climb over so many inputs; the budget is the same whatever the machine. */
  affordable(inputs: number): number {
    const each = 1.5 * operations.derivative * this.jacobian.length + operations.pair * inputs ** 2;
    return Math.max(0, Math.floor(this.left / each));
  }

  get isSpent(): boolean {
    return this.left <= 0;
  }

  spend(iterations: number, inputs: number): void {
    this.left -= operations.pair * inputs ** 2 * iterations;
  }

  /** Sets the budget anew, to a share of it. */
  allow(share: number): void {
    this.left = share * mostOperations;
  }

  /** W, and ∂W/∂x to `gradient`; NaN at x = 0 where what one gains and another loses has an infinite slope. */
  gradient(profile: Float64Array, gradient: Float64Array): number {
    const { game, length, weights, payoffs, jacobian } = this;
    evaluate(this.backend, game, 'jacobian', 1, profile, payoffs, jacobian);
    this.left -= operations.derivative * jacobian.length;
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
