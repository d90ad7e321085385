/**
 * What a backend gives the domains: elementary functions and kernels, numbers in and numbers out.
 *
 * `wasm` computes with its own exp, log and pow: the same bits on every machine. `javascript` computes
 * with the host's `Math`: fallback, honest baseline of the benchmarks, and oracle of the tests.
 */

import type { AllocationKernels } from './kernels/allocation';
import type { ComplianceKernels } from './kernels/compliance';
import type { ContestKernels } from './kernels/contest';
import type { ResourcesKernels } from './kernels/resources';
import type { SamplingKernels } from './kernels/sampling';

export type BackendName = 'wasm' | 'javascript';

/** Elementary functions; scalar, and over arrays (`out` may be the input). */
export interface ElementaryFunctions {
  exp(x: number): number;
  log(x: number): number;
  pow(x: number, y: number): number;
  expInto(x: Float64Array, out: Float64Array): void;
  logInto(x: Float64Array, out: Float64Array): void;
  powInto(x: Float64Array, y: Float64Array, out: Float64Array): void;
}

export interface Backend {
  readonly name: BackendName;
  readonly math: ElementaryFunctions;
  readonly allocation: AllocationKernels;
  readonly sampling: SamplingKernels;
  readonly compliance: ComplianceKernels;
  readonly contest: ContestKernels;
  readonly resources: ResourcesKernels;
}
