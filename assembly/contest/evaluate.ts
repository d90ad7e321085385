/**
 * Payoffs, gradients and states of the profiles of a block (layout.ts), of players [from, to).
 *
 * Productivities forward, powers of whole arrays, outcomes by column, then for one player after the other
 * payoffs and, where asked for, the reverse sweep.
 */

import { playerGradient } from './gradient';
import {
  ALPHA,
  CROSS,
  gradient,
  has,
  input,
  inputs,
  LOG_XS,
  model,
  pathA,
  periods,
  players,
  profiles,
  rowBytes,
  S,
  work,
} from './layout';
import { outcomes } from './outcome';
import { periodPayoffs, periodWeights, totals } from './payoff';
import { fromSteps, logProductivity, powers } from './powers';
import { productivities } from './productivity';

/**
 * Once for the profiles of one game: its numbers, [array][player][period], repeated for each profile, and
 * what depends on them alone.
 */
export function contestPrepare(block: i32, numbers: i32): void {
  const row = rowBytes(block);
  const T = periods(block) << 3;
  const used = profiles(block) * T;
  let to = model(block, 0);
  for (const end = input(block, 0); to < end; to += row, numbers += T) {
    let c = 0;
    for (; c < used; c += T) {
      let t = 0;
      do {
        f64.store(to + c + t, f64.load(numbers + t));
        t += 8;
      } while (t < T);
    }
    if (c < row) f64.store(to + c, f64.load(numbers));
  }
  if (inputs(block) === 2) logProductivity(block);
}

/** @param derivatives whether gradients are wanted */
export function contestEvaluate(block: i32, from: i32, to: i32, derivatives: bool): void {
  if (inputs(block) > 2) productivities(block);
  powers(block);
  outcomes(block);
  for (let i = from; i < to; i++) {
    periodPayoffs(block, i);
    const omega = periodWeights(block, i);
    totals(block, i, omega);
    if (derivatives) playerGradient(block, i, omega);
  }
}

/** s = A x_s^alpha, after contestEvaluate. */
export function contestSafety(block: i32): void {
  const bytes = players(block) * rowBytes(block);
  const alpha = model(block, ALPHA);
  const steps = work(block, LOG_XS);
  const A = pathA(block);
  const s = work(block, S);
  for (let c = 0; c < bytes; c += 16) {
    v128.store(s + c, f64x2.mul(v128.load(alpha + c), v128.load(steps + c)));
  }
  fromSteps(s, bytes);
  for (let c = 0; c < bytes; c += 16) {
    v128.store(s + c, f64x2.mul(v128.load(A + c), v128.load(s + c)));
  }
}

/** Inputs of the block from profiles [profile][period][player][input]; 1 in the padding. */
export function contestGather(block: i32, from: i32): void {
  const row = rowBytes(block);
  const used = (profiles(block) * periods(block)) << 3;
  const K = inputs(block);
  const step = (players(block) * K) << 3;
  for (let k = 0; k < K; k++) {
    let x = input(block, k);
    for (let i = 0; i < players(block); i++, x += row) {
      let source = from + ((i * K + k) << 3);
      let c = 0;
      do {
        f64.store(x + c, f64.load(source));
        source += step;
        c += 8;
      } while (c < used);
      if (c < row) f64.store(x + c, 1);
    }
  }
}

/**
 * Derivatives of the block, of players [first, end), shaped as the profiles; where they are by everybody's
 * inputs, a profile for each player whose payoff it is.
 */
export function contestScatter(block: i32, first: i32, end: i32, to: i32): void {
  const row = rowBytes(block);
  const K = inputs(block);
  const n = players(block);
  const T = periods(block);
  const step = (n * K) << 3;
  const crossed = has(block, CROSS);
  for (let i = first; i < end; i++) {
    for (let k = 0; k < K; k++) {
      const derivatives = gradient(block, i, k);
      const last = crossed ? n : i + 1;
      for (let j = crossed ? 0 : i; j < last; j++) {
        let d = derivatives + j * row;
        let target = to + ((j * K + k) << 3) + (crossed ? i * step * T : 0);
        for (let m = profiles(block); m > 0; m--) {
          let t = T;
          do {
            f64.store(target, f64.load(d));
            target += step;
            d += 8;
          } while (--t > 0);
          if (crossed) target += (n - 1) * step * T;
        }
      }
    }
  }
}
