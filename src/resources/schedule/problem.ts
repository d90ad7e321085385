/** Gangs as data, checked, and as flat arrays. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse, runEntries, wholeNumber } from '../../engine/parameters';
import type { Progress } from '../../engine/result';

export interface GangJob {
  /** By default `job 0`, `job 1`, … */
  readonly name?: string;
  /** GPUs that it needs, all of them for as long as it runs: a whole number ≥ 1. */
  readonly gpus: number;
  /** How long it runs, > 0, in any unit of time. */
  readonly duration: number;
  /** Its weight w, ≥ 0; by default 1. */
  readonly priority?: number;
  /** It cannot start before, ≥ 0; by default 0. */
  readonly release?: number;
}

export interface GangScheduleProblem {
  /** One at least, 10⁶ at most. */
  readonly jobs: readonly GangJob[];
  /** How many GPUs there are, K: a whole number ≥ 1. */
  readonly gpus: number;
}

export const gangMethods = ['exact', 'priority', 'backfill', 'online'] as const;
export type GangMethod = (typeof gangMethods)[number];

export const gangObjectives = ['weighted-completion', 'makespan'] as const;
export type GangObjective = (typeof gangObjectives)[number];

export const backfills = ['conservative', 'easy'] as const;
export type Backfill = (typeof backfills)[number];

export const gangOrders = ['smith', 'priority', 'longest', 'widest', 'release'] as const;
/** What stands first: w / (g p); w; p; g; the earliest release. Ties stand as the jobs were given. */
export type GangOrder = (typeof gangOrders)[number];

export interface GangScheduleOptions {
  /** By default `exact`. */
  readonly method?: GangMethod;
  /** By default `weighted-completion`: Σ w C; `makespan` is the greatest C. */
  readonly objective?: GangObjective;
  /**
   * The list of `priority`, `backfill` and `online`; by default `smith`, for the makespan `longest`; where
   * durations are not known, `priority` and `widest`.
   */
  readonly order?: GangOrder;
  /** Which backfilling `backfill` does; by default `conservative`. */
  readonly backfill?: Backfill;
  /** Whether `online` knows the durations of released jobs; by default yes. */
  readonly clairvoyant?: boolean;
  /** Nodes of each search of `exact`; by default 100 000. */
  readonly nodeLimit?: number;
  /** Whether an integer program proves small optima of `exact` a second time; by default yes. */
  readonly verify?: boolean;
  /** Ends the work with the best schedule until then. */
  readonly signal?: AbortSignal;
  /** Nodes visited, or jobs placed. */
  readonly onProgress?: (progress: Progress) => void;
}

/** A checked problem as columns. */
export interface Gangs {
  readonly count: number;
  readonly gpus: Int32Array;
  readonly durations: Float64Array;
  readonly releases: Float64Array;
  readonly weights: Float64Array;
  /** K. */
  readonly capacity: number;
}

export interface CompleteOptions {
  readonly method: GangMethod;
  readonly objective: GangObjective;
  readonly order: GangOrder;
  readonly backfill: Backfill;
  readonly clairvoyant: boolean;
  readonly nodeLimit: number;
  readonly verify: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Most jobs, and most of them where `backfill` looks at all reservations for each. */
export const mostJobs = 1e6;
export const mostBackfilled = 1e5;
export const mostGpus = 2 ** 31 - 1;
export const usualNodes = 100_000;
/** The shortest duration there may be beside the time that all jobs take one after the other. */
const leastShare = 1e-12;

const positive = 'a finite number > 0';
const notNegative = 'a finite number ≥ 0';

const amount = v.pipe(
  v.number(notNegative),
  v.finite(notNegative),
  v.check((x) => x >= 0, notNegative),
);

const jobSchema = v.strictObject(
  {
    name: v.optional(v.string('a string')),
    gpus: wholeNumber(1, mostGpus),
    duration: v.pipe(
      v.number(positive),
      v.finite(positive),
      v.check((x) => x > 0, positive),
    ),
    priority: v.optional(amount, 1),
    release: v.optional(amount, 0),
  },
  'an object with gpus and duration',
);

const problemSchema = v.strictObject(
  {
    jobs: v.pipe(
      v.array(jobSchema, 'an array of jobs'),
      v.check(
        (jobs) => jobs.length >= 1 && jobs.length <= mostJobs,
        `one job at least, ${mostJobs} at most`,
      ),
    ),
    gpus: wholeNumber(1, mostGpus),
  },
  'an object with jobs and gpus',
);

const choice = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, `one of ${names.join(', ')}`);

const optionsSchema = v.strictObject(
  {
    method: v.optional(choice(gangMethods), 'exact'),
    objective: v.optional(choice(gangObjectives), 'weighted-completion'),
    order: v.optional(choice(gangOrders)),
    backfill: v.optional(choice(backfills)),
    clairvoyant: v.optional(v.boolean('true or false')),
    nodeLimit: v.optional(wholeNumber(1, 1e9)),
    verify: v.optional(v.boolean('true or false')),
    ...runEntries,
  },
  'an object of options',
);

export interface CompleteProblem {
  readonly gangs: Gangs;
  readonly names: readonly string[];
}

/** @throws ParameterError naming the first field that is not usable */
export function completeProblem(problem: unknown): CompleteProblem {
  const { jobs, gpus } = parse(problemSchema, problem, 'problem');
  const column = (of: (job: (typeof jobs)[number]) => number) => Float64Array.from(jobs, of);
  const durations = column(({ duration }) => duration);
  const releases = column(({ release }) => release);
  const weights = column(({ priority }) => priority);
  requireRange(durations, releases, weights);
  return {
    gangs: {
      count: jobs.length,
      gpus: Int32Array.from(jobs, (job) => job.gpus),
      durations,
      releases,
      weights,
      capacity: gpus,
    },
    names: jobs.map(({ name }, j) => name ?? `job ${j}`),
  };
}

/** Sums stay within the range of doubles, and every duration counts in them. */
function requireRange(durations: Float64Array, releases: Float64Array, weights: Float64Array) {
  const sum = (x: Float64Array) => x.reduce((total, y) => total + y, 0);
  const horizon = horizonOf(durations, releases);
  if (!(horizon < 1e100)) {
    throw new ParameterError('jobs', horizon, 'durations and releases that sum to less than 1e100');
  }
  if (!(sum(weights) < 1e100)) {
    throw new ParameterError('jobs', sum(weights), 'priorities that sum to less than 1e100');
  }
  const least = Math.max(leastShare * horizon, 1e-100);
  const short = durations.findIndex((duration) => duration < least);
  if (short >= 0) {
    const words = `${least} or more: 1e-12 of the last release and all durations together`;
    throw new ParameterError(`jobs.${short}.duration`, durations[short], words);
  }
}

/** By then all jobs could have run one after the other. */
export function horizonOf(durations: Float64Array, releases: Float64Array): number {
  const last = releases.reduce((most, release) => Math.max(most, release), 0);
  return durations.reduce((total, duration) => total + duration, last);
}

/** @throws ParameterError naming the first option that is not usable */
export function completeOptions(given: unknown, count: number): CompleteOptions {
  const options = parse(optionsSchema, given ?? {}, 'options');
  const { method, objective, clairvoyant = true, signal, onProgress } = options;
  const owners = {
    order: ['priority', 'backfill', 'online'],
    backfill: ['backfill'],
    clairvoyant: ['online'],
    nodeLimit: ['exact'],
    verify: ['exact'],
  } as const satisfies Partial<Record<keyof GangScheduleOptions, readonly GangMethod[]>>;
  for (const [name, methods] of Object.entries(owners)) {
    const value = options[name as keyof typeof owners];
    if (value !== undefined && !(methods as readonly string[]).includes(method)) {
      throw new ParameterError(name, value, `nothing where the method is ${method}`);
    }
  }
  if (method === 'backfill' && count > mostBackfilled) {
    throw new ParameterError('jobs', count, `${mostBackfilled} jobs at most for backfill`);
  }
  const order = options.order ?? usualOrder(objective, clairvoyant);
  if (!clairvoyant && (order === 'smith' || order === 'longest')) {
    const known = gangOrders.filter((name) => name !== 'smith' && name !== 'longest');
    throw new ParameterError(
      'order',
      order,
      `one of ${known.join(', ')} where durations are unknown`,
    );
  }
  return {
    method,
    objective,
    order,
    backfill: options.backfill ?? 'conservative',
    clairvoyant,
    nodeLimit: options.nodeLimit ?? usualNodes,
    verify: options.verify ?? true,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  };
}

function usualOrder(objective: GangObjective, clairvoyant: boolean): GangOrder {
  if (objective === 'makespan') return clairvoyant ? 'longest' : 'widest';
  return clairvoyant ? 'smith' : 'priority';
}
