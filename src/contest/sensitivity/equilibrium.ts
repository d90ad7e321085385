/** An equilibrium in pure strategies, and the matrix by which it moves. */

import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { inputNames } from '../costs';
import type { ContestGame } from '../parameters';
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

export interface Equilibrium {
  readonly profile: Float64Array;
  readonly free: Int32Array;
  /** Inputs at a bound that would not lose by leaving it, to first order. */
  readonly loose: readonly number[];
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
  const slopes = slopesAt(backend, game, profile, candidates);
  let residual = 0;
  for (const f of slopes.conditions) residual = Math.max(residual, Math.abs(f) / scale);
  const isFree = new Set(candidates);
  const loose: number[] = [];
  for (let at = 0; at < profile.length; at++) {
    if (isFree.has(at)) continue;
    const outward = profile[at] === 0 ? 1 : -1;
    const gain = (outward * slopes.gradient[at] * unitAt(at)) / scale;
    if (gain > 0) residual = Math.max(residual, gain);
    if (Math.abs(gain) <= mostResidual) loose.push(at);
  }
  const effects = effectsAt(backend, game, profile, candidates);
  const matters = byInputs(backend, game, profile, candidates);
  const kept = relevant(candidates, effects, matters.conditions);
  const free = candidates.filter((_, k) => kept[k]);
  const pick = (row: Float64Array) => row.filter((_, k) => kept[k]);
  const all = matters.conditions;
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
    residual,
    condition,
    scale,
    unitAt,
    motion: isRegular
      ? {
          response: found.inverse.map((value) => -value),
          effects: effects.map(pick),
          disaster: pick(matters.disaster),
        }
      : undefined,
  };
}

/** Which inputs are of any account: those of periods that are never reached are not. */
function relevant(
  free: Int32Array,
  effects: readonly Float64Array[],
  conditions: Float64Array,
): boolean[] {
  const n = free.length;
  return Array.from(free, (_, k) => {
    if (effects.some((row) => row[k] !== 0)) return true;
    for (let l = 0; l < n; l++) {
      if (conditions[k * n + l] !== 0 || conditions[l * n + k] !== 0) return true;
    }
    return false;
  });
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
