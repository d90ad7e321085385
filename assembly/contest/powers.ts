/**
 * Logarithms and exponentials to the base b = 2^(1/128) (math/steps.ts) of whole arrays, and powers of
 * inputs by them. Counts are in f64 and even.
 *
 *     p = B b^(beta log x_p)      E = A/o = p^theta / x_s^alpha = b^(theta (log B + beta log x_p) - alpha log x_s)
 *
 * with the odds o = s p^-theta. At x_p = 0 and theta > 0 the odds are infinite whatever x_s, hence E = 0.
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
  ALPHA,
  BETA,
  E,
  inputs,
  LOG_B,
  LOG_XP,
  LOG_XS,
  model,
  P,
  pathB,
  players,
  rowBytes,
  THETA,
  work,
  input,
} from './layout';

// @ts-ignore: decorator
@noinline
function stepsRare(x: v128): v128 {
  return stepsPair(x);
}

// @ts-ignore: decorator
@noinline
function fromStepsRare(x: v128): v128 {
  return fromStepsPair(x);
}

/** log_b of `bytes` of pairs; rare lanes are looked for after the store (math/vector.ts). */
export function stepsInto(x: i32, out: i32, bytes: i32): void {
  const end = x + bytes;
  const last = end - 32;
  while (x <= last) {
    let a: v128, b: v128, outside: bool;
    do {
      a = v128.load(x);
      b = v128.load(x, 16);
      v128.store(out, stepsPairPositive(a));
      v128.store(out, stepsPairPositive(b), 16);
      outside = logOutside(a, b);
      x += 32;
      out += 32;
    } while (i32(x <= last) & i32(!outside));
    if (outside) {
      v128.store(out - 32, stepsRare(a));
      v128.store(out - 16, stepsRare(b));
    }
  }
  if (x < end) v128.store(out, stepsRare(v128.load(x)));
}

/** b^s in place. */
export function fromSteps(s: i32, bytes: i32): void {
  const end = s + bytes;
  const last = end - 32;
  while (s <= last) {
    let a: v128, b: v128, outside: bool;
    do {
      a = v128.load(s);
      b = v128.load(s, 16);
      v128.store(s, fromStepsPairBounded(a));
      v128.store(s, fromStepsPairBounded(b), 16);
      outside = fromStepsOutside(a, b);
      s += 32;
    } while (i32(s <= last) & i32(!outside));
    if (outside) {
      v128.store(s - 32, fromStepsRare(a));
      v128.store(s - 16, fromStepsRare(b));
    }
  }
  if (s < end) v128.store(s, fromStepsRare(v128.load(s)));
}

/** log_b B. Where nothing is invested it is the same for every profile and taken once for a batch. */
export function logProductivity(block: i32): void {
  stepsInto(pathB(block), work(block, LOG_B), players(block) * rowBytes(block));
}

/** p and E of every player and column. */
export function powers(block: i32): void {
  const bytes = players(block) * rowBytes(block);
  if (inputs(block) > 2) logProductivity(block);
  stepsInto(input(block, 0), work(block, LOG_XS), 2 * bytes);

  const alpha = model(block, ALPHA);
  const beta = model(block, BETA);
  const theta = model(block, THETA);
  const logS = work(block, LOG_XS);
  const logP = work(block, LOG_XP);
  const logB = work(block, LOG_B);
  const p = work(block, P);
  const e = work(block, E);
  const none = f64x2.splat(-Infinity);
  let c = 0;
  do {
    const b = f64x2.mul(v128.load(beta + c), v128.load(logP + c));
    const t = v128.load(theta + c);
    // theta = 0 leaves p out, even p = 0
    const burden = v128.and(
      f64x2.mul(t, f64x2.add(v128.load(logB + c), b)),
      f64x2.ne(t, f64x2.splat(0)),
    );
    const s = f64x2.mul(v128.load(alpha + c), v128.load(logS + c));
    v128.store(p + c, b);
    v128.store(e + c, v128.bitselect(none, f64x2.sub(burden, s), f64x2.eq(burden, none)));
    c += 16;
  } while (c < bytes);
  fromSteps(p, 2 * bytes);

  const B = pathB(block);
  c = 0;
  do {
    v128.store(p + c, f64x2.mul(v128.load(B + c), v128.load(p + c)));
    c += 16;
  } while (c < bytes);
}
