/**
 * Gauss–Legendre collocation: the n points c_i and weights w_i that integrate polynomials of degree 2n−1
 * over [0, 1] exactly, and the matrix that integrates up to each point,
 *
 *     ∫₀^{c_i} f ≈ Σ_j A_ij f(c_j),   A_ij = w_j Σ_{m<n} (2m+1) P_m(x_j) ∫₀^{c_i} P_m(2s−1) ds,
 *     ∫₀^{c} P_m(2s−1) ds = (P_{m+1}(x) − P_{m−1}(x)) / (2 (2m+1)),  x = 2c − 1  (m = 0: c)
 *
 * with P_m Legendre's polynomials. For y' = a y + f over a step h the values at the points solve
 * (I − a h A) y = y₀ + h A f: an implicit Runge–Kutta method of order 2n, stable for every a ≤ 0.
 *
 * Source: Hairer, Nørsett, Wanner, "Solving Ordinary Differential Equations I" (1993), II.7.
 */

import { brent } from './roots';

export interface GaussRule {
  /** c_i in (0, 1), ascending. */
  readonly points: Float64Array;
  /** w_i, which add up to 1. */
  readonly weights: Float64Array;
  /** A, row by row. */
  readonly matrix: Float64Array;
}

/** P_0(x) … P_n(x). */
function legendre(n: number, x: number): Float64Array {
  const P = Float64Array.of(1, x, ...new Float64Array(Math.max(0, n - 1)));
  for (let m = 1; m < n; m++) P[m + 1] = ((2 * m + 1) * x * P[m] - m * P[m - 1]) / (m + 1);
  return P;
}

/** The roots of P_n: each lies between two neighbours among −1, the roots of P_{n−1}, and 1. */
function legendreRoots(n: number): number[] {
  if (n === 0) return [];
  const fences = [-1, ...legendreRoots(n - 1), 1];
  const P = (x: number) => legendre(n, x)[n];
  return Array.from({ length: n }, (_, i) =>
    brent(P, fences[i], fences[i + 1], P(fences[i]), P(fences[i + 1]), 0),
  );
}

/** The rule of n points. It takes no host function, so its bits are everywhere the same. */
export function gaussRule(n: number): GaussRule {
  const roots = legendreRoots(n);
  const points = Float64Array.from(roots, (x) => 0.5 * (1 + x));
  const values = roots.map((x) => legendre(n, x));
  const weights = Float64Array.from(roots, (x, i) => {
    const derivative = (n * (values[i][n - 1] - x * values[i][n])) / (1 - x * x);
    return 1 / ((1 - x * x) * derivative * derivative);
  });
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = points[i];
      for (let m = 1; m < n; m++) {
        sum += 0.5 * values[j][m] * (values[i][m + 1] - values[i][m - 1]);
      }
      matrix[i * n + j] = weights[j] * sum;
    }
  }
  return { points, weights, matrix };
}

/** Solves B x = y for a full matrix by Gauss's elimination with row pivots; both are overwritten, x is left in y. */
export function solveLinear(B: Float64Array, y: Float64Array): void {
  const n = y.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(B[i * n + k]) > Math.abs(B[pivot * n + k])) pivot = i;
    }
    for (let j = k; j < n && pivot !== k; j++) {
      [B[k * n + j], B[pivot * n + j]] = [B[pivot * n + j], B[k * n + j]];
    }
    [y[k], y[pivot]] = [y[pivot], y[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = B[i * n + k] / B[k * n + k];
      for (let j = k + 1; j < n; j++) B[i * n + j] -= factor * B[k * n + j];
      y[i] -= factor * y[k];
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) y[k] -= B[k * n + j] * y[j];
    y[k] /= B[k * n + k];
  }
}
