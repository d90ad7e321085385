/**
 * The sources' own solvers, so that what they answer can be had again and its error measured. What is right is
 * in the other files of this directory.
 *
 * dynapai (`src/solve.rs`, `src/pybindings/aggregator.rs`), pure strategies. From a random profile, with
 * ln x ~ N(−1, 0.1²), for up to 200 rounds, all players at once:
 *
 *     ln x_i ← argmin over y of −U_i(e^y, x_{−i}), a Nelder–Mead search of 200 iterations from ln x_i     (P1)
 *     until |U_i − U_i before| ≤ max(√ε, 10⁻⁶ max(|U_i|, |U_i before|)) for all i                         (P2)
 *
 * It is called a success whether (P2) or the number of rounds ended it. What is wrong: 0 is never played, and
 * nobody asks what it would gain; 200 iterations end on the way to a best response among the 10 to 30 inputs
 * of five periods, and later rounds must make up for it.
 *
 * Both sources, mixed strategies. From H random profiles, round by round, slot by slot, all players at once:
 *
 *     x_i of slot h ← argmax over x of Σ_g U_i(x, x_{−i} of slot g), a search from a random start         (P3)
 *
 * over the whole history, not a sample of it: fictitious play with a memory of H (G. W. Brown, "Iterative
 * Solution of Games by Fictitious Play", 1951). As in dynapai, a slot is overwritten before the next one is
 * answered; AIIncentives.jl (`src/solve.jl`) writes a whole new history, all of whose entries answer the same
 * old one. As in AIIncentives.jl, there are 25 rounds, and a player puts in 0 where that is worth more. What is
 * wrong: no test says when it is done, and with many inputs one search from a random start leads nowhere.
 *
 * Ours are the random numbers, and that no more than `maximumSharing` is shared.
 */

import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import type { Progress } from '../../engine/result';
import { nelderMead } from '../../numerics/nelder-mead';
import { normalQuantileInto } from '../../numerics/normal';
import { designOf } from '../../sampling/designs';
import type { Seed } from '../../sampling/seed-sequence';
import { wholeNumber } from '../complete';
import type { ContestGame } from '../parameters';
import { evaluate } from '../payoffs';
import { profileLength } from '../strategies';

/** Of ln x in a random profile. */
const startMean = -1;
const startDeviation = 0.1;
const relativeTolerance = 1e-6;
const absoluteTolerance = Math.sqrt(Number.EPSILON);
const defaultRounds = 200;
const defaultHistory = { points: 10, rounds: 25 };

export interface PublishedOptions {
  readonly seed: Seed;
  /** Most rounds from a start, 1 … 10 000. Default 200. */
  readonly maxIterations?: number;
  /** Random profiles to start from until one settles, 1 … 10 000. Default 1, as published. */
  readonly starts?: number;
  /** A profile to start from first, flat, all inputs > 0. */
  readonly start?: Float64Array;
}

export interface PublishedSolution {
  /** Flat, [period][player][input]. */
  readonly strategies: Float64Array;
  readonly payoffs: Float64Array;
  /** Rounds, over all starts. */
  readonly iterations: number;
  /** Payoffs computed, of one player each. */
  readonly evaluations: number;
  /** What dynapai says of it: success, unless numbers are not finite. */
  readonly claimsSuccess: boolean;
  /** Whether payoffs settled, (P2), before rounds ran out. */
  readonly settled: boolean;
}

/** (P1) and (P2). @throws ParameterError */
export function solvePublished(
  backend: Backend,
  game: ContestGame,
  options: PublishedOptions,
): PublishedSolution {
  return ended(publishedRounds(backend, game, options));
}

function ended<Solution>(run: Generator<Progress, Solution, boolean | undefined>): Solution {
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

/**
 * The same, a round at a time: each `yield` is a place to report progress and to be cancelled (by `return()`,
 * or by sending `true`).
 */
export function* publishedRounds(
  backend: Backend,
  game: ContestGame,
  { seed, maxIterations = defaultRounds, starts = 1, start }: PublishedOptions,
): Generator<Progress, PublishedSolution, boolean | undefined> {
  wholeNumber('maxIterations', maxIterations, 1, 10_000);
  wholeNumber('starts', starts, 1, 10_000);
  const { players } = game;
  const search = searchOf(backend, game);
  let iterations = 0;
  for (let attempt = 0; ; attempt++) {
    const strategies =
      attempt === 0 && start !== undefined
        ? givenProfile(game, start)
        : randomProfile(backend, game, seed, [attempt]);
    let payoffs = payoffsOf(backend, game, strategies);
    for (let round = 1; round <= maxIterations; round++) {
      const answers = Array.from({ length: players }, (_, i) =>
        search.answer(i, strategies, search.logarithms(i, strategies)),
      );
      answers.forEach((own, i) => {
        search.put(i, own, strategies);
      });
      iterations++;
      const before = payoffs;
      payoffs = payoffsOf(backend, game, strategies);
      const settled = payoffs.every((u, i) => isSame(u, before[i]));
      const isLast = settled || (round === maxIterations && attempt === starts - 1);
      const cancelled: boolean | undefined = yield {
        done: iterations,
        total: starts * maxIterations,
        residual: payoffs.reduce((most, u, i) => Math.max(most, Math.abs(u - before[i])), 0),
      };
      if (!isLast && !cancelled) continue;
      const { evaluations } = search;
      const claimsSuccess = payoffs.every(Number.isFinite);
      return { strategies, payoffs, iterations, evaluations, claimsSuccess, settled };
    }
  }
}

export interface HistoryOptions {
  readonly seed: Seed;
  /** H, 2 … 1000. Default 10. */
  readonly points?: number;
  /** 1 … 10 000. Default 25. */
  readonly rounds?: number;
}

export interface HistorySolution {
  /** For each player what he plays, each point as likely as the others: [point][period][input]. */
  readonly history: readonly Float64Array[];
  /** Slots that were answered: rounds × H, or fewer where it was cancelled. */
  readonly iterations: number;
  readonly evaluations: number;
}

/** (P3). @throws ParameterError */
export function solveHistory(
  backend: Backend,
  game: ContestGame,
  options: HistoryOptions,
): HistorySolution {
  return ended(historySlots(backend, game, options));
}

/** The same, a slot at a time, as `publishedRounds`. */
export function* historySlots(
  backend: Backend,
  game: ContestGame,
  { seed, points = defaultHistory.points, rounds = defaultHistory.rounds }: HistoryOptions,
): Generator<Progress, HistorySolution, boolean | undefined> {
  wholeNumber('points', points, 2, 1000);
  wholeNumber('rounds', rounds, 1, 10_000);
  const { players, periods, inputs } = game;
  const length = profileLength(game);
  const profiles = new Float64Array(points * length);
  const slot = (h: number) => profiles.subarray(h * length, (h + 1) * length);
  for (let h = 0; h < points; h++) slot(h).set(randomProfile(backend, game, seed, [0, h]));
  const search = searchOf(backend, game, points);
  const nothing = new Float64Array(periods * inputs);
  const total = rounds * points;
  let iterations = 0;
  while (iterations < total) {
    const fresh = randomProfile(backend, game, seed, [1, iterations]);
    const answers = Array.from({ length: players }, (_, i) => {
      const own = search.answer(i, profiles, search.logarithms(i, fresh));
      const isIdle = search.value(i, profiles, nothing) > search.value(i, profiles, own);
      return isIdle ? nothing : own;
    });
    answers.forEach((own, i) => {
      search.put(i, own, slot(iterations % points));
    });
    iterations++;
    const cancelled: boolean | undefined = yield { done: iterations, total };
    if (cancelled) break;
  }
  const history = Array.from({ length: players }, (_, i) => {
    const plays = new Float64Array(points * nothing.length);
    for (let h = 0; h < points; h++) plays.set(search.own(i, slot(h)), h * nothing.length);
    return plays;
  });
  return { history, iterations, evaluations: search.evaluations };
}

/** What players ask of `count` profiles, one behind the other: how to answer the rivals' strategies in them. */
function searchOf(backend: Backend, game: ContestGame, count = 1) {
  const { players, periods, inputs } = game;
  const { math } = backend;
  const length = profileLength(game);
  const asked = new Float64Array(count * length);
  const payoffs = new Float64Array(count * players);
  const none = new Float64Array(0);
  const tried = new Float64Array(periods * inputs);
  const placeOf = (i: number, at: number) =>
    (Math.floor(at / inputs) * players + i) * inputs + (at % inputs);

  const search = {
    evaluations: 0,
    /** Player i's strategy in a profile, [period][input]. */
    own: (i: number, profile: Float64Array) => tried.map((_, at) => profile[placeOf(i, at)]),
    logarithms(i: number, profile: Float64Array) {
      const own = search.own(i, profile);
      math.logInto(own, own);
      return own;
    },
    /** Makes `own` player i's strategy in each of the profiles. */
    put(i: number, own: Float64Array, profiles: Float64Array) {
      for (let start = 0; start < profiles.length; start += length) {
        for (let at = 0; at < own.length; at++) profiles[start + placeOf(i, at)] = own[at];
      }
    },
    /** Σ U_i over the profiles if player i plays `own` in each. */
    value(i: number, profiles: Float64Array, own: Float64Array) {
      asked.set(profiles);
      return worth(i, own);
    },
    /** The strategy that a search from its logarithms `start` finds best. */
    answer(i: number, profiles: Float64Array, start: Float64Array) {
      asked.set(profiles);
      const { x } = nelderMead((y) => -worth(i, strategyAt(y)), start);
      return strategyAt(x).slice();
    },
  };
  return search;

  function worth(i: number, own: Float64Array): number {
    search.put(i, own, asked);
    evaluate(backend, game, 'payoffs', count, asked, payoffs, none, i);
    search.evaluations += count;
    let sum = 0;
    for (let m = 0; m < count; m++) sum += payoffs[m * players + i];
    return sum;
  }

  function strategyAt(y: Float64Array): Float64Array {
    math.expInto(y, tried);
    return limitSharing(game, tried);
  }
}

/** Of all players; under beliefs, each as he sees the game. */
function payoffsOf(backend: Backend, game: ContestGame, strategies: Float64Array): Float64Array {
  const payoffs = new Float64Array(game.players);
  evaluate(backend, game, 'payoffs', 1, strategies, payoffs, new Float64Array(0));
  return payoffs;
}

function isSame(u: number, before: number): boolean {
  const size = Math.max(Math.abs(u), Math.abs(before));
  return Math.abs(u - before) <= Math.max(absoluteTolerance, relativeTolerance * size);
}

/** e^y, y ~ N(−1, 0.1²), every input by itself. */
function randomProfile(
  backend: Backend,
  game: ContestGame,
  seed: Seed,
  stream: readonly number[],
): Float64Array {
  const samples = profileLength(game);
  const points = designOf(backend, { design: 'random', samples, dimensions: 1, seed }, stream);
  const profile = points.fill(0, samples);
  normalQuantileInto(backend.math, profile, profile);
  for (let at = 0; at < samples; at++) profile[at] = startMean + startDeviation * profile[at];
  backend.math.expInto(profile, profile);
  return limitSharing(game, profile);
}

function limitSharing({ inputs, maximumSharing }: ContestGame, x: Float64Array): Float64Array {
  for (let at = 4; at < x.length; at++) {
    if (at % inputs >= 4) x[at] = Math.min(x[at], maximumSharing);
  }
  return x;
}

function givenProfile(game: ContestGame, start: Float64Array): Float64Array {
  const length = profileLength(game);
  if (!(start instanceof Float64Array) || start.length !== length) {
    throw new ParameterError('start', start, `a Float64Array of length ${length}`);
  }
  const bad = start.find((x) => !(x > 0 && x < Number.POSITIVE_INFINITY));
  if (bad !== undefined) {
    throw new ParameterError('start', bad, 'finite inputs > 0, whose logarithms are searched');
  }
  return start.slice();
}
