/**
 * Logarithm and exponential to the base b = 2^(1/128), for powers: x^a = b^(a log_b x). Two lanes.
 *
 * In this base both reductions lose their multiplications: log_b x = 128 k + log_b m with an exact first
 * term, and b^s = 2^(n/128) b^r with n = round(s) and r = s - n exactly.
 *
 * Logarithm. It is made for exponents, where the absolute error of a logarithm counts: unlike `log.ts`
 * it does not keep the relative error near x = 1. x = 2^k m with m in [0.697265625, 1.39453125), found as
 * in `log.ts`; m lies in one of 128 cells by its leading bits. With K = 128 / ln 2,
 *     r = m K/c - K, |r| <= K 2^-8,    log_b m = log_b c + r + r^2 (A2 + A3 r + A4 r^2 + A5 r^3).
 * K/c is a double near the centre of the cell, chosen such that log_b c is within 2^-53 of a double; 1
 * lies inside a cell with c = 1, so that log_b 1 = 0. The A are a polynomial fitted by least squares
 * reweighted towards the minimax (120 bits, weight r^2).
 * Error (derived, not measured), as one of ln x: the product m K/c rounds, 2^-53.5, the polynomial is
 * wrong by 2^-55.3, together below 2^-53; then two additions round, half an ulp each.
 *
 * Exponential. That of `exp.ts`, with its table.
 */
import { expPair, FRACTIONS, ROUND, scaleOf } from './exp';
import { highWords, seconds } from './lanes';
import { logOutside, logPair, MANTISSA_BITS } from './log';

/** K = 128 / ln 2: steps in a factor of e. */
export const STEPS_PER_E: f64 = 184.6649652337873; // 0x40671547652b82fe

const A2: f64 = -2.7076061739717684e-3; // 0xbf662e42fef70a9f
const A3: f64 = 9.774841591166034e-6; // 0x3ee47fd3ffa72976
const A4: f64 = -3.970019443452726e-8; // 0xbe65505a69b94772
const A5: f64 = 1.7198854349072923e-10; // 0x3de7a34f14ac4604
const E1: f64 = 5.4152123481245725e-3; // 0x3f762e42fefa39ef, K^-1
const E2: f64 = 1.4662262387640425e-5; // 0x3eeebfbdff82c58f, K^-2 / 2!
const E3: f64 = 2.646642144433097e-8; // 0x3e5c6b08d704a0c0
const E4: f64 = 3.583032305400251e-11; // 0x3dc3b2ab6fba4e77
const E5: f64 = 3.880576156786539e-14; // 0x3d25d87fe78a6731

const START_BITS: i64 = 0x3fe6500000000000; // 0.697265625
const OFFSET_BITS: i64 = 0x0009b00000000000; // bits(1) - START_BITS
const MIN_NORMAL: f64 = 2.2250738585072014e-308;
/** 2^59: an integer e put under these bits is the double 2^59 + 128 e. */
const TWO59_BITS: i64 = 0x43a0000000000000;
const TWO59_BIAS: f64 = 576460752303554432.0; // 2^59 + 128 * 1023

/** Rows of K/c and log_b c. */
const CENTRES = memory.data<i64>([
  0x407081a132e00000, 0xc0508494d65f08f1, 0x40706a2761c00000, 0xc05042bd442f769c,
  0x407052f008000000, 0xc05001433f06fa35, 0x40703bf9f7e00000, 0xc04f804b05ecc105,
  0x407025441e300000, 0xc04efec612f5938d, 0x40700ecd82f00000, 0xc04e7df61a897eb7,
  0x406ff12a10600000, 0xc04dfdd89fffe233, 0x406fc5337e300000, 0xc04d7e6c1cc9a97f,
  0x406f99b53c500000, 0xc04cffae58a68533, 0x406f6ead77400000, 0xc04c819dbc7253ec,
  0x406f441a48800000, 0xc04c0438634ef1bb, 0x406f19f9c7400000, 0xc04b877c4a89a477,
  0x406ef04a43b00000, 0xc04b0b6802479c17, 0x406ec709dda00000, 0xc04a8ff975b2fe66,
  0x406e9e36ec800000, 0xc04a152f20ad75bb, 0x406e75cfad000000, 0xc0499b071a50bab9,
  0x406e4dd28ed00000, 0xc049217fff989143, 0x406e263dea300000, 0xc048a8981344b13a,
  0x406dff101d500000, 0xc048304d964d53db, 0x406dd8479d500000, 0xc047b89efcd09eb5,
  0x406db1e2e7f00000, 0xc047418ac33c2596, 0x406d8be082000000, 0xc046cb0f69f7bcf2,
  0x406d663ee6800000, 0xc046552b40d4567f, 0x406d40fcb0b00000, 0xc045dfdceaec2216,
  0x406d1c187af00000, 0xc0456b22f7f8aceb, 0x406cf790d4700000, 0xc044f6fbc345b99f,
  0x406cd36468d00000, 0xc0448365f1a20b9e, 0x406caf91e0800000, 0xc04410600db1e0aa,
  0x406c8c17f9900000, 0xc0439de8d7d55377, 0x406c68f566300000, 0xc0432bfedadee270,
  0x406c4628ed800000, 0xc042baa0d633d5f2, 0x406c23b13c200000, 0xc04249cd23aec174,
  0x406c018d36200000, 0xc041d982c3989b10, 0x406bdfbba8600000, 0xc04169c05c73e560,
  0x406bbe3b5eb00000, 0xc040fa8482b86759, 0x406b9d0b39500000, 0xc0408bce008b6e3f,
  0x406b7c2a27900000, 0xc0401d9bc53415dc, 0x406b5b96f6900000, 0xc03f5fd87ff62640,
  0x406b3b50aa800000, 0xc03e857d180dfb74, 0x406b1b5630600000, 0xc03dac22d41629e3,
  0x406afba677000000, 0xc03cd3c727def918, 0x406adc4076300000, 0xc03bfc67ab2ddcdc,
  0x406abd2338f00000, 0xc03b2602615abb54, 0x406a9e4db8f00000, 0xc03a5094bef21038,
  0x406a7fbf08300000, 0xc0397c1cc8eee6cf, 0x406a617628c00000, 0xc038a897fea3a542,
  0x406a437238800000, 0xc037d6048ab7a35c, 0x406a25b245500000, 0xc037046011f08792,
  0x406a083572b00000, 0xc03633a8bb77e4f1, 0x4069eafad5000000, 0xc03563dc2e4394c2,
  0x4069ce018bc00000, 0xc03494f84a72c743, 0x4069b148c5500000, 0xc033c6fb45dfc65e,
  0x406994cfb2200000, 0xc032f9e351d6e5dd, 0x4069789561a00000, 0xc0322dad9d171ca3,
  0x40695c992b400000, 0xc03162594b14c27e, 0x406940da1e500000, 0xc03097e36132ee54,
  0x4069255798700000, 0xc02f9c961851e180, 0x40690a10b6900000, 0xc02e0b1b1b06cd73,
  0x4068ef04c1300000, 0xc02c7b52a64fc1e4, 0x4068d432f4f00000, 0xc02aed38c3703764,
  0x4068b99aa6100000, 0xc02960cab78287e4, 0x40689f3b14700000, 0xc027d60476a78b6b,
  0x406885138ca00000, 0xc0264ce28f784175, 0x40686b2354300000, 0xc024c56105067fa8,
  0x40685169c5d00000, 0xc0233f7cf7a39f79, 0x406837e62f000000, 0xc021bb32a00824bd,
  0x40681e97ea100000, 0xc020387ed92756bc, 0x4068057e54500000, 0xc01d6ebd1a4b8c3e,
  0x4067ec98c7800000, 0xc01a6f9ca19d7353, 0x4067d3e696300000, 0xc01773945438f90c,
  0x4067bb673a800000, 0xc0147aa0cab7108a, 0x4067a31a01b00000, 0xc01184b8f4110b38,
  0x40678afe5ff00000, 0xc00d23b07dc47a6d, 0x40677313b4600000, 0xc00743ee9ede75d6,
  0x40675b5973000000, 0xc0016a2240e94ac2, 0x406743cf04200000, 0xbff72c7c182df425,
  0x40672c73d7900000, 0xbfe720d84d578553, 0x40671547652b82fe, 0, 0x4066e77870d00000,
  0x3ff6fe5273e08773, 0x4066ba5df3b00000, 0x4006e794f0f391e1, 0x40668df3aec00000,
  0x40111cd1df7393d3, 0x40666235bd000000, 0x4016bad2bdff5d5e, 0x406637201f000000,
  0x401c4dfb57bb0b30, 0x40660caf30d00000, 0x4020eb3880becf7c, 0x4065e2df32400000,
  0x4023aa2fbfe821a4, 0x4065b9ac97600000, 0x402663f7402142fd, 0x40659113f9100000,
  0x402918a1b7cc6342, 0x40656911f7900000, 0x402bc842a4f1dba8, 0x406541a360f00000,
  0x402e72ebafedd59f, 0x40651ac4ed600000, 0x40308c58992e91d4, 0x4064f473aa700000,
  0x4031dcd172b6436f, 0x4064ceac84700000, 0x40332ae9f472c60b, 0x4064a96caef00000,
  0x403476a9c75f0f44, 0x406484b139900000, 0x4035c01a5d47ee7b, 0x4064607781e00000,
  0x40370742f54d1a72, 0x40643cbcd6c00000, 0x40384c2bd1f31ba3, 0x4064197e94000000,
  0x40398edd411a88d8, 0x4063f6ba4a300000, 0x403acf5e28d50484, 0x4063d46d6c300000,
  0x403c0db6f7b665e3, 0x4063b295afe00000, 0x403d49ee24ba7164, 0x40639130a6300000,
  0x403e840bf045823d, 0x4063703c22100000, 0x403fbc169ec67ffc, 0x40634fb5dd600000,
  0x4040790ae5eb3c02, 0x40632f9bc6000000, 0x40411307c6a11770, 0x40630febaac00000,
  0x4041ac05c42dfc6a, 0x4062f0a397d00000, 0x40424407bba61333, 0x4062d1c18da00000,
  0x4042db10f222a6a8, 0x4062b34393900000, 0x40437124babbd9e7, 0x40629527c1c00000,
  0x4044064645171042, 0x4062776c50b00000, 0x40449a784d0b2783, 0x40625a0f67300000,
  0x40452dbe11d122ae, 0x40623d0f54c00000, 0x4045c01a319de280, 0x4062206a53700000,
  0x4046518fe013079f, 0x4062041ebbf00000, 0x4046e221df1d18d8, 0x4061e82af6600000,
  0x404771d2c8ce0735, 0x4061cc8d66400000, 0x404800a57558284e, 0x4061b14489800000,
  0x40488e9c59fabe21, 0x4061964ec1a00000, 0x40491bbaa5452305, 0x40617baab4600000,
  0x4049a80245312f28, 0x40616156ded00000, 0x404a33761f7c6c4b, 0x40614751e8b00000,
  0x404abe185ac0ab46, 0x40612d9a52900000, 0x404b47ec10208e9c, 0x4061142ee4d00000,
  0x404bd0f2f9911c2a, 0x4060fb0e46500000, 0x404c592fa384674f, 0x4060e23729200000,
  0x404ce0a47e016477, 0x4060c9a849600000, 0x404d6753e150f607, 0x4060b16074400000,
  0x404ded3fe5ee4246, 0x4060995e7ff00000, 0x404e726a8eee60cc,
]);

/** log_b x in both lanes for positive normal numbers; otherwise the result is meaningless. */
// @ts-ignore: decorator
@inline
export function stepsPairPositive(x: v128): v128 {
  const offset = i64x2.add(x, i64x2.splat(OFFSET_BITS));
  const k = v128.or(i64x2.shr_u(offset, 52), i64x2.splat(TWO59_BITS));
  const k128 = f64x2.sub(k, f64x2.splat(TWO59_BIAS));
  const m = i64x2.add(v128.and(offset, i64x2.splat(MANTISSA_BITS)), i64x2.splat(START_BITS));
  const a = v128.load((i32x4.extract_lane(offset, 1) >> 9) & 0x7f0, CENTRES);
  const b = v128.load((i32x4.extract_lane(offset, 3) >> 9) & 0x7f0, CENTRES);
  const r = f64x2.sub(f64x2.mul(m, v128.shuffle<i64>(a, b, 0, 2)), f64x2.splat(STEPS_PER_E));
  const w = f64x2.add(k128, v128.shuffle<i64>(a, b, 1, 3));
  const r2 = f64x2.mul(r, r);
  const low = f64x2.add(f64x2.splat(A2), f64x2.mul(r, f64x2.splat(A3)));
  const high = f64x2.add(f64x2.splat(A4), f64x2.mul(r, f64x2.splat(A5)));
  const p = f64x2.add(low, f64x2.mul(r2, high));
  return f64x2.add(w, f64x2.add(r, f64x2.mul(r2, p)));
}

/** b^s in both lanes for |s| <= 708 K; outside, and for NaN, the result is meaningless. */
// @ts-ignore: decorator
@inline
export function fromStepsPairBounded(s: v128): v128 {
  const shifted = f64x2.add(s, f64x2.splat(ROUND));
  const a = v128.load((i32x4.extract_lane(shifted, 0) & 127) << 4, FRACTIONS);
  const b = v128.load((i32x4.extract_lane(shifted, 2) & 127) << 4, FRACTIONS);
  const scale = scaleOf<v128>(a, b, shifted);
  const r = f64x2.sub(s, f64x2.sub(shifted, f64x2.splat(ROUND)));
  const r2 = f64x2.mul(r, r);
  const high = f64x2.add(f64x2.splat(E4), f64x2.mul(r, f64x2.splat(E5)));
  const low = f64x2.add(f64x2.splat(E2), f64x2.mul(r, f64x2.splat(E3)));
  const first = f64x2.add(seconds<v128>(a, b), f64x2.mul(r, f64x2.splat(E1)));
  const growth = f64x2.add(first, f64x2.mul(r2, f64x2.add(low, f64x2.mul(r2, high))));
  return f64x2.add(scale, f64x2.mul(scale, growth));
}

const BOUND: f64 = 130736.0; // below 708 K
const BOUND_HIGH: i32 = 0x40ffeb00; // its high word

/** Whether fromStepsPairBounded fails to serve some lane of a or b. */
// @ts-ignore: decorator
@inline
export function fromStepsOutside(a: v128, b: v128): bool {
  const magnitude = v128.and(highWords(a, b), i32x4.splat(0x7fffffff));
  return v128.any_true(i32x4.gt_s(magnitude, i32x4.splat(BOUND_HIGH - 1)));
}

/** log_b of what stepsPairPositive does not serve; a lane that it serves has its bits, whatever its neighbour. */
// @ts-ignore: decorator
@noinline
function stepsPairRare(x: v128): v128 {
  const isServed = v128.and(
    f64x2.ge(x, f64x2.splat(MIN_NORMAL)),
    f64x2.lt(x, f64x2.splat(Infinity)),
  );
  const rare = f64x2.mul(logPair(x), f64x2.splat(STEPS_PER_E));
  return v128.bitselect(stepsPairPositive(x), rare, isServed);
}

/** b^s for what fromStepsPairBounded does not serve; a lane that it serves has its bits, whatever its neighbour. */
// @ts-ignore: decorator
@noinline
function fromStepsPairRare(s: v128): v128 {
  const isServed = f64x2.lt(f64x2.abs(s), f64x2.splat(BOUND));
  const rare = expPair(f64x2.mul(s, f64x2.splat(E1)));
  return v128.bitselect(fromStepsPairBounded(s), rare, isServed);
}

/** log_b in both lanes, of anything. */
// @ts-ignore: decorator
@inline
export function stepsPair(x: v128): v128 {
  return logOutside(x, x) ? stepsPairRare(x) : stepsPairPositive(x);
}

/** b^s in both lanes, of anything. */
// @ts-ignore: decorator
@inline
export function fromStepsPair(s: v128): v128 {
  return fromStepsOutside(s, s) ? fromStepsPairRare(s) : fromStepsPairBounded(s);
}
