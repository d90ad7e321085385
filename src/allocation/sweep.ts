/**
 * The forward–backward sweep around its kernel: mesh, rounds, switching times, integrals.
 *
 * The kernel solves on a given mesh. The switching times are then located as roots of ln u° − ln C on the
 * cubic Hermite interpolants of M and μ, made nodes of the mesh, and the kernel continues from where it
 * was; after two or three rounds they stand still and every cell is smooth, so that the answer has the
 * order four of its quadrature and not the order two of a kink within a cell.
 */

import type { AllocationKernels, SweepBuffers, SweepOutcome } from '../engine/kernels/allocation';
import type { Progress } from '../engine/result';
import { brent } from '../numerics/roots';
import { controlOf, interpolate, refinements } from './dense';
import { integralCount, integrandsInto } from './integrals';
import { breaksOf, type Mesh, meshOf } from './mesh';
import type { Model, Point } from './model';

export interface SweepSettings {
  readonly steps: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly relaxation: number;
  readonly accelerate: boolean;
}

export interface SweepSolution {
  readonly mesh: Mesh;
  /** α, M, μ at nodes and midpoints of the mesh. */
  readonly buffers: SweepBuffers;
  /** Ascending. */
  readonly switches: readonly number[];
  readonly status: SweepOutcome['status'] | 'cancelled';
  readonly iterations: number;
  readonly history: readonly number[];
}

/** Iterations of one kernel call; acceleration starts afresh at each. */
const roundLength = 50;
/** Weights of the accelerated step, one a kernel call. */
const dampings = [1, 0.3, 0.1, 0.03, 0.01];
/** Rounds of refining a mesh that is too coarse somewhere. */
export const maxRefinements = 3;
/** Rounds of relocating the switching times. */
const maxRelocations = 8;

/**
 * The sweep, a kernel call at a time: each `yield` is a place to report progress and to be cancelled
 * (by `return()`, or by sending `true`).
 *
 * @param first the control to start from
 * @param given nodes the mesh must have besides its own
 */
export function* sweep(
  model: Model,
  kernels: AllocationKernels,
  settings: SweepSettings,
  first: (t: number) => number = () => 0.5,
  given: readonly number[] = [],
): Generator<Progress, SweepSolution, boolean | undefined> {
  const { horizon } = model.parameters;
  const { steps } = settings;
  const grading = gradingOf(model);
  const history: number[] = [];
  let extra: number[] = [];
  let refinement = 0;
  let switches: number[] = [];
  const breaks = [...breaksOf(model, steps), ...given];
  let mesh = meshOf(horizon, steps, breaks, grading);
  let buffers = buffersOf(model, mesh, roundLength, first);
  for (let relocation = 0; ; relocation++) {
    let status: SweepOutcome['status'];
    let attempts = 0;
    do {
      const left = settings.maxIterations - history.length;
      const outcome = kernels.forwardBackwardSweep(model.parameters, buffers, {
        tolerance: settings.tolerance,
        relaxation: settings.accelerate ? damping(attempts++) : settings.relaxation,
        accelerate: settings.accelerate,
        maxIterations: Math.min(left, roundLength),
      });
      for (let i = 0; i < outcome.iterations; i++) history.push(buffers.history[i]);
      status = outcome.status;
      const cancelled: boolean | undefined = yield {
        done: history.length,
        total: settings.maxIterations,
        residual: history[history.length - 1],
      };
      if (cancelled) return done('cancelled');
    } while (status === 'iteration-limit' && history.length < settings.maxIterations);
    if (status !== 'converged') return done(status);

    const found = locateSwitches(model, mesh, buffers);
    const moved = largestMove(switches, found);
    switches = found;
    const further = refinement < maxRefinements ? refinements(model, { mesh, ...buffers }) : [];
    const still = Math.max(1e-12, 10 * settings.tolerance) * horizon;
    if (further.length > 0) {
      refinement++;
      extra = extra.concat(further);
    } else if (moved <= still || relocation === maxRelocations) {
      return done('converged');
    }
    if (history.length >= settings.maxIterations) return done('iteration-limit');
    const control = controlOf(model, { mesh, ...buffers });
    mesh = meshOf(horizon, steps, [...breaks, ...switches, ...extra], grading);
    buffers = buffersOf(model, mesh, roundLength, control);
  }

  function done(status: SweepSolution['status']): SweepSolution {
    return { mesh, buffers, switches, status, iterations: history.length, history };
  }
}

/** Weight of the accelerated step: full at first, smaller where it does not converge. */
function damping(attempt: number): number {
  return dampings[Math.min(attempt, dampings.length - 1)];
}

/** Halvings of the last cell that carry the error of its singular end below that of the rest. */
export function gradingOf(model: Model): number {
  const { trainingExponent } = model.parameters;
  // a costate that starts from zero, or near it, makes the rate start like (T−t)^{ε/(1−ε)}
  const power = trainingExponent / (1 - trainingExponent);
  return Number.isInteger(power) ? 0 : Math.ceil(30 / (1 + power));
}

/** Buffers for a mesh, with ln C sampled and the control started by `first`. */
export function buffersOf(
  model: Model,
  mesh: Mesh,
  historyLength: number,
  first: (t: number) => number,
): SweepBuffers {
  const size = mesh.time.length;
  const logCompute = new Float64Array(size);
  model.path.logInto(mesh.time, logCompute);
  return {
    length: mesh.length,
    logCompute,
    allocation: mesh.time.map(first),
    capability: new Float64Array(size),
    costate: new Float64Array(size),
    history: new Float64Array(historyLength),
  };
}

/** Switching times: sign changes of `excess` between neighbouring mesh points, then Brent on the cell's cubic. */
function locateSwitches(model: Model, mesh: Mesh, buffers: SweepBuffers): number[] {
  const { time, cells } = mesh;
  const { capability, costate } = buffers;
  const value = (j: number) => model.excess(time[j], capability[j], costate[j]);
  const switches: number[] = [];
  let left = value(0);
  for (let k = 0; k < cells; k++) {
    const middle = value(cells + 1 + k);
    const right = value(k + 1);
    if (left > 0 !== middle > 0 || middle > 0 !== right > 0) {
      const cell = interpolate(model, { mesh, ...buffers }, k);
      const f = (t: number) => {
        const at = cell((t - time[k]) / mesh.length[k]);
        return model.excess(t, at.capability, at.costate);
      };
      const halfway = f(time[cells + 1 + k]);
      for (const [a, b, fa, fb] of [
        [time[k], time[cells + 1 + k], left, halfway],
        [time[cells + 1 + k], time[k + 1], halfway, right],
      ]) {
        if (fa > 0 !== fb > 0) switches.push(brent(f, a, b, fa, fb, 0));
      }
    }
    left = right;
  }
  return switches;
}

function largestMove(before: readonly number[], after: readonly number[]): number {
  if (before.length !== after.length) return Number.POSITIVE_INFINITY;
  return after.reduce((most, t, i) => Math.max(most, Math.abs(t - before[i])), 0);
}

/**
 * Integrals of `integrals.ts` from 0 to each uniform node, by Simpson's rule on the mesh.
 * @returns one array of integrals a uniform node
 */
export function integrateOnMesh(model: Model, mesh: Mesh, buffers: MeshFunctions): Float64Array[] {
  const count = integralCount(model);
  const sum = new Float64Array(count);
  const [left, middle, right] = [0, 0, 0].map(() => new Float64Array(count));
  const at = (j: number, out: Float64Array) =>
    integrandsInto(out, model, pointAt(model, mesh, buffers, j));
  const cumulative: Float64Array[] = [sum.slice()];
  at(0, left);
  for (let k = 0, node = 1; k < mesh.cells; k++) {
    at(mesh.cells + 1 + k, middle);
    at(k + 1, right);
    for (let i = 0; i < count; i++) {
      sum[i] += (mesh.length[k] / 6) * (left[i] + 4 * middle[i] + right[i]);
    }
    left.set(right);
    if (mesh.uniform[node] === k + 1) {
      cumulative.push(sum.slice());
      node++;
    }
  }
  return cumulative;
}

/** α, M and μ at the nodes and the midpoints of a mesh. */
type MeshFunctions = Pick<SweepBuffers, 'allocation' | 'capability' | 'costate'>;

/** The point of the solution at mesh point j. */
export function pointAt(model: Model, mesh: Mesh, buffers: MeshFunctions, j: number): Point {
  return model.point(
    mesh.time[j],
    buffers.capability[j],
    buffers.costate[j],
    buffers.allocation[j],
  );
}
