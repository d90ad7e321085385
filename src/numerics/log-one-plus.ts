/**
 * ln(1 + y) for small y: the rounding of 1 + y taken back,
 *
 *     ln(1 + y) ≈ ln(t) y / (t − 1),  t = 1 + y as rounded
 *
 * Source: W. Kahan, in D. Goldberg, "What Every Computer Scientist Should Know About Floating-Point
 * Arithmetic", ACM Computing Surveys 23 (1991), theorem 4.
 */

import type { ElementaryFunctions } from '../engine/backend';

/** ln(1 + y) for y > −1, within a few units of the last place. */
export function logOnePlus(math: ElementaryFunctions, y: number): number {
  const t = 1 + y;
  return t === 1 ? y : (math.log(t) * y) / (t - 1);
}
