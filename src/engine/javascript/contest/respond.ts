/** Local best responses by a gradient method between bounds; equations (14)–(16) of `src/contest/model.ts`. */

import { BoundedMaximizer, type BoundedProblem } from '../../../numerics/maximize-bounded';
import type { ContestKernels, ContestModel, ContestResponse } from '../../kernels/contest';

type Gradient = ContestKernels['gradient'];

/** Where a variable at 0 is let go to, in units of x. */
const releases = [1e-6, 1e-4, 1e-2, 0.1, 1];
/** Variables below it are tried at 0. */
const small = 0.5;
const mostRounds = 6;
/** No input grows beyond so many units. */
const mostUnits = 1e12;

class Objective implements BoundedProblem {
  readonly size: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** ∂U/∂x, in payoff and input as they are, at the point evaluated last. */
  readonly byInput: Float64Array;
  evaluations = 0;
  private readonly profiles: Float64Array;
  private readonly payoffs: Float64Array;
  private readonly derivatives: Float64Array;
  private readonly own: Float64Array;

  constructor(
    private readonly gradientOf: Gradient,
    private readonly game: ContestModel,
    private readonly to: ContestResponse,
  ) {
    const { periods, inputs, players } = game;
    this.size = periods * inputs;
    this.lower = new Float64Array(this.size);
    this.upper = new Float64Array(this.size);
    for (let k = 0; k < this.size; k++) {
      const kind = k % inputs;
      this.upper[k] = kind < 2 ? Math.sqrt(mostUnits) : mostUnits;
      if (kind < 4) continue;
      this.lower[k] = Math.exp(-to.maximumSharing);
      this.upper[k] = 1;
    }
    this.own = new Float64Array(this.size);
    this.byInput = new Float64Array(this.size);
    this.profiles = to.profiles.slice();
    this.payoffs = new Float64Array(to.weights.length * players);
    this.derivatives = new Float64Array(to.profiles.length);
  }

  /** Equation (14) the other way. */
  toVariables(x: Float64Array, y: Float64Array): void {
    const { inputs } = this.game;
    for (let k = 0; k < this.size; k++) {
      const kind = k % inputs;
      const amount = x[k] / this.to.units[kind];
      y[k] = kind < 2 ? Math.sqrt(amount) : kind < 4 ? amount : Math.exp(-x[k]);
    }
  }

  toInputs(y: Float64Array, x: Float64Array): void {
    const { inputs } = this.game;
    const { units, maximumSharing } = this.to;
    for (let k = 0; k < this.size; k++) {
      const kind = k % inputs;
      if (kind < 2) x[k] = units[kind] * y[k] * y[k];
      else if (kind < 4) x[k] = units[kind] * y[k];
      else x[k] = y[k] <= this.lower[k] ? maximumSharing : Math.max(0, -Math.log(y[k]));
    }
  }

  evaluate(y: Float64Array, gradient: Float64Array): number {
    const { game, to, own, profiles, payoffs, derivatives, byInput } = this;
    const { players, inputs } = game;
    const { player, weights, units, scale } = to;
    this.evaluations++;
    this.toInputs(y, own);
    const row = players * inputs;
    const first = player * inputs;
    const length = game.periods * row;
    for (let at = first, k = 0; at < profiles.length; at += row, k = (k + inputs) % this.size) {
      for (let kind = 0; kind < inputs; kind++) profiles[at + kind] = own[k + kind];
    }
    this.gradientOf(game, player, weights.length, profiles, payoffs, derivatives);
    let value = 0;
    byInput.fill(0);
    for (let m = 0; m < weights.length; m++) {
      value += weights[m] * payoffs[m * players + player];
      for (let k = 0, at = m * length + first; k < this.size; k += inputs, at += row) {
        for (let kind = 0; kind < inputs; kind++) {
          byInput[k + kind] += weights[m] * derivatives[at + kind];
        }
      }
    }
    for (let k = 0; k < this.size; k++) {
      const kind = k % inputs;
      const slope = byInput[k] / scale;
      if (kind < 2) gradient[k] = y[k] === 0 ? 0 : 2 * units[kind] * y[k] * slope;
      else gradient[k] = kind < 4 ? units[kind] * slope : -slope / y[k];
    }
    return value / scale;
  }
}

export function respondBy(
  gradientOf: Gradient,
  game: ContestModel,
  to: ContestResponse,
  starts: Float64Array,
  values: Float64Array,
): number {
  const objective = new Objective(gradientOf, game, to);
  const maximizer = new BoundedMaximizer(objective);
  const y = new Float64Array(objective.size);
  for (let m = 0; m < values.length; m++) {
    const x = starts.subarray(m * objective.size, (m + 1) * objective.size);
    objective.toVariables(x, y);
    let { value } = maximizer.run(y, to.maxIterations, to.tolerance);
    for (let round = 0; round < mostRounds && Number.isFinite(value); round++) {
      const next = toCorners(objective, maximizer.gradient, y, value, game.inputs);
      if (next === undefined) break;
      value = maximizer.run(y, to.maxIterations, to.tolerance).value;
    }
    objective.toInputs(y, x);
    values[m] = value * to.scale;
  }
  return objective.evaluations;
}

/**
 * Tries what a gradient does not show: effort at 0, alone or both kinds of a period, and effort at 0 let go.
 *
 * @returns the better value, at the changed y; nothing where nothing is better
 */
function toCorners(
  objective: Objective,
  gradient: Float64Array,
  y: Float64Array,
  value: number,
  inputs: number,
): number | undefined {
  let best = value;
  let changed = false;
  const attempt = (k: number, level: number, other = -1): void => {
    const [before, otherBefore] = [y[k], other < 0 ? 0 : y[other]];
    y[k] = level;
    if (other >= 0) y[other] = level;
    const next = objective.evaluate(y, gradient);
    const isKept = level === 0 && next >= best - 1e-15 && objective.byInput[k] <= 0 && other < 0;
    if (next > best || isKept) {
      best = Math.max(best, next);
      changed = true;
      return;
    }
    y[k] = before;
    if (other >= 0) y[other] = otherBefore;
  };
  for (let k = 0; k < y.length; k += inputs) {
    if (y[k] > 0 || y[k + 1] > 0) attempt(k, 0, k + 1);
    for (const at of [k, k + 1]) {
      if (y[at] > 0 && y[at] < small) attempt(at, 0);
    }
  }
  objective.evaluate(y, gradient);
  for (let k = 0; k < y.length; k++) {
    if (k % inputs >= 2 || y[k] > 0 || !(objective.byInput[k] > 0)) continue;
    for (const x of releases) {
      const before = best;
      attempt(k, Math.sqrt(x));
      if (best === before && y[k] > 0) break;
    }
    objective.evaluate(y, gradient);
  }
  return changed ? best : undefined;
}
