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
  const kind = risk(block);
  const bySum = columnRow(block, BY_SUM);
  const win = columnRow(block, WIN);
  const safeWin = columnRow(block, SAFE_WIN);
  const common = columnRow(block, COMMON);
  sumPerformance(block, bytes);
  safety(block, bytes);
  memory.fill(win, 0, row);
  memory.fill(safeWin, 0, row);
  for (let at = 0; at < bytes; at += row) {
    shares(
      work(block, P) + at,
      work(block, PI) + at,
      bySum,
      work(block, Q) + at,
      win,
      safeWin,
      row,
    );
  }
  if (kind !== WINNER) {
    commonSafety(block, kind, bytes);
    let c = 0;
    do {
      v128.store(safeWin + c, f64x2.mul(v128.load(common + c), v128.load(win + c)));
      c += 16;
    } while (c < row);
  }
  if (certification(block) !== 0) certify(block);
}

/** 1/D and the probability that nobody wins. */
function sumPerformance(block: i32, bytes: i32): void {
  const row = rowBytes(block);
  const p = work(block, P);
  const offset = model(block, OFFSET);
  const bySum = columnRow(block, BY_SUM);
  const noWin = columnRow(block, NO_WIN);
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  let c = 0;
  do {
    const h = v128.load(offset + c);
    let D = h;
    let i = p + c;
    const end = i + bytes;
    do {
      D = f64x2.add(D, v128.load(i));
      i += row;
    } while (i < end);
    const some = f64x2.gt(D, zero);
    const inverse = v128.and(f64x2.div(one, D), some);
    v128.store(bySum + c, inverse);
    v128.store(noWin + c, v128.bitselect(f64x2.mul(h, inverse), one, some));
    c += 16;
  } while (c < row);
}

/** q of one player, added to Q and, times pi, to what is won safely. */
function shares(p: i32, pi: i32, bySum: i32, q: i32, win: i32, safeWin: i32, row: i32): void {
  let c = 0;
  do {
    const share = f64x2.mul(v128.load(p + c), v128.load(bySum + c));
    v128.store(q + c, share);
    v128.store(win + c, f64x2.add(v128.load(win + c), share));
    const safe = f64x2.mul(share, v128.load(pi + c));
    v128.store(safeWin + c, f64x2.add(v128.load(safeWin + c), safe));
    c += 16;
  } while (c < row);
}

/** sigma where it is the same for every winner. */
function commonSafety(block: i32, kind: i32, bytes: i32): void {
  const row = rowBytes(block);
  const common = columnRow(block, COMMON);
  const weight = model(block, WEIGHT);
  const zero = f64x2.splat(0);
  const isMean = kind === ADDITIVE;
  const isProduct = kind === MULTIPLICATIVE;
  if (isProduct) stepsInto(work(block, PI), work(block, U), bytes);
  const terms = work(block, isProduct ? U : PI);
  for (let c = 0; c < row; c += 16) {
    let sum = isMean || isProduct ? zero : f64x2.splat(1);
    for (let i = c; i < bytes && (isMean || isProduct); i += row) {
      // weight 0 leaves a player out, even pi = 0
      const w = v128.load(weight + i);
      const term = v128.and(f64x2.mul(w, v128.load(terms + i)), f64x2.ne(w, zero));
      sum = f64x2.add(sum, term);
    }
    v128.store(common + c, sum);
  }
  if (isProduct) fromSteps(common, row);
}

/** pi and 1 - pi. */
function safety(block: i32, bytes: i32): void {
  const one = f64x2.splat(1);
  const A = pathA(block);
  const e = work(block, E);
  const pi = work(block, PI);
  const co = work(block, CO_PI);
  let c = 0;
  do {
    const a = v128.load(A + c);
    const b = v128.load(e + c);
    const inverse = f64x2.div(one, f64x2.add(a, b));
    const share = f64x2.mul(a, inverse);
    const rest = v128.bitselect(f64x2.mul(b, inverse), f64x2.sub(one, share), f64x2.lt(b, a));
    v128.store(pi + c, share);
    v128.store(co + c, rest);
    c += 16;
  } while (c < bytes);
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
