/**
 * Independent points from counters:
 *
 *     x_ij = (w + ½) 2⁻⁵²,  w = 52 of the 64 bits of Philox-2×32 for counter (i, c_j) and key k_j
 *
 * Table, 2 words a dimension: k_j, c_j.
 */

import { nextKey, philoxLow, philoxRound } from '../random/philox';
import { right } from '../random/words';

/** 2⁻⁵². */
const ULP: f64 = 1 / f64(u64(1) << 52);
/** 2²⁶. */
const UPPER: f64 = 67108864;

/** Points [from, from + count): value j of point from + i at out + 8 (j·count + i). */
export function randomPoints(table: i32, from: f64, count: i32, dimensions: i32, out: i32): void {
  const first = u32(from);
  for (let j = 0; j < dimensions; j++, table += 8) {
    const key = load<u32>(table);
    const dimension = load<u32>(table, 4);
    const end = out + (count << 3);
    let i = first;
    for (const last = end - 32; out <= last; out += 32, i += 4) {
      let x0 = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
      let x1 = i32x4.splat(dimension);
      let k = i32x4.splat(key);
      for (let round = 0; round < 10; round++) {
        const next = philoxRound<v128>(x0, x1, k);
        x1 = philoxLow<v128>(x0);
        x0 = next;
        k = nextKey<v128>(k);
      }
      const low = right<v128>(x0, 6);
      const high = right<v128>(x1, 6);
      v128.store(out, unit(low, high));
      v128.store(
        out,
        unit(v128.shuffle<i32>(low, low, 2, 3, 2, 3), v128.shuffle<i32>(high, high, 2, 3, 2, 3)),
        16,
      );
    }
    for (; out < end; out += 8, i++) {
      let x0 = i;
      let x1 = dimension;
      let k = key;
      for (let round = 0; round < 10; round++) {
        const next = philoxRound<u32>(x0, x1, k);
        x1 = philoxLow<u32>(x0);
        x0 = next;
        k = nextKey<u32>(k);
      }
      f64.store(out, (f64(x1 >> 6) * UPPER + f64(x0 >> 6) + 0.5) * ULP);
    }
  }
}

/** (high 2²⁶ + low + ½) 2⁻⁵² of the two lower lanes; every step is exact. */
// @ts-ignore: decorator
@inline
function unit(low: v128, high: v128): v128 {
  const upper = f64x2.mul(f64x2.convert_low_i32x4_u(high), f64x2.splat(UPPER));
  const w = f64x2.add(upper, f64x2.convert_low_i32x4_u(low));
  return f64x2.mul(f64x2.add(w, f64x2.splat(0.5)), f64x2.splat(ULP));
}
