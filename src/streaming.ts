/**
 * `shadowprice/streaming`: as `loadEngine` with the wasm backend, from a `.wasm` file compiled while it
 * loads (`shadowprice/shadowprice.wasm` of the package), for pages that would rather not inline it.
 */

import { type Engine, engineOf } from './domains';
import { EngineError, ParameterError } from './engine/errors';
import { wasmBackend } from './engine/wasm/index';

/**
 * @param source where the file is (a URL), or a response that carries it
 * @throws EngineError where it cannot be fetched or the host has no WebAssembly SIMD
 */
export async function loadEngineStreaming(source: string | URL | Response): Promise<Engine> {
  const isPlace = typeof source === 'string' || source instanceof URL;
  if (!isPlace && !(source instanceof Response)) {
    throw new ParameterError('source', source, 'a URL or a Response', 'type');
  }
  try {
    const response = isPlace ? await fetch(source) : source;
    if (!response.ok) throw new Error(`status ${response.status}`);
    return engineOf(await wasmBackend(response));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError(`the engine's module could not be loaded: ${reason}`);
  }
}

export type { Engine };
