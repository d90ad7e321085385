/** Independent mixtures of strategies, one a player. */

import { evaluate } from '../payoffs';
import { profileLength } from '../strategies';
import { differ, type Responder, type Rivals } from './respond';

/** Own strategies [period][input] and their probabilities. */
export interface Mixed {
  readonly strategies: readonly Float64Array[];
  readonly probabilities: Float64Array;
}

/** Most combinations of strategies of the rivals that are taken together. */
export const mostCombinations = 4096;

/** The mixture without what is played too rarely to count. */
export function pruned({ strategies, probabilities }: Mixed, least: number): Mixed {
  const kept = strategies.flatMap((strategy, k) =>
    probabilities[k] > least ? [{ strategy, probability: probabilities[k] }] : [],
  );
  const sum = kept.reduce((total, { probability }) => total + probability, 0);
  return {
    strategies: kept.map(({ strategy }) => strategy),
    probabilities: Float64Array.from(kept, ({ probability }) => probability / sum),
  };
}

/** The mixture with strategies that differ by less than `near` of their size put together at their mean. */
export function clustered(
  responder: Responder,
  player: number,
  mixture: Mixed,
  near: number,
): Mixed {
  const groups: { strategy: Float64Array; probability: number }[] = [];
  mixture.strategies.forEach((strategy, k) => {
    const probability = mixture.probabilities[k];
    const group = groups.find((each) => differ(responder, player, each.strategy, strategy) <= near);
    if (group === undefined) {
      groups.push({ strategy: strategy.slice(), probability });
      return;
    }
    const sum = group.probability + probability;
    for (let at = 0; at < strategy.length; at++) {
      const [old, other] = [group.strategy[at], strategy[at]];
      // a bound that both keep stays exact
      if (old !== other) group.strategy[at] = (group.probability * old + probability * other) / sum;
    }
    group.probability = sum;
  });
  groups.sort((a, b) => b.probability - a.probability);
  return {
    strategies: groups.map(({ strategy }) => strategy),
    probabilities: Float64Array.from(groups, ({ probability }) => probability),
  };
}

/** How many combinations the rivals of `player` have; of all players where it is −1. */
export function combinations(mixtures: readonly Mixed[], player = -1): number {
  return mixtures.reduce(
    (product, { strategies }, j) => (j === player ? product : product * strategies.length),
    1,
  );
}

/** All combinations of what the rivals of `player` play (of all, where it is −1). */
export function productOf(responder: Responder, mixtures: readonly Mixed[], player = -1): Rivals {
  const length = profileLength(responder.game);
  const count = combinations(mixtures, player);
  const profiles = new Float64Array(count * length);
  const weights = new Float64Array(count).fill(1);
  for (let m = 0; m < count; m++) {
    let rest = m;
    const profile = profiles.subarray(m * length, (m + 1) * length);
    mixtures.forEach(({ strategies, probabilities }, j) => {
      if (j === player) return;
      const k = rest % strategies.length;
      rest = (rest - k) / strategies.length;
      responder.put(profile, j, strategies[k]);
      weights[m] *= probabilities[k];
    });
  }
  return { profiles, weights };
}

/** Expected payoffs. */
export function expectedPayoffs(responder: Responder, mixtures: readonly Mixed[]): Float64Array {
  const { backend, game } = responder;
  const { profiles, weights } = productOf(responder, mixtures);
  const payoffs = new Float64Array(weights.length * game.players);
  evaluate(backend, game, 'payoffs', weights.length, profiles, payoffs, payoffs);
  const expected = new Float64Array(game.players);
  for (let m = 0; m < weights.length; m++) {
    for (let i = 0; i < game.players; i++)
      expected[i] += weights[m] * payoffs[m * game.players + i];
  }
  return expected;
}

/** The mean strategy of each player, as a profile. */
export function meanProfile(responder: Responder, mixtures: readonly Mixed[]): Float64Array {
  const profile = new Float64Array(profileLength(responder.game));
  mixtures.forEach(({ strategies, probabilities }, i) => {
    const mean = new Float64Array(strategies[0].length);
    strategies.forEach((strategy, k) => {
      for (let at = 0; at < mean.length; at++) mean[at] += probabilities[k] * strategy[at];
    });
    responder.put(profile, i, mean);
  });
  return profile;
}
