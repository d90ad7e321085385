/**
 * What welfare loses where everybody pursues his own payoff.
 *
 *     price of anarchy = W° / W(worst equilibrium)      price of stability = W° / W(best equilibrium)    (1)
 *
 * with the greatest welfare W°; both ≥ 1, as payoffs are gained and not, as in the source, costs that are borne. A ratio of welfares means
 * something only where both are positive; the difference, the loss of welfare, always does.
 *
 * Sources: E. Koutsoupias, C. Papadimitriou, "Worst-case Equilibria", STACS 1999 (anarchy, for costs); A. Vetta,
 * "Nash Equilibria in Competitive Societies", FOCS 2002 (for payoffs); E. Anshelevich et al., "The Price of
 * Stability for Network Design with Fair Cost Allocation", FOCS 2004 (stability).
 */

import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import type { ContestGame } from '../parameters';
import { payoffs as payoffsOf } from '../payoffs';
import { combinations, expectedPayoffs, type Mixed } from '../solve/mixture';
import { Responder } from '../solve/respond';
import type { ContestSolution, Equilibrium } from '../solve/result';
import { isList, plainObject } from '../values';
import type { OptimumResult } from './index';

export interface Anarchy {
  /** W of the social optimum. */
  readonly optimum: number;
  /** W of the equilibria with least and greatest welfare; null where there is no equilibrium. */
  readonly worst: number | null;
  readonly best: number | null;
  /** By how much these fall short of the optimum. */
  readonly welfareLoss: { readonly worst: number; readonly best: number } | null;
  /** Optimum over worst; null where one of both is not positive. */
  readonly priceOfAnarchy: number | null;
  /** Optimum over best; null where one of both is not positive. */
  readonly priceOfStability: number | null;
}

/** What payoffs of equilibria are computed in, as the game is. */
export interface AnarchyContext {
  readonly backend: Backend;
  readonly game: ContestGame;
}

/** Most combinations of strategies of a mixture. */
const mostCombinations = 65536;

/**
 * @param given equilibria of the game, or what `solve` answers
 * @param context needed only where players believe the game to be another one: then what equilibria say of payoffs
 *   is what players expect, and welfare is what they get
 * @throws ParameterError for what is no optimum or no equilibria of the same game
 */
export function priceOfAnarchy(
  optimum: OptimumResult,
  given: ContestSolution | readonly Equilibrium[],
  context?: AnarchyContext,
): Anarchy {
  const { welfare, weights, hasBeliefs } = checkedOptimum(optimum);
  const equilibria = checkedEquilibria(given, weights.length);
  if (hasBeliefs && context === undefined) {
    const expected = 'a backend and the game, as its players do not see it as it is';
    throw new ParameterError('context', context, expected, 'type');
  }
  const values = equilibria.map((equilibrium) => {
    const payoffs = context === undefined ? equilibrium.payoffs : actual(context, equilibrium);
    return payoffs.reduce((sum, u, i) => (weights[i] > 0 ? sum + weights[i] * u : sum), 0);
  });
  if (values.length === 0) {
    const nothing = { priceOfAnarchy: null, priceOfStability: null };
    return { optimum: welfare, worst: null, best: null, welfareLoss: null, ...nothing };
  }
  const worst = Math.min(...values);
  const best = Math.max(...values);
  const ratio = (to: number) => (welfare > 0 && to > 0 ? welfare / to : null);
  return {
    optimum: welfare,
    worst,
    best,
    welfareLoss: { worst: welfare - worst, best: welfare - best },
    priceOfAnarchy: ratio(worst),
    priceOfStability: ratio(best),
  };
}

/** U_i of an equilibrium in the game as it is. */
function actual({ backend, game: given }: AnarchyContext, equilibrium: Equilibrium): number[] {
  const game: ContestGame = { ...given, believed: null };
  const { mixture, strategies } = equilibrium;
  if (mixture === undefined) return Array.from(payoffsOf(backend, game, strategies).payoffs);
  const mixtures = mixture.map(
    (played): Mixed => ({
      strategies: played.map(({ strategy }) => Float64Array.from(strategy.flat())),
      probabilities: Float64Array.from(played, ({ probability }) => probability),
    }),
  );
  const count = combinations(mixtures);
  if (count > mostCombinations) {
    const expected = `a mixture of at most ${mostCombinations} combinations of strategies`;
    throw new ParameterError('equilibria', count, expected);
  }
  return Array.from(expectedPayoffs(new Responder(backend, game), mixtures));
}

const isNumber = (x: unknown): x is number => typeof x === 'number' && Number.isFinite(x);

function checkedOptimum(given: unknown): OptimumResult {
  const what = 'what optimum answers';
  const { welfare, weights, hasBeliefs } = plainObject('optimum', given, what);
  if (!isNumber(welfare)) throw new ParameterError('optimum.welfare', welfare, 'a finite number');
  if (!isList(weights) || !Array.from(weights).every(isNumber)) {
    throw new ParameterError('optimum.weights', weights, 'an array of numbers', 'type');
  }
  if (typeof hasBeliefs !== 'boolean') {
    throw new ParameterError('optimum.hasBeliefs', hasBeliefs, 'true or false', 'type');
  }
  return given as OptimumResult;
}

function checkedEquilibria(given: unknown, players: number): readonly Equilibrium[] {
  const expected = 'an array of equilibria, or what solve answers';
  const isArray = Array.isArray(given);
  const list = isArray ? given : plainObject('equilibria', given, expected).equilibria;
  if (!Array.isArray(list)) throw new ParameterError('equilibria', given, expected, 'type');
  list.forEach((each: unknown, k) => {
    const { payoffs } = plainObject(`equilibria.${k}`, each, 'an equilibrium');
    const isFit = isList(payoffs) && payoffs.length === players;
    if (isFit && Array.from(payoffs).every(isNumber)) return;
    const numbers = `an array of ${players} finite numbers`;
    throw new ParameterError(`equilibria.${k}.payoffs`, payoffs, numbers, 'type');
  });
  return list as readonly Equilibrium[];
}
