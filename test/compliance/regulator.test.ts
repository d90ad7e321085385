import { describe, expect, it } from 'vitest';
import { exactShares } from '../../src/compliance/exact/shares';
import { completeRanges } from '../../src/compliance/parameters';
import { type RegulatorOptions, regulator } from '../../src/compliance/regulator';
import { withLevers } from '../../src/compliance/require/levers';
import { ParameterError } from '../../src/engine/errors';
import { backends, wasm } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';

const shares = (a: number, ranges = {}) =>
  exactShares(wasm.math, withLevers(completeRanges(ranges), ['auditRate'], [a]));
/** Labs of which the share (0.9 − 1.8a)/0.4 evades, a in [0.28, 0.5]; none splits. */
const ranges = {
  detection: 0.9,
  fine: 2,
  coordination: 1,
  splitCost: 0.1,
  benefit: [0.5, 0.9],
} as const;

describe.each(backends)('regulator, $name', ({ name, backend }) => {
  it.each([
    { response: 0.5 },
    { response: 0.5, observes: 'evasion' },
    { response: 0.9, baseline: 0 },
    { response: 0.3, baseline: 0.2, ranges: { sites: 3, coordination: 0.5, motivation: 0.1 } },
    { response: 1, baseline: 0, ranges },
    { response: 0.8, baseline: 0.05, ranges: { riskAversion: 1, benefit: 0.3 } },
  ] as RegulatorOptions[])('$response $observes settles where g(a) = a', (options) => {
    const result = regulator(backend, options);
    const { auditRate: a, certificate, status } = result;
    expect(result.backend).toBe(name);
    expect(status).toBe('converged');
    expect(certificate).toMatchObject({ kind: 'fixed-point', holds: true });
    expectNoNaN(result);
    const { evade, split, comply } = shares(a, options.ranges);
    const seen = options.observes === 'evasion' ? evade : evade + split;
    expectClose(a, (options.baseline ?? 0.1) + options.response * seen, 1e-12);
    expectClose(result.shares.comply, comply, 1e-12);

    const solved = (change: object) =>
      regulator(backend, { ...options, ...change, periods: 0 }).shares.comply;
    const h = 1e-5;
    const base = options.baseline ?? 0.1;
    const low = base === 0 ? 0 : base - h;
    const byBaseline =
      (solved({ baseline: base + h }) - solved({ baseline: low })) / (base + h - low);
    const { response } = options;
    const byResponse =
      (solved({ response: response + h }) - solved({ response: response - h })) / (2 * h);
    expect(result.shadowPricesExist).toBe(true);
    expectClose(result.shadowPrices.baseline, byBaseline, base === 0 ? 1e-3 : 1e-6);
    expectClose(result.shadowPrices.response, byResponse, 1e-6);
  });
});

describe('regulator', () => {
  it('without a response is the static model', () => {
    for (const baseline of [0, 0.1, 0.37, 1]) {
      const result = regulator(wasm, { response: 0, baseline });
      const { comply, evade, split } = shares(baseline);
      expect(result).toMatchObject({ auditRate: baseline, slope: 0, stable: true });
      expect(result.shares).toEqual({ comply, evade, split });
      expect([...new Set(result.path.auditRate)]).toEqual([baseline]);
      if (baseline > 0 && baseline < 1) {
        expectClose(result.shadowPrices.baseline, 1 / 4 - baseline / 27, 1e-8);
      }
    }
  });

  it('is stable where its path goes there, else it cycles', () => {
    let [stable, cycles] = [0, 0];
    for (let i = 1; i <= 20; i++) {
      const adjustment = i / 20 - 0.01;
      const result = regulator(wasm, {
        response: 1,
        baseline: 0,
        ranges,
        adjustment,
        periods: 2000,
      });
      const { auditRate } = result.path;
      const [before, last] = auditRate.slice(-2);
      expectClose(result.slope, -4.5, 1e-8);
      expect(result.stable).toBe(adjustment < 2 / 5.5);
      if (result.stable) {
        stable++;
        expectClose(last, result.auditRate, 1e-6);
        expectClose(before, last, 1e-6);
      } else {
        cycles++;
        expect(Math.abs(last - before)).toBeGreaterThan(1e-3);
      }
    }
    expect(Math.min(stable, cycles)).toBeGreaterThan(3);
    const whole = regulator(wasm, { response: 1, baseline: 0, ranges, periods: 7 }).path;
    expect([...whole.auditRate]).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
    expect([...whole.violations]).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
    expectClose(regulator(wasm, { response: 1, baseline: 0, ranges }).auditRate, 0.9 / 2.2, 1e-14);
  });

  it('sees no less at a lower audit rate', () => {
    for (const behaviour of [{}, { riskAversion: 3 }, { sites: 3, fine: [1, 4] as const }]) {
      let last = shares(0, behaviour);
      for (let a = 0.05; a <= 1; a += 0.05) {
        const now = shares(a, behaviour);
        expect(now.evade).toBeLessThanOrEqual(last.evade + 1e-12);
        expect(now.evade + now.split).toBeLessThanOrEqual(last.evade + last.split + 1e-12);
        last = now;
      }
    }
  });

  it('audits everyone where it must', () => {
    const result = regulator(wasm, { response: 5 });
    expect(result).toMatchObject({ auditRate: 1, slope: 0, stable: true, status: 'converged' });
    expect(result.shadowPrices).toEqual({ baseline: 0, response: 0 });
  });

  it('has no fixed point where labs that are all the same turn at once', () => {
    const result = regulator(wasm, {
      response: 1,
      baseline: 0,
      ranges: { ...ranges, benefit: 0.6 },
    });
    expect(result).toMatchObject({ status: 'infeasible', stable: false, shadowPricesExist: false });
    expectClose(result.auditRate, 1 / 3, 1e-15);
    expect(result.certificate.holds).toBe(true);
    expectNoNaN(result);
  });

  it('is precise for strong responses', () => {
    const result = regulator(wasm, { response: 1e9, baseline: 0, ranges });
    expectClose(result.auditRate, 0.5, 1e-8);
    expect(result).toMatchObject({ status: 'converged', stable: false });
    expect(result.certificate.holds).toBe(true);
  });

  it.each([
    [{ response: -1 }, 'response', '≥ 0'],
    [{ response: Number.NaN }, 'response', '≥ 0'],
    [{}, 'response', '≥ 0'],
    [undefined, 'options', 'an object'],
    [{ response: 1, baseline: 2 }, 'baseline', '≤ 1'],
    [{ response: 1, observes: 'splits' }, 'observes', 'one of violations, evasion'],
    [{ response: 1, periods: 1.5 }, 'periods', 'a whole number'],
    [{ response: 1, periods: -1 }, 'periods', 'a whole number'],
    [{ response: 1, adjustment: 0 }, 'adjustment', '> 0'],
    [{ response: 1, adjustment: 1.1 }, 'adjustment', '≤ 1'],
    [{ response: 1, ranges: { auditRate: 0.5 } }, 'ranges.auditRate', 'regulator'],
    [{ response: 1, ranges: { fine: -1 } }, 'fine', '≥ 0'],
    [{ response: 1, kappa: 1 }, 'kappa', 'one of baseline'],
  ])('refuses %o', (options, path, expected) => {
    let thrown: unknown;
    try {
      regulator(wasm, options as RegulatorOptions);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ParameterError);
    expect(thrown).toMatchObject({ path, expected: expect.stringContaining(expected) });
  });
});
