/**
 * e^x, scalar and two lanes, the same bits from both, error below 1 ulp.
 *
 * Reduction. k = round(x log2 e) and r = x - k ln 2, so that |r| <= 0.3466 and e^x = 2^k e^r.
 * ln 2 is kept in two parts: LN2_HI has 32 significant bits, hence k LN2_HI is exact (k needs 11)
 * and hi = x - k LN2_HI is exact too; lo = k LN2_LO is at most 2.1e-7, its rounding (2^-75) is
 * invisible. r = hi - lo is rounded, but only the correction below reads the rounded r.
 *
 * Core. With t = r^2 and c = r - t P(t), the identity of fdlibm's e_exp.c,
 *     e^r = 1 + r + r c / (2 - c),
 * is evaluated as 1 + (hi - (lo - r c / (2 - c))). P has degree 4; its error is below 2^-59. The
 * division replaces the seven multiply-adds that a polynomial of the same accuracy would add.
 *
 * Error, in units of 2^-53, which is one ulp of e^r for r < 0 (half an ulp for r >= 0), at r near
 * -0.34 where the quotient is 0.054 and everything is at its largest:
 *     the last addition                                                   0.50
 *     hi - (...), a value between 1/4 and 0.3                             0.25
 *     lo - (...)                                                          0.03
 *     the quotient: r 0.07, c 0.03, r c 0.05, 2 - c 0.05, itself 0.03     0.23
 *     P                                                                   0.02
 * The sum of these maxima is 1.03, so they do not prove the bound by themselves; for k = 0 r is
 * exact and the sum is 0.96. The largest error seen was 0.92 ulp, in 3 x 10^8 random arguments
 * checked against a 64-bit significand, half of them aimed at -0.3466 < r < -0.25.
 *
 * Scaling. |x| <= 708 keeps 2^k e^r in the normal range, so k is added to the exponent field, which
 * is exact. Outside, the scalar path scales in two steps of which only the last can round; a
 * subnormal result then has an error below 0.5 + 1.03 / 2 ulp in the same pessimistic count, since
 * half an ulp there is at least one unit above.
 *
 * Sources: P, the parts of ln 2 and the thresholds are fdlibm's (e_exp.c, Sun Microsystems).
 * Rounding by adding 1.5 x 2^52: Muller et al., Handbook of Floating-Point Arithmetic.
 */
import { add, addBits, div, highWords, mul, splat, sub, toExponentField } from './lanes';

/** 1.5 x 2^52: the sum with it is rounded to an integer, which is left in the low bits. */
export const ROUND: f64 = 6755399441055744.0; // 0x4338000000000000
export const LOG2_E: f64 = 1.4426950408889634; // 0x3ff71547652b82fe
export const LN2_HI: f64 = 6.9314718036912381649e-1; // 0x3fe62e42fee00000
export const LN2_LO: f64 = 1.90821492927058770002e-10; // 0x3dea39ef35793c76

const P0: f64 = 1.66666666666666019037e-1; // 0x3fc555555555553e
const P1: f64 = -2.77777777770155933842e-3; // 0xbf66c16c16bebd93
const P2: f64 = 6.61375632143793436117e-5; // 0x3f11566aaf25de2c
const P3: f64 = -1.6533902205465251539e-6; // 0xbebbbd41c5d26bf1
const P4: f64 = 4.13813679705723846039e-8; // 0x3e66376972bea4d0

/** Arguments of at most this magnitude have a normal result; log(2^-1022) = -708.396. */
const BOUND: f64 = 708.0; // 0x4086200000000000
const BOUND_HIGH: i32 = 0x40862000;
const OVERFLOW: f64 = 709.782712893383973096; // 0x40862e42fefa39ef, the last finite result
const UNDERFLOW: f64 = -745.13321910194110842; // 0xc0874910d52d3051, below it e^x < 2^-1075

/** e^r - 1 - r, for |r| below 0.36; shared with pow. */
// @ts-ignore: decorator
@inline
export function expCorrection<T>(r: T): T {
  const t = mul(r, r);
  const t2 = mul(t, t);
  const high = add(add(splat<T>(P2), mul(t, splat<T>(P3))), mul(t2, splat<T>(P4)));
  const p = add(add(splat<T>(P0), mul(t, splat<T>(P1))), mul(t2, high));
  const c = sub(r, mul(t, p));
  return div(mul(r, c), sub(splat<T>(2.0), c));
}

// @ts-ignore: decorator
@inline
function significand<T>(x: T, k: T): T {
  const hi = sub(x, mul(k, splat<T>(LN2_HI)));
  const lo = mul(k, splat<T>(LN2_LO));
  return add(splat<T>(1.0), sub(hi, sub(lo, expCorrection(sub(hi, lo)))));
}

// @ts-ignore: decorator
@inline
function bounded<T>(x: T): T {
  const shifted = add(mul(x, splat<T>(LOG2_E)), splat<T>(ROUND));
  return addBits(significand(x, sub(shifted, splat<T>(ROUND))), toExponentField(shifted));
}

export function exp(x: f64): f64 {
  return abs(x) <= BOUND ? bounded(x) : extreme(x);
}

/** NaN, overflow, and results at or below the bottom of the normal range. */
function extreme(x: f64): f64 {
  if (x != x) return NaN;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0.0;
  const shifted = x * LOG2_E + ROUND;
  const y = significand(x, shifted - ROUND);
  if (x > 0.0) return addBits(y, toExponentField(shifted)); // k = 1024 comes with y < 1
  return scaleDown(y, shifted);
}

/** y 2^k for k in [-1076, -1021], k = shifted - ROUND: exact to 2^(k + 1000), then one rounding. */
export function scaleDown(y: f64, shifted: f64): f64 {
  const lifted = addBits(y, toExponentField(shifted + 1000.0));
  return lifted * 9.3326361850321887899e-302; // 2^-1000, 0x0170000000000000
}

/** e^x in both lanes for |x| <= 708; outside, and for NaN, the result is meaningless. */
// @ts-ignore: decorator
@inline
export function expPairBounded(x: v128): v128 {
  return bounded<v128>(x);
}

/** Whether expPairBounded fails to serve some lane of a or b: |x| >= 708 or NaN. */
// @ts-ignore: decorator
@inline
export function expOutside(a: v128, b: v128): bool {
  // As integers: the bits of a NaN exceed those of every finite magnitude.
  const magnitude = v128.and(highWords(a, b), i32x4.splat(0x7fffffff));
  return v128.any_true(i32x4.gt_s(magnitude, i32x4.splat(BOUND_HIGH - 1)));
}

/** One lane after the other; never inlined, it is the rare path of every caller. */
// @ts-ignore: decorator
@noinline
function lanes(x: v128): v128 {
  const low = f64x2.splat(exp(f64x2.extract_lane(x, 0)));
  return f64x2.replace_lane(low, 1, exp(f64x2.extract_lane(x, 1)));
}

// @ts-ignore: decorator
@inline
export function expPair(x: v128): v128 {
  return expOutside(x, x) ? lanes(x) : expPairBounded(x);
}
