/** `allocation.simulate`: what a given control earns. */
import type { Backend, BackendName } from '../engine/backend';
import type { Certificate, Status } from '../engine/result';
import type { AllocationParameters } from './parameters';
import type { AllocationPaths, AllocationTotals } from './result';

/** α constant, or its values at the uniform nodes, or any function of t; always within [0, 1]. */
export type Control = number | ArrayLike<number> | ((t: number) => number);

export interface SimulateOptions {
  /** Number of steps of the answer's time grid. Default 200; for an array, one less than its length. */
  readonly steps?: number;
  /** An array between its nodes: `linear`, or `previous` (each value holds until the next node). Default `linear`. */
  readonly hold?: 'linear' | 'previous';
  /** Explicit Euler and the node sums of the seed's `steady_state.py`, digit for digit (1000 steps unless given). */
  readonly asPublished?: boolean;
}

export interface SimulationCertificate extends Certificate {
  readonly kind: 'quadrature';
  /** Relative difference of value and final capability from an independent quadrature. */
  readonly residual: number;
  /** Relative change of the value under a looser tolerance. */
  readonly discretizationError: number;
}

export interface SimulationResult extends AllocationPaths, AllocationTotals {
  readonly status: Status;
  readonly backend: BackendName;
  readonly certificate: SimulationCertificate;
}

export function simulate(
  _backend: Backend,
  _parameters: AllocationParameters | undefined,
  _control: Control,
  _options: SimulateOptions = {},
): SimulationResult {
  throw new Error('being written');
}
