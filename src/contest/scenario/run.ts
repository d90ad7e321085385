/**
 * The points of a scenario, solved one after the other.
 *
 * A point is started from the first equilibrium of the one before it, too. So that a point does not hang on
 * where a slice begins, this goes on within runs of eight points along the last axis only, and a slice that
 * begins inside a run solves the run's first points again.
 */

import type { Backend, BackendName } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import type { ContestGame } from '../parameters';
import { completeSolveOptions } from '../solve/options';
import type { ContestSolution, SolveOptions } from '../solve/result';
import type { Strategies } from '../strategies';
import { rowOf, type ScenarioRow } from './columns';
import { gameOf, type Plan } from './plan';

/** What finds the equilibria of a game. */
export type Solver = (
  backend: Backend,
  game: ContestGame,
  options: SolveOptions,
) => ContestSolution;

/** All that points hang on. Plain data: it may be sent to another thread. */
export interface Run {
  readonly plan: Plan;
  readonly solve: SolveOptions;
  readonly follow: boolean;
  readonly backend: BackendName;
}

export interface Solved {
  readonly solution: ContestSolution;
  readonly row: ScenarioRow;
}

const runLength = 8;

/** The first point of the run that a point is in. */
export function startOfRun({ plan: { shape }, follow }: Run, index: number): number {
  return follow ? index - ((index % shape[shape.length - 1]) % runLength) : index;
}

/** The point after the last one of the run. */
export function endOfRun({ plan: { shape }, follow }: Run, index: number): number {
  if (!follow) return index + 1;
  const row = shape[shape.length - 1];
  const along = index % row;
  return index - along + Math.min(row, along - (along % runLength) + runLength);
}

/** @throws ParameterError where the game of a point is not usable, or the options are not for it */
export function checkPoint({ plan, solve }: Run, index: number): void {
  const game = gameOf(plan, index);
  try {
    completeSolveOptions(game, solve);
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    const { path, given, expected, kind } = error;
    throw new ParameterError(`solve.${path}`, given, expected, kind);
  }
}

/** Points [from, to) in order; null for points that are solved on the way to the first. */
export function* solvePoints(
  backend: Backend,
  solver: Solver,
  run: Run,
  from: number,
  to: number,
): Generator<Solved | null> {
  if (from >= to) return;
  let before: ContestSolution | undefined;
  for (let index = startOfRun(run, from); index < to; index++) {
    const game = gameOf(run.plan, index);
    const isFirst = startOfRun(run, index) === index;
    const start = isFirst ? undefined : startFrom(game, before);
    const solution = solver(backend, game, { ...run.solve, ...(start && { start }) });
    before = solution;
    yield index < from ? null : { solution, row: rowOf(backend, game, solution) };
  }
}

/** The neighbour's first equilibrium, where it is a profile of this game. */
function startFrom(
  { players, periods, maximumSharing }: ContestGame,
  neighbour: ContestSolution | undefined,
): Strategies | undefined {
  const first = neighbour?.equilibria[0];
  if (first?.kind !== 'pure') return undefined;
  const { strategies } = first;
  if (strategies.length !== periods || strategies[0].length !== players) return undefined;
  return strategies.map((period) =>
    period.map((own) => own.map((x, k) => (k < 4 ? x : Math.min(x, maximumSharing)))),
  );
}
