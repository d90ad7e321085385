/**
 * What player i gets in expectation over his rivals' profiles, and its slopes, in the variables of variables.ts:
 *
 *     f(y) = sum over m of w_m U_i(x(y), m)/S,     df/dy = sum over m of w_m dU_i/dx . dx/dy / S       (15)
 *
 * Where rivals' productivities do not hang on what player i does, only his own part is computed, by records
 * (own.ts); else the block is.
 */

import { contestEvaluate, contestGather } from './evaluate';
import {
  gradient,
  input,
  inputs,
  periods,
  players,
  profiles,
  rowBytes,
  setProfiles,
  TOTAL,
  work,
} from './layout';
import { evaluateOwn } from './own';
import { isPart, Objective, toInputs, variableOf } from './variables';

/** f, and its slopes to `g` if that is not 0. */
export function evaluate(o: Objective, y: i32, g: i32): f64 {
  return o.own !== 0 ? evaluateOwn(o, y, g) : evaluateAll(o, y, g);
}

function evaluateAll(o: Objective, y: i32, g: i32): f64 {
  const value = evaluateBlock(o, y);
  if (g === 0) return value;
  const T = periods(o.block);
  const K = inputs(o.block);
  let byInput = o.byInput;
  for (let t = 0; t < T; t++) {
    for (let kind = 0; kind < K; kind++, byInput += 8) {
      const k = variableOf(T, K, t, kind);
      const at = f64.load(y + k);
      let slope = f64.load(byInput) / o.scale;
      if (kind < 4) slope *= f64.load(o.units + (kind << 3));
      // at 0 the slope in x may be infinite
      if (kind < 2) slope = at === 0 ? 0 : 2 * at * slope;
      else if (isPart(o, k)) slope = -slope / at;
      f64.store(g + k, slope);
    }
  }
  return value;
}

/** Puts as many profiles as there is room for into the block, from one on; how many. */
export function loadProfiles(o: Objective, first: i32): i32 {
  const block = o.block;
  const count = min(o.profiles - first, o.atOnce);
  setProfiles(block, count);
  contestGather(block, o.given + ((first * periods(block) * players(block) * inputs(block)) << 3));
  return count;
}

/** f, and slopes by inputs to `byInput`, by the whole block: with the right limits at x = 0. */
export function evaluateBlock(o: Objective, y: i32): f64 {
  const block = o.block;
  const i = o.player;
  o.evaluations++;
  toInputs(o, y, o.x);
  memory.fill(o.byInput, 0, (periods(block) * inputs(block)) << 3);
  let value = 0.0;
  let first = 0;
  do {
    // where all fit in, they are there
    if (o.profiles > o.atOnce) loadProfiles(o, first);
    putOwn(o);
    contestEvaluate(block, i, i + 1, true);
    value += collect(o, first);
    first += o.atOnce;
  } while (first < o.profiles);
  return value / o.scale;
}

/** Own inputs into the profiles of the block. */
function putOwn(o: Objective): void {
  const block = o.block;
  const row = o.player * rowBytes(block);
  const K = inputs(block);
  for (let k = 0; k < K; k++) {
    let to = input(block, k) + row;
    for (let m = profiles(block); m > 0; m--) {
      let from = o.x + (k << 3);
      for (let t = periods(block); t > 0; t--, to += 8, from += K << 3) {
        f64.store(to, f64.load(from));
      }
    }
  }
}

/** Adds slopes of the block's profiles, from one on, to `byInput`; their weighted payoffs. */
function collect(o: Objective, first: i32): f64 {
  const block = o.block;
  const T = periods(block);
  const K = inputs(block);
  const row = o.player * rowBytes(block);
  let value = 0.0;
  for (let m = 0; m < profiles(block); m++) {
    const weight = f64.load(o.weights + ((first + m) << 3));
    value += weight * f64.load(work(block, TOTAL) + row + (m << 3));
    for (let k = 0; k < K; k++) {
      let from = gradient(block, o.player, k) + row + ((m * T) << 3);
      let to = o.byInput + (k << 3);
      for (let t = T; t > 0; t--, to += K << 3, from += 8) {
        f64.store(to, f64.load(to) + weight * f64.load(from));
      }
    }
  }
  return value;
}
