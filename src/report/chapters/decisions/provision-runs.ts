/** A week of demand for GPUs, and traces that are random or bad for a rule. */

import type { Engine } from '../../../domains';
import type { ProvisionPlan, ProvisionProblem, ProvisionResult } from '../../../resources/index';
import { timed } from '../compliance/timed';

/** GPUs in the hours of a day, before noise; weekends have half, and one evening brings a launch. */
const day = [
  12, 11, 10, 10, 10, 11, 14, 19, 26, 33, 38, 40, 39, 38, 40, 41, 40, 37, 33, 30, 27, 24, 20, 16,
];
const launch = { from: 63, to: 72, gpus: 26 } as const;
const noise = { spread: 7, seed: 4 } as const;
export const dollars = { onDemand: 4, fee: 80, slots: 72, usage: 1 } as const;
export const shares = [1, 0.95, 0.9, 0.8] as const;
/** Short traces of a few machines. */
const random = { count: 150, length: 40, machines: 4 } as const;
/** Fees at which one machine is wanted until the rule has reserved it, in hours of what it saves. */
export const worstFees = [1, 2, 5, 20, 100] as const;

export interface ProvisionRuns {
  readonly problem: ProvisionProblem;
  readonly week: ProvisionResult;
  readonly milliseconds: number;
  /** The same with less to be served. */
  readonly bySla: readonly ProvisionResult[];
  readonly random: readonly ProvisionResult[];
  readonly worst: readonly ProvisionResult[];
  /** Nothing to pay for use, one machine: the days of the break-even and what seasons cost. */
  readonly skis: ReadonlyArray<{ readonly days: number; readonly result: ProvisionResult }>;
}

export const skiPrice = 10;

function demandOf({ sampling }: Engine): number[] {
  const hours = 7 * day.length;
  const { seed, spread } = noise;
  const u = sampling.design({ design: 'random', samples: hours, dimensions: 1, seed }).matrix();
  return Array.from({ length: hours }, (_, t) => {
    const isWeekend = t >= 5 * day.length;
    const usual = day[t % day.length] * (isWeekend ? 0.5 : 1);
    const more = t >= launch.from && t < launch.to ? launch.gpus : 0;
    return Math.max(0, Math.round(usual + more + spread * (u[t] - 0.5)));
  });
}

const market = ({
  onDemand,
  fee,
  slots,
  usage,
}: Readonly<Record<keyof typeof dollars, number>>) => ({
  onDemand,
  reservation: { fee, slots, usage },
});

export function provisionRuns(engine: Engine): ProvisionRuns {
  const { provision } = engine.resources;
  const problem = { demand: demandOf(engine), ...market(dollars) };
  const [week, time] = timed(() => provision(problem, { seed: 1 }));
  const { count, length, machines } = random;
  const points = engine.sampling
    .design({ design: 'random', samples: count, dimensions: length + 1, seed: 9 })
    .matrix();
  const ones = (slots: number) => Array<number>(slots).fill(1);
  const { onDemand, usage } = dollars;
  return {
    problem,
    week,
    milliseconds: time,
    bySla: shares.map((share) => provision({ ...problem, sla: { share } })),
    random: Array.from({ length: count }, (_, i) => {
      const row = points.subarray(i * (length + 1), (i + 1) * (length + 1));
      const demand = Array.from(row.subarray(1), (u) => Math.floor((machines + 1) * u));
      return provision({ demand, ...market({ ...dollars, fee: 30 * row[0], slots: 12 }) });
    }),
    worst: worstFees.map((hours) => {
      const fee = hours * (onDemand - usage);
      return provision({ demand: ones(hours), ...market({ ...dollars, fee, slots: 1000 }) });
    }),
    skis: Array.from({ length: 2 * skiPrice }, (_, k) => ({
      days: k + 1,
      result: provision({
        demand: ones(k + 1),
        ...market({ onDemand: 1, fee: skiPrice, slots: 100, usage: 0 }),
      }),
    })),
  };
}

export const policyNames = {
  onDemand: 'all on demand',
  reserved: 'all reserved',
  deterministic: 'break-even rule',
  randomized: 'random patience, expected',
} as const;
export type PolicyName = keyof typeof policyNames;
export const policies = Object.keys(policyNames) as PolicyName[];

export function costOf({ policies: { randomized, ...others } }: ProvisionResult, name: PolicyName) {
  if (name === 'randomized') return randomized.expectation?.cost ?? Number.NaN;
  return others[name].cost;
}
export const optimumOf = ({ optimum }: ProvisionResult): ProvisionPlan => {
  if (optimum === null) throw new Error('provision: no optimum');
  return optimum;
};
export const realizedOf = (result: ProvisionResult, name: PolicyName) =>
  result.policies[name].ratio.realized ?? Number.NaN;
export const countOf = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, n) => sum + n, 0);

/** Machines reserved hour by hour. */
export function inForce({ reservations }: ProvisionPlan, slots: number): number[] {
  return Array.from(reservations, (_, t) =>
    countOf(reservations.slice(Math.max(0, t - slots + 1), t + 1)),
  );
}

export const resultsOf = ({ week, bySla, random, worst, skis }: ProvisionRuns) => [
  week,
  ...bySla,
  ...random,
  ...worst,
  ...skis.map(({ result }) => result),
];
