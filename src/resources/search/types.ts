/**
 * What a problem must tell to be searched, and what a search answers.
 *
 * A problem is a set of feasible solutions, an objective, and a neighbourhood: moves that lead from one
 * solution to another. Everything else is optional and makes a search faster (`delta`, `allows`), lets more
 * methods work (`moves`, `attribute`, `crossover`) or lets more be said of the answer (`bound`, `guarantee`).
 */

import type { BackendName } from '../../engine/backend';
import type { Certificate, Status } from '../../engine/result';
import type { RandomStream } from '../../sampling/random-stream';
import type { Seed } from '../../sampling/seed-sequence';
import type { Ratio } from '../ratio';

export type Sense = 'minimize' | 'maximize';

/**
 * A problem of combinatorial optimization. Functions must not depend on anything but their arguments;
 * random numbers come from the stream they are given, or an answer cannot be had again.
 */
export interface SearchProblem<Solution, Move = unknown> {
  /** By default `minimize`. */
  readonly sense?: Sense;
  /** A random solution, which must be feasible. */
  random(stream: RandomStream): Solution;
  /** What is minimized or maximized: a finite number, from the solution alone. */
  objective(solution: Solution): number;
  /** A random move; null where there is none. It may lead to what is not feasible. */
  propose(solution: Solution, stream: RandomStream): Move | null;
  /** The solution after a move: the same object, changed, or a new one. */
  apply(solution: Solution, move: Move): Solution;
  /** How much a move adds to the objective; where left out, the objective is computed anew. */
  delta?(solution: Solution, move: Move): number;
  /**
   * The whole neighbourhood. Read while the solution stays as it is. Moves are kept while later ones are read:
   * each must be an object of its own, not one that is changed and given again.
   */
  moves?(solution: Solution): Iterable<Move>;
  /** Whether a move leads to a feasible solution; where left out, `feasible` is asked of a copy. */
  allows?(solution: Solution, move: Move): boolean;
  /** Whether a solution meets all constraints; where left out, all do. */
  feasible?(solution: Solution): boolean;
  /**
   * How much a move adds to a second objective, which is minimized among solutions of equal objective. It
   * leads descents and tabu search over plateaus, as those of a makespan.
   */
  tie?(solution: Solution, move: Move): number;
  /** What a tabu search forbids for a while after a move; by default the move. */
  attribute?(solution: Solution, move: Move): string | number;
  /** A child of two solutions, which it must leave as they are. One that is not feasible is discarded. */
  crossover?(a: Solution, b: Solution, stream: RandomStream): Solution;
  /** By default `structuredClone`. */
  copy?(solution: Solution): Solution;
  /** No solution is better than this: a search ends where it is met. */
  readonly bound?: number | null;
  /** Whether the bound is one, by a check that shares nothing with what computed it: for the certificate. */
  provesBound?(bound: number): boolean;
  /** A factor within which this solution is of the optimum by a theorem; null where none applies. */
  guarantee?(solution: Solution): number | null;
}

export const searchMethods = ['local', 'annealing', 'tabu', 'genetic'] as const;
export type SearchMethod = (typeof searchMethods)[number];

export const improvements = ['first', 'best'] as const;
export const coolings = ['geometric', 'lundy-mees'] as const;

export interface SearchOptions {
  /** By default `annealing`. */
  readonly method?: SearchMethod;
  /** By default 0. */
  readonly seed?: Seed;
  /** Most solutions looked at, in all starts together: 1 to 10¹²; by default 200 000. */
  readonly evaluations?: number;
  /** Starts after the first, each with random numbers of its own; by default 99, 0, 4, 4 (in the order above). */
  readonly restarts?: number;
  /** `local`: the first move that improves, or the best of the neighbourhood; by default `first`. */
  readonly improvement?: (typeof improvements)[number];
  /** `annealing`: by default `geometric`. */
  readonly cooling?: (typeof coolings)[number];
  /** `annealing`: in units of the objective, > 0; by default from sampled moves. */
  readonly startTemperature?: number;
  /** `annealing`: in units of the objective, > 0; by default from sampled moves. */
  readonly endTemperature?: number;
  /**
   * `tabu`: iterations for which an attribute is forbidden; by default drawn for each move from ⌈√N/2⌉ to
   * ⌈3√N/2⌉, N being the moves of the first neighbourhood.
   */
  readonly tenure?: number;
  /**
   * `tabu`: moves proposed an iteration; by default the whole neighbourhood is scanned, 1024 are proposed
   * where it has more than 4096, 100 where the problem has no `moves`.
   */
  readonly candidates?: number;
  /** `tabu`, `genetic`: iterations or generations without a new best that end a start; 300 and 60. */
  readonly stall?: number;
  /** `genetic`: by default 40. */
  readonly population?: number;
  /** `genetic`: solutions of which a parent is the best; by default 3. */
  readonly tournament?: number;
  /** `genetic`: share of children with two parents, from 0 to 1; by default 0.9. */
  readonly crossoverRate?: number;
  /** `genetic`: chance of one more random move, from 0 to below 1, asked again after each; by default 0.5. */
  readonly mutationRate?: number;
  /** `genetic`: best solutions that live on; by default 2. */
  readonly elite?: number;
  /** `genetic`: whether children are improved to local optima; by default no. */
  readonly memetic?: boolean;
}

/** Best objectives known after so many evaluations, thinned out where there were many. */
export interface SearchHistory {
  readonly evaluations: Float64Array;
  readonly objective: Float64Array;
}

export interface SearchRatio extends Ratio {
  /** What `realized` compares with: with a bound, the true ratio is no greater. Null without certificate. */
  readonly against: 'optimum' | 'bound' | null;
}

export interface SearchCertificate extends Certificate {
  readonly kind: 'search';
  readonly feasible: boolean;
  /** From the solution alone. */
  readonly objective: number;
  /**
   * Greatest difference between an objective that the search kept by differences and the same computed anew,
   * relative to the objective, or to 2⁻¹⁰ of the largest met where that is more.
   */
  readonly objectiveError: number;
  /** Whether no move is allowed and improves; null where the neighbourhood cannot be scanned. */
  readonly isLocalOptimum: boolean | null;
  /** Moves that were looked at. */
  readonly scanned: number;
  /** Greatest error of `delta` among moves that were also made, likewise; null where there is no `delta`. */
  readonly deltaError: number | null;
  /** An objective better than it refutes it: then nothing holds. */
  readonly bound: number | null;
  /** Whether the bound was proven anew, as prices of covers are; null where it is only compared. */
  readonly isBoundProven: boolean | null;
}

export interface SearchResult<Solution = unknown> {
  /**
   * - `converged`: the bound is met, so the answer is an optimum; or the method came to its own end, all
   *   starts made (annealing: cooled down), and no move improves the answer. Where the certificate does not
   *   hold, neither is known;
   * - `iteration-limit`: the evaluations were used up before, or the certificate of an end does not hold;
   * - `cancelled`: the best answer until then.
   */
  readonly status: Extract<Status, 'converged' | 'iteration-limit' | 'cancelled'>;
  readonly backend: BackendName;
  readonly method: SearchMethod;
  readonly seed: Seed;
  /** Kind of a built-in problem, else `custom`. */
  readonly kind: string;
  readonly sense: Sense;
  readonly solution: Solution;
  readonly objective: number;
  /** No solution is better; null where no bound is known. */
  readonly bound: number | null;
  /** Whether the objective meets the bound or the optimum, and the certificate holds. */
  readonly isOptimal: boolean;
  /** Solutions looked at. */
  readonly evaluations: number;
  /** Moves made. */
  readonly accepted: number;
  readonly starts: number;
  /** Of the last start of an annealing; null for other methods. */
  readonly temperature: { readonly start: number; readonly end: number } | null;
  readonly history: SearchHistory;
  readonly ratio: SearchRatio;
  readonly certificate: SearchCertificate;
}
