/**
 * Equilibria that are known: the static game of AIIncentives.jl, and contests of Tullock's kind, which have
 * closed forms (C. Pérez-Castrillo, T. Verdier, Public Choice 73, 1992; K. O. Nti, Public Choice 98, 1999).
 */

import { describe, expect, it } from 'vitest';
import { type ContestParameters, type ContestSolution, contestOf } from '../../src/contest/index';
import { backends } from '../backends';
import truth from './truth.json';

/** To so much of what is wanted, or absolutely where that is small. */
const expectNear = (found: number, wanted: number, tolerance = 1e-9) => {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)));
};

function expectOnePure({ status, equilibria, certificate, ...solution }: ContestSolution) {
  expect(status).toBe('converged');
  expect(equilibria.map(({ kind }) => kind)).toEqual(['pure']);
  expect(solution.best).toBeUndefined();
  expect(certificate.holds).toBe(true);
  expect(certificate.lower).toBeLessThanOrEqual(certificate.tolerance);
  expect(certificate.secondOrder?.holds).toBe(true);
  return equilibria[0];
}

const staticGame = (r: number, disasterCost: number): ContestParameters => ({
  players: 2,
  periods: 1,
  safetyProductivity: 10,
  performanceProductivity: 10,
  safetyElasticity: 0.5,
  performanceElasticity: 0.5,
  risk: { kind: 'winner', theta: 0.25 },
  contestSuccess: { kind: 'ratio' },
  reward: { winFixed: 1 },
  disasterCost,
  cost: { kind: 'unit', safety: r, performance: r },
});

/** Effort on performance alone: x_i^r/Σ x^r wins V_i, at a price of c. */
const tullock = (
  players: number,
  r: number,
  V: number | number[],
  c: number,
): ContestParameters => ({
  players,
  performanceProductivity: 1,
  performanceElasticity: r,
  risk: { kind: 'none' },
  reward: { winFixed: V },
  disasterCost: 0,
  cost: { kind: 'unit', safety: 0.1, performance: c },
});

describe.each(backends)('solve on $name', ({ backend }) => {
  const contest = contestOf(backend);

  const cases = [
    ...truth.static_readme_scenario.map(({ r, equilibria: [wanted] }) => ({ r, d: 1, wanted })),
    { r: 0.1, d: 0, wanted: truth.static_problem_defaults[0] },
  ];
  it.each(cases)('finds the one equilibrium of the static game, r = $r, d = $d', (given) => {
    const game = contest.game(staticGame(given.r, given.d));
    const solution = game.solve();
    const { strategies, payoffs, disasterProbability, bounds } = expectOnePure(solution);
    const { xs, xp, s, p, payoff, safe, s_odds } = given.wanted;
    const { safety, performance, odds } = game.states(strategies);
    for (const i of [0, 1]) {
      expectNear(strategies[0][i][0], xs);
      expectNear(strategies[0][i][1], xp);
      expectNear(safety[0][i], s);
      expectNear(performance[0][i], p);
      expectNear(odds[0][i], s_odds);
      expectNear(payoffs[i], payoff);
    }
    expectNear(1 - disasterProbability, safe);
    expect(bounds).toEqual([]);
    expect(solution.certificate.symmetricEquilibria).toBe(1);
  });

  const technologies = [2, 3, 4, 5].flatMap((n) =>
    [0.4, 0.75, 1].map((r) => ({ n, r, V: 1 + 0.3 * n, c: 0.2 * n })),
  );
  it.each(technologies)("finds Tullock's equilibrium, n = $n, r = $r", ({ n, r, V, c }) => {
    const solution = contest.solve(tullock(n, r, V, c));
    const { strategies, payoffs, bounds } = expectOnePure(solution);
    const x = (r * (n - 1) * V) / (n * n * c);
    strategies[0].forEach(([safety, performance], i) => {
      expect(safety).toBe(0);
      expectNear(performance, x);
      expectNear(payoffs[i], V / n - c * x);
      expect(bounds).toContainEqual({ period: 0, player: i, input: 'safety', bound: 'zero' });
    });
    expect(bounds).toHaveLength(n);
    expect(solution.certificate.symmetricEquilibria).toBe(1);
  });

  const increasing = [
    { n: 2, r: 1.6 },
    { n: 3, r: 1.25 },
    { n: 4, r: 1.3 },
    { n: 5, r: 1.2 },
  ];
  it.each(increasing)('finds it with increasing returns, n = $n, r = $r', ({ n, r }) => {
    const [V, c] = [2, 0.5];
    const { status, equilibria, certificate } = contest.solve(tullock(n, r, V, c));
    expect(status).toBe('converged');
    expect(certificate.holds).toBe(true);
    // with m players who compete; the others stay out, as long as m cannot let one more in
    const rivals = equilibria.map(({ kind, strategies, payoffs }) => {
      expect(kind).toBe('pure');
      const active = strategies[0].filter(([, x]) => x > 0).length;
      const x = (r * (active - 1) * V) / (active * active * c);
      strategies[0].forEach(([safety, performance], i) => {
        expect(safety).toBe(0);
        expectNear(performance, performance > 0 ? x : 0);
        expectNear(payoffs[i], performance > 0 ? V / active - c * x : 0);
      });
      return active;
    });
    expect(rivals.filter((active) => active === n)).toHaveLength(1);
  });

  it.each([2, 3])('finds it where it is worth nothing, r = n/(n − 1), n = %i', (n) => {
    const [r, V, c] = [n / (n - 1), 2, 0.5];
    const { status, equilibria } = contest.solve(tullock(n, r, V, c));
    expect(status).toBe('converged');
    const x = (r * (n - 1) * V) / (n * n * c);
    const isWanted = (profile: number[][]) => profile.every(([, y]) => Math.abs(y - x) < 1e-9 * x);
    const found = equilibria.filter(({ strategies }) => isWanted(strategies[0]));
    expect(found).toHaveLength(1);
    for (const u of found[0].payoffs) expectNear(u, 0);
  });

  const unequal = [
    { V: [1, 1.5], r: 1 },
    { V: [2, 0.5], r: 0.6 },
    { V: [3, 2.9], r: 1.7 },
    { V: [1, 4], r: 1.1 },
    { V: [0.01, 0.02], r: 0.9 },
    { V: [800, 500], r: 1 },
  ];
  it.each(unequal)('finds the equilibrium of two players with values $V, r = $r', ({ V, r }) => {
    // it exists where the weaker one is not driven out
    expect(r).toBeLessThanOrEqual(1 + (Math.min(...V) / Math.max(...V)) ** r);
    const { strategies, payoffs } = expectOnePure(contest.solve(tullock(2, r, V, 1)));
    const sum = V[0] ** r + V[1] ** r;
    for (const i of [0, 1]) {
      const x = (r * V[i] ** (r + 1) * V[1 - i] ** r) / sum ** 2;
      expectNear(strategies[0][i][1] / x, 1);
      expect(strategies[0][i][0]).toBe(0);
      expectNear(payoffs[i] / V[i], V[i] ** r / sum - x / V[i]);
    }
  });
});
