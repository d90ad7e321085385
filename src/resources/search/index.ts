/** Local search, simulated annealing, tabu search and genetic algorithms over one interface of problems. */

import * as v from 'valibot';
import type { Backend } from '../../engine/backend';
import { parse, runEntries } from '../../engine/parameters';
import { type Run, runSteps, runStepsAsync } from '../../engine/steps';
import { checked } from './checked';
import { completeOptions } from './options';
import { builtIn, isBuiltIn, type SearchAnswers, type SearchData } from './problems/index';
import { type Posed, runOf, type SearchRun } from './solve';
import type { SearchOptions, SearchProblem, SearchResult } from './types';

export type { RandomStream } from '../../sampling/random-stream';
export { usualEvaluations } from './options';
export type { AssignmentAnswer, AssignmentData } from './problems/assignment';
export type {
  SetCoverAnswer,
  SetCoverData,
  VertexCoverAnswer,
  VertexCoverData,
} from './problems/covers';
export type { SearchAnswers, SearchData, SearchKind } from './problems/index';
export { searchKinds, searchProblemOf } from './problems/index';
export type { KnapsackAnswer, KnapsackData } from './problems/knapsack';
export type { MaxCutAnswer, MaxCutData } from './problems/max-cut';
export type { PlacementAnswer, PlacementData } from './problems/placement';
export type { ScheduleAnswer, ScheduleData } from './problems/schedule';
export type { TourAnswer, TourData } from './problems/tour';
export type {
  SearchCertificate,
  SearchHistory,
  SearchMethod,
  SearchOptions,
  SearchProblem,
  SearchRatio,
  SearchResult,
} from './types';
export { coolings, improvements, searchMethods } from './types';

const runSchema = v.strictObject(runEntries, 'an object of options');

/**
 * A good solution of a problem of combinatorial optimization: a built-in one as data with a `kind`
 * (`knapsack`, `set-cover`, `vertex-cover`, `assignment`, `placement`, `tour`, `schedule`, `max-cut`), or one's
 * own as a `SearchProblem`.
 *
 * - `local`: descents from random solutions;
 * - `annealing` (the default): Metropolis' walk, cooled; needs nothing but random moves;
 * - `tabu`: the best move that is not forbidden;
 * - `genetic`: a population with crossover and random moves.
 *
 * The solution is always feasible. It is the same for the same problem, seed and options, to the bit.
 *
 * @throws ParameterError naming the first field, option or function that is not usable
 */
export function search<Data extends SearchData>(
  backend: Backend,
  problem: Data,
  options?: SearchOptions,
): SearchResult<SearchAnswers[Data['kind']]>;
export function search<Solution, Move>(
  backend: Backend,
  problem: SearchProblem<Solution, Move>,
  options?: SearchOptions,
): SearchResult<Solution>;
export function search(backend: Backend, problem: unknown, options?: SearchOptions): SearchResult {
  return runSteps(prepared(backend, problem, options).steps);
}

/** As `search`, giving way to the event loop: `signal` ends it with the best solution until then. */
export function searchAsync<Data extends SearchData>(
  backend: Backend,
  problem: Data,
  options?: SearchOptions,
  run?: Run,
): Promise<SearchResult<SearchAnswers[Data['kind']]>>;
export function searchAsync<Solution, Move>(
  backend: Backend,
  problem: SearchProblem<Solution, Move>,
  options?: SearchOptions,
  run?: Run,
): Promise<SearchResult<Solution>>;
export async function searchAsync(
  backend: Backend,
  problem: unknown,
  options?: SearchOptions,
  run: Run = {},
): Promise<SearchResult> {
  const watch = parse(runSchema, run, 'run') as Run;
  const { steps, cut } = prepared(backend, problem, options);
  return runStepsAsync(steps, watch, cut);
}

/** Both calls bound to a backend. */
export interface Searches {
  /** A good solution of a combinatorial problem, by local search, annealing, tabu search or a population. */
  search<Data extends SearchData>(
    problem: Data,
    options?: SearchOptions,
  ): SearchResult<SearchAnswers[Data['kind']]>;
  search<Solution, Move>(
    problem: SearchProblem<Solution, Move>,
    options?: SearchOptions,
  ): SearchResult<Solution>;
  /** As `search`, giving way to the event loop, with a signal and progress. */
  searchAsync<Data extends SearchData>(
    problem: Data,
    options?: SearchOptions,
    run?: Run,
  ): Promise<SearchResult<SearchAnswers[Data['kind']]>>;
  searchAsync<Solution, Move>(
    problem: SearchProblem<Solution, Move>,
    options?: SearchOptions,
    run?: Run,
  ): Promise<SearchResult<Solution>>;
}

export function searchesOf(backend: Backend): Searches {
  // the kinds of a problem are told apart by the calls themselves
  const calls = {
    search: (problem: SearchData, options?: SearchOptions) => search(backend, problem, options),
    searchAsync: (problem: SearchData, options?: SearchOptions, run?: Run) =>
      searchAsync(backend, problem, options, run),
  };
  return calls as Searches;
}

function prepared(backend: Backend, problem: unknown, options: unknown): SearchRun {
  const complete = completeOptions(options);
  return runOf(backend, posedOf(problem), complete);
}

function posedOf(problem: unknown): Posed<unknown, unknown> {
  if (isBuiltIn(problem)) return builtIn(problem);
  return { kind: 'custom', problem: checked(problem as SearchProblem<unknown, unknown>) };
}
