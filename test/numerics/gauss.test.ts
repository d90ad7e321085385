import { describe, expect, it } from 'vitest';
import { gaussRule, solveLinear } from '../../src/numerics/gauss';

describe('gaussRule', () => {
  it('of two points is the known one', () => {
    const { points, weights } = gaussRule(2);
    expect(points[0]).toBeCloseTo(0.5 - Math.sqrt(3) / 6, 15);
    expect(points[1]).toBeCloseTo(0.5 + Math.sqrt(3) / 6, 15);
    expect(weights[0]).toBeCloseTo(0.5, 15);
  });

  it.each([1, 2, 3, 5, 8, 12])('of %i points integrates powers up to 2n−1, and no higher', (n) => {
    const { points, weights } = gaussRule(n);
    const integral = (power: number) =>
      points.reduce((sum, c, i) => sum + weights[i] * c ** power, 0);
    for (let power = 0; power < 2 * n; power++) {
      expect(Math.abs(integral(power) - 1 / (power + 1))).toBeLessThan(1e-15);
    }
    // the error of the next power is 1/((2n+1) binomial(2n, n)²)
    let binomial = 1;
    for (let k = 1; k <= n; k++) binomial *= (n + k) / k;
    const error = 1 / (2 * n + 1) - integral(2 * n);
    if (n < 12) expect(error * (2 * n + 1) * binomial * binomial).toBeCloseTo(1, n < 8 ? 3 : 0);
  });

  it.each([1, 2, 5, 8])('of %i points integrates powers up to n−1 to each point', (n) => {
    const { points, matrix } = gaussRule(n);
    for (let power = 0; power < n; power++) {
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += matrix[i * n + j] * points[j] ** power;
        expect(Math.abs(sum - points[i] ** (power + 1) / (power + 1))).toBeLessThan(1e-15);
      }
    }
  });
});

describe('solveLinear', () => {
  it('solves with a zero on the diagonal', () => {
    const y = Float64Array.of(5, 6, 7);
    solveLinear(Float64Array.of(0, 2, 1, 1, 0, 0, 3, 1, 2), y);
    // 2b + c = 5, a = 6, 3a + b + 2c = 7
    expect(y[0]).toBeCloseTo(6, 14);
    expect(y[1]).toBeCloseTo(7, 13);
    expect(y[2]).toBeCloseTo(-9, 13);
  });
});
