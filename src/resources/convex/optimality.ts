/** Whether a point and multipliers satisfy the conditions of a constrained minimum. */

import { type Constraints, excesses, greatestOf, withGradients } from './constraints';
import { Breakdown } from './descent';
import { kktOf } from './kkt';
import { dot, type Region, widthsOf } from './sets';

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
  const losses = values.map((c, j) => (multipliers[j] === 0 ? 0 : multipliers[j] * c));
  const { slips, spans } = scalesOf(region, constraints, x, values, multipliers);
  const above = (sizes: Float64Array, factors?: Float64Array) =>
    sizes.map((size, j) => {
      const slip = slips[j] * Math.abs(factors?.[j] ?? 1);
      return Number.isNaN(size) ? size : Math.max(0, Math.abs(size) - slip);
    });
  const { net } = report;
  const excess = above(wrong);
  return {
    report: {
      ...report,
      excess: greatestOf(wrong),
      complementarity: Math.max(report.complementarity, greatestOf(held)),
      loss: Math.max(report.loss, greatestOf(losses)),
      gap: report.gap === null ? null : report.gap - dot(multipliers, values),
      net: {
        ...net,
        excess: greatestOf(excess),
        share: greatestOf(excess.map((size, j) => size / spans[j])),
        loss: Math.max(net.loss, greatestOf(above(losses, multipliers))),
      },
    },
    holds: multipliers.every((mu, j) => j >= m || mu >= 0),
  };
}

/**
 * Of the constraints where it may matter: 10⁻¹⁴ Σ_i |∂c/∂x_i · x_i|, what rounding may make of c; and what c varies by
 * over the set to first order, or 1 where that is more, or nothing.
 */
function scalesOf(
  region: Region,
  { functions, inequalities }: Constraints,
  x: Float64Array,
  values: Float64Array,
  multipliers: Float64Array,
) {
  const slips = new Float64Array(values.length);
  const spans = new Float64Array(values.length).fill(1);
  const widths = widthsOf(region, x.length);
  values.forEach((c, j) => {
    if (c === 0 || (j < inequalities && multipliers[j] === 0 && c <= 0)) return;
    const gradient = functions[j].gradient(x);
    const terms = gradient.reduce((sum, g, i) => sum + Math.abs(g * x[i]), 0);
    const span = gradient.reduce((sum, g, i) => sum + (g === 0 ? 0 : Math.abs(g) * widths[i]), 0);
    if (Number.isFinite(terms)) slips[j] = 1e-14 * terms;
    if (span > 0) spans[j] = Math.min(1, span);
  });
  return { slips, spans };
}
