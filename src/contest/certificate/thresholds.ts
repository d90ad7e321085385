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

import { contestFields, stateNames } from '../../engine/kernels/contest';
import { profileLength } from '../strategies';
import { fieldOf, type Problem, putStrategy } from './problem';

/** Combinations of rivals whose thresholds are followed, where these differ. */
const mostCombinations = 8;
const margin = 1e-13;

/** A combination of rivals: its profile, and what happens in it with the player's first strategy. */
interface Combination {
  /** [period][player][input] */
  readonly profile: Float64Array;
  /** [period][player] */
  readonly safetyProductivity: Float64Array;
  readonly performanceProductivity: Float64Array;
  readonly odds: Float64Array;
  /** A and B of all players with a row in place of that strategy: room that is used again. */
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
  if (model.certification === 'none' || model.components !== undefined) return null;
  const differ = model.certification === 'relative' || game.inputs === 6;
  const count = differ ? Math.min(mostCombinations, rivals.weights.length) : 1;
  const combinations = Array.from({ length: count }, (_, c) => combinationOf(problem, strategy, c));
  const { periods, inputs } = game;
  const apply = (row: Float64Array) => {
    const codes = row.subarray(periods * inputs);
    let last = 0;
    for (let t = 0; t < periods; t++) {
      const code = codes[t];
      if (code === 0) continue;
      const c = Math.abs(code);
      const combination = combinations[c - 1];
      if (c !== last && inputs > 2) follow(problem, combination, row);
      last = c;
      row[t * inputs] = safetyAt(problem, combination, row, t, code > 0);
    }
  };
  const above = combinations.map((_, c) => c + 1);
  return { codes: [...above, ...(mayCostMore(problem) ? above.map((c) => -c) : [])], apply };
}

/** Whether a certified player may pay more, so that he may want to miss a threshold. */
function mayCostMore({ game, model, player }: Problem): boolean {
  const { periods, inputs } = game;
  for (let k = 0; k < inputs; k++) {
    const field = contestFields.prices + k;
    for (let t = 0; t < periods; t++) {
      const price = fieldOf(model, field, player, t);
      if (fieldOf(model, field + inputs, player, t) > price) return true;
    }
  }
  return false;
}

function combinationOf(problem: Problem, strategy: Float64Array, c: number): Combination {
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
  const safetyProductivity = array('safetyProductivity');
  const performanceProductivity = array('performanceProductivity');
  return {
    profile,
    safetyProductivity,
    performanceProductivity,
    odds: array('odds'),
    safety: safetyProductivity.slice(),
    performance: performanceProductivity.slice(),
  };
}

/** Equation (2) for both productivities. */
function follow(problem: Problem, combination: Combination, row: Float64Array): void {
  followOne(problem, combination, combination.safety, contestFields.safetyProductivity, row, 2);
  followOne(
    problem,
    combination,
    combination.performance,
    contestFields.performanceProductivity,
    row,
    3,
  );
}

/** Without sharing, rivals stay as they are. */
function followOne(
  { backend, game, model, player }: Problem,
  { profile }: Combination,
  path: Float64Array,
  field: number,
  row: Float64Array,
  k: number,
): void {
  const { players, periods, inputs } = game;
  const input = (t: number, i: number, which: number) =>
    i === player ? row[t * inputs + which] : profile[(t * players + i) * inputs + which];
  const shares = inputs === 6;
  const end = shares ? players : player + 1;
  for (let t = 0; t + 1 < periods; t++) {
    const now = t * players;
    for (let i = shares ? 0 : player; i < end; i++) {
      const given = fieldOf(model, field, i, t + 1) - fieldOf(model, field, i, t);
      path[now + players + i] = path[now + i] + given + input(t, i, k);
    }
    for (let j = 0; shares && j < players; j++) {
      const shared = 1 - backend.math.exp(-input(t, j, k + 2));
      for (let i = 0; i < players; i++) {
        path[now + players + i] += shared * Math.max(0, path[now + j] - path[now + i]);
      }
    }
  }
}

function safetyAt(
  problem: Problem,
  combination: Combination,
  row: Float64Array,
  t: number,
  isAbove: boolean,
): number {
  const { backend, game, model, player } = problem;
  const { math } = backend;
  const at = (name: keyof typeof contestFields) => fieldOf(model, contestFields[name], player, t);
  const odds = thresholdAt(problem, combination, t) * (isAbove ? 1 + margin : 1 - margin);
  const theta = at('theta');
  const amount = row[t * game.inputs + 1];
  // odds are infinite without performance
  if (!(odds > 0) || (amount === 0 && theta > 0)) return 0;
  const own = t * game.players + player;
  const p = combination.performance[own] * math.pow(amount, at('performanceElasticity'));
  const burden = theta === 0 ? 1 : math.pow(p, theta);
  const x = math.pow((odds * burden) / combination.safety[own], 1 / at('safetyElasticity'));
  return Number.isFinite(x) ? x : 0;
}

/** τ of the player. A rival's odds are in proportion to A B^{−θ}. */
function thresholdAt(
  { backend, game, model, player }: Problem,
  { odds, safety, performance, safetyProductivity, performanceProductivity }: Combination,
  t: number,
): number {
  const own = fieldOf(model, contestFields.threshold, player, t);
  if (model.certification === 'absolute') return own;
  const { players, inputs } = game;
  let sum = 0;
  for (let j = 0; j < players; j++) {
    if (j === player) continue;
    const at = t * players + j;
    let other = odds[at];
    const growth = performance[at] / performanceProductivity[at];
    const isOther = inputs === 6 && (growth !== 1 || safety[at] !== safetyProductivity[at]);
    if (isOther) {
      const burden = backend.math.pow(growth, fieldOf(model, contestFields.theta, j, t));
      other *= safety[at] / safetyProductivity[at] / burden;
    }
    sum += other;
  }
  return own + sum / (players - 1);
}
