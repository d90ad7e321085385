/** Gradients against extrapolated central differences of the definition. */

import { describe, expect, it } from 'vitest';
import { contestOf } from '../../src/contest/index';
import { backends } from '../backends';
import { randomGame } from './games';
import { referencePayoffs } from './reference';

/**
 * The derivative of every payoff by one number: central differences with steps h, h/2, h/4 of the relative size
 * 0.004, extrapolated (error h^6). NaN where the extrapolations differ, as across a threshold or a tie.
 */
function slopes(payoffs: (x: number) => number[], x: number): number[] {
  const central = [1, 0.5, 0.25].map((part) => {
    const h = 0.004 * x * part;
    const [up, down] = [payoffs(x + h), payoffs(x - h)];
    return up.map((u, i) => (u - down[i]) / (2 * h));
  });
  return central[0].map((a, i) => {
    const [b, c] = [central[1][i], central[2][i]];
    const first = b + (b - a) / 3;
    const second = c + (c - b) / 3;
    const best = second + (second - first) / 15;
    const isSmooth = Math.abs(second - first) <= 1e-8 * Math.max(1, Math.abs(c));
    return isSmooth ? best : Number.NaN;
  });
}

describe.each(backends)('gradient on $name', ({ backend }) => {
  const contest = contestOf(backend);

  it('of the own payoff, by every input, on 360 random games of every kind, to 1e-7', () => {
    let compared = 0;
    let left = 0;
    let largest = 0;
    for (let index = 0; index < 360; index++) {
      const { game, strategies } = randomGame(index, 3);
      const { gradient } = contest.gradient(game, strategies);
      const { jacobian } = contest.game(game).jacobian(strategies);
      const scale = gradient.flat(2).reduce((most, g) => Math.max(most, Math.abs(g)), 1);
      // some of the inputs of large games
      const every = Math.ceil(strategies.flat(2).length / 20);
      let counter = index;
      strategies.forEach((period, t) => {
        period.forEach((inputs, i) => {
          inputs.forEach((x, k) => {
            if (counter++ % every !== 0) return;
            const moved = (value: number) => {
              inputs[k] = value;
              const values = referencePayoffs(game, strategies);
              inputs[k] = x;
              return values;
            };
            const expected = slopes(moved, x);
            expected.forEach((slope, j) => {
              if (Number.isNaN(slope)) {
                left++;
                return;
              }
              compared++;
              const size = Math.max(scale, Math.abs(slope));
              const error = Math.abs(jacobian[j][t][i][k] - slope) / size;
              largest = Math.max(largest, error);
              expect(error, `game ${index}: payoff ${j} by ${t}.${i}.${k}`).toBeLessThan(1e-7);
              if (j === i) {
                const own = Math.abs(gradient[t][i][k] - slope) / size;
                expect(own, `game ${index}: own ${t}.${i}.${k}`).toBeLessThan(1e-7);
              }
            });
          });
        });
      });
    }
    expect(compared).toBeGreaterThan(20000);
    expect(left / compared).toBeLessThan(0.001);
    expect(largest).toBeLessThan(1e-7);
  });
});
