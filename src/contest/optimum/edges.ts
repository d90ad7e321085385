/**
 * Moves of a pattern search where costs jump with odds o = A x_s^α (B x_p^β)^{−θ}: to either side of the threshold,
 * and along it, with x_p by e^h and x_s by e^{hβθ/α}, which leaves the odds as they are.
 */

import type { Backend } from '../../engine/backend';
import { contestFields, stateNames } from '../../engine/kernels/contest';
import type { ContestGame } from '../parameters';

/** A change of a group of inputs. */
export interface Move {
  readonly group: readonly number[];
  readonly to: (x: number, at: number) => number;
}

/** By how much safety stays away from the jump, relative to it. */
const margin = 1e-9;

export function edgeMoves(
  { math, contest }: Backend,
  { players, periods, inputs, model }: ContestGame,
  profile: Float64Array,
  h: number,
): Move[] {
  if (model.certification === 'none') return [];
  const size = players * periods;
  const states = new Float64Array(stateNames.length * size);
  contest.states(model, profile, states);
  const odds = states.subarray(stateNames.indexOf('odds') * size);
  const moves: Move[] = [];
  for (let column = 0; column < size; column++) {
    const player = column % players;
    const first = column - player;
    const value = (name: keyof typeof contestFields) =>
      model.numbers[contestFields[name] * size + player * periods + first / players];
    const at = column * inputs;
    if (!(profile[at] > 0) || !(odds[column] > 0) || odds[column] === Infinity) continue;
    const alpha = value('safetyElasticity');
    const along = (value('performanceElasticity') * value('theta')) / alpha;
    for (const step of [h, -h]) {
      const [safety, performance] = [math.exp(along * step), math.exp(step)];
      moves.push({ group: [at, at + 1], to: (x, k) => x * (k === at ? safety : performance) });
    }
    let threshold = value('threshold');
    for (let j = 0; model.certification === 'relative' && j < players; j++) {
      if (j !== player) threshold += odds[first + j] / (players - 1);
    }
    if (!(threshold > 0)) continue;
    const reach = math.pow(threshold / odds[column], 1 / alpha);
    for (const side of [1 + margin, 1 - margin]) {
      moves.push({ group: [at], to: (x) => x * reach * side });
    }
  }
  return moves;
}
