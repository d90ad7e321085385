/**
 * The time-indexed integer program (Pritsker, Watters and Wolfe 1969; Sousa and Wolsey 1992): x_jt = 1 where
 * j starts at t, in ticks of a common unit.
 *
 *     minimize   Σ_j w_j Σ_t (t + p_j) x_jt,   or C with C ≥ Σ_t (t + p_j) x_jt for all j            (RS4)
 *     subject to Σ_t x_jt = 1,   Σ_j g_j Σ_{t − p_j < s ≤ t} x_js ≤ K for every t
 *
 * Sums of whole times are whole, so some optimum has whole starts. No job of an optimum starts later than
 * where its weight alone, with all others at their earliest, would cost more than a schedule that is known.
 *
 * Sources: A. A. B. Pritsker, L. J. Watters, P. M. Wolfe, Management Science 16 (1969) 93; J. P. Sousa,
 * L. A. Wolsey, Mathematical Programming 54 (1992) 353.
 */

import type { Backend } from '../../engine/backend';
import type { Status } from '../../engine/result';
import {
  integerProgram,
  linearProgram,
  type Program,
  type ProgramConstraint,
} from '../programs/index';
import { type GangObjective, type Gangs, horizonOf } from './problem';

export interface TimeIndexed {
  readonly program: Program;
  readonly columns: number;
  /** Entries of the matrix. */
  readonly entries: number;
}

export interface ProgramProof {
  readonly status: Status;
  /** Starts in ticks; null where no plan was found. */
  readonly start: Float64Array | null;
  readonly cost: number | null;
  /** Whether more than the solver alone says that no plan costs less. */
  readonly isConfirmed: boolean;
}

const nameOf = (j: number, t: number) => `x${j}_${t}`;

/**
 * @param gangs with times in whole ticks
 * @param known cost of a schedule
 * @returns null where it has more entries than `mostEntries`
 */
export function timeIndexed(
  gangs: Gangs,
  objective: GangObjective,
  known: number,
  mostEntries: number,
): TimeIndexed | null {
  const { count, gpus, durations, releases, weights, capacity } = gangs;
  const latest = latestStarts(gangs, objective, known);
  let columns = 0;
  let entries = 0;
  for (let j = 0; j < count; j++) {
    const starts = latest[j] - releases[j] + 1;
    columns += starts;
    entries += starts * (1 + Math.min(durations[j], starts));
    if (entries > mostEntries) return null;
  }
  const isMakespan = objective === 'makespan';
  const costs: Record<string, number> = isMakespan ? { C: 1 } : {};
  const variables: Record<string, { type?: 'binary' }> = isMakespan ? { C: {} } : {};
  const constraints: Record<string, ProgramConstraint> = {};
  const uses = new Map<number, Record<string, number>>();
  for (let j = 0; j < count; j++) {
    const once: Record<string, number> = {};
    const ends: Record<string, number> = { C: -1 };
    for (let t = releases[j]; t <= latest[j]; t++) {
      const name = nameOf(j, t);
      variables[name] = { type: 'binary' };
      once[name] = 1;
      if (isMakespan) ends[name] = t + durations[j];
      else costs[name] = weights[j] * (t + durations[j]);
      // a running job holds its GPUs until another could start last
      const end = Math.min(t + durations[j], lastOf(latest) + 1);
      for (let at = t; at < end; at++) {
        const row = uses.get(at) ?? {};
        row[name] = gpus[j];
        uses.set(at, row);
      }
    }
    constraints[`once${j}`] = { coefficients: once, equal: 1 };
    if (isMakespan) constraints[`end${j}`] = { coefficients: ends, upper: 0 };
  }
  for (const [t, row] of uses) constraints[`gpus${t}`] = { coefficients: row, upper: capacity };
  return {
    program: { sense: 'minimize', objective: costs, variables, constraints },
    columns,
    entries,
  };
}

const lastOf = (latest: Float64Array) => latest.reduce((most, t) => Math.max(most, t), 0);

/** The latest start of each job in a schedule that costs no more than `known` and wastes no time. */
function latestStarts(gangs: Gangs, objective: GangObjective, known: number): Float64Array {
  const { durations, releases, weights } = gangs;
  const horizon = horizonOf(durations, releases);
  if (objective === 'makespan') return durations.map((duration) => known - duration);
  let least = 0;
  for (let j = 0; j < gangs.count; j++) least += weights[j] * (releases[j] + durations[j]);
  const slack = known * (1 + 1e-9) - least;
  return releases.map((release, j) => {
    const last = horizon - durations[j];
    return weights[j] > 0 ? Math.min(last, Math.floor(release + slack / weights[j] + 1e-6)) : last;
  });
}

/** The integer program solved by HiGHS; `signal` ends it where the host has threads. */
export async function solveProgram(
  backend: Backend,
  gangs: Gangs,
  { program }: TimeIndexed,
  limits: { readonly nodeLimit: number; readonly proofNodes: number },
  signal?: AbortSignal,
): Promise<ProgramProof> {
  const options = { ...limits, ranging: false, ...(signal && { signal }) };
  const answer = await integerProgram(backend, program, options);
  const { status, objective: cost, variables, certificate } = answer;
  const { holds, provenBy } = certificate;
  const isConfirmed = holds && (provenBy === 'duals' || provenBy === 'search');
  if (variables === null) return { status, start: null, cost: null, isConfirmed: false };
  const start = new Float64Array(gangs.count);
  for (const [name, value] of Object.entries(variables)) {
    if (name === 'C' || value < 0.5) continue;
    const [j, t] = name.slice(1).split('_');
    start[Number(j)] = Number(t);
  }
  return { status, start, cost, isConfirmed };
}

export interface Relaxed {
  /** No schedule costs less. */
  readonly bound: number;
  /** What one more GPU at all times takes off that bound, at the margin. */
  readonly price: number;
}

/** The linear relaxation, with Σ_t of the prices of its capacities; null where it was not solved. */
export async function relaxation(
  backend: Backend,
  { program }: TimeIndexed,
  signal?: AbortSignal,
): Promise<Relaxed | null> {
  const names = Object.keys(program.variables);
  const variables = Object.fromEntries(names.map((name) => [name, {}]));
  const relaxed = { ...program, variables };
  const { status, certificate, ...rest } = await linearProgram(backend, relaxed, {
    ranging: false,
    ...(signal && { signal }),
  });
  if (status !== 'converged' || certificate.bound === null || rest.shadowPrices === null) {
    return null;
  }
  let price = 0;
  for (const [name, { value }] of Object.entries(rest.shadowPrices)) {
    if (name.startsWith('gpus')) price -= value;
  }
  return { bound: certificate.bound, price: Math.max(0, price) };
}
