/** Backends and how they are chosen; the arena; errors across bundles. */

import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { solve } from '../../src/allocation/solve';
import { loadEngine } from '../../src/domains';
import { Arena } from '../../src/engine/arena';
import { EngineError, ParameterError } from '../../src/engine/errors';
import { loadBackend } from '../../src/engine/load';
import { wasmBackend } from '../../src/engine/wasm/index';
import { javascript, wasm } from '../backends';

afterEach(() => vi.restoreAllMocks());

describe('loadEngine', () => {
  it('prefers wasm', async () => {
    expect((await loadEngine()).backend).toBe('wasm');
    expect((await loadEngine({ backend: 'auto' })).backend).toBe('wasm');
  });

  it('takes the backend that is named', async () => {
    expect((await loadEngine({ backend: 'wasm' })).backend).toBe('wasm');
    expect((await loadEngine({ backend: 'javascript' })).backend).toBe('javascript');
  });

  it('refuses names it does not know', async () => {
    for (const backend of ['gpu', '', 3, null]) {
      await expect(loadEngine({ backend } as never)).rejects.toThrow(ParameterError);
    }
  });

  it('falls back where SIMD is missing, and says so where wasm was asked for', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    expect((await loadEngine()).backend).toBe('javascript');
    await expect(loadEngine({ backend: 'wasm' })).rejects.toThrow(EngineError);
    await expect(loadEngine({ backend: 'wasm' })).rejects.toThrow(/SIMD/);
  });

  it('gives engines that share nothing', async () => {
    const [a, b] = [await loadBackend(), await loadBackend()];
    expect(a).not.toBe(b);
    expect(solve(a)).toEqual(solve(b));
  });
});

describe('the wasm backend', () => {
  const bytes = readFileSync(new URL('../../build/shadowprice.wasm', import.meta.url));

  it('imports nothing from its host but an abort', async () => {
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
    expect(imports.filter(({ name }) => name !== 'abort')).toEqual([]);
  });

  it('grows its memory for a large problem and stays right, and does not grow again', async () => {
    const backend = await wasmBackend(bytes);
    const small = solve(backend, {}, { steps: 50 });
    const large = solve(backend, {}, { steps: 20_000 });
    expect(large.status).toBe('converged');
    expect(solve(backend, {}, { steps: 50 })).toEqual(small);
  });

  it('does not grow over many solves', async () => {
    const backend = await wasmBackend(bytes);
    const spy = vi.spyOn(WebAssembly.Memory.prototype, 'grow');
    solve(backend);
    spy.mockClear();
    for (let i = 0; i < 200; i++) solve(backend, { discountRate: 0.01 + i / 1000 }, { steps: 60 });
    expect(spy).not.toHaveBeenCalled();
  });

  it('agrees with the javascript backend', () => {
    for (const parameters of [{}, { depreciation: 0.2 }, { salvageValue: 1e4 }]) {
      const [a, b] = [solve(wasm, parameters), solve(javascript, parameters)];
      expect(a.iterations).toBeLessThanOrEqual(b.iterations + 3);
      a.allocation.forEach((alpha, k) => {
        expect(Math.abs(alpha - b.allocation[k])).toBeLessThan(1e-9);
      });
      expect(Math.abs(a.netPresentValue / b.netPresentValue - 1)).toBeLessThan(1e-12);
    }
  });
});

describe('the arena', () => {
  it('says how much memory is missing', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 2 });
    const arena = new Arena(memory, 1024);
    arena.reserve(100_000);
    expect(memory.buffer.byteLength).toBe(2 * 65536);
    expect(() => arena.reserve(1_000_000)).toThrow(/not enough memory: 1 MiB/);
    expect(() => arena.reserve(1_000_000)).toThrow(EngineError);
  });

  it('gives views that are alive after growing', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const arena = new Arena(memory, 0);
    arena.f64(0, 4).set([1, 2, 3, 4]);
    arena.reserve(200_000);
    expect(Array.from(arena.f64(0, 4))).toEqual([1, 2, 3, 4]);
    expect(arena.f64(0, 4).byteLength).toBe(32);
  });
});

describe('errors', () => {
  it('are recognized across bundles, and do not take others for their own', () => {
    const foreign = Object.assign(new Error('x: got 1, expected 2'), { name: 'ParameterError' });
    expect(foreign).toBeInstanceOf(ParameterError);
    expect(new Error('x')).not.toBeInstanceOf(ParameterError);
    expect(new ParameterError('x', 1, 'y')).not.toBeInstanceOf(EngineError);
    expect({ name: 'ParameterError' }).not.toBeInstanceOf(ParameterError);
  });

  it('describe any value in a line', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const values = [cyclic, 'x'.repeat(1e6), new Float64Array(1e6), Symbol('s'), 5n, -0, undefined];
    for (const value of values) {
      const { message } = new ParameterError('field', value, 'something');
      expect(message.length).toBeLessThan(200);
      expect(message).not.toContain('\n');
    }
    expect(new ParameterError('x', -0, 'y').message).toContain('-0');
  });
});
