/**
 * The derivative from the right of U_i (before discount and prices) by an input of player k that is 0:
 * the leading one of some powers c x^e, as explained in `assembly/contest/edge.ts`.
 */

import type { ContestModel } from '../../kernels/contest';
import type { Work } from './work';

/** The derivative of c x^e at 0. */
function lead(e: number, c: number): number {
  if (c === 0 || e > 1) return 0;
  return e < 1 ? c * Infinity : c;
}

/** @param which 0 safety, 1 performance */
export function edge(
  game: ContestModel,
  w: Work,
  i: number,
  k: number,
  which: number,
  t: number,
): number {
  return which === 0 ? bySafety(game, w, i, k, t) : byPerformance(game, w, i, k, t);
}

/** What player i gets where j wins, in safety. */
function rewardOf({ periods }: ContestModel, w: Work, i: number, j: number, t: number): number {
  const m = w.model;
  const c = i * periods + t;
  return i === j
    ? m.winFixed[c] + m.winPerPerformance[c] * w.p[c]
    : m.loseFixed[c] + m.losePerPerformance[c] * w.p[c];
}

/** G_ij. */
function gain(game: ContestModel, w: Work, i: number, j: number, t: number): number {
  const c = i * game.periods + t;
  const difference = game.hasMatrix ? w.matrix[j][c] : 0;
  const { onDisaster, disasterCost } = w.model;
  return (1 - onDisaster[c]) * rewardOf(game, w, i, j, t) + disasterCost[c] + difference;
}

/** Σ_j q_j G_ij. */
function totalGain(game: ContestModel, w: Work, i: number, t: number): number {
  let sum = 0;
  for (let j = 0; j < game.players; j++) sum += w.q[j * game.periods + t] * gain(game, w, i, j, t);
  return sum;
}

function bySafety(game: ContestModel, w: Work, i: number, k: number, t: number): number {
  const { players, periods, risk } = game;
  const m = w.model;
  const c = k * periods + t;
  const theta = m.theta[c];
  if (risk === 'none' || (w.p[c] === 0 && theta > 0)) return 0;
  const odds = w.A[c] * w.p[c] ** -theta;
  const alpha = m.safetyElasticity[c];
  if (risk === 'winner') return lead(alpha, w.q[c] * gain(game, w, i, k, t) * odds);
  const sum = totalGain(game, w, i, t);
  const weight = m.weight[c];
  if (risk === 'additive') return lead(alpha, sum * weight * odds);
  let others = 1;
  for (let j = 0; j < players; j++) {
    if (j !== k) others *= w.pi[j * periods + t] ** m.weight[j * periods + t];
  }
  return weight === 0 ? 0 : lead(alpha * weight, sum * others * odds ** weight);
}

/** σ after π_k has fallen from 1 to 0. */
function withoutSafety(risk: ContestModel['risk'], common: number, weight: number): number {
  if (risk === 'additive') return common - weight;
  return weight > 0 ? 0 : common;
}

function byPerformance(game: ContestModel, w: Work, i: number, k: number, t: number): number {
  const { periods, risk } = game;
  const m = w.model;
  const c = k * periods + t;
  const at = i * periods + t;
  const theta = m.theta[c];
  const s = w.A[c] * w.x[c] ** m.safetyElasticity[c];
  const common = w.common[t];
  const isCommon = risk === 'additive' || risk === 'multiplicative';
  const weight = m.weight[c] * (risk === 'multiplicative' ? common : 1);
  const bySafe = isCommon && theta > 0 ? -totalGain(game, w, i, t) * weight : 0;
  if (s === 0 && bySafe !== 0) return lead(0, bySafe);

  let sigma = risk !== 'winner' ? common : theta === 0 ? w.pi[c] : s > 0 ? 1 : 0;
  if (isCommon && theta > 0 && s === 0) sigma = withoutSafety(risk, common, m.weight[c]);
  const kappa = m.onDisaster[at];
  const fall = game.noWinIsDisaster ? 0 : m.disasterCost[at];
  const difference = game.hasMatrix ? w.matrix[k][at] : 0;
  const reward = rewardOf(game, w, i, k, t);
  const value = kappa * reward - fall - difference + sigma * gain(game, w, i, k, t);
  if (w.bySum[t] === 0) return lead(0, value - w.next[t]);
  let slope = (value - w.h[at] - w.next[t] * w.noWin[t]) * w.bySum[t];
  if (i === k) {
    slope += m.losePerPerformance[at] * (kappa * w.win[t] + (1 - kappa) * w.safeWin[t]);
  }
  const beta = m.performanceElasticity[c];
  const first = w.B[c] * slope;
  const second = s > 0 ? (bySafe * w.B[c] ** theta) / s : 0;
  if (second === 0 || (first !== 0 && theta > 1)) return lead(beta, first);
  if (first === 0 || theta < 1) return lead(beta * theta, second);
  return lead(beta, first + second);
}
