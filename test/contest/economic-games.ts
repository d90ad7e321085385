/** Random games in which stakes, prices and productivities are such that somebody might play them. */

import type {
  ContestBelief,
  ContestCost,
  ContestParameters,
  GameNumber,
} from '../../src/contest/index';
import { seeded } from '../random';

const actionKinds = ['basic', 'invest', 'share'] as const;
const riskKinds = ['winner', 'multiplicative', 'additive', 'none'] as const;
const costKinds = ['unit', 'linear', 'certification', 'relative-certification', 'penalty'] as const;

/**
 * Game `index` of a sequence that goes through actions × risks × costs × success × ends in 240 games and draws
 * the rest: 2 to 4 players, 1 to 4 periods, players alike in a quarter of the games, beliefs in every sixth.
 */
export function economicGame(index: number, seed = 1): ContestParameters {
  const random = seeded(seed * 1000003 + index);
  const between = (low: number, high: number) => low + (high - low) * random();
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  const chance = (share: number) => random() < share;
  const players = whole(2, 4);
  const periods = whole(1, 4);
  const actions = actionKinds[index % 3];
  const isSymmetric = chance(0.25);
  const each = (low: number, high: number): number | number[] =>
    isSymmetric || chance(0.3)
      ? between(low, high)
      : Array.from({ length: players }, () => between(low, high));
  const number = (low: number, high: number): GameNumber =>
    chance(0.1)
      ? { byPeriod: Array.from({ length: periods }, () => each(low, high)) }
      : each(low, high);
  const prices = (part: number) => ({
    safety: number(0.03 * part, 0.3 * part),
    performance: number(0.03 * part, 0.3 * part),
    investSafety: number(0.005 * part, 0.05 * part),
    investPerformance: number(0.005 * part, 0.05 * part),
    shareSafety: chance(0.5) ? 0 : number(0, 0.01 * part),
    sharePerformance: chance(0.5) ? 0 : number(0, 0.01 * part),
  });
  const cost = (): ContestCost => {
    const kind = costKinds[Math.floor(index / 12) % 5];
    if (kind === 'unit') return { kind, ...prices(1) };
    if (kind === 'linear') return { kind, ...prices(1), slope: prices(0.3) };
    if (kind === 'penalty') {
      return { kind, ...prices(1), threshold: number(1, 10), penalty: number(0, 0.5) };
    }
    const certified = prices(0.6);
    return kind === 'certification'
      ? { kind, ...prices(1), certified, threshold: number(1, 10) }
      : { kind, ...prices(1), certified, margin: number(-2, 1) };
  };
  const belief = (): ContestBelief | null =>
    chance(0.3)
      ? null
      : {
          safetyProductivity: each(4, 15),
          risk: { theta: each(0.2, 0.8) },
          disasterCost: each(0, 2),
        };
  return {
    players,
    periods,
    actions,
    safetyProductivity: number(3, 20),
    safetyElasticity: number(0.3, 0.9),
    performanceProductivity: number(0.5, 5),
    performanceElasticity: number(0.3, 0.9),
    risk: {
      kind: riskKinds[Math.floor(index / 3) % 4],
      theta: chance(0.1) ? 0 : number(0.1, 1),
      weights: chance(0.5) ? 1 : number(0.3, 2),
    },
    contestSuccess:
      Math.floor(index / 60) % 2 === 0
        ? { kind: 'ratio' }
        : { kind: 'ratio-with-draw', scale: between(0.3, 3) },
    reward: {
      winFixed: number(0.7, 1.5),
      loseFixed: chance(0.7) ? 0 : number(0, 0.3),
      // what is invested makes performance a good of increasing returns: paid for, it has no bound
      winPerPerformance: actions !== 'basic' || chance(0.8) ? 0 : number(0, 0.02),
      losePerPerformance: actions !== 'basic' || chance(0.8) ? 0 : number(0, 0.01),
      onDisaster: chance(0.7) ? 0 : number(0, 1),
    },
    disasterCost:
      chance(0.2) && !isSymmetric
        ? Array.from({ length: players }, () =>
            Array.from({ length: players }, () => between(0, 2)),
          )
        : number(0, 2),
    cost: cost(),
    discountFactor: number(0.6, 0.99),
    endsOnWin: Math.floor(index / 120) % 2 === 1,
    noWinIsDisaster: chance(0.5),
    lastPeriodForever: chance(0.1),
    ...(index % 6 === 5 ? { beliefs: Array.from({ length: players }, belief) } : {}),
  };
}
