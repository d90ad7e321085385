/**
 * Strategies, [period][player][input]: checked, and to and from the flat arrays of the kernels. Many profiles
 * are a list of them, or one Float64Array with one behind the other.
 */

import { ParameterError } from '../engine/errors';
import { inputNames } from './costs';
import type { ContestGame } from './parameters';
import { isList } from './values';

/** [period][player][input], inputs in the order x_s, x_p, i_s, i_p, z_s, z_p. */
export type Strategies = readonly (readonly (readonly number[] | Float64Array)[])[];

/** One profile, or many: a list, or flat in one array. */
export type StrategiesGiven = Strategies | readonly Strategies[] | Float64Array;

export interface FlatStrategies {
  readonly count: number;
  readonly values: Float64Array;
  /** How they were given, and hence how answers are. */
  readonly form: 'one' | 'list' | 'flat';
}

/** Numbers of one profile. */
export const profileLength = ({ periods, players, inputs }: ContestGame) =>
  periods * players * inputs;

/** @throws ParameterError naming the number that is not usable, or the array whose length does not fit */
export function flatStrategies(game: ContestGame, given: unknown): FlatStrategies {
  const length = profileLength(game);
  if (given instanceof Float64Array) {
    if (given.length === 0 || given.length % length !== 0) {
      throw new ParameterError('strategies', given, `a multiple of ${length} numbers`);
    }
    for (let at = 0; at < given.length; at++) {
      const k = at % game.inputs;
      if (!isUsable(game, given[at], k)) throw badInput(game, `strategies.${at}`, given[at], k);
    }
    return { count: given.length / length, values: given.slice(), form: 'flat' };
  }
  const isMany = isList(given) && isList(given[0]) && isList(given[0][0]) && isList(given[0][0][0]);
  const profiles = isMany ? Array.from(given as ArrayLike<unknown>) : [given];
  const values = new Float64Array(length * profiles.length);
  profiles.forEach((profile, m) => {
    fill(game, isMany ? `strategies.${m}` : 'strategies', profile, values, m * length);
  });
  return { count: profiles.length, values, form: isMany ? 'list' : 'one' };
}

function fill(game: ContestGame, path: string, given: unknown, out: Float64Array, start: number) {
  const { periods, players, inputs } = game;
  let at = start;
  requireLength(path, given, periods, 'period');
  for (let t = 0; t < periods; t++) {
    const period: unknown = given[t];
    requireLength(`${path}.${t}`, period, players, 'player');
    for (let i = 0; i < players; i++) {
      const player: unknown = period[i];
      requireLength(`${path}.${t}.${i}`, player, inputs, 'input');
      for (let k = 0; k < inputs; k++) {
        const x: unknown = player[k];
        if (!isUsable(game, x, k)) throw badInput(game, `${path}.${t}.${i}.${k}`, x, k);
        out[at++] = x;
      }
    }
  }
}

function requireLength(
  path: string,
  given: unknown,
  length: number,
  what: string,
): asserts given is ArrayLike<unknown> {
  const expected = `an array of length ${length}, one entry for each ${what}`;
  if (!isList(given)) throw new ParameterError(path, given, expected, 'type');
  if (given.length !== length) throw new ParameterError(path, given, expected);
}

function isUsable({ maximumSharing }: ContestGame, x: unknown, k: number): x is number {
  return typeof x === 'number' && x >= 0 && x <= (k < 4 ? Number.MAX_VALUE : maximumSharing);
}

function badInput({ maximumSharing }: ContestGame, path: string, x: unknown, k: number) {
  const limit = k < 4 ? '' : ` and ≤ ${maximumSharing}`;
  const expected = `a finite number ≥ 0${limit} (${inputNames[k]})`;
  return new ParameterError(path, x, expected, typeof x === 'number' ? 'range' : 'type');
}

/** A flat profile as [period][player][input]. */
export function nested(
  { periods, players, inputs }: ContestGame,
  values: Float64Array,
  start = 0,
): number[][][] {
  let at = start;
  return Array.from({ length: periods }, () =>
    Array.from({ length: players }, () => {
      at += inputs;
      return Array.from(values.subarray(at - inputs, at));
    }),
  );
}
