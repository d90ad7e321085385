/** Derivatives of U_i by a reverse sweep; equations (9)–(12) of `src/contest/model.ts`. */

import type { ContestModel } from '../../kernels/contest';
import { edge } from './edge';
import type { Work } from './work';

/**
 * Derivatives of U_i by the inputs of players [from, to), to `out` shaped as a profile.
 *
 * Payoffs of player i must have been computed last.
 */
export function playerGradient(
  game: ContestModel,
  w: Work,
  i: number,
  from: number,
  to: number,
  out: Float64Array,
  start: number,
): void {
  const { players, periods, inputs } = game;
  nextValues(game, w, i);
  // what a player shares reaches his payoff through his rivals' productivity
  const first = inputs === 6 ? 0 : from;
  const end = inputs === 6 ? players : to;
  for (let k = first; k < end; k++) byLogarithms(game, w, i, k);
  const { size, x, omega } = w;
  const { safetyElasticity, performanceElasticity } = w.model;
  for (let k = from; k < to; k++) {
    for (let t = 0; t < periods; t++) {
      const c = k * periods + t;
      const at = start + (t * players + k) * inputs;
      const weight = omega[i * periods + t];
      for (let which = 0; which < 2; which++) {
        const amount = x[which * size + c];
        if (amount === 0) {
          out[at + which] = weight === 0 ? 0 : weight * edge(game, w, i, k, which, t);
        } else if (which === 0) out[at] = (safetyElasticity[c] * w.byLogS[c]) / amount;
        else out[at + 1] = (performanceElasticity[c] * w.byLogP[c]) / amount;
      }
    }
  }
  if (inputs > 2) {
    back(game, w, 2, w.byLogS, w.A, w.byA, from, to, out, start);
    back(game, w, 3, w.byLogP, w.B, w.byB, from, to, out, start);
  }
  if (from <= i && i < to) subtractPrices(game, w, i, out, start);
}

/** γ W of the period after. */
function nextValues(game: ContestModel, w: Work, i: number): void {
  const { periods } = game;
  const { next, noWin, u } = w;
  if (!game.endsOnWin) {
    next.fill(0);
    return;
  }
  const gamma = w.model.discountFactor;
  const last = (i + 1) * periods - 1;
  let W = game.lastPeriodForever ? u[last] / (1 - gamma[last] * noWin[periods - 1]) : 0;
  for (let t = periods - 1, c = last; t >= 0; t--, c--) {
    next[t] = gamma[c] * W;
    W = u[c] + noWin[t] * next[t];
  }
}

/** ω ∂u_i/∂ln s_k and ω ∂u_i/∂ln p_k, equations (10)–(12). */
function byLogarithms(game: ContestModel, w: Work, i: number, k: number): void {
  const { players, periods, risk } = game;
  const { p, q, pi, h, common, win, safeWin, matrix } = w;
  const m = w.model;
  for (let t = 0; t < periods; t++) {
    const c = i * periods + t;
    const to = k * periods + t;
    const winReward = m.winFixed[c] + m.winPerPerformance[c] * p[c];
    const loseReward = m.loseFixed[c] + m.losePerPerformance[c] * p[c];
    const kappa = m.onDisaster[c];
    const d = m.disasterCost[c];
    const difference = game.hasMatrix ? matrix[k][c] : 0;
    const reward = i === k ? winReward : loseReward;
    const gain = (1 - kappa) * reward + d + difference;
    const sigma = risk === 'winner' ? pi[to] : common[t];
    const value = kappa * reward - (game.noWinIsDisaster ? 0 : d) - difference + sigma * gain;
    let slope = (value - h[c] - w.next[t] * w.noWin[t]) * w.bySum[t];
    const rivals = win[t] - q[c];
    if (i === k) {
      const safe = q[c] * sigma;
      slope += m.winPerPerformance[c] * (kappa * q[c] + (1 - kappa) * safe);
      slope += m.losePerPerformance[c] * (kappa * rivals + (1 - kappa) * (safeWin[t] - safe));
    }
    let safety = 0;
    if (risk === 'winner') safety = q[to] * gain * pi[to];
    else if (risk !== 'none') {
      let sum = q[c] * ((1 - kappa) * winReward + d) + rivals * ((1 - kappa) * loseReward + d);
      for (let j = 0; game.hasMatrix && j < players; j++) sum += q[j * periods + t] * matrix[j][c];
      safety = sum * m.weight[to] * (risk === 'additive' ? pi[to] : common[t]);
    }
    safety *= w.coPi[to];
    w.byLogS[to] = w.omega[c] * safety;
    w.byLogP[to] = w.omega[c] * (p[to] * slope - m.theta[to] * safety);
  }
}

/** By what is invested and shared, back through the productivities, equation (9). */
function back(
  game: ContestModel,
  w: Work,
  input: number,
  direct: Float64Array,
  A: Float64Array,
  byA: Float64Array,
  from: number,
  to: number,
  out: Float64Array,
  start: number,
): void {
  const { players, periods, inputs } = game;
  const { size, x } = w;
  const shares = inputs === 6;
  const z = x.subarray((input + 2) * size);
  for (let t = periods - 1; t >= 0; t--) {
    const isLast = t === periods - 1;
    for (let k = shares ? 0 : from; k < (shares ? players : to); k++) {
      const c = k * periods + t;
      const later = isLast ? 0 : byA[c + 1];
      let value = direct[c] / A[c] + later;
      let given = 0;
      for (let j = t; shares && !isLast && j < size; j += periods) {
        const lead = A[c] - A[j];
        if (lead > 0) {
          given += byA[j + 1] * lead;
          value += byA[j + 1] * (1 - Math.exp(-z[c]));
        } else if (lead < 0) value -= later * (1 - Math.exp(-z[j]));
      }
      byA[c] = value;
      if (k < from || k >= to) continue;
      const at = start + (t * players + k) * inputs + input;
      out[at] = later;
      if (shares) out[at + 2] = given * Math.exp(-z[c]);
    }
  }
}

function subtractPrices(
  game: ContestModel,
  w: Work,
  i: number,
  out: Float64Array,
  start: number,
): void {
  const { players, periods, inputs, certification, hasSlopes } = game;
  const { size, x, omega } = w;
  const { prices } = w.model;
  for (let t = 0; t < periods; t++) {
    const c = i * periods + t;
    const row = certification !== 'none' && w.certified[c] === 1 ? inputs : 0;
    for (let k = 0; k < inputs; k++) {
      let each = prices[(row + k) * size + c];
      if (hasSlopes) each += prices[(2 * inputs + k) * size + c] * x[k * size + c];
      out[start + (t * players + i) * inputs + k] -= omega[c] * each;
    }
  }
}
