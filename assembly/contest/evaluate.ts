/**
 * Payoffs, gradients and states of the profiles of a block (layout.ts), of players [from, to).
 *
 * Productivities forward, powers of whole arrays, outcomes by column, then for one player after the other
 * payoffs and, where asked for, the reverse sweep.
 */

import { playerGradient } from './gradient';
import { ALPHA, input, inputs, LOG_XS, model, pathA, players, rowBytes, S, work } from './layout';
import { outcomes } from './outcome';
import { periodPayoffs, periodWeights, totals } from './payoff';
import { fromSteps, logProductivity, powers } from './powers';
import { productivities } from './productivity';

/** Once for the profiles of one game: what depends on the model alone. */
export function contestPrepare(block: i32): void {
  if (inputs(block) === 2) logProductivity(block);
}

/** @param derivatives whether gradients are wanted */
export function contestEvaluate(block: i32, from: i32, to: i32, derivatives: bool): void {
  if (inputs(block) > 2) productivities(block);
  powers(block);
  outcomes(block);
  for (let i = from; i < to; i++) {
    periodPayoffs(block, i);
    const omega = periodWeights(block, i);
    totals(block, i, omega);
    if (derivatives) playerGradient(block, i, omega);
  }
}

/** s = A x_s^alpha, after contestEvaluate. */
export function contestSafety(block: i32): void {
  const bytes = players(block) * rowBytes(block);
  const alpha = model(block, ALPHA);
  const steps = work(block, LOG_XS);
  const A = pathA(block);
  const s = work(block, S);
  for (let c = 0; c < bytes; c += 16) {
    v128.store(s + c, f64x2.mul(v128.load(alpha + c), v128.load(steps + c)));
  }
  fromSteps(s, bytes);
  for (let c = 0; c < bytes; c += 16) {
    v128.store(s + c, f64x2.mul(v128.load(A + c), v128.load(s + c)));
  }
}
