/**
 * What happens under strategies, period by period, and how likely it ends badly.
 *
 * A period that is reached is won safely with a = Σ σ_j q_j, unsafely with Σ (1 − σ_j) q_j, and by nobody with
 * c = 1 − Σ q_j, which is a disaster too where `noWinIsDisaster`. The probability f_t that there is none from t
 * on is, with n = 0 where nobody's win is a disaster and else 1,
 *
 *     f_t = a_t + n c_t f_{t+1}         where a win ends the game
 *     f_t = (a_t + n c_t) f_{t+1}       else                                                          (13)
 *
 * with f = 1 after the last period; where that goes on for ever, f = a/(1 − n c), or 0 unless a + n c = 1.
 */

import type { Backend, BackendName } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { stateNames } from '../engine/kernels/contest';
import type { ContestGame } from './parameters';
import { flatStrategies, type Strategies } from './strategies';

type ByPeriodAndPlayer = readonly (readonly number[])[];

/** Every field [period][player], of the game as it is, whatever players believe. */
export interface StatesResult {
  readonly backend: BackendName;
  /** A, B. */
  readonly safetyProductivity: ByPeriodAndPlayer;
  readonly performanceProductivity: ByPeriodAndPlayer;
  /** s, p. */
  readonly safety: ByPeriodAndPlayer;
  readonly performance: ByPeriodAndPlayer;
  /** o = s p^{−θ}; Infinity where p = 0. */
  readonly odds: ByPeriodAndPlayer;
  /** σ_j, the probability that all goes well if j wins. */
  readonly safeIfWins: ByPeriodAndPlayer;
  /** q_j. */
  readonly winProbability: ByPeriodAndPlayer;
  /** u_i. */
  readonly periodPayoffs: ByPeriodAndPlayer;
  /** Probability that the period is reached, [period]. */
  readonly survival: readonly number[];
  /** Probability of a disaster in a period that is reached, [period]. */
  readonly disasterByPeriod: readonly number[];
  /** Probability of at least one disaster, equation (13). */
  readonly disasterProbability: number;
}

/** @throws ParameterError */
export function states(backend: Backend, game: ContestGame, given: Strategies): StatesResult {
  const { count, values } = flatStrategies(game, given);
  if (count !== 1) throw new ParameterError('strategies', given, 'one profile', 'type');
  const { players, periods, model } = game;
  const size = players * periods;
  const numbers = new Float64Array(stateNames.length * size);
  backend.contest.states(model, values, numbers);
  const array = (name: (typeof stateNames)[number]) => {
    const start = stateNames.indexOf(name) * size;
    return Array.from({ length: periods }, (_, t) =>
      Array.from(numbers.subarray(start + t * players, start + (t + 1) * players)),
    );
  };
  const safeIfWins = array('safeIfWins');
  const winProbability = array('winProbability');
  const endings = winProbability.map((q, t) => {
    const safe = q.reduce((sum, share, j) => sum + safeIfWins[t][j] * share, 0);
    const unsafe = q.reduce((sum, share, j) => sum + (1 - safeIfWins[t][j]) * share, 0);
    const nobody = Math.max(0, 1 - safe - unsafe);
    return { safe, unsafe, nobody };
  });
  const spared = model.noWinIsDisaster ? 0 : 1;
  return {
    backend: backend.name,
    safetyProductivity: array('safetyProductivity'),
    performanceProductivity: array('performanceProductivity'),
    safety: array('safety'),
    performance: array('performance'),
    odds: array('odds'),
    safeIfWins,
    winProbability,
    periodPayoffs: array('periodPayoffs'),
    survival: array('survival').map(([first]) => first),
    disasterByPeriod: endings.map(({ unsafe, nobody }) => unsafe + (1 - spared) * nobody),
    disasterProbability: disasterOf(game, endings, spared),
  };
}

function disasterOf(
  { model }: ContestGame,
  endings: readonly { readonly safe: number; readonly nobody: number; readonly unsafe: number }[],
  spared: number,
): number {
  let well = 1;
  for (let t = endings.length - 1; t >= 0; t--) {
    const { safe, unsafe, nobody } = endings[t];
    const goesOn = spared * nobody;
    if (model.lastPeriodForever && t === endings.length - 1) {
      if (model.endsOnWin) well = goesOn < 1 ? safe / (1 - goesOn) : 1;
      else well = unsafe + (1 - spared) * nobody > 0 ? 0 : 1;
    } else well = model.endsOnWin ? safe + goesOn * well : (safe + goesOn) * well;
  }
  return 1 - well;
}

/** The probability of at least one disaster, equation (13). @throws ParameterError */
export function disasterProbability(backend: Backend, game: ContestGame, given: Strategies) {
  const { disasterProbability: probability, disasterByPeriod } = states(backend, game, given);
  return { backend: backend.name, disasterProbability: probability, disasterByPeriod };
}
