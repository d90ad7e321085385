/**
 * The lab's decision, one lab at a time.
 *
 *     U(comply) = 0                                              (1)
 *     U(evade)  = B − m − L(a·d, F + V)                          (2)
 *     U(split)  = B − m − c(k−1) − L(a·d·σ^(k−1), F + V)         (3)
 *     action    = the first of comply, evade, split among those of the greatest U   (4)
 *
 * L(p, f) is what a risk of losing f with probability p is worth to the lab: p·f where η = 0, else its
 * certainty equivalent under constant absolute risk aversion,
 *
 *     L(p, f) = ln(1 + p (e^{ηf} − 1)) / η.                      (5)
 *
 * At m = V = η = 0 and k = 2 this is SplitComp's model, and is evaluated as there, left to right:
 * B − a·d·F and B − c − a·d·σ·F.
 *
 * Sources: (1)–(4) SplitComp; L: J. W. Pratt, "Risk Aversion in the Small and in the Large" (1964).
 */

import type { ElementaryFunctions } from '../engine/backend';
import { loss } from './exact/risk';
import type { CompleteBehaviour, CompleteComplianceParameters } from './parameters';

/** What a lab does; the index is the code of maps and batches. */
export const actions = ['comply', 'evade', 'split'] as const;
export type Action = (typeof actions)[number];

export interface Payoffs {
  readonly comply: number;
  readonly evade: number;
  readonly split: number;
}

/** Whether labs are exactly SplitComp's. */
export function isPlain(behaviour: CompleteBehaviour): boolean {
  const { riskAversion, reputation, motivation, sites } = behaviour;
  return riskAversion === 0 && reputation === 0 && motivation === 0 && sites === 2;
}

/**
 * The numbers with which SplitComp's own formulas give (2) and (3) where η = 0: B − m, F + V, c(k−1),
 * σ^(k−1) in place of B, F, c, σ.
 */
export function substituted(
  p: CompleteComplianceParameters,
  math: ElementaryFunctions,
): readonly [B: number, a: number, d: number, F: number, c: number, sigma: number] {
  return [
    // no −0
    p.benefit - p.motivation + 0,
    p.auditRate,
    p.detection,
    p.fine + p.reputation,
    p.splitCost * (p.sites - 1),
    linkage(p.coordination, p.sites, math),
  ];
}

/** σ^(k−1). */
export function linkage(sigma: number, sites: number, math: ElementaryFunctions): number {
  return sites === 2 ? sigma : math.pow(sigma, sites - 1);
}

/** U of each action, equations (1)–(3). */
export function payoffsOf(math: ElementaryFunctions, p: CompleteComplianceParameters): Payoffs {
  const [B, a, d, F, c, sigma] = substituted(p, math);
  const eta = p.riskAversion;
  if (eta === 0) return { comply: 0, evade: B - a * d * F, split: B - c - a * d * sigma * F };
  return {
    comply: 0,
    evade: B - loss(math, eta, a * d, F),
    split: B - c - loss(math, eta, a * d * sigma, F),
  };
}
