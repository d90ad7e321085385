/**
 * An attack on equilibria: a search for a better strategy of one player, written for the tests alone. It shares
 * nothing with the solver and the certificate but the payoffs themselves.
 *
 * Differential evolution in the logarithms of inputs, below a floor of which an input is 0, then pattern search
 * from the best that it finds.
 *
 * Sources: R. Storn, K. Price, J. Global Optimization 11 (1997), with the control parameters of J. Brest et al.,
 * IEEE Trans. Evol. Comput. 10 (2006); R. Hooke, T. A. Jeeves, J. ACM 8 (1961).
 */

import type { Equilibrium } from '../../src/contest/index';
import type { ContestGame } from '../../src/contest/parameters';
import { evaluate } from '../../src/contest/payoffs';
import type { Backend } from '../../src/engine/backend';
import { seeded } from '../random';

export interface Attack {
  /** The most that each player was found to gain, ≥ 0. */
  readonly gains: number[];
  /** The strategies that gain so much, [player][period × input]. */
  readonly strategies: Float64Array[];
}

export interface Effort {
  readonly population: number;
  readonly generations: number;
  /** Points from which pattern search goes on. */
  readonly finished: number;
}

const ordinary: Effort = { population: 32, generations: 60, finished: 3 };

/** Logarithms of inputs: from the floor, where they are 0, to the ceiling. */
const floor = -12;
const ceiling = 7;

/** Expected payoffs of strategies of a player, one behind the other. */
type Values = (strategies: Float64Array) => Float64Array;

/** Attacks every player of a pure or mixed equilibrium. */
export function attack(
  backend: Backend,
  game: ContestGame,
  equilibrium: Equilibrium,
  seed = 1,
  effort = ordinary,
): Attack {
  const random = seeded(seed);
  const played = playedBy(game, equilibrium);
  const found = played.map((own, player) => {
    const values = valuesOf(backend, game, played, player);
    const now = own.reduce((sum, { probability, strategy }) => {
      return sum + probability * values(strategy)[0];
    }, 0);
    const best = search(
      game,
      values,
      own.map(({ strategy }) => strategy),
      random,
      effort,
    );
    return { gain: Math.max(0, best.value - now), strategy: best.strategy };
  });
  return {
    gains: found.map(({ gain }) => gain),
    strategies: found.map(({ strategy }) => strategy),
  };
}

interface Played {
  readonly probability: number;
  readonly strategy: Float64Array;
}

/** What each player plays, with what probability. */
function playedBy({ players }: ContestGame, { strategies, mixture }: Equilibrium): Played[][] {
  return Array.from({ length: players }, (_, i) =>
    mixture === undefined
      ? [{ probability: 1, strategy: Float64Array.from(strategies.flatMap((row) => row[i])) }]
      : mixture[i].map(({ probability, strategy }) => ({
          probability,
          strategy: Float64Array.from(strategy.flat()),
        })),
  );
}

const mostProfiles = 2048;

function valuesOf(
  backend: Backend,
  game: ContestGame,
  played: readonly (readonly Played[])[],
  player: number,
): Values {
  const { players, periods, inputs } = game;
  const length = players * periods * inputs;
  const own = periods * inputs;
  const put = (profile: Float64Array, i: number, strategy: Float64Array) => {
    for (let t = 0; t < periods; t++) {
      const part = strategy.subarray(t * inputs, (t + 1) * inputs);
      profile.set(part, (t * players + i) * inputs);
    }
  };
  let rivals = [{ weight: 1, profile: new Float64Array(length) }];
  played.forEach((mixed, i) => {
    if (i === player) return;
    rivals = rivals.flatMap(({ weight, profile }) =>
      mixed.map(({ probability, strategy }) => {
        const next = profile.slice();
        put(next, i, strategy);
        return { weight: weight * probability, profile: next };
      }),
    );
  });
  const some = (strategies: Float64Array) => {
    const count = strategies.length / own;
    const total = count * rivals.length;
    const profiles = new Float64Array(total * length);
    for (let m = 0; m < total; m++) {
      const profile = profiles.subarray(m * length, (m + 1) * length);
      profile.set(rivals[m % rivals.length].profile);
      const at = Math.floor(m / rivals.length) * own;
      put(profile, player, strategies.subarray(at, at + own));
    }
    const payoffs = new Float64Array(total * players);
    evaluate(backend, game, 'payoffs', total, profiles, payoffs, payoffs, player);
    return Float64Array.from({ length: count }, (_, m) =>
      rivals.reduce((sum, { weight }, r) => {
        return sum + weight * payoffs[(m * rivals.length + r) * players + player];
      }, 0),
    );
  };
  return (strategies) => {
    const values = new Float64Array(strategies.length / own);
    const most = Math.max(1, Math.floor(mostProfiles / rivals.length));
    for (let m = 0; m < values.length; m += most) {
      values.set(some(strategies.subarray(m * own, (m + most) * own)), m);
    }
    return values;
  };
}

interface Point {
  readonly y: Float64Array;
  readonly value: number;
}

function search(
  game: ContestGame,
  values: Values,
  bases: readonly Float64Array[],
  random: () => number,
  { population, generations, finished }: Effort,
): { strategy: Float64Array; value: number } {
  const size = game.periods * game.inputs;
  const isShared = (k: number) => k % game.inputs >= 4;
  const inputOf = (y: number, k: number) => {
    if (isShared(k)) return game.maximumSharing * Math.min(1, Math.max(0, y));
    return y <= floor ? 0 : Math.exp(Math.min(ceiling, y));
  };
  const coordinate = (x: number, k: number) => {
    if (isShared(k)) return x / game.maximumSharing;
    return x > 0 ? Math.max(floor, Math.log(x)) : floor - 1;
  };
  const anywhere = (k: number) =>
    isShared(k) ? 2 * random() - 0.5 : floor - 3 + random() * (ceiling - floor + 3);
  const points = (ys: readonly Float64Array[]): Point[] => {
    const flat = new Float64Array(ys.length * size);
    ys.forEach((y, m) => {
      for (let k = 0; k < size; k++) flat[m * size + k] = inputOf(y[k], k);
    });
    const found = values(flat);
    return ys.map((y, m) => ({ y, value: Number.isFinite(found[m]) ? found[m] : -Infinity }));
  };

  const near = (base: Float64Array) => {
    const spread = 3 * random();
    return base.map((x, k) => {
      const y = coordinate(x, k);
      if (random() < 0.2) return isShared(k) ? 0 : floor - 1;
      return y + (isShared(k) ? 0.3 : spread) * (2 * random() - 1);
    });
  };
  const start = (m: number) => {
    if (m === 0) return new Float64Array(size).fill(floor - 1).map((y, k) => (isShared(k) ? 0 : y));
    const base = bases[m % bases.length];
    if (m <= Math.min(bases.length, population / 4)) return base.map(coordinate);
    return m % 2 === 0 ? near(base) : base.map((_, k) => anywhere(k));
  };
  let crowd = points(Array.from({ length: population }, (_, m) => start(m)));
  const scales = crowd.map(() => 0.5);
  const crossings = crowd.map(() => 0.9);
  for (let generation = 0; generation < generations; generation++) {
    const best = crowd.reduce((a, b) => (b.value > a.value ? b : a));
    const tried = crowd.map(({ y }, m) => {
      const scale = random() < 0.1 ? 0.1 + 0.9 * random() : scales[m];
      const crossing = random() < 0.1 ? random() : crossings[m];
      const [a, b, c] = [0, 0, 0].map(() => crowd[Math.floor(random() * population)].y);
      const always = Math.floor(random() * size);
      // half of the mutants set out from the best
      const from = random() < 0.5 ? best.y : c;
      const next = y.map((old, k) => {
        const mutated = k === always || random() < crossing;
        if (!mutated) return old;
        const value = from[k] + scale * (a[k] - b[k]);
        return isShared(k)
          ? Math.min(1.2, Math.max(-0.2, value))
          : Math.min(ceiling, Math.max(floor - 3, value));
      });
      return { next, scale, crossing };
    });
    const after = points(tried.map(({ next }) => next));
    crowd = crowd.map((point, m) => {
      if (!(after[m].value >= point.value)) return point;
      scales[m] = tried[m].scale;
      crossings[m] = tried[m].crossing;
      return after[m];
    });
  }
  const order = [...crowd].sort((a, b) => b.value - a.value);
  const chosen = [order[0], ...order.slice(1).filter((p) => isFar(p, order[0]))];
  const ends = chosen.slice(0, finished).map((point) => explore(points, point));
  const best = ends.reduce((a, b) => (b.value > a.value ? b : a));
  return { strategy: best.y.map(inputOf), value: best.value };
}

function isFar(a: Point, b: Point): boolean {
  return a.y.some((y, k) => Math.abs(y - b.y[k]) > 0.3);
}

/** Pattern search: every coordinate up and down, then on along the way that this led. */
function explore(points: (ys: readonly Float64Array[]) => Point[], from: Point): Point {
  let best = from;
  const better = (ys: readonly Float64Array[]) => {
    const found = points(ys).reduce((a, b) => (b.value > a.value ? b : a));
    if (!(found.value > best.value)) return false;
    best = found;
    return true;
  };
  const moved = (k: number, to: number) => best.y.map((y, j) => (j === k ? to : y));
  const size = from.y.length;
  for (let step = 0.5; step > 1e-7; step /= 2) {
    for (let rounds = 0; rounds < 6; rounds++) {
      const before = best;
      for (let k = 0; k < size; k++) {
        const y = best.y[k];
        better([moved(k, y + step), moved(k, y - step), moved(k, floor - 1), moved(k, 0)]);
      }
      if (best === before) break;
      const ahead = best.y.map((y, k) => 2 * y - before.y[k]);
      better([ahead, best.y.map((y, k) => 0.5 * (y + ahead[k]))]);
    }
  }
  return best;
}
