/**
 * The natural logarithm, scalar and two lanes, the same bits from both, error below 1 ulp.
 *
 * Reduction. x = 2^k m with m in [0.6953125, 1.390625), found by integer arithmetic on the bits;
 * f = m - 1 is exact. Then log x = k ln 2 + log(1 + f), and with s = f / (m + 1), |s| < 0.1798,
 *     log(1 + f) = 2 artanh(s) = f - s (f - R(s^2)),   R(z) = z (2/3 + 2/5 z + 2/7 z^2 + ...).
 * The leading term f carries no rounding, which keeps the relative error near x = 1. The interval
 * is lower than the usual [sqrt(1/2), sqrt(2)): at f = 0.414 the product s (f - R) would be large
 * enough to need fdlibm's longer arrangement with f^2/2; below 0.391 it is less than 1/16.
 *
 * k LN2_HI is exact (32 + 11 bits); k LN2_LO joins the product before the two last roundings.
 *
 * Error for k = 0, in ulp of the result, first in [1/4, 1/2) with f near an end of its interval,
 * then just below 1/4 (f = 0.284), the worst place:
 *     the last subtraction                                     0.50   0.50
 *     s: m + 1 and the quotient round, both relative           0.20   0.19
 *     f - R                                                    0.08   0.12
 *     the product                                              0.06   0.13
 *     R                                                        0.02   0.02
 * together below 0.87 and 0.97; less nearer to 1, where the product shrinks like f^2. For k = 1 and
 * results in [1/2, 1) adding k LN2_HI rounds once more by 0.5 while all above is halved: below
 * 0.94. The largest error seen was 0.93 ulp in 3 x 10^8 random arguments (0.88 in the tests).
 *
 * R is a minimax polynomial computed for this file: a Remez exchange in 60-digit arithmetic, 8
 * alternation points on z in [0, 0.0324], weight z^(3/2) (the absolute error of s R), degree 6 in
 * R(z) / z, coefficients rounded to nearest; error of s R below 2^-60.6.
 *
 * Sources: the arrangement is that of fdlibm's e_log.c (Sun Microsystems); the reduction by
 * offsetting the bits is musl's.
 */
import {
  add,
  addBits,
  andBits,
  div,
  fromExponentField,
  highWords,
  mul,
  orBits,
  splat,
  splatBits,
  sub,
} from './lanes';
import { LN2_HI, LN2_LO } from './exp';

const L1: f64 = 0.6666666666666944; // 0x3fe555555555564f
const L2: f64 = 0.39999999998260566; // 0x3fd999999994d195
const L3: f64 = 0.28571428968637663; // 0x3fd24924968cfb9f
const L4: f64 = 0.22222177440110866; // 0x3fcc71c35ac1845b
const L5: f64 = 0.18184583588488898; // 0x3fc746b96f050a73
const L6: f64 = 0.15289542094471784; // 0x3fc39213c0553633
const L7: f64 = 0.15028441228923323; // 0x3fc33c8505f0bf46

const START_BITS: i64 = 0x3fe6400000000000; // 0.6953125
const OFFSET_BITS: i64 = 0x0009c00000000000; // bits(1) - START_BITS
export const MANTISSA_BITS: i64 = 0x000fffffffffffff;
/** An integer e below 2^52 put under these bits is the double 2^52 + e. */
export const TWO52_BITS: i64 = 0x4330000000000000;
/** 2^52 and the exponent bias. */
export const TWO52_BIAS: f64 = 4503599627371519.0;

const MIN_NORMAL: f64 = 2.2250738585072014e-308;
const TWO54: f64 = 18014398509481984.0;

/** log of a positive normal x standing for x 2^(TWO52_BIAS - base). */
// @ts-ignore: decorator
@inline
function core<T>(x: T, base: T): T {
  const offset = addBits(x, splatBits<T>(OFFSET_BITS));
  const k = sub(orBits(fromExponentField(offset), splatBits<T>(TWO52_BITS)), base);
  const m = addBits(andBits(offset, splatBits<T>(MANTISSA_BITS)), splatBits<T>(START_BITS));
  const f = sub(m, splat<T>(1.0));
  const s = div(f, add(m, splat<T>(1.0)));
  const z = mul(s, s);
  const z2 = mul(z, z);
  const l12 = add(splat<T>(L1), mul(z, splat<T>(L2)));
  const l34 = add(splat<T>(L3), mul(z, splat<T>(L4)));
  const l567 = add(add(splat<T>(L5), mul(z, splat<T>(L6))), mul(z2, splat<T>(L7)));
  const tail = mul(z, add(l12, mul(z2, add(l34, mul(z2, l567)))));
  const small = sub(mul(s, sub(f, tail)), mul(k, splat<T>(LN2_LO)));
  return sub(mul(k, splat<T>(LN2_HI)), sub(small, f));
}

export function log(x: f64): f64 {
  return x >= MIN_NORMAL && x < Infinity ? core<f64>(x, TWO52_BIAS) : special(x);
}

function special(x: f64): f64 {
  if (x == 0.0) return -Infinity;
  if (!(x > 0.0)) return NaN;
  if (x == Infinity) return Infinity;
  return core<f64>(x * TWO54, TWO52_BIAS + 54.0);
}

/** log in both lanes for positive normal numbers; otherwise the result is meaningless. */
// @ts-ignore: decorator
@inline
export function logPairPositive(x: v128): v128 {
  return core<v128>(x, f64x2.splat(TWO52_BIAS));
}

/** Per 32-bit word: all ones if some of the four lanes is not a positive normal number. */
// @ts-ignore: decorator
@inline
export function notPositiveNormal(a: v128, b: v128): v128 {
  // Biased so that the wanted range starts at the least signed integer: one comparison serves.
  const biased = i32x4.add(highWords(a, b), i32x4.splat(0x7ff00000));
  return i32x4.gt_s(biased, i32x4.splat(0xffdfffff));
}

/** Whether logPairPositive fails to serve some lane of a or b. */
// @ts-ignore: decorator
@inline
export function logOutside(a: v128, b: v128): bool {
  return v128.any_true(notPositiveNormal(a, b));
}

/** One lane after the other; never inlined, it is the rare path of every caller. */
// @ts-ignore: decorator
@noinline
function lanes(x: v128): v128 {
  const low = f64x2.splat(log(f64x2.extract_lane(x, 0)));
  return f64x2.replace_lane(low, 1, log(f64x2.extract_lane(x, 1)));
}

// @ts-ignore: decorator
@inline
export function logPair(x: v128): v128 {
  return logOutside(x, x) ? lanes(x) : logPairPositive(x);
}
