/**
 * Quantiles of Student's t distribution.
 *
 *     P(|T| > t) = I_x(ν/2, 1/2),   x = ν / (ν + t²)
 *     I_x(a, b) = x^a (1−x)^b / (a B(a, b)) · 1/(1 + d₁/(1 + d₂/(1 + …))),
 *     d_{2m+1} = −(a+m)(a+b+m) x / ((a+2m)(a+2m+1)),  d_{2m} = m (b−m) x / ((a+2m−1)(a+2m))
 *     B(½, ½) = π,  B(1, ½) = 2,  B(a+1, ½) = B(a, ½) a / (a + ½)
 *
 * The fraction is used where x < (a+1)/(a+b+2), elsewhere I_x(a, b) = 1 − I_{1−x}(b, a); t by Brent's method.
 *
 * Source: Abramowitz, Stegun (1964), 26.5.8, 26.5.2, 26.7.1.
 */

import type { ElementaryFunctions } from '../engine/backend';
import { brent } from './roots';

/** t with P(|T| ≤ t) = confidence, for ν degrees of freedom. */
export function studentQuantile(
  math: ElementaryFunctions,
  confidence: number,
  freedom: number,
): number {
  const excess = (t: number) => studentTail(math, t, freedom) - (1 - confidence);
  let high = 1;
  while (excess(high) > 0) high *= 2;
  const low = high === 1 ? 0 : high / 2;
  return brent(excess, low, high, excess(low), excess(high), 0);
}

/** P(|T| > t) for t ≥ 0 and ν = 1, 2, … degrees of freedom. */
export function studentTail(math: ElementaryFunctions, t: number, freedom: number): number {
  const a = 0.5 * freedom;
  const whole = freedom + t * t;
  const x = freedom / whole;
  const rest = (t * t) / whole;
  if (rest === 0) return 1;
  const power = math.pow(x, a) * Math.sqrt(rest);
  const beta = betaWithHalf(freedom);
  if (x < (a + 1) / (a + 2.5)) return power / (a * beta * fraction(x, a, 0.5));
  return 1 - power / (0.5 * beta * fraction(rest, 0.5, a));
}

/** B(ν/2, 1/2). */
function betaWithHalf(freedom: number): number {
  const isOdd = freedom % 2 === 1;
  let beta = isOdd ? Math.PI : 2;
  for (let a = isOdd ? 0.5 : 1; a < 0.5 * freedom; a++) beta *= a / (a + 0.5);
  return beta;
}

/** 1 + d₁/(1 + d₂/(1 + …)), from its far end; ends of two lengths are compared. */
function fraction(x: number, a: number, b: number): number {
  let value = Number.NaN;
  for (let depth = 8; depth <= 4096; depth *= 2) {
    let next = 1;
    for (let m = depth; m >= 0; m--) {
      const a2 = a + 2 * m;
      if (m < depth) {
        const k = m + 1;
        next = 1 + (k * (b - k) * x) / ((a2 + 1) * (a2 + 2)) / next;
      }
      next = 1 - ((a + m) * (a + b + m) * x) / (a2 * (a2 + 1)) / next;
    }
    if (Math.abs(next - value) <= 2 * Number.EPSILON * Math.abs(next)) return next;
    value = next;
  }
  return value;
}
