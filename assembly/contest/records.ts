/**
 * What a best response is computed from where rivals' productivities do not hang on the own inputs (basic
 * games, and those with investment): records of two neighbouring periods, two lanes a number.
 *
 *     own records, T/2       the player's numbers, what comes of the own inputs, and sums over profiles
 *     rival records, M T/2   for each profile of the rivals what they come to
 *
 * A number of a record is at 16 times its index, an immediate offset. The last record of an odd T has its
 * period twice, the second time with weight 0.
 */

import {
  ADDITIVE,
  certification,
  DISCOUNT,
  E,
  inputs,
  LOG_B,
  matrix,
  MATRIX,
  has,
  model,
  MODEL_A,
  MODEL_B,
  MULTIPLICATIVE,
  OFFSET,
  P,
  pathA,
  periods,
  PI,
  players,
  PRICES,
  profiles,
  risk,
  rowBytes,
  THRESHOLD,
  U,
  WEIGHT,
  work,
} from './layout';

/** Of an own record: arrays of the model by their own indices (prices last, of four inputs at most), then */
export const PATH_A: i32 = 29;
export const PATH_B: i32 = 30;
export const LOG_B_OWN: i32 = 31;
export const X: i32 = 32; // of each input
export const LOG_X: i32 = 36; // log_b of effort, both kinds
export const P_OWN: i32 = 38;
export const E_OWN: i32 = 39;
export const PI_OWN: i32 = 40;
export const CO_PI_OWN: i32 = 41;
export const COMMON_OWN: i32 = 42; // w pi, or w log_b pi
export const COST: i32 = 43;
export const COST_CERTIFIED: i32 = 44;
/** Of the profile at hand. */
export const IS_CERTIFIED: i32 = 45; // mask
export const PAYOFF: i32 = 46; // u
export const NO_WIN_OWN: i32 = 47;
export const BY_S: i32 = 48; // du/dln s
export const BY_P: i32 = 49; // du/dln p for the period itself,
export const BY_P_LATER: i32 = 50; // and what it takes from those after, over gamma W
export const OMEGA_OWN: i32 = 51;
export const LATER: i32 = 52; // gamma W of the period after
/** Sums over profiles, weighted. */
export const SUM_S: i32 = 53;
export const SUM_P: i32 = 54;
export const SUM_PLAIN: i32 = 55; // omega where prices are plain,
export const SUM_CERTIFIED: i32 = 56; // and where they are a certified player's
/** Slopes for the way back through the productivities. */
export const BY_A_OWN: i32 = 57;
export const BY_B_OWN: i32 = 58;
export const DUE: i32 = 59; // of what is invested, both kinds
export const OWN_BYTES: i32 = 61 << 4;

/** Of a rival record. */
export const OTHERS: i32 = 0; // h + the sum of p_j over rivals,
export const RIVALS: i32 = 1; // without h,
export const SAFE_RIVALS: i32 = 2; // of p_j pi_j
export const COMMON_RIVALS: i32 = 3; // of w_j pi_j, or w_j log_b pi_j
export const CERTIFIED_FROM: i32 = 4; // odds
export const UNSAFE: i32 = 5; // of p_j (d_ij - d_ii),
export const UNSAFE_SAVED: i32 = 6; // times pi_j
export const RIVAL_BYTES: i32 = 7 << 4;

/** Records for T periods. */
// @ts-ignore: decorator
@inline
export function recordsOf(T: i32): i32 {
  return (T + 1) >> 1;
}

/** The numbers of player i, from a block that is prepared. */
export function fillOwn(block: i32, i: i32, own: i32): void {
  const T = periods(block);
  const row = i * rowBytes(block);
  const K = inputs(block);
  const carries = K > 2;
  for (let lane = 0; lane < 2 * recordsOf(T); lane++) {
    const at = row + (min(lane, T - 1) << 3);
    const to = own + (lane >> 1) * OWN_BYTES + ((lane & 1) << 3);
    for (let a = 0; a < PRICES + 3 * K; a++) {
      f64.store(to + (a << 4), f64.load(model(block, a) + at));
    }
    f64.store(to, f64.load(model(block, MODEL_A) + at), PATH_A << 4);
    f64.store(to, f64.load(model(block, MODEL_B) + at), PATH_B << 4);
    if (!carries) f64.store(to, f64.load(work(block, LOG_B) + at), LOG_B_OWN << 4);
    f64.store(to, lane < T ? f64.load(model(block, DISCOUNT) + at) : 0, OMEGA_OWN << 4);
    f64.store(to, 0, LATER << 4);
    i64.store(to, 0, IS_CERTIFIED << 4);
  }
}

/** What player i's rivals come to, from a block whose outcomes are computed; the address behind. */
export function fillRivals(block: i32, i: i32, to: i32): i32 {
  const T = periods(block);
  for (let m = 0; m < profiles(block); m++) {
    for (let lane = 0; lane < 2 * recordsOf(T); lane++) {
      const c = (m * T + min(lane, T - 1)) << 3;
      sumRivals(block, i, c, to + (lane >> 1) * RIVAL_BYTES + ((lane & 1) << 3));
    }
    to += recordsOf(T) * RIVAL_BYTES;
  }
  return to;
}

/** @param c byte of the column */
function sumRivals(block: i32, i: i32, c: i32, to: i32): void {
  const row = rowBytes(block);
  const n = players(block);
  const kind = risk(block);
  const own = i * row + c;
  let rivals = 0.0;
  let safe = 0.0;
  let common = 0.0;
  let odds = 0.0;
  let unsafe = 0.0;
  let saved = 0.0;
  for (let j = 0; j < n; j++) {
    if (j === i) continue;
    const at = j * row + c;
    const p = f64.load(work(block, P) + at);
    const pi = f64.load(work(block, PI) + at);
    rivals += p;
    safe += p * pi;
    const weight = f64.load(model(block, WEIGHT) + at);
    if (kind === ADDITIVE) common += weight * pi;
    // log_b pi; weight 0 leaves a player out, even pi = 0
    if (kind === MULTIPLICATIVE && weight !== 0) common += weight * f64.load(work(block, U) + at);
    odds += f64.load(pathA(block) + at) / f64.load(work(block, E) + at);
    if (!has(block, MATRIX)) continue;
    const difference = f64.load(matrix(block, j) + own);
    unsafe += p * difference;
    saved += p * pi * difference;
  }
  const isRelative = certification(block) === 2;
  const threshold = f64.load(model(block, THRESHOLD) + own);
  f64.store(to, f64.load(model(block, OFFSET) + own) + rivals, OTHERS << 4);
  f64.store(to, rivals, RIVALS << 4);
  f64.store(to, safe, SAFE_RIVALS << 4);
  f64.store(to, common, COMMON_RIVALS << 4);
  f64.store(to, isRelative ? threshold + odds / f64(n - 1) : threshold, CERTIFIED_FROM << 4);
  f64.store(to, unsafe, UNSAFE << 4);
  f64.store(to, saved, UNSAFE_SAVED << 4);
}
