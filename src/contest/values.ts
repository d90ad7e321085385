/**
 * Numbers of a game, which may be one for all, one a player, and vary by period:
 *
 *     0.1 · [0.1, 0.2] · { byPeriod: [0.1, [0.1, 0.2], 0.3] }
 */

import { ParameterError } from '../engine/errors';
import { domainOf, inDomain, type ParameterSpec } from '../engine/parameters';

/** A number for all players, or one for each. */
export type Each<Value = number> = Value | readonly Value[] | Float64Array;

/** As `Each`, the same in all periods or with an entry a period. */
export type PerPeriod<Value> = Value | { readonly byPeriod: readonly Value[] };

/** A number for all, one a player, and either by period. */
export type GameNumber = PerPeriod<Each>;

export interface Shape {
  readonly players: number;
  readonly periods: number;
}

export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || value instanceof Float64Array;
}

/** What stands for each period, with its path. @throws ParameterError where the number of entries is wrong */
export function periodsOf(path: string, given: unknown, periods: number): [unknown, string][] {
  if (typeof given !== 'object' || given === null || isList(given)) {
    return Array.from({ length: periods }, () => [given, path]);
  }
  const { byPeriod } = given as { byPeriod?: unknown };
  if (!isList(byPeriod) || Object.keys(given).length !== 1) {
    throw new ParameterError(path, given, 'a number, an array or { byPeriod: [...] }', 'type');
  }
  if (byPeriod.length !== periods) {
    throw new ParameterError(`${path}.byPeriod`, byPeriod, `an array of length ${periods}`);
  }
  return Array.from(byPeriod, (value, t) => [value, `${path}.byPeriod.${t}`]);
}

/** [player][period] of a number. @throws ParameterError naming what is not usable */
export function completeNumber(
  path: string,
  given: unknown,
  spec: ParameterSpec,
  { players, periods }: Shape,
): Float64Array {
  const numbers = new Float64Array(players * periods);
  periodsOf(path, given ?? spec.default, periods).forEach(([value, place], t) => {
    const list = playersOf(place, value, players);
    for (let i = 0; i < players; i++) {
      const where = list === value ? `${place}.${i}` : place;
      numbers[i * periods + t] = checkNumber(where, list[i], spec);
    }
  });
  return numbers;
}

/** A value for each player. @throws ParameterError where an array has another length */
export function playersOf(path: string, value: unknown, players: number): ArrayLike<unknown> {
  if (!isList(value)) return Array.from({ length: players }, () => value);
  if (value.length !== players) {
    throw new ParameterError(path, value, `a number or an array of length ${players}`);
  }
  return value;
}

/** @throws ParameterError where `x` is not a number of the domain; true is 1 and false 0 where both are in it */
export function checkNumber(path: string, x: unknown, spec: ParameterSpec): number {
  const value = typeof x === 'boolean' && spec.unit === 'share' ? Number(x) : x;
  if (typeof value !== 'number') throw new ParameterError(path, x, domainOf(spec), 'type');
  if (!Number.isFinite(value) || !inDomain(spec, value)) {
    throw new ParameterError(path, x, domainOf(spec));
  }
  return value;
}

/**
 * The fields of an object. @throws ParameterError where it is no plain object
 */
export function plainObject(path: string, given: unknown, expected: string) {
  if (Object.prototype.toString.call(given) !== '[object Object]') {
    throw new ParameterError(path, given, expected, 'type');
  }
  return given as Record<string, unknown>;
}
