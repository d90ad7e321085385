/**
 * ln(1 + y) and e^y − 1 without cancellation, for any y: what the rounding of t = 1 + y or e = e^y did is
 * taken back,
 *
 *     ln(1 + y) ≈ ln(t) y / (t − 1),    e^y − 1 ≈ (e − 1) y / ln(e)
 *
 * Both are within a few units of the last place.
 *
 * Sources: W. Kahan, in D. Goldberg, "What Every Computer Scientist Should Know About Floating-Point
 * Arithmetic", ACM Computing Surveys 23 (1991), theorem 4; N. J. Higham, "Accuracy and Stability of
 * Numerical Algorithms" (2002), 1.14.1.
 */

import type { ElementaryFunctions } from '../engine/backend';

/** ln(1 + y), y > −1. */
export function log1p(math: ElementaryFunctions, y: number): number {
  const t = 1 + y;
  return t === 1 ? y : (math.log(t) * y) / (t - 1);
}

/** e^y − 1. */
export function expm1(math: ElementaryFunctions, y: number): number {
  const e = math.exp(y);
  if (e === 1) return y;
  const less = e - 1;
  return less === -1 || e === Infinity ? less : (less * y) / math.log(e);
}
