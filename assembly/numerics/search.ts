/** A search for the greatest value between bounds (maximize-bounded.ts): where its vectors are, and bounds. */

import { Objective } from '../contest/variables';
import { InverseHessian, sumOf } from './inverse-hessian';

// @ts-ignore: decorator
@unmanaged
export class Search {
  objective: Objective = changetype<Objective>(0);
  inverse: InverseHessian = changetype<InverseHessian>(0);
  bytes: i32 = 0;
  lower: i32 = 0;
  upper: i32 = 0;
  y: i32 = 0;
  /** At y, after `maximize`. */
  gradient: i32 = 0;
  trial: i32 = 0;
  trialGradient: i32 = 0;
  longer: i32 = 0;
  longerGradient: i32 = 0;
  /** The gradient, 0 where a bound holds, and H times it, which is current where `isAimed`. */
  slope: i32 = 0;
  direction: i32 = 0;
  isAimed: bool = false;
  /** Along the direction: the first step, and what the value rises by at first for a step of 1. */
  step: f64 = 0;
  rise: f64 = 0;
  /** The step made, s. */
  made: i32 = 0;
  /** Masks: all ones where no bound holds. */
  free: i32 = 0;
  shortenings: i32 = 0;
}

export function clip(search: Search): void {
  const y = search.y;
  const lower = search.lower;
  const upper = search.upper;
  for (let k = 0; k < search.bytes; k += 16) {
    v128.store(y + k, between(v128.load(lower + k), v128.load(y + k), v128.load(upper + k)));
  }
}

// @ts-ignore: decorator
@inline
function between(lower: v128, y: v128, upper: v128): v128 {
  return f64x2.min(upper, f64x2.max(lower, y));
}

/** All ones where a bound is reached and the gradient points beyond it. */
// @ts-ignore: decorator
@inline
export function held(lower: v128, upper: v128, y: v128, g: v128): v128 {
  const zero = f64x2.splat(0);
  const below = v128.and(f64x2.le(y, lower), f64x2.le(g, zero));
  return v128.or(below, v128.and(f64x2.ge(y, upper), f64x2.ge(g, zero)));
}

/** |g_k| max(1, |y_k|) where no bound holds. */
// @ts-ignore: decorator
@inline
export function residuals(y: v128, g: v128, isHeld: v128): v128 {
  const size = f64x2.max(f64x2.splat(1), f64x2.abs(y));
  return v128.andnot(f64x2.mul(f64x2.abs(g), size), isHeld);
}

/** max |g_k| max(1, |y_k|) over the coordinates that no bound holds. */
export function residualOf(search: Search, y: i32, gradient: i32): f64 {
  const lower = search.lower;
  const upper = search.upper;
  let most = f64x2.splat(0);
  let k = 0;
  do {
    const at = v128.load(y + k);
    const g = v128.load(gradient + k);
    const isHeld = held(v128.load(lower + k), v128.load(upper + k), at, g);
    most = f64x2.max(most, residuals(at, g, isHeld));
    k += 16;
  } while (k < search.bytes);
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

/** `to` = clip(y + step d), and g.(to - y). */
export function moveTo(search: Search, step: f64, to: i32): f64 {
  const y = search.y;
  const lower = search.lower;
  const upper = search.upper;
  const direction = search.direction;
  const gradient = search.gradient;
  const steps = f64x2.splat(step);
  let rise = f64x2.splat(0);
  let k = 0;
  do {
    const from = v128.load(y + k);
    const there = f64x2.add(from, f64x2.mul(steps, v128.load(direction + k)));
    const clipped = between(v128.load(lower + k), there, v128.load(upper + k));
    v128.store(to + k, clipped);
    rise = f64x2.add(rise, f64x2.mul(v128.load(gradient + k), f64x2.sub(clipped, from)));
    k += 16;
  } while (k < search.bytes);
  return sumOf(rise);
}
