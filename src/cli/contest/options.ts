/** The options of the contest calls, for flags, help and schema; the API itself checks them. */

import { solveMethods } from '../../contest/solve/options';
import type { OptionTable } from '../flags';
import { closed, list } from '../json-schema';
import { readNumbers, readRange, readWhole } from '../numbers';
import { numbersNamed } from './numbers';
import { readStrategies } from './strategies';

/** [period][player][input] */
export const profileSchema = list(list(list({ type: 'number', minimum: 0 })));

export const solveOptions = {
  method: {
    meaning: 'by best responses and Newton, double oracle, or Brown',
    choices: solveMethods,
    default: 'pure',
  },
  starts: {
    meaning: 'random profiles to start from, beside those that every game has',
    isWhole: true,
    minimum: 0,
    maximum: 10_000,
    default: 8,
  },
  seed: {
    meaning: 'of the random profiles, a whole number of any size',
    placeholder: 'n',
    read: (path, text) => readWhole(path, text),
    schema: {
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: '^[0-9]+$' },
      ],
      default: 1,
    },
    default: '1',
  },
  start: {
    meaning: 'a profile to start from first, as 1,2/0.5,1',
    placeholder: 'x',
    read: (path, text) => readStrategies(path, text),
    schema: profileSchema,
  },
  maxIterations: {
    meaning: 'most rounds, of best responses from a start or of a mixture',
    isWhole: true,
    minimum: 1,
    maximum: 10_000,
    otherwise: '100, as published 200',
  },
  tolerance: {
    meaning: 'what exploitability is held to, relative to the stakes',
    exclusiveMinimum: 0,
    maximum: 1,
    otherwise: '1e-10, of mixtures 1e-6',
  },
  asPublished: {
    meaning: "dynapai's own rules, its errors included, held to the same certificate",
    isSwitch: true,
  },
} as const satisfies OptionTable;

const { start: _, ...searchOptions } = solveOptions;

/** Options of `solve` at every point of a scenario. */
export const pointOptions = searchOptions;

export const scenarioOptions = {
  expand: {
    meaning: 'every combination of values, or those in the same place',
    choices: ['cartesian', 'broadcast'],
    default: 'cartesian',
  },
  follow: {
    meaning: "points do not start from their neighbour's equilibrium, too",
    isSwitch: true,
    default: true,
  },
  slice: {
    meaning: 'points from … up to, but without, the second of all',
    placeholder: 'from..to',
    read: (path, text) => {
      const [from, to] = readRange(path, text, 'a range of points from..to');
      return { from, to };
    },
    schema: closed({ from: { type: 'integer', minimum: 0 }, to: { type: 'integer', minimum: 0 } }),
  },
  workers: {
    meaning: 'threads that share the points out; the answer is the same',
    isWhole: true,
    minimum: 0,
    maximum: 64,
    default: 0,
  },
} as const satisfies OptionTable;

export const compareOptions = {
  outcome: {
    meaning: `what of an equilibrium: payoff, totalPayoff, disasterProbability, odds, safety, performance, safeIfWins, winProbability, inputs.safety, …`,
    placeholder: 'name',
    read: (_, text) => text,
    schema: { type: 'string' },
  },
  player: {
    meaning: 'whose; left out, the mean over players',
    isWhole: true,
    minimum: 0,
    maximum: 15,
  },
  period: {
    meaning: 'when; left out, the last period',
    isWhole: true,
    minimum: 0,
    maximum: 99,
  },
  claim: {
    meaning: 'what is claimed',
    choices: ['left-greater', 'right-greater', 'equal'],
    default: 'left-greater',
  },
  tolerance: {
    meaning: 'what differences are held to, relative',
    minimum: 0,
    exclusiveMaximum: 1,
    default: 1e-6,
  },
  expand: scenarioOptions.expand,
  follow: scenarioOptions.follow,
} as const satisfies OptionTable;

export const sensitivityOptions = {
  parameters: {
    meaning: 'numbers by name, flag or symbol, separated by commas',
    placeholder: 'names',
    read: (_, text) => text.split(',').flatMap(numbersNamed),
    schema: list({ type: 'string' }),
    otherwise: 'all that have a say',
  },
  player: {
    meaning: "this player's own numbers alone",
    isWhole: true,
    minimum: 0,
    maximum: 15,
  },
} as const satisfies OptionTable;

export const optimumOptions = {
  weights: {
    meaning: "of players' payoffs in welfare, as 1,0.5",
    placeholder: 'list',
    read: (path, text) => readNumbers(path, text),
    schema: list({ type: 'number', minimum: 0 }, 2),
    otherwise: '1 each',
  },
  starts: solveOptions.starts,
  seed: solveOptions.seed,
  start: solveOptions.start,
  maxIterations: {
    ...solveOptions.maxIterations,
    meaning: 'most iterations of a climb',
    otherwise: '400',
  },
} as const satisfies OptionTable;
