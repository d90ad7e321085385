/**
 * The two quadratures of the sweep, equations (6)–(9) of `sweep.ts`.
 *
 * What can be computed cell by cell runs two cells at a time into `increment` and `middle`; only the
 * recurrences y ← R y + increment are serial. Two of their steps are taken at once,
 *
 *     y_{k+2} = (R_{k+1} R_k) y_k + (R_{k+1} increment_k + increment_{k+1}),
 *
 * which halves the chain of dependent operations (a fifth off the whole sweep).
 */

import { expInto } from '../math/vector';
import { TINY } from './passes';

/** r = e^{−ah/2}, R = r² and 1/r of every cell. */
export function coefficients(
  length: i32,
  rate: f64,
  n: i32,
  half: i32,
  whole: i32,
  inverse: i32,
): void {
  const scale = f64x2.splat(-0.5 * rate);
  const bytes = n << 3;
  for (let k = 0; k < bytes; k += 16) {
    v128.store(half + k, f64x2.mul(scale, v128.load(length + k)));
  }
  expInto(half, half, n);
  for (let k = 0; k < bytes; k += 16) {
    const r = v128.load(half + k);
    v128.store(whole + k, f64x2.mul(r, r));
    v128.store(inverse + k, f64x2.div(f64x2.splat(1.0), r));
  }
}

/** R near + 4 r mid + far: the bracket of (6) and (8). */
// @ts-ignore: decorator
@inline
function simpson(R: v128, r: v128, near: v128, mid: v128, far: v128): v128 {
  const four = f64x2.splat(4.0);
  return f64x2.add(f64x2.add(f64x2.mul(R, near), f64x2.mul(four, f64x2.mul(r, mid))), far);
}

/** (5 r near + 8 mid − far/r) / 4: the bracket of (7) and (9) for h/6. */
// @ts-ignore: decorator
@inline
function halfway(r: v128, inverse: v128, near: v128, mid: v128, far: v128): v128 {
  return f64x2.sub(
    f64x2.add(f64x2.mul(f64x2.splat(1.25), f64x2.mul(r, near)), f64x2.mul(f64x2.splat(2.0), mid)),
    f64x2.mul(f64x2.splat(0.25), f64x2.mul(inverse, far)),
  );
}

/**
 * M beyond node `from` (even), from f/βT: (6) and (7).
 * `increment` and `middle` are scratch of a value a cell.
 */
export function forward(
  n: i32,
  from: i32,
  f: i32,
  M: i32,
  sixth: i32,
  half: i32,
  whole: i32,
  inverse: i32,
  increment: i32,
  middle: i32,
  factor: f64,
): void {
  const mids = (n + 1) << 3;
  const bytes = n << 3;
  const a = f64x2.splat(factor);
  for (let k = from << 3; k < bytes; k += 16) {
    const h = f64x2.mul(a, v128.load(sixth + k));
    const r = v128.load(half + k);
    const left = v128.load(f + k);
    const mid = v128.load(f + mids + k);
    const right = v128.load(f + k, 8);
    v128.store(increment + k, f64x2.mul(h, simpson(v128.load(whole + k), r, left, mid, right)));
    v128.store(middle + k, f64x2.mul(h, halfway(r, v128.load(inverse + k), left, mid, right)));
  }
  let m = load<f64>(M + (from << 3));
  let k = from << 3;
  for (; k + 8 < bytes; k += 16) {
    const R0 = load<f64>(whole + k);
    const R1 = load<f64>(whole + k, 8);
    const d0 = load<f64>(increment + k);
    const next = R0 * m + d0;
    store<f64>(M + mids + k, load<f64>(half + k) * m + load<f64>(middle + k));
    store<f64>(M + k, next, 8);
    store<f64>(M + mids + k, load<f64>(half + k, 8) * next + load<f64>(middle + k, 8), 8);
    m = R1 * R0 * m + (R1 * d0 + load<f64>(increment + k, 8));
    store<f64>(M + k, m, 16);
  }
  if (k < bytes) {
    store<f64>(M + mids + k, load<f64>(half + k) * m + load<f64>(middle + k));
    store<f64>(M + k, load<f64>(whole + k) * m + load<f64>(increment + k), 8);
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
  sixth: i32,
  half: i32,
  whole: i32,
  inverse: i32,
  increment: i32,
  middle: i32,
  S: f64,
): void {
  const mids = (n + 1) << 3;
  const start = from << 3;
  const bytes = n << 3;
  for (let k = start; k < bytes; k += 16) {
    const h = v128.load(sixth + k);
    const r = v128.load(half + k);
    const left = v128.load(g + k);
    const mid = v128.load(g + mids + k);
    const right = v128.load(g + k, 8);
    v128.store(increment + k, f64x2.mul(h, simpson(v128.load(whole + k), r, right, mid, left)));
    v128.store(middle + k, f64x2.mul(h, halfway(r, v128.load(inverse + k), right, mid, left)));
  }
  let m = S;
  let k = bytes;
  store<f64>(mu + k, max(m, TINY));
  if (n & 1) {
    k -= 8;
    store<f64>(mu + mids + k, max(load<f64>(half + k) * m + load<f64>(middle + k), TINY));
    m = load<f64>(whole + k) * m + load<f64>(increment + k);
    store<f64>(mu + k, m);
  }
  for (k -= 16; k >= start; k -= 16) {
    const R0 = load<f64>(whole + k);
    const R1 = load<f64>(whole + k, 8);
    const d1 = load<f64>(increment + k, 8);
    const next = R1 * m + d1;
    const late = load<f64>(half + k, 8) * m + load<f64>(middle + k, 8);
    store<f64>(mu + mids + k, max(late, TINY), 8);
    store<f64>(mu + k, next, 8);
    store<f64>(mu + mids + k, max(load<f64>(half + k) * next + load<f64>(middle + k), TINY));
    m = R0 * R1 * m + (R0 * d1 + load<f64>(increment + k));
    store<f64>(mu + k, m);
  }
  for (k = start - 8; k >= 0; k -= 8) {
    store<f64>(mu + mids + k, load<f64>(half + k) * m);
    m = load<f64>(whole + k) * m;
    store<f64>(mu + k, m);
  }
}
