/**
 * The points of a scenario: every combination of the values of its axes, the last axis fastest (cartesian), or
 * the values that stand in the same place (broadcast), where one value stands in all places.
 */

import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { type ContestGame, type ContestParameters, completeGame } from '../parameters';
import { plainObject } from '../values';
import { completeAxes, mostPoints, type ScenarioAxis, type VariedValue, type Vary } from './axes';
import { type GivenGame, replaced } from './paths';
import { plainCopy } from './plain';

export type Expansion = 'cartesian' | 'broadcast';

export interface ExpandedPoint {
  /** Its place along each axis of the shape. */
  readonly point: readonly number[];
  /** The value of each thing varied. */
  readonly values: readonly VariedValue[];
  readonly parameters: ContestParameters;
}

/** Plain data: it may be sent to another thread. */
export interface Plan {
  readonly game: GivenGame;
  readonly axes: readonly ScenarioAxis[];
  readonly expand: Expansion;
  readonly shape: readonly number[];
  readonly total: number;
}

const expansions = ['cartesian', 'broadcast'] as const;

/** @throws ParameterError */
export function planOf(
  { math }: Pick<Backend, 'math'>,
  parameters: unknown,
  vary: unknown,
  expansion: unknown = 'cartesian',
): Plan {
  const given = plainObject('game', parameters ?? {}, 'an object of parameters');
  const game = plainCopy('game', given) as GivenGame;
  if (!expansions.includes(expansion as Expansion)) {
    throw new ParameterError('expand', expansion, `one of ${expansions.join(', ')}`, 'type');
  }
  return planOver(game, completeAxes(math, game, vary), expansion as Expansion);
}

/** @throws ParameterError where axes do not go together, or make too many points */
export function planOver(game: GivenGame, axes: readonly ScenarioAxis[], expand: Expansion): Plan {
  const lengths = axes.map(({ values }) => values.length);
  const longest = Math.max(...lengths);
  const odd = lengths.findIndex((length) => length !== 1 && length !== longest);
  if (expand === 'broadcast' && odd >= 0) {
    const expected = `${longest} values or one where values go together`;
    throw new ParameterError(`vary.${odd}.values`, axes[odd].values, expected);
  }
  const shape = expand === 'broadcast' ? [longest] : lengths;
  const total = shape.reduce((product, length) => product * length, 1);
  if (total > mostPoints) {
    throw new ParameterError('vary', total, `axes that make at most ${mostPoints} points`);
  }
  return { game, axes, expand, shape, total };
}

/**
 * The games of a scenario, unsolved.
 *
 * @throws ParameterError naming the first thing that is not usable, in what is varied or in a game
 */
export function expand(
  backend: Pick<Backend, 'math'>,
  game: ContestParameters,
  vary: readonly Vary[],
  how: Expansion = 'cartesian',
): ExpandedPoint[] {
  const plan = planOf(backend, game, vary, how);
  return Array.from({ length: plan.total }, (_, index) => {
    const parameters = parametersOf(plan, index);
    complete(parameters, index);
    return { point: placeOf(plan, index), values: valuesOf(plan, index), parameters };
  });
}

/** The place of a point along each axis of the shape. */
export function placeOf({ shape }: Plan, index: number): number[] {
  const place = shape.map(() => 0);
  let rest = index;
  for (let k = shape.length - 1; k >= 0; k--) {
    place[k] = rest % shape[k];
    rest = (rest - place[k]) / shape[k];
  }
  return place;
}

export function valuesOf(plan: Plan, index: number): VariedValue[] {
  const place = placeOf(plan, index);
  return plan.axes.map(({ values }, k) => {
    if (plan.expand === 'cartesian') return values[place[k]];
    return values[values.length === 1 ? 0 : place[0]];
  });
}

/** The game as it was given, with the values of a point. */
export function parametersOf(plan: Plan, index: number): ContestParameters {
  const values = valuesOf(plan, index);
  const set = (game: GivenGame, ofOnePlayer: boolean) =>
    plan.axes.reduce((changed, { parameters, player }, k) => {
      if ((player !== undefined) !== ofOnePlayer) return changed;
      return parameters.reduce((now, name) => replaced(now, name, values[k], player), changed);
    }, game);
  // one player's number replaces what all players have, whichever is named first
  return set(set(plan.game, false), true) as ContestParameters;
}

/** The game of a point, complete. @throws ParameterError whose path begins with the point's */
export function gameOf(plan: Plan, index: number): ContestGame {
  return complete(parametersOf(plan, index), index);
}

function complete(parameters: ContestParameters, index: number): ContestGame {
  try {
    return completeGame(parameters);
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    const { path, given, expected, kind } = error;
    throw new ParameterError(`points.${index}.${path}`, given, expected, kind);
  }
}
