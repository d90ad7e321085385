/**
 * The inverse of a matrix, and how near to singular it is: the condition number ‖Ã‖ ‖Ã⁻¹‖ (greatest sum of a
 * row) of the matrix after its rows and then its columns are scaled to a greatest entry of 1.
 */

export interface Inverse {
  /** n × n, by rows. */
  readonly inverse: Float64Array;
  /** At least 1. */
  readonly condition: number;
}

/** Gauss–Jordan elimination with partial pivoting; nothing where there is no inverse. */
export function inverseOf(matrix: Float64Array, n: number): Inverse | undefined {
  const a = matrix.slice();
  const rows = new Float64Array(n).fill(1);
  const columns = new Float64Array(n).fill(1);
  for (let i = 0; i < n; i++) {
    let most = 0;
    for (let j = 0; j < n; j++) most = Math.max(most, Math.abs(a[i * n + j]));
    if (!(most > 0) || !Number.isFinite(most)) return undefined;
    rows[i] = most;
    for (let j = 0; j < n; j++) a[i * n + j] /= most;
  }
  for (let j = 0; j < n; j++) {
    let most = 0;
    for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(a[i * n + j]));
    if (!(most > 0)) return undefined;
    columns[j] = most;
    for (let i = 0; i < n; i++) a[i * n + j] /= most;
  }
  const size = greatestRow(a, n);
  const inverse = eliminate(a, n);
  if (inverse === undefined) return undefined;
  const condition = n === 0 ? 1 : size * greatestRow(inverse, n);
  if (!Number.isFinite(condition)) return undefined;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) inverse[i * n + j] /= columns[i] * rows[j];
  }
  return { inverse, condition };
}

/** The inverse of `a`, which is overwritten. */
function eliminate(a: Float64Array, n: number): Float64Array | undefined {
  const b = new Float64Array(n * n);
  for (let i = 0; i < n; i++) b[i * n + i] = 1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) pivot = i;
    }
    const by = a[pivot * n + k];
    if (by === 0) return undefined;
    for (let j = 0; j < n; j++) {
      const [kept, other] = [a[k * n + j], b[k * n + j]];
      a[k * n + j] = a[pivot * n + j] / by;
      b[k * n + j] = b[pivot * n + j] / by;
      if (pivot === k) continue;
      a[pivot * n + j] = kept;
      b[pivot * n + j] = other;
    }
    for (let i = 0; i < n; i++) {
      const factor = a[i * n + k];
      if (i === k || factor === 0) continue;
      for (let j = k; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
      for (let j = 0; j < n; j++) b[i * n + j] -= factor * b[k * n + j];
    }
  }
  return b;
}

function greatestRow(a: Float64Array, n: number): number {
  let most = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += Math.abs(a[i * n + j]);
    most = Math.max(most, sum);
  }
  return most;
}
