/** The `wasm` backend: the AssemblyScript module behind the `Backend` interface. */

import { instantiate } from '@assemblyscript/loader';
import { Arena } from './arena';
import type { Backend, ElementaryFunctions } from './backend';
import type { AllocationKernels, SweepOutcome } from './kernels/allocation';

/** The ABI of `assembly/index.ts`; pointers and counts are numbers. */
interface Exports extends Record<string, unknown> {
  readonly memory: WebAssembly.Memory;
  arenaBase(): number;
  exp(x: number): number;
  log(x: number): number;
  pow(x: number, y: number): number;
  expInto(x: number, out: number, count: number): void;
  logInto(x: number, out: number, count: number): void;
  powInto(x: number, y: number, out: number, count: number): void;
  sweepBytes(cells: number, maxIterations: number): number;
  sweepOffset(cells: number, maxIterations: number, field: number): number;
  forwardBackwardSweep(block: number, cells: number, maxIterations: number): number;
}

/** A backend on a fresh instance of a compiled module, of its bytes, or of a response that carries them. */
export async function wasmBackend(
  source: WebAssembly.Module | BufferSource | Response | Promise<Response>,
): Promise<Backend> {
  const { exports } = await instantiate<Exports>(source as WebAssembly.Module);
  const arena = new Arena(exports.memory, exports.arenaBase());
  return { name: 'wasm', math: mathOf(exports, arena), allocation: allocationOf(exports, arena) };
}

function mathOf(exports: Exports, arena: Arena): ElementaryFunctions {
  const { base } = arena;
  const unary =
    (kernel: (x: number, out: number, count: number) => void) =>
    (x: Float64Array, out: Float64Array) => {
      arena.reserve(8 * x.length);
      const block = arena.f64(base, x.length);
      block.set(x);
      kernel(base, base, x.length);
      out.set(block);
    };
  return {
    exp: exports.exp,
    log: exports.log,
    pow: exports.pow,
    expInto: unary(exports.expInto),
    logInto: unary(exports.logInto),
    powInto(x, y, out) {
      const second = base + 16 * Math.ceil(x.length / 2);
      arena.reserve(second - base + 8 * x.length);
      const block = arena.f64(base, x.length);
      block.set(x);
      arena.f64(second, y.length).set(y);
      exports.powInto(base, second, base, x.length);
      out.set(block);
    },
  };
}

const outcomes: readonly SweepOutcome['status'][] = ['converged', 'iteration-limit', 'diverged'];

/** Fields of the block, as `assembly/allocation/layout.ts` numbers them. */
const field = { length: 1, logCompute: 2, allocation: 3, capability: 4, costate: 5, history: 6 };
const iterationsDone = 12;

function allocationOf(exports: Exports, arena: Arena): AllocationKernels {
  return {
    forwardBackwardSweep(p, buffers, options) {
      const cells = buffers.length.length;
      const size = 2 * cells + 1;
      const { maxIterations } = options;
      arena.reserve(exports.sweepBytes(cells, maxIterations));
      const { base } = arena;
      const at = (index: number, count: number) =>
        arena.f64(base + exports.sweepOffset(cells, maxIterations, index), count);
      const block = at(0, 16);
      block.set([
        p.trainingEfficiency,
        p.revenueEfficiency,
        p.trainingExponent,
        p.revenueExponent,
        p.discountRate,
        p.depreciation,
        p.initialCapability,
        p.salvageValue,
        options.tolerance,
        options.relaxation,
        options.accelerate ? 1 : 0,
        maxIterations,
      ]);
      at(field.length, cells).set(buffers.length);
      at(field.logCompute, size).set(buffers.logCompute);
      at(field.allocation, size).set(buffers.allocation);
      const status = outcomes[exports.forwardBackwardSweep(base, cells, maxIterations)];
      const iterations = block[iterationsDone];
      buffers.allocation.set(at(field.allocation, size));
      buffers.capability.set(at(field.capability, size));
      buffers.costate.set(at(field.costate, size));
      buffers.history.set(at(field.history, iterations));
      return { status, iterations };
    },
  };
}
