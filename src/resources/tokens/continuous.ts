/**
 * The optimum of concave curves in real numbers of tokens: one price for all,
 *
 *     g_i′(x_i) = λ,  or ≤ λ at l_i,  or ≥ λ at u_i                                           (R9t)
 *
 * With regions, a region asks for clip(Σ x_i(λ), L_r, U_r) at the price λ; one that is held at its
 * own budget has a price of its own, at which its members meet it.
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { pairwiseSum } from '../../numerics/sums';
import { columnEnds } from './columns';
import { type Curves, kindAt, PIECES, slopeAt, subset } from './curves';
import { type Demand, demandOf } from './demand';
import { type Model, spanOf } from './model';
import { meetBudget, type Priced, settle } from './price';

/** @param model with concave curves and a budget within the bounds */
export function continuousOptimum(m: ElementaryFunctions, model: Model): Priced {
  const { curves, regions, total } = model;
  if (regions === null) return flat(m, curves, total);
  const parts = regions.members.map((each) => subset(curves, each));
  const demands = parts.map((part) => ({
    demand: demandOf(m, part),
    x: new Float64Array(part.count),
  }));
  const byRegion: Demand = (price, out) => {
    demands.forEach(({ demand, x }, r) => {
      demand(price, x);
      out[r] = Math.min(regions.upper[r], Math.max(regions.lower[r], pairwiseSum(x)));
    });
  };
  const [least, most] = spanOf(model);
  const ends = columnEnds(m, curves);
  let outer: Priced;
  if (total <= least) outer = { price: ends.high, x: regions.lower.slice() };
  else if (total >= most) outer = { price: ends.low, x: regions.upper.slice() };
  else {
    outer = meetBudget(m, byRegion, regions.count, total, ends);
    settle(outer.x, regions.lower, regions.upper, total);
  }
  const x = new Float64Array(curves.count);
  parts.forEach((part, r) => {
    const inner = flat(m, part, outer.x[r]);
    regions.members[r].forEach((i, k) => {
      x[i] = inner.x[k];
    });
  });
  settleOn(m, curves, x, total);
  return { price: outer.price, x };
}

function flat(m: ElementaryFunctions, curves: Curves, total: number): Priced {
  const [least, most] = spanOf({ curves, regions: null, total, isWhole: false });
  const ends = columnEnds(m, curves);
  if (total <= least) return { price: ends.high, x: curves.lower.slice() };
  if (total >= most) return { price: ends.low, x: curves.upper.slice() };
  const priced = meetBudget(m, demandOf(m, curves), curves.count, total, ends);
  settleOn(m, curves, priced.x, total);
  return priced;
}

function settleOn(m: ElementaryFunctions, curves: Curves, x: Float64Array, total: number): void {
  const isKink = (i: number) =>
    kindAt(curves, i) === PIECES &&
    slopeAt(m, curves, i, x[i], true) !== slopeAt(m, curves, i, x[i], false);
  settle(x, curves.lower, curves.upper, total, isKink);
}
