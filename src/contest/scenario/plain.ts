/** Plain data: what can be written as JSON and sent to another thread. */

import { ParameterError } from '../../engine/errors';
import { isList } from '../values';

/** Deeper than any game is. */
const deepest = 10;

/**
 * A copy that shares nothing, with arrays in place of typed arrays.
 *
 * @throws ParameterError where something is no plain data
 */
export function plainCopy(path: string, value: unknown, depth = 0): unknown {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
    return value;
  }
  if (value === undefined || value === null) return value;
  if (depth < deepest && isList(value)) {
    return Array.from(value, (part, k) => plainCopy(`${path}.${k}`, part, depth + 1));
  }
  if (depth < deepest && Object.prototype.toString.call(value) === '[object Object]') {
    return Object.fromEntries(
      Object.entries(value as object).map(([name, part]) => [
        name,
        plainCopy(`${path}.${name}`, part, depth + 1),
      ]),
    );
  }
  throw new ParameterError(path, value, 'plain data: numbers, texts, arrays and objects', 'type');
}
