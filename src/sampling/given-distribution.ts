/** From what a caller gives for a parameter to a distribution. */

import { ParameterError } from '../engine/errors';
import { unknownName } from '../engine/parameters';
import type { CompleteDistribution, Discrete, Distribution } from './distributions';

type Kind = Distribution['kind'];

/** The numbers of each kind; a discrete distribution has lists. */
const fieldsOf = {
  uniform: ['low', 'high'],
  'log-uniform': ['low', 'high'],
  normal: ['mean', 'standardDeviation'],
  'truncated-normal': ['mean', 'standardDeviation', 'low', 'high'],
  triangular: ['low', 'mode', 'high'],
  discrete: ['values', 'weights'],
  constant: ['value'],
} as const satisfies Record<Kind, readonly string[]>;

const kinds = Object.keys(fieldsOf) as Kind[];
const maxValues = 1e6;
/** Standard deviations from the mean beyond which no truncated normal begins. */
const maxDeviations = 1e8;

/**
 * A distribution, a pair [low, high] (uniform) or a number (constant), checked.
 *
 * @param path where it stands, for messages
 * @throws ParameterError
 */
export function completeDistribution(given: unknown, path: string): CompleteDistribution {
  if (typeof given === 'number') return { kind: 'constant', value: finite(given, path) };
  if (Array.isArray(given)) {
    if (given.length !== 2) throw new ParameterError(path, given, 'a pair [low, high]', 'type');
    const low = finite(given[0], `${path}.0`);
    return { kind: 'uniform', low, high: above(low, given[1], `${path}.1`) };
  }
  if (Object.prototype.toString.call(given) !== '[object Object]') {
    const expected = `a number, a pair [low, high], or an object whose kind is one of ${kinds.join(', ')}`;
    throw new ParameterError(path, given, expected, 'type');
  }
  const record = given as Readonly<Record<string, unknown>>;
  const kind = record.kind as Kind;
  if (!kinds.includes(kind)) {
    const wrong = typeof kind === 'string' ? 'range' : 'type';
    throw new ParameterError(`${path}.kind`, kind, `one of ${kinds.join(', ')}`, wrong);
  }
  const known: readonly string[] = ['kind', ...fieldsOf[kind]];
  for (const name of Object.keys(record)) {
    if (!known.includes(name)) throw unknownName(`${path}.${name}`, record[name], known);
  }
  return kind === 'discrete' ? discrete(record, path) : continuous(kind, record, path);
}

function continuous(
  kind: Exclude<Kind, 'discrete'>,
  record: Readonly<Record<string, unknown>>,
  path: string,
): CompleteDistribution {
  const number = (name: string) => finite(record[name], `${path}.${name}`);
  const positive = (name: string) => {
    const x = finite(record[name], `${path}.${name}`, 'a finite number > 0');
    if (x > 0) return x;
    throw new ParameterError(`${path}.${name}`, x, 'a finite number > 0');
  };
  const high = (low: number) => above(low, record.high, `${path}.high`);
  switch (kind) {
    case 'constant':
      return { kind, value: number('value') };
    case 'uniform': {
      const low = number('low');
      return { kind, low, high: high(low) };
    }
    case 'log-uniform': {
      const low = positive('low');
      return { kind, low, high: high(low) };
    }
    case 'normal': {
      const mean = number('mean');
      const standardDeviation = positive('standardDeviation');
      if (Math.abs(mean) + 10 * standardDeviation < Infinity) {
        return { kind, mean, standardDeviation };
      }
      const expected = 'ten standard deviations around the mean within 1.8e308';
      throw new ParameterError(`${path}.standardDeviation`, standardDeviation, expected);
    }
    case 'triangular': {
      const low = number('low');
      const top = high(low);
      const mode = number('mode');
      if (mode >= low && mode <= top) return { kind, low, mode, high: top };
      throw new ParameterError(`${path}.mode`, mode, `a number from ${low} to ${top}`);
    }
    case 'truncated-normal': {
      const mean = number('mean');
      const standardDeviation = positive('standardDeviation');
      const low = number('low');
      const top = high(low);
      const reach = maxDeviations * standardDeviation;
      const expected = `a bound within ${maxDeviations} standard deviations of the mean ${mean}`;
      if (low - mean > reach) throw new ParameterError(`${path}.low`, low, expected);
      if (mean - top > reach) throw new ParameterError(`${path}.high`, top, expected);
      if (!((top - low) / standardDeviation + Math.abs(low - mean) / standardDeviation < 1e300)) {
        const bounds = 'bounds less than 1e300 standard deviations apart and from the mean';
        throw new ParameterError(`${path}.standardDeviation`, standardDeviation, bounds);
      }
      return { kind, mean, standardDeviation, low, high: top };
    }
  }
}

function discrete(record: Readonly<Record<string, unknown>>, path: string): Required<Discrete> {
  const values = list(record.values, `${path}.values`);
  const weights =
    record.weights === undefined
      ? values.map(() => 1)
      : list(record.weights, `${path}.weights`, values.length);
  const wrong = weights.findIndex((weight) => weight < 0);
  if (wrong >= 0) {
    throw new ParameterError(`${path}.weights.${wrong}`, weights[wrong], 'a finite number ≥ 0');
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0 && total < Infinity)) {
    const expected = 'weights whose sum is positive and finite';
    throw new ParameterError(`${path}.weights`, record.weights, expected);
  }
  const shares = new Map<number, number>();
  values.forEach((value, i) => {
    if (weights[i] > 0) shares.set(value, (shares.get(value) ?? 0) + weights[i]);
  });
  const sorted = [...shares].sort(([a], [b]) => a - b);
  return {
    kind: 'discrete',
    values: sorted.map(([value]) => value),
    weights: sorted.map(([, weight]) => weight),
  };
}

/** An array of finite numbers, of a given length where one is given. */
function list(given: unknown, path: string, length?: number): number[] {
  const expected =
    length === undefined
      ? `an array of 1 to ${maxValues} numbers`
      : `an array of as many numbers as there are values, ${length}`;
  if (!Array.isArray(given)) throw new ParameterError(path, given, expected, 'type');
  const isRight =
    length === undefined ? given.length >= 1 && given.length <= maxValues : given.length === length;
  if (!isRight) throw new ParameterError(path, given, expected);
  return Array.from(given, (value, i) => finite(value, `${path}.${i}`));
}

function finite(given: unknown, path: string, expected = 'a finite number'): number {
  if (typeof given === 'number' && Number.isFinite(given)) return given;
  throw new ParameterError(path, given, expected, typeof given === 'number' ? 'range' : 'type');
}

/** An upper bound: finite, above the lower one, and at a finite distance from it. */
function above(low: number, given: unknown, path: string): number {
  const high = finite(given, path, `a finite number > ${low}`);
  if (high > low && high - low < Infinity) return high;
  throw new ParameterError(path, high, `a finite number > ${low}, less than 1.8e308 above it`);
}
