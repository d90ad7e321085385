import { describe, expect, it } from 'vitest';
import {
  type AllocationParameters,
  steadyState,
  steadyStateSensitivity,
} from '../../src/allocation/index';
import { steadyStateAsPublished } from '../../src/allocation/published-steady-state';
import { ParameterError } from '../../src/engine/errors';
import { backends } from '../backends';
import { expectClose } from '../numbers';

describe.each(backends)('the steady-state study, on $name', ({ backend }) => {
  const of = (parameters?: AllocationParameters) => steadyState(backend, parameters);

  it.each([
    [{ compute: { kind: 'linear' } }, 'compute.kind: got "linear", expected an exponential or a'],
    [{ compute: { kind: 'table', times: [0], values: [1] } }, 'compute.kind: got "table"'],
    [{ compute: () => 1 }, 'compute: got a function, expected an exponential or a constant path'],
    [{ discountRate: -1 }, 'discountRate: got -1, expected a finite number ≥ 0'],
    [{ horizon: '100' }, 'horizon: got "100"'],
    [{ rho: 1 }, 'rho: got 1, expected one of training'],
    ['x', 'parameters: got "x"'],
    [null, 'parameters: got null'],
    [7, 'parameters: got 7'],
  ] as [AllocationParameters, string][])('refuses %o', (parameters, message) => {
    for (const call of [
      () => of(parameters),
      () => steadyStateAsPublished(backend, parameters),
      () => steadyStateSensitivity(backend, parameters),
    ]) {
      expect(call).toThrow(ParameterError);
      expect(call).toThrow(message);
    }
  });

  it('refuses bad options', () => {
    expect(() => steadyState(backend, {}, { steps: 0 })).toThrow('steps: got 0');
    expect(() => steadyState(backend, {}, { stesp: 9 } as object)).toThrow('did you mean steps?');
  });

  describe('sensitivity of Eq. 11', () => {
    const panels = steadyStateSensitivity(backend);

    it('has three panels of fifty values', () => {
      expect(panels.map(({ parameter, values }) => [parameter, values[0], values[49]])).toEqual([
        ['trainingExponent', 0.1, 0.9],
        ['revenueExponent', 1, 3],
        ['growthToDiscount', 0.05, 0.95],
      ]);
      for (const { paper, bestConstant, balancedGrowth } of panels) {
        for (const path of [paper, bestConstant, balancedGrowth]) {
          expect(path).toHaveLength(50);
          expect(path.every((a) => a >= 0 && a <= 1)).toBe(true);
        }
      }
    });

    it('agrees with steadyState at each value', () => {
      const [overEpsilon, overGamma, overRatio] = panels;
      const cases = [
        [overEpsilon, (x: number) => ({ trainingExponent: x })],
        [overGamma, (x: number) => ({ revenueExponent: x })],
        [overRatio, (x: number) => ({ discountRate: 0.1 / x })],
      ] as const;
      for (const [panel, at] of cases) {
        for (const i of [0, 17, 49]) {
          const result = of({ ...at(panel.values[i]), horizon: 5 });
          expectClose(panel.paper[i], result.paper.allocation, 1e-12);
          expectClose(panel.bestConstant[i], result.bestConstant.allocation, 1e-14);
          expectClose(panel.balancedGrowth[i], result.balancedGrowth.allocation, 1e-12);
        }
      }
    });
  });
});
