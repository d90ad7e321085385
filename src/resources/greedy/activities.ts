/** Activities with start and finish on machines: as many, or as valuable ones, as fit. */

import * as v from 'valibot';
import type { Backend, BackendName } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { parse, runEntries } from '../../engine/parameters';
import type { Progress, Status } from '../../engine/result';
import { type Run as ActivitiesRun, runSteps, runStepsAsync } from '../../engine/steps';
import type { Label } from '../labels';
import { type Ratio, ratioOf } from '../ratio';
import {
  type ActivitiesCertificate,
  certifyActivities,
  type MachinePrices,
} from './activities-certificate';
import { assigned } from './assign';
import { earliestFinish, pointsBefore } from './earliest-finish';
import { type ActivitiesProblem, completeTimetable, loadsOf, type Timetable } from './timetable';
import { bestOfMany, bestOfOne } from './weighted';

export type { ActivitiesRun };

export const activitiesMethods = ['earliest-finish', 'dynamic-programme', 'min-cost-flow'] as const;
export type ActivitiesMethod = (typeof activitiesMethods)[number];

export interface ActivitiesOptions {
  /**
   * By default the fastest that is exact: `earliest-finish` where what is worth anything is worth the same,
   * `dynamic-programme` on one machine, else `min-cost-flow`.
   */
  readonly method?: ActivitiesMethod;
}

export interface ActivitiesResult {
  /** `cancelled`: what one machine would do at best. */
  readonly status: Extract<Status, 'converged' | 'cancelled'>;
  readonly method: ActivitiesMethod;
  readonly backend: BackendName;
  /** Names of the activities taken, by start. Those worth nothing are not. */
  readonly activities: readonly Label[];
  /** The machine of every activity of the problem, from 0; −1 where it is not taken. */
  readonly machine: Int32Array;
  /** Machines in use at some time. */
  readonly machinesUsed: number;
  readonly value: number;
  /** No choice is worth more. */
  readonly bound: number;
  readonly ratio: Ratio & { readonly against: 'optimum' | 'bound' };
  /** y of (RG2) where it is not 0: what a machine is worth in [from, to). */
  readonly shadowPrices: MachinePrices;
  /** z of (RG2): what each activity is worth beyond the machine it takes. */
  readonly surplus: Float64Array;
  /**
   * Σ y: what a machine for the whole time is worth. The value is concave in machines, so that `gain` ≤ Σ y
   * ≤ `loss`: one more adds at most as much, one less takes at least as much.
   */
  readonly machinePrice: number;
  /** What one more machine adds to the value, and one less takes from it; null where it was not worked out. */
  readonly marginal: { readonly gain: number; readonly loss: number } | null;
  readonly certificate: ActivitiesCertificate;
}

const optionsSchema = v.strictObject(
  {
    method: v.optional(v.picklist(activitiesMethods, `one of ${activitiesMethods.join(', ')}`)),
  },
  'an object of options',
);
const runSchema = v.strictObject(runEntries, 'an object of options');

/** Activities up to which flows for one machine more and one less are sought too. */
const mostMarginal = 2 ** 13;

/**
 * The activities worth most of which never more than `machines` run at once: the optimum, with prices that
 * prove it.
 *
 * They run in [start, finish): one may begin when another finishes. One that takes no time is refused. At most
 * 2²⁰ activities; a flow takes time as machines × activities.
 *
 * @throws ParameterError naming the first field that is not usable
 */
export function activities(
  backend: Backend,
  problem: ActivitiesProblem,
  options?: ActivitiesOptions,
): ActivitiesResult {
  return runSteps(plan(backend, problem, options).steps);
}

/** As `activities`, giving way to the event loop; progress is rounds of a flow. */
export async function activitiesAsync(
  backend: Backend,
  problem: ActivitiesProblem,
  options?: ActivitiesOptions,
  run: ActivitiesRun = {},
): Promise<ActivitiesResult> {
  const { signal, onProgress } = parse(runSchema, run, 'run');
  const { steps, cut } = plan(backend, problem, options);
  const watching = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  return runStepsAsync(steps, watching, cut);
}

/** A choice, and Φ of every time. */
interface Choice {
  readonly isTaken: Uint8Array;
  readonly worth: Float64Array;
}

function plan(backend: Backend, problem: ActivitiesProblem, options: unknown) {
  const timetable = completeTimetable(problem);
  const { method: asked } = parse(optionsSchema, options ?? {}, 'options');
  const open = Uint8Array.from(timetable.values, (value) => (value > 0 ? 1 : 0));
  const method = methodFor(timetable, open, asked);
  const about = { backend, problem, timetable, method };
  return {
    steps: steps(about, open),
    cut: () => resultOf(about, bestOfOne(timetable), null, 'cancelled'),
  };
}

interface About {
  readonly backend: Backend;
  readonly problem: ActivitiesProblem;
  readonly timetable: Timetable;
  readonly method: ActivitiesMethod;
}

function* steps(about: About, open: Uint8Array): Generator<Progress, ActivitiesResult, void> {
  const { timetable, method } = about;
  const { machines } = timetable;
  const choice = yield* choose(timetable, machines, open, method);
  const isMoment = method !== 'min-cost-flow' || open.length <= mostMarginal;
  if (!isMoment) return resultOf(about, choice, null, 'converged');
  // a dynamic programme is of one machine
  const other = method === 'dynamic-programme' ? 'min-cost-flow' : method;
  if (other === 'min-cost-flow' && open.length > mostMarginal) {
    return resultOf(about, choice, null, 'converged');
  }
  const value = totalOf(timetable, choice.isTaken);
  const more = yield* choose(timetable, machines + 1, open, other);
  const less = machines === 1 ? null : yield* choose(timetable, machines - 1, open, method);
  const marginal = {
    gain: Math.max(0, totalOf(timetable, more.isTaken) - value),
    loss: Math.max(0, value - (less === null ? 0 : totalOf(timetable, less.isTaken))),
  };
  return resultOf(about, choice, marginal, 'converged');
}

/** @throws ParameterError where the method asked for is not exact here */
function methodFor(
  { machines, values }: Timetable,
  open: Uint8Array,
  asked: ActivitiesMethod | undefined,
): ActivitiesMethod {
  const first = values[open.indexOf(1)];
  const areEqual = values.every((value, i) => open[i] === 0 || value === first);
  if (asked === 'earliest-finish' && !areEqual) {
    const expected = 'dynamic-programme or min-cost-flow where values differ';
    throw new ParameterError('method', asked, expected);
  }
  if (asked === 'dynamic-programme' && machines > 1) {
    const expected = `min-cost-flow${areEqual ? ' or earliest-finish' : ''} on several machines`;
    throw new ParameterError('method', asked, expected);
  }
  if (asked !== undefined) return asked;
  if (areEqual) return 'earliest-finish';
  return machines === 1 ? 'dynamic-programme' : 'min-cost-flow';
}

function* choose(
  given: Timetable,
  machines: number,
  open: Uint8Array,
  method: ActivitiesMethod,
): Generator<Progress, Choice, void> {
  const timetable = { ...given, machines };
  const most = loadsOf(timetable, (i) => open[i] === 1).reduce((a, b) => Math.max(a, b), 0);
  // room for all: machines are worth nothing
  if (most <= machines) return { isTaken: open, worth: new Float64Array(given.times.length) };
  if (method === 'dynamic-programme') return bestOfOne(timetable);
  if (method === 'min-cost-flow') return yield* bestOfMany(timetable, machines, open);
  const isTaken = earliestFinish(timetable, open);
  const before = pointsBefore(timetable, open, isTaken);
  const each = given.values[open.indexOf(1)];
  const worth = Float64Array.from(given.times, (_, k) => -each * (before?.[k] ?? 0));
  return { isTaken, worth };
}

function resultOf(
  { backend, problem, timetable, method }: About,
  { isTaken, worth }: Choice,
  marginal: ActivitiesResult['marginal'],
  status: ActivitiesResult['status'],
): ActivitiesResult {
  const { times, values, starts, finishes, machines, names } = timetable;
  const machine = assigned(timetable, isTaken);
  const y = Float64Array.from({ length: Math.max(0, times.length - 1) }, (_, k) =>
    Math.max(0, worth[k] - worth[k + 1]),
  );
  const priced = Int32Array.from(y.keys()).filter((k) => y[k] > 0);
  const shadowPrices = {
    from: Float64Array.from(priced, (k) => times[k]),
    to: Float64Array.from(priced, (k) => times[k + 1]),
    price: Float64Array.from(priced, (k) => y[k]),
  };
  const surplus = values.map((value, i) =>
    Math.max(0, value - (worth[starts[i]] - worth[finishes[i]])),
  );
  const value = totalOf(timetable, isTaken);
  const machinePrice = y.reduce((sum, price) => sum + price, 0);
  const dual = surplus.reduce((sum, z) => sum + z, machines * machinePrice);
  const isBest = status === 'converged';
  const bound = isBest ? value : Math.max(value, dual);
  const order = Array.from(machine.keys()).filter((i) => machine[i] >= 0);
  order.sort((a, b) => starts[a] - starts[b] || machine[a] - machine[b]);
  return {
    status,
    method,
    backend: backend.name,
    activities: order.map((i) => names[i]),
    machine,
    machinesUsed: machine.reduce((most, m) => Math.max(most, m + 1), 0),
    value,
    bound,
    ratio: {
      realized: ratioOf(bound, value),
      proven: isBest ? 1 : null,
      against: isBest ? 'optimum' : 'bound',
    },
    shadowPrices,
    surplus,
    machinePrice,
    marginal,
    certificate: certifyActivities(problem, {
      machine,
      value,
      prices: shadowPrices,
      surplus,
      isComplete: isBest,
    }),
  };
}

function totalOf({ values }: Timetable, isTaken: Uint8Array): number {
  return values.reduce((sum, value, i) => (isTaken[i] === 1 ? sum + value : sum), 0);
}
