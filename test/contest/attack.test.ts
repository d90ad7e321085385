/**
 * Every equilibrium reported is attacked by an optimizer that was written for this alone: random games of every
 * kind, a few here, a thousand with `npm test -- --long`.
 */

import { describe, expect, it } from 'vitest';
import {
  type ContestGame,
  type ContestParameters,
  type ContestSolution,
  completeGame,
  type Equilibrium,
  payoffs,
  solve,
  solveAsync,
} from '../../src/contest/index';
import { payoffScale } from '../../src/contest/scale';
import { isLong, javascript, wasm } from '../backends';
import { attack } from './attack';
import { economicGame } from './economic-games';

const profile = (strategies: number[][][], kind: 'pure' | 'mixed' = 'pure'): Equilibrium => ({
  kind,
  strategies,
  payoffs: [],
  exploitability: [],
  disasterProbability: 0,
});

const gainAt = (game: ContestGame, strategies: number[][][]) =>
  attack(wasm, game, profile(strategies));

describe('the attack', () => {
  const tullock: ContestParameters = {
    risk: { kind: 'none' },
    performanceElasticity: 1,
    disasterCost: 0,
    cost: { kind: 'unit', safety: 1, performance: 1 },
  };
  const static2 = (players: number[][]) => [players];

  it('finds the best response of a contest that is known: √(V y) − y', () => {
    const game = completeGame(tullock);
    for (const y of [0.01, 0.1, 0.4, 0.81]) {
      const { gains, strategies } = gainAt(
        game,
        static2([
          [0, y],
          [0, y],
        ]),
      );
      const best = Math.sqrt(y) - y;
      const value = best / (best + y) - best;
      expect(Math.abs(gains[0] - (value - (0.5 - y)))).toBeLessThan(1e-12);
      expect(strategies[0][0]).toBe(0);
      expect(Math.abs(strategies[0][1] - best)).toBeLessThan(1e-6);
    }
    for (const gain of gainAt(
      game,
      static2([
        [0, 0.25],
        [0, 0.25],
      ]),
    ).gains) {
      expect(gain).toBeLessThan(1e-15);
    }
  });

  it('gives up where that is best', () => {
    const { gains, strategies } = gainAt(
      completeGame(tullock),
      static2([
        [0, 3],
        [0, 3],
      ]),
    );
    expect(gains[0]).toBe(3 - 0.5);
    expect([...strategies[0]]).toEqual([0, 0]);
  });

  it('finds what the investment demo leaves to gain, and that the player does so by what it says', () => {
    const game = completeGame({
      periods: 5,
      actions: 'invest',
      contestSuccess: { kind: 'ratio-with-draw' },
      discountFactor: [0.9, 1],
    });
    const { best } = solve(wasm, game, { starts: 0 });
    if (best === undefined) throw new Error('no best profile');
    const { gains, strategies } = attack(wasm, game, best);
    expect(gains[0]).toBeGreaterThan(0.95 * best.exploitability[0]);
    expect(gains[0]).toBeLessThan(best.exploitability[0] + 1e-9);
    expect(gains[1]).toBeLessThan(1e-9);
    const changed = best.strategies.map(([, other], t) => [
      [...strategies[0].subarray(4 * t, 4 * t + 4)],
      other,
    ]);
    const gained = payoffs(wasm, game, changed).payoffs[0] - best.payoffs[0];
    expect(Math.abs(gained - gains[0])).toBeLessThan(1e-12);
  });

  it('finds what is left where an equilibrium is spoilt', () => {
    const game = completeGame({ players: 3, periods: 2, actions: 'share' });
    const [{ strategies }] = solve(wasm, game, { starts: 0 }).equilibria;
    for (const gain of gainAt(game, strategies).gains) expect(gain).toBeLessThan(1e-9);
    const spoilt = strategies.map((row) => row.map((own) => [...own]));
    spoilt[1][0][1] *= 1.3;
    expect(gainAt(game, spoilt).gains[0]).toBeGreaterThan(1e-4);
  });

  it('weighs what rivals mix', () => {
    // the rival plays 0.1 or 0.4, as often: the best answer x has Σ ½ y/(x + y)² = 1
    const game = completeGame(tullock);
    const one = (y: number) => ({ probability: 0.5, strategy: [[0, y]] });
    const mixture = [[{ probability: 1, strategy: [[0, 0.2]] }], [one(0.1), one(0.4)]];
    const { strategies } = attack(wasm, game, {
      ...profile(
        [
          [
            [0, 0.2],
            [0, 0.25],
          ],
        ],
        'mixed',
      ),
      mixture,
    });
    const slope = (y: number) => (0.5 * y) / (strategies[0][1] + y) ** 2;
    expect(Math.abs(slope(0.1) + slope(0.4) - 1)).toBeLessThan(1e-5);
  });
});

/** So much of what is at stake may be left to gain. */
const left = 1e-6;

/** The solution; of more than two players without the mixture that is looked for where nothing pure is found. */
async function solved(backend: typeof wasm, game: ContestGame): Promise<ContestSolution> {
  const controller = new AbortController();
  return await solveAsync(
    backend,
    game,
    { starts: 2 },
    {
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        if (done === total && game.players > 2) controller.abort();
      },
    },
  );
}

/** How many equilibria there are, none of which anybody gains by leaving. */
async function unexploited(backend: typeof wasm, index: number): Promise<number> {
  const game = completeGame(economicGame(index));
  const { equilibria, status, certificate } = await solved(backend, game);
  expect(certificate.holds).toBe(equilibria.length > 0);
  if (status !== 'cancelled') expect(status === 'converged').toBe(certificate.holds);
  for (const equilibrium of equilibria) {
    const { gains } = attack(backend, game, equilibrium, index + 1);
    for (const gain of gains) expect(gain).toBeLessThan(left * payoffScale(game));
  }
  return equilibria.length;
}

describe('random games', () => {
  const count = isLong ? 1000 : 16;
  // among few, too, every kind of cost, risk and action
  const indices = Array.from({ length: count }, (_, m) => (isLong ? m : 17 + 47 * m));
  let found = 0;
  it.each(indices)('game %i: nobody gains by an attack', { timeout: 600_000 }, async (index) => {
    if ((await unexploited(wasm, index)) > 0) found++;
  });

  it('have equilibria, most of them', () => {
    expect(found).toBeGreaterThan(0.5 * count);
  });

  it.each([3, 22])('game %i on the host: nobody gains by an attack', async (index) => {
    expect(await unexploited(javascript, index)).toBeGreaterThan(0);
  });
});
