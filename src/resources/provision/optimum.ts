/**
 * The least that a trace can cost, all of it known: with u_t machines on demand,
 *
 *     minimize F Σ n_t + q Σ u_t,   Σ_{s=t−τ+1}^{t} n_s + u_t ≥ d′_t,   n, u ≥ 0.                     (RV6)
 *
 * Each n_s stands in consecutive rows, so the matrix is totally unimodular and the optimum whole. Each row less
 * the one before makes it a flow: nodes 0 … T between the slots, n_s from s to s + τ, u_t from t to t + 1, what
 * is left over from t + 1 back to t, and d′_t − d′_{t−1} enters at t. Reservations that would outlast the trace
 * begin at T − τ at the latest. Potentials π give the dual: y_t = π_{t+1} − π_t,
 *
 *     maximize Σ d′_t y_t,   0 ≤ y_t ≤ q,   Σ_{t=s}^{s+τ−1} y_t ≤ F for every s.                      (RV7)
 *
 * - F ≥ q min(τ, T): no reservation pays for itself within the trace, y = q.
 * - F ≤ q: nothing is had on demand; the fewest reservations, which y counts in units of F.
 *
 * Source: J. Bartholdi, J. Orlin, H. Ratliff, Operations Research 28 (1980) 1074; R. K. Ahuja, T. L. Magnanti,
 * J. B. Orlin, Network Flows (1993).
 */

import type { Progress } from '../../engine/result';
import { type FlowProblem, flowSteps } from '../../numerics/min-cost-flow';
import type { Market } from './problem';

export interface Optimum {
  readonly reservations: Int32Array;
  /** y of (RV7). */
  readonly prices: Float64Array;
}

export function* optimumOf(market: Market): Generator<Progress, Optimum, void> {
  const { required, fee, saving, slots } = market;
  const count = required.length;
  if (fee >= saving * Math.min(slots, count)) {
    const prices = new Float64Array(count).fill(saving);
    return { reservations: new Int32Array(count), prices };
  }
  const isCheap = fee <= saving;
  const { flow, potential } = yield* flowSteps(networkOf(market, isCheap ? 1 : fee, isCheap));
  const unit = isCheap ? fee : 1;
  return {
    reservations: Int32Array.from({ length: count }, (_, s) => (s < starts(market) ? flow[s] : 0)),
    prices: Float64Array.from(required, (_, t) => {
      const price = unit * (potential[t + 1] - potential[t]);
      return Math.min(Math.max(price, 0), saving);
    }),
  };
}

/** Slots in which a reservation may be made: 0 … starts − 1. */
const starts = ({ required, slots }: Market) => Math.max(1, required.length - slots + 1);

function networkOf(market: Market, fee: number, isCheap: boolean): FlowProblem {
  const { required, saving, slots } = market;
  const count = required.length;
  const first = starts(market);
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  const add = (tail: number, head: number, price: number) => {
    from.push(tail);
    to.push(head);
    cost.push(price);
  };
  for (let s = 0; s < first; s++) add(s, Math.min(count, s + slots), fee);
  for (let t = 0; t < count; t++) {
    add(t + 1, t, 0);
    if (!isCheap) add(t, t + 1, saving);
  }
  const wanted = (t: number) => (t >= 0 && t < count ? required[t] : 0);
  return {
    nodes: count + 1,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    capacity: new Float64Array(cost.length).fill(Infinity),
    cost: Float64Array.from(cost),
    supply: Float64Array.from({ length: count + 1 }, (_, t) => wanted(t) - wanted(t - 1)),
  };
}
