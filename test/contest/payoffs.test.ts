/** Payoffs, states and probabilities against the truth and against the definition written out. */

import { describe, expect, it } from 'vitest';
import { contestOf } from '../../src/contest/index';
import { backends, javascript, wasm } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';
import {
  believedGame,
  believedPayoffs,
  believedStrategies,
  payoffCases,
  randomGame,
} from './games';
import { referencePayoffs } from './reference';

const flat = (rows: readonly (readonly number[])[]) => rows.flat();

describe.each(backends)('payoffs on $name', ({ backend }) => {
  const contest = contestOf(backend);

  it.each(payoffCases)('$name of the truth to 1e-13', ({ game, strategies, payoffs, ...truth }) => {
    const bound = contest.game(game);
    const answer = bound.payoffs(strategies);
    expect(answer.backend).toBe(backend.name);
    payoffs.forEach((u, i) => {
      expectClose(answer.payoffs[i], u, 1e-13, `payoff ${i}`);
    });
    const states = bound.states(strategies);
    const pairs = [
      [states.periodPayoffs, truth.per_period_u],
      [states.safetyProductivity, truth.A],
      [states.performanceProductivity, truth.B],
      [states.safety, truth.s],
      [states.performance, truth.p],
      [states.safeIfWins, truth.sigma],
      [states.winProbability, truth.q],
      [[states.survival], [truth.probas]],
    ] as const;
    pairs.forEach(([ours, theirs], k) => {
      flat(theirs).forEach((value, at) => {
        const size = Math.max(Math.abs(value), 0.1);
        expect(Math.abs(flat(ours)[at] - value) / size, `field ${k}, ${at}`).toBeLessThan(1e-13);
      });
    });
  });

  it.each([false, true])(
    'beliefs, each following its own productivities; ends on win %s',
    (ends) => {
      const { payoffs } = contest.payoffs(believedGame(ends), believedStrategies);
      believedPayoffs(ends).forEach((u, i) => {
        expectClose(payoffs[i], u, 1e-13);
      });
    },
  );

  it('the definition, on 600 random games of every kind', () => {
    for (let index = 0; index < 600; index++) {
      const { game, strategies } = randomGame(index);
      const { payoffs } = contest.payoffs(game, strategies);
      referencePayoffs(game, strategies).forEach((u, i) => {
        const error = Math.abs(payoffs[i] - u) / Math.max(1, Math.abs(u));
        expect(error, `game ${index}, player ${i}`).toBeLessThan(1e-12);
      });
    }
  });

  it('a batch gives what its profiles give, to the bit, as a list and flat', () => {
    for (const index of [0, 1, 2, 14, 28, 301]) {
      const { game } = randomGame(index);
      const profiles = Array.from({ length: 83 }, (_, m) => {
        const { strategies } = randomGame(index);
        return strategies.map((row) => row.map((x) => x.map((v) => v * (1 + 0.01 * m))));
      });
      const bound = contest.game(game);
      const list = bound.gradient(profiles);
      const all = bound.gradient(Float64Array.from(profiles.flat(3)));
      expect(all.count).toBe(83);
      profiles.forEach((strategies, m) => {
        const one = bound.gradient(strategies);
        expect(list.payoffs[m]).toEqual(one.payoffs);
        expect(list.gradient[m]).toEqual(one.gradient);
        expect(bound.payoffs(strategies).payoffs).toEqual(one.payoffs);
      });
      expect(Array.from(all.payoffs)).toEqual(list.payoffs.flatMap((row) => Array.from(row)));
      expect(Array.from(all.gradient)).toEqual(list.gradient.flat(3));
    }
  });

  it('probability of a disaster: by period, over the game, and for ever', () => {
    const game = {
      periods: 3,
      contestSuccess: { kind: 'ratio-with-draw' },
      discountFactor: 0.9,
    } as const;
    const strategies = [1, 2, 3].map((x) => [
      [x, 1],
      [1, x],
    ]);
    const of = (more: object) => {
      const { safeIfWins, winProbability, ...states } = contest.states(
        { ...game, ...more },
        strategies,
      );
      const safe = winProbability.map((q, t) => q[0] * safeIfWins[t][0] + q[1] * safeIfWins[t][1]);
      const nobody = winProbability.map((q) => 1 - q[0] - q[1]);
      return { ...states, safe, nobody };
    };
    const every = of({});
    expect(every.disasterByPeriod[1]).toBeCloseTo(1 - every.safe[1], 14);
    expect(every.disasterProbability).toBeCloseTo(
      1 - every.safe[0] * every.safe[1] * every.safe[2],
      14,
    );
    const { safe, nobody, ...spared } = of({ noWinIsDisaster: false, endsOnWin: true });
    expect(spared.disasterByPeriod[1]).toBeCloseTo(1 - safe[1] - nobody[1], 14);
    const well = safe[0] + nobody[0] * (safe[1] + nobody[1] * (safe[2] + nobody[2]));
    expect(spared.disasterProbability).toBeCloseTo(1 - well, 14);
    const ever = of({ noWinIsDisaster: false, endsOnWin: true, lastPeriodForever: true });
    const end = safe[2] / (1 - nobody[2]);
    expect(ever.disasterProbability).toBeCloseTo(
      1 - (safe[0] + nobody[0] * (safe[1] + nobody[1] * end)),
      14,
    );
    expect(of({ lastPeriodForever: true }).disasterProbability).toBe(1);
    expect(contest.disasterProbability(game, strategies).disasterProbability).toBe(
      every.disasterProbability,
    );
  });

  it('a last period that goes on for ever is what many equal periods tend to', () => {
    for (const endsOnWin of [false, true]) {
      const base = {
        discountFactor: [0.5, 0.6],
        endsOnWin,
        contestSuccess: { kind: 'ratio-with-draw' },
      } as const;
      const period = [
        [1, 0.3],
        [0.5, 0.7],
      ];
      const long = contest.payoffs(
        { ...base, periods: 90 },
        Array.from({ length: 90 }, () => period),
      );
      const ever = contest.payoffs({ ...base, periods: 2, lastPeriodForever: true }, [
        period,
        period,
      ]);
      ever.payoffs.forEach((u, i) => {
        expectClose(u, long.payoffs[i], 1e-13);
      });
    }
  });
});

it('both backends agree to 1e-14 of the largest number', () => {
  let largest = 0;
  for (let index = 0; index < 600; index++) {
    const { game, strategies } = randomGame(index, 2);
    const [a, b] = [wasm, javascript].map((backend) =>
      contestOf(backend).gradient(game, strategies),
    );
    expectNoNaN(a.payoffs);
    const scale = a.payoffs.reduce((most, u) => Math.max(most, Math.abs(u)), 1);
    const slopes = a.gradient.flat(2);
    const steepest = slopes.reduce((most, g) => Math.max(most, Math.abs(g)), 1);
    a.payoffs.forEach((u, i) => {
      largest = Math.max(largest, Math.abs(u - b.payoffs[i]) / scale);
    });
    b.gradient.flat(2).forEach((g, at) => {
      largest = Math.max(largest, Math.abs(g - slopes[at]) / steepest);
    });
  }
  expect(largest).toBeLessThan(2e-14);
});

it('the largest game, with every derivative', () => {
  const players = 16;
  const periods = 100;
  const strategies = Array.from({ length: periods }, (_, t) =>
    Array.from({ length: players }, (_, i) =>
      Array.from({ length: 6 }, (_, k) => ((7 * t + 5 * i + 3 * k) % 11) / 20 + 0.01),
    ),
  );
  const game = {
    players,
    periods,
    actions: 'share',
    safetyProductivity: Array.from({ length: players }, (_, i) => 5 + i),
    discountFactor: 0.95,
    endsOnWin: true,
    contestSuccess: { kind: 'ratio-with-draw', scale: 0.01 },
  } as const;
  const [a, b] = [wasm, javascript].map((backend) =>
    contestOf(backend).game(game).jacobian(strategies),
  );
  referencePayoffs(game, strategies).forEach((u, i) => {
    expectClose(a.payoffs[i], u, 1e-12);
    expectClose(b.payoffs[i], u, 1e-12);
  });
  const [first, second] = [a.jacobian.flat(3), b.jacobian.flat(3)];
  const steepest = first.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  expect(first.length).toBe(16 * 100 * 16 * 6);
  first.forEach((g, at) => {
    if (!(Math.abs(g - second[at]) <= 1e-13 * steepest)) expect(g).toBe(second[at]);
  });
});
