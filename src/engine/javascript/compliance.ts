/** The kernels of `compliance` in plain JavaScript. */

import type { ComplianceKernels } from '../kernels/compliance';
import { fillPoints } from './sampling';

/** Points made at a time. */
const block = 4096;
const scratch = new Float64Array(6 * block);

/** The code of one lab, evaluated left to right. */
function decide(B: number, a: number, d: number, F: number, c: number, sigma: number): number {
  const evade = B - a * d * F;
  const split = B - c - a * d * sigma * F;
  if (split > evade) return split > 0 ? 2 : 0;
  return evade > 0 ? 1 : 0;
}

export const complianceKernels: ComplianceKernels = {
  classify(columns, codes) {
    const n = codes.length;
    for (let i = 0; i < n; i++) {
      codes[i] = decide(
        columns[i],
        columns[n + i],
        columns[2 * n + i],
        columns[3 * n + i],
        columns[4 * n + i],
        columns[5 * n + i],
      );
    }
  },
  tally(stream, from, count, low, high) {
    const width = high.map((end, j) => end - low[j]);
    const counts = new Float64Array(3);
    for (let done = 0; done < count; done += block) {
      const n = Math.min(block, count - done);
      fillPoints(stream, from + done, n, scratch);
      for (let i = 0; i < n; i++) {
        const code = decide(
          low[0] + width[0] * scratch[i],
          low[1] + width[1] * scratch[n + i],
          low[2] + width[2] * scratch[2 * n + i],
          low[3] + width[3] * scratch[3 * n + i],
          low[4] + width[4] * scratch[4 * n + i],
          low[5] + width[5] * scratch[5 * n + i],
        );
        counts[code]++;
      }
    }
    return counts;
  },
  map(fixed, xIndex, x, yIndex, y, cells) {
    const p = fixed.slice();
    let cell = 0;
    for (let k = 0; k < y.length; k++) {
      p[yIndex] = y[k];
      for (let i = 0; i < x.length; i++) {
        p[xIndex] = x[i];
        cells[cell++] = decide(p[0], p[1], p[2], p[3], p[4], p[5]);
      }
    }
  },
};
