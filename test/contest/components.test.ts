/** Functions in place of parts of a game: the built-in parts again, a new one by hand, and everything refused. */

import { describe, expect, it } from 'vitest';
import type { ContestComponents } from '../../src/contest/components';
import { type ContestParameters, contestOf } from '../../src/contest/index';
import { javascript } from '../backends';
import { expectClose } from '../numbers';
import { seeded } from '../random';
import { randomGame } from './games';

const contest = contestOf(javascript);
const inputs = [
  'safety',
  'performance',
  'investSafety',
  'investPerformance',
  'shareSafety',
  'sharePerformance',
] as const;

/** What stands for a player in a period, and the entry for a winner where there is a matrix. */
const at = (given: unknown, t: number, i: number, j = i): number => {
  const isByPeriod = typeof given === 'object' && given !== null && 'byPeriod' in given;
  const now = isByPeriod ? (given.byPeriod as unknown[])[t] : given;
  const own: unknown = Array.isArray(now) ? now[i] : now;
  return Number(Array.isArray(own) ? own[j] : own);
};

/** The parts of a game written anew from their definitions. */
function written(game: ContestParameters): Required<ContestComponents> {
  const { risk = {}, reward = {}, contestSuccess = {} } = game;
  const cost = (game.cost ?? {}) as Record<string, unknown>;
  const price = (of: unknown, k: number, t: number, i: number, otherwise: number) => {
    const given = (of as Record<string, unknown> | undefined)?.[inputs[k]];
    return given === undefined ? otherwise : at(given, t, i);
  };
  return {
    production: ({ period: t, player: i, inputs: x, ...given }) => ({
      safety: given.safetyProductivity * x[0] ** at(game.safetyElasticity, t, i),
      performance: given.performanceProductivity * x[1] ** at(game.performanceElasticity, t, i),
    }),
    risk: ({ period: t, safety, performance }) => {
      const pi = safety.map((s, j) => {
        const hazard = performance[j] ** at(risk.theta, t, j);
        return performance[j] === 0 && at(risk.theta, t, j) > 0 ? 1 : s / (s + hazard);
      });
      const weights = pi.map((_, j) => at(risk.weights, t, j));
      const sum = weights.reduce((a, b) => a + b, 0);
      if (risk.kind === 'winner') return pi;
      if (risk.kind === 'none') return pi.map(() => 1);
      if (risk.kind === 'additive') {
        const mean = pi.reduce((all, safe, k) => all + weights[k] * safe, 0) / sum;
        return Array.from(pi, () => mean);
      }
      const power = (k: number) => (pi.length * weights[k]) / sum;
      const product = pi.reduce((all, safe, k) => all * safe ** power(k), 1);
      return pi.map(() => product);
    },
    contestSuccess: ({ period: t, performance }) => {
      const sum = performance.reduce((a, b) => a + b, 0);
      if (contestSuccess.kind === 'ratio') return performance.map((p) => (sum > 0 ? p / sum : 0));
      const scale = at(contestSuccess.scale, t, 0);
      return Array.from(performance, (p) => (scale * p) / (1 + scale * sum));
    },
    reward: ({ period: t, player: i, winner, performance }) =>
      winner === i
        ? at(reward.winFixed, t, i) + at(reward.winPerPerformance, t, i) * performance[i]
        : at(reward.loseFixed, t, i) + at(reward.losePerPerformance, t, i) * performance[i],
    disasterCost: ({ period: t, player: i, winner }) => at(game.disasterCost, t, i, winner ?? i),
    cost: ({ period: t, player: i, inputs: x, odds }) => {
      const others = odds.reduce((sum, o, j) => (j === i ? sum : sum + o), 0);
      const isRelative = cost.kind === 'relative-certification';
      const mean = isRelative ? others / (odds.length - 1) + at(cost.margin, t, i) : 0;
      const threshold = cost.threshold === undefined ? mean : at(cost.threshold, t, i);
      const isCertified = odds[i] >= threshold;
      let sum = cost.kind === 'penalty' && !isCertified ? at(cost.penalty, t, i) : 0;
      x.forEach((amount, k) => {
        const usual = price(cost, k, t, i, 0);
        const each = isCertified ? price(cost.certified, k, t, i, usual) : usual;
        sum += (each + 0.5 * price(cost.slope, k, t, i, 0) * amount) * amount;
      });
      return sum;
    },
  };
}

const names = Object.keys(written({})) as (keyof ContestComponents)[];

/** The game with components of every name, or of one: its own, and those of what each player believes. */
function withComponents(game: ContestParameters, only?: keyof ContestComponents) {
  const of = (seen: ContestParameters): ContestComponents =>
    only === undefined ? written(seen) : { [only]: written(seen)[only] };
  const beliefs = game.beliefs?.map((belief) => {
    if (!belief) return belief;
    const seen = { ...game, ...belief, risk: { ...game.risk, ...belief.risk } };
    return { ...belief, components: of(seen) };
  });
  return { ...game, components: of(game), ...(beliefs ? { beliefs } : {}) };
}

const largest = (values: ArrayLike<number>, least = 1) =>
  Array.from(values).reduce((most, v) => Math.max(most, Math.abs(v)), least);

/** By how much two sets of derivatives differ, relative to the steepest. */
function apart(found: readonly number[], expected: readonly number[]): number {
  const steepest = largest(expected.filter(Number.isFinite), 1e-3);
  return found.reduce((most, g, k) => {
    const error = g === expected[k] ? 0 : Math.abs(g - expected[k]) / steepest;
    return Math.max(most, error);
  }, 0);
}

describe('components that are the built-in parts', () => {
  it('pay the same to 1e-14, with gradients to 1e-8, all together and each alone', () => {
    for (let index = 0; index < 60; index++) {
      const { game, strategies } = randomGame(index, 5);
      const builtIn = contest.gradient(game, strategies);
      for (const name of [undefined, names[index % names.length]]) {
        const own = contest.gradient(withComponents(game, name), strategies);
        const scale = largest(builtIn.payoffs);
        builtIn.payoffs.forEach((u, i) => {
          const error = Math.abs(own.payoffs[i] - u) / scale;
          expect(error, `game ${index}, ${name}`).toBeLessThan(1e-14);
        });
        const error = apart(own.gradient.flat(2), builtIn.gradient.flat(2));
        expect(error, `game ${index}, ${name}`).toBeLessThan(1e-8);
      }
    }
  });

  it('have the same derivatives by strategies of others, and the same states', () => {
    for (let index = 0; index < 60; index += 7) {
      const { game, strategies } = randomGame(index, 7);
      const [builtIn, own] = [game, withComponents(game)].map((each) => contest.game(each));
      const expected = builtIn.jacobian(strategies).jacobian.flat(3);
      const error = apart(own.jacobian(strategies).jacobian.flat(3), expected);
      expect(error, `game ${index}`).toBeLessThan(1e-8);
      const [states, found] = [builtIn, own].map((each) => each.states(strategies));
      for (const field of Object.keys(states) as (keyof typeof states)[]) {
        if (field === 'backend') continue;
        const [a, b] = [states, found].map((each) => [each[field]].flat(2) as number[]);
        a.forEach((value, k) => {
          expect(Math.abs(b[k] - value) / Math.max(1, Math.abs(value)), field).toBeLessThan(1e-14);
        });
      }
    }
  });

  // where p = 0 jumps or powers compete, differences cannot tell which power leads
  it.each([0, 1])('have the same derivatives from the right where input %d is 0', (input) => {
    let infinite = 0;
    for (let index = 0; index < 60; index++) {
      const { game, strategies } = randomGame(index, 8);
      const random = seeded(index);
      const oneOf = (...values: number[]) => values[Math.floor(random() * values.length)];
      strategies.forEach((period) => {
        period[index % period.length][input] = 0;
      });
      const { beliefs: _, ...rest } = game;
      const plain: ContestParameters = {
        ...rest,
        safetyElasticity: oneOf(0.5, 1, 2),
        performanceElasticity: oneOf(0.5, 1, 2),
        risk: {
          ...rest.risk,
          ...(input === 1 ? { kind: index % 2 === 0 ? 'winner' : 'none' } : {}),
          theta: oneOf(0, 0.5, 1),
          weights: 1,
        },
        cost: {
          ...Object.fromEntries(inputs.map((name) => [name, 0.1])),
          kind: 'linear',
          slope: { safety: 0.1 },
        },
      };
      const expected = contest.gradient(plain, strategies).gradient.flat(2);
      const found = contest.gradient(withComponents(plain), strategies).gradient.flat(2);
      infinite += expected.filter((g) => !Number.isFinite(g)).length;
      expect(apart(found, expected), `game ${index}`).toBeLessThan(1e-6);
    }
    expect(infinite).toBeGreaterThan(20);
  });
});

describe('components of one’s own', () => {
  it('a logit contest, by hand', () => {
    const contestSuccess: ContestComponents['contestSuccess'] = ({ performance: p }) => {
      const sum = p.reduce((all, each) => all + Math.exp(each), 0);
      return p.map((each) => Math.exp(each) / sum);
    };
    // s = 4 and 2, p = 1 and 2, hence odds 4 and √2
    const strategies = [
      [
        [0.16, 1],
        [0.04, 4],
      ],
    ];
    const { payoffs, gradient } = contest.gradient({ components: { contestSuccess } }, strategies);
    const q = [1 / (1 + Math.E), Math.E / (1 + Math.E)];
    const pi = [0.8, Math.SQRT2 / (1 + Math.SQRT2)];
    const unsafe = q[0] * (1 - pi[0]) + q[1] * (1 - pi[1]);
    expectClose(payoffs[0], q[0] * pi[0] - unsafe - 0.116, 1e-14);
    expectClose(payoffs[1], q[1] * pi[1] - unsafe - 0.404, 1e-14);
    const bend = pi.map((each) => each * (1 - each));
    expectClose(gradient[0][0][0], (2 * q[0] * bend[0] * 0.5) / 0.16 - 0.1, 1e-10);
    const byP = q[0] * q[1] * (2 * pi[0] - 1 + 1 - pi[1]) - 2 * q[0] * 0.5 * bend[0];
    expectClose(gradient[0][0][1], 0.5 * byP - 0.1, 1e-10);
  });

  it('satiable safety that investment raises, prizes by period, draws, and a cost of haste', () => {
    const components: ContestComponents = {
      production: ({ safetyProductivity: A, performanceProductivity: B, inputs: x }) => ({
        safety: A * (1 - Math.exp(-x[0])),
        performance: B * x[1] - 0.1 * x[2],
      }),
      risk: ({ safety }) => safety.map((s) => s / 20),
      contestSuccess: () => [0.5, 0.3],
      reward: ({ period, player, winner, performance }) =>
        player === winner ? 2 + period : -0.1 * performance[winner],
      disasterCost: ({ winner }) => (winner === null ? 5 : 1 + winner),
      cost: ({ period, inputs: x, safety, odds }) =>
        0.1 * (1 + period) * x[1] * x[1] + 0.01 * safety[1] + 0.001 * odds[1] + 0.2 * x[3],
    };
    const x = [
      [
        [1, 2, 0.5, 0.25],
        [0.5, 1, 2, 0],
      ],
      [
        [2, 1, 0, 0],
        [1, 3, 0, 0],
      ],
    ];
    const game = { periods: 2, actions: 'invest', endsOnWin: true, discountFactor: 0.9 } as const;
    const bound = contest.game({ ...game, components });
    const value = (y: readonly (readonly (readonly number[])[])[]) => {
      const A = [
        [10, 10],
        [10 + y[0][0][2], 10 + y[0][1][2]],
      ];
      const B = [
        [1, 1],
        [1 + y[0][0][3], 1 + y[0][1][3]],
      ];
      return [0, 1].reduce((sum, t) => {
        const s = [0, 1].map((j) => A[t][j] * (1 - Math.exp(-y[t][j][0])));
        const p = [0, 1].map((j) => B[t][j] * y[t][j][1] - 0.1 * y[t][j][2]);
        const wins = 0.5 * ((s[0] / 20) * (2 + t) - (1 - s[0] / 20));
        const loses = 0.3 * ((s[1] / 20) * -0.1 * p[1] - (1 - s[1] / 20) * 2);
        const cost = 0.1 * (1 + t) * y[t][0][1] ** 2 + 0.01 * s[1] + (0.001 * s[1]) / p[1] ** 0.5;
        return sum + 0.18 ** t * (wins + loses - 0.2 * 5 - cost - 0.2 * y[t][0][3]);
      }, 0);
    };
    const { payoffs, jacobian } = bound.jacobian(x);
    expectClose(payoffs[0], value(x), 1e-14);
    const moved = (at: readonly number[], h: number) =>
      x.map((row, t) =>
        row.map((own, i) => own.map((v, k) => (`${[t, i, k]}` === `${at}` ? v + h : v))),
      );
    x.flat(2).forEach((_, flat) => {
      const place = [Math.floor(flat / 8), Math.floor(flat / 4) % 2, flat % 4];
      const slope = (value(moved(place, 1e-5)) - value(moved(place, -1e-5))) / 2e-5;
      expect(Math.abs(jacobian[0][place[0]][place[1]][place[2]] - slope)).toBeLessThan(1e-9);
    });
    const { survival, winProbability, safety } = bound.states(x);
    expect(survival).toEqual([1, expect.closeTo(0.2, 14)]);
    expect(winProbability[1]).toEqual([0.5, 0.3]);
    expectClose(safety[1][1], 12 * (1 - Math.exp(-1)), 1e-14);
  });

  it('in a belief: its own before those of the game, which stand before built-in ones', () => {
    const price = (each: number): ContestComponents => ({
      cost: ({ inputs: x }) => each * (x[0] + x[1]),
    });
    const beliefs = [{ components: price(0.3) }, { disasterCost: 2 }];
    const strategies = [
      [
        [1, 1],
        [1, 2],
      ],
    ];
    const { payoffs } = contest.payoffs({ components: price(0.2), beliefs }, strategies);
    const linear = (each: number) => ({ kind: 'unit', safety: each, performance: each }) as const;
    const expected = [{ cost: linear(0.3) }, { cost: linear(0.2), disasterCost: 2 }];
    expected.forEach((game, i) => {
      expectClose(payoffs[i], contest.payoffs(game, strategies).payoffs[i], 1e-14);
    });
  });
});
