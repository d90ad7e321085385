/**
 * What is checked of an answer, from the solution and the problem's definition: `feasible` and `objective`
 * are asked of a copy, no number of the search is used.
 *
 * - The neighbourhood is scanned for a move that is allowed and improves. Some of its moves are made on
 *   copies: their feasibility and cost must be what `allows` and `delta` said.
 * - No solution can be better than the bound: one that is refutes it. A bound with a proof is proven anew.
 *
 * Differences carry the rounding of what they were made of, for which stands the largest cost the search met.
 * Errors of them are relative to the cost, or to 2⁻¹⁰ of that one where it is more: 10⁻⁹ of it is 2⁻⁴⁰, the
 * rounding of some thousand moves.
 */

import type { Certificate } from '../../engine/result';
import type { Checked } from './checked';
import { part } from './local';
import { refutes } from './meets';
import type { SearchCertificate } from './types';

export interface Claim<S> {
  readonly solution: S;
  /** Largest size of a cost that the search met. */
  readonly scale: number;
  /** Greatest error of a cost that it kept by differences. */
  readonly drift: number;
  /** Whether a local optimum is claimed. */
  readonly isConverged: boolean;
  /** Most moves that may be scanned. */
  readonly most: number;
}

const tolerance: Certificate['tolerance'] = 1e-9;
const [smaller, gathered] = [2 ** -10, 2 ** -40];
/** Moves of a scan that are also made, from its beginning and spread over it. */
const [madeFirst, madeAll, spread] = [64, 192, 61];

interface Scan {
  readonly isLocalOptimum: boolean | null;
  readonly scanned: number;
  readonly deltaError: number | null;
  readonly isSound: boolean;
}

export function* certify<S, M>(
  problem: Checked<S, M>,
  { solution, scale, drift, isConverged, most }: Claim<S>,
): Generator<void, SearchCertificate> {
  const { sign, feasible: isFeasible } = problem;
  const own = problem.copy(solution);
  const feasible = isFeasible === null || isFeasible(own);
  const exact = problem.cost(own);
  const scan = yield* scanAround(problem, solution, exact, scale, most);
  const objectiveError = relative(drift, Math.max(Math.abs(exact), smaller * scale));
  const isBoundProven = problem.provesBound?.(sign * problem.bound) ?? null;
  const bound = Number.isFinite(problem.bound) ? sign * problem.bound : null;
  return {
    kind: 'search',
    tolerance,
    holds:
      feasible &&
      objectiveError <= tolerance &&
      scan.isSound &&
      (scan.deltaError ?? 0) <= tolerance &&
      isBoundProven !== false &&
      !refutes(exact, problem.bound, Math.max(scale, Math.abs(exact))) &&
      !(isConverged && scan.isLocalOptimum === false),
    feasible,
    objective: sign * exact,
    objectiveError,
    isLocalOptimum: scan.isLocalOptimum,
    scanned: scan.scanned,
    deltaError: scan.deltaError,
    bound,
    isBoundProven,
  };
}

function* scanAround<S, M>(
  problem: Checked<S, M>,
  solution: S,
  cost: number,
  met: number,
  most: number,
): Generator<void, Scan> {
  const { moves, change, allows, feasible } = problem;
  const nothing = { isLocalOptimum: null, scanned: 0, deltaError: null, isSound: true };
  if (moves === null) return nothing;
  const at = problem.copy(solution);
  const scale = Math.abs(cost);
  let scanned = 0;
  let made = 0;
  let isLocalOptimum = true;
  let isSound = true;
  let deltaError = 0;
  for (const move of moves(at)) {
    if (scanned === most) return { ...nothing, scanned, isSound };
    scanned++;
    if (scanned % part === 0) yield;
    if (allows !== null && !allows(at, move)) continue;
    const isMade = scanned <= madeFirst || (made < madeAll && scanned % spread === 0);
    let difference = change === null ? 0 : change(at, move);
    // what may be rounding of something larger is computed anew
    const isDoubtful = difference < 0 && difference > -gathered * met;
    const isAsked = change === null || (allows === null && feasible !== null);
    if (isMade || isDoubtful || isAsked) {
      made++;
      const after = problem.apply(problem.copy(solution), move);
      if (feasible !== null && !feasible(after)) {
        if (allows !== null) isSound = false;
        continue;
      }
      const exact = problem.cost(after) - cost;
      if (change !== null) {
        const size = Math.max(scale, Math.abs(exact), smaller * met);
        deltaError = Math.max(deltaError, relative(difference - exact, size));
      }
      difference = exact;
    }
    if (difference < -tolerance * scale) isLocalOptimum = false;
  }
  return { isLocalOptimum, scanned, deltaError: change === null ? null : deltaError, isSound };
}

/** 0 of 0 is 0. */
function relative(difference: number, scale: number): number {
  return difference === 0 ? 0 : Math.abs(difference) / scale;
}
