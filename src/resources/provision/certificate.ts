/**
 * What is checked of plans, from the reservations and the problem alone.
 *
 * - Every plan is played again: reservations end τ slots after they were made, what is in force is used first,
 *   what is served is no machine less than σ d in any slot, and costs are added up by kind.
 * - By weak duality any y within (RV7) bounds every plan: the sum of windows is formed anew, and
 *   u Σ d′ + Σ d′ y compared with the cost of the optimum.
 * - Realized ratios are costs over that of the optimum, and none is above the proven one; one that rests on
 *   draws by no more than four standard errors.
 */

import type { Certificate } from '../../engine/result';
import { ratioOf } from '../ratio';
import type { Plan } from './plan';
import type { Market } from './problem';

export interface ProvisionCertificate extends Certificate {
  readonly kind: 'provision';
  /** Whether every slot of every plan has its machines, none used that is not there. */
  readonly feasible: boolean;
  /** Most machines that any slot of any plan lacks of σ d; 0. */
  readonly missing: number;
  /** Least excess, over slots and plans, of the share served over σ; 0 or more, but for rounding. */
  readonly slaMargin: number;
  /** Largest relative difference between the cost of a plan and its replay. */
  readonly costError: number;
  /** By how much prices leave (RV7), as a share of the fee or of q; null where there is no optimum. */
  readonly dualInfeasibility: number | null;
  /** u Σ d′ + Σ d′ y: no plan costs less. */
  readonly dualBound: number | null;
  /** (optimum − dualBound) / optimum. */
  readonly gap: number | null;
  /** Whether no policy is further from the optimum than was proven; null where there is no optimum. */
  readonly withinRatios: boolean | null;
}

export interface Claim {
  readonly plans: readonly Plan[];
  /** The optimum with its dual y. */
  readonly optimum: { readonly plan: Plan; readonly prices: Float64Array } | null;
  /** Realized ratios, of what cost, and what they may be. */
  readonly ratios: readonly {
    readonly realized: number;
    readonly cost: number;
    readonly atMost: number;
  }[];
}

const tolerance = 1e-9;
/** Share of σ d that is the rounding of σ and of the product. */
const rounding = 2 ** -50;

export function certify(market: Market, { plans, optimum, ratios }: Claim): ProvisionCertificate {
  const all = optimum === null ? plans : [...plans, optimum.plan];
  const replays = all.map((plan) => replay(market, plan));
  const feasible = replays.every((played) => played.feasible);
  const missing = replays.reduce((most, played) => Math.max(most, played.missing), 0);
  const slaMargin = replays.reduce((least, { margin }) => Math.min(least, margin), Infinity);
  const costError = replays.reduce(
    (most, { cost }, i) => Math.max(most, relative(cost - all[i].cost, all[i].cost)),
    0,
  );
  const dual = optimum === null ? null : dualOf(market, optimum.prices);
  const gap = optimum && dual ? relative(optimum.plan.cost - dual.bound, optimum.plan.cost) : null;
  const withinRatios =
    optimum === null
      ? null
      : ratios.every(({ realized, cost, atMost }) => {
          const anew = ratioOf(cost, optimum.plan.cost);
          const isSame = realized === anew || Math.abs(realized - anew) <= tolerance * anew;
          return isSame && realized <= atMost * (1 + tolerance);
        });
  return {
    kind: 'provision',
    tolerance,
    holds:
      feasible &&
      missing === 0 &&
      costError <= tolerance &&
      dual !== null &&
      dual.infeasibility <= tolerance &&
      gap !== null &&
      Math.abs(gap) <= tolerance &&
      withinRatios === true,
    feasible,
    missing,
    slaMargin,
    costError,
    dualInfeasibility: dual?.infeasibility ?? null,
    dualBound: dual?.bound ?? null,
    gap,
    withinRatios,
  };
}

const relative = (difference: number, of: number) =>
  difference === 0 ? 0 : Math.abs(difference) / Math.max(Math.abs(of), Number.MIN_VALUE);

/** A plan slot by slot, with a queue of reservations and when they end. */
function replay(
  { demand, share, slots, fee, usage, onDemand }: Market,
  { reservations, onDemand: rented, reservedUse }: Plan,
) {
  const ends: { readonly slot: number; readonly count: number }[] = [];
  let first = 0;
  let inForce = 0;
  let feasible = true;
  let margin = Infinity;
  let missing = 0;
  const fees: number[] = [];
  const rents: number[] = [];
  const uses: number[] = [];
  for (let t = 0; t < demand.length; t++) {
    for (; first < ends.length && ends[first].slot === t; first++) inForce -= ends[first].count;
    if (reservations[t] > 0) {
      ends.push({ slot: t + slots, count: reservations[t] });
      inForce += reservations[t];
      fees.push(fee * reservations[t]);
    }
    const served = rented[t] + reservedUse[t];
    const isPossible = reservations[t] >= 0 && rented[t] >= 0 && reservedUse[t] >= 0;
    if (!isPossible || reservedUse[t] > inForce || served > demand[t]) feasible = false;
    const lacking = share * demand[t] - served;
    if (lacking > rounding * share * demand[t]) missing = Math.max(missing, Math.ceil(lacking));
    if (demand[t] > 0) margin = Math.min(margin, served / demand[t] - share);
    if (rented[t] > 0) rents.push(onDemand * rented[t]);
    if (reservedUse[t] > 0) uses.push(usage * reservedUse[t]);
  }
  const cost = [fees, rents, uses].reduce((sum, list) => sum + list.reduce((s, x) => s + x, 0), 0);
  return { feasible, missing, margin: margin === Infinity ? 1 - share : margin, cost };
}

/** How far prices are from (RV7), and the bound that they give. */
function dualOf({ required, slots, fee, saving, usage }: Market, prices: Float64Array) {
  let infeasibility = 0;
  let value = 0;
  let count = 0;
  const sums = new Float64Array(prices.length + 1);
  for (let t = 0; t < prices.length; t++) {
    sums[t + 1] = sums[t] + prices[t];
    infeasibility = Math.max(infeasibility, -prices[t] / saving, (prices[t] - saving) / saving);
    value += required[t] * prices[t];
    count += required[t];
  }
  for (let s = 0; s < prices.length; s++) {
    const paid = sums[Math.min(prices.length, s + slots)] - sums[s];
    if (paid > fee) infeasibility = Math.max(infeasibility, relative(paid - fee, fee));
  }
  return { infeasibility, bound: usage * count + value };
}
