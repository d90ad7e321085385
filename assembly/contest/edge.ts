/**
 * The derivative from the right of U_i (before discount and prices) by an input of player k that is 0.
 *
 * There U grows as the leading one of some powers c x^e: the derivative is infinite with the sign of c
 * where e < 1, c where e = 1, else 0.
 *
 *     x_s (p_k > 0 or theta = 0):  pi_k = A x^alpha p^-theta, so e = alpha, or alpha w_k where pi_k enters to
 *                                  the power w_k (multiplicative). At p_k = 0, theta > 0: pi_k = 1, nothing moves.
 *     x_p:  p = B x^beta enters the contest, e = beta; and 1 - pi_k = p^theta/s_k, e = beta theta, where
 *           safety hangs on every player. At s_k = 0 pi_k falls from 1 to 0 at once, and where nobody else
 *           performs and somebody must win, q_k jumps from 0 to 1: e = 0.
 */

import { pow } from '../math/pow';
import {
  ADDITIVE,
  ALPHA,
  BETA,
  BY_SUM,
  columnRow,
  COMMON,
  DISASTER,
  H,
  has,
  input,
  LOSE_FIXED,
  LOSE_PER,
  matrix,
  MATRIX,
  model,
  MULTIPLICATIVE,
  NEXT,
  NO_WIN,
  NO_WIN_IS_DISASTER,
  NONE,
  ON_DISASTER,
  P,
  pathA,
  pathB,
  PI,
  players,
  Q,
  risk,
  rowBytes,
  SAFE_WIN,
  THETA,
  WEIGHT,
  WIN,
  WIN_FIXED,
  WIN_PER,
  WINNER,
  work,
} from './layout';

/** The derivative of c x^e at 0. */
function lead(e: f64, c: f64): f64 {
  if (c === 0 || e > 1) return 0;
  return e < 1 ? c * Infinity : c;
}

/** That of a sum of two powers. */
function leading(e: f64, c: f64, e2: f64, c2: f64): f64 {
  if (c2 === 0 || (c !== 0 && e < e2)) return lead(e, c);
  if (c === 0 || e2 < e) return lead(e2, c2);
  return lead(e, c + c2);
}

/** @param which 0 safety, 1 performance; @param c byte of the column */
export function edge(block: i32, i: i32, k: i32, which: i32, c: i32): f64 {
  return which === 0 ? bySafety(block, i, k, c) : byPerformance(block, i, k, c);
}

// @ts-ignore: decorator
@inline
function rewardOf(block: i32, fixed: i32, per: i32, at: i32): f64 {
  return (
    f64.load(model(block, fixed) + at) +
    f64.load(model(block, per) + at) * f64.load(work(block, P) + at)
  );
}

/** G_ik where player k wins. */
function gain(block: i32, i: i32, k: i32, c: i32): f64 {
  const at = i * rowBytes(block) + c;
  const rho =
    i === k ? rewardOf(block, WIN_FIXED, WIN_PER, at) : rewardOf(block, LOSE_FIXED, LOSE_PER, at);
  const d = f64.load(model(block, DISASTER) + at);
  const m = has(block, MATRIX) ? f64.load(matrix(block, k) + at) : 0;
  return (1 - f64.load(model(block, ON_DISASTER) + at)) * rho + d + m;
}

/** The sum over j of q_j G_ij. */
function totalGain(block: i32, i: i32, c: i32): f64 {
  let sum = 0.0;
  for (let j = 0; j < players(block); j++) {
    sum += f64.load(work(block, Q) + j * rowBytes(block) + c) * gain(block, i, j, c);
  }
  return sum;
}

function bySafety(block: i32, i: i32, k: i32, c: i32): f64 {
  const row = rowBytes(block);
  const to = k * row + c;
  const kind = risk(block);
  const theta = f64.load(model(block, THETA) + to);
  const p = f64.load(work(block, P) + to);
  if (kind === NONE || (p === 0 && theta > 0)) return 0;
  const alpha = f64.load(model(block, ALPHA) + to);
  const weight = f64.load(model(block, WEIGHT) + to);
  const odds = f64.load(pathA(block) + to) * pow(p, -theta);
  if (kind === WINNER) {
    return lead(alpha, f64.load(work(block, Q) + to) * gain(block, i, k, c) * odds);
  }
  const total = totalGain(block, i, c);
  if (kind === ADDITIVE) return lead(alpha, total * weight * odds);
  let others = 1.0;
  for (let j = 0; j < players(block); j++) {
    const at = j * row + c;
    if (j !== k) others *= pow(f64.load(work(block, PI) + at), f64.load(model(block, WEIGHT) + at));
  }
  return weight === 0 ? 0 : lead(alpha * weight, total * others * pow(odds, weight));
}

function byPerformance(block: i32, i: i32, k: i32, c: i32): f64 {
  const row = rowBytes(block);
  const to = k * row + c;
  const at = i * row + c;
  const kind = risk(block);
  const isCommon = kind === ADDITIVE || kind === MULTIPLICATIVE;
  const theta = f64.load(model(block, THETA) + to);
  const beta = f64.load(model(block, BETA) + to);
  const B = f64.load(pathB(block) + to);
  const xs = f64.load(input(block, 0) + to);
  const s = f64.load(pathA(block) + to) * pow(xs, f64.load(model(block, ALPHA) + to));
  const common = f64.load(columnRow(block, COMMON) + c);
  // by pi_k, at pi_k = 1
  const weight = f64.load(model(block, WEIGHT) + to) * (kind === MULTIPLICATIVE ? common : 1);
  const bySafe = isCommon && theta > 0 ? -totalGain(block, i, c) * weight : 0;
  if (s === 0 && bySafe !== 0) return lead(0, bySafe);

  let sigma = common;
  if (kind === WINNER) sigma = theta === 0 ? f64.load(work(block, PI) + to) : s > 0 ? 1 : 0;
  if (isCommon && theta > 0 && s === 0) {
    // pi_k has fallen from 1 to 0
    const share = f64.load(model(block, WEIGHT) + to);
    if (kind === ADDITIVE) sigma = common - share;
    else if (share > 0) sigma = 0;
  }
  const own = i === k;
  const rho = own
    ? rewardOf(block, WIN_FIXED, WIN_PER, at)
    : rewardOf(block, LOSE_FIXED, LOSE_PER, at);
  const kappa = f64.load(model(block, ON_DISASTER) + at);
  const d = f64.load(model(block, DISASTER) + at);
  const m = has(block, MATRIX) ? f64.load(matrix(block, k) + at) : 0;
  const fall = has(block, NO_WIN_IS_DISASTER) ? 0 : d;
  const V = kappa * rho - fall - m + sigma * gain(block, i, k, c);
  const next = f64.load(columnRow(block, NEXT) + c);
  const inverse = f64.load(columnRow(block, BY_SUM) + c);
  if (inverse === 0) return lead(0, V - next);
  const noWin = f64.load(columnRow(block, NO_WIN) + c);
  let slope = (V - f64.load(work(block, H) + at) - next * noWin) * inverse;
  if (own) {
    const losing =
      kappa * f64.load(columnRow(block, WIN) + c) +
      (1 - kappa) * f64.load(columnRow(block, SAFE_WIN) + c);
    slope += f64.load(model(block, LOSE_PER) + at) * losing;
  }
  const c2 = s > 0 ? (bySafe * pow(B, theta)) / s : 0;
  return leading(beta, B * slope, beta * theta, c2);
}
