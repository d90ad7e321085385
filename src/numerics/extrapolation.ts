/**
 * Gragg–Bulirsch–Stoer extrapolation for smooth ordinary differential equations, with events.
 *
 * One step of length H: the modified midpoint rule with n = 2, 4, …, 16 substeps, whose error is a
 * series in (H/n)², extrapolated to n → ∞ by Aitken–Neville:
 *
 *     z₁ = y + h f(y),  z_{m+1} = z_{m−1} + 2h f(z_m),  h = H/n
 *     T_{k,0} = ½ (z_n + z_{n−1} + h f(z_n))
 *     T_{k,j} = T_{k,j−1} + (T_{k,j−1} − T_{k−1,j−1}) / ((n_k/n_{k−j})² − 1)
 *
 * A column is accepted when |T_{k,k} − T_{k,k−1}| is within tolerance; the step aims at column 5
 * (order 12), which makes tolerances near the rounding error cheap.
 *
 * Source: Hairer, Nørsett, Wanner, "Solving Ordinary Differential Equations I" (1993), II.9.
 */

import { brent } from './roots';

/** Writes dy/dt at (t, y) into `dy`. */
export type Rhs = (t: number, y: Float64Array, dy: Float64Array) => void;

/** A function of the state that is ≤ 0 until the event happens. */
export type Event = (t: number, y: Float64Array) => number;

export interface IntegrateOptions {
  /** Relative error a step, per component. Default 1e-12. */
  readonly relative?: number;
  /** Absolute error a step: one number a component. Default 0 (then a component at 0 is not controlled). */
  readonly absolute?: Float64Array;
  /** First step tried. Default: a thousandth of the interval. */
  readonly firstStep?: number;
  /** Longest step. Default: the interval. */
  readonly longestStep?: number;
  /** The first of these to become positive ends the integration (at once where it is so from the start). */
  readonly events?: readonly Event[];
}

export interface IntegrateOutcome {
  /** `end`: the end was reached; `event`: an event ended it; `failed`: no step is small enough. */
  readonly status: 'end' | 'event' | 'failed';
  /** Where the integration stands; y holds the state there. */
  readonly t: number;
  /** Length of the last full step, a good first step for what follows. */
  readonly step: number;
  /** Which event ended it; −1 where none did. */
  readonly event: number;
}

const columns = 8;
const aim = 5;
/** Steps, tried ones included, after which an integration has failed. */
const maxSteps = 10_000;

/** An integrator for systems of `dimension` equations; holds scratch memory, so one a caller. */
export class Extrapolator {
  private readonly tableau: Float64Array[];
  private readonly z0: Float64Array;
  private readonly z1: Float64Array;
  private readonly slope: Float64Array;
  private readonly firstSlope: Float64Array;
  private readonly start: Float64Array;

  constructor(
    readonly dimension: number,
    private readonly rhs: Rhs,
  ) {
    const vector = () => new Float64Array(dimension);
    this.tableau = Array.from({ length: columns }, vector);
    this.z0 = vector();
    this.z1 = vector();
    this.slope = vector();
    this.firstSlope = vector();
    this.start = vector();
  }

  /** Carries `y` from t0 to t1 (either direction), in place. */
  integrate(
    t0: number,
    t1: number,
    y: Float64Array,
    options: IntegrateOptions = {},
  ): IntegrateOutcome {
    const { relative = 1e-12, absolute, events = [] } = options;
    const length = Math.abs(t1 - t0);
    const direction = Math.sign(t1 - t0);
    const longest = Math.min(options.longestStep ?? length, length);
    let step = Math.min(options.firstStep ?? length / 1000, longest);
    let good = step;
    let t = t0;
    const before = events.map((event) => event(t, y));
    const already = before.findIndex((value) => value > 0);
    if (already >= 0) return { status: 'event', t, step: good, event: already };
    for (let count = 0; t !== t1; count++) {
      const last = step >= Math.abs(t1 - t) * (1 - 1e-12);
      const H = last ? t1 - t : direction * step;
      if (count >= maxSteps || t + H === t) return { status: 'failed', t, step: good, event: -1 };
      this.start.set(y);
      const { column, error } = this.attempt(t, H, relative, absolute);
      if (column < 0) {
        step = Math.abs(H) * (Number.isFinite(error) ? clamp(0.8 / root16(error), 0.05, 0.6) : 0.1);
        continue;
      }
      y.set(this.tableau[0]);
      const next = last ? t1 : t + H;
      const crossing = this.firstCrossing(t, next, y, before, events);
      if (crossing) return { status: 'event', ...crossing, step: good };
      t = next;
      if (!last || Math.abs(H) >= good) good = Math.abs(H);
      step = Math.min(longest, Math.abs(H) * growth(column, error));
      if (last) break;
    }
    return { status: 'end', t, step: good, event: -1 };
  }

  /** The earliest event within the step just made, if any; updates the values of the events else. */
  private firstCrossing(
    t0: number,
    t1: number,
    y: Float64Array,
    before: number[],
    events: readonly Event[],
  ): { t: number; event: number } | undefined {
    const after = events.map((event) => event(t1, y));
    let first = -1;
    let at = t1;
    for (let e = 0; e < events.length; e++) {
      if (!(after[e] > 0)) continue;
      const t = this.locate(t0, t1, y, before[e], after[e], events[e]);
      if (first < 0 || Math.abs(t - t0) < Math.abs(at - t0)) {
        first = e;
        at = t;
      }
    }
    if (first >= 0) {
      this.stateAt(t0, at, y);
      return { t: at, event: first };
    }
    for (let e = 0; e < events.length; e++) before[e] = after[e];
    return undefined;
  }

  /** The state at t, by one step from t0; left in `y`. */
  private stateAt(t0: number, t: number, y: Float64Array): void {
    if (t !== t0) this.attempt(t0, t - t0, 0, undefined);
    y.set(t === t0 ? this.start : this.tableau[0]);
  }

  /** The point in (t0, t1] where `event` crosses zero. */
  private locate(
    t0: number,
    t1: number,
    y: Float64Array,
    before: number,
    after: number,
    event: Event,
  ): number {
    const valueAt = (t: number) => {
      this.stateAt(t0, t, y);
      return event(t, y);
    };
    return brent(valueAt, t0, t1, before, after, 0);
  }

  /**
   * One step of length H from (t, this.start). The result is left in tableau[0].
   * `column` is the column accepted, −1 where none is; `error` is relative to the tolerance.
   */
  private attempt(
    t: number,
    H: number,
    relative: number,
    absolute: Float64Array | undefined,
  ): { column: number; error: number } {
    const { tableau, start, dimension } = this;
    this.rhs(t, start, this.firstSlope);
    let error = Number.POSITIVE_INFINITY;
    for (let k = 0; k < columns; k++) {
      this.midpoint(t, H, 2 * (k + 1), tableau[k]);
      // tableau[k − j] turns from T_{k−1,·} into T_{k,j}; tableau[0] ends as T_{k,k}
      let worst = 0;
      for (let i = 0; i < dimension; i++) {
        let fine = tableau[k][i];
        for (let j = 1; j <= k; j++) {
          const ratio = (k + 1) / (k + 1 - j);
          const coarse = tableau[k - j][i];
          const better = fine + (fine - coarse) / (ratio * ratio - 1);
          tableau[k - j + 1][i] = fine;
          if (j === k) worst = Math.max(worst, this.weigh(i, better, fine, relative, absolute));
          fine = better;
        }
        tableau[0][i] = fine;
        if (k > 0 && Number.isNaN(fine)) worst = Number.NaN;
      }
      if (k === 0) continue;
      error = worst;
      if (Number.isNaN(error)) return { column: -1, error };
      if (k >= 2 && error <= 1) return { column: k, error };
    }
    return { column: -1, error };
  }

  private weigh(
    i: number,
    better: number,
    fine: number,
    relative: number,
    absolute: Float64Array | undefined,
  ): number {
    const scale =
      relative * Math.max(Math.abs(better), Math.abs(this.start[i])) + (absolute ? absolute[i] : 0);
    const difference = Math.abs(better - fine);
    return difference === 0 ? 0 : difference / scale;
  }

  /** Gragg's modified midpoint rule with n substeps and smoothing. */
  private midpoint(t: number, H: number, n: number, out: Float64Array): void {
    const { z0, z1, slope, start, firstSlope, dimension } = this;
    const h = H / n;
    z0.set(start);
    for (let i = 0; i < dimension; i++) z1[i] = start[i] + h * firstSlope[i];
    for (let m = 1; m < n; m++) {
      this.rhs(t + m * h, z1, slope);
      for (let i = 0; i < dimension; i++) {
        const next = z0[i] + 2 * h * slope[i];
        z0[i] = z1[i];
        z1[i] = next;
      }
    }
    this.rhs(t + H, z1, slope);
    for (let i = 0; i < dimension; i++) out[i] = 0.5 * (z1[i] + z0[i] + h * slope[i]);
  }
}

/** By how much the next step may be longer, given the column this one took. */
function growth(column: number, error: number): number {
  const small = Math.max(error, 1e-12);
  const slack = clamp(0.9 / (column < aim ? root16(small * small) : root16(small)), 0.5, 4);
  if (column < aim) return Math.max(slack, 1) * 1.5;
  if (column === aim) return clamp(slack, 0.8, 2);
  return clamp(slack, 0.5, 0.9);
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}

/** x^{1/16} by square roots, which every host rounds alike (the step control must not depend on the host). */
function root16(x: number): number {
  return Math.sqrt(Math.sqrt(Math.sqrt(Math.sqrt(x))));
}
