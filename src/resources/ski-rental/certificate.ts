/**
 * What is checked of an answer, from it and the prices alone.
 *
 * - Every strategy is walked through the season day by day, rent paid while nothing is owned; days are counted,
 *   not put into formulas. Costs reported must be met, and on no day may the ratio be above what is reported
 *   as worst or proven.
 * - No fixed day has a better worst ratio: for every day of purchase the season that ends on it is an
 *   example; beyond 2b days the ratio is above 2, which the best is not.
 * - No random day has: against the seasons reported, drawn with their probabilities, every day of purchase has
 *   an expected ratio no less than that of `randomized` (Yao's principle).
 */

import type { Certificate } from '../../engine/result';
import type { Adversary } from './adversary';
import type { Rental } from './problem';
import type { SkiRentalStrategy } from './strategy';

export interface SkiRentalCertificate extends Certificate {
  readonly kind: 'ski-rental';
  /** Greatest relative difference between costs reported and costs walked. */
  readonly costError: number;
  /** Greatest relative difference between the worst ratios reported and those walked. */
  readonly worstCaseError: number;
  /** How far any ratio walked is above what is proven, relative; 0 where none is. */
  readonly boundExcess: number;
  /** Least worst ratio of all fixed days, by an example for each day. */
  readonly deterministicBound: number;
  /** Least expected ratio of all days against the random seasons. */
  readonly randomizedBound: number;
  /** How far the strategies' ratios are above these two bounds, relative. */
  readonly gap: number;
  /** |Σ probabilities − 1|, the greatest of all distributions. */
  readonly massError: number;
}

const tolerance = 1e-9;

export function certify(
  rental: Rental,
  strategies: Readonly<Record<string, SkiRentalStrategy | null>>,
  adversary: Adversary,
): SkiRentalCertificate {
  let costError = 0;
  let worstCaseError = 0;
  let boundExcess = 0;
  let massError = massErrorOf(adversary.probabilities);
  const order = Uint32Array.from(rental.seasons.keys());
  order.sort((i, j) => rental.seasons[i] - rental.seasons[j]);
  for (const strategy of Object.values(strategies)) {
    if (strategy === null) continue;
    const { costs, worstCase, ratio, distribution } = strategy;
    const walked = walk(rental, strategy, order);
    for (let i = 0; i < costs.length; i++) {
      costError = Math.max(costError, apart(costs[i], walked.costs[i]));
    }
    if (worstCase.season !== null) {
      worstCaseError = Math.max(worstCaseError, apart(worstCase.ratio, walked.worst));
    }
    const proven = ratio.proven ?? Infinity;
    boundExcess = Math.max(boundExcess, walked.worst / proven - 1);
    if (distribution !== null) massError = Math.max(massError, massErrorOf(distribution));
  }
  const { deterministic, randomized } = strategies;
  const deterministicBound = leastWorstRatio(rental.price);
  const randomizedBound = leastExpectedRatio(rental.price, adversary);
  const gap = Math.max(
    (deterministic?.worstCase.ratio ?? 0) / deterministicBound - 1,
    (randomized?.worstCase.ratio ?? 0) / randomizedBound - 1,
  );
  const figures = [costError, worstCaseError, boundExcess, gap, massError];
  return {
    kind: 'ski-rental',
    tolerance,
    holds: figures.every((x) => x <= tolerance),
    costError,
    worstCaseError,
    boundExcess,
    deterministicBound,
    randomizedBound,
    gap,
    massError,
  };
}

interface Walked {
  readonly costs: Float64Array;
  readonly worst: number;
}

/** @param order seasons from short to long */
function walk(rental: Rental, strategy: SkiRentalStrategy, order: Uint32Array): Walked {
  const { seasons, rent, buy, price: b } = rental;
  const { buyDay, distribution } = strategy;
  const costs = new Float64Array(seasons.length);
  const lastDay = distribution === null ? (buyDay ?? 0) : distribution.length;
  const longest = seasons[order[order.length - 1]];
  const end = Math.max(longest, lastDay, b) + 1;
  let daysRented = 0;
  let purchases = 0;
  let worst = 0;
  let next = 0;
  for (let day = 0; day <= end; day++) {
    if (day > 0 && purchases < 1) {
      const buysNow = distribution === null ? Number(day === buyDay) : (distribution[day - 1] ?? 0);
      purchases = day === lastDay ? 1 : purchases + buysNow;
      daysRented += 1 - purchases;
    }
    for (; next < order.length && seasons[order[next]] === day; next++) {
      costs[order[next]] = daysRented * rent + purchases * buy;
    }
    if (day > 0) worst = Math.max(worst, (daysRented + purchases * b) / Math.min(day, b));
  }
  return { costs, worst };
}

function leastWorstRatio(b: number): number {
  let least = Infinity;
  for (let day = 1; day <= 2 * b + 2; day++) {
    least = Math.min(least, (day - 1 + b) / Math.min(day, b));
  }
  return least;
}

function leastExpectedRatio(b: number, { probabilities, longest }: Adversary): number {
  const short = probabilities.length - 1;
  let left = 0;
  for (let n = short; n > 0; n--) left += probabilities[n - 1] / Math.min(n, b);
  const long = probabilities[short] / Math.min(longest, b);
  let rented = 0;
  let least = Infinity;
  for (let day = 1; day <= short + 1; day++) {
    least = Math.min(least, rented + (day - 1 + b) * (left + long));
    if (day > short) break;
    const weight = probabilities[day - 1] / Math.min(day, b);
    rented += day * weight;
    left = day === short ? 0 : left - weight;
  }
  // later purchases only add rent until the long season is over, and then there is none
  return Math.min(least, rented + longest * long);
}

function massErrorOf(probabilities: Float64Array): number {
  let sum = 0;
  for (const p of probabilities) {
    if (!(p >= 0)) return Infinity;
    sum += p;
  }
  return Math.abs(sum - 1);
}

function apart(x: number, y: number): number {
  return x === y ? 0 : Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y));
}
