/** The functions of `resources` bound to a backend. */

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
  type SetCoverOptions,
  type SetCoverProblem,
  type SetCoverResult,
  setCover,
  type VertexCoverOptions,
  type VertexCoverProblem,
  type VertexCoverResult,
  vertexCover,
} from './cover/index';
import {
  type FairShareOptions,
  type FairShareProblem,
  type FairShareResult,
  fairShare,
} from './fair-share/index';
import {
  type ActivitiesOptions,
  type ActivitiesProblem,
  type ActivitiesResult,
  type ActivitiesRun,
  activities,
  activitiesAsync,
  type SpanningTreeOptions,
  type SpanningTreeProblem,
  type SpanningTreeResult,
  spanningTree,
} from './greedy/index';
import {
  type KnapsackOptions,
  type KnapsackProblem,
  type KnapsackResult,
  type KnapsackRun,
  knapsack,
  knapsackAsync,
} from './knapsack/index';
import {
  type PagingOptions,
  type PagingProblem,
  type PagingResult,
  type PagingRun,
  paging,
  pagingAsync,
} from './paging/index';
import {
  integerProgram,
  linearProgram,
  type Program,
  type ProgramOptions,
  type ProgramResult,
  quadraticProgram,
} from './programs/index';
import {
  type ProvisionOptions,
  type ProvisionProblem,
  type ProvisionResult,
  type ProvisionRun,
  provision,
  provisionAsync,
} from './provision/index';
import {
  type GangScheduleOptions,
  type GangScheduleProblem,
  type GangScheduleResult,
  gangSchedule,
} from './schedule/index';
import { type Searches, searchesOf } from './search/index';
import {
  type SkiRentalOptions,
  type SkiRentalProblem,
  type SkiRentalResult,
  skiRental,
} from './ski-rental/index';
import {
  type StreamOptions,
  type StreamProblem,
  type StreamResult,
  type StreamRun,
  streamTokens,
  streamTokensAsync,
} from './stream/index';
import { type TokensOptions, type TokensProblem, type TokensResult, tokens } from './tokens/index';

/** The domain bound to a backend. */
export interface Resources extends Searches {
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
  /** Sets that hold all elements at little cost, with a bound, or at the least. */
  setCover(problem: SetCoverProblem, options?: SetCoverOptions): Promise<SetCoverResult>;
  /** Vertices that touch all edges, of little weight, with a bound, or of the least. */
  vertexCover(
    problem: VertexCoverProblem,
    options?: VertexCoverOptions,
  ): Promise<VertexCoverResult>;
  /** Edges of least or greatest cost that join all vertices, and how far costs may move. */
  spanningTree(problem: SpanningTreeProblem, options?: SpanningTreeOptions): SpanningTreeResult;
  /** The activities worth most that some machines have time for, with the price of a machine's time. */
  activities(problem: ActivitiesProblem, options?: ActivitiesOptions): ActivitiesResult;
  /** As `activities`, giving way to the event loop, with a signal and progress. */
  activitiesAsync(
    problem: ActivitiesProblem,
    options?: ActivitiesOptions,
    run?: ActivitiesRun,
  ): Promise<ActivitiesResult>;
  /** Rates of flows that share one resource or the links of a network: max–min, proportional, α-fair. */
  fairShare(problem: FairShareProblem, options?: FairShareOptions): FairShareResult;
  /** When jobs start that need all their GPUs at one time, without a break. */
  gangSchedule(
    problem: GangScheduleProblem,
    options?: GangScheduleOptions,
  ): Promise<GangScheduleResult>;
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
  /** What renting and buying cost beside the least cost in hindsight: fixed, random, with a prediction. */
  skiRental(problem: SkiRentalProblem, options?: SkiRentalOptions): SkiRentalResult;
  /** Faults of LRU, FIFO, LFU, marking and Belady's MIN over a trace of requests, proven and by cache size. */
  paging(problem: PagingProblem, options?: PagingOptions): PagingResult;
  /** As `paging`, giving way to the event loop, with a signal and progress. */
  pagingAsync(
    problem: PagingProblem,
    options?: PagingOptions,
    run?: PagingRun,
  ): Promise<PagingResult>;
  /** A token budget for frames that arrive one by one, by a rising price: within 1 + ln(U/L) of hindsight. */
  streamTokens(problem: StreamProblem, options?: StreamOptions): StreamResult;
  /** As `streamTokens`, giving way to the event loop, with a signal and progress. */
  streamTokensAsync(
    problem: StreamProblem,
    options?: StreamOptions,
    run?: StreamRun,
  ): Promise<StreamResult>;
  /** Machines on demand or reserved, for a demand not known beforehand: rules with bounds, and the optimum. */
  provision(problem: ProvisionProblem, options?: ProvisionOptions): ProvisionResult;
  /** As `provision`, giving way to the event loop, with a signal and progress. */
  provisionAsync(
    problem: ProvisionProblem,
    options?: ProvisionOptions,
    run?: ProvisionRun,
  ): Promise<ProvisionResult>;
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
    setCover: (problem, options) => setCover(backend, problem, options),
    vertexCover: (problem, options) => vertexCover(backend, problem, options),
    spanningTree: (problem, options) => spanningTree(backend, problem, options),
    activities: (problem, options) => activities(backend, problem, options),
    activitiesAsync: (problem, options, run) => activitiesAsync(backend, problem, options, run),
    fairShare: (problem, options) => fairShare(backend, problem, options),
    gangSchedule: (problem, options) => gangSchedule(backend, problem, options),
    minimize: (problem, options) => minimize(backend, problem, options),
    minimizeAsync: (problem, options) => minimizeAsync(backend, problem, options),
    minimizeConstrained: (problem, options) => minimizeConstrained(backend, problem, options),
    minimizeConstrainedAsync: (problem, options) =>
      minimizeConstrainedAsync(backend, problem, options),
    pareto: (problem, options) => pareto(backend, problem, options),
    ...searchesOf(backend),
    skiRental: (problem, options) => skiRental(backend, problem, options),
    paging: (problem, options) => paging(backend, problem, options),
    pagingAsync: (problem, options, run) => pagingAsync(backend, problem, options, run),
    streamTokens: (problem, options) => streamTokens(backend, problem, options),
    streamTokensAsync: (problem, options, run) => streamTokensAsync(backend, problem, options, run),
    provision: (problem, options) => provision(backend, problem, options),
    provisionAsync: (problem, options, run) => provisionAsync(backend, problem, options, run),
    tokens: (problem, options) => tokens(backend, problem, options),
  };
}
