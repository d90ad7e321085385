/** The numbers of a game that can be varied, for all players and for one. */

import { describe, expect, it } from 'vitest';
import { type ContestParameters, completeGame } from '../../src/contest/index';
import { expand, type Vary } from '../../src/contest/scenario/index';
import { wasm } from '../backends';

/** The numbers that the kernels get of a game. */
const numbersOf = (game: ContestParameters) => {
  const { model, maximumSharing } = completeGame(game);
  return [...model.numbers, maximumSharing];
};

describe('what can be varied', () => {
  const prices = [
    'safety',
    'performance',
    'investSafety',
    'investPerformance',
    'shareSafety',
    'sharePerformance',
  ];
  const all = [
    ...['safetyProductivity', 'safetyElasticity', 'performanceProductivity'],
    ...['performanceElasticity', 'risk.theta', 'risk.weights', 'contestSuccess.scale'],
    ...['reward.winFixed', 'reward.winPerPerformance', 'reward.loseFixed'],
    ...['reward.losePerPerformance', 'reward.onDisaster', 'disasterCost', 'discountFactor'],
    ...['maximumSharing', 'cost.threshold', 'cost.penalty', 'cost.margin'],
    ...prices.map((name) => `cost.${name}`),
    ...prices.map((name) => `cost.certified.${name}`),
    ...prices.map((name) => `cost.slope.${name}`),
  ];
  const shared = ['contestSuccess.scale', 'maximumSharing'];
  /** A game in which the number counts. */
  const gameFor = (name: string): ContestParameters => {
    const kinds = {
      'cost.threshold': 'penalty',
      'cost.penalty': 'penalty',
      'cost.margin': 'relative-certification',
    } as const;
    const kind = name.startsWith('cost.certified')
      ? 'certification'
      : name.startsWith('cost.slope')
        ? 'linear'
        : (kinds[name as keyof typeof kinds] ?? 'unit');
    return {
      players: 3,
      periods: 2,
      actions: 'share',
      risk: { kind: 'additive' },
      contestSuccess: { kind: 'ratio-with-draw' },
      cost: { kind },
    };
  };

  it.each(all)('%s, of all players and of one', (name) => {
    const game = gameFor(name);
    const [low, high] = expand(wasm, game, [{ parameter: name, values: [0.25, 0.75] }]);
    // weights count only beside each other
    const isRelative = name === 'risk.weights';
    if (!isRelative) expect(numbersOf(low.parameters)).not.toEqual(numbersOf(high.parameters));
    if (shared.includes(name)) {
      expect(() => expand(wasm, game, [{ parameter: name, player: 1, values: [0.25] }])).toThrow(
        'vary.0.player: got 1, expected nothing',
      );
      return;
    }
    const [each] = expand(wasm, game, [{ parameter: name, values: [[0.25, 0.25, 0.25]] }]);
    expect(numbersOf(each.parameters)).toEqual(numbersOf(low.parameters));
    // one player after the other is all of them, whatever they have by default
    let changed = game;
    for (let player = 0; player < 3; player++) {
      [{ parameters: changed }] = expand(wasm, changed, [
        { parameter: name, player, values: [0.75] },
      ]);
      if (player < 2) expect(numbersOf(changed)).not.toEqual(numbersOf(high.parameters));
    }
    expect(numbersOf(changed)).toEqual(numbersOf(high.parameters));
    // and the default of one player is no change
    const [own] = expand(wasm, game, [{ parameter: name, player: 0, values: [0.75] }]);
    const other = expand(wasm, own.parameters, [{ parameter: name, player: 1, values: [0.75] }]);
    expect(numbersOf(other[0].parameters)).not.toEqual(numbersOf(own.parameters));
  });

  it("one player's number leaves the others theirs, in every period", () => {
    const byPeriod = { byPeriod: [1, [2, 3], 4] };
    const game: ContestParameters = { periods: 3, safetyProductivity: byPeriod };
    const [{ parameters }] = expand(wasm, game, [
      { parameter: 'safetyProductivity', player: 1, values: [9] },
    ]);
    expect(parameters.safetyProductivity).toEqual({
      byPeriod: [
        [1, 9],
        [2, 9],
        [4, 9],
      ],
    });
  });

  it("one player's disaster cost is his row of a matrix", () => {
    const disasterCost = [
      [1, 2],
      [3, 4],
    ];
    const [{ parameters }] = expand(wasm, { disasterCost }, [
      { parameter: 'disasterCost', player: 0, values: [7] },
    ]);
    expect(parameters.disasterCost).toEqual([7, [3, 4]]);
  });

  it('prices of certified players that are left out are those of the others', () => {
    const cost = { kind: 'certification', safety: [0.3, 0.4] } as const;
    const [{ parameters }] = expand(wasm, { cost }, [
      { parameter: 'cost.certified.safety', player: 1, values: [0.1] },
    ]);
    expect(parameters.cost).toEqual({ ...cost, certified: { safety: [0.3, 0.1] } });
  });

  it('one player beside all, whichever is named first', () => {
    const all: Vary = { parameter: 'disasterCost', values: [1, 2] };
    const one: Vary = { parameter: 'disasterCost', player: 0, values: [5] };
    const costs = (vary: Vary[]) =>
      expand(wasm, {}, vary).map(({ parameters }) => parameters.disasterCost);
    expect(costs([all, one])).toEqual([
      [5, 1],
      [5, 2],
    ]);
    expect(costs([one, all])).toEqual(costs([all, one]));
  });

  it('players and periods', () => {
    const points = expand(wasm, {}, [
      { parameter: 'players', values: [2, 5] },
      { parameter: 'periods', from: 1, to: 3, count: 3 },
    ]);
    const shapes = points.map(({ parameters }) => {
      const { players, periods } = completeGame(parameters);
      return [players, periods];
    });
    expect(shapes).toEqual([
      [2, 1],
      [2, 2],
      [2, 3],
      [5, 1],
      [5, 2],
      [5, 3],
    ]);
  });
});
