/**
 * A keyed permutation of 0 … n−1 that is computed point by point: a Feistel network in mixed radix,
 * followed along its cycle where it leaves the range.
 *
 *     a = ⌈√n⌉,  b = ⌈n/a⌉,  so that n ≤ a·b < n + a
 *     i = L b + R,  0 ≤ L < a,  0 ≤ R < b
 *     L ← (L + f₁(R)) mod a,  R ← (R + f₂(L)) mod b,  L, R, L again with f₃, f₄, f₅                (1)
 *     π(i) = L b + R,  if that is n or more: π of it                                               (2)
 *     f_r(x) = ⌊2⁻¹⁵ h m + ½⌋, m the modulus, h the upper 15 bits of (y ⊕ ⌊2⁻⁸ y⌋ ⊕ k′) C₂,
 *              y = (x ⊕ k) C₁, in words of 16 bits                                                  (3)
 *
 * Each step of (1) can be undone, so (1) permutes 0 … ab−1, and (2) permutes 0 … n−1. The word k_r of round
 * r holds k in its lower and k′ in its upper half.
 *
 * n is at most 32767², so that a and b fit 15 bits and eight points fit a vector. Two vectors go
 * through the rounds side by side: each round waits for the one before, and the other fills the gaps (13 %
 * of a design). With three or four rounds
 * pairs of dimensions fail a χ² test on 16 × 16 boxes; five pass as random permutations do
 * (test/sampling/latin-hypercube.test.ts).
 *
 * Source of the construction: J. Black, P. Rogaway, "Ciphers with Arbitrary Finite Domains" (2002); multipliers:
 * C. Wellons, "Prospecting for Hash Functions" (2018).
 */

const C1: u32 = 0x88b5;
const C2: u32 = 0xdb2d;

/** One number of 16 bits, or eight. */
// @ts-ignore: decorator
@inline
function half<T>(c: u32): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i16x8.splat(i16(c)) : c;
}

// @ts-ignore: decorator
@inline
function times<T>(x: T, c: u32): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i16x8.mul(x, i16x8.splat(i16(c))) : (x * c) & 0xffff;
}

// @ts-ignore: decorator
@inline
function xor<T>(x: T, y: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? v128.xor(x, y) : x ^ y;
}

// @ts-ignore: decorator
@inline
function right<T>(x: T, bits: i32): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i16x8.shr_u(x, bits) : x >> bits;
}

/** ⌊2⁻¹⁵ h m + ½⌋ for h and m of 15 bits. */
// @ts-ignore: decorator
@inline
function scaled<T>(h: T, m: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i16x8.q15mulr_sat_s(h, m) : (h * m + 0x4000) >> 15;
}

/** (x + y) mod m for x + y < 2m: of x + y and x + y − m the lesser, since the latter wraps around below 0. */
// @ts-ignore: decorator
@inline
function sumModulo<T>(x: T, y: T, m: T): T {
  // @ts-ignore: resolved at compile time
  if (isVector<T>()) {
    // @ts-ignore: T is v128 here
    const s = i16x8.add(x, y);
    // @ts-ignore: T is v128 here
    return i16x8.min_u(s, i16x8.sub(s, m));
  }
  // @ts-ignore: T is u32 here
  const s: u32 = x + y;
  // @ts-ignore: T is u32 here
  return s >= m ? s - m : s;
}

/** One step of (1): x + f(other), with (3). */
// @ts-ignore: decorator
@inline
function step<T>(x: T, other: T, key: T, secondKey: T, m: T): T {
  const y = times<T>(xor<T>(other, key), C1);
  const z = times<T>(xor<T>(xor<T>(y, right<T>(y, 8)), secondKey), C2);
  return sumModulo<T>(x, scaled<T>(right<T>(z, 1), m), m);
}

/** π(i) for n = last + 1; `keys` is the address of the words k_1 … k_5. */
function permute(i: u32, keys: i32, a: u32, b: u32, last: u32): u32 {
  do {
    let L = i / b;
    let R = i % b;
    L = step<u32>(L, R, load<u16>(keys), load<u16>(keys, 2), a);
    R = step<u32>(R, L, load<u16>(keys, 4), load<u16>(keys, 6), b);
    L = step<u32>(L, R, load<u16>(keys, 8), load<u16>(keys, 10), a);
    R = step<u32>(R, L, load<u16>(keys, 12), load<u16>(keys, 14), b);
    L = step<u32>(L, R, load<u16>(keys, 16), load<u16>(keys, 18), a);
    i = L * b + R;
  } while (i > last);
  return i;
}

/** Below this b could be 8 or less, and a step of eight would not show that R wrapped. */
const LEAST: f64 = 128;

/** π(first), …, π(first + count − 1) as words at `out`; samples is n, `keys` the address of k_1 … k_5. */
export function permuteInto(keys: i32, samples: f64, first: u32, count: i32, out: i32): void {
  let a = u32(Math.ceil(Math.sqrt(samples)));
  while (f64(a) * f64(a) < samples) a++;
  const b = u32(Math.ceil(samples / f64(a)));
  const last = u32(samples - 1);
  const sixteens = samples >= LEAST ? count & ~15 : 0;
  if (sixteens > 0) permuteSixteens(keys, a, b, last, first, sixteens, out);
  for (let i = sixteens; i < count; i++) {
    store<u32>(out + (i << 2), permute(first + i, keys, a, b, last));
  }
}

// Out of line on purpose: one sixteen in √n/16 comes here.
// @ts-ignore: decorator
@noinline
function followOn(keys: i32, a: u32, b: u32, last: u32, out: i32): void {
  for (const end = out + 64; out < end; out += 4) {
    const image = load<u32>(out);
    if (image > last) store<u32>(out, permute(image, keys, a, b, last));
  }
}

/** L b + R of the four lower lanes, and of the four upper. */
// @ts-ignore: decorator
@inline
function lower(L: v128, R: v128, b: v128): v128 {
  return i32x4.add(i32x4.extmul_low_i16x8_u(L, b), i32x4.extend_low_i16x8_u(R));
}

// @ts-ignore: decorator
@inline
function upper(L: v128, R: v128, b: v128): v128 {
  return i32x4.add(i32x4.extmul_high_i16x8_u(L, b), i32x4.extend_high_i16x8_u(R));
}

function permuteSixteens(
  keys: i32,
  a: u32,
  b: u32,
  last: u32,
  first: u32,
  count: i32,
  out: i32,
): void {
  const k1 = v128.load16_splat(keys);
  const l1 = v128.load16_splat(keys, 2);
  const k2 = v128.load16_splat(keys, 4);
  const l2 = v128.load16_splat(keys, 6);
  const k3 = v128.load16_splat(keys, 8);
  const l3 = v128.load16_splat(keys, 10);
  const k4 = v128.load16_splat(keys, 12);
  const l4 = v128.load16_splat(keys, 14);
  const k5 = v128.load16_splat(keys, 16);
  const l5 = v128.load16_splat(keys, 18);
  const A = half<v128>(a);
  const B = half<v128>(b);
  const LAST = i32x4.splat(last);
  const eight = half<v128>(8);

  // (L, R) of the next eight points: R wraps at most once, as b > 8
  let L = half<v128>(first / b);
  let R = half<v128>(first % b);
  let next = sumModulo<v128>(R, i16x8(0, 1, 2, 3, 4, 5, 6, 7), B);
  L = i16x8.sub(L, i16x8.lt_s(next, R));
  R = next;
  const end = out + (count << 2);
  while (out < end) {
    let outside: bool;
    do {
      next = sumModulo<v128>(R, eight, B);
      const M = i16x8.sub(L, i16x8.lt_s(next, R));
      let x = step<v128>(L, R, k1, l1, A);
      let u = step<v128>(M, next, k1, l1, A);
      let y = step<v128>(R, x, k2, l2, B);
      let v = step<v128>(next, u, k2, l2, B);
      x = step<v128>(x, y, k3, l3, A);
      u = step<v128>(u, v, k3, l3, A);
      y = step<v128>(y, x, k4, l4, B);
      v = step<v128>(v, u, k4, l4, B);
      x = step<v128>(x, y, k5, l5, A);
      u = step<v128>(u, v, k5, l5, A);
      const i1 = lower(x, y, B);
      const i2 = upper(x, y, B);
      const i3 = lower(u, v, B);
      const i4 = upper(u, v, B);
      v128.store(out, i1);
      v128.store(out, i2, 16);
      v128.store(out, i3, 32);
      v128.store(out, i4, 48);
      // images are below 2³⁰
      const most = i32x4.max_s(i32x4.max_s(i1, i2), i32x4.max_s(i3, i4));
      outside = v128.any_true(i32x4.gt_s(most, LAST));
      R = sumModulo<v128>(next, eight, B);
      L = i16x8.sub(M, i16x8.lt_s(R, next));
      out += 64;
    } while (i32(out < end) & i32(!outside));
    if (outside) followOn(keys, a, b, last, out - 64);
  }
}
