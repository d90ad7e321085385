/**
 * Fictitious play: in every round each player answers the mixture of all that each rival has played so far.
 * Plays that are nearly the same count as one.
 *
 * Source: G. W. Brown, "Iterative solution of games by fictitious play" (1951).
 */

import type { MixedRun, Rounds } from './mixed';
import {
  combinations,
  expectedPayoffs,
  type Mixed,
  mostCombinations,
  productOf,
  pruned,
} from './mixture';
import { differ, type Responder } from './respond';

/** Plays nearer than this, relative to their size, are the same. */
const near = 1e-3;
/** Gains are looked at after so many rounds, each time so many more. */
const looksGrow = 1.25;

export function* fictitiousPlay(
  responder: Responder,
  begin: readonly Float64Array[],
  tolerance: number,
  maxRounds: number,
): Rounds {
  const plays = begin.map((strategy) => [{ strategy, count: 1 }]);
  let best: MixedRun | undefined;
  let nextLook = 4;
  for (let round = 1; round <= maxRounds; round++) {
    const mixtures = plays.map(mixtureOf);
    const held = withinReach(mixtures);
    const answers = held.map((mixture, i) => {
      const rivals = productOf(responder, held, i);
      return responder.global(i, rivals, [mixture.strategies[mostPlayed(mixture)]]);
    });
    if (round >= nextLook || round === maxRounds) {
      nextLook = Math.ceil(round * looksGrow);
      const payoffs = expectedPayoffs(responder, held);
      const gains = answers.map(({ value }, i) =>
        Math.max(0, (value - payoffs[i]) / responder.scale),
      );
      if (best === undefined || Math.max(...gains) < Math.max(...best.gains)) {
        best = { mixtures: held, payoffs, gains: Float64Array.from(gains), rounds: round };
      }
      if (Math.max(...gains) <= tolerance) break;
    }
    answers.forEach(({ strategy }, i) => {
      const same = plays[i].find((play) => differ(responder, i, play.strategy, strategy) <= near);
      if (same === undefined) plays[i].push({ strategy, count: 1 });
      else {
        // the newest answers the most plays
        same.strategy = strategy;
        same.count++;
      }
    });
    yield { round, best };
  }
  return best;
}

function mixtureOf(plays: readonly { strategy: Float64Array; count: number }[]): Mixed {
  const total = plays.reduce((sum, { count }) => sum + count, 0);
  return {
    strategies: plays.map(({ strategy }) => strategy),
    probabilities: Float64Array.from(plays, ({ count }) => count / total),
  };
}

const mostPlayed = ({ probabilities }: Mixed) =>
  probabilities.indexOf(probabilities.reduce((most, p) => Math.max(most, p), 0));

/** The mixtures, without what is played most rarely where there are too many combinations. */
function withinReach(mixtures: readonly Mixed[]): readonly Mixed[] {
  let least = 0;
  let held = mixtures;
  while (combinations(held) > mostCombinations) {
    least = least === 0 ? 1e-4 : 1.5 * least;
    held = mixtures.map((mixture) => {
      const most = mixture.probabilities.reduce((max, p) => Math.max(max, p), 0);
      return pruned(mixture, Math.min(least, 0.99 * most));
    });
  }
  return held;
}
