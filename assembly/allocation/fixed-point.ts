/**
 * The fixed-point step of the sweep, F(α) = α̂ − α: plain relaxation, or Anderson acceleration (11).
 *
 * Source: D. G. Anderson, "Iterative procedures for nonlinear integral equations", J. ACM 12 (1965);
 * type II with depth 2 as in Walker and Ni, SIAM J. Numer. Anal. 49 (2011).
 */

import { TINY } from './passes';

/** Weight of the first step; the combination (11) needs two points to begin. */
const FIRST_WEIGHT: f64 = 0.5;
/** Below this share of the product of the norms two changes count as parallel. */
const PARALLEL: f64 = 1e-10;

/** The sum of the two lanes. */
// @ts-ignore: decorator
@inline
function lanesSum(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/** max |α̂ − α|. */
export function largestChange(alpha: i32, best: i32, bytes: i32): f64 {
  let largest = f64x2.splat(0.0);
  for (let j = 0; j < bytes; j += 16) {
    const F = f64x2.sub(v128.load(best + j), v128.load(alpha + j));
    largest = f64x2.pmax(largest, f64x2.abs(F));
  }
  return max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
}

/** α ← α + ω F. */
export function relax(alpha: i32, best: i32, bytes: i32, relaxation: f64): void {
  const weight = f64x2.splat(relaxation);
  for (let j = 0; j < bytes; j += 16) {
    const a = v128.load(alpha + j);
    const F = f64x2.sub(v128.load(best + j), a);
    v128.store(alpha + j, f64x2.add(a, f64x2.mul(weight, F)));
  }
}

/** Remembers F and G = α̂ of the first point and makes a plain step. */
export function firstStep(
  alpha: i32,
  best: i32,
  residual: i32,
  image: i32,
  bytes: i32,
  relaxation: f64,
): void {
  for (let j = 0; j < bytes; j += 16) {
    const G = v128.load(best + j);
    v128.store(residual + j, f64x2.sub(G, v128.load(alpha + j)));
    v128.store(image + j, G);
  }
  relax(alpha, best, bytes, min(FIRST_WEIGHT, relaxation));
}

/**
 * The accelerated step (11). `newF`, `newG` take the changes since the last point, `oldF`, `oldG` hold
 * the ones before (zeros at first).
 * @param oldNorm ‖ΔF₁‖² of the older change
 * @returns ‖ΔF₀‖² of the newer, which is the older's at the next step
 */
export function acceleratedStep(
  alpha: i32,
  best: i32,
  residual: i32,
  image: i32,
  newF: i32,
  oldF: i32,
  newG: i32,
  oldG: i32,
  bytes: i32,
  oldNorm: f64,
  relaxation: f64,
): f64 {
  const zero = f64x2.splat(0.0);
  let f0f0 = zero;
  let f0f1 = zero;
  let f0r = zero;
  let f1r = zero;
  for (let j = 0; j < bytes; j += 16) {
    const G = v128.load(best + j);
    const F = f64x2.sub(G, v128.load(alpha + j));
    const dF = f64x2.sub(F, v128.load(residual + j));
    const dF1 = v128.load(oldF + j);
    v128.store(newG + j, f64x2.sub(G, v128.load(image + j)));
    v128.store(newF + j, dF);
    v128.store(residual + j, F);
    v128.store(image + j, G);
    f0f0 = f64x2.add(f0f0, f64x2.mul(dF, dF));
    f0f1 = f64x2.add(f0f1, f64x2.mul(dF, dF1));
    f0r = f64x2.add(f0r, f64x2.mul(dF, F));
    f1r = f64x2.add(f1r, f64x2.mul(dF1, F));
  }
  // θ by the normal equations of (11); one change alone where the two are parallel
  let a = 0.0;
  let b = 0.0;
  const newNorm = lanesSum(f0f0);
  const cross = lanesSum(f0f1);
  const r0 = lanesSum(f0r);
  const r1 = lanesSum(f1r);
  const determinant = newNorm * oldNorm - cross * cross;
  if (determinant > PARALLEL * newNorm * oldNorm) {
    a = (r0 * oldNorm - r1 * cross) / determinant;
    b = (r1 * newNorm - r0 * cross) / determinant;
  } else if (newNorm > 0.0) {
    a = r0 / newNorm;
  }
  const A = f64x2.splat(a);
  const B = f64x2.splat(b);
  const one = f64x2.splat(1.0);
  const tiny = f64x2.splat(TINY);
  if (relaxation == 1.0) {
    for (let j = 0; j < bytes; j += 16) {
      const next = f64x2.sub(
        f64x2.sub(v128.load(image + j), f64x2.mul(A, v128.load(newG + j))),
        f64x2.mul(B, v128.load(oldG + j)),
      );
      v128.store(alpha + j, f64x2.pmin(one, f64x2.pmax(tiny, next)));
    }
    return newNorm;
  }
  const undamped = f64x2.splat(1.0 - relaxation);
  for (let j = 0; j < bytes; j += 16) {
    const G = f64x2.sub(
      f64x2.sub(v128.load(image + j), f64x2.mul(A, v128.load(newG + j))),
      f64x2.mul(B, v128.load(oldG + j)),
    );
    const F = f64x2.sub(
      f64x2.sub(v128.load(residual + j), f64x2.mul(A, v128.load(newF + j))),
      f64x2.mul(B, v128.load(oldF + j)),
    );
    const next = f64x2.sub(G, f64x2.mul(undamped, F));
    v128.store(alpha + j, f64x2.pmin(one, f64x2.pmax(tiny, next)));
  }
  return newNorm;
}
