/**
 * What the answer to a requirement is worth at the margin. With λ = d cost/d target,
 *
 *     λ = price_i / (∂S/∂x_i)   of any lever x_i strictly between its bounds,                      (59)
 *     d cost/d price_i = x_i,   d cost/d bound_i = price_i − λ ∂S/∂x_i   where x_i is at that bound.
 *
 * Of several levers between their bounds the ratios are equal; what rounding leaves between them is
 * fitted. Where S has a kink or jumps, or no lever is between its bounds, λ is a difference of costs solved
 * for again, if those to either side agree: at a jump it is 0. Where they do not, there is no λ.
 */

import { allowed, type Lever } from './levers';
import { type Slopes, slopesAt } from './slopes';

/** An answer, and how to ask again near it. */
export interface Answer {
  readonly levers: readonly Lever[];
  readonly values: Float64Array;
  readonly target: number;
  /** The share less the target. */
  readonly excess: number;
  share(values: Float64Array): number;
  /** The cost of another target; nothing where it is out of reach. */
  costOf(target: number): number | undefined;
}

export interface MixPrices {
  /** λ; 0 where there is none. */
  readonly target: number;
  readonly exists: boolean;
  readonly all: Readonly<Record<string, number>>;
}

/** The target counts as met with nothing to spare within this. */
const nothing = 1e-11;
const targetStep = 1e-5;
/** Differences to either side that agree to this part are one derivative. */
const agreement = 1e-3;

export function mixPrices(answer: Answer): MixPrices {
  const { levers, values, excess } = answer;
  const isBetween = (i: number) => values[i] > levers[i].low && values[i] < levers[i].high;
  const between = levers.flatMap((_, i) => (isBetween(i) ? [i] : []));
  const isIdle = levers.every((l, i) => values[i] <= l.low || l.price === 0) && excess > nothing;
  const slopes = levers.map((_, i) => slopesOf(answer, i));
  const isSmooth =
    between.length > 0 && between.every((i) => slopes[i].exists && slopes[i].slope > 0);
  const lambda = isIdle
    ? 0
    : isSmooth && Math.abs(excess) <= 1e-9
      ? fitted(between)
      : differences(answer);
  const hasBounds = isIdle || (isSmooth && Math.abs(excess) <= 1e-9);
  const all: Record<string, number> = { target: lambda ?? 0 };
  levers.forEach(({ name, price, low, high }, i) => {
    all[`${name}.price`] = values[i];
    if (!hasBounds) return;
    const { left, right, exists, slope } = slopes[i];
    const [downwards, upwards] = exists ? [slope, slope] : [left, right];
    const worth = (s: number) => price - (lambda ?? 0) * (Number.isFinite(s) ? s : 0);
    all[`${name}.low`] = values[i] <= low ? Math.max(0, worth(upwards)) : 0;
    all[`${name}.high`] = values[i] >= high ? Math.min(0, worth(downwards)) : 0;
  });
  return { target: lambda ?? 0, exists: lambda !== undefined, all };

  function fitted(places: readonly number[]): number {
    let above = 0;
    let below = 0;
    for (const i of places) {
      above += levers[i].price * slopes[i].slope;
      below += slopes[i].slope * slopes[i].slope;
    }
    return above / below;
  }
}

function slopesOf({ levers, values, share }: Answer, i: number): Slopes {
  const { name, low, high } = levers[i];
  const at = values.slice();
  const f = (x: number) => {
    at[i] = x;
    return share(at);
  };
  const width = high > low ? high - low : 1;
  const scale = values[i] > 0 ? Math.min(values[i], width) : width;
  return slopesAt(f, values[i], scale, (x) => allowed(name, x));
}

/** λ by solving again for other targets. */
function differences({ target, costOf }: Answer): number | undefined {
  const step = Math.min(targetStep, 0.5 * target);
  const here = costOf(target);
  const less = costOf(target - step);
  const more = target + step <= 1 ? costOf(target + step) : undefined;
  if (here === undefined || less === undefined) return undefined;
  const left = (here - less) / step;
  if (more === undefined) return left;
  const right = (more - here) / step;
  const isOne = Math.abs(right - left) <= agreement * Math.max(Math.abs(left), Math.abs(right));
  return isOne ? 0.5 * (left + right) : undefined;
}
