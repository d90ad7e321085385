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

export function allocationOf(exports: AllocationExports, arena: Arena): AllocationKernels {
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
