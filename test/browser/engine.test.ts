/** The engine in a real browser: the same bytes as in Node, from the sources and from the built files. */

import { describe, expect, inject, it } from 'vitest';
import { loadEngine } from '../../src/index';
import { loadEngineStreaming } from '../../src/streaming';
import { fingerprints } from './problems';

const wasmFile = new URL('../../dist/shadowprice.wasm', import.meta.url);
const builtFile = new URL('../../dist/index.js', import.meta.url);

describe('in Chromium', () => {
  it('is a browser', () => {
    expect(navigator.userAgent).toContain('Chrome');
  });

  it('computes with wasm by itself, to the same bytes as in Node', async () => {
    const engine = await loadEngine();
    expect(engine.backend).toBe('wasm');
    expect(await fingerprints(engine)).toEqual(inject('fingerprints'));
  });

  it('computes the same from the built single file', async () => {
    const built = (await import(
      /* @vite-ignore */ builtFile.href
    )) as typeof import('../../src/index');
    const engine = await built.loadEngine();
    expect(await fingerprints(engine)).toEqual(inject('fingerprints'));
  });

  it('computes the same from the streamed module', async () => {
    const engine = await loadEngineStreaming(wasmFile);
    expect(await fingerprints(engine)).toEqual(inject('fingerprints'));
  });

  it('says so where the module cannot be fetched', async () => {
    await expect(loadEngineStreaming('/nowhere.wasm')).rejects.toThrow(/could not be loaded/);
  });

  it('has the javascript backend too, close to wasm', async () => {
    const javascript = (await loadEngine({ backend: 'javascript' })).allocation.solve();
    const wasm = (await loadEngine({ backend: 'wasm' })).allocation.solve();
    const { compliance } = await loadEngine({ backend: 'javascript' });
    const counted = compliance.sample({ samples: 50000, design: 'scipy', seed: 42 }).counts;
    expect(counted).toEqual({ comply: 5888, evade: 41556, split: 2556 });
    expect(javascript.backend).toBe('javascript');
    expect(Math.abs(javascript.netPresentValue / wasm.netPresentValue - 1)).toBeLessThan(1e-12);
  });
});
