/** Scenarios that give way, are cancelled, or are shared out to threads. */

import { describe, expect, it } from 'vitest';
import {
  mergeScenarios,
  type ScenarioRun,
  type Solver,
  scenario,
  scenarioAsync,
} from '../../src/contest/scenario/index';
import { backends, wasm } from '../backends';
import { bundled } from '../workers/bundle';
import { game, grid, text, together } from './scenario-problems';
import { quick } from './scenario-solver';

const workerUrl = await bundled('./scenario-worker.ts', import.meta.url);

describe('giving way', () => {
  it('answers the same, and says how far it is', async () => {
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(60);
      seen.push(done);
    };
    const result = await scenarioAsync(wasm, quick, game, grid, { onProgress });
    expect(text(result)).toBe(text(scenario(wasm, quick, game, grid)));
    expect(seen).toEqual(Array.from({ length: 60 }, (_, k) => k + 1));
  });

  it('ends where it is told, and the rest makes up the whole', async () => {
    const controller = new AbortController();
    const first = await scenarioAsync(wasm, quick, game, grid, {
      signal: controller.signal,
      onProgress: ({ done }) => done === 13 && controller.abort(),
    });
    expect(first.status).toBe('cancelled');
    expect(first.slice).toEqual({ from: 0, to: 13 });
    expect(first.columns.payoff.length).toBe(13);
    const rest = scenario(wasm, quick, game, { ...grid, slice: { from: first.slice.to } });
    expect(text(mergeScenarios([first, rest]))).toBe(text(scenario(wasm, quick, game, grid)));
  });

  it('lets other things happen', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 0);
    await scenarioAsync(wasm, quick, game, grid);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
  });

  it('does nothing where it is ended before it begins', async () => {
    const forbidden: Solver = () => {
      throw new Error('was solved');
    };
    const signal = AbortSignal.abort();
    const result = await scenarioAsync(wasm, forbidden, game, grid, { signal });
    expect(result).toMatchObject({ status: 'cancelled', points: [], slice: { from: 0, to: 0 } });
    expect(result.columns.safety).toEqual([]);
    const whole = scenario(wasm, quick, game, grid);
    expect(text(mergeScenarios([result, whole]))).toBe(text(whole));
  });

  it('throws what the solver throws', async () => {
    const broken: Solver = () => {
      throw new RangeError('broken');
    };
    expect(() => scenario(wasm, broken, game, grid)).toThrow(RangeError);
    await expect(scenarioAsync(wasm, broken, game, grid)).rejects.toThrow('broken');
  });
});

describe('threads', () => {
  it.each(backends)('answer the same on $name', async ({ backend }) => {
    for (const options of [
      grid,
      together,
      { ...grid, follow: false, slice: { from: 5, to: 43 } },
    ]) {
      const alone = text(scenario(backend, quick, game, options));
      for (const workers of [1, 3]) {
        let last = 0;
        const onProgress = ({ done }: { done: number }) => {
          expect(done).toBeGreaterThan(last);
          last = done;
        };
        const run = { workers, workerUrl, onProgress };
        const result = await scenarioAsync(backend, quick, game, options, run);
        expect(text(result)).toBe(alone);
        expect(last).toBe(result.points.length);
      }
    }
  });

  it('end where they are told, and the rest makes up the whole', async () => {
    const controller = new AbortController();
    const first = await scenarioAsync(wasm, quick, game, grid, {
      workers: 2,
      workerUrl,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(first.status).toBe('cancelled');
    expect(first.points.length).toBeLessThan(60);
    const rest = scenario(wasm, quick, game, { ...grid, slice: { from: first.slice.to } });
    expect(text(mergeScenarios([rest, first]))).toBe(text(scenario(wasm, quick, game, grid)));
  });

  it('that are not to be had are an error, and a host without them does it alone', async () => {
    const run: ScenarioRun = { workers: 2, workerUrl: new URL('./nowhere.mjs', workerUrl) };
    await expect(scenarioAsync(wasm, quick, game, grid, run)).rejects.toThrow('a worker failed');
    const { getBuiltinModule } = process;
    try {
      Object.assign(process, { getBuiltinModule: undefined });
      const alone = await scenarioAsync(wasm, quick, game, grid, run);
      expect(text(alone)).toBe(text(scenario(wasm, quick, game, grid)));
    } finally {
      Object.assign(process, { getBuiltinModule });
    }
  });
});
