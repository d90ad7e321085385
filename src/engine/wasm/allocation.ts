/** The kernels of `allocation` in the module. */

import type { Arena } from '../arena';
import type { AllocationKernels, SweepOutcome } from '../kernels/allocation';

export interface AllocationExports {
  sweepBytes(cells: number, maxIterations: number): number;
  sweepOffset(cells: number, maxIterations: number, field: number): number;
  forwardBackwardSweep(block: number, cells: number, maxIterations: number): number;
}

const outcomes: readonly SweepOutcome['status'][] = ['converged', 'iteration-limit', 'diverged'];

/** Fields of the block, as `assembly/allocation/layout.ts` numbers them. */
const field = { length: 1, logCompute: 2, allocation: 3, capability: 4, costate: 5, history: 6 };
const iterationsDone = 12;

/** Views of a block of one shape. */
interface Block {
  readonly cells: number;
  readonly maxIterations: number;
  readonly memory: ArrayBufferLike;
  readonly parameters: Float64Array;
  readonly length: Float64Array;
  readonly logCompute: Float64Array;
  readonly allocation: Float64Array;
  readonly capability: Float64Array;
  readonly costate: Float64Array;
  readonly history: Float64Array;
}

export function allocationOf(wasm: AllocationExports, arena: Arena): AllocationKernels {
  let last: Block | undefined;

  /** The last block's views where its shape and memory are still those: making them takes a tenth of a solve. */
  const blockOf = (cells: number, maxIterations: number): Block => {
    arena.reserve(wasm.sweepBytes(cells, maxIterations));
    const isSame = last?.cells === cells && last.maxIterations === maxIterations;
    if (last && isSame && last.memory === arena.buffer) return last;
    const size = 2 * cells + 1;
    const at = (index: number, count: number) =>
      arena.f64(arena.base + wasm.sweepOffset(cells, maxIterations, index), count);
    last = {
      cells,
      maxIterations,
      memory: arena.buffer,
      parameters: at(0, 16),
      length: at(field.length, cells),
      logCompute: at(field.logCompute, size),
      allocation: at(field.allocation, size),
      capability: at(field.capability, size),
      costate: at(field.costate, size),
      history: at(field.history, maxIterations),
    };
    return last;
  };

  return {
    forwardBackwardSweep(p, buffers, options) {
      const cells = buffers.length.length;
      const { maxIterations } = options;
      const block = blockOf(cells, maxIterations);
      const { parameters } = block;
      parameters[0] = p.trainingEfficiency;
      parameters[1] = p.revenueEfficiency;
      parameters[2] = p.trainingExponent;
      parameters[3] = p.revenueExponent;
      parameters[4] = p.discountRate;
      parameters[5] = p.depreciation;
      parameters[6] = p.initialCapability;
      parameters[7] = p.salvageValue;
      parameters[8] = options.tolerance;
      parameters[9] = options.relaxation;
      parameters[10] = options.accelerate ? 1 : 0;
      parameters[11] = maxIterations;
      block.length.set(buffers.length);
      block.logCompute.set(buffers.logCompute);
      block.allocation.set(buffers.allocation);
      const status = outcomes[wasm.forwardBackwardSweep(arena.base, cells, maxIterations)];
      const iterations = parameters[iterationsDone];
      buffers.allocation.set(block.allocation);
      buffers.capability.set(block.capability);
      buffers.costate.set(block.costate);
      for (let i = 0; i < iterations; i++) buffers.history[i] = block.history[i];
      return { status, iterations };
    },
  };
}
