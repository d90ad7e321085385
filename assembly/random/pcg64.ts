/**
 * PCG64 (XSL-RR 128/64), NumPy's default generator, bit for bit: a linear congruential generator of 128
 * bits whose output is a rotation of the folded state,
 *
 *     s ← s·a + c   (mod 2¹²⁸),        u = rotr₆₄(s_high ⊕ s_low, s >> 122).
 *
 * State: four u64, low half first: s, then c (odd).
 *
 * Words are drawn many at a time, with the state in locals. Where NumPy draws 32 bits it splits a word,
 * low half first, and keeps the high half for the next such draw: read as u32 (WebAssembly is
 * little-endian), an array of words is that sequence.
 *
 * Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
 * Random Number Generation" (2014); NumPy 1.17 and later, `numpy/random/src/pcg64`.
 */

const multiplierLow: u64 = 0x4385df649fccf645;
const multiplierHigh: u64 = 0x2360ed051fc65da4;

/** Bytes of a generator's state. */
export const pcg64Bytes: i32 = 32;

/** The high half of x·y. */
// @ts-ignore: decorator
@inline
function multiplyHigh(x: u64, y: u64): u64 {
  const x0 = x & 0xffffffff;
  const x1 = x >> 32;
  const y0 = y & 0xffffffff;
  const y1 = y >> 32;
  const middle = x1 * y0 + ((x0 * y0) >> 32);
  return x1 * y1 + (middle >> 32) + (((middle & 0xffffffff) + x0 * y1) >> 32);
}

/** The next `count` words as u64 at `out`; the state moves on. */
export function pcg64Fill(state: i32, out: i32, count: i32): void {
  let low = load<u64>(state);
  let high = load<u64>(state, 8);
  const incrementLow = load<u64>(state, 16);
  const incrementHigh = load<u64>(state, 24);
  for (const end = out + (count << 3); out < end; out += 8) {
    const carried = multiplyHigh(low, multiplierLow) + low * multiplierHigh + incrementHigh;
    low = low * multiplierLow + incrementLow;
    high = high * multiplierLow + carried + u64(low < incrementLow);
    store<u64>(out, rotr<u64>(high ^ low, high >> 58));
  }
  store<u64>(state, low);
  store<u64>(state, high, 8);
}

/** A word as NumPy's `random()` reads it: its upper 53 bits as a double in [0, 1). */
// @ts-ignore: decorator
@inline
export function pcg64Double(word: u64): f64 {
  return f64(i64(word >> 11)) * (1.0 / 9007199254740992.0);
}
