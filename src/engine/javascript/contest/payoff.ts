/** Payoffs; equations (6)–(8) of `src/contest/model.ts`. */

import type { ContestModel } from '../../kernels/contest';
import type { Work } from './work';

/** u and H of player i in every period. */
export function periodPayoffs(game: ContestModel, w: Work, i: number): void {
  const { periods, risk } = game;
  const { p, q, pi, u, h } = w;
  const m = w.model;
  for (let t = 0, c = i * periods; t < periods; t++, c++) {
    const winReward = m.winFixed[c] + m.winPerPerformance[c] * p[c];
    const loseReward = m.loseFixed[c] + m.losePerPerformance[c] * p[c];
    const kappa = m.onDisaster[c];
    const d = m.disasterCost[c];
    const nd = game.noWinIsDisaster ? d : 0;
    const safe = q[c] * (risk === 'winner' ? pi[c] : w.common[t]);
    const whenWin = q[c] * (kappa * winReward + (nd - d)) + safe * ((1 - kappa) * winReward + d);
    const whenLose =
      (w.win[t] - q[c]) * (kappa * loseReward + (nd - d)) +
      (w.safeWin[t] - safe) * ((1 - kappa) * loseReward + d);
    let value = whenWin + whenLose;
    if (game.hasMatrix) value -= unsafeCost(game, w, t, c);
    h[c] = value;
    u[c] = value - nd - cost(game, w, c);
  }
}

/** Σ_j (1 − σ_j) q_j (d_ij − d_ii). */
function unsafeCost({ players, periods, risk }: ContestModel, w: Work, t: number, c: number) {
  let sum = 0;
  for (let j = 0; j < players; j++) {
    const at = j * periods + t;
    sum += (1 - (risk === 'winner' ? w.pi[at] : w.common[t])) * w.q[at] * w.matrix[j][c];
  }
  return sum;
}

function cost({ inputs, certification, hasSlopes }: ContestModel, w: Work, c: number): number {
  const { size, x } = w;
  const { prices } = w.model;
  const isCertified = certification !== 'none' && w.certified[c] === 1;
  let sum = 0;
  for (let k = 0; k < inputs; k++) {
    const amount = x[k * size + c];
    let each = prices[(isCertified ? inputs + k : k) * size + c];
    if (hasSlopes) each += 0.5 * prices[(2 * inputs + k) * size + c] * amount;
    sum += each * amount;
  }
  return certification !== 'none' && !isCertified ? sum + w.model.penalty[c] : sum;
}

/** U_i, and in `omega` the weights of its periods. */
export function total(game: ContestModel, w: Work, i: number): number {
  const { periods } = game;
  const { omega, noWin } = w;
  const { discount, discountFactor } = w.model;
  const first = i * periods;
  if (!game.endsOnWin) {
    for (let t = 0; t < periods; t++) omega[first + t] = discount[first + t];
  } else {
    let value = 1;
    for (let t = 0; t < periods; t++) {
      const onward = discountFactor[first + t] * noWin[t];
      if (game.lastPeriodForever && t === periods - 1) value /= 1 - onward;
      omega[first + t] = value;
      value *= onward;
    }
  }
  let sum = 0;
  for (let c = first; c < first + periods; c++) sum += omega[c] * w.u[c];
  return sum;
}
