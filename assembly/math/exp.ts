/**
 * e^x, scalar and two lanes, the same bits from both, error below 0.52 ulp
 * (0.77 for results below 2^-1012, where the product with T is subnormal and rounds more coarsely).
 *
 * Reduction. n = round(128 x log2 e) = 128 k + i and r = x - n ln 2 / 128, so that |r| <= 0.00271 and
 * e^x = 2^k 2^(i/128) e^r. ln 2 is kept in two parts: LN2_HI has 32 significant bits, hence n LN2_HI /
 * 128 is exact (n needs 18) and so is x minus it; n LN2_LO / 128 is at most 2.1e-7, its rounding is
 * invisible, and r is rounded once.
 *
 * Core. A row of the table holds T, the double nearest to 2^(i/128), and its relative error, the tail:
 *     2^(i/128) = T (1 + tail),     e^x = 2^k (T + T (tail + r + r^2 (1/2 + r/6 + r^2/24 + r^3/120))).
 * What the sum leaves out of the series is below r^6/720 = 2^-60.6.
 *
 * Error, in units of 2^-53, half an ulp or one of the result: the bracket is below 2^-8.5, so that its
 * few roundings and that of its product with T come to less than 0.01, the series to 0.01, and the last
 * addition rounds by half an ulp. The largest error seen in the tests' long run, 2.8 x 10^6 arguments up
 * to the ends of the range, was 0.755 ulp, at x = -707.05.
 *
 * Scaling. T is stored as bits(T) - i 2^45, so that adding n 2^45 leaves the bits of 2^k T, exactly.
 * |x| <= 708 keeps the result in the normal range. Outside, the scalar path scales in two steps of
 * which only the last can round; a subnormal result has an error below 0.77 ulp.
 *
 * Speed. Two lanes are two loads of a row and two shuffles. Against the rational function of fdlibm's
 * e_exp.c (a division, error 0.92 ulp) the loop takes 0.73 of the time.
 *
 * Sources: the arrangement is that of table-driven exponentials since Tang 1989 (ACM TOMS 15), the
 * biased rows are those of Arm's optimized routines; the table was computed in 200-bit arithmetic. P
 * below, the parts of ln 2 and the thresholds are fdlibm's (e_exp.c, Sun Microsystems). Rounding by
 * adding 1.5 x 2^52: Muller et al., Handbook of Floating-Point Arithmetic.
 */
import {
  add,
  addBits,
  div,
  firsts,
  highWords,
  lowWord,
  mul,
  seconds,
  shiftLeft,
  splat,
  sub,
  toExponentField,
} from './lanes';

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

/** e^r - 1 - r, for |r| below 0.36, as e_exp.c has it: e^r = 1 + r + r c / (2 - c). Used by pow. */
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

/** For each i: bits(T) - i 2^45 and the bits of the tail. */
export const FRACTIONS = memory.data<i64>([
  0x3ff0000000000000, 0, 0x3feff63da9fb3335, 0x3c9b3b4f1a88bf6d, 0x3fefec9a3e778061,
  0xbc7160139cd8dc5d, 0x3fefe315e86e7f85, 0xbc905e7a108766d1, 0x3fefd9b0d3158574,
  0x3c8cd2523567f613, 0x3fefd06b29ddf6de, 0xbc8bce8023f98efa, 0x3fefc74518759bc8,
  0x3c60f74e61e6c861, 0x3fefbe3ecac6f383, 0x3c90a3e45b33d398, 0x3fefb5586cf9890f,
  0x3c979aa65d837b6c, 0x3fefac922b7247f7, 0x3c8eb51a92fdeffb, 0x3fefa3ec32d3d1a2,
  0x3c3ebe3d702f9cd1, 0x3fef9b66affed31b, 0xbc6a033489906e0b, 0x3fef9301d0125b51,
  0xbc9556522a2fbd0e, 0x3fef8abdc06c31cc, 0xbc5080ef8c4eea55, 0x3fef829aaea92de0,
  0xbc91c923b9d5f416, 0x3fef7a98c8a58e51, 0x3c80d3e3e95c55af, 0x3fef72b83c7d517b,
  0xbc801b15eaa59348, 0x3fef6af9388c8dea, 0xbc8f1ff055de323d, 0x3fef635beb6fcb75,
  0x3c8b898c3f1353bf, 0x3fef5be084045cd4, 0xbc96d99c7611eb27, 0x3fef54873168b9aa,
  0x3c9aecf73e3a2f5f, 0x3fef4d5022fcd91d, 0xbc8fe782cb86389e, 0x3fef463b88628cd6,
  0x3c8a6f4144a6c38c, 0x3fef3f49917ddc96, 0x3c807a05b0e4047d, 0x3fef387a6e756238,
  0x3c968efde3a8a893, 0x3fef31ce4fb2a63f, 0x3c875e18f274487d, 0x3fef2b4565e27cdd,
  0x3c80472b981fe7f2, 0x3fef24dfe1f56381, 0xbc96b87b3f71085e, 0x3fef1e9df51fdee1,
  0x3c82f7e16d09ab31, 0x3fef187fd0dad990, 0xbc3d219b1a6fbffb, 0x3fef1285a6e4030b,
  0x3c8b3782720c0ab3, 0x3fef0cafa93e2f56, 0x3c6e149289cecb8f, 0x3fef06fe0a31b715,
  0x3c834d754db0abb6, 0x3fef0170fc4cd831, 0x3c864201e2ac744c, 0x3feefc08b26416ff,
  0x3c8fdd395dd3f84a, 0x3feef6c55f929ff1, 0xbc86a3803b8e5b04, 0x3feef1a7373aa9cb,
  0xbc924aedcc4b5069, 0x3feeecae6d05d866, 0xbc9907f81b512d8f, 0x3feee7db34e59ff7,
  0xbc71d1e83e9436d2, 0x3feee32dc313a8e5, 0xbc991919b3ce1b15, 0x3feedea64c123422,
  0x3c859f48a72a4c6c, 0x3feeda4504ac801c, 0xbc9312607a28698a, 0x3feed60a21f72e2a,
  0xbc58a78f4817895b, 0x3feed1f5d950a897, 0xbc7c2c9b67499a1b, 0x3feece086061892d,
  0x3c4363ed60c2ac11, 0x3feeca41ed1d0057, 0x3c9666093b0664ef, 0x3feec6a2b5c13cd0,
  0x3c6ecce1daa10379, 0x3feec32af0d7d3de, 0x3c93ff8e3f0f1230, 0x3feebfdad5362a27,
  0x3c7690cebb7aafb0, 0x3feebcb299fddd0d, 0x3c931dbdeb54e077, 0x3feeb9b2769d2ca7,
  0xbc8f94340071a38f, 0x3feeb6daa2cf6642, 0xbc87deccdc93a34a, 0x3feeb42b569d4f82,
  0xbc78dec6bd0f3860, 0x3feeb1a4ca5d920f, 0xbc861246ec7b5cf6, 0x3feeaf4736b527da,
  0x3c93350518fdd78d, 0x3feead12d497c7fd, 0x3c7b98b72f8a9b05, 0x3feeab07dd485429,
  0x3c9063e1e21c5409, 0x3feea9268a5946b7, 0x3c34c7855019c6ea, 0x3feea76f15ad2148,
  0x3c9432e62b64c035, 0x3feea5e1b976dc09, 0xbc8ce44a6199769f, 0x3feea47eb03a5585,
  0xbc8c33c53bef4da8, 0x3feea34634ccc320, 0xbc845378892be9ae, 0x3feea23882552225,
  0xbc93cedd78565858, 0x3feea155d44ca973, 0x3c5710aa807e1964, 0x3feea09e667f3bcd,
  0xbc93b3efbf5e2229, 0x3feea012750bdabf, 0xbc6a12ad8734b982, 0x3fee9fb23c651a2f,
  0xbc6367efb86da9ee, 0x3fee9f7df9519484, 0xbc80dc3d54e08851, 0x3fee9f75e8ec5f74,
  0xbc781f647e5a3ecf, 0x3fee9f9a48a58174, 0xbc86ee4ac08b7db0, 0x3fee9feb564267c9,
  0xbc8619321e55e68a, 0x3feea0694fde5d3f, 0x3c909ccb5e09d4d2, 0x3feea11473eb0187,
  0xbc7b32dcb94da51d, 0x3feea1ed0130c132, 0x3c94ecfd5467c06b, 0x3feea2f336cf4e62,
  0x3c65ebe1abd66c55, 0x3feea427543e1a12, 0xbc88a1c52fb3cf42, 0x3feea589994cce13,
  0xbc9369b6f13b3734, 0x3feea71a4623c7ad, 0xbc805e843a19ff1e, 0x3feea8d99b4492ed,
  0xbc94d450d872576e, 0x3feeaac7d98a6699, 0x3c90ad675b0e8a00, 0x3feeace5422aa0db,
  0x3c8db72fc1f0eab4, 0x3feeaf3216b5448c, 0xbc65b6609cc5e7ff, 0x3feeb1ae99157736,
  0x3c7bf68359f35f44, 0x3feeb45b0b91ffc6, 0xbc93091fa71e3d83, 0x3feeb737b0cdc5e5,
  0xbc5da9b88b6c1e29, 0x3feeba44cbc8520f, 0xbc6c23f97c90b959, 0x3feebd829fde4e50,
  0xbc92434322f4f9aa, 0x3feec0f170ca07ba, 0xbc85ca6cd7668e4b, 0x3feec49182a3f090,
  0x3c71affc2b91ce27, 0x3feec86319e32323, 0x3c6dd235e10a73bb, 0x3feecc667b5de565,
  0xbc87c50422622263, 0x3feed09bec4a2d33, 0x3c8b1c86e3e231d5, 0x3feed503b23e255d,
  0xbc91bbd1d3bcbb15, 0x3feed99e1330b358, 0x3c90cc319cee31d2, 0x3feede6b5579fdbf,
  0x3c8469846e735ab3, 0x3feee36bbfd3f37a, 0xbc82dfcd978e9db4, 0x3feee89f995ad3ad,
  0x3c8c1a7792cb3386, 0x3feeee07298db666, 0xbc907b8f4ad1d9fa, 0x3feef3a2b84f15fb,
  0xbc55c3d956dcaeba, 0x3feef9728de5593a, 0xbc90a40e3da6f640, 0x3feeff76f2fb5e47,
  0xbc68d6f438ad9334, 0x3fef05b030a1064a, 0xbc91eee26b588a36, 0x3fef0c1e904bc1d2,
  0x3c74ffd70a5fddcd, 0x3fef12c25bd71e09, 0xbc91bdfbfa9298ad, 0x3fef199bdd85529c,
  0x3c736eae30af0cb3, 0x3fef20ab5fffd07a, 0x3c8ee3325c9ffd93, 0x3fef27f12e57d14b,
  0x3c84e08fd10959ac, 0x3fef2f6d9406e7b5, 0x3c63cdaf384e1a67, 0x3fef3720dcef9069,
  0x3c676b2c6c921968, 0x3fef3f0b555dc3fa, 0xbc808a1883ccb5d2, 0x3fef472d4a07897c,
  0xbc8fad5d3ffffa6f, 0x3fef4f87080d89f2, 0xbc900dae3875a949, 0x3fef5818dcfba487,
  0x3c74a385a63d07a7, 0x3fef60e316c98398, 0xbc82919e2040220f, 0x3fef69e603db3285,
  0x3c8e5a50d5c192ac, 0x3fef7321f301b460, 0x3c843a59ac016b4b, 0x3fef7c97337b9b5f,
  0xbc82d52107b43e1f, 0x3fef864614f5a129, 0xbc892ab93b470dc9, 0x3fef902ee78b3ff6,
  0x3c74b604603a88d3, 0x3fef9a51fbc74c83, 0x3c83c5ec519d7271, 0x3fefa4afa2a490da,
  0xbc8ff7128fd391f1, 0x3fefaf482d8e67f1, 0xbc8dae98e223747d, 0x3fefba1bee615a27,
  0x3c8ec3bc41aa2008, 0x3fefc52b376bba97, 0x3c842b94c3a9eb32, 0x3fefd0765b6e4540,
  0x3c8a64a931d185ed, 0x3fefdbfdad9cbe14, 0xbc8e37bae43be3ed, 0x3fefe7c1819e90d8,
  0x3c77893b4d91cd9c, 0x3feff3c22b8f71f1, 0x3c5305c14160cc89,
]);

const STEPS: f64 = 128.0;
const BY_STEP: f64 = LOG2_E * STEPS;
const STEP_HI: f64 = LN2_HI / STEPS;
const STEP_LO: f64 = LN2_LO / STEPS;

const TWO_M1000: f64 = 9.3326361850321887899e-302; // 2^-1000, 0x0170000000000000

const C3: f64 = 1.6666666666666666e-1; // 0x3fc5555555555555
const C4: f64 = 4.1666666666666664e-2; // 0x3fa5555555555555
const C5: f64 = 8.333333333333333e-3; // 0x3f81111111111111

/** 2^(n / 128) rounded, from two lanes' rows and ROUND + n. */
// @ts-ignore: decorator
@inline
export function scaleOf<T>(a: v128, b: v128, shifted: T): T {
  return addBits(firsts<T>(a, b), shiftLeft(shifted, 45));
}

// @ts-ignore: decorator
@inline
function bounded<T>(x: T): T {
  const shifted = add(mul(x, splat<T>(BY_STEP)), splat<T>(ROUND));
  const a = v128.load((lowWord<T>(shifted, 0) & 127) << 4, FRACTIONS);
  const b = isVector<T>() ? v128.load((lowWord<T>(shifted, 1) & 127) << 4, FRACTIONS) : a;
  const scale = scaleOf<T>(a, b, shifted);
  return add(scale, mul(scale, growth(x, sub(shifted, splat<T>(ROUND)), seconds<T>(a, b))));
}

/** e^r (1 + tail) - 1 for r = x - k ln 2 / 128. */
// @ts-ignore: decorator
@inline
function growth<T>(x: T, k: T, tail: T): T {
  const r = sub(sub(x, mul(k, splat<T>(STEP_HI))), mul(k, splat<T>(STEP_LO)));
  const r2 = mul(r, r);
  const high = add(splat<T>(C4), mul(r, splat<T>(C5)));
  const low = add(splat<T>(0.5), mul(r, splat<T>(C3)));
  return add(add(tail, r), mul(r2, add(low, mul(r2, high))));
}

export function exp(x: f64): f64 {
  return abs(x) <= BOUND ? bounded(x) : extreme(x);
}

/** NaN, overflow, and results at or below the bottom of the normal range. */
function extreme(x: f64): f64 {
  if (x != x) return NaN;
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0.0;
  const shifted = x * BY_STEP + ROUND;
  const row = FRACTIONS + ((lowWord<f64>(shifted, 0) & 127) << 4);
  // 2^1024 and subnormals are out of reach of the exponent field: stay a power of two away
  const up = x > 0.0;
  const scale = addBits(load<f64>(row), shiftLeft(shifted + (up ? -128.0 : 128000.0), 45));
  const y = scale + scale * growth(x, shifted - ROUND, load<f64>(row, 8));
  return y * (up ? 2.0 : TWO_M1000);
}

/** y 2^k for k in [-1076, -1021], k = shifted - ROUND: exact to 2^(k + 1000), then one rounding. */
export function scaleDown(y: f64, shifted: f64): f64 {
  const lifted = addBits(y, toExponentField(shifted + 1000.0));
  return lifted * TWO_M1000;
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
