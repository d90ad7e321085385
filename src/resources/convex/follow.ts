/** A method's points: counted, tested, and the end of a run. */

import type { Progress, Status } from '../../engine/result';
import {
  Breakdown,
  type Descent,
  type Failure,
  type Point,
  residualOf,
  type Steps,
} from './descent';
import { adamSteps, gradientSteps, momentumSteps, nesterovSteps } from './first-order';
import { certify, kktOf } from './kkt';
import type { MinimizeMethod, Settings } from './options';
import { bottomless, lbfgsSteps } from './quasi-newton';
import type { Region } from './sets';

/** The points of a method that needs nothing but the function. */
export function stepsOf(method: MinimizeMethod, descent: Descent): Steps {
  switch (method) {
    case 'gradient':
      return gradientSteps(descent);
    case 'momentum':
      return momentumSteps(descent);
    case 'nesterov':
      return nesterovSteps(descent);
    case 'adam':
      return adamSteps(descent);
    default:
      return lbfgsSteps(descent);
  }
}

export interface Followed {
  readonly status: Exclude<Status, 'infeasible'>;
  readonly at: Point;
  readonly iterations: number;
  readonly failure: Failure | null;
}

/** Steps of `lbfgs` without a lower value or a lesser residual, after which rounding is all there is. */
const patience = 50;

/** Steps until the test is met, or something else ends them: then the point with the least value. */
export function* followed(
  steps: Steps,
  region: Region,
  { method, maxIterations, tolerance, signal, onProgress }: Settings,
  start: Float64Array,
): Generator<Progress, Followed, void> {
  const nothing = new Float64Array(start.length).fill(Number.NaN);
  let best: Point = { x: start, value: Number.NaN, gradient: nothing };
  let iterations = 0;
  let [nearest, least, lately] = [Infinity, Infinity, 0];
  const ended = (status: Followed['status'], at = best, failure: Failure | null = null) => {
    return { status, at, iterations, failure };
  };
  for (;;) {
    let at: Point;
    try {
      const { done, value } = steps.next();
      if (done) return ended('iteration-limit');
      at = value;
    } catch (error) {
      if (!(error instanceof Breakdown)) throw error;
      const { failure } = error;
      const isBottom = failure.of === 'f' && failure.value === -Infinity;
      return ended(isBottom ? 'unbounded' : 'diverged', best, failure);
    }
    if (at.value < bottomless) return ended('unbounded', at);
    if (!(at.value > best.value)) best = at;
    const residual = residualOf(region, at);
    if (residual <= tolerance) {
      // both tests, or an answer could be called converged that its certificate refuses
      const report = kktOf(region, at.x, at.gradient);
      if (certify(report, at.value, tolerance).holds) return ended('converged', at);
    }
    if (residual < nearest || at.value < least) lately = iterations;
    nearest = Math.min(nearest, residual);
    least = Math.min(least, at.value);
    if (method === 'lbfgs' && iterations - lately >= patience) return ended('iteration-limit');
    const progress = { done: iterations, total: maxIterations, residual };
    if (iterations > 0) onProgress?.(progress);
    if (signal?.aborted) return ended('cancelled');
    if (iterations >= maxIterations) return ended('iteration-limit');
    iterations++;
    yield progress;
  }
}
