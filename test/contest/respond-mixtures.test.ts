/** The kernel of best responses to rivals who may play several profiles. */

import { describe, expect, it } from 'vitest';
import { completeGame } from '../../src/contest/index';
import { payoffScale } from '../../src/contest/scale';
import { backends } from '../backends';
import { seeded } from '../random';
import { bounded, flat, residual, respond, responseTo, slopesAt, withOwn } from './responses';

describe.each(backends)('best responses on $name', ({ backend }) => {
  it('to a mixture: the greatest expected payoff on a fine grid', () => {
    const game = completeGame({
      players: 3,
      safetyElasticity: [0.4, 0.6, 0.5],
      performanceElasticity: [0.6, 0.5, 0.7],
      risk: { theta: [0.4, 0.6, 0.5] },
      cost: { kind: 'unit', safety: 0.2, performance: 0.1 },
    });
    const rivals = [0.2, 0.4, 0.1, 1.5, 3, 0.2, 0.5, 0.5, 0, 0, 1, 2];
    const profiles = new Float64Array(18);
    for (let m = 0; m < 3; m++) profiles.set(rivals.slice(4 * m, 4 * m + 4), 6 * m + 2);
    const to = responseTo(game, 0, profiles, Float64Array.of(0.5, 0.2, 0.3));
    const best = (strategies: Float64Array) => {
      const count = strategies.length / 2;
      const all = new Float64Array(count * profiles.length);
      for (let m = 0; m < count; m++) {
        const own = strategies.subarray(2 * m, 2 * m + 2);
        all.set(withOwn(game, to, own), m * profiles.length);
      }
      const payoffs = new Float64Array(count * 9);
      backend.contest.payoffs(game.model, 0, count * 3, all, payoffs);
      let [most, at] = [-Infinity, 0];
      for (let m = 0; m < count; m++) {
        const value = to.weights.reduce((sum, w, r) => sum + w * payoffs[9 * m + 3 * r], 0);
        if (value > most) [most, at] = [value, m];
      }
      return { most, at };
    };
    let [centre, width] = [[2, 2], 2];
    let most = -Infinity;
    for (let zoom = 0; zoom < 4; zoom++) {
      const grid = Float64Array.from({ length: 2 * 101 * 101 }, (_, at) => {
        const step = at % 2 === 0 ? Math.floor(at / 202) : Math.floor(at / 2) % 101;
        return Math.max(0, centre[at % 2] + width * (step / 50 - 1)) ** 2;
      });
      const found = best(grid);
      most = Math.max(most, found.most);
      centre = [Math.sqrt(grid[2 * found.at]), Math.sqrt(grid[2 * found.at + 1])];
      width /= 12;
    }
    const starts = [0.05, 0.3, 1, 4].flatMap((s) => [0.05, 0.3, 1, 4].map((p) => [s, p]));
    const values = starts.map((start) => {
      const end = respond(backend, game, to, Float64Array.from(start));
      expect(end.value).toBeCloseTo(slopesAt(backend, game, to, end.strategy).value, 13);
      return end.value;
    });
    expect(Math.abs(Math.max(...values) - most)).toBeLessThan(1e-6);
  });

  it('to several profiles that are alike are those to one', () => {
    for (const index of [0, 1, 2, 15, 28, 41]) {
      const { game, strategies } = bounded(index);
      const profile = flat(strategies);
      const start = Float64Array.from(strategies.flatMap((period) => period[0]));
      const one = respond(backend, game, responseTo(game, 0, profile), start);
      for (const count of [3, 150]) {
        const alike = Float64Array.from({ length: count * profile.length }, (_, at) => {
          return profile[at % profile.length];
        });
        const weights = new Float64Array(count).fill(1 / count);
        const many = respond(backend, game, responseTo(game, 0, alike, weights), start);
        expect(Math.abs(one.value - many.value)).toBeLessThan(1e-10 * payoffScale(game));
      }
    }
  });

  it('to more profiles than are evaluated at once', () => {
    const random = seeded(6);
    for (const index of [0, 1, 2, 13]) {
      const { game, strategies } = bounded(index);
      const profile = flat(strategies);
      const profiles = Float64Array.from({ length: 140 * profile.length }, (_, at) => {
        return profile[at % profile.length] * (0.3 + random());
      });
      const likely = new Float64Array(140).map(() => random());
      const sum = likely.reduce((before, w) => before + w);
      const to = responseTo(
        game,
        1,
        profiles,
        likely.map((w) => w / sum),
      );
      const start = Float64Array.from(strategies.flatMap((period) => period[1]));
      const { strategy, value } = respond(backend, game, to, start);
      const { value: again, slopes } = slopesAt(backend, game, to, strategy);
      expect(Math.abs(value - again)).toBeLessThan(1e-12 * to.scale);
      expect(residual(game, to, strategy, slopes)).toBeLessThan(1e-9);
    }
  });
});
