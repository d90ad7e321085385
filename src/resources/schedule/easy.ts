/**
 * EASY backfilling (Lifka 1995): when jobs are released or end, those at the head of the queue start while
 * they fit. The first that does not fit gets a reservation, at the earliest time at which enough of the
 * running jobs have ended. Any other job that fits now may start if it ends by then, or needs no more than
 * the GPUs that the head leaves free then.
 *
 * With known durations the head starts exactly at its reservation, unless a job of higher priority is
 * released in between and becomes the head.
 *
 * Source: D. A. Lifka, Job Scheduling Strategies for Parallel Processing (1995), Lecture Notes in Computer
 * Science 949, 295.
 */

import type { Progress } from '../../engine/result';
import { placesOf } from './online';
import { orderOf } from './order';
import type { Gangs } from './problem';
import { queueOf } from './queue';

export interface EasySchedule {
  readonly start: Float64Array;
  /** The first reservation that a job got when it last became the head; NaN where it never had one. */
  readonly reserved: Float64Array;
}

const eventsPerStep = 64;

/** Works on `start` in place: jobs that have not started have NaN. */
export function* easily(
  gangs: Gangs,
  list: Int32Array,
  start = new Float64Array(gangs.count),
): Generator<Progress, EasySchedule> {
  const { count, gpus, durations, releases, capacity } = gangs;
  start.fill(Number.NaN);
  const reserved = new Float64Array(count).fill(Number.NaN);
  const arrivals = orderOf(gangs, 'release');
  const places = placesOf(list);
  const queue = queueOf(count);
  // running jobs, the first to end last
  const running: number[] = [];
  const endOf = (j: number) => start[j] + durations[j];
  let free = capacity;
  let arrived = 0;
  let started = 0;
  let head = -1;

  const begin = (at: number, time: number) => {
    const j = list[at];
    queue.remove(at);
    start[j] = time;
    free -= gpus[j];
    started++;
    let low = 0;
    let high = running.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (endOf(running[middle]) > endOf(j)) low = middle + 1;
      else high = middle;
    }
    running.splice(low, 0, j);
  };

  /** When the head can start, and the GPUs it leaves free then. */
  const reservation = (need: number) => {
    let available = free;
    let at = running.length - 1;
    let time = 0;
    for (; available < need; at--) {
      time = endOf(running[at]);
      available += gpus[running[at]];
    }
    for (; at >= 0 && endOf(running[at]) === time; at--) available += gpus[running[at]];
    return { time, spare: available - need };
  };

  for (let events = 1; started < count; events++) {
    const arrival = arrived < count ? releases[arrivals[arrived]] : Number.POSITIVE_INFINITY;
    const ending = running.length > 0 ? endOf(running[running.length - 1]) : arrival;
    const time = Math.min(arrival, ending);
    while (arrived < count && releases[arrivals[arrived]] <= time) {
      const j = arrivals[arrived++];
      queue.add(places[j], gpus[j]);
    }
    while (running.length > 0 && endOf(running[running.length - 1]) <= time) {
      free += gpus[running.pop() as number];
    }
    let at = queue.next(0, capacity);
    for (; at >= 0 && gpus[list[at]] <= free; at = queue.next(at, capacity)) begin(at, time);
    if (at >= 0) {
      const held = reservation(gpus[list[at]]);
      if (list[at] !== head) reserved[list[at]] = held.time;
      head = list[at];
      let spare = held.spare;
      for (let k = queue.next(at + 1, free); k >= 0; k = queue.next(k + 1, free)) {
        const j = list[k];
        const endsBefore = time + durations[j] <= held.time;
        if (!endsBefore && gpus[j] > spare) continue;
        if (!endsBefore) spare -= gpus[j];
        begin(k, time);
      }
    }
    if (events % eventsPerStep === 0) yield { done: started, total: count };
  }
  return { start, reserved };
}
