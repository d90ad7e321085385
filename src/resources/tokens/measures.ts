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
import { pairwiseSum } from '../../numerics/sums';
import { exactSum } from './price';

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
  const count = tokens.length;
  const x = new Float64Array(count);
  for (let i = 0; i < count; i++) x[i] = Math.max(0, tokens[i]);
  x.sort();
  const sum = exactSum(x);
  const mean = sum / count;
  const terms = new Float64Array(count);
  for (let i = 0; i < count; i++) terms[i] = (tokens[i] - mean) ** 2;
  const variance = pairwiseSum(terms) / count;
  if (!(sum > 0)) {
    return { efficiency: null, gini: null, entropy: null, normalizedEntropy: null, variance };
  }
  for (let i = 0; i < count; i++) terms[i] = ((2 * i + 1 - count) / count) * (x[i] / sum);
  const gini = pairwiseSum(terms);
  for (let i = 0; i < count; i++) terms[i] = x[i] > 0 ? x[i] / sum : 1;
  m.logInto(terms, terms);
  for (let i = 0; i < count; i++) terms[i] *= x[i] / sum;
  const entropy = Math.max(0, -pairwiseSum(terms));
  return {
    efficiency: value / sum,
    gini: Math.max(0, gini),
    entropy,
    normalizedEntropy: count === 1 ? 1 : entropy / m.log(count),
    variance,
  };
}
