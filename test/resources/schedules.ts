/** What schedules are checked by: brute force over permutations, and an own check of starts. */

import type { GangScheduleProblem, GangScheduleResult } from '../../src/resources/schedule/index';

export interface LooseJob {
  gpus: number;
  duration: number;
  priority?: number;
  release?: number;
}

export interface LooseProblem {
  jobs: LooseJob[];
  gpus: number;
}

type Objective = 'weighted-completion' | 'makespan';

/** GPUs in use at `time` among the jobs placed. */
function used(jobs: readonly LooseJob[], start: readonly (number | null)[], time: number): number {
  let sum = 0;
  for (let j = 0; j < jobs.length; j++) {
    const from = start[j];
    if (from != null && from <= time && time < from + jobs[j].duration) sum += jobs[j].gpus;
  }
  return sum;
}

/** Each job of a list at the earliest end or release at which it fits for all its time. */
export function placedSerially({ jobs, gpus }: LooseProblem, list: readonly number[]): number[] {
  const start: (number | null)[] = jobs.map(() => null);
  for (const j of list) {
    const { release = 0, duration } = jobs[j];
    const times = [release];
    for (let i = 0; i < jobs.length; i++) {
      const from = start[i];
      if (from !== null) times.push(from + jobs[i].duration);
    }
    times.sort((a, b) => a - b);
    const fits = (time: number) => {
      if (time < release) return false;
      const checks = [time];
      for (const from of start) {
        if (from !== null && from > time && from < time + duration) checks.push(from);
      }
      return checks.every((at) => used(jobs, start, at) + jobs[j].gpus <= gpus);
    };
    start[j] = times.find(fits) as number;
  }
  return start as number[];
}

export function costOf({ jobs }: LooseProblem, start: ArrayLike<number>, objective: Objective) {
  const ends = jobs.map(({ duration }, j) => start[j] + duration);
  if (objective === 'makespan') return ends.reduce((most, end) => Math.max(most, end), 0);
  return jobs.reduce((sum, { priority = 1 }, j) => sum + priority * ends[j], 0);
}

/** The least of both objectives over all lists. */
export function bruteForce(problem: LooseProblem): Record<Objective, number> {
  const least = {
    'weighted-completion': Number.POSITIVE_INFINITY,
    makespan: Number.POSITIVE_INFINITY,
  };
  const list: number[] = [];
  const visit = () => {
    if (list.length === problem.jobs.length) {
      const start = placedSerially(problem, list);
      for (const name of ['weighted-completion', 'makespan'] as const) {
        least[name] = Math.min(least[name], costOf(problem, start, name));
      }
      return;
    }
    for (let j = 0; j < problem.jobs.length; j++) {
      if (list.includes(j)) continue;
      list.push(j);
      visit();
      list.pop();
    }
  };
  visit();
  return least;
}

/** The first thing that is wrong with a schedule, or nothing. */
export function fault(problem: GangScheduleProblem, result: GangScheduleResult): string | null {
  const { jobs, gpus } = problem;
  const { start, completion, assignment, certificate, peak, value, lowerBound } = result;
  if (start === null || completion === null || value === null || lowerBound === null) {
    return 'no schedule';
  }
  if (!certificate.holds) return 'certificate';
  let horizon = 0;
  for (const { duration, release = 0 } of jobs) horizon += duration + release;
  for (let j = 0; j < jobs.length; j++) {
    const { release = 0, duration } = jobs[j];
    if (!(start[j] >= release)) return `job ${j} before its release`;
    if (!(Math.abs(completion[j] - start[j] - duration) <= 1e-14 * horizon)) return `job ${j} cut`;
  }
  let most = 0;
  for (let j = 0; j < jobs.length; j++) {
    const now = [];
    for (let i = 0; i < jobs.length; i++) {
      if (start[i] <= start[j] && start[j] < completion[i]) now.push(i);
    }
    const count = now.reduce((sum, i) => sum + jobs[i].gpus, 0);
    most = Math.max(most, count);
    if (count > gpus) return `${count} GPUs at ${start[j]}`;
    const ids = now.flatMap((i) => Array.from(assignment?.[i] ?? []));
    if (new Set(ids).size !== count) return `a GPU twice at ${start[j]}`;
    if (ids.some((id) => !(id >= 0 && id < gpus))) return 'a GPU that is not there';
  }
  if (most !== peak) return `peak ${peak}, not ${most}`;
  const key = result.objective === 'makespan' ? 'makespan' : 'weightedCompletion';
  const anew = costOf(problem as LooseProblem, start, result.objective);
  if (Math.abs(anew - value) > 1e-12 * anew) return `value ${value}, not ${anew}`;
  if (lowerBound[key] > value) return 'bound above the value';
  return null;
}

export interface Instance {
  readonly problem: LooseProblem;
  /** The same with times in units, in which sums of whole ones are exact. */
  readonly plain: LooseProblem;
  readonly unit: number;
  readonly isWhole: boolean;
}

/** Few jobs of every kind: ties, releases, zero weights, wide gangs; whole or real times, small or great. */
export function instance(random: () => number, most: number, least = 1): Instance {
  const whole = (low: number, high: number) => low + Math.floor((high - low + 1) * random());
  const gpus = random() < 0.15 ? 1 : whole(2, [3, 4, 8, 16][whole(0, 3)]);
  const isWhole = random() < 0.6;
  const unit = [1, 0.1, 1e-9, 1e9, 1 / 3][whole(0, 4)];
  const longest = [1, 4, 9][whole(0, 2)];
  const isLate = random() < 0.6;
  const isTied = random() < 0.2;
  const isWide = random() < 0.1;
  const time = (low: number, high: number) =>
    isWhole ? whole(low, high) : low + (high - low) * random();
  const jobs = Array.from({ length: whole(least, most) }, () => ({
    gpus: isWide ? gpus : whole(1, gpus),
    duration: isTied ? 3 : time(1, longest + 1),
    priority: random() < 0.15 ? 0 : isTied ? 1 : isWhole ? whole(1, 5) : 5 * random(),
    release: isLate && random() < 0.7 ? time(0, 8) : 0,
  }));
  const scaled = jobs.map((job) => ({
    ...job,
    duration: job.duration * unit,
    release: job.release * unit,
  }));
  return { problem: { jobs: scaled, gpus }, plain: { jobs, gpus }, unit, isWhole };
}
