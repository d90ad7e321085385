/** What must not depend on names, units, and periods that have nothing to do with each other. */

import { describe, expect, it } from 'vitest';
import { type ContestParameters, contestOf } from '../../src/contest/index';
import { backends } from '../backends';
import { randomGame } from './games';

/** Every array with an entry a player, in another order; a matrix in rows and columns. */
function permuted(value: unknown, order: readonly number[]): unknown {
  if (Array.isArray(value)) {
    return order.map((i) =>
      Array.isArray(value[i]) ? permuted(value[i], order) : permuted(value[i], order),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === 'byPeriod' && Array.isArray(part)
        ? part.map((now) => permuted(now, order))
        : permuted(part, order),
    ]),
  );
}

/** Every number of a value, multiplied. */
function scaled<Value>(value: Value, by: number): Value {
  if (typeof value === 'number') return (value * by) as Value;
  if (Array.isArray(value)) return value.map((part) => scaled(part, by)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, scaled(part, by)]),
  ) as Value;
}

const close = (a: number, b: number, scale: number) =>
  expect(Math.abs(a - b) / Math.max(1, scale)).toBeLessThan(1e-12);

describe.each(backends)('symmetries on $name', ({ backend }) => {
  const contest = contestOf(backend);

  it('players in another order: everything in that order', () => {
    for (let index = 0; index < 120; index++) {
      const { game, strategies } = randomGame(index, 7);
      const n = game.players as number;
      const order = Array.from({ length: n }, (_, i) => (i * (n % 3 === 0 ? 2 : 1) + 1) % n);
      if (new Set(order).size < n)
        order.splice(0, n, ...Array.from({ length: n }, (_, i) => n - 1 - i));
      const original = contest.gradient(game, strategies);
      // a belief is itself about players, and belongs to one
      const other = permuted(game, order) as ContestParameters;
      const moved = contest.gradient(
        other,
        strategies.map((period) => order.map((i) => period[i])),
      );
      order.forEach((i, place) => {
        close(moved.payoffs[place], original.payoffs[i], Math.abs(original.payoffs[i]));
        moved.gradient.forEach((period, t) => {
          period[place].forEach((g, k) => {
            close(g, original.gradient[t][i][k], Math.abs(g));
          });
        });
      });
    }
  });

  it('rewards, costs and d times 8: payoffs and gradients times 8, to the bit', () => {
    for (let index = 0; index < 120; index++) {
      const { game, strategies } = randomGame(index, 8);
      const { onDisaster, ...reward } = game.reward ?? {};
      const { kind, threshold, margin, ...prices } = game.cost as Record<string, unknown> & object;
      const units = {
        ...game,
        reward: { ...scaled(reward, 8), onDisaster },
        disasterCost: scaled(game.disasterCost, 8),
        cost: { kind, threshold, margin, ...scaled(prices, 8) },
        beliefs: game.beliefs?.map((belief) =>
          belief === null || belief === undefined
            ? null
            : { ...belief, disasterCost: scaled(belief.disasterCost, 8) },
        ),
      };
      const clean = JSON.parse(JSON.stringify(units)) as ContestParameters;
      const original = contest.gradient(game, strategies);
      const large = contest.gradient(clean, strategies);
      expect(Array.from(large.payoffs)).toEqual(Array.from(original.payoffs, (u) => 8 * u));
      expect(large.gradient.flat(2)).toEqual(original.gradient.flat(2).map((g) => 8 * g));
    }
  });

  it('basic actions without an end: T games of one period, discounted', () => {
    for (let index = 0; index < 120; index += 3) {
      const { game, strategies } = randomGame(index, 9);
      const { beliefs: _, ...drawn } = game;
      const common = { ...drawn, endsOnWin: false, lastPeriodForever: false };
      const { payoffs } = contest.payoffs(common, strategies);
      const n = game.players as number;
      const sum = new Float64Array(n);
      const weight = new Float64Array(n).fill(1);
      strategies.forEach((period, t) => {
        const now = onlyPeriod(common, t) as ContestParameters;
        contest.payoffs({ ...now, periods: 1 }, [period]).payoffs.forEach((u, i) => {
          sum[i] += weight[i] * u;
          const gamma = now.discountFactor as number | number[];
          weight[i] *= typeof gamma === 'number' ? gamma : gamma[i];
        });
      });
      sum.forEach((u, i) => {
        close(u, payoffs[i], Math.abs(u));
      });
    }
  });

  it('equal players get equal payoffs', () => {
    const { payoffs, gradient } = contest.gradient({ players: 5, periods: 2 }, [
      Array.from({ length: 5 }, () => [0.7, 0.3]),
      Array.from({ length: 5 }, () => [0.2, 0.9]),
    ]);
    expect(new Set(payoffs).size).toBe(1);
    for (const period of gradient) expect(new Set(period.map(String)).size).toBe(1);
  });
});

/** A game whose numbers are those of one period. */
function onlyPeriod(value: unknown, t: number): unknown {
  if (Array.isArray(value)) return value.map((part) => onlyPeriod(part, t));
  if (typeof value !== 'object' || value === null) return value;
  if ('byPeriod' in value) return (value.byPeriod as unknown[])[t];
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, onlyPeriod(part, t)]),
  );
}
