/**
 * L(p, f) of (5): what losing f with probability p is worth to a lab, and its inverses. With η = 0
 *
 *     L = p f,                                                                                   (14)
 *
 * else, with E = e^{ηf} − 1,
 *
 *     L = ln(1 + pE)/η,   p = (e^{ηL} − 1)/E,   f = ln(1 + (e^{ηL} − 1)/p)/η;                        (15)
 *
 * for large ηf, L = f + ln(p + (1−p) e^{−ηf})/η, which does not overflow.
 */

import type { ElementaryFunctions } from '../engine/backend';
import { expm1, log1p } from './twofold';

/** Above this ηf, e^{ηf} is not formed. */
const large = 30;

/** L(p, f). */
export function loss(math: ElementaryFunctions, eta: number, p: number, f: number): number {
  if (eta === 0) return p * f;
  const t = eta * f;
  if (t <= large) return log1p(math, p * expm1(math, t)) / eta;
  return p === 0 ? 0 : f + math.log(p + (1 - p) * math.exp(-t)) / eta;
}

/** The ratio (e^{ηL₁} − 1)/(e^{ηL₂} − 1), L₂ > 0, L₁ ≥ 0; L₁/L₂ where η = 0. */
export function lossRatio(
  math: ElementaryFunctions,
  eta: number,
  first: number,
  second: number,
): number {
  if (eta === 0) return first / second;
  const t = eta * first;
  const u = eta * second;
  if (t <= large && u <= large) return expm1(math, t) / expm1(math, u);
  return (math.exp(t - u) - math.exp(-u)) / (1 - math.exp(-u));
}

/** The f at which L(p, f) is `level` ≥ 0, p > 0. */
export function fineFor(math: ElementaryFunctions, eta: number, p: number, level: number): number {
  if (eta === 0) return level / p;
  const t = eta * level;
  if (t <= large) return log1p(math, expm1(math, t) / p) / eta;
  return level + math.log(1 / p + (1 - 1 / p) * math.exp(-t)) / eta;
}
