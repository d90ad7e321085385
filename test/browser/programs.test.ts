/** Programs in a real browser: the solver loaded on demand by the built bundle, in place and in a thread. */

import { describe, expect, it } from 'vitest';
import type { Program } from '../../src/index';

const builtFile = new URL('../../dist/index.js', import.meta.url);

const program: Program = {
  sense: 'maximize',
  objective: { train: 3, serve: 2 },
  variables: { train: { menu: [0, 1, 2, 4, 8] }, serve: { type: 'integer' } },
  constraints: { gpus: { coefficients: { train: 1, serve: 1 }, upper: 11.5 } },
};

describe('programs in Chromium', async () => {
  const built = (await import(
    /* @vite-ignore */ builtFile.href
  )) as typeof import('../../src/index');
  const { resources } = await built.loadEngine();

  it('are solved in place', async () => {
    const { status, variables, certificate } = await resources.integerProgram(program);
    expect([status, certificate.holds]).toEqual(['converged', true]);
    expect(variables).toEqual({ train: 8, serve: 3 });
  });

  it('are solved in a thread, to the same numbers', async () => {
    const { signal } = new AbortController();
    const there = await resources.integerProgram(program, { signal });
    expect(there).toEqual(await resources.integerProgram(program));
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    const pending = resources.integerProgram(program, { signal: controller.signal });
    controller.abort();
    expect((await pending).status).toBe('cancelled');
  });
});
