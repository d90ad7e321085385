/**
 * What is checked of an answer, from its copies and the problem alone.
 *
 * - Copies are whole (but for `fractional`), within limits, and fit; worth is summed anew, with each
 *   rounding carried along (Neumaier 1974).
 * - By weak duality any λ ≥ 0 bounds every answer: D(λ) of (K1), summed likewise at the price reported.
 * - What the method promises of value and bound: equality, 1 − ε, a half.
 * - Where a dynamic programme was run, the items recovered from it are worth its optimum.
 *
 * - That an exact answer is optimal is proven by the dual bound where that is met, else by the programme run
 *   again (`recheck.ts`) where the problem is small; else it rests on the solver's programme.
 *
 * Source: A. Neumaier, Zeitschrift für Angewandte Mathematik und Mechanik 54 (1974) 39.
 */

import type { Certificate } from '../../engine/result';
import { neumaierSum } from '../../numerics/sums';
import type { Knapsack, KnapsackMethod } from './parameters';
import { recheck } from './recheck';

export interface KnapsackCertificate extends Certificate {
  readonly kind: 'knapsack';
  /** Whether copies are whole where they must be, within their limits, and fit. */
  readonly feasible: boolean;
  /** Relative difference between the value and its sum with carried roundings. */
  readonly valueError: number;
  /** D(λ) at the shadow price: proven, no answer is worth more. */
  readonly dualBound: number;
  /** What the method promises: value ≥ guarantee × bound. */
  readonly guarantee: number;
  /** Relative difference between the programme's optimum and what was recovered; null where none was run. */
  readonly programmeError: number | null;
  /**
   * What shows that an exact answer is the best: weak duality, a second plain programme of a small problem,
   * or the solver's own programme alone. Null where that is not claimed.
   */
  readonly provenBy: 'duality' | 'programme' | 'solver' | null;
}

export interface Claim {
  readonly method: KnapsackMethod;
  readonly value: number;
  readonly weight: number;
  readonly counts: Float64Array;
  readonly bound: number;
  readonly shadowPrice: number;
  readonly guarantee: number;
  readonly mismatch: number | null;
  readonly isComplete: boolean;
}

const tolerance = 1e-12;
/** Rounds a sum of products and differences up. */
const dualRounding = 1 + 2 ** -48;

export function certify(problem: Knapsack, claim: Claim): KnapsackCertificate {
  const { values, weights, limits, capacity } = problem;
  const { method, value, counts, bound, shadowPrice, guarantee, mismatch } = claim;
  const isFractional = method === 'fractional';
  const worths: number[] = [];
  const loads: number[] = [];
  const dual: number[] = [shadowPrice * capacity];
  let isWithin = true;
  for (let j = 0; j < values.length; j++) {
    const isAllowed = counts[j] >= 0 && counts[j] <= limits[j];
    if (!isAllowed || !(isFractional || Number.isInteger(counts[j]))) isWithin = false;
    if (counts[j] > 0) {
      worths.push(values[j] * counts[j]);
      loads.push(weights[j] * counts[j]);
    }
    const more = values[j] - shadowPrice * weights[j];
    if (more > 0) dual.push(limits[j] * more);
  }
  const weight = neumaierSum(loads);
  const feasible = isWithin && weight <= capacity * (isFractional ? 1 + tolerance : 1);
  const relative = (difference: number) => Math.abs(difference) / Math.max(value, Number.MIN_VALUE);
  const valueError = relative(value - neumaierSum(worths));
  const dualBound = neumaierSum(dual);
  const programmeError = mismatch === null ? null : relative(mismatch);
  const slack = 1 + tolerance;
  const isExact = method === 'exact' && claim.isComplete;
  // whole values: what is worth more is worth one more
  const isMet = problem.isWhole ? value + 1 > dualBound * dualRounding : value * slack >= dualBound;
  const again = isExact && !isMet ? recheck(problem) : null;
  const provenBy = isMet ? 'duality' : again === null ? 'solver' : 'programme';
  return {
    kind: 'knapsack',
    tolerance,
    holds:
      claim.isComplete &&
      feasible &&
      shadowPrice >= 0 &&
      Math.abs(weight - claim.weight) <= tolerance * capacity &&
      valueError <= tolerance &&
      value <= bound * slack &&
      bound <= dualBound * slack &&
      value * slack >= guarantee * bound &&
      (programmeError ?? 0) <= tolerance &&
      (again === null || relative(value - again) <= (problem.isWhole ? 0 : tolerance)),
    feasible,
    valueError,
    dualBound,
    guarantee,
    programmeError,
    provenBy: isExact ? provenBy : null,
  };
}
