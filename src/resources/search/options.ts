/** Options of a search, checked and complete. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { numberSchema, parse, wholeNumber } from '../../engine/parameters';
import type { Seed } from '../../sampling/seed-sequence';
import { wordsOf } from '../../sampling/seed-sequence';
import {
  coolings,
  improvements,
  type SearchMethod,
  type SearchOptions,
  searchMethods,
} from './types';

/** Options of one method or two: nobody else takes them. */
const owners: Readonly<Partial<Record<keyof SearchOptions, readonly SearchMethod[]>>> = {
  improvement: ['local'],
  cooling: ['annealing'],
  startTemperature: ['annealing'],
  endTemperature: ['annealing'],
  tenure: ['tabu'],
  candidates: ['tabu'],
  stall: ['tabu', 'genetic'],
  population: ['genetic'],
  tournament: ['genetic'],
  crossoverRate: ['genetic'],
  mutationRate: ['genetic'],
  elite: ['genetic'],
  memetic: ['genetic'],
};

const usualRestarts: Readonly<Record<SearchMethod, number>> = {
  local: 99,
  annealing: 0,
  tabu: 4,
  genetic: 4,
};

export const usualEvaluations = 200_000;

const number = { symbol: '', flag: '', unit: '1', default: 0, meaning: '' };
const temperature = numberSchema({ ...number, exclusiveMinimum: 0 });
const oneOf = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, `one of ${names.join(', ')}`);

const optionsSchema = v.strictObject(
  {
    method: v.optional(oneOf(searchMethods), 'annealing'),
    seed: v.optional(v.unknown(), 0),
    evaluations: v.optional(wholeNumber(1, 1e12), usualEvaluations),
    restarts: v.optional(wholeNumber(0, 1e9)),
    improvement: v.optional(oneOf(improvements), 'first'),
    cooling: v.optional(oneOf(coolings), 'geometric'),
    startTemperature: v.optional(temperature),
    endTemperature: v.optional(temperature),
    tenure: v.optional(wholeNumber(0, 1e9)),
    candidates: v.optional(wholeNumber(1, 1e9)),
    stall: v.optional(wholeNumber(1, 1e9)),
    population: v.optional(wholeNumber(2, 100_000), 40),
    tournament: v.optional(wholeNumber(1, 100_000), 3),
    crossoverRate: v.optional(numberSchema({ ...number, minimum: 0, maximum: 1 }), 0.9),
    mutationRate: v.optional(numberSchema({ ...number, minimum: 0, maximum: 0.99 }), 0.5),
    elite: v.optional(wholeNumber(0, 100_000), 2),
    memetic: v.optional(v.boolean('true or false'), false),
  },
  'an object of options',
);

type Parsed = v.InferOutput<typeof optionsSchema>;

export interface CompleteOptions extends Omit<Parsed, 'seed' | 'restarts' | 'stall'> {
  readonly seed: Seed;
  readonly restarts: number;
  readonly stall: number;
}

/** @throws ParameterError naming the first option that is not usable */
export function completeOptions(options: unknown): CompleteOptions {
  const given = options ?? {};
  const parsed = parse(optionsSchema, given, 'options');
  const { method, seed, startTemperature, endTemperature, elite, population } = parsed;
  for (const [name, methods] of Object.entries(owners)) {
    const value = (given as Record<string, unknown>)[name];
    if (value !== undefined && !methods.includes(method)) {
      throw new ParameterError(name, value, `nothing where the method is ${method}`);
    }
  }
  wordsOf(seed);
  if (endTemperature !== undefined && endTemperature > (startTemperature ?? endTemperature)) {
    const expected = `at most the start temperature, ${startTemperature}`;
    throw new ParameterError('endTemperature', endTemperature, expected);
  }
  if (elite >= population) {
    throw new ParameterError('elite', elite, `fewer than the population, ${population}`);
  }
  return {
    ...parsed,
    seed: seed as Seed,
    restarts: parsed.restarts ?? usualRestarts[method],
    stall: parsed.stall ?? (method === 'tabu' ? 300 : 60),
  };
}
