/**
 * The kernels of `compliance`: what every backend implements, to the same bits.
 *
 * Columns stand in the order B, a, d, F, c, σ. The decision, equations (1)–(4) of
 * `src/compliance/model.ts`, is evaluated left to right, so that every way to it gives the same code:
 *
 *     evade = B − a·d·F        split = (B − c) − a·d·σ·F
 *     code 0 comply: evade ≤ 0 and split ≤ 0;   1 evade: evade > 0 and split ≤ evade;   2 split: else
 */

import type { PointStream } from './sampling';

/** Six numbers in the order B, a, d, F, c, σ. */
export type Six = Float64Array;

export interface ComplianceKernels {
  /** The code of each row of six columns of `codes.length` values. */
  classify(columns: Float64Array, codes: Uint8Array): void;
  /**
   * Counts of comply, evade and split over points [from, from + count) of a six-dimensional stream in the
   * box low + (high − low)·u; memory does not grow with `count`.
   */
  tally(stream: PointStream, from: number, count: number, low: Six, high: Six): Float64Array;
  /**
   * Codes of a grid, row by row: cell (i, k) at `cells[k * x.length + i]` has parameter `xIndex` = x[i] and
   * `yIndex` = y[k] (both ascending, indices different) and the others from `fixed`.
   */
  map(
    fixed: Six,
    xIndex: number,
    x: Float64Array,
    yIndex: number,
    y: Float64Array,
    cells: Uint8Array,
  ): void;
}
