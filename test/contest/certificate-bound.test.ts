/** Proven bounds on gains, against gains that were found and against the definition on dense grids. */

import { describe, expect, it } from 'vitest';
import { exploitability, upperBound } from '../../src/contest/certificate/index';
import { type ContestParameters, completeGame } from '../../src/contest/index';
import { payoffScale } from '../../src/contest/scale';
import { backends } from '../backends';
import { seeded } from '../random';
import { randomGame } from './games';
import truth from './truth.json';

/** Basic games in which nothing unbounded can be won, of every risk, cost and end that can be bounded. */
function boundedGame(index: number): { game: ContestParameters; profile: Float64Array } {
  const random = seeded(977 + index);
  const between = (low: number, high: number) => low + (high - low) * random();
  const chance = (share: number) => random() < share;
  const players = 2 + Math.floor(3 * random());
  const periods = 1 + Math.floor(3 * random());
  const each = (low: number, high: number) =>
    Array.from({ length: players }, () => between(low, high));
  const prices = { safety: each(0.02, 0.5), performance: each(0.02, 0.5) };
  const slope = { safety: each(0, 0.2), performance: each(0.01, 0.2) };
  const endsOnWin = index % 2 === 1;
  const game: ContestParameters = {
    players,
    periods,
    safetyProductivity: each(1, 20),
    safetyElasticity: each(0.2, 2),
    performanceProductivity: each(0.5, 10),
    performanceElasticity: each(0.2, 2),
    risk: {
      kind: (['winner', 'multiplicative', 'additive', 'none'] as const)[Math.floor(index / 4) % 4],
      theta: chance(0.2) ? 0 : each(0, 1.2),
      weights: chance(0.3) ? [0, ...each(0.2, 3)].slice(0, players) : each(0.2, 3),
    },
    contestSuccess: chance(0.4) ? { kind: 'ratio' } : { kind: 'ratio-with-draw', scale: 0.7 },
    reward: {
      winFixed: each(0.5, 2),
      loseFixed: each(-0.5, 0.5),
      onDisaster: chance(0.5) ? 0 : each(0, 1),
      winPerPerformance: each(-0.1, 0),
    },
    disasterCost: chance(0.4) ? Array.from({ length: players }, () => each(0, 2)) : each(0, 2),
    cost:
      Math.floor(index / 2) % 2 === 0
        ? { kind: 'unit', ...prices }
        : { kind: 'linear', ...prices, slope },
    discountFactor: each(0.5, 0.95),
    endsOnWin,
    noWinIsDisaster: chance(0.5),
    lastPeriodForever: chance(0.3),
    ...(chance(0.2)
      ? { beliefs: Array.from({ length: players }, () => ({ disasterCost: between(0, 2) })) }
      : {}),
  };
  const profile = Float64Array.from({ length: 2 * players * periods }, () =>
    chance(0.1) ? 0 : between(0.05, 3),
  );
  return { game, profile };
}

describe.each(backends)('upper bounds on $name', ({ backend }) => {
  it('nothing is proven to be gained at equilibria', () => {
    for (const [name, list] of Object.entries(truth.equilibria_basic)) {
      const endsOnWin = name.includes('end_on_win=True');
      const game = completeGame({ periods: 5, discountFactor: [0.9, 1], endsOnWin });
      for (const { actions_T_n_k } of list) {
        const profile = Float64Array.from(actions_T_n_k.flat(2));
        const bounds = upperBound(backend, game, profile) as number[];
        const { gains } = exploitability(backend, game, profile);
        bounds.forEach((bound, i) => {
          expect(bound).toBeGreaterThanOrEqual(gains[i]);
          expect(bound).toBeLessThanOrEqual(1.1e-8 * payoffScale(game));
        });
        const tight = upperBound(backend, game, profile, { tolerance: 1e-11 }) as number[];
        for (const bound of tight) expect(bound).toBeLessThan(1e-9);
      }
    }
  });

  it('between what is found and that plus the tolerance, in random games', () => {
    for (let index = 0; index < 32; index++) {
      const { game: given, profile } = boundedGame(index);
      const game = completeGame(given);
      const tolerance = 1e-7 * payoffScale(game);
      const bounds = upperBound(backend, game, profile, { tolerance: 1e-7 }) as number[];
      const { gains } = exploitability(backend, game, profile, { starts: 2 });
      bounds.forEach((bound, i) => {
        expect(bound, `game ${index}, player ${i}`).toBeGreaterThanOrEqual(gains[i]);
        // the search found nearly all there is; ends that go on for ever multiply the gap
        expect(bound - gains[i], `game ${index}, player ${i}`).toBeLessThan(30 * tolerance);
      });
    }
  });

  it('above every strategy of a dense grid in one period', () => {
    for (const index of [0, 3, 6, 9, 12, 18]) {
      const { game: given, profile } = boundedGame(index + 100);
      const game = completeGame({ ...given, periods: 1, lastPeriodForever: false });
      const now = profile.subarray(0, 2 * game.players);
      const bounds = upperBound(backend, game, now) as number[];
      const steps = 120;
      const profiles = new Float64Array(steps * steps * now.length);
      for (let m = 0; m < steps * steps; m++) {
        profiles.set(now, m * now.length);
        profiles[m * now.length] = 1e-5 * 1.15 ** (m % steps);
        profiles[m * now.length + 1] = 1e-5 * 1.15 ** Math.floor(m / steps);
      }
      const payoffs = new Float64Array(steps * steps * game.players);
      const model = game.believed?.[0] ?? game.model;
      backend.contest.payoffs(model, 0, steps * steps, profiles, payoffs);
      const before = new Float64Array(game.players);
      backend.contest.payoffs(model, 0, 1, now, before);
      let most = 0;
      for (let m = 0; m < steps * steps; m++) {
        most = Math.max(most, payoffs[m * game.players] - before[0]);
      }
      expect(most).toBeGreaterThan(0);
      expect(bounds[0]).toBeGreaterThanOrEqual(most);
      expect(bounds[0] - most).toBeLessThan(0.02 * payoffScale(game));
    }
  });

  it('none where periods hang together, costs jump or nothing bounds what can be won', () => {
    const one = Float64Array.of(1, 1, 1, 1);
    const bound = (game: ContestParameters, profile = one) =>
      upperBound(backend, completeGame(game), profile);
    expect(bound({})).not.toBeNull();
    expect(bound({ actions: 'invest' }, new Float64Array(8).fill(1))).toBeNull();
    expect(bound({ cost: { kind: 'certification' } })).toBeNull();
    expect(bound({ cost: { kind: 'penalty' } })).toBeNull();
    expect(bound({ cost: { kind: 'unit', performance: 0 } })).toBeNull();
    const growing = { reward: { winPerPerformance: 1 }, performanceElasticity: 1.1 };
    expect(bound(growing)).toBeNull();
    expect(bound({ ...growing, performanceElasticity: 0.9 })).not.toBeNull();
    const rising = { ...growing, cost: { kind: 'linear', slope: { performance: 0.1 } } } as const;
    expect(bound(rising)).not.toBeNull();
  });

  it('free safety, and rivals that all stay out', () => {
    const game = completeGame({ cost: { kind: 'unit', safety: 0 } });
    const [free] = upperBound(backend, game, Float64Array.of(1, 1, 1, 1)) as number[];
    const { gains } = exploitability(backend, game, Float64Array.of(1, 1, 1, 1));
    expect(free - gains[0]).toBeGreaterThanOrEqual(0);
    expect(free - gains[0]).toBeLessThan(1e-4);
    // the least performance wins all for certain: 1 instead of −1
    const [all] = upperBound(backend, completeGame(), new Float64Array(4)) as number[];
    expect(all).toBeGreaterThanOrEqual(2);
    expect(all).toBeLessThan(2 + 1e-7);
  });

  it('of the games with every kind of number that the other suites draw', () => {
    let bounded = 0;
    for (let index = 0; index < 24; index += 3) {
      const { game: given, strategies } = randomGame(index);
      const game = completeGame(given);
      const profile = Float64Array.from(strategies.flat(2));
      const bounds = upperBound(backend, game, profile, { tolerance: 1e-6 });
      if (bounds === null) continue;
      bounded++;
      const { gains } = exploitability(backend, game, profile, { starts: 0 });
      bounds.forEach((bound, i) => {
        expect(bound, `game ${index}, player ${i}`).toBeGreaterThanOrEqual(gains[i]);
        expect(bound - gains[i]).toBeLessThan(3e-6 * payoffScale(game));
      });
    }
    expect(bounded).toBeGreaterThan(4);
  });

  it('refuses a tolerance that is none, and profiles that do not fit', () => {
    const profile = Float64Array.of(1, 1, 1, 1);
    expect(() => upperBound(backend, completeGame(), profile, { tolerance: 0 })).toThrow(
      'tolerance: got 0',
    );
    expect(() => upperBound(backend, completeGame(), new Float64Array(8))).toThrow(
      'expected one profile',
    );
  });
});
