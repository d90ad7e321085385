/** The search for gains: against another search, at thresholds of costs, at bounds, with bad input. */

import { describe, expect, it } from 'vitest';
import { exploitability } from '../../src/contest/certificate/index';
import { type ContestParameters, completeGame } from '../../src/contest/index';
import { evaluate } from '../../src/contest/payoffs';
import { payoffScale } from '../../src/contest/scale';
import type { Backend } from '../../src/engine/backend';
import { backends, isLong } from '../backends';
import { seeded } from '../random';

type Game = ReturnType<typeof completeGame>;

const actionKinds = ['basic', 'invest', 'share'] as const;
const riskKinds = ['winner', 'multiplicative', 'additive', 'none'] as const;
const costKinds = ['unit', 'linear', 'certification', 'relative-certification', 'penalty'] as const;

/** Small games of every kind with prices > 0, and a profile. */
function smallGame(index: number): { game: Game; profile: Float64Array } {
  const random = seeded(3301 + index);
  const between = (low: number, high: number) => low + (high - low) * random();
  const chance = (share: number) => random() < share;
  const players = 2 + Math.floor(2 * random());
  const periods = 1 + Math.floor(3 * random());
  const each = (low: number, high: number) =>
    Array.from({ length: players }, () => between(low, high));
  const prices = (low: number, high: number) => ({
    safety: each(low, high),
    performance: each(low, high),
    investSafety: each(low / 10, high / 10),
    investPerformance: each(low / 10, high / 10),
    shareSafety: each(0, high / 10),
    sharePerformance: each(0, high / 10),
  });
  const kind = costKinds[index % 5];
  const base = { ...prices(0.02, 0.5) };
  const cost: ContestParameters['cost'] =
    kind === 'unit'
      ? { kind, ...base }
      : kind === 'linear'
        ? { kind, ...base, slope: prices(0, 0.2) }
        : kind === 'certification'
          ? { kind, ...base, certified: prices(0.01, 0.3), threshold: between(0, 20) }
          : kind === 'penalty'
            ? { kind, ...base, threshold: between(0, 20), penalty: between(0, 1) }
            : { kind, ...base, certified: prices(0.01, 0.3), margin: between(-4, 4) };
  const game = completeGame({
    players,
    periods,
    actions: actionKinds[index % 3],
    safetyProductivity: each(1, 20),
    safetyElasticity: each(0.2, 1.5),
    performanceProductivity: each(0.5, 10),
    performanceElasticity: each(0.2, 1.5),
    risk: { kind: riskKinds[index % 4], theta: each(0, 1.2), weights: each(0.2, 3) },
    contestSuccess: chance(0.5) ? { kind: 'ratio' } : { kind: 'ratio-with-draw', scale: 0.8 },
    reward: { winFixed: each(0.5, 2), loseFixed: each(-0.5, 0.5), onDisaster: each(0, 1) },
    disasterCost: each(0, 2),
    cost,
    discountFactor: each(0.6, 1),
    endsOnWin: chance(0.5),
    noWinIsDisaster: chance(0.5),
  });
  const profile = Float64Array.from({ length: players * periods * game.inputs }, (_, at) => {
    const k = at % game.inputs;
    if (k < 2) return between(0.1, 3);
    return chance(0.5) ? 0 : between(0, k < 4 ? 10 : 3);
  });
  return { game, profile };
}

/**
 * The best that random strategies and random changes of the best of them come to: no grids, no sweeps, no
 * thresholds, no models.
 */
function byChance(backend: Backend, game: Game, profile: Float64Array, i: number, seed: number) {
  const { players, periods, inputs, maximumSharing } = game;
  const random = seeded(seed);
  const batch = 64;
  const profiles = new Float64Array(batch * profile.length);
  const payoffs = new Float64Array(batch * players);
  const place = (at: number) => (Math.floor(at / inputs) * players + i) * inputs + (at % inputs);
  const draw = (k: number) => {
    if (random() < 0.2) return 0;
    return k < 4 ? Math.exp(-8 + 14 * random()) : maximumSharing * random() ** 3;
  };
  const strategy = () => {
    const alike = random() < 0.5;
    const level = Array.from({ length: inputs }, (_, k) => draw(k));
    return Array.from({ length: periods * inputs }, (_, at) =>
      alike ? level[at % inputs] : draw(at % inputs),
    );
  };
  const changed = (from: readonly number[], size: number) => {
    const share = random() < 0.5 ? 1 : 0.3;
    return from.map((x, at) => {
      if (random() > share) return x;
      if (x === 0) return random() < 0.05 ? draw(at % inputs) : 0;
      if (random() < 0.02) return 0;
      const next = x * Math.exp(size * (random() + random() + random() - 1.5));
      return at % inputs < 4 ? next : Math.min(next, maximumSharing);
    });
  };
  const tried = (strategies: readonly (readonly number[])[]) => {
    strategies.forEach((own, m) => {
      profiles.set(profile, m * profile.length);
      own.forEach((x, at) => {
        profiles[m * profile.length + place(at)] = x;
      });
    });
    evaluate(backend, game, 'payoffs', batch, profiles, payoffs, payoffs, i);
    return strategies
      .map((own, m) => ({ own, value: payoffs[m * players + i] }))
      .filter(({ value }) => Number.isFinite(value));
  };
  let pool: { own: readonly number[]; value: number }[] = [];
  for (let round = 0; round < 40; round++) {
    pool = [...pool, ...tried(Array.from({ length: batch }, strategy))];
    pool = pool.sort((a, b) => b.value - a.value).slice(0, 4);
  }
  return Math.max(
    ...pool.map((start) => {
      let best = start;
      for (let round = 0, size = 1; round < 80 && size > 1e-6; round++) {
        const { own, value } = best;
        const next = tried(Array.from({ length: batch }, () => changed(own, size)));
        for (const candidate of next) if (candidate.value > best.value) best = candidate;
        size *= best.value > value ? 1.3 : 0.7;
      }
      return best.value;
    }),
  );
}

describe.each(backends)('the search on $name', ({ backend, name }) => {
  it('is not beaten by chance in small games of every kind', () => {
    const count = isLong ? 60 : name === 'wasm' ? 20 : 4;
    for (let m = 0; m < count; m++) {
      // all kinds of actions, risks and costs with each other, in an order that mixes them
      const index = (7 * m) % 60;
      const { game, profile } = smallGame(index);
      const { gains, payoffs } = exploitability(backend, game, profile, { starts: 4 });
      for (let i = 0; i < game.players; i++) {
        const other = byChance(backend, game, profile, i, 31 * index + i) - payoffs[i];
        const message = `game ${index}, player ${i}: ${other} instead of ${gains[i]}`;
        expect(other - gains[i], message).toBeLessThan(1e-7 * payoffScale(game));
      }
    }
  });

  it('finds the safety that just certifies, and that which just does not', () => {
    // the odds are 4 √x_s at p = 1, θ = 1; safety has no other worth
    const common = {
      risk: { kind: 'none', theta: 1 },
      safetyProductivity: 4,
      performanceElasticity: 1,
      contestSuccess: { kind: 'ratio' },
      disasterCost: 0,
    } as const;
    const profile = Float64Array.of(1, 0.5, 0, 0.8);
    for (const [certified, sign] of [
      [0.2, 1],
      [0.6, -1],
    ]) {
      const game = completeGame({
        ...common,
        cost: {
          kind: 'certification',
          safety: 0.01,
          performance: 0.4,
          certified: { safety: 0.01, performance: certified },
          threshold: 5,
        },
      });
      const { deviations } = exploitability(backend, game, profile, { players: [0] });
      const [xs, xp] = deviations[0] ?? profile;
      if (sign > 0) {
        // x_s = (5 x_p/4)²: max x/(x + 0.8) − 0.2 x − 0.01 (25/16) x²
        expect(xs / ((5 * xp) / 4) ** 2).toBeCloseTo(1, 10);
        const slope = 0.8 / (xp + 0.8) ** 2 - 0.2 - (2 * 0.01 * 25 * xp) / 16;
        expect(Math.abs(slope)).toBeLessThan(1e-6);
      } else {
        // better uncertified: no safety at all, x/(x + 0.8) − 0.4 x
        expect(xs).toBe(0);
        expect(xp).toBeCloseTo(Math.sqrt(0.8 / 0.4) - 0.8, 6);
      }
    }
  });

  it('a penalty is escaped where that is cheap, borne where it is not', () => {
    const game = (penalty: number) =>
      completeGame({
        risk: { kind: 'none', theta: 0 },
        safetyElasticity: 1,
        disasterCost: 0,
        cost: { kind: 'penalty', safety: 0.1, performance: 0.1, threshold: 5, penalty },
      });
    // odds 10 x_s reach 5 at x_s = ½, which costs 0.05
    const profile = Float64Array.of(0.2, 2.5, 0.2, 2.5);
    const escaped = exploitability(backend, game(0.06), profile);
    const borne = exploitability(backend, game(0.04), profile);
    expect(escaped.deviations[0]?.[0]).toBeCloseTo(0.5, 10);
    expect(borne.deviations[0]?.[0]).toBe(0);
    expect(escaped.gains[0] - borne.gains[0]).toBeCloseTo(0.02 - 0.01, 10);
  });

  it('all of a lead is shared where the other’s safety is worth it', () => {
    // the other wins nearly always, and only his safety matters to what it costs
    const game = completeGame({
      periods: 2,
      actions: 'share',
      safetyProductivity: [50, 0.5],
      reward: { winFixed: 0 },
      disasterCost: 3,
      maximumSharing: 5,
    });
    const own = [1, 0.01, 0, 0, 0, 0];
    const other = [1, 2, 0, 0, 0, 0];
    const profile = Float64Array.of(...own, ...other, ...own, ...other);
    const { gains, deviations } = exploitability(backend, game, profile, { players: [0] });
    expect(deviations[0]?.[4]).toBe(5);
    expect(gains[0]).toBeGreaterThan(1);
  });

  it('the same to the bit for the same seed', () => {
    const { game, profile } = smallGame(7);
    const once = exploitability(backend, game, profile, { starts: 3, seed: 5 });
    expect(exploitability(backend, game, profile, { starts: 3, seed: 5 })).toEqual(once);
  });

  it('refuses options and profiles that are not usable', () => {
    const game = completeGame();
    const profile = new Float64Array(4).fill(1);
    const call = (options: object, given = profile) =>
      exploitability(backend, game, given, options);
    expect(() => call({ starts: -1 })).toThrow('starts: got -1');
    expect(() => call({ seed: 0.5 })).toThrow('seed: got 0.5');
    expect(() => call({ players: [2] })).toThrow('players.0: got 2');
    expect(() => call({ players: 1 })).toThrow('players: got 1');
    expect(() => call({}, new Float64Array(5))).toThrow('strategies');
    expect(() => call({}, new Float64Array(8))).toThrow('one profile');
    expect(() => call({}, Float64Array.of(1, -1, 1, 1))).toThrow('strategies.1: got -1');
  });
});
