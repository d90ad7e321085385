/**
 * Philox-2×32 with ten rounds: 64 random bits from a counter of 64 bits and a key of 32, each alone.
 *
 *     (x₀, x₁) ← (hi(M x₀) ⊕ k ⊕ x₁, lo(M x₀)),  k ← k + W,  ten times
 *
 * Source: J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011).
 */

import { highProduct, product, sum, word, xor } from './words';

const M: u32 = 0xd256d193;
const W: u32 = 0x9e3779b9;

/** The low and the high word of the last call's output; they are read at once, so inlining removes them. */
// @ts-ignore: decorator
@inline
export function philoxRound<T>(x0: T, x1: T, key: T): T {
  return xor<T>(xor<T>(highProduct<T>(word<T>(M), x0), key), x1);
}

// @ts-ignore: decorator
@inline
export function philoxLow<T>(x0: T): T {
  return product<T>(word<T>(M), x0);
}

// @ts-ignore: decorator
@inline
export function nextKey<T>(key: T): T {
  return sum<T>(key, word<T>(W));
}
