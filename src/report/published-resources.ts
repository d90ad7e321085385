/**
 * What the source of `resources` publishes: every constant of its chapter that the engine did not compute, and
 * its procedures that no domain of the engine has.
 *
 * Source: "Resource Allocation & Optimization Algorithms" (2025), a document without author or data; the sections
 * are its own.
 */

export const source = {
  title: 'Resource Allocation & Optimization Algorithms',
  year: 2025,
} as const;

/** Sections 1, 7 and 8: token budgets of ARR-COC-0-1. */
export const publishedBudget = { patches: 200, total: 13_200, lower: 64, upper: 400 } as const;

/** Section 8, comparison: `13200 // K`, "66 tokens each". */
export const publishedUniform = 66;

/** Section 8, "Expected results": accuracies in per cent and relevance per token, which nobody measured. */
export const publishedHypotheses = [
  { rule: 'uniform', accuracy: 66, relevance: 0.5 },
  { rule: 'threshold', accuracy: 72, relevance: 0.6 },
  { rule: 'proportional', accuracy: 78, relevance: 0.7 },
  { rule: 'optimization', accuracy: 85, relevance: 0.9 },
] as const;

/** Section 2: numbers of GPUs that a job may have. */
export const publishedMenu = [0, 1, 2, 4, 8] as const;

/** Sections 3 and 8: `np.clip`, then times the budget over the sum. */
export function clipThenRescale(
  x: readonly number[],
  lower: number,
  upper: number,
  total: number,
): number[] {
  const clipped = x.map((value) => Math.min(upper, Math.max(lower, value)));
  const sum = clipped.reduce((a, b) => a + b, 0);
  return clipped.map((value) => value * (total / sum));
}

/** Section 6, `greedy_knapsack`: places of the items taken, by falling value/weight, skipping what does not fit. */
export function greedyKnapsack(
  weights: readonly number[],
  values: readonly number[],
  capacity: number,
): number[] {
  const ratio = (j: number) => values[j] / weights[j];
  const order = [...weights.keys()].sort(
    (a, b) => ratio(b) - ratio(a) || weights[b] - weights[a] || values[b] - values[a],
  );
  let weight = 0;
  return order.filter((j) => {
    if (weight + weights[j] > capacity) return false;
    weight += weights[j];
    return true;
  });
}

export interface MaxMinRun {
  readonly allocation: number[];
  /** Whether the loop ends; if not, `allocation` is what it goes round with. */
  readonly ends: boolean;
  readonly remaining: number;
}

/** Section 7, `max_min_fairness`, line by line; a round that changes nothing is repeated for ever. */
export function maxMinFairness(demands: readonly number[], bandwidth: number): MaxMinRun {
  const allocation = demands.map(() => 0);
  let remaining = bandwidth;
  while (remaining > 0) {
    const unsaturated = [...demands.keys()].filter((i) => allocation[i] < demands[i]);
    if (unsaturated.length === 0) break;
    const share = remaining / unsaturated.length;
    let changes = false;
    for (const i of unsaturated) {
      const increase = Math.min(share, demands[i] - allocation[i]);
      const before = [allocation[i], remaining];
      allocation[i] += increase;
      remaining -= increase;
      if (allocation[i] !== before[0] || remaining !== before[1]) changes = true;
    }
    if (!changes) return { allocation, ends: false, remaining };
  }
  return { allocation, ends: true, remaining };
}
