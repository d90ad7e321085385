/**
 * Proofs of fairness, from the rates alone and from rates and prices; no code of the solvers is used.
 *
 * `bottleneck`: rates are max–min fair if and only if they are feasible and every flow is at its demand or has a
 * link on its route that is full and on which no flow has a greater share x/w (Bertsekas, Gallager 1992,
 * section 6.5.2, p. 527; a demand is a link of one's own).
 *
 * `kkt`: rates that are feasible maximize a concave utility if prices satisfy (RF3). All figures are relative:
 * rates to those which the prices call for, slacks to capacities, prices to what a flow pays in all.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import type { Certificate } from '../../engine/result';
import { linkUse, type Network } from './problem';

export interface BottleneckCertificate extends Certificate {
  readonly kind: 'bottleneck';
  /** Greatest excess of a rate over its demand, and of a link's use over its capacity, relative. */
  readonly infeasibility: number;
  /** How far the flow without a bottleneck that is worst off is from having one, relative. */
  readonly distance: number;
}

export interface FairnessCertificate extends Certificate {
  readonly kind: 'kkt';
  readonly infeasibility: number;
  /** Greatest |x_i / (w_i/t_i)^{1/α} − 1|, with t_i the prices on the route (at the demand: how far it is below). */
  readonly stationarity: number;
  /** Greatest over links of the lesser of slack/capacity and price / what one of its flows pays. */
  readonly complementarity: number;
}

export const tolerance = 1e-9;

/** Relative to `whole`; what exceeds nothing is infinitely too much. */
function excess(part: number, whole: number): number {
  return part <= whole ? 0 : whole > 0 ? (part - whole) / whole : Infinity;
}

export function infeasibility(network: Network, x: Float64Array): number {
  const { demands, capacities } = network;
  let most = 0;
  x.forEach((rate, i) => {
    most = Math.max(most, rate >= 0 ? excess(rate, demands[i]) : Infinity);
  });
  linkUse(network, x).forEach((use, l) => {
    most = Math.max(most, excess(use, capacities[l]));
  });
  return most;
}

/** How far a link is from being full, relative; 0 where it has nothing to give. */
export function slackOf(use: number, capacity: number): number {
  return capacity > 0 ? Math.max(0, (capacity - use) / capacity) : 0;
}

/** How far a rate is from its demand, relative. */
export function demandGap(rate: number, demand: number): number {
  if (demand === Infinity) return Infinity;
  return demand > 0 ? Math.max(0, (demand - rate) / demand) : 0;
}

/** How far every link of a flow is from being its bottleneck, in the order of its route. */
export function linkGaps(network: Network, x: Float64Array): (flow: number) => number[] {
  const { weights, capacities, routes, flows } = network;
  const use = linkUse(network, x);
  const greatest = Float64Array.from(flows, (of) =>
    of.reduce((most, i) => Math.max(most, x[i] / weights[i]), 0),
  );
  return (flow) =>
    routes[flow].map((l) => {
      const share = x[flow] / weights[flow];
      const below = greatest[l] > 0 ? (greatest[l] - share) / greatest[l] : 0;
      return Math.max(below, slackOf(use[l], capacities[l]));
    });
}

export function certifyMaxMin(network: Network, x: Float64Array): BottleneckCertificate {
  const gaps = linkGaps(network, x);
  let distance = 0;
  x.forEach((rate, i) => {
    distance = Math.max(distance, Math.min(demandGap(rate, network.demands[i]), ...gaps(i)));
  });
  const infeasible = infeasibility(network, x);
  const holds = infeasible <= tolerance && distance <= tolerance;
  return { kind: 'bottleneck', tolerance, holds, infeasibility: infeasible, distance };
}

export function certifyAlpha(
  math: ElementaryFunctions,
  network: Network,
  alpha: number,
  x: Float64Array,
  prices: Float64Array,
): FairnessCertificate {
  const { demands, weights, capacities, routes, flows } = network;
  const paid = Float64Array.from(routes, (route) => route.reduce((sum, l) => sum + prices[l], 0));
  let stationarity = 0;
  x.forEach((rate, i) => {
    const isClosed = demands[i] === 0 || paid[i] === Infinity;
    if (isClosed) {
      stationarity = Math.max(stationarity, rate === 0 ? 0 : Infinity);
      return;
    }
    // in logarithms, where no power over- or underflows: 0 where the prices call for this rate
    const above = (math.log(weights[i]) - math.log(paid[i])) / alpha - math.log(rate);
    const isMet = demandGap(rate, demands[i]) <= tolerance;
    stationarity = Math.max(stationarity, isMet ? Math.max(0, -above) : Math.abs(above));
  });
  let complementarity = 0;
  linkUse(network, x).forEach((use, l) => {
    if (!(prices[l] >= 0)) complementarity = Infinity;
    if (capacities[l] === 0) return;
    const slack = slackOf(use, capacities[l]);
    let weight = 0;
    for (const i of flows[l]) {
      const marginal = math.exp(math.log(weights[i]) - alpha * math.log(x[i]));
      if (prices[l] > 0) weight = Math.max(weight, prices[l] / Math.max(paid[i], marginal));
    }
    complementarity = Math.max(complementarity, Math.min(slack, weight));
  });
  const infeasible = infeasibility(network, x);
  const holds = Math.max(infeasible, stationarity, complementarity) <= tolerance;
  return {
    kind: 'kkt',
    tolerance,
    holds,
    infeasibility: infeasible,
    stationarity,
    complementarity,
  };
}
