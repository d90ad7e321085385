/**
 * The greatest value of a smooth function between bounds, from a start: projected BFGS. Value and coordinates
 * should be of the order of 1.
 *
 * With H the inverse of the negative Hessian as known so far, over the coordinates that no bound holds,
 *
 *     d = H g,   y' = clip(y + a d),   s = y' − y,   q = g − g'
 *     H' = H + (1 + q·Hq/s·q) s sᵀ/(s·q) − (Hq sᵀ + s (Hq)ᵀ)/(s·q)        where s·q > 0               (1)
 *
 * A bound holds y_k where it is reached and g_k points beyond it; where the set of these changes, H starts
 * anew from the identity. A step is good where the value rises by 1e-4 of what the slope g·s promises, or,
 * where the value is at rounding, where the residual falls; else a is shortened, and doubled while the slope
 * has hardly fallen.
 *
 * Source: J. Nocedal, S. J. Wright, Numerical Optimization (2006), equations (6.17) and (3.4); the set that
 * bounds hold after D. P. Bertsekas, SIAM J. Control Optim. 20 (1982), "Projected Newton methods for
 * optimization problems with simple constraints".
 */

export interface BoundedProblem {
  readonly size: number;
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

/** Scratch for problems of one size. */
export class BoundedMaximizer {
  /** At the point that `run` found. */
  readonly gradient: Float64Array;
  private readonly trial: Float64Array;
  private readonly trialGradient: Float64Array;
  private readonly longer: Float64Array;
  private readonly longerGradient: Float64Array;
  private readonly direction: Float64Array;
  private readonly inverse: Float64Array;
  private readonly isFree: Uint8Array;

  constructor(private readonly problem: BoundedProblem) {
    const vector = () => new Float64Array(problem.size);
    this.gradient = vector();
    this.trial = vector();
    this.trialGradient = vector();
    this.longer = vector();
    this.longerGradient = vector();
    this.direction = vector();
    this.inverse = new Float64Array(problem.size ** 2);
    this.isFree = new Uint8Array(problem.size);
  }

  /** @param y the start, and after it the best point */
  run(y: Float64Array, maxIterations: number, tolerance: number): BoundedMaximum {
    const { problem, gradient, trial, trialGradient } = this;
    clip(problem, y);
    let value = problem.evaluate(y, gradient);
    let residual = Infinity;
    let iterations = 0;
    let isFresh = true;
    this.isFree.fill(2);
    while (iterations < maxIterations && Number.isFinite(value)) {
      if (this.findFree(y)) isFresh = true;
      residual = residualOf(problem, y, gradient);
      if (residual <= tolerance) break;
      if (isFresh) this.startAnew();
      iterations++;
      if (!this.aim(y, isFresh)) {
        if (isFresh) break;
        isFresh = true;
        continue;
      }
      const next = this.search(y, value, residual);
      if (Number.isNaN(next)) {
        if (isFresh) break;
        isFresh = true;
        continue;
      }
      value = next;
      isFresh = !this.learn(y, isFresh) && isFresh;
      y.set(trial);
      gradient.set(trialGradient);
    }
    return { value, iterations, residual };
  }

  /** Which coordinates no bound holds; whether that has changed. */
  private findFree(y: Float64Array): boolean {
    const { problem, gradient, isFree } = this;
    let changed = false;
    for (let k = 0; k < y.length; k++) {
      const isHeld =
        (y[k] <= problem.lower[k] && gradient[k] <= 0) ||
        (y[k] >= problem.upper[k] && gradient[k] >= 0);
      const now = isHeld ? 0 : 1;
      if (isFree[k] !== now) changed = true;
      isFree[k] = now;
    }
    return changed;
  }

  private startAnew(): void {
    const { inverse, isFree } = this;
    inverse.fill(0);
    for (let k = 0; k < isFree.length; k++) inverse[k * (isFree.length + 1)] = isFree[k];
  }

  /** The direction, no longer than it may be; whether it leads upward. */
  private aim(y: Float64Array, isFresh: boolean): boolean {
    const { inverse, gradient, direction, isFree } = this;
    const n = y.length;
    let rise = 0;
    let length = 0;
    for (let j = 0, at = 0; j < n; j++, at += n) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += inverse[at + k] * gradient[k];
      direction[j] = isFree[j] ? sum : 0;
      rise += direction[j] * gradient[j];
      length = Math.max(length, Math.abs(direction[j]) / Math.max(1, Math.abs(y[j])));
    }
    const most = isFresh ? 0.25 : 1;
    if (length > most) for (let k = 0; k < n; k++) direction[k] *= most / length;
    return rise > 0;
  }

  /** A good step to `trial`, and its value; NaN where there is none. */
  private search(y: Float64Array, value: number, residual: number): number {
    const { problem, gradient, direction, trial, trialGradient, longer, longerGradient } = this;
    let step = 1;
    let shortenings = 0;
    let next = NaN;
    for (; ; shortenings++) {
      if (shortenings > mostShortenings) return NaN;
      const rise = moveTo(problem, y, direction, step, gradient, trial);
      if (rise === 0) return NaN;
      next = problem.evaluate(trial, trialGradient);
      const gain = next - value;
      if (gain >= 1e-4 * rise && gain >= 0) break;
      const isFlat = Math.abs(gain) <= rounding * Math.max(1, Math.abs(value));
      if (isFlat && residualOf(problem, trial, trialGradient) < 0.9 * residual) break;
      const vertex = Number.isFinite(gain) ? (0.5 * rise) / (rise - gain) : 0.1;
      step *= vertex >= 0.1 ? Math.min(vertex, 0.5) : 0.1;
    }
    for (let doublings = 0; doublings < mostDoublings && shortenings === 0; doublings++) {
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

  /** Equation (1) with the step from y to `trial`, at first from H = (s·q/q·q) I; whether it was of use. */
  private learn(y: Float64Array, isFresh: boolean): boolean {
    const { gradient, trial, trialGradient, direction, longer, longerGradient, inverse, isFree } =
      this;
    const n = y.length;
    const [s, q, hq] = [direction, longer, longerGradient];
    let sq = 0;
    let ss = 0;
    let qq = 0;
    for (let k = 0; k < n; k++) {
      s[k] = isFree[k] ? trial[k] - y[k] : 0;
      q[k] = isFree[k] ? gradient[k] - trialGradient[k] : 0;
      sq += s[k] * q[k];
      ss += s[k] * s[k];
      qq += q[k] * q[k];
    }
    if (!(sq > 1e-8 * Math.sqrt(ss * qq))) return false;
    if (isFresh) for (let k = 0; k < inverse.length; k += n + 1) inverse[k] *= sq / qq;
    let qhq = 0;
    for (let j = 0, at = 0; j < n; j++, at += n) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += inverse[at + k] * q[k];
      hq[j] = sum;
      qhq += q[j] * sum;
    }
    const c = (1 + qhq / sq) / sq;
    for (let j = 0, at = 0; j < n; j++, at += n) {
      const a = c * s[j] - hq[j] / sq;
      const b = s[j] / sq;
      for (let k = 0; k < n; k++) inverse[at + k] += a * s[k] - b * hq[k];
    }
    return true;
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

function residualOf({ lower, upper }: BoundedProblem, y: Float64Array, gradient: Float64Array) {
  let most = 0;
  for (let k = 0; k < y.length; k++) {
    const isHeld = (y[k] <= lower[k] && gradient[k] <= 0) || (y[k] >= upper[k] && gradient[k] >= 0);
    if (!isHeld) most = Math.max(most, Math.abs(gradient[k]) * Math.max(1, Math.abs(y[k])));
  }
  return most;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
