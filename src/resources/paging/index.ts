/** Paging: which page leaves a cache that is full. */

import * as v from 'valibot';
import type { Backend } from '../../engine/backend';
import { parse, runEntries } from '../../engine/parameters';
import type { Progress } from '../../engine/result';
import { runSteps, runStepsAsync } from '../../engine/steps';
import { completeOptions, type PagingOptions, type PagingProblem, traceOf } from './problem';
import type { PagingResult } from './result';
import { workOf } from './solve';

export type { PagingCertificate } from './certificate';
export type { Page, PagingOptions, PagingPolicy, PagingProblem } from './problem';
export { pagingPolicies } from './problem';
export type {
  MarkingRuns,
  PagingAnomaly,
  PagingCurve,
  PagingOptimum,
  PagingPolicyResult,
  PagingResult,
  SlotPrice,
} from './result';

export interface PagingRun {
  readonly signal?: AbortSignal;
  /** Called now and then; `done` and `total` (an upper bound) are requests served, over all runs. */
  readonly onProgress?: (progress: Progress) => void;
}

const runSchema = v.strictObject(runEntries, 'an object of options');

/**
 * Faults of policies over one trace of requests, from an empty cache, beside the fewest that any policy has.
 *
 * - `lru` evicts what was requested least recently, `fifo` what was fetched first: within k of the optimum.
 * - `lfu` evicts what had the fewest requests since it was fetched: no bound.
 * - `marking` evicts at random what was not requested in this phase: within 2 H_k in expectation.
 * - `belady` evicts what is requested last in the future: the optimum, proven by prices of a slot by time.
 *
 * `curve` has faults against the size of the cache, `anomalies` where more slots make more faults.
 *
 * @throws ParameterError naming the first field or option that is not usable
 */
export function paging(
  backend: Backend,
  problem: PagingProblem,
  options?: PagingOptions,
): PagingResult {
  const trace = traceOf(problem);
  return runSteps(workOf(backend, trace, completeOptions(options, trace)).steps);
}

/** As `paging`, giving way to the event loop between runs, so that a `signal` can end it. */
export async function pagingAsync(
  backend: Backend,
  problem: PagingProblem,
  options?: PagingOptions,
  run: PagingRun = {},
): Promise<PagingResult> {
  parse(runSchema, run, 'run');
  const trace = traceOf(problem);
  const { steps, cut } = workOf(backend, trace, completeOptions(options, trace));
  return runStepsAsync(steps, run, cut);
}
