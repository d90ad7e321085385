/**
 * The block of memory of one sweep, for n cells; size = 2n + 1 (nodes 0 … n, then the n midpoints).
 *
 *     offset                    field   what                                            values
 *     0                         0       parameters, see below                           16
 *     …                         1       h_k, lengths of the cells                       n
 *     …                         2       ln C                                            size
 *     …                         3       α: first control in, control out                size
 *     …                         4       M, out                                          size
 *     …                         5       μ, out                                          size
 *     …                         6       max |α̂ − α| of each iteration, out              maxIterations
 *     …                         7 …     scratch: weights of the cells (2 × 8 × n),      –
 *                                       ln M, f, g,
 *                                       α̂, F, G, t, ΔF₀, ΔF₁, ΔG₀, ΔG₁, log C (12 × size),
 *                                       increments (2 × n)
 *
 * Every array starts on 16 bytes. Parameters, in f64: βT, βR, ε, γ, ρ, δ, M0, S, tolerance, relaxation ω,
 * whether to accelerate (0 or 1), maxIterations, and out: iterations done.
 */

import { arrayBytes } from '../memory';

export const PARAMETERS: i32 = 16;
/** Index of the iterations done, in the parameters. */
export const ITERATIONS: i32 = 12;

const PER_CELL: i32 = 18;
const PER_POINT: i32 = 12;

/** Byte offset of a field from the start of the block. */
export function sweepOffset(cells: i32, maxIterations: i32, field: i32): i32 {
  const cell = arrayBytes(cells);
  const point = arrayBytes(2 * cells + 1);
  let offset = 0;
  if (field > 0) offset += arrayBytes(PARAMETERS);
  if (field > 1) offset += cell;
  if (field > 2) offset += point * min(field - 2, 4);
  if (field > 6) offset += arrayBytes(maxIterations);
  return offset;
}

/** Bytes of the whole block. */
export function sweepBytes(cells: i32, maxIterations: i32): i32 {
  return (
    sweepOffset(cells, maxIterations, 7) +
    PER_CELL * arrayBytes(cells) +
    PER_POINT * arrayBytes(2 * cells + 1)
  );
}
