/**
 * A search for more welfare that shares nothing with the one that found the profile: values only, no slopes.
 *
 * A pattern search (R. Hooke, T. A. Jeeves, "Direct Search Solution of Numerical and Statistical Problems", 1961)
 * with relative steps e^{±h}, for single inputs and for groups of them, and with 0 and fixed levels besides, h from 2
 * down, and moves along the jumps of costs (`edges.ts`): from the profile itself, and from the best of many random ones, in which players and periods are left out at
 * random.
 */

import type { Backend } from '../../engine/backend';
import { pointStream } from '../../sampling/designs';
import type { Seed } from '../../sampling/seed-sequence';
import type { ContestGame } from '../parameters';
import { edgeMoves, type Move } from './edges';

/** Of the independent streams of a seed, the one that profiles are drawn from. */
const stream = [4, 12];
const steps = [2, 1, 0.5, 0.25, 0.1, 0.03, 0.01, 0.001];
const levels = [0, 0.003, 0.03, 0.3, 1, 3];
/** Random effort and investment spread over so many powers of e, to either side. */
const spread = 5;
/** Rounds of a pattern search with the same step. */
const mostRounds = 12;
/** Numbers of profiles that are evaluated together. */
const mostNumbers = 2 ** 19;

export interface Attack {
  readonly backend: Backend;
  readonly game: ContestGame;
  readonly weights: Float64Array;
  /** What counts as a unit of each input of a profile. */
  readonly units: Float64Array;
  readonly seed: Seed;
}

interface Found {
  readonly profile: Float64Array;
  readonly value: number;
}

export interface Attacked {
  /** What the best profile found has more than the one attacked; 0 where none has. */
  readonly gain: number;
  readonly profile: Float64Array;
  readonly starts: number;
}

export function attack(given: Attack, profile: Float64Array): Attacked {
  const { game } = given;
  const cost = profile.length * game.players * game.periods;
  const pool = cost <= 2000 ? 512 : cost <= 40000 ? 128 : 16;
  const far = cost <= 2000 ? 6 : cost <= 40000 ? 3 : 1;
  const [value] = valuesOf(given, profile);
  const random = randomProfiles(given, pool);
  const values = valuesOf(given, random);
  const order = Array.from(values.keys())
    .filter((m) => Number.isFinite(values[m]))
    .sort((a, b) => values[b] - values[a])
    .slice(0, far);
  const starts: Found[] = [
    { profile, value },
    ...order.map((m) => ({
      profile: random.slice(m * profile.length, (m + 1) * profile.length),
      value: values[m],
    })),
  ];
  const budget = cost <= 2000 ? 40_000 : cost <= 40_000 ? 12_000 : 2500;
  let best = starts[0];
  for (const start of starts) {
    const found = pattern(given, start, budget);
    if (found.value > best.value) best = found;
  }
  return { gain: Math.max(0, best.value - value), profile: best.profile, starts: starts.length };
}

/** Σ w_i U_i of profiles, one behind the other. */
function valuesOf({ backend, game, weights }: Attack, profiles: Float64Array): Float64Array {
  const { players } = game;
  const payoffs = new Float64Array((profiles.length / sizeOf(game)) * players);
  backend.contest.payoffs(game.model, -1, payoffs.length / players, profiles, payoffs);
  return Float64Array.from({ length: payoffs.length / players }, (_, m) => {
    let sum = 0;
    for (let i = 0; i < players; i++) {
      if (weights[i] > 0) sum += weights[i] * payoffs[m * players + i];
    }
    return sum;
  });
}

const sizeOf = ({ periods, players, inputs }: ContestGame) => periods * players * inputs;

/** @param budget most profiles that are evaluated */
function pattern(given: Attack, start: Found, budget: number): Found {
  const groups = groupsOf(given.game, budget);
  let { profile, value } = start;
  let spent = 0;
  for (const h of steps) {
    for (let round = 0; round < mostRounds && spent < budget; round++) {
      const moves = groups.flatMap((group) => movesOf(given, group, h));
      moves.push(...edgeMoves(given.backend, given.game, profile, h));
      spent += moves.length;
      const good = better(given, profile, value, moves);
      if (good.length === 0) break;
      const single = moved(given, profile, [good[0].move]);
      const joined = moved(
        given,
        profile,
        good.map(({ move }) => move),
      );
      const [together] = valuesOf(given, joined);
      const isJoined = together > good[0].value;
      profile = isJoined ? joined : single;
      value = isJoined ? together : good[0].value;
    }
  }
  return { profile, value };
}

/** Moves that gain, the best first, with the values they lead to. */
function better(given: Attack, profile: Float64Array, value: number, moves: readonly Move[]) {
  const length = profile.length;
  const together = Math.max(1, Math.floor(mostNumbers / length));
  const good: { readonly move: Move; readonly value: number }[] = [];
  for (let from = 0; from < moves.length; from += together) {
    const part = moves.slice(from, from + together);
    const flat = new Float64Array(part.length * length);
    part.forEach((move, m) => {
      flat.set(moved(given, profile, [move]), m * length);
    });
    valuesOf(given, flat).forEach((next, m) => {
      if (next > value && Number.isFinite(next)) good.push({ move: part[m], value: next });
    });
  }
  return good.sort((a, b) => b.value - a.value);
}

/** The profile after some moves; of two of the same input the first counts. */
function moved({ game }: Attack, profile: Float64Array, moves: readonly Move[]): Float64Array {
  const { inputs, maximumSharing } = game;
  const next = profile.slice();
  for (const { group, to } of moves) {
    for (const at of group) {
      const most = at % inputs < 4 ? Number.MAX_VALUE : maximumSharing;
      if (next[at] === profile[at]) next[at] = Math.min(most, to(profile[at], at));
    }
  }
  return next;
}

/** Single inputs, a player's of a period, all of a period, of a player, of a kind; the coarse ones where many. */
function groupsOf(game: ContestGame, budget: number): (readonly number[])[] {
  const { periods, players, inputs } = game;
  const length = sizeOf(game);
  const isFew = 2 * steps.length * length <= budget;
  const groups = new Map<string, number[]>();
  const add = (key: string, at: number) => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [at]);
    else group.push(at);
  };
  for (let at = 0; at < length; at++) {
    const kind = at % inputs;
    const player = Math.floor(at / inputs) % players;
    const period = Math.floor(at / (inputs * players));
    const sort = Math.floor(kind / 2);
    if (isFew) add(`one ${at}`, at);
    if (isFew) add(`player and period ${sort} ${player} ${period}`, at);
    add(`kind ${kind}`, at);
    add(`player ${player} ${sort}`, at);
    if (periods > 1) add(`period ${period} ${kind}`, at);
    if (periods > 1) add(`player ${player} ${kind}`, at);
  }
  return [...groups.values()];
}

/** Levels are tried with the longest steps only. */
function movesOf({ backend, game, units }: Attack, group: readonly number[], h: number): Move[] {
  const { inputs, maximumSharing } = game;
  const [more, less] = [backend.math.exp(h), backend.math.exp(-h)];
  const moves: Move[] = [
    { group, to: (x) => x * more },
    { group, to: (x) => x * less },
  ];
  const tried = h === steps[0] ? levels : [0];
  for (const level of tried) {
    moves.push({
      group,
      to: (_, at) => level * (at % inputs < 4 ? units[at] : maximumSharing / 3),
    });
  }
  return moves;
}

/** Levels of each player and input, slightly other ones in each period; a third of players and inputs is out. */
function randomProfiles({ backend, game, units, seed }: Attack, count: number): Float64Array {
  const { players, periods, inputs, maximumSharing } = game;
  const length = sizeOf(game);
  const levels = players * inputs;
  const dimensions = levels + periods + players;
  const points = pointStream('latin-hypercube', count, dimensions, seed, stream);
  const columns = new Float64Array(count * dimensions);
  backend.sampling.fill(points, 0, count, columns);
  return Float64Array.from({ length: count * length }, (_, entry) => {
    const m = Math.floor(entry / length);
    const at = entry % length;
    const draw = (dimension: number) => columns[dimension * count + m];
    const kind = at % inputs;
    const period = Math.floor(at / levels);
    const player = Math.floor(at / inputs) % players;
    if (kind < 2 && draw(levels + periods + player) < 1 / 3) return 0;
    const u = draw(at % levels);
    if (kind >= 4) return u < 0.5 ? 0 : maximumSharing * (2 * u - 1);
    if (u < 0.15) return 0;
    const tilt = periods > 1 ? draw(levels + period) - 0.5 : 0;
    return units[at] * backend.math.exp(spread * ((2 * (u - 0.15)) / 0.85 - 1) + tilt);
  });
}
