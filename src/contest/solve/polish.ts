/**
 * Newton's method on the conditions of first order of all players at once:
 *
 *     F_k = x_k ∂U_i/∂x_k = 0 for every free input of every player i,   J = ∂F/∂ln x,   ln x ← ln x − J⁻¹ F   (17)
 *
 * Free are inputs that no bound holds, and no threshold (`ties.ts`), along which derivatives are then taken. J
 * comes of central differences of F, in one batch of profiles.
 */

import type { Backend } from '../../engine/backend';
import { solveLinear } from '../../numerics/solve-linear';
import type { ContestGame } from '../parameters';
import { evaluate } from '../payoffs';
import { type Mask, Ties } from './ties';

const mostFree = 480;
const mostSteps = 25;
const difference = 1e-5;
/** Residuals below which J is kept as long as they fall fast. */
const nearBy = 1e-5;
/** Inputs change by no more than this part at once. */
const longest = 0.7;

export interface Polished {
  readonly profile: Float64Array;
  /** max |F| over the free inputs, in units of payoff. */
  readonly residual: number;
}

/**
 * A profile near `start` where no free input has a slope; nothing where there is none to be found, or too
 * many inputs are free.
 *
 * @param scale of payoffs
 */
export function polish(
  backend: Backend,
  game: ContestGame,
  start: Float64Array,
  scale: number,
): Polished | undefined {
  const conditions = new Conditions(backend, game, start);
  const { free } = conditions;
  if (free.length > mostFree) return undefined;
  const at = start.slice();
  const n = free.length;
  let slopes = conditions.slopes(1, at);
  let residual = greatest(slopes, scale);
  let best: Polished = { profile: at.slice(), residual };
  let jacobian: Float64Array = new Float64Array(0);
  let isNear = false;
  for (let steps = 0; steps < mostSteps && n > 0; steps++) {
    if (!isNear) jacobian = conditions.jacobian(at);
    const step = slopes.map((f) => -f);
    if (!jacobian.every(Number.isFinite)) return undefined;
    solveLinear(jacobian.slice(), step);
    let length = 0;
    for (const s of step) length = Math.max(length, Math.abs(s));
    if (!Number.isFinite(length)) return undefined;
    const shorten = length > longest ? longest / length : 1;
    for (let k = 0; k < n; k++)
      at[free[k]] = bounded(game, free[k], at[free[k]], shorten * step[k]);
    slopes = conditions.slopes(1, at);
    const before = residual;
    residual = greatest(slopes, scale);
    if (!Number.isFinite(residual)) return undefined;
    isNear = residual < nearBy && residual < 0.01 * before;
    const isBetter = residual < best.residual;
    if (isBetter) best = { profile: at.slice(), residual };
    if (length < 1e-14 || (!isBetter && best.residual < 1e-12)) break;
  }
  return best.residual <= 1e-9 ? best : undefined;
}

/** F and J over the free inputs of a profile. */
class Conditions {
  readonly free: readonly number[];
  private readonly ties: Ties;
  private readonly mask: Mask;
  /** Players with inputs at thresholds. */
  private readonly tied: readonly number[];

  constructor(
    private readonly backend: Backend,
    private readonly game: ContestGame,
    profile: Float64Array,
  ) {
    const { players, periods, inputs, maximumSharing } = game;
    this.ties = new Ties(backend, game);
    const mask = this.ties.found(profile);
    this.mask = mask;
    const all = Array.from({ length: players }, (_, i) => i);
    this.tied = all.filter((i) => this.ties.isAny(i, mask));
    const isTied = (at: number) => {
      const period = Math.floor(at / (players * inputs));
      return (
        at % inputs === 0 && mask[(Math.floor(at / inputs) % players) * periods + period] === 1
      );
    };
    const free: number[] = [];
    profile.forEach((x, at) => {
      const isWithin = x > 0 && (at % inputs < 4 || x < maximumSharing);
      if (isWithin && !isTied(at)) free.push(at);
    });
    this.free = free;
  }

  /** F of profiles, one behind the other, each with what stands at a threshold moved along. */
  slopes(count: number, profiles: Float64Array): Float64Array {
    const { free, ties, mask, game } = this;
    const length = profiles.length / count;
    const part = (numbers: Float64Array, m: number) =>
      numbers.subarray(m * length, (m + 1) * length);
    for (const i of this.tied) {
      for (let m = 0; m < count; m++) ties.apply(i, mask, part(profiles, m));
    }
    const gradient = new Float64Array(profiles.length);
    evaluate(
      this.backend,
      game,
      'gradient',
      count,
      profiles,
      new Float64Array(count * game.players),
      gradient,
    );
    for (const i of this.tied) {
      for (let m = 0; m < count; m++) ties.chain(i, mask, part(profiles, m), part(gradient, m));
    }
    const n = free.length;
    const slopes = new Float64Array(count * n);
    for (let m = 0; m < count; m++) {
      for (let k = 0; k < n; k++) {
        const at = m * length + free[k];
        slopes[m * n + k] = profiles[at] * gradient[at];
      }
    }
    return slopes;
  }

  jacobian(profile: Float64Array): Float64Array {
    const { free } = this;
    const n = free.length;
    const length = profile.length;
    const profiles = new Float64Array(2 * n * length);
    for (let j = 0; j < n; j++) {
      const up = 2 * j * length;
      const down = up + length;
      profiles.set(profile, up);
      profiles.set(profile, down);
      profiles[up + free[j]] *= 1 + difference;
      profiles[down + free[j]] *= 1 - difference;
    }
    const slopes = this.slopes(2 * n, profiles);
    const jacobian = new Float64Array(n * n);
    for (let j = 0; j < n; j++) {
      const [up, down] = [2 * j * n, (2 * j + 1) * n];
      for (let i = 0; i < n; i++) {
        jacobian[i * n + j] = (slopes[up + i] - slopes[down + i]) / (2 * difference);
      }
    }
    return jacobian;
  }
}

function bounded({ inputs, maximumSharing }: ContestGame, at: number, x: number, step: number) {
  const next = x * (1 + step);
  return at % inputs < 4 ? next : Math.min(next, maximumSharing);
}

function greatest(slopes: Float64Array, scale: number): number {
  let most = 0;
  for (const f of slopes) {
    if (!Number.isFinite(f)) return Infinity;
    most = Math.max(most, Math.abs(f));
  }
  return most / scale;
}
