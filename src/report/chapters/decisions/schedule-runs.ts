/** What the claim on gang scheduling needs computed: one queue by all methods, random queues, the program as printed. */

import trainingQueue from '../../../../examples/resources/training-queue.json';
import type { Engine } from '../../../domains';
import type {
  GangJob,
  GangScheduleOptions,
  GangScheduleProblem,
  GangScheduleResult,
  Program,
  ProgramResult,
} from '../../../resources/index';
import { clocked } from './clocked';

export const queueFile = 'examples/resources/training-queue.json';
const { options: _, ...problem } = trainingQueue;
export const queue: GangScheduleProblem = problem;

/** The first is the heuristic that the source names. */
export const methods = [
  { name: 'strict, by priority', options: { method: 'priority', order: 'priority' } },
  {
    name: 'EASY backfilling',
    options: { method: 'backfill', backfill: 'easy', order: 'priority' },
  },
  {
    name: 'conservative backfilling',
    options: { method: 'backfill', backfill: 'conservative', order: 'priority' },
  },
  {
    name: 'online, durations unknown',
    options: { method: 'online', clairvoyant: false, order: 'priority' },
  },
  { name: 'strict, by w/(g p)', options: { method: 'priority', order: 'smith' } },
  { name: 'online, by w/(g p)', options: { method: 'online', order: 'smith' } },
] as const satisfies readonly { name: string; options: GangScheduleOptions }[];

/** Numbers of GPUs for which the optimum is sought, too. */
const larger = [34, 36, 40] as const;

/** Small enough that all orders can be tried: 1, 2, 4 or 8 GPUs of 8, whole hours and priorities. */
const randomly = {
  queues: 12,
  jobs: 6,
  gpus: 8,
  hours: 10,
  priorities: 5,
  lastRelease: 8,
} as const;
export const randomQueues = randomly.queues;
export const randomJobs = randomly.jobs;

export interface RandomQueue {
  readonly exact: GangScheduleResult;
  /** By all methods, in their order. */
  readonly lists: readonly GangScheduleResult[];
  /** The least Σ w C of all orders. */
  readonly tried: number;
}

export interface ScheduleRuns {
  readonly exact: GangScheduleResult;
  readonly shortest: GangScheduleResult;
  /** By all methods, in their order. */
  readonly lists: readonly GangScheduleResult[];
  /** The online list for the makespan. */
  readonly onlineShortest: GangScheduleResult;
  readonly larger: ReadonlyArray<{ readonly gpus: number; readonly exact: GangScheduleResult }>;
  readonly random: readonly RandomQueue[];
  /** The printed program, and with all jobs active. */
  readonly printed: ProgramResult;
  readonly allActive: ProgramResult;
  readonly milliseconds: { readonly exact: number; readonly lists: number };
}

export async function scheduleRuns(engine: Engine): Promise<ScheduleRuns> {
  const { resources } = engine;
  // the integer program would prove the same once more
  const exactly = (given: GangScheduleProblem, options: GangScheduleOptions = {}) =>
    resources.gangSchedule(given, { ...options, verify: false });
  const [exact, exactTime] = await clocked(() => exactly(queue));
  const [lists, listsTime] = await clocked(() => listed(engine, queue));
  const bigger: Array<ScheduleRuns['larger'][number]> = [];
  for (const gpus of larger) bigger.push({ gpus, exact: await exactly({ ...queue, gpus }) });
  const random: RandomQueue[] = [];
  for (let seed = 0; seed < randomly.queues; seed++) {
    const given = randomQueue(engine, seed);
    const best = await exactly(given);
    random.push({ exact: best, lists: await listed(engine, given), tried: bestOfOrders(given) });
  }
  const plain = { ranging: false };
  return {
    exact,
    lists,
    shortest: await exactly(queue, { objective: 'makespan' }),
    onlineShortest: await resources.gangSchedule(queue, {
      method: 'online',
      objective: 'makespan',
    }),
    larger: bigger,
    random,
    printed: await resources.integerProgram(printedProgram(0), plain),
    allActive: await resources.integerProgram(printedProgram(1), plain),
    milliseconds: { exact: exactTime, lists: listsTime },
  };
}

async function listed({ resources }: Engine, given: GangScheduleProblem) {
  const results: GangScheduleResult[] = [];
  for (const { options } of methods) results.push(await resources.gangSchedule(given, options));
  return results;
}

export const weightOf = ({ priority = 1 }: GangJob) => priority;

/** Word for word: completion times are variables, and no line has them. */
function printedProgram(leastActive: 0 | 1): Program {
  const { jobs, gpus } = queue;
  const by = <T>(kind: string, of: (job: GangJob) => T) =>
    Object.fromEntries(jobs.map((job, j) => [`${kind}${j}`, of(job)] as const));
  return {
    sense: 'minimize',
    objective: by('completion', weightOf),
    variables: {
      ...by('completion', () => ({ lower: 0 })),
      ...by('active', () => ({ type: 'integer' as const, lower: leastActive, upper: 1 })),
    },
    constraints: { gpus: { coefficients: by('active', (job) => job.gpus), upper: gpus } },
  };
}

function randomQueue({ sampling }: Engine, seed: number): GangScheduleProblem {
  const { jobs, gpus, hours, priorities, lastRelease } = randomly;
  const design = { design: 'random', samples: jobs, dimensions: 4, seed } as const;
  const points = sampling.design(design).matrix();
  const sizes = 1 + Math.log2(gpus);
  return {
    gpus,
    jobs: Array.from({ length: jobs }, (_, j) => {
      const [width, length, weight, arrival] = points.subarray(4 * j, 4 * j + 4);
      return {
        gpus: 2 ** Math.floor(sizes * width),
        duration: 1 + Math.floor(hours * length),
        priority: 1 + Math.floor(priorities * weight),
        release: Math.floor(lastRelease * arrival),
      };
    }),
  };
}

/**
 * Every order, each job as early as it fits beside those before it; one of these schedules is optimal (Sprecher,
 * Kolisch and Drexl 1995). Times must be whole.
 */
function bestOfOrders({ jobs, gpus }: GangScheduleProblem): number {
  const horizon = jobs.reduce((sum, { duration, release = 0 }) => sum + duration + release, 0);
  const visit = (left: readonly GangJob[], used: Int32Array, cost: number): number => {
    if (left.length === 0) return cost;
    return Math.min(
      ...left.map((job) => {
        let start = job.release ?? 0;
        for (let time = start; time < start + job.duration; time++) {
          if (used[time] + job.gpus > gpus) start = time + 1;
        }
        const end = start + job.duration;
        const after = used.slice();
        for (let time = start; time < end; time++) after[time] += job.gpus;
        const rest = left.filter((other) => other !== job);
        return visit(rest, after, cost + weightOf(job) * end);
      }),
    );
  };
  return visit(jobs, new Int32Array(horizon), 0);
}
