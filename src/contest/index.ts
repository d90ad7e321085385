/**
 * `shadowprice/contest`: how rivals trade safety against performance when they race.
 *
 * The functions take a backend and a game from `completeGame`; `contestOf` binds them to a backend.
 */

import type { Backend } from '../engine/backend';
import {
  type Anarchy,
  type OptimumOptions,
  type OptimumResult,
  optimum,
  priceOfAnarchy,
} from './optimum/index';
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
import {
  type CompareOptions,
  type CompareResult,
  compare,
  compareAsync,
  type ExpandedPoint,
  type Expansion,
  expand,
  type ScenarioOptions,
  type ScenarioResult,
  type ScenarioRun,
  scenario,
  scenarioAsync,
  type Vary,
} from './scenario/index';
import { type ContestSensitivity, type SensitivityOptions, sensitivity } from './sensitivity/index';
import { solve, solveAsync } from './solve/index';
import type { ContestSolution, Equilibrium, SolveOptions, SolveRun } from './solve/result';
import { disasterProbability, type StatesResult, states } from './states';
import type { Strategies, StrategiesGiven } from './strategies';

export type { ContestComponents } from './components';
export type { ContestCost, InputName, InputPrices } from './costs';
export { inputNames } from './costs';
export { type ContestDemo, demos } from './demo';
export type { Anarchy, OptimumCertificate, OptimumOptions, OptimumResult } from './optimum/index';
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
export type {
  Claim,
  ComparedPoint,
  CompareOptions,
  CompareResult,
  ExpandedPoint,
  Expansion,
  Outcome,
  OutcomeName,
  ScenarioAxis,
  ScenarioColumns,
  ScenarioOptions,
  ScenarioPoint,
  ScenarioResult,
  ScenarioRun,
  Solver,
  VariedValue,
  Vary,
} from './scenario/index';
export { mergeScenarios } from './scenario/index';
export type { ContestSensitivity, Sensitivity, SensitivityOptions } from './sensitivity/index';
export type {
  BestResponseCycle,
  BoundInput,
  ContestCertificate,
  ContestSolution,
  Deviation,
  Equilibrium,
  MixedStrategy,
  PublishedClaim,
  Refused,
  SecondOrder,
  SolveMethod,
  SolveOptions,
  SolveRun,
} from './solve/result';
export type { StatesResult } from './states';
export type { Strategies, StrategiesGiven } from './strategies';
export { type ContestName, contestTable } from './table';
export type { Each, GameNumber, PerPeriod } from './values';
export {
  compare,
  compareAsync,
  completeGame,
  disasterProbability,
  expand,
  gradient,
  jacobian,
  optimum,
  payoffs,
  priceOfAnarchy,
  scenario,
  scenarioAsync,
  sensitivity,
  solve,
  solveAsync,
  states,
};

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
  /** Equilibria, each attacked before it is called one. */
  solve(options?: SolveOptions): ContestSolution;
  /** As `solve`; a `signal` can end it. */
  solveAsync(options?: SolveOptions, run?: SolveRun): Promise<ContestSolution>;
  /** The profile that makes the sum of payoffs greatest; beside equilibria see `priceOfAnarchy`. */
  optimum(options?: OptimumOptions): OptimumResult;
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
  solve(parameters?: ContestParameters, options?: SolveOptions): ContestSolution;
  solveAsync(
    parameters?: ContestParameters,
    options?: SolveOptions,
    run?: SolveRun,
  ): Promise<ContestSolution>;
  optimum(parameters?: ContestParameters, options?: OptimumOptions): OptimumResult;
  /** How far equilibria fall short of the social optimum, with payoffs of the game as it is. */
  priceOfAnarchy(
    parameters: ContestParameters,
    optimum: OptimumResult,
    equilibria: ContestSolution | readonly Equilibrium[],
  ): Anarchy;
  /** How an equilibrium in pure strategies and its payoffs change with the numbers of the game. */
  sensitivity(
    parameters: ContestParameters,
    strategies: Strategies,
    options?: SensitivityOptions,
  ): ContestSensitivity;
  /** The games of a scenario, without solving them. */
  expand(parameters: ContestParameters, vary: readonly Vary[], how?: Expansion): ExpandedPoint[];
  /** Equilibria over values of some parameters. */
  scenario(parameters: ContestParameters, options: ScenarioOptions): ScenarioResult;
  /** As `scenario`, on several threads where `run.workers` asks for them; a `signal` can end it. */
  scenarioAsync(
    parameters: ContestParameters,
    options: ScenarioOptions,
    run?: ScenarioRun,
  ): Promise<ScenarioResult>;
  /** Two kinds of games over a common grid, point by point. */
  compare(options: CompareOptions): CompareResult;
  compareAsync(options: CompareOptions, run?: ScenarioRun): Promise<CompareResult>;
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
    solve: (options) => solve(backend, complete, options),
    solveAsync: (options, run) => solveAsync(backend, complete, options, run),
    optimum: (options) => optimum(backend, complete, options),
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
    solve: (parameters, options) => game(parameters).solve(options),
    solveAsync: async (parameters, options, run) => game(parameters).solveAsync(options, run),
    optimum: (parameters, options) => game(parameters).optimum(options),
    priceOfAnarchy: (parameters, best, equilibria) =>
      priceOfAnarchy(best, equilibria, { backend, game: completeGame(parameters) }),
    sensitivity: (parameters, given, options) => sensitivity(backend, parameters, given, options),
    expand: (parameters, vary, how) => expand(backend, parameters, vary, how),
    scenario: (parameters, options) => scenario(backend, solve, parameters, options),
    scenarioAsync: (parameters, options, run) =>
      scenarioAsync(backend, solve, parameters, options, run),
    compare: (options) => compare(backend, solve, options),
    compareAsync: (options, run) => compareAsync(backend, solve, options, run),
  };
}
