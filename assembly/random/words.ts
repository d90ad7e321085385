/**
 * One source text for one 32-bit word and for four: every routine is a generic over `T`, instantiated with
 * `u32` and with `v128` (read as i32x4), so that a lane has the scalar's bits by construction. All
 * arithmetic is modulo 2³².
 */

// @ts-ignore: decorator
@inline
export function word<T>(c: u32): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i32x4.splat(c) : c;
}

// @ts-ignore: decorator
@inline
export function sum<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i32x4.add(a, b) : a + b;
}

// @ts-ignore: decorator
@inline
export function product<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i32x4.mul(a, b) : a * b;
}

// @ts-ignore: decorator
@inline
export function xor<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? v128.xor(a, b) : a ^ b;
}

// @ts-ignore: decorator
@inline
export function right<T>(a: T, bits: i32): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i32x4.shr_u(a, bits) : a >> bits;
}

/** x mod m for x < 2m < 2³²: without the carry of x − m, the lesser of x and x − m. */
// @ts-ignore: decorator
@inline
export function reduced<T>(x: T, m: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i32x4.min_u(x, i32x4.sub(x, m)) : x >= m ? x - m : x;
}

/** The high word of the 64-bit product. */
// @ts-ignore: decorator
@inline
export function highProduct<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  if (isVector<T>()) {
    // @ts-ignore: T is v128 here
    const low = i64x2.extmul_low_i32x4_u(a, b);
    // @ts-ignore: T is v128 here
    const high = i64x2.extmul_high_i32x4_u(a, b);
    // @ts-ignore: T is v128 here
    return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
  }
  // @ts-ignore: T is u32 here
  return u32((<u64>a * <u64>b) >> 32);
}
