/** Comparisons that are not usable. */

import { describe, expect, it } from 'vitest';
import {
  type CompareOptions,
  compare,
  compareAsync,
  type Solver,
} from '../../src/contest/scenario/index';
import { ParameterError } from '../../src/engine/errors';
import { wasm } from '../backends';
import { sides, theta } from './scenario-problems';

describe('bad input', () => {
  /** What is otherwise than in `sides`, the path that is named, and a part of what is expected. */
  const bad: readonly [object, string, string][] = [
    [{ left: undefined }, 'left', 'an object of parameters'],
    [{ right: 3 }, 'right', 'an object of parameters'],
    [{ left: { gamma: 1 } }, 'left.points.0.gamma', 'one of'],
    [
      { right: { disasterCost: [1, 2, 3] }, vary: [theta] },
      'right.points.0.disasterCost',
      'length 2',
    ],
    [{ vary: undefined }, 'vary', 'an array of one to 4'],
    [{ vary: [] }, 'vary', 'an array of one to 4'],
    [{ vary: [{ parameter: 'theta', values: [1] }] }, 'vary.0.parameter', 'risk.theta'],
    [{ varyLeft: 3 }, 'varyLeft', 'an array'],
    [{ varyLeft: [{ parameter: 'A', values: [1] }] }, 'varyLeft.0.parameter', 'one of'],
    [{ varyRight: [{ ...theta }] }, 'vary.2.parameter', 'not varied already'],
    [{ outcome: undefined }, 'outcome', 'one of payoff'],
    [{ outcome: 'sigma' }, 'outcome', 'safeIfWins'],
    [{ outcome: 'inputs.investSafety' }, 'outcome', 'inputs.safety, inputs.performance'],
    [{ player: 2 }, 'player', 'from 0 to 1'],
    [{ player: -1 }, 'player', 'from 0 to 15'],
    [{ period: 2 }, 'period', 'from 0 to 1'],
    [{ outcome: 'disasterProbability', player: 0 }, 'player', 'nothing'],
    [{ outcome: 'totalPayoff', player: 0 }, 'player', 'nothing'],
    [{ outcome: 'payoff', period: 0 }, 'period', 'nothing'],
    [{ claim: 'greater' }, 'claim', 'left-greater, right-greater, equal'],
    [{ tolerance: 1 }, 'tolerance', '≥ 0 and < 1'],
    [{ tolerance: Number.NaN }, 'tolerance', '≥ 0 and < 1'],
    [{ solve: { method: 'nash' } }, 'solve.method', 'pure'],
    [{ follow: 'yes' }, 'follow', 'true or false'],
    [{ expand: 'zip' }, 'expand', 'cartesian'],
    [{ claims: 'equal' }, 'claims', 'did you mean claim?'],
    [
      {
        expand: 'broadcast',
        vary: [theta],
        varyLeft: [{ parameter: 'disasterCost', values: [1] }],
      },
      'varyLeft',
      'nothing where values go together',
    ],
    [
      {
        vary: [{ ...theta, count: 101 }],
        varyLeft: [{ parameter: 'disasterCost', from: 0, to: 1, count: 101 }],
        varyRight: [{ parameter: 'disasterCost', from: 0, to: 1, count: 101 }],
      },
      'vary',
      'at most 1000000 comparisons',
    ],
    [
      { vary: [{ parameter: 'players', values: [3, 2] }], left: {}, right: {}, player: 2 },
      'player',
      'from 0 to 1',
    ],
  ];

  it.each(bad)('%j', async (change, path, expected) => {
    const forbidden: Solver = () => {
      throw new Error('was solved');
    };
    const options = { ...sides, ...change } as CompareOptions;
    for (const run of [compare, compareAsync]) {
      let error: unknown;
      try {
        await run(wasm, forbidden, options);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(ParameterError);
      expect((error as ParameterError).path).toBe(path);
      expect((error as ParameterError).expected).toContain(expected);
    }
  });
});
