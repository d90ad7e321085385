/**
 * Sobol' indices of "this lab complies" by quadrature: for each number x_j, what share of the variance
 * P(1 − P) is due to it alone (first), and to it with all its interactions (total).
 *
 * With G_j(x) = P(comply | x_j = x) and u_j = (x_j − l)/(h − l),
 *
 *     first_j = E (G_j(x_j) − P)² / (P(1 − P)),                                                   (31)
 *     total_j = E q_j (1 − q_j) / (P(1 − P)),   q_j = P(comply | all numbers but x_j).             (32)
 *
 * A lab complies the sooner the greater a, d, F, c, σ and the smaller B: for given other numbers exactly
 * where x_j ≥ θ_j (B: ≤ θ_j). Then q_j = 1 − u(θ_j) and P(θ_j > x) = 1 − G_j(x), so that with
 * φ = u(1 − u), E φ(θ_j) = ∫ φ'(x) P(θ_j > x) dx turns the five-fold expectation in (32) into a single one:
 *
 *     E q_j (1 − q_j) = |E (2u_j − 1) G_j(x_j)|.                                                   (33)
 *
 * Both need G_j alone, which `exactShares` gives with x_j fixed. G_j is monotone, and may be steep: the range
 * is first cut where it is.
 *
 * Source: I. M. Sobol', "Global sensitivity indices for nonlinear mathematical models" (2001); (33) is ours,
 * and the Gini form of a total index for a monotone indicator.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { type ComplianceName, complianceNames, type Population } from '../parameters';
import { meanOver } from './adaptive';
import { exactShares } from './shares';
import { shareAt } from './tornado';

export interface ExactIndices {
  /** P, and P(1 − P). */
  readonly mean: number;
  readonly variance: number;
  /** Zero where nothing varies. */
  readonly indices: Readonly<
    Record<ComplianceName, { readonly first: number; readonly total: number }>
  >;
}

/** To about 1e-9 where the variance is not tiny. Meant for η = 0: elsewhere each share is a quadrature of its own. */
export function exactIndices(math: ElementaryFunctions, population: Population): ExactIndices {
  const { low, high } = population;
  const { comply: mean, evade, split } = exactShares(math, population);
  const variance = mean * (evade + split);
  const tolerance = Math.max(1e-11 * variance, 1e-15);
  const indices = {} as Record<ComplianceName, { first: number; total: number }>;
  complianceNames.forEach((name, i) => {
    indices[name] = { first: 0, total: 0 };
    if (low[i] === high[i] || variance === 0) return;
    const shareOf = (x: number) => shareAt(math, population, i, x, 'comply');
    const moments = (x: number) => {
      const share = shareOf(x);
      const rank = (x - low[i] - (high[i] - x)) / (high[i] - low[i]);
      return Float64Array.of((share - mean) * (share - mean), rank * (share - mean));
    };
    let first = 0;
    let total = 0;
    const ends = panelsOf(shareOf, low[i], high[i], coarse * variance);
    for (let k = 1; k < ends.length; k++) {
      const part = (ends[k] - ends[k - 1]) / (high[i] - low[i]);
      const means = meanOver(moments, ends[k - 1], ends[k], tolerance / part);
      first += part * means[0];
      total += part * means[1];
    }
    indices[name] = { first: first / variance, total: Math.abs(total) / variance };
  });
  return { mean, variance, indices };
}

/** What part of the variance a panel may hide between two nodes. */
const coarse = 0.05;
const deepest = 48;

/**
 * Ends of panels of [low, high] on which a monotone function varies so little that its variation times the
 * panel's part of the range is below `most`: no rise is so steep that a rule of a few points passes it by.
 */
function panelsOf(f: (x: number) => number, low: number, high: number, most: number): number[] {
  const ends = [low];
  const cut = (from: number, to: number, atFrom: number, atTo: number, depth: number) => {
    const middle = 0.5 * (from + to);
    const area = (Math.abs(atTo - atFrom) * (to - from)) / (high - low);
    if (area <= most || depth === deepest || !(from < middle && middle < to)) {
      ends.push(to);
      return;
    }
    const atMiddle = f(middle);
    cut(from, middle, atFrom, atMiddle, depth + 1);
    cut(middle, to, atMiddle, atTo, depth + 1);
  };
  cut(low, high, f(low), f(high), 0);
  return ends;
}
