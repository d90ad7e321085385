/**
 * A x = b for a symmetric positive definite A (n × n, by rows, its lower half is read) by A = L Lᵀ: A is
 * overwritten with L, b with x.
 *
 * A is first scaled to ones on its diagonal, which makes rows of very different size equals. A pivot that
 * rounding has left without a positive value is taken as infinite: its unknown becomes 0.
 */
export function solveCholesky(a: Float64Array, b: Float64Array): void {
  const n = b.length;
  const scale = Float64Array.from(b, (_, i) => {
    const d = a[i * n + i];
    return d > 0 ? 1 / Math.sqrt(d) : 0;
  });
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) a[i * n + j] *= scale[i] * scale[j];
    b[i] *= scale[i];
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      if (j < i) a[i * n + j] = a[j * n + j] === Infinity ? 0 : sum / a[j * n + j];
      else a[i * n + i] = sum > 1e-15 ? Math.sqrt(sum) : Infinity;
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= a[i * n + k] * b[k];
    b[i] = a[i * n + i] === Infinity ? 0 : sum / a[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < n; k++) sum -= a[k * n + i] * b[k];
    b[i] = a[i * n + i] === Infinity ? 0 : sum / a[i * n + i];
  }
  for (let i = 0; i < n; i++) b[i] *= scale[i];
}
