/**
 * One player's choice against rivals whose strategies are fixed: a profile, or mixtures that are independent of
 * each other. What a strategy is worth is its expected payoff over all combinations of the rivals' strategies,
 *
 *     V_i(y) = Σ_c w_c U_i(y, y_c),      w_c = Π_{j≠i} (probability of what j plays in c)
 *
 * in the game as player i sees it. A strategy is a row of numbers, [period][input].
 *
 * With basic actions and no end by a win, U_i is a sum over periods: each is a game of its own.
 */

import type { Backend } from '../../engine/backend';
import { type ContestModel, contestFields } from '../../engine/kernels/contest';
import type { ContestGame } from '../parameters';
import { evaluate } from '../payoffs';
import { profileLength } from '../strategies';

/** Combinations of the rivals' strategies. */
export interface Rivals {
  readonly weights: Float64Array;
  /** [combination][period][player][input]; the player's own part is not read. */
  readonly profiles: Float64Array;
}

export interface Problem {
  readonly backend: Backend;
  readonly game: ContestGame;
  readonly player: number;
  /** The game as the player sees it. */
  readonly model: ContestModel;
  readonly rivals: Rivals;
}

/** One of the numbers of a player's game. */
export function fieldOf(model: ContestModel, field: number, player: number, period: number) {
  const { players, periods, numbers } = model;
  return numbers[(field * players + player) * periods + period];
}

export function problemOf(
  backend: Backend,
  game: ContestGame,
  player: number,
  rivals: Rivals,
): Problem {
  const model = game.believed === null ? game.model : game.believed[player];
  return { backend, game, player, model, rivals };
}

/** Puts the strategy that stands at `from` into the profile at `to`. */
export function putStrategy(
  { periods, players, inputs }: ContestGame,
  player: number,
  profiles: Float64Array,
  to: number,
  strategies: Float64Array,
  from = 0,
): void {
  for (let t = 0, at = from; t < periods; t++) {
    const start = to + (t * players + player) * inputs;
    for (let k = 0; k < inputs; k++) profiles[start + k] = strategies[at++];
  }
}

/** A player's part of a profile. */
export function strategyOf(
  { periods, players, inputs }: ContestGame,
  player: number,
  profile: Float64Array,
  start = 0,
): Float64Array {
  const strategy = new Float64Array(periods * inputs);
  for (let t = 0; t < periods; t++) {
    const from = start + (t * players + player) * inputs;
    strategy.set(profile.subarray(from, from + inputs), t * inputs);
  }
  return strategy;
}

/** Values of `count` strategies, `width` numbers apart. */
export type Values = (rows: Float64Array, count: number) => Float64Array;

/** Numbers of profiles that are evaluated at once, at most. */
const mostNumbers = 32768;

export function valuesOf({ backend, game, player, rivals }: Problem, width: number): Values {
  const { players } = game;
  const length = profileLength(game);
  const combinations = rivals.weights.length;
  const most = Math.max(1, Math.min(512, Math.floor(mostNumbers / length)));
  // where rivals play one profile, it stands in every place once and for all
  const profiles = repeatedRow(rivals.profiles.subarray(0, length), most);
  const payoffs = new Float64Array(most * players);
  return (rows, count) => {
    const values = new Float64Array(count);
    const total = count * combinations;
    for (let done = 0, size = 0; done < total; done += size) {
      size = Math.min(most, total - done);
      for (let m = 0, at = done; m < size; m++, at++) {
        const row = combinations === 1 ? at : Math.floor(at / combinations);
        for (let k = 0, from = (at % combinations) * length; combinations > 1 && k < length; k++) {
          profiles[m * length + k] = rivals.profiles[from + k];
        }
        putStrategy(game, player, profiles, m * length, rows, row * width);
      }
      evaluate(backend, game, 'payoffs', size, profiles, payoffs, payoffs, player);
      for (let m = 0, at = done; m < size; m++, at++) {
        const weight = rivals.weights[at % combinations];
        values[Math.floor(at / combinations)] += weight * payoffs[m * players + player];
      }
    }
    return values;
  };
}

/** A row, so many times. */
export function repeatedRow(row: Float64Array, count: number): Float64Array {
  const rows = new Float64Array(row.length * count);
  if (count > 0) rows.set(row);
  for (let done = row.length; done < rows.length; done *= 2) rows.copyWithin(done, 0, done);
  return rows;
}

/** Whether the payoff is a sum over periods, each of its own actions; the user's functions know the period. */
export const isSeparable = ({ game, model }: Problem) =>
  game.inputs === 2 && !model.endsOnWin && model.components === undefined;

/** The problem of one period, where the payoff is a sum over periods. */
export function periodProblem(problem: Problem, t: number): Problem {
  const { game, rivals } = problem;
  const { players, inputs } = game;
  const model = periodModel(problem.model, t);
  const length = profileLength(game);
  const size = players * inputs;
  const profiles = new Float64Array(rivals.weights.length * size);
  for (let c = 0; c < rivals.weights.length; c++) {
    const from = c * length + t * size;
    profiles.set(rivals.profiles.subarray(from, from + size), c * size);
  }
  return {
    ...problem,
    game: { ...game, periods: 1, model, believed: null },
    model,
    rivals: { weights: rivals.weights, profiles },
  };
}

/** A model of one period with the numbers of period t, its weight included. */
function periodModel(model: ContestModel, t: number): ContestModel {
  const { players, periods } = model;
  const fields = model.numbers.length / (players * periods);
  const numbers = new Float64Array(fields * players);
  for (let at = 0; at < numbers.length; at++) numbers[at] = model.numbers[at * periods + t];
  return { ...model, periods: 1, numbers };
}

/** The least price of an input, its slope, and the greatest stake from a period on: what bounds an input. */
export function stakesOf({ model, player }: Problem, t: number, k: number) {
  const { inputs, periods, certification, hasSlopes } = model;
  const at = (field: number, period = t) => fieldOf(model, field, player, period);
  const price = at(contestFields.prices + k);
  const certified = at(contestFields.prices + inputs + k);
  let stake = 0;
  for (let later = t; later < periods; later++) {
    const { winFixed, loseFixed, disasterCost } = contestFields;
    const most = Math.max(Math.abs(at(winFixed, later)), Math.abs(at(loseFixed, later)));
    stake = Math.max(stake, most + at(disasterCost, later));
  }
  return {
    price: certification === 'none' ? price : Math.min(price, certified),
    slope: hasSlopes ? at(contestFields.prices + 2 * inputs + k) : 0,
    stake: (stake > 0 ? stake : 1) * (periods - t),
  };
}
