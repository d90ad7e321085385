/** Profiles in one batch: each has the numbers that it has alone, whatever stands beside it. */

import { describe, expect, it } from 'vitest';
import { completeGame, gradient } from '../../src/contest/index';
import { backends } from '../backends';
import { seeded } from '../random';
import { randomGame } from './games';

/** The profile with nothing in place of some inputs, or next to nothing in place of effort into safety. */
function thinned(profile: readonly number[], inputs: number, random: () => number): Float64Array {
  return Float64Array.from(profile, (x, at) => {
    const draw = random();
    if (draw < 0.3) return 0;
    return draw < 0.4 && at % inputs === 0 ? 1e-310 * x : x;
  });
}

const isSame = (a: Float64Array, b: Float64Array) =>
  a.length === b.length && a.every((x, k) => Object.is(x, b[k]));

describe.each(backends)('a batch on $name', ({ backend }) => {
  it('of one profile, seven times: seven times the same bits, zeros and subnormal inputs included', () => {
    const random = seeded(11);
    for (let index = 0; index < 240; index++) {
      const { game: given, strategies } = randomGame(index, 5);
      const game = completeGame(given);
      const one = thinned(strategies.flat(2), game.inputs, random);
      const many = new Float64Array(7 * one.length);
      for (let m = 0; m < 7; m++) many.set(one, m * one.length);
      const alone = gradient(backend, game, one);
      const together = gradient(backend, game, many);
      for (let m = 0; m < 7; m++) {
        const at = m * one.length;
        expect(isSame(together.gradient.subarray(at, at + one.length), alone.gradient)).toBe(true);
        const player = m * game.players;
        const payoffs = together.payoffs.subarray(player, player + game.players);
        expect(isSame(payoffs, alone.payoffs)).toBe(true);
      }
    }
  });
});
