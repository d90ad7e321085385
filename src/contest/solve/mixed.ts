/**
 * Equilibria in mixed strategies: double oracle. The game in which each player has only the strategies found so
 * far is solved, every player's global best response to that solution is added, until none gains.
 *
 * Source: H. B. McMahan, G. J. Gordon, A. Blum, "Planning in the presence of cost functions controlled by an
 * adversary" (2003); for continuous games L. Adam, R. Horčík, T. Kasl, T. Kroupa, "Double oracle algorithm for
 * computing equilibria in continuous games", AAAI 35 (2021).
 */

import { solveBimatrix } from '../../numerics/bimatrix';
import { evaluate } from '../payoffs';
import {
  clustered,
  combinations,
  expectedPayoffs,
  type Mixed,
  mostCombinations,
  productOf,
  pruned,
} from './mixture';
import type { Responder } from './respond';

export interface MixedRun {
  readonly mixtures: readonly Mixed[];
  readonly payoffs: Float64Array;
  /** What the solver's own best responses gain, relative to the scale of payoffs. */
  readonly gains: Float64Array;
  readonly rounds: number;
}

/** Mixtures looked for round by round: yields the best so far. */
export type Rounds = Generator<
  { readonly round: number; readonly best: MixedRun | undefined },
  MixedRun | undefined
>;

/** Strategies that stay unplayed for so many rounds are let go. */
const patience = 12;
const leastProbability = 1e-9;

/**
 * Nothing where the first game already has more combinations than can be held.
 *
 * @param begin strategies of each player to begin with
 * @param tolerance of gains, relative to the scale
 */
export function* doubleOracle(
  responder: Responder,
  begin: readonly (readonly Float64Array[])[],
  tolerance: number,
  maxRounds: number,
): Rounds {
  const sets = begin.map((strategies) => strategies.map((strategy) => ({ strategy, idle: 0 })));
  let best: MixedRun | undefined;
  for (let round = 1; round <= maxRounds; round++) {
    const mixtures = restricted(
      responder,
      sets.map((set) => set.map(({ strategy }) => strategy)),
    );
    const played = mixtures.map((mixture) => pruned(mixture, leastProbability));
    if (combinations(played) > mostCombinations) break;
    const { payoffs, gains, answers } = answersTo(responder, played);
    const worst = Math.max(...gains);
    if (best === undefined || worst < Math.max(...best.gains)) {
      best = { mixtures: played, payoffs, gains, rounds: round };
    }
    if (worst <= tolerance) break;
    sets.forEach((set, i) => {
      set.forEach((member, k) => {
        member.idle = mixtures[i].probabilities[k] > leastProbability ? 0 : member.idle + 1;
      });
      sets[i] = set.filter(({ idle }) => idle < patience);
      if (gains[i] > 0.1 * tolerance) sets[i].push({ strategy: answers[i], idle: 0 });
    });
    yield { round, best };
  }
  return best;
}

/** Payoffs under a mixture, everybody's best responses to it, and what these gain relative to the scale. */
export function answersTo(responder: Responder, mixtures: readonly Mixed[]) {
  const payoffs = expectedPayoffs(responder, mixtures);
  const gains = new Float64Array(mixtures.length);
  const answers = mixtures.map((mixture, i) => {
    const rivals = productOf(responder, mixtures, i);
    const answer = responder.global(i, rivals, mixture.strategies);
    gains[i] = Math.max(0, (answer.value - payoffs[i]) / responder.scale);
    return answer.strategy;
  });
  return { payoffs, gains, answers };
}

/** An equilibrium of the game between given strategies. */
function restricted(responder: Responder, sets: readonly (readonly Float64Array[])[]): Mixed[] {
  const { backend, game } = responder;
  const { players } = game;
  const even = sets.map((strategies) => ({
    strategies,
    probabilities: new Float64Array(strategies.length).fill(1 / strategies.length),
  }));
  const { profiles, weights } = productOf(responder, even);
  const count = weights.length;
  const payoffs = new Float64Array(count * players);
  evaluate(backend, game, 'payoffs', count, profiles, payoffs, payoffs);
  if (players === 2) {
    const [m, n] = sets.map(({ length }) => length);
    const table = (player: number) => {
      // combination i + j m is row i, column j
      const values = new Float64Array(m * n);
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) values[i * n + j] = payoffs[(i + j * m) * 2 + player];
      }
      return values;
    };
    const { row, column } = solveBimatrix(table(0), table(1), m, n);
    return [
      { strategies: sets[0], probabilities: row },
      { strategies: sets[1], probabilities: column },
    ];
  }
  return playFictitiously(even, payoffs);
}

/** Rounds of play, fewer where there are many combinations. */
const roundsOfPlay = 4000;
const mostSteps = 4e6;

/** Fictitious play over a table of payoffs [combination][player], the first player's strategy fastest. */
function playFictitiously(mixtures: readonly Mixed[], payoffs: Float64Array): Mixed[] {
  const players = mixtures.length;
  const sizes = mixtures.map(({ strategies }) => strategies.length);
  const counts = mixtures.map(({ probabilities }) => probabilities.slice());
  const steps = Math.max(100, Math.min(roundsOfPlay, mostSteps / (payoffs.length * players)));
  for (let round = 1; round <= steps; round++) {
    const answers = counts.map((_, i) => {
      const values = new Float64Array(sizes[i]);
      for (let m = 0; m * players < payoffs.length; m++) {
        let rest = m;
        let weight = 1;
        let own = 0;
        for (let j = 0; j < players; j++) {
          const k = rest % sizes[j];
          rest = (rest - k) / sizes[j];
          if (j === i) own = k;
          else weight *= counts[j][k];
        }
        values[own] += weight * payoffs[m * players + i];
      }
      return values.indexOf(values.reduce((most, u) => Math.max(most, u), -Infinity));
    });
    answers.forEach((k, i) => {
      const step = 1 / (round + 1);
      for (let at = 0; at < sizes[i]; at++) counts[i][at] *= 1 - step;
      counts[i][k] += step;
    });
  }
  return mixtures.map(({ strategies }, i) => ({ strategies, probabilities: counts[i] }));
}

/** Strategies this near, relative to their size, are tried as one. */
const nearEnough = [1e-2, 1e-3, 1e-4, 1e-6];

/** The run with like strategies put together, as far as that costs nothing. */
export function merged(responder: Responder, run: MixedRun): MixedRun {
  for (const near of nearEnough) {
    const mixtures = run.mixtures.map((mixture, i) => clustered(responder, i, mixture, near));
    if (combinations(mixtures) === combinations(run.mixtures)) return run;
    const { payoffs, gains } = answersTo(responder, mixtures);
    const most = run.gains.reduce((max, gain) => Math.max(max, gain), 1e-10);
    if (gains.every((gain) => gain <= most)) return { ...run, mixtures, payoffs, gains };
  }
  return run;
}
