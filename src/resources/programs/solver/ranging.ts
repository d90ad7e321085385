/** Over which costs the plan stays optimal, and over which right-hand sides the prices do. */

import type { Highs } from 'highs';
import { activities, type Model } from '../model';
import { type DualFace, isAt } from './faces';
import { Session } from './session';

export interface Ranges {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

const infinity = Number.POSITIVE_INFINITY;

/** Of the costs of a linear program. */
export function costRanges(model: Model, face: DualFace, x: Float64Array, count: number): Ranges {
  const low = new Float64Array(count).fill(-infinity);
  const high = new Float64Array(count).fill(infinity);
  for (let j = 0; j < count; j++) {
    const [isLow, isHigh] = [isAt(x[j], model.lower[j]), isAt(x[j], model.upper[j])];
    if (isLow && isHigh) continue;
    const [least, greatest] = face.extremesOfColumn(j);
    // at its lower bound it may cost any more, at its upper one any less
    if (!isHigh) low[j] = Math.min(least, model.cost[j]);
    if (!isLow) high[j] = Math.max(greatest, model.cost[j]);
  }
  return { low, high };
}

/** Of right-hand sides; of a row with two bounds, that of the bound it is at or nearer to. */
export function sideRanges(
  highs: Highs,
  model: Model,
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
  count: number,
): Ranges {
  const low = new Float64Array(count).fill(-infinity);
  const high = new Float64Array(count).fill(infinity);
  const at = activities(model, x);
  const scale = model.cost.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const held = (price: number) => Math.abs(price) > 1e-9 * scale;
  const pinned = (
    values: Float64Array,
    prices: Float64Array,
    bounds: Float64Array,
    most: boolean,
  ) =>
    bounds.map((bound, k) => {
      if (held(prices[k])) return values[k];
      return most ? Math.max(bound, values[k]) : Math.min(bound, values[k]);
    });
  const face: Model = {
    ...model,
    cost: new Float64Array(model.columns),
    lower: pinned(x, z, model.lower, false),
    upper: pinned(x, z, model.upper, true),
    rowLower: pinned(at, y, model.rowLower, false),
    rowUpper: pinned(at, y, model.rowUpper, true),
    hessian: null,
  };
  const session = new Session(highs, face, { presolve: 'off', simplex_strategy: 4 });
  try {
    for (let i = 0; i < count; i++) {
      const [least, greatest] = extremesOfRow(session, face, i);
      const isNearLower = Math.abs(at[i] - model.rowLower[i]) < Math.abs(at[i] - model.rowUpper[i]);
      const isEqual = model.rowLower[i] === model.rowUpper[i];
      if (held(y[i]) || isEqual || !isNearLower) low[i] = Math.min(least, at[i]);
      if (held(y[i]) || isEqual || isNearLower) high[i] = Math.max(greatest, at[i]);
    }
  } finally {
    session.dispose();
  }
  return { low, high };
}

/** The extremes of row i over the face, where nothing holds the row. */
function extremesOfRow(session: Session, face: Model, i: number): [number, number] {
  const { starts, indices, values } = face;
  const cost = new Float64Array(face.columns);
  for (let k = starts[i]; k < starts[i + 1]; k++) cost[indices[k]] += values[k];
  session.setRow(i, -infinity, infinity);
  const ends = [1, -1].map((sign) => {
    session.setCosts(cost.map((value) => sign * value));
    const { outcome, x } = session.solve();
    if (outcome === 'unbounded' || outcome === 'either') return -sign * infinity;
    if (outcome !== 'optimal' || x === null) return Number.NaN;
    return cost.reduce((sum, value, j) => (value === 0 ? sum : sum + value * x[j]), 0);
  });
  session.setRow(i, face.rowLower[i], face.rowUpper[i]);
  return [ends[0], ends[1]];
}
