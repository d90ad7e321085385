/**
 * Productivities over time, from period to period, and back.
 *
 *     A_i,t+1 = A_i,t + (a_i,t+1 - a_i,t) + i_i,t + sum over j of m_j,t max(0, A_j,t - A_i,t)      (2)
 *     m_j,t   = 1 - e^-z_j,t
 *
 * with a the path that the model gives from outside, i what is invested and z what is shared; B alike.
 *
 * Back: with a'_k = dU/dA_k at t+1,
 *     dU/di_k = a'_k,     dU/dz_j = e^-z_j sum over i of a'_i max(0, A_j - A_i),
 *     dU/dA_k at t = direct + a'_k + sum over j of (a'_j m_k [A_k > A_j] - a'_k m_j [A_j > A_k])    (9)
 */

import {
  BY_A,
  BY_B,
  BY_LOG_P,
  BY_LOG_S,
  gradient,
  input,
  inputs,
  model,
  MODEL_A,
  MODEL_B,
  pathA,
  pathB,
  periods,
  players,
  profiles,
  rowBytes,
  SHARED_P,
  SHARED_S,
  work,
} from './layout';
import { fromSteps } from './powers';
import { STEPS_PER_E } from '../math/steps';

/** A and B of every period, equation (2). */
export function productivities(block: i32): void {
  const shares = inputs(block) === 6;
  if (shares) sharedParts(block);
  path(block, model(block, MODEL_A), input(block, 2), work(block, SHARED_S), pathA(block), shares);
  path(block, model(block, MODEL_B), input(block, 3), work(block, SHARED_P), pathB(block), shares);
}

/** m = 1 - e^-z of both kinds. */
function sharedParts(block: i32): void {
  const bytes = 2 * players(block) * rowBytes(block);
  const z = input(block, 4);
  const m = work(block, SHARED_S);
  const scale = f64x2.splat(-STEPS_PER_E);
  for (let c = 0; c < bytes; c += 16) v128.store(m + c, f64x2.mul(scale, v128.load(z + c)));
  fromSteps(m, bytes);
  const one = f64x2.splat(1);
  for (let c = 0; c < bytes; c += 16) v128.store(m + c, f64x2.sub(one, v128.load(m + c)));
}

function path(block: i32, a: i32, invested: i32, m: i32, A: i32, shares: bool): void {
  const row = rowBytes(block);
  const bytes = players(block) * row;
  const T = periods(block);
  let c = 0;
  for (let left = profiles(block); left > 0; left--) {
    for (let i = c; i < bytes; i += row) f64.store(A + i, f64.load(a + i));
    for (let t = 1; t < T; t++, c += 8) {
      for (let i = c; i < bytes; i += row) {
        const own = f64.load(A + i);
        let next = own + (f64.load(a + i, 8) - f64.load(a + i)) + f64.load(invested + i);
        if (shares) {
          for (let j = c; j < bytes; j += row) {
            const lead = f64.load(A + j) - own;
            if (lead > 0) next += f64.load(m + j) * lead;
          }
        }
        f64.store(A + i, next, 8);
      }
    }
    c += 8;
  }
  if (c < row) for (let i = c; i < bytes; i += row) f64.store(A + i, 1);
}

/** Derivatives of U_i by what is invested and shared, equation (9); by player i alone where `own`. */
export function productivitiesBack(block: i32, i: i32, own: bool): void {
  back(block, i, own, 2, work(block, BY_LOG_S), pathA(block), work(block, SHARED_S), BY_A);
  back(block, i, own, 3, work(block, BY_LOG_P), pathB(block), work(block, SHARED_P), BY_B);
}

function back(block: i32, i: i32, own: bool, k: i32, d: i32, A: i32, m: i32, to: i32): void {
  const row = rowBytes(block);
  const shares = inputs(block) === 6;
  const bytes = players(block) * row;
  const first = own && !shares ? i * row : 0;
  const end = own && !shares ? first + row : bytes;
  // rows of the gradient that are player i's to write
  const written = own ? i * row : 0;
  const stop = own ? written + row : bytes;
  const byA = work(block, to);
  const byInput = gradient(block, i, k);
  const byShare = gradient(block, i, k + 2);
  const T = periods(block);
  for (let profile = profiles(block) - 1; profile >= 0; profile--) {
    let c = (profile * T + T - 1) << 3;
    for (let k = first + c; k < end; k += row) {
      f64.store(byA + k, f64.load(d + k) / f64.load(A + k));
      if (k < written || k >= stop) continue;
      f64.store(byInput + k, 0);
      if (shares) f64.store(byShare + k, 0);
    }
    for (let t = T - 2; t >= 0; t--) {
      c -= 8;
      for (let k = first + c; k < end; k += row) {
        const later = f64.load(byA + k, 8);
        const level = f64.load(A + k);
        let value = f64.load(d + k) / level + later;
        if (shares) {
          let given = 0.0;
          for (let j = c; j < end; j += row) {
            const lead = level - f64.load(A + j);
            if (lead > 0) {
              given += f64.load(byA + j, 8) * lead;
              value += f64.load(byA + j, 8) * f64.load(m + k);
            } else if (lead < 0) {
              value -= later * f64.load(m + j);
            }
          }
          if (k >= written && k < stop) f64.store(byShare + k, given * (1 - f64.load(m + k)));
        }
        f64.store(byA + k, value);
        if (k >= written && k < stop) f64.store(byInput + k, later);
      }
    }
  }
}
