/** Sampled shares: SciPy's counts, exact shares, standard errors, slices, memory. */

import { describe, expect, it } from 'vitest';
import {
  mergeSlices,
  type SampleOptions,
  sample,
  sampleAsync,
  sampleSlice,
} from '../../src/compliance/sample';
import { designOf } from '../../src/sampling/designs';
import { backends, isLong, javascript, wasm } from '../backends';

const exact = { comply: 77 / 648, evade: 359 / 432, split: 65 / 1296 };
const names = ['benefit', 'auditRate', 'detection', 'fine', 'splitCost', 'coordination'] as const;

describe.each(backends)('sample on $name', ({ backend }) => {
  it("counts the source's hypercube", () => {
    const result = sample(backend, { samples: 50000, design: 'scipy', seed: 42 });
    expect(result.counts).toEqual({ comply: 5888, evade: 41556, split: 2556 });
    expect(result.shares.comply.value).toBe(0.11776);
    expect(result.certificate.holds).toBe(true);
  });

  // parameter, low and high count of compliance: n = 10 000, five dimensions, seeds 1000 i + 20 and + 80
  const runs = [
    ['benefit', 2065, 6],
    ['auditRate', 518, 1916],
    ['detection', 481, 1876],
    ['fine', 490, 1922],
    ['splitCost', 1149, 1251],
    ['coordination', 1123, 1293],
  ] as const;
  it.each(runs)("counts the source's sensitivity runs of %s", (name, low, high) => {
    const count = (level: number) =>
      sample(backend, {
        samples: 10000,
        design: 'scipy',
        seed: 1000 * names.indexOf(name) + Math.round(100 * level),
        ranges: { [name]: level },
      }).counts.comply;
    expect(count(0.2)).toBe(low);
    expect(count(0.8)).toBe(high);
  });

  it.each(['latin-hypercube', 'sobol', 'random', 'scipy'] as const)(
    '%s: near the exact shares',
    (design) => {
      const result = sample(backend, { samples: 2 ** 14, design, seed: 3 });
      expect(result.certificate.exact!.comply).toBeCloseTo(exact.comply, 14);
      expect(result.certificate.deviation!).toBeLessThan(6);
      expect(result.certificate.holds).toBe(true);
      const { comply, evade, split } = result.counts;
      expect(comply + evade + split).toBe(2 ** 14);
      for (const name of ['comply', 'evade', 'split'] as const) {
        const { value, standardError } = result.shares[name];
        expect(standardError!).toBeGreaterThan(0);
        expect(standardError!).toBeLessThan(0.01);
        expect(Math.abs(value - exact[name])).toBeLessThan(6 * standardError!);
      }
    },
  );

  it('a grid has no standard error', () => {
    const { shares, certificate } = sample(backend, { samples: 4 ** 6, design: 'grid' });
    expect(shares.comply.standardError).toBeNull();
    expect(certificate).toMatchObject({ deviation: null, holds: true });
    const plain = sample(backend, { samples: 4096, design: 'sobol', scramble: false });
    expect(plain.shares.comply.standardError).toBeNull();
    expect(plain.certificate).toMatchObject({ deviation: null, holds: true });
    expect(Math.abs(shares.comply.value - exact.comply)).toBeLessThan(0.05);
  });

  it('counts in the kernel what the decisions of the same points are', () => {
    const ranges = {
      benefit: [0.2, 0.9],
      fine: [0, 3],
      splitCost: 0.1,
      coordination: [0.1, 0.4],
    } as const;
    const [low, high] = [
      [0.2, 0, 0, 0, 0.1, 0.1],
      [0.9, 1, 1, 3, 0.1, 0.4],
    ];
    for (const design of ['latin-hypercube', 'sobol', 'random'] as const) {
      const n = 3001;
      const result = sample(backend, { samples: n, design, seed: 9, replicates: 8, ranges });
      const counts = [0, 0, 0];
      let start = 0;
      for (const [r, size] of [376, 375, 375, 375, 375, 375, 375, 375].entries()) {
        const points = designOf(backend, { design, samples: size, dimensions: 5, seed: 9 }, [
          r,
        ]).matrix();
        for (let i = 0; i < size; i++) {
          let dimension = 0;
          const [B, a, d, F, c, s] = low.map((from, j) =>
            from === high[j] ? from : from + (high[j] - from) * points[5 * i + dimension++],
          );
          const evade = B - a * d * F;
          const split = B - c - a * d * s * F;
          counts[evade <= 0 && split <= 0 ? 0 : split <= evade ? 1 : 2]++;
        }
        start += size;
      }
      expect(start).toBe(n);
      expect(Object.values(result.counts)).toEqual(counts);
    }
  });

  it('any cut into slices, in any order, gives the same result', () => {
    const cases: SampleOptions[] = [
      { samples: 10007, seed: 1 },
      { samples: 5000, design: 'sobol', seed: 2 },
      { samples: 5000, design: 'random', seed: 3 },
      { samples: 2000, design: 'scipy', seed: 4 },
      { samples: 4096, design: 'grid' },
      {
        samples: 3000,
        seed: 5,
        ranges: { fine: { kind: 'triangular', low: 0, mode: 0.2, high: 1 }, riskAversion: [0, 2] },
        correlation: [{ between: ['fine', 'benefit'], value: 0.5 }],
      },
    ];
    for (const options of cases) {
      const n = options.samples!;
      const whole = sample(backend, options);
      const cuts = [0, 1, 17, Math.floor(n / 3), Math.floor(n / 3) + 1, n - 1, n];
      const slices = cuts
        .slice(1)
        .map((to, i) => sampleSlice(backend, options, cuts[i], to))
        .reverse();
      expect(mergeSlices(backend, options, slices)).toEqual(whole);
      expect(() => mergeSlices(backend, options, slices.slice(1))).toThrow(/slices/);
      expect(() => mergeSlices(backend, options, [...slices, slices[0]])).toThrow(/slices/);
    }
  });

  it('asynchronously, the same; a signal ends it', async () => {
    const options = { samples: 300000, seed: 6, ranges: { motivation: [0, 0.1] } } as const;
    const done: number[] = [];
    const result = await sampleAsync(backend, options, { onProgress: (p) => done.push(p.done) });
    expect(result).toEqual(sample(backend, options));
    expect(done.at(-1)).toBe(300000);
    const aborted = new AbortController();
    aborted.abort();
    const none = await sampleAsync(backend, options, { signal: aborted.signal });
    expect(none).toMatchObject({ status: 'cancelled', samples: 0, certificate: { holds: false } });
    for (const run of [null, { onProgress: 3 }, { signal: 'stop' }, { onprogress() {} }]) {
      const call = sampleAsync(backend, options, run as object);
      await expect(call).rejects.toThrow(expect.objectContaining({ name: 'ParameterError' }));
    }
    const midway = new AbortController();
    const part = await sampleAsync(backend, options, {
      signal: midway.signal,
      onProgress: () => midway.abort(),
    });
    expect(part.status).toBe('cancelled');
    expect(part.samples).toBeLessThan(300000);
    expect(part.samples).toBeGreaterThan(0);
  });

  it('labs without closed form: distributions, heterogeneous behaviour, copula', () => {
    const { certificate, shares } = sample(backend, {
      samples: 20000,
      ranges: {
        benefit: { kind: 'truncated-normal', mean: 0.5, standardDeviation: 0.2, low: 0, high: 2 },
        auditRate: { kind: 'discrete', values: [0.1, 0.5], weights: [3, 1] },
        fine: { kind: 'log-uniform', low: 0.01, high: 10 },
        riskAversion: { kind: 'triangular', low: 0, mode: 1, high: 4 },
        sites: { kind: 'discrete', values: [2, 3, 4] },
      },
      correlation: [{ between: ['benefit', 'riskAversion'], value: -0.6 }],
    });
    expect(certificate).toMatchObject({ exact: null, deviation: null, holds: true });
    expect(shares.comply.value + shares.evade.value + shares.split.value).toBeCloseTo(1, 12);
    expect(shares.comply.standardError!).toBeLessThan(0.01);
  });

  it('behaviour at its defaults changes nothing', () => {
    const plain = sample(backend, { samples: 4000, seed: 8 });
    const stated = sample(backend, {
      samples: 4000,
      seed: 8,
      ranges: { riskAversion: 0, reputation: 0, motivation: 0, sites: 2, benefit: [0, 1] },
    });
    expect(stated).toEqual(plain);
    // and next to them, nearly nothing: other code paths, the same points
    const nearly = sample(backend, { samples: 4000, seed: 8, ranges: { riskAversion: 1e-9 } });
    expect(nearly.counts).toEqual(plain.counts);
  });

  const bad: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{ samples: 0 }, /samples: got 0/],
    [{ samples: Number.NaN }, /samples: got NaN/],
    [{ samples: 'many' }, /samples: got "many"/],
    [{ samples: 2 ** 40 }, /samples: got 1099511627776/],
    [{ replicates: 1 }, /replicates: got 1/],
    [{ samples: 10, replicates: 11 }, /replicates: got 11, expected at most as many as samples/],
    [{ design: 'scipy', replicates: 16 }, /replicates: got 16, expected nothing: scipy is one/],
    [{ design: 'grid', samples: 100 }, /samples: got 100/],
    [{ seed: -3 }, /seed: got -3/],
    [{ seed: Number.NaN }, /seed: got NaN/],
    [{ ranges: { benfit: 1 } }, /benfit: .*did you mean benefit/],
    [{ ranges: { benefit: [0.8, 0.2] } }, /benefit/],
    [{ ranges: { auditRate: [0, 1.5] } }, /auditRate: .*≤ 1/],
    [{ ranges: { benefit: { kind: 'normal', mean: 0, standardDeviation: 1 } } }, /truncated/],
    [{ ranges: { sites: [2, 4] } }, /sites: .*discrete/],
    [{ ranges: 7 }, /ranges: got 7/],
    [
      {
        ranges: { benefit: 1, auditRate: 1, detection: 1, fine: 1, splitCost: 1, coordination: 1 },
      },
      /at least one number that varies/,
    ],
    [{ correlation: [{ between: ['benefit', 'sites'], value: 0.5 }] }, /not constant/],
    [{ correlation: [{ between: ['benefit', 'fine'], value: 1 }] }, /value: got 1/],
    [{ sample: 1 }, /sample: .*did you mean samples/],
  ];
  it.each(bad)('%o is a ParameterError', (options, message) => {
    const call = () => sample(backend, options as SampleOptions);
    expect(call).toThrow(expect.objectContaining({ name: 'ParameterError' }));
    expect(call).toThrow(message);
  });

  it('very few samples are no trouble', () => {
    for (const design of ['latin-hypercube', 'sobol', 'random', 'scipy', 'grid'] as const) {
      for (const samples of [1, 2, 3, 31, 33]) {
        if (design === 'grid' && samples > 1) continue;
        const { shares, counts } = sample(backend, { samples, design });
        expect(counts.comply + counts.evade + counts.split).toBe(samples);
        for (const { standardError } of Object.values(shares)) expect(standardError).not.toBeNaN();
      }
    }
  });
});

it('has the same counts on both backends', () => {
  for (const design of ['latin-hypercube', 'sobol', 'random', 'scipy'] as const) {
    const options = { samples: 20011, design, seed: 77 };
    expect(sample(javascript, options).counts).toEqual(sample(wasm, options).counts);
  }
});

describe('standard errors', () => {
  // of 400 seeds: intervals of ±1.96 (for 31 and 15 degrees of freedom ±2.04, ±2.13) must cover 95 %
  it.each([
    ['latin-hypercube', 4000, 2.04],
    ['latin-hypercube', 320, 2.04],
    ['sobol', 4096, 2.13],
    ['random', 4000, 1.96],
    ['scipy', 4000, 1.96],
    ['scipy', 500, 1.96],
  ] as const)('%s, n = %i, cover at their nominal rate', (design, samples, t) => {
    const seeds = 400;
    for (const name of ['comply', 'evade', 'split'] as const) {
      let covered = 0;
      for (let seed = 0; seed < seeds; seed++) {
        const { value, standardError } = sample(wasm, { samples, design, seed }).shares[name];
        if (Math.abs(value - exact[name]) <= t * standardError!) covered++;
      }
      // 95 % ± 4 standard deviations of 400 throws
      expect(covered / seeds).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / seeds));
      expect(covered / seeds).toBeLessThan(0.95 + 4 * Math.sqrt((0.95 * 0.05) / seeds));
    }
  });

  it('the error of a streaming hypercube is that of Fisher and Yates', () => {
    const seeds = 200;
    const error = (design: 'latin-hypercube' | 'scipy', name: keyof typeof exact) => {
      let sum = 0;
      for (let seed = 0; seed < seeds; seed++) {
        // one hypercube of 2000 points: the replicates of two times as many
        const options = { samples: 2000, design: design, seed };
        const value =
          design === 'scipy'
            ? sample(wasm, options).shares[name].value
            : singleHypercube(seed, 2000)[name];
        sum += (value - exact[name]) ** 2;
      }
      return Math.sqrt(sum / seeds);
    };
    for (const name of ['comply', 'evade', 'split'] as const) {
      // a ratio of two root mean squares of 200 has a standard deviation of 7 %
      const ratio = error('latin-hypercube', name) / error('scipy', name);
      expect(ratio).toBeLessThan(1.28);
      expect(ratio).toBeGreaterThan(0.75);
    }
  });
});

/** Shares over one streaming hypercube. */
function singleHypercube(seed: number, samples: number): Record<keyof typeof exact, number> {
  const codes = new Uint8Array(samples);
  wasm.compliance.classify(
    designOf(wasm, { samples, dimensions: 6, seed }).fill(0, samples),
    codes,
  );
  const share = (code: number) => codes.filter((c) => c === code).length / samples;
  return { comply: share(0), evade: share(1), split: share(2) };
}

it('ten million samples (long: a thousand million) in constant memory', () => {
  const samples = isLong ? 1e9 : 1e7;
  sample(wasm, { samples: 1e6, seed: 1 });
  const before = process.memoryUsage().rss;
  const result = sample(wasm, { samples, seed: 1 });
  const growth = process.memoryUsage().rss - before;
  expect(growth).toBeLessThan(16 * 2 ** 20);
  for (const name of ['comply', 'evade', 'split'] as const) {
    const { value, standardError } = result.shares[name];
    expect(Math.abs(value - exact[name])).toBeLessThan(4 * standardError!);
    expect(standardError!).toBeLessThan(0.5 / Math.sqrt(samples));
  }
});

describe.each(backends)('sample, the unusual on $name', ({ backend }) => {
  it.each([8, 9, 12])('certificates of %s replicates hold', (replicates) => {
    for (const design of ['latin-hypercube', 'sobol'] as const) {
      for (let seed = 0; seed < 40; seed++) {
        const { certificate } = sample(backend, { samples: 2048, design, replicates, seed });
        expect(certificate.holds, `${design}, seed ${seed}`).toBe(true);
      }
    }
  });

  it('certificates of rare actions hold', () => {
    for (let seed = 0; seed < 200; seed++) {
      const ranges = { fine: [0, 0.002] } as const;
      const { certificate } = sample(backend, { samples: 20000, design: 'random', seed, ranges });
      expect(certificate.holds, `seed ${seed}`).toBe(true);
    }
  });

  it('takes ranges as shares does', () => {
    const samples = 100;
    const point = sample(backend, { samples, ranges: { benefit: [0.5, 0.5] } });
    expect(point).toEqual(sample(backend, { samples, ranges: { benefit: 0.5 } }));
    const none = { benefit: null } as unknown as NonNullable<SampleOptions['ranges']>;
    expect(() => sample(backend, { ranges: none })).toThrow(/^benefit: got null/);
  });

  it('merges nothing but slices of such a sample', () => {
    const options = { samples: 100 };
    const good = sampleSlice(backend, options, 0, 100);
    const merge = (slices: unknown) => () => mergeSlices(backend, options, slices as never);
    for (const wrong of [null, 'abc', [null], [{ from: 0, to: 100 }]]) {
      expect(merge(wrong)).toThrow(/^slices: .* expected an array of what sampleSlice gives$/);
    }
    const { counts } = good;
    for (const other of [counts.with(0, Number.NaN), counts.with(0, counts[0] + 1)]) {
      expect(merge([{ ...good, counts: other }])).toThrow(/^slices: /);
    }
    expect(merge([good])).not.toThrow();
  });
});
