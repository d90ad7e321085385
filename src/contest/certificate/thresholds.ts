/**
 * Safety that just reaches, or just misses, what certifies a player.
 *
 * Costs jump where the own odds s p^{−θ} pass a threshold τ (of its own, or the mean of the others' odds and a
 * margin), so a best strategy often stands right at it:
 *
 *     x_s = (τ' p^θ/A)^{1/α},   p = B x_p^β,   τ' = τ (1 ± 10⁻¹³)
 *
 * A search must be able to move along this curve. So a row carries behind its strategy a number for each
 * period: 0 where x_s is free, ±c where it follows the threshold against the rivals' combination c − 1, from
 * above or from below. Productivities, and the odds of rivals that hang on them, follow from what the row
 * invests and shares.
 */

import { type ContestModel, contestFields, stateNames } from '../../engine/kernels/contest';
import { profileLength } from '../strategies';
import { type Problem, putStrategy } from './problem';

/** Combinations of rivals whose thresholds are followed, where these differ. */
const mostCombinations = 8;
const margin = 1e-13;

/** A combination of rivals: its profile, and what happens in it with the player's first strategy. */
interface Rivals {
  /** [period][player][input] */
  readonly profile: Float64Array;
  /** [period][player] */
  readonly safetyProductivity: Float64Array;
  readonly performanceProductivity: Float64Array;
  readonly odds: Float64Array;
}

/** A and B of all players, [period][player]. */
interface Paths {
  readonly safety: Float64Array;
  readonly performance: Float64Array;
}

export interface Thresholds {
  /** What a row may say of a period besides 0. */
  readonly codes: readonly number[];
  /** Fills in x_s of every period that follows a threshold. */
  apply(row: Float64Array): void;
}

/** @param strategy one of the player's own */
export function thresholdsOf(problem: Problem, strategy: Float64Array): Thresholds | null {
  const { game, model, rivals } = problem;
  if (model.certification === 'none') return null;
  const differ = model.certification === 'relative' || game.inputs === 6;
  const count = differ ? Math.min(mostCombinations, rivals.weights.length) : 1;
  const combinations = Array.from({ length: count }, (_, c) => rivalsOf(problem, strategy, c));
  const { periods, inputs } = game;
  const apply = (row: Float64Array) => {
    const codes = row.subarray(periods * inputs);
    let paths: Paths | null = null;
    let last = 0;
    for (let t = 0; t < periods; t++) {
      const code = codes[t];
      if (code === 0) continue;
      const c = Math.abs(code);
      const combination = combinations[c - 1];
      if (paths === null || c !== last) paths = pathsOf(problem, combination, row);
      last = c;
      row[t * inputs] = safetyAt(problem, combination, paths, row, t, code > 0);
    }
  };
  const above = combinations.map((_, c) => c + 1);
  return { codes: [...above, ...(mayCostMore(problem) ? above.map((c) => -c) : [])], apply };
}

/** Whether a certified player may pay more, so that he may want to miss a threshold. */
function mayCostMore({ game, model, player }: Problem): boolean {
  const { inputs } = game;
  return Array.from({ length: inputs }, (_, k) => contestFields.prices + k).some((field) => {
    const prices = byPeriod(model, field, player);
    return byPeriod(model, field + inputs, player).some((certified, t) => certified > prices[t]);
  });
}

function rivalsOf(problem: Problem, strategy: Float64Array, c: number): Rivals {
  const { backend, game, model, player, rivals } = problem;
  const length = profileLength(game);
  const profile = rivals.profiles.slice(c * length, (c + 1) * length);
  putStrategy(game, player, profile, 0, strategy);
  const size = game.players * game.periods;
  const numbers = new Float64Array(stateNames.length * size);
  backend.contest.states(model, profile, numbers);
  const array = (name: (typeof stateNames)[number]) => {
    const start = stateNames.indexOf(name) * size;
    return numbers.subarray(start, start + size);
  };
  return {
    profile,
    safetyProductivity: array('safetyProductivity'),
    performanceProductivity: array('performanceProductivity'),
    odds: array('odds'),
  };
}

/** A number of a player in all periods. */
function byPeriod({ players, periods, numbers }: ContestModel, field: number, player: number) {
  const start = (field * players + player) * periods;
  return numbers.subarray(start, start + periods);
}

function pathsOf(problem: Problem, rivals: Rivals, row: Float64Array): Paths {
  const { safetyProductivity, performanceProductivity } = contestFields;
  if (problem.game.inputs === 2) {
    return { safety: rivals.safetyProductivity, performance: rivals.performanceProductivity };
  }
  return {
    safety: pathOf(problem, rivals, rivals.safetyProductivity, safetyProductivity, row, 2),
    performance: pathOf(
      problem,
      rivals,
      rivals.performanceProductivity,
      performanceProductivity,
      row,
      3,
    ),
  };
}

/** Equation (2) with the player's own row; without sharing, rivals stay as they are. */
function pathOf(
  { backend, game, model, player }: Problem,
  { profile }: Rivals,
  known: Float64Array,
  field: number,
  row: Float64Array,
  k: number,
): Float64Array {
  const { players, periods, inputs } = game;
  const path = known.slice();
  const input = (t: number, i: number, which: number) =>
    i === player ? row[t * inputs + which] : profile[(t * players + i) * inputs + which];
  const [first, end] = inputs === 6 ? [0, players] : [player, player + 1];
  const shared = new Float64Array(players);
  for (let t = 0; t + 1 < periods; t++) {
    for (let j = 0; inputs === 6 && j < players; j++) {
      shared[j] = 1 - backend.math.exp(-input(t, j, k + 2));
    }
    for (let i = first; i < end; i++) {
      const given = byPeriod(model, field, i);
      const A = path[t * players + i];
      let next = A + (given[t + 1] - given[t]) + input(t, i, k);
      for (let j = 0; inputs === 6 && j < players; j++) {
        next += shared[j] * Math.max(0, path[t * players + j] - A);
      }
      path[(t + 1) * players + i] = next;
    }
  }
  return path;
}

function safetyAt(
  problem: Problem,
  rivals: Rivals,
  { safety, performance }: Paths,
  row: Float64Array,
  t: number,
  isAbove: boolean,
): number {
  const { backend, game, model, player } = problem;
  const { math } = backend;
  const at = (name: keyof typeof contestFields) =>
    byPeriod(model, contestFields[name], player)[t];
  const threshold = thresholdAt(problem, rivals, { safety, performance }, t);
  const odds = threshold * (isAbove ? 1 + margin : 1 - margin);
  const theta = at('theta');
  const amount = row[t * game.inputs + 1];
  // odds are infinite without performance
  if (!(odds > 0) || (amount === 0 && theta > 0)) return 0;
  const own = t * game.players + player;
  const p = performance[own] * math.pow(amount, at('performanceElasticity'));
  const burden = theta === 0 ? 1 : math.pow(p, theta);
  const x = math.pow((odds * burden) / safety[own], 1 / at('safetyElasticity'));
  return Number.isFinite(x) ? x : 0;
}

/** τ of the player. A rival's odds are in proportion to A B^{−θ}. */
function thresholdAt(
  { backend, game, model, player }: Problem,
  rivals: Rivals,
  { safety, performance }: Paths,
  t: number,
): number {
  const own = byPeriod(model, contestFields.threshold, player)[t];
  if (model.certification === 'absolute') return own;
  const { players, inputs } = game;
  let sum = 0;
  for (let j = 0; j < players; j++) {
    if (j === player) continue;
    const at = t * players + j;
    let odds = rivals.odds[at];
    if (inputs === 6) {
      const theta = byPeriod(model, contestFields.theta, j)[t];
      const growth = performance[at] / rivals.performanceProductivity[at];
      odds *= (safety[at] / rivals.safetyProductivity[at]) * backend.math.pow(growth, -theta);
    }
    sum += odds;
  }
  return own + sum / (players - 1);
}
