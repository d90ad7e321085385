/**
 * What player i gets in expectation over his rivals' profiles, and its slopes, in the variables of variables.ts:
 *
 *     f(y) = sum over m of w_m U_i(x(y), m)/S,     df/dy = sum over m of w_m dU_i/dx . dx/dy / S       (15)
 *
 * Where rivals' productivities do not hang on what player i does, only his own part is computed, by records
 * (own.ts); else the block is.
 */

import { contestEvaluate } from './evaluate';
import { gradient, input, inputs, periods, profiles, rowBytes, TOTAL, work } from './layout';
import { evaluateOwn } from './own';
import { isPart, Objective, toInputs, variableOf } from './variables';

/** f, and its slopes to `g`. */
export function evaluate(o: Objective, y: i32, g: i32): f64 {
  return o.own !== 0 ? evaluateOwn(o, y, g) : evaluateAll(o, y, g);
}

function evaluateAll(o: Objective, y: i32, g: i32): f64 {
  const value = evaluateBlock(o, y);
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

/** f, and slopes by inputs to `byInput`, by the whole block: with the right limits at x = 0. */
export function evaluateBlock(o: Objective, y: i32): f64 {
  const block = o.block;
  const i = o.player;
  const row = rowBytes(block);
  const T = periods(block);
  const K = inputs(block);
  const step = K << 3;
  o.evaluations++;
  toInputs(o, y, o.x);
  for (let k = 0; k < K; k++) {
    let to = input(block, k) + i * row;
    for (let m = profiles(block); m > 0; m--) {
      let from = o.x + (k << 3);
      for (let t = T; t > 0; t--, to += 8, from += step) f64.store(to, f64.load(from));
    }
  }
  contestEvaluate(block, i, i + 1, true);
  const total = work(block, TOTAL) + i * row;
  let value = 0.0;
  memory.fill(o.byInput, 0, T * step);
  for (let m = 0; m < profiles(block); m++) {
    const weight = f64.load(o.weights + (m << 3));
    value += weight * f64.load(total + (m << 3));
    for (let k = 0; k < K; k++) {
      let from = gradient(block, i, k) + i * row + ((m * T) << 3);
      let to = o.byInput + (k << 3);
      for (let t = T; t > 0; t--, to += step, from += 8) {
        f64.store(to, f64.load(to) + weight * f64.load(from));
      }
    }
  }
  return value / o.scale;
}
