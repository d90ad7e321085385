/** What must not change an answer: names of players, units of money, periods side by side, beliefs that are true. */

import { describe, expect, it } from 'vitest';
import { demos } from '../../src/contest/demo';
import {
  type ContestParameters,
  completeGame,
  type Equilibrium,
  type SolveOptions,
  solve,
} from '../../src/contest/index';
import { backends, wasm } from '../backends';

const demo = (name: string): ContestParameters =>
  demos.find((given) => given.name === name)?.parameters ?? {};

/** Three unequal players in one period. */
const unequal: ContestParameters = {
  players: 3,
  safetyProductivity: [8, 12, 5],
  safetyElasticity: [0.5, 0.4, 0.6],
  performanceProductivity: [1, 1.4, 2],
  performanceElasticity: [0.5, 0.6, 0.45],
  risk: { theta: [0.3, 0.5, 0.4] },
  reward: { winFixed: [1, 1.3, 0.9], loseFixed: [0.1, 0, 0.05] },
  disasterCost: [
    [1, 0.5, 0.7],
    [0.2, 0.9, 0.4],
    [0.6, 0.3, 0.8],
  ],
  cost: { kind: 'unit', safety: [0.1, 0.08, 0.12], performance: [0.09, 0.11, 0.1] },
};

type Tree = number | readonly Tree[] | { readonly [name: string]: Tree } | string | boolean;

/** A game with its players in another order: player i is who was `order[i]`. */
function permuted(given: ContestParameters, order: readonly number[]): ContestParameters {
  const walk = (value: Tree): Tree => {
    if (Array.isArray(value)) return order.map((i) => walk(value[i]));
    if (typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part)]));
  };
  return walk(given as Tree) as ContestParameters;
}

function expectNear(found: readonly number[], wanted: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((x, k) => {
    expect(Math.abs(found[k] - x)).toBeLessThan(tolerance * Math.max(1, Math.abs(x)));
  });
}

const solved = (backend: typeof wasm, game: ContestParameters, options: SolveOptions = {}) =>
  solve(backend, completeGame(game), options);

function expectPermuted(a: Equilibrium, b: Equilibrium, order: readonly number[]): void {
  expect(b.kind).toBe(a.kind);
  const inOrder = <Value>(values: readonly Value[]) => order.map((i) => values[i]);
  expectNear(b.strategies.flat(2), a.strategies.map(inOrder).flat(2), 1e-8);
  expectNear(b.payoffs, inOrder(a.payoffs), 1e-9);
  expectNear(b.exploitability, inOrder(a.exploitability), 1e-7);
  expectNear([b.disasterProbability], [a.disasterProbability], 1e-9);
}

describe.each(backends)('solve on $name', ({ backend }) => {
  it.each([[[1, 0, 2]], [[2, 0, 1]]])('follows players into the order %j', (order) => {
    const a = solved(backend, unequal);
    const b = solved(backend, permuted(unequal, order));
    expect(a.status).toBe('converged');
    expect(b.status).toBe('converged');
    expect(a.equilibria).toHaveLength(1);
    expect(b.equilibria).toHaveLength(1);
    expectPermuted(a.equilibria[0], b.equilibria[0], order);
  });

  it('gives money of another unit other payoffs and the same strategies', () => {
    const game = demo('invest-end-on-win');
    const once = solved(backend, game);
    for (const factor of [1 / 1024, 7.3, 2e6]) {
      const times = (x: unknown) => factor * (x as number);
      const { cost, reward } = game;
      const many = solved(backend, {
        ...game,
        reward: { ...reward, winFixed: factor },
        disasterCost: factor,
        cost: {
          kind: 'unit',
          safety: times(cost?.safety),
          performance: times(cost?.performance),
          investSafety: times(cost?.investSafety),
          investPerformance: times(cost?.investPerformance),
        },
      });
      expect(many.status).toBe('converged');
      expect(many.equilibria).toHaveLength(once.equilibria.length);
      many.equilibria.forEach(({ strategies, payoffs }, m) => {
        expectNear(strategies.flat(2), once.equilibria[m].strategies.flat(2), 1e-8);
        const wanted = once.equilibria[m].payoffs;
        expectNear(
          payoffs.map((u) => u / factor),
          wanted,
          1e-9,
        );
      });
      const relative = many.certificate.tolerance / once.certificate.tolerance;
      expect(Math.abs(relative / factor - 1)).toBeLessThan(1e-12);
    }
  });
});

describe('solve', () => {
  it('follows players where no equilibrium is pure, exploitability and mixture with them', () => {
    // what is left to gain leaves strategies open to its root, and with them what rivals get
    const options = { tolerance: 1e-13 };
    const a = solved(wasm, demo('invest'), options);
    const b = solved(wasm, permuted(demo('invest'), [1, 0]), options);
    if (a.best === undefined || b.best === undefined) throw new Error('no best profile');
    expectPermuted(a.best, b.best, [1, 0]);
    expect(b.best.deviation.player).toBe(1);
    expect(b.cycle?.period).toBe(a.cycle?.period);
    expect(a.equilibria.map(({ kind }) => kind)).toEqual(['mixed']);
    expect(b.equilibria.map(({ kind }) => kind)).toEqual(['mixed']);
    const sizes = (of: Equilibrium) => of.mixture?.map((played) => played.length);
    expect(sizes(b.equilibria[0])).toEqual(sizes(a.equilibria[0])?.reverse());
    expectNear(b.equilibria[0].payoffs, [...a.equilibria[0].payoffs].reverse(), 1e-6);
  });

  it('is as many games of one period where nothing carries over', () => {
    const prices = [0.05, [0.1, 0.2], 0.3];
    const stakes = [[1, 1.2], 0.8, 1];
    const periods = prices.length;
    const long = solved(wasm, {
      ...unequal,
      players: 2,
      periods,
      safetyProductivity: 8,
      safetyElasticity: 0.5,
      performanceProductivity: [1, 2],
      performanceElasticity: 0.5,
      risk: { theta: 0.4 },
      reward: { winFixed: { byPeriod: stakes } },
      disasterCost: 0.7,
      discountFactor: [0.9, 0.7],
      cost: { kind: 'unit', safety: { byPeriod: prices }, performance: { byPeriod: prices } },
    });
    expect(long.status).toBe('converged');
    expect(long.equilibria).toHaveLength(1);
    const sums = [0, 0];
    prices.forEach((price, t) => {
      const short = solved(wasm, {
        safetyProductivity: 8,
        performanceProductivity: [1, 2],
        risk: { theta: 0.4 },
        reward: { winFixed: stakes[t] },
        disasterCost: 0.7,
        cost: { kind: 'unit', safety: price, performance: price },
      });
      expect(short.equilibria).toHaveLength(1);
      const [{ strategies, payoffs }] = short.equilibria;
      expectNear(long.equilibria[0].strategies[t].flat(), strategies[0].flat(), 1e-8);
      payoffs.forEach((u, i) => {
        sums[i] += u * [0.9, 0.7][i] ** t;
      });
    });
    expectNear(long.equilibria[0].payoffs, sums, 1e-9);
  });

  it('answers a game of one period with nothing invested or shared', () => {
    const basic = solved(wasm, { risk: { theta: 0.25 } });
    for (const actions of ['invest', 'share'] as const) {
      const { equilibria, status } = solved(wasm, { actions, risk: { theta: 0.25 } });
      expect(status).toBe('converged');
      expect(equilibria).toHaveLength(1);
      equilibria[0].strategies[0].forEach((own, i) => {
        expectNear(own.slice(0, 2), basic.equilibria[0].strategies[0][i], 1e-9);
        expect(own.slice(2).every((x) => x === 0)).toBe(true);
      });
    }
  });

  it('takes beliefs that are true as the game without beliefs', () => {
    const game = demo('basic');
    const plain = solved(wasm, game);
    const believed = solved(wasm, {
      ...game,
      beliefs: [{ safetyProductivity: 10, risk: { theta: 0.5 } }, null],
    });
    expect(believed.status).toBe('converged');
    expect(believed.equilibria).toHaveLength(1);
    const [{ strategies, payoffs }] = believed.equilibria;
    expectNear(strategies.flat(2), plain.equilibria[0].strategies.flat(2), 1e-9);
    expectNear(payoffs, plain.equilibria[0].payoffs, 1e-12);
  });
});
