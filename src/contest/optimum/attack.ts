/**
 * A search for more welfare that shares nothing with the one that found the profile: values only, no slopes.
 *
 * A pattern search (R. Hooke, T. A. Jeeves, "Direct Search Solution of Numerical and Statistical Problems", 1961)
 * with relative steps e^{±h}, for single inputs and for groups of them, and with 0 and fixed levels besides, h from 2
 * down: from the profile itself, and from the best of many random ones, in which players and periods are left out at
 * random.
 */

import type { Backend } from '../../engine/backend';
import { pointStream } from '../../sampling/designs';
import type { Seed } from '../../sampling/seed-sequence';
import type { ContestGame } from '../parameters';

/** Of the independent streams of a seed, the one that profiles are drawn from. */
const stream = [4, 12];
const steps = [2, 1, 0.5, 0.25, 0.1, 0.03, 0.01, 0.001];
const levels = [0, 0.003, 0.03, 0.3, 1, 3];
/** Random effort and investment spread over so many powers of e, to either side. */
const spread = 5;
/** Moves of a pattern search with the same step. */
const mostMoves = 12;

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
  // a single number of many is worth a search only where they are few
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
  const { game } = given;
  const groups = groupsOf(game);
  let { profile, value } = start;
  let spent = 0;
  for (const h of steps) {
    for (let move = 0; move < mostMoves && spent < budget; move++) {
      const candidates = groups.flatMap((group) => variants(given, profile, group, h));
      if (candidates.length === 0) break;
      spent += candidates.length;
      const values = valuesInParts(given, candidates);
      const good = Array.from(candidates.keys())
        .filter((m) => values[m] > value && Number.isFinite(values[m]))
        .sort((a, b) => values[b] - values[a]);
      if (good.length === 0) break;
      const before = value;
      const joined = join(profile, good.map((m) => candidates[m]));
      const [together] = valuesOf(given, joined);
      const isBetter = together > values[good[0]];
      profile = isBetter ? joined : candidates[good[0]];
      value = isBetter ? together : values[good[0]];
      if (!(value > before)) break;
    }
  }
  return { profile, value };
}

/** All changes at once; of two of the same number the first, which gains more. */
function join(profile: Float64Array, candidates: readonly Float64Array[]): Float64Array {
  const joined = profile.slice();
  const isTaken = new Uint8Array(profile.length);
  for (const candidate of candidates) {
    for (let at = 0; at < profile.length; at++) {
      if (isTaken[at] === 1 || candidate[at] === profile[at]) continue;
      joined[at] = candidate[at];
      isTaken[at] = 1;
    }
  }
  return joined;
}

const together = 1024;

function valuesInParts(given: Attack, candidates: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(candidates.length);
  const length = sizeOf(given.game);
  for (let from = 0; from < candidates.length; from += together) {
    const part = candidates.slice(from, from + together);
    const flat = new Float64Array(part.length * length);
    part.forEach((candidate, m) => {
      flat.set(candidate, m * length);
    });
    values.set(valuesOf(given, flat), from);
  }
  return values;
}

/** Single inputs where they are few; a player's efforts of a period, all of a period, of a player, of a kind. */
function groupsOf(game: ContestGame): (readonly number[])[] {
  const { periods, players, inputs } = game;
  const length = sizeOf(game);
  const all = Array.from({ length }, (_, at) => at);
  const groups = new Map<string, number[]>();
  const add = (key: string, at: number) => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [at]);
    else group.push(at);
  };
  for (const at of all) {
    const kind = at % inputs;
    const player = Math.floor(at / inputs) % players;
    const period = Math.floor(at / (inputs * players));
    const sort = Math.floor(kind / 2);
    if (length <= 1000) add(`one ${at}`, at);
    add(`efforts ${sort} ${player} ${period}`, at);
    add(`kind ${kind}`, at);
    add(`player ${player} ${sort}`, at);
    if (periods > 1) add(`period ${period} ${kind}`, at);
    if (periods > 1) add(`player ${player} ${kind}`, at);
  }
  return [...groups.values()];
}

function variants(
  { backend, game, units }: Attack,
  profile: Float64Array,
  group: readonly number[],
  h: number,
): Float64Array[] {
  const { inputs, maximumSharing } = game;
  const mostOf = (at: number) => (at % inputs < 4 ? Number.MAX_VALUE : maximumSharing);
  const changes: ((at: number) => number)[] = [
    (at) => profile[at] * backend.math.exp(h),
    (at) => profile[at] * backend.math.exp(-h),
  ];
  // levels are tried with the longest steps only
  if (h === steps[0]) {
    for (const level of levels) {
      changes.push((at) => level * (at % inputs < 4 ? units[at] : maximumSharing / 3));
    }
  } else changes.push(() => 0);
  return changes.flatMap((change) => {
    const candidate = profile.slice();
    for (const at of group) candidate[at] = Math.min(mostOf(at), change(at));
    return group.some((at) => candidate[at] !== profile[at]) ? [candidate] : [];
  });
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
