/** What `compare` is asked: two games on one grid, and what is claimed of them. */

import * as v from 'valibot';
import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import type { ContestParameters } from '../parameters';
import type { SolveOptions } from '../solve/result';
import { plainObject } from '../values';
import { completeAxes, mostPoints, type ScenarioAxis } from './axes';
import { type Outcome, outcomeOf, requireOutcome } from './outcome';
import type { GivenGame } from './paths';
import { gameOf, type Plan, planOf } from './plan';
import type { ScenarioOptions } from './scenario';

const claims = ['left-greater', 'right-greater', 'equal'] as const;
export type Claim = (typeof claims)[number];

const tolerated = 'a number ≥ 0 and < 1';
const entries = {
  left: v.optional(v.unknown()),
  right: v.optional(v.unknown()),
  vary: v.optional(v.unknown()),
  varyLeft: v.optional(v.unknown(), []),
  varyRight: v.optional(v.unknown(), []),
  expand: v.optional(v.unknown(), 'cartesian'),
  outcome: v.optional(v.unknown()),
  player: v.optional(v.unknown()),
  period: v.optional(v.unknown()),
  claim: v.optional(v.picklist(claims, `one of ${claims.join(', ')}`), 'left-greater' as const),
  tolerance: v.optional(
    v.pipe(
      v.number(tolerated),
      v.check((x) => x >= 0 && x < 1, tolerated),
    ),
    1e-6,
  ),
  solve: v.optional(v.unknown()),
  follow: v.optional(v.unknown()),
};
export const compareSchema = v.strictObject(entries, 'an object of options');
type Given = v.InferOutput<typeof compareSchema>;

/** One side: its game, and the options of its scenario. */
export interface Side {
  readonly name: 'left' | 'right';
  readonly game: ContestParameters;
  readonly options: ScenarioOptions;
  readonly plan: Plan;
  /** Axes of this side only. */
  readonly axes: readonly ScenarioAxis[];
  /** Its games at each point of the common grid. */
  readonly count: number;
}

export interface CompareQuestion {
  readonly sides: readonly [Side, Side];
  readonly axes: readonly ScenarioAxis[];
  readonly outcome: Outcome;
  readonly claim: Claim;
  readonly tolerance: number;
}

/** @throws ParameterError naming the first thing that is not usable */
export function questionOf(backend: Backend, given: Given): CompareQuestion {
  const outcome = outcomeOf(given.outcome, given.player, given.period);
  const { claim, tolerance } = given;
  const left = sideOf(backend, given, 'left', 'varyLeft', outcome);
  const right = sideOf(backend, given, 'right', 'varyRight', outcome);
  const points = left.plan.total * right.count;
  if (points > mostPoints) {
    throw new ParameterError('vary', points, `axes that make at most ${mostPoints} comparisons`);
  }
  const axes = left.plan.axes.slice(0, left.plan.axes.length - left.axes.length);
  return { sides: [left, right], axes, outcome, claim, tolerance };
}

function sideOf(
  backend: Backend,
  given: Given,
  name: Side['name'],
  own: 'varyLeft' | 'varyRight',
  outcome: Outcome,
): Side {
  const game = plainObject(name, given[name], 'an object of parameters') as GivenGame;
  const { expand, solve, follow } = given;
  const axes = completeAxes(backend.math, game, given[own], own, 0);
  if (axes.length > 0 && expand === 'broadcast') {
    throw new ParameterError(own, given[own], 'nothing where values go together');
  }
  const vary = [...completeAxes(backend.math, game, given.vary), ...axes];
  const plan = planOf(backend, game, vary, expand);
  const side: Side = {
    name,
    game: game as ContestParameters,
    options: {
      vary,
      expand: plan.expand,
      ...(solve !== undefined && { solve: solve as SolveOptions }),
      ...(follow !== undefined && { follow: follow as boolean }),
    },
    plan,
    axes,
    count: axes.reduce((product, { values }) => product * values.length, 1),
  };
  try {
    requireOutcome(outcome, leastShape(plan));
  } catch (error) {
    throw sidedError(side, error);
  }
  return side;
}

/** The fewest players and periods of a plan's games, and their inputs. */
function leastShape(plan: Plan) {
  const { inputs, players, periods } = gameOf(plan, 0);
  const least = (name: string, first: number) =>
    plan.axes
      .filter(({ parameters }) => parameters.includes(name))
      .flatMap(({ values }) => values as readonly number[])
      .reduce((fewest, value) => Math.min(fewest, value), first);
  return { inputs, players: least('players', players), periods: least('periods', periods) };
}

/** The same error, with the side where it is about a point's game. */
export function sidedError({ name }: Pick<Side, 'name'>, error: unknown): unknown {
  if (!(error instanceof ParameterError) || !error.path.startsWith('points.')) return error;
  const { path, given, expected, kind } = error;
  return new ParameterError(`${name}.${path}`, given, expected, kind);
}
