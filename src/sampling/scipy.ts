/**
 * The seed of SciPy's Latin hypercube: what `numpy.random.default_rng(seed)` makes of it.
 *
 * Source: NumPy 1.17 and later, `numpy/random/_pcg64.pyx`; M. E. O'Neill, PCG (2014).
 */

import { type Seed, seedWords } from './seed-sequence';

const multiplier = 0x2360ed051fc65da44385df649fccf645n;

/**
 * PCG64 as seeded by NumPy: eight words, least significant first, the 128 bits of the state s and then of
 * the increment c. From two numbers p, q of 128 bits: c = 2q + 1, s = (p + c)·a + c (mod 2¹²⁸).
 * @throws ParameterError for a bad seed
 */
export function pcg64State(seed: Seed): Uint32Array {
  const words = Array.from(seedWords(seed, 8), BigInt);
  // two halves of 64 bits each, the high half first, its low word first
  const joined = (at: number) =>
    (words[at + 1] << 96n) | (words[at] << 64n) | (words[at + 3] << 32n) | words[at + 2];
  const increment = (joined(4) << 1n) | 1n;
  const state = (joined(0) + increment) * multiplier + increment;
  const split = (x: bigint) => [0n, 32n, 64n, 96n].map((by) => Number((x >> by) & 0xffffffffn));
  return Uint32Array.from([...split(state), ...split(increment)]);
}
