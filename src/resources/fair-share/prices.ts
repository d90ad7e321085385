/**
 * What another unit of a link's capacity is worth, and whether that is one number.
 *
 * α-fair: the multiplier p_l of (RF3), the derivative of Σ w_i u(x_i). It is unique where no other prices of the
 * full links add up to the same along the routes of all flows that are below their demands.
 *
 * Max–min fair: what one unit less takes from the share x/w of every flow that the link holds,
 *
 *     p_l = 1 / Σ w_i over the flows i whose bottleneck is l,                                       (RF5)
 *
 * 0 where it holds none; a unit more gives as much where none of these flows has another bottleneck.
 */

import { demandGap, slackOf, tolerance } from './certificate';
import { solveCholesky } from './cholesky';
import { linkUse, type Network } from './problem';

export interface LinkPrice {
  readonly value: number;
  /** Whether it is the price of more and of less capacity alike. */
  readonly unique: boolean;
}

/** What holds a flow. */
export interface Bottleneck {
  /** Whether it has all it asked for. */
  readonly demand: boolean;
  /** Links that hold it, by name. */
  readonly links: readonly string[];
}

export function maxMinPrices(network: Network, bottlenecks: readonly Bottleneck[]): LinkPrice[] {
  const { links, flows, weights } = network;
  return links.map((name, l) => {
    const held = flows[l].filter((i) => bottlenecks[i].links.includes(name));
    if (held.length === 0) return { value: 0, unique: true };
    const unique = held.every((i) => !bottlenecks[i].demand && bottlenecks[i].links.length === 1);
    return { value: 1 / held.reduce((sum, i) => sum + weights[i], 0), unique };
  });
}

export function alphaPrices(network: Network, x: Float64Array, prices: Float64Array): LinkPrice[] {
  const { capacities, demands, routes, links } = network;
  const use = linkUse(network, x);
  const full = [...capacities.keys()].filter(
    (l) => capacities[l] > 0 && slackOf(use[l], capacities[l]) <= tolerance,
  );
  const place = new Map(full.map((l, k) => [l, k]));
  const m = full.length;
  // Gram matrix of the full links' rows over the flows that are below their demands
  const gram = new Float64Array(m * m);
  routes.forEach((route, i) => {
    if (demandGap(x[i], demands[i]) <= tolerance) return;
    const known = route.flatMap((l) => place.get(l) ?? []);
    for (const a of known) for (const b of known) gram[a * m + b]++;
  });
  const isFixed = determined(gram, m);
  return links.map((_, l) => {
    const k = place.get(l);
    return { value: prices[l], unique: k === undefined || isFixed(k) };
  });
}

/** Whether the k-th unit vector is a combination of the rows of a symmetric matrix of rank m or less. */
function determined(gram: Float64Array, m: number): (k: number) => boolean {
  const slight = gram.slice();
  for (let k = 0; k < m; k++) slight[k * m + k] += 1e-9;
  return (k) => {
    // (G + ε)⁻¹ e_k is of order 1 where e_k is in the range of G, of order 1/ε elsewhere
    const b = new Float64Array(m);
    b[k] = 1;
    solveCholesky(slight.slice(), b);
    return Math.abs(b[k]) < 1e5;
  };
}
