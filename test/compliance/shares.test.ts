import { describe, expect, test } from 'vitest';
import { exactShares } from '../../src/compliance/exact/shares';
import { type ComplianceRanges, completeRanges } from '../../src/compliance/parameters';
import { shares } from '../../src/compliance/shares';
import { backends, javascript, wasm } from '../backends';
import { expectNoNaN } from '../numbers';
import { seeded } from '../random';

const inner: ComplianceRanges = {
  benefit: [0.2, 0.9],
  auditRate: [0.1, 0.8],
  detection: [0.3, 0.9],
  fine: [0.1, 2],
  splitCost: [0.05, 0.4],
  coordination: [0.1, 0.6],
};

describe.each(backends)('shares, $name', ({ name, backend }) => {
  const complies = (ranges: ComplianceRanges) =>
    exactShares(backend.math, completeRanges(ranges)).comply;

  test('the unit box', () => {
    const result = shares(backend);
    expect(result).toMatchObject({ status: 'converged', backend: name, method: 'closed-form' });
    expect(result.comply).toBeCloseTo(77 / 648, 15);
    expect(result.evade).toBeCloseTo(359 / 432, 15);
    expect(result.split).toBeCloseTo(65 / 1296, 15);
    expect(result.certificate).toMatchObject({
      kind: 'independent-quadrature',
      tolerance: 1e-9,
      holds: true,
    });
    expect(result.certificate.residual).toBeLessThan(1e-14);
    // P(comply | a = 1) = 1/4 − 1/54, and nothing complies at a = 0 or B = 1
    const { shadowPrices } = result;
    expect(shadowPrices['auditRate.high']).toBeCloseTo(1 / 4 - 1 / 54 - 77 / 648, 14);
    expect(shadowPrices['auditRate.low']).toBeCloseTo(77 / 648, 14);
    expect(shadowPrices['benefit.high']).toBeCloseTo(-77 / 648, 14);
    expect(shadowPrices['benefit.low']).toBeCloseTo(77 / 648 - 1, 14);
    expect(shadowPrices.motivation).toBeCloseTo(1, 14);
    expect(shadowPrices.reputation).toBeCloseTo(1 / 4 - 1 / 54, 14);
    expect(shadowPrices.riskAversion).toBeGreaterThan(0);
    expect(Object.keys(shadowPrices)).toHaveLength(15);
  });

  test('at fixed numbers: the slopes of closed forms', () => {
    // P(comply | a) = a/4 − a²/54, P(comply | σ) = 1/8 − (1 − σ)²/54
    const atAudit = shares(backend, { auditRate: 0.4 });
    expect(atAudit.method).toBe('closed-form');
    expect(atAudit.comply).toBeCloseTo(0.1 - 0.16 / 54, 14);
    expect(Math.abs(atAudit.shadowPrices.auditRate - (0.25 - 0.4 / 27))).toBeLessThan(1e-6);
    for (const sigma of [0, 0.3, 1]) {
      const { shadowPrices } = shares(backend, { coordination: [sigma, sigma] });
      expect(Math.abs(shadowPrices.coordination - (1 - sigma) / 27)).toBeLessThan(1e-6);
    }
  });

  test('shadow prices are what a small move brings', () => {
    const { shadowPrices, certificate } = shares(backend, inner);
    expect(certificate.residual).toBeLessThan(1e-12);
    const h = 1e-5;
    const price = (change: (h: number) => ComplianceRanges) =>
      (complies({ ...inner, ...change(h) }) - complies({ ...inner, ...change(-h) })) / (2 * h);
    for (const [name, range] of Object.entries(inner) as Array<[string, [number, number]]>) {
      const low = price((h) => ({ [name]: [range[0] + h, range[1]] }));
      const high = price((h) => ({ [name]: [range[0], range[1] + h] }));
      expect(Math.abs(shadowPrices[`${name}.low`] - low), `${name}.low`).toBeLessThan(1e-7);
      expect(Math.abs(shadowPrices[`${name}.high`] - high), `${name}.high`).toBeLessThan(1e-7);
    }
    const fewer = { ...inner, detection: 0.6, coordination: 0.3 };
    const behaving = { ...fewer, motivation: 0.1, reputation: 0.2, riskAversion: 0.5 };
    const moved = shares(backend, behaving).shadowPrices;
    for (const name of ['motivation', 'reputation', 'riskAversion'] as const) {
      const at = (x: number) => complies({ ...behaving, [name]: x });
      const slope = (at(behaving[name] + 1e-4) - at(behaving[name] - 1e-4)) / 2e-4;
      expect(Math.abs(moved[name] - slope), name).toBeLessThan(1e-6);
    }
    // from 0, one-sided
    const aversion = (complies({ ...inner, riskAversion: 1e-5 }) - complies(inner)) / 1e-5;
    expect(Math.abs(shadowPrices.riskAversion - aversion)).toBeLessThan(1e-5);
  });

  test('one lab, jumps, nothing varies: numbers all the same', () => {
    const lab = {
      benefit: 0.6,
      auditRate: 0.4,
      detection: 0.5,
      fine: 0.5,
      splitCost: 0.1,
      coordination: 0.25,
    };
    const result = shares(backend, lab);
    expect([result.comply, result.evade, result.split]).toEqual([0, 1, 0]);
    for (const price of Object.values(result.shadowPrices)) expect(price).toBe(0);
    // B = adF for all: raising B ends compliance, lowering it changes nothing
    const tied = shares(backend, { benefit: 0.2, auditRate: 0.4, detection: 0.5, fine: 1 });
    expectNoNaN(tied);
    expect(Math.abs(tied.shadowPrices.benefit)).toBeLessThan(10);
    expectNoNaN(shares(backend, { fine: 0, benefit: 0 }));
    expectNoNaN(shares(backend, { auditRate: 0, coordination: 1, splitCost: 0 }));
  });

  test('the certificate holds over random populations', () => {
    const random = seeded(21);
    for (let round = 0; round < 10; round++) {
      const range = (top: number): [number, number] => {
        const low = top * random() * (random() < 0.3 ? 0 : 0.6);
        return [low, random() < 0.2 ? low : low + (top - low) * random()];
      };
      const { certificate, comply, evade, split } = shares(backend, {
        benefit: range(1.5),
        auditRate: range(1),
        detection: range(1),
        fine: range(4),
        splitCost: range(0.5),
        coordination: range(1),
        sites: random() < 0.8 ? 2 : 3,
      });
      expect(certificate.holds).toBe(true);
      expect(comply + evade + split).toBeCloseTo(1, 13);
    }
  });

  test.each([
    [{ auditRate: [0.5, 0.2] }, 'auditRate'],
    [{ auditRate: 1.5 }, 'auditRate'],
    [{ detection: [0, 2] }, 'detection.1'],
    [{ fine: -1 }, 'fine'],
    [{ fine: [Number.NaN, 1] }, 'fine.0'],
    [{ benefit: Number.POSITIVE_INFINITY }, 'benefit'],
    [{ benefit: '0.3' }, 'benefit'],
    [{ splitCost: [0, 1, 2] }, 'splitCost'],
    [{ sites: 2.5 }, 'sites'],
    [{ riskAversion: -1 }, 'riskAversion'],
    [{ auditrate: 0.3 }, 'auditrate'],
    [null, 'ranges'],
  ])('%j is refused', (ranges, path) => {
    expect(() => shares(backend, ranges as ComplianceRanges)).toThrow(
      expect.objectContaining({ name: 'ParameterError', path }),
    );
  });
});

test('both backends give the same shares', () => {
  const one = shares(wasm, inner);
  const other = shares(javascript, inner);
  expect(Math.abs(one.comply - other.comply)).toBeLessThan(1e-15);
  expect(Math.abs(one.evade - other.evade)).toBeLessThan(1e-15);
});

describe.each(backends)('shares in any unit of money, $name', ({ backend }) => {
  const scaled = (unit: number, riskAversion: number): ComplianceRanges => ({
    benefit: [0, unit],
    fine: [0, unit],
    splitCost: [0, unit],
    riskAversion: riskAversion / unit,
  });
  test.each([1e-300, 1e-150, 1e150, 1e300])('of %s', (unit) => {
    for (const riskAversion of [0, 1]) {
      const one = shares(backend, scaled(1, riskAversion));
      const other = shares(backend, scaled(unit, riskAversion));
      expect(other.comply).toBeCloseTo(one.comply, 12);
      expect(other.evade).toBeCloseTo(one.evade, 12);
      expect(other.certificate.holds).toBe(true);
    }
  });

  test('next to no and endless risk aversion', () => {
    const next = shares(backend, { riskAversion: 5e-324 });
    expect(next.comply).toBeCloseTo(77 / 648, 12);
    expect(next.certificate.holds).toBe(true);
    expectNoNaN(next);
    const endless = shares(backend, { riskAversion: 1e308, fine: 1e308 });
    expect(endless.comply).toBe(1);
    expect(endless.certificate.holds).toBe(true);
  });
});
