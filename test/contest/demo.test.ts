import { describe, expect, it } from 'vitest';
import { demos } from '../../src/contest/demo';
import { contestOf } from '../../src/contest/index';
import { completeGame } from '../../src/contest/parameters';
import { expand } from '../../src/contest/scenario/plan';
import { contestFields } from '../../src/engine/kernels/contest';
import { backends, javascript } from '../backends';
import truth from './truth.json';

const demo = (name: string) => {
  const found = demos.find((given) => given.name === name);
  if (found === undefined) throw new Error(`no demo ${name}`);
  return found;
};

const solved = [
  ['basic', truth.equilibria_basic['basic gammas=demo(.9,1) end_on_win=False theta=0.5']],
  ['basic-end-on-win', truth.equilibria_basic['basic gammas=demo(.9,1) end_on_win=True theta=0.5']],
  ['invest', truth.equilibria_invest['invest gammas=demo(.9,1) end_on_win=False theta=0.5']],
  [
    'invest-end-on-win',
    truth.equilibria_invest['invest gammas=demo(.9,1) end_on_win=True theta=0.5'],
  ],
] as const;

describe('demos', () => {
  it('have names of their own, and are complete games with all that varies', () => {
    expect(new Set(demos.map(({ name }) => name)).size).toBe(demos.length);
    for (const { parameters, vary } of demos) {
      completeGame(parameters);
      if (vary !== undefined) expand(javascript, parameters, vary);
    }
    expect(demos.map(({ name }) => name)).toContain('sharing-end-on-win');
  });

  it('vary what the sources vary: five θ, twenty prices, eighty of both', () => {
    const points = (name: string) => {
      const { parameters, vary = [] } = demo(name);
      return expand(javascript, parameters, vary).map((point) => point.parameters);
    };
    expect(points('scenario').map(({ risk }) => risk?.theta)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    const pricesOf = points('price').map(({ cost }) => cost);
    expect(pricesOf).toHaveLength(20);
    truth.static_readme_scenario.forEach(({ r }, k) => {
      const price = pricesOf[2 * k];
      expect(price?.safety).toBeCloseTo(r, 15);
      expect(price?.performance).toBe(price?.safety);
    });
    expect(points('price-and-theta')).toHaveLength(80);
  });

  it('sharing is investment without cost of sharing', () => {
    const { players, periods, inputs, model } = completeGame(demo('sharing').parameters);
    const prices = Array.from(
      { length: inputs },
      (_, k) => model.numbers[(contestFields.prices + k) * 10],
    );
    expect([players, periods]).toEqual([2, 5]);
    expect(prices).toEqual([0.1, 0.1, 0.01, 0.01, 0, 0]);
  });
});

describe.each(backends)('demos on $name', ({ backend }) => {
  const contest = contestOf(backend);

  it.each(solved)('%s is the game of the truth file', (name, candidates) => {
    expect(candidates.length).toBeGreaterThan(0);
    for (const { actions_T_n_k, payoffs } of candidates) {
      const found = contest.payoffs(demo(name).parameters, actions_T_n_k).payoffs;
      payoffs.forEach((u, i) => {
        expect(Math.abs(found[i] - u)).toBeLessThan(1e-13);
      });
    }
  });

  it('sharing nothing in the game of sharing is the game of investment', () => {
    const [{ actions_T_n_k, payoffs }] = solved[2][1];
    const nothing = actions_T_n_k.map((period) => period.map((own) => [...own, 0, 0]));
    const found = contest.payoffs(demo('sharing').parameters, nothing).payoffs;
    payoffs.forEach((u, i) => {
      expect(Math.abs(found[i] - u)).toBeLessThan(1e-13);
    });
  });

  it('prices of AIIncentives.jl lead to the payoffs and safety of the truth file', () => {
    const { parameters, vary = [] } = demo('price');
    const points = expand(backend, parameters, vary);
    truth.static_readme_scenario.forEach(({ equilibria }, k) => {
      for (const { xs, xp, payoff, s_odds, safe } of equilibria) {
        const game = contest.game(points[2 * k].parameters);
        const strategies = [
          [
            [xs, xp],
            [xs, xp],
          ],
        ];
        expect(Math.abs(game.payoffs(strategies).payoffs[0] - payoff)).toBeLessThan(1e-13);
        const { odds, disasterProbability } = game.states(strategies);
        expect(Math.abs(odds[0][0] - s_odds)).toBeLessThan(1e-12);
        expect(Math.abs(1 - disasterProbability - safe)).toBeLessThan(1e-13);
      }
    });
  });
});
