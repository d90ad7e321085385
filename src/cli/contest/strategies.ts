/**
 * Strategies as people type them: inputs of a player separated by commas, players by slashes, periods by colons.
 * One player's are those of all, one period's those of every period.
 *
 *     1,2          1,2/0.5,1          1,2/0.5,1:0,0/1,1
 */

import { type Command, Option } from 'commander';
import { readNumber } from '../numbers';

const syntax =
  'inputs by commas, players by slashes, periods by colons (1,2/0.5,1); one player or period stands for all';

/** @param what they are for the verb, where it does without them */
export function addStrategiesFlag(command: Command, what?: string): void {
  const meaning = what === undefined ? syntax : `${what}; ${syntax}`;
  command.addOption(
    new Option('--strategies <x>', meaning)
      .helpGroup('What players do:')
      .argParser((text) => readStrategies('strategies', text)),
  );
}

/** [period][player][input] of what is written. @throws ParameterError naming what is no number */
export function readStrategies(path: string, text: string): number[][][] {
  return text
    .split(':')
    .map((period, t) =>
      period
        .split('/')
        .map((player, i) =>
          player
            .split(',')
            .map((x, k) => readNumber(`${path}.${t}.${i}.${k}`, x, 'a finite number ≥ 0')),
        ),
    );
}

/** What is written, for as many players and periods as the game has. */
export function spreadOver(
  game: Readonly<Record<string, unknown>>,
  given: readonly (readonly (readonly number[])[])[],
): readonly (readonly (readonly number[])[])[] {
  const players = countOf(game.players, 2, 16);
  const periods = countOf(game.periods, 1, 100);
  const all = given.length === 1 ? Array.from({ length: periods }, () => given[0]) : given;
  return all.map((period) =>
    period.length === 1 ? Array.from({ length: players }, () => period[0]) : period,
  );
}

/** A count that is not usable is the API's to refuse. */
function countOf(value: unknown, usual: number, most: number): number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most
    ? (value as number)
    : usual;
}
