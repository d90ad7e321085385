/** The kernels of `resources` in plain JavaScript. */

import type { KnapsackNumbers, ResourcesKernels } from '../kernels/resources';

/** One item on cells `high` down to `low`. */
function relaxReals(row: Float64Array, size: number, gain: number, low: number, high: number) {
  for (let c = high; c >= low; c--) {
    const x = row[c - size] + gain;
    if (x > row[c]) row[c] = x;
  }
}

/** The same again for 32-bit integers: a loop that meets both types is slow on both. */
function relaxIntegers(row: Int32Array, size: number, gain: number, low: number, high: number) {
  for (let c = high; c >= low; c--) {
    const x = row[c - size] + gain;
    if (x > row[c]) row[c] = x;
  }
}

function relaxItem(
  row: KnapsackNumbers,
  size: number,
  gain: number,
  low: number,
  high: number,
): void {
  if (row instanceof Int32Array) relaxIntegers(row, size, gain, low, high);
  else relaxReals(row, size, gain, low, high);
}

const sum = (sizes: Int32Array) => sizes.reduce((total, size) => total + size, 0);

export const resourcesKernels: ResourcesKernels = {
  knapsackRelax({ gains, sizes }, row, reach, need) {
    let later = sum(sizes);
    let reached = reach;
    for (let k = 0; k < sizes.length; k++) {
      const size = sizes[k];
      later -= size;
      const now = Math.min(row.length - 1, reached + size);
      row.fill(row[reached], reached + 1, now + 1);
      reached = now;
      relaxItem(row, size, gains[k], Math.max(size, need - later), reached);
    }
    return reached;
  },
  knapsackTake({ gains, sizes }, first, taken) {
    const rows = [first];
    let later = sum(sizes);
    for (let k = 0; k < sizes.length; k++) {
      later -= sizes[k];
      const next = rows[k].slice();
      const high = first.length - 1;
      relaxItem(next, sizes[k], gains[k], Math.max(sizes[k], high - later), high);
      rows.push(next);
    }
    let c = first.length - 1;
    for (let k = sizes.length - 1; k >= 0; k--) {
      const isTaken = rows[k + 1][c] !== rows[k][c];
      taken[k] = isTaken ? 1 : 0;
      if (isTaken) c -= sizes[k];
    }
  },
};
