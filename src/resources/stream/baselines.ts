/**
 * Policies beside the pricing one, with B the free budget, n the frames announced, and tokens that are
 * worth nothing left alone by all.
 *
 *     greedy      all a frame can use, first come first served
 *     uniform     B/n at most for each
 *     threshold   all tokens worth √(L U) or more; the last frame announced gets what is left
 *
 * What is proven of them (G* the optimum, G theirs, beyond the lower bounds):
 *
 *     greedy      G* ≤ (U/L) G where no marginal is below L: it spends B at L or more, or refuses
 *                 nothing
 *     uniform     G* ≤ n G as g_t(ŷ/n) ≥ g_t(ŷ)/n, ŷ optimal; of whole tokens B/⌊B/n⌋ in place of n
 *     threshold   G* ≤ √(U/L) G where no marginal is below L and the last frame can use B: either B is
 *                 spent at √(LU) or more, or each of the R tokens that it left gains L of at most √(LU)
 *
 * Source: R. El-Yaniv, A. Fiat, R. M. Karp, G. Turpin, Algorithmica 30 (2001) 101, 3.1 (reservation
 * price).
 */

import type { ElementaryFunctions } from '../../engine/backend';
import type { Progress } from '../../engine/result';
import { demandAtLeast } from './marginals';
import type { Stream } from './problem';

export const baselineNames = ['greedy', 'uniform', 'threshold'] as const;
export type StreamBaseline = (typeof baselineNames)[number];

/** Tokens of every frame. */
export function* runBaseline(
  m: ElementaryFunctions,
  stream: Stream,
  name: StreamBaseline,
): Generator<Progress, Float64Array, void> {
  const { curves, free, isWhole, announced, values } = stream;
  const { count, lower } = curves;
  const allocation = lower.slice();
  if (values === null) return allocation;
  const share = isWhole ? Math.floor(free / announced) : free / announced;
  const price = name === 'threshold' ? Math.sqrt(values.least) * Math.sqrt(values.greatest) : 0;
  let used = 0;
  for (let i = 0; i < count; i++) {
    if (i % 4096 === 0) yield { done: i, total: count };
    const most = name === 'uniform' ? Math.min(share, free - used) : free - used;
    if (!(most > 0)) continue;
    const isLast = i === announced - 1;
    const wanted = demandAtLeast(m, curves, i, isLast ? 0 : price, isWhole);
    allocation[i] = Math.min(wanted, lower[i] + most);
    used = Math.min(free, used + (allocation[i] - lower[i]));
  }
  return allocation;
}

/** What no problem of its kind exceeds; null where nothing is known. */
export function provenOf(stream: Stream, name: StreamBaseline): number | null {
  const { values, announced, isWhole, free, isWithin, curves } = stream;
  if (values === null) return 1;
  if (name === 'uniform') {
    if (!isWhole) return announced;
    return free >= announced ? free / Math.floor(free / announced) : null;
  }
  if (!isWithin) return null;
  const ratio = values.greatest / values.least;
  if (name === 'greedy') return ratio;
  const last = announced - 1;
  const isWide = last < curves.count && curves.upper[last] - curves.lower[last] >= free;
  return isWide ? Math.sqrt(ratio) : null;
}
