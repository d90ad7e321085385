/**
 * Derivatives of U_i where parts of the game are functions: by differences within a period, back through the
 * productivities by equation (9) of `src/contest/model.ts`.
 *
 * With W_t what player i expects from period t on, W_t = u_t + γ_t (1 − Σ q_t) W_{t+1} where a win ends the game,
 *
 *     ∂U_i/∂y_t = ω_t ∂(u_t + (1 − Σ q_t) γ_t W_{t+1})/∂y_t
 *
 * for whatever y_t acts in period t, W_{t+1} held: an input, A_t or B_t. So no difference is taken of more than a
 * period, and what is invested or shared has none at all unless production or cost is a function.
 */

import type { ContestModel } from '../../kernels/contest';
import { costOf, decide, outcomeOf, type Period, priceOf, produce } from './component-period';
import { derivative } from './differences';
import type { Work } from './work';

/** Derivatives of U_i by the inputs of players [from, to), to `out` shaped as a profile; U_i computed last. */
export function componentGradient(
  game: ContestModel,
  w: Work,
  path: readonly Period[],
  i: number,
  from: number,
  to: number,
  out: Float64Array,
  start: number,
): void {
  const { players, periods, inputs } = game;
  nextValues(game, w, i);
  const isShared = inputs === 6;
  for (let t = 0; t < periods; t++) {
    for (let k = isShared ? 0 : from; k < (isShared ? players : to); k++) {
      if (inputs > 2) {
        w.byA[k * periods + t] = byNumber(game, w, path[t], i, k, t, w.A);
        w.byB[k * periods + t] = byNumber(game, w, path[t], i, k, t, w.B);
      }
      if (k < from || k >= to) continue;
      for (let kind = 0; kind < inputs; kind++) {
        out[start + (t * players + k) * inputs + kind] = byInput(game, w, path[t], i, k, t, kind);
      }
    }
  }
  if (inputs === 2) return;
  back(game, w, 2, w.A, w.byA, from, to, out, start);
  back(game, w, 3, w.B, w.byB, from, to, out, start);
}

/** γ W of the period after. */
function nextValues(game: ContestModel, { u, noWin, next, model }: Work, i: number): void {
  const { periods, endsOnWin, lastPeriodForever } = game;
  const last = (i + 1) * periods - 1;
  const gamma = model.discountFactor;
  const isRepeated = endsOnWin && lastPeriodForever;
  let W = isRepeated ? u[last] / (1 - gamma[last] * noWin[periods - 1]) : 0;
  for (let t = periods - 1, c = last; t >= 0; t--, c--) {
    next[t] = endsOnWin ? gamma[c] * W : 0;
    W = u[c] + noWin[t] * next[t];
  }
}

/** By an input within its period. */
function byInput(
  game: ContestModel,
  w: Work,
  now: Period,
  i: number,
  k: number,
  t: number,
  kind: number,
): number {
  const { functions, maximumSharing } = game.components!;
  const isOwn = i === k;
  const isFelt = kind < 2 || functions.production !== undefined;
  const isCounted = isOwn && functions.cost !== undefined;
  const most = kind < 4 ? Infinity : maximumSharing;
  const row = w.x.subarray(kind * w.size, (kind + 1) * w.size);
  const slope = isFelt || isCounted ? byNumber(game, w, now, i, k, t, row, most) : 0;
  if (!isOwn || functions.cost !== undefined) return slope;
  return slope - w.omega[i * game.periods + t] * priceOf(game, w, now, t, i, kind);
}

/** By a number of player k that stands in `row`, from 0 to `most`. */
function byNumber(
  game: ContestModel,
  w: Work,
  now: Period,
  i: number,
  k: number,
  t: number,
  row: Float64Array,
  most = Infinity,
): number {
  const weight = w.omega[i * game.periods + t];
  if (weight === 0) return 0;
  const hasCost = game.components?.functions.cost !== undefined;
  const value = () =>
    outcomeOf(game, w, now, t, i) +
    w.noWin[t] * w.next[t] -
    (hasCost ? costOf(game, w, now, t, i) : 0);
  const c = k * game.periods + t;
  const x = row[c];
  const moved = (to: number) => {
    row[c] = to;
    produce(game, w, now, t, k);
    decide(game, w, now, t);
    return value();
  };
  const slope = derivative(moved, x, value(), 0, most);
  moved(x);
  return weight * slope;
}

/** By what is invested and shared, through the productivities of later periods, equation (9). */
function back(
  { players, periods, inputs }: ContestModel,
  { x, size }: Work,
  input: number,
  A: Float64Array,
  byA: Float64Array,
  from: number,
  to: number,
  out: Float64Array,
  start: number,
): void {
  const isShared = inputs === 6;
  for (let t = periods - 2; t >= 0; t--) {
    for (let k = isShared ? 0 : from; k < (isShared ? players : to); k++) {
      const c = k * periods + t;
      const at = start + (t * players + k) * inputs + input;
      const isWanted = k >= from && k < to;
      byA[c] += byA[c + 1];
      if (isWanted) out[at] += byA[c + 1];
      for (let j = t; isShared && j < size; j += periods) {
        const lead = A[c] - A[j];
        const giver = lead > 0 ? c : j;
        const kept = Math.exp(-x[(input + 2) * size + giver]);
        if (lead > 0) {
          byA[c] += byA[j + 1] * (1 - kept);
          if (isWanted) out[at + 2] += byA[j + 1] * lead * kept;
        } else if (lead < 0) byA[c] -= byA[c + 1] * (1 - kept);
      }
    }
  }
}
