/**
 * How many times the optimum the policies cost at most, whatever the trace.
 *
 * - On demand: a machine costs the optimum min(p, F/τ + u) a slot at least.
 * - Reserved: in the dual (RV7), min(F, q)/F times the prices of the fewest reservations that serve all, of
 *   which this rule makes no more; hence max(1, (F + u)/p).
 * - Deterministic: 2 − u/p. Where F ≤ q it reserves all, where F ≥ qτ nothing, and both are optimal.
 * - Randomized, in expectation: e/(e − 1 + u/p); nothing is known where the next slots are.
 *
 * Source: W. Wang, B. Liang, B. Li, IEEE Transactions on Parallel and Distributed Systems 26 (2015) 3407.
 */

import { canPay } from './online';
import type { Market } from './problem';
import { randomizedBound } from './randomized';

export interface Bounds {
  /** null where a reserved machine costs nothing. */
  readonly onDemand: number | null;
  readonly reserved: number;
  readonly deterministic: number;
  readonly randomized: number | null;
}

export function boundsOf(market: Market, window: number): Bounds {
  const { onDemand, fee, usage, saving, slots } = market;
  const least = Math.min(onDemand, fee / slots + usage);
  const isBest = fee <= saving || !canPay(market);
  return {
    onDemand: least > 0 ? onDemand / least : null,
    reserved: Math.max(1, (fee + usage) / onDemand),
    deterministic: isBest ? 1 : 2 - usage / onDemand,
    randomized: randomizedBound(market, window),
  };
}
