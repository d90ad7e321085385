/** Productivities, powers, and who wins safely; equations (1)–(5) of `src/contest/model.ts`. */

import type { ContestModel } from '../../kernels/contest';
import type { Work } from './work';

/** A and B over time, equation (2). */
export function productivities({ players, periods, inputs }: ContestModel, w: Work): void {
  const { size, x } = w;
  const paths = [
    [w.A, w.model.safetyProductivity, 2],
    [w.B, w.model.performanceProductivity, 3],
  ] as const;
  for (const [A, a, k] of paths) {
    if (inputs === 2) {
      A.set(a);
      continue;
    }
    for (let i = 0; i < size; i += periods) A[i] = a[i];
    for (let t = 0; t + 1 < periods; t++) {
      for (let i = t; i < size; i += periods) {
        let next = A[i] + (a[i + 1] - a[i]) + x[k * size + i];
        for (let j = t; inputs === 6 && j < players * periods; j += periods) {
          const lead = A[j] - A[i];
          if (lead > 0) next += (1 - Math.exp(-x[(k + 2) * size + j])) * lead;
        }
        A[i + 1] = next;
      }
    }
  }
}

/** p, E = A/o, π and 1 − π; then q, σ and their sums. */
export function outcomes(game: ContestModel, w: Work): void {
  const { periods, risk } = game;
  const { size, x, A, B, p, e, pi, coPi, q } = w;
  const { safetyElasticity, performanceElasticity, theta, weight, offset } = w.model;
  for (let i = 0; i < size; i++) {
    const b = performanceElasticity[i] * Math.log(x[size + i]);
    p[i] = B[i] * Math.exp(b);
    // θ = 0 leaves p out, even p = 0; with θ > 0 the odds at p = 0 are infinite
    const burden = theta[i] === 0 ? 0 : theta[i] * (Math.log(B[i]) + b);
    e[i] = burden === -Infinity ? 0 : Math.exp(burden - safetyElasticity[i] * Math.log(x[i]));
    pi[i] = A[i] / (A[i] + e[i]);
    coPi[i] = e[i] < A[i] ? e[i] / (A[i] + e[i]) : 1 - pi[i];
  }
  for (let t = 0; t < periods; t++) {
    let sum = 0;
    for (let i = t; i < size; i += periods) sum += p[i];
    const D = offset[t] + sum;
    const inverse = D > 0 ? 1 / D : 0;
    let win = 0;
    let safeWin = 0;
    let additive = 0;
    let exponent = 0;
    for (let i = t; i < size; i += periods) {
      q[i] = p[i] * inverse;
      win += q[i];
      safeWin += q[i] * pi[i];
      if (risk === 'additive') additive += weight[i] * pi[i];
      else if (risk === 'multiplicative' && weight[i] !== 0)
        exponent += weight[i] * Math.log(pi[i]);
    }
    const common =
      risk === 'additive' ? additive : risk === 'multiplicative' ? Math.exp(exponent) : 1;
    w.bySum[t] = inverse;
    w.win[t] = win;
    w.noWin[t] = D > 0 ? offset[t] * inverse : 1;
    w.common[t] = common;
    w.safeWin[t] = risk === 'winner' ? safeWin : common * win;
  }
  if (game.certification !== 'none') certify(game, w);
}

/** 1 where a player's odds are at least the threshold, or the mean of the others' and the margin. */
function certify({ players, periods, certification }: ContestModel, w: Work): void {
  const { size, A, e, certified } = w;
  for (let i = 0; i < size; i++) {
    let threshold = w.model.threshold[i];
    if (certification === 'relative') {
      let sum = 0;
      for (let j = i % periods; j < size; j += periods) if (j !== i) sum += A[j] / e[j];
      threshold += sum / (players - 1);
    }
    certified[i] = A[i] / e[i] >= threshold ? 1 : 0;
  }
}
