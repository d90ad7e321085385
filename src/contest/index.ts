/**
 * `shadowprice/contest`: how rivals trade safety against performance when they race.
 *
 * The functions take a backend and a game from `completeGame`; `contestOf` binds them to a backend.
 */

import type { Backend } from '../engine/backend';
import { type ContestGame, type ContestParameters, completeGame } from './parameters';
import {
  type FlatGradient,
  type FlatPayoffs,
  type GradientBatch,
  type GradientResult,
  gradient,
  type JacobianResult,
  jacobian,
  type PayoffsBatch,
  type PayoffsResult,
  payoffs,
} from './payoffs';
import { disasterProbability, type StatesResult, states } from './states';
import type { Strategies, StrategiesGiven } from './strategies';

export type { ContestCost, InputName, InputPrices } from './costs';
export { inputNames } from './costs';
export type {
  ContestActions,
  ContestBelief,
  ContestGame,
  ContestParameters,
  ContestReward,
  ContestRisk,
  ContestSuccess,
} from './parameters';
export type {
  FlatGradient,
  FlatPayoffs,
  GradientBatch,
  GradientResult,
  JacobianResult,
  PayoffsBatch,
  PayoffsResult,
} from './payoffs';
export type { StatesResult } from './states';
export type { Strategies, StrategiesGiven } from './strategies';
export { type ContestName, contestTable } from './table';
export type { Each, GameNumber, PerPeriod } from './values';
export { completeGame, disasterProbability, gradient, jacobian, payoffs, states };

/** U_i of one profile; of many, given as a list or flat in one array. */
interface Payoffs {
  (strategies: Strategies): PayoffsResult;
  (strategies: readonly Strategies[]): PayoffsBatch;
  (strategies: Float64Array): FlatPayoffs;
}

interface Gradient {
  (strategies: Strategies): GradientResult;
  (strategies: readonly Strategies[]): GradientBatch;
  (strategies: Float64Array): FlatGradient;
}

/** What `disasterProbability` answers. */
export interface DisasterResult extends Pick<StatesResult, 'disasterProbability' | 'backend'> {
  readonly disasterByPeriod: readonly number[];
}

/** A game whose parameters are checked once. */
export interface Game {
  /** What each player gets. */
  readonly payoffs: Payoffs;
  /** What each player gets, and how that changes with the own strategy. */
  readonly gradient: Gradient;
  /** What each player gets, and how that changes with everybody's strategies. */
  jacobian(strategies: Strategies): JacobianResult;
  /** Productivities, odds, chances to win and to get that far, period by period. */
  states(strategies: Strategies): StatesResult;
  /** The probability of at least one disaster. */
  disasterProbability(strategies: Strategies): DisasterResult;
}

/** The domain bound to a backend. */
export interface Contest {
  /** A game to ask several things of. */
  game(parameters?: ContestParameters): Game;
  payoffs(parameters: ContestParameters, strategies: Strategies): PayoffsResult;
  payoffs(parameters: ContestParameters, strategies: readonly Strategies[]): PayoffsBatch;
  payoffs(parameters: ContestParameters, strategies: Float64Array): FlatPayoffs;
  gradient(parameters: ContestParameters, strategies: Strategies): GradientResult;
  gradient(parameters: ContestParameters, strategies: readonly Strategies[]): GradientBatch;
  gradient(parameters: ContestParameters, strategies: Float64Array): FlatGradient;
  jacobian(parameters: ContestParameters, strategies: Strategies): JacobianResult;
  states(parameters: ContestParameters, strategies: Strategies): StatesResult;
  disasterProbability(parameters: ContestParameters, strategies: Strategies): DisasterResult;
}

export function contestOf(backend: Backend): Contest {
  const bind = (complete: ContestGame): Game => ({
    payoffs: ((given: StrategiesGiven) =>
      payoffs(backend, complete, given as Strategies)) as Payoffs,
    gradient: ((given: StrategiesGiven) =>
      gradient(backend, complete, given as Strategies)) as Gradient,
    jacobian: (given) => jacobian(backend, complete, given),
    states: (given) => states(backend, complete, given),
    disasterProbability: (given) => disasterProbability(backend, complete, given),
  });
  const game = (parameters?: ContestParameters) => bind(completeGame(parameters));
  return {
    game,
    payoffs: ((parameters: ContestParameters, given: Strategies) =>
      game(parameters).payoffs(given)) as Contest['payoffs'],
    gradient: ((parameters: ContestParameters, given: Strategies) =>
      game(parameters).gradient(given)) as Contest['gradient'],
    jacobian: (parameters, given) => game(parameters).jacobian(given),
    states: (parameters, given) => game(parameters).states(given),
    disasterProbability: (parameters, given) => game(parameters).disasterProbability(given),
  };
}
