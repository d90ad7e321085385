/** The numbers of a game as the kernels take them: defaults, periods and players filled in, weights normalized. */

import { ParameterError } from '../engine/errors';
import type { ContestModel } from '../engine/kernels/contest';
import { unknownName } from '../engine/parameters';
import { completeCost } from './costs';
import { type ContestArrays, contestModel } from './model';
import { type ContestName, contestTable } from './table';
import {
  checkNumber,
  completeNumber,
  isList,
  periodsOf,
  plainObject,
  playersOf,
  type Shape,
} from './values';

/** @throws ParameterError naming the first field that is not usable */
export function completeModel(
  game: Record<string, unknown>,
  shape: Shape,
  inputs: 2 | 4 | 6,
): ContestModel {
  const { players, periods } = shape;
  const risk = part(game, 'risk', ['kind', 'theta', 'weights']);
  const success = part(game, 'contestSuccess', ['kind', 'scale']);
  const reward = part(game, 'reward', [
    'winFixed',
    'winPerPerformance',
    'loseFixed',
    'losePerPerformance',
    'onDisaster',
  ]);
  const riskKind = oneOf('risk.kind', risk.kind ?? 'winner', [
    'winner',
    'multiplicative',
    'additive',
    'none',
  ] as const);
  const successKind = oneOf('contestSuccess.kind', success.kind ?? 'ratio', [
    'ratio',
    'ratio-with-draw',
  ] as const);
  const number = (path: ContestName, value: unknown, spec = contestTable[path]) =>
    completeNumber(path, value, spec, shape);
  const top = (name: ContestName) => number(name, game[name]);
  const endsOnWin = flag(game, 'endsOnWin', false);
  const lastPeriodForever = flag(game, 'lastPeriodForever', false);
  const cost = completeCost(game.cost ?? {}, inputs, shape);
  const disaster = completeDisaster(game.disasterCost, shape);
  const discountFactor = top('discountFactor');
  const weights = number('risk.weights', risk.weights);
  const scale = completeNumber(
    'contestSuccess.scale',
    success.scale,
    contestTable['contestSuccess.scale'],
    { players: 1, periods },
  );
  const offset = new Float64Array(players * periods).map((_, at) =>
    successKind === 'ratio' ? 0 : 1 / scale[at % periods],
  );
  const arrays: ContestArrays = {
    safetyProductivity: top('safetyProductivity'),
    performanceProductivity: top('performanceProductivity'),
    safetyElasticity: top('safetyElasticity'),
    performanceElasticity: top('performanceElasticity'),
    theta: number('risk.theta', risk.theta),
    weight: normalized(weights, riskKind, shape),
    winFixed: number('reward.winFixed', reward.winFixed),
    winPerPerformance: number('reward.winPerPerformance', reward.winPerPerformance),
    loseFixed: number('reward.loseFixed', reward.loseFixed),
    losePerPerformance: number('reward.losePerPerformance', reward.losePerPerformance),
    onDisaster: number('reward.onDisaster', reward.onDisaster),
    disasterCost: disaster.own,
    discountFactor,
    discount: discounts(discountFactor, shape, lastPeriodForever, endsOnWin),
    threshold: cost.threshold,
    penalty: cost.penalty,
    offset,
  };
  return contestModel({
    players,
    periods,
    inputs,
    risk: riskKind,
    certification: cost.certification,
    endsOnWin,
    noWinIsDisaster: flag(game, 'noWinIsDisaster', true),
    lastPeriodForever,
    hasMatrix: disaster.matrix.length > 0,
    hasSlopes: cost.hasSlopes,
    arrays,
    prices: cost.prices,
    matrix: disaster.matrix,
  });
}

/** w_i/Σw, or n w_i/Σw where they are exponents. */
function normalized(weights: Float64Array, kind: string, { players, periods }: Shape) {
  const numerator = kind === 'multiplicative' ? players : 1;
  const sums = new Float64Array(periods);
  for (let c = 0; c < weights.length; c++) sums[c % periods] += weights[c];
  const isUsed = kind === 'additive' || kind === 'multiplicative';
  if (isUsed && sums.some((sum) => sum === 0)) {
    throw new ParameterError('risk.weights', 0, 'at least one weight > 0');
  }
  return weights.map((w, c) => (sums[c % periods] > 0 ? (numerator * w) / sums[c % periods] : 0));
}

/** γ_0 … γ_{t−1}. */
function discounts(
  gamma: Float64Array,
  { periods }: Shape,
  isForever: boolean,
  endsOnWin: boolean,
): Float64Array {
  const discount = new Float64Array(gamma.length);
  for (let c = 0; c < gamma.length; c++) {
    const t = c % periods;
    discount[c] = t === 0 ? 1 : discount[c - 1] * gamma[c - 1];
    if (!isForever || t < periods - 1) continue;
    if (gamma[c] === 1) {
      throw new ParameterError(
        'discountFactor',
        1,
        'a number < 1 in a period that goes on for ever',
      );
    }
  }
  if (!isForever || endsOnWin) return discount;
  return discount.map((value, c) => (c % periods === periods - 1 ? value / (1 - gamma[c]) : value));
}

/** d_ii, and d_ij − d_ii for each j where a matrix is given. */
function completeDisaster(given: unknown, shape: Shape) {
  const { players, periods } = shape;
  const spec = contestTable.disasterCost;
  const own = new Float64Array(players * periods);
  const matrix = Array.from({ length: players }, () => new Float64Array(players * periods));
  let hasMatrix = false;
  periodsOf('disasterCost', given ?? spec.default, periods).forEach(([value, path], t) => {
    const list = playersOf(path, value, players);
    for (let i = 0; i < players; i++) {
      const place = list === value ? `${path}.${i}` : path;
      if (list !== value || !isList(list[i])) {
        own[i * periods + t] = checkNumber(place, list[i], spec);
        continue;
      }
      hasMatrix = true;
      const row = playersOf(place, list[i], players);
      const diagonal = checkNumber(`${place}.${i}`, row[i], spec);
      own[i * periods + t] = diagonal;
      for (let j = 0; j < players; j++) {
        matrix[j][i * periods + t] = checkNumber(`${place}.${j}`, row[j], spec) - diagonal;
      }
    }
  });
  return { own, matrix: hasMatrix ? matrix : [] };
}

/** @throws ParameterError for the first field that nobody knows */
export function refuseUnknown(prefix: string, object: object, known: readonly string[]): void {
  const stranger = Object.keys(object).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw unknownName(`${prefix}${stranger}`, (object as Record<string, unknown>)[stranger], known);
  }
}

function part(game: Record<string, unknown>, name: string, known: readonly string[]) {
  const fields = plainObject(name, game[name] ?? {}, `an object of ${known.join(', ')}`);
  refuseUnknown(`${name}.`, fields, known);
  return fields;
}

function flag(game: Record<string, unknown>, name: string, otherwise: boolean): boolean {
  const value = game[name] ?? otherwise;
  if (typeof value !== 'boolean') throw new ParameterError(name, value, 'true or false', 'type');
  return value;
}

export function wholeNumber(name: string, value: unknown, least: number, most: number): number {
  const expected = `a whole number from ${least} to ${most}`;
  if (typeof value !== 'number') throw new ParameterError(name, value, expected, 'type');
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new ParameterError(name, value, expected);
  }
  return value;
}

export function oneOf<Name extends string>(
  path: string,
  value: unknown,
  names: readonly Name[],
): Name {
  if (names.includes(value as Name)) return value as Name;
  throw new ParameterError(path, value, `one of ${names.join(', ')}`, 'type');
}
