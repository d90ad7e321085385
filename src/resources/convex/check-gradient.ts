/**
 * A gradient against differences: in every coordinate, central differences with steps h, h/2, h/4, … extrapolated
 * to h = 0 (Richardson), with what is left between the last two as their own error.
 */

import { ParameterError } from '../../engine/errors';
import { type Differentiable, objectiveOf } from './objective';
import { pointOf } from './project';

export interface GradientCheck {
  /** What the gradient says. */
  readonly gradient: Float64Array;
  /** What differences say. */
  readonly differences: Float64Array;
  /** What the differences themselves may be off by. */
  readonly errors: Float64Array;
  /** Greatest |gradient − difference| / max(1, |difference|). */
  readonly deviation: number;
  /** The coordinate that is off most. */
  readonly coordinate: number;
  /** Whether no coordinate is off by more than 1e-6, relative, or ten times its difference's own error. */
  readonly holds: boolean;
}

/** @throws ParameterError where f or gradient is no function, or x no array of finite numbers */
export function checkGradient(
  problem: Required<Differentiable>,
  x: readonly number[] | Float64Array,
): GradientCheck {
  if (typeof problem !== 'object' || problem === null) {
    throw new ParameterError('problem', problem, 'an object of f and gradient', 'type');
  }
  if (typeof problem.gradient !== 'function') {
    throw new ParameterError('gradient', problem.gradient, 'a function of x', 'type');
  }
  const at = pointOf('x', x);
  const { value, gradient: given } = objectiveOf(problem.f, problem.gradient, at.length);
  const gradient = given(at);
  const differences = new Float64Array(at.length);
  const errors = new Float64Array(at.length);
  at.forEach((_, i) => {
    const { estimate, error } = slope(value, at, i);
    differences[i] = estimate;
    errors[i] = error;
  });
  let [deviation, coordinate, holds] = [0, 0, true];
  gradient.forEach((g, i) => {
    const scale = Math.max(1, Math.abs(differences[i]));
    const off = Math.abs(g - differences[i]);
    const relative = Number.isNaN(off) ? Infinity : off / scale;
    if (relative > deviation) [deviation, coordinate] = [relative, i];
    if (!(off <= Math.max(1e-6 * scale, 10 * errors[i]))) holds = false;
  });
  return { gradient, differences, errors, deviation, coordinate, holds };
}

const levels = 6;

/** Ridders' table of central differences; the entry that changed least. */
function slope(value: (x: Float64Array) => number, x: Float64Array, i: number) {
  const point = x.slice();
  let h = 0.02 * Math.max(1, Math.abs(x[i]));
  let before: number[] = [];
  let [estimate, error] = [Number.NaN, Infinity];
  for (let level = 0; level < levels; level++, h /= 2) {
    point[i] = x[i] + h;
    const [above, up] = [value(point), point[i]];
    point[i] = x[i] - h;
    const row = [(above - value(point)) / (up - point[i])];
    for (let k = 1, factor = 4; k <= level; k++, factor *= 4) {
      row.push((factor * row[k - 1] - before[k - 1]) / (factor - 1));
      const off = Math.max(Math.abs(row[k] - row[k - 1]), Math.abs(row[k] - before[k - 1]));
      if (off <= error) [estimate, error] = [row[k], off];
    }
    before = row;
  }
  return { estimate, error };
}
