/**
 * One source text for scalar and two-lane arithmetic.
 *
 * Every routine of this directory is a generic over `T`, instantiated once with `f64` and once with
 * `v128` (read as f64x2). `isVector<T>()` is a compile-time constant, so each helper inlines to a
 * single WebAssembly instruction. Both instantiations therefore run the same sequence of IEEE-754
 * operations, and a lane has the same bits as the scalar result by construction.
 *
 * No relaxed SIMD and no fused multiply-add is used: nothing here is implementation-defined except
 * the payload of a NaN, which is why callers return the constant `NaN` instead of a computed one.
 */

// @ts-ignore: decorator
@inline
export function splat<T>(c: f64): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? f64x2.splat(c) : c;
}

/** A constant given by its bits; keeps masks and exponent fields readable. */
// @ts-ignore: decorator
@inline
export function splatBits<T>(bits: i64): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i64x2.splat(bits) : reinterpret<f64>(bits);
}

// @ts-ignore: decorator
@inline
export function add<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? f64x2.add(a, b) : a + b;
}

// @ts-ignore: decorator
@inline
export function sub<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? f64x2.sub(a, b) : a - b;
}

// @ts-ignore: decorator
@inline
export function mul<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? f64x2.mul(a, b) : a * b;
}

// @ts-ignore: decorator
@inline
export function div<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? f64x2.div(a, b) : a / b;
}

/** The sum of the two bit patterns, as 64-bit integers. */
// @ts-ignore: decorator
@inline
export function addBits<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>()
    ? i64x2.add(a, b)
    : reinterpret<f64>(reinterpret<i64>(a) + reinterpret<i64>(b));
}

// @ts-ignore: decorator
@inline
export function andBits<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>()
    ? v128.and(a, b)
    : reinterpret<f64>(reinterpret<i64>(a) & reinterpret<i64>(b));
}

// @ts-ignore: decorator
@inline
export function orBits<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>()
    ? v128.or(a, b)
    : reinterpret<f64>(reinterpret<i64>(a) | reinterpret<i64>(b));
}

/** The bit pattern moved into the exponent field: an integer k becomes k << 52. */
// @ts-ignore: decorator
@inline
export function toExponentField<T>(a: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i64x2.shl(a, 52) : reinterpret<f64>(reinterpret<i64>(a) << 52);
}

/** Sign and exponent field moved down to bit 0, zero-filled. */
// @ts-ignore: decorator
@inline
export function fromExponentField<T>(a: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i64x2.shr_u(a, 52) : reinterpret<f64>(reinterpret<u64>(a) >> 52);
}

/** All ones where a >= b, else all zeros. */
// @ts-ignore: decorator
@inline
export function maskNotLess<T>(a: T, b: T): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? f64x2.ge(a, b) : reinterpret<f64>(-i64(a >= b));
}

/** The high 32 bits of four lanes: they decide every range check, at half the cost. */
// @ts-ignore: decorator
@inline
export function highWords(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 1, 3, 5, 7);
}

/** The bit pattern shifted left. */
// @ts-ignore: decorator
@inline
export function shiftLeft<T>(a: T, by: i32): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? i64x2.shl(a, by) : reinterpret<f64>(reinterpret<i64>(a) << by);
}

/** The low 32 bits of a lane. */
// @ts-ignore: decorator
@inline
export function lowWord<T>(a: T, lane: i32): i32 {
  // @ts-ignore: resolved at compile time
  if (!isVector<T>()) return i32(reinterpret<i64>(a));
  // @ts-ignore: resolved at compile time
  return lane == 0 ? i32x4.extract_lane(a, 0) : i32x4.extract_lane(a, 2);
}

/** The first numbers of two rows of a table, a lane's each; a scalar takes the first row. */
// @ts-ignore: decorator
@inline
export function firsts<T>(a: v128, b: v128): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? v128.shuffle<i64>(a, b, 0, 2) : f64x2.extract_lane(a, 0);
}

/** The second numbers, likewise. */
// @ts-ignore: decorator
@inline
export function seconds<T>(a: v128, b: v128): T {
  // @ts-ignore: resolved at compile time
  return isVector<T>() ? v128.shuffle<i64>(a, b, 1, 3) : f64x2.extract_lane(a, 1);
}
