/** Set covers: which sets hold all elements at the least cost. */

import type { Backend, BackendName } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import type { Status } from '../../engine/result';
import type { Label } from '../labels';
import {
  type CoverCertificate,
  certifyCover,
  certifyUncoverable,
  type NamedSet,
} from './certificate';
import { type Cover, costOf } from './cover';
import { greedyCover } from './greedy';
import {
  type CompleteCall,
  type CoverOptions,
  type CoverRatio,
  completeCall,
  coverRatio,
} from './options';
import { completeSetCover, type SetCover, type SetCoverProblem } from './problem';
import {
  type Solution,
  solveByRounding,
  solveExactly,
  solveGreedily,
  solvePrimalDual,
} from './solve';

export const setCoverMethods = ['greedy', 'primal-dual', 'rounding', 'exact'] as const;
export type SetCoverMethod = (typeof setCoverMethods)[number];
export const methodsWithPrograms: readonly string[] = ['rounding', 'exact'];
/** Most elements of all sets together where a program is solved. */
export const mostProgramMembers = 2 ** 18;

/** By default the greedy cover. */
export type SetCoverOptions = CoverOptions<SetCoverMethod>;

export interface SetCoverResult {
  /**
   * `infeasible`: there are elements that no set holds; `iteration-limit`, `cancelled`: the best cover until
   * then, with a bound.
   */
  readonly status: Extract<Status, 'converged' | 'infeasible' | 'iteration-limit' | 'cancelled'>;
  readonly method: SetCoverMethod;
  readonly backend: BackendName;
  /** Sets taken, in the order in which they were: by name, or by place. Empty where there is no cover. */
  readonly sets: readonly Label[];
  /** Null where there is no cover. */
  readonly cost: number | null;
  /** No cover costs less; `Infinity` where there is none. */
  readonly bound: number;
  readonly ratio: CoverRatio;
  /** Sets that the method took and that were superfluous in the end. */
  readonly redundant: readonly Label[];
  /** Elements that no set holds. */
  readonly uncovered: readonly Label[];
  /**
   * y_e of (CV2), by element: what covering it adds to the bound. Of `exact` and `rounding` those of the
   * relaxation, else those of dual fitting.
   */
  readonly shadowPrices: Readonly<Record<string, number>>;
  readonly certificate: CoverCertificate;
}

/**
 * Sets that hold all elements, at little cost or the least.
 *
 * - `greedy` (the default): cost per new element; within H_d of the optimum, d the size of the largest set.
 * - `primal-dual`: within f, the number of sets that the most frequent element is in.
 * - `rounding`: within f, of the linear relaxation.
 * - `exact`: the optimum, to a relative gap of 1e-9, by prices where these prove it, else by an integer program.
 *
 * At most 2²⁰ sets with 2²² elements together, 2¹⁸ for `rounding` and `exact`.
 *
 * @throws ParameterError naming the first field that is not usable
 */
export async function setCover(
  backend: Backend,
  problem: SetCoverProblem,
  options?: SetCoverOptions,
): Promise<SetCoverResult> {
  const given = completeSetCover(problem);
  const call = completeCall(options, setCoverMethods, methodsWithPrograms);
  const { cover, elements, names } = given;
  if (methodsWithPrograms.includes(call.method)) requireModest('sets', problem.sets, cover);
  const { holderStarts } = cover;
  const uncovered = elements.filter((_, e) => holderStarts[e] === holderStarts[e + 1]);
  if (uncovered.length > 0) return uncoverable(backend, given, problem, call.method, uncovered);
  const solution = await solve(backend, cover, call);
  const { taken, redundant, prices, bound, proven, provenBy, status } = solution;
  const cost = costOf(cover, taken);
  const shadowPrices = Object.fromEntries(elements.map((label, e) => [String(label), prices[e]]));
  const sets = taken.map((s) => names[s]);
  return {
    status,
    method: call.method,
    backend: backend.name,
    sets,
    cost,
    bound,
    ratio: coverRatio(cost, bound, proven),
    redundant: redundant.map((s) => names[s]),
    uncovered: [],
    shadowPrices,
    certificate: certifyCover(
      namedSets(given, problem),
      elements.map(String),
      (element) => shadowPrices[element],
      {
        taken: sets,
        cost,
        bound,
        proven,
        isComplete: status === 'converged',
        provenBy,
        tolerance: methodsWithPrograms.includes(call.method) ? 1e-6 : 1e-9,
      },
    ),
  };
}

function solve(
  backend: Backend,
  cover: Cover,
  call: CompleteCall<SetCoverMethod>,
): Solution | Promise<Solution> {
  const { method, ...solving } = call;
  if (method === 'greedy') return solveGreedily(cover, solving);
  if (method === 'primal-dual') return solvePrimalDual(cover, solving);
  // programs need a variable
  if (cover.elements === 0) return { ...solveGreedily(cover, solving), proven: 1 };
  if (method === 'rounding') return solveByRounding(backend, cover, solving);
  return solveExactly(backend, cover, greedyCover(cover), solving);
}

/** @throws ParameterError where a program would be too large */
export function requireModest(path: string, given: unknown, { members }: Cover): void {
  if (members.length > mostProgramMembers) {
    const expected = `at most ${mostProgramMembers} memberships for a method that solves a program`;
    throw new ParameterError(path, given, expected);
  }
}

/** Sets as they were given, without elements that need not be covered. */
function* namedSets(
  { names, elements, cover: { costs } }: SetCover,
  { sets }: SetCoverProblem,
): Generator<NamedSet> {
  const needed = new Set(elements.map(String));
  const lists = Object.values(sets);
  for (let s = 0; s < lists.length; s++) {
    const texts = Array.from(lists[s], String).filter((text) => needed.has(text));
    yield { name: names[s], cost: costs[s], elements: texts };
  }
}

function uncoverable(
  backend: Backend,
  given: SetCover,
  problem: SetCoverProblem,
  method: SetCoverMethod,
  uncovered: readonly Label[],
): SetCoverResult {
  return {
    status: 'infeasible',
    method,
    backend: backend.name,
    sets: [],
    cost: null,
    bound: Number.POSITIVE_INFINITY,
    ratio: { realized: null, proven: null, against: null },
    redundant: [],
    uncovered,
    shadowPrices: {},
    certificate: certifyUncoverable(namedSets(given, problem), uncovered),
  };
}
