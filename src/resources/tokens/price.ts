/**
 * The price at which demands meet a budget:
 *
 *     X(λ) = Σ_i x_i(λ) = T,   X falling                                                      (R7t)
 *
 * kept between a price at which too little is asked for and one at which too much is, by false
 * position in ln λ (the Illinois rule) and, where that does not halve the bracket in three steps,
 * by bisection over the doubles themselves, until the two are neighbours. What is asked for in
 * between (curves that are straight at λ, and the last rounding) is filled in order, so that every
 * allocation is optimal at a price within one unit of the last place.
 *
 * Sources: M. Dowell, P. Jarratt, BIT 11 (1971) 168 (Illinois); T. Ibaraki, N. Katoh, Resource
 * Allocation Problems (1988), chapter 2 (Lagrange multipliers).
 */

import type { ElementaryFunctions } from '../../engine/backend';
import { neumaierSum, pairwiseSum } from '../../numerics/sums';
import type { Demand } from './demand';

export interface Priced {
  readonly price: number;
  /** Demands of the budget. */
  readonly x: Float64Array;
}

/**
 * @param ends slopes that no demand outlives, from above and from below: at `high` all are at their
 * least (which may be ∞)
 * @param total between the sums of least and greatest demands
 */
export function meetBudget(
  m: ElementaryFunctions,
  demand: Demand,
  size: number,
  total: number,
  ends: { readonly high: number; readonly low: number },
): Priced {
  let scratch = new Float64Array(size);
  const arrays = { high: new Float64Array(size), low: new Float64Array(size) };
  const excess = (price: number) => {
    demand(price, scratch);
    return pairwiseSum(scratch) - total;
  };
  const keep = (side: 'high' | 'low') => {
    [arrays[side], scratch] = [scratch, arrays[side]];
  };
  let { high, low } = outwards(excess, ends, keep);
  let [above, below] = [high.excess, low.excess];
  let widths = [Infinity, Infinity, Infinity];
  let side = '';
  for (let step = 0; step < 400; step++) {
    if (high.excess === 0) return { price: high.price, x: arrays.high };
    if (low.excess === 0) return { price: low.price, x: arrays.low };
    const [h, l] = [orderOf(high.price), orderOf(low.price)];
    const width = Number(h - l);
    // neighbours; or nearly, and no more than rounding between them
    if (width <= 1 || (width <= 64 && low.excess - high.excess <= 1e-12 * total)) break;
    const isSlow = width > 0.5 * widths[0];
    widths = [widths[1], widths[2], width];
    const price = isSlow
      ? doubleAt((h + l) / 2n)
      : within(falsePosition(m, high.price, low.price, above, below), h, l);
    const e = excess(price);
    if (e <= 0) {
      keep('high');
      high = { price, excess: e };
      above = e;
      if (side === 'high') below *= 0.5;
      side = 'high';
    } else {
      keep('low');
      low = { price, excess: e };
      below = e;
      if (side === 'low') above *= 0.5;
      side = 'low';
    }
  }
  fillBetween(arrays.high, arrays.low, total);
  return { price: high.price, x: arrays.high };
}

interface End {
  readonly price: number;
  readonly excess: number;
}

/** Moves the two ends apart until the budget lies between their demands, rounding included. */
function outwards(
  excess: (price: number) => number,
  ends: { readonly high: number; readonly low: number },
  keep: (side: 'high' | 'low') => void,
): { high: End; low: End } {
  const from = Number.isFinite(ends.high) ? ends.high : Math.max(1, 2 * Math.abs(ends.low));
  const reach = (start: number, sign: 1 | -1): End => {
    let price = start;
    for (let step = 0; ; step++) {
      const e = excess(price);
      if (sign * e <= 0 || step === 110) return { price, excess: e };
      // 2^−50, 2^−40, … of the start, then by powers of 1024
      const factor = 2 ** (10 * step - 50);
      const next = start + sign * factor * (Math.abs(start) || 1e-290);
      price = Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, next));
    }
  };
  const high = reach(from, 1);
  keep('high');
  const low = reach(Math.min(ends.low, high.price), -1);
  keep('low');
  return { high, low };
}

function falsePosition(
  m: ElementaryFunctions,
  high: number,
  low: number,
  above: number,
  below: number,
): number {
  const share = below / (below - above);
  if (!(low > 0)) return low + share * (high - low);
  if (high / low < 1.0001) return low + share * (high - low);
  const [a, b] = [m.log(low), m.log(high)];
  return m.exp(a + share * (b - a));
}

/**
 * The price itself where it lies within the bracket, else the double next to the end that it
 * passes.
 */
function within(price: number, high: bigint, low: bigint): number {
  const order = Number.isNaN(price) ? (high + low) / 2n : orderOf(price);
  if (order >= high) return doubleAt(high - 1n);
  return order <= low ? doubleAt(low + 1n) : price;
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);
const least = -(2n ** 63n);

/** The place of a double among the doubles. */
function orderOf(x: number): bigint {
  double[0] = x;
  return bits[0] >= 0n ? bits[0] : least - bits[0];
}

function doubleAt(order: bigint): number {
  bits[0] = order >= 0n ? order : least - order;
  return double[0];
}

/**
 * Fills x from its demands at the higher price to those at the lower, in order, until the budget is
 * met.
 */
function fillBetween(x: Float64Array, most: Float64Array, total: number): void {
  let rest = total - neumaierSum(x);
  for (let i = 0; i < x.length && rest > 0; i++) {
    const room = most[i] - x[i];
    if (!(room > 0)) continue;
    if (room >= rest) {
      x[i] += rest;
      break;
    }
    x[i] = most[i];
    rest -= room;
  }
}

/**
 * Puts what rounding has left of the budget where there is room for it.
 *
 * @param lower and @param upper bounds that x keeps
 * @param isKink whether x_i must not be moved, since its curve bends there
 */
export function settle(
  x: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  total: number,
  isKink: (i: number) => boolean = () => false,
): void {
  for (let round = 0; round < 4; round++) {
    let rest = total - neumaierSum(x);
    if (rest === 0) return;
    for (let i = 0; i < x.length && rest !== 0; i++) {
      if (!(x[i] > lower[i] && x[i] < upper[i]) || isKink(i)) continue;
      // no patch moves by more than 1e-10 of its room
      const room = 1e-10 * Math.min(x[i] - lower[i], upper[i] - x[i]);
      const before = x[i];
      x[i] += Math.max(-room, Math.min(room, rest));
      rest -= x[i] - before;
    }
  }
}
