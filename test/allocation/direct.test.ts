/**
 * An independent method: direct transcription. The control is piecewise linear on K cells, its value the
 * Runge–Kutta simulation of the model written anew here, its maximum found by a projected, damped Newton
 * method on finite differences. It shares nothing with the engine and knows no costate. A piecewise
 * linear control is feasible, so its value can only fall short of the optimum, by O(1/K²) at the switch.
 */

import { describe, expect, it } from 'vitest';
import { solve } from '../../src/allocation/solve';
import { wasm } from '../backends';

interface Numbers {
  eps: number;
  gamma: number;
  rho: number;
  g: number;
  delta: number;
  S: number;
}

const [T, M0, C0] = [10, 1, 100];
const cells = 30;
const substeps = 8;

function value(p: Numbers, alpha: Float64Array): number {
  const h = T / cells / substeps;
  let M = M0;
  let J = 0;
  for (let k = 0; k < cells; k++) {
    const control = (s: number) => alpha[k] + (alpha[k + 1] - alpha[k]) * ((s * cells) / T - k);
    const rate = (s: number) => (control(s) * C0 * Math.exp(p.g * s)) ** p.eps;
    const gain = (s: number, m: number) =>
      Math.exp(-p.rho * s) * m ** p.gamma * (1 - control(s)) * C0 * Math.exp(p.g * s);
    for (let i = 0; i < substeps; i++) {
      const t = (k * T) / cells + i * h;
      const [f0, f1, f2] = [rate(t), rate(t + h / 2), rate(t + h)];
      const k1 = f0 - p.delta * M;
      const k2 = f1 - p.delta * (M + (h / 2) * k1);
      const k3 = f1 - p.delta * (M + (h / 2) * k2);
      const k4 = f2 - p.delta * (M + h * k3);
      const next = M + (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
      const middle = M + (h / 24) * (5 * k1 + 8 * k2 - k4);
      J += (h / 6) * (gain(t, M) + 4 * gain(t + h / 2, middle) + gain(t + h, next));
      M = next;
    }
  }
  return J + Math.exp(-p.rho * T) * p.S * M;
}

const clip = (x: number) => Math.min(1, Math.max(0, x));

/** Value with control i (and j) moved by d (and e), within the bounds' reach. */
function moved(p: Numbers, alpha: Float64Array, changes: readonly [number, number][]): number {
  const next = alpha.slice();
  for (const [i, d] of changes) next[i] += d;
  return value(p, next);
}

function maximize(p: Numbers): number {
  const size = cells + 1;
  const d = 1e-4;
  // away from the bounds, where (αC)^ε has no second difference
  const inner = (x: number) => Math.min(1 - 2 * d, Math.max(2 * d, x));
  let alpha = Float64Array.from({ length: size }, (_, k) => inner(1 - k / cells));
  let best = value(p, alpha);
  let damping = 1e-2;
  for (let iteration = 0; iteration < 60; iteration++) {
    const gradient = alpha.map(
      (_, i) => (moved(p, alpha, [[i, d]]) - moved(p, alpha, [[i, -d]])) / (2 * d),
    );
    const free = [...alpha.keys()].filter(
      (i) => !(alpha[i] <= 2 * d && gradient[i] < 0) && !(alpha[i] >= 1 - 2 * d && gradient[i] > 0),
    );
    // minus the Hessian on the free controls
    const curvature = free.map(() => new Float64Array(free.length));
    free.forEach((i, a) => {
      for (let b = 0; b <= a; b++) {
        const j = free[b];
        const second =
          i === j
            ? (moved(p, alpha, [[i, d]]) + moved(p, alpha, [[i, -d]]) - 2 * best) / d ** 2
            : (moved(p, alpha, [
                [i, d],
                [j, d],
              ]) -
                moved(p, alpha, [
                  [i, d],
                  [j, -d],
                ]) -
                moved(p, alpha, [
                  [i, -d],
                  [j, d],
                ]) +
                moved(p, alpha, [
                  [i, -d],
                  [j, -d],
                ])) /
              (4 * d ** 2);
        curvature[a][b] = -second;
        curvature[b][a] = -second;
      }
    });
    const scale = Math.max(...curvature.map((row, a) => Math.abs(row[a])));
    let gained = 0;
    for (let tries = 0; tries < 12; tries++) {
      const step = solveLinear(
        curvature.map((row, a) => row.map((x, b) => x + (a === b ? damping * scale : 0))),
        free.map((i) => gradient[i]),
      );
      const next = alpha.slice();
      free.forEach((i, a) => {
        next[i] = inner(alpha[i] + step[a]);
      });
      const nextValue = value(p, next);
      if (nextValue > best) {
        gained = nextValue - best;
        alpha = next;
        best = nextValue;
        damping /= 5;
        break;
      }
      damping *= 5;
    }
    if (gained < 1e-9 * best) break;
  }
  // what is next to a bound belongs on it, if that is better
  for (let i = 0; i < size; i++) {
    const next = alpha.slice();
    next[i] = clip(Math.round(alpha[i]));
    if (Math.abs(next[i] - alpha[i]) > 3 * d || !(value(p, next) > best)) continue;
    alpha = next;
    best = value(p, next);
  }
  return best;
}

/** Gaussian elimination with pivoting. */
function solveLinear(A: Float64Array[], b: number[]): number[] {
  const n = b.length;
  const rows = A.map((row, i) => [...row, b[i]]);
  for (let c = 0; c < n; c++) {
    const pivot = rows
      .slice(c)
      .reduce((at, row, i) => (Math.abs(row[c]) > Math.abs(rows[at][c]) ? c + i : at), c);
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    for (let r = c + 1; r < n; r++) {
      const factor = rows[r][c] / rows[c][c];
      for (let j = c; j <= n; j++) rows[r][j] -= factor * rows[c][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let r = n - 1; r >= 0; r--) {
    const known = rows[r].slice(r + 1, n).reduce((sum, a, j) => sum + a * x[r + 1 + j], 0);
    x[r] = (rows[r][n] - known) / rows[r][r];
  }
  return x;
}

describe('a direct method', () => {
  it.each([
    { eps: 0.5, gamma: 2, rho: 0.05, g: 0.1, delta: 0, S: 0 },
    { eps: 0.3, gamma: 1.2, rho: 0.1, g: 0.3, delta: 0, S: 0 },
    { eps: 0.7, gamma: 0.6, rho: 0.02, g: 0.05, delta: 0, S: 0 },
    { eps: 0.5, gamma: 1.5, rho: 0.05, g: 0.1, delta: 0.15, S: 0 },
    { eps: 0.4, gamma: 1, rho: 0.05, g: 0.1, delta: 0.05, S: 5000 },
  ])('finds the same optimum: %j', (p) => {
    const direct = maximize(p);
    const optimum = solve(
      wasm,
      {
        trainingExponent: p.eps,
        revenueExponent: p.gamma,
        discountRate: p.rho,
        depreciation: p.delta,
        salvageValue: p.S,
        compute: { kind: 'exponential', growth: p.g },
      },
      { method: 'shooting' },
    ).netPresentValue;
    expect(direct).toBeLessThan(optimum * (1 + 1e-7));
    expect(direct).toBeGreaterThan(optimum * (1 - 1e-4));
  });
});
