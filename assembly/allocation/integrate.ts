/**
 * The two quadratures of the sweep, equations (6)–(9) of `sweep.ts`.
 *
 * What can be computed cell by cell runs two cells at a time into `increment` and `middle`; only the
 * recurrences y ← R y + increment are serial. (Taking two of their steps at once gained 4 %: not kept.)
 */

import { TINY } from './passes';
import { HALF, V0, V1, VM, W0, W1, WM, WHOLE } from './weights';

/**
 * w₀ near + w_m mid + w₁ far, the increment of (6) or (8), for two cells at address `at` of the weights;
 * likewise with v₀, v_m, v₁ for (7) and (9).
 */
// @ts-ignore: decorator
@inline
function parabola(
  at: i32,
  stride: i32,
  first: i32,
  second: i32,
  third: i32,
  near: v128,
  mid: v128,
  far: v128,
): v128 {
  return f64x2.add(
    f64x2.add(
      f64x2.mul(v128.load(at + first * stride), near),
      f64x2.mul(v128.load(at + second * stride), mid),
    ),
    f64x2.mul(v128.load(at + third * stride), far),
  );
}

/**
 * M beyond node `from` (even), from f/βT: (6) and (7). `increment` and `middle` are scratch of a value a
 * cell. Rounding or a jump of f may carry a value below zero; it is stored as TINY.
 */
export function forward(
  n: i32,
  from: i32,
  f: i32,
  M: i32,
  weights: i32,
  stride: i32,
  mask: i32,
  increment: i32,
  middle: i32,
  factor: f64,
): void {
  const mids = (n + 1) << 3;
  const bytes = n << 3;
  const whole = weights + WHOLE * stride;
  const half = weights + HALF * stride;
  const a = f64x2.splat(factor);
  for (let k = from << 3; k < bytes; k += 16) {
    const left = f64x2.mul(a, v128.load(f + k));
    const mid = f64x2.mul(a, v128.load(f + mids + k));
    const right = f64x2.mul(a, v128.load(f + k, 8));
    v128.store(increment + k, parabola(weights + (k & mask), stride, W0, WM, W1, left, mid, right));
    v128.store(middle + k, parabola(weights + (k & mask), stride, V0, VM, V1, left, mid, right));
  }
  let m = load<f64>(M + (from << 3));
  let k = from << 3;
  for (; k < bytes; k += 8) {
    store<f64>(M + mids + k, max(load<f64>(half + (k & mask)) * m + load<f64>(middle + k), TINY));
    m = load<f64>(whole + (k & mask)) * m + load<f64>(increment + k);
    store<f64>(M + k, max(m, TINY), 8);
  }
  if (k < bytes) {
    store<f64>(M + mids + k, max(load<f64>(half + (k & mask)) * m + load<f64>(middle + k), TINY));
    store<f64>(M + k, max(load<f64>(whole + (k & mask)) * m + load<f64>(increment + k), TINY), 8);
  }
}

/**
 * μ from g: (8) and (9), where g = 0 in the cells before `from` (even). Values not above TINY, such as
 * μ(T) = 0, are stored as TINY; the recurrence itself goes on with what they are.
 */
export function backward(
  n: i32,
  from: i32,
  g: i32,
  mu: i32,
  weights: i32,
  stride: i32,
  mask: i32,
  increment: i32,
  middle: i32,
  S: f64,
): void {
  const mids = (n + 1) << 3;
  const start = from << 3;
  const bytes = n << 3;
  const whole = weights + WHOLE * stride;
  const half = weights + HALF * stride;
  for (let k = start; k < bytes; k += 16) {
    const left = v128.load(g + k);
    const mid = v128.load(g + mids + k);
    const right = v128.load(g + k, 8);
    v128.store(increment + k, parabola(weights + (k & mask), stride, W0, WM, W1, right, mid, left));
    v128.store(middle + k, parabola(weights + (k & mask), stride, V0, VM, V1, right, mid, left));
  }
  let m = S;
  let k = bytes;
  store<f64>(mu + k, max(m, TINY));
  for (k -= 8; k >= start; k -= 8) {
    store<f64>(mu + mids + k, max(load<f64>(half + (k & mask)) * m + load<f64>(middle + k), TINY));
    m = load<f64>(whole + (k & mask)) * m + load<f64>(increment + k);
    store<f64>(mu + k, max(m, TINY));
  }
  for (k = start - 8; k >= 0; k -= 8) {
    store<f64>(mu + mids + k, max(load<f64>(half + (k & mask)) * m, TINY));
    m = load<f64>(whole + (k & mask)) * m;
    store<f64>(mu + k, max(m, TINY));
  }
}
