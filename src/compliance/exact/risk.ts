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

import type { ElementaryFunctions } from '../../engine/backend';
import { expm1, log1p } from '../../numerics/near-one';
import type { Population } from '../parameters';

/** Above this ηf, e^{ηf} is not formed; below the other, (15) is (14) to rounding. */
const large = 30;
const small = 2 ** -60;

/** L(p, f). */
export function loss(math: ElementaryFunctions, eta: number, p: number, f: number): number {
  const t = eta * f;
  if (t < small) return p * f;
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
  const t = eta * first;
  const u = eta * second;
  if (t < small && u < small) return first / second;
  if (t <= large && u <= large) return expm1(math, t) / expm1(math, u);
  return (math.exp(eta * (first - second)) - math.exp(-u)) / (1 - math.exp(-u));
}

/** The f at which L(p, f) is `level` ≥ 0, p > 0. */
export function fineFor(math: ElementaryFunctions, eta: number, p: number, level: number): number {
  const t = eta * level;
  if (t < small * p) return level / p;
  if (t <= large) return log1p(math, expm1(math, t) / p) / eta;
  return level + math.log(1 / p + (1 - 1 / p) * math.exp(-t)) / eta;
}

/** ηf beyond which L is f to rounding wherever p is not 0. */
const mostAverse = 1e30;
/** Amounts of money that are greater, or all less than 1 over this, are taken in other units. */
const huge = 1e100;
const scale = 2 ** 600;

/**
 * A population with the same shares, whose amounts of money and risk aversion can be multiplied without
 * leaving the range of doubles; η = 0 where it makes no difference.
 */
export function inUnits({ low, high, behaviour }: Population): Population {
  const { riskAversion, reputation, motivation } = behaviour;
  const most = Math.max(high[0], high[3], high[4], reputation, motivation);
  const unit = most > huge ? 1 / scale : most > 0 && most * huge < 1 ? scale : 1;
  const fine = unit * high[3] + unit * reputation;
  const eta = Math.min(riskAversion / unit, mostAverse / (unit * most));
  const scaled = (ends: Float64Array) =>
    ends.map((x, i) => (i === 0 || i === 3 || i === 4 ? unit * x : x));
  return {
    low: scaled(low),
    high: scaled(high),
    behaviour: {
      ...behaviour,
      riskAversion: eta * fine < small ? 0 : eta,
      reputation: unit * reputation,
      motivation: unit * motivation,
    },
  };
}
