/**
 * The social optimum: the profile of all players' strategies that makes welfare greatest,
 *
 *     W° = sup_x W(x),   W(x) = Σ_i w_i U_i(x)                                                         (1)
 *
 * with the payoffs of the game as it is, whatever players believe. W has many local maxima: it is climbed from many
 * profiles, the best points are improved by leaving players or periods out, and the answer is attacked by another
 * kind of search, from whose point the climb goes on as long as that finds more.
 *
 * The supremum need not be attained. Where somebody always wins (`ratio`), one player who performs on his way to 0 wins
 * safely at no cost, while nobody wins at 0; an input that costs nothing may be worth more and more; odds may come
 * as near as one likes to a threshold but must not reach it. Then the profile given is one that comes as near as
 * doubles do, and `attained` is false.
 */

import type { Backend, BackendName } from '../../engine/backend';
import type { Status } from '../../engine/result';
import type { Seed } from '../../sampling/seed-sequence';
import type { ContestGame } from '../parameters';
import { evaluate } from '../payoffs';
import { withoutIdleSharing, withoutUnreached } from '../solve/pure';
import { Responder } from '../solve/respond';
import { disasterProbability } from '../states';
import { nested, type Strategies } from '../strategies';
import { certify, type OptimumCertificate } from './certificate';
import { completeOptimumOptions } from './options';
import { goOn, isEndless, type Point, search } from './search';
import { heldTies } from './thresholds';
import { enormous, Welfare } from './welfare';

export { type Anarchy, priceOfAnarchy } from './anarchy';
export type { OptimumCertificate } from './certificate';

export interface OptimumOptions {
  /** w ≥ 0, one a player, not all 0. Default 1. */
  readonly weights?: ArrayLike<number>;
  /** Random profiles to start from beside those that every game has, from 0 to 10 000. Default 8. */
  readonly starts?: number;
  /** Of the random profiles; a whole number. Default 1. */
  readonly seed?: Seed;
  /** A profile to start from first. */
  readonly start?: Strategies;
  /** Most iterations of a climb, from 1 to 10 000. Default 400. */
  readonly maxIterations?: number;
}

export interface OptimumResult {
  readonly backend: BackendName;
  /** `converged` only where the certificate holds; `unbounded` where welfare grows without limit. */
  readonly status: Status;
  /** [period][player][input] */
  readonly strategies: number[][][];
  /** W. */
  readonly welfare: number;
  /** U_i, in the game as it is. */
  readonly payoffs: number[];
  readonly disasterProbability: number;
  /** w_i. */
  readonly weights: number[];
  /** Whether there is a profile with this welfare; else it is what profiles tend to. */
  readonly attained: boolean;
  /** Whether a player sees the game otherwise than it is; then payoffs of its equilibria are not comparable. */
  readonly hasBeliefs: boolean;
  readonly certificate: OptimumCertificate;
}

/** Times that the search goes on from what the certificate's finds. */
const mostReturns = 3;

/** @throws ParameterError naming the first option that is not usable */
export function optimum(
  backend: Backend,
  given: ContestGame,
  options: OptimumOptions = {},
): OptimumResult {
  const complete = completeOptimumOptions(given, options);
  const game: ContestGame = { ...given, believed: null };
  const welfare = new Welfare(backend, game, complete.weights);
  const ended = (found: Point) => withoutIdle(backend, game, found.profile);
  let profile = ended(search(welfare, complete));
  let certified = certify(welfare, profile, complete.seed);
  for (let round = 0; round < mostReturns && !isEndless(welfare, certified.value); round++) {
    const { certificate, better, value } = certified;
    if (certificate.lower <= certificate.tolerance) break;
    const from = { profile: better, value: value + certificate.lower * welfare.scale };
    profile = ended(goOn(welfare, from, [profile], complete.maxIterations));
    certified = certify(welfare, profile, complete.seed);
  }
  const { certificate, value } = certified;
  const growth = growthOf(welfare, profile, value);
  const isUnbounded =
    isEndless(welfare, value) || growth > 1e-3 * Math.max(welfare.scale, Math.abs(value));
  const strategies = nested(game, profile);
  const payoffs = new Float64Array(game.players);
  evaluate(backend, game, 'payoffs', 1, profile, payoffs, payoffs);
  return {
    backend: backend.name,
    status: isUnbounded ? 'unbounded' : certificate.holds ? 'converged' : 'iteration-limit',
    strategies,
    welfare: value,
    payoffs: Array.from(payoffs),
    disasterProbability: disasterProbability(backend, game, strategies).disasterProbability,
    weights: Array.from(complete.weights),
    attained: !isUnbounded && !(growth >= 0) && isAttained(welfare, profile),
    hasBeliefs: given.believed !== null,
    certificate: isUnbounded ? { ...certificate, holds: false } : certificate,
  };
}

/** Whether nothing is on its way to 0, or to a threshold it must not reach. */
function isAttained(welfare: Welfare, profile: Float64Array): boolean {
  const gradient = new Float64Array(welfare.length);
  welfare.gradient(profile, gradient);
  const ties = heldTies(welfare, profile, gradient);
  const isBelow = ties.some(({ side }) => side === 'below');
  return !isBelow && !profile.some((_, at) => welfare.isVanishing(profile, at));
}

/** The profile with zeros where a period is never reached, and without sharing that changes nothing. */
function withoutIdle(backend: Backend, game: ContestGame, profile: Float64Array): Float64Array {
  const responder = new Responder(backend, game);
  return withoutIdleSharing(responder, withoutUnreached(responder, profile));
}

/** What twice as much of all enormous inputs adds to welfare; NaN where there are none. */
function growthOf(welfare: Welfare, profile: Float64Array, value: number): number {
  const { game, units } = welfare;
  const isEnormous = (x: number, at: number) => at % game.inputs < 4 && x > enormous * units[at];
  if (!profile.some(isEnormous)) return Number.NaN;
  return welfare.value(profile.map((x, at) => (isEnormous(x, at) ? 2 * x : x))) - value;
}
