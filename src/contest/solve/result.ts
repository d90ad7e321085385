/** What `solve` takes and answers. */

import type { BackendName } from '../../engine/backend';
import type { Certificate, Progress, Status } from '../../engine/result';
import type { Seed } from '../../sampling/seed-sequence';
import type { InputName } from '../costs';
import type { Strategies } from '../strategies';

/**
 * - `pure`: best responses in turn, then Newton's method on the conditions of first order;
 * - `mixed`: each player's best responses are collected and the game between them is solved, until nobody has a
 *   better response to the mixture (double oracle);
 * - `fictitious-play`: each player answers the mixture of all that the others have played so far.
 */
export type SolveMethod = 'pure' | 'mixed' | 'fictitious-play';

export interface SolveOptions {
  readonly method?: SolveMethod;
  /** Random profiles to start from beside those that every game has, from 0 to 10 000. Default 8. */
  readonly starts?: number;
  /** Of the random profiles; a whole number. Default 1. */
  readonly seed?: Seed;
  /** A profile to start from first. */
  readonly start?: Strategies;
  /** Most rounds of best responses from a start (`pure`), or rounds in all. Default 100; 200 `asPublished`. */
  readonly maxIterations?: number;
  /**
   * What exploitability is held to, relative to the stakes of the game (the discounted sum of the greatest of
   * fixed rewards and disaster cost). Default 1e-10; 1e-6 for `mixed` and `fictitious-play`.
   */
  readonly tolerance?: number;
  /** dynapai's own rules instead: simultaneous Nelder–Mead searches of 200 iterations. */
  readonly asPublished?: boolean;
}

export interface SolveRun {
  readonly signal?: AbortSignal;
  /** Called after each start, or each round of a mixture; `done` and `total` count these. */
  readonly onProgress?: (progress: Progress) => void;
}

/** An input that an equilibrium holds at a bound on purpose. */
export interface BoundInput {
  readonly period: number;
  readonly player: number;
  readonly input: InputName;
  readonly bound: 'zero' | 'maximumSharing';
}

/** One strategy of a mixture, [period][input]. */
export interface MixedStrategy {
  readonly probability: number;
  readonly strategy: readonly (readonly number[])[];
}

export interface Equilibrium {
  readonly kind: 'pure' | 'mixed';
  /** [period][player][input]; of a mixture, its mean. */
  readonly strategies: number[][][];
  /** What each player mixes, only where `kind` is `mixed`: [player][strategy], independent of each other. */
  readonly mixture?: readonly (readonly MixedStrategy[])[];
  /** U_i, expected. */
  readonly payoffs: number[];
  /** The most that a search found player i to gain by another strategy, ≥ 0. */
  readonly exploitability: number[];
  /** Of the game as it is, expected. */
  readonly disasterProbability: number;
  /** Inputs at 0 or at `maximumSharing`; pure strategies only. */
  readonly bounds?: readonly BoundInput[];
}

/** A player's way to gain. */
export interface Deviation {
  readonly player: number;
  readonly gain: number;
  /** [period][input] */
  readonly strategy: readonly (readonly number[])[];
}

/** A profile that is no equilibrium, and why. */
export interface Refused extends Equilibrium {
  readonly deviation: Deviation;
}

/** Best responses that come back to where they were. */
export interface BestResponseCycle {
  /** Who moves when: one player after the other, or all at once. */
  readonly updateRule: 'sequential' | 'simultaneous';
  /** The profile from which best responses ran into the cycle. */
  readonly start: number[][][];
  /** Number of profiles of the cycle: of single moves where players move in turn. */
  readonly period: number;
  readonly profiles: readonly number[][][][];
  /** U_i of each profile. */
  readonly payoffs: readonly number[][];
  /** Who moves from each profile to the next (sequential), and what that gains him. */
  readonly moves: readonly { readonly player: number; readonly gain: number }[];
}

export interface SecondOrder {
  /** The greatest eigenvalue of each player's own second derivatives, in the free inputs and relative to their size. */
  readonly greatestEigenvalue: readonly number[];
  /** The greatest first-order residual: what a unit of relative change of an own input would gain. */
  readonly stationarity: number;
  /** Whether no eigenvalue is above zero beyond rounding. */
  readonly holds: boolean;
}

/**
 * The most that anybody could gain by another strategy, by a search that shares no code with the solver; of all
 * equilibria reported, or of `best` where there is none.
 */
export interface ContestCertificate extends Certificate {
  readonly kind: 'exploitability';
  /** The most that the search found. */
  readonly lower: number;
  /** A proven bound (branch and bound), or null where there is none and the figure is searched, not proven. */
  readonly upper: number | null;
  /** Starts of the search for each player. */
  readonly starts: number;
  /** `bounded` with an upper bound, `searched` without. */
  readonly proof: 'bounded' | 'searched';
  /** Conditions of second order at the profile; null for mixtures. */
  readonly secondOrder: SecondOrder | null;
  /** Symmetric games of one period: symmetric equilibria counted by a scan of the line of symmetric profiles. */
  readonly symmetricEquilibria?: number;
}

/** What a published solver says of its own answer. */
export interface PublishedClaim {
  /** dynapai calls every answer in finite numbers a success. */
  readonly claimsSuccess: boolean;
  /** Whether payoffs had stopped to change. */
  readonly settled: boolean;
  readonly evaluations: number;
}

export interface ContestSolution {
  readonly backend: BackendName;
  /** `converged` only where an equilibrium's certificate holds. */
  readonly status: Status;
  readonly method: SolveMethod | 'nelder-mead';
  /** Sorted: pure before mixed, then by payoffs, the first player's first, greatest first. */
  readonly equilibria: readonly Equilibrium[];
  /**
   * Where no pure equilibrium was found: the least exploitable of the profiles at which every player's first
   * derivatives vanish, or, where there is none of these, of all profiles seen.
   */
  readonly best?: Refused;
  /** The least exploitable mixture found, where it is no equilibrium. */
  readonly bestMixture?: Equilibrium;
  /** Points that meet the conditions of first order, or that best responses settled at, and are no equilibria. */
  readonly refused?: readonly Refused[];
  readonly cycle?: BestResponseCycle;
  /** An input that some player would raise without end, where no equilibrium was found: `status` is `unbounded`. */
  readonly unbounded?: {
    readonly period: number;
    readonly player: number;
    readonly input: InputName;
  };
  /** Only of `asPublished`. */
  readonly published?: PublishedClaim;
  /** Local best responses computed; rounds of `asPublished`. */
  readonly iterations: number;
  readonly certificate: ContestCertificate;
}
