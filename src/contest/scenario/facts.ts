/** What comes of an equilibrium, as plain numbers: null where there is none, or none that is finite. */

import type { Backend } from '../../engine/backend';
import { type InputName, inputNames } from '../costs';
import type { ContestGame } from '../parameters';
import type { Equilibrium } from '../solve/result';
import { byName, meanStates } from './mixture';

/** [period][player] */
export type PeriodPlayer = readonly (readonly (number | null)[])[];

export interface Facts {
  /** X_s, X_p and, where the game has them, what is invested and shared; of a mixture, the mean. */
  readonly inputs: { readonly [Name in InputName]?: PeriodPlayer };
  /** A, B. */
  readonly safetyProductivity: PeriodPlayer;
  readonly performanceProductivity: PeriodPlayer;
  /** s, p. */
  readonly safety: PeriodPlayer;
  readonly performance: PeriodPlayer;
  /** o = s p^{−θ}, which the source calls s. */
  readonly odds: PeriodPlayer;
  /** σ_j, the probability that all goes well if j wins. */
  readonly safeIfWins: PeriodPlayer;
  /** q_j. */
  readonly winProbability: PeriodPlayer;
  /** Probability that the period is reached, [period]. */
  readonly survival: readonly (number | null)[];
  /** U_i and what player i could gain, [player]. */
  readonly payoff: readonly (number | null)[];
  readonly exploitability: readonly (number | null)[];
  /** Σ U_i. */
  readonly totalPayoff: number | null;
  readonly disasterProbability: number | null;
}

const finite = (x: number | undefined) => (x !== undefined && Number.isFinite(x) ? x : null);

export function factsOf(
  backend: Backend,
  game: ContestGame,
  equilibrium: Equilibrium | undefined,
): Facts {
  const { players, periods, inputs } = game;
  const found = equilibrium === undefined ? null : meanStates(backend, game, equilibrium);
  const each = (value: (i: number) => number | undefined) =>
    Array.from({ length: players }, (_, i) => finite(value(i)));
  const eachPeriod = <Value>(value: (t: number) => Value) =>
    Array.from({ length: periods }, (_, t) => value(t));
  return {
    inputs: Object.fromEntries(
      inputNames
        .slice(0, inputs)
        .map((name, k) => [name, eachPeriod((t) => each((i) => equilibrium?.strategies[t][i][k]))]),
    ),
    ...byName((name) => eachPeriod((t) => each((i) => found?.[name][t][i]))),
    survival: eachPeriod((t) => finite(found?.survival[t])),
    payoff: each((i) => equilibrium?.payoffs[i]),
    exploitability: each((i) => equilibrium?.exploitability[i]),
    totalPayoff: finite(equilibrium?.payoffs.reduce((sum, payoff) => sum + payoff, 0)),
    disasterProbability: finite(equilibrium?.disasterProbability),
  };
}
