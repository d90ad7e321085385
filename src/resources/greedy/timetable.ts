/**
 * Activities on machines as data, checked, and on flat arrays.
 *
 *     max Σ_i v_i x_i,   Σ_{i: s_i ≤ t < f_i} x_i ≤ m for every time t,   x_i ∈ {0, 1}             (RG1)
 *     min m Σ_t y_t + Σ_i z_i,   Σ_{s_i ≤ t < f_i} y_t + z_i ≥ v_i,   y, z ≥ 0                    (RG2)
 *
 * Times are cut into segments at all starts and finishes, within which nothing changes. The matrix of (RG1)
 * has consecutive ones and is totally unimodular: both programs have the same value, and whole prices where
 * values are whole.
 */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse } from '../../engine/parameters';
import { isLabel, isWithin, type Label, labels, notLabel, notWithin } from '../labels';

export interface Activity {
  /** By default its place; no two may have the same. */
  readonly name?: Label;
  /** −10¹⁰⁰ … 10¹⁰⁰. */
  readonly start: number;
  /** After the start. The activity runs in [start, finish): another may begin when it finishes. */
  readonly finish: number;
  /** 0 … 10¹⁰⁰; 1 by default. */
  readonly value?: number;
}

export interface ActivitiesProblem {
  readonly activities: readonly Activity[];
  /** How many may run at once, 1 … 2³¹ − 1; 1 by default. */
  readonly machines?: number;
}

export interface Timetable {
  readonly names: readonly Label[];
  readonly values: Float64Array;
  readonly machines: number;
  /** All starts and finishes, rising. */
  readonly times: Float64Array;
  /** Start and finish of every activity, as places in `times`. */
  readonly starts: Int32Array;
  readonly finishes: Int32Array;
}

export const mostActivities = 2 ** 20;
const mostMachines = 2 ** 31 - 1;
const most = 1e100;
const fields = ['name', 'start', 'finish', 'value'];

const schema = v.strictObject(
  { activities: v.unknown(), machines: v.optional(v.unknown(), 1) },
  'an object with activities, and perhaps machines',
);

/** @throws ParameterError naming the first field that is not usable */
export function completeTimetable(problem: ActivitiesProblem): Timetable {
  const { activities, machines } = parse(schema, problem, 'problem');
  if (!Array.isArray(activities)) {
    throw new ParameterError('activities', activities, 'an array of activities', 'type');
  }
  if (activities.length > mostActivities) {
    const expected = `at most ${mostActivities} activities`;
    throw new ParameterError('activities', activities, expected);
  }
  const count = machines as number;
  if (!Number.isInteger(count) || count < 1 || count > mostMachines) {
    const kind = typeof machines === 'number' ? 'range' : 'type';
    throw new ParameterError(
      'machines',
      machines,
      `a whole number from 1 to ${mostMachines}`,
      kind,
    );
  }
  const n = activities.length;
  const known = labels();
  const starts = new Float64Array(n);
  const finishes = new Float64Array(n);
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const { name, start, finish, value } = activityAt(activities[i], i);
    const path = `activities.${i}`;
    if (!isLabel(name)) throw notLabel(`${path}.name`, name);
    if (known.placeOf(name) !== undefined) {
      throw new ParameterError(`${path}.name`, name, 'every name once (by default, its place)');
    }
    known.enter(name);
    if (!isWithin(start, -most, most)) throw notWithin(`${path}.start`, start, -most, most);
    if (!isWithin(finish, -most, most)) throw notWithin(`${path}.finish`, finish, -most, most);
    if (!isWithin(value, 0, most)) throw notWithin(`${path}.value`, value, 0, most);
    if (!(finish > start)) {
      throw new ParameterError(`${path}.finish`, finish, `a number > its start, ${start}`);
    }
    // 0 and −0 are one time
    starts[i] = start + 0;
    finishes[i] = finish + 0;
    values[i] = value;
  }
  const times = distinct(starts, finishes);
  const places = new Map(Array.from(times, (time, k) => [time, k]));
  const placed = (list: Float64Array) =>
    Int32Array.from(list, (time) => places.get(time) as number);
  return {
    names: known.list,
    values,
    machines: count,
    times,
    starts: placed(starts),
    finishes: placed(finishes),
  };
}

function activityAt(given: unknown, i: number): Record<string, unknown> {
  if (Object.prototype.toString.call(given) !== '[object Object]') {
    const expected = 'an activity with start and finish';
    throw new ParameterError(`activities.${i}`, given, expected, 'type');
  }
  const { name = i, start, finish, value = 1, ...others } = given as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    const path = `activities.${i}.${other}`;
    throw new ParameterError(path, others[other], `nothing but ${fields.join(', ')}`, 'type');
  }
  return { name, start, finish, value };
}

function distinct(starts: Float64Array, finishes: Float64Array): Float64Array {
  const all = new Float64Array(2 * starts.length);
  all.set(starts);
  all.set(finishes, starts.length);
  all.sort();
  return all.filter((time, k) => k === 0 || time !== all[k - 1]);
}

/** How many activities run in every segment, of those that a test lets through. */
export function loadsOf(
  { times, starts, finishes }: Timetable,
  counts: (i: number) => boolean,
): Int32Array {
  const loads = new Int32Array(times.length);
  for (let i = 0; i < starts.length; i++) {
    if (!counts(i)) continue;
    loads[starts[i]]++;
    loads[finishes[i]]--;
  }
  for (let k = 1; k < loads.length; k++) loads[k] += loads[k - 1];
  return loads;
}
