/** An equilibrium in pure strategies, and the matrix by which it moves. */

import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { inputNames } from '../costs';
import type { ContestGame } from '../parameters';
import { evaluate } from '../payoffs';
import { polish } from '../solve/polish';
import { Responder } from '../solve/respond';
import type { BoundInput } from '../solve/result';
import { byInputs, effectsAt, freeInputs, slopesAt } from './conditions';
import { inverseOf } from './inverse';

/** Newton's method may change inputs by this part. */
const near = 1e-3;
const mostFree = 1000;
const mostResidual = 1e-7;
const mostCondition = 1e9;
/** An input below this part of its unit, with a slope as steep as this, is on its way to 0 and not at rest. */
const tiny = 1e-9;
const steep = 1e-4;
/** What differences of a number that does not change may come to, relative to those of others. */
const rounding = 1e-9;
/** Steps from 0 where the slope there is endless, in units. */
const probes = [1e-12, 1e-9, 1e-6, 1e-3, 0.1];

export interface Equilibrium {
  readonly profile: Float64Array;
  readonly free: Int32Array;
  /** Inputs at a bound that would not lose by leaving it, to first order. */
  readonly loose: readonly number[];
  /** Inputs within their bounds that change nobody's payoff, as those of periods that are never reached. */
  readonly idle: readonly number[];
  readonly residual: number;
  readonly condition: number | null;
  /** What counts as a unit of payoff, and of each input of each player. */
  readonly scale: number;
  readonly unitAt: (at: number) => number;
  /** Nothing where the conditions do not determine the equilibrium. */
  readonly motion: Motion | undefined;
}

export interface Motion {
  /** −(∂F/∂ln x)⁻¹, by rows. */
  readonly response: Float64Array;
  /** ∂U_i/∂ln x_k, [player][k]. */
  readonly effects: readonly Float64Array[];
  /** ∂D/∂ln x_k. */
  readonly disaster: Float64Array;
}

export function equilibriumAt(
  backend: Backend,
  game: ContestGame,
  given: Float64Array,
): Equilibrium {
  const { players, inputs } = game;
  const responder = new Responder(backend, game);
  const { scale } = responder;
  const unitAt = (at: number) => responder.unit(Math.floor(at / inputs) % players)[at % inputs];
  const profile = nearest(backend, game, given, scale);
  const candidates = freeInputs(game, profile);
  if (candidates.length > mostFree) {
    const expected = `at most ${mostFree} inputs that no bound holds`;
    throw new ParameterError('strategies', candidates.length, expected);
  }
  const { residual, loose } = restAt(backend, game, profile, candidates, scale, unitAt);
  const effects = effectsAt(backend, game, profile, candidates);
  const changes = byInputs(backend, game, profile, candidates);
  const kept = relevant(candidates, effects, changes.conditions);
  const free = candidates.filter((_, k) => kept[k]);
  const idle = Array.from(candidates.filter((_, k) => !kept[k]));
  const pick = (row: Float64Array) => row.filter((_, k) => kept[k]);
  const all = changes.conditions;
  const matrix = all.filter(
    (_, at) => kept[Math.floor(at / kept.length)] && kept[at % kept.length],
  );
  const found = residual <= mostResidual ? inverseOf(matrix, free.length) : undefined;
  const condition = found?.condition ?? null;
  const isRegular = found !== undefined && found.condition <= mostCondition;
  return {
    profile,
    free,
    loose,
    idle,
    residual,
    condition,
    scale,
    unitAt,
    motion: isRegular
      ? {
          response: found.inverse.map((value) => -value),
          effects: effects.map(pick),
          disaster: pick(changes.disaster),
        }
      : undefined,
  };
}

/** How far the conditions of first order are from being met, and which bounds hold only just. */
function restAt(
  backend: Backend,
  game: ContestGame,
  profile: Float64Array,
  free: Int32Array,
  scale: number,
  unitAt: (at: number) => number,
): { readonly residual: number; readonly loose: readonly number[] } {
  const { conditions, gradient } = slopesAt(backend, game, profile, free);
  let residual = 0;
  free.forEach((at, k) => {
    residual = Math.max(residual, Math.abs(conditions[k]) / scale);
    const slope = Math.abs(gradient[at] * unitAt(at)) / scale;
    if (profile[at] < tiny * unitAt(at) && slope > steep) residual = Math.max(residual, slope);
  });
  const isFree = new Set(free);
  const loose: number[] = [];
  for (let at = 0; at < profile.length; at++) {
    if (isFree.has(at)) continue;
    const slope = profile[at] === 0 ? gradient[at] : -gradient[at];
    const gain =
      slope === Number.POSITIVE_INFINITY
        ? gainFromZero(backend, game, profile, at, unitAt(at)) / scale
        : (slope * unitAt(at)) / scale;
    if (gain > 0) residual = Math.max(residual, gain);
    if (Math.abs(gain) <= mostResidual) loose.push(at);
  }
  return { residual, loose };
}

/** Which inputs are of any account. */
function relevant(
  free: Int32Array,
  effects: readonly Float64Array[],
  conditions: Float64Array,
): boolean[] {
  const n = free.length;
  const rows = Array.from(free, (_, k) => {
    let most = 0;
    for (let l = 0; l < n; l++) most = Math.max(most, Math.abs(conditions[k * n + l]));
    return most;
  });
  return rows.map((most, l) => {
    if (most > 0 || effects.some((row) => row[l] !== 0)) return true;
    return rows.some((other, k) => Math.abs(conditions[k * n + l]) > rounding * other);
  });
}

/** What a little of an input at 0, where the slope is endless, gains the player whose it is. */
function gainFromZero(
  backend: Backend,
  game: ContestGame,
  profile: Float64Array,
  at: number,
  unit: number,
): number {
  const { players, inputs } = game;
  const player = Math.floor(at / inputs) % players;
  const payoff = (x: number) => {
    const there = profile.slice();
    there[at] = x;
    const payoffs = new Float64Array(players);
    evaluate(backend, game, 'payoffs', 1, there, payoffs, payoffs, player);
    return payoffs[player];
  };
  const before = payoff(0);
  return Math.max(0, ...probes.map((probe) => payoff(probe * unit) - before));
}

/** The profile that meets the conditions of first order, where one is near. */
function nearest(
  backend: Backend,
  game: ContestGame,
  given: Float64Array,
  scale: number,
): Float64Array {
  const polished = polish(backend, game, given, scale)?.profile;
  const isNear = polished?.every((x, at) => Math.abs(x - given[at]) <= near * given[at]);
  return polished !== undefined && isNear ? polished : given;
}

/** Inputs at a bound. */
export function heldInputs(game: ContestGame, profile: Float64Array): BoundInput[] {
  const { players, inputs } = game;
  const isFree = new Set(freeInputs(game, profile));
  return Array.from(profile, (x, at) => ({ x, at }))
    .filter(({ at }) => !isFree.has(at))
    .map(({ x, at }) => ({
      period: Math.floor(at / (inputs * players)),
      player: Math.floor(at / inputs) % players,
      input: inputNames[at % inputs],
      bound: x === 0 ? 'zero' : 'maximumSharing',
    }));
}
