/**
 * Rules that are published for the same problem, as they are and repaired.
 *
 *     uniform             ⌊T/K⌋ each
 *     threshold           u_i where the score is above the threshold, else l_i; times T/Σ
 *     proportional        T score_i/Σ score, clipped to the bounds
 *     projectedGradient   from T/K: x + η_k r′(x), η_k = η/(1 + decay k); clipped, then times T/Σ;
 *                         rounded, and a token more (or less) where r′ is greatest (least)
 *     transfer            from ⌊T/K⌋: what all donors (r′ below a threshold) can spare or all
 *                         recipients (above it) can take, in equal parts from each and to each;
 *                         rounded and fixed as above
 *
 * Scaling after clipping is no projection and may leave the bounds; so may equal parts. Repaired is
 * the nearest feasible allocation to what a rule ends with. The source leaves both thresholds, the
 * rounding of `transfer` and its iterations open, and subtracts fractions from whole numbers there,
 * which NumPy refuses; here those are real until the end.
 *
 * Source: "Resource Allocation & Optimization Algorithms", sections 7 and 8 (ARR-COC token
 * budgets).
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { pairwiseSum } from '../../numerics/sums';
import { relevanceInto, slopeInto } from './columns';
import type { Curves } from './curves';
import type { Model } from './model';
import { isPiecewise, type Settings } from './problem';
import { spread } from './whole';

export const ruleNames = [
  'uniform',
  'threshold',
  'proportional',
  'projectedGradient',
  'transfer',
] as const;
export type RuleName = (typeof ruleNames)[number];

/** What the rules give, bounds and budget met or not. */
export function publishedRules(
  m: ElementaryFunctions,
  { curves, total }: Model,
  settings: Settings,
): Record<RuleName, Float64Array> {
  const { count, lower, upper } = curves;
  const scores = settings.scores ?? scoresOf(m, curves, total);
  const threshold = settings.threshold ?? pairwiseSum(scores) / count;
  const sum = pairwiseSum(scores);
  const binary = scores.map((score, i) => (score > threshold ? upper[i] : lower[i]));
  scaleTo(binary, total);
  return {
    uniform: new Float64Array(count).fill(Math.floor(total / count)),
    threshold: binary,
    // no scores at all: equal shares
    proportional: clip(
      scores.map((score) => (sum === 0 ? 1 / count : score / sum) * total),
      curves,
    ),
    projectedGradient: projectedGradient(m, curves, total, settings),
    transfer: transfer(m, curves, total, settings),
  };
}

/** What stands for the relevance of a patch. */
export function scoresOf(m: ElementaryFunctions, curves: Curves, total: number): Float64Array {
  if (curves.kind >= 0 && !isPiecewise(curves)) return curves.scale;
  const equal = clip(new Float64Array(curves.count).fill(total / curves.count), curves);
  const scores = new Float64Array(curves.count);
  relevanceInto(m, curves, equal, scores);
  return scores;
}

function clip(x: Float64Array, { lower, upper }: Curves): Float64Array {
  for (let i = 0; i < x.length; i++) x[i] = Math.min(upper[i], Math.max(lower[i], x[i]));
  return x;
}

function scaleTo(x: Float64Array, total: number): void {
  const sum = pairwiseSum(x);
  if (sum === 0) return;
  const factor = total / sum;
  for (let i = 0; i < x.length; i++) x[i] *= factor;
}

function projectedGradient(
  m: ElementaryFunctions,
  curves: Curves,
  total: number,
  { iterations, learningRate, decay }: Settings,
): Float64Array {
  const x = new Float64Array(curves.count).fill(total / curves.count);
  const slopes = new Float64Array(curves.count);
  for (let k = 0; k < iterations; k++) {
    slopeInto(m, curves, x, true, slopes);
    const rate = learningRate / (1 + decay * k);
    for (let i = 0; i < x.length; i++) x[i] += rate === 0 ? 0 : rate * slopes[i];
    clip(x, curves);
    scaleTo(x, total);
  }
  return rounded(x, slopes, curves, total);
}

function transfer(
  m: ElementaryFunctions,
  curves: Curves,
  total: number,
  { iterations, marginalThreshold }: Settings,
): Float64Array {
  const { count, lower, upper } = curves;
  const x = new Float64Array(count).fill(Math.floor(total / count));
  const slopes = new Float64Array(count);
  let threshold = marginalThreshold;
  for (let k = 0; k < iterations; k++) {
    slopeInto(
      m,
      curves,
      x.map((t) => Math.max(0, t)),
      true,
      slopes,
    );
    threshold ??= meanOf(slopes);
    let [donors, spare, recipients, room] = [0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      if (slopes[i] < threshold && x[i] > lower[i]) {
        donors++;
        spare += x[i] - lower[i];
      } else if (slopes[i] > threshold && x[i] < upper[i]) {
        recipients++;
        room += upper[i] - x[i];
      }
    }
    if (donors === 0 || recipients === 0) break;
    const amount = Math.min(spare, room);
    for (let i = 0; i < count; i++) {
      if (slopes[i] < threshold && x[i] > lower[i]) x[i] -= amount / donors;
      else if (slopes[i] > threshold && x[i] < upper[i]) x[i] += amount / recipients;
    }
  }
  return rounded(x, slopes, curves, total);
}

function meanOf(slopes: Float64Array): number {
  const known = slopes.filter(Number.isFinite);
  return known.length === 0 ? 0 : pairwiseSum(known) / known.length;
}

/**
 * Rounded, and what the budget then lacks (or has too much) one token each to the steepest (from
 * the flattest).
 */
function rounded(x: Float64Array, slopes: Float64Array, { lower, upper }: Curves, total: number) {
  for (let i = 0; i < x.length; i++) x[i] = halfToEven(x[i]);
  const rest = Math.round(total - pairwiseSum(x));
  const keys = slopes.map((slope, i) => {
    if (rest > 0) return x[i] < upper[i] ? slope : -Infinity;
    return x[i] > lower[i] ? -slope : -Infinity;
  });
  if (rest !== 0) spread(x, keys, Math.min(x.length, Math.abs(rest)), rest > 0 ? 1 : -1);
  return x;
}

function halfToEven(x: number): number {
  const near = Math.round(x);
  return Math.abs(x - Math.trunc(x)) === 0.5 && near % 2 !== 0 ? near - 1 : near;
}
