/** Profiles to start from: some that every game has, then random ones. */

import type { Backend } from '../../engine/backend';
import { pointStream } from '../../sampling/designs';
import type { Seed } from '../../sampling/seed-sequence';
import type { ContestGame } from '../parameters';
import { profileLength } from '../strategies';
import type { Responder } from './respond';

/** Of the independent streams of a seed, the one that starts are drawn from. */
const stream = [4, 1];
/** Random effort and investment spread over so many powers of e, to either side. */
const spread = 3;

export function standardStarts(responder: Responder): Float64Array[] {
  const { game } = responder;
  const { players, inputs } = game;
  const all = (effort: number, invested: number, shared: (player: number) => number) =>
    profileOf(responder, (i) => responder.level(i, effort, invested, shared(i)));
  const starts: Float64Array[] = [all(0.3, 0, () => 0)];
  if (inputs > 2) starts.push(all(0.3, 1, () => 0));
  if (inputs > 4) {
    starts.push(all(0.3, 1, () => 1));
    for (let leader = 0; leader < Math.min(players, 4); leader++) {
      starts.push(leading(responder, leader, true));
    }
  }
  for (let leader = 0; leader < Math.min(players, 4); leader++) {
    starts.push(leading(responder, leader, false));
  }
  return starts;
}

/** One player does much more than the others. */
function leading(responder: Responder, leader: number, shares: boolean): Float64Array {
  return profileOf(responder, (i) =>
    i === leader
      ? responder.level(i, 1, 4, shares ? 1 : 0)
      : responder.level(i, shares ? 0.3 : 0, 0, 0),
  );
}

/** Start `index` of `count`: levels of effort and more for each player, log-uniform around their units. */
export function randomStarts(
  responder: Responder,
  backend: Backend,
  count: number,
  seed: Seed,
): Float64Array[] {
  const { game } = responder;
  const { players, inputs, maximumSharing } = game;
  if (count === 0) return [];
  const dimensions = players * inputs;
  const points = pointStream('latin-hypercube', count, dimensions, seed, stream);
  const columns = new Float64Array(count * dimensions);
  backend.sampling.fill(points, 0, count, columns);
  return Array.from({ length: count }, (_, m) =>
    profileOf(responder, (i) => {
      const units = responder.unit(i);
      const part = Array.from({ length: inputs }, (_, k) => {
        const u = columns[(i * inputs + k) * count + m];
        if (k >= 4) return u < 0.5 ? 0 : maximumSharing * (2 * u - 1);
        return units[k] * backend.math.exp(spread * (2 * u - 1) - (k < 2 ? 1 : 0));
      });
      return Float64Array.from({ length: game.periods * inputs }, (_, at) => part[at % inputs]);
    }),
  );
}

function profileOf(responder: Responder, strategyOf: (player: number) => Float64Array) {
  const game: ContestGame = responder.game;
  const profile = new Float64Array(profileLength(game));
  for (let i = 0; i < game.players; i++) responder.put(profile, i, strategyOf(i));
  return profile;
}
