/**
 * Compute paths as a caller gives them: their kinds, the numbers of each, and what makes one usable.
 */

import * as v from 'valibot';
import { ParameterError } from '../engine/errors';
import { type ParameterSpec, parse, tableEntries } from '../engine/parameters';

/** A compute path C(t), t in [0, T], in compute units; never negative. */
export type ComputePath =
  /** C(t) = initial · e^{growth·t} */
  | { readonly kind: 'exponential'; readonly initial?: number; readonly growth?: number }
  /** C(t) = level */
  | { readonly kind: 'constant'; readonly level?: number }
  /** C(t) = initial + slope · t */
  | { readonly kind: 'linear'; readonly initial?: number; readonly slope?: number }
  /** C(t) = capacity / (1 + (capacity/initial − 1) e^{−growth·t}) */
  | {
      readonly kind: 'logistic';
      readonly initial?: number;
      readonly capacity?: number;
      readonly growth?: number;
    }
  /** Piecewise linear through (times, values), constant beyond its ends. */
  | {
      readonly kind: 'table';
      readonly times: ArrayLike<number>;
      readonly values: ArrayLike<number>;
    };

/**
 * C(t) as any function of t in [0, T]; must return finite numbers ≥ 0.
 *
 * It is sampled: a pulse that falls between the samples is not seen, by the certificate neither. A path
 * with jumps or pulses is better given as a table, whose points the mesh contains.
 */
export type ComputeFunction = (t: number) => number;
/** The numbers of each kind of compute path. */
export const computeTable = {
  exponential: {
    initial: computeRow('C₀', 'c0', 'compute', 100, 'compute at the start', {
      exclusiveMinimum: 0,
    }),
    growth: computeRow('g', 'g', '1 / time', 0.1, 'growth rate of compute', {}),
  },
  constant: {
    level: computeRow('C', 'c', 'compute', 100, 'compute at every time', { exclusiveMinimum: 0 }),
  },
  linear: {
    initial: computeRow('C₀', 'c0', 'compute', 100, 'compute at the start', { minimum: 0 }),
    slope: computeRow('b', 'b', 'compute / time', 10, 'compute gained per unit of time', {}),
  },
  logistic: {
    initial: computeRow('C₀', 'c0', 'compute', 100, 'compute at the start', {
      exclusiveMinimum: 0,
    }),
    capacity: computeRow('K', 'k', 'compute', 1000, 'compute that the path saturates at', {
      exclusiveMinimum: 0,
    }),
    growth: computeRow('g', 'g', '1 / time', 0.5, 'growth rate while compute is scarce', {}),
  },
} as const satisfies Record<string, Readonly<Record<string, ParameterSpec>>>;

export const computeKinds = ['exponential', 'constant', 'linear', 'logistic', 'table'] as const;

function computeRow(
  symbol: string,
  flag: string,
  unit: string,
  value: number,
  meaning: string,
  domain: Pick<ParameterSpec, 'minimum' | 'exclusiveMinimum'>,
): ParameterSpec {
  return { symbol, flag, unit, default: value, meaning, ...domain };
}

/** Every compute path with its numbers filled in. */
export type CompleteComputePath =
  | { readonly kind: 'exponential'; readonly initial: number; readonly growth: number }
  | { readonly kind: 'constant'; readonly level: number }
  | { readonly kind: 'linear'; readonly initial: number; readonly slope: number }
  | {
      readonly kind: 'logistic';
      readonly initial: number;
      readonly capacity: number;
      readonly growth: number;
    }
  | { readonly kind: 'table'; readonly times: Float64Array; readonly values: Float64Array };

const isArray = (x: unknown): x is ArrayLike<number> =>
  Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView));

const computeSchema = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('exponential'), ...tableEntries(computeTable.exponential) }),
    v.strictObject({ kind: v.literal('constant'), ...tableEntries(computeTable.constant) }),
    v.strictObject({ kind: v.literal('linear'), ...tableEntries(computeTable.linear) }),
    v.strictObject({ kind: v.literal('logistic'), ...tableEntries(computeTable.logistic) }),
    v.strictObject({
      kind: v.literal('table'),
      times: v.optional(v.unknown()),
      values: v.optional(v.unknown()),
    }),
  ],
  `one of ${computeKinds.join(', ')}`,
);

export const isComputeFunction = (x: unknown): x is ComputeFunction => typeof x === 'function';

/**
 * `given` with defaults filled in, usable on [0, horizon].
 *
 * @throws ParameterError naming the first field that is not
 */
export function completeComputePath(given: unknown, horizon: number): CompleteComputePath {
  const path = parseComputePath(given);
  // a hair below zero at the horizon is rounding, and the path is cut off at zero
  const hair = -1e-12 * (path.kind === 'linear' ? path.initial : 0);
  if (path.kind === 'linear' && path.initial + path.slope * horizon < hair) {
    throw new ParameterError(
      'compute.slope',
      path.slope,
      `at least ${-path.initial / horizon}, so that compute is ≥ 0 up to the horizon`,
    );
  }
  if (path.kind === 'logistic' && path.capacity < path.initial && path.growth < 0) {
    // 1 + (K/C₀ − 1) e^{−gt} falls to zero at the pole
    const pole = Math.log(1 - path.capacity / path.initial) / path.growth;
    if (pole <= horizon) {
      throw new ParameterError(
        'compute.growth',
        path.growth,
        `at least 0 where the capacity is below the initial compute (it grows beyond all bounds at t = ${pole.toPrecision(4)})`,
      );
    }
  }
  return path;
}

function parseComputePath(given: unknown): CompleteComputePath {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new ParameterError(
      'compute',
      given,
      'a compute path { kind, … } or a function of t',
      'type',
    );
  }
  const kind = (given as { kind?: unknown }).kind;
  if (!computeKinds.includes(kind as 'table')) {
    throw new ParameterError('compute.kind', kind, `one of ${computeKinds.join(', ')}`, 'type');
  }
  const path = parseAt('compute', given, ['kind', ...namesOf(kind as 'table')]);
  if (path.kind !== 'table') return path;
  return tableOf(path.times, path.values);
}

/** The numbers of a kind of compute path. */
function namesOf(kind: (typeof computeKinds)[number]): string[] {
  return kind === 'table' ? ['times', 'values'] : Object.keys(computeTable[kind]);
}

/** As `parse`, with the path of the fault below `root`. */
function parseAt(
  root: string,
  given: unknown,
  names: readonly string[],
): v.InferOutput<typeof computeSchema> {
  return parse(v.object({ [root]: computeSchema }), { [root]: given }, root, names)[root];
}

function tableOf(times: unknown, values: unknown): CompleteComputePath {
  if (!isArray(times))
    throw new ParameterError('compute.times', times, 'an array of numbers', 'type');
  if (!isArray(values)) {
    throw new ParameterError('compute.values', values, 'an array of numbers', 'type');
  }
  if (times.length === 0) throw new ParameterError('compute.times', times, 'at least one time');
  if (values.length !== times.length) {
    throw new ParameterError('compute.values', values, `as many values as times (${times.length})`);
  }
  for (let i = 0; i < times.length; i++) {
    if (!Number.isFinite(times[i])) {
      throw new ParameterError(`compute.times.${i}`, times[i], 'a finite number');
    }
    if (i > 0 && !(times[i] > times[i - 1])) {
      throw new ParameterError(`compute.times.${i}`, times[i], `a time after ${times[i - 1]}`);
    }
    if (!Number.isFinite(values[i]) || values[i] < 0) {
      throw new ParameterError(`compute.values.${i}`, values[i], 'a finite number ≥ 0');
    }
  }
  return { kind: 'table', times: Float64Array.from(times), values: Float64Array.from(values) };
}
