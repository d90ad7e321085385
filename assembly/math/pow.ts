/**
 * x^y = e^(y log x), scalar and two lanes, the same bits from both, error below 1 ulp.
 *
 * y log x reaches 745, so log x needs a relative error near 2^-66: it is carried as an unevaluated
 * sum high + low whose high part has 21 significant bits (the low 32 bits are masked off), which
 * makes products of two high parts exact without a fused multiply-add.
 *
 * Logarithm. x = 2^k m with m in [0.841, 1.682); c = 1 or 1.4140625, whichever is near, so that
 * f = m - c is exact and s = f / (m + c) stays below 0.0866. Then
 *     log x = k ln 2 + log c + s (2 + 2/3 s^2 + s^4 G(s^2)).
 * s is split as sh + sl, sl from the exact remainder of the division; sh^2 has 42 bits, THIRD_HI
 * 11, so their product is exact. The bracket is th + tl with th from that product alone; tl is
 * below 2^-15, and what it is made of is below 2^-15 too, so its few roundings stay below 2^-67
 * relative to the bracket. k ln 2 and log c have high parts that are multiples of 2^-32, so their
 * sum is exact. Altogether log x has a relative error below 2^-66, at most 0.1 units of 2^-53 in
 * the result. G is a minimax polynomial of degree 5 on [0, 0.00749]; the error of s^4 G / 2 is
 * below 2^-74.
 *
 * Product. yh lh is exact; the low part (y - yh) lh + y ll is below 0.012, its roundings 0.03
 * units.
 *
 * Exponential. As in exp.ts, with the low part of the product joining k LN2_LO; k is found from the
 * high part alone, so |r| <= 0.36. The rounding of 1 + hi is recovered (hi - (w - 1) is exact),
 * which leaves 0.5 for the last addition, 0.13 for the two small ones before it, 0.25 for the
 * quotient and P: below 1.0 in the sum of all maxima. The largest error seen was 0.74 ulp in 8 x
 * 10^7 arguments checked against a 64-bit significand, and 0.77 in the tests, which include
 * subnormal results.
 *
 * Speed. The loop over pairs is bound by the length of the dependency chain rather than by the
 * number of operations, hence the rule above: high parts never wait for low parts.
 *
 * Sources: the arrangement follows fdlibm's e_pow.c (Sun Microsystems), moved from base 2 to
 * base e and from the centres 1, 1.5 to 1, 1.4140625. G was computed for this file by a Remez
 * exchange in 60-digit arithmetic: 7 alternation points on [0, 0.00749], weight z^2 / 2 (the
 * relative error of the bracket), coefficients rounded to nearest.
 *
 * Special values are those of ECMAScript's Math.pow, which differs from C99 in pow(1, NaN) and
 * pow(+-1, +-Infinity), both NaN here.
 */
import {
  add,
  addBits,
  andBits,
  div,
  fromExponentField,
  highWords,
  maskNotLess,
  mul,
  orBits,
  splat,
  splatBits,
  sub,
  toExponentField,
} from './lanes';
import { expCorrection, LN2_HI, LN2_LO, LOG2_E, ROUND, scaleDown } from './exp';
import { MANTISSA_BITS, notPositiveNormal, TWO52_BIAS, TWO52_BITS } from './log';

const START_BITS: i64 = 0x3feae90000000000; // 0.8409423828125, about 2^-1/4
const OFFSET_BITS: i64 = 0x0005170000000000; // bits(1) - START_BITS
const SWITCH: f64 = 1.189208984375; // about 2^1/4, from here on the centre is 1.4140625
const CENTRE_BITS: i64 = 0x0006a00000000000; // bits(1.4140625) - bits(1)
const LOG_CENTRE_HI_BITS: i64 = 0x3fd62c82f2800000; // 0.34646676713600755, a multiple of 2^-32
const LOG_CENTRE_LO_BITS: i64 = 0x3dece3ca97b7af91; // 2.1020103353992214e-10, the rest
const HIGH_BITS: i64 = 0xffffffff00000000;

const THIRD_HI: f64 = 0.66650390625; // 0x3fe5540000000000, 2/3 cut to 11 bits
const THIRD_LO: f64 = 0.00016276041666666666; // 0x3f25555555555555, the rest
const TWO_THIRDS: f64 = 0.6666666666666666; // 0x3fe5555555555555
const G0: f64 = 0.39999999999999947; // 0x3fd9999999999990
const G1: f64 = 0.28571428571527313; // 0x3fd2492492496a0e
const G2: f64 = 0.22222222155587068; // 0x3fcc71c71b037278
const G3: f64 = 0.18181840242346775; // 0x3fc745d34e1c2122
const G4: f64 = 0.15380769631685612; // 0x3fc3aff878c6e95d
const G5: f64 = 0.1367178233522768; // 0x3fc17ff83a0a06d9

const MIN_NORMAL: f64 = 2.2250738585072014e-308;
const TWO53: f64 = 9007199254740992.0;
const TWO54: f64 = 18014398509481984.0;
const BOUND_HIGH: i32 = 0x40862000; // high word of 708: results are normal for |y log x| < 708.39

/**
 * x^y for a positive normal x standing for x 2^(TWO52_BIAS - base), and finite y. The scalar
 * version serves every result, a lane only those with |y log x| < 708. With `productOnly`, the
 * high part of y log x instead: a caller that needs both asks twice, and the engine merges the two
 * computations (a function has one result, and a detour through memory would cost more).
 */
// @ts-ignore: decorator
@inline
function positive<T>(x: T, y: T, base: T, productOnly: bool): T {
  const offset = addBits(x, splatBits<T>(OFFSET_BITS));
  const k = sub(orBits(fromExponentField(offset), splatBits<T>(TWO52_BITS)), base);
  const m = addBits(andBits(offset, splatBits<T>(MANTISSA_BITS)), splatBits<T>(START_BITS));
  const upper = maskNotLess(m, splat<T>(SWITCH));
  const c = orBits(splat<T>(1.0), andBits(upper, splatBits<T>(CENTRE_BITS)));
  const logC = andBits(upper, splatBits<T>(LOG_CENTRE_HI_BITS));
  const logCLow = andBits(upper, splatBits<T>(LOG_CENTRE_LO_BITS));
  const base0 = add(mul(k, splat<T>(LN2_HI)), logC);
  const base1 = add(mul(k, splat<T>(LN2_LO)), logCLow);

  // s = sh + sl = (m - c) / (m + c)
  const high = splatBits<T>(HIGH_BITS);
  const f = sub(m, c);
  const d = add(m, c);
  const inverse = div(splat<T>(1.0), d);
  const s = mul(f, inverse);
  const sh = andBits(s, high);
  const dh = andBits(d, high);
  const dl = sub(m, sub(dh, c));
  const sl = mul(sub(sub(f, mul(sh, dh)), mul(sh, dl)), inverse);

  // The bracket, th + tl = 2 + 2/3 s^2 + s^4 G(s^2). High parts never wait for low ones: th, lh and
  // n are taken from what is known first, and the low parts make up the difference.
  const z = mul(s, s);
  const z2 = mul(z, z);
  const g01 = add(splat<T>(G0), mul(z, splat<T>(G1)));
  const g23 = add(splat<T>(G2), mul(z, splat<T>(G3)));
  const g45 = add(splat<T>(G4), mul(z, splat<T>(G5)));
  const g = mul(z2, add(g01, mul(z2, add(g23, mul(z2, g45)))));
  const square = mul(sh, sh);
  const exact = mul(square, splat<T>(THIRD_HI));
  const th = andBits(add(splat<T>(2.0), exact), high);
  const known = add(sub(exact, sub(th, splat<T>(2.0))), add(mul(square, splat<T>(THIRD_LO)), g));
  const tl = add(known, mul(sl, mul(add(sh, s), splat<T>(TWO_THIRDS))));

  // log x = lh + ll
  const u = mul(sh, th);
  const lh = andBits(add(base0, u), high);
  const v = add(add(mul(sl, th), base1), mul(tl, s));
  const ll = add(add(sub(base0, lh), u), v);

  // y log x = ph + pl
  const yh = andBits(y, splatBits<T>(HIGH_BITS));
  const ph = mul(yh, lh);
  if (productOnly) return ph;
  const pl = add(mul(sub(y, yh), lh), mul(y, ll));

  // e^(ph + pl)
  const shifted = add(mul(ph, splat<T>(LOG2_E)), splat<T>(ROUND));
  const n = sub(shifted, splat<T>(ROUND));
  const hi = sub(ph, mul(n, splat<T>(LN2_HI)));
  const lo = sub(mul(n, splat<T>(LN2_LO)), pl);
  const w = add(splat<T>(1.0), hi);
  const lost = sub(hi, sub(w, splat<T>(1.0)));
  const q = expCorrection(sub(hi, lo));
  const value = add(w, add(lost, sub(q, lo)));
  return isVector<T>() ? addBits(value, toExponentField(shifted)) : scaled(value, shifted, ph);
}

/** value 2^n for any n = shifted - ROUND, where p approximates the logarithm of the result. */
// @ts-ignore: decorator
@inline
function scaled(value: f64, shifted: f64, p: f64): f64 {
  if (abs(p) <= 708.0) return addBits(value, toExponentField(shifted));
  if (p > 710.0) return Infinity;
  if (p < -746.0) return 0.0;
  if (p > 0.0) return addBits(value, toExponentField(shifted - 1.0)) * 2.0; // may overflow
  return scaleDown(value, shifted);
}

function positiveScalar(x: f64, y: f64, base: f64): f64 {
  return positive<f64>(x, y, base, false);
}

export function pow(x: f64, y: f64): f64 {
  if (x >= MIN_NORMAL && x < Infinity && abs(y) < Infinity) return positiveScalar(x, y, TWO52_BIAS);
  return special(x, y);
}

function isOdd(y: f64): bool {
  return abs(y) < TWO53 && trunc(y) == y && (i64(y) & 1) != 0;
}

function special(x: f64, y: f64): f64 {
  if (y == 0.0) return 1.0;
  if (x != x || y != y) return NaN;
  const a = abs(x);
  if (abs(y) == Infinity) {
    if (a == 1.0) return NaN;
    return a > 1.0 == y > 0.0 ? Infinity : 0.0;
  }
  if (a == 0.0 || a == Infinity) {
    const r = (a == 0.0) == y < 0.0 ? Infinity : 0.0;
    return isOdd(y) ? copysign(r, x) : r;
  }
  if (x < 0.0 && trunc(y) != y) return NaN;
  const r =
    a < MIN_NORMAL
      ? positiveScalar(a * TWO54, y, TWO52_BIAS + 54.0)
      : positiveScalar(a, y, TWO52_BIAS);
  return x < 0.0 && isOdd(y) ? -r : r;
}

/** x^y in both lanes for positive normal x and |y log x| < 708; otherwise meaningless. */
// @ts-ignore: decorator
@inline
export function powPairBounded(x: v128, y: v128): v128 {
  return positive<v128>(x, y, f64x2.splat(TWO52_BIAS), false);
}

/** Whether powPairBounded fails to serve some lane of (a, b) or (c, d). */
// @ts-ignore: decorator
@inline
export function powOutside(a: v128, b: v128, c: v128, d: v128): bool {
  const bias = f64x2.splat(TWO52_BIAS);
  const products = highWords(positive<v128>(a, b, bias, true), positive<v128>(c, d, bias, true));
  const magnitude = v128.and(products, i32x4.splat(0x7fffffff));
  const large = i32x4.gt_s(magnitude, i32x4.splat(BOUND_HIGH - 1));
  return v128.any_true(v128.or(large, notPositiveNormal(a, c)));
}

/** One lane after the other; never inlined, it is the rare path of every caller. */
// @ts-ignore: decorator
@noinline
function lanes(x: v128, y: v128): v128 {
  const low = f64x2.splat(pow(f64x2.extract_lane(x, 0), f64x2.extract_lane(y, 0)));
  return f64x2.replace_lane(low, 1, pow(f64x2.extract_lane(x, 1), f64x2.extract_lane(y, 1)));
}

// @ts-ignore: decorator
@inline
export function powPair(x: v128, y: v128): v128 {
  return powOutside(x, y, x, y) ? lanes(x, y) : powPairBounded(x, y);
}
