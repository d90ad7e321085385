/** Zero inputs, certain outcomes, weights and elasticities at their limits: values and one-sided derivatives. */

import { describe, expect, it } from 'vitest';
import { type ContestParameters, contestOf } from '../../src/contest/index';
import { backends } from '../backends';
import { seeded } from '../random';
import { randomGame } from './games';
import { referencePayoffs } from './reference';

describe.each(backends)('limits on $name', ({ backend }) => {
  const contest = contestOf(backend);
  const one = (game: ContestParameters, ...inputs: [number, number][]) =>
    contest.game({ players: inputs.length, ...game }).states([inputs]);

  it('p = 0: odds are infinite and π = 1, whatever x_s, unless θ = 0', () => {
    for (const xs of [0, 1]) {
      const { odds, safeIfWins, winProbability } = one({}, [xs, 0], [1, 1]);
      expect(odds[0][0]).toBe(Infinity);
      expect(safeIfWins[0][0]).toBe(1);
      expect(winProbability[0]).toEqual([0, 1]);
    }
    const { odds, safeIfWins } = one({ risk: { theta: 0 } }, [4, 0], [0, 0]);
    expect(odds[0]).toEqual([expect.closeTo(20, 12), 0]);
    expect(safeIfWins[0]).toEqual([expect.closeTo(20 / 21, 14), 0]);
  });

  it('x_s = 0 with p > 0: odds 0, a win is never safe', () => {
    const { odds, safety, safeIfWins } = one({}, [0, 1], [1, 1]);
    expect([odds[0][0], safety[0][0], safeIfWins[0][0]]).toEqual([0, 0, 0]);
  });

  it('nobody performs: nobody wins, and whether that is a disaster is a choice', () => {
    for (const kind of ['ratio', 'ratio-with-draw'] as const) {
      const game = { contestSuccess: { kind }, disasterCost: [2, 3] };
      const inputs = [
        [
          [1, 0],
          [0, 0],
        ],
      ];
      const costs = [0.1, 0];
      const { payoffs } = contest.payoffs(game, inputs);
      expect(Array.from(payoffs)).toEqual([-2 - costs[0], -3]);
      const spared = contest.payoffs({ ...game, noWinIsDisaster: false }, inputs);
      expect(Array.from(spared.payoffs)).toEqual([-costs[0], 0]);
      const { winProbability, survival } = contest.states(
        { ...game, periods: 2, endsOnWin: true },
        [...inputs, ...inputs],
      );
      expect(winProbability.flat()).toEqual([0, 0, 0, 0]);
      expect(survival).toEqual([1, 1]);
    }
  });

  it('a weight of 0 leaves a player out, even a reckless one', () => {
    const inputs: [number, number][] = [
      [0, 1],
      [4, 1],
    ];
    for (const kind of ['multiplicative', 'additive'] as const) {
      const { safeIfWins } = one({ risk: { kind, weights: [0, 1] } }, ...inputs);
      const pi = 20 / 21;
      const expected = kind === 'additive' ? pi : pi ** 2;
      expect(safeIfWins[0]).toEqual([expect.closeTo(expected, 14), expect.closeTo(expected, 14)]);
    }
  });

  it('elasticities 1 are linear technologies', () => {
    const { safety, performance } = one(
      { safetyElasticity: 1, performanceElasticity: 1, performanceProductivity: 3 },
      [0.25, 7],
      [2, 0],
    );
    expect(safety[0]).toEqual([2.5, 20]);
    expect(performance[0][0]).toBeCloseTo(21, 12);
    expect(performance[0][1]).toBe(0);
  });

  it('all of a lead is shared at 40, none at 0, and nobody falls behind by sharing', () => {
    const game = {
      periods: 2,
      actions: 'share',
      safetyProductivity: [4, 9],
      performanceProductivity: [3, 1],
    } as const;
    const none = [1, 1, 0, 0, 0, 0];
    const all = [1, 1, 0, 0, 40, 40];
    const next = (first: number[], second: number[]) => {
      const states = contest.states(game, [
        [first, second],
        [none, none],
      ]);
      return [states.safetyProductivity[1], states.performanceProductivity[1]];
    };
    expect(next(none, none)).toEqual([
      [4, 9],
      [3, 1],
    ]);
    expect(next(all, all)).toEqual([
      [9, 9],
      [3, 3],
    ]);
    expect(next(none, all)).toEqual([
      [9, 9],
      [3, 1],
    ]);
  });

  it('huge and tiny inputs give finite payoffs', () => {
    const inputs = [
      [
        [1e300, 1e-300],
        [5e-324, 1e250],
      ],
    ];
    const { payoffs } = contest.payoffs(
      { cost: { kind: 'unit', safety: 0, performance: 0 } },
      inputs,
    );
    expect(payoffs.every(Number.isFinite)).toBe(true);
  });

  describe('at x = 0 the derivative is that from the right', () => {
    const base: ContestParameters = { cost: { kind: 'unit', safety: 0.1, performance: 0.1 } };
    const slope = (game: ContestParameters, inputs: [number, number][], input: number) =>
      contest.gradient({ players: inputs.length, ...base, ...game }, [inputs]).gradient[0][0][
        input
      ];

    it.each([
      [0.5, Infinity],
      [1, 'finite'],
      [1.5, -0.1],
    ] as const)('by x_s with α = %d: %s', (safetyElasticity, expected) => {
      const found = slope(
        { safetyElasticity },
        [
          [0, 1],
          [1, 1],
        ],
        0,
      );
      // the odds are 10 x, the winner's share ½, a safe win is worth 1 + 1
      expect(found).toBe(expected === 'finite' ? 9.9 : expected);
    });

    it.each([
      [0.5, Infinity],
      [1, 'finite'],
      [1.5, -0.1],
    ] as const)('by x_p with β = %d: %s', (performanceElasticity, expected) => {
      const found = slope(
        { performanceElasticity },
        [
          [1, 0],
          [1, 1],
        ],
        1,
      );
      // q rises by 1; a safe win at π = 1 is worth 2, the rival's at π = 10/11 saves a cost of 1
      if (expected === 'finite') expect(found).toBeCloseTo(2 - 10 / 11 - 0.1, 13);
      else expect(found).toBe(expected);
    });

    it.each([
      ['additive', [2, 1], 1 / 3],
      ['multiplicative', [2, 1], 0],
      ['multiplicative', [0, 1], 1],
    ] as const)(
      'by x_p where nobody performs and the own π falls to 0: %s %j',
      (kind, weights, sigma) => {
        const game: ContestParameters = {
          risk: { kind, theta: 1, weights },
          performanceElasticity: 1,
          contestSuccess: { kind: 'ratio-with-draw' },
          noWinIsDisaster: false,
        };
        const inputs: [number, number][] = [
          [0, 0],
          [1, 0],
        ];
        // q rises by 1, a safe win is worth 1, an unsafe one costs 1
        expect(slope(game, inputs, 1)).toBeCloseTo(2 * sigma - 1 - 0.1, 13);
        const sign = Math.sign(2 * sigma - 1 + 1);
        const ratio = slope({ ...game, contestSuccess: {}, noWinIsDisaster: true }, inputs, 1);
        expect(ratio).toBe(sign === 0 ? -0.1 : Infinity);
      },
    );

    it('is 0 where nothing is to be won, and infinite where a jump is', () => {
      expect(
        slope(
          {},
          [
            [0, 0],
            [1, 1],
          ],
          0,
        ),
      ).toBe(-0.1);
      expect(
        slope(
          { risk: { kind: 'none' } },
          [
            [0, 1],
            [1, 1],
          ],
          0,
        ),
      ).toBe(-0.1);
      expect(
        slope(
          {},
          [
            [1, 0],
            [1, 0],
          ],
          1,
        ),
      ).toBe(Infinity);
      expect(
        slope(
          { reward: { winFixed: 0 }, disasterCost: 0 },
          [
            [0, 0],
            [1, 1],
          ],
          1,
        ),
      ).toBe(-0.1);
      // the first step into the race costs all of the safety that hung on staying out
      const additive = { risk: { kind: 'additive' }, performanceElasticity: 2 } as const;
      expect(
        slope(
          additive,
          [
            [0, 0],
            [1, 1],
          ],
          1,
        ),
      ).toBe(-Infinity);
    });

    it('agrees with differences of the definition where it is finite, on random games', () => {
      const random = seeded(11);
      let compared = 0;
      for (let index = 0; index < 400; index++) {
        const { game: drawn, strategies } = randomGame(index, 5);
        const game = {
          ...drawn,
          beliefs: [],
          safetyElasticity: random() < 0.5 ? 1 : 2,
          performanceElasticity: random() < 0.5 ? 1 : 2,
          risk: { ...drawn.risk, weights: 1, theta: random() < 0.5 ? 1 : 2 },
        };
        const { beliefs: _, ...plain } = game;
        const player = strategies[0][0];
        const k = index % 2;
        player[k] = 0;
        const { jacobian } = contest.game(plain).jacobian(strategies);
        const at = (x: number) => {
          player[k] = x;
          return referencePayoffs(plain, strategies);
        };
        // one-sided, extrapolated three times
        const zero = at(0);
        let row = [1, 2, 4, 8].map((part) => {
          const h = 1e-6 / part;
          return at(h).map((u, i) => (u - zero[i]) / h);
        });
        let before = row[3];
        for (let power = 2; row.length > 1; power *= 2) {
          before = row[row.length - 1];
          row = row.slice(1).map((b, r) => b.map((v, i) => v + (v - row[r][i]) / (power - 1)));
        }
        jacobian.forEach((by, i) => {
          const slope = by[0][0][k];
          const isSettled =
            Math.abs(row[0][i] - before[i]) < 1e-6 * Math.max(1, Math.abs(row[0][i]));
          if (!Number.isFinite(slope) || !isSettled) return;
          compared++;
          const error = Math.abs(slope - row[0][i]) / Math.max(1, Math.abs(slope));
          expect(error, `game ${index}, payoff ${i}`).toBeLessThan(1e-5);
        });
      }
      expect(compared).toBeGreaterThan(1500);
    });
  });
});
