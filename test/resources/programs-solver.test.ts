/** A solver that fails, or that is wrong: what is said of its answers then. */

import type { Highs, Model } from 'highs';
import { afterEach, describe, expect, it } from 'vitest';
import { integerProgram, linearProgram, type Program } from '../../src/resources/programs/index';
import { dropInstance, loadInstance } from '../../src/resources/programs/solver/session';
import { wasm } from '../backends';

const file = new URL('../../node_modules/highs/build/highs.wasm', import.meta.url);

afterEach(dropInstance);

const program: Program = {
  sense: 'maximize',
  objective: { x: 3, y: 2 },
  variables: { x: { upper: 9 }, y: { upper: 9 } },
  constraints: { c: { coefficients: { x: 2, y: 1 }, upper: 11 } },
};

/** Puts something in the way of every model that the present instance makes. */
async function spoil(change: (model: Model) => void, times = Number.POSITIVE_INFINITY) {
  const highs = (await loadInstance(file)) as Highs & { createModel: Highs['createModel'] };
  const make = highs.createModel.bind(highs);
  let count = 0;
  Object.defineProperty(highs, 'createModel', {
    configurable: true,
    writable: true,
    value: (...given: Parameters<typeof make>) => {
      const model = make(...given);
      if (count++ < times) change(model);
      return model;
    },
  });
}

function replace<K extends keyof Model>(model: Model, name: K, value: Model[K]): void {
  Object.defineProperty(model, name, { value, configurable: true });
}

describe('a solver that aborts', () => {
  it('is loaded anew', async () => {
    await spoil((model) =>
      replace(model, 'run', () => {
        throw new WebAssembly.RuntimeError('Aborted()');
      }),
    );
    expect(await linearProgram(wasm, program)).toMatchObject({
      status: 'converged',
      objective: 21,
    });
  });
});

describe('a solver that is wrong', () => {
  it('is not believed when its plan is not feasible', async () => {
    await spoil((model) => {
      const { getSolution } = model;
      replace(model, 'getSolution', () => {
        const right = getSolution.call(model);
        return { ...right, colValue: right.colValue.map((x) => x + 1) };
      });
    });
    const { status, certificate } = await linearProgram(wasm, program);
    expect(status).not.toBe('converged');
    expect(certificate.holds).toBe(false);
  });

  it('is not believed when its plan is feasible but not the best', async () => {
    await spoil((model) => {
      const { getSolution } = model;
      replace(model, 'getSolution', () => {
        const right = getSolution.call(model);
        return { ...right, colValue: right.colValue.map(() => 1) };
      });
    });
    const { status, certificate } = await linearProgram(wasm, program);
    expect(status).not.toBe('converged');
    expect(certificate.holds).toBe(false);
    expect(certificate.gap).toBeGreaterThan(0.1);
  });

  it('is asked again in another way, and believed where that answer is right', async () => {
    await spoil((model) => {
      const { getSolution } = model;
      replace(model, 'getSolution', () => {
        const right = getSolution.call(model);
        return { ...right, rowDual: right.rowDual.map(() => 7) };
      });
    }, 1);
    const { status, certificate, shadowPrices } = await linearProgram(wasm, program);
    expect([status, certificate.holds]).toEqual(['converged', true]);
    expect(shadowPrices?.c.value).toBeCloseTo(1.5, 12);
  });

  it('is corrected where our own search finds a better whole plan', async () => {
    const whole = { x: { type: 'integer', upper: 9 }, y: { type: 'integer', upper: 9 } } as const;
    await spoil((model) => {
      const { getSolution } = model;
      replace(model, 'getSolution', () => {
        const right = getSolution.call(model);
        return { ...right, colValue: right.colValue.map(() => 1) };
      });
    }, 1);
    const result = await integerProgram(wasm, { ...program, variables: whole });
    expect(result).toMatchObject({ status: 'converged', objective: 21 });
    expect(result.certificate).toMatchObject({ holds: true, provenBy: 'search' });
  });
});
