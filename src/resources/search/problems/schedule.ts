/**
 * Gangs on equal GPUs by a list: each job in turn starts as early as its GPUs are free for as long as it runs
 * (serial generation of schedules). Some list gives an optimum, for the makespan and for Σ w C alike, as every
 * active schedule comes of one (Kolisch 1996). Two jobs change places in the list, or one goes elsewhere.
 *
 * Moves: i n + j with i < j exchanges places i and j; n² + i n + j takes the job at place i to place j.
 *
 * Source: R. Kolisch, European Journal of Operational Research 90 (1996) 320.
 */

import * as v from 'valibot';
import { ParameterError } from '../../../engine/errors';
import { parse } from '../../../engine/parameters';
import { boundsOf } from '../../schedule/bounds';
import {
  completeProblem,
  type GangObjective,
  type GangScheduleProblem,
  type Gangs,
  gangObjectives,
} from '../../schedule/problem';
import {
  type BuiltIn,
  isPermutation,
  isWhole,
  orderCrossover,
  permutation,
  safeLow,
} from './posed';

export interface ScheduleData extends GangScheduleProblem {
  readonly kind: 'schedule';
  /** By default `weighted-completion`: Σ w C; `makespan` is the greatest C. */
  readonly objective?: GangObjective;
}

export interface ScheduleAnswer {
  /** The list that the schedule comes of. */
  readonly order: Int32Array;
  /** When each job starts. */
  readonly starts: Float64Array;
}

export interface List {
  readonly order: Int32Array;
  readonly starts: Float64Array;
  cost: number;
}

const mostJobs = 2000;
const objectiveSchema = v.object({
  objective: v.optional(
    v.picklist(gangObjectives, `one of ${gangObjectives.join(', ')}`),
    'weighted-completion',
  ),
});

export function scheduleProblem(data: ScheduleData): BuiltIn<List, ScheduleAnswer> {
  const { kind: _, objective: __, ...given } = data;
  const { objective } = parse(objectiveSchema, { objective: data.objective }, 'problem');
  const { gangs } = completeProblem(given);
  const { count: n, gpus, capacity } = gangs;
  if (n > mostJobs) throw new ParameterError('jobs', n, `at most ${mostJobs} jobs`);
  const wide = gpus.findIndex((g) => g > capacity);
  if (wide >= 0) throw new ParameterError(`jobs.${wide}.gpus`, gpus[wide], `at most ${capacity}`);
  const isMakespan = objective === 'makespan';
  const decode = decoderOf(gangs, isMakespan);
  const bounds = boundsOf(gangs);
  const { durations, releases, weights } = gangs;
  const isExact = isWhole(durations) && isWhole(releases) && (isMakespan || isWhole(weights));

  const listOf = (order: Int32Array): List => {
    const starts = new Float64Array(n);
    return { order, starts, cost: decode(order, starts) };
  };
  const square = n * n;
  const scratch = new Float64Array(n);
  const change = (order: Int32Array, move: number) => {
    if (move < square) exchange(order, Math.floor(move / n), move % n);
    else take(order, Math.floor((move - square) / n), move % n);
  };
  const changeBack = (order: Int32Array, move: number) => {
    if (move < square) exchange(order, Math.floor(move / n), move % n);
    else take(order, move % n, Math.floor((move - square) / n));
  };
  return {
    problem: {
      bound: safeLow(isMakespan ? bounds.makespan : bounds.weightedCompletion, isExact, 8 * n),
      random: (stream) => listOf(permutation(n, stream)),
      objective: ({ order }) => decode(order, scratch),
      feasible: ({ order, starts }) => isPermutation(order) && fits(gangs, starts),
      propose(_, stream) {
        if (n < 2) return null;
        const i = stream.below(n);
        const other = stream.below(n - 1);
        const j = other < i ? other : other + 1;
        if (stream.next() < 0.5) return Math.min(i, j) * n + Math.max(i, j);
        return square + i * n + j;
      },
      *moves() {
        for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) yield i * n + j;
        for (let i = 0; i < n; i++) {
          // next to each other they were exchanged before
          for (let j = 0; j < n; j++) if (Math.abs(i - j) > 1) yield square + i * n + j;
        }
      },
      allows: () => true,
      delta({ order, cost }, move) {
        change(order, move);
        const after = decode(order, scratch);
        changeBack(order, move);
        return after - cost;
      },
      apply(list, move) {
        change(list.order, move);
        list.cost = decode(list.order, list.starts);
        return list;
      },
      attribute({ order }, move) {
        const i = move < square ? Math.floor(move / n) : Math.floor((move - square) / n);
        if (move >= square) return order[i];
        const [a, b] = [order[i], order[move % n]];
        return n + Math.min(a, b) * n + Math.max(a, b);
      },
      crossover: (a, b, stream) => listOf(orderCrossover(a.order, b.order, stream)),
      copy: ({ order, starts, cost }) => ({ order: order.slice(), starts: starts.slice(), cost }),
    },
    answer: ({ order, starts }) => ({ order: order.slice(), starts: starts.slice() }),
  };
}

function exchange(order: Int32Array, i: number, j: number): void {
  const held = order[i];
  order[i] = order[j];
  order[j] = held;
}

function take(order: Int32Array, from: number, to: number): void {
  const job = order[from];
  if (from < to) order.copyWithin(from, from + 1, to + 1);
  else order.copyWithin(to + 1, to, from);
  order[to] = job;
}

/** Fills in the starts of a list and returns what it costs. Free GPUs are kept as steps of time. */
function decoderOf(
  { count, gpus, durations, releases, weights, capacity }: Gangs,
  isMakespan: boolean,
): (order: Int32Array, starts: Float64Array) => number {
  const times = new Float64Array(2 * count + 2);
  const free = new Int32Array(2 * count + 2);
  let steps = 0;

  /** The step that begins at a time, made where there is none; `k` is the one it is in. */
  const stepAt = (time: number, k: number): number => {
    if (times[k] === time) return k;
    times.copyWithin(k + 2, k + 1, steps);
    free.copyWithin(k + 2, k + 1, steps);
    steps++;
    times[k + 1] = time;
    free[k + 1] = free[k];
    return k + 1;
  };

  return (order, starts) => {
    steps = 1;
    times[0] = 0;
    free[0] = capacity;
    let cost = 0;
    for (let at = 0; at < count; at++) {
      const j = order[at];
      const need = gpus[j];
      let start = releases[j];
      let k = 0;
      while (k + 1 < steps && times[k + 1] <= start) k++;
      let end = start + durations[j];
      for (let l = k; l < steps && times[l] < end; ) {
        if (free[l] >= need) l++;
        else {
          // the last step is free of all jobs
          l++;
          k = l;
          start = times[l];
          end = start + durations[j];
        }
      }
      const first = stepAt(start, k);
      let last = first;
      while (last + 1 < steps && times[last + 1] <= end) last++;
      const until = stepAt(end, last);
      for (let l = first; l < until; l++) free[l] -= need;
      starts[j] = start;
      cost = isMakespan ? Math.max(cost, end) : cost + weights[j] * end;
    }
    return cost;
  };
}

/** Whether starts are after releases and never need more GPUs than there are, by a sweep over events. */
function fits(
  { count, gpus, durations, releases, capacity }: Gangs,
  starts: Float64Array,
): boolean {
  const events: { time: number; change: number }[] = [];
  for (let j = 0; j < count; j++) {
    if (!(starts[j] >= releases[j])) return false;
    events.push({ time: starts[j], change: gpus[j] });
    events.push({ time: starts[j] + durations[j], change: -gpus[j] });
  }
  // what ends at a time makes room for what starts
  events.sort((a, b) => a.time - b.time || a.change - b.change);
  let used = 0;
  for (const { change } of events) {
    used += change;
    if (used > capacity) return false;
  }
  return true;
}
