/**
 * A quadratic model of a strategy's value in the logarithms of its free inputs, from values alone:
 *
 *     g_d = [V(+h_d) − V(−h_d)]/2h        H_dd = [V(+h_d) − 2V + V(−h_d)]/h²
 *     H_de = [V(+h_d+h_e) + V(−h_d−h_e) − V(+h_d) − V(−h_d) − V(+h_e) − V(−h_e) + 2V]/2h²
 *
 * and steps along it. With H = Σ λ v vᵀ the step is Σ v (v·g)/|λ|: Newton's at a maximum, and away from saddles.
 */

import { repeatedRow } from './problem';
import { better, type Candidate, type Search } from './search';
import { eigenOf } from './symmetric-matrix';

export interface QuadraticModel {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Inputs > 0 that stand at no bound and follow no threshold. */
export function freeInputs(search: Search, row: Float64Array): number[] {
  const { inputs, maximumSharing } = search.problem.game;
  const free: number[] = [];
  for (let at = 0; at < search.size; at++) {
    const k = at % inputs;
    const follows = k === 0 && search.thresholds !== null && row[search.size + at / inputs] !== 0;
    if (row[at] > 0 && !follows && (k < 4 || row[at] < maximumSharing)) free.push(at);
  }
  return free;
}

/** @returns null where a value is no finite number */
export function quadraticModel(
  search: Search,
  { row, value }: Candidate,
  free: readonly number[],
  h: number,
): QuadraticModel | null {
  const { width } = search;
  const n = free.length;
  const [, down, , up] = search.factors(h);
  const pairs = (n * (n - 1)) / 2;
  const count = 2 * n + 2 * pairs;
  const rows = repeatedRow(row, count);
  let m = 0;
  const displace = (inputs: readonly number[]) => {
    for (const factor of [up, down]) {
      for (const at of inputs) rows[m * width + at] *= factor;
      m++;
    }
  };
  for (let d = 0; d < n; d++) displace([free[d]]);
  for (let d = 0; d < n; d++) for (let e = 0; e < d; e++) displace([free[d], free[e]]);
  const values = search.values(rows, count);
  if (values.some((x) => !Number.isFinite(x))) return null;

  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const even = new Float64Array(n);
  for (let d = 0; d < n; d++) {
    const [above, below] = [values[2 * d] - value, values[2 * d + 1] - value];
    gradient[d] = (above - below) / (2 * h);
    even[d] = above + below;
    hessian[d * n + d] = even[d] / (h * h);
  }
  m = 2 * n;
  for (let d = 0; d < n; d++) {
    for (let e = 0; e < d; e++, m += 2) {
      const both = values[m] - value + (values[m + 1] - value);
      hessian[d * n + e] = (both - even[d] - even[e]) / (2 * h * h);
      hessian[e * n + d] = hessian[d * n + e];
    }
  }
  return { gradient, hessian };
}

/** Shares of the step that are tried, and its greatest component. */
const shares = [1, 0.5, 0.25, 2, 0.1, 0.01];
const longest = 2;

/** The best of some steps along a quadratic model. */
export function quadraticStep(
  search: Search,
  from: Candidate,
  free: readonly number[],
  h: number,
): Candidate {
  const n = free.length;
  if (n === 0) return from;
  const model = quadraticModel(search, from, free, h);
  if (model === null) return from;
  const step = stepOf(model, n);
  const { game, backend } = search.problem;
  const { width } = search;
  const rows = repeatedRow(from.row, shares.length);
  shares.forEach((share, m) => {
    for (let d = 0; d < n; d++) {
      const at = m * width + free[d];
      const length = Math.max(-longest, Math.min(longest, share * step[d]));
      rows[at] *= backend.math.exp(length);
      if (free[d] % game.inputs >= 4) rows[at] = Math.min(rows[at], game.maximumSharing);
    }
  });
  return better(search, from, rows, shares.length);
}

function stepOf({ gradient, hessian }: QuadraticModel, n: number): Float64Array {
  const { values, vectors } = eigenOf(hessian, n);
  const least = 1e-9 * values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const step = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let along = 0;
    for (let d = 0; d < n; d++) along += vectors[k * n + d] * gradient[d];
    const curvature = Math.max(Math.abs(values[k]), least);
    if (curvature === 0) continue;
    const length = Math.max(-longest, Math.min(longest, along / curvature));
    for (let d = 0; d < n; d++) step[d] += vectors[k * n + d] * length;
  }
  return step;
}
