/** `allocation.steadyState`: constant and balanced-growth allocations, each with the condition under which it is valid. */
import type { Backend, BackendName } from '../engine/backend';
import type { Certificate, Status } from '../engine/result';
import type { AllocationParameters } from './parameters';

/** A formula's answer, and whether it applies here. */
export interface Formula {
  readonly allocation: number;
  /** The formula in the paper's letters. */
  readonly formula: string;
  /** The condition under which it holds, in the paper's letters. */
  readonly condition: string;
  readonly valid: boolean;
}

export interface Strategy {
  readonly name: string;
  readonly allocation: number;
  readonly netPresentValue: number;
  /** Share of the optimum's value that the strategy loses, in [0, 1]. */
  readonly loss: number;
}

export interface SteadyStateResult {
  readonly status: Status;
  readonly backend: BackendName;
  /** ε g: growth rate of capability on a balanced path, Eq. 8. */
  readonly capabilityGrowth: number;
  /** g/ρ. */
  readonly growthToDiscount: number;
  /** Eq. 11 as printed, clipped to [0, 1]; `valid` is whether it maximizes anything here (only by coincidence). */
  readonly paper: Formula;
  /** What the paper's own Eqs. 8–10 imply: γε²g/(ρ + γε²g). */
  readonly paperEquations: Formula;
  /** εγ/(1+εγ): the best constant allocation, exact where M0 = 0 and S = 0. */
  readonly bestConstant: Formula;
  /** The best constant allocation for this M0, S, T, by search. */
  readonly bestConstantHere: { readonly allocation: number; readonly netPresentValue: number };
  /** γε²g/(ρ−(γ−1)εg−g+γε²g), a turnpike where ρ > g(1+(γ−1)ε). */
  readonly balancedGrowth: Formula;
  /** Whether the infinite-horizon value exists: ρ > g(1+εγ). */
  readonly infiniteHorizon: {
    readonly converges: boolean;
    readonly condition: string;
    readonly threshold: number;
  };
  /** The optimal control over the same horizon. */
  readonly optimum: { readonly netPresentValue: number; readonly meanAllocation: number };
  /** The five strategies of the paper's comparison, by their true value. */
  readonly strategies: readonly Strategy[];
  readonly certificate: Certificate;
}

/** What the seed's `steady_state.py` prints. */
export interface PublishedSteadyState {
  readonly theoretical: number;
  readonly numerical: number;
  readonly strategies: ReadonlyArray<{
    readonly name: string;
    readonly allocation: number;
    readonly netPresentValue: number;
  }>;
}

export interface SteadyStateOptions {
  readonly steps?: number;
}

/** Defaults here are the steady-state study's: ρ = 0.15, T = 100. */
export function steadyState(
  _backend: Backend,
  _parameters?: AllocationParameters,
  _options?: SteadyStateOptions,
): SteadyStateResult {
  throw new Error('being written');
}

export function steadyStateAsPublished(
  _backend: Backend,
  _parameters?: AllocationParameters,
): PublishedSteadyState {
  throw new Error('being written');
}

export interface SteadyStatePanel {
  readonly parameter: 'trainingExponent' | 'revenueExponent' | 'growthToDiscount';
  readonly values: Float64Array;
  /** Eq. 11 as printed, clipped. */
  readonly paper: Float64Array;
  /** εγ/(1+εγ). */
  readonly bestConstant: Float64Array;
  /** Balanced growth; NaN is never used: 1 where there is no turnpike. */
  readonly balancedGrowth: Float64Array;
}

/** The paper's three panels: Eq. 11 over ε, γ and g/ρ, beside what is right. */
export function steadyStateSensitivity(
  _backend: Backend,
  _parameters?: AllocationParameters,
): SteadyStatePanel[] {
  throw new Error('being written');
}
