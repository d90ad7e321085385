/**
 * The kernels of `sampling`: what every backend implements, to the same bits (integers, and sums and
 * products of doubles, are the same on every host).
 *
 * Points are written as columns: value j of point `from + i` goes to `out[j * count + i]`.
 */

/** What the points [from, from + count) of a design are computed from; every point alone, in any order. */
export interface PointStream {
  readonly kind: 'latin-hypercube' | 'sobol' | 'random';
  /** n; every whole number from 1 to 2³². */
  readonly samples: number;
  readonly dimensions: number;
  /**
   * Keys, one row a dimension: `latin-hypercube` 7 (five of the permutation, two of the jitter), `random` 2,
   * `sobol` 33 (scrambled direction numbers of 32 bits, digital shift).
   */
  readonly table: Uint32Array;
}

/** Words of `PointStream.table` for each dimension. */
export const streamWords = { 'latin-hypercube': 7, random: 2, sobol: 33 } as const;

export interface SamplingKernels {
  /** Points [from, from + count) of a stream, in (0, 1). */
  fill(stream: PointStream, from: number, count: number, out: Float64Array): void;
  /**
   * SciPy's `LatinHypercube.random(n)` from PCG64: n × d values as columns (n = count).
   *
   * @param state eight words, least significant first: the 128 bits of PCG64's state, then of its increment
   * @param scramble whether points lie at random in their cells, or at the centres
   */
  scipyHypercube(
    state: Uint32Array,
    samples: number,
    dimensions: number,
    scramble: boolean,
    out: Float64Array,
  ): void;
}
