/**
 * The game as plain data, and its completion to the flat arrays of the kernels.
 *
 * Every number may be one for all players or an array with one a player, and `{ byPeriod: [...] }` with either
 * of them for each period.
 */

import { ParameterError } from '../engine/errors';
import type { ContestModel } from '../engine/kernels/contest';
import { unknownName } from '../engine/parameters';
import { type ContestCost, completeCost } from './costs';
import { type ContestArrays, contestModel } from './model';
import { type ContestName, contestTable } from './table';
import {
  checkNumber,
  completeNumber,
  type Each,
  type GameNumber,
  isList,
  type PerPeriod,
  periodsOf,
  plainObject,
  playersOf,
  type Shape,
} from './values';

export type ContestActions = 'basic' | 'invest' | 'share';

export interface ContestRisk {
  /** Whose safety a safe win hangs on: the winner's, all players' (product or mean), nobody's. Default winner. */
  readonly kind?: 'winner' | 'multiplicative' | 'additive' | 'none';
  /** θ ≥ 0: o = s p^{−θ}. Default 0.5. */
  readonly theta?: GameNumber;
  /** w ≥ 0, not all 0: weights of players in multiplicative and additive risk. Default 1. */
  readonly weights?: GameNumber;
}

export interface ContestSuccess {
  /** p_j/Σp, or w p_j/(1 + w Σp), where nobody may win. Default ratio. */
  readonly kind?: 'ratio' | 'ratio-with-draw';
  /** w > 0, the same for all players. Default 1. */
  readonly scale?: PerPeriod<number>;
}

/** What player i gets: winFixed + winPerPerformance p_i where he wins, and so on. */
export interface ContestReward {
  readonly winFixed?: GameNumber;
  readonly winPerPerformance?: GameNumber;
  readonly loseFixed?: GameNumber;
  readonly losePerPerformance?: GameNumber;
  /** The share in [0, 1] of the reward that is paid even in a disaster; true is 1. Default 0. */
  readonly onDisaster?: PerPeriod<Each | boolean | readonly boolean[]>;
}

/** What players think of the game where they differ; objects are completed by those of the game. */
export type ContestBelief = Partial<
  Omit<ContestParameters, 'players' | 'periods' | 'actions' | 'maximumSharing' | 'beliefs'>
>;

export interface ContestParameters {
  /** n, from 2 to 16. Default 2. */
  readonly players?: number;
  /** T, from 1 to 100. Default 1. */
  readonly periods?: number;
  /** basic: x_s, x_p; invest: and i_s, i_p; share: and z_s, z_p. Default basic. */
  readonly actions?: ContestActions;
  /** A > 0. By period, its changes are added to what is invested. Default 10. */
  readonly safetyProductivity?: GameNumber;
  /** α > 0. Default 0.5. */
  readonly safetyElasticity?: GameNumber;
  /** B > 0; by period as A. Default 1. */
  readonly performanceProductivity?: GameNumber;
  /** β > 0. Default 0.5. */
  readonly performanceElasticity?: GameNumber;
  readonly risk?: ContestRisk;
  readonly contestSuccess?: ContestSuccess;
  readonly reward?: ContestReward;
  /** d ≥ 0: one, one a player, or a matrix whose entry [i][j] is the cost to i where j wins. Default 1. */
  readonly disasterCost?: PerPeriod<Each | readonly (readonly number[] | Float64Array)[]>;
  readonly cost?: ContestCost;
  /** γ in [0, 1]. By period, from that period to the next. Default 1. */
  readonly discountFactor?: GameNumber;
  /** Whether the first win ends the game. Default false. */
  readonly endsOnWin?: boolean;
  /** Whether a period that nobody wins is a disaster. Default true, as in dynapai's code. */
  readonly noWinIsDisaster?: boolean;
  /** Whether the last period's actions are repeated for ever, without carrying over. Default false. */
  readonly lastPeriodForever?: boolean;
  /** The most that can be shared. Default 40. */
  readonly maximumSharing?: number;
  /** For each player what differs in the game as he sees it; null or {} where nothing does. */
  readonly beliefs?: readonly (ContestBelief | null | undefined)[];
}

/** A game, validated and complete. */
export interface ContestGame extends Shape {
  readonly actions: ContestActions;
  readonly inputs: 2 | 4 | 6;
  readonly maximumSharing: number;
  /** The game as it is. */
  readonly model: ContestModel;
  /** For each player the game as he sees it; null where all see it as it is. */
  readonly believed: readonly ContestModel[] | null;
}

const inputsOf = { basic: 2, invest: 4, share: 6 } as const;
const beliefNames = [
  'safetyProductivity',
  'safetyElasticity',
  'performanceProductivity',
  'performanceElasticity',
  'risk',
  'contestSuccess',
  'reward',
  'disasterCost',
  'cost',
  'discountFactor',
  'endsOnWin',
  'noWinIsDisaster',
  'lastPeriodForever',
] as const;
const gameNames = ['players', 'periods', 'actions', 'maximumSharing', 'beliefs', ...beliefNames];

/** @throws ParameterError naming the first field that is not usable */
export function completeGame(given: unknown = {}): ContestGame {
  const game = plainObject('game', given, 'an object of parameters');
  refuseUnknown('', game, gameNames);
  const players = wholeNumber('players', game.players ?? 2, 2, 16);
  const periods = wholeNumber('periods', game.periods ?? 1, 1, 100);
  const actions = oneOf('actions', game.actions ?? 'basic', ['basic', 'invest', 'share'] as const);
  const shape = { players, periods };
  const inputs = inputsOf[actions];
  const model = completeModel(game, shape, inputs);
  const { maximumSharing = contestTable.maximumSharing.default } = game;
  return {
    ...shape,
    actions,
    inputs,
    maximumSharing: checkNumber('maximumSharing', maximumSharing, contestTable.maximumSharing),
    model,
    believed: completeBeliefs(game, shape, inputs, model),
  };
}

function completeBeliefs(
  game: Record<string, unknown>,
  shape: Shape,
  inputs: 2 | 4 | 6,
  model: ContestModel,
): readonly ContestModel[] | null {
  const { beliefs } = game;
  if (beliefs === undefined || beliefs === null) return null;
  const expected = `an array of ${shape.players} objects or nulls`;
  if (!Array.isArray(beliefs)) throw new ParameterError('beliefs', beliefs, expected, 'type');
  if (beliefs.length !== shape.players) throw new ParameterError('beliefs', beliefs, expected);
  return beliefs.map((given: unknown, i) => {
    if (given === undefined || given === null) return model;
    const belief = plainObject(`beliefs.${i}`, given, 'an object or null');
    refuseUnknown(`beliefs.${i}.`, belief, beliefNames);
    try {
      return completeModel({ ...game, ...merged(game, belief) }, shape, inputs);
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error;
      const { path, expected: allowed, kind } = error;
      throw new ParameterError(`beliefs.${i}.${path}`, error.given, allowed, kind);
    }
  });
}

/** A belief whose objects are completed by those of the game; a cost of another kind stands for itself. */
function merged(game: Record<string, unknown>, belief: Record<string, unknown>) {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    Object.prototype.toString.call(value) === '[object Object]';
  return Object.fromEntries(
    Object.entries(belief).map(([name, value]) => {
      const base = game[name];
      const isNested = ['risk', 'contestSuccess', 'reward', 'cost'].includes(name);
      if (!isNested || !isObject(value) || !isObject(base)) return [name, value];
      const isOther = name === 'cost' && (value.kind ?? base.kind) !== base.kind;
      return [name, isOther ? value : { ...base, ...value }];
    }),
  );
}

function completeModel(
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

function refuseUnknown(prefix: string, object: object, known: readonly string[]): void {
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

function wholeNumber(name: string, value: unknown, least: number, most: number): number {
  const expected = `a whole number from ${least} to ${most}`;
  if (typeof value !== 'number') throw new ParameterError(name, value, expected, 'type');
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new ParameterError(name, value, expected);
  }
  return value;
}

function oneOf<Name extends string>(path: string, value: unknown, names: readonly Name[]): Name {
  if (names.includes(value as Name)) return value as Name;
  throw new ParameterError(path, value, `one of ${names.join(', ')}`, 'type');
}
