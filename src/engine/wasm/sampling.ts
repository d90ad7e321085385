/** The kernels of `sampling` in the module. */

import type { Arena } from '../arena';
import type { PointStream, SamplingKernels } from '../kernels/sampling';

export interface SamplingExports {
  latinHypercube(
    table: number,
    samples: number,
    from: number,
    count: number,
    dimensions: number,
    out: number,
  ): void;
  randomPoints(table: number, from: number, count: number, dimensions: number, out: number): void;
  sobolPoints(table: number, from: number, count: number, dimensions: number, out: number): void;
  scipyHypercube(
    state: number,
    samples: number,
    dimensions: number,
    scramble: number,
    out: number,
    scratch: number,
  ): void;
  scipyScratchBytes(samples: number): number;
}

/** Room for `bytes`, in whole pairs of f64. */
export const aligned = (bytes: number) => 16 * Math.ceil(bytes / 16);

/** Most bytes that are copied out of the module at a time. */
const blockBytes = 2 ** 22;

export function samplingOf(wasm: SamplingExports, arena: Arena): SamplingKernels {
  const { base } = arena;

  const fillBlock = (stream: PointStream, from: number, count: number, block: number) => {
    const { kind, samples, dimensions } = stream;
    if (kind === 'sobol') wasm.sobolPoints(base, from, count, dimensions, block);
    else if (kind === 'random') wasm.randomPoints(base, from, count, dimensions, block);
    else wasm.latinHypercube(base, samples, from, count, dimensions, block);
  };

  return {
    fill(stream, from, count, out) {
      const { dimensions, table } = stream;
      const block = base + aligned(table.byteLength);
      const most = Math.max(1, Math.floor(blockBytes / 8 / dimensions));
      arena.reserve(block - base + 8 * dimensions * Math.min(most, count));
      arena.u32(base, table.length).set(table);
      for (let done = 0; done < count; done += most) {
        const size = Math.min(most, count - done);
        fillBlock(stream, from + done, size, block);
        const points = arena.f64(block, size * dimensions);
        for (let j = 0; j < dimensions; j++) {
          out.set(points.subarray(j * size, (j + 1) * size), j * count + done);
        }
      }
    },
    scipyHypercube(state, samples, dimensions, scramble, out) {
      const points = base + 32;
      const scratch = points + aligned(8 * samples * dimensions);
      arena.reserve(scratch - base + wasm.scipyScratchBytes(samples));
      arena.u32(base, 8).set(state);
      wasm.scipyHypercube(base, samples, dimensions, scramble ? 1 : 0, points, scratch);
      out.set(arena.f64(points, samples * dimensions));
    },
  };
}
