/**
 * A token budget for frames that arrive one by one, the tokens of each decided before the next is seen.
 *
 *     max Σ_t f_t(x_t),  Σ x_t ≤ T,  l_t ≤ x_t ≤ u_t,  f_t concave, known when frame t arrives
 *
 * Source of the problem: "Resource Allocation & Optimization Algorithms", section 8 (ARR-COC token
 * budgets, streaming video); of its solution: the papers named in `pricing.ts`, where the proof is.
 */

import * as v from 'valibot';
import type { Backend } from '../../engine/backend';
import { parse, runEntries } from '../../engine/parameters';
import { runSteps, runStepsAsync, type Steps, type Run as StreamRun } from '../../engine/steps';
import { readStream, type StreamOptions, type StreamProblem } from './problem';
import { emptyResult, type StreamResult } from './result';
import { solveStream } from './solve';

export type { StreamBaseline } from './baselines';
export type { StreamCertificate } from './certificate';
export type { StreamValues } from './pricing';
export type { StreamFrame, StreamOptions, StreamProblem } from './problem';
export type { StreamPolicy, StreamResult } from './result';
export type { StreamRun };

const runSchema = v.strictObject(runEntries, 'an object of options');

/**
 * Tokens of frames by a price that rises as the budget is used, within 1 + ln(U/L) of the optimum that
 * knows all frames: no online policy promises more.
 *
 * What must be known in advance: the budget, L and U (`values`), and the tokens put by for lower bounds
 * (`reserve`). Given these, what a frame gets does not depend on later ones. Without `values` the range
 * is taken from the frames themselves. Curves must be concave; up to 10⁷ frames.
 *
 * @throws ParameterError naming the first field or option that is not usable
 */
export function streamTokens(
  backend: Backend,
  problem: StreamProblem,
  options: StreamOptions = {},
): StreamResult {
  return runSteps(stepsOf(backend, problem, options));
}

/** As `streamTokens`, giving way to the event loop now and then, so that a `signal` can end it. */
export async function streamTokensAsync(
  backend: Backend,
  problem: StreamProblem,
  options: StreamOptions = {},
  run: StreamRun = {},
): Promise<StreamResult> {
  const checked = parse(runSchema, run, 'run') as StreamRun;
  const steps = stepsOf(backend, problem, options);
  return runStepsAsync(steps, checked, () => emptyResult(backend, 'cancelled'));
}

function stepsOf(backend: Backend, problem: unknown, options: unknown): Steps<StreamResult> {
  return solveStream(backend, readStream(backend.math, problem, options));
}
