/**
 * Eigenvalues of symmetric matrices.
 *
 * With vectors by Jacobi's rotations, each of which makes one element off the diagonal zero, until all are
 * below rounding. The greatest alone by Householder's reflections to tridiagonal form and bisection on the
 * number of eigenvalues above a shift, which is the number of positive pivots of the shifted form.
 *
 * Source: G. H. Golub, C. F. Van Loan, "Matrix Computations" (2013), sections 8.3.1, 8.4.1 and 8.5.
 */

export interface Eigen {
  readonly values: Float64Array;
  /** Vector k is row k. */
  readonly vectors: Float64Array;
}

const mostSweeps = 40;

/** @param given n × n, of which the symmetric part counts */
export function eigenOf(given: Float64Array, n: number): Eigen {
  const a = symmetricPart(given, n);
  const vectors = new Float64Array(n * n);
  for (let k = 0; k < n; k++) vectors[k * n + k] = 1;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const size = Math.sqrt(Math.abs(a[p * n + p] * a[q * n + q]));
        const off = Math.abs(a[p * n + q]);
        if (off === 0 || off <= 1e-18 * size || off < 1e-300) continue;
        rotated = true;
        rotate(a, vectors, n, p, q);
      }
    }
    if (!rotated) break;
  }
  return { values: new Float64Array(n).map((_, k) => a[k * n + k]), vectors };
}

/** The rotation of rows and columns p and q that makes a_pq zero. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number) {
  const apq = a[p * n + q];
  const tau = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  a[p * n + p] -= t * apq;
  a[q * n + q] += t * apq;
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    if (k !== p && k !== q) {
      const akp = a[k * n + p];
      const akq = a[k * n + q];
      a[k * n + p] = c * akp - s * akq;
      a[p * n + k] = a[k * n + p];
      a[k * n + q] = s * akp + c * akq;
      a[q * n + k] = a[k * n + q];
    }
    const vp = vectors[p * n + k];
    const vq = vectors[q * n + k];
    vectors[p * n + k] = c * vp - s * vq;
    vectors[q * n + k] = s * vp + c * vq;
  }
}

function symmetricPart(given: Float64Array, n: number): Float64Array {
  return new Float64Array(n * n).map((_, at) => {
    const row = Math.floor(at / n);
    const column = at % n;
    return 0.5 * (given[at] + given[column * n + row]);
  });
}

/** @param given n × n, n ≥ 1 */
export function greatestEigenvalue(given: Float64Array, n: number): number {
  const { diagonal, off } = tridiagonal(symmetricPart(given, n), n);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < n; k++) {
    const radius = Math.abs(off[k]) + (k + 1 < n ? Math.abs(off[k + 1]) : 0);
    low = Math.min(low, diagonal[k] - radius);
    high = Math.max(high, diagonal[k] + radius);
  }
  // to the last bit, which takes fewer halvings than there are exponents and bits
  for (let step = 0; step < 2200; step++) {
    const middle = 0.5 * (low + high);
    if (!(middle > low && middle < high)) break;
    if (isAbove(diagonal, off, middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** Whether some eigenvalue is above the shift: a pivot of T − shift is positive. */
function isAbove(diagonal: Float64Array, off: Float64Array, shift: number): boolean {
  let pivot = 1;
  for (let k = 0; k < diagonal.length; k++) {
    const coupling = k === 0 ? 0 : (off[k] * off[k]) / pivot;
    pivot = diagonal[k] - shift - coupling;
    if (pivot > 0) return true;
    if (pivot === 0) pivot = -Number.MIN_VALUE;
  }
  return false;
}

/** Householder's reduction; `off[k]` couples k − 1 and k. */
function tridiagonal(a: Float64Array, n: number) {
  const off = new Float64Array(n);
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = n - 1; k > 0; k--) {
    const row = k * n;
    let norm = 0;
    for (let j = 0; j < k; j++) norm += a[row + j] * a[row + j];
    norm = Math.sqrt(norm);
    const last = a[row + k - 1];
    off[k] = last > 0 ? -norm : norm;
    if (norm === 0 || k === 1) {
      if (k === 1) off[k] = last;
      continue;
    }
    for (let j = 0; j < k; j++) v[j] = a[row + j];
    v[k - 1] -= off[k];
    reflect(a, v, w, n, k);
  }
  return { diagonal: new Float64Array(n).map((_, k) => a[k * n + k]), off };
}

/** A − v wᵀ − w vᵀ on the leading k × k part, with w = 2 (A v − (vᵀ A v / vᵀ v) v)/vᵀ v. */
function reflect(a: Float64Array, v: Float64Array, w: Float64Array, n: number, k: number) {
  let square = 0;
  for (let j = 0; j < k; j++) square += v[j] * v[j];
  if (square === 0) return;
  let along = 0;
  for (let i = 0; i < k; i++) {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += a[i * n + j] * v[j];
    w[i] = (2 * sum) / square;
    along += w[i] * v[i];
  }
  for (let i = 0; i < k; i++) w[i] -= (along / square) * v[i];
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) a[i * n + j] -= v[i] * w[j] + w[i] * v[j];
  }
}
