/**
 * An equilibrium of a game of two players with finitely many strategies, by complementary pivoting:
 *
 *     A y + r = 1,  Bᵀ x + s = 1,   x, y, r, s ≥ 0,   x_i r_i = 0,  y_j s_j = 0     (A, B > 0)
 *
 * From x = y = 0 one label is let go; whatever enters one tableau next is the complement of what left the other,
 * until the first label is met again. Ties of the ratio test are broken lexicographically, so that it ends.
 *
 * Source: C. E. Lemke, J. T. Howson, "Equilibrium points of bimatrix games", J. SIAM 12 (1964); tie-breaking
 * after B. von Stengel, in Nisan et al. (eds.), Algorithmic Game Theory (2007), chapter 3.6.
 */

export interface BimatrixEquilibrium {
  readonly row: Float64Array;
  readonly column: Float64Array;
  /** The most that a player could gain by another strategy. */
  readonly regret: number;
}

/**
 * The best of what the paths from every label lead to; a path ends the search where its regret is at rounding.
 *
 * @param rowPayoffs of the player who chooses rows, [row][column], m × n; @param columnPayoffs of the other alike
 */
export function solveBimatrix(
  rowPayoffs: Float64Array,
  columnPayoffs: Float64Array,
  m: number,
  n: number,
): BimatrixEquilibrium {
  const a = positive(rowPayoffs);
  const b = positive(columnPayoffs);
  let best: BimatrixEquilibrium | undefined;
  for (let label = 0; label < m + n; label++) {
    const found = follow(a, b, m, n, label);
    if (found === undefined) continue;
    const regret = regretOf(rowPayoffs, columnPayoffs, m, n, found.row, found.column);
    if (best === undefined || regret < best.regret) best = { ...found, regret };
    if (regret <= 1e-12 * spanOf(rowPayoffs, columnPayoffs)) break;
  }
  if (best !== undefined) return best;
  const row = new Float64Array(m).fill(1 / m);
  const column = new Float64Array(n).fill(1 / n);
  return { row, column, regret: regretOf(rowPayoffs, columnPayoffs, m, n, row, column) };
}

/** Payoffs shifted and scaled into [1, 2]. */
function positive(payoffs: Float64Array): Float64Array {
  const low = payoffs.reduce((least, u) => Math.min(least, u), Infinity);
  const high = payoffs.reduce((most, u) => Math.max(most, u), -Infinity);
  const span = high > low ? high - low : 1;
  return payoffs.map((u) => 1 + (u - low) / span);
}

const spanOf = (...payoffs: readonly Float64Array[]) =>
  payoffs.reduce((most, each) => each.reduce((max, u) => Math.max(max, Math.abs(u)), most), 1e-300);

/**
 * Rows [basic variable] of a tableau: coefficients of all m + n labels, slack columns first among ties, then
 * the right-hand side.
 */
interface Tableau {
  readonly rows: Float64Array[];
  /** Label of the basic variable of each row. */
  readonly basis: Int32Array;
}

function follow(a: Float64Array, b: Float64Array, m: number, n: number, first: number) {
  // labels 0 … m−1: x_i and r_i; m … m+n−1: y_j and s_j. One tableau holds r and y, the other s and x.
  const size = m + n;
  const upper: Tableau = {
    rows: Array.from({ length: m }, (_, i) => {
      const row = new Float64Array(size + 1);
      row[i] = 1;
      for (let j = 0; j < n; j++) row[m + j] = a[i * n + j];
      row[size] = 1;
      return row;
    }),
    basis: Int32Array.from({ length: m }, (_, i) => i),
  };
  const lower: Tableau = {
    rows: Array.from({ length: n }, (_, j) => {
      const row = new Float64Array(size + 1);
      row[m + j] = 1;
      for (let i = 0; i < m; i++) row[i] = b[i * n + j];
      row[size] = 1;
      return row;
    }),
    basis: Int32Array.from({ length: n }, (_, j) => m + j),
  };
  let label = first;
  // x_i enters where s stands, y_j where r stands
  let tableau = first < m ? lower : upper;
  const slacks = (of: Tableau) => (of === upper ? [0, m] : [m, size]);
  for (let pivots = 0; pivots < 50 * size * size + 1000; pivots++) {
    const left = pivot(tableau, label, slacks(tableau) as [number, number], size);
    if (left < 0) return undefined;
    if (left === first)
      return { row: weights(lower, 0, m, size), column: weights(upper, m, n, size) };
    label = left;
    tableau = tableau === upper ? lower : upper;
  }
  return undefined;
}

/** Takes `label` into the basis; what leaves, or −1. */
function pivot({ rows, basis }: Tableau, label: number, slacks: [number, number], size: number) {
  let leaving = -1;
  for (let i = 0; i < rows.length; i++) {
    if (!(rows[i][label] > 1e-12)) continue;
    if (leaving < 0 || comesFirst(rows[i], rows[leaving], label, slacks, size)) leaving = i;
  }
  if (leaving < 0) return -1;
  const row = rows[leaving];
  const scale = 1 / row[label];
  for (let k = 0; k <= size; k++) row[k] *= scale;
  rows.forEach((other, i) => {
    const factor = other[label];
    if (i === leaving || factor === 0) return;
    for (let k = 0; k <= size; k++) other[k] -= factor * row[k];
    other[label] = 0;
  });
  const left = basis[leaving];
  basis[leaving] = label;
  return left;
}

/** Whether the ratio of row a is lexicographically below that of row b. */
function comesFirst(
  a: Float64Array,
  b: Float64Array,
  label: number,
  [from, to]: [number, number],
  size: number,
): boolean {
  const difference = a[size] / a[label] - b[size] / b[label];
  if (Math.abs(difference) > 1e-12) return difference < 0;
  for (let k = from; k < to; k++) {
    const next = a[k] / a[label] - b[k] / b[label];
    if (Math.abs(next) > 1e-12) return next < 0;
  }
  return false;
}

/** The probabilities of the `count` labels from `from` on. */
function weights({ rows, basis }: Tableau, from: number, count: number, size: number) {
  const values = new Float64Array(count);
  basis.forEach((label, i) => {
    if (label >= from && label < from + count) values[label - from] = Math.max(0, rows[i][size]);
  });
  const sum = values.reduce((total, x) => total + x, 0);
  return sum > 0 ? values.map((x) => x / sum) : values;
}

function regretOf(
  a: Float64Array,
  b: Float64Array,
  m: number,
  n: number,
  row: Float64Array,
  column: Float64Array,
): number {
  const byRow = new Float64Array(m);
  const byColumn = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      byRow[i] += column[j] * a[i * n + j];
      byColumn[j] += row[i] * b[i * n + j];
    }
  }
  const gain = (values: Float64Array, probabilities: Float64Array) => {
    let expected = 0;
    let most = -Infinity;
    values.forEach((u, k) => {
      expected += probabilities[k] * u;
      most = Math.max(most, u);
    });
    return most - expected;
  };
  return Math.max(gain(byRow, row), gain(byColumn, column));
}
