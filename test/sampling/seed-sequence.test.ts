/** `seedWords` against NumPy's `SeedSequence`. */

import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import { seedWords, wordsOf } from '../../src/sampling/seed-sequence';
import truth from './scipy.json';

describe('seedWords', () => {
  it.each(truth.seedSequences)('is NumPy’s for seed $seed, stream $stream', (expected) => {
    const { seed, stream, words } = expected;
    expect([...seedWords(BigInt(seed), words.length, stream)]).toEqual(words);
  });

  it('takes a number as the bigint of the same value', () => {
    for (const seed of [0, 42, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
      expect(seedWords(seed, 8, [3])).toEqual(seedWords(BigInt(seed), 8, [3]));
    }
  });

  it('gives the beginning of the same words when asked for fewer', () => {
    const words = seedWords(7, 40, [1]);
    for (const count of [0, 1, 3, 4, 5, 39]) {
      expect(seedWords(7, count, [1])).toEqual(words.slice(0, count));
    }
  });

  it('tells seeds and streams apart', () => {
    const seeds = Array.from({ length: 500 }, (_, i) => seedWords(i, 4).join());
    const streams = Array.from({ length: 500 }, (_, i) => seedWords(0, 4, [i]).join());
    const pairs = Array.from({ length: 500 }, (_, i) => seedWords(0, 4, [i, 0]).join());
    expect(new Set([...seeds, ...streams, ...pairs]).size).toBe(1500);
  });
});

describe('wordsOf', () => {
  it('splits a seed into 32-bit words, least significant first', () => {
    expect(wordsOf(0)).toEqual([0]);
    expect(wordsOf(2 ** 32)).toEqual([0, 1]);
    expect(wordsOf((3n << 64n) + 5n)).toEqual([5, 0, 3]);
  });

  it.each([
    [-1, 'range'],
    [0.5, 'range'],
    [2 ** 53, 'range'],
    [Number.NaN, 'range'],
    [-1n, 'range'],
    ['7', 'type'],
    [null, 'type'],
    [undefined, 'type'],
  ])('refuses %s', (seed, kind) => {
    expect(() => wordsOf(seed)).toThrow(ParameterError);
    expect(() => wordsOf(seed)).toThrow(expect.objectContaining({ kind, path: 'seed' }));
  });
});
