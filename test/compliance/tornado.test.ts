/** Tornado: closed forms, the source's own runs, sampled bars. */

import { describe, expect, it } from 'vitest';
import { complianceNames } from '../../src/compliance/parameters';
import { type TornadoOptions, tornado } from '../../src/compliance/tornado';
import { backends } from '../backends';

const b = (x: number) => {
  const L = -Math.log(x);
  return 1 - x * (1 + L + (L * L) / 2) - (x * x * L ** 3) / 12;
};
const a = (x: number) => x / 4 - (x * x) / 54;
const c = (x: number) => {
  const L = -Math.log(x);
  return (
    1 / 8 -
    (1 / 16) * (1 - x * x * (1 + 2 * L + 2 * L * L + (4 / 3) * L ** 3)) +
    x * (1 - x * (1 + L + (L * L) / 2 + L ** 3 / 6))
  );
};
const sigma = (x: number) => 1 / 8 - (1 - x) ** 2 / 54;
const closed = [b, a, a, a, c, sigma];

describe.each(backends)('tornado on $name', ({ backend }) => {
  it('has the closed forms', () => {
    for (const levels of [
      [0.2, 0.8],
      [0.01, 0.99],
      [0.5, 0.5],
    ] as const) {
      const { rows, certificate, base } = tornado(backend, { levels });
      expect(rows.map(({ parameter }) => parameter)).toEqual([...complianceNames]);
      rows.forEach(({ low, high, swing }, i) => {
        expect(Math.abs(low - closed[i](levels[0]))).toBeLessThan(1e-14);
        expect(Math.abs(high - closed[i](levels[1]))).toBeLessThan(1e-14);
        expect(swing).toBe(high - low);
      });
      expect(base).toBeCloseTo(77 / 648, 14);
      expect(certificate.holds).toBe(true);
    }
    expect(tornado(backend).rows[5].swing).toBeCloseTo(1 / 90, 14);
  });

  it("repeats the source's runs", () => {
    const { rows, design, samples, certificate } = tornado(backend, { asPublished: true });
    const counts = [2065, 6, 518, 1916, 481, 1876, 490, 1922, 1149, 1251, 1123, 1293];
    expect(rows.flatMap(({ low, high }) => [low, high])).toEqual(counts.map((k) => k / 10000));
    expect(rows.map(({ swing }) => swing.toFixed(4))).toEqual([
      '-0.2059',
      '0.1398',
      '0.1395',
      '0.1432',
      '0.0102',
      '0.0170',
    ]);
    expect({ design, samples }).toEqual({ design: 'scipy', samples: 10000 });
    expect(certificate.holds).toBe(true);
  });

  it('sampled: near the exact bars, for any action and population', () => {
    const ranges = { benefit: [0, 2], fine: [0, 3], motivation: 0.05 } as const;
    for (const action of ['comply', 'evade', 'split'] as const) {
      const exact = tornado(backend, { action, ranges });
      const sampled = tornado(backend, { action, ranges, samples: 8000, seed: 4 });
      expect(exact.certificate.holds).toBe(true);
      expect(sampled.method).toBe('sampled');
      expect(sampled.certificate.holds).toBe(true);
      sampled.rows.forEach(({ low, high }, i) => {
        const error = sampled.standardErrors![i];
        expect(Math.abs(low - exact.rows[i].low)).toBeLessThan(6 * error.low!);
        expect(Math.abs(high - exact.rows[i].high)).toBeLessThan(6 * error.high!);
      });
    }
  });

  const bad: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{ levels: [0.8, 0.2] }, /levels/],
    [{ levels: [0, 1.2] }, /levels.1: got 1.2/],
    [{ levels: [Number.NaN, 1] }, /levels.0: got NaN/],
    [{ levels: 0.5 }, /levels: got 0.5/],
    [{ levels: [] }, /levels/],
    [{ action: 'cheat' }, /action: got "cheat", expected one of comply/],
    [{ method: 'exact', samples: 100 }, /method: got "exact"/],
    [{ asPublished: true, seed: 1 }, /seed: got 1, expected nothing beside asPublished/],
    [{ samples: -1 }, /samples: got -1/],
    [{ seed: 'a' }, /seed: got "a"/],
    [{ ranges: { fine: -1 } }, /fine: got -1/],
    [{ level: [0, 1] }, /did you mean levels/],
  ];
  it.each(bad)('%o is a ParameterError', (options, message) => {
    const call = () => tornado(backend, options as TornadoOptions);
    expect(call).toThrow(expect.objectContaining({ name: 'ParameterError' }));
    expect(call).toThrow(message);
  });
});
