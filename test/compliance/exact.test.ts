import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sharesOtherwise } from '../../src/compliance/exact/check';
import { nestedShares } from '../../src/compliance/exact/nested';
import { type ExactShares, exactShares } from '../../src/compliance/exact/shares';
import {
  type ComplianceRanges,
  completeRanges,
  complianceNames,
  type Population,
} from '../../src/compliance/parameters';
import { backends, javascript } from '../backends';
import { seeded } from '../random';

/**
 * Boxes of all kinds with their shares from another formulation in 70 digits: volumes of half-spaces in a
 * box as sums over its corners, and Gauss–Legendre of 30 points over ln X (mpmath).
 */
interface Row {
  readonly kind: string;
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly behaviour: Partial<Population['behaviour']>;
  readonly comply: number;
  readonly evade: number;
  readonly split: number;
}

const rows = JSON.parse(
  readFileSync(new URL('./sub-boxes.json', import.meta.url), 'utf8'),
) as readonly Row[];
const plain = { riskAversion: 0, reputation: 0, motivation: 0, sites: 2 };
const populationOf = ({ low, high, behaviour }: Row): Population => ({
  low: Float64Array.from(low),
  high: Float64Array.from(high),
  behaviour: { ...plain, ...behaviour },
});

const each = ['comply', 'evade', 'split'] as const;
function expectShares(
  actual: Pick<ExactShares, (typeof each)[number]>,
  expected: Pick<ExactShares, (typeof each)[number]>,
  tolerance: number,
  what = '',
): void {
  for (const action of each) {
    const error = Math.abs(actual[action] - expected[action]);
    expect(error, `${what} ${action}: ${actual[action]}`).toBeLessThanOrEqual(tolerance);
  }
}

describe.each(backends)('exact shares, $name', ({ backend }) => {
  const { math } = backend;

  test('the unit box to rounding, in closed form', () => {
    const shares = exactShares(math, completeRanges());
    expectShares(shares, { comply: 77 / 648, evade: 359 / 432, split: 65 / 1296 }, 1e-15);
    expect(shares.method).toBe('closed-form');
  });

  test('boxes of all kinds, down to a width of 1e-12', () => {
    expect(rows.length).toBeGreaterThanOrEqual(40);
    rows.forEach((row, i) => {
      const shares = exactShares(math, populationOf(row));
      expectShares(shares, row, 1e-13, `${i} ${row.kind}`);
      for (const action of each) expect(shares[action]).toBeGreaterThanOrEqual(0);
    });
  });

  test('quadrature reaches 1e-14: the parts of the unit box make up the whole', () => {
    const cuts = [0.37, 0.52, 0.64, 0.29, 0.23, 0.71];
    let comply = 0;
    let evade = 0;
    for (let part = 0; part < 64; part++) {
      const ranges: Record<string, [number, number]> = {};
      let volume = 1;
      complianceNames.forEach((name, j) => {
        const range: [number, number] = (part >> j) % 2 === 0 ? [0, cuts[j]] : [cuts[j], 1];
        ranges[name] = range;
        volume *= range[1] - range[0];
      });
      const shares = exactShares(math, completeRanges(ranges));
      comply += volume * shares.comply;
      evade += volume * shares.evade;
    }
    expect(Math.abs(comply - 77 / 648)).toBeLessThan(1e-14);
    expect(Math.abs(evade - 359 / 432)).toBeLessThan(1e-14);
  });

  test('the nested rule agrees where nothing is tiny, and estimates its error', () => {
    for (const row of rows) {
      if (
        row.kind.startsWith('tiny') ||
        row.high.some((h, j) => h > row.low[j] && h - row.low[j] < 1e-6)
      ) {
        continue;
      }
      const shares = nestedShares(math, populationOf(row));
      expectShares(shares, row, 1e-11, row.kind);
      expectShares(shares, row, 10 * shares.error, row.kind);
    }
  });

  test('one lab does what the decision says, ties included', () => {
    const random = seeded(11);
    const n = 3000;
    const columns = new Float64Array(6 * n).map(() => Math.floor(random() * 11) / 10);
    const codes = new Uint8Array(n);
    backend.compliance.classify(columns, codes);
    for (let i = 0; i < n; i++) {
      const lab = Float64Array.from({ length: 6 }, (_, j) => columns[j * n + i]);
      const shares = exactShares(math, { low: lab, high: lab.slice(), behaviour: plain });
      expect(each.map((action) => shares[action])).toEqual([0, 1, 2].map((k) => +(codes[i] === k)));
    }
  });

  test('fixed numbers that tie within a population are decided as labs decide', () => {
    // 0.6·0.5·0.4 against 0.12: equal in decimals; what labs decide in doubles counts
    for (const [a, d, F, B] of [
      [0.6, 0.5, 0.4, 0.12],
      [0.7, 0.1, 1, 0.07],
      [0.3, 0.3, 1, 0.09],
      [0.1, 0.7, 3, 0.21],
    ]) {
      const ranges = { benefit: B, auditRate: a, detection: d, fine: F };
      const { evade } = exactShares(math, completeRanges(ranges));
      expect(evade > 0).toBe(B - a * d * F > 0);
    }
    expect(exactShares(math, completeRanges({ fine: 0, splitCost: 0 })).evade).toBe(1);
    expect(exactShares(math, completeRanges({ benefit: 0 })).comply).toBe(1);
    expect(exactShares(math, completeRanges({ benefit: 0, motivation: 1 })).comply).toBe(1);
  });

  test('shares move with each number as the decision does', () => {
    const random = seeded(5);
    for (let round = 0; round < 60; round++) {
      const tops = [1, 1, 1, 3, 0.6, 1];
      const low = Float64Array.from(tops, (top) => (random() < 0.2 ? 0 : top * 0.7 * random()));
      const high = low.map((l, j) => (random() < 0.2 ? l : l + (tops[j] - l) * random()));
      const before = exactShares(math, { low, high, behaviour: plain });
      expect(before.comply + before.evade + before.split).toBeCloseTo(1, 14);
      for (let j = 0; j < 6; j++) {
        const raised = low.with(j, low[j] + 0.5 * (high[j] - low[j]));
        const top = Math.min(tops[j], high[j] + 0.1);
        const after = exactShares(math, { low: raised, high: high.with(j, top), behaviour: plain });
        const rise = after.comply - before.comply;
        expect(j === 0 ? -rise : rise).toBeGreaterThan(-1e-13);
        // dearer or better watched, splitting is rarer
        if (j >= 4) expect(after.split).toBeLessThan(before.split + 1e-13);
      }
    }
  });

  test('numbers of any size', () => {
    const huge = { benefit: [0, 1e305], fine: [1e300, 1.5e308], splitCost: [0, 1e304] } as const;
    const large = exactShares(math, completeRanges({ ...huge, reputation: 1e308 }));
    expect(large.comply).toBeGreaterThan(0.9);
    expect(large.comply + large.evade + large.split).toBeCloseTo(1, 14);
    const small = { benefit: [0, 1e-305], fine: [0, 1e-308], splitCost: [0, 5e-324] } as const;
    const shares = exactShares(math, completeRanges(small));
    expect(shares.comply + shares.evade + shares.split).toBeCloseTo(1, 14);
  });
});

describe('behaviours', () => {
  const { math } = javascript;
  const boxes: Record<string, ComplianceRanges> = {
    unit: {},
    inner: {
      benefit: [0.2, 0.9],
      auditRate: [0.1, 0.8],
      detection: [0.3, 0.9],
      fine: [0.1, 2],
      splitCost: [0.05, 0.4],
      coordination: [0.1, 0.6],
    },
    fixed: { benefit: 0.3, splitCost: 0.05, fine: [0, 3] },
  };
  const behaviours = [
    { sites: 3 },
    { sites: 10 },
    { sites: 1000 },
    { riskAversion: 1e-9 },
    { riskAversion: 1 },
    { riskAversion: 6 },
    { riskAversion: 3, sites: 4, reputation: 0.3, motivation: 0.1 },
  ];
  const cases = Object.entries(boxes).flatMap(([name, box]) =>
    behaviours.map((behaviour) => ({ name, behaviour, ranges: { ...box, ...behaviour } })),
  );

  test.each(cases)('$name box, $behaviour: two rules agree', ({ ranges }) => {
    const population = completeRanges(ranges);
    const [comply, evade, split] = sharesOtherwise(math, population);
    expectShares(exactShares(math, population), { comply, evade, split }, 2e-11);
  });

  test.each(cases.slice(0, 14))('$name box, $behaviour: so does a sample', ({ ranges }) => {
    const { low, high, behaviour } = completeRanges(ranges);
    const { comply, split } = exactShares(math, { low, high, behaviour });
    const random = seeded(3);
    const n = 100_000;
    const counts = [0, 0, 0];
    const lab = new Float64Array(6);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < 6; j++) lab[j] = low[j] + (high[j] - low[j]) * random();
      const one = exactShares(math, { low: lab, high: lab, behaviour });
      counts[0] += one.comply;
      counts[2] += one.split;
    }
    const band = (p: number) => 4.5 * Math.sqrt((p * (1 - p)) / n) + 1e-9;
    expect(Math.abs(counts[0] / n - comply)).toBeLessThan(band(comply));
    expect(Math.abs(counts[2] / n - split)).toBeLessThan(band(split));
  });

  test('strong risk aversion overflows nothing', () => {
    for (const riskAversion of [100, 2000]) {
      const population = completeRanges({ riskAversion, detection: 0.7 });
      const [comply, evade, split] = sharesOtherwise(math, population);
      expectShares(exactShares(math, population), { comply, evade, split }, 2e-11);
    }
  });

  test('no aversion is the limit of little', () => {
    const none = exactShares(math, completeRanges(boxes.inner));
    expectShares(
      exactShares(math, completeRanges({ ...boxes.inner, riskAversion: 1e-12 })),
      none,
      1e-11,
    );
  });
});
