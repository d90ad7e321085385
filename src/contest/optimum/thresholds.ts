/**
 * Safety that just reaches, or just misses, the odds τ which certify a player.
 *
 * Costs jump there, so welfare is often greatest right at the jump, where x_s follows from the other inputs:
 *
 *     x_s = (τ' p^θ/A)^{1/α},   p = B x_p^β,   τ' = τ (1 ± 10⁻¹²)
 *     ∂ln x_s/∂ln x_p = βθ/α      ∂ln x_s/∂A = −1/(αA)      ∂ln x_s/∂B = θ/(αB)                          (1)
 *
 * Only for thresholds that are numbers; one that is the mean of the rivals' odds moves with all their inputs.
 */

import { contestFields } from '../../engine/kernels/contest';
import { passBack, productivities } from './productivity';
import type { Welfare } from './welfare';

/** By how much odds differ from the threshold, so that rounding does not take them across. */
const margin = 1e-12;
/** Safety nearer to it than this, relative to its size, stands at the threshold. */
const near = 1e-10;

/** A player and a period at whose threshold x_s stands, on which side. */
export interface Tie {
  readonly period: number;
  readonly player: number;
  readonly side: 'above' | 'below';
}

const sides = ['above', 'below'] as const;

export const hasThresholds = ({ game }: Welfare) => game.model.certification === 'absolute';

function fields({ game }: Welfare, period: number, player: number) {
  const { players, periods, model } = game;
  const value = (name: keyof typeof contestFields) =>
    model.numbers[contestFields[name] * players * periods + player * periods + period];
  return {
    alpha: value('safetyElasticity'),
    beta: value('performanceElasticity'),
    theta: value('theta'),
    threshold: value('threshold'),
  };
}

/** A and B of a profile. */
interface Paths {
  readonly A: Float64Array;
  readonly B: Float64Array;
}

const pathsOf = (welfare: Welfare, profile: Float64Array): Paths => ({
  A: productivities(welfare, profile, 'safetyProductivity'),
  B: productivities(welfare, profile, 'performanceProductivity'),
});

/** x_s at the threshold; 0 where there is none to reach or to miss. */
function safetyAt(welfare: Welfare, profile: Float64Array, { A, B }: Paths, tie: Tie): number {
  const { math } = welfare.backend;
  const { period, player, side } = tie;
  const { alpha, beta, theta, threshold } = fields(welfare, period, player);
  const effort = profile[welfare.at(period, player, 1)];
  if (threshold === 0 || (effort === 0 && theta > 0)) return 0;
  const column = period * welfare.game.players + player;
  const p = B[column] * math.pow(effort, beta);
  const burden = theta === 0 ? 1 : math.pow(p, theta);
  const odds = threshold * (side === 'above' ? 1 + margin : 1 - margin);
  return math.pow((odds * burden) / A[column], 1 / alpha);
}

/** The profile with a player's safety at his threshold of a period, from above and from below. */
export function atThreshold(
  welfare: Welfare,
  profile: Float64Array,
  period: number,
  player: number,
): Float64Array[] {
  const paths = pathsOf(welfare, profile);
  return sides.map((side) => {
    const there = profile.slice();
    there[welfare.at(period, player, 0)] = safetyAt(welfare, profile, paths, {
      period,
      player,
      side,
    });
    return there;
  });
}

/** Where a profile stands at a threshold that safety would cross if it went on along `gradient`. */
export function heldTies(welfare: Welfare, profile: Float64Array, gradient: Float64Array): Tie[] {
  if (!hasThresholds(welfare)) return [];
  const paths = pathsOf(welfare, profile);
  const ties: Tie[] = [];
  for (let period = 0; period < welfare.game.periods; period++) {
    for (let player = 0; player < welfare.game.players; player++) {
      const at = welfare.at(period, player, 0);
      const x = profile[at];
      // the nearer side
      const gaps = sides.map((side) =>
        Math.abs(x - safetyAt(welfare, profile, paths, { period, player, side })),
      );
      const side = gaps[0] <= gaps[1] ? 'above' : 'below';
      if (!(x > 0) || Math.min(...gaps) > near * x) continue;
      const outward = side === 'above' ? -gradient[at] : gradient[at];
      if (outward >= 0) ties.push({ period, player, side });
    }
  }
  return ties;
}

/** Puts x_s of the ties to their thresholds. */
export function tighten(welfare: Welfare, profile: Float64Array, ties: readonly Tie[]): void {
  if (ties.length === 0) return;
  const paths = pathsOf(welfare, profile);
  for (const tie of ties) {
    profile[welfare.at(tie.period, tie.player, 0)] = safetyAt(welfare, profile, paths, tie);
  }
}

/** The gradient of the other inputs where x_s follows them, equation (1); that of x_s becomes 0. */
export function reduce(
  welfare: Welfare,
  profile: Float64Array,
  gradient: Float64Array,
  ties: readonly Tie[],
): void {
  if (ties.length === 0) return;
  const { players, periods } = welfare.game;
  const { A, B } = pathsOf(welfare, profile);
  const byA = new Float64Array(players * periods);
  const byB = new Float64Array(players * periods);
  for (const { period, player } of ties) {
    const at = welfare.at(period, player, 0);
    const column = period * players + player;
    const { alpha, beta, theta } = fields(welfare, period, player);
    const byLog = (gradient[at] * profile[at]) / alpha;
    gradient[at] = 0;
    if (profile[at + 1] > 0) gradient[at + 1] += (byLog * beta * theta) / profile[at + 1];
    byA[column] = -byLog / A[column];
    byB[column] = (byLog * theta) / B[column];
  }
  passBack(welfare, profile, 'safetyProductivity', byA, gradient);
  passBack(welfare, profile, 'performanceProductivity', byB, gradient);
}
