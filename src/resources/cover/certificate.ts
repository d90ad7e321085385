/**
 * What is checked of a cover, from the problem as it was given and the names in the answer alone.
 *
 * Every element is in a set taken; the cost is summed anew; prices meet every constraint of (CV2), so that
 * their sum bounds the cost of every cover. Where prices exceed a constraint by rounding, the sum is divided
 * by as much. Of whole costs the bound is checked to the last unit.
 */

import type { Certificate } from '../../engine/result';
import { neumaierSum } from '../../numerics/sums';
import type { Label } from '../labels';
import { excessOf, priceBound } from './proven-bound';

export interface CoverCertificate extends Certificate {
  /** `uncoverable`: elements that no set holds. */
  readonly kind: 'covering-duality' | 'uncoverable';
  /** Whether every element is in a set taken. */
  readonly covers: boolean;
  /** Relative difference between the cost and its sum anew. */
  readonly costError: number;
  /** Most by which Σ_{e ∈ S} y_e exceeds c_S, relative to the larger. */
  readonly dualInfeasibility: number;
  /** Σ y, divided by what it exceeds a constraint by: no cover costs less. */
  readonly dualBound: number;
  /** Who proved the bound of the answer: prices checked here, or branch and bound, checked here or not. */
  readonly provenBy: 'prices' | 'search' | 'solver';
}

/** A set, as the certificate sees it. */
export interface NamedSet {
  readonly name: Label;
  readonly cost: number;
  /** Elements that must be covered, perhaps more than once. */
  readonly elements: Iterable<string>;
}

export interface CoverClaim {
  readonly taken: readonly Label[];
  readonly cost: number;
  readonly bound: number;
  readonly proven: number;
  readonly isComplete: boolean;
  readonly provenBy: CoverCertificate['provenBy'];
  readonly tolerance: number;
}

/**
 * @param needed the elements to cover, as text
 * @param priceOf the price of an element
 */
export function certifyCover(
  sets: Iterable<NamedSet>,
  needed: Iterable<string>,
  priceOf: (element: string) => number,
  claim: CoverClaim,
): CoverCertificate {
  const { tolerance, cost, bound, proven, provenBy } = claim;
  const taken = new Set(claim.taken.map(String));
  const covered = new Set<string>();
  let sum = 0;
  let found = 0;
  let dualInfeasibility = 0;
  let factor = 1;
  let areWhole = true;
  for (const { name, cost: price, elements } of sets) {
    const isTaken = taken.has(String(name));
    const own: number[] = [];
    for (const element of new Set(elements)) {
      own.push(priceOf(element));
      if (isTaken) covered.add(element);
    }
    const load = neumaierSum(own);
    if (isTaken) {
      sum += price;
      found++;
    }
    areWhole &&= Number.isInteger(price);
    if (load > price) {
      dualInfeasibility = Math.max(dualInfeasibility, (load - price) / load);
    }
    factor = Math.max(factor, excessOf(load, price));
  }
  const prices: number[] = [];
  let covers = found === claim.taken.length && taken.size === found;
  let arePrices = true;
  for (const element of needed) {
    covers &&= covered.has(element);
    arePrices &&= priceOf(element) >= 0;
    prices.push(priceOf(element));
  }
  const { sum: dualBound, bound: reach, isWhole } = priceBound(prices, factor, areWhole);
  const costError = Math.abs(cost - sum) / Math.max(sum, Number.MIN_VALUE);
  const slack = 1 + tolerance;
  const isProven = provenBy !== 'prices' || bound <= (isWhole ? reach : reach * slack);
  return {
    kind: 'covering-duality',
    tolerance,
    holds:
      claim.isComplete &&
      covers &&
      arePrices &&
      costError <= tolerance &&
      dualInfeasibility <= tolerance &&
      isProven &&
      bound <= cost * slack &&
      cost <= proven * Math.max(bound, dualBound) * slack,
    covers,
    costError,
    dualInfeasibility,
    dualBound,
    provenBy,
  };
}

/** Elements that are in no set, looked for again. */
export function certifyUncoverable(
  sets: Iterable<NamedSet>,
  uncovered: readonly Label[],
): CoverCertificate {
  const missing = new Set(uncovered.map(String));
  const claimed = missing.size;
  for (const { elements } of sets) for (const element of elements) missing.delete(element);
  return {
    kind: 'uncoverable',
    tolerance: 0,
    holds: claimed > 0 && missing.size === claimed,
    covers: false,
    costError: 0,
    dualInfeasibility: 0,
    dualBound: Number.POSITIVE_INFINITY,
    provenBy: 'prices',
  };
}
