/**
 * Derivatives of U_i by the inputs of a player k, by a reverse sweep (src/contest/model.ts).
 *
 * With D, V, G, H of payoff.ts and W_i,t what the game is worth from t on if it gets there,
 *     W_t = u_t + gamma (1 - Q_t) W_t+1,
 *     du_i/dp_k = (V_ik - H_i)/D + [k = i] (rewards' own slopes) - [ends on a win] gamma W_t+1 (1 - Q)/D    (10)
 *     du_i/dln s_k = (1 - pi_k) du_i/dln pi_k,  du_i/dln pi_k = q_k G_ik pi_k                 (winner)
 *                    = (sum over j of q_j G_ij) w_k pi_k (additive), .. w_k sigma (multiplicative)          (11)
 *     du_i/dln p_k = p_k du_i/dp_k - theta_k du_i/dln s_k                                                  (12)
 *     dU_i/dx_s,k = omega alpha_k (du_i/dln s_k)/x_s,k - price,   x_p alike
 * and what stays for later periods by equation (9) of productivity.ts. In logarithms nothing is taken to
 * a power again. At x = 0 see edge.ts.
 */

import { edge } from './edge';
import {
  ALPHA,
  BETA,
  BY_LOG_P,
  BY_LOG_S,
  BY_SUM,
  certification,
  CERTIFIED,
  CO_PI,
  columnRow,
  COMMON,
  CROSS,
  DISASTER,
  ENDS_ON_WIN,
  FOREVER,
  GAMMA,
  gradient,
  H,
  has,
  input,
  inputs,
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
  THETA,
  U,
  WEIGHT,
  WIN,
  WIN_FIXED,
  WIN_PER,
  WINNER,
  work,
} from './layout';
import { productivitiesBack } from './productivity';

/** The gradient of U_i: by player i's own inputs, or by everybody's. */
export function playerGradient(block: i32, i: i32, omega: i32): void {
  const n = players(block);
  const own = !has(block, CROSS);
  if (has(block, ENDS_ON_WIN)) nextValues(block, i);
  else memory.fill(columnRow(block, NEXT), 0, rowBytes(block));
  // what a player shares reaches his payoff through his rivals' productivity
  const all = !own || inputs(block) === 6;
  const end = all ? n : i + 1;
  for (let k = all ? 0 : i; k < end; k++) byLogarithms(block, i, k, omega);
  if (inputs(block) > 2) productivitiesBack(block, i, own);
  const last = own ? i + 1 : n;
  for (let k = own ? i : 0; k < last; k++) {
    byInput(block, i, k, 0, model(block, ALPHA), work(block, BY_LOG_S), omega);
    byInput(block, i, k, 1, model(block, BETA), work(block, BY_LOG_P), omega);
    if (k === i) subtractPrices(block, i, omega);
  }
}

/** gamma W of the period after, for player i. */
function nextValues(block: i32, i: i32): void {
  const at = i * rowBytes(block);
  const gamma = model(block, GAMMA) + at;
  const u = work(block, U) + at;
  const noWin = columnRow(block, NO_WIN);
  const next = columnRow(block, NEXT);
  const T = periods(block);
  let c = (profiles(block) * T - 1) << 3;
  for (let left = profiles(block); left > 0; left--) {
    let W = 0.0;
    if (has(block, FOREVER)) W = f64.load(u + c) / (1 - f64.load(gamma + c) * f64.load(noWin + c));
    for (let t = T; t > 0; t--, c -= 8) {
      const later = f64.load(gamma + c) * W;
      f64.store(next + c, later);
      W = f64.load(u + c) + f64.load(noWin + c) * later;
    }
  }
}

/** omega du_i/dln s_k and omega du_i/dln p_k, equations (10)-(12). */
function byLogarithms(block: i32, i: i32, k: i32, omega: i32): void {
  const row = rowBytes(block);
  const at = i * row;
  const to = k * row;
  const own = i === k;
  const kind = risk(block);
  const isWinner = kind === WINNER;
  const crossed = has(block, MATRIX) && !own;
  const sigma = isWinner ? work(block, PI) + to : columnRow(block, COMMON);
  const sigmaOwn = isWinner ? work(block, PI) + at : columnRow(block, COMMON);
  const pi = kind === MULTIPLICATIVE ? columnRow(block, COMMON) : work(block, PI) + to;
  const coPi = work(block, CO_PI) + to;
  const weight = model(block, WEIGHT) + to;
  const theta = model(block, THETA) + to;
  const pOwn = work(block, P) + at;
  const p = work(block, P) + to;
  const qOwn = work(block, Q) + at;
  const q = work(block, Q) + to;
  const h = work(block, H) + at;
  const perWin = model(block, WIN_PER) + at;
  const perLose = model(block, LOSE_PER) + at;
  const fixed = model(block, own ? WIN_FIXED : LOSE_FIXED) + at;
  const per = own ? perWin : perLose;
  const winFixed = model(block, WIN_FIXED) + at;
  const loseFixed = model(block, LOSE_FIXED) + at;
  const onDisaster = model(block, ON_DISASTER) + at;
  const disaster = model(block, DISASTER) + at;
  const difference = matrix(block, k) + at;
  const bySum = columnRow(block, BY_SUM);
  const win = columnRow(block, WIN);
  const noWin = columnRow(block, NO_WIN);
  const safeWin = columnRow(block, SAFE_WIN);
  const next = columnRow(block, NEXT);
  const byS = work(block, BY_LOG_S) + to;
  const byP = work(block, BY_LOG_P) + to;
  const one = f64x2.splat(1);
  const noWinCost = f64x2.splat(has(block, NO_WIN_IS_DISASTER) ? 0 : -1);
  let c = 0;
  do {
    const perf = v128.load(pOwn + c);
    const rho = f64x2.add(v128.load(fixed + c), f64x2.mul(v128.load(per + c), perf));
    const kappa = v128.load(onDisaster + c);
    const rest = f64x2.sub(one, kappa);
    const d = v128.load(disaster + c);
    const fall = f64x2.mul(noWinCost, d);
    const safe = v128.load(sigma + c);
    let G = f64x2.add(f64x2.mul(rest, rho), d);
    let V = f64x2.add(f64x2.mul(kappa, rho), fall);
    if (crossed) {
      const m = v128.load(difference + c);
      G = f64x2.add(G, m);
      V = f64x2.sub(V, m);
    }
    V = f64x2.add(V, f64x2.mul(safe, G));
    const inverse = v128.load(bySum + c);
    let slope = f64x2.sub(V, v128.load(h + c));
    slope = f64x2.sub(slope, f64x2.mul(v128.load(next + c), v128.load(noWin + c)));
    slope = f64x2.mul(slope, inverse);
    const share = v128.load(qOwn + c);
    const rivals = f64x2.sub(v128.load(win + c), share);
    if (own) {
      const safeShare = f64x2.mul(share, v128.load(sigmaOwn + c));
      const safeRivals = f64x2.sub(v128.load(safeWin + c), safeShare);
      const winning = f64x2.add(f64x2.mul(kappa, share), f64x2.mul(rest, safeShare));
      const losing = f64x2.add(f64x2.mul(kappa, rivals), f64x2.mul(rest, safeRivals));
      slope = f64x2.add(slope, f64x2.mul(v128.load(perWin + c), winning));
      slope = f64x2.add(slope, f64x2.mul(v128.load(perLose + c), losing));
    }
    let safety = f64x2.splat(0);
    if (isWinner) {
      safety = f64x2.mul(f64x2.mul(v128.load(q + c), G), v128.load(pi + c));
    } else if (kind !== NONE) {
      const rhoWin = f64x2.add(v128.load(winFixed + c), f64x2.mul(v128.load(perWin + c), perf));
      const rhoLose = f64x2.add(v128.load(loseFixed + c), f64x2.mul(v128.load(perLose + c), perf));
      let sum = f64x2.mul(share, f64x2.add(f64x2.mul(rest, rhoWin), d));
      sum = f64x2.add(sum, f64x2.mul(rivals, f64x2.add(f64x2.mul(rest, rhoLose), d)));
      if (has(block, MATRIX)) sum = f64x2.add(sum, matrixShare(block, i, c));
      safety = f64x2.mul(f64x2.mul(sum, v128.load(weight + c)), v128.load(pi + c));
    }
    const scale = v128.load(omega + c);
    safety = f64x2.mul(safety, v128.load(coPi + c));
    const performance = f64x2.sub(
      f64x2.mul(v128.load(p + c), slope),
      f64x2.mul(v128.load(theta + c), safety),
    );
    v128.store(byS + c, f64x2.mul(scale, safety));
    v128.store(byP + c, f64x2.mul(scale, performance));
    c += 16;
  } while (c < row);
}

/** The sum over j of q_j (d_ij - d_ii). */
function matrixShare(block: i32, i: i32, c: i32): v128 {
  const row = rowBytes(block);
  const bytes = players(block) * row;
  const q = work(block, Q) + c;
  const differences = matrix(block, 0) + i * row + c;
  let sum = f64x2.splat(0);
  for (let j = 0; j < bytes; j += row) {
    const difference = v128.load(differences + (j / row) * bytes);
    sum = f64x2.add(sum, f64x2.mul(v128.load(q + j), difference));
  }
  return sum;
}

/** dU_i/dx of player k before prices, for safety (0) or performance (1). */
function byInput(block: i32, i: i32, k: i32, which: i32, exponent: i32, d: i32, omega: i32): void {
  const row = rowBytes(block);
  const to = k * row;
  const x = input(block, which) + to;
  const out = gradient(block, i, which) + to;
  let atZero = i64x2.splat(0);
  let c = 0;
  do {
    const amount = v128.load(x + c);
    const value = f64x2.mul(v128.load(exponent + to + c), v128.load(d + to + c));
    v128.store(out + c, f64x2.div(value, amount));
    atZero = v128.or(atZero, f64x2.eq(amount, f64x2.splat(0)));
    c += 16;
  } while (c < row);
  if (!v128.any_true(atZero)) return;
  for (let c = 0; c < row; c += 8) {
    if (f64.load(x + c) !== 0) continue;
    const slope = edge(block, i, k, which, c);
    // 0 where the period is never reached
    const scale = f64.load(omega + c);
    f64.store(out + c, scale === 0 ? 0 : scale * slope);
  }
}

/** Marginal costs off the gradient. */
function subtractPrices(block: i32, i: i32, omega: i32): void {
  const row = rowBytes(block);
  const at = i * row;
  const K = inputs(block);
  const certifies = certification(block) !== 0;
  const sloped = has(block, SLOPES);
  const certified = work(block, CERTIFIED) + at;
  for (let k = 0; k < K; k++) {
    const x = input(block, k) + at;
    const out = gradient(block, i, k) + at;
    const price = model(block, PRICES + k) + at;
    const reduced = model(block, PRICES + K + k) + at;
    const slope = model(block, PRICES + 2 * K + k) + at;
    let c = 0;
    do {
      let each = v128.load(price + c);
      if (certifies) each = v128.bitselect(v128.load(reduced + c), each, v128.load(certified + c));
      if (sloped) {
        each = f64x2.add(each, f64x2.mul(v128.load(slope + c), v128.load(x + c)));
      }
      const due = f64x2.mul(v128.load(omega + c), each);
      v128.store(out + c, f64x2.sub(v128.load(out + c), due));
      c += 16;
    } while (c < row);
  }
}
