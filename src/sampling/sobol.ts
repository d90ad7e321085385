/**
 * Sobol' sequences in base 2 as tables of direction numbers, plain and scrambled.
 *
 *     y_i = s ⊕ ⊕_k { V_k : bit k − 1 of the Gray code of i, i ⊕ ⌊i/2⌋, is 1 },      x_i = y_i 2⁻³²,   (1)
 *     V_k = a_1 V_(k−1) ⊕ … ⊕ a_(s−1) V_(k−s+1) ⊕ V_(k−s) ⊕ ⌊V_(k−s) 2^(−s)⌋,   V_k = m_k 2^(32−k), k ≤ s.   (2)
 *
 * Scrambled, every dimension has its own V_k ← L V_k and s, where V_k is read as a column of bits, the most
 * significant first: L lower triangular over GF(2) with a diagonal of ones and random bits below it, s random.
 * Every x_i is then uniform in the unit cube, any 2^m points that were a (t, m, d)-net still are one, and
 * the variance of a mean over them is that of Owen's nested scrambling.
 *
 * Sources: I. M. Sobol', USSR Comput. Math. Math. Phys. 7 (1967) 86–112; I. A. Antonov, V. M. Saleev,
 * USSR Comput. Math. Math. Phys. 19 (1979) 252–256 (Gray code); S. Joe, F. Y. Kuo, SIAM J. Sci. Comput. 30
 * (2008) 2635–2654 (a_i, m_k); J. Matoušek, J. Complexity 14 (1998) 527–556 (L, s); A. B. Owen, ACM Trans.
 * Model. Comput. Simul. 13 (2003) 363–378 (variance).
 */

import { independentWords, type Seed } from './seed-sequence';
import { sobolDirections } from './sobol-directions';

const bits = 32;
/** V_1 … V_32 and s. */
const rowWords = bits + 1;

/**
 * V_1 … V_32, then s, for each of the dimensions: 33 words a dimension.
 *
 * @param dimensions 1 … 64
 * @param seed of the scramble; without one, the sequence itself, with s = 0
 * @param stream which of the independent scrambles of this seed
 * @throws ParameterError for a bad seed
 */
export function sobolTable(
  dimensions: number,
  seed: Seed | undefined,
  stream: readonly number[] = [],
): Uint32Array {
  const table = new Uint32Array(rowWords * dimensions);
  for (let j = 0; j < dimensions; j++) {
    const row = table.subarray(rowWords * j, rowWords * (j + 1));
    row.set(directionNumbers(j));
    if (seed !== undefined) scramble(row, independentWords(seed, rowWords, [...stream, j]));
  }
  return table;
}

/** V_1 … V_32 of dimension j = 0, 1, …: equation (2). */
function directionNumbers(j: number): Uint32Array {
  if (j === 0) return Uint32Array.from({ length: bits }, (_, k) => 2 ** (bits - 1 - k));
  const [polynomial, ...m] = sobolDirections[j - 1];
  const degree = m.length;
  const directions = new Uint32Array(bits);
  for (let k = 0; k < bits; k++) {
    if (k < degree) {
      directions[k] = m[k] * 2 ** (bits - 1 - k);
      continue;
    }
    directions[k] = directions[k - degree] >>> degree;
    for (let i = 1; i <= degree; i++) {
      if ((polynomial >>> (degree - i)) & 1) directions[k] ^= directions[k - i];
    }
  }
  return directions;
}

/** V_k ← L V_k and s: row r of L is the first r bits of `random[r]` and a one; s is the last word. */
function scramble(row: Uint32Array, random: Uint32Array): void {
  for (let k = 0; k < bits; k++) {
    const direction = row[k];
    let scrambled = 0;
    for (let r = 0; r < bits; r++) {
      const diagonal = 1 << (bits - 1 - r);
      const matrixRow = (random[r] & ~(-1 >>> r)) | diagonal;
      if (parity(matrixRow & direction)) scrambled |= diagonal;
    }
    row[k] = scrambled;
  }
  row[bits] = random[bits];
}

function parity(word: number): number {
  let folded = word ^ (word >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  return (0x6996 >>> (folded & 15)) & 1;
}
