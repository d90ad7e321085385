/**
 * The two ends of an evaluation by records (records.ts): inputs from variables, and slopes by variables from
 * sums over profiles. With x = X y^2, an effort's
 *
 *     df/dy = 2 (alpha du/dln s - omega x price)/y / S.
 */

import { ALPHA, PRICES } from './layout';
import {
  BY_A_OWN,
  BY_B_OWN,
  DUE,
  OWN_BYTES,
  PATH_A,
  PATH_B,
  SUM_CERTIFIED,
  SUM_P,
  SUM_PLAIN,
  SUM_S,
  X,
} from './records';
import { Objective } from './variables';

/** Two periods' values of a variable; `second` is 0 in the last record of an odd T. */
// @ts-ignore: decorator
@inline
function pair(y: i32, second: i32): v128 {
  return v128.load64_lane(y + second, v128.load64_splat(y), 1);
}

/** Inputs of the records, equation (14). */
export function ownInputs(o: Objective, y: i32, own: i32, T: i32, K: i32): void {
  const units = o.units;
  const unitS = v128.load64_splat(units);
  const unitP = v128.load64_splat(units, 8);
  let rest = y + (T << 4);
  let r = own;
  let t = 1;
  do {
    const second = t < T ? 16 : 0;
    const ys = pair(y, second);
    const yp = pair(y + 8, second);
    v128.store(r, f64x2.mul(f64x2.mul(unitS, ys), ys), X << 4);
    v128.store(r, f64x2.mul(f64x2.mul(unitP, yp), yp), (X + 1) << 4);
    if (K > 2) {
      const a = v128.load64_splat(units, 16);
      const b = v128.load64_splat(units, 24);
      v128.store(r, f64x2.mul(a, pair(rest, second)), (X + 2) << 4);
      v128.store(r, f64x2.mul(b, pair(rest + 8, second)), (X + 3) << 4);
      rest += 32;
    }
    r += OWN_BYTES;
    y += 32;
    t += 2;
  } while (t <= T);
}

/** Slopes from the sums over profiles. */
export function ownSlopes(o: Objective, y: i32, g: i32, T: i32, K: i32, certifies: bool): void {
  const effort = f64x2.splat(2 / o.scale);
  let to = g;
  let r = o.own;
  let t = 1;
  do {
    const second = t < T ? 16 : 0;
    effortSlope(r, r, y, to, second, K, certifies, effort);
    effortSlope(r, r + 16, y + 8, to + 8, second, K, certifies, effort);
    if (K > 2) {
      const byA = f64x2.div(v128.load(r, SUM_S << 4), v128.load(r, PATH_A << 4));
      const byB = f64x2.div(v128.load(r, SUM_P << 4), v128.load(r, PATH_B << 4));
      v128.store(r, byA, BY_A_OWN << 4);
      v128.store(r, byB, BY_B_OWN << 4);
      v128.store(r, due(r, r + 32, K, certifies), DUE << 4);
      v128.store(r, due(r, r + 48, K, certifies), (DUE + 1) << 4);
    }
    r += OWN_BYTES;
    y += 32;
    to += 32;
    t += 2;
  } while (t <= T);
  if (K > 2) back(o, g + (T << 4), T);
}

/** What a unit of an input costs, in all profiles. */
// @ts-ignore: decorator
@inline
function due(r: i32, input: i32, K: i32, certifies: bool): v128 {
  const plain = v128.load(r, SUM_PLAIN << 4);
  const rise = f64x2.mul(v128.load(input + (K << 5), PRICES << 4), v128.load(input, X << 4));
  let sum = f64x2.mul(plain, f64x2.add(v128.load(input, PRICES << 4), rise));
  if (certifies) {
    const certified = v128.load(r, SUM_CERTIFIED << 4);
    const price = f64x2.add(v128.load(input + (K << 4), PRICES << 4), rise);
    sum = f64x2.add(sum, f64x2.mul(certified, price));
  }
  return sum;
}

/** By a kind of effort; `at` is 16 bytes on for the second, whose numbers stand there in a record. */
// @ts-ignore: decorator
@inline
function effortSlope(
  r: i32,
  at: i32,
  y: i32,
  g: i32,
  second: i32,
  K: i32,
  certifies: bool,
  scale: v128,
): void {
  const v = pair(y, second);
  const gain = f64x2.mul(v128.load(at, ALPHA << 4), v128.load(at, SUM_S << 4));
  const cost = f64x2.mul(due(r, at, K, certifies), v128.load(at, X << 4));
  const slope = f64x2.mul(f64x2.div(f64x2.sub(gain, cost), v), scale);
  const known = v128.and(slope, f64x2.ne(v, f64x2.splat(0)));
  v128.store64_lane(g + second, known, 1);
  v128.store64_lane(g, known, 0);
}

/** Slopes by what is invested: what productivity is worth later, less the price. */
function back(o: Objective, g: i32, T: i32): void {
  const scale = 1 / o.scale;
  const unitA = f64.load(o.units, 16) * scale;
  const unitB = f64.load(o.units, 24) * scale;
  let r = o.own + ((T - 1) >> 1) * OWN_BYTES + (((T - 1) & 1) << 3);
  let to = g + ((T - 1) << 4);
  let laterA = 0.0;
  let laterB = 0.0;
  for (let t = T; t > 0; t--) {
    f64.store(to, unitA * (laterA - f64.load(r, DUE << 4)));
    f64.store(to, unitB * (laterB - f64.load(r, (DUE + 1) << 4)), 8);
    laterA += f64.load(r, BY_A_OWN << 4);
    laterB += f64.load(r, BY_B_OWN << 4);
    to -= 16;
    r -= t & 1 ? OWN_BYTES - 8 : 8;
  }
}
