/**
 * `allocation`: how a lab splits compute between training and serving over time.
 *
 * Every function takes a backend first; `engine.allocation` has them bound to its own.
 */

import type { Backend } from '../engine/backend';
import type { SolveOptions } from './options';
import type { AllocationParameters } from './parameters';
import type { AllocationResult } from './result';
import { type SensitivityAxis, type SensitivityResult, sensitivity } from './sensitivity';
import { type Control, type SimulateOptions, type SimulationResult, simulate } from './simulate';
import { solve, solveAsync } from './solve';
import {
  type PublishedSteadyState,
  type SteadyStateOptions,
  type SteadyStatePanel,
  type SteadyStateResult,
  steadyState,
  steadyStateSensitivity,
} from './steady-state';

export type { AllocationCertificate } from './certificate';
export { type ComputeFunction, type ComputePath, computeTable } from './compute-path';
export type { Acceleration, Method, SolveOptions } from './options';
export { type AllocationParameters, allocationTable } from './parameters';
export type { AllocationPaths, AllocationResult, AllocationTotals } from './result';
export { publishedSweeps, type SensitivityAxis, type SensitivityResult } from './sensitivity';
export type {
  Control,
  SimulateOptions,
  SimulationCertificate,
  SimulationResult,
} from './simulate';
export type {
  Formula,
  PublishedSteadyState,
  SteadyStateCertificate,
  SteadyStateOptions,
  SteadyStatePanel,
  SteadyStateResult,
  Strategy,
} from './steady-state';
export { sensitivity, simulate, solve, solveAsync, steadyState, steadyStateSensitivity };

/** `steadyState` bound to a backend; with `asPublished` it answers what the seed's script prints. */
interface SteadyState {
  (
    parameters: AllocationParameters | undefined,
    options: SteadyStateOptions & { readonly asPublished: true },
  ): PublishedSteadyState;
  (parameters?: AllocationParameters, options?: SteadyStateOptions): SteadyStateResult;
}

/** The domain bound to a backend. */
export interface Allocation {
  /** The optimal control, its value, its prices and its certificate. */
  solve(parameters?: AllocationParameters, options?: SolveOptions): AllocationResult;
  /** As `solve`, giving way to the event loop between rounds of iterations. */
  solveAsync(parameters?: AllocationParameters, options?: SolveOptions): Promise<AllocationResult>;
  /** What a given control earns. */
  simulate(
    parameters: AllocationParameters | undefined,
    control: Control,
    options?: SimulateOptions,
  ): SimulationResult;
  /** Constant and balanced-growth allocations. Defaults here: ρ = 0.15, T = 100. */
  steadyState: SteadyState;
  /** Eq. 11 over ε, γ and g/ρ, beside what is right. */
  steadyStateSensitivity(parameters?: AllocationParameters): SteadyStatePanel[];
  /** The optimum over values of one parameter. */
  sensitivity(
    axis: SensitivityAxis,
    parameters?: AllocationParameters,
    options?: SolveOptions,
  ): SensitivityResult;
}

export function allocationOf(backend: Backend): Allocation {
  return {
    solve: (parameters, options) => solve(backend, parameters, options),
    solveAsync: (parameters, options) => solveAsync(backend, parameters, options),
    simulate: (parameters, control, options) => simulate(backend, parameters, control, options),
    steadyState: ((parameters?: AllocationParameters, options?: SteadyStateOptions) =>
      steadyState(backend, parameters, options)) as SteadyState,
    steadyStateSensitivity: (parameters) => steadyStateSensitivity(backend, parameters),
    sensitivity: (axis, parameters, options) => sensitivity(backend, axis, parameters, options),
  };
}
