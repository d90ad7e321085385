/**
 * The greatest value of a smooth function between bounds, from a start: projected BFGS. Value and coordinates
 * should be of the order of 1.
 *
 * With H the inverse of the negative Hessian as known so far (`inverse-hessian.ts`), over the coordinates that
 * no bound holds,
 *
 *     d = H g,   y' = clip(y + a d),   s = y' − y,   q = g − g'
 *
 * A bound holds y_k where it is reached and g_k points beyond it. A step is good where the value rises, and by
 * 1e-4 of what the slope g·s promises, or, where the value is at rounding, where the residual falls; else a is
 * shortened, and doubled while the slope has hardly fallen. Where no step is good, or several in turn had to
 * be short and gained next to nothing (as beside a jump), H starts anew from the identity.
 *
 * Source: J. Nocedal, S. J. Wright, Numerical Optimization (2006), chapters 3 and 6; the set that bounds hold
 * after D. P. Bertsekas, SIAM J. Control Optim. 20 (1982), "Projected Newton methods for optimization problems
 * with simple constraints".
 */

import { InverseHessian } from './inverse-hessian';

export interface BoundedProblem {
  readonly size: number;
  /** How many pairs of leading coordinates have little to do with others (`InverseHessian`); default 0. */
  readonly pairs?: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** f(y), its gradient to `gradient`; NaN or an infinity where y is of no use. */
  evaluate(y: Float64Array, gradient: Float64Array): number;
}

export interface BoundedMaximum {
  readonly value: number;
  readonly iterations: number;
  /** max |g_k| max(1, |y_k|) over the coordinates that no bound holds. */
  readonly residual: number;
}

/** What the value may fall by and count as unchanged. */
const rounding = 1e-14;
const mostShortenings = 30;
const mostDoublings = 12;
/** How far a step may go, relative to a coordinate above 1: with H = I, and with what is learnt. */
const mostFresh = 0.25;
const mostLearnt = 2;
/** A step is slow where it was shortened as often and gained no more. */
const slowShortenings = 3;
const slowGain = 1e-9;
const mostSlow = 4;

/** Scratch for problems of one size. */
export class BoundedMaximizer {
  /** At the point that `run` found. */
  readonly gradient: Float64Array;
  private readonly trial: Float64Array;
  private readonly trialGradient: Float64Array;
  private readonly longer: Float64Array;
  private readonly longerGradient: Float64Array;
  private readonly direction: Float64Array;
  private readonly inverse: InverseHessian;
  private readonly isFree: Uint8Array;
  private shortenings = 0;

  constructor(private readonly problem: BoundedProblem) {
    const vector = () => new Float64Array(problem.size);
    this.gradient = vector();
    this.trial = vector();
    this.trialGradient = vector();
    this.longer = vector();
    this.longerGradient = vector();
    this.direction = vector();
    this.inverse = new InverseHessian(problem.size, problem.pairs ?? 0);
    this.isFree = new Uint8Array(problem.size);
  }

  /** @param y the start, and after it the best point */
  run(y: Float64Array, maxIterations: number, tolerance: number): BoundedMaximum {
    const { problem, gradient, trial, trialGradient, inverse, isFree } = this;
    clip(problem, y);
    let value = problem.evaluate(y, gradient);
    let residual = Infinity;
    let iterations = 0;
    let slow = 0;
    isFree.fill(1);
    inverse.startAnew(isFree);
    while (iterations < maxIterations && Number.isFinite(value)) {
      this.findFree(y);
      residual = residualOf(problem, y, gradient);
      if (residual <= tolerance) break;
      iterations++;
      const next = this.aim(y) ? this.search(y, value, residual) : Number.NaN;
      const isFound = !Number.isNaN(next);
      if (isFound) {
        const isSlow =
          this.shortenings >= slowShortenings &&
          next - value <= slowGain * Math.max(1, Math.abs(value));
        slow = isSlow ? slow + 1 : 0;
        if (slow < mostSlow) this.learn(y);
        value = next;
        y.set(trial);
        gradient.set(trialGradient);
        if (slow < mostSlow) continue;
      }
      if (inverse.isFresh) break;
      inverse.startAnew(isFree);
      slow = 0;
    }
    return { value, iterations, residual };
  }

  /** Which coordinates no bound holds. */
  private findFree(y: Float64Array): void {
    const { problem, gradient, isFree, inverse } = this;
    for (let k = 0; k < y.length; k++) {
      const now = isHeld(problem, y, gradient, k) ? 0 : 1;
      if (isFree[k] === now) continue;
      if (now === 0) inverse.hold(k);
      else inverse.release(k);
      isFree[k] = now;
    }
  }

  /** The direction, no longer than it may be; whether it leads upward. */
  private aim(y: Float64Array): boolean {
    const { inverse, gradient, direction, isFree, longer } = this;
    for (let k = 0; k < y.length; k++) longer[k] = isFree[k] === 0 ? 0 : gradient[k];
    inverse.times(longer, direction);
    let rise = 0;
    let length = 0;
    for (let k = 0; k < y.length; k++) {
      rise += direction[k] * longer[k];
      length = Math.max(length, Math.abs(direction[k]) / Math.max(1, Math.abs(y[k])));
    }
    const most = inverse.isFresh ? mostFresh : mostLearnt;
    if (length > most) for (let k = 0; k < y.length; k++) direction[k] *= most / length;
    return rise > 0;
  }

  /** A good step to `trial`, and its value; NaN where there is none. */
  private search(y: Float64Array, value: number, residual: number): number {
    const { problem, gradient, direction, trial, trialGradient, longer, longerGradient } = this;
    let step = 1;
    let next = Number.NaN;
    for (this.shortenings = 0; ; this.shortenings++) {
      if (this.shortenings > mostShortenings) return Number.NaN;
      const rise = moveTo(problem, y, direction, step, gradient, trial);
      if (rise === 0) return Number.NaN;
      next = problem.evaluate(trial, trialGradient);
      const gain = next - value;
      if (gain > 0 && gain >= 1e-4 * rise) break;
      const isFlat = Math.abs(gain) <= rounding * Math.max(1, Math.abs(value));
      if (isFlat && residualOf(problem, trial, trialGradient) < 0.9 * residual) break;
      const vertex = Number.isFinite(gain) ? (0.5 * rise) / (rise - gain) : 0.1;
      step *= vertex >= 0.1 ? Math.min(vertex, 0.5) : 0.1;
    }
    for (let doublings = 0; doublings < mostDoublings && this.shortenings === 0; doublings++) {
      if (dot(trialGradient, direction) <= 0.9 * dot(gradient, direction)) break;
      step *= 2;
      moveTo(problem, y, direction, step, gradient, longer);
      const further = problem.evaluate(longer, longerGradient);
      if (!(further > next)) break;
      next = further;
      trial.set(longer);
      trialGradient.set(longerGradient);
    }
    return next;
  }

  /** From the step from y to `trial`. */
  private learn(y: Float64Array): void {
    const { gradient, trial, trialGradient, direction, longer, inverse, isFree } = this;
    for (let k = 0; k < y.length; k++) {
      direction[k] = isFree[k] === 0 ? 0 : trial[k] - y[k];
      longer[k] = isFree[k] === 0 ? 0 : gradient[k] - trialGradient[k];
    }
    inverse.learn(direction, longer);
  }
}

function clip({ lower, upper }: BoundedProblem, y: Float64Array): void {
  for (let k = 0; k < y.length; k++) y[k] = Math.min(upper[k], Math.max(lower[k], y[k]));
}

/** `to` = clip(y + step d), and g·(to − y). */
function moveTo(
  { lower, upper }: BoundedProblem,
  y: Float64Array,
  direction: Float64Array,
  step: number,
  gradient: Float64Array,
  to: Float64Array,
): number {
  let rise = 0;
  for (let k = 0; k < y.length; k++) {
    to[k] = Math.min(upper[k], Math.max(lower[k], y[k] + step * direction[k]));
    rise += gradient[k] * (to[k] - y[k]);
  }
  return rise;
}

function isHeld({ lower, upper }: BoundedProblem, y: Float64Array, g: Float64Array, k: number) {
  return (y[k] <= lower[k] && g[k] <= 0) || (y[k] >= upper[k] && g[k] >= 0);
}

function residualOf(problem: BoundedProblem, y: Float64Array, gradient: Float64Array): number {
  let most = 0;
  for (let k = 0; k < y.length; k++) {
    if (isHeld(problem, y, gradient, k)) continue;
    most = Math.max(most, Math.abs(gradient[k]) * Math.max(1, Math.abs(y[k])));
  }
  return most;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
