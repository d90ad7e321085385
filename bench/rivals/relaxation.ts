/**
 * What the forward–backward sweep costs in JavaScript that a good programmer would write: typed arrays,
 * everything that can be computed beforehand is, no allocation in loops; Runge–Kutta both ways with the
 * control at nodes and midpoints, powers by `Math.pow`, plain relaxation. And the naive script beside it.
 */

export interface RivalProblem {
  readonly trainingExponent: number;
  readonly revenueExponent: number;
  readonly discountRate: number;
  readonly growth: number;
}

const T = 10;
const M0 = 1;
const initial = 100;

/** Good plain JavaScript, β = 1, δ = S = 0. Returns iterations and leaves the control in `alpha`. */
export class PlainRelaxation {
  readonly alpha: Float64Array;
  private readonly compute: Float64Array;
  private readonly discount: Float64Array;
  private readonly capability: Float64Array;
  private readonly costate: Float64Array;

  /** Half-grid: index 2k is node k, 2k+1 the midpoint of cell k. */
  constructor(private readonly steps: number) {
    const size = 2 * steps + 1;
    this.alpha = new Float64Array(size);
    this.compute = new Float64Array(size);
    this.discount = new Float64Array(size);
    this.capability = new Float64Array(size);
    this.costate = new Float64Array(size);
  }

  solve(p: RivalProblem, tolerance: number, relaxation: number, maxIterations: number): number {
    const { alpha, compute, discount, capability, costate, steps } = this;
    const { trainingExponent: eps, revenueExponent: gamma, discountRate, growth } = p;
    const size = 2 * steps + 1;
    const h = T / steps;
    const power = 1 / (eps - 1);
    for (let j = 0; j < size; j++) {
      const t = (j * h) / 2;
      compute[j] = initial * Math.exp(growth * t);
      discount[j] = Math.exp(-discountRate * t);
      alpha[j] = 0.5;
    }
    for (let iteration = 1; iteration <= maxIterations; iteration++) {
      let m = M0;
      let f = (alpha[0] * compute[0]) ** eps;
      capability[0] = m;
      for (let j = 0; j < size - 1; j += 2) {
        const middle = (alpha[j + 1] * compute[j + 1]) ** eps;
        const right = (alpha[j + 2] * compute[j + 2]) ** eps;
        capability[j + 1] = m + (h / 24) * (5 * f + 8 * middle - right);
        m += (h / 6) * (f + 4 * middle + right);
        capability[j + 2] = m;
        f = right;
      }
      let l = 0;
      const marginal = (j: number) =>
        discount[j] * gamma * capability[j] ** (gamma - 1) * (1 - alpha[j]) * compute[j];
      let g = marginal(size - 1);
      costate[size - 1] = 0;
      for (let j = size - 1; j > 0; j -= 2) {
        const middle = marginal(j - 1);
        const left = marginal(j - 2);
        costate[j - 1] = l + (h / 24) * (5 * g + 8 * middle - left);
        l += (h / 6) * (left + 4 * middle + g);
        costate[j - 2] = l;
        g = left;
      }
      let worst = 0;
      for (let j = 0; j < size; j++) {
        let best = 0;
        if (costate[j] > 0) {
          const price = discount[j] * capability[j] ** gamma;
          best = Math.min(1, (price / (costate[j] * eps)) ** power / compute[j]);
        }
        const change = relaxation * (best - alpha[j]);
        alpha[j] += change;
        const size_ = Math.abs(change);
        if (size_ > worst) worst = size_;
      }
      if (worst < tolerance) return iteration;
    }
    return maxIterations;
  }
}

/** The script as one first writes it: arrays of numbers, closures, everything recomputed. */
export function naiveRelaxation(
  p: RivalProblem,
  steps: number,
  tolerance: number,
  relaxation: number,
  maxIterations: number,
): { iterations: number; alpha: number[] } {
  const { trainingExponent: eps, revenueExponent: gamma, discountRate: rho, growth } = p;
  const h = T / steps;
  const time = Array.from({ length: 2 * steps + 1 }, (_, j) => (j * h) / 2);
  const C = (t: number) => initial * Math.exp(growth * t);
  let alpha = time.map(() => 0.5);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const current = alpha;
    const f = time.map((t, j) => (current[j] * C(t)) ** eps);
    const M = [M0];
    for (let k = 0; k < steps; k++) {
      const j = 2 * k;
      M.push(M[j] + (h / 24) * (5 * f[j] + 8 * f[j + 1] - f[j + 2]));
      M.push(M[j] + (h / 6) * (f[j] + 4 * f[j + 1] + f[j + 2]));
    }
    const g = time.map(
      (t, j) => Math.exp(-rho * t) * gamma * M[j] ** (gamma - 1) * (1 - current[j]) * C(t),
    );
    const L = new Array<number>(2 * steps + 1).fill(0);
    for (let k = steps - 1; k >= 0; k--) {
      const j = 2 * k;
      L[j + 1] = L[j + 2] + (h / 24) * (5 * g[j + 2] + 8 * g[j + 1] - g[j]);
      L[j] = L[j + 2] + (h / 6) * (g[j] + 4 * g[j + 1] + g[j + 2]);
    }
    const best = time.map((t, j) =>
      L[j] > 0
        ? Math.min(
            1,
            ((Math.exp(-rho * t) * M[j] ** gamma) / (L[j] * eps)) ** (1 / (eps - 1)) / C(t),
          )
        : 0,
    );
    alpha = current.map((a, j) => a + relaxation * (best[j] - a));
    const worst = Math.max(...alpha.map((a, j) => Math.abs(a - current[j])));
    if (worst < tolerance) return { iterations: iteration, alpha };
  }
  return { iterations: maxIterations, alpha };
}
