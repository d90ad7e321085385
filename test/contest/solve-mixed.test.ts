/**
 * Contests without an equilibrium in pure strategies, and without any: what is mixed, how well, and that it is
 * said honestly. Tullock's contest of two has no pure equilibrium where r > 2; in its mixed ones, nobody gains
 * anything on average (C. Ewerhart, "Mixed equilibria in Tullock contests", Economic Theory 60, 2015).
 */

import { describe, expect, it } from 'vitest';
import { demos } from '../../src/contest/demo';
import {
  type ContestParameters,
  type ContestSolution,
  completeGame,
  type Equilibrium,
  solve,
  solveAsync,
} from '../../src/contest/index';
import { payoffScale } from '../../src/contest/scale';
import { backends, isLong, wasm } from '../backends';
import { attack } from './attack';

const tullock = (players: number, r: number, V: number | number[]): ContestParameters => ({
  players,
  performanceElasticity: r,
  risk: { kind: 'none' },
  reward: { winFixed: V },
  disasterCost: 0,
  cost: { kind: 'unit', safety: 0.1, performance: 1 },
});

const demo = (name: string): ContestParameters =>
  demos.find((given) => given.name === name)?.parameters ?? {};

const greatest = (values: readonly number[]) => Math.max(...values);

/** The mixture shown, equilibrium or not. */
function mixtureOf({ equilibria, bestMixture }: ContestSolution): Equilibrium {
  const found = equilibria.find(({ kind }) => kind === 'mixed') ?? bestMixture;
  if (found === undefined) throw new Error('no mixture');
  return found;
}

function expectHonest(solution: ContestSolution, parameters: ContestParameters): void {
  const game = completeGame(parameters);
  const scale = payoffScale(game);
  const { status, certificate, equilibria } = solution;
  expect(status === 'converged').toBe(certificate.holds);
  expect(certificate.holds).toBe(equilibria.length > 0);
  const mixture = mixtureOf(solution);
  const { gains } = attack(wasm, game, mixture);
  gains.forEach((gain, i) => {
    expect(gain).toBeLessThanOrEqual(1.01 * mixture.exploitability[i] + 1e-7 * scale);
  });
  const isOne = equilibria.includes(mixture);
  const most = greatest(mixture.exploitability);
  if (isOne) expect(most).toBeLessThanOrEqual(certificate.tolerance);
  else expect(most).toBeGreaterThan(certificate.tolerance);
  for (const played of mixture.mixture ?? []) {
    const total = played.reduce((sum, { probability }) => sum + probability, 0);
    expect(Math.abs(total - 1)).toBeLessThan(1e-12);
    expect(played.every(({ probability }) => probability > 0)).toBe(true);
  }
}

describe.each(backends)('mixtures on $name', ({ backend }) => {
  it.each([
    { r: 3, V: 1 },
    { r: 2.5, V: 4 },
  ])('double oracle finds one where r = $r > 2', ({ r, V }) => {
    const parameters = tullock(2, r, V);
    const solution = solve(backend, completeGame(parameters), { method: 'mixed' });
    expect(solution.status).toBe('converged');
    expect(solution.method).toBe('mixed');
    expect(solution.equilibria.map(({ kind }) => kind)).toEqual(['mixed']);
    expectHonest(solution, parameters);
    const { payoffs, mixture } = mixtureOf(solution);
    for (const u of payoffs) expect(Math.abs(u)).toBeLessThan(2e-3 * V);
    for (const played of mixture ?? []) expect(played.length).toBeGreaterThan(3);
  });

  it('finds the pure equilibrium as the mixture of one strategy a player', () => {
    const game = completeGame(demo('basic'));
    const [wanted] = solve(backend, game, { starts: 0 }).equilibria;
    const { status, equilibria, bestMixture } = solve(backend, game, { method: 'mixed' });
    expect(status).toBe('converged');
    expect(equilibria.map(({ kind }) => kind)).toEqual(['pure']);
    expect(bestMixture).toBeUndefined();
    equilibria[0].payoffs.forEach((u, i) => {
      expect(Math.abs(u - wanted.payoffs[i])).toBeLessThan(5e-3);
    });
  });

  it('plays fictitiously towards the equilibrium of the basic demo', () => {
    const parameters = demo('basic');
    const game = completeGame(parameters);
    const worst = [5, 20, 80].map((maxIterations) => {
      const solution = solve(backend, game, { method: 'fictitious-play', maxIterations });
      expect(solution.method).toBe('fictitious-play');
      expectHonest(solution, parameters);
      return greatest(mixtureOf(solution).exploitability);
    });
    expect(worst[1]).toBeLessThan(worst[0]);
    expect(worst[2]).toBeLessThan(worst[1]);
    expect(worst[2]).toBeLessThan(1e-3 * payoffScale(game));
  });
});

describe('where nothing is pure', () => {
  it('claims no pure equilibrium, names a deviation and shows a mixture', () => {
    const parameters = tullock(2, 3, 1);
    const solution = solve(wasm, completeGame(parameters));
    expect(solution.equilibria.filter(({ kind }) => kind === 'pure')).toEqual([]);
    expect(solution.best?.deviation.gain).toBeGreaterThan(1e-3);
    expectHonest(solution, parameters);
    expect(greatest(mixtureOf(solution).exploitability)).toBeLessThan(1e-5);
    expect(solution.certificate.symmetricEquilibria).toBe(0);
  });

  it('is honest about three players, whose mixture is only approached', () => {
    const parameters = tullock(3, 3, [1, 1, 0.8]);
    const solution = solve(wasm, completeGame(parameters), { method: 'mixed', maxIterations: 6 });
    expectHonest(solution, parameters);
  });

  it('ends a mixture by its signal', async () => {
    const controller = new AbortController();
    const game = completeGame(tullock(2, 8, 1));
    const solution = await solveAsync(
      wasm,
      game,
      { method: 'mixed' },
      {
        signal: controller.signal,
        onProgress: ({ done }) => {
          if (done === 5) controller.abort();
        },
      },
    );
    expect(solution.status).toBe('cancelled');
    expect(solution.best ?? solution.bestMixture).toBeDefined();
    expect(solution.certificate.holds).toBe(false);
  });
});

/** Games in which somebody would raise an input without end. */
const endless: readonly (readonly [string, ContestParameters, readonly string[]])[] = [
  [
    'increasing returns to performance that is paid for',
    { performanceElasticity: 1.5, reward: { winPerPerformance: 0.1 }, risk: { kind: 'none' } },
    ['performance'],
  ],
  [
    'the same where performance takes from safety',
    { performanceElasticity: 1.5, reward: { winPerPerformance: 0.1 } },
    ['performance', 'safety'],
  ],
  [
    'performance that is paid for even if it loses',
    { performanceElasticity: 2, reward: { losePerPerformance: 0.1 }, risk: { kind: 'none' } },
    ['performance'],
  ],
  [
    'performance that costs nothing',
    { cost: { kind: 'unit', performance: 0 }, risk: { kind: 'none' } },
    ['performance'],
  ],
  ['safety that costs nothing', { cost: { kind: 'unit', safety: 0 } }, ['safety']],
  [
    'investment in performance that is paid for',
    { periods: 2, actions: 'invest', reward: { winPerPerformance: 0.1 } },
    ['performance', 'investPerformance', 'safety', 'investSafety'],
  ],
];

describe.each(backends)('without end on $name', ({ backend }) => {
  it.each(endless)('%s is unbounded', (_, parameters, inputs) => {
    const { status, unbounded, equilibria, certificate } = solve(backend, completeGame(parameters));
    expect(equilibria).toEqual([]);
    expect(status).toBe('unbounded');
    expect(certificate.holds).toBe(false);
    expect(inputs).toContain(unbounded?.input);
  });

  // the last takes a minute in plain JavaScript
  const others = backend.name === 'wasm' || isLong ? endless : endless.slice(0, -1);
  it.each(others)('%s: other methods end, and claim no more than they have', (_, parameters) => {
    const game = completeGame(parameters);
    for (const options of [
      { method: 'mixed', maxIterations: 4 },
      { method: 'fictitious-play', maxIterations: 4 },
      { asPublished: true, maxIterations: 10 },
    ] as const) {
      const { status, equilibria, certificate } = solve(backend, game, options);
      // next to nothing may be left to gain by going on
      expect(certificate.holds).toBe(equilibria.length > 0);
      for (const { exploitability } of equilibria) {
        expect(greatest(exploitability)).toBeLessThanOrEqual(certificate.tolerance);
      }
      const missed = ['unbounded', 'iteration-limit', 'diverged'];
      expect(certificate.holds ? ['converged'] : missed).toContain(status);
    }
  });
});
