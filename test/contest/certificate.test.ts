/** Exploitability, conditions of second order and certificates at equilibria that are known. */

import { describe, expect, it } from 'vitest';
import { certify, exploitability, secondOrder } from '../../src/contest/certificate/index';
import { completeGame } from '../../src/contest/index';
import { payoffScale } from '../../src/contest/scale';
import type { Equilibrium } from '../../src/contest/solve/result';
import { nested } from '../../src/contest/strategies';
import { backends } from '../backends';
import truth from './truth.json';

const flat = (strategies: readonly (readonly (readonly number[])[])[]) =>
  Float64Array.from(strategies.flat(2));

/** The settings of the truth's equilibria, read off their names. */
const demo = (actions: 'basic' | 'invest', name: string) =>
  completeGame({
    periods: 5,
    actions,
    contestSuccess: { kind: actions === 'basic' ? 'ratio' : 'ratio-with-draw' },
    discountFactor: name.includes('(1,1)') ? [1, 1] : [0.9, 1],
    endsOnWin: name.includes('end_on_win=True'),
  });
const staticGame = (r: number) =>
  completeGame({
    performanceProductivity: 10,
    risk: { theta: 0.25 },
    cost: { kind: 'unit', safety: r, performance: r },
  });
const demoCases = [
  ...Object.entries(truth.equilibria_basic).map(([name, list]) => ({ name, list, kind: 'basic' })),
  ...Object.entries(truth.equilibria_invest).map(([name, list]) => ({
    name,
    list,
    kind: 'invest',
  })),
].flatMap(({ name, list, kind }) =>
  list.map(({ actions_T_n_k, exploitability: gains, is_nash }) => ({
    name,
    game: demo(kind as 'basic' | 'invest', name),
    profile: flat(actions_T_n_k),
    gains,
    isNash: is_nash,
  })),
);
const staticCases = truth.static_readme_scenario.map(({ r, equilibria: [e] }) => ({
  r,
  game: staticGame(r),
  profile: Float64Array.of(e.xs, e.xp, e.xs, e.xp),
  eigenvalue: e.hess_max_eig,
}));
const [exploitable] = demoCases.filter(({ isNash }) => !isNash);

const asEquilibrium = (
  game: ReturnType<typeof completeGame>,
  profile: Float64Array,
): Equilibrium => ({
  kind: 'pure',
  strategies: nested(game, profile),
  payoffs: [],
  exploitability: [],
  disasterProbability: 0,
});

describe.each(backends)('exploitability on $name', ({ backend }) => {
  it.each(demoCases)('$name: the gains of the truth', ({ game, profile, gains }) => {
    const result = exploitability(backend, game, profile);
    expect(result.starts).toBeGreaterThan(10);
    gains.forEach((gain, i) => {
      expect(Math.abs(result.gains[i] - gain)).toBeLessThan(1e-12);
      expect(result.deviations[i] === null).toBe(result.gains[i] === 0);
    });
  });

  it.each(staticCases)('nothing to gain in the static game at r = $r', ({ game, profile }) => {
    const { gains } = exploitability(backend, game, profile);
    for (const gain of gains) expect(gain).toBeLessThan(1e-14);
  });

  it('a player gains by investing nothing and all but leaving', () => {
    const { game, profile } = exploitable;
    const { gains, deviations } = exploitability(backend, game, profile, { players: [0] });
    const strategy = deviations[0] as Float64Array;
    expect(strategy.filter((_, at) => at % 4 >= 2)).toEqual(new Float64Array(10));
    strategy.forEach((x, at) => {
      if (at >= 4) expect(x).toBeLessThan(0.01);
    });
    const left = profile.slice();
    for (let t = 0; t < 5; t++) left.fill(0, 8 * t + (t === 0 ? 2 : 0), 8 * t + 4);
    const payoffs = new Float64Array(4);
    const two = Float64Array.of(...profile, ...left);
    backend.contest.payoffs(game.model, 0, 2, two, payoffs);
    const gain = payoffs[2] - payoffs[0];
    expect(gain).toBeGreaterThan(0.09);
    expect(gain).toBeLessThanOrEqual(gains[0]);
  });

  it('the gain is what the deviation earns more, and others are left out', () => {
    const { game, profile } = exploitable;
    const moved = profile.map((x, at) => x * (at % 3 === 0 ? 1.5 : 0.8));
    const { gains, deviations, payoffs } = exploitability(backend, game, moved, { starts: 0 });
    for (const i of [0, 1]) {
      const other = moved.slice();
      deviations[i]?.forEach((x, at) => {
        other[(Math.floor(at / 4) * 2 + i) * 4 + (at % 4)] = x;
      });
      const after = new Float64Array(2);
      backend.contest.payoffs(game.model, -1, 1, other, after);
      expect(after[i] - payoffs[i]).toBe(gains[i]);
      expect(gains[i]).toBeGreaterThan(0.01);
    }
    const one = exploitability(backend, game, moved, { players: [1], starts: 0 });
    expect(one.gains).toEqual(Float64Array.of(0, gains[1]));
    expect(one.deviations[0]).toBeNull();
  });

  it.each([
    [2, 1],
    [3, 1],
    [5, 1.2],
    [5, 0.5],
    [16, 1],
  ])("Tullock's equilibrium of %d players, returns %d, and what a step away costs", (n, r) => {
    const [c, V] = [0.3, 2];
    const game = completeGame({
      players: n,
      performanceElasticity: r,
      risk: { kind: 'none' },
      disasterCost: 0,
      reward: { winFixed: V },
      cost: { kind: 'unit', safety: 0, performance: c },
    });
    const x = (r * (n - 1) * V) / (n * n * c);
    const profile = Float64Array.from({ length: 2 * n }, (_, at) => (at % 2 ? x : 0));
    expect(exploitability(backend, game, profile).gains.every((gain) => gain < 1e-14)).toBe(true);
    // to second order the loss from x e^v is −v²/2 times the curvature
    const [curvature] = secondOrder(backend, game, profile).greatestEigenvalue;
    for (const v of [1e-3, 1e-4]) {
      const moved = profile.slice();
      moved[1] *= 1 + v;
      const [gain] = exploitability(backend, game, moved, { players: [0], starts: 0 }).gains;
      expect(gain / (-0.5 * curvature * v * v)).toBeCloseTo(1, 1);
    }
  });

  it('returns above n/(n − 1) make dropping out better than the point of first order', () => {
    const [n, r, c, V] = [4, 1.4, 0.3, 2];
    const game = completeGame({
      players: n,
      performanceElasticity: r,
      risk: { kind: 'none' },
      disasterCost: 0,
      reward: { winFixed: V },
      cost: { kind: 'unit', safety: 0, performance: c },
    });
    const x = (r * (n - 1) * V) / (n * n * c);
    const profile = Float64Array.from({ length: 2 * n }, (_, at) => (at % 2 ? x : 0));
    const { gains, deviations } = exploitability(backend, game, profile, { players: [2] });
    expect(gains[2]).toBeCloseTo(c * x - V / n, 12);
    expect(deviations[2]).toEqual(new Float64Array(2));
  });
});

describe.each(backends)('second order on $name', ({ backend }) => {
  it.each(staticCases)('the eigenvalue of the truth at r = $r', ({ game, profile, eigenvalue }) => {
    const { greatestEigenvalue, stationarity, holds } = secondOrder(backend, game, profile);
    expect(holds).toBe(true);
    expect(stationarity).toBeLessThan(1e-14);
    for (const value of greatestEigenvalue) expect(value / eigenvalue).toBeCloseTo(1, 7);
  });

  it('a free input that gains, and a bound that should be left', () => {
    const { game, profile } = staticCases[9];
    const slack = secondOrder(
      backend,
      game,
      profile.map((x) => 2 * x),
    );
    expect(slack.stationarity).toBeGreaterThan(0.01);
    const zero = profile.slice();
    zero[0] = 0;
    expect(secondOrder(backend, game, zero).stationarity).toBe(Infinity);
    const linear = completeGame({ safetyElasticity: 1, performanceElasticity: 1 });
    const idle = secondOrder(backend, linear, Float64Array.of(1, 0, 1, 1));
    // ∂U/∂x_p at 0: a safe win is worth 2, the rival's saves a cost of 1 with π = 10/11
    expect(idle.stationarity).toBeCloseTo(2 - 10 / 11 - 0.1, 12);
    // what is left is the cost of safety, r e^v
    expect(idle.greatestEigenvalue[0]).toBeCloseTo(-0.1, 8);
    const near = secondOrder(backend, linear, Float64Array.of(1, 1e-9, 1, 1), [
      { period: 0, player: 0, input: 'performance', bound: 'zero' },
    ]);
    expect(near.greatestEigenvalue[0]).toBeCloseTo(-0.1, 8);
  });

  it('at a threshold of costs: along it, with safety no free input', () => {
    const game = completeGame({
      risk: { kind: 'none', theta: 0 },
      safetyElasticity: 1,
      disasterCost: 0,
      cost: { kind: 'penalty', safety: 0.1, performance: 0.1, threshold: 5, penalty: 0.06 },
    });
    // odds 10 x_s = 5; x_p = β V (n − 1)/(n² r), where ∂²U/∂(ln x_p)² is −β/4
    const profile = Float64Array.of(0.5, 1.25, 0.5, 1.25);
    const { greatestEigenvalue, stationarity, holds } = secondOrder(backend, game, profile);
    expect(holds).toBe(true);
    expect(stationarity).toBeLessThan(1e-8);
    for (const value of greatestEigenvalue) expect(value).toBeCloseTo(-0.125, 6);
    const equilibrium = asEquilibrium(game, profile);
    const certificate = certify(backend, game, [equilibrium], undefined, { tolerance: 1e-10 });
    expect(certificate).toMatchObject({ holds: true, upper: null, symmetricEquilibria: 1 });
    // beyond the threshold, safety is bought for nothing
    const beyond = secondOrder(backend, game, Float64Array.of(0.6, 1.25, 0.5, 1.25));
    expect(beyond.stationarity).toBeCloseTo(0.06, 8);
  });

  it('a least payoff is no equilibrium', () => {
    // steep returns: between dropping out and leading lies a minimum
    const game = completeGame({
      risk: { kind: 'none' },
      disasterCost: 0,
      performanceElasticity: 4,
      cost: { kind: 'unit', safety: 0, performance: 0.3 },
    });
    const { greatestEigenvalue, holds } = secondOrder(backend, game, Float64Array.of(0, 0.3, 0, 1));
    expect(greatestEigenvalue[0]).toBeGreaterThan(0.01);
    expect(holds).toBe(false);
  });
});

describe.each(backends)('certificates on $name', ({ backend }) => {
  const options = { tolerance: 1e-10, starts: 4, seed: 3 };

  it('of an equilibrium: bounded, of second order, the only symmetric one', () => {
    const { game, profile } = staticCases[0];
    const certificate = certify(backend, game, [asEquilibrium(game, profile)], undefined, options);
    expect(certificate).toMatchObject({
      kind: 'exploitability',
      holds: true,
      proof: 'bounded',
      symmetricEquilibria: 1,
      tolerance: 1e-10 * payoffScale(game),
    });
    expect(certificate.lower).toBeLessThan(1e-14);
    expect(certificate.upper).toBeLessThan(1.1e-8 * payoffScale(game));
    expect(certificate.upper).toBeGreaterThanOrEqual(certificate.lower);
    expect(certificate.secondOrder?.holds).toBe(true);
  });

  it('spoilt equilibria fail, by any of several', () => {
    const { game, profile } = staticCases[0];
    const spoilt = profile.slice();
    spoilt[3] *= 1.001;
    const list = [asEquilibrium(game, profile), asEquilibrium(game, spoilt)];
    const certificate = certify(backend, game, list, undefined, options);
    expect(certificate.holds).toBe(false);
    expect(certificate.lower).toBeGreaterThan(1e-9);
    expect(certificate.upper).toBeGreaterThan(certificate.lower);
  });

  it('without an equilibrium: of the best profile, and never holding', () => {
    const { game, profile, gains } = exploitable;
    const best = asEquilibrium(game, profile);
    const certificate = certify(backend, game, [], best, options);
    expect(certificate).toMatchObject({ holds: false, upper: null, proof: 'searched' });
    expect(certificate.lower).toBeCloseTo(gains[0], 9);
    expect('symmetricEquilibria' in certificate).toBe(false);
    const nothing = certify(backend, game, [], undefined, options);
    expect(nothing).toMatchObject({ holds: false, lower: Infinity, secondOrder: null, starts: 0 });
  });

  it('of mixtures: searched, without second order', () => {
    const { game, profile } = staticCases[0];
    const strategy = [[profile[0], profile[1]]];
    const pure = asEquilibrium(game, profile);
    const mixture = [0, 1].map(() => [
      { probability: 0.5, strategy },
      { probability: 0.5, strategy },
    ]);
    const mixed: Equilibrium = { ...pure, kind: 'mixed', mixture };
    const certificate = certify(backend, game, [mixed], undefined, options);
    expect(certificate).toMatchObject({ holds: true, upper: null, secondOrder: null });
    const many = Array.from({ length: 65 }, () => ({ probability: 1 / 65, strategy }));
    const three = completeGame({ players: 3 });
    const wide: Equilibrium = { ...pure, kind: 'mixed', mixture: [many, many, many] };
    const answer = certify(backend, three, [wide], undefined, options);
    expect(answer).toMatchObject({ holds: false, lower: Infinity });
  });
});
