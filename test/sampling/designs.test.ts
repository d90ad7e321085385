/** All designs: slices, chunks, matrices, bad input. */

import { describe, expect, it } from 'vitest';
import { type DesignKind, type DesignOptions, designKinds } from '../../src/sampling/design';
import { designOf } from '../../src/sampling/designs';
import { backends, javascript, wasm } from '../backends';

describe.each(backends)('designs on $name', ({ backend }) => {
  it.each(designKinds)('%s: slices, chunks and matrix are the same points', (design) => {
    const samples = 729;
    const d = designOf(backend, { design, samples, dimensions: 3, seed: 8 });
    const whole = d.fill(0, samples);
    const rows = d.matrix();
    for (let i = 0; i < samples; i++) {
      for (let j = 0; j < 3; j++) expect(rows[3 * i + j]).toBe(whole[j * samples + i]);
    }
    let seen = 0;
    for (const { from, to, columns } of d.chunks(100)) {
      expect(from).toBe(seen);
      seen = to;
      for (let j = 0; j < 3; j++) {
        const there = whole.subarray(j * samples + from, j * samples + to);
        expect(columns.subarray(j * (to - from), (j + 1) * (to - from))).toEqual(there);
      }
    }
    expect(seen).toBe(samples);
    expect(whole.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(d.fill(5, 5)).toHaveLength(0);
  });

  it.each(['latin-hypercube', 'scipy', 'sobol', 'random'] as const)(
    '%s: other seeds, and other dimensions, give other points; the same give the same',
    (design) => {
      const points = (seed: number | bigint) =>
        designOf(backend, { design, samples: 64, dimensions: 2, seed }).matrix();
      expect(points(1)).toEqual(points(1n));
      expect(points(1)).not.toEqual(points(2));
      expect(points(2n ** 64n)).not.toEqual(points(0));
      const p = points(3);
      expect(p.filter((_, i) => i % 2 === 0)).not.toEqual(p.filter((_, i) => i % 2 === 1));
    },
  );

  it('random: moments, and no dependence between dimensions or neighbours', () => {
    const n = 2 ** 18;
    const u = designOf(backend, { design: 'random', samples: n, dimensions: 2, seed: 4 }).fill(
      0,
      n,
    );
    const [x, y] = [u.subarray(0, n), u.subarray(n)];
    const mean = (f: (i: number) => number) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += f(i);
      return sum / n;
    };
    const error = 4 / Math.sqrt(n);
    expect(Math.abs(mean((i) => x[i]) - 0.5)).toBeLessThan(error * Math.sqrt(1 / 12));
    expect(Math.abs(mean((i) => x[i] ** 2) - 1 / 3)).toBeLessThan(error * Math.sqrt(4 / 45));
    expect(Math.abs(mean((i) => (x[i] - 0.5) * (y[i] - 0.5)))).toBeLessThan(error / 12);
    const next = mean((i) => (x[i] - 0.5) * (x[(i + 1) % n] - 0.5));
    expect(Math.abs(next)).toBeLessThan(error / 12);
    // the lowest of 52 bits too
    expect(Math.abs(mean((i) => (x[i] * 2 ** 51 - 0.25) % 1) - 0.25)).toBeLessThan(error);
  });

  it('sobol: 2^m points hit every dyadic interval once, scrambled or not', () => {
    for (const scramble of [true, false]) {
      const n = 1024;
      const u = designOf(backend, { design: 'sobol', samples: n, dimensions: 21, scramble }).fill(
        0,
        n,
      );
      for (let j = 0; j < 21; j++) {
        const strata = new Set(u.subarray(j * n, (j + 1) * n).map((x) => Math.floor(x * n)));
        expect(strata.size).toBe(n);
      }
    }
  });

  it('grid: centres of boxes, the last dimension fastest', () => {
    const d = designOf(backend, { design: 'grid', samples: 9, dimensions: 2 });
    const [a, b, c] = [1 / 6, 0.5, 5 / 6];
    const rows = Array.from(d.matrix());
    [a, a, a, b, a, c, b, a, b, b, b, c, c, a, c, b, c, c].forEach((x, i) => {
      expect(rows[i]).toBeCloseTo(x, 15);
    });
  });

  const bad: ReadonlyArray<readonly [unknown, RegExp]> = [
    [undefined, /options: got undefined|expected an object/],
    [{ dimensions: 2 }, /samples: .*whole number from 1/],
    [{ samples: 0, dimensions: 2 }, /samples: got 0/],
    [{ samples: -5, dimensions: 2 }, /samples: got -5/],
    [{ samples: Number.NaN, dimensions: 2 }, /samples: got NaN/],
    [{ samples: 1.5, dimensions: 2 }, /samples: got 1.5/],
    [{ samples: 2 ** 33, dimensions: 2 }, /samples: got 8589934592/],
    [{ samples: '10', dimensions: 2 }, /samples: got "10"/],
    [{ samples: 10, dimensions: 0 }, /dimensions: got 0/],
    [{ samples: 10, dimensions: Number.POSITIVE_INFINITY }, /dimensions: got Infinity/],
    [{ samples: 10, dimensions: 2, design: 'halton' }, /design: got "halton", expected one of/],
    [{ samples: 10, dimensions: 2, seed: -1 }, /seed: got -1/],
    [{ samples: 10, dimensions: 2, seed: 0.5 }, /seed: got 0.5/],
    [{ samples: 10, dimensions: 2, seed: -1n }, /seed: got -1n/],
    [{ samples: 10, dimensions: 2, seed: 'x' }, /seed: got "x"/],
    [{ samples: 10, dimensions: 2, seeds: 1 }, /seeds: .*did you mean seed/],
    [{ samples: 10, dimensions: 65, design: 'sobol' }, /dimensions: got 65, expected at most 64/],
    [{ samples: 10, dimensions: 2, design: 'grid' }, /samples: got 10, .*such as 4, 9, 16/],
    [{ samples: 1e8, dimensions: 6, design: 'scipy' }, /samples: got 100000000, expected at most/],
  ];
  it.each(bad)('%o is a ParameterError', (options, message) => {
    const call = () => designOf(backend, options as DesignOptions);
    expect(call).toThrow(expect.objectContaining({ name: 'ParameterError' }));
    expect(call).toThrow(message);
  });

  it('refuses slices that are none', () => {
    const d = designOf(backend, { samples: 10, dimensions: 2 });
    for (const [from, to] of [
      [-1, 5],
      [5, 4],
      [0, 11],
      [0.5, 3],
      [Number.NaN, 3],
    ]) {
      expect(() => d.fill(from, to)).toThrow(expect.objectContaining({ name: 'ParameterError' }));
    }
    expect(() => d.fill(0, 10, new Float64Array(19))).toThrow(/at least 20/);
    expect(() => [...d.chunks(0)]).toThrow(/size: got 0/);
  });
});

it.each(['random', 'sobol', 'latin-hypercube', 'scipy'] as DesignKind[])(
  '%s has the same bits on both backends',
  (design) => {
    const options = { design, samples: 1000, dimensions: 7, seed: 99 };
    expect(designOf(javascript, options).matrix()).toEqual(designOf(wasm, options).matrix());
  },
);

it('random points and Sobol points near the end of 32-bit counters are computed', () => {
  for (const design of ['random', 'sobol'] as const) {
    const options = { design, samples: 2 ** 32, dimensions: 2, seed: 1 };
    const ours = designOf(wasm, options).fill(2 ** 32 - 10, 2 ** 32);
    expect(ours).toEqual(designOf(javascript, options).fill(2 ** 32 - 10, 2 ** 32));
    expect(new Set(ours).size).toBe(20);
  }
});
