/** What a design of sample points is, whichever its kind. */

import type { Seed } from './seed-sequence';

export const designKinds = ['latin-hypercube', 'scipy', 'sobol', 'random', 'grid'] as const;

/**
 * - `latin-hypercube`: every one of n equal intervals of every axis is hit once; any slice is computed alone
 *   in constant memory.
 * - `scipy`: the same, bit for bit `scipy.stats.qmc.LatinHypercube(d, seed=seed).random(n)` of SciPy ≥ 1.8
 *   (all of it is held in memory).
 * - `sobol`: Sobol' points with a random linear scramble and a digital shift; best where n is a power of 2.
 * - `random`: independent points, counter-based.
 * - `grid`: the centres of n = m^d equal boxes.
 */
export type DesignKind = (typeof designKinds)[number];

export interface DesignOptions {
  /** Default `latin-hypercube`. */
  readonly design?: DesignKind;
  /** n, 1 … 2³² (`latin-hypercube`: ≤ 32767²; `scipy`: n·d ≤ 2²⁷; `grid`: m^d for a whole m). */
  readonly samples: number;
  /** d, 1 … 1000 (`sobol`: 1 … 64). */
  readonly dimensions: number;
  /** Whole number or bigint ≥ 0. Default 0. */
  readonly seed?: Seed;
  /** `scipy` and `sobol`: whether points are randomized. Default true. */
  readonly scramble?: boolean;
}

/** A design: n points in the unit cube of d dimensions, each a function of (kind, n, d, seed, index) alone. */
export interface Design {
  readonly kind: DesignKind;
  readonly samples: number;
  readonly dimensions: number;
  readonly seed: Seed;
  /**
   * Points [from, to) as columns: value j of point `from + i` stands at `out[j * (to − from) + i]`.
   * @throws ParameterError where the slice is not one, or `out` is shorter than (to − from)·d
   */
  fill(from: number, to: number, out?: Float64Array): Float64Array;
  /** All points, row by row: value j of point i at index i·d + j, as NumPy stores them. */
  matrix(): Float64Array;
  /** Slices of at most `size` points (default 65 536), in order; `columns` is used again by the next. */
  chunks(size?: number): IterableIterator<DesignChunk>;
}

export interface DesignChunk {
  readonly from: number;
  readonly to: number;
  /** As `fill` gives them. */
  readonly columns: Float64Array;
}
