/**
 * The certificate of a contest's equilibria: what anybody could still gain, by a search that shares nothing with
 * what found them, and where the game allows it by a proof.
 */

import type { Backend } from '../../engine/backend';
import type { Seed } from '../../sampling/seed-sequence';
import type { ContestGame } from '../parameters';
import { payoffScale } from '../scale';
import type { ContestCertificate, Equilibrium, SecondOrder } from '../solve/result';
import { flatStrategies } from '../strategies';
import { exploitability } from './exploitability';
import { exploitabilityMixed } from './mixed';
import { secondOrder } from './second-order';
import { symmetricEquilibria } from './symmetric';
import { upperBound } from './upper-bound';

export interface CertifyOptions {
  /** What gains are held to, relative to the scale of the game. */
  readonly tolerance: number;
  /** Random starts of each search. Default 8. */
  readonly starts?: number;
  readonly seed?: Seed;
  /** What the search has found already, where it was made before. */
  readonly attack?: Attack;
}

/** The most that anybody gains, and starts of the search. */
export interface Attack {
  readonly gain: number;
  readonly starts: number;
}

/** Bounds are not wanted tighter than this, relative to the scale of the game. */
const leastGap = 1e-8;

/** @param best the least exploitable profile, where there is no equilibrium */
export function certify(
  backend: Backend,
  game: ContestGame,
  equilibria: readonly Equilibrium[],
  best: Equilibrium | undefined,
  { tolerance, starts = 8, seed = 1, attack }: CertifyOptions,
): ContestCertificate {
  const held = tolerance * payoffScale(game);
  const subjects = equilibria.length > 0 || best === undefined ? equilibria : [best];
  const found =
    attack === undefined
      ? subjects.map((equilibrium) => attackOn(backend, game, equilibrium, starts, seed))
      : subjects.map(() => attack);
  const lower = subjects.length === 0 ? Number.POSITIVE_INFINITY : greatest(found, 'gain');
  const conditions = secondOrderOf(backend, game, subjects);
  const upper = upperOf(backend, game, subjects, Math.max(tolerance, leastGap));
  const symmetric = symmetricEquilibria(backend, game, { starts, seed });
  return {
    kind: 'exploitability',
    lower,
    upper,
    starts: greatest(found, 'starts'),
    proof: upper === null ? 'searched' : 'bounded',
    secondOrder: conditions,
    tolerance: held,
    holds: equilibria.length > 0 && lower <= held && (conditions?.holds ?? true),
    ...(symmetric === null ? {} : { symmetricEquilibria: symmetric.count }),
  };
}

const greatest = <Name extends string>(list: readonly Record<Name, number>[], name: Name) =>
  list.reduce((most, entry) => Math.max(most, entry[name]), 0);

const profileOf = (game: ContestGame, { strategies }: Equilibrium) =>
  flatStrategies(game, strategies).values;

/** The most that anybody gains; without limit where a mixture has too many combinations to go through. */
function attackOn(
  backend: Backend,
  game: ContestGame,
  equilibrium: Equilibrium,
  starts: number,
  seed: Seed,
): Attack {
  const { mixture } = equilibrium;
  const most = (gains: Float64Array) => gains.reduce((a, b) => Math.max(a, b), 0);
  if (equilibrium.kind === 'pure' || mixture === undefined) {
    const result = exploitability(backend, game, profileOf(game, equilibrium), { starts, seed });
    return { gain: most(result.gains), starts: result.starts };
  }
  const mixed = mixture.map((strategies) =>
    strategies.map(({ probability, strategy }) => ({
      probability,
      strategy: Float64Array.from(strategy.flat()),
    })),
  );
  try {
    const result = exploitabilityMixed(backend, game, mixed, { starts, seed });
    return { gain: most(result.gains), starts: result.starts };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { gain: Number.POSITIVE_INFINITY, starts: 0 };
  }
}

/** The worst of all pure profiles; null where there is none. */
function secondOrderOf(
  backend: Backend,
  game: ContestGame,
  subjects: readonly Equilibrium[],
): SecondOrder | null {
  const each = subjects
    .filter(({ kind }) => kind === 'pure')
    .map((equilibrium) =>
      secondOrder(backend, game, profileOf(game, equilibrium), equilibrium.bounds),
    );
  if (each.length === 0) return null;
  return {
    greatestEigenvalue: each[0].greatestEigenvalue.map((_, i) =>
      Math.max(...each.map(({ greatestEigenvalue }) => greatestEigenvalue[i])),
    ),
    stationarity: greatest(each, 'stationarity'),
    holds: each.every(({ holds }) => holds),
  };
}

/** A bound for all of them, or null where one has none. */
function upperOf(
  backend: Backend,
  game: ContestGame,
  subjects: readonly Equilibrium[],
  tolerance: number,
): number | null {
  let most = 0;
  for (const equilibrium of subjects) {
    const bounds =
      equilibrium.kind === 'pure'
        ? upperBound(backend, game, profileOf(game, equilibrium), { tolerance })
        : null;
    if (bounds === null) return null;
    most = Math.max(most, ...bounds);
  }
  return subjects.length === 0 ? null : most;
}
