/** From what the solvers find to what is reported; exploitability is the certificate's search, not the solver's. */

import { exploitability, exploitabilityMixed } from '../certificate/index';
import { inputNames } from '../costs';
import type { ContestGame } from '../parameters';
import { disasterProbability, states } from '../states';
import { nested } from '../strategies';
import { type Mixed, meanProfile, productOf } from './mixture';
import {
  type Candidate,
  type FoundCycle,
  payoffsOf,
  withoutIdleSharing,
  withoutUnreached,
} from './pure';
import type { Responder } from './respond';
import type { BestResponseCycle, BoundInput, Deviation, Equilibrium, Refused } from './result';

/** A pure profile as it is reported, and the deviation that gains most, where one does. */
export interface Described {
  readonly candidate: Candidate;
  /** The candidate's, without what is of no account. */
  readonly profile: Float64Array;
  readonly equilibrium: Equilibrium;
  /** Starts of the search for deviations. */
  readonly starts: number;
  readonly deviation: Deviation | undefined;
}

/** @param searches whether to look for deviations anew, or to leave it at those that the solver found */
export function describePure(
  responder: Responder,
  candidate: Candidate,
  searches: boolean,
): Described {
  const { backend, game } = responder;
  const profile = withoutIdleSharing(responder, withoutUnreached(responder, candidate.profile));
  const strategies = nested(game, profile);
  const { exploited, ways, starts } = attack(responder, candidate, profile, searches);
  return {
    candidate,
    profile,
    starts,
    equilibrium: {
      kind: 'pure',
      strategies,
      payoffs: Array.from(payoffsOf(responder, profile)),
      exploitability: exploited,
      disasterProbability: disasterProbability(backend, game, strategies).disasterProbability,
      bounds: boundsOf(responder, profile),
    },
    deviation: deviationOf(game, exploited, ways),
  };
}

/** The greatest gain of each player, of the solver's best responses and of those that the certificate finds. */
function attack(
  responder: Responder,
  { responses, gains: known }: Candidate,
  profile: Float64Array,
  searches: boolean,
) {
  const { backend, game, scale } = responder;
  const exploited = Array.from(known, (gain) => gain * scale);
  const ways: Float64Array[] = responses.slice();
  if (!searches) return { exploited, ways, starts: 0 };
  const { gains, deviations, starts } = exploitability(backend, game, profile, {});
  deviations.forEach((way, i) => {
    if (way === null || !(gains[i] > exploited[i])) return;
    exploited[i] = gains[i];
    ways[i] = way;
  });
  return { exploited, ways, starts };
}

export function refusedOf({ equilibrium, deviation }: Described): Refused | undefined {
  return deviation === undefined ? undefined : { ...equilibrium, deviation };
}

function deviationOf(
  { periods, inputs }: ContestGame,
  gains: readonly number[],
  ways: readonly Float64Array[],
): Deviation | undefined {
  const player = gains.indexOf(Math.max(...gains));
  const way = ways[player];
  if (!(gains[player] > 0)) return undefined;
  const strategy = Array.from({ length: periods }, (_, t) =>
    Array.from(way.subarray(t * inputs, (t + 1) * inputs)),
  );
  return { player, gain: gains[player], strategy };
}

/** Inputs at 0 or at the most that can be shared, of periods that are reached. */
function boundsOf({ backend, game }: Responder, profile: Float64Array): BoundInput[] {
  const { players, inputs, maximumSharing } = game;
  const { survival } = states(backend, game, nested(game, profile));
  const bounds: BoundInput[] = [];
  profile.forEach((x, at) => {
    const k = at % inputs;
    const period = Math.floor(at / (inputs * players));
    const isMost = k >= 4 && x === maximumSharing;
    if (survival[period] === 0 || (x !== 0 && !isMost)) return;
    const player = Math.floor(at / inputs) % players;
    bounds.push({
      period,
      player,
      input: inputNames[k],
      bound: isMost ? 'maximumSharing' : 'zero',
    });
  });
  return bounds;
}

export function describeMixed(responder: Responder, mixtures: readonly Mixed[]) {
  const { backend, game } = responder;
  const given = mixtures.map(({ strategies, probabilities }) =>
    strategies.map((strategy, k) => ({ probability: probabilities[k], strategy })),
  );
  const { gains, payoffs, starts } = exploitabilityMixed(backend, game, given, {});
  const { profiles, weights } = productOf(responder, mixtures);
  const length = profiles.length / weights.length;
  let disaster = 0;
  weights.forEach((weight, m) => {
    const profile = nested(game, profiles, m * length);
    disaster += weight * disasterProbability(backend, game, profile).disasterProbability;
  });
  const { periods, inputs } = game;
  const equilibrium: Equilibrium = {
    kind: 'mixed',
    strategies: nested(game, meanProfile(responder, mixtures)),
    mixture: given.map((played) =>
      played.map(({ probability, strategy }) => ({
        probability,
        strategy: Array.from({ length: periods }, (_, t) =>
          Array.from(strategy.subarray(t * inputs, (t + 1) * inputs)),
        ),
      })),
    ),
    payoffs: Array.from(payoffs),
    exploitability: Array.from(gains),
    disasterProbability: disaster,
  };
  return { equilibrium, starts };
}

export function describeCycle(responder: Responder, cycle: FoundCycle): BestResponseCycle {
  const { game } = responder;
  return {
    updateRule: 'sequential',
    start: nested(game, cycle.start),
    period: cycle.profiles.length,
    profiles: cycle.profiles.map((profile) => nested(game, profile)),
    payoffs: cycle.profiles.map((profile) => Array.from(payoffsOf(responder, profile))),
    moves: cycle.moves,
  };
}
