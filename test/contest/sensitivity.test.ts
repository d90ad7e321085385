/** How equilibria move: Tullock's contests in closed form, and equilibria solved anew. */

import { describe, expect, it } from 'vitest';
import { type ContestParameters, contestOf } from '../../src/contest/index';
import { ParameterError } from '../../src/engine/errors';
import { backends } from '../backends';

describe.each(backends)('sensitivity on $name', ({ backend }) => {
  const contest = contestOf(backend);

  it.each([
    [2, 1, 0.3, 0.5],
    [3, 2, 0.3, 0.8],
    [5, 4, 1, 1],
  ])(
    'of a Tullock contest is the derivative of r(n−1)V/(n²c): n = %d, V = %d, c = %d, r = %d',
    (n, V, c, r) => {
      const game: ContestParameters = {
        players: n,
        performanceElasticity: r,
        risk: { kind: 'none' },
        reward: { winFixed: V },
        disasterCost: 0,
        cost: { performance: c },
      };
      const x = (r * (n - 1) * V) / (n * n * c);
      const result = contest.sensitivity(game, [Array.from({ length: n }, () => [0, x])]);
      expect(result.regular).toBe(true);
      const of = (parameter: string) => {
        const found = result.sensitivities.find(
          (each) => each.parameter === parameter && each.player === null,
        );
        if (found === undefined) throw new Error(`no ${parameter}`);
        return found;
      };
      // U = V/n − c x; x is proportional to V, r and 1/c
      const expected = [
        ['reward.winFixed', x / V, 1 / n - (c * x) / V, 1 / n],
        ['cost.performance', -x / c, 0, -x],
        ['performanceElasticity', x / r, (-c * x) / r, 0],
      ] as const;
      for (const [name, byInput, byPayoff, direct] of expected) {
        const found = of(name);
        for (let i = 0; i < n; i++) {
          expect(found.inputs?.[0][i][0]).toBe(0);
          expect(found.inputs?.[0][i][1]).toBeCloseTo(byInput, 6);
          expect(found.payoffs?.[i]).toBeCloseTo(byPayoff, 6);
          expect(found.direct[i]).toBeCloseTo(direct, 8);
        }
      }
    },
  );

  it.each([
    ['cost.performance', (cost: number) => ({ cost: { safety: 0.1, performance: cost } }), 0.1],
    ['disasterCost', (disasterCost: number) => ({ disasterCost }), 1],
    ['risk.theta', (theta: number) => ({ risk: { theta } }), 0.5],
  ] as const)('by %s is what equilibria solved anew show', (name, change, value) => {
    const base: ContestParameters = {
      periods: 2,
      actions: 'invest',
      contestSuccess: { kind: 'ratio-with-draw' },
      endsOnWin: true,
    };
    const equilibrium = (game: ContestParameters) =>
      contest.solve(game, { starts: 0 }).equilibria[0];
    const { strategies } = equilibrium({ ...base, ...change(value) });
    const { sensitivities } = contest.sensitivity({ ...base, ...change(value) }, strategies, {
      parameters: [name],
    });
    const found = sensitivities.find(({ player }) => player === null);
    const h = 1e-4 * value;
    const [up, down] = [value + h, value - h].map((x) => equilibrium({ ...base, ...change(x) }));
    strategies.flat(2).forEach((_, at) => {
      const difference = (up.strategies.flat(2)[at] - down.strategies.flat(2)[at]) / (2 * h);
      const given = found?.inputs?.flat(2)[at] ?? Number.NaN;
      expect(Math.abs(given - difference)).toBeLessThan(1e-5 * Math.max(1, Math.abs(difference)));
    });
    up.payoffs.forEach((u, i) => {
      const difference = (u - down.payoffs[i]) / (2 * h);
      expect(found?.payoffs?.[i]).toBeCloseTo(difference, 5);
    });
  });

  it.each([
    ['strategies of another shape', [[[0, 1]]], {}],
    [
      'an unknown name',
      [
        [
          [1, 1],
          [1, 1],
        ],
      ],
      { parameters: ['reward.win'] },
    ],
    [
      'a player that is not',
      [
        [
          [1, 1],
          [1, 1],
        ],
      ],
      { player: 2 },
    ],
    [
      'a negative input',
      [
        [
          [-1, 1],
          [1, 1],
        ],
      ],
      {},
    ],
  ])('refuses %s', (_, strategies, options) => {
    expect(() => contest.sensitivity({}, strategies, options)).toThrow(ParameterError);
  });
});
