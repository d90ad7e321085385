/**
 * Other divisions of labour between the players than that of a local maximum: two players change places, one takes
 * over the effort of another, one leaves, in one period or from it on; the rest of the game is played as at another
 * point. The most promising ones are climbed from a little, as none is better before its levels have settled.
 */

import { climb } from './climb';
import { least } from './improve';
import type { Welfare } from './welfare';

/** Profiles that are climbed from in a game of few inputs, and of many; and iterations of each. */
const [mostOfFew, mostOfMany] = [60, 12];
const few = 120;
const iterations = 40;

/** A profile with greater welfare, to `profile`; W. */
export function explore(
  welfare: Welfare,
  profile: Float64Array,
  value: number,
  others: readonly Float64Array[],
): number {
  const candidates = neighbours(welfare, profile, others);
  const values = candidates.map((candidate) =>
    welfare.isSpent ? -Infinity : welfare.value(candidate),
  );
  const order = Array.from(candidates.keys())
    .filter((m) => Number.isFinite(values[m]))
    .sort((a, b) => values[b] - values[a]);
  let best = value;
  const most = welfare.length <= few ? mostOfFew : mostOfMany;
  let climbed = 0;
  let last = Number.NaN;
  for (const m of order) {
    if (climbed >= most || welfare.isSpent) break;
    // what comes to the same value is the same by symmetry, or changes nothing
    if (values[m] === last || values[m] === value) continue;
    last = values[m];
    climbed++;
    const candidate = candidates[m];
    const reached = climb(welfare, candidate, iterations);
    if (!(reached > best + least * welfare.scale)) continue;
    best = reached;
    profile.set(candidate);
  }
  return best;
}

function neighbours(
  welfare: Welfare,
  profile: Float64Array,
  others: readonly Float64Array[],
): Float64Array[] {
  const { players, periods, inputs } = welfare.game;
  const candidates: Float64Array[] = [];
  const change = (first: number, last: number, act: (to: Float64Array, t: number) => void) => {
    const candidate = profile.slice();
    for (let t = first; t <= last; t++) act(candidate, t);
    if (candidate.some((x, at) => x !== profile[at])) candidates.push(candidate);
  };
  for (let t = 0; t < periods; t++) {
    for (const last of t === periods - 1 ? [t] : [t, periods - 1]) {
      for (let i = 0; i < players; i++) {
        change(t, last, (to, s) => to.fill(0, welfare.at(s, i, 0), welfare.at(s, i, inputs)));
        for (let j = 0; j < players; j++) {
          if (i === j) continue;
          if (i < j) change(t, last, (to, s) => exchange(welfare, profile, to, s, i, j));
          change(t, last, (to, s) => takeOver(welfare, profile, to, s, i, j));
        }
      }
    }
    const row = players * inputs;
    for (const other of others) {
      change(t, periods - 1, (to, s) => to.set(other.subarray(s * row, (s + 1) * row), s * row));
      if (t > 0)
        change(0, t - 1, (to, s) => to.set(other.subarray(s * row, (s + 1) * row), s * row));
    }
  }
  return candidates;
}

/** Players i and j change places, each with so many of the own units as the other had of his. */
function exchange(
  welfare: Welfare,
  from: Float64Array,
  to: Float64Array,
  t: number,
  i: number,
  j: number,
): void {
  const { units, game } = welfare;
  for (let k = 0; k < game.inputs; k++) {
    const a = welfare.at(t, i, k);
    const b = welfare.at(t, j, k);
    to[a] = (from[b] / units[b]) * units[a];
    to[b] = (from[a] / units[a]) * units[b];
  }
}

/** Player j puts in the effort of player i, who leaves off. */
function takeOver(
  welfare: Welfare,
  from: Float64Array,
  to: Float64Array,
  t: number,
  i: number,
  j: number,
): void {
  const { units } = welfare;
  for (let k = 0; k < 2; k++) {
    const a = welfare.at(t, i, k);
    const b = welfare.at(t, j, k);
    to[b] = Math.max(from[b], (from[a] / units[a]) * units[b]);
    to[a] = 0;
  }
}
