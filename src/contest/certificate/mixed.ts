/**
 * How much a player could gain against mixtures: the search of `exploitability.ts` with expected payoffs. What
 * the players mix is independent, so a combination of the rivals' strategies has the product of their
 * probabilities.
 */

import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import type { ContestGame } from '../parameters';
import { profileLength } from '../strategies';
import {
  bestFound,
  checkedOptions,
  type ExploitabilityOptions,
  type ExploitabilityResult,
} from './exploitability';
import { type Problem, problemOf, putStrategy, type Rivals, valuesOf } from './problem';

/** What a player mixes; strategies are [period][input]. */
export type Mixture = readonly {
  readonly probability: number;
  readonly strategy: Float64Array;
}[];

/** Combinations of the rivals' strategies, at most. */
const mostCombinations = 4096;
/** Strategies of the own mixture that the search starts from. */
const mostBases = 16;

/**
 * Payoffs of the result are expected ones, and gains are over them.
 *
 * @throws ParameterError where the mixture does not fit
 * @throws RangeError where the rivals of a player have more than 4096 combinations of strategies
 */
export function exploitabilityMixed(
  backend: Backend,
  game: ContestGame,
  given: readonly Mixture[],
  options: ExploitabilityOptions = {},
): ExploitabilityResult {
  const { starts, seed, players } = checkedOptions(game, options);
  const mixture = checkedMixture(game, given);
  const gains = new Float64Array(game.players);
  const payoffs = new Float64Array(game.players);
  const deviations: (Float64Array | null)[] = Array.from(gains, () => null);
  let most = 0;
  for (let i = 0; i < game.players; i++) {
    const problem = problemOf(backend, game, i, rivalsOf(game, mixture, i));
    payoffs[i] = expectedPayoff(problem, mixture[i]);
    if (!players.includes(i)) continue;
    const bases = [...mixture[i]]
      .sort((a, b) => b.probability - a.probability)
      .slice(0, mostBases)
      .map(({ strategy }) => strategy);
    const found = bestFound(problem, bases, starts, seed);
    most = Math.max(most, found.starts);
    const [value] = valuesOf(problem, found.strategy.length)(found.strategy, 1);
    if (!(value > payoffs[i])) continue;
    gains[i] = value - payoffs[i];
    deviations[i] = found.strategy;
  }
  return { gains, deviations, starts: most, payoffs };
}

/** Without strategies that are never played. @throws ParameterError */
function checkedMixture(game: ContestGame, given: readonly Mixture[]): readonly Mixture[] {
  const { players, periods, inputs } = game;
  if (given.length !== players) {
    throw new ParameterError('mixture', given, `an array of length ${players}, one entry a player`);
  }
  return given.map((strategies, i) => {
    const played = strategies.filter(({ probability }) => probability > 0);
    if (played.length === 0) {
      throw new ParameterError(`mixture.${i}`, strategies, 'a strategy with a probability > 0');
    }
    for (const { strategy } of played) {
      if (strategy.length === periods * inputs) continue;
      const expected = `strategies of ${periods * inputs} numbers`;
      throw new ParameterError(`mixture.${i}`, strategy, expected);
    }
    return played;
  });
}

function expectedPayoff(problem: Problem, mixture: Mixture): number {
  const size = problem.game.periods * problem.game.inputs;
  const rows = new Float64Array(mixture.length * size);
  mixture.forEach(({ strategy }, m) => {
    rows.set(strategy, m * size);
  });
  const values = valuesOf(problem, size)(rows, mixture.length);
  return mixture.reduce((sum, { probability }, m) => sum + probability * values[m], 0);
}

/** All combinations of what the rivals of a player mix; his own first strategy stands in each. */
function rivalsOf(game: ContestGame, mixture: readonly Mixture[], player: number): Rivals {
  const supports = mixture.map((strategies, j) =>
    j === player ? [{ ...strategies[0], probability: 1 }] : strategies,
  );
  const count = supports.reduce((product, { length }) => product * length, 1);
  if (count > mostCombinations) {
    throw new RangeError(
      `mixture: the rivals of player ${player} have ${count} combinations of strategies; ` +
        `at most ${mostCombinations} can be gone through`,
    );
  }
  const length = profileLength(game);
  const profiles = new Float64Array(count * length);
  const weights = new Float64Array(count).fill(1);
  for (let c = 0; c < count; c++) {
    let rest = c;
    supports.forEach((strategies, j) => {
      const { probability, strategy } = strategies[rest % strategies.length];
      rest = Math.floor(rest / strategies.length);
      weights[c] *= probability;
      putStrategy(game, j, profiles, c * length, strategy);
    });
  }
  return { weights, profiles };
}
