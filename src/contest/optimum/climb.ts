/**
 * Local maxima of welfare: a gradient method between bounds, in variables in which bounds are reached exactly, as
 * in equation (14) of `src/contest/model.ts`:
 *
 *     x = u y² (effort)      x = u y (investment)      z = −ln y (sharing)
 *
 * Effort at 0 stays there, as the slope by y is 0: letting it go is tried elsewhere (`improve.ts`). So does
 * performance on its way to 0. Where there are too many inputs for one search, periods take turns, then players.
 */

import { BoundedMaximizer, type BoundedProblem } from '../../numerics/maximize-bounded';
import { hasThresholds, heldTies, reduce, type Tie, tighten } from './thresholds';
import type { Welfare } from './welfare';

/** Inputs that one search moves. */
const mostTogether = 1000;
const mostRounds = 12;
const tolerance = 1e-12;
/** Of a variable, so that powers of it stay in the range of doubles. */
const most = 1e77;

class Objective implements BoundedProblem {
  readonly size: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  private readonly gradient: Float64Array;
  private readonly least: number;

  constructor(
    private readonly welfare: Welfare,
    /** Where inputs stand that are not varied; the point evaluated last. */
    readonly profile: Float64Array,
    private readonly moving: readonly number[],
    private readonly ties: readonly Tie[],
  ) {
    const { inputs, maximumSharing } = welfare.game;
    this.size = moving.length;
    this.least = welfare.backend.math.exp(-maximumSharing);
    this.lower = Float64Array.from(moving, (at) => (at % inputs < 4 ? 0 : this.least));
    this.upper = Float64Array.from(moving, (at) => (at % inputs < 4 ? most : 1));
    this.gradient = new Float64Array(welfare.length);
  }

  toVariables(): Float64Array {
    const { units, game, backend } = this.welfare;
    return Float64Array.from(this.moving, (at) => {
      const kind = at % game.inputs;
      const amount = this.profile[at] / units[at];
      if (kind < 2) return Math.sqrt(amount);
      return kind < 4 ? amount : backend.math.exp(-this.profile[at]);
    });
  }

  toProfile(y: Float64Array): void {
    const { units, game, backend } = this.welfare;
    for (let k = 0; k < this.size; k++) {
      const at = this.moving[k];
      const kind = at % game.inputs;
      if (kind < 2) this.profile[at] = units[at] * y[k] * y[k];
      else if (kind < 4) this.profile[at] = units[at] * y[k];
      else if (y[k] <= this.least) this.profile[at] = game.maximumSharing;
      else this.profile[at] = Math.max(0, -backend.math.log(y[k]));
    }
    tighten(this.welfare, this.profile, this.ties);
  }

  evaluate(y: Float64Array, gradient: Float64Array): number {
    const { welfare, moving } = this;
    const { units, scale, game } = welfare;
    this.toProfile(y);
    const value = welfare.gradient(this.profile, this.gradient);
    reduce(welfare, this.profile, this.gradient, this.ties);
    for (let k = 0; k < this.size; k++) {
      const at = moving[k];
      const kind = at % game.inputs;
      const slope = this.gradient[at] / scale;
      if (kind < 2) gradient[k] = y[k] === 0 ? 0 : 2 * units[at] * y[k] * slope;
      else gradient[k] = kind < 4 ? units[at] * slope : -slope / y[k];
    }
    return value / scale;
  }
}

/** Climbs from `profile`, which is overwritten; W there. */
export function climb(welfare: Welfare, profile: Float64Array, maxIterations: number): number {
  let value = welfare.value(profile);
  if (!Number.isFinite(value)) return Number.NEGATIVE_INFINITY;
  const groups = groupsOf(welfare, profile);
  let ties = tiesOf(welfare, profile);
  for (let round = 0; round < mostRounds; round++) {
    const before = value;
    for (const group of groups) {
      const moving = group.filter((at) => !ties.some((tie) => at === safetyOf(welfare, tie)));
      const iterations = Math.min(maxIterations, welfare.affordable(moving.length));
      if (moving.length === 0 || iterations === 0) continue;
      const objective = new Objective(welfare, profile.slice(), moving, ties);
      const y = objective.toVariables();
      const found = new BoundedMaximizer(objective).run(y, iterations, tolerance);
      welfare.spend(found.iterations, moving.length);
      objective.toProfile(y);
      const next = welfare.value(objective.profile);
      if (!Number.isFinite(found.value) || !(next >= value)) continue;
      value = next;
      profile.set(objective.profile);
    }
    const reached = tiesOf(welfare, profile);
    const isSame = reached.length === ties.length && reached.every((tie) => isAmong(ties, tie));
    const isDone = groups.length === 1 || !(value > before + tolerance * welfare.scale);
    if (isSame && isDone) break;
    ties = reached;
  }
  return value;
}

const safetyOf = (welfare: Welfare, { period, player }: Tie) => welfare.at(period, player, 0);
const isAmong = (ties: readonly Tie[], { period, player, side }: Tie) =>
  ties.some((tie) => tie.period === period && tie.player === player && tie.side === side);

/** Thresholds that hold safety. */
function tiesOf(welfare: Welfare, profile: Float64Array): Tie[] {
  if (!hasThresholds(welfare)) return [];
  const gradient = new Float64Array(welfare.length);
  welfare.gradient(profile, gradient);
  return heldTies(welfare, profile, gradient);
}

/** Inputs that move, all together where they are not too many. */
function groupsOf(welfare: Welfare, profile: Float64Array): number[][] {
  const { players, inputs } = welfare.game;
  const moving: number[] = [];
  for (let at = 0; at < profile.length; at++) {
    const isOut = at % inputs < 2 && profile[at] === 0;
    if (!isOut && !welfare.isVanishing(profile, at)) moving.push(at);
  }
  if (moving.length <= mostTogether) return [moving];
  const by = (key: (at: number) => number, together: number) => {
    const groups = new Map<number, number[]>();
    for (const at of moving) {
      const group = Math.floor(key(at) / together);
      const members = groups.get(group);
      if (members === undefined) groups.set(group, [at]);
      else members.push(at);
    }
    return [...groups.values()];
  };
  const row = players * inputs;
  const periodsTogether = Math.max(1, Math.floor(mostTogether / row));
  const ofPlayer = (at: number) => Math.floor(at / inputs) % players;
  const ofPeriod = (at: number) => Math.floor(at / row);
  return inputs === 2
    ? by(ofPeriod, periodsTogether)
    : [...by(ofPeriod, periodsTogether), ...by(ofPlayer, 1)];
}
