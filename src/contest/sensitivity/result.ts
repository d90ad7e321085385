/** What `sensitivity` takes and answers. */

import type { BackendName } from '../../engine/backend';
import type { BoundInput } from '../solve/result';
import type { Side } from './parameters';

export interface SensitivityOptions {
  /** Names of numbers: `disasterCost`, `risk.theta`, `cost.safety`, … Default all that have a say in the game. */
  readonly parameters?: readonly string[];
  /** Only this player's own numbers, beside those that are the same for all. */
  readonly player?: number;
}

/** How an equilibrium moves with a number. */
export interface Sensitivity {
  readonly parameter: string;
  /** Whose number it is; null where that of all players moves by the same amount. In all periods. */
  readonly player: number | null;
  /** The number; null where it is not the same for all players and periods concerned. */
  readonly value: number | null;
  /** Where it can move: a number at the bound of its domain has a derivative from one side. */
  readonly side: Side;
  /**
   * Whether the equilibrium bends here, so that it moves otherwise to at least one of the sides: an input leaves
   * its bound, or two productivities that share cross. Null where the derivative is.
   */
  readonly kink: boolean | null;
  /** dx/dm, shaped as the strategies, 0 where a bound holds the input; null where there is no derivative. */
  readonly inputs: number[][][] | null;
  /** dU_i/dm along the equilibrium, of each player; null where there is no derivative. */
  readonly payoffs: number[] | null;
  /** ∂U_i/∂m at the same strategies, of each player. */
  readonly direct: number[];
  /** dP/dm of the probability of a disaster, along the equilibrium; null where there is no derivative. */
  readonly disasterProbability: number | null;
}

export interface ContestSensitivity {
  readonly backend: BackendName;
  /** The equilibrium, with the conditions of first order met to rounding where that changes it by < 1e-3. */
  readonly strategies: number[][][];
  /**
   * Whether the conditions of first order hold and determine the equilibrium. Where they do not (another
   * equilibrium is arbitrarily near, or the profile is none), only `direct` and `shadowPrices` are given.
   */
  readonly regular: boolean;
  /** The greatest violation of these conditions, in units of what is at stake and of relative change. */
  readonly residual: number;
  /** Condition number of their derivatives, scaled; null where these are singular. */
  readonly condition: number | null;
  /** Inputs that a bound holds. */
  readonly held: readonly BoundInput[];
  readonly sensitivities: readonly Sensitivity[];
  /**
   * By name, [player]: ∂U_i/∂m_i, what a unit more of the own number (or of the one for all) is worth to the player.
   * Null for players that were not asked for, and where the number cannot move.
   */
  readonly shadowPrices: Readonly<Record<string, readonly (number | null)[]>>;
}
