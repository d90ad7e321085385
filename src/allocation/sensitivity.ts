/** `allocation.sensitivity`: the optimum over values of one parameter. */
import type { Backend, BackendName } from '../engine/backend';
import type { Status } from '../engine/result';
import type { SolveOptions } from './options';
import type { AllocationParameters } from './parameters';

/** A parameter by its dotted name (`discountRate`, `compute.growth`) and the values it takes. */
export interface SensitivityAxis {
  readonly parameter: string;
  readonly values: ArrayLike<number>;
}

export interface SensitivityResult {
  readonly parameter: string;
  readonly backend: BackendName;
  readonly values: Float64Array;
  readonly netPresentValue: Float64Array;
  readonly finalCapability: Float64Array;
  readonly meanAllocation: Float64Array;
  /** ∂J*∕∂parameter at each value. */
  readonly shadowPrice: Float64Array;
  readonly switchTimes: number[][];
  readonly iterations: Int32Array;
  readonly status: Status[];
  /** Whether the certificate holds, value by value. */
  readonly holds: boolean[];
}

/** The paper's four sweeps: ε .1–.9, γ .1–3, ρ .01–.2, g .05–.5, ten values each. */
export const publishedSweeps: readonly SensitivityAxis[] = [];

export function sensitivity(
  _backend: Backend,
  _axis: SensitivityAxis,
  _parameters?: AllocationParameters,
  _options?: SolveOptions,
): SensitivityResult {
  throw new Error('being written');
}
