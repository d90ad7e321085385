/**
 * a x = b by elimination with partial pivoting: `a` (n × n, by rows) and `b` are overwritten, b with x.
 *
 * A column whose greatest pivot is below `least` times the greatest of the matrix is left out: x is 0 there.
 *
 * @returns how many columns were left out; 0 where the matrix is regular
 */
export function solveLinear(a: Float64Array, b: Float64Array, least = 1e-14): number {
  const n = b.length;
  let greatest = 0;
  for (let k = 0; k < a.length; k++) greatest = Math.max(greatest, Math.abs(a[k]));
  const rowOf = new Int32Array(n).fill(-1); // which row is solved for column k
  let rank = 0;
  for (let k = 0; k < n; k++) {
    let pivot = rank;
    for (let i = rank + 1; i < n; i++) {
      if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) pivot = i;
    }
    if (rank >= n || !(Math.abs(a[pivot * n + k]) > least * greatest)) continue;
    swapRows(a, b, n, pivot, rank);
    for (let i = rank + 1; i < n; i++) {
      const factor = a[i * n + k] / a[rank * n + k];
      if (factor === 0) continue;
      for (let j = k; j < n; j++) a[i * n + j] -= factor * a[rank * n + j];
      b[i] -= factor * b[rank];
    }
    rowOf[k] = rank++;
  }
  const right = b.slice();
  for (let k = n - 1; k >= 0; k--) {
    const row = rowOf[k];
    b[k] = 0;
    if (row < 0) continue;
    let sum = right[row];
    for (let j = k + 1; j < n; j++) sum -= a[row * n + j] * b[j];
    b[k] = sum / a[row * n + k];
  }
  return n - rank;
}

function swapRows(a: Float64Array, b: Float64Array, n: number, i: number, j: number): void {
  if (i === j) return;
  for (let k = 0; k < n; k++) [a[i * n + k], a[j * n + k]] = [a[j * n + k], a[i * n + k]];
  [b[i], b[j]] = [b[j], b[i]];
}
