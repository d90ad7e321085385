/**
 * The mean of functions over a range by adaptive Gauss–Legendre: a panel that its two halves contradict is
 * replaced by them.
 */

import { type GaussRule, gaussRule } from '../../numerics/gauss';

const pointCount = 12;
const deepest = 40;
let rule: GaussRule | undefined;

/**
 * The means of the components of f over [low, high], low < high.
 * @param tolerance most that a panel and its halves may differ, as a share of the whole range
 */
export function meanOver(
  f: (x: number) => Float64Array,
  low: number,
  high: number,
  tolerance: number,
): Float64Array {
  rule ??= gaussRule(pointCount);
  const points = rule;
  /** The means over a panel. */
  const panel = (from: number, to: number) => {
    let sums: Float64Array | undefined;
    for (let i = 0; i < pointCount; i++) {
      const values = f(from + (to - from) * points.points[i]);
      sums ??= new Float64Array(values.length);
      for (let k = 0; k < values.length; k++) sums[k] += points.weights[i] * values[k];
    }
    return sums!;
  };
  const refine = (from: number, to: number, whole: Float64Array, depth: number): Float64Array => {
    const middle = 0.5 * (from + to);
    const left = panel(from, middle);
    const right = panel(middle, to);
    const share = (to - from) / (high - low);
    const isGood = whole.every(
      (mean, k) => share * Math.abs(mean - 0.5 * (left[k] + right[k])) <= tolerance,
    );
    if (isGood || depth >= deepest || !(from < middle && middle < to)) {
      return left.map((mean, k) => 0.5 * (mean + right[k]));
    }
    const first = refine(from, middle, left, depth + 1);
    const second = refine(middle, to, right, depth + 1);
    return first.map((mean, k) => 0.5 * (mean + second[k]));
  };
  return refine(low, high, panel(low, high), 0);
}
