/**
 * The elementwise passes of the sweep: powers as e^{a ln x + …}, for `count` consecutive points.
 *
 * Logarithms and exponentials run in loops of their own (`math/vector`); what stands between them is an
 * affine map, two lanes at a time. A range may end on an odd point whose neighbour belongs to another
 * range, so the last lane is stored alone.
 */

import { expInto, logInto } from '../math/vector';

// @ts-ignore: decorator
@inline
function rateExponent(logAlpha: v128, logC: v128, epsilon: v128): v128 {
  return f64x2.mul(epsilon, f64x2.add(logAlpha, logC));
}

/** f/βT = e^{ε (ln α + ln C)}. */
export function trainingRates(alpha: i32, logC: i32, out: i32, count: i32, epsilon: f64): void {
  const eps = f64x2.splat(epsilon);
  logInto(alpha, out, count);
  const even = (count & ~1) << 3;
  for (let j = 0; j < even; j += 16) {
    v128.store(out + j, rateExponent(v128.load(out + j), v128.load(logC + j), eps));
  }
  if (count & 1) {
    const last = rateExponent(v128.load64_zero(out + even), v128.load64_zero(logC + even), eps);
    v128.store64_lane(out + even, last, 0);
  }
  expInto(out, out, count);
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

/** g = γ βR e^{(γ−1) ln M + ln C} (1−α), from ln M. */
export function marginalRevenues(
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
  const even = (count & ~1) << 3;
  for (let j = 0; j < even; j += 16) {
    v128.store(out + j, revenueExponent(v128.load(logM + j), v128.load(logC + j), power));
  }
  if (count & 1) {
    const last = revenueExponent(
      v128.load64_zero(logM + even),
      v128.load64_zero(logC + even),
      power,
    );
    v128.store64_lane(out + even, last, 0);
  }
  expInto(out, out, count);
  for (let j = 0; j < even; j += 16) {
    v128.store(out + j, serving(v128.load(out + j), v128.load(alpha + j), scale));
  }
  if (count & 1) {
    const last = serving(v128.load64_zero(out + even), v128.load64_zero(alpha + even), scale);
    v128.store64_lane(out + even, last, 0);
  }
}

/** min(0, ln α̂) = min(0, (ln μ + c − γ ln M)/(1−ε) − ln C); 0 where that is NaN. */
// @ts-ignore: decorator
@inline
function logShare(logMu: v128, logM: v128, logC: v128, gamma: v128, power: v128): v128 {
  const logRatio = f64x2.sub(logMu, f64x2.mul(gamma, logM));
  return f64x2.pmin(f64x2.splat(0.0), f64x2.sub(f64x2.mul(logRatio, power), logC));
}

/** α̂ of (10), with c = ln(βT ε/βR). */
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
  const C = f64x2.splat(c);
  const G = f64x2.splat(gamma);
  const P = f64x2.splat(power);
  logInto(mu, out, count);
  const even = (count & ~1) << 3;
  for (let j = 0; j < even; j += 16) {
    const logMu = f64x2.add(v128.load(out + j), C);
    v128.store(out + j, logShare(logMu, v128.load(logM + j), v128.load(logC + j), G, P));
  }
  if (count & 1) {
    const logMu = f64x2.add(v128.load64_zero(out + even), C);
    const last = logShare(
      logMu,
      v128.load64_zero(logM + even),
      v128.load64_zero(logC + even),
      G,
      P,
    );
    v128.store64_lane(out + even, last, 0);
  }
  expInto(out, out, count);
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
  const zero = f64x2.splat(0.0);
  let below = i64x2.splat(0);
  for (let j = 0; j < count << 3; j += 16) {
    const logMu = f64x2.add(S, f64x2.mul(D, v128.load(time + j)));
    const share = logShare(logMu, v128.load(logM + j), v128.load(logC + j), G, P);
    v128.store(out + j, share);
    below = v128.or(below, f64x2.lt(share, zero));
  }
  if (v128.any_true(below)) {
    expInto(out, out, count);
  } else {
    for (let j = 0; j < count << 3; j += 16) v128.store(out + j, f64x2.splat(1.0));
  }
}

/** Number of leading cells, rounded down to even, in which both α are 1. */
export function leadingCells(alpha: i32, n: i32): i32 {
  const mids = (n + 1) << 3;
  let k = 0;
  while (k < n && load<f64>(alpha + (k << 3)) == 1.0 && load<f64>(alpha + mids + (k << 3)) == 1.0) {
    k++;
  }
  return k & ~1;
}
