/**
 * How an allocation is spread, with q_i = x_i / Σ x and x in ascending order:
 *
 *     Gini Σ_i (2i − K − 1) x_i / (K Σ x),  entropy −Σ q ln q (over ln K where normalized),
 *     variance Σ (x_i − mean)² / K,  efficiency Σ r_i(x_i) / Σ x                             (R17t)
 *
 * Source of the choice: "Resource Allocation & Optimization Algorithms", section 8 (ARR-COC token
 * budgets).
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { neumaierSum, pairwiseSum } from '../../numerics/sums';

export interface TokensMeasures {
  /** Relevance per token; null where there are no tokens. */
  readonly efficiency: number | null;
  /** 0 where all patches have the same; null where there are no tokens. */
  readonly gini: number | null;
  /** Nats. */
  readonly entropy: number | null;
  /** 1 where all patches have the same. */
  readonly normalizedEntropy: number | null;
  readonly variance: number;
}

/** Of the tokens ≥ 0; a rule's negative ones count as none. */
export function measuresOf(
  m: ElementaryFunctions,
  tokens: Float64Array,
  value: number,
): TokensMeasures {
  const patches = tokens.length;
  const { levels, counts } = levelsOf(tokens);
  const terms = levels.map((x, k) => x * counts[k]);
  const sum = neumaierSum(terms);
  const mean = sum / patches;
  const squares = new Float64Array(patches);
  for (let i = 0; i < patches; i++) squares[i] = (tokens[i] - mean) ** 2;
  const variance = pairwiseSum(squares) / patches;
  if (!(sum > 0)) {
    return { efficiency: null, gini: null, entropy: null, normalizedEntropy: null, variance };
  }
  for (let k = 0, before = 0; k < levels.length; before += counts[k++]) {
    const ranks = (2 * before + counts[k] - patches) / patches;
    terms[k] = ranks * counts[k] * (levels[k] / sum);
  }
  const gini = pairwiseSum(terms);
  for (let k = 0; k < levels.length; k++) terms[k] = levels[k] > 0 ? levels[k] / sum : 1;
  m.logInto(terms, terms);
  for (let k = 0; k < levels.length; k++) terms[k] *= counts[k] * (levels[k] / sum);
  const entropy = Math.max(0, -pairwiseSum(terms));
  return {
    efficiency: value / sum,
    gini: Math.max(0, gini),
    entropy,
    normalizedEntropy: patches === 1 ? 1 : entropy / m.log(patches),
    variance,
  };
}

/**
 * What patches have, in ascending order, and how many have each: whole tokens are counted where there are
 * fewer levels than patches, others sorted, each patch by itself.
 */
function levelsOf(tokens: Float64Array): { levels: Float64Array; counts: Float64Array } {
  const most = tokens.length;
  const isCountable = tokens.every((x) => x < most && Math.floor(x) === x);
  if (!isCountable) {
    const levels = tokens.map((x) => Math.max(0, x)).sort();
    return { levels, counts: new Float64Array(levels.length).fill(1) };
  }
  const all = new Float64Array(tokens.reduce((top, x) => Math.max(top, x), 0) + 1);
  for (let i = 0; i < tokens.length; i++) all[Math.max(0, tokens[i])]++;
  const levels = Float64Array.from(all.keys()).filter((x) => all[x] > 0);
  return { levels, counts: levels.map((x) => all[x]) };
}
