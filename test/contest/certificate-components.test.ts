/** Certificates of games with functions of the user. */

import { describe, expect, it } from 'vitest';
import {
  exploitability,
  symmetricEquilibria,
  upperBound,
} from '../../src/contest/certificate/index';
import { type ContestParameters, completeGame, solve } from '../../src/contest/index';
import { javascript } from '../backends';

const plain: ContestParameters = {
  periods: 2,
  safetyProductivity: 10,
  cost: { kind: 'unit', safety: 0.1, performance: { byPeriod: [0.05, 0.3] } },
  discountFactor: 0.9,
};
/** The same, its costs a function. */
const written: ContestParameters = {
  ...plain,
  cost: { kind: 'unit', safety: 0, performance: 0 },
  components: {
    cost: ({ period, inputs }) => 0.1 * inputs[0] + [0.05, 0.3][period] * inputs[1],
  },
};
const [first, second] = [plain, written].map((game) => completeGame(game));

describe('a game whose costs are a function of the period', () => {
  const profile = Float64Array.from([2, 1, 1, 0.5, 1, 1, 0.2, 0.2]);

  it('leaves to gain what the same game without functions does', () => {
    const expected = exploitability(javascript, first, profile).gains;
    const found = exploitability(javascript, second, profile).gains;
    for (const i of [0, 1]) {
      expect(expected[i]).toBeGreaterThan(0.01);
      expect(Math.abs(found[i] - expected[i])).toBeLessThan(1e-7);
    }
  });

  it('has the same equilibrium', () => {
    const [expected] = solve(javascript, first, { starts: 0 }).equilibria;
    const { equilibria, certificate } = solve(javascript, second, { starts: 0 });
    expect(certificate.holds).toBe(true);
    expect(certificate.upper).toBe(null);
    equilibria[0].strategies.flat(2).forEach((x, k) => {
      const other = expected.strategies.flat(2)[k];
      expect(Math.abs(x - other)).toBeLessThan(1e-6 * Math.max(1, other));
    });
  });

  it('has no bound that is proven, and no count of symmetric equilibria', () => {
    expect(upperBound(javascript, first, profile)).not.toBe(null);
    expect(upperBound(javascript, second, profile)).toBe(null);
    const once = (game: ContestParameters) =>
      symmetricEquilibria(javascript, completeGame({ ...game, periods: 1 }));
    expect(once({ ...plain, cost: { kind: 'unit', safety: 0.1, performance: 0.1 } })?.count).toBe(
      1,
    );
    expect(once(written)).toBe(null);
  });
});
