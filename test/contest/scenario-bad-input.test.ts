/** Options of scenarios, and parts to merge, that are not usable. */

import { describe, expect, it } from 'vitest';
import {
  mergeScenarios,
  type ScenarioOptions,
  type ScenarioResult,
  type ScenarioRun,
  type Solver,
  scenario,
  scenarioAsync,
} from '../../src/contest/scenario/index';
import { ParameterError } from '../../src/engine/errors';
import { wasm } from '../backends';
import { quick } from './scenario-solver';

describe('bad input', () => {
  const errorOf = async (run: () => unknown) => {
    try {
      await run();
    } catch (error) {
      expect(error).toBeInstanceOf(ParameterError);
      return error as ParameterError;
    }
    return null;
  };
  const vary = [{ parameter: 'risk.theta', values: [0.1, 0.2] }];
  /** Options, the path that is named, and a part of what is expected. */
  const bad: readonly [unknown, string, string][] = [
    [undefined, 'options', 'an object of options'],
    [null, 'options', 'an object of options'],
    [{}, 'vary', 'an array'],
    [{ vary, varry: 1 }, 'varry', 'did you mean vary?'],
    [{ vary, expand: 'product' }, 'expand', 'cartesian, broadcast'],
    [{ vary, follow: 1 }, 'follow', 'true or false'],
    [{ vary, solve: 'pure' }, 'solve', 'an object'],
    [{ vary, solve: { method: 'nash' } }, 'solve.method', 'one of pure'],
    [{ vary, solve: { start: 1 } }, 'solve.start', 'one entry for each period'],
    [{ vary, solve: { begin: 1 } }, 'solve.begin', 'one of'],
    [{ vary, solve: { starts: 1n } }, 'solve.starts', 'plain data'],
    [{ vary, solve: { signal: AbortSignal.abort() } }, 'solve.signal', 'plain data'],
    [{ vary, slice: 3 }, 'slice', 'an object { from, to }'],
    [{ vary, slice: { begin: 0 } }, 'slice.begin', 'one of from, to'],
    [{ vary, slice: { from: -1 } }, 'slice.from', 'from 0 to 2'],
    [{ vary, slice: { from: 3 } }, 'slice.from', 'from 0 to 2'],
    [{ vary, slice: { from: 1, to: 0 } }, 'slice.to', 'from 1 to 2'],
    [{ vary, slice: { to: '2' } }, 'slice.to', 'from 0 to 2'],
  ];
  it.each(bad)('options %o', async (options, path, expected) => {
    for (const run of [scenario, scenarioAsync]) {
      const error = await errorOf(() => run(wasm, quick, {}, options as ScenarioOptions));
      expect(error?.path).toBe(path);
      expect(error?.expected).toContain(expected);
    }
  });

  it.each([
    [{ workers: -1 }, 'workers', 'from 0 to 64'],
    [{ workers: 1.5 }, 'workers', 'from 0 to 64'],
    [{ workerUrl: 3 }, 'workerUrl', 'a URL'],
    [{ signal: 'stop' }, 'signal', 'an AbortSignal'],
    [{ onProgress: 1 }, 'onProgress', 'a function'],
    [{ threads: 2 }, 'threads', 'one of'],
    [null, 'run', 'an object'],
  ])('run %j', async (run, path, expected) => {
    const error = await errorOf(() => scenarioAsync(wasm, quick, {}, { vary }, run as ScenarioRun));
    expect(error?.path).toBe(path);
    expect(error?.expected).toContain(expected);
  });

  it('is found before anything is solved, in this thread or others', async () => {
    let solved = 0;
    const counting: Solver = (...args) => {
      solved++;
      return quick(...args);
    };
    const last = [{ parameter: 'discountFactor', values: [0.5, 0.6, 1] }];
    const forever = { lastPeriodForever: true };
    const nowhere = new URL('file:///nowhere.mjs');
    for (const run of [
      () => scenario(wasm, counting, forever, { vary: last }),
      () => scenarioAsync(wasm, counting, forever, { vary: last }),
      () =>
        scenarioAsync(wasm, counting, forever, { vary: last }, { workers: 2, workerUrl: nowhere }),
    ]) {
      expect((await errorOf(run))?.path).toBe('points.2.discountFactor');
    }
    expect(solved).toBe(0);
  });

  it('parts that are none, or of different scenarios', async () => {
    const whole = scenario(wasm, quick, {}, { vary });
    const part = (options: object) => scenario(wasm, quick, {}, { vary, ...options });
    const half = part({ slice: { to: 1 } });
    const [theta] = vary;
    const cases: [unknown, string, string][] = [
      [undefined, 'parts', 'an array'],
      [[], 'parts', 'an array'],
      [[1], 'parts', 'an array'],
      [[{}], 'parts', 'an array'],
      [[{ ...whole, points: [] }], 'parts', 'an array'],
      [[half], 'parts', 'slices of all 2 points'],
      [[half, half], 'parts.1', 'a slice that begins at 1'],
      [[whole, half], 'parts.0', 'a slice that begins at 1'],
      [[part({ slice: { from: 1 } })], 'parts.0', 'a slice that begins at 0'],
      [[half, part({ slice: { from: 1 }, follow: false })], 'parts.1', 'the same scenario'],
      [[half, part({ slice: { from: 1 }, solve: { seed: 2 } })], 'parts.1', 'the same scenario'],
      [[half, part({ vary: [{ ...theta, values: [0.1, 0.3] }] })], 'parts.1', 'the same scenario'],
      [[half, scenario(wasm, quick, { players: 3 }, { vary })], 'parts.1', 'the same scenario'],
    ];
    for (const [parts, path, expected] of cases) {
      const error = await errorOf(() => mergeScenarios(parts as ScenarioResult[]));
      expect(error?.path).toBe(path);
      expect(error?.expected).toContain(expected);
    }
  });
});
