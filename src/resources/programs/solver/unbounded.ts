/** The steepest direction within a box in which a program improves without end (equation (R5p)). */

import type { Highs } from 'highs';
import { direction } from '../certificate/ray';
import type { Model } from '../model';
import { withSession } from './session';

/** What a direction may miss, relative to the size of its terms. */
const tolerance = 1e-8;

/** null where there is none. */
export function rayOf(highs: Highs, model: Model): Float64Array | null {
  const { x } = withSession(highs, recession(model), {}, (session) => session.solve());
  if (x === null) return null;
  // what is smaller than the solver's tolerance is no direction
  const d = x.map((value) => (Math.abs(value) < 1e-9 ? 0 : value));
  const { violation, slope } = direction(model, d);
  return violation <= tolerance && slope < -1e-7 ? d : null;
}

function recession(model: Model): Model {
  const { columns, rows, hessian } = model;
  const cone = (lower: Float64Array, upper: Float64Array, reach: number) => ({
    low: lower.map((x) => (Number.isFinite(x) ? 0 : -reach)),
    high: upper.map((x) => (Number.isFinite(x) ? 0 : reach)),
  });
  const box = cone(model.lower, model.upper, 1);
  const sides = cone(model.rowLower, model.rowUpper, Number.POSITIVE_INFINITY);
  const curved = hessian === null ? [] : rowsOf(model);
  const length = curved.length;
  const total = curved.reduce((sum, row) => sum + row.size, model.indices.length);
  const indices = new Int32Array(total);
  const values = new Float64Array(total);
  indices.set(model.indices);
  values.set(model.values);
  const starts = new Int32Array(rows + length + 1);
  starts.set(model.starts);
  let at = model.indices.length;
  for (const [k, row] of curved.entries()) {
    for (const [j, value] of row) {
      indices[at] = j;
      values[at++] = value;
    }
    starts[rows + k + 1] = at;
  }
  const withCurved = (side: Float64Array) => {
    const out = new Float64Array(rows + length);
    out.set(side);
    return out;
  };
  return {
    columns,
    rows: rows + length,
    cost: scaledCost(model, box),
    lower: box.low,
    upper: box.high,
    rowLower: withCurved(sides.low),
    rowUpper: withCurved(sides.high),
    starts,
    indices,
    values,
    integer: new Uint8Array(columns),
    hessian: null,
  };
}

/** In units of the greatest cost of a column that may move, so that small ones are seen. */
function scaledCost({ cost }: Model, box: { low: Float64Array; high: Float64Array }): Float64Array {
  let most = 0;
  for (let j = 0; j < cost.length; j++) {
    if (box.low[j] < box.high[j]) most = Math.max(most, Math.abs(cost[j]));
  }
  return most === 0 ? cost : cost.map((value) => value / most);
}

/** The rows of Q that are not 0. */
function rowsOf({ columns, hessian }: Model): Map<number, number>[] {
  const rows = Array.from({ length: columns }, () => new Map<number, number>());
  if (hessian !== null) {
    const { starts, indices, values } = hessian;
    for (let j = 0; j < columns; j++) {
      for (let k = starts[j]; k < starts[j + 1]; k++) {
        rows[indices[k]].set(j, values[k]);
        rows[j].set(indices[k], values[k]);
      }
    }
  }
  return rows.filter((row) => row.size > 0);
}
