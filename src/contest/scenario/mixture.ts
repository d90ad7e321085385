/**
 * States of an equilibrium. A mixture is a set of profiles m with probabilities w_m: productivities, s, p and
 * odds are means over it; with v the probability that a period is reached, in that period
 *
 *     v = Σ w_m v_m,    q_j = Σ w_m v_m q_j,m / v,    σ_j = Σ w_m v_m q_j,m σ_j,m / (v q_j)
 */

import type { Backend } from '../../engine/backend';
import type { ContestGame } from '../parameters';
import type { Equilibrium } from '../solve/result';
import { type StatesResult, states } from '../states';
import type { Strategies } from '../strategies';

/** Names of what is [period][player]. */
export const stateNames = [
  'safetyProductivity',
  'performanceProductivity',
  'safety',
  'performance',
  'odds',
  'safeIfWins',
  'winProbability',
] as const;
type StateName = (typeof stateNames)[number];

export type MeanStates = Pick<StatesResult, StateName | 'survival'>;

/** A mixture of more profiles than these is not gone through. */
const mostProfiles = 4096;

/** Null where a mixture has too many profiles. */
export function meanStates(
  backend: Backend,
  game: ContestGame,
  { kind, strategies, mixture }: Equilibrium,
): MeanStates | null {
  if (kind === 'pure' || mixture === undefined) return states(backend, game, strategies);
  const profiles = mixture.reduce((product, own) => product * own.length, 1);
  if (profiles > mostProfiles) return null;
  const { players, periods } = game;
  const zeros = () => Array.from({ length: periods }, () => new Array<number>(players).fill(0));
  const sums = byName(zeros);
  const survival = new Array<number>(periods).fill(0);
  for (let m = 0; m < profiles; m++) {
    const { probability, profile } = profileOf(game, mixture, m);
    const result = states(backend, game, profile);
    for (let t = 0; t < periods; t++) {
      const reached = probability * result.survival[t];
      survival[t] += reached;
      for (let j = 0; j < players; j++) {
        const wins = reached * result.winProbability[t][j];
        const weights = { safeIfWins: wins, winProbability: reached };
        for (const name of stateNames) {
          const weight = weights[name as keyof typeof weights] ?? probability;
          sums[name][t][j] += weight * result[name][t][j];
        }
      }
    }
  }
  const over = (sum: number[][], by: (t: number, j: number) => number) =>
    sum.map((period, t) => period.map((value, j) => value / by(t, j)));
  return {
    ...sums,
    winProbability: over(sums.winProbability, (t) => survival[t]),
    safeIfWins: over(sums.safeIfWins, (t, j) => sums.winProbability[t][j]),
    survival,
  };
}

/** Profile m of those a mixture is of, the first player's strategies fastest. */
function profileOf(
  { periods }: ContestGame,
  mixture: NonNullable<Equilibrium['mixture']>,
  m: number,
): { probability: number; profile: Strategies } {
  let rest = m;
  let probability = 1;
  const chosen = mixture.map((own) => {
    const at = rest % own.length;
    rest = (rest - at) / own.length;
    probability *= own[at].probability;
    return own[at].strategy;
  });
  return {
    probability,
    profile: Array.from({ length: periods }, (_, t) => chosen.map((strategy) => strategy[t])),
  };
}

export function byName<Value>(value: (name: StateName) => Value): Record<StateName, Value> {
  return Object.fromEntries(stateNames.map((name) => [name, value(name)])) as Record<
    StateName,
    Value
  >;
}
