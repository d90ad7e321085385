/** The streaming Latin hypercube against what a Latin hypercube is, and against random permutations. */

import { describe, expect, it } from 'vitest';
import { designOf } from '../../src/sampling/designs';
import { backends, isLong, javascript, wasm } from '../backends';
import { seeded } from '../random';

/** Strata ⌊n x⌋ of a column of a design. */
function strataOf(column: Float64Array, n: number): Uint32Array {
  return Uint32Array.from(column, (x) => Math.floor(x * n));
}

function isPermutation(strata: Uint32Array, n: number): boolean {
  const seen = new Uint8Array(n);
  for (const k of strata) {
    if (k >= n || seen[k] === 1) return false;
    seen[k] = 1;
  }
  return strata.length === n;
}

describe.each(backends)('streaming hypercube on $name', ({ backend }) => {
  // around where eight points at a time begin, primes, squares, powers of two, and one more than them
  const sizes = [
    1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 63, 64, 65, 71, 72, 73, 80, 81, 82, 99, 100, 101, 127,
    128, 129, 131, 143, 144, 145, 255, 256, 257, 997, 1000, 1024, 4099, 10000, 65536, 99991,
  ];

  it.each(sizes)('hits each of %i strata once in every dimension', (n) => {
    const points = designOf(backend, { samples: n, dimensions: 4, seed: n }).fill(0, n);
    for (let j = 0; j < 4; j++) {
      const column = points.subarray(j * n, (j + 1) * n);
      expect(isPermutation(strataOf(column, n), n), `dimension ${j}`).toBe(true);
      expect(column.every((x) => x > 0 && x < 1)).toBe(true);
    }
  });

  it('gives the same bits for any slice, in any order', () => {
    for (const n of [50, 129, 1000, 50000]) {
      const design = designOf(backend, { samples: n, dimensions: 3, seed: 5 });
      const whole = design.fill(0, n);
      const random = seeded(n);
      for (let k = 0; k < 40; k++) {
        const from = Math.floor(random() * n);
        const to = from + Math.floor(random() * Math.min(200, n - from + 1));
        const part = design.fill(from, to);
        for (let j = 0; j < 3; j++) {
          const there = whole.subarray(j * n + from, j * n + to);
          expect(part.subarray(j * (to - from), (j + 1) * (to - from))).toEqual(there);
        }
      }
    }
  });

  it('stays within strata near its largest size', () => {
    const n = 32767 ** 2;
    const design = designOf(backend, { samples: n, dimensions: 2, seed: 3 });
    for (const from of [0, 12345678, n - 1000]) {
      const points = design.fill(from, from + 1000);
      expect(points.every((x) => x > 0 && x < 1)).toBe(true);
      expect(new Set(strataOf(points.subarray(0, 1000), n)).size).toBe(1000);
    }
    expect(() => designOf(backend, { samples: n + 1, dimensions: 2 })).toThrow(
      /at most 1073676289/,
    );
  });
});

it('has the same bits on both backends', () => {
  for (const n of [1, 7, 128, 129, 1000, 99991]) {
    const options = { samples: n, dimensions: 6, seed: 2n ** 70n + 1n };
    const ours = designOf(wasm, options).fill(0, n);
    expect(designOf(javascript, options).fill(0, n)).toEqual(ours);
  }
});

it('hits each of ten million strata once', () => {
  const n = isLong ? 1e8 : 1e7;
  const design = designOf(wasm, { samples: n, dimensions: 1, seed: 11 });
  const seen = new Uint8Array(n);
  let twice = 0;
  for (const { columns } of design.chunks()) {
    for (const x of columns) twice += seen[Math.floor(x * n)]++;
  }
  expect(twice).toBe(0);
});

/** χ² of the counts of pairs of strata in g × g equal boxes, less its degrees of freedom, standardized. */
function boxes(x: Uint32Array, y: Uint32Array, n: number, g: number): number {
  const counts = new Float64Array(g * g);
  const count = Math.min(x.length, y.length);
  for (let i = 0; i < count; i++) {
    counts[Math.floor((x[i] * g) / n) * g + Math.floor((y[i] * g) / n)]++;
  }
  const mean = count / (g * g);
  const chi = counts.reduce((sum, k) => sum + (k - mean) ** 2 / mean, 0);
  const freedom = (g - 1) ** 2;
  return (chi - freedom) / Math.sqrt(2 * freedom);
}

/** A random permutation by Fisher and Yates. */
function shuffled(n: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [order[i], order[k]] = [order[k], order[i]];
  }
  return order;
}

const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance };
};

describe('pairs of dimensions are as random permutations are', () => {
  // G²·4 ≤ n, and n a multiple of 16, so that the boxes are equal
  it.each([
    [1024, 16, 1500],
    [4096, 16, 800],
    [50000, 16, 120],
    [262144, 32, 25],
  ])('n = %i, %i × %i boxes', (n, g, seeds) => {
    const random = seeded(n);
    const ours = {
      pair: [] as number[],
      order: [] as number[],
      next: [] as number[],
      r: [] as number[],
    };
    const theirs = { pair: [] as number[], r: [] as number[] };
    const index = Uint32Array.from({ length: n }, (_, i) => i);
    const correlation = (x: Uint32Array, y: Uint32Array) => {
      const centre = (n - 1) / 2;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (x[i] - centre) * (y[i] - centre);
      return (sum / ((n * (n * n - 1)) / 12)) * Math.sqrt(n - 1);
    };
    for (let seed = 0; seed < seeds; seed++) {
      const points = designOf(wasm, { samples: n, dimensions: 2, seed }).fill(0, n);
      const x = strataOf(points.subarray(0, n), n);
      const y = strataOf(points.subarray(n), n);
      ours.pair.push(boxes(x, y, n, g));
      ours.order.push(boxes(index, x, n, g));
      ours.next.push(boxes(x, x.subarray(1), n, g));
      ours.r.push(correlation(x, y));
      const p = shuffled(n, random);
      const q = shuffled(n, random);
      theirs.pair.push(boxes(p, q, n, g));
      theirs.r.push(correlation(p, q));
    }
    // random permutations themselves, so that the yardstick is one
    expect(Math.abs(moments(theirs.pair).mean)).toBeLessThan(4 / Math.sqrt(seeds));
    for (const values of [ours.pair, ours.order, ours.next]) {
      const { mean, variance } = moments(values);
      expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(seeds));
      expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / seeds) + 0.05);
    }
    const { mean, variance } = moments(ours.r);
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(seeds));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / seeds));
  });
});
