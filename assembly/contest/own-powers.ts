/**
 * What comes of player i's inputs in the records of a best response (records.ts): productivities, p, pi, costs.
 * These are the same whatever rivals play.
 */

import { logOutside } from '../math/log';
import {
  fromStepsOutside,
  fromStepsPair,
  fromStepsPairBounded,
  stepsPair,
  stepsPairPositive,
} from '../math/steps';
import {
  ADDITIVE,
  ALPHA,
  BETA,
  MODEL_A,
  MODEL_B,
  MULTIPLICATIVE,
  PENALTY,
  PRICES,
  THETA,
  WEIGHT,
} from './layout';
import {
  CO_PI_OWN,
  COMMON_OWN,
  COST,
  COST_CERTIFIED,
  E_OWN,
  LOG_B_OWN,
  OWN_BYTES,
  P_OWN,
  PATH_A,
  PATH_B,
  PI_OWN,
  SUM_CERTIFIED,
  SUM_P,
  SUM_PLAIN,
  SUM_S,
  X,
} from './records';

/** log_b x where 0 may be. */
// @ts-ignore: decorator
@noinline
function stepsAtZero(x: v128): v128 {
  const isZero = f64x2.eq(x, f64x2.splat(0));
  const rest = v128.bitselect(f64x2.splat(1), x, isZero);
  if (logOutside(rest, rest)) return stepsPair(x);
  return v128.bitselect(f64x2.splat(-Infinity), stepsPairPositive(rest), isZero);
}

/** b^s where s may be infinite. */
// @ts-ignore: decorator
@noinline
function powerAtInfinity(s: v128): v128 {
  const isInfinite = f64x2.eq(f64x2.abs(s), f64x2.splat(Infinity));
  const rest = v128.andnot(s, isInfinite);
  if (fromStepsOutside(rest, rest)) return fromStepsPair(s);
  const ends = f64x2.max(s, f64x2.splat(0));
  return v128.bitselect(ends, fromStepsPairBounded(rest), isInfinite);
}

/** A and B over time, from what is invested. */
export function ownPaths(own: i32, T: i32): void {
  ownPath(own + (MODEL_A << 4), own + ((X + 2) << 4), own + (PATH_A << 4), T);
  ownPath(own + (MODEL_B << 4), own + ((X + 3) << 4), own + (PATH_B << 4), T);
}

function ownPath(given: i32, invested: i32, path: i32, T: i32): void {
  let level = f64.load(given);
  let before = level;
  let at = 0;
  f64.store(path, level);
  for (let t = 1; t < T; t++) {
    const added = f64.load(invested + at);
    at += t & 1 ? 8 : OWN_BYTES - 8;
    const now = f64.load(given + at);
    level += now - before + added;
    before = now;
    f64.store(path + at, level);
  }
  // the second half of an odd T's last record
  if (T & 1) f64.store(path + at, level, 8);
}

/** p, pi and costs from inputs; sums over profiles begin at 0. */
export function ownPowers(own: i32, end: i32, K: i32, kind: i32, certifies: bool): void {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const none = f64x2.splat(-Infinity);
  const half = f64x2.splat(0.5);
  let r = own;
  do {
    const logB = K > 2 ? stepsPair(v128.load(r, PATH_B << 4)) : v128.load(r, LOG_B_OWN << 4);
    const xs = v128.load(r, X << 4);
    const xp = v128.load(r, (X + 1) << 4);
    let s = stepsPairPositive(xs);
    let b = stepsPairPositive(xp);
    if (logOutside(xs, xp)) {
      s = stepsAtZero(xs);
      b = stepsAtZero(xp);
    }
    s = f64x2.mul(v128.load(r, ALPHA << 4), s);
    b = f64x2.mul(v128.load(r, BETA << 4), b);
    const theta = v128.load(r, THETA << 4);
    // theta = 0 leaves p out, even p = 0
    const burden = v128.and(f64x2.mul(theta, f64x2.add(logB, b)), f64x2.ne(theta, zero));
    s = v128.bitselect(none, f64x2.sub(burden, s), f64x2.eq(burden, none));
    let p = fromStepsPairBounded(b);
    let e = fromStepsPairBounded(s);
    if (fromStepsOutside(b, s)) {
      p = powerAtInfinity(b);
      e = powerAtInfinity(s);
    }
    const A = v128.load(r, PATH_A << 4);
    const inverse = f64x2.div(one, f64x2.add(A, e));
    const pi = f64x2.mul(A, inverse);
    const rest = f64x2.sub(one, pi);
    const co = v128.bitselect(f64x2.mul(e, inverse), rest, f64x2.lt(e, A));
    v128.store(r, f64x2.mul(v128.load(r, PATH_B << 4), p), P_OWN << 4);
    v128.store(r, e, E_OWN << 4);
    v128.store(r, pi, PI_OWN << 4);
    v128.store(r, co, CO_PI_OWN << 4);
    if (kind === ADDITIVE || kind === MULTIPLICATIVE) {
      const weight = v128.load(r, WEIGHT << 4);
      const term = f64x2.mul(weight, kind === ADDITIVE ? pi : stepsPair(pi));
      v128.store(r, v128.and(term, f64x2.ne(weight, zero)), COMMON_OWN << 4);
    }
    let cost = zero;
    let reduced = zero;
    let at = r;
    for (let k = 0; k < K; k++) {
      const x = v128.load(at, X << 4);
      const slope = v128.load(at + (K << 5), PRICES << 4);
      const rise = f64x2.mul(half, f64x2.mul(slope, x));
      cost = f64x2.add(cost, f64x2.mul(x, f64x2.add(v128.load(at, PRICES << 4), rise)));
      if (certifies) {
        const price = v128.load(at + (K << 4), PRICES << 4);
        reduced = f64x2.add(reduced, f64x2.mul(x, f64x2.add(price, rise)));
      }
      at += 16;
    }
    if (certifies) cost = f64x2.add(cost, v128.load(r, PENALTY << 4));
    v128.store(r, cost, COST << 4);
    v128.store(r, reduced, COST_CERTIFIED << 4);
    v128.store(r, zero, SUM_S << 4);
    v128.store(r, zero, SUM_P << 4);
    v128.store(r, zero, SUM_PLAIN << 4);
    v128.store(r, zero, SUM_CERTIFIED << 4);
    r += OWN_BYTES;
  } while (r < end);
}
