/**
 * How the expected fine X = a·d·F is spread when its factors are uniform on ranges, in the coordinate
 * y = ln(Xmax/X) ≥ 0, in which they add up. A factor with range [l, h] has y_i in [0, λ_i], λ_i = ln(h/l),
 * with density h e^{−y_i}/(h−l), so that y has
 *
 *     density(y) = e^{−y} C(y) ∏ h_i/(h_i−l_i),   C the convolution of the boxes [0, λ_i].        (6)
 *
 * With λ₁ ≤ λ₂ ≤ λ₃ and Λ their sum, for y ≤ Λ/2 (C is symmetric about it)
 *
 *     C(y) = I(y) − I(y−λ₃),   I(t) = ∫₀^t max(0, min(s, λ₁, λ₁+λ₂−s)) ds,                        (7)
 *
 * where the second term is at most a quarter of the first: nothing cancels. Fixed factors have no box,
 * factors from 0 an infinite one.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { log1p } from '../../numerics/near-one';

export interface ProductDensity {
  /** C(y) ∏ h_i/(h_i−l_i) of (6), for y in [0, Λ]. */
  weight(y: number): number;
  /** Λ. */
  readonly length: number;
  /** Where C changes its polynomial, 0 and a finite Λ included; in any order. */
  readonly knots: readonly number[];
}

/** ln(h/l) for l < h, accurate also where they are nearly equal. */
function logRatio(math: ElementaryFunctions, low: number, high: number, width: number): number {
  if (low <= 0) return Number.POSITIVE_INFINITY;
  return width < 0.5 * high ? -log1p(math, -width / high) : math.log(high) - math.log(low);
}

/**
 * @param factors low end, high end and high − low of every factor that varies, 0 ≤ low < high; 1 to 3
 */
export function productDensity(
  math: ElementaryFunctions,
  factors: ReadonlyArray<readonly [low: number, high: number, width: number]>,
): ProductDensity {
  const lengths = factors.map(([l, h, w]) => logRatio(math, l, h, w)).sort((a, b) => a - b);
  const scale = factors.reduce((product, [, h, w]) => product * (h / w), 1);
  const knots = [0];
  for (const length of lengths) {
    for (const knot of [...knots])
      if (knot + length < Number.POSITIVE_INFINITY) knots.push(knot + length);
  }
  const length = lengths.reduce((total, part) => total + part, 0);
  const [first, second, third] = lengths;

  if (lengths.length === 1) return { weight: () => scale, length, knots };
  if (lengths.length === 2) {
    return {
      weight: (y) => scale * Math.max(0, Math.min(y, first, length - y)),
      length,
      knots,
    };
  }
  /** I of (7). */
  const integral = (t: number) => {
    if (t <= 0) return 0;
    if (t <= first) return 0.5 * t * t;
    if (t <= second) return first * (t - 0.5 * first);
    const rest = Math.max(0, first + second - t);
    return first * second - 0.5 * rest * rest;
  };
  const weight = (y: number) => {
    const t = Math.max(0, Math.min(y, length - y));
    return scale * (integral(t) - integral(t - third));
  };
  return { weight, length, knots };
}
