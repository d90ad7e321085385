/**
 * Sobol' points in the order of the Gray code (I. A. Antonov, V. M. Saleev, 1979):
 *
 *     x_ij = (y_ij + ½) 2⁻³²,  y_ij = s_j ⊕ ⊕_k { V_jk : bit k of i ⊕ ⌊i/2⌋ is 1 },
 *     y_{i+1,j} = y_ij ⊕ V_jk, k the number of zeros at the end of i + 1
 *
 * Table, 33 words a dimension: the direction numbers V_j0 … V_j31, then the digital shift s_j.
 */

const ROW: i32 = 132;
/** 2⁻³². */
const ULP: f64 = 1 / f64(u64(1) << 32);

/** Points [from, from + count): value j of point from + i at out + 8 (j·count + i). */
export function sobolPoints(table: i32, from: f64, count: i32, dimensions: i32, out: i32): void {
  const first = u32(from);
  for (let j = 0; j < dimensions; j++, table += ROW) {
    let y = load<u32>(table, 128);
    for (let code = first ^ (first >> 1), k = table; code !== 0; code >>= 1, k += 4) {
      if (code & 1) y ^= load<u32>(k);
    }
    const end = out + (count << 3);
    for (let i = first + 1; out < end; out += 8, i++) {
      f64.store(out, (f64(y) + 0.5) * ULP);
      // after the last of 2³² points there is none
      if (i !== 0) y ^= load<u32>(table + (ctz(i) << 2));
    }
  }
}
