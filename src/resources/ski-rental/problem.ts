/**
 * Rent or buy: what a problem may hold, and the same in days of rent.
 *
 * A day costs `rent`, owning costs `buy` once, and how many days there will be is not known before. With
 * b = buy / rent (not whole in general), buying at the start of day i costs, in a season of n days,
 *
 *     cost(i, n) = n where n < i,  i − 1 + b where n ≥ i;      OPT(n) = min(n, b)                     (SR1)
 *
 * days of rent. A season of no days costs nobody anything.
 *
 * Source: R. M. Karp, "On-line algorithms versus off-line algorithms", IFIP Congress (1992).
 */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { numberSchema, parse, wholeNumber } from '../../engine/parameters';
import { type Seed, wordsOf } from '../../sampling/seed-sequence';

export interface SkiRentalProblem {
  /** What owning costs, once: 10⁻¹⁰⁰ … 10¹⁰⁰, and at most 10⁶ days of rent. */
  readonly buy: number;
  /** What a day costs, 10⁻¹⁰⁰ … 10¹⁰⁰; by default 1. */
  readonly rent?: number;
  /** Days that were needed: a whole number from 0 to 10⁷. */
  readonly season?: number;
  /** The same for several seasons, each judged by itself: 1 to 10⁶ of them; in place of `season`. */
  readonly seasons?: ArrayLike<number>;
  /** ŷ ≥ 0, how many days are foretold; `predicted` strategies need it. */
  readonly prediction?: number;
  /** λ > 0 and ≤ 1: near 0 trusts the prediction, 1 does not; b/λ at most 4·10⁶. By default 0.5. */
  readonly trust?: number;
  /** A day of purchase of one's own, from 1 to 10⁷, to stand beside the strategies. */
  readonly purchased?: number;
}

export interface SkiRentalOptions {
  /** Of the purchases that are drawn: a whole number ≥ 0; by default 0. */
  readonly seed?: Seed;
}

/** A checked problem. */
export interface Rental {
  readonly buy: number;
  readonly rent: number;
  /** b, in days of rent. */
  readonly price: number;
  readonly seasons: Float64Array;
  readonly prediction: number | null;
  readonly trust: number;
  readonly purchased: number | null;
}

const mostPrice = 1e6;
const mostStretched = 4e6;
const mostDays = 1e7;
const mostSeasons = 1e6;

/** λ where none is given. */
export const usualTrust = 0.5;

const number = (meaning: string, bounds: object) =>
  numberSchema({ symbol: '', flag: '', unit: '1', default: 1, meaning, ...bounds });
const price = (meaning: string) => number(meaning, { minimum: 1e-100, maximum: 1e100 });
const days = wholeNumber(0, mostDays);

const problemSchema = v.strictObject(
  {
    buy: price('price of owning'),
    rent: v.optional(price('price of a day'), 1),
    season: v.optional(days),
    seasons: v.optional(v.array(days, 'an array of whole numbers of days')),
    prediction: v.optional(number('days foretold', { minimum: 0 })),
    trust: v.optional(number('trust', { exclusiveMinimum: 0, maximum: 1 })),
    purchased: v.optional(wholeNumber(1, mostDays)),
  },
  'an object with buy and season',
);

const optionsSchema = v.strictObject({ seed: v.optional(v.unknown(), 0) }, 'an object of options');

/** @throws ParameterError naming the first field that is not usable */
export function rentalOf(problem: SkiRentalProblem): Rental {
  const given = parse(problemSchema, plain(problem), 'problem');
  const { buy, rent, prediction, purchased } = given;
  const b = buy / rent;
  if (!(b <= mostPrice)) {
    throw new ParameterError('buy', buy, `at most ${mostPrice} days of rent (take longer days)`);
  }
  if (b < 1 / mostPrice) {
    throw new ParameterError('rent', rent, `at most ${mostPrice} times the price of owning`);
  }
  if (prediction === undefined && given.trust !== undefined) {
    throw new ParameterError('trust', given.trust, 'nothing where there is no prediction', 'type');
  }
  const trust = given.trust ?? usualTrust;
  if (prediction !== undefined && b / trust > mostStretched) {
    throw new ParameterError('trust', trust, `at least ${b / mostStretched} at this price`);
  }
  return {
    buy,
    rent,
    price: b,
    seasons: seasonsOf(given.season, given.seasons),
    prediction: prediction ?? null,
    trust,
    purchased: purchased ?? null,
  };
}

function seasonsOf(season?: number, seasons?: readonly number[]): Float64Array {
  if (season !== undefined && seasons !== undefined) {
    throw new ParameterError('season', season, 'nothing where there are seasons', 'type');
  }
  if (seasons !== undefined) {
    if (seasons.length === 0 || seasons.length > mostSeasons) {
      throw new ParameterError('seasons', seasons, `1 to ${mostSeasons} seasons`);
    }
    return Float64Array.from(seasons);
  }
  if (season === undefined) {
    const expected = `a whole number from 0 to ${mostDays}, or seasons`;
    throw new ParameterError('season', season, expected, 'type');
  }
  return Float64Array.of(season);
}

/** @throws ParameterError naming the first option that is not usable */
export function completeOptions(options: unknown): { readonly seed: Seed } {
  const { seed } = parse(optionsSchema, options ?? {}, 'options');
  wordsOf(seed);
  return { seed: seed as Seed };
}

/** Typed arrays as arrays, which is what the schema knows. */
function plain(problem: unknown): unknown {
  if (Object.prototype.toString.call(problem) !== '[object Object]') return problem;
  const { seasons } = problem as SkiRentalProblem;
  if (!ArrayBuffer.isView(seasons) || seasons instanceof DataView) return problem;
  return { ...(problem as object), seasons: Array.from(seasons as ArrayLike<unknown>) };
}
