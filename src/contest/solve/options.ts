/** Options of `solve`, checked. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse, wholeNumber } from '../../engine/parameters';
import { type Seed, wordsOf } from '../../sampling/seed-sequence';
import type { ContestGame } from '../parameters';
import { flatStrategies } from '../strategies';
import type { SolveMethod } from './result';

export const solveMethods = ['pure', 'mixed', 'fictitious-play'] as const;

const expectedTolerance = 'a number > 0 and ≤ 1';

const schema = v.strictObject(
  {
    method: v.optional(
      v.picklist(solveMethods, `one of ${solveMethods.join(', ')}`),
      'pure' as const,
    ),
    starts: v.optional(wholeNumber(0, 10_000), 8),
    seed: v.optional(v.unknown(), 1),
    start: v.optional(v.unknown()),
    maxIterations: v.optional(wholeNumber(1, 10_000)),
    tolerance: v.optional(
      v.pipe(
        v.number(expectedTolerance),
        v.check((x) => x > 0 && x <= 1, expectedTolerance),
      ),
    ),
    asPublished: v.optional(v.boolean('true or false'), false),
  },
  'an object of options',
);

export interface CompleteSolveOptions {
  readonly method: SolveMethod;
  readonly starts: number;
  readonly seed: Seed;
  readonly start: Float64Array | undefined;
  readonly maxIterations: number;
  /** Relative to the scale of payoffs. */
  readonly tolerance: number;
  readonly asPublished: boolean;
}

/** @throws ParameterError naming the first option that is not usable */
export function completeSolveOptions(game: ContestGame, given: unknown = {}): CompleteSolveOptions {
  const { start, ...options } = parse(schema, given, 'options');
  const seed = options.seed as Seed;
  wordsOf(seed);
  const tolerance = options.tolerance ?? (options.method === 'pure' ? 1e-10 : 1e-6);
  const maxIterations = options.maxIterations ?? (options.asPublished ? 200 : 100);
  return { ...options, seed, tolerance, maxIterations, start: startOf(game, start) };
}

function startOf(game: ContestGame, given: unknown): Float64Array | undefined {
  if (given === undefined || given === null) return undefined;
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
