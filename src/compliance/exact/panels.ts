/**
 * Panels for piecewise Gauss–Legendre: a range cut at given places, and cut on where its ends are far apart
 * as a ratio. A panel [x₀, x₁] with x₁ well above x₀ > 0 is integrated in ln x, in which 1/x and ln x are
 * entire,
 *
 *     ∫ f(x) dx = λ ∫₀¹ f(x₀ e^{λt}) x₀ e^{λt} dt,   λ = ln(x₁/x₀).                                (21)
 *
 * Near an origin x* from where f grows like a root of x − x*,
 *
 *     ∫ f(x) dx = ∫ f(x* + w⁴) 4w³ dw.                                                           (22)
 */

import type { ElementaryFunctions } from '../../engine/backend';
import type { GaussRule } from '../../numerics/gauss';

/** Panels whose ends are in a smaller ratio are integrated in x. */
const nearlyEqual = 1.5;

/**
 * The ends of the panels of [low, high], 0 ≤ low < high, ascending. A panel that starts at 0 stays whole.
 * @param steepest most that the ends of another may be apart, as a ratio
 */
export function panelEnds(
  low: number,
  high: number,
  cuts: readonly number[],
  steepest: number,
): number[] {
  const places = cuts.filter((x) => x > low && x < high).sort((a, b) => a - b);
  const ends = [low];
  for (const place of [...places, high]) {
    let from = ends[ends.length - 1];
    // rounding may have set apart what is one place
    if (place - from <= 4 * Number.EPSILON * place && place < high) continue;
    while (from > 0 && place > steepest * from) {
      from = place > steepest * steepest * from ? from * steepest : Math.sqrt(from * place);
      ends.push(from);
    }
    ends.push(place);
  }
  return ends;
}

/**
 * The nodes of a rule on [from, to], and what f(x) dx weighs there: by (21), in x, or by (22) where the
 * largest of `origins` up to `from` is near.
 */
export function visitNodes(
  math: ElementaryFunctions,
  rule: GaussRule,
  from: number,
  to: number,
  origins: readonly number[],
  visit: (x: number, weight: number) => void,
): void {
  const { points, weights } = rule;
  let origin = Number.NEGATIVE_INFINITY;
  for (const x of origins) if (x > origin && x <= from * (1 + 1e-14)) origin = Math.min(x, from);
  if (from - origin < to - from) {
    const start = Math.sqrt(Math.sqrt(from - origin));
    const length = Math.sqrt(Math.sqrt(to - origin)) - start;
    for (let i = 0; i < points.length; i++) {
      const w = start + length * points[i];
      visit(origin + w * w * w * w, weights[i] * length * 4 * w * w * w);
    }
  } else if (from > 0 && to > nearlyEqual * from) {
    const length = math.log(to / from);
    for (let i = 0; i < points.length; i++) {
      const x = from * math.exp(length * points[i]);
      visit(x, weights[i] * length * x);
    }
  } else {
    for (let i = 0; i < points.length; i++) {
      visit(from + (to - from) * points[i], weights[i] * (to - from));
    }
  }
}
