/** Whether a point and multipliers satisfy the conditions of a constrained minimum. */

import { type Constraints, excesses, greatestOf, withGradients } from './constraints';
import { Breakdown } from './descent';
import { kktOf } from './kkt';
import { dot, type Region } from './sets';

/** (RC10). */
export function optimality(
  region: Region,
  constraints: Constraints,
  x: Float64Array,
  gradient: Float64Array,
  values: Float64Array,
  multipliers: Float64Array,
) {
  const safe = (): Float64Array => {
    try {
      return withGradients(constraints, x, multipliers, gradient);
    } catch (error) {
      if (error instanceof Breakdown) return gradient.map(() => Number.NaN);
      throw error;
    }
  };
  const report = kktOf(region, x, safe());
  const m = constraints.inequalities;
  const held = values.slice(0, m).map((g, j) => Math.min(multipliers[j], Math.max(0, -g)));
  const wrong = excesses(constraints, values);
  return {
    report: {
      ...report,
      infeasibility: Math.max(report.infeasibility, greatestOf(wrong)),
      complementarity: Math.max(report.complementarity, greatestOf(held)),
      gap: report.gap === null ? null : report.gap - dot(multipliers, values),
    },
    holds: multipliers.every((mu, j) => j >= m || mu >= 0),
  };
}
