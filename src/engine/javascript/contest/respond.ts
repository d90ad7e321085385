/**
 * Local best responses by a gradient method between bounds.
 *
 * Player i's answer to what rivals may play, profile m with probability w_m, is sought in the variables
 *
 *     y = √(x/X) for effort, x/X for investment, e^{−z} for sharing, z where sharing has a price     (14)
 *
 * with units X, effort of all periods first, as the greatest value and by the slopes of
 *
 *     f(y) = Σ_m w_m U_i(x(y), m)/S,     ∂f/∂y = Σ_m w_m ∂U_i/∂x · ∂x/∂y / S.                        (15)
 *
 * In √x effort of elasticity ½ has a finite slope at 0; in e^{−z} all that can be shared is a bound like any
 * other. The slope in y says nothing at y = 0, where ∂x/∂y = 0. Hence from each maximum some corners are
 * tried: effort of either kind at 0 where it is small, of both kinds of a period at 0, and
 *
 *     x = 0 let go, to some levels, where ∂U_i/∂x > 0 there, or for both kinds of a period at once,  (16)
 *
 * and the search goes on from what is better. In the module: `assembly/contest/respond.ts`.
 */

import { BoundedMaximizer, type BoundedProblem } from '../../../numerics/maximize-bounded';
import {
  type ContestKernels,
  type ContestModel,
  type ContestResponse,
  contestFields,
} from '../../kernels/contest';

type Gradient = ContestKernels['gradient'];

/** Where a variable at 0 is let go to, in units of x. */
const releases = [1e-6, 1e-4, 1e-2, 0.1, 1];
const bothReleases = [0.1, 1];
/** Variables below it are tried at 0. */
const small = 0.5;
/** What a value at 0 may be less and count as no worse. */
const tie = 1e-15;
const mostRounds = 6;
/** No input grows beyond so many units. */
const mostUnits = 1e12;

/** Equation (15). */
class Objective implements BoundedProblem {
  readonly size: number;
  readonly pairs: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** ∂f/∂x without S, of each variable's input, at the point evaluated last. */
  readonly byInput: Float64Array;
  evaluations = 0;
  /** Of each variable the input, and its place in an own strategy, [period][input]. */
  private readonly kinds: Uint8Array;
  private readonly places: Int32Array;
  private readonly hasPrice: Uint8Array;
  private readonly profiles: Float64Array;
  private readonly payoffs: Float64Array;
  private readonly derivatives: Float64Array;
  private readonly own: Float64Array;

  constructor(
    private readonly gradientOf: Gradient,
    private readonly game: ContestModel,
    private readonly to: ContestResponse,
  ) {
    const { periods, inputs, players, endsOnWin } = game;
    this.size = periods * inputs;
    // efforts of two periods have little to do with each other, but, where the game goes on anyway, much with
    // what is invested
    this.pairs = inputs === 2 || endsOnWin ? periods : 0;
    this.kinds = new Uint8Array(this.size);
    this.places = new Int32Array(this.size);
    this.hasPrice = new Uint8Array(this.size);
    this.lower = new Float64Array(this.size);
    this.upper = new Float64Array(this.size);
    for (let place = 0, effort = 0, rest = 2 * periods; place < this.size; place++) {
      const kind = place % inputs;
      const k = kind < 2 ? effort++ : rest++;
      this.kinds[k] = kind;
      this.places[k] = place;
      this.upper[k] = kind < 2 ? Math.sqrt(mostUnits) : mostUnits;
      if (kind < 4) continue;
      this.hasPrice[k] = hasPrice(game, to.player, place) ? 1 : 0;
      this.lower[k] = this.hasPrice[k] ? 0 : Math.exp(-to.maximumSharing);
      this.upper[k] = this.hasPrice[k] ? to.maximumSharing : 1;
    }
    this.own = new Float64Array(this.size);
    this.byInput = new Float64Array(this.size);
    this.profiles = to.profiles.slice();
    this.payoffs = new Float64Array(to.weights.length * players);
    this.derivatives = new Float64Array(to.profiles.length);
  }

  /** Equation (14). */
  toVariables(x: Float64Array, y: Float64Array): void {
    for (let k = 0; k < this.size; k++) {
      const kind = this.kinds[k];
      const amount = x[this.places[k]];
      if (kind < 2) y[k] = Math.sqrt(amount / this.to.units[kind]);
      else if (kind < 4) y[k] = amount / this.to.units[kind];
      else y[k] = this.hasPrice[k] ? amount : Math.exp(-amount);
    }
  }

  toInputs(y: Float64Array, x: Float64Array): void {
    for (let k = 0; k < this.size; k++) {
      const kind = this.kinds[k];
      let amount = y[k];
      if (kind < 4) amount *= this.to.units[kind];
      if (kind < 2) amount *= y[k];
      else if (kind >= 4 && !this.hasPrice[k]) {
        const isAll = y[k] <= this.lower[k];
        amount = isAll ? this.to.maximumSharing : Math.max(0, -Math.log(y[k]));
      }
      x[this.places[k]] = amount;
    }
  }

  evaluate(y: Float64Array, gradient: Float64Array): number {
    const { game, to, own, profiles, payoffs, derivatives, byInput, kinds, places } = this;
    const { players, inputs, periods } = game;
    const { player, weights, units, scale } = to;
    this.evaluations++;
    this.toInputs(y, own);
    const row = players * inputs;
    const first = player * inputs;
    for (let at = first, from = 0; at < profiles.length; at += row) {
      for (let kind = 0; kind < inputs; kind++) profiles[at + kind] = own[from++];
      if (from === this.size) from = 0;
    }
    this.gradientOf(game, player, weights.length, profiles, payoffs, derivatives);
    own.fill(0);
    let value = 0;
    for (let m = 0, at = first; m < weights.length; m++) {
      value += weights[m] * payoffs[m * players + player];
      for (let t = 0, place = 0; t < periods; t++, at += row) {
        for (let kind = 0; kind < inputs; kind++) {
          own[place++] += weights[m] * derivatives[at + kind];
        }
      }
    }
    for (let k = 0; k < this.size; k++) {
      const kind = kinds[k];
      byInput[k] = own[places[k]];
      const slope = byInput[k] / scale;
      if (kind < 2) gradient[k] = y[k] === 0 ? 0 : 2 * units[kind] * y[k] * slope;
      else if (kind < 4) gradient[k] = units[kind] * slope;
      else gradient[k] = this.hasPrice[k] ? slope : -slope / y[k];
    }
    return value / scale;
  }
}

/** Whether more of an input costs more. */
function hasPrice(game: ContestModel, player: number, place: number): boolean {
  const { players, periods, inputs, numbers } = game;
  const t = Math.floor(place / inputs);
  const field = (index: number) => numbers[(index * players + player) * periods + t];
  const price = contestFields.prices + (place % inputs);
  return field(price) > 0 || field(price + 2 * inputs) > 0;
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
      if (!toCorners(objective, maximizer.gradient, y, value, 2 * game.periods)) break;
      value = maximizer.run(y, to.maxIterations, to.tolerance).value;
    }
    objective.toInputs(y, x);
    values[m] = value * to.scale;
  }
  return objective.evaluations;
}

/**
 * Tries what a gradient does not show: effort, the first `efforts` variables, at 0, alone or both kinds of a
 * period, and effort at 0 let go.
 *
 * @returns whether y has changed, for the better or to a 0 that is no worse
 */
function toCorners(
  objective: Objective,
  gradient: Float64Array,
  y: Float64Array,
  value: number,
  efforts: number,
): boolean {
  let best = value;
  let changed = false;
  const attempt = (k: number, level: number, other = k): boolean => {
    const [before, otherBefore] = [y[k], y[other]];
    y[k] = level;
    y[other] = level;
    const next = objective.evaluate(y, gradient);
    const isTie = level === 0 && other === k && next >= best - tie;
    if (next > best || (isTie && objective.byInput[k] <= 0)) {
      best = Math.max(best, next);
      changed = true;
      return true;
    }
    y[k] = before;
    y[other] = otherBefore;
    return false;
  };
  for (let k = 0; k < efforts; k += 2) {
    if (y[k] > 0 || y[k + 1] > 0) attempt(k, 0, k + 1);
    for (const at of [k, k + 1]) {
      if (y[at] > 0 && y[at] < small) attempt(at, 0);
    }
  }
  // where both kinds are at 0 neither may be worth anything alone
  for (let k = 0; k < efforts; k += 2) {
    if (y[k] > 0 || y[k + 1] > 0) continue;
    for (const x of bothReleases) attempt(k, Math.sqrt(x), k + 1);
  }
  let isCurrent = false;
  for (let k = 0; k < efforts; k++) {
    if (y[k] > 0) continue;
    if (!isCurrent) objective.evaluate(y, gradient);
    isCurrent = !(objective.byInput[k] > 0);
    if (isCurrent) continue;
    for (const x of releases) {
      if (!attempt(k, Math.sqrt(x)) && y[k] > 0) break;
    }
  }
  return changed;
}
