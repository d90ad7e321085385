/**
 * Convexity: whether Q is positive semidefinite, by a Cholesky factorization of D^(−½) Q D^(−½) with diagonal
 * pivots, D the diagonal of Q, so that units of variables do not matter.
 */

import type { Hessian } from '../model';

/** More columns in Q than this are refused: the test is dense. */
export const mostCurved = 2000;

/** Columns that Q touches. */
export function curvedColumns({ starts, indices, values }: Hessian): number[] {
  const touched = new Set<number>();
  for (let j = 0; j + 1 < starts.length; j++) {
    for (let k = starts[j]; k < starts[j + 1]; k++) {
      if (values[k] !== 0) touched.add(j).add(indices[k]);
    }
  }
  return [...touched].sort((a, b) => a - b);
}

export function isConvex(hessian: Hessian): boolean {
  const { starts, indices, values } = hessian;
  const touched = curvedColumns(hessian);
  const n = touched.length;
  const place = new Map(touched.map((j, at) => [j, at]));
  const rest = Array.from({ length: n }, () => new Float64Array(n));
  for (const j of touched) {
    for (let k = starts[j]; k < starts[j + 1]; k++) {
      if (values[k] === 0) continue;
      const [a, b] = [place.get(indices[k]) as number, place.get(j) as number];
      rest[a][b] = values[k];
      rest[b][a] = values[k];
    }
  }
  const roots = rest.map((row, i) => Math.sqrt(row[i]));
  // a negative square, or a product beside a square that is 0
  if (roots.some((root) => !(root > 0))) return false;
  for (const [i, row] of rest.entries()) {
    for (let j = 0; j < n; j++) row[j] = i === j ? 1 : row[j] / roots[i] / roots[j];
  }
  const rounding = 1e-12 * n;
  const left = new Set(rest.keys());
  while (left.size > 0) {
    let pivot = -1;
    for (const i of left) {
      if (rest[i][i] < -rounding) return false;
      if (pivot < 0 || rest[i][i] > rest[pivot][pivot]) pivot = i;
    }
    if (rest[pivot][pivot] <= rounding) {
      // nothing is left on the diagonal: what is beside it would make a square negative
      const most = 1e-6 * Math.max(1e-3, Math.sqrt(rounding));
      for (const i of left) for (const j of left) if (Math.abs(rest[i][j]) > most) return false;
      return true;
    }
    left.delete(pivot);
    const row = rest[pivot];
    for (const i of left) {
      const factor = row[i] / row[pivot];
      if (factor === 0) continue;
      for (const j of left) rest[i][j] -= factor * row[j];
    }
  }
  return true;
}
