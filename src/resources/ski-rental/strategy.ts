/** What one strategy costs in the seasons given, and at worst. */

import { type Ratio, ratioOf } from '../ratio';
import { costOfDay } from './deterministic';
import type { PredictionBounds } from './predicted';
import type { Rental } from './problem';
import type { Mixture } from './randomized';

/** The season for which a strategy is worst, of all lengths there are. */
export interface SkiRentalWorstCase {
  /** Cost over the least cost; infinite for who never buys. */
  readonly ratio: number;
  /** Its days; the shortest of several; null where the ratio grows without end. */
  readonly season: number | null;
  /** What it costs, in units of the prices; expected where the day is random. */
  readonly cost: number | null;
  readonly optimum: number | null;
}

/** One purchase drawn from a distribution. */
export interface SkiRentalDraw {
  readonly buyDay: number;
  readonly costs: Float64Array;
}

export interface SkiRentalStrategy {
  /** The day at whose start is bought; null where never, or where the day is random. */
  readonly buyDay: number | null;
  /** What every season costs, in units of the prices; expected where the day is random. */
  readonly costs: Float64Array;
  /** The same over the least cost; 1 for a season of no days. */
  readonly ratios: Float64Array;
  /** `realized`: the greatest of `ratios`. */
  readonly ratio: Ratio;
  readonly worstCase: SkiRentalWorstCase;
  /**
   * ∂cost/∂buy of every season, days of purchase and their probabilities held: the probability that the
   * season is long enough to have bought.
   */
  readonly shadowPrices: Float64Array;
  /** Probabilities of buying at the start of day 1, 2, …; null where the day is fixed. */
  readonly distribution: Float64Array | null;
  readonly drawn: SkiRentalDraw | null;
  /** Of strategies with a prediction; null else. */
  readonly bounds: PredictionBounds | null;
}

/** Buying at the start of `day`, infinite where never. */
export function fixedDay(
  rental: Rental,
  day: number,
  proven: number | null,
  bounds: PredictionBounds | null = null,
): SkiRentalStrategy {
  const { price: b, seasons } = rental;
  const ratioAt = (n: number) => ratioOf(costOfDay(day, b, n), Math.min(n, b));
  const costs = costsOfDay(rental, seasons, day);
  const ratios = seasons.map(ratioAt);
  return {
    buyDay: day < Infinity ? day : null,
    costs,
    ratios,
    ratio: { realized: greatest(ratios), proven },
    worstCase:
      day < Infinity
        ? worstCase(rental, ratioAt, (n) => costsOfDay(rental, [n], day)[0], day)
        : { ratio: Infinity, season: null, cost: null, optimum: null },
    shadowPrices: seasons.map((n) => (n >= day ? 1 : 0)),
    distribution: null,
    drawn: null,
    bounds,
  };
}

/** Buying on a random day; `u` in (0, 1) draws one. */
export function randomDay(
  rental: Rental,
  { probabilities, cost, ratio: ratioAt }: Mixture,
  proven: number,
  u: number,
  bounds: PredictionBounds | null = null,
): SkiRentalStrategy {
  const { seasons, rent } = rental;
  const ratios = seasons.map(ratioAt);
  const k = probabilities.length;
  const cumulated = new Float64Array(k + 1);
  for (let i = 0; i < k; i++) cumulated[i + 1] = cumulated[i] + probabilities[i];
  let buyDay = 1;
  while (buyDay < k && cumulated[buyDay] < u) buyDay++;
  return {
    buyDay: null,
    costs: seasons.map((n) => cost(n) * rent),
    ratios,
    ratio: { realized: greatest(ratios), proven },
    worstCase: worstCase(rental, ratioAt, (n) => cost(n) * rent, k),
    shadowPrices: seasons.map((n) => (n >= k ? 1 : cumulated[n])),
    distribution: probabilities,
    drawn: { buyDay, costs: costsOfDay(rental, seasons, buyDay) },
    bounds,
  };
}

function costsOfDay(
  { rent, buy }: Rental,
  seasons: Iterable<number> & ArrayLike<number>,
  day: number,
): Float64Array {
  return Float64Array.from(seasons, (n) => (n < day ? n * rent : (day - 1) * rent + buy));
}

/** All lengths until nothing changes any more: the last purchase is made, and the optimum is to buy. */
function worstCase(
  { price: b, rent, buy }: Rental,
  ratioAt: (n: number) => number,
  costAt: (n: number) => number,
  lastDay: number,
): SkiRentalWorstCase {
  const end = Math.max(lastDay, Math.ceil(b)) + 1;
  let season = 1;
  let ratio = 0;
  for (let n = 1; n <= end; n++) {
    const at = ratioAt(n);
    if (at > ratio) {
      ratio = at;
      season = n;
    }
  }
  return { ratio, season, cost: costAt(season), optimum: Math.min(season * rent, buy) };
}

function greatest(x: Float64Array): number {
  let most = x[0];
  for (const value of x) if (value > most) most = value;
  return most;
}
