/** Ski rental: rent by the day or buy, where nobody knows how many days there will be. */

import type { Backend, BackendName } from '../../engine/backend';
import type { Status } from '../../engine/result';
import { randomStream } from '../../sampling/random-stream';
import type { Ratio } from '../ratio';
import { type Adversary, adversaryOf } from './adversary';
import { certify, type SkiRentalCertificate } from './certificate';
import { breakEvenDay, ratioOfDay } from './deterministic';
import {
  predictedBounds,
  predictedDay,
  predictedMixture,
  predictedMixtureBounds,
} from './predicted';
import {
  completeOptions,
  type Rental,
  rentalOf,
  type SkiRentalOptions,
  type SkiRentalProblem,
} from './problem';
import { optimalMixture } from './randomized';
import { fixedDay, randomDay, type SkiRentalStrategy } from './strategy';

export type { Adversary as SkiRentalAdversary } from './adversary';
export type { SkiRentalCertificate } from './certificate';
export type { PredictionBounds } from './predicted';
export type { SkiRentalOptions, SkiRentalProblem } from './problem';
export { usualTrust } from './problem';
export type { SkiRentalDraw, SkiRentalStrategy, SkiRentalWorstCase } from './strategy';

export interface SkiRentalStrategies {
  /** Never buys. */
  readonly alwaysRent: SkiRentalStrategy;
  /** Buys at the start of day 1. */
  readonly alwaysBuy: SkiRentalStrategy;
  /** Buys on the day whose worst ratio is least: the break-even day. */
  readonly deterministic: SkiRentalStrategy;
  /** Buys on a random day, with the least worst expected ratio there is. */
  readonly randomized: SkiRentalStrategy;
  /** With the prediction; null where there is none. */
  readonly predicted: SkiRentalStrategy | null;
  readonly predictedRandomized: SkiRentalStrategy | null;
  /** Buys on the day `purchased`; null where none was given. */
  readonly given: SkiRentalStrategy | null;
}

export interface SkiRentalResult {
  readonly status: Extract<Status, 'converged'>;
  readonly backend: BackendName;
  /** b: the price of owning in days of rent. */
  readonly breakEven: number;
  /** The day of purchase of `deterministic`. */
  readonly buyDay: number;
  /** Days of every season, as given. */
  readonly seasons: Float64Array;
  /** What who knows the season pays, and ∂/∂buy of it: 1 where he buys, 0 where he rents. */
  readonly optimum: { readonly costs: Float64Array; readonly shadowPrices: Float64Array };
  /** Of `deterministic`. */
  readonly ratio: Ratio;
  readonly strategies: SkiRentalStrategies;
  /** Random seasons against which no strategy has a better expected ratio than `randomized`. */
  readonly adversary: Adversary;
  readonly certificate: SkiRentalCertificate;
}

/**
 * What strategies of renting and buying cost in one season or several, each beside the least cost in
 * hindsight, with the season that is worst for it and what is proven of all seasons.
 *
 * Deterministic: at most 2 − 1/b of the optimum (b = buy/rent, whole; for any b see `deterministic.ts`).
 * Randomized: at most 1/(1 − (1 − 1/b)^b) < e/(e − 1) in expectation, and no strategy has less. With a
 * prediction: consistent and robust by `trust`. For curves against the length of the season give `seasons` 0,
 * 1, 2, … and draw `costs` or `ratios` of the strategies.
 *
 * @throws ParameterError naming the first field that is not usable
 */
export function skiRental(
  backend: Backend,
  problem: SkiRentalProblem,
  options?: SkiRentalOptions,
): SkiRentalResult {
  const rental = rentalOf(problem);
  const { seed } = completeOptions(options);
  const random = randomStream(backend, seed);
  const strategies = strategiesOf(backend, rental, [random.next(), random.next()]);
  const adversary = adversaryOf(rental.price);
  const { seasons, rent, buy } = rental;
  const { deterministic } = strategies;
  return {
    status: 'converged',
    backend: backend.name,
    breakEven: rental.price,
    buyDay: breakEvenDay(rental.price),
    seasons,
    optimum: {
      costs: seasons.map((n) => Math.min(n * rent, buy)),
      shadowPrices: seasons.map((n) => (n * rent > buy ? 1 : 0)),
    },
    ratio: deterministic.ratio,
    strategies,
    adversary,
    certificate: certify(rental, { ...strategies }, adversary),
  };
}

function strategiesOf(
  { math }: Backend,
  rental: Rental,
  draws: readonly [number, number],
): SkiRentalStrategies {
  const { price: b, prediction, trust, purchased, seasons } = rental;
  const at = (day: number) => fixedDay(rental, day, ratioOfDay(day, b));
  const mixture = optimalMixture(math, b);
  const common = {
    alwaysRent: fixedDay(rental, Infinity, null),
    alwaysBuy: at(1),
    deterministic: at(breakEvenDay(b)),
    randomized: randomDay(rental, mixture, mixture.factor, draws[0]),
    given: purchased === null ? null : at(purchased),
  };
  if (prediction === null) return { ...common, predicted: null, predictedRandomized: null };
  const foretold = { price: b, prediction, trust, seasons };
  const bounds = predictedBounds(foretold);
  const mixed = predictedMixtureBounds(math, foretold);
  return {
    ...common,
    predicted: fixedDay(rental, predictedDay(foretold), bounds.robustness, bounds),
    predictedRandomized: randomDay(
      rental,
      predictedMixture(math, foretold),
      mixed.robustness,
      draws[1],
      mixed,
    ),
  };
}
