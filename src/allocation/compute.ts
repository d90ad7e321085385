/**
 * Compute paths C(t): their values, the places where they are not smooth, and ∂C/∂(each of their numbers).
 */

import type { ElementaryFunctions } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import type { CompleteComputePath, ComputeFunction } from './compute-path';

export interface Path {
  /** C(t); may overflow to Infinity, never NaN. */
  at(t: number): number;
  /** ln C over an array of times. */
  logInto(times: Float64Array, out: Float64Array): void;
  /** Times in (0, T) where C has a kink. */
  readonly kinks: readonly number[];
  /** ∂C/∂p at t for each number p of the path; `compute.scale` stands for a path made 100 % larger everywhere. */
  readonly derivatives: ReadonlyArray<{ readonly name: string; at(t: number): number }>;
}

type Smooth = Pick<Path, 'at' | 'derivatives'> & {
  logInto?: (times: Float64Array, out: Float64Array) => void;
  kinks?: readonly number[];
};

/** The path on [0, horizon], in the arithmetic of a backend. */
export function pathOf(
  compute: CompleteComputePath | ComputeFunction,
  horizon: number,
  math: ElementaryFunctions,
): Path {
  const path =
    typeof compute === 'function' ? userPath(compute) : namedPath(compute, horizon, math);
  return {
    kinks: [],
    logInto(times, out) {
      for (let j = 0; j < times.length; j++) out[j] = path.at(times[j]);
      math.logInto(out, out);
    },
    ...path,
  };
}

function namedPath(path: CompleteComputePath, horizon: number, math: ElementaryFunctions): Smooth {
  switch (path.kind) {
    case 'exponential': {
      const { initial, growth } = path;
      const logInitial = math.log(initial);
      return {
        at: (t) => initial * math.exp(growth * t),
        logInto(times, out) {
          for (let j = 0; j < times.length; j++) out[j] = logInitial + growth * times[j];
        },
        derivatives: [
          { name: 'compute.initial', at: (t) => math.exp(growth * t) },
          { name: 'compute.growth', at: (t) => initial * t * math.exp(growth * t) },
        ],
      };
    }
    case 'constant':
      return {
        at: () => path.level,
        derivatives: [{ name: 'compute.level', at: () => 1 }],
      };
    case 'linear':
      return {
        // the product may round to a hair below zero at the horizon
        at: (t) => Math.max(0, path.initial + path.slope * t),
        derivatives: [
          { name: 'compute.initial', at: () => 1 },
          { name: 'compute.slope', at: (t) => t },
        ],
      };
    case 'logistic':
      return logistic(path.initial, path.capacity, path.growth, math);
    case 'table':
      return table(path.times, path.values, horizon);
  }
}

/**
 * C = K C₀/D, D = C₀ + (K − C₀) q, q = e^{−gt}; for g < 0 with numerator and denominator multiplied by
 * p = e^{gt}, so that nothing overflows.
 */
function logistic(
  initial: number,
  capacity: number,
  growth: number,
  math: ElementaryFunctions,
): Smooth {
  const missing = capacity - initial;
  /** p (1 where g ≥ 0), q p, and D p. */
  const parts = (t: number) => {
    const shrinks = growth < 0 && missing !== 0;
    const p = shrinks ? math.exp(growth * t) : 1;
    const q = shrinks ? 1 : math.exp(-growth * t);
    return { p, q, D: missing === 0 ? initial : initial * p + missing * q };
  };
  return {
    at(t) {
      const { p, D } = parts(t);
      return (capacity / D) * initial * p;
    },
    derivatives: [
      {
        name: 'compute.initial',
        at(t) {
          const { p, q, D } = parts(t);
          return (capacity / D) * (capacity / D) * p * q;
        },
      },
      {
        name: 'compute.capacity',
        at(t) {
          const { p, q, D } = parts(t);
          return (initial / D) * (initial / D) * p * (p - q);
        },
      },
      {
        name: 'compute.growth',
        at(t) {
          const { p, q, D } = parts(t);
          return (capacity / D) * (initial / D) * missing * t * p * q;
        },
      },
    ],
  };
}

function table(times: Float64Array, values: Float64Array, horizon: number): Smooth {
  const last = times.length - 1;
  const at = (t: number) => {
    if (t <= times[0]) return values[0];
    if (t >= times[last]) return values[last];
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (times[middle] <= t) low = middle;
      else high = middle;
    }
    const share = (t - times[low]) / (times[high] - times[low]);
    return values[low] + share * (values[high] - values[low]);
  };
  return {
    at,
    kinks: Array.from(times).filter((t) => t > 0 && t < horizon),
    derivatives: [{ name: 'compute.scale', at }],
  };
}

function userPath(compute: ComputeFunction): Smooth {
  const at = (t: number) => {
    const value: unknown = compute(t);
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      throw new ParameterError(
        `compute(${t})`,
        value,
        'a finite number ≥ 0',
        typeof value === 'number' ? 'range' : 'type',
      );
    }
    return value;
  };
  return { at, derivatives: [{ name: 'compute.scale', at }] };
}
