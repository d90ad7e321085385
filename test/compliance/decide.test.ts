/** The decision, its prices, and many at once. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, type Decisions, decide, payoffs } from '../../src/compliance/decide';
import { actions } from '../../src/compliance/model';
import { complianceNames } from '../../src/compliance/parameters';
import { backends } from '../backends';
import { expectClose } from '../numbers';
import { seeded } from '../random';

const one = fc.record({
  benefit: fc.double({ min: 0, max: 2, noNaN: true }),
  auditRate: fc.double({ min: 0, max: 1, noNaN: true }),
  detection: fc.double({ min: 0, max: 1, noNaN: true }),
  fine: fc.double({ min: 0, max: 5, noNaN: true }),
  splitCost: fc.double({ min: 0, max: 1, noNaN: true }),
  coordination: fc.double({ min: 0, max: 1, noNaN: true }),
  riskAversion: fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 20, noNaN: true })),
  reputation: fc.double({ min: 0, max: 2, noNaN: true }),
  motivation: fc.double({ min: 0, max: 0.5, noNaN: true }),
  sites: fc.integer({ min: 2, max: 6 }),
});

describe.each(backends)('decide on $name', ({ backend }) => {
  it("evades at the source's baseline", () => {
    const { action, payoffs: values, margin, isUnique } = decide(backend);
    expect(action).toBe('evade');
    expect(values).toEqual({ comply: 0, evade: 0.5, split: 0.475 });
    expect(margin).toBeCloseTo(0.025, 12);
    expect(isUnique).toBe(true);
  });

  it('ties go to the first of comply, evade, split', () => {
    const tie = { benefit: 0.25, auditRate: 0.5, detection: 1, fine: 0.5 };
    expect(decide(backend, { ...tie, splitCost: 0.5 })).toMatchObject({
      action: 'comply',
      margin: 0,
      isUnique: false,
    });
    const equal = {
      benefit: 1,
      auditRate: 0.5,
      detection: 1,
      fine: 0.5,
      coordination: 1,
      splitCost: 0,
    };
    expect(decide(backend, equal)).toMatchObject({ action: 'evade', margin: 0, isUnique: false });
  });

  it('takes the best action, and with risk aversion L is the certainty equivalent', () => {
    fc.assert(
      fc.property(one, (p) => {
        const { action, payoffs: u } = decide(backend, p);
        expect(u[action]).toBe(Math.max(u.comply, u.evade, u.split));
        expect(payoffs(backend, p)).toEqual(u);
        const f = p.fine + p.reputation;
        const chance = p.auditRate * p.detection;
        const loss = p.benefit - p.motivation - u.evade;
        // expected utility with the fine at risk is that of the sure loss
        const { riskAversion: eta } = p;
        const sure = eta === 0 ? loss : Math.expm1(eta * loss) / eta;
        const risked = eta === 0 ? chance * f : (chance * Math.expm1(eta * f)) / eta;
        expect(Math.abs(sure - risked)).toBeLessThanOrEqual(
          1e-11 * (1 + Math.abs(risked)) * (1 + eta * f),
        );
        // dislike of risk only makes it worse
        expect(loss).toBeGreaterThanOrEqual(chance * f * (1 - 1e-12) - 1e-15);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('prices are central differences of the best payoff', () => {
    const random = seeded(12);
    for (let trial = 0; trial < 200; trial++) {
      const p: Record<string, number> = {
        benefit: 0.3 + random(),
        auditRate: 0.1 + 0.8 * random(),
        detection: 0.1 + 0.8 * random(),
        fine: 0.1 + random(),
        splitCost: 0.3 * random() + 0.01,
        coordination: 0.05 + 0.9 * random(),
        riskAversion: [0.01, 0.5, 3][trial % 3] * (1 + random()),
        reputation: 0.1 + 0.3 * random(),
        motivation: 0.1 + 0.1 * random(),
        sites: 2 + (trial % 3),
      };
      const best = decide(backend, p);
      if (best.margin < 1e-3) continue;
      for (const [name, price] of Object.entries(best.shadowPrices)) {
        const h = 1e-5;
        const at = (x: number) => decide(backend, { ...p, [name]: x }).payoffs[best.action];
        const slope = (at(p[name] + h) - at(p[name] - h)) / (2 * h);
        expect(Math.abs(price - slope), `${name} ${best.action}`).toBeLessThan(
          1e-8 * (1 + Math.abs(price)),
        );
      }
      // risk-neutral: its limit
      const neutral = decide(backend, { ...p, riskAversion: 0 });
      const near = decide(backend, { ...p, riskAversion: 1e-6 });
      const rise = (near.payoffs.evade - neutral.payoffs.evade) / 1e-6;
      if (neutral.action === 'evade') {
        expect(Math.abs(neutral.shadowPrices.riskAversion - rise)).toBeLessThan(1e-5);
      }
    }
  });

  it('many at once: the same as one by one, numbers and columns mixed', () => {
    const random = seeded(3);
    const n = 997;
    const column = () => Float64Array.from({ length: n }, () => Math.round(random() * 20) / 20);
    const columns = {
      benefit: column(),
      auditRate: column(),
      detection: Array.from(column()),
      fine: column(),
    };
    for (const behaviour of [
      {},
      { motivation: 0.1, reputation: 0.2, sites: 3 },
      { riskAversion: 2 },
    ]) {
      const many = decide(backend, { ...columns, coordination: 0.3, ...behaviour }) as Decisions;
      const counts = { comply: 0, evade: 0, split: 0 };
      for (let i = 0; i < n; i++) {
        const { action } = decide(backend, {
          benefit: columns.benefit[i],
          auditRate: columns.auditRate[i],
          detection: columns.detection[i],
          fine: columns.fine[i],
          coordination: 0.3,
          ...behaviour,
        }) as Decision;
        expect(actions[many.codes[i]]).toBe(action);
        counts[action]++;
      }
      expect(many.counts).toEqual(counts);
    }
  });

  it('monotone: a higher fine, audit rate, detection, cost or coordination never ends compliance', () => {
    fc.assert(
      fc.property(
        one,
        fc.constantFrom(...complianceNames.slice(1)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (p, name, up) => {
          const more =
            name === 'fine' || name === 'splitCost' ? p[name] + up : p[name] + up * (1 - p[name]);
          if (decide(backend, p).action === 'comply') {
            expect(decide(backend, { ...p, [name]: more }).action).toBe('comply');
          }
        },
      ),
      { numRuns: 500, seed: 8 },
    );
  });

  const bad: ReadonlyArray<readonly [unknown, RegExp]> = [
    [{ benefit: -0.1 }, /benefit: got -0.1, expected a finite number ≥ 0/],
    [{ auditRate: 1.01 }, /auditRate: got 1.01/],
    [{ detection: Number.NaN }, /detection: got NaN/],
    [{ fine: Number.POSITIVE_INFINITY }, /fine: got Infinity/],
    [{ splitCost: '0.1' }, /splitCost: got "0.1"/],
    [{ coordination: null }, /coordination: got null/],
    [{ sites: 1 }, /sites: got 1/],
    [{ sites: 2.5 }, /sites: got 2.5/],
    [{ riskAversion: -1 }, /riskAversion: got -1/],
    [{ audits: 1 }, /audits: .*expected one of/],
    [{ benefit: [] }, /benefit: .*at least one number/],
    [{ benefit: [0.1, Number.NaN] }, /benefit.1: got NaN/],
    [{ benefit: [0.1, -1] }, /benefit.1: got -1/],
    [{ benefit: [0.1, '1'] }, /benefit.1: got "1"/],
    [{ benefit: [0.1, 0.2], fine: [1, 2, 3] }, /fine: .*column of 2 numbers/],
    [{ benefit: [0.1], motivation: [0.1] }, /motivation: .*one number/],
    [{ benefit: [0.1], greed: 2 }, /greed/],
    [{ benefit: new Float32Array(3) }, /benefit/],
    [[], /parameters/],
    ['x', /parameters: got "x"/],
  ];
  it.each(bad)('%o is a ParameterError', (given, message) => {
    const call = () => decide(backend, given as object);
    expect(call).toThrow(expect.objectContaining({ name: 'ParameterError' }));
    expect(call).toThrow(message);
  });

  it('large numbers stay numbers', () => {
    for (const riskAversion of [0, 1e-300, 1e-8, 1, 700, 1e6, 1e300]) {
      const result = decide(backend, { benefit: 1e300, fine: 1e300, riskAversion });
      for (const value of Object.values(result.payoffs)) expect(value).not.toBeNaN();
      for (const price of Object.values(result.shadowPrices)) expect(price).not.toBeNaN();
    }
    expectClose(decide(backend, { riskAversion: 1e300, benefit: 2 }).payoffs.evade, 1.5, 1e-12);
  });
});

describe.each(backends)('decide at the ends of doubles, $name', ({ backend }) => {
  it('next to no risk aversion is none', () => {
    const neutral = decide(backend);
    for (const riskAversion of [5e-324, 1e-320, 1e-100, 1e-18]) {
      const { payoffs: values, shadowPrices } = decide(backend, { riskAversion });
      expect(values).toEqual(neutral.payoffs);
      expect(shadowPrices).toEqual(neutral.shadowPrices);
    }
  });

  it('prices of a small risk aversion keep their digits', () => {
    const { shadowPrices } = decide(backend, { riskAversion: 1e-12 });
    expect(shadowPrices.auditRate).toBeCloseTo(-0.25, 11);
    expect(shadowPrices.detection).toBeCloseTo(-0.2, 11);
  });

  it('prices are numbers where nobody is found out and e^{ηF} is none', () => {
    for (const given of [
      { riskAversion: 1e6, auditRate: 0 },
      { riskAversion: 1e6, auditRate: 0, detection: 0 },
      { riskAversion: 1e6, fine: 1e6, coordination: 0 },
    ]) {
      const { shadowPrices } = decide(backend, given);
      for (const price of Object.values(shadowPrices)) expect(Number.isFinite(price)).toBe(true);
      expect(shadowPrices.fine).toBe(0);
    }
  });

  it('refuses sums beyond the greatest double', () => {
    const most = { fine: 1.7e308, reputation: 1.7e308, auditRate: 0 };
    expect(() => decide(backend, most)).toThrow(/^reputation: got 1.7e\+308/);
    expect(() => decide(backend, { ...most, fine: [1, 1.7e308] })).toThrow(/^reputation/);
    expect(() => decide(backend, { splitCost: 1e308, sites: 1000 })).toThrow(/^splitCost/);
  });

  it('gives no −0', () => {
    expect(payoffs(backend, { benefit: -0, fine: 0 }).evade).toBe(0);
  });

  it('takes columns that are inherited', () => {
    const columns = Object.create({ benefit: [0.01, 0.6] }) as { benefit: number[] };
    expect((decide(backend, columns) as Decisions).codes).toEqual(Uint8Array.of(0, 1));
  });
});
