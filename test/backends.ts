/** Both backends, for suites that run on each: `describe.each(backends)`. */

import { readFileSync } from 'node:fs';
import type { Backend } from '../src/engine/backend';
import { javascriptBackend } from '../src/engine/javascript/index';
import { wasmBackend } from '../src/engine/wasm/index';

const module = readFileSync(new URL('../build/shadowprice.wasm', import.meta.url));

export const wasm = await wasmBackend(module);
export const javascript = javascriptBackend;

export const backends: ReadonlyArray<{ readonly name: string; readonly backend: Backend }> = [
  { name: 'wasm', backend: wasm },
  { name: 'javascript', backend: javascript },
];

/** Long runs sit behind `npm test -- --long`. */
export const isLong = process.env.SHADOWPRICE_LONG === '1';
