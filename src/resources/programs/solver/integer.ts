/** Integer programs: HiGHS's search, then prices with the integers fixed, then a proof of the bound. */

import type { Highs } from 'highs';
import type { FlatAnswer, Settings } from '../answer';
import { duality } from '../certificate/duality';
import { fixedAt, infeasibility, type Model, objectiveOf, relaxed, tightened } from '../model';
import type { ProgramCertificate } from '../types';
import type { Clock } from './clock';
import { pricesAndRanges, solveChecked } from './continuous';
import { diagnose } from './diagnose';
import { emptyAnswer, emptyCertificate } from './parts';
import { type Options, type Outcome, withSession } from './session';
import { proveBySearch } from './tree';

interface Search {
  readonly outcome: Outcome;
  readonly x: Float64Array | null;
  readonly bound: number;
  readonly nodes: number;
}

export function solveInteger(
  highs: Highs,
  given: Model,
  settings: Settings,
  clock: Clock,
  solver: string,
): FlatAnswer {
  const model = tightened(given);
  const crossed = model.lower.findIndex((low, j) => low > model.upper[j]);
  if (crossed >= 0) return withoutWhole(given, crossed, settings, solver);
  const search = searchOf(highs, model, settings, clock);
  if (search.x !== null && search.outcome !== 'unbounded') {
    const answer = withPlan(highs, model, search, search.x, settings, clock, solver);
    if (answer.certificate.holds || search.outcome !== 'optimal' || clock.isLate()) return answer;
    // what is nearly whole may not stand when it is whole
    const strict = searchOf(highs, model, settings, clock, { mip_feasibility_tolerance: 1e-9 });
    if (strict.x === null || strict.outcome !== 'optimal') return answer;
    const again = withPlan(highs, model, strict, strict.x, settings, clock, solver);
    return again.certificate.holds ? again : answer;
  }
  if (search.outcome === 'time' || search.outcome === 'iterations') {
    return {
      ...emptyAnswer(emptyCertificate('none', settings.tolerance), solver),
      limit: limitOf(search, settings),
      mip: { gap: Number.POSITIVE_INFINITY, bound: search.bound, nodes: search.nodes },
    };
  }
  return withoutPlan(highs, model, search, settings, clock, solver);
}

/** No whole number lies between the bounds of an integer. */
function withoutWhole(
  { lower, upper }: Model,
  index: number,
  { tolerance }: Settings,
  solver: string,
): FlatAnswer {
  const none = Number.POSITIVE_INFINITY;
  const sides =
    lower[index] === upper[index] ? (['lower'] as const) : (['lower', 'upper'] as const);
  const items = sides.map((side) => ({ kind: 'column' as const, index, side }));
  const certificate: ProgramCertificate = {
    ...emptyCertificate('branch-and-bound', tolerance),
    holds: true,
    provenBy: 'search',
  };
  return {
    ...emptyAnswer(certificate, solver),
    status: 'infeasible',
    conflict: { items, irreducible: true },
    mip: { gap: none, bound: none, nodes: 0 },
  };
}

/**
 * HiGHS's own tolerance of what is whole, 1e-6, unless `extra` says otherwise: with 1e-9 it throws away nodes
 * that hold the optimum of some programs with large coefficients.
 */
function searchOf(
  highs: Highs,
  model: Model,
  settings: Settings,
  clock: Clock,
  extra: Options = {},
): Search {
  const { nodeLimit, iterationLimit, gap } = settings;
  const time = clock.left();
  const options: Options = {
    mip_rel_gap: gap,
    mip_abs_gap: 1e-9,
    ...(time === Number.POSITIVE_INFINITY ? {} : { time_limit: time }),
    ...(nodeLimit === null ? {} : { mip_max_nodes: nodeLimit }),
    ...(iterationLimit === null ? {} : { simplex_iteration_limit: iterationLimit }),
    ...extra,
  };
  return withSession(highs, model, options, (session) => {
    const { outcome, x } = session.solve();
    const bound = session.info('mip_dual_bound');
    const nodes = Math.max(0, session.info('mip_node_count'));
    return { outcome, x, bound, nodes };
  });
}

function limitOf({ outcome }: Search, { nodeLimit }: Settings): FlatAnswer['limit'] {
  if (outcome === 'time') return 'time';
  if (outcome === 'iterations') return nodeLimit === null ? 'iterations' : 'nodes';
  return null;
}

/** The whole plan nearest to what was found, with the rest solved again for it. */
function withPlan(
  highs: Highs,
  model: Model,
  search: Search,
  found: Float64Array,
  settings: Settings,
  clock: Clock,
  solver: string,
  isAgain = false,
): FlatAnswer {
  const { tolerance, gap } = settings;
  const fixed = withMenus(fixedAt(model, found), settings);
  const inner = solveChecked(highs, fixed, { ...settings, iterationLimit: null }, clock);
  const { x, y } = inner.holds ? inner.solved : { x: null, y: null };
  const plan = x ?? found;
  const objective = objectiveOf(model, plan);
  const integrality = distanceToWhole(model, plan);
  const primalInfeasibility = infeasibility(model, plan);
  const scale = 1 + Math.abs(objective);
  const isFeasible = primalInfeasibility <= tolerance && integrality <= tolerance;
  const allowed = Math.max(gap, 1e-9) * scale;
  const proof = proveBySearch(
    highs,
    model,
    isFeasible && x !== null ? objective : Number.POSITIVE_INFINITY,
    allowed,
    settings.proofNodes,
    clock.isLate,
  );
  if (proof.better !== null && !isAgain) {
    // the search found what HiGHS had missed: it counts where it can be certified
    const bound = Math.min(proof.bound, search.bound);
    const again = { ...search, x: proof.better, bound };
    const answer = withPlan(highs, model, again, proof.better, settings, clock, solver, true);
    if (answer.certificate.holds) return answer;
  }
  const isProven = proof.bound >= objective - Math.max(allowed, tolerance * scale);
  const bound = isProven ? Math.min(proof.bound, objective) : Math.min(search.bound, objective);
  const relative = (objective - bound) / scale;
  const dual = x === null || y === null ? null : duality(fixed, x, y);
  const certificate: ProgramCertificate = {
    ...emptyCertificate('branch-and-bound', tolerance),
    holds: isFeasible && relative <= Math.max(tolerance, gap) && dual !== null,
    primalInfeasibility,
    dualInfeasibility: dual?.dualInfeasibility ?? null,
    complementarySlackness: dual?.complementarySlackness ?? null,
    gap: relative,
    bound,
    integrality,
    provenBy: isProven ? 'search' : 'solver',
  };
  // a bound that the proof has and HiGHS has not is as good
  const isDone = certificate.holds && (search.outcome === 'optimal' || isProven);
  const answer: FlatAnswer = {
    ...emptyAnswer(certificate, solver),
    status: isDone ? 'converged' : 'iteration-limit',
    limit: isDone ? null : limitOf(search, settings),
    objective,
    x: plan,
    mip: { gap: relative, bound, nodes: search.nodes },
    integersFixed: true,
  };
  if (x === null || y === null || dual === null) return answer;
  const z = dual.reducedCosts;
  const fine = pricesAndRanges(highs, fixed, x, y, z, settings, clock);
  // with integers fixed, their costs may be anything
  return { ...answer, y, z, ...fine, costs: null };
}

/** The variable of each menu at the value that its binaries choose; the sums of menus follow the rows. */
function withMenus(fixed: Model, { constraints }: Settings): Model {
  const { rows, starts, indices, values } = fixed;
  const lower = fixed.lower.slice();
  const upper = fixed.upper.slice();
  for (let i = constraints + 1; i < rows; i += 2) {
    let chosen = 0;
    for (let k = starts[i] + 1; k < starts[i + 1]; k++) chosen -= values[k] * lower[indices[k]];
    const j = indices[starts[i]];
    // bounds beside the menu stay
    if (chosen < lower[j] || chosen > upper[j]) continue;
    lower[j] = chosen + 0;
    upper[j] = chosen + 0;
  }
  return { ...fixed, lower, upper };
}

function distanceToWhole({ integer }: Model, x: Float64Array): number {
  return x.reduce(
    (most, value, j) =>
      integer[j] === 0 ? most : Math.max(most, Math.abs(value - Math.round(value))),
    0,
  );
}

/** No plan was found: impossible, without end, or not known. */
function withoutPlan(
  highs: Highs,
  model: Model,
  search: Search,
  settings: Settings,
  clock: Clock,
  solver: string,
): FlatAnswer {
  const { tolerance } = settings;
  const linear = diagnose(highs, relaxed(model), settings, clock, solver);
  if (linear?.status === 'infeasible') return linear;
  const costless = { ...model, cost: new Float64Array(model.columns) };
  if (linear?.status === 'unbounded') {
    // with whole or fractional data, a multiple of the direction is whole: one whole plan is enough
    const whole = searchOf(highs, costless, settings, clock);
    if (whole.x !== null) {
      const integrality = distanceToWhole(model, whole.x);
      const primalInfeasibility = infeasibility(model, whole.x);
      const holds =
        linear.certificate.holds && Math.max(integrality, primalInfeasibility) <= tolerance;
      const certificate = { ...linear.certificate, integrality, primalInfeasibility, holds };
      return { ...linear, x: whole.x, certificate };
    }
  }
  const none = Number.POSITIVE_INFINITY;
  const proof = proveBySearch(highs, costless, none, 0, settings.proofNodes, clock.isLate);
  if (proof.better !== null) {
    return withPlan(highs, model, search, proof.better, settings, clock, solver);
  }
  const isProven = proof.bound === none;
  const certificate: ProgramCertificate = {
    ...emptyCertificate('branch-and-bound', tolerance),
    holds: isProven,
    provenBy: isProven ? 'search' : 'solver',
  };
  const answer = emptyAnswer(certificate, solver);
  const isSaid = search.outcome === 'infeasible' || search.outcome === 'either';
  const status = isProven || isSaid ? 'infeasible' : 'iteration-limit';
  return { ...answer, status, mip: { gap: none, bound: none, nodes: search.nodes } };
}
