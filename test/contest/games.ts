/** Games of the truth file in our words, and random games of every kind. */

import type {
  ContestBelief,
  ContestCost,
  ContestParameters,
  GameNumber,
  Strategies,
} from '../../src/contest/index';
import { seeded } from '../random';
import truth from './truth.json';

const actionsOf = { basic: 'basic', invest: 'invest', sharing: 'share' } as const;

export interface PayoffCase {
  readonly name: string;
  readonly game: ContestParameters;
  readonly strategies: Strategies;
  readonly payoffs: readonly number[];
  readonly per_period_u: number[][];
  readonly probas: number[];
  readonly A: number[][];
  readonly B: number[][];
  readonly s: number[][];
  readonly p: number[][];
  readonly sigma: number[][];
  readonly q: number[][];
}

export const payoffCases: PayoffCase[] = truth.payoff_cases.map((given) => {
  const { params, n, T } = given;
  const column = (k: number) => params.cost_matrix.map((row) => row[k] ?? 0);
  const [winFixed, loseFixed, winPerPerformance, losePerPerformance] = [
    params.reward_win_a_win_b_lose_a_lose_b[0],
    params.reward_win_a_win_b_lose_a_lose_b[2],
    params.reward_win_a_win_b_lose_a_lose_b[1],
    params.reward_win_a_win_b_lose_a_lose_b[3],
  ];
  const [csf, scale] = params.csf as [string, number?];
  return {
    ...given,
    strategies: given.actions_T_n_k,
    game: {
      players: n,
      periods: T,
      actions: actionsOf[given.kind as keyof typeof actionsOf],
      safetyProductivity: params.a,
      safetyElasticity: params.alpha,
      performanceProductivity: params.b,
      performanceElasticity: params.beta,
      risk: { kind: 'winner', theta: params.theta },
      contestSuccess:
        csf === 'mnw' ? { kind: 'ratio-with-draw', scale: scale as number } : { kind: 'ratio' },
      reward: { winFixed, winPerPerformance, loseFixed, losePerPerformance },
      disasterCost: params.d,
      cost: {
        kind: 'unit',
        safety: column(0),
        performance: column(1),
        investSafety: column(2),
        investPerformance: column(3),
        shareSafety: column(4),
        sharePerformance: column(5),
      },
      discountFactor: params.gammas,
      endsOnWin: params.end_on_win,
    },
  };
});

const beliefOf = ({ a, b, theta, d }: { a: number[]; b: number[]; theta: number; d: number }) => ({
  safetyProductivity: a,
  performanceProductivity: b,
  risk: { theta },
  disasterCost: d,
});

/** The game of the truth file in which both players see it differently. */
export const believedGame = (endsOnWin: boolean): ContestParameters => {
  const { belief0, belief1, common } = truth.het_beliefs;
  return {
    periods: 4,
    actions: 'invest',
    safetyElasticity: common.alpha,
    performanceElasticity: common.beta,
    contestSuccess: { kind: 'ratio-with-draw', scale: 1 },
    cost: {
      kind: 'unit',
      safety: common.r,
      performance: common.r,
      investSafety: common.r_inv,
      investPerformance: common.r_inv,
    },
    discountFactor: common.gammas,
    endsOnWin,
    beliefs: [beliefOf(belief0), beliefOf(belief1)],
  };
};
export const believedStrategies: Strategies = truth.het_beliefs.actions_T_n_k;
export const believedPayoffs = (endsOnWin: boolean) =>
  truth.het_beliefs.payoffs[
    endsOnWin ? 'end_on_win=True,skip0=False' : 'end_on_win=False,skip0=False'
  ];

export interface RandomGame {
  readonly game: ContestParameters;
  readonly strategies: number[][][];
}

const riskKinds = ['winner', 'multiplicative', 'additive', 'none'] as const;
const costKinds = ['unit', 'linear', 'certification', 'relative-certification', 'penalty'] as const;
const actionKinds = ['basic', 'invest', 'share'] as const;

/**
 * Game `index` of a sequence that goes through actions × risks × costs × success × ends in turn and draws the
 * rest: 2 to 8 players, 1 to 10 periods, numbers for all, a player, a period. Strategies are positive,
 * and no number hangs on the host's `Math`.
 */
export function randomGame(index: number, seed = 1): RandomGame {
  const random = seeded(seed * 1000003 + index);
  const between = (low: number, high: number) => low + (high - low) * random();
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  const chance = (share: number) => random() < share;
  const players = whole(2, 8);
  const periods = whole(1, 10);
  const actions = actionKinds[index % 3];
  const inputs = [2, 4, 6][index % 3];
  const each = (low: number, high: number): number | number[] =>
    chance(0.3) ? between(low, high) : Array.from({ length: players }, () => between(low, high));
  const number = (low: number, high: number): GameNumber =>
    chance(0.25)
      ? { byPeriod: Array.from({ length: periods }, () => each(low, high)) }
      : each(low, high);
  const prices = (low: number, high: number) => ({
    safety: number(low, high),
    performance: number(low, high),
    investSafety: number(low / 10, high / 10),
    investPerformance: number(low / 10, high / 10),
    shareSafety: number(low / 10, high / 10),
    sharePerformance: number(low / 10, high / 10),
  });
  const cost = (): ContestCost => {
    const kind = costKinds[Math.floor(index / 12) % 5];
    if (kind === 'unit') return { kind, ...prices(0, 0.5) };
    if (kind === 'linear') return { kind, ...prices(0, 0.5), slope: prices(0, 0.2) };
    if (kind === 'penalty') {
      return { kind, ...prices(0, 0.5), threshold: number(0, 20), penalty: number(0, 1) };
    }
    const certified = prices(0, 0.3);
    if (kind === 'certification') {
      return { kind, ...prices(0, 0.5), certified, threshold: number(0, 20) };
    }
    return { kind, ...prices(0, 0.5), certified, margin: number(-4, 4) };
  };
  const belief = (): ContestBelief | null =>
    chance(0.3)
      ? null
      : {
          safetyProductivity: each(1, 20),
          risk: { theta: each(0, 1) },
          disasterCost: each(0, 2),
          ...(chance(0.5) ? { performanceElasticity: each(0.2, 1.2), endsOnWin: chance(0.5) } : {}),
        };
  const lastPeriodForever = chance(0.2);
  const game: ContestParameters = {
    players,
    periods,
    actions,
    safetyProductivity: number(1, 20),
    safetyElasticity: number(0.2, 1.5),
    performanceProductivity: number(0.5, 10),
    performanceElasticity: number(0.2, 1.5),
    risk: {
      kind: riskKinds[Math.floor(index / 3) % 4],
      theta: chance(0.1) ? 0 : number(0, 1.2),
      weights: number(0.2, 3),
    },
    contestSuccess: chance(0.5)
      ? { kind: 'ratio' }
      : {
          kind: 'ratio-with-draw',
          scale: chance(0.5)
            ? between(0.1, 3)
            : { byPeriod: Array.from({ length: periods }, () => between(0.1, 3)) },
        },
    reward: {
      winFixed: number(0.5, 2),
      winPerPerformance: number(-0.1, 0.1),
      loseFixed: number(-0.5, 0.5),
      losePerPerformance: number(-0.1, 0.1),
      onDisaster: chance(0.5) ? 0 : number(0, 1),
    },
    disasterCost: chance(0.4)
      ? Array.from({ length: players }, () => Array.from({ length: players }, () => between(0, 2)))
      : number(0, 2),
    cost: cost(),
    discountFactor: number(0.6, 0.98),
    endsOnWin: chance(0.5),
    noWinIsDisaster: chance(0.5),
    lastPeriodForever,
    ...(chance(0.25) ? { beliefs: Array.from({ length: players }, belief) } : {}),
  };
  const strategies = Array.from({ length: periods }, () =>
    Array.from({ length: players }, () =>
      Array.from({ length: inputs }, () => between(0.1, 1.1) / between(0.3, 1.3)),
    ),
  );
  return { game, strategies };
}
