/** A schedule as a result, with what it costs, its bounds and its certificate. */

import type { Backend, BackendName } from '../../engine/backend';
import type { Status } from '../../engine/result';
import { type Ratio, ratioOf } from '../ratio';
import { assign } from './assign';
import { type Bounds, boundsOf } from './bounds';
import { certify, certifyTooWide, type GangCertificate } from './certificate';
import type { Clock } from './clock';
import { keyOf, type Prover } from './exact';
import { measure } from './measures';
import { type GangPrices, noPrices } from './prices';
import type {
  Backfill,
  CompleteOptions,
  CompleteProblem,
  GangMethod,
  GangObjective,
  GangOrder,
  Gangs,
} from './problem';

export interface GangRatio extends Ratio {
  /** What `realized` is measured by; against a bound it is an upper bound of the true ratio. */
  readonly against: 'optimum' | 'bound' | null;
}

export interface GangScheduleResult {
  /**
   * `iteration-limit`: the best schedule at hand, `lowerBound` says how good; `infeasible`: a job needs more
   * GPUs than there are; `cancelled`: the best schedule until then.
   */
  readonly status: Extract<Status, 'converged' | 'iteration-limit' | 'infeasible' | 'cancelled'>;
  readonly method: GangMethod;
  readonly objective: GangObjective;
  /** The list; null for `exact`. */
  readonly order: GangOrder | null;
  /** Which backfilling; null for other methods. */
  readonly backfill: Backfill | null;
  readonly backend: BackendName;
  /** Of each job as given; null where there is no schedule, as is all that follows from it. */
  readonly start: Float64Array | null;
  readonly completion: Float64Array | null;
  /** GPUs of each job, from 0; null as well where these are more than 2·10⁶ in all. */
  readonly assignment: readonly Int32Array[] | null;
  /** The objective's value. */
  readonly value: number | null;
  /** Σ w C. */
  readonly weightedCompletion: number | null;
  /** The greatest C; time is counted from 0. */
  readonly makespan: number | null;
  /** Mean of C − r. */
  readonly meanFlowTime: number | null;
  /** GPU-time used over K · makespan. */
  readonly utilization: number | null;
  /** Most GPUs in use at one time. */
  readonly peak: number | null;
  /** What no schedule is below. */
  readonly lowerBound: Bounds | null;
  /** value − its lower bound. */
  readonly gap: number | null;
  readonly ratio: GangRatio;
  readonly shadowPrices: GangPrices;
  /** Names of jobs that need more GPUs than there are. */
  readonly tooWide: readonly string[];
  /** Nodes of the search of `exact`. */
  readonly nodes: number;
  readonly certificate: GangCertificate;
}

/** What a method found. */
export interface Found {
  readonly status: 'converged' | 'iteration-limit' | 'cancelled';
  /** In ticks. */
  readonly start: Float64Array;
  /** No schedule costs less, in the unit of time given. */
  readonly bound: number;
  readonly provenBy: readonly Prover[];
  /** Whether the bound is the optimum. */
  readonly isOptimum: boolean;
  readonly nodes: number;
  readonly prices: GangPrices;
}

/** Of sums, relative. */
const rounding = 1e-12;

export function resultOf(
  backend: Backend,
  gangs: Gangs,
  clock: Clock,
  options: CompleteOptions,
  found: Found,
): GangScheduleResult {
  const { method, objective } = options;
  const { status, provenBy, isOptimum, nodes } = found;
  const start = found.start.map(clock.time);
  const completion = found.start.map((ticks, j) => clock.time(ticks + clock.gangs.durations[j]));
  const assignment = assign(gangs, start, completion);
  const measures = measure(gangs, start, completion);
  const key = keyOf(objective);
  const value = measures[key];
  const isOptimal = method === 'exact' && isOptimum;
  const least = boundsOf(gangs);
  const proven = isOptimal ? found.bound : Math.min(value, Math.max(least[key], found.bound));
  // sums of ticks and of times differ in their last digits
  const bound = isOptimal || value - proven <= rounding * value ? value : proven;
  const lowerBound = { ...least, [key]: bound };
  return {
    status,
    method,
    objective,
    order: method === 'exact' ? null : options.order,
    backfill: method === 'backfill' ? options.backfill : null,
    backend: backend.name,
    start,
    completion,
    assignment,
    value,
    ...measures,
    lowerBound,
    gap: value - bound,
    ratio: {
      realized: ratioOf(value, bound),
      proven: isOptimal ? 1 : provenRatio(gangs, options),
      against: isOptimum ? 'optimum' : 'bound',
    },
    shadowPrices: found.prices,
    tooWide: [],
    nodes,
    certificate: certify(gangs, options, {
      start,
      completion,
      assignment,
      value,
      bound: proven,
      lowerBound,
      isComplete: status === 'converged',
      provenBy,
    }),
  };
}

function provenRatio({ capacity }: Gangs, { method, objective }: CompleteOptions): number | null {
  return method === 'online' && objective === 'makespan' ? 2 - 1 / capacity : null;
}

/** @param tooWide jobs that need more GPUs than there are */
export function infeasible(
  backend: Backend,
  { gangs, names }: CompleteProblem,
  { method, objective, ...options }: CompleteOptions,
  tooWide: readonly number[],
): GangScheduleResult {
  return {
    status: 'infeasible',
    method,
    objective,
    order: method === 'exact' ? null : options.order,
    backfill: method === 'backfill' ? options.backfill : null,
    backend: backend.name,
    start: null,
    completion: null,
    assignment: null,
    value: null,
    weightedCompletion: null,
    makespan: null,
    meanFlowTime: null,
    utilization: null,
    peak: null,
    lowerBound: null,
    gap: null,
    ratio: { realized: null, proven: null, against: null },
    shadowPrices: noPrices,
    tooWide: tooWide.map((j) => names[j]),
    nodes: 0,
    certificate: certifyTooWide(gangs, tooWide),
  };
}
