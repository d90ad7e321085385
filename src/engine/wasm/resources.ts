/** The kernels of `resources` in the module. */

import type { Arena } from '../arena';
import type { KnapsackNumbers, ResourcesKernels } from '../kernels/resources';
import { aligned } from './sampling';

export interface ResourcesExports {
  knapsackRelax: Relax;
  knapsackRelaxInteger: Relax;
  knapsackTake: Take;
  knapsackTakeInteger: Take;
}

type Relax = (
  gains: number,
  sizes: number,
  count: number,
  row: number,
  length: number,
  reach: number,
  need: number,
) => number;

type Take = (
  gains: number,
  sizes: number,
  count: number,
  rows: number,
  length: number,
  taken: number,
) => void;

export function resourcesOf(wasm: ResourcesExports, arena: Arena): ResourcesKernels {
  const { base } = arena;
  /** Numbers of the kind of `like` at an address. */
  const view = (like: KnapsackNumbers, address: number, count: number): KnapsackNumbers =>
    like instanceof Int32Array
      ? new Int32Array(arena.buffer, address, count)
      : arena.f64(address, count);
  return {
    knapsackRelax({ gains, sizes }, row, reach, need) {
      const count = sizes.length;
      const at = base + aligned(gains.byteLength);
      const block = at + aligned(sizes.byteLength);
      arena.reserve(block - base + aligned(row.byteLength));
      view(gains, base, count).set(gains as Float64Array);
      new Int32Array(arena.buffer, at, count).set(sizes);
      const inside = view(row, block, row.length);
      inside.set(row.subarray(0, reach + 1) as Float64Array);
      const relax = row instanceof Int32Array ? wasm.knapsackRelaxInteger : wasm.knapsackRelax;
      const now = relax(base, at, count, block, row.length, reach, need);
      row.set(inside.subarray(0, now + 1) as Float64Array);
      return now;
    },
    knapsackTake({ gains, sizes }, first, taken) {
      const count = sizes.length;
      const at = base + aligned(gains.byteLength);
      const out = at + aligned(sizes.byteLength);
      const rows = out + aligned(count);
      arena.reserve(rows - base + (count + 1) * first.byteLength);
      view(gains, base, count).set(gains as Float64Array);
      new Int32Array(arena.buffer, at, count).set(sizes);
      view(first, rows, first.length).set(first as Float64Array);
      const take = first instanceof Int32Array ? wasm.knapsackTakeInteger : wasm.knapsackTake;
      take(base, at, count, rows, first.length, out);
      taken.set(arena.u8(out, count));
    },
  };
}
