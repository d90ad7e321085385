/** When a claim holds, fails, or is undecided. */

import { describe, expect, it } from 'vitest';
import { type CompareOptions, compare, type Solver } from '../../src/contest/scenario/index';
import { wasm } from '../backends';
import { quick } from './scenario-solver';

/** Equilibria whose payoffs are those of a list that the first player's cost of a disaster chooses. */
const listed =
  (lists: readonly (readonly number[])[]): Solver =>
  (backend, complete, options) => {
    const solution = quick(backend, complete, options);
    const { numbers, players, periods } = complete.model;
    const [first] = solution.equilibria;
    return {
      ...solution,
      equilibria: lists[numbers[11 * players * periods]].map((payoff) => ({
        ...first,
        payoffs: [payoff, 1 - payoff],
      })),
    };
  };

describe('claims', () => {
  const vary = [{ parameter: 'risk.theta', values: [0.5] }];
  const payoff = { vary, outcome: 'payoff', player: 0 } as const;
  const between = (lists: readonly (readonly number[])[], options: Partial<CompareOptions> = {}) =>
    compare(wasm, listed(lists), {
      ...payoff,
      left: { disasterCost: 0 },
      right: { disasterCost: 1 },
      ...options,
    });

  it('compare the first equilibria, and tell how far the others go', () => {
    const { points, holds } = between([
      [0.5, 0.3, 0.4],
      [0.4, 0.6],
    ]);
    expect(points[0]).toMatchObject({
      left: 0.5,
      right: 0.4,
      leftRange: [0.3, 0.5],
      rightRange: [0.4, 0.6],
      holds: true,
    });
    expect(holds).toBe(1);
  });

  it('are undecided where a side has no equilibrium', () => {
    for (const lists of [
      [[], [0.4]],
      [[0.4], []],
      [[], []],
    ]) {
      const result = between(lists);
      expect(result).toMatchObject({ holds: 0, fails: 0, undecided: 1, everywhere: false });
      expect(result.points[0]).toMatchObject({ difference: null, holds: null });
      expect(result.points[0].leftRange).toEqual(lists[0].length > 0 ? [0.4, 0.4] : null);
    }
  });

  it.each([
    [0.5, 0.5, 'equal'],
    [0.5 + 9e-7, 0.5, 'equal'],
    [0.5, 0.5 + 9e-7, 'equal'],
    [0.5 + 2e-6, 0.5, 'left-greater'],
    [0.5, 0.5 + 2e-6, 'right-greater'],
    // payoffs beside stakes of 1
    [1e-9, -1e-9, 'equal'],
    [1e3, 1e3 + 9e-4, 'equal'],
    [1e3, 1e3 + 2e-3, 'right-greater'],
  ] as const)('%d against %d: %s', (l, r, found) => {
    const { counts } = between([[l], [r]]);
    expect(counts).toEqual({ 'left-greater': 0, 'right-greater': 0, equal: 0, [found]: 1 });
    if (l === r) return;
    const exact = between([[l], [r]], { tolerance: 0 }).counts;
    expect(exact[l > r ? 'left-greater' : 'right-greater']).toBe(1);
  });

  it('hold everywhere only where every point is decided', () => {
    const lists = [[0.9], [0.5], [0.1], []];
    const points = (values: number[]) =>
      compare(wasm, listed(lists), {
        ...payoff,
        vary: [{ parameter: 'disasterCost', player: 0, values }],
        left: {},
        right: {},
        claim: 'equal',
      });
    expect(points([0, 1, 2])).toMatchObject({ holds: 3, everywhere: true });
    expect(points([0, 1, 3])).toMatchObject({ holds: 2, undecided: 1, everywhere: false });
  });
});
