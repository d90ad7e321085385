/** The `wasm` backend: the AssemblyScript module behind the `Backend` interface. */

import { instantiate } from '@assemblyscript/loader';
import { Arena } from '../arena';
import type { Backend } from '../backend';
import { type AllocationExports, allocationOf } from './allocation';
import { type ComplianceExports, complianceOf } from './compliance';
import { type ContestExports, contestOf } from './contest';
import { type MathExports, mathOf } from './math';
import { type ResourcesExports, resourcesOf } from './resources';
import { type SamplingExports, samplingOf } from './sampling';

/** The ABI of `assembly/index.ts`; pointers and counts are numbers. */
interface Exports
  extends MathExports,
    AllocationExports,
    SamplingExports,
    ComplianceExports,
    ContestExports,
    ResourcesExports,
    Record<string, unknown> {
  readonly memory: WebAssembly.Memory;
  arenaBase(): number;
}

/** A backend on a fresh instance of a compiled module, of its bytes, or of a response that carries them. */
export async function wasmBackend(
  source: WebAssembly.Module | BufferSource | Response | Promise<Response>,
): Promise<Backend> {
  const { exports: wasm } = await instantiate<Exports>(source as WebAssembly.Module);
  const arena = new Arena(wasm.memory, wasm.arenaBase());
  return {
    name: 'wasm',
    math: mathOf(wasm, arena),
    allocation: allocationOf(wasm, arena),
    sampling: samplingOf(wasm, arena),
    compliance: complianceOf(wasm, arena),
    contest: contestOf(wasm, arena),
    resources: resourcesOf(wasm, arena),
  };
}
