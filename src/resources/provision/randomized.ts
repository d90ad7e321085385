/**
 * Reserving by a random patience, drawn once for the whole trace:
 *
 *     k = ⌊x F/q⌋,  x ∈ [0, 1) of density e^x / (e − 1 + α);  never, with probability α / (e − 1 + α),  (RV5)
 *
 * where α = u/p. Its expected cost is at most e/(e − 1 + α) times the optimum, and no rule is better in the worst
 * case. The patience is whole, so there are only as many cases as slots up to the break-even, and the
 * expectation is a sum over all of them; where these are too many, it is estimated from independent draws.
 * Where no reservation can pay for itself, F ≥ qτ, none is made.
 *
 * The share that never reserves matters: a steady demand costs the others α more a slot beyond the break-even,
 * and them p. Were they to reserve at the break-even instead, a demand of just that many slots would cost
 * 1 + α(1 − α)/e times the bound. Nor is there that bound where the next slots are known: short patience then
 * reserves earlier than the mixture counts on (with F = 29.4, q = 3, p = 3.32, τ = 10 and the next 9 slots, the
 * demand 0 1 0 0 0 0 0 0 0 1 0 0 1 0 1 costs 1.035 times as much as it would allow).
 *
 * Sources: W. Wang, B. Liang, B. Li, IEEE Transactions on Parallel and Distributed Systems 26 (2015) 3407;
 * A. R. Karlin, C. Kenyon, D. Randall, Algorithmica 36 (2003) 209.
 */

import type { Backend } from '../../engine/backend';
import type { Progress } from '../../engine/result';
import { randomStream } from '../../sampling/random-stream';
import type { Seed } from '../../sampling/seed-sequence';
import { canPay, reserveOnline } from './online';
import { planOf } from './plan';
import type { Market } from './problem';

/** Slots of all cases together up to which all are worked out. */
const mostSlots = 4e6;
/** Draws of an estimate, and slots of all together beyond which there are fewer. */
const [leastDraws, mostDraws, drawnSlots] = [50, 400, 2e7];

/** Slots, those of a long window counted more: the sorted list is then long. */
const effortOf = ({ required }: Market, window: number) => required.length * (1 + window / 1000);

export interface ProvisionExpectation {
  readonly cost: number;
  /** 0 where all cases were worked out. */
  readonly standardError: number;
  /** Cases worked out. */
  readonly cases: number;
}

const alphaOf = ({ usage, onDemand }: Market) => usage / onDemand;
const e = Math.E;

/** On expected cost over the optimum; none with a window. */
export function randomizedBound(market: Market, window: number): number | null {
  if (!canPay(market)) return 1;
  return window === 0 ? e / (e - 1 + alphaOf(market)) : null;
}

/** (RV5) at a number in (0, 1): infinite for never. */
function patienceAt(backend: Backend, market: Market, quantile: number): number {
  const mass = quantile * (e - 1 + alphaOf(market));
  if (mass >= e - 1) return Infinity;
  return Math.floor((backend.math.log(1 + mass) * market.fee) / market.saving);
}

/** One patience. */
export function drawPatience(backend: Backend, market: Market, seed: Seed): number {
  if (!canPay(market)) return Infinity;
  return patienceAt(backend, market, randomStream(backend, seed).next());
}

export function* expectedCost(
  backend: Backend,
  market: Market,
  window: number,
  seed: Seed,
): Generator<Progress, ProvisionExpectation, void> {
  const { fee, saving } = market;
  const costAt = (patience: number) => planOf(market, reserveOnline(market, patience, window)).cost;
  const never = costAt(Infinity);
  if (!canPay(market)) return { cost: never, standardError: 0, cases: 1 };
  const breakEven = fee / saving;
  const cases = Math.max(1, Math.ceil(breakEven));
  if (cases * effortOf(market, window) > mostSlots) {
    const most = Math.floor(drawnSlots / effortOf(market, window));
    const draws = Math.min(mostDraws, Math.max(leastDraws, most));
    return yield* estimate(backend, market, seed, draws, costAt, never);
  }
  const total = e - 1 + alphaOf(market);
  let cost = 0;
  let before = 1;
  for (let k = 0; k < cases; k++) {
    const isLast = k + 1 >= breakEven;
    const after = isLast ? e : backend.math.exp((k + 1) / breakEven);
    cost += ((after - before) / total) * costAt(k);
    before = after;
    yield { done: k, total: cases };
  }
  cost += ((e - before + alphaOf(market)) / total) * never;
  return { cost, standardError: 0, cases: cases + 1 };
}

/** The mean of independent draws, other ones than that which is played. */
function* estimate(
  backend: Backend,
  market: Market,
  seed: Seed,
  draws: number,
  costAt: (patience: number) => number,
  never: number,
): Generator<Progress, ProvisionExpectation, void> {
  const random = randomStream(backend, seed, [1]);
  const share = alphaOf(market) / (e - 1 + alphaOf(market));
  // the never-reserving share is known: only the rest is drawn
  let mean = 0;
  let squares = 0;
  for (let k = 0; k < draws; k++) {
    const x = costAt(patienceAt(backend, market, random.next() * (1 - share)));
    const off = x - mean;
    mean += off / (k + 1);
    squares += off * (x - mean);
    yield { done: k, total: draws };
  }
  const error = Math.sqrt(squares / (draws - 1) / draws);
  return {
    cost: share * never + (1 - share) * mean,
    standardError: (1 - share) * error,
    cases: draws,
  };
}
