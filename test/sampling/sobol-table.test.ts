/** Tables of Sobol' sequences: against SciPy, and what a scramble has to keep and to change. */

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import type { Seed } from '../../src/sampling/seed-sequence';
import { sobolTable } from '../../src/sampling/sobol';
import { maxDimensions } from '../../src/sampling/sobol-directions';
import truth from './sobol.json';

/** y_i of every dimension: value j of point i at i·d + j, by the definition and not by steps. */
function integers(table: Uint32Array, from: number, to: number): Uint32Array {
  const d = table.length / 33;
  const out = new Uint32Array((to - from) * d);
  for (let i = from; i < to; i++) {
    const code = i ^ (i >>> 1);
    for (let j = 0; j < d; j++) {
      let y = table[33 * j + 32];
      for (let k = 0; k < 32; k++) if ((code >>> k) & 1) y ^= table[33 * j + k];
      out[(i - from) * d + j] = y;
    }
  }
  return out;
}

/** Where the first 2^m points fall in the boxes of 2^(−a) by 2^(−(m − a)): each box once. */
function hitsEveryBox(table: Uint32Array, m: number, a: number, x: number, y: number): boolean {
  const d = table.length / 33;
  const points = integers(table, 0, 2 ** m);
  const hit = new Set<number>();
  for (let i = 0; i < 2 ** m; i++) {
    const column = Math.floor(points[i * d + x] / 2 ** (32 - a));
    const row = Math.floor(points[i * d + y] / 2 ** (32 - (m - a)));
    hit.add(column * 2 ** (m - a) + row);
  }
  return hit.size === 2 ** m;
}

describe('the sequence itself', () => {
  const table = sobolTable(maxDimensions, undefined);

  it('is SciPy’s in all dimensions, point for point', () => {
    const points = Float64Array.from(integers(table, 0, 1024), (y) => y / 2 ** 32);
    for (const { index, integers: expected } of truth.points) {
      const row = points.subarray(index * maxDimensions, (index + 1) * maxDimensions);
      expect([...row.map((x) => 1024 * x)]).toEqual(expected);
    }
    const hash = createHash('sha256').update(new Uint8Array(points.buffer)).digest('hex');
    expect(hash).toBe(truth.sha256);
  });

  it('is SciPy’s far on, too', () => {
    const { index, integers: expected } = truth.far;
    expect([...integers(table, index, index + 1)]).toEqual(expected);
  });

  it('has no shift, and the same rows in fewer dimensions', () => {
    for (let j = 0; j < maxDimensions; j++) expect(table[33 * j + 32]).toBe(0);
    expect(sobolTable(5, undefined, [4])).toEqual(table.slice(0, 5 * 33));
  });
});

describe('a scrambled table', () => {
  const seeds: Seed[] = [0, 1, 42, 2n ** 130n + 7n];

  it.each(seeds)('keeps every 1-D projection a (0, m, 1)-net (seed %s)', (seed) => {
    const table = sobolTable(maxDimensions, seed);
    for (let j = 0; j < maxDimensions; j++) {
      for (const m of [1, 5, 9]) expect(hitsEveryBox(table, m, m, j, j)).toBe(true);
    }
  });

  it.each(seeds)('keeps the first two dimensions a (0, m, 2)-net (seed %s)', (seed) => {
    const table = sobolTable(2, seed);
    for (const m of [1, 2, 7, 10]) {
      for (let a = 0; a <= m; a++) expect(hitsEveryBox(table, m, a, 0, 1)).toBe(true);
    }
  });

  it('keeps the t of other pairs of dimensions as well', () => {
    const plain = sobolTable(12, undefined);
    const scrambled = sobolTable(12, 5);
    for (let x = 0; x < 12; x++) {
      for (let y = 0; y < x; y++) {
        for (let a = 0; a <= 6; a++) {
          expect(hitsEveryBox(scrambled, 6, a, x, y)).toBe(hitsEveryBox(plain, 6, a, x, y));
        }
      }
    }
  });

  it('is lower triangular with a diagonal of ones, and different in every dimension', () => {
    const plain = sobolTable(1, undefined);
    const first = sobolTable(1, 9);
    // direction number k of the first dimension is unit vector k, so it becomes column k of the matrix
    for (let k = 0; k < 32; k++) {
      expect(Math.clz32(first[k])).toBe(k);
      expect(plain[k]).toBe(2 ** (31 - k));
    }
    const table = sobolTable(maxDimensions, 9);
    const shifts = Array.from({ length: maxDimensions }, (_, j) => table[33 * j + 32]);
    expect(new Set(shifts).size).toBe(maxDimensions);
    expect(table.slice(0, 33)).toEqual(first);
  });

  it('depends on the seed and on the stream, and on nothing else', () => {
    const tables = [
      sobolTable(3, undefined),
      sobolTable(3, 0),
      sobolTable(3, 1),
      sobolTable(3, 0, [0]),
      sobolTable(3, 0, [1]),
      sobolTable(3, 0, [1, 0]),
    ];
    expect(new Set(tables.map((table) => table.join())).size).toBe(tables.length);
    expect(sobolTable(3, 1n, [])).toEqual(sobolTable(3, 1));
    expect(() => sobolTable(3, -1)).toThrow(ParameterError);
  });

  it('has bits that are even and independent of each other', () => {
    const runs = 2000;
    const tables = Array.from({ length: runs }, (_, seed) => sobolTable(1, seed));
    // bits of the matrix below the diagonal (columns of the table), and of the shift
    const bits: Uint8Array[] = [];
    for (const k of [0, 1, 2, 7, 20, 32]) {
      for (let b = 0; b < (k < 32 ? 31 - k : 32); b++) {
        bits.push(Uint8Array.from(tables, (table) => (table[k] >>> b) & 1));
      }
    }
    const farFromEven = (ones: number) => Math.abs(ones - runs / 2) > 5.5 * (Math.sqrt(runs) / 2);
    for (const [i, x] of bits.entries()) {
      expect(farFromEven(x.reduce((sum, bit) => sum + bit, 0))).toBe(false);
      for (const y of bits.slice(0, i)) {
        let differing = 0;
        for (let run = 0; run < runs; run++) differing += x[run] ^ y[run];
        expect(farFromEven(differing)).toBe(false);
      }
    }
  });
});

describe('means over scrambled points', () => {
  const runs = 4000;
  const m = 3;
  const n = 2 ** m;

  /** Errors of the mean of f over n points, a scramble each. */
  function errors(d: number, f: (x: Float64Array) => number, integral: number): number[] {
    return Array.from({ length: runs }, (_, seed) => {
      const points = Float64Array.from(
        integers(sobolTable(d, seed, [7]), 0, n),
        (y) => (y + 0.5) / 2 ** 32,
      );
      let sum = 0;
      for (let i = 0; i < n; i++) sum += f(points.subarray(i * d, (i + 1) * d));
      return sum / n - integral;
    });
  }

  const mean = (x: number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = (x: number[]) => mean(x.map((value) => value * value));

  it.each([
    ['x', 1, (x: Float64Array) => x[0], 1 / 2],
    ['e^x', 1, (x: Float64Array) => Math.exp(x[0]), Math.E - 1],
    ['x y z', 3, (x: Float64Array) => x[0] * x[1] * x[2], 1 / 8],
    ['x > 1/3', 1, (x: Float64Array) => (x[0] > 1 / 3 ? 1 : 0), 2 / 3],
  ])('are unbiased for %s', (_name, d, f, integral) => {
    const found = errors(d, f, integral);
    expect(Math.abs(mean(found))).toBeLessThan(4 * Math.sqrt(variance(found) / runs));
  });

  it('have the variance of nested scrambling: 1/(12 n³) for x', () => {
    const found = errors(1, (x) => x[0], 1 / 2);
    expect(Math.abs(variance(found) * 12 * n ** 3 - 1)).toBeLessThan(0.15);
  });
});
