/**
 * What the optimal flow of (RV6) leaves open, by reduced costs: with the dual y,
 *
 * - on demand, from t to t + 1: q − y_t; back at 0 where machines are had on demand;
 * - left over, from t + 1 to t: y_t; back at 0 where something is left over;
 * - a reservation, from s to s + τ: F − Σ_{t=s}^{s+τ−1} y_t; back at 0 where one is made.
 */

import type { Plan } from './plan';
import type { Market } from './problem';

/** Open arcs between the nodes 0 … T. */
export interface OpenArcs {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Reduced costs, ≥ 0. */
  readonly length: Float64Array;
}

/** Share of the fee, or of what a reservation saves, up to which a reduced cost is 0. */
const negligible = 1e-9;

export function openArcs(
  { required, fee, saving, slots }: Market,
  { reservations, onDemand }: Pick<Plan, 'reservations' | 'onDemand'>,
  dual: Float64Array,
): OpenArcs {
  const count = required.length;
  const from: number[] = [];
  const to: number[] = [];
  const length: number[] = [];
  const add = (tail: number, head: number, reduced: number, of: number) => {
    from.push(tail);
    to.push(head);
    length.push(reduced <= negligible * of ? 0 : reduced);
  };
  const before = new Float64Array(count + 1);
  for (let t = 0; t < count; t++) before[t + 1] = before[t] + dual[t];
  let inForce = 0;
  for (let t = 0; t < count; t++) {
    inForce += reservations[t] - (t >= slots ? reservations[t - slots] : 0);
    add(t, t + 1, saving - dual[t], saving);
    if (onDemand[t] > 0) add(t + 1, t, 0, 0);
    add(t + 1, t, dual[t], Math.min(fee, saving));
    if (inForce + onDemand[t] > required[t]) add(t, t + 1, 0, 0);
    const end = Math.min(count, t + slots);
    add(t, end, fee - (before[end] - before[t]), fee);
    if (reservations[t] > 0) add(end, t, 0, 0);
  }
  return {
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    length: Float64Array.from(length),
  };
}

/** Arcs by the node that they leave: those out of v are order[first[v]] … order[first[v + 1] − 1]. */
export function byTail(nodes: number, from: Int32Array) {
  const first = new Int32Array(nodes + 1);
  for (const v of from) first[v + 1] += 1;
  for (let v = 0; v < nodes; v++) first[v + 1] += first[v];
  const order = new Int32Array(from.length);
  const at = first.slice(0, nodes);
  for (let a = 0; a < from.length; a++) order[at[from[a]]++] = a;
  return { first, order };
}
