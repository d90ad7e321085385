/** Policies side by side with the optimum of the whole trace, as a result with prices and a certificate. */

import type { Backend, BackendName } from '../../engine/backend';
import type { Progress, Status } from '../../engine/result';
import type { Seed } from '../../sampling/seed-sequence';
import { type Ratio, ratioOf } from '../ratio';
import { type Bounds, boundsOf } from './bounds';
import { certify, type ProvisionCertificate } from './certificate';
import { type Margins, marginsOf } from './margins';
import { breakEvenOf, reserveOnline } from './online';
import { type Optimum, optimumOf } from './optimum';
import { type Plan, planOf } from './plan';
import type { Market } from './problem';
import { drawPatience, expectedCost, type ProvisionExpectation } from './randomized';

export interface ProvisionPlan extends Plan {
  /** Machines served, over all slots. */
  readonly served: number;
  /** Of all that was wanted; 1 where nothing was. */
  readonly servedShare: number;
  /** Cost over the optimum; of `randomized`, expected cost over the optimum. */
  readonly ratio: Ratio;
}

export interface OnlineProvisionPlan extends ProvisionPlan {
  /** Slots that lack a machine without one being reserved; one more, and it is. Infinite: never. */
  readonly patience: number;
}

export interface RandomizedProvisionPlan extends OnlineProvisionPlan {
  /** Over all that might have been drawn; null where a signal ended the work before. */
  readonly expectation: ProvisionExpectation | null;
}

export interface ProvisionPolicies {
  /** Nothing reserved. */
  readonly onDemand: ProvisionPlan;
  /** Everything reserved, as soon as it is wanted. */
  readonly reserved: OnlineProvisionPlan;
  /** Break-even: at most 2 − u/p times the optimum. */
  readonly deterministic: OnlineProvisionPlan;
  /** A random patience: at most e/(e − 1 + u/p) times the optimum in expectation, without a window. */
  readonly randomized: RandomizedProvisionPlan;
}

export interface ProvisionResult {
  /** `cancelled`: policies without the optimum that they are compared with. */
  readonly status: Extract<Status, 'converged' | 'cancelled'>;
  readonly backend: BackendName;
  /** F/q: slots of use in which a reservation pays for itself; more than τ where none does. */
  readonly breakEven: number;
  readonly policies: ProvisionPolicies;
  /** The least that the trace can cost, known beforehand. */
  readonly optimum: ProvisionPlan | null;
  /** What one more machine served in slot t adds to the optimum; `dualPrices` where `savings` is null. */
  readonly shadowPrices: Float64Array | null;
  /**
   * What one machine less in slot t takes from the optimum; 0 where none is served. Null where
   * there are too many prices that are not unique to look for the paths of all.
   */
  readonly savings: Float64Array | null;
  /** Of every slot, whether one machine less saves just what one more costs. */
  readonly uniquePrices: readonly boolean[] | null;
  /** u + y_t of the dual (RV7), which proves the optimum: between what one less saves and one more costs. */
  readonly dualPrices: Float64Array | null;
  /** ∂ optimum / ∂ fee: reservations of the optimum (one of the derivatives where the fee is at a kink). */
  readonly feePrice: number | null;
  readonly certificate: ProvisionCertificate;
}

export interface Run {
  readonly steps: Generator<Progress, ProvisionResult, void>;
  /** The answer so far. */
  cut(): ProvisionResult;
}

export function runOf(backend: Backend, market: Market, window: number, seed: Seed): Run {
  const plans = plansOf(backend, market, window, seed);
  return {
    steps: stepsOf(backend, market, window, seed, plans),
    cut: () => resultOf(backend, market, window, plans, null, null),
  };
}

/** What the policies do, before anything is known of the optimum. */
function plansOf(backend: Backend, market: Market, window: number, seed: Seed) {
  const online = (patience: number, ahead: number) => ({
    ...planOf(market, reserveOnline(market, patience, ahead)),
    patience,
  });
  return {
    onDemand: planOf(market, new Int32Array(market.required.length)),
    reserved: online(0, 0),
    deterministic: online(breakEvenOf(market), window),
    randomized: online(drawPatience(backend, market, seed), window),
  };
}

type Plans = ReturnType<typeof plansOf>;

function* stepsOf(
  backend: Backend,
  market: Market,
  window: number,
  seed: Seed,
  plans: Plans,
): Generator<Progress, ProvisionResult, void> {
  const { reservations, prices } = yield* optimumOf(market);
  const plan = planOf(market, reservations);
  const margins = yield* marginsOf(market, plan, prices);
  const optimum = { plan, prices, margins };
  const expectation = yield* expectedCost(backend, market, window, seed);
  return resultOf(backend, market, window, plans, optimum, expectation);
}

/** The optimum with its dual y. */
interface Best {
  readonly plan: Plan;
  readonly prices: Optimum['prices'];
  readonly margins: Margins;
}

function resultOf(
  backend: Backend,
  market: Market,
  window: number,
  plans: Plans,
  optimum: Best | null,
  expectation: ProvisionExpectation | null,
): ProvisionResult {
  const best = optimum?.plan ?? null;
  const priced = (y: Float64Array | undefined) => y?.map((x) => market.usage + x) ?? null;
  const range = optimum?.margins.range;
  const bounds = boundsOf(market, window);
  const served = sumOf(market.required);
  const wanted = sumOf(market.demand);
  const servedShare = wanted === 0 ? 1 : served / wanted;
  const over = <P extends Plan>(plan: P, proven: number | null, cost: number | null) => ({
    ...plan,
    served,
    servedShare,
    ratio: { realized: best && cost !== null ? ratioOf(cost, best.cost) : null, proven },
  });
  const of = <P extends Plan>(plan: P, proven: number | null) => over(plan, proven, plan.cost);
  const policies: ProvisionPolicies = {
    onDemand: of(plans.onDemand, bounds.onDemand),
    reserved: of(plans.reserved, bounds.reserved),
    deterministic: of(plans.deterministic, bounds.deterministic),
    randomized: {
      ...over(plans.randomized, bounds.randomized, expectation?.cost ?? null),
      expectation,
    },
  };
  return {
    status: optimum === null ? 'cancelled' : 'converged',
    backend: backend.name,
    breakEven: market.fee / market.saving,
    policies,
    optimum: best === null ? null : of(best, 1),
    shadowPrices: priced(range?.more ?? optimum?.prices),
    savings: range?.less.map((y, t) => (market.required[t] > 0 ? market.usage + y : 0)) ?? null,
    uniquePrices: optimum?.margins.unique ?? null,
    dualPrices: priced(optimum?.prices),
    feePrice: best && sumOf(best.reservations),
    certificate: certify(market, {
      plans: Object.values(plans),
      optimum,
      ratios: ratiosOf(policies, bounds, expectation, best),
    }),
  };
}

function ratiosOf(
  policies: ProvisionPolicies,
  bounds: Bounds,
  expectation: ProvisionExpectation | null,
  best: Plan | null,
) {
  if (best === null) return [];
  const error = expectation && best.cost > 0 ? (4 * expectation.standardError) / best.cost : 0;
  return (Object.keys(policies) as (keyof ProvisionPolicies)[]).map((name) => ({
    realized: policies[name].ratio.realized ?? Infinity,
    cost: name === 'randomized' && expectation ? expectation.cost : policies[name].cost,
    atMost: (bounds[name] ?? Infinity) + (name === 'randomized' ? error : 0),
  }));
}

function sumOf(x: Int32Array): number {
  let sum = 0;
  for (const value of x) sum += value;
  return sum;
}
