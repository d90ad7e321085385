/**
 * `resources`: how a fixed budget of GPUs, bandwidth or tokens is best shared out.
 *
 * Every function takes a backend first; `engine.resources` has them bound to its own.
 */

import type { Backend } from '../engine/backend';
import {
  type ConstrainedOptions,
  type ConstrainedProblem,
  type ConstrainedResult,
  type MinimizeOptions,
  type MinimizeProblem,
  type MinimizeResult,
  minimize,
  minimizeAsync,
  minimizeConstrained,
  minimizeConstrainedAsync,
  type ParetoOptions,
  type ParetoProblem,
  type ParetoResult,
  pareto,
} from './convex/index';
import {
  type FairShareOptions,
  type FairShareProblem,
  type FairShareResult,
  fairShare,
} from './fair-share/index';
import {
  type KnapsackOptions,
  type KnapsackProblem,
  type KnapsackResult,
  type KnapsackRun,
  knapsack,
  knapsackAsync,
} from './knapsack/index';

import {
  integerProgram,
  linearProgram,
  type Program,
  type ProgramOptions,
  type ProgramResult,
  quadraticProgram,
} from './programs/index';
import { type TokensOptions, type TokensProblem, type TokensResult, tokens } from './tokens/index';

export type {
  ConstrainedOptions,
  ConstrainedProblem,
  ConstrainedResult,
  ConstraintReport,
  ConvexSet,
  Differentiable,
  Equality,
  Failure,
  FiniteSum,
  FrontCertificate,
  GradientCheck,
  Inequality,
  KktCertificate,
  MinimizeMethod,
  MinimizeOptions,
  MinimizeProblem,
  MinimizeResult,
  ParetoMethod,
  ParetoOptions,
  ParetoPoint,
  ParetoProblem,
  ParetoResult,
  SetMultipliers,
} from './convex/index';
export { checkGradient, project } from './convex/index';
export type {
  Bottleneck,
  FairShareMethod,
  FairShareOptions,
  FairShareProblem,
  FairShareResult,
  LinkPrice,
} from './fair-share/index';
export type {
  KnapsackCertificate,
  KnapsackCount,
  KnapsackMarginal,
  KnapsackMethod,
  KnapsackOptions,
  KnapsackProblem,
  KnapsackResult,
  KnapsackRun,
} from './knapsack/index';
export type {
  Conflict,
  Program,
  ProgramBuilder,
  ProgramCertificate,
  ProgramConstraint,
  ProgramFormat,
  ProgramOptions,
  ProgramResult,
  ProgramVariable,
  QuadraticTerm,
  Ranging,
  ShadowPrice,
  VariableType,
} from './programs/index';
export { programBuilder, readProgram, writeProgram } from './programs/index';
export type {
  PatchRelevance,
  Relevance,
  RuleResult,
  Tensions,
  TokensCertificate,
  TokensMeasures,
  TokensOptions,
  TokensProblem,
  TokensResult,
  TokensRules,
} from './tokens/index';
export {
  fairShare,
  integerProgram,
  knapsack,
  knapsackAsync,
  linearProgram,
  minimize,
  minimizeAsync,
  minimizeConstrained,
  minimizeConstrainedAsync,
  pareto,
  quadraticProgram,
  tokens,
};

/** The domain bound to a backend. */
export interface Resources {
  /** A linear program by HiGHS: prices and whether they are unique, ranging, proofs of what has no answer. */
  linearProgram(problem: Program, options?: ProgramOptions): Promise<ProgramResult>;
  /** As `linearProgram`, with whole and binary variables and menus of values. */
  integerProgram(problem: Program, options?: ProgramOptions): Promise<ProgramResult>;
  /** As `linearProgram`, with a convex quadratic objective. */
  quadraticProgram(problem: Program, options?: ProgramOptions): Promise<ProgramResult>;
  /** Which items are worth most within a capacity: each once, counted, or without limit. */
  knapsack(problem: KnapsackProblem, options?: KnapsackOptions): KnapsackResult;
  /** As `knapsack`, giving way to the event loop, with a signal and progress. */
  knapsackAsync(
    problem: KnapsackProblem,
    options?: KnapsackOptions,
    run?: KnapsackRun,
  ): Promise<KnapsackResult>;
  /** Rates of flows that share one resource or the links of a network: max–min, proportional, α-fair. */
  fairShare(problem: FairShareProblem, options?: FairShareOptions): FairShareResult;
  /** The minimum of a function over a set: free, a box, a simplex, a budget within a box, a ball. */
  minimize(problem: MinimizeProblem, options?: MinimizeOptions): MinimizeResult;
  /** As `minimize`, giving way to the event loop. */
  minimizeAsync(problem: MinimizeProblem, options?: MinimizeOptions): Promise<MinimizeResult>;
  /** The same under inequalities and equalities, with their prices. */
  minimizeConstrained(problem: ConstrainedProblem, options?: ConstrainedOptions): ConstrainedResult;
  /** As `minimizeConstrained`, giving way to the event loop. */
  minimizeConstrainedAsync(
    problem: ConstrainedProblem,
    options?: ConstrainedOptions,
  ): Promise<ConstrainedResult>;
  /** Points at which no objective can be less without another being more. */
  pareto(problem: ParetoProblem, options?: ParetoOptions): ParetoResult;
  /** A token budget over patches by relevance: whole or real tokens, prices, published rules beside it. */
  tokens(problem: TokensProblem, options?: TokensOptions): TokensResult;
}

export function resourcesOf(backend: Backend): Resources {
  return {
    linearProgram: (problem, options) => linearProgram(backend, problem, options),
    integerProgram: (problem, options) => integerProgram(backend, problem, options),
    quadraticProgram: (problem, options) => quadraticProgram(backend, problem, options),
    knapsack: (problem, options) => knapsack(backend, problem, options),
    knapsackAsync: (problem, options, run) => knapsackAsync(backend, problem, options, run),
    fairShare: (problem, options) => fairShare(backend, problem, options),
    minimize: (problem, options) => minimize(backend, problem, options),
    minimizeAsync: (problem, options) => minimizeAsync(backend, problem, options),
    minimizeConstrained: (problem, options) => minimizeConstrained(backend, problem, options),
    minimizeConstrainedAsync: (problem, options) =>
      minimizeConstrainedAsync(backend, problem, options),
    pareto: (problem, options) => pareto(backend, problem, options),
    tokens: (problem, options) => tokens(backend, problem, options),
  };
}
