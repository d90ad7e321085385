/**
 * Linear, integer and convex quadratic programs as plain data, and what is found out about them.
 *
 *     minimize or maximize   c'x + Σ q_jk x_j x_k + offset                               (R1p)
 *     subject to             lower_i ≤ a_i'x ≤ upper_i,   lower_j ≤ x_j ≤ upper_j
 */

import type { BackendName } from '../../engine/backend';
import type { Certificate, Status } from '../../engine/result';

export type VariableType = 'continuous' | 'integer' | 'binary';

export interface ProgramVariable {
  /** Default 0; `null` or −∞ for none. With a menu, its least value. */
  readonly lower?: number | null;
  /** Default none; `null` or ∞ for none. With a menu, its greatest value; of a binary, 1. */
  readonly upper?: number | null;
  /** Default `continuous`. */
  readonly type?: VariableType;
  /** The only values it may take. */
  readonly menu?: readonly number[];
}

/** One of the bounds at least; `equal` stands alone. */
export interface ProgramConstraint {
  readonly coefficients: Readonly<Record<string, number>>;
  readonly lower?: number | null;
  readonly upper?: number | null;
  readonly equal?: number;
}

/** A term of the objective as it is written: value · row · column, without a half. */
export interface QuadraticTerm {
  readonly row: string;
  readonly column: string;
  readonly value: number;
}

export interface Program {
  /** Default `minimize`. */
  readonly sense?: 'minimize' | 'maximize';
  /** Coefficients by variable; those left out are 0. */
  readonly objective?: Readonly<Record<string, number>>;
  /**
   * Terms of second order, without a half: `{ 'x x': 2, 'x y': 1 }` is 2x² + xy. Entries (x, y) and (y, x)
   * add up. As a list where a name has a space.
   */
  readonly quadratic?: Readonly<Record<string, number>> | readonly QuadraticTerm[];
  readonly variables: Readonly<Record<string, ProgramVariable>>;
  readonly constraints?: Readonly<Record<string, ProgramConstraint>>;
  /** Added to the objective; default 0. */
  readonly offset?: number;
}

export interface ProgramOptions {
  /** Seconds. */
  readonly timeLimit?: number;
  /** Nodes of branch and bound. */
  readonly nodeLimit?: number;
  /** Iterations of simplex or active sets. */
  readonly iterationLimit?: number;
  /** Relative gap between the answer of an integer program and its bound; default 1e-9. */
  readonly gap?: number;
  /** What the certificate's figures are held to; default 1e-6. */
  readonly tolerance?: number;
  /**
   * Whether to work out over which right-hand sides and costs the answer's prices and plan stay; by default
   * where rows and columns are 200 at most.
   */
  readonly ranging?: boolean;
  /** Nodes of the search that proves an integer answer again; default 200, 0 for none. */
  readonly proofNodes?: number;
  /** Ends the work; it then runs in a thread, where the host has threads. */
  readonly signal?: AbortSignal;
  /** Where `programs-worker.js` is, if not beside this module. */
  readonly workerUrl?: string | URL;
}

export interface ShadowPrice {
  /** ∂objective/∂right-hand side of the bound that holds, whatever the sense. */
  readonly value: number;
  /** Whether the derivatives from the left and from the right are shown to agree. */
  readonly unique: boolean;
  /**
   * Derivatives from the left and from the right, where they were worked out; infinite where no answer is
   * left on that side.
   */
  readonly range: readonly [number, number] | null;
}

/** Optimality: equations of Karush, Kuhn and Tucker, and weak duality. All figures are relative. */
export interface ProgramCertificate extends Certificate {
  /** `duality`, `branch-and-bound`, `farkas`, `ray`, or `none` where there is nothing to certify. */
  readonly kind: 'duality' | 'branch-and-bound' | 'farkas' | 'ray' | 'none';
  readonly primalInfeasibility: number | null;
  readonly dualInfeasibility: number | null;
  readonly complementarySlackness: number | null;
  /** Between the objective and the dual objective, or the bound of an integer program. */
  readonly gap: number | null;
  /** No answer is better than this, in the sense of the program. */
  readonly bound: number | null;
  /** Farthest that an integer variable is from a whole number. */
  readonly integrality: number | null;
  /** Who proved the bound: duals checked here, a search checked here, or the solver alone. */
  readonly provenBy: 'duals' | 'search' | 'solver' | null;
}

/** Where a price or a plan stays optimal; every interval holds the present value. */
export interface Ranging {
  /** Right-hand sides over which the constraint's shadow price stays. */
  readonly constraints: Readonly<Record<string, readonly [number, number]>>;
  /** Objective coefficients over which the variables' values stay optimal. */
  readonly objective: Readonly<Record<string, readonly [number, number]>>;
}

export type Side = 'lower' | 'upper' | 'equal';

/** Bounds that cannot hold at once. */
export interface Conflict {
  readonly constraints: readonly { readonly name: string; readonly side: Side }[];
  readonly bounds: readonly { readonly variable: string; readonly side: Side | 'menu' }[];
  /** Whether any one of them taken away leaves the others possible, as was checked. */
  readonly irreducible: boolean;
}

export interface ProgramResult {
  readonly status: Status;
  /** Which limit was met. */
  readonly limit: 'time' | 'nodes' | 'iterations' | null;
  /** null where there is no plan. */
  readonly objective: number | null;
  readonly variables: Readonly<Record<string, number>> | null;
  readonly shadowPrices: Readonly<Record<string, ShadowPrice>> | null;
  /** ∂objective/∂variable where its bound holds it. */
  readonly reducedCosts: Readonly<Record<string, number>> | null;
  /** Whether prices are those of the program with its integers fixed at their values. */
  readonly integersFixed: boolean;
  readonly ranging: Ranging | null;
  readonly certificate: ProgramCertificate;
  /** Of an infeasible program: weights of constraints that add up to a contradiction. */
  readonly farkas: Readonly<Record<string, number>> | null;
  /** Of an infeasible program. */
  readonly iis: Conflict | null;
  /** Of an unbounded program: a direction without end in which the objective improves. */
  readonly ray: Readonly<Record<string, number>> | null;
  readonly mip: { readonly gap: number; readonly bound: number; readonly nodes: number } | null;
  readonly solver: string;
  readonly backend: BackendName;
}
