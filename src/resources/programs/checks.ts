/** Checks of plain data with names that the caller chose. */

import { ParameterError } from '../../engine/errors';
import { unknownName } from '../../engine/parameters';

/** HiGHS takes what is greater for no bound at all. */
const mostBound = 1e20;
/** HiGHS takes no coefficient of this size or more. */
export const mostCoefficient = 1e15;

function isPlain(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** An object with no names but these. @throws ParameterError */
export function recordOf(
  path: string,
  value: unknown,
  expected: string,
  names: readonly string[],
): Record<string, unknown> {
  if (!isPlain(value)) throw new ParameterError(path, value, expected, 'type');
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) {
      const at = path === 'problem' ? name : `${path}.${name}`;
      throw unknownName(at, value[name], names);
    }
  }
  return value;
}

/** The entries of an object whose names are the caller's. @throws ParameterError */
export function entriesOf(path: string, value: unknown, expected: string): [string, unknown][] {
  if (!isPlain(value)) throw new ParameterError(path, value, expected, 'type');
  const entries = Object.entries(value);
  const empty = entries.find(([name]) => name === '');
  if (empty !== undefined) throw new ParameterError(path, '', 'names with a character at least');
  return entries;
}

export function numberAt(path: string, value: unknown, expected: string): number {
  if (typeof value !== 'number') throw new ParameterError(path, value, expected, 'type');
  if (!Number.isFinite(value)) throw new ParameterError(path, value, expected);
  return value;
}

/** A finite bound. @throws ParameterError */
export function finiteAt(path: string, value: unknown): number {
  const expected = 'a finite number below 1e20 in size';
  const x = numberAt(path, value, expected);
  if (Math.abs(x) >= mostBound) throw new ParameterError(path, value, expected);
  return x + 0;
}

/** HiGHS takes no greater ones. @throws ParameterError */
export function coefficientAt(path: string, value: unknown): number {
  const expected = 'a finite number below 1e15 in size';
  const x = numberAt(path, value, expected);
  if (!(Math.abs(x) < mostCoefficient)) throw new ParameterError(path, value, expected);
  return x;
}

/** Lower and upper, `null` and infinities for none. @throws ParameterError */
export function boundsAt(
  path: string,
  { lower, upper }: { readonly lower?: unknown; readonly upper?: unknown },
  usualLower: number,
  usualUpper: number,
): [number, number] {
  const none = Number.POSITIVE_INFINITY;
  const read = (name: string, value: unknown, usual: number, unbounded: number) => {
    if (value === undefined) return usual;
    if (value === null || value === unbounded) return unbounded;
    return finiteAt(`${path}.${name}`, value);
  };
  const low = read('lower', lower, usualLower, -none);
  const high = read('upper', upper, usualUpper, none);
  if (low > high) {
    if (upper === undefined) {
      throw new ParameterError(`${path}.lower`, lower, `a number ≤ the upper bound ${high}`);
    }
    const note = lower === undefined && low === 0 ? ' (0 unless it is given)' : '';
    throw new ParameterError(`${path}.upper`, upper, `a number ≥ the lower bound ${low}${note}`);
  }
  return [low, high];
}
