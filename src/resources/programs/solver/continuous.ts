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
import { type Options, type Solved, withSession } from './session';

export interface Checked {
  readonly solved: Solved;
  readonly found: Duality | null;
  readonly holds: boolean;
}

const linearAttempts: readonly Options[] = [
  {},
  { presolve: 'off', solver: 'simplex' },
  { presolve: 'off', solver: 'simplex', simplex_strategy: 4 },
  { solver: 'ipm' },
];

const quadraticAttempts: readonly Options[] = [
  { qp_regularization_value: 0 },
  {},
  { presolve: 'off', qp_regularization_value: 0 },
  { presolve: 'off', qp_regularization_value: 1e-9 },
];

/** The first answer whose certificate holds, else the best. */
export function solveChecked(
  highs: Highs,
  model: Model,
  settings: Settings,
  clock: Clock,
): Checked {
  const attempts = model.hessian === null ? linearAttempts : quadraticAttempts;
  let best: Checked | undefined;
  for (const options of attempts) {
    if (best !== undefined && clock.isLate()) break;
    const solved = withSession(highs, model, { ...limitsOf(settings, clock), ...options }, (s) =>
      s.solve(),
    );
    const { x, y } = solved;
    const found = x === null || y === null ? null : duality(model, x, y);
    const holds = found !== null && dualityCertificate(found, settings.tolerance).holds;
    const checked = { solved, found, holds };
    if (holds) return checked;
    if (best === undefined || errorOf(checked) < errorOf(best)) best = checked;
    // limits, and what has no answer, are for others to settle
    if (!['optimal', 'unknown'].includes(solved.outcome)) return best;
  }
  return best as Checked;
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
  const { solved, found, holds } = checked;
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
  if (!isLimit || solved.x === null) {
    const proven = isLimit ? null : diagnose(highs, model, settings, clock, solver);
    if (proven !== null) return proven;
  }
  return atLimit(checked, settings, solver);
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
    ...emptyAnswer(dualityCertificate(found, tolerance), solver),
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
