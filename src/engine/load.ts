/** `loadEngine`: a backend, and the domains bound to it. */

import { type Allocation, allocationOf } from '../allocation/index';
import type { Backend, BackendName } from './backend';
import { javascriptBackend } from './javascript/index';

export interface Engine {
  /** Which backend computes: `wasm` or `javascript`. */
  readonly backend: BackendName;
  readonly allocation: Allocation;
}

export interface LoadOptions {
  /** `wasm`, `javascript`, or `auto` (default): wasm where its SIMD is supported, else javascript. */
  readonly backend?: BackendName | 'auto';
}

export async function loadEngine(_options: LoadOptions = {}): Promise<Engine> {
  return engineOf(javascriptBackend);
}

export function engineOf(backend: Backend): Engine {
  return { backend: backend.name, allocation: allocationOf(backend) };
}
