/** Options of `optimum`, checked. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse, wholeNumber } from '../../engine/parameters';
import { type Seed, wordsOf } from '../../sampling/seed-sequence';
import type { ContestGame } from '../parameters';
import { flatStrategies } from '../strategies';
import { isList } from '../values';

const schema = v.strictObject(
  {
    weights: v.optional(v.unknown()),
    starts: v.optional(wholeNumber(0, 10_000), 8),
    seed: v.optional(v.unknown(), 1),
    start: v.optional(v.unknown()),
    maxIterations: v.optional(wholeNumber(1, 10_000), 400),
  },
  'an object of options',
);

export interface CompleteOptimumOptions {
  readonly weights: Float64Array;
  readonly starts: number;
  readonly seed: Seed;
  readonly start: Float64Array | undefined;
  readonly maxIterations: number;
}

/** @throws ParameterError naming the first option that is not usable */
export function completeOptimumOptions(
  game: ContestGame,
  given: unknown = {},
): CompleteOptimumOptions {
  const { weights, start, ...options } = parse(schema, given, 'options');
  const seed = options.seed as Seed;
  wordsOf(seed);
  return { ...options, seed, weights: weightsOf(game, weights), start: startOf(game, start) };
}

function weightsOf({ players }: ContestGame, given: unknown): Float64Array {
  if (given === undefined) return new Float64Array(players).fill(1);
  const expected = `an array of ${players} numbers ≥ 0, not all 0`;
  if (!isList(given)) throw new ParameterError('weights', given, expected, 'type');
  if (given.length !== players) throw new ParameterError('weights', given, expected);
  const weights = Float64Array.from({ length: players }, (_, i) => {
    const weight = given[i];
    const path = `weights.${i}`;
    const allowed = 'a finite number ≥ 0';
    if (typeof weight !== 'number') throw new ParameterError(path, weight, allowed, 'type');
    if (!(weight >= 0 && Number.isFinite(weight))) {
      throw new ParameterError(path, weight, allowed);
    }
    return weight;
  });
  if (weights.every((weight) => weight === 0)) throw new ParameterError('weights', given, expected);
  return weights;
}

function startOf(game: ContestGame, given: unknown): Float64Array | undefined {
  if (given === undefined) return undefined;
  try {
    const { count, values } = flatStrategies(game, given);
    if (count !== 1) throw new ParameterError('strategies', given, 'one profile', 'type');
    return values;
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    const path = error.path.replace(/^strategies/, 'start');
    throw new ParameterError(path, error.given, error.expected, error.kind);
  }
}
