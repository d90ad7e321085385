/**
 * Conditions of first and second order at a profile, in relative changes of inputs.
 *
 * With v = ln x of a player's free inputs (x > 0, z below what can be shared), ∂U/∂v_d = x_d ∂U/∂x_d, and
 *
 *     ∂²U/∂v_d ∂v_e ≈ [x_e ∂U/∂x_e (v_d + h) − x_e ∂U/∂x_e (v_d − h)]/2h
 *
 * from the gradient kernel. The residual of first order is |x ∂U/∂x| of free inputs, max(0, ∂U/∂x) for one more
 * unit of those at 0, and max(0, −∂U/∂z) for one unit less of what is shared in full.
 *
 * Where a player's odds stand at a threshold of costs, his payoff jumps with safety. There x_s follows the
 * threshold, derivatives by the other inputs are taken along it from payoffs (`quadratic.ts`), and more safety
 * alone must not gain.
 */

import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { type InputName, inputNames } from '../costs';
import type { ContestGame } from '../parameters';
import { evaluate, gradient } from '../payoffs';
import { payoffScale } from '../scale';
import type { BoundInput, SecondOrder } from '../solve/result';
import { profileLength } from '../strategies';
import { problemOf, repeatedRow, strategyOf } from './problem';
import { freeInputs, quadraticModel } from './quadratic';
import { candidateOf, type Search, searchOf } from './search';
import { greatestEigenvalue } from './symmetric-matrix';

/** Relative step of differences. */
const step = 1e-4;
/** Rounding and truncation of eigenvalues, relative to the scale of the game. */
const rounding = 1e-7;
/** How near to a threshold safety stands at it. */
const near = 1e-8;
/** Profiles of a call. */
const batch = 64;

/**
 * @param bounds inputs that are meant to be at a bound, though they may miss it by a little
 * @throws ParameterError where the profile does not fit
 */
export function secondOrder(
  backend: Backend,
  game: ContestGame,
  profile: Float64Array,
  bounds: readonly BoundInput[] = [],
): SecondOrder {
  const { players, inputs } = game;
  const scale = payoffScale(game);
  const first = gradient(backend, game, profile);
  if (first.count !== 1) throw new ParameterError('strategies', profile, 'one profile', 'type');
  const greatest: number[] = [];
  let residual = 0;
  for (let i = 0; i < players; i++) {
    const own = strategyOf(game, i, first.gradient);
    const strategy = strategyOf(game, i, profile);
    for (const { period, player, input, bound } of bounds) {
      if (player !== i) continue;
      strategy[period * inputs + indexOf(input)] = bound === 'zero' ? 0 : game.maximumSharing;
    }
    const search = searchAt(backend, game, i, profile, strategy);
    const row = search.row;
    const free = freeInputs(search.search, row);
    const along = search.follows
      ? quadraticModel(search.search, candidateOf(search.search, row), free, step)
      : null;
    for (let at = 0; at < strategy.length; at++) {
      residual = Math.max(residual, conditionOf(game, at, strategy[at], own[at], free, row));
    }
    const n = free.length;
    if (along !== null) {
      for (const slope of along.gradient) residual = Math.max(residual, Math.abs(slope));
    } else {
      for (const at of free) residual = Math.max(residual, Math.abs(strategy[at] * own[at]));
    }
    const hessian = along?.hessian ?? hessianOf(backend, game, i, profile, free);
    greatest.push(n === 0 ? 0 : greatestEigenvalue(hessian, n));
  }
  return {
    greatestEigenvalue: greatest,
    stationarity: residual / scale,
    holds: greatest.every((value) => value <= rounding * scale),
  };
}

const indexOf = (input: InputName) => inputNames.indexOf(input);

/** The player's search, the row of his strategy, and whether it follows a threshold somewhere. */
function searchAt(
  backend: Backend,
  game: ContestGame,
  player: number,
  profile: Float64Array,
  strategy: Float64Array,
) {
  const rivals = { weights: Float64Array.of(1), profiles: profile };
  const search: Search = searchOf(problemOf(backend, game, player, rivals), strategy);
  const row = new Float64Array(search.width);
  row.set(strategy);
  const { thresholds, size } = search;
  let follows = false;
  for (let t = 0; thresholds !== null && t < game.periods; t++) {
    const x = strategy[t * game.inputs];
    if (x === 0) continue;
    row[size + t] = thresholds.codes[0];
    const there = row.slice();
    thresholds.apply(there);
    const isThere = Math.abs(there[t * game.inputs] - x) <= near * x;
    if (!isThere) row[size + t] = 0;
    follows ||= isThere;
  }
  return { search, row, follows };
}

/** The residual of an input that is not free. */
function conditionOf(
  { inputs, maximumSharing }: ContestGame,
  at: number,
  x: number,
  slope: number,
  free: readonly number[],
  row: Float64Array,
): number {
  if (free.includes(at)) return 0;
  if (at % inputs >= 4 && x >= maximumSharing) return Math.max(0, -slope);
  const unit = row[at] > 0 ? row[at] : 1;
  return Math.max(0, slope) * unit;
}

/** Second derivatives by the logarithms of free inputs. */
function hessianOf(
  backend: Backend,
  game: ContestGame,
  player: number,
  profile: Float64Array,
  free: readonly number[],
): Float64Array {
  const { players, inputs } = game;
  const length = profileLength(game);
  const n = free.length;
  const hessian = new Float64Array(n * n);
  const places = free.map(
    (at) => (Math.floor(at / inputs) * players + player) * inputs + (at % inputs),
  );
  const [up, down] = [backend.math.exp(step), backend.math.exp(-step)];
  for (let done = 0, size = 0; done < n; done += size) {
    size = Math.min(batch, n - done);
    const profiles = repeatedRow(profile, 2 * size);
    for (let d = 0; d < size; d++) {
      profiles[2 * d * length + places[done + d]] *= up;
      profiles[(2 * d + 1) * length + places[done + d]] *= down;
    }
    const payoffs = new Float64Array(2 * size * players);
    const slopes = new Float64Array(2 * size * length);
    evaluate(backend, game, 'gradient', 2 * size, profiles, payoffs, slopes, player);
    for (let d = 0; d < size; d++) {
      places.forEach((place, e) => {
        const above = 2 * d * length + place;
        const below = above + length;
        const difference = profiles[above] * slopes[above] - profiles[below] * slopes[below];
        hessian[(done + d) * n + e] = difference / (2 * step);
      });
    }
  }
  return hessian;
}
