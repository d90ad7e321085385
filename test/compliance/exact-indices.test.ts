import { describe, expect, test } from 'vitest';
import { exactIndices } from '../../src/compliance/exact/indices';
import { shareAt } from '../../src/compliance/exact/tornado';
import {
  type ComplianceName,
  completeRanges,
  complianceNames,
} from '../../src/compliance/parameters';
import { backends, javascript } from '../backends';
import { expectNoNaN } from '../numbers';
import { seeded } from '../random';

const variance = (77 / 648) * (571 / 648);

describe.each(backends)('exact indices, $name', ({ backend: { math } }) => {
  test('the unit box: rational numbers', () => {
    const { mean, variance: found, indices } = exactIndices(math, completeRanges());
    expect(mean).toBeCloseTo(77 / 648, 15);
    expect(found).toBeCloseTo(variance, 15);
    // of a/4 − a²/54: ∫ g² − P² and ∫ (2a − 1) g
    const square = 1 / 48 - 1 / 4 / 54 / 2 + 1 / 54 / 54 / 5;
    const audit = {
      first: (square - (77 / 648) ** 2) / variance,
      total: (1 / 24 - 1 / 324) / variance,
    };
    for (const name of ['auditRate', 'detection', 'fine'] as const) {
      expect(Math.abs(indices[name].first - audit.first)).toBeLessThan(1e-10);
      expect(Math.abs(indices[name].total - audit.total)).toBeLessThan(1e-10);
    }
    // of 1/8 − (1 − σ)²/54
    const coordination = { first: 4 / 45 / 54 / 54 / variance, total: 1 / 324 / variance };
    expect(Math.abs(indices.coordination.first - coordination.first)).toBeLessThan(1e-10);
    expect(Math.abs(indices.coordination.total - coordination.total)).toBeLessThan(1e-10);
    // ∫ (2b − 1) g = 2 ∫ b g − P of (26): ∫ b (1 − b(1 + ℓ + ℓ²/2) − b²ℓ³/12) = 1/2 − 13/27 − 1/512
    const total = Math.abs(2 * (1 / 2 - (1 / 3 + 1 / 9 + 1 / 27) - 6 / 256 / 12) - 77 / 648);
    expect(Math.abs(indices.benefit.total - total / variance)).toBeLessThan(1e-10);
    const sum = complianceNames.reduce((all, name) => all + indices[name].first, 0);
    expect(Math.abs(sum - 0.476525)).toBeLessThan(1e-6);
  });

  test('fixed numbers have none, the only one that varies has all', () => {
    const box = { benefit: 0.1, detection: 0.5, auditRate: 0.4, splitCost: 0.1, coordination: 0.2 };
    const { indices, mean } = exactIndices(math, completeRanges({ ...box, fine: [0, 2] }));
    expect(mean).toBeCloseTo(0.75, 14);
    for (const name of complianceNames) {
      const { first, total } = indices[name];
      expect(first).toBeCloseTo(name === 'fine' ? 1 : 0, 9);
      expect(total).toBeCloseTo(name === 'fine' ? 1 : 0, 9);
    }
  });

  test('nothing to explain where all do the same', () => {
    const result = exactIndices(math, completeRanges({ fine: [0, 0.1], benefit: [0.5, 1] }));
    expectNoNaN(result);
    expect(result.variance).toBe(0);
    for (const name of complianceNames) {
      expect(result.indices[name]).toEqual({ first: 0, total: 0 });
    }
  });
});

test('general boxes: total from its definition, by pick and freeze', () => {
  const box: Record<ComplianceName, [number, number]> = {
    benefit: [0.1, 0.7],
    auditRate: [0.3, 0.9],
    detection: [0.4, 1],
    fine: [0.2, 2],
    splitCost: [0, 0.3],
    coordination: [0.1, 0.8],
  };
  const { mean, variance, indices } = exactIndices(javascript.math, completeRanges(box));
  const random = seeded(8);
  const n = 150_000;
  const ranges = complianceNames.map((name) => box[name]);
  const complies = ([B, a, d, F, c, s]: number[]) =>
    Number(B <= a * d * F && B - c <= a * d * s * F);
  const differs = new Float64Array(6);
  const both = new Float64Array(6);
  for (let i = 0; i < n; i++) {
    const one = ranges.map(([l, h]) => l + (h - l) * random());
    const two = ranges.map(([l, h]) => l + (h - l) * random());
    const atOne = complies(one);
    for (let j = 0; j < 6; j++) {
      differs[j] += Number(atOne !== complies(one.with(j, two[j])));
      both[j] += (atOne - mean) * (complies(two.with(j, one[j])) - mean);
    }
  }
  complianceNames.forEach((name, j) => {
    const { first, total } = indices[name];
    expect(first).toBeLessThanOrEqual(total);
    const band = 4.5 / Math.sqrt(n);
    expect(Math.abs(differs[j] / (2 * n * variance) - total), name).toBeLessThan(2 * band);
    expect(Math.abs(both[j] / (n * variance) - first), name).toBeLessThan(band);
  });
});

test('a share that falls within a small part of a range', () => {
  const { math } = javascript;
  const population = completeRanges({ fine: [0, 0.002] });
  const { mean, variance: found, indices } = exactIndices(math, population);
  // by the midpoints of [0, 0.002], beyond which nobody complies
  const points = 2000;
  let sum = (1 - 0.002) * mean * mean;
  for (let i = 0; i < points; i++) {
    const share = shareAt(math, population, 0, (0.002 * (i + 0.5)) / points, 'comply');
    sum += (0.002 / points) * (share - mean) ** 2;
  }
  expect(indices.benefit.first).toBeCloseTo(sum / found, 4);
  expect(indices.benefit.total).toBeGreaterThan(0.99);
});
