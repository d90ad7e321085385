/** The kernel of best responses: where it ends, on what it depends, and what it does with unusable input. */

import { describe, expect, it } from 'vitest';
import { type ContestParameters, completeGame } from '../../src/contest/index';
import { backends, javascript, wasm } from '../backends';
import { seeded } from '../random';
import {
  bounded,
  flat,
  isSmooth,
  isTied,
  modelOf,
  residual,
  respond,
  responseTo,
  slopesAt,
  withOwn,
} from './responses';

describe.each(backends)('best responses on $name', ({ backend }) => {
  it('end where no slope leads up, and never below the start: random games of every kind', () => {
    let smooth = 0;
    for (let index = 0; index < 180; index++) {
      const { game, strategies } = bounded(index);
      const player = index % game.players;
      const to = responseTo(game, player, flat(strategies));
      const start = Float64Array.from(strategies.flatMap((period) => period[player]));
      const before = slopesAt(backend, game, to, start).value;
      const { strategy, value } = respond(backend, game, to, start);
      const after = slopesAt(backend, game, to, strategy);
      const name = `game ${index}, ${game.actions}`;
      expect(value, name).toBeGreaterThanOrEqual(before - 1e-12 * to.scale);
      expect(Math.abs(after.value - value) / to.scale, name).toBeLessThan(1e-12);
      for (const x of strategy) expect(x, name).toBeGreaterThanOrEqual(0);
      if (!isSmooth(index) || isTied(backend, game, to, strategy)) continue;
      smooth++;
      expect(residual(game, to, strategy, after.slopes), name).toBeLessThan(1e-9);
    }
    expect(smooth).toBeGreaterThan(65);
  });

  it('are those of the contest of Tullock, in closed form', () => {
    const contest = (beta: number, B: number, price: number): ContestParameters => ({
      risk: { kind: 'none' },
      performanceElasticity: beta,
      performanceProductivity: B,
      cost: { kind: 'unit', safety: 0.1, performance: price },
    });
    const answer = (beta: number, B: number, price: number, rival: number, start: number) => {
      const game = completeGame(contest(beta, B, price));
      const to = responseTo(game, 0, Float64Array.of(0, 0, 0.3, rival));
      const { strategy } = respond(backend, game, to, Float64Array.of(0.7, start));
      expect(strategy[0]).toBe(0);
      return strategy[1];
    };
    const random = seeded(3);
    for (let n = 0; n < 40; n++) {
      const [B, price, rival] = [0.5 + 3 * random(), 0.02 + random(), 0.02 + 2 * random()];
      // (√(PB/r) − P)/B where p = B x, exactly 0 where that is negative
      const P = B * rival;
      const linear = Math.max(0, (Math.sqrt((P * B) / price) - P) / B);
      const x = answer(1, B, price, rival, 0.4);
      if (linear === 0) expect(x).toBe(0);
      else expect(x).toBeCloseTo(linear, 7);
      // p = B √x: p (p + P)² = P B²/2r
      const root = B * Math.sqrt(rival);
      const half = root ** 3 / 27 + (root * B ** 2) / (4 * price);
      const wide = Math.sqrt(half ** 2 - root ** 6 / 729);
      const p = Math.cbrt(half + wide) + Math.cbrt(half - wide) - (2 * root) / 3;
      expect(answer(0.5, B, price, rival, 0.4) / (p / B) ** 2).toBeCloseTo(1, 8);
      // against β/4r the answer is the same, whatever β
      const beta = 0.2 + 0.8 * random();
      const mutual = beta / (4 * price);
      expect(answer(beta, B, price, mutual, 0.4) / mutual).toBeCloseTo(1, 8);
    }
  });

  it('stop at 0 and at the most that can be shared exactly', () => {
    const game = completeGame({
      periods: 3,
      actions: 'share',
      safetyProductivity: [30, 1],
      risk: { kind: 'multiplicative' },
      disasterCost: 4,
      cost: { kind: 'unit', safety: 0.1, performance: [50, 0.1], sharePerformance: 0.2 },
    });
    const profile = Float64Array.from({ length: 36 }, (_, at) => [1, 1, 0, 0, 0, 0][at % 6]);
    const to = responseTo(game, 0, profile);
    for (const shared of [0, 1, game.maximumSharing]) {
      const start = profile.slice(0, 18).map((x, at) => (at % 6 < 4 ? x : shared));
      const { strategy } = respond(backend, game, to, start);
      const of = (kind: number) => [0, 1, 2].map((t) => strategy[6 * t + kind]);
      expect(of(1)).toEqual([0, 0, 0]);
      expect(of(2)[2]).toBe(0);
      expect(of(4)[0]).toBe(game.maximumSharing);
      expect(of(5)).toEqual([0, 0, 0]);
    }
  });

  it('leave zeros that are worth leaving, and go back to 0 where that is better', () => {
    const game = completeGame({ contestSuccess: { kind: 'ratio-with-draw' } });
    const to = responseTo(game, 0, Float64Array.of(0, 0, 0.5, 0.5));
    const inside = respond(backend, game, to, Float64Array.of(0.5, 0.5));
    expect(Math.min(...inside.strategy)).toBeGreaterThan(0.1);
    for (const start of [Float64Array.of(0.5, 0), Float64Array.of(0, 0.5), new Float64Array(2)]) {
      const { strategy, value } = respond(backend, game, to, start);
      expect(value).toBeCloseTo(inside.value, 12);
      for (const k of [0, 1]) expect(strategy[k]).toBeCloseTo(inside.strategy[k], 7);
    }
    const dear = completeGame({ cost: { kind: 'unit', safety: 30, performance: 30 } });
    const out = respond(backend, dear, { ...to, units: Float64Array.of(1, 1) }, inside.strategy);
    expect(Array.from(out.strategy)).toEqual([0, 0]);
  });

  it('do not hang on each other, nor on what stands for the player himself, to the last bit', () => {
    for (let index = 0; index < 24; index++) {
      const { game, strategies } = bounded(index);
      const player = index % game.players;
      const profile = flat(strategies);
      const start = Float64Array.from(strategies.flatMap((period) => period[player]));
      const starts = [
        start,
        start.map((x) => 0.1 * x),
        start.map(() => 0),
        start.map((x) => 3 * x),
      ];
      const to = responseTo(game, player, profile);
      const together = Float64Array.from(starts.flatMap((x) => Array.from(x)));
      const values = new Float64Array(4);
      const count = backend.contest.respond(modelOf(game, player), to, together, values);
      const unread = {
        ...to,
        profiles: withOwn(
          game,
          to,
          start.map(() => Number.NaN),
        ),
      };
      const apart = starts.map((x) => respond(backend, game, unread, x));
      expect(Array.from(values)).toEqual(apart.map(({ value }) => value));
      expect(Array.from(together)).toEqual(apart.flatMap(({ strategy }) => Array.from(strategy)));
      expect(count).toBe(apart.reduce((sum, { evaluations }) => sum + evaluations, 0));
    }
  });

  it('end, whatever is given', () => {
    for (const actions of ['basic', 'invest', 'share'] as const) {
      const free = { kind: 'unit', safety: 0, performance: 0 } as const;
      const game = completeGame({ periods: 2, actions, cost: free });
      const { inputs } = game;
      const size = 2 * inputs;
      const rivals = new Float64Array(2 * size).fill(0.5);
      const to = responseTo(game, 0, rivals);
      const zero = new Float64Array(size);
      const idle = respond(backend, game, { ...to, profiles: rivals.map(() => 0) }, zero);
      expect(Number.isFinite(idle.value)).toBe(true);
      expect(respond(backend, game, to, zero).value).toBeGreaterThanOrEqual(-2);
      const lost = respond(
        backend,
        game,
        to,
        zero.map(() => Number.NaN),
      );
      expect(lost).toMatchObject({ value: Number.NaN, evaluations: 1 });
      const unknown = respond(
        backend,
        game,
        { ...to, profiles: rivals.map(() => Number.NaN) },
        zero,
      );
      expect(unknown.value).toBe(Number.NaN);
      const half = zero.map(() => 0.5);
      const none = respond(backend, game, { ...to, maxIterations: 0 }, half);
      expect(none.value).toBeGreaterThanOrEqual(slopesAt(backend, game, to, half).value);
      for (const x of respond(
        backend,
        game,
        to,
        zero.map(() => 1e300),
      ).strategy) {
        expect(x).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('in 600 variables', () => {
    const game = completeGame({
      players: 3,
      periods: 100,
      actions: 'share',
      discountFactor: 0.97,
    });
    const random = seeded(8);
    const profile = new Float64Array(1800).map(() => random());
    const to = { ...responseTo(game, 2, profile), maxIterations: 4 };
    const start = new Float64Array(600).fill(0.1);
    const { value, strategy } = respond(backend, game, to, start);
    expect(value).toBeGreaterThan(slopesAt(backend, game, to, start).value);
    expect(value).toBeCloseTo(slopesAt(backend, game, to, strategy).value, 10);
  });
});

describe('best responses on both backends', () => {
  it('are the same where there is one peak, to 1e-8', () => {
    const random = seeded(4);
    const between = (low: number, high: number) => low + (high - low) * random();
    for (let n = 0; n < 40; n++) {
      const [players, periods] = [2 + (n % 4), 1 + (n % 5)];
      const each = (low: number, high: number) =>
        Array.from({ length: players }, () => between(low, high));
      const game = completeGame({
        players,
        periods,
        risk: { kind: 'none' },
        performanceElasticity: each(0.3, 0.9),
        performanceProductivity: each(0.5, 3),
        contestSuccess: { kind: n % 2 ? 'ratio' : 'ratio-with-draw' },
        cost: { kind: 'linear', performance: each(0.05, 0.5), slope: { performance: 0.05 } },
        discountFactor: each(0.6, 1),
      });
      const profile = new Float64Array(players * periods * 2).map(() => between(0.05, 2));
      const to = responseTo(game, 0, profile);
      const start = new Float64Array(2 * periods).map(() => between(0.05, 2));
      const ours = respond(wasm, game, to, start);
      const theirs = respond(javascript, game, to, start);
      expect(Math.abs(ours.value - theirs.value)).toBeLessThan(1e-12);
      for (let k = 0; k < start.length; k++) {
        expect(Math.abs(ours.strategy[k] - theirs.strategy[k])).toBeLessThan(1e-8);
      }
    }
  });
});
