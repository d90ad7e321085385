/** What the faults of the sources do to numbers, by the engine given the faulty game. */

import type { ContestParameters, ContestSolution } from '../../../contest/index';
import type { CompareResult } from '../../../contest/scenario/index';
import type { Engine } from '../../../domains';
import { believedGame, believedStrategies } from '../../published-contest';

export interface FaultRuns {
  /** `fixed_basic([0.1, 0.2])`: as it is meant, and as it is laid out. */
  readonly layout: { readonly meant: ContestSolution; readonly laidOut: ContestSolution };
  /** Player 0's payoff where his beliefs carry over, and where they never do. */
  readonly belief: { readonly carried: number; readonly kept: number };
  /** Odds with A = 10 and with A = 50, each for θ = 0 and θ = 1. */
  readonly claim: CompareResult;
  /** The greatest change of a payoff as everything after the first period is changed, and S_t. */
  readonly afterWin: { readonly change: number; readonly survival: readonly number[] };
}

/** Unequal prices of two players. */
export const unequal = [0.1, 0.2] as const;

/**
 * How dynapai's `cost_func.rs` fills [player][input] from one list of prices an input, each with one a player: the
 * lists, one after the other and twice, cut into rows.
 */
export function laidOut(prices: readonly (readonly number[])[]): number[][] {
  const players = prices[0].length;
  const all = [...prices.flat(), ...prices.flat()];
  const inputs = all.length / players;
  return Array.from({ length: players }, (_, i) => all.slice(i * inputs, (i + 1) * inputs));
}

export function faultRuns({ contest }: Engine): FaultRuns {
  const game: ContestParameters = { performanceProductivity: 10 };
  const priced = (safety: readonly number[], performance: readonly number[]) =>
    contest.solve({ ...game, cost: { kind: 'unit', safety, performance } }, { starts: 0 });
  const rows = laidOut([unequal]);
  const column = (k: number) => rows.map((row) => row[k]);
  return {
    layout: { meant: priced(unequal, unequal), laidOut: priced(column(0), column(1)) },
    belief: beliefRun(contest),
    claim: contest.compare({
      left: { ...game, disasterCost: 0, safetyProductivity: 10 },
      right: { ...game, disasterCost: 0, safetyProductivity: 50 },
      vary: [{ parameter: 'risk.theta', values: [0, 1] }],
      outcome: 'odds',
      claim: 'right-greater',
      solve: { starts: 0 },
    }),
    afterWin: afterWin(contest),
  };
}

/**
 * Where what player 0 believes never carries over, investing costs him and brings nothing: his payoff is that of
 * the same efforts without investments in the game as he sees it, less what these cost.
 */
function beliefRun(contest: Engine['contest']): FaultRuns['belief'] {
  const { beliefs, ...common } = believedGame;
  const carried = contest.payoffs(believedGame, believedStrategies).payoffs[0];
  const efforts = believedStrategies.map((period) => period.map(([s, p]) => [s, p, 0, 0]));
  const seen: ContestParameters = { ...common, ...beliefs?.[0] };
  let weight = 1;
  let kept = contest.payoffs(seen, efforts).payoffs[0];
  for (const [[, , investSafety, investPerformance]] of believedStrategies) {
    kept -= weight * 0.01 * (investSafety + investPerformance);
    weight *= 0.9;
  }
  return { carried, kept };
}

/** With ratio success somebody wins each period, so that nothing after the first is reached. */
function afterWin(contest: Engine['contest']): FaultRuns['afterWin'] {
  const game: ContestParameters = { periods: 2, endsOnWin: true };
  const first = [
    [0.5, 0.8],
    [0.4, 0.9],
  ];
  const states = contest.states(game, [first, first]);
  const one = contest.payoffs(game, [first, first]).payoffs;
  const other = contest.payoffs(game, [
    first,
    [
      [7, 1],
      [0, 3],
    ],
  ]).payoffs;
  return {
    change: Math.max(...one.map((payoff, i) => Math.abs(payoff - other[i]))),
    survival: states.survival,
  };
}
