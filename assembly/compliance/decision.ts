/**
 * The lab's decision (src/compliance/model.ts, equations (1)–(4)) on pairs, evaluated left to right:
 *
 *     evade = B − a·d·F        split = (B − c) − a·d·σ·F
 *     split is chosen where split > 0 and split > evade; evade where evade > 0 and not split > evade
 */

// @ts-ignore: decorator
@inline
export function evadePair(B: v128, a: v128, d: v128, F: v128): v128 {
  return f64x2.sub(B, f64x2.mul(f64x2.mul(a, d), F));
}

// @ts-ignore: decorator
@inline
export function splitPair(B: v128, a: v128, d: v128, F: v128, c: v128, sigma: v128): v128 {
  return f64x2.sub(f64x2.sub(B, c), f64x2.mul(f64x2.mul(f64x2.mul(a, d), sigma), F));
}

/** All ones where the lab evades. */
// @ts-ignore: decorator
@inline
export function evades(evade: v128, split: v128): v128 {
  return v128.andnot(f64x2.gt(evade, f64x2.splat(0)), f64x2.gt(split, evade));
}

/** All ones where the lab splits. */
// @ts-ignore: decorator
@inline
export function splits(evade: v128, split: v128): v128 {
  return v128.and(f64x2.gt(split, f64x2.splat(0)), f64x2.gt(split, evade));
}

/** The code of one lab. */
// @ts-ignore: decorator
@inline
export function decide(B: f64, a: f64, d: f64, F: f64, c: f64, sigma: f64): i32 {
  const evade = B - a * d * F;
  const split = B - c - a * d * sigma * F;
  if (split > evade) return split > 0 ? 2 : 0;
  return evade > 0 ? 1 : 0;
}
