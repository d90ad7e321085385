import { describe, expect, test } from 'vitest';
import { exactShares } from '../../src/compliance/exact/shares';
import { complyAt, exactTornado, shareAt } from '../../src/compliance/exact/tornado';
import { completeRanges, complianceNames, type Population } from '../../src/compliance/parameters';
import { backends } from '../backends';

const fixedAt = ({ low, high, behaviour }: Population, i: number, x: number): Population => ({
  low: low.with(i, x),
  high: high.with(i, x),
  behaviour,
});

describe.each(backends)('exact tornado, $name', ({ backend: { math } }) => {
  const unit = completeRanges();

  test("the unit box's closed forms are the shares at fixed numbers", () => {
    for (let i = 0; i < 6; i++) {
      for (const x of [0, 1e-9, 1e-3, 0.1, 0.2, 0.5, 0.8, 0.999, 1]) {
        const { comply } = exactShares(math, fixedAt(unit, i, x));
        expect(Math.abs(complyAt(math, i, x) - comply), `${i} ${x}`).toBeLessThan(1e-14);
        expect(shareAt(math, unit, i, x, 'comply')).toBe(complyAt(math, i, x));
      }
    }
    expect(complyAt(math, 0, 0)).toBe(1);
    expect(Math.abs(complyAt(math, 0, 1))).toBeLessThan(1e-16);
    expect(complyAt(math, 4, 0)).toBe(1 / 16);
    expect(complyAt(math, 4, 1)).toBe(1 / 8);
  });

  test('their means over the number are the share of the whole', () => {
    const n = 4000;
    for (let i = 0; i < 6; i++) {
      let mean = 0;
      for (let k = 0; k < n; k++) mean += complyAt(math, i, (k + 0.5) / n) / n;
      expect(Math.abs(mean - 77 / 648)).toBeLessThan(1e-6);
    }
  });

  test('the rows at the levels of the source', () => {
    const rows = exactTornado(math, [0.2, 0.8], unit, 'comply');
    expect(rows.map((row) => row.parameter)).toEqual([...complianceNames]);
    const audit = { low: 0.05 - 0.04 / 54, high: 0.2 - 0.64 / 54 };
    for (const row of rows.slice(1, 4)) {
      expect(row.low).toBeCloseTo(audit.low, 14);
      expect(row.high).toBeCloseTo(audit.high, 14);
    }
    for (const row of rows) expect(row.swing).toBe(row.high - row.low);
    expect(rows[0].swing).toBeLessThan(0);
    expect(rows.slice(1).every((row) => row.swing > 0)).toBe(true);
    // the swings of the three shares cancel
    const others = (['evade', 'split'] as const).map((a) =>
      exactTornado(math, [0.2, 0.8], unit, a),
    );
    rows.forEach((row, i) => {
      expect(Math.abs(row.swing + others[0][i].swing + others[1][i].swing)).toBeLessThan(1e-14);
    });
  });

  test('any population, with its fixed numbers replaced too', () => {
    const population = completeRanges({ fine: [0, 2], auditRate: 0.4, reputation: 0.1 });
    const rows = exactTornado(math, [0.1, 0.9], population, 'split');
    rows.forEach((row, i) => {
      expect(row.low).toBe(exactShares(math, fixedAt(population, i, 0.1)).split);
      expect(row.high).toBe(exactShares(math, fixedAt(population, i, 0.9)).split);
    });
  });

  test.each([
    [[0.8, 0.2]],
    [[0.2, 1.2]],
    [[-0.1, 0.5]],
    [[Number.NaN, 0.5]],
    [['0', 1]],
    [[0.5]],
    [null],
  ])('levels %j are refused', (levels) => {
    expect(() => exactTornado(math, levels as [number, number], unit, 'comply')).toThrow(
      expect.objectContaining({ name: 'ParameterError' }),
    );
  });
});
