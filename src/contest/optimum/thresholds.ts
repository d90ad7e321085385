/**
 * Safety that just reaches the odds τ which certify a player.
 *
 * Costs jump there, so welfare is often greatest right at the jump, where x_s follows from the other inputs:
 *
 *     x_s = (τ p^θ/A)^{1/α},   p = B x_p^β
 *     ∂ln x_s/∂ln x_p = βθ/α      ∂ln x_s/∂A = −1/(αA)      ∂ln x_s/∂B = θ/(αB)                          (1)
 *
 * A and B are the given ones and all that was invested before. Only for thresholds that are numbers, in games in
 * which nothing is shared; elsewhere A and B, or τ, hang on the rivals too.
 */

import { contestFields } from '../../engine/kernels/contest';
import type { Welfare } from './welfare';

/** By how much odds stay above the threshold, so that rounding does not lose the certificate. */
const margin = 1e-12;
/** Odds nearer to it than this stand at the threshold. */
const near = 1e-9;

/** A player and a period at whose threshold x_s stands. */
export interface Tie {
  readonly period: number;
  readonly player: number;
}

export const hasThresholds = ({ game }: Welfare) =>
  game.model.certification === 'absolute' && game.inputs < 6;

function fields({ game }: Welfare, period: number, player: number) {
  const { players, periods, model } = game;
  const value = (name: keyof typeof contestFields) =>
    model.numbers[contestFields[name] * players * periods + player * periods + period];
  return {
    alpha: value('safetyElasticity'),
    beta: value('performanceElasticity'),
    theta: value('theta'),
    threshold: value('threshold'),
    A: value('safetyProductivity'),
    B: value('performanceProductivity'),
  };
}

/** What the player has invested before the period. */
function invested(welfare: Welfare, profile: Float64Array, { period, player }: Tie, kind: number) {
  let sum = 0;
  for (let t = 0; welfare.game.inputs > 2 && t < period; t++) {
    sum += profile[welfare.at(t, player, kind)];
  }
  return sum;
}

/** x_s at the threshold; 0 where it needs none. */
export function safetyAt(welfare: Welfare, profile: Float64Array, tie: Tie): number {
  const { math } = welfare.backend;
  const { alpha, beta, theta, threshold, A, B } = fields(welfare, tie.period, tie.player);
  const effort = profile[welfare.at(tie.period, tie.player, 1)];
  if (threshold === 0 || (effort === 0 && theta > 0)) return 0;
  const p = (B + invested(welfare, profile, tie, 3)) * math.pow(effort, beta);
  const burden = theta === 0 ? 1 : math.pow(p, theta);
  const odds = threshold * (1 + margin);
  return math.pow((odds * burden) / (A + invested(welfare, profile, tie, 2)), 1 / alpha);
}

/** Players and periods at whose threshold a profile stands. */
export function tiesOf(welfare: Welfare, profile: Float64Array): Tie[] {
  if (!hasThresholds(welfare)) return [];
  const ties: Tie[] = [];
  for (let period = 0; period < welfare.game.periods; period++) {
    for (let player = 0; player < welfare.game.players; player++) {
      const x = profile[welfare.at(period, player, 0)];
      const exact = safetyAt(welfare, profile, { period, player });
      if (x > 0 && Math.abs(x - exact) <= near * x) ties.push({ period, player });
    }
  }
  return ties;
}

/** Puts x_s of the ties to their thresholds. */
export function tighten(welfare: Welfare, profile: Float64Array, ties: readonly Tie[]): void {
  for (const tie of ties) {
    profile[welfare.at(tie.period, tie.player, 0)] = safetyAt(welfare, profile, tie);
  }
}

/** The gradient of the other inputs where x_s follows them, equation (1); that of x_s becomes 0. */
export function reduce(
  welfare: Welfare,
  profile: Float64Array,
  gradient: Float64Array,
  ties: readonly Tie[],
): void {
  for (const tie of ties) {
    const { period, player } = tie;
    const at = welfare.at(period, player, 0);
    const { alpha, beta, theta, A, B } = fields(welfare, period, player);
    const byLog = (gradient[at] * profile[at]) / alpha;
    gradient[at] = 0;
    const effort = profile[at + 1];
    if (effort > 0) gradient[at + 1] += (byLog * beta * theta) / effort;
    const nowA = A + invested(welfare, profile, tie, 2);
    const nowB = B + invested(welfare, profile, tie, 3);
    for (let t = 0; welfare.game.inputs > 2 && t < period; t++) {
      gradient[welfare.at(t, player, 2)] -= byLog / nowA;
      gradient[welfare.at(t, player, 3)] += (byLog * theta) / nowB;
    }
  }
}
