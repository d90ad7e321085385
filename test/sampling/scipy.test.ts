/** SciPy's Latin hypercube, bit for bit, on both backends. */

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/engine/backend';
import { ParameterError } from '../../src/engine/errors';
import { pcg64State } from '../../src/sampling/scipy';
import type { Seed } from '../../src/sampling/seed-sequence';
import { backends } from '../backends';
import truth from './scipy.json';

function hypercube(backend: Backend, seed: Seed, n: number, d: number, scramble = true) {
  const out = new Float64Array(n * d);
  backend.sampling.scipyHypercube(pcg64State(seed), n, d, scramble, out);
  return out;
}

const sha256 = (values: Float64Array) =>
  createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');

describe('pcg64State', () => {
  it.each(truth.states)('is NumPy’s for seed $seed', ({ seed, state }) => {
    expect([...pcg64State(BigInt(seed))]).toEqual(state);
  });

  it('takes a number as the bigint of the same value', () => {
    expect(pcg64State(42)).toEqual(pcg64State(42n));
  });

  it('refuses what is no seed', () => {
    expect(() => pcg64State(-1)).toThrow(ParameterError);
  });
});

describe.each(backends)('scipyHypercube ($name)', ({ backend }) => {
  const title = 'is SciPy’s for seed $seed, n = $samples, d = $dimensions, scramble $scramble';
  it.each(truth.designs)(title, ({ seed, samples, dimensions, scramble, sha256: hash, points }) => {
    const values = hypercube(backend, BigInt(seed), samples, dimensions, scramble);
    if (points) expect([...values]).toEqual(points);
    expect(sha256(values)).toBe(hash);
  });

  it('has the first and the last of 50 000 points', () => {
    const values = hypercube(backend, 42, 50_000, 6);
    const row = (i: number) => Array.from({ length: 6 }, (_, j) => values[50_000 * j + i]);
    expect(row(0)).toEqual([
      0.5995245208790289, 0.7544712224312049, 0.04854282804160177, 0.011066052639418813,
      0.9132981164530423, 0.22238048755296727,
    ]);
    expect(row(49_999)).toEqual([
      0.533864847782064, 0.4493339805399461, 0.8441964414964205, 0.9327300648262068,
      0.6802578747362557, 0.465249975256787,
    ]);
  });

  it('hits every interval of every axis once', () => {
    for (const n of [1, 2, 7, 512, 1025]) {
      const values = hypercube(backend, n, n, 3);
      for (let j = 0; j < 3; j++) {
        const cells = values.subarray(j * n, (j + 1) * n).map((x) => Math.floor(x * n));
        expect([...cells.sort()]).toEqual(Array.from({ length: n }, (_, i) => i));
      }
    }
  });

  it('writes n·d values and leaves the state as it was', () => {
    const state = pcg64State(3);
    const out = new Float64Array(25).fill(-1);
    backend.sampling.scipyHypercube(state, 8, 3, true, out);
    expect(out.subarray(0, 24).every((x) => x >= 0 && x < 1)).toBe(true);
    expect(out[24]).toBe(-1);
    expect(state).toEqual(pcg64State(3));
  });
});
