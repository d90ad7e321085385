/** Picks a backend. */

import type { Backend, BackendName } from './backend';
import { bytes } from './embedded';
import { EngineError, ParameterError } from './errors';
import { javascriptBackend } from './javascript/index';
import { wasmBackend } from './wasm/index';

export interface LoadOptions {
  /**
   * `wasm`; `javascript`; or `auto` (default): wasm where the host has WebAssembly with SIMD, else
   * javascript. `backend.name` says which it was.
   */
  readonly backend?: BackendName | 'auto';
}

/**
 * A backend of its own, sharing nothing with others; the functions of `shadowprice/allocation` take one.
 *
 * @throws EngineError where `wasm` is asked for and the host has no WebAssembly SIMD
 * @throws ParameterError where the backend's name is unknown
 */
export async function loadBackend(options: LoadOptions = {}): Promise<Backend> {
  const { backend = 'auto' } = options ?? {};
  switch (backend) {
    case 'javascript':
      return javascriptBackend;
    case 'wasm':
      if (!hasSimd(bytes)) {
        throw new EngineError(
          'WebAssembly with SIMD is not available here; use backend: "javascript" or "auto"',
        );
      }
      return wasmBackend(bytes);
    case 'auto':
      return hasSimd(bytes) ? wasmBackend(bytes) : javascriptBackend;
    default:
      throw new ParameterError('backend', backend, 'one of wasm, javascript, auto', 'type');
  }
}

/** Whether the host accepts our module; only its SIMD could be refused. */
export function hasSimd(module: BufferSource): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(module);
}
