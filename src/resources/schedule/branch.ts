/**
 * The optimum by branch and bound over schedules in which no job can start earlier.
 *
 * Jobs are added in the order of their starts, each at the earliest time t_j, not before the last start, at
 * which its GPUs are free beside what runs. With V(A) the least cost that a partial schedule A can be
 * completed to by jobs that start at its last start or later, some completion of cost V(A) has the least
 * sum of starts, and then the fewest pairs out of order. Its first job
 *
 *  - starts at t_j, or it could start earlier;
 *  - has t_j < t_i + p_i for all others i, or i could run before it;
 *  - is not dominated by another: none of those left has the same g and p, no later release and no lower
 *    weight, or the two could change places.
 *
 * So only such jobs are added. A partial schedule is not completed
 *
 *  - where a bound (RS2) or (RS3) is not below the best schedule;
 *  - where one with the same jobs was before that costs no more, has no later last start than the next
 *    start here, and from then on uses no more GPUs at any time: what completes the one completes the other.
 *
 * Jobs with the same cost in whole numbers are told apart by one at least, which the bounds are raised to.
 * The idea of adding jobs in order of starts is that of chronological branching; precedence by exchange and
 * dominance of partial schedules are those of Demeulemeester and Herroelen (1992).
 *
 * Source: E. Demeulemeester, W. Herroelen, Management Science 38 (1992) 1803.
 */

import type { Progress } from '../../engine/result';
import { type Fluid, fluidOf, type Running } from './fluid';
import type { GangObjective, Gangs } from './problem';

/** The best schedule so far. */
export interface Incumbent {
  start: Float64Array;
  cost: number;
}

export interface Search {
  readonly isProven: boolean;
  /** No schedule costs less. */
  readonly bound: number;
  readonly nodes: number;
}

export interface SearchOptions {
  readonly objective: GangObjective;
  /** No schedule costs less. */
  readonly bound: number;
  /** Whether costs are whole numbers, below 10⁹. */
  readonly isWhole: boolean;
  readonly shares: readonly Float64Array[];
  readonly nodeLimit: number;
}

/** Jobs are bits of a number. */
export const mostBranched = 30;
const nodesPerStep = 256;
const mostKept = 400_000;
/** Partial schedules with the same jobs that another is compared with. */
const mostCompared = 32;
/** Sets of shares that bounds are worked out with. */
const mostShares = 4;
const rounding = 1e-12;
/** Costs that are told apart by one are below 10⁹. */
const wholeRounding = 1e-3;

interface Partial extends Running {
  readonly before: Partial | null;
  /** The last job and its start. */
  readonly job: number;
  readonly last: number;
  readonly done: number;
  readonly cost: number;
  readonly bound: number;
  /** The earliest start of each job that is left, else Infinity; the least of them. */
  readonly heads: Float64Array;
  readonly next: number;
}

/** Works on `incumbent` in place. */
export function* search(
  gangs: Gangs,
  incumbent: Incumbent,
  { objective, bound: least, isWhole, shares, nodeLimit }: SearchOptions,
): Generator<Progress, Search> {
  const { count, durations, weights } = gangs;
  const isMakespan = objective === 'makespan';
  const fluids = shares.slice(0, mostShares).map((f) => fluidOf(gangs, f, isMakespan));
  const dominators = dominatorsOf(gangs, isMakespan);
  const all = 2 ** count - 1;
  const visited = new Map<number, Partial[]>();
  let kept = 0;
  let nodes = 0;

  const isHopeless = (bound: number) => {
    const { cost } = incumbent;
    return isWhole ? bound > cost - 1 + wholeRounding : bound >= cost * (1 - rounding);
  };

  const child = (at: Partial, j: number): Partial => {
    const last = at.heads[j];
    const end = last + durations[j];
    const ends: number[] = [];
    const jobs: number[] = [];
    let isPlaced = false;
    for (let k = 0; k < at.ends.length; k++) {
      if (at.ends[k] <= last) continue;
      if (!isPlaced && at.ends[k] > end) {
        ends.push(end);
        jobs.push(j);
        isPlaced = true;
      }
      ends.push(at.ends[k]);
      jobs.push(at.jobs[k]);
    }
    if (!isPlaced) {
      ends.push(end);
      jobs.push(j);
    }
    const cost = isMakespan ? Math.max(at.cost, end) : at.cost + weights[j] * end;
    const added = { before: at, job: j, last, done: at.done | (1 << j), cost, ends, jobs };
    return completed(gangs, added, fluids, isMakespan, isHopeless);
  };

  const isDominated = (at: Partial): boolean => {
    const others = visited.get(at.done);
    if (others?.some((other) => dominates(gangs, other, at))) return true;
    if (others !== undefined && others.length >= mostCompared) {
      // the newest are the nearest
      others.shift();
      others.push(at);
    } else if (kept < mostKept) {
      kept++;
      if (others === undefined) visited.set(at.done, [at]);
      else others.push(at);
    }
    return false;
  };

  const none = { before: null, job: -1, last: 0, done: 0, cost: 0, ends: [], jobs: [] };
  const root = completed(gangs, none, fluids, isMakespan, () => false);
  // the worst on top of the best: a stack
  const open = [{ ...root, bound: Math.max(root.bound, least) }];
  while (open.length > 0) {
    const at = open.pop() as Partial;
    if (isHopeless(at.bound)) continue;
    if (at.done === all) {
      incumbent.cost = at.cost;
      incumbent.start = startsOf(at, count);
      continue;
    }
    if (nodes >= nodeLimit) {
      const lowest = open.reduce((low, other) => Math.min(low, other.bound), at.bound);
      return { isProven: false, bound: Math.min(lowest, incumbent.cost), nodes };
    }
    nodes++;
    if (nodes % nodesPerStep === 0) yield { done: nodes, total: nodeLimit };
    if (isDominated(at)) continue;
    const { heads } = at;
    let firstEnd = Number.POSITIVE_INFINITY;
    for (let j = 0; j < count; j++) firstEnd = Math.min(firstEnd, heads[j] + durations[j]);
    const children: Partial[] = [];
    for (let j = 0; j < count; j++) {
      if (heads[j] >= firstEnd || (dominators[j] & ~at.done) !== 0) continue;
      const next = child(at, j);
      if (!isHopeless(next.bound)) children.push(next);
    }
    children.sort((a, b) => b.bound - a.bound || b.last - a.last || b.job - a.job);
    for (const next of children) open.push(next);
  }
  return { isProven: true, bound: incumbent.cost, nodes };
}

/** A partial schedule with the earliest starts and the bound of what is left. */
function completed(
  { count, gpus, releases, capacity }: Gangs,
  at: Omit<Partial, 'bound' | 'heads' | 'next'>,
  fluids: readonly Fluid[],
  isMakespan: boolean,
  isHopeless: (bound: number) => boolean,
): Partial {
  const { last, done, cost, ends, jobs } = at;
  const heads = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let next = Number.POSITIVE_INFINITY;
  for (let j = 0; j < count; j++) {
    if (done & (1 << j)) continue;
    const from = Math.max(last, releases[j]);
    let free = capacity;
    let first = 0;
    for (let k = 0; k < ends.length; k++) {
      if (ends[k] <= from) first = k + 1;
      else free -= gpus[jobs[k]];
    }
    let time = from;
    for (; free < gpus[j]; first++) {
      time = ends[first];
      free += gpus[jobs[first]];
    }
    heads[j] = time;
    next = Math.min(next, time);
  }
  let bound = cost;
  if (next < Number.POSITIVE_INFINITY) {
    for (const fluid of fluids) {
      const rest = fluid.bound(heads, next, at);
      bound = Math.max(bound, isMakespan ? rest : cost + rest);
      if (isHopeless(bound)) break;
    }
  }
  return { ...at, bound, heads, next };
}

/** Whether what completes `b` completes `a` at no more cost. */
function dominates({ gpus }: Gangs, a: Partial, b: Partial): boolean {
  if (a.cost > b.cost || a.last > b.next) return false;
  // from b.next on, a needs no more than b: checked where a's need changes and where b's falls
  let need = 0;
  for (let k = 0; k < a.ends.length; k++) if (a.ends[k] > b.next) need += gpus[a.jobs[k]];
  let has = 0;
  for (let k = 0; k < b.ends.length; k++) if (b.ends[k] > b.next) has += gpus[b.jobs[k]];
  if (need > has) return false;
  let i = 0;
  while (i < a.ends.length && a.ends[i] <= b.next) i++;
  for (let k = 0; k < b.ends.length; k++) {
    if (b.ends[k] <= b.next) continue;
    has -= gpus[b.jobs[k]];
    for (; i < a.ends.length && a.ends[i] <= b.ends[k]; i++) need -= gpus[a.jobs[i]];
    if (need > has) return false;
  }
  return true;
}

/** For each job those that some optimum starts no later, as bits. */
function dominatorsOf(gangs: Gangs, isMakespan: boolean): Int32Array {
  const { count, gpus, durations, releases, weights } = gangs;
  const weight = (j: number) => (isMakespan ? 0 : weights[j]);
  return Int32Array.from({ length: count }, (_, k) => {
    let bits = 0;
    for (let j = 0; j < count; j++) {
      if (j === k || gpus[j] !== gpus[k] || durations[j] !== durations[k]) continue;
      if (releases[j] > releases[k] || weight(j) < weight(k)) continue;
      const isSame = releases[j] === releases[k] && weight(j) === weight(k);
      if (!isSame || j < k) bits |= 1 << j;
    }
    return bits;
  });
}

function startsOf(at: Partial, count: number): Float64Array {
  const start = new Float64Array(count);
  for (let node = at; node.before !== null; node = node.before) start[node.job] = node.last;
  return start;
}
