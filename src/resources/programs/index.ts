/**
 * Linear, integer and convex quadratic programs, solved by HiGHS and checked by code of ours (equations
 * (R2p) to (R6p)).
 */

import * as v from 'valibot';
import type { Backend } from '../../engine/backend';
import { numberSchema, parse, runEntries, wholeNumber } from '../../engine/parameters';
import { hasThreads } from '../../workers/host';
import { runTasks } from '../../workers/pool';
import type { FlatAnswer, Settings, Task } from './answer';
import { cancelledAnswer } from './cancelled';
import { completeProgram, type Kind } from './complete';
import { answerHere } from './load';
import { resultOf } from './report';
import type { Program, ProgramOptions, ProgramResult } from './types';

export { type ProgramBuilder, programBuilder } from './builder';
export { type ProgramFormat, readProgram, writeProgram } from './formats/index';
export type {
  Conflict,
  Program,
  ProgramCertificate,
  ProgramConstraint,
  ProgramOptions,
  ProgramResult,
  ProgramVariable,
  QuadraticTerm,
  Ranging,
  ShadowPrice,
  VariableType,
} from './types';

declare const SHADOWPRICE_VERSION: string | undefined;

const positive = { symbol: '', flag: '', unit: '1', default: 0, meaning: '' };

const programOptionsSchema = v.strictObject(
  {
    timeLimit: v.optional(numberSchema({ ...positive, exclusiveMinimum: 0 })),
    nodeLimit: v.optional(wholeNumber(0, 2 ** 31 - 1)),
    iterationLimit: v.optional(wholeNumber(0, 2 ** 31 - 1)),
    gap: v.optional(numberSchema({ ...positive, minimum: 0, exclusiveMaximum: 1 }), 1e-9),
    tolerance: v.optional(
      numberSchema({ ...positive, exclusiveMinimum: 0, exclusiveMaximum: 1 }),
      1e-6,
    ),
    ranging: v.optional(v.boolean('true or false')),
    proofNodes: v.optional(wholeNumber(0, 1e6), 200),
    signal: runEntries.signal,
    workerUrl: v.optional(
      v.custom<string | URL>((x) => typeof x === 'string' || x instanceof URL, 'a URL'),
    ),
  },
  'an object of options',
);

const linear: Kind = { integers: false, quadratic: false };
const integer: Kind = { integers: true, quadratic: false };
const quadratic: Kind = { integers: false, quadratic: true };

/** Rows and columns up to which ranging is worked out unasked. */
const rangedUnasked = 200;

/**
 * A linear program, with prices, their uniqueness and ranging.
 *
 * @throws ParameterError where the program cannot be used
 * @throws EngineError where HiGHS cannot be loaded
 */
export function linearProgram(
  backend: Backend,
  problem: Program,
  options?: ProgramOptions,
): Promise<ProgramResult> {
  return solveProgram(backend, linear, problem, options);
}

/** A linear program some of whose variables are whole, 0 or 1, or of a menu. @throws as `linearProgram` */
export function integerProgram(
  backend: Backend,
  problem: Program,
  options?: ProgramOptions,
): Promise<ProgramResult> {
  return solveProgram(backend, integer, problem, options);
}

/** A convex quadratic objective over linear constraints. @throws as `linearProgram` */
export function quadraticProgram(
  backend: Backend,
  problem: Program,
  options?: ProgramOptions,
): Promise<ProgramResult> {
  return solveProgram(backend, quadratic, problem, options);
}

async function solveProgram(
  backend: Backend,
  kind: Kind,
  problem: unknown,
  given: unknown = {},
): Promise<ProgramResult> {
  const named = completeProgram(problem, kind);
  const options = parse(programOptionsSchema, given, 'options');
  const { signal, workerUrl, ranging, ...limits } = options;
  const { model } = named;
  const settings: Settings = {
    timeLimit: limits.timeLimit ?? null,
    nodeLimit: limits.nodeLimit ?? null,
    iterationLimit: limits.iterationLimit ?? null,
    gap: limits.gap,
    tolerance: limits.tolerance,
    proofNodes: limits.proofNodes,
    ranging: ranging ?? model.rows + model.columns <= rangedUnasked,
    variables: named.variables.length,
    constraints: named.constraints.length,
  };
  const answer = await answerOf({ model, settings }, signal, workerUrl);
  return resultOf(named, answer, backend.name);
}

async function answerOf(
  task: Task,
  signal: AbortSignal | undefined,
  workerUrl: string | URL | undefined,
): Promise<FlatAnswer> {
  if (signal?.aborted) return cancelledAnswer(task.settings.tolerance);
  const url = workerUrl ?? builtWorker();
  if (signal === undefined || url === undefined || !hasThreads()) {
    const answer = await answerHere(task);
    return signal?.aborted ? cancelledAnswer(task.settings.tolerance) : answer;
  }
  const { status, results } = await runTasks<Task, FlatAnswer>([task], {
    url,
    workers: 1,
    setting: null,
    signal,
  });
  return status === 'converged' ? results[0] : cancelledAnswer(task.settings.tolerance);
}

/** The thread's file beside the built bundle; the source has none. */
function builtWorker(): URL | undefined {
  return typeof SHADOWPRICE_VERSION === 'string'
    ? new URL('./programs-worker.js', import.meta.url)
    : undefined;
}
