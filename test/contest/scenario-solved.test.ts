/** Scenarios and claims of AIIncentives.jl, solved. */

import { describe, expect, it } from 'vitest';
import {
  compare,
  mergeScenarios,
  type ScenarioOptions,
  scenario,
  scenarioAsync,
} from '../../src/contest/scenario/index';
import { solve } from '../../src/contest/solve/index';
import { backends, wasm } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';
import { bundled } from '../workers/bundle';
import truth from './truth.json';

const workerUrl = await bundled('../../src/contest/scenario/worker.ts', import.meta.url);

/** The readme's game but for its prices, which are varied. */
const readme = { safetyProductivity: 10, performanceProductivity: 10, risk: { theta: 0.25 } };
const prices = { parameters: ['cost.safety', 'cost.performance'] };
/** r_k = .01 + .09 k/19, of which the truth has every other one. */
const known = truth.static_readme_scenario;

describe.each(backends)('the scenario of the readme on $name', ({ backend, name }) => {
  it('has the equilibria that another program found', () => {
    const chosen = name === 'wasm' ? known : known.filter((_, k) => k % 4 === 0);
    const result = scenario(backend, solve, readme, {
      vary: [{ ...prices, values: chosen.map(({ r }) => r) }],
    });
    expect(result.status).toBe('converged');
    expectNoNaN(result);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    const { columns } = result;
    chosen.forEach(({ equilibria: [found] }, k) => {
      for (const player of [0, 1]) {
        const pairs = [
          [columns.inputs.safety?.[k]?.[0][player], found.xs],
          [columns.inputs.performance?.[k]?.[0][player], found.xp],
          [columns.safety[k][0][player], found.s],
          [columns.performance[k][0][player], found.p],
          [columns.odds[k][0][player], found.s_odds],
          [columns.safeIfWins[k][0][player], found.sigma],
          [columns.winProbability[k][0][player], found.q],
          [columns.payoff[k][player], found.payoff],
        ] as const;
        for (const [actual, expected] of pairs) expectClose(actual as number, expected, 1e-9);
      }
      expectClose(1 - (columns.disasterProbability[k] as number), found.safe, 1e-9);
    });
    expect(columns.holds.every(Boolean)).toBe(true);
  });
});

describe('the same scenario', () => {
  const options: ScenarioOptions = { vary: [{ ...prices, from: 0.01, to: 0.1, count: 10 }] };
  const whole = scenario(wasm, solve, readme, options);

  it('in slices, in threads, and without its neighbours', async () => {
    const part = (from: number, to: number) =>
      scenario(wasm, solve, readme, { ...options, slice: { from, to } });
    const merged = mergeScenarios([part(9, 10), part(0, 9)]);
    expect(JSON.stringify(merged)).toBe(JSON.stringify(whole));
    const run = { workers: 2, workerUrl };
    const threaded = await scenarioAsync(wasm, solve, readme, options, run);
    expect(JSON.stringify(threaded)).toBe(JSON.stringify(whole));
    const alone = scenario(wasm, solve, readme, {
      ...options,
      follow: false,
      slice: { from: 3, to: 5 },
    });
    for (const k of [0, 1]) {
      expectClose(
        alone.columns.payoff[k][0] as number,
        whole.columns.payoff[3 + k][0] as number,
        1e-9,
      );
    }
  });
});

describe('the claim of the documentation', () => {
  // odds of safety at the symmetric equilibrium by best responses in turn: productivity A, θ, o
  const odds = [
    [0.1, 0, 0.0238],
    [0.1, 1, 1.0002],
    [0.1, 2, 3.001],
    [10, 0, 5.6512],
    [10, 1, 1.6956],
    [10, 2, 3.0951],
    [100, 0, 28.5773],
    [100, 1, 6.2011],
    [100, 2, 3.8171],
  ] as const;
  const game = { performanceProductivity: 10, disasterCost: 0 };
  const productivities = (...values: number[]) => [{ parameter: 'safetyProductivity', values }];

  it('more productive safety is safer at every θ, but not at one θ than at another', () => {
    const { points, counts, undecided } = compare(wasm, solve, {
      left: game,
      right: game,
      vary: [{ parameter: 'risk.theta', from: 0, to: 2, count: 3 }],
      varyLeft: productivities(0.1, 10),
      varyRight: productivities(10, 100),
      outcome: 'odds',
      claim: 'right-greater',
    });
    // both sides have A = 10
    expect(counts).toEqual({ 'left-greater': 0, equal: 3, 'right-greater': 9 });
    expect(undecided).toBe(0);
    const oddsAt = (productivity: number, theta: number) =>
      odds.find(([a, t]) => a === productivity && t === theta)?.[2] as number;
    for (const { values, left, right } of points) {
      const [theta, low, high] = values as number[];
      expect(left).toBeCloseTo(oddsAt(low, theta), 4);
      expect(right).toBeCloseTo(oddsAt(high, theta), 4);
    }
    const lefts = points.map(({ left }) => left as number);
    const rights = points.map(({ right }) => right as number);
    expect(Math.max(...lefts)).toBeGreaterThan(Math.min(...rights));
  });
});
