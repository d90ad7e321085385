/** Linear and convex quadratic programs: solved, checked, and solved otherwise where the check fails. */

import type { Highs } from 'highs';
import type { FlatAnswer, Settings } from '../answer';
import { type Duality, duality } from '../certificate/duality';
import type { Model } from '../model';
import type { Clock } from './clock';
import { diagnose } from './diagnose';
import { DualFace, pricesOf } from './faces';
import { dualityCertificate, emptyAnswer, emptyCertificate } from './parts';
import { costRanges, sideRanges } from './ranging';
import { type Options, type Outcome, type Solved, withSession } from './session';
import { freeColumns, joined, splitColumns } from './split';

export interface Checked {
  readonly solved: Solved;
  readonly found: Duality | null;
  readonly holds: boolean;
}

interface Attempt {
  readonly options: Options;
  /** Whether free columns outside of Q are differences of two: HiGHS's active sets fail on several. */
  readonly isSplit: boolean;
}

const linearAttempts: readonly Attempt[] = [
  { options: {}, isSplit: false },
  { options: { presolve: 'off', solver: 'simplex' }, isSplit: false },
  { options: { presolve: 'off', solver: 'simplex', simplex_strategy: 4 }, isSplit: false },
  { options: { solver: 'ipm' }, isSplit: false },
];

const quadraticAttempts: readonly Attempt[] = [
  { options: { qp_regularization_value: 0 }, isSplit: false },
  { options: { qp_regularization_value: 0 }, isSplit: true },
  { options: {}, isSplit: false },
  { options: { presolve: 'off', qp_regularization_value: 0 }, isSplit: false },
  { options: { presolve: 'off', qp_regularization_value: 1e-9 }, isSplit: false },
];

/** Active sets that take more than this many iterations for a row or column go round. */
const mostTurns = 200;

const withoutAnswer: readonly Outcome[] = ['infeasible', 'unbounded', 'either'];

/**
 * The first answer whose certificate holds, else the best.
 *
 * @param isInsisting whether to go on where HiGHS says that there is no answer
 */
export function solveChecked(
  highs: Highs,
  model: Model,
  settings: Settings,
  clock: Clock,
  isInsisting = false,
): Checked {
  const free = model.hessian === null ? [] : freeColumns(model);
  const attempts = model.hessian === null ? linearAttempts : quadraticAttempts;
  let best: Checked | undefined;
  for (const { options, isSplit } of attempts) {
    if (isSplit && free.length === 0) continue;
    if (best !== undefined && clock.isLate()) break;
    const tried = isSplit ? splitColumns(model, free) : model;
    const turns = { qp_iteration_limit: mostTurns * (10 + tried.columns + tried.rows) };
    const all = { ...turns, ...limitsOf(settings, clock), ...options };
    const raw = withSession(highs, tried, all, (session) => session.solve());
    const isRound = raw.outcome === 'iterations' && settings.iterationLimit === null;
    const given: Solved = isRound ? { ...raw, outcome: 'unknown' } : raw;
    const checked = check(model, isSplit ? joined(given, model.columns, free) : given, settings);
    const { solved } = checked;
    if (checked.holds) return checked;
    if (best === undefined || errorOf(checked) < errorOf(best)) best = checked;
    // limits, and what has no answer, are for others to settle
    const isSettled = !['optimal', 'unknown'].includes(solved.outcome);
    if (isSettled && !(isInsisting && withoutAnswer.includes(solved.outcome))) return best;
  }
  return best as Checked;
}

/** Prices as they are, and without those that are rounding. What HiGHS calls no answer is none. */
function check(model: Model, solved: Solved, { tolerance }: Settings): Checked {
  const { outcome, x, y } = solved;
  if (x === null || y === null) return { solved, found: null, holds: false };
  const found = duality(model, x, y);
  if (withoutAnswer.includes(outcome)) return { solved, found, holds: false };
  if (dualityCertificate(found, tolerance).holds) return { solved, found, holds: true };
  const most = y.reduce((so, price) => Math.max(so, Math.abs(price)), 0);
  const clean = y.map((price) => (Math.abs(price) <= 1e-8 * most ? 0 : price));
  const cleaned = duality(model, x, clean);
  return dualityCertificate(cleaned, tolerance).holds
    ? { solved: { ...solved, y: clean }, found: cleaned, holds: true }
    : { solved, found, holds: false };
}

function errorOf({ found }: Checked): number {
  return found === null
    ? Number.POSITIVE_INFINITY
    : Math.max(found.primalInfeasibility, found.dualInfeasibility, found.gap);
}

function limitsOf({ iterationLimit }: Settings, clock: Clock): Options {
  const time = clock.left();
  return {
    ...(time === Number.POSITIVE_INFINITY ? {} : { time_limit: time }),
    ...(iterationLimit === null
      ? {}
      : {
          simplex_iteration_limit: iterationLimit,
          ipm_iteration_limit: iterationLimit,
          qp_iteration_limit: iterationLimit,
        }),
  };
}

export function solveContinuous(
  highs: Highs,
  model: Model,
  settings: Settings,
  clock: Clock,
  solver: string,
): FlatAnswer {
  const checked = solveChecked(highs, model, settings, clock);
  const isNone = withoutAnswer.includes(checked.solved.outcome);
  const proven = isNone ? diagnose(highs, model, settings, clock, solver) : null;
  if (proven !== null) return proven;
  // neither proven: HiGHS may be wrong
  const last = isNone ? solveChecked(highs, model, settings, clock, true) : checked;
  const { solved, found, holds } = last;
  if (holds && found !== null && solved.x !== null && solved.y !== null) {
    return {
      ...emptyAnswer(dualityCertificate(found, settings.tolerance), solver),
      status: 'converged',
      objective: found.objective,
      x: solved.x,
      y: solved.y,
      z: found.reducedCosts,
      ...pricesAndRanges(highs, model, solved.x, solved.y, found.reducedCosts, settings, clock),
    };
  }
  const isLimit = solved.outcome === 'time' || solved.outcome === 'iterations';
  const reason = isLimit || isNone ? null : diagnose(highs, model, settings, clock, solver);
  return reason ?? atLimit(last, settings, solver);
}

/** The best at hand, with what is wrong with it. */
function atLimit({ solved, found }: Checked, settings: Settings, solver: string): FlatAnswer {
  const { tolerance } = settings;
  const limit =
    solved.outcome === 'time' || solved.outcome === 'iterations' ? solved.outcome : null;
  if (found === null || solved.x === null) {
    return { ...emptyAnswer(emptyCertificate('none', tolerance), solver), limit };
  }
  return {
    ...emptyAnswer({ ...dualityCertificate(found, tolerance), holds: false }, solver),
    limit,
    objective: found.objective,
    x: solved.x,
    y: solved.y,
    z: found.reducedCosts,
  };
}

/** Which prices are unique, and how far prices and plan reach. */
export function pricesAndRanges(
  highs: Highs,
  model: Model,
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
  settings: Settings,
  clock: Clock,
): Pick<FlatAnswer, 'prices' | 'costs' | 'sides'> {
  const face = new DualFace(highs, model, x, y);
  try {
    const prices = pricesOf(face, y, clock.isLate);
    const isRanged = settings.ranging && model.hessian === null && !clock.isLate();
    if (!isRanged) return { prices, costs: null, sides: null };
    return {
      prices,
      costs: costRanges(model, face, x, settings.variables),
      sides: sideRanges(highs, model, x, y, z, settings.constraints),
    };
  } finally {
    face.dispose();
  }
}
