import { describe, expect, it } from 'vitest';
import { demos } from '../../src/contest/demo';
import { type ContestParameters, contestOf } from '../../src/contest/index';
import { completeGame } from '../../src/contest/parameters';
import {
  type HistorySolution,
  historySlots,
  type PublishedOptions,
  publishedRounds,
  solveHistory,
  solvePublished,
} from '../../src/contest/solve/published';
import type { Backend } from '../../src/engine/backend';
import { ParameterError } from '../../src/engine/errors';
import { nelderMead } from '../../src/numerics/nelder-mead';
import { backends, javascript } from '../backends';
import truth from './truth.json';

const demo = (name: string) =>
  demos.find((given) => given.name === name)?.parameters as ContestParameters;
const equilibria = {
  basic: truth.equilibria_basic['basic gammas=demo(.9,1) end_on_win=False theta=0.5'][0],
  invest: truth.equilibria_invest['invest gammas=demo(.9,1) end_on_win=False theta=0.5'][0],
  'invest-end-on-win':
    truth.equilibria_invest['invest gammas=demo(.9,1) end_on_win=True theta=0.5'][0],
};
const solve = (backend: Backend, game: ContestParameters, options: PublishedOptions) =>
  solvePublished(backend, completeGame(game), options);

const onePeriod: ContestParameters = { performanceProductivity: 10, risk: { theta: 0.25 } };

describe.each(backends)('what dynapai answers on $name', ({ backend }) => {
  const contest = contestOf(backend);

  it.each([1, 2, 3])('efforts of five periods: near the equilibrium, seed %i', (seed) => {
    const found = solve(backend, demo('basic'), { seed });
    expect(found.claimsSuccess && found.settled).toBe(true);
    expect(found.iterations).toBeLessThan(20);
    const exact = equilibria.basic.actions_T_n_k.flat(2);
    found.strategies.forEach((x, k) => {
      expect(Math.abs(x / exact[k] - 1)).toBeLessThan(1e-2);
    });
    equilibria.basic.payoffs.forEach((u, i) => {
      expect(Math.abs(found.payoffs[i] - u)).toBeLessThan(1e-3);
    });
  });

  it('investment up to the first win: near the equilibrium, but no input is 0', () => {
    const { strategies, payoffs, settled } = solve(backend, demo('invest-end-on-win'), { seed: 1 });
    const { payoffs: exact, actions_T_n_k } = equilibria['invest-end-on-win'];
    expect(settled).toBe(true);
    exact.forEach((u, i) => {
      expect(Math.abs(payoffs[i] - u)).toBeLessThan(1e-3);
    });
    expect(actions_T_n_k.flat(2).filter((x) => x === 0)).not.toHaveLength(0);
    expect(strategies.every((x) => x > 0)).toBe(true);
  });

  it('investment: claims success where the first player gains by leaving after one period', () => {
    const game = demo('invest');
    const found = solve(backend, game, { seed: 1 });
    expect(found.claimsSuccess && found.settled).toBe(true);
    equilibria.invest.payoffs.forEach((u, i) => {
      expect(Math.abs(found.payoffs[i] - u)).toBeLessThan(1e-3);
    });
    const { players, periods, inputs } = completeGame(game);
    const leaves = found.strategies.slice();
    for (let t = 0; t < periods; t++) {
      for (let k = t === 0 ? 2 : 0; k < inputs; k++) leaves[t * players * inputs + k] = 0;
    }
    const gain = contest.payoffs(game, leaves).payoffs[0] - found.payoffs[0];
    expect(gain).toBeGreaterThan(0.09);
    expect(gain).toBeLessThan(equilibria.invest.exploitability[0] + 1e-3);
  });

  it('claims success where rounds run out too', () => {
    const found = solve(backend, demo('sharing'), { seed: 1, maxIterations: 3 });
    expect(found.settled).toBe(false);
    expect(found.claimsSuccess).toBe(true);
    expect(found.iterations).toBe(3);
  });

  it('lets all players answer the previous profile at once', () => {
    const game = demo('invest');
    const { players, periods, inputs } = completeGame(game);
    const start = Float64Array.from({ length: 40 }, (_, at) => 0.2 + 0.03 * at);
    const found = solve(backend, game, { seed: 1, start, maxIterations: 1 }).strategies;
    for (let i = 0; i < players; i++) {
      const place = (at: number) =>
        (Math.floor(at / inputs) * players + i) * inputs + (at % inputs);
      const logarithms = Float64Array.from({ length: periods * inputs }, (_, at) =>
        backend.math.log(start[place(at)]),
      );
      const loss = (y: Float64Array) => {
        const profile = start.slice();
        y.forEach((value, at) => {
          profile[place(at)] = backend.math.exp(value);
        });
        return -contest.payoffs(game, profile).payoffs[i];
      };
      const { x } = nelderMead(loss, logarithms, { size: 0.1, maxIterations: 200 });
      x.forEach((y, at) => {
        expect(Math.abs(found[place(at)] / backend.math.exp(y) - 1)).toBeLessThan(1e-9);
      });
    }
  });

  it('starts from ln x ~ N(−1, 0.1²)', () => {
    // nothing depends on anything, so that a search moves the first of its inputs once, and no other
    const game: ContestParameters = {
      players: 16,
      periods: 20,
      reward: { winFixed: 0 },
      disasterCost: 0,
      cost: { kind: 'unit', safety: 0, performance: 0 },
    };
    const { strategies, settled, iterations } = solve(backend, game, { seed: 5 });
    expect([settled, iterations]).toEqual([true, 1]);
    const logarithms = Array.from(strategies.subarray(32), Math.log);
    const mean = logarithms.reduce((sum, y) => sum + y, 0) / logarithms.length;
    const variance = logarithms.reduce((sum, y) => sum + (y - mean) ** 2, 0) / logarithms.length;
    expect(Math.abs(mean + 1)).toBeLessThan(0.02);
    expect(Math.abs(Math.sqrt(variance) - 0.1)).toBeLessThan(0.012);
    const first = Array.from({ length: 16 }, (_, i) => Math.log(strategies[2 * i]));
    expect(Math.abs(first.reduce((sum, y) => sum + y, 0) / 16 + 0.9)).toBeLessThan(0.12);
  });

  it('answers the same for the same seed, and the count of what it computed', () => {
    let calls = 0;
    const counting: Backend = {
      ...backend,
      contest: {
        ...backend.contest,
        payoffs(model, player, count, ...rest) {
          if (player >= 0) calls += count;
          backend.contest.payoffs(model, player, count, ...rest);
        },
      },
    };
    const first = solve(counting, onePeriod, { seed: 1 });
    expect(first.evaluations).toBe(calls);
    expect(solve(backend, onePeriod, { seed: 1 })).toEqual(first);
    expect(solve(backend, onePeriod, { seed: 2 }).strategies).not.toEqual(first.strategies);
  });

  it('goes on from other profiles until one settles', () => {
    const few = { seed: 1, maxIterations: 2 };
    expect(solve(backend, demo('basic'), { ...few, starts: 3 }).iterations).toBe(6);
    const all = { seed: 1, starts: 3 };
    expect(solve(backend, onePeriod, all)).toEqual(solve(backend, onePeriod, { seed: 1 }));
  });

  it('takes what each player believes for true', () => {
    const believed = { ...onePeriod, beliefs: [null, { safetyProductivity: 40 }] };
    const found = solve(backend, believed, { seed: 1 });
    const plain = solve(backend, onePeriod, { seed: 1 });
    expect(Math.abs(found.strategies[2] / plain.strategies[2] - 1)).toBeGreaterThan(0.1);
    const { gradient } = contest.gradient(believed, found.strategies);
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-3);
  });

  it('says how far it has come, and can be ended', () => {
    const rounds = publishedRounds(backend, completeGame(demo('invest')), { seed: 1 });
    rounds.next();
    const second = rounds.next();
    expect(second.value).toMatchObject({ done: 2, total: 200 });
    const last = rounds.next(true);
    expect(last.done).toBe(true);
    expect(last.value).toMatchObject({ iterations: 2, settled: false });
  });
});

describe.each(backends)('answers to a history on $name', ({ backend }) => {
  const history = (game: ContestParameters, seed = 1) =>
    solveHistory(backend, completeGame(game), { seed });

  it('gathers at the equilibrium where there is one', () => {
    const { history: plays, iterations } = history({ ...onePeriod, disasterCost: 0 });
    const [{ xs, xp }] = truth.static_problem_defaults;
    expect(iterations).toBe(250);
    for (const own of plays) {
      expect(own).toHaveLength(20);
      own.forEach((x, at) => {
        expect(Math.abs(x / (at % 2 === 0 ? xs : xp) - 1)).toBeLessThan(5e-3);
      });
    }
  });

  it('so it does with three players who differ', () => {
    const game = { ...onePeriod, players: 3, disasterCost: [0, 1, 0.5] };
    const { history: plays } = history(game);
    for (let h = 0; h < 10; h++) {
      const profile = [plays.map((own) => own.subarray(2 * h, 2 * h + 2))];
      const { gradient } = contestOf(backend).gradient(game, profile);
      for (const slope of gradient.flat(2)) expect(Math.abs(slope)).toBeLessThan(2e-3);
    }
    expect(plays[0][0]).not.toBe(plays[0][2]);
  });

  it('puts the answers of a slot in before the next is answered', () => {
    const game = completeGame(onePeriod);
    const slots = historySlots(backend, game, { seed: 1, points: 2 });
    slots.next();
    const first = slots.next(true).value as HistorySolution;
    expect(first.iterations).toBe(1);
    const again = historySlots(backend, game, { seed: 1, points: 2 });
    again.next();
    again.next();
    const second = again.next(true).value as HistorySolution;
    first.history.forEach((own, i) => {
      // the first slot stays, the second is the best answer to both as they stand
      expect(second.history[i].subarray(0, 2)).toEqual(own.subarray(0, 2));
      const rival = first.history[1 - i];
      const worth = (x: Float64Array) =>
        [0, 1].reduce((sum, h) => {
          const other = rival.subarray(2 * h, 2 * h + 2);
          const profile = [i === 0 ? [x, other] : [other, x]];
          return sum + contestOf(backend).payoffs(onePeriod, profile).payoffs[i];
        }, 0);
      const answer = second.history[i].slice(2);
      for (const factor of [0.97, 1.03]) {
        for (const k of [0, 1]) {
          const other = answer.map((x, at) => (at === k ? factor * x : x));
          expect(worth(other)).toBeLessThan(worth(answer));
        }
      }
    });
  });

  it('does nothing where that is worth most', () => {
    const game: ContestParameters = {
      performanceElasticity: 1.2,
      contestSuccess: { kind: 'ratio-with-draw' },
      disasterCost: 0,
      cost: { kind: 'unit', safety: 10, performance: 10 },
    };
    for (const own of history(game).history) expect(own.every((x) => x === 0)).toBe(true);
  });

  it('answers the same for the same seed', () => {
    expect(history(onePeriod)).toEqual(history(onePeriod));
    expect(history(onePeriod, 2).history).not.toEqual(history(onePeriod).history);
  });
});

describe('bad input', () => {
  const game = completeGame(onePeriod);
  const error = (run: () => unknown) => {
    try {
      run();
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(ParameterError);
      return (thrown as ParameterError).path;
    }
    return 'nothing';
  };

  it.each([
    ['starts', { seed: 1, starts: 0 }],
    ['maxIterations', { seed: 1, maxIterations: 1.5 }],
    ['seed', { seed: -1 }],
    ['start', { seed: 1, start: new Float64Array(3) }],
    ['start', { seed: 1, start: new Float64Array(4) }],
    ['start', { seed: 1, start: new Float64Array(4).fill(Number.POSITIVE_INFINITY) }],
  ])('names %s', (path, options) => {
    expect(error(() => solvePublished(javascript, game, options))).toBe(path);
  });

  it.each([
    ['points', { seed: 1, points: 1 }],
    ['rounds', { seed: 1, rounds: 0 }],
    ['seed', { seed: 0.5 }],
  ])('names %s', (path, options) => {
    expect(error(() => solveHistory(javascript, game, options))).toBe(path);
  });

  it('says so where numbers are not finite', () => {
    const huge: ContestParameters = {
      reward: { winPerPerformance: 1e308 },
      performanceProductivity: 1e300,
    };
    expect(solve(javascript, huge, { seed: 1, maxIterations: 2 }).claimsSuccess).toBe(false);
  });
});
