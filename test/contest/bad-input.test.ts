/** Every kind of bad input gives a ParameterError that says where, what and what instead. */

import { describe, expect, it } from 'vitest';
import { type ContestParameters, contestOf } from '../../src/contest/index';
import { ParameterError } from '../../src/engine/errors';
import { backends } from '../backends';

const two = [
  [
    [1, 1],
    [1, 1],
  ],
];

/** Parameters, the path that is named, and a part of what is expected. */
const games: readonly [unknown, string, string][] = [
  [null, 'game', 'an object of parameters'],
  [[], 'game', 'an object of parameters'],
  [{ players: 1 }, 'players', 'from 2 to 16'],
  [{ players: 17 }, 'players', 'from 2 to 16'],
  [{ players: 2.5 }, 'players', 'from 2 to 16'],
  [{ players: '2' }, 'players', 'from 2 to 16'],
  [{ periods: 0 }, 'periods', 'from 1 to 100'],
  [{ periods: 101 }, 'periods', 'from 1 to 100'],
  [{ actions: 'sharing' }, 'actions', 'basic, invest, share'],
  [{ gamma: 1 }, 'gamma', 'one of'],
  [{ discountfactor: 1 }, 'discountfactor', 'did you mean discountFactor?'],
  [{ safetyProductivity: 0 }, 'safetyProductivity', '> 0'],
  [{ safetyProductivity: Number.NaN }, 'safetyProductivity', '> 0'],
  [{ safetyProductivity: [1, Infinity] }, 'safetyProductivity.1', '> 0'],
  [{ safetyProductivity: [1, 2, 3] }, 'safetyProductivity', 'an array of length 2'],
  [{ safetyProductivity: '3' }, 'safetyProductivity', 'a finite number'],
  [{ safetyElasticity: -1 }, 'safetyElasticity', '> 0'],
  [{ performanceElasticity: { byPeriod: [1, 2] } }, 'performanceElasticity.byPeriod', 'length 1'],
  [{ performanceElasticity: { byPeriod: [[1, 0]] } }, 'performanceElasticity.byPeriod.0.1', '> 0'],
  [{ performanceElasticity: { periods: [1] } }, 'performanceElasticity', 'byPeriod'],
  [{ risk: 'winner' }, 'risk', 'an object'],
  [{ risk: { kind: 'winners' } }, 'risk.kind', 'multiplicative'],
  [{ risk: { theta: -0.1 } }, 'risk.theta', '≥ 0'],
  [{ risk: { weight: 1 } }, 'risk.weight', 'did you mean weights?'],
  [{ risk: { kind: 'additive', weights: 0 } }, 'risk.weights', 'at least one weight > 0'],
  [{ contestSuccess: { kind: 'tullock' } }, 'contestSuccess.kind', 'ratio'],
  [{ contestSuccess: { kind: 'ratio-with-draw', scale: 0 } }, 'contestSuccess.scale', '> 0'],
  [{ contestSuccess: { scale: [1, 2] } }, 'contestSuccess.scale', 'length 1'],
  [{ reward: { winFixed: Infinity } }, 'reward.winFixed', 'a finite number'],
  [{ reward: { onDisaster: 2 } }, 'reward.onDisaster', '≤ 1'],
  [{ reward: { win: 2 } }, 'reward.win', 'one of'],
  [{ disasterCost: -1 }, 'disasterCost', '≥ 0'],
  [{ disasterCost: [[1, 2], 3] }, '', ''],
  [{ disasterCost: [[1, 2], [3]] }, 'disasterCost.1', 'length 2'],
  [
    {
      disasterCost: [
        [1, 2],
        [3, -4],
      ],
    },
    'disasterCost.1.1',
    '≥ 0',
  ],
  [{ cost: 0.1 }, 'cost', 'an object'],
  [{ cost: { kind: 'quadratic' } }, 'cost.kind', 'unit, linear'],
  [{ cost: { kind: 'unit', safety: -0.1 } }, 'cost.safety', '≥ 0'],
  [{ cost: { kind: 'unit', threshold: 1 } }, 'cost.threshold', 'one of'],
  [{ cost: { kind: 'linear', slope: { safety: 'x' } } }, 'cost.slope.safety', 'a finite number'],
  [{ cost: { kind: 'linear', slope: { safe: 1 } } }, 'cost.slope.safe', 'did you mean'],
  [{ cost: { kind: 'certification', certified: 1 } }, 'cost.certified', 'prices'],
  [{ discountFactor: 1.1 }, 'discountFactor', '≤ 1'],
  [{ lastPeriodForever: true }, 'discountFactor', '< 1'],
  [{ endsOnWin: 1 }, 'endsOnWin', 'true or false'],
  [{ noWinIsDisaster: 'no' }, 'noWinIsDisaster', 'true or false'],
  [{ maximumSharing: 0 }, 'maximumSharing', '> 0'],
  [{ beliefs: {} }, 'beliefs', 'an array of 2'],
  [{ beliefs: [{}] }, 'beliefs', 'an array of 2'],
  [{ beliefs: [null, { players: 3 }] }, 'beliefs.1.players', 'one of'],
  [{ beliefs: [null, { risk: { theta: -1 } }] }, 'beliefs.1.risk.theta', '≥ 0'],
  [{ beliefs: [3, null] }, 'beliefs.0', 'an object or null'],
];

const strategies: readonly [unknown, string, string][] = [
  [undefined, 'strategies', 'one entry for each period'],
  [[], 'strategies', 'length 1'],
  [[[[1, 1]]], 'strategies.0', 'length 2, one entry for each player'],
  [[[[1, 1], [1]]], 'strategies.0.1', 'length 2, one entry for each input'],
  [[[[1, 1], 3]], 'strategies.0.1', 'an array'],
  [
    [
      [
        [1, 1],
        [1, -1],
      ],
    ],
    'strategies.0.1.1',
    '≥ 0 (performance)',
  ],
  [
    [
      [
        [1, 1],
        [1, Number.NaN],
      ],
    ],
    'strategies.0.1.1',
    'finite',
  ],
  [
    [
      [
        [Infinity, 1],
        [1, 1],
      ],
    ],
    'strategies.0.0.0',
    'finite',
  ],
  [
    [
      [
        ['1', 1],
        [1, 1],
      ],
    ],
    'strategies.0.0.0',
    'finite',
  ],
  [
    [
      two,
      [
        [
          [1, 1],
          [1, -1],
        ],
      ],
    ],
    'strategies.1.0.1.1',
    '≥ 0',
  ],
  [new Float64Array(3), 'strategies', 'a multiple of 4'],
  [new Float64Array(0), 'strategies', 'a multiple of 4'],
  [Float64Array.of(1, 1, 1, -1), 'strategies.3', '≥ 0'],
];

describe.each(backends)('bad input on $name', ({ backend }) => {
  const contest = contestOf(backend);
  const errorOf = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      expect(error).toBeInstanceOf(ParameterError);
      return error as ParameterError;
    }
    return null;
  };

  it.each(games)('game %j', (given, path, expected) => {
    const error = errorOf(() => contest.game(given as ContestParameters));
    expect(error?.path ?? '').toBe(path);
    if (path !== '') expect(error?.message).toContain(expected);
  });

  it.each(strategies)('strategies %j', (given, path, expected) => {
    for (const verb of ['payoffs', 'gradient'] as const) {
      const error = errorOf(() => contest[verb]({}, given as number[][][]));
      expect(error?.path).toBe(path);
      expect(error?.message).toContain(expected);
    }
  });

  it('sharing beyond its bound, and payoffs beyond the range of numbers', () => {
    const shared = [[1, 1, 0, 0, 41, 0]];
    const error = errorOf(() => contest.payoffs({ actions: 'share' }, [[shared[0], shared[0]]]));
    expect(error?.message).toContain('≤ 40 (shareSafety)');
    const huge = [
      [
        [1, 1e300],
        [1, 1e300],
      ],
    ];
    const overflow = errorOf(() => contest.payoffs({ performanceElasticity: 2 }, huge));
    expect(overflow?.message).toContain('payoff of player 0 is a finite number');
    expect(errorOf(() => contest.states({}, [two, two] as never))?.path).toBe('strategies');
  });
});
