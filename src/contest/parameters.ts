/**
 * The game as plain data, and its completion to the flat arrays of the kernels.
 *
 * Every number may be one for all players or an array with one a player, and `{ byPeriod: [...] }` with either
 * of them for each period.
 */

import { ParameterError } from '../engine/errors';
import type { ContestModel } from '../engine/kernels/contest';
import { completeModel, oneOf, refuseUnknown, wholeNumber } from './complete';
import { type ContestComponents, completeComponents, withFunctions } from './components';
import type { ContestCost } from './costs';
import { contestTable } from './table';
import {
  checkNumber,
  type Each,
  type GameNumber,
  type PerPeriod,
  plainObject,
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
  /** Functions in place of parts of the game; they need the backend `javascript`. */
  readonly components?: ContestComponents;
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
  'components',
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
  const { maximumSharing: most = contestTable.maximumSharing.default } = game;
  const maximumSharing = checkNumber('maximumSharing', most, contestTable.maximumSharing);
  const functions = completeComponents('components', game.components);
  const model = withFunctions(completeModel(game, shape, inputs), functions, maximumSharing);
  return {
    ...shape,
    actions,
    inputs,
    maximumSharing,
    model,
    believed: completeBeliefs(game, shape, inputs, model, maximumSharing),
  };
}

function completeBeliefs(
  game: Record<string, unknown>,
  shape: Shape,
  inputs: 2 | 4 | 6,
  model: ContestModel,
  maximumSharing: number,
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
    const own = completeComponents(`beliefs.${i}.components`, belief.components);
    const functions = { ...model.components?.functions, ...own };
    try {
      const seen = completeModel({ ...game, ...merged(game, belief) }, shape, inputs);
      return withFunctions(seen, functions, maximumSharing);
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
