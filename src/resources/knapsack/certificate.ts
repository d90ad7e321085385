/**
 * What is checked of an answer, from its copies and the problem alone.
 *
 * - Copies are whole (but for `fractional`), within limits, and fit; worth is summed anew, with each
 *   rounding carried along (Neumaier 1974).
 * - By weak duality any λ ≥ 0 bounds every answer: D(λ) of (K1), summed likewise at the price reported.
 * - What the method promises of value and bound: equality, 1 − ε, a half.
 * - Where a dynamic programme was run, the items recovered from it are worth its optimum.
 *
 * That an exact answer is optimal follows from the programme; that nothing is worth more than the dual bound
 * is proven here.
 *
 * Source: A. Neumaier, Zeitschrift für Angewandte Mathematik und Mechanik 54 (1974) 39.
 */

import type { Certificate } from '../../engine/result';
import type { Knapsack, KnapsackMethod } from './parameters';

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
  const weight = carriedSum(loads);
  const feasible = isWithin && weight <= capacity * (isFractional ? 1 + tolerance : 1);
  const relative = (difference: number) => Math.abs(difference) / Math.max(value, Number.MIN_VALUE);
  const valueError = relative(value - carriedSum(worths));
  const dualBound = carriedSum(dual);
  const programmeError = mismatch === null ? null : relative(mismatch);
  const slack = 1 + tolerance;
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
      (programmeError ?? 0) <= tolerance,
    feasible,
    valueError,
    dualBound,
    guarantee,
    programmeError,
  };
}

/** The sum with the rounding of every step carried along. */
function carriedSum(terms: readonly number[]): number {
  let sum = 0;
  let carried = 0;
  for (const term of terms) {
    const next = sum + term;
    carried += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + carried;
}
