/**
 * A contest problem: a JSON file (or none) with the flags put over it.
 *
 *     { "game": { … }, "strategies": [ … ], "options": { … } }
 *
 * where the options may stand beside the game, the fields of the game beside all else, without "game", and
 * "parameters" is another word for "game", as results and other domains have it.
 * Names are checked here, values by the API.
 */

import { ParameterError } from '../../engine/errors';
import type { Flags } from '../domain';
import { UsageError } from '../failure';
import { given } from '../flags';
import { readDocument } from '../input';
import { readWhole } from '../numbers';
import { checkNames, isRecord, recordAt } from '../problem';
import { gameOf, numberNamed } from './numbers';
import { spreadOver } from './strategies';

export const gameNames = [
  'players',
  'periods',
  'actions',
  'safetyProductivity',
  'safetyElasticity',
  'performanceProductivity',
  'performanceElasticity',
  'risk',
  'contestSuccess',
  'reward',
  'disasterCost',
  'cost',
  'discountFactor',
  'endsOnWin',
  'noWinIsDisaster',
  'lastPeriodForever',
  'maximumSharing',
  'components',
  'beliefs',
];

/** What a verb reads. */
interface Reading {
  readonly verb: string;
  /** Whether it takes strategies, and does without them; by default it takes none. */
  readonly strategies?: 'needed' | 'optional';
  /** Names of the options of its call. */
  readonly options: readonly string[];
}

interface Problem {
  readonly game: Readonly<Record<string, unknown>>;
  readonly strategies: unknown;
  readonly options: Readonly<Record<string, unknown>>;
}

/** @throws ParameterError where a name is unknown, UsageError where the file cannot be read or lacks something */
export async function readProblem(
  reading: Reading,
  source: string | undefined,
  flags: Flags,
): Promise<Problem> {
  const file = source === undefined ? {} : unwrap(await readDocument(source), reading);
  const inFile = recordAt('game', file.game, 'an object of parameters of a game');
  checkNames(inFile, gameNames, numberNamed);
  const game = gameOf(flags, inFile);
  const options: Record<string, unknown> = { ...file.options, ...given(flags, reading.options) };
  // JSON has no whole numbers beyond 2^53
  if (typeof options.seed === 'string') options.seed = readWhole('seed', options.seed);
  const typed = flags.strategies as number[][][] | undefined;
  if (flags.start !== undefined) {
    options.start = spreadOver(game, flags.start as number[][][]);
  }
  const strategies = typed === undefined ? file.strategies : spreadOver(game, typed);
  if (reading.strategies === 'needed' && strategies === undefined) {
    throw new UsageError(
      `${reading.verb} needs strategies: --strategies 1,2, or "strategies" in a problem`,
    );
  }
  return { game, strategies, options };
}

interface Unwrapped {
  readonly game?: unknown;
  readonly strategies?: unknown;
  readonly options?: Readonly<Record<string, unknown>>;
}

function unwrap(document: unknown, reading: Reading): Unwrapped {
  if (!isRecord(document)) {
    throw new ParameterError('problem', document, 'a JSON object', 'type');
  }
  const { verb, options: names } = reading;
  if (reading.strategies === undefined && document.strategies !== undefined) {
    const expected = `nothing: contest ${verb} takes no strategies`;
    throw new ParameterError('strategies', document.strategies, expected, 'type');
  }
  const members = ['game', 'parameters', 'strategies', 'options', ...names];
  const known = members.filter((name) => name !== 'strategies' || reading.strategies !== undefined);
  checkNames(document, [...gameNames, ...known], numberNamed);
  const { strategies, options: inner, ...others } = document;
  const [game, rest] = gameIn(others, names.includes('parameters'));
  const split = (isGame: boolean) =>
    Object.fromEntries(
      Object.entries(rest).filter(([name]) => gameNames.includes(name) === isGame),
    );
  const [fields, beside] = [split(true), split(false)];
  refuse(fields, game === undefined, 'game');
  refuse(beside, inner === undefined, 'options');
  const options = inner === undefined ? beside : optionsOf(inner, reading);
  return { game: game ?? fields, strategies, options };
}

/**
 * The game of a document under its name, and what else there is.
 *
 * @param isOption whether "parameters" are an option of the call
 */
function gameIn(
  { game, ...others }: Readonly<Record<string, unknown>>,
  isOption: boolean,
): [unknown, Readonly<Record<string, unknown>>] {
  if (isOption || others.parameters === undefined) return [game, others];
  const { parameters, ...rest } = others;
  if (game === undefined) return [parameters, rest];
  throw new ParameterError('parameters', parameters, 'nothing beside "game"', 'type');
}

/** @throws ParameterError where something stands beside the object that it belongs in */
function refuse(found: Readonly<Record<string, unknown>>, isAllowed: boolean, where: string): void {
  const [name] = Object.keys(found);
  if (isAllowed || name === undefined) return;
  throw new ParameterError(name, found[name], `it inside "${where}"`, 'type');
}

function optionsOf(given: unknown, { verb, options }: Reading): Readonly<Record<string, unknown>> {
  const inside = recordAt('options', given, 'an object of options');
  const [first] = Object.keys(inside);
  if (options.length === 0 && first !== undefined) {
    const expected = `nothing: contest ${verb} has no options`;
    throw new ParameterError(`options.${first}`, inside[first], expected, 'type');
  }
  checkNames(inside, options, (name) => name);
  return inside;
}
