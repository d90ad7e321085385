/**
 * The variables of a best response (src/engine/javascript/contest/respond.ts), and what is known of it:
 *
 *     y = sqrt(x/X) for effort, x/X for investment, e^-z for sharing, z where sharing has a price      (14)
 *
 * with units X: effort of all periods first, then [period][other input].
 */

import { exp } from '../math/exp';
import { log } from '../math/log';
import { inputs, model, periods, PRICES, rowBytes } from './layout';

// @ts-ignore: decorator
@unmanaged
export class Objective {
  block: i32 = 0;
  player: i32 = 0;
  /** X of each input. */
  units: i32 = 0;
  /** How many profiles, how many the block has room for, w of each, and the profiles themselves. */
  profiles: i32 = 0;
  atOnce: i32 = 0;
  weights: i32 = 0;
  given: i32 = 0;
  scale: f64 = 0;
  maximumSharing: f64 = 0;
  /** Bounds of y. */
  lower: i32 = 0;
  upper: i32 = 0;
  /** Inputs, and df/dx without S, at the point that `evaluateBlock` evaluated last. */
  x: i32 = 0;
  byInput: i32 = 0;
  /** Records; none where the block is evaluated. */
  own: i32 = 0;
  rivals: i32 = 0;
  evaluations: i32 = 0;
}

/** Whether more of an input costs more in a period. */
export function hasPrice(o: Objective, kind: i32, t: i32): bool {
  const block = o.block;
  const at = o.player * rowBytes(block) + (t << 3);
  const price = f64.load(model(block, PRICES + kind) + at);
  return price > 0 || f64.load(model(block, PRICES + 2 * inputs(block) + kind) + at) > 0;
}

/** Whether a variable is e^-z: no other has a lower bound above 0. */
// @ts-ignore: decorator
@inline
export function isPart(o: Objective, k: i32): bool {
  return f64.load(o.lower + k) > 0;
}

/** Where in y, in bytes, an input of a period is: effort of all periods comes first. */
// @ts-ignore: decorator
@inline
export function variableOf(T: i32, K: i32, t: i32, kind: i32): i32 {
  return (kind < 2 ? 2 * t + kind : 2 * T + t * (K - 2) + kind - 2) << 3;
}

/** Equation (14). */
export function toVariables(o: Objective, x: i32, y: i32): void {
  const T = periods(o.block);
  const K = inputs(o.block);
  for (let t = 0; t < T; t++) {
    for (let kind = 0; kind < K; kind++, x += 8) {
      const k = variableOf(T, K, t, kind);
      let value = f64.load(x);
      if (kind < 4) value /= f64.load(o.units + (kind << 3));
      if (kind < 2) value = Math.sqrt(value);
      else if (isPart(o, k)) value = exp(-value);
      f64.store(y + k, value);
    }
  }
}

export function toInputs(o: Objective, y: i32, x: i32): void {
  const T = periods(o.block);
  const K = inputs(o.block);
  for (let t = 0; t < T; t++) {
    for (let kind = 0; kind < K; kind++, x += 8) {
      const k = variableOf(T, K, t, kind);
      const value = f64.load(y + k);
      let amount = value;
      if (kind < 4) amount *= f64.load(o.units + (kind << 3));
      if (kind < 2) amount *= value;
      else if (isPart(o, k)) {
        amount = value <= f64.load(o.lower + k) ? o.maximumSharing : max(0.0, -log(value));
      }
      f64.store(x, amount);
    }
  }
}
