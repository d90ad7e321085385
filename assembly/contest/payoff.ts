/**
 * Payoffs (src/contest/model.ts, equations (6)-(8)).
 *
 *     V_ij = k_i rho_ij - d_ij + n d_ii + sigma_j G_ij,   G_ij = (1 - k_i) rho_ij + d_ij
 *     u_i  = H_i - n d_ii - c_i,   H_i = sum over j of q_j V_ij
 *     U_i  = sum over t of omega_it u_it
 *
 * k is the share of the reward that is paid in a disaster, n = 1 where nobody's win is a disaster too. The
 * rewards know only winning and losing, so that H needs no sum over players but Q and the sum of sigma q:
 *
 *     H_i = q_i (V_ii - V_lose) + Q V_lose        (V_lose taken apart at sigma)
 *
 * and where d is a matrix, less M_i = sum over j of (1 - sigma_j) q_j (d_ij - d_ii).
 */

import {
  certification,
  CERTIFIED,
  columnRow,
  COMMON,
  DISASTER,
  DISCOUNT,
  ENDS_ON_WIN,
  FOREVER,
  GAMMA,
  H,
  has,
  input,
  inputs,
  LOSE_FIXED,
  LOSE_PER,
  matrix,
  MATRIX,
  model,
  NO_WIN,
  NO_WIN_IS_DISASTER,
  OMEGA,
  ON_DISASTER,
  P,
  PENALTY,
  periods,
  PI,
  players,
  PRICES,
  profiles,
  Q,
  risk,
  rowBytes,
  SAFE_WIN,
  SLOPES,
  TOTAL,
  U,
  WIN,
  WIN_FIXED,
  WIN_PER,
  WINNER,
  work,
} from './layout';

/** u and H of player i in every column. */
export function periodPayoffs(block: i32, i: i32): void {
  const row = rowBytes(block);
  const at = i * row;
  const common = columnRow(block, COMMON);
  const sigmaOwn = risk(block) === WINNER ? work(block, PI) + at : common;
  const p = work(block, P) + at;
  const q = work(block, Q) + at;
  const win = columnRow(block, WIN);
  const safeWin = columnRow(block, SAFE_WIN);
  const winFixed = model(block, WIN_FIXED) + at;
  const winPer = model(block, WIN_PER) + at;
  const loseFixed = model(block, LOSE_FIXED) + at;
  const losePer = model(block, LOSE_PER) + at;
  const onDisaster = model(block, ON_DISASTER) + at;
  const disaster = model(block, DISASTER) + at;
  const h = work(block, H) + at;
  const u = work(block, U) + at;
  const one = f64x2.splat(1);
  const noWin = f64x2.splat(has(block, NO_WIN_IS_DISASTER) ? 1 : 0);
  let c = 0;
  do {
    const perf = v128.load(p + c);
    const rhoWin = f64x2.add(v128.load(winFixed + c), f64x2.mul(v128.load(winPer + c), perf));
    const rhoLose = f64x2.add(v128.load(loseFixed + c), f64x2.mul(v128.load(losePer + c), perf));
    const k = v128.load(onDisaster + c);
    const rest = f64x2.sub(one, k);
    const d = v128.load(disaster + c);
    const nd = f64x2.mul(noWin, d);
    const fall = f64x2.sub(nd, d);
    const share = v128.load(q + c);
    const safeShare = f64x2.mul(share, v128.load(sigmaOwn + c));
    const rivals = f64x2.sub(v128.load(win + c), share);
    const safeRivals = f64x2.sub(v128.load(safeWin + c), safeShare);
    const whenWin = f64x2.add(
      f64x2.mul(share, f64x2.add(f64x2.mul(k, rhoWin), fall)),
      f64x2.mul(safeShare, f64x2.add(f64x2.mul(rest, rhoWin), d)),
    );
    const whenLose = f64x2.add(
      f64x2.mul(rivals, f64x2.add(f64x2.mul(k, rhoLose), fall)),
      f64x2.mul(safeRivals, f64x2.add(f64x2.mul(rest, rhoLose), d)),
    );
    const value = f64x2.add(whenWin, whenLose);
    v128.store(h + c, value);
    v128.store(u + c, f64x2.sub(value, nd));
    c += 16;
  } while (c < row);
  if (has(block, MATRIX)) subtractMatrix(block, i, h, u);
  subtractCosts(block, i, u);
}

/** M_i off H and u. */
function subtractMatrix(block: i32, i: i32, h: i32, u: i32): void {
  const row = rowBytes(block);
  const bytes = players(block) * row;
  const isWinner = risk(block) === WINNER;
  const sigma = isWinner ? work(block, PI) : columnRow(block, COMMON);
  const q = work(block, Q);
  const differences = matrix(block, 0) + i * row;
  const one = f64x2.splat(1);
  let c = 0;
  do {
    let sum = f64x2.splat(0);
    for (let j = 0; j < bytes; j += row) {
      const unsafe = f64x2.sub(one, v128.load(sigma + c + (isWinner ? j : 0)));
      const share = f64x2.mul(unsafe, v128.load(q + j + c));
      sum = f64x2.add(sum, f64x2.mul(share, v128.load(differences + (j / row) * bytes + c)));
    }
    v128.store(h + c, f64x2.sub(v128.load(h + c), sum));
    v128.store(u + c, f64x2.sub(v128.load(u + c), sum));
    c += 16;
  } while (c < row);
}

/** c_i off u: prices (those of a certified player where he is), slopes, penalty. */
function subtractCosts(block: i32, i: i32, u: i32): void {
  const row = rowBytes(block);
  const at = i * row;
  const K = inputs(block);
  const certifies = certification(block) !== 0;
  const sloped = has(block, SLOPES);
  const certified = work(block, CERTIFIED) + at;
  for (let k = 0; k < K; k++) {
    const x = input(block, k) + at;
    const price = model(block, PRICES + k) + at;
    const reduced = model(block, PRICES + K + k) + at;
    const slope = model(block, PRICES + 2 * K + k) + at;
    const half = f64x2.splat(0.5);
    let c = 0;
    do {
      const amount = v128.load(x + c);
      let each = v128.load(price + c);
      if (certifies) each = v128.bitselect(v128.load(reduced + c), each, v128.load(certified + c));
      if (sloped) {
        each = f64x2.add(each, f64x2.mul(half, f64x2.mul(v128.load(slope + c), amount)));
      }
      v128.store(u + c, f64x2.sub(v128.load(u + c), f64x2.mul(each, amount)));
      c += 16;
    } while (c < row);
  }
  const penalty = model(block, PENALTY) + at;
  for (let c = 0; c < row && certifies; c += 16) {
    const due = v128.andnot(v128.load(penalty + c), v128.load(certified + c));
    v128.store(u + c, f64x2.sub(v128.load(u + c), due));
  }
}

/**
 * omega of player i: the discount factors, times the probability that nobody won before where a win ends
 * the game; in the last period, where that goes on for ever, times the sum of what follows.
 */
export function periodWeights(block: i32, i: i32): i32 {
  const at = i * rowBytes(block);
  if (!has(block, ENDS_ON_WIN)) return model(block, DISCOUNT) + at;
  const omega = work(block, OMEGA) + at;
  const gamma = model(block, GAMMA) + at;
  const noWin = columnRow(block, NO_WIN);
  const last = (periods(block) - 1) << 3;
  let c = 0;
  for (let left = profiles(block); left > 0; left--) {
    let value = 1.0;
    for (const end = c + last; c < end; c += 8) {
      f64.store(omega + c, value);
      value *= f64.load(gamma + c) * f64.load(noWin + c);
    }
    if (has(block, FOREVER)) value /= 1 - f64.load(gamma + c) * f64.load(noWin + c);
    f64.store(omega + c, value);
    c += 8;
  }
  return omega;
}

/** U_i of every profile. */
export function totals(block: i32, i: i32, omega: i32): void {
  const at = i * rowBytes(block);
  const bytes = periods(block) << 3;
  const u = work(block, U) + at;
  const total = work(block, TOTAL) + at;
  let c = 0;
  for (let m = 0; m < profiles(block); m++) {
    let sum = 0.0;
    for (const end = c + bytes; c < end; c += 8) sum += f64.load(omega + c) * f64.load(u + c);
    f64.store(total + (m << 3), sum);
  }
}
