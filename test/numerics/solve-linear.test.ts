import { describe, expect, it } from 'vitest';
import { solveLinear } from '../../src/numerics/solve-linear';
import { seeded } from '../random';

/** A matrix and a right-hand side with a known solution. */
function system(n: number, seed: number) {
  const random = seeded(seed);
  const a = Float64Array.from({ length: n * n }, () => 2 * random() - 1);
  const x = Float64Array.from({ length: n }, () => 2 * random() - 1);
  return { a, x, b: product(a, x) };
}

function product(a: Float64Array, x: Float64Array): Float64Array {
  const n = x.length;
  return Float64Array.from({ length: n }, (_, i) =>
    x.reduce((sum, v, j) => sum + a[i * n + j] * v, 0),
  );
}

describe('solveLinear', () => {
  it.each([1, 2, 3, 7, 20, 60])('finds what %i unknowns were', (n) => {
    for (let seed = 1; seed <= 20; seed++) {
      const { a, x, b } = system(n, 100 * n + seed);
      expect(solveLinear(a, b)).toBe(0);
      b.forEach((v, k) => {
        expect(Math.abs(v - x[k])).toBeLessThan(1e-9);
      });
    }
  });

  it('pivots where the diagonal is 0 or tiny', () => {
    const b = Float64Array.of(2, 3);
    expect(solveLinear(Float64Array.of(0, 1, 1, 0), b)).toBe(0);
    expect([...b]).toEqual([3, 2]);
    const c = Float64Array.of(1, 2);
    expect(solveLinear(Float64Array.of(1e-13, 1, 1, 1), c)).toBe(0);
    expect(Math.abs(c[0] - 1)).toBeLessThan(1e-12);
    expect(Math.abs(c[1] - 1)).toBeLessThan(1e-12);
  });

  it('leaves out columns that hang on others, and solves the rest', () => {
    // the third column is the sum of the first two; the right-hand side is in their span
    const a = Float64Array.of(1, 2, 3, 4, 5, 9, 7, 8, 15);
    const b = product(a, Float64Array.of(1, -1, 0));
    expect(solveLinear(a.slice(), b)).toBe(1);
    [1, -1, 0].forEach((v, k) => {
      expect(Math.abs(b[k] - v)).toBeLessThan(1e-12);
    });
  });

  it('leaves out a column of zeros in the middle', () => {
    const a = Float64Array.of(2, 0, 1, 1, 0, 3, 4, 0, 5);
    const b = product(a, Float64Array.of(1, 0, 2));
    expect(solveLinear(a.slice(), b)).toBe(1);
    [1, 0, 2].forEach((v, k) => {
      expect(Math.abs(b[k] - v)).toBeLessThan(1e-12);
    });
  });

  it('answers zeros for a matrix of zeros, and nothing for no unknowns', () => {
    const b = Float64Array.of(1, 2);
    expect(solveLinear(new Float64Array(4), b)).toBe(2);
    expect([...b]).toEqual([0, 0]);
    expect(solveLinear(new Float64Array(0), new Float64Array(0))).toBe(0);
  });

  it('leaves out no column of a small but regular matrix', () => {
    const b = Float64Array.of(1e-200, 2e-200);
    expect(solveLinear(Float64Array.of(1e-200, 0, 0, 1e-200), b)).toBe(0);
    expect([...b]).toEqual([1, 2]);
  });
});
