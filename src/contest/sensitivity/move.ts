/** How an equilibrium moves with one number; equations (1) and (2) of `index.ts`. */

import type { Backend } from '../../engine/backend';
import { type ContestGame, type ContestParameters, completeGame } from '../parameters';
import { nested } from '../strategies';
import { disasterAt, slopesAt } from './conditions';
import type { Equilibrium, Motion } from './equilibrium';
import { commonValue, type GameParameter, type Movement, moved, movementOf } from './parameters';
import type { Sensitivity } from './result';

/** The step along (1) that is tried, in relative changes. */
const trial = 1e-4;
/** What is left to correct after it, as a part of it, where nothing bends. */
const bend = 0.02;
/** Relative changes that count as some. */
const least = 1e-6;

interface Direct {
  /** ∂F/∂m, ∂U_i/∂m, ∂D/∂m at the same strategies. */
  readonly conditions: Float64Array;
  readonly payoffs: Float64Array;
  readonly disaster: number;
}

export class Mover {
  constructor(
    private readonly backend: Backend,
    private readonly parameters: ContestParameters,
    private readonly game: ContestGame,
    private readonly equilibrium: Equilibrium,
  ) {}

  /** Nothing where the number cannot move without leaving its domain. */
  answer(parameter: GameParameter, player: number | null): Sensitivity | undefined {
    const movement = movementOf(parameter, player, this.game);
    if (movement === undefined) return undefined;
    const direct = this.direct(parameter, player, movement);
    const about = {
      parameter: parameter.name,
      player,
      value: commonValue(parameter, player),
      side: movement.side,
      direct: Array.from(direct.payoffs),
    };
    const { motion } = this.equilibrium;
    if (motion === undefined) {
      return { ...about, kink: null, inputs: null, payoffs: null, disasterProbability: null };
    }
    const change = product(motion.response, direct.conditions);
    return {
      ...about,
      kink: this.isKink(motion, change, parameter, player, movement),
      inputs: this.inputsOf(change),
      payoffs: motion.effects.map((row, i) => direct.payoffs[i] + dot(row, change)),
      disasterProbability: direct.disaster + dot(motion.disaster, change),
    };
  }

  private direct(parameter: GameParameter, player: number | null, { stencil }: Movement): Direct {
    const { profile, free } = this.equilibrium;
    const conditions = new Float64Array(free.length);
    const payoffs = new Float64Array(this.game.players);
    let disaster = 0;
    stencil.steps.forEach((step, l) => {
      const weight = stencil.weights[l];
      const game = this.at(parameter, player, step);
      const slopes = slopesAt(this.backend, game, profile, free);
      for (let k = 0; k < free.length; k++) conditions[k] += weight * slopes.conditions[k];
      for (let i = 0; i < payoffs.length; i++) payoffs[i] += weight * slopes.payoffs[i];
      disaster += weight * disasterAt(this.backend, game, profile);
    });
    return { conditions, payoffs, disaster };
  }

  private at(parameter: GameParameter, player: number | null, change: number): ContestGame {
    return completeGame(moved(this.parameters, parameter, player, change));
  }

  /** dx = x d ln x. */
  private inputsOf(change: Float64Array): number[][][] {
    const { profile, free } = this.equilibrium;
    const inputs = new Float64Array(profile.length);
    free.forEach((at, k) => {
      inputs[at] = profile[at] * change[k];
    });
    return nested(this.game, inputs);
  }

  /** Whether a small step along the derivative leaves the equilibrium, to a side the number can move to. */
  private isKink(
    { response }: Motion,
    change: Float64Array,
    parameter: GameParameter,
    player: number | null,
    { side, size }: Movement,
  ): boolean {
    const { profile, free, loose, idle, scale, unitAt } = this.equilibrium;
    const fastest = greatest(change) * size;
    const length = (trial * size) / Math.max(1, fastest);
    const allowed = bend * Math.max(length * greatest(change), least);
    const sides = side === 'both' ? [1, -1] : side === 'above' ? [1] : [-1];
    return sides.some((sign) => {
      const there = profile.slice();
      free.forEach((at, k) => {
        there[at] *= 1 + sign * length * change[k];
      });
      const game = this.at(parameter, player, sign * length);
      const { conditions, gradient } = slopesAt(this.backend, game, there, free);
      if (greatest(product(response, conditions)) > allowed) return true;
      // a slope that is endless here was so at the equilibrium too
      const gain = (at: number) =>
        Number.isFinite(gradient[at]) ? (gradient[at] * unitAt(at)) / scale : 0;
      if (idle.some((at) => Math.abs(gain(at)) > least)) return true;
      return loose.some((at) => (there[at] === 0 ? gain(at) : -gain(at)) > least);
    });
  }
}

function product(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  return vector.map((_, k) => {
    let sum = 0;
    for (let l = 0; l < n; l++) sum += matrix[k * n + l] * vector[l];
    return sum;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function greatest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
