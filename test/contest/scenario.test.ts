/** Scenarios: which games are solved, columns, plain data, slices. */

import { describe, expect, it } from 'vitest';
import { completeGame, disasterProbability, states } from '../../src/contest/index';
import {
  expand,
  mergeScenarios,
  type ScenarioResult,
  scenario,
} from '../../src/contest/scenario/index';
import { backends } from '../backends';
import { seeded } from '../random';
import { game, grid, text, together } from './scenario-problems';
import { quick } from './scenario-solver';

describe.each(backends)('a scenario on $name', ({ backend, name }) => {
  it('solves every game of the grid, and says which', () => {
    const result = scenario(backend, quick, game, grid);
    const points = expand(backend, game, grid.vary);
    expect(result).toMatchObject({
      backend: name,
      status: 'converged',
      parameters: game,
      expand: 'cartesian',
      shape: [3, 20],
      follow: true,
      slice: { from: 0, to: 60 },
    });
    expect(result.axes[0]).toEqual({ parameters: ['disasterCost'], values: [0.5, 1, 2] });
    expect(result.points.map(({ index }) => index)).toEqual(points.map((_, index) => index));
    result.points.forEach(({ point, values, solution }, index) => {
      expect({ point, values }).toEqual({
        point: points[index].point,
        values: points[index].values,
      });
      const complete = completeGame(points[index].parameters);
      const before = (index % 20) % 8 === 0 ? undefined : result.points[index - 1].solution;
      const start = before?.equilibria[0].strategies;
      expect(solution).toEqual(quick(backend, complete, start ? { start } : {}));
    });
  });

  it('has columns of what comes of the first equilibrium', () => {
    const { points, columns } = scenario(backend, quick, game, {
      vary: [{ parameter: 'disasterCost', values: [1, 60] }, ...grid.vary.slice(1)],
    });
    expect(columns.equilibria).toEqual([...Array(20).fill(1), ...Array(20).fill(2)]);
    points.forEach(({ values, solution }, k) => {
      const [first] = solution.equilibria;
      const complete = completeGame({
        ...game,
        disasterCost: values[0] as number,
        cost: { kind: 'unit', safety: values[1] as number, performance: values[1] as number },
      });
      const found = states(backend, complete, first.strategies);
      for (const field of [
        ...(['safety', 'performance', 'odds', 'safeIfWins', 'winProbability'] as const),
        ...(['safetyProductivity', 'performanceProductivity', 'survival'] as const),
      ]) {
        expect(columns[field][k]).toEqual(found[field]);
      }
      expect(columns.inputs.safety?.[k]).toEqual(
        first.strategies.map((period) => period.map((own) => own[0])),
      );
      expect(columns.inputs.performance?.[k]?.[1][0]).toBe(first.strategies[1][0][1]);
      expect(Object.keys(columns.inputs)).toEqual(['safety', 'performance']);
      expect(columns.payoff[k]).toEqual(first.payoffs);
      expect(columns.totalPayoff[k]).toBe(first.payoffs[0] + first.payoffs[1]);
      expect(columns.exploitability[k]).toEqual([0, 1e-16]);
      expect(columns.disasterProbability[k]).toBe(
        disasterProbability(backend, complete, first.strategies).disasterProbability,
      );
    });
    expect(new Set(columns.status)).toEqual(new Set(['converged']));
    expect(new Set(columns.kind)).toEqual(new Set(['pure']));
    expect(columns.holds.every(Boolean)).toBe(true);
  });

  it('has nulls where there is no equilibrium, and goes on behind', () => {
    const { status, columns } = scenario(backend, quick, game, {
      vary: [{ parameter: 'disasterCost', values: [1, 200, 2, 3] }],
    });
    expect(status).toBe('iteration-limit');
    expect(columns.status).toEqual(['converged', 'iteration-limit', 'converged', 'converged']);
    expect(columns.holds).toEqual([true, false, true, true]);
    expect(columns.kind).toEqual(['pure', null, 'pure', 'pure']);
    const none = [
      [null, null],
      [null, null],
    ];
    expect(columns.safety[1]).toEqual(none);
    expect(columns.inputs.safety?.[1]).toEqual(none);
    expect(columns.payoff[1]).toEqual([null, null]);
    expect(columns.survival[1]).toEqual([null, null]);
    expect(columns.totalPayoff[1]).toBeNull();
    expect(columns.disasterProbability[1]).toBeNull();
    // no neighbour to start from
    expect(columns.iterations).toEqual([0, 8, 0, 8]);
  });

  it('is plain data', () => {
    const start = [[Float64Array.of(1, 2), Float64Array.of(3, 4)]];
    const given = { safetyProductivity: Float64Array.of(10, 20) };
    for (const options of [grid, together, { ...together, solve: { start, starts: 3 } }]) {
      const result = scenario(backend, quick, given, options);
      expect(JSON.parse(text(result))).toEqual(result);
    }
  });

  it.each([
    ['grid', grid],
    ['values that go together', together],
    ['without following', { ...grid, follow: false }],
  ])('slices make up the whole, byte for byte: %s', (_, options) => {
    const whole = scenario(backend, quick, game, options);
    const total = whole.points.length;
    const random = seeded(4);
    for (let trial = 0; trial < 12; trial++) {
      const cuts = Array.from({ length: trial % 5 }, () => Math.floor(random() * (total + 1)));
      const ends = [0, ...cuts.sort((a, b) => a - b), total];
      const parts = ends.slice(1).map((to, k) => {
        const part = scenario(backend, quick, game, { ...options, slice: { from: ends[k], to } });
        return JSON.parse(text(part)) as ScenarioResult;
      });
      expect(text(mergeScenarios(parts.reverse()))).toBe(text(whole));
    }
  });
});
