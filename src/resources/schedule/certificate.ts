/**
 * What is checked of a schedule, from its times, its GPUs and the problem alone.
 *
 * One sweep over starts and ends counts GPUs; another hands the numbered ones from gang to gang and sees
 * whether any is held twice. Costs are summed anew, and bounds stand below them. Times are held to a
 * tolerance times the time that all jobs take one after the other; costs, sums of up to 10⁶ rounded products,
 * and bounds to 10⁻⁹ of themselves.
 */

import type { Certificate } from '../../engine/result';
import type { Bounds } from './bounds';
import type { Prover } from './exact';
import { type CompleteOptions, type Gangs, horizonOf } from './problem';

export interface GangCertificate extends Certificate {
  readonly kind: 'gang-schedule';
  /** Greatest relative difference between the time a gang has its GPUs and its duration. */
  readonly durationError: number;
  /** Greatest time by which a start is before its release, relative to all time. */
  readonly earlyStart: number;
  /** Most GPUs in use beyond K; 0 where none are. */
  readonly oversubscribed: number;
  /** Gangs with another number of GPUs than they need, or one that another has at that time, or twice. */
  readonly brokenGangs: number;
  /** Whether GPUs were handed out by number, and thus checked. */
  readonly isAssigned: boolean;
  /** Relative difference between the objective and its sum anew. */
  readonly objectiveError: number;
  /** No schedule has an objective below it. */
  readonly bound: number;
  /** What proved the bound; empty where proofs disagree. */
  readonly provenBy: readonly Prover[];
}

export interface Claim {
  readonly start: Float64Array;
  readonly completion: Float64Array;
  readonly assignment: readonly Int32Array[] | null;
  readonly value: number;
  readonly bound: number;
  readonly lowerBound: Bounds;
  readonly isComplete: boolean;
  readonly provenBy: readonly Prover[];
}

const tolerance = 1e-12;
/** Of sums over all jobs, and bounds. */
const sumTolerance = 1e-9;

export function certify(
  gangs: Gangs,
  { method, objective }: CompleteOptions,
  claim: Claim,
): GangCertificate {
  const { count, durations, releases, weights, capacity } = gangs;
  const { start, completion, assignment, value, bound, lowerBound, provenBy } = claim;
  const horizon = horizonOf(durations, releases);
  let durationError = 0;
  let earlyStart = 0;
  let weighted = 0;
  let last = 0;
  for (let j = 0; j < count; j++) {
    const held = completion[j] - start[j];
    durationError = Math.max(durationError, Math.abs(held - durations[j]) / horizon);
    earlyStart = Math.max(earlyStart, (releases[j] - start[j]) / horizon);
    weighted += weights[j] * (start[j] + durations[j]);
    last = Math.max(last, start[j] + durations[j]);
  }
  const anew = objective === 'makespan' ? last : weighted;
  const objectiveError = Math.abs(value - anew) / Math.max(value, Number.MIN_VALUE);
  const oversubscribed = Math.max(0, mostUsed(gangs, start, completion) - capacity);
  const brokenGangs = assignment === null ? 0 : broken(gangs, start, completion, assignment);
  const isBelow = (low: number, high: number) => low <= high * (1 + sumTolerance);
  return {
    kind: 'gang-schedule',
    tolerance,
    holds:
      claim.isComplete &&
      durationError <= tolerance &&
      earlyStart <= tolerance &&
      oversubscribed === 0 &&
      brokenGangs === 0 &&
      objectiveError <= sumTolerance &&
      isBelow(bound, value) &&
      isBelow(lowerBound.makespan, last) &&
      isBelow(lowerBound.weightedCompletion, weighted) &&
      (method !== 'exact' || (provenBy.length > 0 && isBelow(value, bound))),
    durationError,
    earlyStart,
    oversubscribed,
    brokenGangs,
    isAssigned: assignment !== null,
    objectiveError,
    bound,
    provenBy,
  };
}

/** Starts and ends in order, ends first where they meet. */
function eventsOf(start: Float64Array, completion: Float64Array): Float64Array {
  const count = start.length;
  const time = (event: number) => (event < count ? completion[event] : start[event - count]);
  return Float64Array.from({ length: 2 * count }, (_, event) => event).sort(
    (a, b) => time(a) - time(b) || a - b,
  );
}

function mostUsed({ count, gpus }: Gangs, start: Float64Array, completion: Float64Array): number {
  let used = 0;
  let most = 0;
  for (const event of eventsOf(start, completion)) {
    used += event < count ? -gpus[event] : gpus[event - count];
    most = Math.max(most, used);
  }
  return most;
}

function broken(
  { count, gpus, capacity }: Gangs,
  start: Float64Array,
  completion: Float64Array,
  assignment: readonly Int32Array[],
): number {
  const holder = new Map<number, number>();
  const faulty = new Set<number>();
  for (const event of eventsOf(start, completion)) {
    const j = event < count ? event : event - count;
    for (const gpu of assignment[j]) {
      if (event < count) {
        if (holder.get(gpu) === j) holder.delete(gpu);
        else faulty.add(j);
      } else {
        const isFree = !holder.has(gpu) && Number.isInteger(gpu) && gpu >= 0 && gpu < capacity;
        if (!isFree) faulty.add(j);
        holder.set(gpu, j);
      }
    }
    if (assignment[j].length !== gpus[j]) faulty.add(j);
  }
  return faulty.size;
}

/** Where some job needs more GPUs than there are. */
export function certifyTooWide({ gpus, capacity }: Gangs, tooWide: readonly number[]) {
  return {
    kind: 'gang-schedule',
    tolerance: 0,
    holds: tooWide.length > 0 && tooWide.every((j) => gpus[j] > capacity),
    durationError: 0,
    earlyStart: 0,
    oversubscribed: 0,
    brokenGangs: 0,
    isAssigned: false,
    objectiveError: 0,
    bound: Number.POSITIVE_INFINITY,
    provenBy: [],
  } satisfies GangCertificate;
}
