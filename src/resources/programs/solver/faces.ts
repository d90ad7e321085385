/**
 * Which prices are optimal, not only which the solver came back with. Given an optimal x, all optimal prices
 * are those that complement it: with g = c + Qx,
 *
 *     A_j'y = g_j where x_j is between its bounds, ≤ g_j at its lower one, ≥ g_j at its upper one,
 *     y_i = 0 where row i is slack, y_i ≥ 0 at its lower bound, y_i ≤ 0 at its upper one.         (R6p)
 *
 * The least and the greatest y_i over this face are the derivatives of the minimum by the row's right-hand
 * side from the left and from the right (Gal 1986; Akgül 1984). The same face with column j let go bounds the
 * costs c_j for which x stays optimal; the face of plans that complement y bounds the right-hand sides for
 * which y does.
 */

import type { Highs } from 'highs';
import { activities, gradient, type Model } from '../model';
import { Session } from './session';

export interface Prices {
  /** Derivatives from the left and from the right, by row; NaN where they were not worked out. */
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

/** How near to its bound an activity counts as at it; too wide only makes a price look less unique. */
const near = 1e-7;
/** How far apart derivatives from both sides may be and still count as one, relative to their size. */
const same = 1e-7;
/** Faces are searched row by row up to this many rows. */
const mostRows = 1000;

export function isAt(value: number, bound: number): boolean {
  return Number.isFinite(bound) && Math.abs(value - bound) <= near * (1 + Math.abs(bound));
}

/** The face of optimal prices as a program in the prices of the rows that are at a bound. */
export class DualFace {
  readonly rows: readonly number[];
  /** What a price of each of these rows is measured by where it is 0. */
  readonly sizes: readonly number[];
  readonly #session: Session;
  readonly #face: Model;

  constructor(highs: Highs, model: Model, x: Float64Array, y: Float64Array) {
    const { face, rows } = dualFace(model, x, y);
    this.rows = rows;
    this.sizes = sizesOf(model, gradient(model, x), rows);
    this.#face = face;
    this.#session = new Session(highs, face, { presolve: 'off', simplex_strategy: 4 });
  }

  /** The extremes of Σ weight·y over the face; infinite where it has no end, NaN where it is not known. */
  extremes(weights: Iterable<readonly [number, number]>): [number, number] {
    const cost = new Float64Array(this.#face.columns);
    for (const [k, weight] of weights) cost[k] = weight;
    const least = this.#least(cost);
    return [least, -this.#least(cost.map((weight) => -weight))];
  }

  /** The extremes of A_j'y where nothing holds column j. */
  extremesOfColumn(j: number): [number, number] {
    const { starts, indices, values, rowLower, rowUpper } = this.#face;
    const entries: [number, number][] = [];
    for (let k = starts[j]; k < starts[j + 1]; k++) entries.push([indices[k], values[k]]);
    this.#session.setRow(j, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    const ends = this.extremes(entries);
    this.#session.setRow(j, rowLower[j], rowUpper[j]);
    return ends;
  }

  #least(cost: Float64Array): number {
    if (cost.length === 0) return 0;
    this.#session.setCosts(cost);
    return leastOf(this.#session, cost);
  }

  dispose(): void {
    this.#session.dispose();
  }
}

/** The minimum of a program known to be feasible. */
function leastOf(session: Session, cost: Float64Array): number {
  let { outcome, x } = session.solve();
  if (outcome !== 'optimal' && outcome !== 'unbounded') {
    session.restart();
    ({ outcome, x } = session.solve());
  }
  if (outcome === 'unbounded' || outcome === 'either') return Number.NEGATIVE_INFINITY;
  if (outcome !== 'optimal' || x === null) return Number.NaN;
  let sum = 0;
  for (let j = 0; j < cost.length; j++) if (cost[j] !== 0) sum += cost[j] * x[j];
  return sum;
}

/** The greatest |g_j / a_ij| of each row, at most 1: prices of rows with great entries are small. */
function sizesOf(
  { starts, indices, values }: Model,
  g: Float64Array,
  rows: readonly number[],
): number[] {
  return rows.map((i) => {
    let most = 0;
    for (let k = starts[i]; k < starts[i + 1]; k++) {
      if (values[k] !== 0) most = Math.max(most, Math.abs(g[indices[k]] / values[k]));
    }
    return Math.min(most, 1);
  });
}

function dualFace(model: Model, x: Float64Array, y: Float64Array) {
  const { columns, starts, indices, values, rowLower, rowUpper } = model;
  const at = activities(model, x);
  const g = gradient(model, x);
  const rows: number[] = [];
  for (let i = 0; i < model.rows; i++) {
    if (y[i] !== 0 || isAt(at[i], rowLower[i]) || isAt(at[i], rowUpper[i])) rows.push(i);
  }
  const present = new Float64Array(columns);
  const byColumn = Array.from({ length: columns }, () => [] as [number, number][]);
  for (const [k, i] of rows.entries()) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      present[indices[e]] += values[e] * y[i];
      byColumn[indices[e]].push([k, values[e]]);
    }
  }
  const infinity = Number.POSITIVE_INFINITY;
  const low = new Float64Array(columns).fill(-infinity);
  const high = new Float64Array(columns).fill(infinity);
  for (let j = 0; j < columns; j++) {
    const [isLow, isHigh] = [isAt(x[j], model.lower[j]), isAt(x[j], model.upper[j])];
    // the present prices are of the face, whatever rounding says
    if (!isHigh) high[j] = isLow ? Math.max(g[j], present[j]) : present[j];
    if (!isLow) low[j] = isHigh ? Math.min(g[j], present[j]) : present[j];
  }
  const lower = Float64Array.from(rows, (i) =>
    isAt(at[i], rowUpper[i]) || y[i] < 0 ? -infinity : 0,
  );
  const upper = Float64Array.from(rows, (i) =>
    isAt(at[i], rowLower[i]) || y[i] > 0 ? infinity : 0,
  );
  const face = modelOf(rows.length, byColumn, { lower, upper, rowLower: low, rowUpper: high });
  return { face, rows };
}

function modelOf(
  columns: number,
  entries: readonly (readonly [number, number])[][],
  bounds: Pick<Model, 'lower' | 'upper' | 'rowLower' | 'rowUpper'>,
): Model {
  const starts = new Int32Array(entries.length + 1);
  for (const [i, row] of entries.entries()) starts[i + 1] = starts[i] + row.length;
  const flat = entries.flat();
  return {
    columns,
    rows: entries.length,
    cost: new Float64Array(columns),
    ...bounds,
    starts,
    indices: Int32Array.from(flat, ([k]) => k),
    values: Float64Array.from(flat, ([, value]) => value),
    integer: new Uint8Array(columns),
    hessian: null,
  };
}

/** Prices of all rows, each with its derivatives from both sides. */
export function pricesOf(face: DualFace, y: Float64Array, isLate: () => boolean): Prices {
  const least = new Float64Array(y.length);
  const greatest = new Float64Array(y.length);
  const { rows, sizes } = face;
  if (rows.length === 0) return { least, greatest };
  for (const i of rows) {
    least[i] = Number.NaN;
    greatest[i] = Number.NaN;
  }
  if (isLate()) return { least, greatest };
  // weights without a pattern: if their sum has one value only, so has every price
  const weights = rows.map((_, k) => 1 + ((k * 0.6180339887498949) % 1));
  const [low, high] = face.extremes(weights.entries());
  const size = rows.reduce(
    (sum, i, k) => sum + weights[k] * Math.abs(y[i]),
    sizes.reduce((most, one) => Math.max(most, one), 0),
  );
  if (high - low <= 1e-9 * size) {
    for (const i of rows) {
      least[i] = y[i];
      greatest[i] = y[i];
    }
    return { least, greatest };
  }
  if (rows.length > mostRows) return { least, greatest };
  for (const [k, i] of rows.entries()) {
    if (isLate()) break;
    const [from, to] = face.extremes([[k, 1]]);
    const [low, high] = [Math.min(from, y[i]), Math.max(to, y[i])];
    const size = Math.max(Math.abs(low), Math.abs(high), sizes[k]);
    const isOne = size < Infinity && high - low <= same * size;
    least[i] = isOne ? y[i] : low;
    greatest[i] = isOne ? y[i] : high;
  }
  return { least, greatest };
}
