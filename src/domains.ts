/** The engine: a backend, and every domain bound to it. */

import { type Allocation, allocationOf } from './allocation/index';
import { type Compliance, complianceOf } from './compliance/index';
import { type Contest, contestOf } from './contest/index';
import type { Backend, BackendName } from './engine/backend';
import { type LoadOptions, loadBackend } from './engine/load';
import { type Resources, resourcesOf } from './resources/index';
import { type Sampling, samplingOf } from './sampling/index';

export interface Engine {
  /** Which backend computes: `wasm` or `javascript`. */
  readonly backend: BackendName;
  /** How a lab splits compute between training and serving over time. */
  readonly allocation: Allocation;
  /** When a lab complies with rules on compute, evades them, or splits a run across borders. */
  readonly compliance: Compliance;
  /** How rivals trade safety against performance when they race. */
  readonly contest: Contest;
  /** How a fixed budget of GPUs, bandwidth or tokens is best shared out. */
  readonly resources: Resources;
  /** Designs of sample points, spaces of parameters, indices of sensitivity. */
  readonly sampling: Sampling;
}

/**
 * An engine of its own, sharing nothing with others.
 *
 * @throws EngineError where `wasm` is asked for and the host has no WebAssembly SIMD
 * @throws ParameterError where the backend's name is unknown
 */
export async function loadEngine(options?: LoadOptions): Promise<Engine> {
  return engineOf(await loadBackend(options));
}

export function engineOf(backend: Backend): Engine {
  return {
    backend: backend.name,
    allocation: allocationOf(backend),
    compliance: complianceOf(backend),
    contest: contestOf(backend),
    resources: resourcesOf(backend),
    sampling: samplingOf(backend),
  };
}
