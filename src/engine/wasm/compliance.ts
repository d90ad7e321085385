/** The kernels of `compliance` in the module. */

import type { Arena } from '../arena';
import type { ComplianceKernels } from '../kernels/compliance';
import { aligned } from './sampling';

export interface ComplianceExports {
  complianceClassify(columns: number, count: number, codes: number): void;
  tallyScratchBytes(): number;
  complianceTally(
    kind: number,
    table: number,
    samples: number,
    from: number,
    count: number,
    box: number,
    scratch: number,
  ): void;
  complianceMap(
    six: number,
    xIndex: number,
    x: number,
    width: number,
    yIndex: number,
    y: number,
    rows: number,
    cells: number,
  ): void;
}

const streamKinds = ['latin-hypercube', 'sobol', 'random'] as const;

/** Most labs that are copied in, and most bytes of a map that are copied out, at a time. */
const classifyBlock = 8192;
const mapBlockBytes = 2 ** 17;

export function complianceOf(wasm: ComplianceExports, arena: Arena): ComplianceKernels {
  const { base } = arena;
  return {
    classify(columns, codes) {
      const count = codes.length;
      const block = base + aligned(48 * classifyBlock);
      arena.reserve(block - base + classifyBlock);
      for (let done = 0; done < count; done += classifyBlock) {
        const size = Math.min(classifyBlock, count - done);
        for (let j = 0; j < 6; j++) {
          const from = j * count + done;
          arena.f64(base + 8 * j * size, size).set(columns.subarray(from, from + size));
        }
        wasm.complianceClassify(base, size, block);
        codes.set(arena.u8(block, size), done);
      }
    },
    tally(stream, from, count, low, high) {
      const box = base + aligned(stream.table.byteLength);
      const scratch = box + 112;
      arena.reserve(scratch - base + wasm.tallyScratchBytes());
      arena.u32(base, stream.table.length).set(stream.table);
      const numbers = arena.f64(box, 14);
      numbers.set(low);
      for (let j = 0; j < 6; j++) numbers[6 + j] = high[j] - low[j];
      const kind = streamKinds.indexOf(stream.kind);
      wasm.complianceTally(kind, base, stream.samples, from, count, box, scratch);
      const [evade, split] = numbers.subarray(12);
      return Float64Array.of(count - evade - split, evade, split);
    },
    map(fixed, xIndex, x, yIndex, y, cells) {
      const width = x.length;
      const rows = Math.max(1, Math.min(y.length, Math.floor(mapBlockBytes / width)));
      const xs = base + 48;
      const ys = xs + aligned(8 * width);
      const block = ys + aligned(8 * rows);
      arena.reserve(block - base + rows * width);
      arena.f64(xs, width).set(x);
      for (let done = 0; done < y.length; done += rows) {
        const size = Math.min(rows, y.length - done);
        arena.f64(base, 6).set(fixed);
        arena.f64(ys, size).set(y.subarray(done, done + size));
        wasm.complianceMap(base, xIndex, xs, width, yIndex, ys, size, block);
        cells.set(arena.u8(block, size * width), done * width);
      }
    },
  };
}
