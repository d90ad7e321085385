/**
 * What varies, as people type it: a name and its values.
 *
 *     theta=0,0.25,0.5          a list
 *     d=0..2:9                  so many from one end to the other, evenly
 *     b=0.1..10:5:log           in equal ratios
 *     r=0.01..0.1:20            both prices of effort; others by name: cost.safety+cost.performance
 *     a@0=5,10                  of player 0 alone
 */

import { type Command, Option } from 'commander';
import { inputNames } from '../../contest/costs';
import type { Vary } from '../../contest/scenario/axes';
import { ParameterError } from '../../engine/errors';
import { suggestion, UsageError } from '../failure';
import { readNumber, readNumbers, readRange } from '../numbers';
import { numbersNamed, pathTable } from './numbers';

export const varySyntax =
  'theta=0,0.5,1 or d=0..2:9, evenly, or b=0.1..10:5:log; a@0=… of player 0';

export function addVaryFlag(
  command: Command,
  name: string,
  meaning: string,
  group = 'What varies:',
): void {
  command.addOption(
    new Option(`--${name} <name=values>`, meaning)
      .helpGroup(group)
      .argParser((text, before) => readVary(name, text, before)),
  );
}

/** One more axis. @param before those of the same flag, where it is given more than once */
function readVary(path: string, text: string, before: unknown): Vary[] {
  const axes = (before ?? []) as Vary[];
  const [, left, values] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (left === undefined || left === '') {
    throw new ParameterError(path, text, `a name and its values, as ${varySyntax}`, 'type');
  }
  const [, words, , player] = /^([^@]*)(@(.*))?$/s.exec(left) ?? [];
  const names = words.split('+').flatMap((word) => namesOf(path, word));
  const place = `${path}.${names.join('+')}`;
  return [
    ...axes,
    {
      ...(names.length === 1 ? { parameter: names[0] } : { parameters: names }),
      ...(player === undefined ? {} : { player: readPlayer(place, player) }),
      ...valuesFrom(place, values),
    },
  ];
}

/** Names beside those of the table: they have flags, but none for each input. */
const known = [
  'players',
  'periods',
  ...Object.keys(pathTable),
  ...inputNames.flatMap((input) => [`cost.certified.${input}`, `cost.slope.${input}`]),
];

/** @throws UsageError where no number has the name */
function namesOf(flag: string, word: string): readonly string[] {
  const names = numbersNamed(word);
  if (names.every((name) => known.includes(name))) return names;
  const words = Object.values(pathTable).map(({ flag }) => flag);
  const hint =
    suggestion(word, [...known, ...words]) ||
    '; numbers of a game are, by word or symbol, in --help';
  throw new UsageError(`--${flag}: unknown number ${JSON.stringify(word)}${hint}`);
}

function readPlayer(path: string, text: string): number {
  return readNumber(`${path}.player`, text, "a player's number, from 0");
}

function valuesFrom(path: string, text: string): { readonly values: number[] } | Span {
  if (!text.includes('..')) return { values: readNumbers(path, text) };
  const expected = 'values as 0..2:9, or 0.1..10:5:log';
  const [range, count, spacing, ...rest] = text.split(':');
  if (count === undefined || rest.length > 0) {
    throw new ParameterError(path, text, expected, 'type');
  }
  if (spacing !== undefined && spacing !== 'log' && spacing !== 'linear') {
    throw new ParameterError(`${path}.spacing`, spacing, 'one of linear, log', 'type');
  }
  const [from, to] = readRange(path, range, expected);
  return {
    from,
    to,
    count: readNumber(`${path}.count`, count, 'a whole number of values'),
    ...(spacing === undefined ? {} : { spacing }),
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly spacing?: 'linear' | 'log';
}
