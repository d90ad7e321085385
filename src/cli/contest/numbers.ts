/** The numbers of a game on the command line: a flag for each, by word and by symbol, and the game made of them. */

import { type Command, Option } from 'commander';
import { inputNames } from '../../contest/costs';
import { contestTable } from '../../contest/table';
import { domainOf, type ParameterSpec } from '../../engine/parameters';
import type { Flags } from '../domain';
import {
  addOptionFlags,
  boundsOf,
  describe,
  flagOf,
  flagsOf,
  note,
  type OptionTable,
  readChoice,
} from '../flags';
import { readNumber } from '../numbers';
import { isRecord, nameIn } from '../problem';
import { addCostFlags, costOf, pricedTogether } from './cost';
import { eachReader } from './each';

type Rows = Readonly<Record<string, ParameterSpec>>;

const isOfCost = (name: string) => name.startsWith('cost.');
const all = Object.entries(contestTable) as [string, ParameterSpec][];

/** Every number but those of costs, by its path in the game. */
const gameTable: Rows = Object.fromEntries(all.filter(([name]) => !isOfCost(name)));

/** Every number by its path, prices by input. */
export const pathTable: Rows = {
  ...gameTable,
  ...Object.fromEntries(
    inputNames.map((name) => [`cost.${name}`, contestTable['cost.price'] as ParameterSpec]),
  ),
  ...Object.fromEntries(
    all.filter(([name]) => isOfCost(name) && !['cost.price', 'cost.slope'].includes(name)),
  ),
};

/** Numbers that are the same for all players. */
const shared = ['contestSuccess.scale', 'maximumSharing'];

const successKinds = ['ratio', 'ratio-with-draw'];

/** What a game is beside its numbers. */
export const shapeOptions = {
  players: { meaning: 'n', isWhole: true, minimum: 2, maximum: 16, default: 2 },
  periods: { meaning: 'T', isWhole: true, minimum: 1, maximum: 100, default: 1 },
  actions: {
    meaning: 'what players choose: effort; and investment; and sharing',
    choices: ['basic', 'invest', 'share'],
    default: 'basic',
  },
  risk: {
    meaning: 'whose safety a safe win hangs on',
    choices: ['winner', 'multiplicative', 'additive', 'none'],
    default: 'winner',
  },
  contestSuccess: {
    meaning: 'ratio; or ratio-with-draw, where nobody may win, the default where a scale is given',
    placeholder: 'kind',
    read: (path, text) => readChoice(path, text, successKinds),
    schema: { enum: successKinds, default: 'ratio' },
  },
  endsOnWin: { meaning: 'the first win ends the game', isSwitch: true },
  drawIsSafe: { meaning: 'a period that nobody wins is no disaster', isSwitch: true },
  lastPeriodForever: { meaning: 'the last period is repeated for ever', isSwitch: true },
} as const satisfies OptionTable;

/** Flags of shape that are the game's fields by the same name. */
const plainFields = ['players', 'periods', 'actions', 'endsOnWin', 'lastPeriodForever'] as const;

/** `riskTheta` for `risk.theta`: how commander keeps the flag's value. */
const keyOf = (path: string) => path.replace(/\.(.)/g, (_, letter: string) => letter.toUpperCase());

export function addGameFlags(command: Command): void {
  addOptionFlags(command, shapeOptions, 'The game:');
  for (const [name, spec] of Object.entries(shapeOptions)) {
    // undoes what a problem says
    if ('isSwitch' in spec)
      command.addOption(new Option(`--no-${flagOf(name).slice(2)}`).hideHelp());
  }
  const group = 'Numbers (one for all players, or one each: 0.9,1):';
  for (const [path, spec] of Object.entries(gameTable)) {
    const meaning = `${describe(spec)}${note(boundsOf(spec), spec.default)}`;
    for (const words of wordsOf(path)) {
      const isSecond = words !== wordsOf(path)[0];
      const option = new Option(words, meaning).helpGroup(group).hideHelp(isSecond);
      command.addOption(option.argParser(readerOf(path, spec)));
    }
  }
  addCostFlags(command);
}

/** More characters of flags would leave no room for meanings: the longer word then works, but is not shown. */
const longestWords = 36;

/** What a number's flags are called: one option by both words, or one by each where both are too long. */
function wordsOf(path: string): string[] {
  const { flag, symbol } = gameTable[path];
  const word = flagOf(keyOf(path));
  const both = flagsOf(gameTable[path], keyOf(path));
  if (word === `--${flag}`) return [`${word} <${symbol}>`];
  return both.length <= longestWords ? [both] : [`--${flag} <${symbol}>`, `${word} <x>`];
}

/** What the flags of a number say. */
function saidOf(flags: Flags, path: string): unknown {
  const said = flags[keyOf(path)];
  if (said !== undefined || wordsOf(path).length === 1) return said;
  return flags[keyOf(gameTable[path].flag.replaceAll('-', '.'))];
}

function readerOf(path: string, spec: ParameterSpec): (text: string) => number | number[] {
  if (!shared.includes(path)) return eachReader(path, spec);
  return (text) => readNumber(path, text, domainOf(spec));
}

/** The game's path of a number, from its path, flag or symbol; as given where there is none. */
export function numberNamed(text: string): string {
  return nameIn(Object.entries(pathTable), text.replace(/^--/, ''));
}

/** Paths of numbers: one, or both prices of effort (`r`), investment (`r-invest`) or sharing (`r-share`). */
export function numbersNamed(text: string): readonly string[] {
  const word = text.trim().replace(/^--/, '');
  const key = word.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.hasOwn(pricedTogether, key)
    ? pricedTogether[key].map((input) => `cost.${input}`)
    : [numberNamed(word)];
}

/** A game of a file with the flags put over it. What is no game at all is the API's to refuse. */
export function gameOf(
  flags: Flags,
  inFile: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  let game = inFile;
  const put = (path: string, value: unknown) => {
    if (value !== undefined) game = withValue(game, path, value);
  };
  for (const name of plainFields) put(name, flags[name]);
  if (flags.drawIsSafe !== undefined) put('noWinIsDisaster', !flags.drawIsSafe);
  put('risk.kind', flags.risk);
  put('contestSuccess.kind', flags.contestSuccess);
  for (const path of Object.keys(gameTable)) put(path, saidOf(flags, path));
  const { contestSuccess } = game;
  if (saidOf(flags, 'contestSuccess.scale') !== undefined && isRecord(contestSuccess)) {
    // a scale is that of a contest which nobody may win
    put('contestSuccess.kind', contestSuccess.kind ?? 'ratio-with-draw');
  }
  const cost = costOf(flags, game.cost);
  return cost === undefined ? game : { ...game, cost };
}

/** The game with a value at a path. */
function withValue(
  game: Readonly<Record<string, unknown>>,
  path: string,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const [first, ...rest] = path.split('.');
  if (rest.length === 0) return { ...game, [first]: value };
  const inside = game[first] ?? {};
  if (!isRecord(inside)) return game;
  return { ...game, [first]: withValue(inside, rest.join('.'), value) };
}
