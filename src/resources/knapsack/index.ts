/** Knapsacks: which items are worth most within a capacity. */

import * as v from 'valibot';
import type { Backend } from '../../engine/backend';
import { parse, runEntries } from '../../engine/parameters';
import type { Progress } from '../../engine/result';
import { turn } from '../../engine/steps';
import {
  completeKnapsack,
  completeOptions,
  type KnapsackOptions,
  type KnapsackProblem,
} from './parameters';
import { cellsPerStep } from './row';
import { type KnapsackResult, runOf } from './solve';

export type { KnapsackCertificate } from './certificate';
export type {
  KnapsackCount,
  KnapsackMethod,
  KnapsackOptions,
  KnapsackProblem,
} from './parameters';
export { knapsackMethods, usualEpsilon } from './parameters';
export type { KnapsackMarginal, KnapsackResult } from './solve';

export interface KnapsackRun {
  readonly signal?: AbortSignal;
  /** Called after each part of the work; `done` and `total` (an upper bound) are cells of a programme. */
  readonly onProgress?: (progress: Progress) => void;
}

const runSchema = v.strictObject(runEntries, 'an object of options');

/**
 * The items worth most whose weight is within the capacity; each once, `counts` times, or without limit.
 *
 * - `exact` (the default): the optimum, to the rounding of sums: exact where values are whole. Memory is
 *   that of the capacity, not of items × capacity. A problem whose hard core has a capacity beyond 2²⁵
 *   (after division by the weights' common divisor) and too many states besides ends `iteration-limit`.
 * - `fptas`: at least (1 − epsilon) of the optimum, in time polynomial in the items and 1/epsilon.
 * - `greedy`: at least half the optimum, in the time it takes to sort.
 * - `fractional`: items can be divided.
 *
 * No items are worth 0. Of items without value none are taken; those without weight are taken whole.
 *
 * @throws ParameterError naming the first field that is not usable
 */
export function knapsack(
  backend: Backend,
  problem: KnapsackProblem,
  options?: KnapsackOptions,
): KnapsackResult {
  const { steps } = runOf(backend, completeKnapsack(problem), completeOptions(options));
  let at = steps.next();
  while (!at.done) at = steps.next();
  return at.value;
}

/** As `knapsack`, giving way to the event loop now and then, so that a `signal` can end it. */
export async function knapsackAsync(
  backend: Backend,
  problem: KnapsackProblem,
  options?: KnapsackOptions,
  run: KnapsackRun = {},
): Promise<KnapsackResult> {
  const { signal, onProgress } = parse(runSchema, run, 'run');
  const { steps, cut } = runOf(backend, completeKnapsack(problem), completeOptions(options));
  const most = cellsPerStep(backend) / 4;
  let seen = 0;
  await turn();
  if (signal?.aborted) return cut();
  for (let at = steps.next(); ; at = steps.next()) {
    if (at.done) return at.value;
    const { done, total } = at.value;
    // done falls back where the margins begin
    if (Math.abs(done - seen) < most) continue;
    seen = done;
    onProgress?.({ done, total });
    await turn();
    if (signal?.aborted) return cut();
  }
}
