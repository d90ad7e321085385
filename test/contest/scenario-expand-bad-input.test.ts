/** Axes and games of scenarios that are not usable. */

import { describe, expect, it } from 'vitest';
import type { ContestParameters } from '../../src/contest/index';
import { expand, type Vary } from '../../src/contest/scenario/index';
import { ParameterError } from '../../src/engine/errors';
import { wasm } from '../backends';

const theta = (more: object) => [{ parameter: 'risk.theta', ...more }];

/** What varies, how, the path that is named, and a part of what is expected. */
const bad: readonly [unknown, string, string, object?][] = [
  [undefined, 'vary', 'an array of one to 4'],
  [{ parameter: 'risk.theta', values: [1] }, 'vary', 'an array of one to 4'],
  [[], 'vary', 'an array of one to 4'],
  [[1], 'vary.0', 'an object'],
  [[null], 'vary.0', 'an object'],
  [[{ values: [1] }], 'vary.0.parameter', 'the name of a parameter'],
  [[{ parameter: 'risk.theta' }], 'vary.0.values', 'from, to and count'],
  [[{ parameter: 3, values: [1] }], 'vary.0.parameter', 'the name'],
  [[{ parameter: 'risk.thta', values: [1] }], 'vary.0.parameter', 'did you mean risk.theta?'],
  [[{ parameter: 'theta', values: [1] }], 'vary.0.parameter', 'did you mean risk.theta?'],
  [[{ parameter: 'disastercost', values: [1] }], 'vary.0.parameter', 'mean disasterCost?'],
  [[{ parameter: 'cost.price', values: [1] }], 'vary.0.parameter', 'cost.certified.safety'],
  [[{ parameter: 'beliefs', values: [1] }], 'vary.0.parameter', 'one of players'],
  [[{ parameter: '__proto__', values: [1] }], 'vary.0.parameter', 'one of players'],
  [[{ parameter: 'toString', values: [1] }], 'vary.0.parameter', 'one of players'],
  [[{ parameters: [], values: [1] }], 'vary.0.parameters', 'at least one name'],
  [[{ parameters: ['cost.safe'], values: [1] }], 'vary.0.parameters.0', 'cost.safety'],
  [[{ parameter: 'a', parameters: ['b'], values: [1] }], 'vary.0.parameter', 'instead'],
  [[{ parameter: 'risk.theta', value: [1] }], 'vary.0.value', 'did you mean values?'],
  [theta({ values: [] }), 'vary.0.values', 'from 1 to 1000000 values'],
  [theta({ values: 3 }), 'vary.0.values', 'an array'],
  [theta({ values: ['1'] }), 'vary.0.values.0', 'a finite number ≥ 0'],
  [theta({ values: [1, -1] }), 'vary.0.values.1', '≥ 0'],
  [theta({ values: [Number.NaN] }), 'vary.0.values.0', 'finite'],
  [theta({ values: [[1, -1]] }), 'vary.0.values.0.1', '≥ 0'],
  [theta({ values: [[1, [2, 3]]] }), 'vary.0.values.0.1', 'a finite number'],
  [theta({ values: [[1, 1, 1]] }), 'points.0.risk.theta', 'an array of length 2'],
  [theta({ values: [[1, 1]], player: 1 }), 'vary.0.values.0', 'a finite number'],
  [theta({ values: [1], player: 2 }), 'vary.0.player', 'from 0 to 1'],
  [theta({ values: [1], player: -1 }), 'vary.0.player', 'from 0 to 15'],
  [theta({ values: [1], from: 1 }), 'vary.0.from', 'nothing beside values'],
  [theta({ values: [1], spacing: 'log' }), 'vary.0.spacing', 'nothing beside values'],
  [theta({ from: 1, to: 2 }), 'vary.0.count', 'a whole number from 2'],
  [theta({ from: 1, count: 3 }), 'vary.0.to', 'a finite number'],
  [theta({ to: 1, count: 3 }), 'vary.0.from', 'a finite number'],
  [theta({ from: -1, to: 2, count: 3 }), 'vary.0.from', '≥ 0'],
  [theta({ from: 1, to: 2, count: 1 }), 'vary.0.count', 'from 2 to 1000000'],
  [theta({ from: 1, to: 2, count: 1e7 }), 'vary.0.count', 'from 2 to 1000000'],
  [theta({ from: 0, to: 2, count: 3, spacing: 'log' }), 'vary.0.from', '> 0'],
  [theta({ from: 1, to: 2, count: 3, spacing: 'even' }), 'vary.0.spacing', 'one of linear, log'],
  [[{ parameter: 'players', values: [2, 17] }], 'vary.0.values.1', 'from 2 to 16'],
  [[{ parameter: 'players', values: [[2, 3]] }], 'vary.0.values.0', 'a whole number'],
  [[{ parameter: 'players', from: 2, to: 5, count: 3 }], 'vary.0.values.1', 'a whole number'],
  [[{ parameter: 'periods', values: [1], player: 0 }], 'vary.0.player', 'nothing'],
  [
    [theta({ values: [1] })[0], theta({ values: [2] })[0]],
    'vary.1.parameter',
    'not varied already',
  ],
  [
    [{ parameters: ['cost.safety', 'cost.safety'], values: [1] }],
    'vary.0.parameter',
    'not varied already',
  ],
  [
    [
      { parameter: 'players', values: [2, 3] },
      { parameter: 'disasterCost', values: [[1, 2]] },
    ],
    'points.1.disasterCost',
    'length 3',
  ],
  [
    [{ parameter: 'discountFactor', values: [0.5, 1] }],
    'points.1.discountFactor',
    '< 1',
    {
      lastPeriodForever: true,
    },
  ],
  [[{ parameter: 'cost.threshold', values: [1] }], 'points.0.cost.threshold', 'one of kind'],
  [
    [{ parameter: 'risk.weights', values: [1, 0] }],
    'points.1.risk.weights',
    'weight > 0',
    {
      risk: { kind: 'additive' },
    },
  ],
  [
    ['disasterCost', 'reward.winFixed', 'risk.theta'].map((parameter) => ({
      parameter,
      from: 1,
      to: 2,
      count: 101,
    })),
    'vary',
    'at most 1000000 points',
  ],
  [theta({ values: [1] }), 'game', 'an object of parameters', []],
  [theta({ values: [1] }), 'points.0.gamma', 'one of', { gamma: 1 }],
  [theta({ values: [1] }), 'game.risk.kind', 'plain data', { risk: { kind: () => 1 } }],
  [theta({ values: [1], player: 0 }), 'players', 'from 2 to 16', { players: 1e12 }],
];

describe('bad input', () => {
  it.each(bad)('%j', (vary, path, expected, game = {}) => {
    let error: unknown;
    try {
      expand(wasm, game as ContestParameters, vary as Vary[]);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ParameterError);
    expect((error as ParameterError).path).toBe(path);
    expect((error as ParameterError).expected).toContain(expected);
  });

  it('a way to expand that nobody knows, and a game in circles', () => {
    const vary = [{ parameter: 'risk.theta', values: [1] }];
    expect(() => expand(wasm, {}, vary, 'zip' as never)).toThrow(
      'expand: got "zip", expected one of cartesian, broadcast',
    );
    const game: Record<string, unknown> = {};
    game.risk = game;
    expect(() => expand(wasm, game, vary)).toThrow('plain data');
  });
});
