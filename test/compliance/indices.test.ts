/** Sobol' indices and Shapley effects of the decision. */

import { describe, expect, it } from 'vitest';
import { type IndicesOptions, indices } from '../../src/compliance/indices';
import { complianceNames } from '../../src/compliance/parameters';
import { type ShapleyOptions, shapley } from '../../src/compliance/shapley';
import { backends } from '../backends';

describe.each(backends)('indices on $name', ({ backend }) => {
  it('exact first-order indices add up to .476525', () => {
    const result = indices(backend);
    expect(result.method).toBe('exact');
    expect(Math.abs(result.sums.first - 0.476525)).toBeLessThan(1e-6);
    expect(result.mean).toBeCloseTo(77 / 648, 13);
    expect(result.variance).toBeCloseTo((77 / 648) * (571 / 648), 13);
    expect(result.certificate.holds).toBe(true);
    for (const name of complianceNames) {
      const { first, total } = result.indices[name]!;
      expect(first.value).toBeGreaterThan(0);
      expect(total.value).toBeGreaterThan(first.value);
    }
    // a, d and F enter alike
    const { auditRate, detection, fine } = result.indices;
    expect(auditRate!.total.value).toBeCloseTo(detection!.total.value, 12);
    expect(auditRate!.total.value).toBeCloseTo(fine!.total.value, 12);
  });

  it.each(['sobol', 'latin-hypercube', 'random'] as const)(
    'sampled by %s: around the exact ones',
    (design) => {
      const exact = indices(backend);
      const sampled = indices(backend, { samples: 8192, design, seed: 5, confidence: 0.9999 });
      expect(sampled.method).toBe('sampled');
      expect(sampled.certificate.deviation!).toBeLessThan(6);
      for (const name of complianceNames) {
        for (const which of ['first', 'total'] as const) {
          const { low, high } = sampled.indices[name]![which];
          const { value } = exact.indices[name]![which];
          expect(value).toBeGreaterThan(low);
          expect(value).toBeLessThan(high);
        }
      }
    },
  );

  it('sampled where labs have no exact indices: heterogeneous behaviour', () => {
    const ranges = {
      riskAversion: [0, 3],
      motivation: { kind: 'triangular', low: 0, mode: 0, high: 1 },
    } as const;
    const result = indices(backend, { ranges, samples: 4096 });
    expect(result.method).toBe('sampled');
    expect(Object.keys(result.indices)).toEqual([...complianceNames, 'riskAversion', 'motivation']);
    expect(result.certificate).toMatchObject({ deviation: null, holds: true });
    expect(result.indices.motivation!.total.value).toBeGreaterThan(0.1);
  });

  it('a number that is fixed has none', () => {
    const { indices: values } = indices(backend, { ranges: { fine: 1 } });
    expect(values.fine).toEqual({
      first: { value: 0, low: 0, high: 0 },
      total: { value: 0, low: 0, high: 0 },
    });
  });

  const bad: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{ correlation: [{ between: ['benefit', 'fine'], value: 0.5 }] }, /correlation: .*use shapley/],
    [{ method: 'exact', samples: 64 }, /method: got "exact", expected sampled where samples/],
    [{ method: 'exact', ranges: { riskAversion: 1 } }, /method: got "exact"/],
    [{ samples: 1 }, /samples/],
    [{ samples: Number.NaN }, /samples: got NaN/],
    [{ confidence: 1 }, /confidence: got 1/],
    [{ design: 'scipy' }, /design: got "scipy"/],
    [{ replicates: 2 }, /replicates: got 2/],
    [{ ranges: { audit: 1 } }, /audit/],
    [{ sample: 3 }, /did you mean samples/],
  ];
  it.each(bad)('%o is a ParameterError', (options, message) => {
    const call = () => indices(backend, options as IndicesOptions);
    expect(call).toThrow(expect.objectContaining({ name: 'ParameterError' }));
    expect(call).toThrow(message);
  });
});

describe.each(backends)('shapley on $name', ({ backend }) => {
  it('independent: between first-order and total, adding up to 1', () => {
    const { effects, certificate } = shapley(backend, { samples: 8192 });
    const { indices: values } = indices(backend);
    expect(certificate.holds).toBe(true);
    for (const name of complianceNames) {
      const { value, standardError } = effects[name]!;
      expect(value).toBeGreaterThan(values[name]!.first.value - 5 * standardError);
      expect(value).toBeLessThan(values[name]!.total.value + 5 * standardError);
    }
  });

  it('correlated: what goes together shares its part', () => {
    const ranges = { detection: 0.8, splitCost: 0.3, coordination: 0.5 };
    const run = (value: number) =>
      shapley(backend, {
        ranges,
        samples: 8192,
        correlation: [{ between: ['benefit', 'fine'], value }],
      });
    const [apart, together] = [run(0.01), run(0.9)];
    expect(together.certificate.holds).toBe(true);
    expect(Object.keys(together.effects)).toEqual(['benefit', 'auditRate', 'fine']);
    // who gains most is fined most: more comply, and the variance changes
    expect(together.mean).not.toBeCloseTo(apart.mean, 3);
    const sum = Object.values(together.effects).reduce((s, { value }) => s + value, 0);
    expect(sum).toBeCloseTo(1, 9);
  });

  const bad: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{ samples: 0 }, /samples: got 0/],
    [{ correlation: 3 }, /correlation: got 3/],
    [{ correlation: [{ between: ['benefit', 'benefit'], value: 0.5 }] }, /another parameter/],
    [{ correlation: [{ between: ['benefit', 'profit'], value: 0.5 }] }, /profit/],
    [
      { ranges: { fine: 1 }, correlation: [{ between: ['benefit', 'fine'], value: 0.5 }] },
      /not constant/,
    ],
    [{ ranges: [1] }, /ranges/],
  ];
  it.each(bad)('%o is a ParameterError', (options, message) => {
    const call = () => shapley(backend, options as ShapleyOptions);
    expect(call).toThrow(expect.objectContaining({ name: 'ParameterError' }));
    expect(call).toThrow(message);
  });
});

describe.each(backends)('indices of rare compliance on $name', ({ backend }) => {
  it('are certified by a sample that sees enough of it', () => {
    const { certificate } = indices(backend, { ranges: { fine: [0, 0.002] } });
    expect(certificate.deviation).toBeLessThan(6);
    expect(certificate.holds).toBe(true);
  });

  it('are not where none is seen', () => {
    const ranges = { fine: [0, 2e-6] } as const;
    for (const method of ['exact', 'sampled'] as const) {
      expect(indices(backend, { ranges, method }).certificate.holds).toBe(false);
    }
  });

  it('need a number that varies', () => {
    const ranges = Object.fromEntries(complianceNames.map((name) => [name, 0.5]));
    for (const run of [indices, shapley]) {
      expect(() => run(backend, { ranges })).toThrow(
        /^ranges: .* at least one number that varies$/,
      );
    }
  });
});
