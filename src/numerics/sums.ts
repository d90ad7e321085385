/** Sums in a fixed order. */

const block = 128;

/**
 * The sum in NumPy's order, bit for bit: eight interleaved partial sums in blocks of at most 128, and the
 * halves of longer arrays (cut at a multiple of eight) summed apart. Its error grows like ln n.
 */
export function pairwiseSum(x: Float64Array, from = 0, count = x.length): number {
  if (count < 8) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += x[from + i];
    return sum;
  }
  if (count > block) {
    const half = Math.floor(count / 2);
    const first = half - (half % 8);
    return pairwiseSum(x, from, first) + pairwiseSum(x, from + first, count - first);
  }
  const s = x.slice(from, from + 8);
  const whole = count - (count % 8);
  for (let i = 8; i < whole; i++) s[i % 8] += x[from + i];
  let sum = s[0] + s[1] + (s[2] + s[3]) + (s[4] + s[5] + (s[6] + s[7]));
  for (let i = whole; i < count; i++) sum += x[from + i];
  return sum;
}

/**
 * The sum with the rounding of every step carried along: as if summed in twice the precision.
 *
 * Source: A. Neumaier, Zeitschrift für Angewandte Mathematik und Mechanik 54 (1974) 39.
 */
export function neumaierSum(x: ArrayLike<number>): number {
  let sum = 0;
  let carried = 0;
  for (let i = 0; i < x.length; i++) {
    const term = x[i];
    const next = sum + term;
    carried += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + carried;
}
