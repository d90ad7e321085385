/**
 * Minimization under constraints g(x) ≤ 0, h(x) = 0 over a set, by augmented Lagrangians: with multipliers μ ≥ 0, λ
 * and a penalty ρ, the function
 *
 *     f(x) + Σ (max(0, μ_j + ρ g_j(x))² − μ_j²)/2ρ + Σ (λ_j h_j(x) + ρ h_j(x)²/2)                   (RC9)
 *
 * is minimized over the set, then μ ← max(0, μ + ρ g), λ ← λ + ρ h. The penalty grows where the constraints have not
 * come near enough. At the end
 *
 *     ∇f + Σ μ_j ∇g_j + Σ λ_j ∇h_j satisfies (RC2),   g ≤ 0,   h = 0,   μ g = 0                    (RC10)
 *
 * each g and h to the tolerance, in its own units, beyond the rounding of its terms ∂g/∂x_i · x_i, and μ|g|, |λ h| to
 * tolerance × (1 + |f|). For convex f, g and affine h, with the gap of (RC3) of the Lagrangian, f(x) − f* ≤ gap − μ·g − λ·h.
 *
 * Sources: M. J. D. Powell (1969); M. R. Hestenes, J. Optim. Theory Appl. 4 (1969) 303; R. T. Rockafellar, Math.
 * Programming 5 (1973) 354; J. Nocedal, S. J. Wright, "Numerical Optimization", 2nd ed. (2006), chapter 17; E. G.
 * Birgin, J. M. Martínez, "Practical Augmented Lagrangian Methods" (2014) (rules for ρ).
 */

import * as v from 'valibot';
import type { Backend, BackendName } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { parse } from '../../engine/parameters';
import type { Progress, Status } from '../../engine/result';
import { type End, infeasibleBound, Lagrangian, rounds } from './augmented';
import { type ConstrainedProblem, constraintEntries, constraintsOf, valuesOf } from './constraints';
import type { Failure } from './descent';
import { certify, type KktCertificate, type SetMultipliers } from './kkt';
import { unhurried } from './minimize';
import { objectiveOf } from './objective';
import { optimality } from './optimality';
import {
  type MinimizeMethod,
  type MinimizeOptions,
  type Settings,
  settingsOf,
  startOf,
} from './options';
import type { Region } from './sets';

export interface ConstrainedOptions
  extends Omit<MinimizeOptions, 'batch' | 'seed' | 'step' | 'method'> {
  /** Of the minimizations within: `gradient`, `momentum`, `nesterov` or `lbfgs`, the default. */
  readonly method?: Extract<MinimizeMethod, 'gradient' | 'momentum' | 'nesterov' | 'lbfgs'>;
}

export interface ConstraintReport {
  /** g(x) or h(x). */
  readonly values: Float64Array;
  /** What f* falls by per unit that the constraint gives way: μ ≥ 0, or λ. */
  readonly multipliers: Float64Array;
}

export interface ConstrainedResult {
  /** `infeasible` only where it is proven: see `bound`. */
  readonly status: Status;
  readonly backend: BackendName;
  readonly method: MinimizeMethod;
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly inequalities: ConstraintReport;
  readonly equalities: ConstraintReport;
  /** Prices of the set's constraints. */
  readonly multipliers: SetMultipliers;
  readonly penalty: number;
  /** Updates of the multipliers. */
  readonly rounds: number;
  /** Iterations of all minimizations. */
  readonly iterations: number;
  readonly evaluations: { readonly f: number; readonly gradient: number };
  readonly failure: Failure | null;
  /** Where `infeasible`: no point of the set has less than this of Σ y_j g_j + Σ z_j h_j, y ≥ 0, which is > 0. */
  readonly bound: number | null;
  readonly certificate: KktCertificate;
}

const schema = v.strictObject(
  { f: v.optional(v.unknown()), gradient: v.optional(v.unknown()), ...constraintEntries },
  'an object of f, gradient, constraints and set',
);
const methods = ['gradient', 'momentum', 'nesterov', 'lbfgs'];

/**
 * The minimum of f over a set where g(x) ≤ 0 and h(x) = 0: global where the problem is convex, else local.
 *
 * @throws ParameterError naming the first part of problem or options that is not usable
 */
export function minimizeConstrained(
  backend: Backend,
  problem: ConstrainedProblem,
  options: ConstrainedOptions = {},
): ConstrainedResult {
  const run = constrained(backend, problem, options);
  for (;;) {
    const { done, value } = run.next();
    if (done) return value;
  }
}

/** As `minimizeConstrained`, giving way to the event loop now and then, so that a `signal` can end it. */
export async function minimizeConstrainedAsync(
  backend: Backend,
  problem: ConstrainedProblem,
  options: ConstrainedOptions = {},
): Promise<ConstrainedResult> {
  return unhurried(constrained(backend, problem, options));
}

export function* constrained(
  backend: Backend,
  given: ConstrainedProblem,
  options: ConstrainedOptions,
): Generator<Progress, ConstrainedResult, void> {
  const problem = parse(schema, given, 'problem');
  for (const name of ['batch', 'seed', 'step']) {
    if ((options as Record<string, unknown> | null)?.[name] !== undefined) {
      throw new ParameterError(name, (options as Record<string, unknown>)[name], 'nothing', 'type');
    }
  }
  const settings = settingsOf(options);
  if (!methods.includes(settings.method)) {
    throw new ParameterError('method', settings.method, `one of ${methods.join(', ')}`, 'type');
  }
  const set = (problem.set ?? { kind: 'free' }) as NonNullable<ConstrainedProblem['set']>;
  const { region, start } = startOf(settings.start, set);
  const n = start.length;
  const objective = objectiveOf(problem.f, problem.gradient, n);
  const constraints = constraintsOf(problem, n);
  const lagrangian = new Lagrangian(objective, constraints);
  const end = yield* rounds(backend, lagrangian, region, settings, start);
  const isProvable = problem.convex && end.status === 'iteration-limit';
  const bound = isProvable
    ? yield* infeasibleBound(backend, constraints, region, settings, end.x)
    : null;
  return resultOf(backend, lagrangian, region, settings, { ...end, bound });
}

function resultOf(
  backend: Backend,
  { objective, constraints, multipliers, penalty }: Lagrangian,
  region: Region,
  { method, tolerance }: Settings,
  end: End & { readonly bound: number | null },
): ConstrainedResult {
  const { x, bound } = end;
  const value = objective.value(x);
  const gradient = objective.gradient(x);
  const values = valuesOf(constraints, x);
  const { report, holds } = optimality(region, constraints, x, gradient, values, multipliers);
  const certificate = certify(report, value, tolerance);
  const m = constraints.inequalities;
  return {
    status: bound === null ? end.status : 'infeasible',
    backend: backend.name,
    method,
    x,
    value,
    gradient,
    inequalities: { values: values.slice(0, m), multipliers: multipliers.slice(0, m) },
    equalities: { values: values.slice(m), multipliers: multipliers.slice(m) },
    multipliers: report.multipliers,
    penalty,
    rounds: end.rounds,
    iterations: end.iterations,
    evaluations: { ...objective.evaluations },
    failure: end.failure,
    bound,
    certificate: {
      ...certificate,
      gap: bound === null ? certificate.gap : null,
      holds: certificate.holds && holds,
    },
  };
}
