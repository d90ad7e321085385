/**
 * What comes of inputs in every column: who is safe, who wins (src/contest/model.ts, equations (3)-(5)).
 *
 *     pi = o/(1 + o) = A/(A + E)      q_j = p_j/D,  D = h + sum p,  h = 0 or 1/scale
 *     sigma_j = pi_j | sum w pi | product pi^w | 1
 *
 * Where D = 0 nobody wins. 1 - pi is taken as E/(A + E) where that is the more accurate.
 */

import {
  ADDITIVE,
  BY_SUM,
  CERTIFIED,
  certification,
  CO_PI,
  columnRow,
  COMMON,
  E,
  model,
  MULTIPLICATIVE,
  NO_WIN,
  OFFSET,
  P,
  pathA,
  PI,
  players,
  Q,
  risk,
  rowBytes,
  SAFE_WIN,
  THRESHOLD,
  U,
  WEIGHT,
  WIN,
  WINNER,
  work,
} from './layout';
import { fromSteps, stepsInto } from './powers';

export function outcomes(block: i32): void {
  const row = rowBytes(block);
  const bytes = players(block) * row;
  safety(block, bytes);
  const kind = risk(block);
  if (kind === MULTIPLICATIVE) stepsInto(work(block, PI), work(block, U), bytes);

  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  const p = work(block, P);
  const q = work(block, Q);
  const pi = work(block, PI);
  const weight = model(block, WEIGHT);
  const steps = work(block, U);
  const offset = model(block, OFFSET);
  const bySum = columnRow(block, BY_SUM);
  const win = columnRow(block, WIN);
  const noWin = columnRow(block, NO_WIN);
  const safeWin = columnRow(block, SAFE_WIN);
  const common = columnRow(block, COMMON);
  for (let c = 0; c < row; c += 16) {
    const h = v128.load(offset + c);
    let sum = zero;
    for (let i = c; i < bytes; i += row) sum = f64x2.add(sum, v128.load(p + i));
    const D = f64x2.add(h, sum);
    const inverse = v128.and(f64x2.div(one, D), f64x2.gt(D, zero));
    v128.store(bySum + c, inverse);
    v128.store(noWin + c, v128.bitselect(f64x2.mul(h, inverse), one, f64x2.gt(D, zero)));
    let total = zero;
    let safe = zero;
    for (let i = c; i < bytes; i += row) {
      const share = f64x2.mul(v128.load(p + i), inverse);
      v128.store(q + i, share);
      total = f64x2.add(total, share);
      if (kind === WINNER) safe = f64x2.add(safe, f64x2.mul(share, v128.load(pi + i)));
    }
    v128.store(win + c, total);
    if (kind === WINNER) {
      v128.store(safeWin + c, safe);
      continue;
    }
    let sigma = kind === ADDITIVE || kind === MULTIPLICATIVE ? zero : one;
    for (let i = c; i < bytes && kind === ADDITIVE; i += row) {
      sigma = f64x2.add(sigma, f64x2.mul(v128.load(weight + i), v128.load(pi + i)));
    }
    for (let i = c; i < bytes && kind === MULTIPLICATIVE; i += row) {
      // weight 0 leaves a player out, even pi = 0
      const w = v128.load(weight + i);
      const term = v128.and(f64x2.mul(w, v128.load(steps + i)), f64x2.ne(w, zero));
      sigma = f64x2.add(sigma, term);
    }
    v128.store(common + c, sigma);
  }
  if (kind === MULTIPLICATIVE) fromSteps(common, row);
  for (let c = 0; c < row && kind !== WINNER; c += 16) {
    v128.store(safeWin + c, f64x2.mul(v128.load(common + c), v128.load(win + c)));
  }
  if (certification(block) !== 0) certify(block);
}

/** pi and 1 - pi. */
function safety(block: i32, bytes: i32): void {
  const one = f64x2.splat(1);
  const A = pathA(block);
  const e = work(block, E);
  const pi = work(block, PI);
  const co = work(block, CO_PI);
  for (let c = 0; c < bytes; c += 16) {
    const a = v128.load(A + c);
    const b = v128.load(e + c);
    const inverse = f64x2.div(one, f64x2.add(a, b));
    const share = f64x2.mul(a, inverse);
    const rest = v128.bitselect(f64x2.mul(b, inverse), f64x2.sub(one, share), f64x2.lt(b, a));
    v128.store(pi + c, share);
    v128.store(co + c, rest);
  }
}

/** All ones where a player's odds are at least the threshold, or the mean of the others' and the margin. */
function certify(block: i32): void {
  const row = rowBytes(block);
  const n = players(block);
  const bytes = n * row;
  const relative = certification(block) === 2;
  const A = pathA(block);
  const e = work(block, E);
  const level = model(block, THRESHOLD);
  const certified = work(block, CERTIFIED);
  const others = f64x2.splat(f64(n - 1));
  for (let c = 0; c < row; c += 16) {
    for (let i = c; i < bytes; i += row) {
      const own = f64x2.div(v128.load(A + i), v128.load(e + i));
      let threshold = v128.load(level + i);
      if (relative) {
        // summed without the player, so that infinite odds do not cancel
        let sum = f64x2.splat(0);
        for (let j = c; j < bytes; j += row) {
          if (j !== i) sum = f64x2.add(sum, f64x2.div(v128.load(A + j), v128.load(e + j)));
        }
        threshold = f64x2.add(threshold, f64x2.div(sum, others));
      }
      v128.store(certified + i, f64x2.ge(own, threshold));
    }
  }
}
