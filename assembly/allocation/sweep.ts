/**
 * The forward–backward sweep for the optimal allocation of compute.
 *
 * Problem (u = αC is the compute that trains; μ = e^{ρt} λ the costate in current value):
 *
 *     dM/dt = f − δM,         f = βT (αC)^ε,             M(0) = M0                      (1)
 *     dμ/dt = (ρ+δ) μ − g,    g = γ βR M^{γ−1} (1−α) C,  μ(T) = S                       (2)
 *     α̂ = min(1, (μ βT ε / (βR M^γ))^{1/(1−ε)} / C)                                     (3)
 *
 * Both equations are linear in what is integrated. On a cell of length h (nodes k, k+1, midpoint m) f is
 * taken as the parabola through its three values and integrated with the exponential exactly:
 *
 *     M_{k+1} = e^{−δh} M_k + w₀ f_k + w_m f_m + w₁ f_{k+1}                             (6)
 *     M_m     = e^{−δh/2} M_k + v₀ f_k + v_m f_m + v₁ f_{k+1}                           (7)
 *
 * and backward, with the same weights for ρ + δ instead of δ:
 *
 *     μ_k     = e^{−(ρ+δ)h} μ_{k+1} + w₀ g_{k+1} + w_m g_m + w₁ g_k                     (8)
 *     μ_m     = e^{−(ρ+δ)h/2} μ_{k+1} + v₀ g_{k+1} + v_m g_m + v₁ g_k                   (9)
 *
 * The weights are derived in `weights.ts`. Without decay they are Simpson's, h/6 (1, 4, 1), and
 * h/24 (5, 8, −1), and the sweep is the classical Runge–Kutta rule; with it, however strong, nothing
 * grows and nothing overflows. The error is O(h⁴) over the whole grid. Powers are taken as
 *
 *     f = βT e^{ε (ln α + ln C)},  g = γ βR e^{(γ−1) ln M + ln C} (1−α),
 *     ln α̂ = (ln μ + ln(βT ε/βR) − γ ln M)/(1−ε) − ln C                                 (10)
 *
 * with logarithms to the base 2^{1/128} (`math/steps.ts`; `logC`, `logM` and `logFactor` below are in it),
 * in separate passes over the grid, two lanes at a time (separate passes keep the polynomial's constants
 * in registers; what powers by `pow` cost instead, the benchmark's two C programs show). Only the recurrences (6)
 * and (8) are serial.
 *
 * Fixed point. F(α) = α̂ − α. Plain: α ← α + ω F. Accelerated (Anderson 1965, type II, depth 2): with
 * ΔF_i, ΔG_i the last two changes of F and of G = α̂,
 *
 *     θ = argmin ‖F − Σ θ_i ΔF_i‖₂,   α ← clip(G − Σ θ_i ΔG_i − (1−ω) (F − Σ θ_i ΔF_i))  (11)
 *
 * Where there is no compute, ln C = −∞ and α̂ is 1 by (10), without effect: f = g = 0 there.
 */

import { log } from '../math/log';
import { STEPS_PER_E } from '../math/steps';
import { arrayBytes } from '../memory';
import { acceleratedStep, firstStep, largestChange, relax } from './fixed-point';
import { backward, forward } from './integrate';
import { ITERATIONS, sweepOffset } from './layout';
import {
  leadingCells,
  leadingShares,
  marginalRevenues,
  shares,
  TINY,
  trainingRates,
} from './passes';
import { addressMask, COUNT, weights } from './weights';

export { sweepBytes, sweepOffset } from './layout';

const CONVERGED: i32 = 0;
const ITERATION_LIMIT: i32 = 1;
const DIVERGED: i32 = 2;

/** Below this α is reported as 0; α̂ is e^{−702} where it would be less. */
const ABSENT: f64 = 1e-304;

/**
 * Iterates until max |α̂ − α| ≤ tolerance. The block is laid out by `layout.ts`.
 * @returns 0 converged, 1 iteration limit, 2 diverged (M(T) or μ(0) is not finite)
 */
export function forwardBackwardSweep(block: i32, n: i32, maxIterations: i32): i32 {
  const size = 2 * n + 1;
  const bytes = size << 3;
  const betaT = load<f64>(block);
  const betaR = load<f64>(block, 8);
  const epsilon = load<f64>(block, 16);
  const gamma = load<f64>(block, 24);
  const rho = load<f64>(block, 32);
  const delta = load<f64>(block, 40);
  const M0 = load<f64>(block, 48);
  const S = load<f64>(block, 56);
  const tolerance = load<f64>(block, 64);
  const relaxation = load<f64>(block, 72);
  const accelerate = load<f64>(block, 80) != 0.0;

  const length = block + sweepOffset(n, maxIterations, 1);
  const logCompute = block + sweepOffset(n, maxIterations, 2);
  const alpha = block + sweepOffset(n, maxIterations, 3);
  const M = block + sweepOffset(n, maxIterations, 4);
  const mu = block + sweepOffset(n, maxIterations, 5);
  const history = block + sweepOffset(n, maxIterations, 6);
  const cell = arrayBytes(n);
  const point = arrayBytes(size);
  const ahead = block + sweepOffset(n, maxIterations, 7);
  const back = ahead + COUNT * cell;
  const increment = back + COUNT * cell;
  const middle = increment + cell;
  const logM = middle + cell;
  const f = logM + point;
  const g = f + point;
  const best = g + point;
  const residual = best + point;
  const image = residual + point;
  // ΔF and ΔG of the last two iterations; which is the newer alternates
  const time = image + point;
  let newF = time + point;
  let oldF = newF + point;
  let newG = oldF + point;
  let oldG = newG + point;
  const logC = oldG + point;

  const decay = rho + delta;
  const mask = addressMask(length, n);
  const weighed = mask == 0 ? min(n, 2) : n;
  weights(length, delta, weighed, ahead, cell);
  weights(length, decay, weighed, back, cell);
  memory.fill(oldF, 0, point);
  memory.fill(oldG, 0, point);
  let t = 0.0;
  for (let k = 0; k < n << 3; k += 8) {
    const h = load<f64>(length + k);
    store<f64>(time + k, t);
    store<f64>(time + ((n + 1) << 3) + k, t + 0.5 * h);
    t += h;
  }
  store<f64>(time + (n << 3), t);
  store<f64>(M, M0);
  // by pairs: every array has room for an even number of values
  for (let j = 0; j < bytes; j += 16) {
    v128.store(alpha + j, f64x2.max(v128.load(alpha + j), f64x2.splat(TINY)));
    v128.store(logC + j, f64x2.mul(v128.load(logCompute + j), f64x2.splat(STEPS_PER_E)));
  }

  const logFactor = STEPS_PER_E * log((betaT * epsilon) / betaR);
  const slope = STEPS_PER_E * decay;
  const power = 1.0 / (1.0 - epsilon);
  const factor = gamma * betaR;
  let norm = 0.0;
  let status = ITERATION_LIMIT;
  let iteration = 0;
  let before = 0;

  while (iteration < maxIterations) {
    iteration++;

    // Up to cell `from` all compute trained in the last iteration and does so in this one: f, M and
    // ln M stand as they were, g is zero, and ln μ is a straight line.
    const leading = leadingCells(alpha, n);
    const from = min(leading, before);
    before = leading;
    const node = from << 3;
    const mid = (n + 1 + from) << 3;
    const nodes = n + 1 - from;
    const mids = n - from;

    trainingRates(alpha + node, logC + node, f + node, nodes, epsilon);
    trainingRates(alpha + mid, logC + mid, f + mid, mids, epsilon);
    forward(n, from, f, M, ahead, cell, mask, increment, middle, betaT);

    marginalRevenues(
      M + node,
      logM + node,
      logC + node,
      alpha + node,
      g + node,
      nodes,
      gamma,
      factor,
    );
    marginalRevenues(M + mid, logM + mid, logC + mid, alpha + mid, g + mid, mids, gamma, factor);
    backward(n, from, g, mu, back, cell, mask, increment, middle, S);

    if (from > 0) {
      // ln μ(t) = ln μ(t_from) − (ρ+δ) (t_from − t)
      const start =
        STEPS_PER_E * log(load<f64>(mu + node)) + logFactor - slope * load<f64>(time + node);
      leadingShares(time, logM, logC, best, from, start, slope, gamma, power);
      const first = (n + 1) << 3;
      leadingShares(
        time + first,
        logM + first,
        logC + first,
        best + first,
        from,
        start,
        slope,
        gamma,
        power,
      );
    }
    shares(mu + node, logM + node, logC + node, best + node, nodes, logFactor, gamma, power);
    shares(mu + mid, logM + mid, logC + mid, best + mid, mids, logFactor, gamma, power);
    // the lane beyond an odd size takes part in the sums below: make it a zero residual
    if (size & 1) {
      store<f64>(best + bytes, 0.0);
      store<f64>(alpha + bytes, 0.0);
    }

    const worst = largestChange(alpha, best, bytes);
    store<f64>(history + ((iteration - 1) << 3), worst);
    const ends = load<f64>(mu) + load<f64>(M + (n << 3));
    if (!(abs(ends) < Infinity)) {
      status = DIVERGED;
      break;
    }
    if (worst <= tolerance) {
      memory.copy(alpha, best, bytes);
      status = CONVERGED;
      break;
    }
    if (iteration == maxIterations) break;

    if (!accelerate) {
      relax(alpha, best, bytes, relaxation);
    } else if (iteration == 1) {
      firstStep(alpha, best, residual, image, bytes, relaxation);
    } else {
      norm = acceleratedStep(
        alpha,
        best,
        residual,
        image,
        newF,
        oldF,
        newG,
        oldG,
        bytes,
        norm,
        relaxation,
      );
      const F = newF;
      newF = oldF;
      oldF = F;
      const G = newG;
      newG = oldG;
      oldG = G;
    }
  }

  for (let j = 0; j < bytes; j += 16) {
    const a = v128.load(alpha + j);
    const m = v128.load(mu + j);
    v128.store(alpha + j, v128.andnot(a, f64x2.lt(a, f64x2.splat(ABSENT))));
    v128.store(mu + j, v128.andnot(m, f64x2.le(m, f64x2.splat(TINY))));
  }
  store<f64>(block + (ITERATIONS << 3), f64(iteration));
  return status;
}
