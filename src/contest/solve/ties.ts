/**
 * Effort in safety that just reaches a threshold of odds. Where prices or a penalty hang on o_i ≥ o̲, payoffs jump
 * there, and best responses often stand at it, where no slope is 0. Then x_s is a function of the other inputs:
 *
 *     x_s = (o̲ p^θ/A)^{1/α},   d ln x_s = (θ (d ln B + β d ln x_p) − d ln A)/α                        (18)
 *
 * and payoffs are smooth in these along it. With relative certification o̲ is the mean of the rivals' odds and the
 * margin, which the own inputs do not change as long as nothing is shared.
 */

import type { Backend } from '../../engine/backend';
import { type ContestModel, contestFields, stateNames } from '../../engine/kernels/contest';
import type { ContestGame } from '../parameters';

/** Which [player][period] stand at their threshold. */
export type Mask = Uint8Array;

/** Odds are reached, not missed by rounding. */
const beyond = 1 + 1e-12;
/** Odds this near a threshold, relative to it, stand at it. */
const near = 1e-9;

export class Ties {
  constructor(
    private readonly backend: Backend,
    private readonly game: ContestGame,
  ) {}

  /** Whether a player's payoff jumps at thresholds that his own inputs decide alone. */
  has(player: number): boolean {
    return this.game.inputs < 6 && this.model(player).certification !== 'none';
  }

  none(): Mask {
    return new Uint8Array(this.game.players * this.game.periods);
  }

  private model(player: number): ContestModel {
    return this.game.believed?.[player] ?? this.game.model;
  }

  /** Those that stand at their threshold, or just above. */
  found(profile: Float64Array): Mask {
    const { players, periods } = this.game;
    const mask = this.none();
    for (let i = 0; i < players; i++) {
      if (!this.has(i)) continue;
      const odds = this.odds(i, profile);
      for (let t = 0; t < periods; t++) {
        const level = this.threshold(i, t, odds);
        const own = odds[t * players + i];
        if (level > 0 && Math.abs(own - level) <= near * level) mask[i * periods + t] = 1;
      }
    }
    return mask;
  }

  /** Sets the x_s of a player that stand at thresholds. */
  apply(player: number, mask: Mask, profile: Float64Array): void {
    const { periods } = this.game;
    if (!this.isAny(player, mask)) return;
    const odds = this.odds(player, profile);
    for (let t = 0; t < periods; t++) {
      if (mask[player * periods + t] === 0) continue;
      const { A, B, alpha, beta, theta, at } = this.numbers(player, t, profile);
      const { log, exp } = this.backend.math;
      const logP = log(B) + beta * log(profile[at + 1]);
      const burden = theta === 0 ? 0 : theta * logP;
      const level = beyond * this.threshold(player, t, odds);
      profile[at] = level > 0 ? exp((log(level) + burden - log(A)) / alpha) : 0;
    }
  }

  /** Derivatives along (18): in place, of the player's inputs alone; 0 for what stands at a threshold. */
  chain(player: number, mask: Mask, profile: Float64Array, gradient: Float64Array): void {
    const { players, periods, inputs } = this.game;
    for (let t = 0; t < periods; t++) {
      if (mask[player * periods + t] === 0) continue;
      const { A, B, alpha, beta, theta, at } = this.numbers(player, t, profile);
      const bySafety = (gradient[at] * profile[at]) / alpha;
      gradient[at] = 0;
      if (bySafety === 0 || Number.isNaN(bySafety)) continue;
      if (profile[at + 1] > 0) gradient[at + 1] += (bySafety * theta * beta) / profile[at + 1];
      for (let before = 0; inputs > 2 && before < t; before++) {
        const invested = (before * players + player) * inputs + 2;
        gradient[invested] -= bySafety / A;
        gradient[invested + 1] += (bySafety * theta) / B;
      }
    }
  }

  isAny(player: number, mask: Mask): boolean {
    const { periods } = this.game;
    return mask.subarray(player * periods, (player + 1) * periods).includes(1);
  }

  private odds(player: number, profile: Float64Array): Float64Array {
    const { players, periods } = this.game;
    const size = players * periods;
    const states = new Float64Array(stateNames.length * size);
    this.backend.contest.states(this.model(player), profile, states);
    const first = stateNames.indexOf('odds') * size;
    return states.subarray(first, first + size);
  }

  private threshold(player: number, t: number, odds: Float64Array): number {
    const { players, periods } = this.game;
    const model = this.model(player);
    const field = contestFields.threshold * players * periods;
    const level = model.numbers[field + player * periods + t];
    if (model.certification === 'absolute') return level;
    let sum = 0;
    for (let j = 0; j < players; j++) if (j !== player) sum += odds[t * players + j];
    return level + sum / (players - 1);
  }

  private numbers(player: number, t: number, profile: Float64Array) {
    const { players, periods, inputs } = this.game;
    const { numbers } = this.model(player);
    const field = (name: keyof typeof contestFields) =>
      numbers[contestFields[name] * players * periods + player * periods + t];
    let A = field('safetyProductivity');
    let B = field('performanceProductivity');
    for (let before = 0; inputs > 2 && before < t; before++) {
      A += profile[(before * players + player) * inputs + 2];
      B += profile[(before * players + player) * inputs + 3];
    }
    return {
      A,
      B,
      alpha: field('safetyElasticity'),
      beta: field('performanceElasticity'),
      theta: field('theta'),
      at: (t * players + player) * inputs,
    };
  }
}
