/**
 * Weights of (6)–(9): a parabola integrated against an exponential.
 *
 * With z = ah and x the place within the cell, 0 … 1, let
 *
 *     I_n(z) = ∫₀¹ e^{−z(1−x)} xⁿ dx:   I₀ = (1 − e^{−z})/z,  I₁ = (1 − I₀)/z,  I₂ = (1 − 2 I₁)/z.
 *
 * The parabola through the values at 0, ½, 1 has the basis 1 − 3x + 2x², 4x − 4x², 2x² − x; hence
 *
 *     w₀ = h (I₀ − 3 I₁ + 2 I₂),   w_m = 4h (I₁ − I₂),   w₁ = h (2 I₂ − I₁),  at z
 *
 * and up to the midpoint, with y = 2x and I_n at z/2,
 *
 *     v₀ = h/4 (2 I₀ − 3 I₁ + I₂),  v_m = h/2 (2 I₁ − I₂),  v₁ = h/4 (I₂ − I₁).
 *
 * For small z the recurrence cancels; there I₂ = 2 Σ (−z)^k/(k+3)! and the recurrence runs backward,
 * I₁ = (1 − z I₂)/2, I₀ = 1 − z I₁, which is stable.
 *
 * Source: Lawson 1967, Cox and Matthews 2002 (exponential integrators); the weights are derived here.
 */

import { exp } from '../math/exp';

/** Arrays of a value a cell, one after the other in memory; `stride` bytes apart. */
export const WHOLE: i32 = 0; // e^{−ah}
export const HALF: i32 = 1; // e^{−ah/2}
export const W0: i32 = 2;
export const WM: i32 = 3;
export const W1: i32 = 4;
export const V0: i32 = 5;
export const VM: i32 = 6;
export const V1: i32 = 7;
export const COUNT: i32 = 8;

/** Below this the series is used; 20 terms leave an error under 2^-60 there. */
const SERIES: f64 = 1.0;

/** I₂(z) by its series, for z < SERIES. */
function series(z: f64): f64 {
  let term = 1.0 / 3.0;
  let sum = term;
  for (let k = 4.0; abs(term) > 1e-18; k += 1.0) {
    term *= -z / k;
    sum += term;
  }
  return sum;
}

/** I₁(z), from I₂ where z < SERIES. */
function firstMoment(z: f64, decay: f64, i2: f64): f64 {
  return z < SERIES ? 0.5 * (1.0 - z * i2) : (1.0 - (1.0 - decay) / z) / z;
}

/** I₂(z); `decay` is e^{−z}. */
function secondMoment(z: f64, decay: f64): f64 {
  return z < SERIES ? series(z) : (1.0 - 2.0 * firstMoment(z, decay, 0.0)) / z;
}

/** I₀(z). */
function zerothMoment(z: f64, decay: f64, i1: f64): f64 {
  return z < SERIES ? 1.0 - z * i1 : (1.0 - decay) / z;
}

/** −1; or 0 where all cells are equally long, so that the weights of the first two serve for all. */
export function addressMask(length: i32, n: i32): i32 {
  const first = load<f64>(length);
  for (let k = 8; k < n << 3; k += 8) {
    if (load<f64>(length + k) != first) return -1;
  }
  return 0;
}

/**
 * The weights of n cells for the decay rate a ≥ 0. Neighbours of equal length are computed once. A
 * reader takes those of the cell at byte k from `out + i * stride + (k & mask)`, mask = `addressMask`: on
 * a uniform mesh two cells' weights then serve for all (a tenth off an accelerated solve, most of it set-up).
 */
export function weights(length: i32, a: f64, n: i32, out: i32, stride: i32): void {
  let last = -1.0;
  for (let k = 0; k < n << 3; k += 8) {
    const h = load<f64>(length + k);
    if (h == last) {
      for (let i = 0; i < COUNT; i++) {
        store<f64>(out + i * stride + k, load<f64>(out + i * stride + k - 8));
      }
      continue;
    }
    last = h;
    const z = a * h;
    const whole = exp(-z);
    let i2 = secondMoment(z, whole);
    let i1 = firstMoment(z, whole, i2);
    let i0 = zerothMoment(z, whole, i1);
    store<f64>(out + WHOLE * stride + k, whole);
    store<f64>(out + W0 * stride + k, h * (i0 - 3.0 * i1 + 2.0 * i2));
    store<f64>(out + WM * stride + k, 4.0 * h * (i1 - i2));
    store<f64>(out + W1 * stride + k, h * (2.0 * i2 - i1));
    const half = exp(-0.5 * z);
    i2 = secondMoment(0.5 * z, half);
    i1 = firstMoment(0.5 * z, half, i2);
    i0 = zerothMoment(0.5 * z, half, i1);
    store<f64>(out + HALF * stride + k, half);
    store<f64>(out + V0 * stride + k, 0.25 * h * (2.0 * i0 - 3.0 * i1 + i2));
    store<f64>(out + VM * stride + k, 0.5 * h * (2.0 * i1 - i2));
    store<f64>(out + V1 * stride + k, 0.25 * h * (i2 - i1));
  }
}
