/**
 * Infeasibility (Farkas 1902): weights y of the rows for which no x within its bounds can reach what the
 * rows together ask for,
 *
 *     Σ y_i⁺ rowLower_i − y_i⁻ rowUpper_i  >  max { (A'y)'x : lower ≤ x ≤ upper }.               (R4p)
 */

import type { Model } from '../model';

export interface Contradiction {
  /** Left side less right side, over the sum of all its terms; −∞ where a bound is missing. */
  readonly margin: number;
  readonly holds: boolean;
  /** A'y, with 0 for what is rounding. */
  readonly combined: Float64Array;
}

/** A margin below this could be rounding. */
const least = 1e-9;

export function contradiction(
  model: Model,
  y: Float64Array,
  lower: Float64Array = model.lower,
  upper: Float64Array = model.upper,
): Contradiction {
  const { columns, rows, starts, indices, values, rowLower, rowUpper } = model;
  const combined = new Float64Array(columns);
  const size = new Float64Array(columns);
  let margin = 0;
  let scale = 0;
  const add = (term: number) => {
    margin += term;
    scale += Math.abs(term);
  };
  for (let i = 0; i < rows; i++) {
    if (y[i] === 0) continue;
    add(y[i] * (y[i] > 0 ? rowLower[i] : rowUpper[i]));
    for (let k = starts[i]; k < starts[i + 1]; k++) {
      combined[indices[k]] += values[k] * y[i];
      size[indices[k]] += Math.abs(values[k] * y[i]);
    }
  }
  for (let j = 0; j < columns; j++) {
    const side = combined[j] > 0 ? upper[j] : lower[j];
    const isRounding = Math.abs(combined[j]) <= 1e-10 * size[j];
    if (combined[j] !== 0 && !(isRounding && !Number.isFinite(side))) add(-combined[j] * side);
    if (isRounding) combined[j] = 0;
  }
  if (!Number.isFinite(margin)) {
    return { margin: Number.NEGATIVE_INFINITY, holds: false, combined };
  }
  const relative = scale === 0 ? 0 : margin / scale;
  return { margin: relative, holds: relative > least, combined };
}
