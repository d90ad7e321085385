/** What reservations lead to: machines on demand, reserved machines used, costs. */

import type { Market } from './problem';

export interface Plan {
  /** n_t: reservations made in each slot. */
  readonly reservations: Int32Array;
  /** Machines had on demand in each slot. */
  readonly onDemand: Int32Array;
  /** Reserved machines used in each slot. */
  readonly reservedUse: Int32Array;
  /** (RV2). */
  readonly cost: number;
}

/** Reserved machines first, the rest on demand; each slot has what it requires. */
export function planOf(market: Market, reservations: Int32Array): Plan {
  const { required, slots } = market;
  const onDemand = new Int32Array(required.length);
  const reservedUse = new Int32Array(required.length);
  let inForce = 0;
  let count = 0;
  let rented = 0;
  let used = 0;
  for (let t = 0; t < required.length; t++) {
    inForce += reservations[t] - (t >= slots ? reservations[t - slots] : 0);
    reservedUse[t] = Math.min(required[t], inForce);
    onDemand[t] = required[t] - reservedUse[t];
    count += reservations[t];
    rented += onDemand[t];
    used += reservedUse[t];
  }
  const cost = market.fee * count + market.onDemand * rented + market.usage * used;
  return { reservations, onDemand, reservedUse, cost };
}
