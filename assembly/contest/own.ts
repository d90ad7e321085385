/**
 * Player i's payoff and slopes against profiles of rivals that stay as they are, by records (records.ts). With
 * R = h + the sum of p_j over rivals, D = R + p, and L what rivals' wins are worth to him,
 *
 *     V = k rho - (1 - n) d + sigma G,   G = (1 - k) rho + d,   u = q V + L - n d - c,
 *     q = p/D,   1 - q = R/D,   du/dp = [V (1 - q) - L]/D + (rewards' own slopes) - gamma W (1 - Q)/D,
 *
 * otherwise as in payoff.ts and gradient.ts. What differs from profile to profile is summed with their weights
 * before slopes by inputs are taken.
 */

import { fromStepsPair } from '../math/steps';
import {
  ADDITIVE,
  certification,
  DISASTER,
  ENDS_ON_WIN,
  FOREVER,
  GAMMA,
  has,
  inputs,
  LOSE_FIXED,
  LOSE_PER,
  MATRIX,
  MULTIPLICATIVE,
  NO_WIN_IS_DISASTER,
  NONE,
  OFFSET,
  ON_DISASTER,
  periods,
  risk,
  THETA,
  WEIGHT,
  WIN_FIXED,
  WIN_PER,
  WINNER,
} from './layout';
import { ownPaths, ownPowers } from './own-powers';
import { ownInputs, ownSlopes } from './own-slopes';
import {
  BY_P,
  BY_P_LATER,
  BY_S,
  CERTIFIED_FROM,
  CO_PI_OWN,
  COMMON_OWN,
  COMMON_RIVALS,
  COST,
  COST_CERTIFIED,
  E_OWN,
  IS_CERTIFIED,
  LATER,
  NO_WIN_OWN,
  OMEGA_OWN,
  OTHERS,
  OWN_BYTES,
  P_OWN,
  PATH_A,
  PAYOFF,
  PI_OWN,
  recordsOf,
  RIVAL_BYTES,
  RIVALS,
  SAFE_RIVALS,
  SUM_CERTIFIED,
  SUM_P,
  SUM_PLAIN,
  SUM_S,
  UNSAFE,
  UNSAFE_SAVED,
} from './records';
import { Objective } from './variables';

/** f, and its slopes to `g` if that is not 0. */
export function evaluateOwn(o: Objective, y: i32, g: i32): f64 {
  const block = o.block;
  const own = o.own;
  const T = periods(block);
  const K = inputs(block);
  const kind = risk(block);
  const certifies = certification(block) !== 0;
  const ends = has(block, ENDS_ON_WIN);
  const end = own + recordsOf(T) * OWN_BYTES;
  o.evaluations++;
  ownInputs(o, y, own, T, K);
  if (K > 2) ownPaths(own, T);
  ownPowers(own, end, K, kind, certifies);
  let rivals = o.rivals;
  let value = 0.0;
  for (let m = 0; m < o.profiles; m++) {
    const isDisaster = has(block, NO_WIN_IS_DISASTER);
    ownPayoffs(own, end, rivals, kind, certifies, isDisaster, has(block, MATRIX));
    if (ends) ownSurvival(own, T, has(block, FOREVER));
    value += ownSums(own, end, f64.load(o.weights + (m << 3)), certifies);
    rivals += recordsOf(T) * RIVAL_BYTES;
  }
  if (g !== 0) ownSlopes(o, y, g, T, K, certifies);
  return value / o.scale;
}

/** Payoffs and slopes of every period against one profile; slopes before discount. */
function ownPayoffs(
  own: i32,
  end: i32,
  rivals: i32,
  kind: i32,
  certifies: bool,
  noWinIsDisaster: bool,
  hasMatrix: bool,
): void {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const isDisaster = f64x2.splat(noWinIsDisaster ? 1 : 0);
  let r = own;
  do {
    const p = v128.load(r, P_OWN << 4);
    const pi = v128.load(r, PI_OWN << 4);
    const others = v128.load(rivals, OTHERS << 4);
    const D = f64x2.add(others, p);
    const isSome = f64x2.gt(D, zero);
    const inverse = v128.and(f64x2.div(one, D), isSome);
    const noWin = v128.bitselect(f64x2.mul(v128.load(r, OFFSET << 4), inverse), one, isSome);
    const q = f64x2.mul(p, inverse);
    const rest = f64x2.mul(others, inverse);
    const lost = f64x2.mul(v128.load(rivals, RIVALS << 4), inverse);
    let sigma = pi;
    let lostSafely: v128;
    if (kind === WINNER) lostSafely = f64x2.mul(v128.load(rivals, SAFE_RIVALS << 4), inverse);
    else {
      if (kind === NONE) sigma = one;
      else {
        const common = v128.load(rivals, COMMON_RIVALS << 4);
        sigma = f64x2.add(common, v128.load(r, COMMON_OWN << 4));
        if (kind === MULTIPLICATIVE) sigma = fromStepsPair(sigma);
      }
      lostSafely = f64x2.mul(sigma, lost);
    }
    const perWin = v128.load(r, WIN_PER << 4);
    const perLose = v128.load(r, LOSE_PER << 4);
    const rhoWin = f64x2.add(v128.load(r, WIN_FIXED << 4), f64x2.mul(perWin, p));
    const rhoLose = f64x2.add(v128.load(r, LOSE_FIXED << 4), f64x2.mul(perLose, p));
    const kappa = v128.load(r, ON_DISASTER << 4);
    const safely = f64x2.sub(one, kappa);
    const d = v128.load(r, DISASTER << 4);
    const nd = f64x2.mul(isDisaster, d);
    const fall = f64x2.sub(nd, d);
    const G = f64x2.add(f64x2.mul(safely, rhoWin), d);
    const loseG = f64x2.add(f64x2.mul(safely, rhoLose), d);
    const V = f64x2.add(f64x2.add(f64x2.mul(kappa, rhoWin), fall), f64x2.mul(sigma, G));
    let L = f64x2.mul(lost, f64x2.add(f64x2.mul(kappa, rhoLose), fall));
    L = f64x2.add(L, f64x2.mul(lostSafely, loseG));
    let common = f64x2.add(f64x2.mul(q, G), f64x2.mul(lost, loseG));
    if (hasMatrix) {
      const all = f64x2.mul(v128.load(rivals, UNSAFE << 4), inverse);
      const saved = f64x2.mul(v128.load(rivals, UNSAFE_SAVED << 4), inverse);
      L = f64x2.sub(L, f64x2.sub(all, kind === WINNER ? saved : f64x2.mul(sigma, all)));
      common = f64x2.add(common, all);
    }
    let cost = v128.load(r, COST << 4);
    if (certifies) {
      const odds = f64x2.div(v128.load(r, PATH_A << 4), v128.load(r, E_OWN << 4));
      const isCertified = f64x2.ge(odds, v128.load(rivals, CERTIFIED_FROM << 4));
      v128.store(r, isCertified, IS_CERTIFIED << 4);
      cost = v128.bitselect(v128.load(r, COST_CERTIFIED << 4), cost, isCertified);
    }
    const u = f64x2.sub(f64x2.add(f64x2.mul(q, V), L), f64x2.add(nd, cost));
    v128.store(r, u, PAYOFF << 4);
    v128.store(r, noWin, NO_WIN_OWN << 4);

    let slope = f64x2.mul(f64x2.sub(f64x2.mul(V, rest), L), inverse);
    const winning = f64x2.mul(q, f64x2.add(kappa, f64x2.mul(safely, sigma)));
    const losing = f64x2.add(f64x2.mul(kappa, lost), f64x2.mul(safely, lostSafely));
    slope = f64x2.add(slope, f64x2.mul(perWin, winning));
    slope = f64x2.add(slope, f64x2.mul(perLose, losing));
    let safety = zero;
    if (kind === WINNER) safety = f64x2.mul(f64x2.mul(q, G), pi);
    else if (kind !== NONE) {
      const share = f64x2.mul(v128.load(r, WEIGHT << 4), kind === ADDITIVE ? pi : sigma);
      safety = f64x2.mul(common, share);
    }
    safety = f64x2.mul(safety, v128.load(r, CO_PI_OWN << 4));
    v128.store(r, safety, BY_S << 4);
    const burden = f64x2.mul(v128.load(r, THETA << 4), safety);
    v128.store(r, f64x2.sub(f64x2.mul(p, slope), burden), BY_P << 4);
    v128.store(r, f64x2.mul(f64x2.mul(p, noWin), inverse), BY_P_LATER << 4);
    r += OWN_BYTES;
    rivals += RIVAL_BYTES;
  } while (r < end);
}

/** omega, and gamma W of the period after, where a win ends the game. */
function ownSurvival(own: i32, T: i32, isForever: bool): void {
  const last = own + ((T - 1) >> 1) * OWN_BYTES + (((T - 1) & 1) << 3);
  let r = own;
  let omega = 1.0;
  for (let t = 1; t < T; t++) {
    f64.store(r, omega, OMEGA_OWN << 4);
    omega *= f64.load(r, GAMMA << 4) * f64.load(r, NO_WIN_OWN << 4);
    r += t & 1 ? 8 : OWN_BYTES - 8;
  }
  let W = 0.0;
  if (isForever) {
    const ends = 1 - f64.load(last, GAMMA << 4) * f64.load(last, NO_WIN_OWN << 4);
    omega /= ends;
    W = f64.load(last, PAYOFF << 4) / ends;
  }
  f64.store(last, omega, OMEGA_OWN << 4);
  for (let t = T; t > 0; t--) {
    const later = f64.load(r, GAMMA << 4) * W;
    f64.store(r, later, LATER << 4);
    W = f64.load(r, PAYOFF << 4) + f64.load(r, NO_WIN_OWN << 4) * later;
    r -= t & 1 ? OWN_BYTES - 8 : 8;
  }
}

/** Adds what one profile, of a weight, gives to the sums; returns the payoff. */
function ownSums(own: i32, end: i32, weight: f64, certifies: bool): f64 {
  const weights = f64x2.splat(weight);
  let total = f64x2.splat(0);
  let r = own;
  do {
    const omega = v128.load(r, OMEGA_OWN << 4);
    total = f64x2.add(total, f64x2.mul(omega, v128.load(r, PAYOFF << 4)));
    const part = f64x2.mul(omega, weights);
    const later = f64x2.mul(v128.load(r, LATER << 4), v128.load(r, BY_P_LATER << 4));
    const byS = f64x2.mul(part, v128.load(r, BY_S << 4));
    const byP = f64x2.mul(part, f64x2.sub(v128.load(r, BY_P << 4), later));
    v128.store(r, f64x2.add(v128.load(r, SUM_S << 4), byS), SUM_S << 4);
    v128.store(r, f64x2.add(v128.load(r, SUM_P << 4), byP), SUM_P << 4);
    let plain = part;
    if (certifies) {
      const isCertified = v128.load(r, IS_CERTIFIED << 4);
      const certified = v128.and(part, isCertified);
      plain = v128.andnot(part, isCertified);
      v128.store(r, f64x2.add(v128.load(r, SUM_CERTIFIED << 4), certified), SUM_CERTIFIED << 4);
    }
    v128.store(r, f64x2.add(v128.load(r, SUM_PLAIN << 4), plain), SUM_PLAIN << 4);
    r += OWN_BYTES;
  } while (r < end);
  return weight * (f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1));
}
