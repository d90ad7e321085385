/** The engine: a backend, and the domains bound to it. */

import { type Allocation, allocationOf } from '../allocation/index';
import type { Backend, BackendName } from './backend';

export interface Engine {
  /** Which backend computes: `wasm` or `javascript`. */
  readonly backend: BackendName;
  /** How a lab splits compute between training and serving over time. */
  readonly allocation: Allocation;
}

export function engineOf(backend: Backend): Engine {
  return { backend: backend.name, allocation: allocationOf(backend) };
}
