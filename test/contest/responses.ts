/** Best responses by the kernel, and what can be said of where they end. */

import { completeGame } from '../../src/contest/index';
import type { ContestGame } from '../../src/contest/parameters';
import { payoffScale } from '../../src/contest/scale';
import type { Backend } from '../../src/engine/backend';
import { type ContestResponse, contestFields, stateNames } from '../../src/engine/kernels/contest';
import { randomGame } from './games';

/** Units of inputs: effort that costs an eighth of what a period has at stake, productivities, 1. */
function unitsOf({ players, periods, inputs, model }: ContestGame, player: number, scale: number) {
  const number = (field: number) => model.numbers[(field * players + player) * periods];
  return Float64Array.from({ length: inputs }, (_, k) => {
    if (k >= 4) return 1;
    if (k >= 2) return number(k - 2);
    const price = number(contestFields.prices + k);
    return price > 0 ? Math.min(1e6, (0.125 * scale) / (periods * price)) : 1;
  });
}

export function responseTo(
  game: ContestGame,
  player: number,
  profiles: Float64Array,
  weights = Float64Array.of(1),
): ContestResponse {
  const scale = payoffScale(game);
  return {
    player,
    profiles,
    weights,
    units: unitsOf(game, player, scale),
    scale,
    maximumSharing: game.maximumSharing,
    maxIterations: 2000,
    tolerance: 1e-12,
  };
}

export const modelOf = (game: ContestGame, player: number) => game.believed?.[player] ?? game.model;

/** One search: where it ends, and what that is worth. */
export function respond(
  backend: Backend,
  game: ContestGame,
  to: ContestResponse,
  start: Float64Array,
) {
  const strategy = start.slice();
  const values = new Float64Array(1);
  const model = modelOf(game, to.player);
  const evaluations = backend.contest.respond(model, to, strategy, values);
  return { strategy, value: values[0], evaluations };
}

/** Profiles with the own part of a player put in. */
export function withOwn(
  game: ContestGame,
  to: ContestResponse,
  strategy: Float64Array,
): Float64Array {
  const { players, periods, inputs } = game;
  return to.profiles.map((x, at) => {
    const k = at % inputs;
    const row = Math.floor(at / inputs);
    if (row % players !== to.player) return x;
    return strategy[(Math.floor(row / players) % periods) * inputs + k];
  });
}

/** Expected payoff, and its derivatives by the own strategy, from the gradient kernel. */
export function slopesAt(
  backend: Backend,
  game: ContestGame,
  to: ContestResponse,
  x: Float64Array,
) {
  const { players, periods, inputs } = game;
  const profiles = withOwn(game, to, x);
  const payoffs = new Float64Array(to.weights.length * players);
  const gradient = new Float64Array(profiles.length);
  const model = modelOf(game, to.player);
  backend.contest.gradient(model, to.player, to.weights.length, profiles, payoffs, gradient);
  const slopes = new Float64Array(x.length);
  let value = 0;
  to.weights.forEach((weight, m) => {
    value += weight * payoffs[m * players + to.player];
    for (let k = 0; k < x.length; k++) {
      const period = m * periods + Math.floor(k / inputs);
      slopes[k] += weight * gradient[(period * players + to.player) * inputs + (k % inputs)];
    }
  });
  return { value, slopes };
}

/** What a step of a unit, or of its own size where that is larger, would gain by the slope where none is held. */
export function residual(
  game: ContestGame,
  to: ContestResponse,
  x: Float64Array,
  slopes: Float64Array,
) {
  let most = 0;
  for (let k = 0; k < x.length; k++) {
    const kind = k % game.inputs;
    const slope = slopes[k] / to.scale;
    // at effort 0 a slope may be infinite though nothing is gained but by the smallest x
    if (x[k] === 0 && (kind < 2 || slope <= 0)) continue;
    if (kind >= 4 && x[k] === to.maximumSharing && slope >= 0) continue;
    const unit = to.units[kind];
    // effort is varied as its root
    const size = kind < 2 ? 2 * Math.sqrt(x[k] * Math.max(x[k], unit)) : Math.max(x[k], unit);
    most = Math.max(most, Math.abs(slope) * size);
  }
  return most;
}

/** A random game in which nobody is paid without limit for what costs next to nothing. */
export function bounded(index: number) {
  const { game, strategies } = randomGame(index, 5);
  const reward = { ...game.reward, winPerPerformance: 0, losePerPerformance: 0 };
  const beliefs = game.beliefs?.map((belief) => (belief ? { ...belief, reward } : belief));
  const complete = completeGame({ ...game, reward, ...(beliefs ? { beliefs } : {}) });
  return { strategies, game: complete };
}

/** Whether a player's productivity is level with a rival's after the first period: what is shared has a kink. */
export function isTied(backend: Backend, game: ContestGame, to: ContestResponse, x: Float64Array) {
  const { players, periods, inputs } = game;
  if (inputs < 6) return false;
  const size = players * periods;
  const states = new Float64Array(stateNames.length * size);
  backend.contest.states(modelOf(game, to.player), withOwn(game, to, x), states);
  for (let at = players; at < 2 * size; at++) {
    const own = states[at - (at % players) + to.player];
    if (at % size < players || at % players === to.player) continue;
    if (Math.abs(states[at] - own) <= 1e-7 * own) return true;
  }
  return false;
}

export const flat = (strategies: number[][][]) => Float64Array.from(strategies.flat(2));
export const isSmooth = (index: number) => Math.floor(index / 12) % 5 < 2;
