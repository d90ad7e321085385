/** The games of dynapai's demo: what is an equilibrium there, and what is called one and is none. */

import { beforeAll, describe, expect, it } from 'vitest';
import { exploitability } from '../../src/contest/certificate/index';
import { demos } from '../../src/contest/demo';
import {
  type ContestGame,
  type ContestParameters,
  type ContestSolution,
  completeGame,
  payoffs,
  solve,
} from '../../src/contest/index';
import { payoffScale } from '../../src/contest/scale';
import { backends } from '../backends';
import truth from './truth.json';

type Profile = readonly (readonly (readonly number[])[])[];

const demo = (name: string): ContestParameters => {
  const found = demos.find((given) => given.name === name);
  if (found === undefined) throw new Error(`no demo ${name}`);
  return found.parameters;
};

const greatest = (values: readonly number[]) => Math.max(...values);

function expectNear(found: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((x, k) => {
    expect(Math.abs(found[k] - x)).toBeLessThan(tolerance);
  });
}

function expectEquilibria({ status, certificate, equilibria, best }: ContestSolution): void {
  expect(status).toBe('converged');
  expect(certificate.holds).toBe(true);
  expect(best).toBeUndefined();
  for (const { exploitability: gains } of equilibria) expect(greatest(gains)).toBeLessThan(1e-10);
}

/** Period × player × input, without the order. */
const flat = (profile: Profile): number[] => profile.flat(2);

describe.each(backends)('solve of demo games on $name', ({ backend }) => {
  const solved = (parameters: ContestParameters) => solve(backend, completeGame(parameters));

  it('finds the equilibrium of the basic demo', () => {
    const [wanted] = truth.equilibria_basic['basic gammas=demo(.9,1) end_on_win=False theta=0.5'];
    const solution = solved(demo('basic'));
    expectEquilibria(solution);
    expect(solution.equilibria).toHaveLength(1);
    const [{ kind, strategies, payoffs: values, bounds }] = solution.equilibria;
    expect(kind).toBe('pure');
    expectNear(flat(strategies), flat(wanted.actions_T_n_k), 1e-8);
    expectNear(values, wanted.payoffs, 1e-8);
    expect(bounds).toEqual([]);
    expect(solution.certificate.secondOrder?.holds).toBe(true);
  });

  it('finds the only period that is reached where the first win ends it', () => {
    const [wanted] = truth.equilibria_basic['basic gammas=demo(.9,1) end_on_win=True theta=0.5'];
    const solution = solved(demo('basic-end-on-win'));
    expectEquilibria(solution);
    expect(solution.equilibria).toHaveLength(1);
    const [{ strategies, payoffs: values }] = solution.equilibria;
    expectNear(strategies[0].flat(), wanted.actions_T_n_k[0].flat(), 1e-7);
    expectNear(values, wanted.payoffs, 1e-7);
  });

  it.each([
    ['invest gammas=demo(.9,1) end_on_win=True theta=0.5', { endsOnWin: true }],
    ['invest gammas=(1,1) end_on_win=False theta=0.5', { discountFactor: 1 }],
  ] as const)('finds the equilibrium of %s', (name, change) => {
    const [wanted] = truth.equilibria_invest[name];
    const solution = solved({ ...demo('invest'), ...change });
    expectEquilibria(solution);
    const near = solution.equilibria.filter(({ strategies }) =>
      flat(strategies).every((x, k) => Math.abs(x - flat(wanted.actions_T_n_k)[k]) < 1e-8 * 60),
    );
    expect(near).toHaveLength(1);
    expect(near[0].kind).toBe('pure');
    expectNear(near[0].payoffs, wanted.payoffs, 1e-8);
    expect(near[0].bounds).toContainEqual({
      period: 4,
      player: 1,
      input: 'investPerformance',
      bound: 'zero',
    });
  });
});

describe.each(backends)('solve of the investment demo on $name', ({ backend }) => {
  const [candidate] =
    truth.equilibria_invest['invest gammas=demo(.9,1) end_on_win=False theta=0.5'];
  let game: ContestGame;
  let solution: ContestSolution;
  beforeAll(() => {
    game = completeGame(demo('invest'));
    solution = solve(backend, game);
  });
  const valuesAt = (profile: Profile) => payoffs(backend, game, profile).payoffs;

  it('claims no pure equilibrium, and says who would leave the candidate and how', () => {
    expect(solution.equilibria.filter(({ kind }) => kind === 'pure')).toEqual([]);
    const { best } = solution;
    if (best === undefined) throw new Error('no best profile');
    expectNear(flat(best.strategies), flat(candidate.actions_T_n_k), 1e-6);
    expect(Math.abs(best.exploitability[0] - candidate.exploitability[0])).toBeLessThan(1e-6);
    expect(best.exploitability[1]).toBeLessThan(1e-9);
    const { player, gain, strategy } = best.deviation;
    expect(player).toBe(0);
    const changed = best.strategies.map((row, t) => [strategy[t], row[1]]);
    const gained = valuesAt(changed)[0] - valuesAt(best.strategies)[0];
    expect(Math.abs(gained - gain)).toBeLessThan(1e-12);
    expect(Math.abs(gain - best.exploitability[0])).toBeLessThan(1e-12);
    expect(solution.refused?.[0]).toEqual(best);
  });

  it('shows best responses running in a cycle: each move a best response, and back to the start', () => {
    const { cycle } = solution;
    if (cycle === undefined) throw new Error('no cycle');
    expect(cycle.updateRule).toBe('sequential');
    expect(cycle.period).toBeGreaterThanOrEqual(4);
    expect(cycle.period % 2).toBe(0);
    expect(cycle.profiles).toHaveLength(cycle.period);
    expect(cycle.payoffs).toHaveLength(cycle.period);
    expect(cycle.moves).toHaveLength(cycle.period);
    expect(valuesAt(cycle.start).every(Number.isFinite)).toBe(true);
    let most = 0;
    cycle.moves.forEach(({ player, gain }, m) => {
      const before = cycle.profiles[m];
      const after = cycle.profiles[(m + 1) % cycle.period];
      expect(player).toBe((m + cycle.moves[0].player) % 2);
      const rest = (profile: Profile) => profile.flatMap((row) => row[1 - player]);
      const size = 1e-5 * greatest(rest(before));
      expectNear(rest(after), rest(before), m + 1 < cycle.period ? Number.MIN_VALUE : size);
      expectNear([...valuesAt(before)], cycle.payoffs[m], 1e-12);
      const gained = valuesAt(after)[player] - valuesAt(before)[player];
      expect(Math.abs(gained - gain)).toBeLessThan(1e-5);
      // what is reached cannot be bettered, by a search that shares no code with the solver
      const profile = Float64Array.from(flat(after));
      const left = exploitability(backend, game, profile, { players: [player] }).gains[player];
      expect(left).toBeLessThan(1e-6 * payoffScale(game));
      most = Math.max(most, gain);
    });
    expect(most).toBeGreaterThan(0.05);
  });

  it('finds an equilibrium in which one player mixes, and certifies it', () => {
    expect(solution.status).toBe('converged');
    expect(solution.bestMixture).toBeUndefined();
    expect(solution.equilibria).toHaveLength(1);
    const [{ kind, mixture, exploitability: gains, payoffs: values }] = solution.equilibria;
    expect(kind).toBe('mixed');
    expect(greatest(gains)).toBeLessThan(1e-6 * payoffScale(game));
    expect(solution.certificate.holds).toBe(true);
    expect(solution.certificate.lower).toBe(greatest(gains));
    if (mixture === undefined) throw new Error('no mixture');
    expect(mixture.some((played) => played.length > 1)).toBe(true);
    // whatever is played with positive probability is worth the same
    mixture.forEach((played, i) => {
      const total = played.reduce((sum, { probability }) => sum + probability, 0);
      expect(Math.abs(total - 1)).toBeLessThan(1e-12);
      for (const own of played) {
        let worth = 0;
        for (const other of mixture[1 - i]) {
          const pair = i === 0 ? [own, other] : [other, own];
          const profile = own.strategy.map((_, t) => pair.map(({ strategy }) => strategy[t]));
          worth += other.probability * valuesAt(profile)[i];
        }
        expect(Math.abs(worth - values[i])).toBeLessThan(1e-6);
      }
    });
  });
});

describe.each(backends)('solve of the sharing demo on $name', ({ backend }) => {
  it('finds equilibria in which all of a lead in safety is shared, and names the bound', () => {
    const game = completeGame(demo('sharing'));
    const solution = solve(backend, game);
    expectEquilibria(solution);
    const shared = solution.equilibria.flatMap(({ bounds, strategies }) =>
      (bounds ?? [])
        .filter(({ bound }) => bound === 'maximumSharing')
        .map((at) => {
          expect(strategies[at.period][at.player][4]).toBe(game.maximumSharing);
          return at.input;
        }),
    );
    expect(shared.length).toBeGreaterThan(0);
    expect(new Set(shared)).toEqual(new Set(['shareSafety']));
    // sharing nothing is no equilibrium here
    for (const { strategies } of solution.equilibria) {
      expect(strategies.some((row) => row.some((inputs) => inputs[4] > 0))).toBe(true);
    }
    // sorted by what the first player gets
    const first = solution.equilibria.map(({ payoffs: values }) => values[0]);
    expect(first).toEqual([...first].sort((a, b) => b - a));
  });

  it('shares nothing where the first win ends the game', () => {
    const solution = solve(backend, completeGame(demo('sharing-end-on-win')));
    expectEquilibria(solution);
    const [wanted] = truth.equilibria_invest['invest gammas=demo(.9,1) end_on_win=True theta=0.5'];
    expectNear(solution.equilibria[0].payoffs, wanted.payoffs, 1e-8);
  });
});
