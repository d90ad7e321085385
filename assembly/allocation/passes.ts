/**
 * The elementwise passes of the sweep: powers as e^{a ln x + …}, for `count` consecutive points.
 *
 * Every logarithm here, given or stored, is to the base b = 2^{1/128} of `math/steps.ts` instead of e,
 * and powers are b^{…}; the formulas are the same.
 *
 * Logarithms and exponentials have loops of their own, two pairs at a time, with the affine map between
 * them done before the store. As in `math/vector.ts` each loop stores first and looks for unserved lanes
 * (zero, subnormal, infinite, NaN) afterwards; it then does those two pairs again the general way. The
 * last one to three points go as a pair and singly, in both lanes of a pair, through the same instructions.
 *
 * The sweep keeps α and μ above TINY and exponents above LOWEST, so that a solvable problem meets no
 * rare lane: the slow path would otherwise be taken at the horizon, where α and μ vanish, in every pass.
 */

import { logOutside } from '../math/log';
import {
  fromStepsOutside,
  fromStepsPair,
  fromStepsPairBounded,
  stepsPair,
  stepsPairPositive,
  STEPS_PER_E,
} from '../math/steps';

/** Least α and μ inside the sweep; what is not above it is reported as 0. b^{LOWEST} is above it. */
export const TINY: f64 = 1e-305;
const LOWEST: f64 = -702.0 * STEPS_PER_E;

// @ts-ignore: decorator
@noinline
function logRare(x: v128): v128 {
  return stepsPair(x);
}

// @ts-ignore: decorator
@noinline
function expRare(s: v128): v128 {
  return fromStepsPair(s);
}

/** The two values from p on, or the one at p in both lanes where the pass ends after it. */
// @ts-ignore: decorator
@inline
function loadLast(p: i32, isPair: bool): v128 {
  return isPair ? v128.load(p) : v128.load64_splat(p);
}

// @ts-ignore: decorator
@inline
function storeLast(p: i32, x: v128, isPair: bool): void {
  if (isPair) v128.store(p, x);
  else v128.store64_lane(p, x, 0);
}

/** b^s in place. */
function raise(s: i32, count: i32): void {
  const end = count << 3;
  let j = 0;
  while (j + 32 <= end) {
    let a: v128, b: v128, outside: bool;
    do {
      a = v128.load(s + j);
      b = v128.load(s + j, 16);
      v128.store(s + j, fromStepsPairBounded(a));
      v128.store(s + j, fromStepsPairBounded(b), 16);
      outside = fromStepsOutside(a, b);
      j += 32;
    } while (i32(j + 32 <= end) & i32(!outside));
    if (outside) {
      v128.store(s + j - 32, expRare(a));
      v128.store(s + j - 16, expRare(b));
    }
  }
  for (; j < end; j += 16) {
    const isPair = j + 16 <= end;
    storeLast(s + j, fromStepsPair(loadLast(s + j, isPair)), isPair);
  }
}

/** f/βT = e^{ε (ln α + ln C)}. */
export function trainingRates(alpha: i32, logC: i32, out: i32, count: i32, epsilon: f64): void {
  const eps = f64x2.splat(epsilon);
  const end = count << 3;
  let j = 0;
  while (j + 32 <= end) {
    let a: v128, b: v128, outside: bool;
    do {
      a = v128.load(alpha + j);
      b = v128.load(alpha + j, 16);
      v128.store(out + j, rateExponent(stepsPairPositive(a), v128.load(logC + j), eps));
      v128.store(out + j, rateExponent(stepsPairPositive(b), v128.load(logC + j, 16), eps), 16);
      outside = logOutside(a, b);
      j += 32;
    } while (i32(j + 32 <= end) & i32(!outside));
    if (outside) {
      v128.store(out + j - 32, rateExponent(logRare(a), v128.load(logC + j - 32), eps));
      v128.store(out + j - 16, rateExponent(logRare(b), v128.load(logC + j - 16), eps));
    }
  }
  for (; j < end; j += 16) {
    const isPair = j + 16 <= end;
    const log = stepsPair(loadLast(alpha + j, isPair));
    storeLast(out + j, rateExponent(log, loadLast(logC + j, isPair), eps), isPair);
  }
  raise(out, count);
}

// @ts-ignore: decorator
@inline
function rateExponent(logAlpha: v128, logC: v128, epsilon: v128): v128 {
  return f64x2.mul(epsilon, f64x2.add(logAlpha, logC));
}

/** log M, and g = γ βR e^{(γ−1) ln M + ln C} (1−α) with factor = γ βR. */
export function marginalRevenues(
  M: i32,
  logM: i32,
  logC: i32,
  alpha: i32,
  out: i32,
  count: i32,
  gamma: f64,
  factor: f64,
): void {
  const power = f64x2.splat(gamma - 1.0);
  const scale = f64x2.splat(factor);
  const end = count << 3;
  let j = 0;
  while (j + 32 <= end) {
    let a: v128, b: v128, outside: bool;
    do {
      a = v128.load(M + j);
      b = v128.load(M + j, 16);
      const la = stepsPairPositive(a);
      const lb = stepsPairPositive(b);
      v128.store(logM + j, la);
      v128.store(logM + j, lb, 16);
      v128.store(out + j, revenueExponent(la, v128.load(logC + j), power));
      v128.store(out + j, revenueExponent(lb, v128.load(logC + j, 16), power), 16);
      outside = logOutside(a, b);
      j += 32;
    } while (i32(j + 32 <= end) & i32(!outside));
    if (outside) {
      const la = logRare(a);
      const lb = logRare(b);
      v128.store(logM + j - 32, la);
      v128.store(logM + j - 16, lb);
      v128.store(out + j - 32, revenueExponent(la, v128.load(logC + j - 32), power));
      v128.store(out + j - 16, revenueExponent(lb, v128.load(logC + j - 16), power));
    }
  }
  for (; j < end; j += 16) {
    const isPair = j + 16 <= end;
    const log = stepsPair(loadLast(M + j, isPair));
    storeLast(logM + j, log, isPair);
    storeLast(out + j, revenueExponent(log, loadLast(logC + j, isPair), power), isPair);
  }

  j = 0;
  while (j + 32 <= end) {
    let a: v128, b: v128, outside: bool;
    do {
      a = v128.load(out + j);
      b = v128.load(out + j, 16);
      v128.store(out + j, serving(fromStepsPairBounded(a), v128.load(alpha + j), scale));
      v128.store(out + j, serving(fromStepsPairBounded(b), v128.load(alpha + j, 16), scale), 16);
      outside = fromStepsOutside(a, b);
      j += 32;
    } while (i32(j + 32 <= end) & i32(!outside));
    if (outside) {
      v128.store(out + j - 32, serving(expRare(a), v128.load(alpha + j - 32), scale));
      v128.store(out + j - 16, serving(expRare(b), v128.load(alpha + j - 16), scale));
    }
  }
  for (; j < end; j += 16) {
    const isPair = j + 16 <= end;
    const exp = fromStepsPair(loadLast(out + j, isPair));
    storeLast(out + j, serving(exp, loadLast(alpha + j, isPair), scale), isPair);
  }
}

// @ts-ignore: decorator
@inline
function revenueExponent(logM: v128, logC: v128, power: v128): v128 {
  return f64x2.add(f64x2.mul(power, logM), logC);
}

// @ts-ignore: decorator
@inline
function serving(revenue: v128, alpha: v128, factor: v128): v128 {
  return f64x2.mul(revenue, f64x2.mul(factor, f64x2.sub(f64x2.splat(1.0), alpha)));
}

/** α̂ = e^{min(0, (ln μ + c − γ ln M)/(1−ε) − ln C)} with c = ln(βT ε/βR), power = 1/(1−ε). */
export function shares(
  mu: i32,
  logM: i32,
  logC: i32,
  out: i32,
  count: i32,
  c: f64,
  gamma: f64,
  power: f64,
): void {
  const K = f64x2.splat(c);
  const G = f64x2.splat(gamma);
  const P = f64x2.splat(power);
  const end = count << 3;
  let j = 0;
  while (j + 32 <= end) {
    let a: v128, b: v128, outside: bool;
    do {
      a = v128.load(mu + j);
      b = v128.load(mu + j, 16);
      const la = f64x2.add(stepsPairPositive(a), K);
      const lb = f64x2.add(stepsPairPositive(b), K);
      v128.store(out + j, logShare(la, v128.load(logM + j), v128.load(logC + j), G, P));
      v128.store(out + j, logShare(lb, v128.load(logM + j, 16), v128.load(logC + j, 16), G, P), 16);
      outside = logOutside(a, b);
      j += 32;
    } while (i32(j + 32 <= end) & i32(!outside));
    if (outside) {
      const i = j - 32;
      const la = f64x2.add(logRare(a), K);
      const lb = f64x2.add(logRare(b), K);
      v128.store(out + i, logShare(la, v128.load(logM + i), v128.load(logC + i), G, P));
      v128.store(out + i, logShare(lb, v128.load(logM + i, 16), v128.load(logC + i, 16), G, P), 16);
    }
  }
  for (; j < end; j += 16) {
    const isPair = j + 16 <= end;
    const log = f64x2.add(stepsPair(loadLast(mu + j, isPair)), K);
    const share = logShare(log, loadLast(logM + j, isPair), loadLast(logC + j, isPair), G, P);
    storeLast(out + j, share, isPair);
  }
  raise(out, count);
}

/** ln α̂ within [LOWEST, 0]; 0 where it is NaN (no compute: ln C = −∞). */
// @ts-ignore: decorator
@inline
function logShare(logMu: v128, logM: v128, logC: v128, gamma: v128, power: v128): v128 {
  const logRatio = f64x2.sub(logMu, f64x2.mul(gamma, logM));
  const unlimited = f64x2.sub(f64x2.mul(logRatio, power), logC);
  return f64x2.pmax(f64x2.splat(LOWEST), f64x2.pmin(f64x2.splat(0.0), unlimited));
}

/** α̂ where ln μ + c = start + decay t; `count` is even. No exponential unless some α̂ is below 1. */
export function leadingShares(
  time: i32,
  logM: i32,
  logC: i32,
  out: i32,
  count: i32,
  start: f64,
  decay: f64,
  gamma: f64,
  power: f64,
): void {
  const S = f64x2.splat(start);
  const D = f64x2.splat(decay);
  const G = f64x2.splat(gamma);
  const P = f64x2.splat(power);
  let below = i64x2.splat(0);
  for (let j = 0; j < count << 3; j += 16) {
    const logMu = f64x2.add(S, f64x2.mul(D, v128.load(time + j)));
    const share = logShare(logMu, v128.load(logM + j), v128.load(logC + j), G, P);
    v128.store(out + j, share);
    below = v128.or(below, f64x2.lt(share, f64x2.splat(0.0)));
  }
  if (v128.any_true(below)) {
    raise(out, count);
  } else {
    for (let j = 0; j < count << 3; j += 16) v128.store(out + j, f64x2.splat(1.0));
  }
}

/** Number of leading cells, rounded down to even, in which both α are 1. */
export function leadingCells(alpha: i32, n: i32): i32 {
  const mids = alpha + ((n + 1) << 3);
  const one = f64x2.splat(1.0);
  let k = 0;
  for (; k + 2 <= n; k += 2) {
    const nodes = f64x2.eq(v128.load(alpha + (k << 3)), one);
    if (!i64x2.all_true(v128.and(nodes, f64x2.eq(v128.load(mids + (k << 3)), one)))) break;
  }
  return k;
}
