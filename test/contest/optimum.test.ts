/** The social optimum: beside a search of another kind, and beside what players do on their own. */

import { describe, expect, it } from 'vitest';
import { type ContestParameters, contestOf, type OptimumOptions } from '../../src/contest/index';
import { ParameterError } from '../../src/engine/errors';
import { backends } from '../backends';

const draw: ContestParameters = { contestSuccess: { kind: 'ratio-with-draw' } };

describe.each(backends)('optimum on $name', ({ backend }) => {
  const contest = contestOf(backend);

  /** Compass search over logarithms of inputs, zero included, from several points. */
  function searched(game: ContestParameters, starts: readonly number[][][]): number {
    const race = contest.game(game);
    const welfare = (x: number[][]) => race.payoffs([x]).payoffs.reduce((sum, u) => sum + u, 0);
    return Math.max(
      ...starts.map((start) => {
        const x = start.map((own) => [...own]);
        let best = welfare(x);
        for (let factor = 4; factor > 1 + 1e-7; ) {
          let improved = false;
          for (const own of x) {
            for (let k = 0; k < own.length; k++) {
              const before = own[k];
              for (const next of [before * factor, before / factor, 0, 0.1]) {
                own[k] = next;
                const value = welfare(x);
                if (value > best) {
                  best = value;
                  improved = true;
                  break;
                }
                own[k] = before;
              }
            }
          }
          if (!improved) factor = Math.sqrt(factor);
        }
        return best;
      }),
    );
  }

  it.each([
    ['equal players', draw],
    ['unequal players', { ...draw, safetyProductivity: [5, 20], disasterCost: [0.5, 2] }],
    ['a performance that is worth something', { ...draw, reward: { winPerPerformance: 0.2 } }],
  ] as [string, ContestParameters][])('is not beaten by a compass search: %s', (_, game) => {
    const best = contest.optimum(game);
    expect(best.status).toBe('converged');
    expect(best.certificate.holds).toBe(true);
    const found = searched(game, [
      [
        [1, 1],
        [1, 1],
      ],
      [
        [1, 1],
        [0, 0],
      ],
      [
        [0, 0],
        [1, 1],
      ],
      [
        [3, 0.1],
        [3, 0.1],
      ],
    ]);
    expect(best.welfare).toBeGreaterThanOrEqual(found - 1e-9);
    expect(best.welfare).toBeLessThan(found + 1e-6);
    const sum = best.payoffs.reduce((total, u) => total + u, 0);
    expect(Math.abs(sum - best.welfare)).toBeLessThan(1e-14);
    expect(contest.payoffs(game, best.strategies).payoffs).toEqual(Float64Array.from(best.payoffs));
  });

  it('is at least what players reach on their own; what they lose is the price of anarchy', () => {
    const game: ContestParameters = { ...draw, disasterCost: 0.2, noWinIsDisaster: false };
    const best = contest.optimum(game);
    const solution = contest.solve(game, { starts: 2 });
    const anarchy = contest.priceOfAnarchy(game, best, solution);
    const [{ payoffs }] = solution.equilibria;
    const reached = payoffs.reduce((total, u) => total + u, 0);
    expect(anarchy.worst).toBeCloseTo(reached, 14);
    expect(anarchy.welfareLoss?.worst).toBeCloseTo(best.welfare - reached, 14);
    expect(best.welfare).toBeGreaterThan(reached);
    expect(anarchy.priceOfAnarchy).toBeCloseTo(best.welfare / reached, 12);
  });

  it('of a ratio contest is not attained: one player who hardly performs wins safely', () => {
    const best = contest.optimum({});
    expect(best.attained).toBe(false);
    expect(best.welfare).toBeCloseTo(1, 9);
  });

  it('is unbounded where performance pays more than it costs', () => {
    const reward = { winPerPerformance: 1 };
    const best = contest.optimum({ ...draw, performanceElasticity: 1.5, reward });
    expect(best.status).toBe('unbounded');
  });

  it.each([
    ['a negative weight', { weights: [1, -1] }],
    ['weights for other players', { weights: [1] }],
    ['weights that are all 0', { weights: [0, 0] }],
    ['no number of starts', { starts: Number.NaN }],
    ['a start of another shape', { start: [[[1]]] }],
    ['an unknown option', { start2: 1 }],
  ])('refuses %s', (_, options) => {
    expect(() => contest.optimum(draw, options as OptimumOptions)).toThrow(ParameterError);
  });
});
