/**
 * Numbers of a game by name, and games with one of them replaced.
 *
 * A name is the path of the number in the game's parameters: `disasterCost`, `risk.theta`, `cost.safety`,
 * `cost.certified.safety`, `players`.
 */

import { ParameterError } from '../../engine/errors';
import { contestFields } from '../../engine/kernels/contest';
import { type ParameterSpec, unknownName } from '../../engine/parameters';
import { wholeNumber } from '../complete';
import { inputNames } from '../costs';
import { completeGame } from '../parameters';
import { contestTable } from '../table';
import { checkNumber, isList } from '../values';

/** A game as it was given. */
export type GivenGame = Readonly<Record<string, unknown>>;

const { 'cost.price': price, 'cost.slope': slope, ...rows } = contestTable;
const pricesAt = (path: string, spec: ParameterSpec) =>
  Object.fromEntries(inputNames.map((name) => [`${path}.${name}`, spec]));

const specs: Readonly<Record<string, ParameterSpec>> = {
  ...rows,
  ...pricesAt('cost', price),
  ...pricesAt('cost.certified', price),
  ...pricesAt('cost.slope', slope),
};

/** Whole numbers, with the least and the most. */
const counts: Readonly<Record<string, readonly [number, number]>> = {
  players: [2, 16],
  periods: [1, 100],
};

/** Numbers that are the same for all players. */
const shared = ['players', 'periods', 'contestSuccess.scale', 'maximumSharing'];

const names = [...Object.keys(counts), ...Object.keys(specs)];

/** @throws ParameterError where no number of a game has the name */
export function requireName(path: string, name: string): void {
  if (names.includes(name)) return;
  const inside = names.find((known) => known.endsWith(`.${name}`));
  // compared as a whole, not by what follows the last dot
  const { expected } = unknownName(name.replaceAll('.', ' '), name, names);
  const hint = inside === undefined ? '' : `; did you mean ${inside}?`;
  throw new ParameterError(path, name, inside === undefined ? expected : `${expected}${hint}`);
}

/** Whether players may differ in a number. */
export const isOfPlayers = (name: string) => !shared.includes(name);

/** @throws ParameterError where `value` is no value of the number */
export function checkValue(path: string, name: string, value: unknown): number {
  if (Object.hasOwn(counts, name)) return wholeNumber(path, value, ...counts[name]);
  return checkNumber(path, value, specs[name]);
}

/**
 * The game with another value of a number: in all periods, for all players (or one a player), or for one.
 *
 * @throws ParameterError where the game has no such player
 */
export function replaced(
  game: GivenGame,
  name: string,
  value: number | readonly number[],
  player?: number,
): GivenGame {
  const put = (object: GivenGame, [first, ...rest]: readonly string[]): GivenGame => ({
    ...object,
    [first]: rest.length > 0 ? put(fieldsOf(object[first]), rest) : next,
  });
  const next =
    player === undefined ? value : withPlayer(present(game, name), player, value, playersOf(game));
  return put(game, name.split('.'));
}

export const playersOf = (game: GivenGame) => wholeNumber('players', game.players ?? 2, 2, 16);

/** What the kernel of completion finds fault with stays as it is. */
function fieldsOf(given: unknown): GivenGame {
  return typeof given === 'object' && given !== null ? (given as GivenGame) : {};
}

function withPlayer(given: unknown, player: number, value: unknown, players: number): unknown {
  if (isList(given)) return Array.from(given, (other, i) => (i === player ? value : other));
  const { byPeriod } = fieldsOf(given);
  if (isList(byPeriod)) {
    return { byPeriod: Array.from(byPeriod, (now) => withPlayer(now, player, value, players)) };
  }
  return Array.from({ length: players }, (_, i) => (i === player ? value : given));
}

/** What the game has under a name, given or by default. */
function present(game: GivenGame, name: string): unknown {
  const given = name.split('.').reduce<unknown>((at, field) => fieldsOf(at)[field], game);
  if (given !== undefined) return given;
  // prices of certified players that are left out are those of the others
  if (name.startsWith('cost.certified.')) return present(game, name.replace('.certified', ''));
  const input = inputNames.findIndex((known) => name === `cost.${known}`);
  return input < 0 ? specs[name].default : defaultPrice(input);
}

function defaultPrice(input: number): number {
  const { players, periods, model } = completeGame({ actions: 'share' });
  return model.numbers[(contestFields.prices + input) * players * periods];
}
