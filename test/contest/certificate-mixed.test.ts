/** Gains against mixtures. */

import { describe, expect, it } from 'vitest';
import { exploitability, exploitabilityMixed } from '../../src/contest/certificate/index';
import { completeGame } from '../../src/contest/index';
import { backends } from '../backends';

describe.each(backends)('against mixtures on $name', ({ backend }) => {
  const game = completeGame({ disasterCost: 2 });
  const low = Float64Array.of(0.3, 0.2);
  const high = Float64Array.of(0.8, 1.5);

  it('a mixture of one strategy is that strategy', () => {
    const mixture = [low, high].map((strategy) => [{ probability: 1, strategy }]);
    const pure = exploitability(backend, game, Float64Array.of(...low, ...high));
    const mixed = exploitabilityMixed(backend, game, mixture);
    expect(mixed.payoffs).toEqual(pure.payoffs);
    expect(mixed.gains).toEqual(pure.gains);
    expect(mixed.deviations).toEqual(pure.deviations);
  });

  it('payoffs are expected ones, and no answer to the mean of the rivals', () => {
    const mixture = [
      [
        { probability: 0.25, strategy: low },
        { probability: 0.75, strategy: high },
      ],
      [
        { probability: 0.5, strategy: low },
        { probability: 0.5, strategy: high },
      ],
    ];
    const payoff = (first: Float64Array, second: Float64Array) => {
      const out = new Float64Array(2);
      const profile = Float64Array.of(...first, ...second);
      backend.contest.payoffs(game.model, -1, 1, profile, out);
      return out;
    };
    const { payoffs, gains, deviations } = exploitabilityMixed(backend, game, mixture);
    for (const i of [0, 1]) {
      let expected = 0;
      for (const a of mixture[0]) {
        for (const b of mixture[1]) {
          expected += a.probability * b.probability * payoff(a.strategy, b.strategy)[i];
        }
      }
      expect(payoffs[i]).toBeCloseTo(expected, 14);
    }
    const answer = deviations[0] as Float64Array;
    const value = (own: Float64Array) =>
      0.5 * (payoff(own, low)[0] + payoff(own, high)[0]) - payoffs[0];
    expect(gains[0]).toBeCloseTo(value(answer), 14);
    const steps = Array.from({ length: 80 }, (_, m) => 0.01 * 1.1 ** m);
    const best = Math.max(...steps.flatMap((s) => steps.map((p) => value(Float64Array.of(s, p)))));
    expect(gains[0]).toBeGreaterThanOrEqual(best);
    expect(gains[0] - best).toBeLessThan(1e-3);
  });

  it('three players, periods apart and bound together', () => {
    for (const endsOnWin of [false, true]) {
      const three = completeGame({
        players: 3,
        periods: 2,
        endsOnWin,
        contestSuccess: { kind: 'ratio-with-draw' },
      });
      const strategies = [
        [0.3, 0.2, 0.5, 0.7],
        [0.6, 1.1, 0.1, 0.2],
      ].map((x) => Float64Array.from(x));
      const mixture = [0.2, 0.5, 0.9].map((probability) => [
        { probability, strategy: strategies[0] },
        { probability: 1 - probability, strategy: strategies[1] },
      ]);
      const { gains, deviations } = exploitabilityMixed(backend, three, mixture, {
        players: [1],
        starts: 2,
      });
      expect(gains[1]).toBeGreaterThan(0.01);
      // the mixture with what was found in its place leaves nothing
      const after = mixture.map((own, i) =>
        i === 1 ? [{ probability: 1, strategy: deviations[1] as Float64Array }] : own,
      );
      const again = exploitabilityMixed(backend, three, after, { players: [1], starts: 2 });
      expect(again.gains[1]).toBeLessThan(1e-12);
    }
  });

  it('says so where there are more combinations than it goes through', () => {
    const three = completeGame({ players: 3 });
    const many = Array.from({ length: 65 }, () => ({ probability: 1 / 65, strategy: low }));
    expect(() => exploitabilityMixed(backend, three, [many, many, many])).toThrow(RangeError);
    expect(() => exploitabilityMixed(backend, three, [many, many, many])).toThrow(
      '4225 combinations',
    );
  });

  it('refuses mixtures that do not fit', () => {
    const one = [{ probability: 1, strategy: low }];
    expect(() => exploitabilityMixed(backend, game, [one])).toThrow('mixture: got');
    const never = [{ probability: 0, strategy: low }];
    expect(() => exploitabilityMixed(backend, game, [one, never])).toThrow('mixture.1: got');
    const short = [{ probability: 1, strategy: new Float64Array(3) }];
    expect(() => exploitabilityMixed(backend, game, [short, one])).toThrow('mixture.0: got');
  });
});
