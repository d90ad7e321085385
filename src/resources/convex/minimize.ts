/**
 * Minimization of a caller's function over a convex set, by projected gradients or limited-memory BFGS.
 *
 * A method makes points; here they are counted, tested, reported. The test is |x − P(x − ∇f)| ≤ tolerance in every
 * coordinate; the certificate is (RC2), which has no projection in it.
 */

import * as v from 'valibot';
import type { Backend, BackendName } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { parse, wholeNumber } from '../../engine/parameters';
import type { Progress, Status } from '../../engine/result';
import { turn } from '../../engine/steps';
import type { Descent, Failure } from './descent';
import { followed, stepsOf } from './follow';
import { certify, type KktCertificate, kktOf, type SetMultipliers } from './kkt';
import { type Differentiable, objectiveOf } from './objective';
import { type MinimizeMethod, type MinimizeOptions, settingsOf, startOf } from './options';
import type { ConvexSet } from './sets';
import { type FiniteSum, stochasticSteps, wholeGradient } from './stochastic';

export interface MinimizeProblem extends Differentiable {
  /** Default `{ kind: 'free' }`. */
  readonly set?: ConvexSet;
  /** f as a mean of terms, for `sgd`; its gradient serves where `gradient` is left out. */
  readonly sum?: FiniteSum;
}

export interface MinimizeResult {
  /**
   * `unbounded`: f fell below −10¹⁰⁰; `diverged`: f or its gradient left the numbers, as `failure` says;
   * `iteration-limit`: also where no step gained anything before the tolerance was met.
   */
  readonly status: Exclude<Status, 'infeasible'>;
  readonly backend: BackendName;
  readonly method: MinimizeMethod;
  readonly x: Float64Array;
  /** f(x). */
  readonly value: number;
  /** ∇f(x). */
  readonly gradient: Float64Array;
  /** Whether gradients are central differences, as the problem has none. */
  readonly differences: boolean;
  readonly iterations: number;
  readonly evaluations: { readonly f: number; readonly gradient: number };
  /** Prices of the set's constraints. */
  readonly multipliers: SetMultipliers;
  /** What the caller's function said, and where, if that ended the run. */
  readonly failure: Failure | null;
  readonly certificate: KktCertificate;
}

const problemSchema = v.strictObject(
  {
    f: v.optional(v.unknown()),
    gradient: v.optional(v.unknown()),
    set: v.optional(v.unknown()),
    sum: v.optional(v.unknown()),
  },
  'an object of f, gradient and set',
);
const sumSchema = v.strictObject(
  {
    count: wholeNumber(1, 2 ** 31),
    gradient: v.custom<FiniteSum['gradient']>(
      (x) => typeof x === 'function',
      'a function of i and x',
    ),
  },
  'an object of count and gradient',
);

/**
 * The minimum of f over a set: the global one where f is convex, else one to which the start leads.
 *
 * f and its gradient are the caller's: they are called with a copy of the point, and what they throw is not caught.
 * A value that is NaN or +∞ where a step is searched makes the step shorter; anywhere else it ends the run.
 *
 * @throws ParameterError naming the first part of problem or options that is not usable
 */
export function minimize(
  backend: Backend,
  problem: MinimizeProblem,
  options: MinimizeOptions = {},
): MinimizeResult {
  const run = minimizing(backend, problem, options);
  for (;;) {
    const { done, value } = run.next();
    if (done) return value;
  }
}

/** As `minimize`, giving way to the event loop now and then, so that a `signal` can end it. */
export async function minimizeAsync(
  backend: Backend,
  problem: MinimizeProblem,
  options: MinimizeOptions = {},
): Promise<MinimizeResult> {
  return unhurried(minimizing(backend, problem, options));
}

/** Milliseconds between two rests. */
const rest = 50;

/** Runs to its end with a rest now and then; the answer does not depend on when. */
export async function unhurried<T>(run: Generator<unknown, T, void>): Promise<T> {
  let last = Number.NEGATIVE_INFINITY;
  for (;;) {
    const now = performance.now();
    if (now - last > rest) {
      await turn();
      last = performance.now();
    }
    const { done, value } = run.next();
    if (done) return value;
  }
}

function* minimizing(
  backend: Backend,
  given: MinimizeProblem,
  options: MinimizeOptions,
): Generator<Progress, MinimizeResult, void> {
  const problem = parse(problemSchema, given, 'problem') as MinimizeProblem;
  const settings = settingsOf(options);
  const { region, start } = startOf(settings.start, problem.set ?? { kind: 'free' });
  const sum = problem.sum === undefined ? undefined : parse(sumSchema, problem.sum, 'sum');
  if (settings.method === 'sgd' && sum === undefined) {
    throw new ParameterError('sum', sum, 'an object of count and gradient, for sgd', 'type');
  }
  const n = start.length;
  const gradient = problem.gradient ?? (sum && wholeGradient(sum, n));
  const objective = objectiveOf(problem.f, gradient, n);
  const { step, momentum, memory } = settings;
  const descent: Descent = {
    math: backend.math,
    region,
    objective,
    start,
    step,
    momentum,
    memory,
  };
  const steps =
    settings.method === 'sgd'
      ? stochasticSteps(descent, backend, { sum: sum!, batch: settings.batch, seed: settings.seed })
      : stepsOf(settings.method, descent);
  const { status, at, iterations, failure } = yield* followed(steps, region, settings, start);
  const report = kktOf(region, at.x, at.gradient);
  return {
    status,
    backend: backend.name,
    method: settings.method,
    ...at,
    differences: gradient === undefined,
    iterations,
    evaluations: { ...objective.evaluations },
    multipliers: report.multipliers,
    failure,
    certificate: certify(report, at.value, settings.tolerance),
  };
}
