/**
 * What slopes do not show: a period of a profile is replaced by that of another one, players drop out of it or
 * come in, perform on their way to 0, or take their safety to the threshold of a certificate; a player's, or all,
 * investment is left out.
 */

import { canVanish, leastPerformance } from './starts';
import { atThreshold, hasThresholds } from './thresholds';
import type { Welfare } from './welfare';

/** Gains that count, in units of welfare. */
export const least = 1e-12;
/** Where effort at 0 is let go to, in units. */
const releases = [1e-4, 1e-2, 0.1, 1];
/** Where performance on its way to 0 is tried, with as much or as little safety, in units. */
const comings = [1e-12, 1e-8, 1e-5, 1e-3, 0.03];
/** Effort below this part of its unit is tried at 0, and at next to nothing. */
const small = 1e-3;
const nextToNothing = 1e-20;
/** What a zero may cost by rounding. */
const rounding = 1e-15;

/** Replaces parts of `profile` as long as that pays; W. */
export function improve(
  welfare: Welfare,
  profile: Float64Array,
  value: number,
  others: readonly Float64Array[],
): number {
  const { game } = welfare;
  let best = value;
  for (let t = game.periods - 1; t >= 0 && !welfare.isSpent; t--) {
    best = choose(welfare, profile, best, inPeriod(welfare, profile, t, others));
  }
  return choose(welfare, profile, best, withoutInvestment(welfare, profile));
}

/** The best of some profiles, to `profile`, where it is better. */
function choose(
  welfare: Welfare,
  profile: Float64Array,
  value: number,
  candidates: readonly Float64Array[],
): number {
  if (candidates.length === 0) return value;
  const flat = new Float64Array(candidates.length * welfare.length);
  candidates.forEach((candidate, m) => {
    flat.set(candidate, m * welfare.length);
  });
  const values = welfare.values(flat);
  let best = value + least * welfare.scale;
  let which = -1;
  values.forEach((next, m) => {
    if (!(next > best) || !Number.isFinite(next)) return;
    best = next;
    which = m;
  });
  if (which < 0) return value;
  profile.set(candidates[which]);
  return best;
}

function inPeriod(
  welfare: Welfare,
  profile: Float64Array,
  t: number,
  others: readonly Float64Array[],
): Float64Array[] {
  const { game, units } = welfare;
  const { players, inputs } = game;
  const candidates: Float64Array[] = [];
  const changed = (change: (candidate: Float64Array) => void) => {
    const candidate = profile.slice();
    change(candidate);
    if (candidate.some((x, at) => x !== profile[at])) candidates.push(candidate);
  };
  const row = players * inputs;
  for (const other of others) {
    changed((candidate) => candidate.set(other.subarray(t * row, (t + 1) * row), t * row));
    if (inputs > 2) changed((candidate) => copyEfforts(welfare, other, candidate, t));
  }
  const drop = (candidate: Float64Array, player: number) => {
    candidate.fill(0, welfare.at(t, player, 0), welfare.at(t, player, 2));
  };
  const dropOthers = (candidate: Float64Array, player: number) => {
    for (let j = 0; j < players; j++) if (j !== player) drop(candidate, j);
  };
  for (let player = 0; player < players; player++) {
    const at = welfare.at(t, player, 0);
    changed((candidate) => dropOthers(candidate, player));
    changed((candidate) => drop(candidate, player));
    for (const single of [at, at + 1]) {
      if (profile[single] > 0) changed((candidate) => candidate.fill(0, single, single + 1));
      else
        for (const x of releases)
          changed((candidate) => candidate.fill(x * units[single], single, single + 1));
    }
    if (profile[at] === 0 && profile[at + 1] === 0) {
      for (const x of releases) {
        const come = (candidate: Float64Array) => {
          candidate[at] = x * units[at];
          candidate[at + 1] = x * units[at + 1];
        };
        changed(come);
        changed((candidate) => {
          dropOthers(candidate, player);
          come(candidate);
        });
      }
    }
    if (welfare.isVanishing(profile, at + 1)) {
      for (const performance of comings) {
        for (const safety of comings) {
          changed((candidate) => {
            candidate[at] = safety * units[at];
            candidate[at + 1] = performance * units[at + 1];
          });
        }
      }
    }
    if (canVanish(welfare)) {
      for (const isAlone of [true, false]) {
        changed((candidate) => {
          for (let j = 0; j < players; j++) candidate[welfare.at(t, j, 1)] = 0;
          if (isAlone) dropOthers(candidate, player);
          candidate[at] = Math.max(candidate[at], 0.02 * units[at]);
          candidate[at + 1] = leastPerformance(welfare, t, player);
        });
      }
    }
    if (hasThresholds(welfare)) {
      for (const there of atThreshold(welfare, profile, t, player)) {
        changed((candidate) => candidate.set(there));
      }
    }
  }
  changed((candidate) => {
    for (let j = 0; j < players; j++) drop(candidate, j);
  });
  return candidates.filter((candidate) => candidate.every(Number.isFinite));
}

function copyEfforts({ game }: Welfare, from: Float64Array, to: Float64Array, t: number): void {
  const { players, inputs } = game;
  for (let at = t * players * inputs; at < (t + 1) * players * inputs; at += inputs) {
    to[at] = from[at];
    to[at + 1] = from[at + 1];
  }
}

/** Nobody invests, or one player does not; nobody shares. */
function withoutInvestment(welfare: Welfare, profile: Float64Array): Float64Array[] {
  const { players, inputs } = welfare.game;
  if (inputs === 2) return [];
  const without = (from: number, to: number, isOf: (player: number) => boolean) =>
    profile.map((x, at) => {
      const kind = at % inputs;
      return kind >= from && kind < to && isOf(Math.floor(at / inputs) % players) ? 0 : x;
    });
  const candidates = [without(2, 4, () => true)];
  for (let i = 0; i < players; i++) candidates.push(without(2, 4, (player) => player === i));
  if (inputs > 4) candidates.push(without(4, 6, () => true));
  return candidates;
}

/** Effort that has become small is put to 0 where that costs nothing; W. */
export function toZero(welfare: Welfare, profile: Float64Array, value: number): number {
  let best = value;
  for (let at = 0; at < profile.length; at++) {
    const x = profile[at];
    const isSmall = at % welfare.game.inputs < 2 && x > 0 && x < small * welfare.units[at];
    if (!isSmall || welfare.isVanishing(profile, at)) continue;
    for (const to of [0, nextTo(welfare, at), x]) {
      profile[at] = to;
      const next = welfare.value(profile);
      if (to !== x && !(next >= best - rounding * welfare.scale)) continue;
      best = next;
      break;
    }
  }
  return best;
}

/** Next to no effort: for performance where it can be on its way to 0, and for the safety of that. */
function nextTo(welfare: Welfare, at: number): number {
  const { players, inputs } = welfare.game;
  const player = Math.floor(at / inputs) % players;
  const period = Math.floor(at / (inputs * players));
  if (at % inputs === 0) return nextToNothing * welfare.units[at];
  return canVanish(welfare) ? leastPerformance(welfare, period, player) : 0;
}
