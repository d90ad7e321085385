/** `contest.scenario`: the equilibria of a game over values of some of its parameters. */

import * as v from 'valibot';
import type { Backend, BackendName } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { parse, runEntries, wholeNumber as wholeSchema } from '../../engine/parameters';
import type { Progress, Status } from '../../engine/result';
import { turn } from '../../engine/steps';
import { hasThreads } from '../../workers/host';
import { wholeNumber } from '../complete';
import type { ContestParameters } from '../parameters';
import type { ContestSolution, SolveOptions } from '../solve/result';
import { plainObject } from '../values';
import type { ScenarioAxis, VariedValue, Vary } from './axes';
import { columnsOf, type ScenarioColumns } from './columns';
import { plainCopy } from './plain';
import { type Expansion, placeOf, planOf, valuesOf } from './plan';
import { checkPoint, type Run, type Solved, type Solver, solvePoints, startOfRun } from './run';
import { solveInThreads } from './threads';

export interface ScenarioOptions {
  /** What varies: one to four axes. */
  readonly vary: readonly Vary[];
  /** Every combination of values, or those that stand in the same place. Default cartesian. */
  readonly expand?: Expansion;
  /** Options of `solve`, the same at every point. */
  readonly solve?: SolveOptions;
  /**
   * Whether a point is started from its neighbour's first equilibrium, too (in place of `solve.start` where
   * there is one). Default true, but false `asPublished`.
   */
  readonly follow?: boolean;
  /** Points [from, to) of all; `mergeScenarios` puts slices together. */
  readonly slice?: { readonly from?: number; readonly to?: number };
}

export interface ScenarioRun {
  readonly signal?: AbortSignal;
  /** `done` and `total` count points. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Threads to share the points out to, 0 … 64. Default 0: this one does it, as where the host has no others.
   * The answer is the same.
   */
  readonly workers?: number;
  /** Where the worker's file is, if not beside the module. */
  readonly workerUrl?: string | URL;
}

export interface ScenarioPoint {
  /** Its place in the plan. */
  readonly index: number;
  /** Its place along each axis of the shape. */
  readonly point: readonly number[];
  /** The value of each thing varied. */
  readonly values: readonly VariedValue[];
  readonly solution: ContestSolution;
}

/** Plain data throughout. */
export interface ScenarioResult {
  readonly backend: BackendName;
  /** `converged` where every point's is, `cancelled`, or that of the first point that is otherwise. */
  readonly status: Status;
  /** The game that is varied. */
  readonly parameters: ContestParameters;
  readonly expand: Expansion;
  readonly axes: readonly ScenarioAxis[];
  /** Points along each axis; together where values go together. */
  readonly shape: readonly number[];
  readonly solve: SolveOptions;
  readonly follow: boolean;
  /** Which points these are. */
  readonly slice: { readonly from: number; readonly to: number };
  readonly points: readonly ScenarioPoint[];
  readonly columns: ScenarioColumns;
}

const expected = 'an object of options';
const schema = v.strictObject(
  {
    vary: v.optional(v.unknown()),
    expand: v.optional(v.unknown()),
    solve: v.optional(v.unknown()),
    follow: v.optional(v.boolean('true or false')),
    slice: v.optional(v.unknown()),
  },
  expected,
);
const runSchema = v.strictObject(
  {
    ...runEntries,
    workers: v.optional(wholeSchema(0, 64), 0),
    workerUrl: v.optional(
      v.custom<string | URL>((x) => typeof x === 'string' || x instanceof URL, 'a URL'),
    ),
  },
  expected,
);

/** Points that are checked between two looks at a signal. */
const checkedAtOnce = 500;

/**
 * Solves each point. Every game is checked before the first is solved.
 *
 * @throws ParameterError naming the first thing that is not usable
 */
export function scenario(
  backend: Backend,
  solver: Solver,
  game: ContestParameters,
  options: ScenarioOptions,
): ScenarioResult {
  const { run, from, to } = runOf(backend, game, parse(schema, options, 'options'));
  for (let index = startOfRun(run, from); index < to; index++) checkPoint(run, index);
  const solved = [...solvePoints(backend, solver, run, from, to)].filter((point) => point !== null);
  return resultOf(run, from, solved);
}

/** As `scenario`, giving way to the event loop between points, so that a `signal` can end it. */
export async function scenarioAsync(
  backend: Backend,
  solver: Solver,
  game: ContestParameters,
  options: ScenarioOptions,
  running: ScenarioRun = {},
): Promise<ScenarioResult> {
  const { workers, workerUrl, ...watch } = parse(runSchema, running, 'run');
  const { signal, onProgress } = watch;
  const { run, from, to } = runOf(backend, game, parse(schema, options, 'options'));
  for (let index = startOfRun(run, from); index < to; index++) {
    if (index % checkedAtOnce === 0) await turn();
    if (signal?.aborted) return resultOf(run, from, [], 'cancelled');
    checkPoint(run, index);
  }
  if (workers > 0 && hasThreads()) {
    const { status, solved } = await solveInThreads(run, from, to, workers, workerUrl, watch);
    return resultOf(run, from, solved, status);
  }
  const solved: Solved[] = [];
  for (const point of solvePoints(backend, solver, run, from, to)) {
    if (point !== null) {
      solved.push(point);
      onProgress?.({ done: solved.length, total: to - from });
    }
    if (solved.length === to - from) break;
    await turn();
    if (signal?.aborted) return resultOf(run, from, solved, 'cancelled');
  }
  return resultOf(run, from, solved);
}

/** @throws ParameterError */
function runOf(
  backend: Backend,
  game: unknown,
  options: v.InferOutput<typeof schema>,
): { run: Run; from: number; to: number } {
  const plan = planOf(backend, game, options.vary, options.expand);
  const solve = solveOptionsOf(options.solve);
  const { follow = solve.asPublished !== true } = options;
  const slice = plainObject('slice', options.slice ?? {}, 'an object { from, to }');
  const stranger = Object.keys(slice).find((name) => name !== 'from' && name !== 'to');
  if (stranger !== undefined) {
    throw new ParameterError(`slice.${stranger}`, slice[stranger], 'one of from, to', 'type');
  }
  const from = wholeNumber('slice.from', slice.from ?? 0, 0, plan.total);
  const to = wholeNumber('slice.to', slice.to ?? plan.total, from, plan.total);
  return { run: { plan, solve, follow, backend: backend.name }, from, to };
}

/** A copy of plain data, but that a seed may be of any size. */
function solveOptionsOf(given: unknown): SolveOptions {
  const options = plainObject('solve', given ?? {}, 'an object of options of solve');
  const { seed } = options;
  if (typeof seed !== 'bigint') return plainCopy('solve', options) as SolveOptions;
  return { ...(plainCopy('solve', { ...options, seed: 0 }) as SolveOptions), seed };
}

function resultOf(
  { plan, solve, follow, backend }: Run,
  from: number,
  solved: readonly Solved[],
  status: 'converged' | 'cancelled' = 'converged',
): ScenarioResult {
  const { game, expand, axes, shape } = plan;
  const statuses = solved.map(({ solution }) => solution.status);
  return {
    backend,
    status: status === 'cancelled' ? status : statusOf(statuses),
    parameters: game as ContestParameters,
    expand,
    axes,
    shape,
    solve,
    follow,
    slice: { from, to: from + solved.length },
    points: solved.map(({ solution }, k) => ({
      index: from + k,
      point: placeOf(plan, from + k),
      values: valuesOf(plan, from + k),
      solution,
    })),
    columns: columnsOf(solved.map(({ row }) => row)),
  };
}

/** The first status that is not `converged`, where there is one. */
export const statusOf = (statuses: readonly Status[]): Status =>
  statuses.find((status) => status !== 'converged') ?? 'converged';
