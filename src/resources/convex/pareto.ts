/**
 * Pareto fronts: points at which no objective can be less without another being more.
 *
 * With z_j the least and r_j the range of objective j over the individual minima, for shares θ of a lattice on the
 * simplex, or for bounds e of a grid between the individual minima,
 *
 *     weighted-sum         min Σ_j θ_j (f_j(x) − z_j)/r_j
 *     epsilon-constraint   min (f_1(x) − z_1)/r_1  with  (f_j(x) − e_j)/r_j ≤ 0, j ≥ 2.              (RC11)
 *
 * Sums of weights reach all of the front of a convex problem, and of another only what its convex hull shows;
 * constraints reach all of it. The individual minima are its ends.
 *
 * Sources: K. Miettinen, "Nonlinear Multiobjective Optimization" (1999), chapters 3.1 and 3.2; Y. Y. Haimes, L. S.
 * Lasdon, D. A. Wismer, IEEE Trans. SMC 1 (1971) 296 (epsilon).
 */

import * as v from 'valibot';
import type { Backend, BackendName } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { parse, wholeNumber } from '../../engine/parameters';
import type { Certificate, Status } from '../../engine/result';
import {
  type ConstrainedOptions,
  type ConstrainedResult,
  minimizeConstrained,
} from './constrained';
import { type ConstrainedProblem, constraintEntries, type Inequality } from './constraints';
import type { KktCertificate } from './kkt';
import { type Differentiable, objectiveOf } from './objective';
import { startOf } from './options';
import { type ParetoMethod, paretoMethods, type Task, tasksOf } from './pareto-tasks';

export interface ParetoProblem extends Omit<ConstrainedProblem, 'f' | 'gradient' | 'convex'> {
  /** Two to six functions, all to be small. */
  readonly objectives: readonly Differentiable[];
}

export interface ParetoOptions extends Omit<ConstrainedOptions, 'method'> {
  /** Default `weighted-sum`. */
  readonly method?: ParetoMethod;
  /** Points along each edge of the front, its ends included: 2 … 1000. Default 21. */
  readonly points?: number;
}

export interface ParetoPoint {
  readonly x: Float64Array;
  /** f_j(x). */
  readonly values: Float64Array;
  /** θ of (RC11), or what bounds the objectives from the second on; null at an individual minimum. */
  readonly weights: readonly number[] | null;
  readonly bounds: readonly number[] | null;
  readonly status: Status;
  /** Of the minimization that this point answers. */
  readonly certificate: KktCertificate;
}

export interface FrontCertificate extends Certificate {
  readonly kind: 'front';
  /** Points whose own certificate does not hold. */
  readonly uncertified: number;
  /** Points found that another one dominates, or repeats: not in the front. */
  readonly dominated: number;
  /**
   * Bounds on two or more objectives that no point was found to keep at once: some corners of their grid are out of
   * reach, and these make no point.
   */
  readonly unmet: number;
}

export interface ParetoResult {
  /** `converged` where all minimizations have; else what the first that has not says. */
  readonly status: Status;
  readonly backend: BackendName;
  readonly method: ParetoMethod;
  /** By the first objective, ascending. */
  readonly front: readonly ParetoPoint[];
  /** z, and the greatest value of each objective over the individual minima. */
  readonly ideal: Float64Array;
  readonly nadir: Float64Array;
  readonly certificate: FrontCertificate;
}

const { convex: _, ...entries } = constraintEntries;
const schema = v.strictObject(
  {
    objectives: v.pipe(
      v.array(
        v.strictObject(
          { f: v.optional(v.unknown()), gradient: v.optional(v.unknown()) },
          'an object of f and gradient',
        ),
        'an array of objectives',
      ),
      v.check((list) => list.length >= 2 && list.length <= 6, 'an array of 2 to 6 objectives'),
    ),
    ...entries,
  },
  'an object of objectives, constraints and set',
);
const optionsSchema = v.object({
  method: v.optional(
    v.picklist(paretoMethods, `one of ${paretoMethods.join(', ')}`),
    'weighted-sum' as const,
  ),
  points: v.optional(wholeNumber(2, 1000), 21),
});

/**
 * The front of several functions over a set, with constraints, as points of it.
 *
 * @throws ParameterError naming the first part of problem or options that is not usable
 */
export function pareto(
  backend: Backend,
  given: ParetoProblem,
  options: ParetoOptions = {},
): ParetoResult {
  const problem = parse(schema, given, 'problem') as unknown as ParetoProblem;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new ParameterError('options', options, 'an object of options', 'type');
  }
  const { method, points } = parse(optionsSchema, options, 'options');
  const { method: _m, points: _p, ...inner } = options;
  const { start } = startOf(inner.start, problem.set ?? { kind: 'free' });
  const objectives = problem.objectives.map(({ f, gradient }, j) =>
    objectiveOf(f, gradient, start.length, {
      f: `objectives.${j}.f`,
      gradient: `objectives.${j}.gradient`,
    }),
  );
  const m = objectives.length;
  const { objectives: _o, ...rest } = problem;
  const solve = (terms: Float64Array, more: readonly Inequality[], from: Float64Array) =>
    minimizeConstrained(
      backend,
      {
        ...rest,
        f: (x) =>
          terms.reduce((sum, c, j) => (c === 0 ? sum : sum + c * objectives[j].value(x)), 0),
        gradient: (x) => combined(objectives, terms, x),
        inequalities: [...(problem.inequalities ?? []), ...more],
      },
      { ...inner, start: from },
    );
  const pointOf = (run: ConstrainedResult, { weights, bounds }: Task): ParetoPoint => ({
    x: run.x,
    values: Float64Array.from(objectives, (one) => one.value(run.x)),
    weights,
    bounds,
    status: run.status,
    certificate: run.certificate,
  });

  const alone = { weights: null, bounds: null };
  const ends = objectives.map((_, j) => pointOf(solve(unit(m, j, 1), [], start), alone));
  const over = (pick: (...values: number[]) => number) =>
    Float64Array.from({ length: m }, (_, j) => pick(...ends.map(({ values }) => values[j])));
  const ideal = over(Math.min);
  const nadir = over(Math.max);
  const range = nadir.map((most, j) => (most > ideal[j] ? most - ideal[j] : 1));
  const isUsable = ends.every(({ status }) => status === 'converged');
  const found = [...ends];
  let from = ends[0].x;
  for (const task of isUsable ? tasksOf(method, points, ideal, nadir) : []) {
    const { weights, bounds } = task;
    const terms = weights
      ? Float64Array.from(weights, (w, j) => w / range[j])
      : unit(m, 0, 1 / range[0]);
    const more = (bounds ?? []).map((bound, k) => bounded(objectives[k + 1], bound, range[k + 1]));
    const run = solve(terms, more, from);
    if (run.status === 'converged') from = run.x;
    found.push(pointOf(run, task));
    if (run.status === 'cancelled') break;
  }
  const front = undominated(found, range);
  const isUnmet = ({ bounds, status, certificate: { excess, tolerance } }: ParetoPoint) =>
    bounds !== null && m > 2 && status === 'iteration-limit' && excess > 1e3 * tolerance;
  const unmet = found.filter(isUnmet).length;
  const failed = found.find((point) => point.status !== 'converged' && !isUnmet(point));
  const uncertified = front.filter(({ certificate }) => !certificate.holds).length;
  return {
    status: failed?.status ?? 'converged',
    backend: backend.name,
    method,
    front,
    ideal,
    nadir,
    certificate: {
      kind: 'front',
      tolerance: ends[0].certificate.tolerance,
      holds: failed === undefined && uncertified === 0,
      uncertified,
      dominated: found.length - unmet - front.length,
      unmet,
    },
  };
}

function unit(m: number, j: number, value: number): Float64Array {
  const terms = new Float64Array(m);
  terms[j] = value;
  return terms;
}

type Objectives = readonly ReturnType<typeof objectiveOf>[];

function combined(objectives: Objectives, terms: Float64Array, x: Float64Array): Float64Array {
  const sum = new Float64Array(x.length);
  objectives.forEach((one, j) => {
    if (terms[j] === 0) return;
    one.gradient(x).forEach((g, i) => {
      sum[i] += terms[j] * g;
    });
  });
  return sum;
}

function bounded(one: Objectives[number], bound: number, range: number): Inequality {
  return {
    g: (x) => (one.value(x) - bound) / range,
    gradient: (x) => one.gradient(x).map((g) => g / range),
  };
}

/** Ranges by which a value must be less to count as less. */
const slight = 1e-7;

/** Points that no other one dominates, once each, by their values. */
function undominated(found: readonly ParetoPoint[], range: Float64Array): ParetoPoint[] {
  const usable = found.filter(({ values, status }) => {
    return status === 'converged' && values.every(Number.isFinite);
  });
  const less = (a: ParetoPoint, b: ParetoPoint) =>
    a.values.map((value, j) => (b.values[j] - value) / range[j]);
  const kept: ParetoPoint[] = [];
  for (const point of usable) {
    const isBeaten = usable.some((other) => {
      const by = less(other, point);
      return by.every((d) => d >= -slight * slight) && by.some((d) => d > slight);
    });
    const isKnown = kept.some((other) => less(other, point).every((d) => Math.abs(d) <= slight));
    if (!isBeaten && !isKnown) kept.push(point);
  }
  return kept.sort((a, b) => {
    const j = a.values.findIndex((value, k) => value !== b.values[k]);
    return j < 0 ? 0 : a.values[j] - b.values[j];
  });
}
