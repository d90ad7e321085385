/** The rounds of (RC9): minimize, update multipliers and penalty; and what proves that nothing is feasible. */

import type { Backend } from '../../engine/backend';
import type { Progress, Status } from '../../engine/result';
import { type Constraints, excesses, greatestOf, valuesOf, withGradients } from './constraints';
import { type Failure, gradientAt } from './descent';
import { followed, stepsOf } from './follow';
import { certify, extentOf, isNear } from './kkt';
import { type Objective, ownNames } from './objective';
import { optimality } from './optimality';
import type { Settings } from './options';
import { leastLinear } from './project';
import { dot, type Region } from './sets';

const mostRounds = 100;
const mostPenalty = 1e10;
const mostMultiplier = 1e15;
const leastTolerance = 1e-16;

/** (RC9) and its gradient, with the multipliers of the round. */
export class Lagrangian {
  multipliers: Float64Array;
  penalty = 1;

  constructor(
    readonly objective: Objective,
    readonly constraints: Constraints,
  ) {
    this.multipliers = new Float64Array(constraints.functions.length);
  }

  value(x: Float64Array): number {
    const { multipliers, penalty, constraints } = this;
    let sum = this.objective.value(x);
    valuesOf(constraints, x).forEach((c, j) => {
      const m = multipliers[j];
      if (j < constraints.inequalities && m + penalty * c <= 0) sum -= (m * m) / (2 * penalty);
      else sum += c * (m + (penalty * c) / 2);
    });
    return sum;
  }

  gradient(x: Float64Array): Float64Array {
    const updated = this.updated(valuesOf(this.constraints, x));
    return withGradients(this.constraints, x, updated, gradientAt(this.objective, x));
  }

  updated(values: Float64Array): Float64Array {
    const { multipliers, penalty, constraints } = this;
    return values.map((c, j) => {
      const next = multipliers[j] + penalty * c;
      return j < constraints.inequalities ? Math.max(0, next) : next;
    });
  }

  /** What makes (RC9) NaN or ∞ at x. */
  blamed(x: Float64Array): { readonly of: string; readonly value: number } | undefined {
    const { functions, inequalities } = this.constraints;
    for (const [j, { value, names }] of [this.objective, ...functions].entries()) {
      const y = value(x);
      // an inequality that is −∞ holds
      const isHeld = j > 0 && j <= inequalities && y === -Infinity;
      if (!Number.isFinite(y) && !isHeld) return { of: names.f, value: y };
    }
    return undefined;
  }

  /** Greatest |min(μ, −g)| and |h|: 0 where constraints and complementarity hold. */
  distance(values: Float64Array): number {
    const { inequalities } = this.constraints;
    return greatestOf(
      values.map((c, j) => (j < inequalities ? Math.min(this.multipliers[j], -c) : c)),
    );
  }
}

export interface End {
  readonly status: Status;
  readonly x: Float64Array;
  readonly rounds: number;
  readonly iterations: number;
  readonly failure: Failure | null;
}

export function* rounds(
  backend: Backend,
  lagrangian: Lagrangian,
  region: Region,
  settings: Settings,
  start: Float64Array,
): Generator<Progress, End, void> {
  const { tolerance, maxIterations, signal } = settings;
  const { constraints, objective } = lagrangian;
  let x = start;
  let iterations = 0;
  const first = valuesOf(constraints, start);
  const wrong = excesses(constraints, first);
  const scale = (2 * Math.abs(objective.value(start))) / Math.max(dot(wrong, wrong), 1e-300);
  lagrangian.penalty = Math.min(10, Math.max(0.1, Number.isNaN(scale) ? 1 : scale));
  // a constraint of a small set is small as well
  const limit = mostPenalty / Math.min(1, extentOf(region, start).most) ** 2;
  let inner = Math.max(tolerance / 2, 1e-2);
  let before = Infinity;
  for (let round = 1; ; round++) {
    const of = { ...settings, tolerance: inner, maxIterations: maxIterations - iterations };
    const run = yield* inside(backend, lagrangian, region, of, x);
    iterations += run.iterations;
    const end = (status: Status): End => ({
      status,
      x,
      rounds: round,
      iterations,
      failure: run.failure,
    });
    if (run.status === 'unbounded' && lagrangian.penalty < limit && round < mostRounds) {
      // the penalty may have been too small to hold f up
      lagrangian.penalty *= 100;
      continue;
    }
    x = run.at.x;
    if (run.status !== 'converged' && run.status !== 'iteration-limit') return end(run.status);
    if (signal?.aborted) return end('cancelled');
    const values = valuesOf(constraints, x);
    lagrangian.multipliers = lagrangian
      .updated(values)
      .map((m) => Math.min(mostMultiplier, Math.max(-mostMultiplier, m)));
    const distance = lagrangian.distance(values);
    const verdict = judged(lagrangian, region, x, values, tolerance);
    if (verdict.holds) return end('converged');
    if (round >= mostRounds || iterations >= maxIterations) return end('iteration-limit');
    // a larger penalty would only make worse what did not converge with this one
    const isStuck = distance > 0.5 * before && (distance > tolerance || verdict.isCostly);
    if (isStuck && (run.status === 'converged' || round <= 5)) {
      if (lagrangian.penalty >= limit) return end('iteration-limit');
      lagrangian.penalty *= 10;
    }
    before = distance;
    // large prices make little of a violation count: then the minimizations must be the better
    inner = Math.max(verdict.isCostly ? leastTolerance : tolerance / 2, inner / 10);
  }
}

/**
 * Whether the certificate will hold, even where a minimization ended early; and whether only what is measured by f
 * or by the set speaks against it.
 */
function judged(
  { objective, constraints, multipliers }: Lagrangian,
  region: Region,
  x: Float64Array,
  values: Float64Array,
  tolerance: number,
): { readonly holds: boolean; readonly isCostly: boolean } {
  const gradient = objective.gradient(x);
  const { report, holds } = optimality(region, constraints, x, gradient, values, multipliers);
  const isCertified = holds && certify(report, objective.value(x), tolerance).holds;
  return { holds: isCertified, isCostly: !isCertified && isNear(report, tolerance) };
}

/** A minimization over the set alone. */
function* inside(
  backend: Backend,
  of: Pick<Objective, 'value' | 'gradient' | 'blamed'>,
  region: Region,
  settings: Settings,
  start: Float64Array,
) {
  const { step, momentum, memory } = settings;
  const { value, gradient } = of;
  const objective: Objective = {
    value: value.bind(of),
    gradient: gradient.bind(of),
    evaluations: { f: 0, gradient: 0 },
    names: ownNames,
    blamed: (x) => of.blamed?.(x),
  };
  const descent = { math: backend.math, region, objective, start, step, momentum, memory };
  return yield* followed(stepsOf(settings.method, descent), region, settings, start);
}

/**
 * The greatest lower bound at hand of Σ y_j g_j + Σ z_j h_j over the set, with what is wrong at the least wrong point
 * for y and z; null where it is not above 0 by more than rounding.
 */
export function* infeasibleBound(
  backend: Backend,
  constraints: Constraints,
  region: Region,
  settings: Settings,
  start: Float64Array,
): Generator<Progress, number | null, void> {
  const least = {
    value: (x: Float64Array) => {
      const wrong = excesses(constraints, valuesOf(constraints, x));
      return dot(wrong, wrong) / 2;
    },
    gradient: (x: Float64Array) => {
      const wrong = excesses(constraints, valuesOf(constraints, x));
      return withGradients(constraints, x, wrong, new Float64Array(x.length));
    },
  };
  const of = { ...settings, tolerance: settings.tolerance / 100 };
  const { at } = yield* inside(backend, least, region, of, start);
  if (!Number.isFinite(at.value)) return null;
  const values = valuesOf(constraints, at.x);
  const wrong = excesses(constraints, values);
  const size = Math.sqrt(dot(wrong, wrong));
  if (!(size > settings.tolerance)) return null;
  const y = wrong.map((value) => value / size);
  const gradient = withGradients(constraints, at.x, y, new Float64Array(at.x.length));
  const gap = dot(gradient, at.x) - leastLinear(region, gradient);
  const bound = dot(y, values) - gap;
  const rounding = 1e-12 * (greatestOf(values) + greatestOf(gradient) * greatestOf(at.x));
  return bound > rounding ? bound : null;
}
