/**
 * A proven upper bound on what players could gain by other strategies, where one period is bound to the next by
 * nothing but the chance that nobody has won: basic actions, costs without thresholds.
 *
 *     U_i ≤ Σ_t ω_it max u_it                           without an end
 *     W_t = max [u_it + γ_it (h/D_t) W_{t+1}],  U_i ≤ W_0     where a win ends the game
 *
 * as W enters with a weight ≥ 0. Each maximum is bounded by `period-bound.ts`. In a last period that goes on for
 * ever W = max u/(1 − γ h/D), and for any V, with ε = max [u + γ (h/D) V] − V,
 *
 *     W ≤ V + ε/(1 − γ) if ε > 0,      W ≤ V + ε else,
 *
 * which is tight where V is u/(1 − γ h/D) at the maximum: W. Dinkelbach, "On Nonlinear Fractional Programming"
 * (1967), leads there.
 */

import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { type ContestModel, contestFields } from '../../engine/kernels/contest';
import type { ContestGame } from '../parameters';
import { payoffs } from '../payoffs';
import { payoffScale } from '../scale';
import { type PeriodBound, periodBound } from './period-bound';
import { periodTerms } from './period-terms';
import { fieldOf } from './problem';

export interface UpperBoundOptions {
  /** How far above the greatest gain a bound may be, relative to the scale of the game. Default 1e-8. */
  readonly tolerance?: number;
}

const mostIterations = 30;

/**
 * For each player what he could gain at most, or null for games that this does not bound. Bounds hold whether or
 * not they are as tight as wanted.
 *
 * @throws ParameterError where the profile does not fit
 */
export function upperBound(
  backend: Backend,
  game: ContestGame,
  profile: Float64Array,
  { tolerance = 1e-8 }: UpperBoundOptions = {},
): number[] | null {
  if (!(tolerance > 0 && tolerance < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('tolerance', tolerance, 'a finite number > 0');
  }
  const now = payoffs(backend, game, profile);
  if (now.count !== 1) throw new ParameterError('strategies', profile, 'one profile', 'type');
  const gap = tolerance * payoffScale(game);
  const gains: number[] = [];
  for (let i = 0; i < game.players; i++) {
    const model = game.believed === null ? game.model : game.believed[i];
    if (model.components !== undefined) return null;
    const most = greatestPayoff(backend, model, i, profile, gap);
    if (most === null) return null;
    gains.push(Math.max(0, most - now.payoffs[i]));
  }
  return gains;
}

function greatestPayoff(
  { math }: Backend,
  model: ContestModel,
  player: number,
  profile: Float64Array,
  gap: number,
): number | null {
  const { periods, inputs, certification, endsOnWin, lastPeriodForever } = model;
  if (inputs > 2 || certification !== 'none') return null;
  let value = 0;
  for (let t = periods - 1; t >= 0; t--) {
    const at = (name: keyof typeof contestFields) => fieldOf(model, contestFields[name], player, t);
    const weight = at('discount');
    const part = gap / (periods * Math.max(weight, 1e-9));
    const bound = (continuation: number) => {
      const terms = periodTerms(math, model, player, t, profile, continuation);
      return periodBound(math, terms, at('offset'), part);
    };
    const gamma = at('discountFactor');
    const isForever = endsOnWin && lastPeriodForever && t === periods - 1;
    const most = isForever
      ? forever(bound, gamma, part)
      : (bound(endsOnWin ? gamma * value : 0)?.most ?? null);
    if (most === null) return null;
    value = endsOnWin ? most : value + weight * most;
  }
  return value;
}

/** max u/(1 − γ h/D). */
function forever(
  bound: (continuation: number) => PeriodBound | null,
  gamma: number,
  gap: number,
): number | null {
  let least = Number.POSITIVE_INFINITY;
  let V = 0;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const found = bound(gamma * V);
    if (found === null) return null;
    const excess = found.most - V;
    least = Math.min(least, V + (excess > 0 ? excess / (1 - gamma) : excess));
    const next = (found.best - gamma * found.noWin * V) / (1 - gamma * found.noWin);
    if (Math.abs(next - V) <= gap) break;
    V = next;
  }
  return least;
}
