/**
 * What is varied, and the values it takes: a list, or so many between two ends, evenly spaced or in equal
 * ratios,
 *
 *     v_k = from + k (to − from)/(m − 1)          v_k = from^{1 − k/(m−1)} to^{k/(m−1)},   k = 0 … m − 1
 */

import * as v from 'valibot';
import type { ElementaryFunctions } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { parse, wholeNumber } from '../../engine/parameters';
import { linearSpace } from '../../numerics/grid';
import { isList } from '../values';
import { checkValue, type GivenGame, isOfPlayers, playersOf, requireName } from './paths';

/** A number for all players, or one for each. */
export type VariedValue = number | readonly number[];

type VariedNames =
  /** The path of a number in the game's parameters, e.g. `disasterCost`, `cost.safety`. */
  | { readonly parameter: string }
  /** Several that take the same values together. */
  | { readonly parameters: readonly string[] };

type VariedValues =
  | { readonly values: readonly VariedValue[] | Float64Array }
  | {
      readonly from: number;
      readonly to: number;
      /** From 2 to a million. */
      readonly count: number;
      /** Evenly, or in equal ratios. Default linear. */
      readonly spacing?: 'linear' | 'log';
    };

/** One axis of a scenario. */
export type Vary = VariedNames &
  VariedValues & {
    /** Whose number it is; all players' where left out. */
    readonly player?: number;
  };

/** As `Vary`, complete. */
export interface ScenarioAxis {
  readonly parameters: readonly string[];
  readonly player?: number;
  readonly values: readonly VariedValue[];
}

export const mostPoints = 1e6;
const mostAxes = 4;

const number = v.pipe(v.number('a finite number'), v.finite('a finite number'));
const entries = {
  parameter: v.optional(v.string('the name of a parameter')),
  parameters: v.optional(
    v.pipe(
      v.array(v.string('the name of a parameter'), 'an array of names'),
      v.minLength(1, 'at least one name'),
    ),
  ),
  player: v.optional(wholeNumber(0, 15)),
  values: v.optional(v.custom(isList, 'an array of numbers, or of arrays with one a player')),
  from: v.optional(number),
  to: v.optional(number),
  count: v.optional(wholeNumber(2, mostPoints)),
  spacing: v.optional(v.picklist(['linear', 'log'], 'one of linear, log')),
};
const expected = `an array of one to ${mostAxes} objects { parameter, values }`;
const axisSchema = v.strictObject(entries, 'an object { parameter, values }');
type GivenAxis = v.InferOutput<typeof axisSchema>;

/**
 * @param name of the option that is given
 * @param least number of axes
 * @throws ParameterError naming the first thing that is not usable
 */
export function completeAxes(
  math: ElementaryFunctions,
  game: GivenGame,
  given: unknown,
  name = 'vary',
  least = 1,
): ScenarioAxis[] {
  if (!Array.isArray(given)) throw new ParameterError(name, given, expected, 'type');
  if (given.length < least || given.length > mostAxes) {
    throw new ParameterError(name, given, expected);
  }
  const schema = v.object({ [name]: v.array(axisSchema) });
  const axes = parse(schema, { [name]: given }, name, Object.keys(entries))[name].map((axis, k) =>
    completeAxis(math, game, axis, `${name}.${k}`),
  );
  requireDifferent(axes, name);
  return axes;
}

/** @throws ParameterError where two axes are of the same number */
export function requireDifferent(axes: readonly ScenarioAxis[], name: string): void {
  const seen = new Set<string>();
  axes.forEach(({ parameters, player }, k) => {
    for (const parameter of parameters) {
      const key = `${parameter} ${player ?? ''}`;
      if (seen.has(key)) {
        const other = 'a parameter that is not varied already';
        throw new ParameterError(`${name}.${k}.parameter`, parameter, other);
      }
      seen.add(key);
    }
  });
}

function completeAxis(
  math: ElementaryFunctions,
  game: GivenGame,
  axis: GivenAxis,
  path: string,
): ScenarioAxis {
  const { parameter, parameters = [], player, values } = axis;
  if ((parameter === undefined) === (axis.parameters === undefined)) {
    const either = 'the name of a parameter, or several in parameters instead';
    throw new ParameterError(`${path}.parameter`, parameter, either, 'type');
  }
  const names = parameter === undefined ? parameters : [parameter];
  names.forEach((name, m) => {
    const place = parameter === undefined ? `${path}.parameters.${m}` : `${path}.parameter`;
    requireName(place, name);
    if (player === undefined || isOfPlayers(name)) return;
    throw new ParameterError(`${path}.player`, player, `nothing: ${name} is the same for all`);
  });
  if (player !== undefined && player >= playersOf(game)) {
    throw new ParameterError(
      `${path}.player`,
      player,
      `a whole number from 0 to ${playersOf(game) - 1}`,
    );
  }
  const isListed = names.every(isOfPlayers) && player === undefined;
  const one = (place: string, value: unknown): number =>
    names.map((name) => checkValue(place, name, value))[0];
  const check = (place: string, value: unknown): VariedValue =>
    isListed && isList(value)
      ? Array.from(value, (own, i) => one(`${place}.${i}`, own))
      : one(place, value);
  const list = values === undefined ? spaced(math, axis, path, one) : given(axis, path);
  return {
    parameters: names,
    ...(player === undefined ? {} : { player }),
    values: Array.from(list, (value, k) => check(`${path}.values.${k}`, value)),
  };
}

function given(axis: GivenAxis, path: string): ArrayLike<unknown> {
  for (const name of ['from', 'to', 'count', 'spacing'] as const) {
    if (axis[name] === undefined) continue;
    throw new ParameterError(`${path}.${name}`, axis[name], 'nothing beside values');
  }
  const values = axis.values as ArrayLike<unknown>;
  if (values.length === 0 || values.length > mostPoints) {
    throw new ParameterError(`${path}.values`, values, `from 1 to ${mostPoints} values`);
  }
  return values;
}

function spaced(
  math: ElementaryFunctions,
  { from, to, count, spacing }: GivenAxis,
  path: string,
  check: (place: string, value: unknown) => unknown,
): ArrayLike<number> {
  if (from === undefined && to === undefined && count === undefined) {
    const either = 'an array of values, or from, to and count instead';
    throw new ParameterError(`${path}.values`, undefined, either, 'type');
  }
  check(`${path}.from`, from);
  check(`${path}.to`, to);
  if (count === undefined) {
    const whole = `a whole number from 2 to ${mostPoints}`;
    throw new ParameterError(`${path}.count`, count, whole, 'type');
  }
  const [first, last] = [from as number, to as number];
  if (spacing !== 'log') return linearSpace(first, last, count);
  for (const [name, end] of [['from', first] as const, ['to', last] as const]) {
    if (end > 0) continue;
    throw new ParameterError(`${path}.${name}`, end, 'a number > 0 where spacing is log');
  }
  return Float64Array.from({ length: count }, (_, k) => {
    if (k === 0 || k === count - 1) return k === 0 ? first : last;
    const share = k / (count - 1);
    return math.pow(first, 1 - share) * math.pow(last, share);
  });
}
