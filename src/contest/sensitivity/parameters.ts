/**
 * The numbers of a game by name, and games in which one of them is a little more or less: of all players
 * together or of one, in all periods.
 */

import { ParameterError } from '../../engine/errors';
import { contestFields, matrixField } from '../../engine/kernels/contest';
import type { ParameterSpec } from '../../engine/parameters';
import { inputNames } from '../costs';
import type { ContestGame, ContestParameters } from '../parameters';
import { contestTable } from '../table';
import { completeNumber } from '../values';
import { central, oneSided, type Stencil } from './differences';

/** A number of a game: how it stands there, by period, then by player; costs to a player may be a row. */
export interface GameParameter {
  readonly name: string;
  readonly spec: ParameterSpec;
  /** Whether players may differ in it. */
  readonly isOfPlayers: boolean;
  /** [period][player]; [period] of one entry where it is the same for all. */
  readonly values: readonly (readonly (readonly number[])[])[];
}

/** Which side of its value a number can move to. */
export type Side = 'both' | 'above' | 'below';

/** By how much of its size a number is moved. */
const relativeStep = 0.01;

type Given = Readonly<Record<string, unknown>>;
const fieldsOf = (given: unknown): Given =>
  typeof given === 'object' && given !== null ? (given as Given) : {};

/** Names of the numbers that have a say in a game. */
export function namesOf(parameters: ContestParameters, game: ContestGame): string[] {
  const { inputs, periods, model } = game;
  const cost = fieldsOf(parameters.cost);
  const kind = cost.kind ?? 'unit';
  const prices = inputNames.slice(0, inputs);
  const certified = Object.keys(fieldsOf(cost.certified));
  const isWeighted = model.risk === 'additive' || model.risk === 'multiplicative';
  return [
    'safetyProductivity',
    'safetyElasticity',
    'performanceProductivity',
    'performanceElasticity',
    'risk.theta',
    ...(isWeighted ? ['risk.weights'] : []),
    ...(parameters.contestSuccess?.kind === 'ratio-with-draw' ? ['contestSuccess.scale'] : []),
    'reward.winFixed',
    'reward.winPerPerformance',
    'reward.loseFixed',
    'reward.losePerPerformance',
    'reward.onDisaster',
    'disasterCost',
    ...prices.map((input) => `cost.${input}`),
    ...prices.filter((input) => certified.includes(input)).map((each) => `cost.certified.${each}`),
    ...(kind === 'linear' ? prices.map((input) => `cost.slope.${input}`) : []),
    ...(kind === 'certification' || kind === 'penalty' ? ['cost.threshold'] : []),
    ...(kind === 'relative-certification' ? ['cost.margin'] : []),
    ...(kind === 'penalty' ? ['cost.penalty'] : []),
    ...(periods > 1 || model.lastPeriodForever ? ['discountFactor'] : []),
  ];
}

export function parameterOf(
  parameters: ContestParameters,
  game: ContestGame,
  name: string,
): GameParameter {
  const { players, periods, inputs, model } = game;
  const isOfPlayers = name !== 'contestSuccess.scale';
  const spec = specOf(name);
  const size = players * periods;
  const given = name.split('.').reduce<unknown>((at, key) => fieldsOf(at)[key], parameters);
  const isRaw = name === 'risk.weights' || !isOfPlayers;
  const numbers = isRaw
    ? completeNumber(name, given, spec, { players: isOfPlayers ? players : 1, periods })
    : model.numbers.subarray(size * fieldOf(name, inputs), size * (fieldOf(name, inputs) + 1));
  const isMatrix = name === 'disasterCost' && model.hasMatrix;
  const entry = (t: number, i: number): number[] => {
    const own = numbers[i * periods + t];
    if (!isMatrix) return [own];
    return Array.from({ length: players }, (_, j) => {
      return own + model.numbers[size * matrixField(inputs, j) + i * periods + t];
    });
  };
  const values = Array.from({ length: periods }, (_, t) =>
    Array.from({ length: isOfPlayers ? players : 1 }, (_, i) => entry(t, i)),
  );
  return { name, spec, isOfPlayers, values };
}

/** The array of a model that a number is. */
function fieldOf(name: string, inputs: number): number {
  const parts = name.split('.');
  const last = parts[parts.length - 1];
  if (parts[0] !== 'cost') return contestFields[last as keyof typeof contestFields];
  if (last === 'threshold' || last === 'margin') return contestFields.threshold;
  if (last === 'penalty') return contestFields.penalty;
  const row = parts.length === 2 ? 0 : parts[1] === 'certified' ? 1 : 2;
  return contestFields.prices + row * inputs + inputNames.indexOf(last as 'safety');
}

function specOf(name: string): ParameterSpec {
  const rows: Readonly<Record<string, ParameterSpec>> = contestTable;
  return rows[name] ?? rows[name.startsWith('cost.slope.') ? 'cost.slope' : 'cost.price'];
}

/** The numbers that move: of a player, or (`null`) of all. */
function moving({ values, isOfPlayers }: GameParameter, player: number | null): number[] {
  return values.flatMap((row) => (player === null || !isOfPlayers ? row.flat() : row[player]));
}

/** The number itself, where it is one. */
export function commonValue(parameter: GameParameter, player: number | null): number | null {
  const [first, ...rest] = moving(parameter, player);
  return rest.every((value) => value === first) ? first : null;
}

export interface Movement {
  readonly side: Side;
  readonly stencil: Stencil;
  /** A change that counts as a hundred per cent. */
  readonly size: number;
}

/** How the number moves without leaving its domain; nothing where it cannot. */
export function movementOf(
  parameter: GameParameter,
  player: number | null,
  { periods, model }: ContestGame,
): Movement | undefined {
  const values = moving(parameter, player);
  const { spec, name } = parameter;
  const least = spec.exclusiveMinimum ?? spec.minimum ?? Number.NEGATIVE_INFINITY;
  const most = spec.exclusiveMaximum ?? spec.maximum ?? Number.POSITIVE_INFINITY;
  const below = Math.min(...values.map((value) => value - least));
  const above = Math.min(...values.map((value) => most - value));
  let size = Math.min(...values.map(Math.abs).filter((value) => value > 0));
  if (size === Number.POSITIVE_INFINITY) size = 1;
  if (name === 'discountFactor') {
    size = (model.lastPeriodForever ? Math.min(size, above) : size) / periods;
  }
  const h = relativeStep * size;
  if (below > h && above > h) return { side: 'both', stencil: central(h), size };
  if (above >= h) return { side: 'above', stencil: oneSided(h), size };
  if (below >= h) return { side: 'below', stencil: oneSided(-h), size };
  return undefined;
}

/** The game's parameters with the number moved by `change`. */
export function moved(
  parameters: ContestParameters,
  { name, values, isOfPlayers }: GameParameter,
  player: number | null,
  change: number,
): ContestParameters {
  const byPeriod = values.map((row) => {
    const next = row.map((entry, i) => {
      const numbers = entry.map((x) => (player === null || player === i ? x + change : x));
      return numbers.length === 1 ? numbers[0] : numbers;
    });
    return isOfPlayers ? next : next[0];
  });
  const put = (object: Given, [first, ...rest]: readonly string[]): Given => ({
    ...object,
    [first]: rest.length > 0 ? put(fieldsOf(object[first]), rest) : { byPeriod },
  });
  return put(parameters as Given, name.split('.')) as ContestParameters;
}

/** @throws ParameterError where a name is none of the game's */
export function requireNames(given: readonly string[], known: readonly string[]): void {
  given.forEach((name, k) => {
    if (known.includes(name)) return;
    const expected = `a number of this game: ${known.join(', ')}`;
    throw new ParameterError(`parameters.${k}`, name, expected);
  });
}
