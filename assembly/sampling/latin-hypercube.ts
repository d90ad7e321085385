/**
 * A Latin hypercube, any slice of it alone:
 *
 *     x_ij = (π_j(i) + u_ij) / n,   u_ij = (h_ij + ½) 2^{−bits}
 *
 * π_j is dimension j's keyed permutation of 0 … n−1 (`random/permutation.ts`), h_ij a hash of i to `bits` =
 * min(32, 50 − ⌈log₂ n⌉) bits. π_j(i) + u_ij is exact in a double with two bits to spare, so that neither
 * division nor a multiplication by n leaves the stratum.
 *
 * Keys, 7 words a dimension: k_1 … k_5 of the permutation, two of the hash.
 */

import { permuteInto } from '../random/permutation';
import { product, right, sum, word, xor } from '../random/words';

const KEYS: i32 = 28;

/** h before the cut to `bits`: a bijection of i in two keyed rounds (multipliers: C. Wellons, "lowbias32"). */
// @ts-ignore: decorator
@inline
function hash<T>(i: T, k1: T, k2: T): T {
  const x = sum<T>(i, k1);
  const y = product<T>(xor<T>(x, right<T>(x, 16)), word<T>(0x21f0aaad));
  const z = xor<T>(xor<T>(y, right<T>(y, 15)), k2);
  const w = product<T>(z, word<T>(0x735a2d97));
  return xor<T>(w, right<T>(w, 15));
}

/** Bits of the jitter of n samples. */
function jitterBits(samples: f64): i32 {
  let bits = 50;
  for (let power: f64 = 1; power < samples; power *= 2) bits--;
  return min(32, bits);
}

/**
 * Points [from, from + count): value j of point from + i at out + 8 (j·count + i).
 *
 * The strata go to the upper half of a column first. Reading and writing forward from there, no point is
 * written over a stratum that is still to be read.
 */
export function latinHypercube(
  table: i32,
  samples: f64,
  from: f64,
  count: i32,
  dimensions: i32,
  out: i32,
): void {
  const first = u32(from);
  for (let j = 0; j < dimensions; j++, table += KEYS, out += count << 3) {
    const strata = out + (count << 2);
    permuteInto(table, samples, first, count, strata);
    jitter(table + 20, samples, first, count, strata, out);
  }
}

/** (stratum + jitter) / n of `count` strata. */
function jitter(keys: i32, samples: f64, first: u32, count: i32, strata: i32, out: i32): void {
  const bits = jitterBits(samples);
  const shift = 32 - bits;
  const scale = 1 / f64(u64(1) << bits);
  const inverse = 1 / samples;
  const end = out + (count << 3);
  let i = first;
  const last = end - 32;
  if (out <= last) {
    const k1 = v128.load32_splat(keys);
    const k2 = v128.load32_splat(keys, 4);
    const half = f64x2.splat(0.5);
    const SCALE = f64x2.splat(scale);
    const INVERSE = f64x2.splat(inverse);
    const four = i32x4.splat(4);
    let index = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
    do {
      const stratum = v128.load(strata);
      const h = i32x4.shr_u(hash<v128>(index, k1, k2), shift);
      const low = f64x2.add(f64x2.convert_low_i32x4_u(h), half);
      const high = f64x2.add(f64x2.convert_low_i32x4_u(upper(h)), half);
      const x = f64x2.add(f64x2.convert_low_i32x4_u(stratum), f64x2.mul(low, SCALE));
      const y = f64x2.add(f64x2.convert_low_i32x4_u(upper(stratum)), f64x2.mul(high, SCALE));
      v128.store(out, f64x2.mul(x, INVERSE));
      v128.store(out, f64x2.mul(y, INVERSE), 16);
      index = i32x4.add(index, four);
      strata += 16;
      out += 32;
    } while (out <= last);
    i += count & ~3;
  }
  for (; out < end; i++, strata += 4, out += 8) {
    const h = hash<u32>(i, load<u32>(keys), load<u32>(keys, 4)) >> shift;
    f64.store(out, (f64(load<u32>(strata)) + (f64(h) + 0.5) * scale) * inverse);
  }
}

/** Lanes 2 and 3 moved to 0 and 1. */
// @ts-ignore: decorator
@inline
function upper(x: v128): v128 {
  return v128.shuffle<i32>(x, x, 2, 3, 2, 3);
}
