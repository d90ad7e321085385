/**
 * `contest.compare`: whether one kind of game has more of something than another, wherever the two are put.
 *
 * Both games are solved on the same grid and compared point by point. With axes of its own (`varyLeft`,
 * `varyRight`) a side has several games at a point of the common grid, and each of one side is compared with
 * each of the other there. A difference counts where it exceeds tolerance · max(|left|, |right|), of payoffs also
 * tolerance · stakes (`payoffScale`).
 *
 * Source: `solve_left_right` and "Tips for testing claims" of AIIncentives.jl
 * (https://github.com/quevivasbien/AIIncentives.jl).
 */

import type { Backend, BackendName } from '../../engine/backend';
import { parse } from '../../engine/parameters';
import type { Progress, Status } from '../../engine/result';
import type { ContestParameters } from '../parameters';
import { payoffScale } from '../scale';
import type { ScenarioAxis, VariedValue, Vary } from './axes';
import {
  type Claim,
  type CompareQuestion,
  compareSchema,
  questionOf,
  type Side,
  sidedError,
} from './compare-question';
import { factsOf } from './facts';
import { type Outcome, type OutcomeName, outcomeValue } from './outcome';
import { gameOf, valuesOf } from './plan';
import type { Solver } from './run';
import {
  type ScenarioOptions,
  type ScenarioResult,
  type ScenarioRun,
  scenario,
  scenarioAsync,
  statusOf,
} from './scenario';

export interface CompareOptions
  extends Pick<ScenarioOptions, 'vary' | 'expand' | 'solve' | 'follow'> {
  readonly left: ContestParameters;
  readonly right: ContestParameters;
  /** What varies on one side only; where values do not go together. */
  readonly varyLeft?: readonly Vary[];
  readonly varyRight?: readonly Vary[];
  readonly outcome: OutcomeName;
  /** Whose; the mean over players where left out. */
  readonly player?: number;
  /** The period of what differs by period; the last where left out. */
  readonly period?: number;
  /** Default left-greater. */
  readonly claim?: Claim;
  /** What differences are held to, ≥ 0 and < 1. Default 1e-6. */
  readonly tolerance?: number;
}

export interface ComparedPoint {
  /** Of the common axes, then of the left side's own, then of the right side's. */
  readonly values: readonly VariedValue[];
  /** Of the first equilibrium; null where there is none. */
  readonly left: number | null;
  readonly right: number | null;
  /** left − right. */
  readonly difference: number | null;
  /** Least and greatest over all equilibria. */
  readonly leftRange: readonly [number, number] | null;
  readonly rightRange: readonly [number, number] | null;
  /** Null where a side has no equilibrium. */
  readonly holds: boolean | null;
}

export interface CompareResult {
  readonly backend: BackendName;
  /** That of the solutions; `cancelled`: points are those that were solved on both sides. */
  readonly status: Status;
  readonly outcome: Outcome;
  readonly claim: Claim;
  readonly tolerance: number;
  readonly axes: readonly ScenarioAxis[];
  readonly axesLeft: readonly ScenarioAxis[];
  readonly axesRight: readonly ScenarioAxis[];
  readonly points: readonly ComparedPoint[];
  /** Points where the claim holds, where it does not, and where a side has no equilibrium. */
  readonly holds: number;
  readonly fails: number;
  readonly undecided: number;
  /** How the points that are decided came out, whatever is claimed. */
  readonly counts: Readonly<Record<Claim, number>>;
  /** Whether the claim holds at every point. */
  readonly everywhere: boolean;
}

/** @throws ParameterError naming the first thing that is not usable */
export function compare(backend: Backend, solver: Solver, options: CompareOptions): CompareResult {
  const question = questionOf(backend, parse(compareSchema, options, 'options'));
  const results = question.sides.map((side) => {
    try {
      return scenario(backend, solver, side.game, side.options);
    } catch (error) {
      throw sidedError(side, error);
    }
  });
  return resultOf(backend, question, results);
}

/** As `compare`, run as `scenarioAsync`; `done` and `total` count points of both sides. */
export async function compareAsync(
  backend: Backend,
  solver: Solver,
  options: CompareOptions,
  running: ScenarioRun = {},
): Promise<CompareResult> {
  const question = questionOf(backend, parse(compareSchema, options, 'options'));
  const total = question.sides.reduce((sum, { plan }) => sum + plan.total, 0);
  const results: ScenarioResult[] = [];
  let before = 0;
  for (const side of question.sides) {
    const report = running?.onProgress;
    const watched =
      typeof report === 'function'
        ? { ...running, onProgress: ({ done }: Progress) => report({ done: before + done, total }) }
        : running;
    try {
      results.push(await scenarioAsync(backend, solver, side.game, side.options, watched));
    } catch (error) {
      throw sidedError(side, error);
    }
    before += side.plan.total;
  }
  return resultOf(backend, question, results);
}

/** What one side has at a point: of each equilibrium, the first one first. */
interface SidePoint {
  readonly values: readonly (number | null)[];
  /** What differences of payoffs are compared with, 0 of other things. */
  readonly stakes: number;
}

function sidePoints(
  backend: Backend,
  { plan }: Side,
  { outcome }: CompareQuestion,
  { points }: ScenarioResult,
): SidePoint[] {
  const isPayoff = outcome.name === 'payoff' || outcome.name === 'totalPayoff';
  return points.map(({ index, solution }) => {
    const game = gameOf(plan, index);
    return {
      values: solution.equilibria.map((equilibrium) =>
        outcomeValue(outcome, factsOf(backend, game, equilibrium)),
      ),
      stakes: isPayoff ? payoffScale(game) : 0,
    };
  });
}

function resultOf(
  backend: Backend,
  question: CompareQuestion,
  results: readonly ScenarioResult[],
): CompareResult {
  const { sides, outcome, claim, tolerance, axes } = question;
  const [lefts, rights] = sides.map((side, k) => sidePoints(backend, side, question, results[k]));
  const [manyLeft, manyRight] = sides.map(({ count }) => count);
  const points: ComparedPoint[] = [];
  const counts = { 'left-greater': 0, 'right-greater': 0, equal: 0 };
  for (let l = 0; l < lefts.length; l++) {
    const place = Math.floor(l / manyLeft);
    for (let r = place * manyRight; r < Math.min((place + 1) * manyRight, rights.length); r++) {
      const found = relation(lefts[l], rights[r], tolerance);
      if (found !== null) counts[found]++;
      const own = valuesOf(sides[1].plan, r).slice(axes.length);
      points.push({
        values: [...valuesOf(sides[0].plan, l), ...own],
        ...figuresOf(lefts[l], rights[r]),
        holds: found === null ? null : found === claim,
      });
    }
  }
  const decided = counts['left-greater'] + counts['right-greater'] + counts.equal;
  const isCancelled = results.some(({ status }) => status === 'cancelled');
  return {
    backend: backend.name,
    status: isCancelled ? 'cancelled' : statusOf(results.map(({ status }) => status)),
    outcome,
    claim,
    tolerance,
    axes,
    axesLeft: sides[0].axes,
    axesRight: sides[1].axes,
    points,
    holds: counts[claim],
    fails: decided - counts[claim],
    undecided: points.length - decided,
    counts,
    everywhere: !isCancelled && counts[claim] === points.length,
  };
}

/** Which is true of the first equilibria; null where a side has none. */
function relation(left: SidePoint, right: SidePoint, tolerance: number): Claim | null {
  const [l = null] = left.values;
  const [r = null] = right.values;
  if (l === null || r === null) return null;
  const scale = Math.max(Math.abs(l), Math.abs(r), left.stakes, right.stakes);
  if (Math.abs(l - r) <= tolerance * scale) return 'equal';
  return l > r ? 'left-greater' : 'right-greater';
}

function figuresOf({ values: left }: SidePoint, { values: right }: SidePoint) {
  const [l = null] = left;
  const [r = null] = right;
  return {
    left: l,
    right: r,
    difference: l === null || r === null ? null : l - r,
    leftRange: rangeOf(left),
    rightRange: rangeOf(right),
  };
}

function rangeOf(values: readonly (number | null)[]): [number, number] | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : [Math.min(...known), Math.max(...known)];
}
