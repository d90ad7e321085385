/**
 * From a seed of any size to as many 32-bit words as one likes: NumPy's `SeedSequence`, bit for bit.
 * Streams (`spawn key`) of one seed are independent of each other for every practical purpose.
 *
 * Source: M. E. O'Neill, "Developing a seed_seq Alternative" (2015); NumPy 1.17 and later,
 * `numpy/random/bit_generator.pyx`.
 */

import { ParameterError } from '../engine/errors';

const poolSize = 4;
const mulHashA = 0x931e8875;
const mulHashB = 0x58f38ded;
const mulMixLeft = 0xca01f9dd;
const mulMixRight = 0x4973f715;

/** What a seed may be: a whole number from 0 to 2^53 − 1, or a bigint ≥ 0 of any size. */
export type Seed = number | bigint;

/** The 32-bit words of a seed, least significant first; one word at least. @throws ParameterError */
export function wordsOf(seed: unknown): number[] {
  const isWhole = typeof seed === 'number' && Number.isSafeInteger(seed);
  if (typeof seed !== 'bigint' && !isWhole) {
    const expected = 'a whole number from 0 to 2^53 − 1, or a bigint ≥ 0';
    throw new ParameterError('seed', seed, expected, typeof seed === 'number' ? 'range' : 'type');
  }
  let rest = BigInt(seed as Seed);
  if (rest < 0n) throw new ParameterError('seed', seed, 'a seed ≥ 0');
  const words: number[] = [];
  do {
    words.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return words;
}

/** `SeedSequence(seed, spawn_key=stream).generate_state(count)`, bit for bit. @throws ParameterError for a bad seed */
export function seedWords(seed: Seed, count: number, stream: readonly number[] = []): Uint32Array {
  const entropy = wordsOf(seed);
  // with a spawn key, short entropy is filled up first so that keys and seeds cannot be mistaken
  while (stream.length > 0 && entropy.length < poolSize) entropy.push(0);
  entropy.push(...stream);

  let constant = 0x43b0d7e5;
  const hash = (word: number) => {
    const x = word ^ constant;
    constant = Math.imul(constant, mulHashA);
    const y = Math.imul(x, constant);
    return y ^ (y >>> 16);
  };
  const mix = (x: number, y: number) => {
    const z = Math.imul(mulMixLeft, x) - Math.imul(mulMixRight, y);
    return z ^ (z >>> 16);
  };
  const pool = Array.from({ length: poolSize }, (_, i) => hash(entropy[i] ?? 0));
  for (let from = 0; from < poolSize; from++) {
    for (let to = 0; to < poolSize; to++) {
      if (from !== to) pool[to] = mix(pool[to], hash(pool[from]));
    }
  }
  for (let from = poolSize; from < entropy.length; from++) {
    for (let to = 0; to < poolSize; to++) pool[to] = mix(pool[to], hash(entropy[from]));
  }

  let out = 0x8b51f9dd;
  return Uint32Array.from({ length: count }, (_, i) => {
    const x = pool[i % poolSize] ^ out;
    out = Math.imul(out, mulHashB);
    const y = Math.imul(x, out);
    return y ^ (y >>> 16);
  });
}

/**
 * As many words as one likes that do not depend on each other: `seedWords` keeps four words of state, and
 * its further words are functions of these, so four at a time come from streams of their own.
 */
export function independentWords(
  seed: Seed,
  count: number,
  stream: readonly number[],
): Uint32Array {
  const words = new Uint32Array(count);
  for (let at = 0; at < count; at += poolSize) {
    const size = Math.min(poolSize, count - at);
    words.set(seedWords(seed, size, [...stream, at / poolSize]), at);
  }
  return words;
}
