/**
 * What every result of every domain has in common.
 */

/**
 * How a computation ended. Never a silent failure:
 * - `converged`: the solver's own test was met (whether the answer is right is the certificate's matter);
 * - `iteration-limit`: the answer is the best at hand, the test was not met;
 * - `infeasible`, `unbounded`: proven to have no answer;
 * - `diverged`: numbers left the range of doubles;
 * - `cancelled`: the caller's signal ended it.
 */
export type Status =
  | 'converged'
  | 'iteration-limit'
  | 'infeasible'
  | 'unbounded'
  | 'diverged'
  | 'cancelled';

/** What every certificate has in common; a domain adds the figures of its kind. */
export interface Certificate {
  /** Which proof this is, e.g. `pontryagin`. */
  readonly kind: string;
  /** What the figures are held to. */
  readonly tolerance: number;
  /** Whether every figure of the certificate is within what it is held to. */
  readonly holds: boolean;
}

/** How far a long computation has come. */
export interface Progress {
  /** Work done, in the unit the call documents (iterations, chunks, …). */
  readonly done: number;
  /** All the work where it is known, else an upper bound. */
  readonly total: number;
  /** The convergence figure of the last iteration, where there is one. */
  readonly residual?: number;
}
