/** `allocation.solve`: the optimal control, its value, its prices and its certificate. */

import type { Backend } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import type { Progress, Status } from '../engine/result';
import { turn } from '../engine/steps';
import { certify, type Finer, noCertificate } from './certificate';
import { controlOf } from './dense';
import { Model } from './model';
import { type CompleteSolveOptions, completeOptions, type SolveOptions } from './options';
import {
  type AllocationParameters,
  type CompleteAllocationParameters,
  completeParameters,
} from './parameters';
import { solveAsPublished } from './published';
import { type AllocationResult, divergedResult, resultOf } from './result';
import { type Extremal, findExtremal } from './shooting';
import { type SweepSolution, sweep } from './sweep';
import {
  idleTrajectory,
  presentValue,
  pricesOf,
  type Trajectory,
  trajectoryOfExtremal,
  trajectoryOfSweep,
} from './trajectory';

/** Relative error a step of the integrations whose numbers are reported. */
const accuracy = 1e-13;
/** … and of those that tell the error of the former. */
const looser = 1e-10;
/** |M(0)/M0 − 1| beyond which an extremal is no answer at all; training nothing is then reported instead. */
const offTrack = 1e-6;

/**
 * The allocation α(t) that maximizes J = ∫₀ᵀ e^{−ρt} βR M^γ (1−α) C dt + e^{−ρT} S M(T) subject to
 * dM/dt = βT (αC)^ε − δM, M(0) = M0, 0 ≤ α ≤ 1.
 *
 * @throws ParameterError where a parameter or an option is not usable (M0 must be > 0 here)
 */
export function solve(
  backend: Backend,
  parameters?: AllocationParameters,
  options?: SolveOptions,
): AllocationResult {
  const run = start(backend, parameters, options);
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

/** As `solve`, giving way to the event loop between rounds, so that a `signal` can end it. */
export async function solveAsync(
  backend: Backend,
  parameters?: AllocationParameters,
  options?: SolveOptions,
): Promise<AllocationResult> {
  const run = start(backend, parameters, options);
  let next = run.next();
  while (!next.done) {
    await turn();
    next = run.next();
  }
  return next.value;
}

/** Checks what is given at once, and computes in steps. */
function start(
  backend: Backend,
  parameters: unknown,
  options: unknown,
): Generator<undefined, AllocationResult> {
  const complete = completeParameters(parameters);
  requireStart(complete);
  return run(backend, complete, completeOptions(options));
}

/** M0 = 0 has no costate at the start where γ < 1, and no first-order condition; it can be simulated only. */
export function requireStart({ initialCapability }: CompleteAllocationParameters): void {
  if (initialCapability > 0) return;
  throw new ParameterError('initialCapability', initialCapability, 'a finite number > 0 to solve');
}

/** Where there is no second solution to compare with. */
const nothingFiner: Finer = { value: Number.NaN };

function finerOf(model: Model, trajectory: Trajectory): Finer {
  return { value: presentValue(model, trajectory), prices: pricesOf(model, trajectory) };
}

interface Attempt {
  readonly status: Status;
  readonly iterations: number;
  readonly history: readonly number[];
  /** The answer, and its value found with a halved step; absent where there is none to examine. */
  readonly found?: { readonly trajectory: Trajectory; readonly finer: Finer };
}

function* run(
  backend: Backend,
  parameters: CompleteAllocationParameters,
  options: CompleteSolveOptions,
): Generator<undefined, AllocationResult> {
  const model = new Model(parameters, backend.math);
  const { steps, method, certificateTolerance } = options;
  if (options.asPublished) return solveAsPublished(backend, model, options);
  const attempt =
    method === 'fbsm' ? yield* bySweep(backend, model, options) : yield* byShooting(model, options);
  const { iterations, history, found } = attempt;
  const ending = { method, backend: backend.name, iterations, history };
  if (found === undefined || !Number.isFinite(presentValue(model, found.trajectory))) {
    return divergedResult(model, steps, ending, certificateTolerance);
  }
  const certificate =
    attempt.status === 'cancelled'
      ? noCertificate(certificateTolerance)
      : certify(model, found.trajectory, found.finer, certificateTolerance);
  return resultOf(model, found.trajectory, { ...ending, status: attempt.status, certificate });
}

function* bySweep(
  backend: Backend,
  model: Model,
  options: CompleteSolveOptions,
): Generator<undefined, Attempt> {
  const solution = yield* iterate(backend, model, options, options.steps);
  const { status, iterations, history } = solution;
  if (status === 'diverged') return { status, iterations, history };
  const trajectory = trajectoryOfSweep(model, solution);
  let finer: Finer = nothingFiner;
  if (status === 'converged') {
    const { onProgress: _, ...silent } = options;
    const halved = yield* iterate(backend, model, silent, 2 * options.steps, solution);
    if (halved.status === 'converged') finer = finerOf(model, trajectoryOfSweep(model, halved));
  }
  return { status, iterations, history, found: { trajectory, finer } };
}

/** The sweep on a grid of `steps`, started from a solution on another where one is given. */
function* iterate(
  backend: Backend,
  model: Model,
  options: Omit<CompleteSolveOptions, 'onProgress'> & Pick<SolveOptions, 'onProgress'>,
  steps: number,
  from?: SweepSolution,
): Generator<undefined, SweepSolution> {
  const settings = {
    steps,
    tolerance: options.tolerance,
    maxIterations: options.maxIterations,
    relaxation: options.relaxation,
    accelerate: options.acceleration === 'anderson',
  };
  const rounds = sweep(
    model,
    backend.allocation,
    settings,
    from && controlOf(model, { mesh: from.mesh, ...from.buffers }),
    // every cell of the mesh is halved, those too that were put where it was too coarse
    from && Array.from(from.mesh.time),
  );
  let next = rounds.next();
  while (!next.done) {
    options.onProgress?.(next.value);
    yield;
    next = rounds.next(options.signal?.aborted);
  }
  return next.value;
}

/** Thrown by our own progress callback to leave the root search. */
class Cancelled extends Error {}

function* byShooting(model: Model, options: CompleteSolveOptions): Generator<undefined, Attempt> {
  const { steps, tolerance, maxIterations, signal, onProgress } = options;
  const history: number[] = [];
  const report = (residual: number) => {
    history.push(residual);
    const progress: Progress = { done: history.length, total: maxIterations, residual };
    onProgress?.(progress);
    if (signal?.aborted) throw new Cancelled();
  };
  yield;
  let extremal: Extremal;
  try {
    if (signal?.aborted) throw new Cancelled();
    extremal = findExtremal(model, { tolerance, maxIterations, relative: accuracy, report });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    const found = { trajectory: idleTrajectory(model, steps), finer: nothingFiner };
    return { status: 'cancelled', iterations: history.length, history, found };
  }
  const { status, finalCapability, broken } = extremal;
  const iterations = history.length;
  // where training nothing already earns more than a double holds, so does the optimum
  const overflows = () => !Number.isFinite(presentValue(model, idleTrajectory(model, steps)));
  if (status === 'diverged' || (broken && overflows())) {
    return { status: 'diverged', iterations, history };
  }
  if (!(history[history.length - 1] <= offTrack)) {
    // the horizon is too long for shooting: what it found starts from another M0
    const found = { trajectory: idleTrajectory(model, steps), finer: nothingFiner };
    return { status, iterations, history, found };
  }
  const trajectory = trajectoryOfExtremal(model, finalCapability, steps, accuracy);
  const finer = finerOf(model, trajectoryOfExtremal(model, finalCapability, steps, looser));
  return { status, iterations, history, found: { trajectory, finer } };
}
