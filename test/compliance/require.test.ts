import { describe, expect, it } from 'vitest';
import { nestedShares } from '../../src/compliance/exact/nested';
import { exactShares } from '../../src/compliance/exact/shares';
import { completeRanges } from '../../src/compliance/parameters';
import {
  type LeverName,
  leverNames,
  type RequireOptions,
  withLevers,
} from '../../src/compliance/require/levers';
import { type RequireResult, requireCompliance } from '../../src/compliance/require/require';
import { ParameterError } from '../../src/engine/errors';
import { backends, javascript, wasm } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';

type Levers = Exclude<RequireOptions['levers'], string>;
const ask = (options: RequireOptions) => requireCompliance(wasm, options);
const share = (levers: Partial<Record<LeverName, number>>, ranges = {}) => {
  const names = Object.keys(levers) as LeverName[];
  const population = withLevers(
    completeRanges(ranges),
    names,
    names.map((name) => levers[name]!),
  );
  return exactShares(wasm.math, population).comply;
};
const seedLab = {
  benefit: 0.6,
  auditRate: 0.4,
  detection: 0.5,
  fine: 0.5,
  splitCost: 0.1,
  coordination: 0.25,
};
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(seedLab).filter(([name]) => !names.includes(name)));

function expectGood(result: RequireResult): void {
  expect(result.status).toBe('converged');
  expect(result.certificate).toMatchObject({ kind: 'substitution', holds: true, minimality: true });
  expect(result.share).toBeGreaterThanOrEqual(result.target - 1e-13);
  expectNoNaN(result);
  for (const value of Object.values(result.shadowPrices)) expect(value).toSatisfy(Number.isFinite);
}

describe.each(backends)('one lever, $name', ({ backend }) => {
  it.each(['auditRate', 'detection', 'fine'] as const)('%s alone has a closed form', (lever) => {
    for (const x of [1e-6, 0.01, 0.3, 0.77, 1]) {
      const target = x / 4 - (x * x) / 54;
      const result = requireCompliance(backend, { target, levers: lever });
      if (x < 1) expectGood(result);
      expectClose(result.levers[lever]!, x, 1e-11);
      expect(result.cost).toBe(result.levers[lever]);
      if (x > 1e-3) expectClose(result.shadowPrice, 1 / (1 / 4 - x / 27), 1e-7);
    }
  });

  it('is the least value, to the last bit', () => {
    for (const [lever, target] of [
      ['motivation', 0.4],
      ['reputation', 0.2],
      ['splitCost', 0.12],
      ['coordination', 0.119],
    ] as const) {
      const result = requireCompliance(backend, { target, levers: lever });
      expectGood(result);
      const x = result.levers[lever]!;
      const at = (value: number) =>
        exactShares(backend.math, withLevers(completeRanges(), [lever], [value])).comply;
      expect(at(x)).toBeGreaterThanOrEqual(target);
      expect(at(x - 2 ** -53 * x)).toBeLessThan(target);
    }
  });
});

describe('one lever', () => {
  it('stops where the source’s baseline lab turns', () => {
    // B − a·d·F = 0.5 is the greatest gain; at motivation 0.5 the lab complies
    for (const target of [0.01, 0.5, 1]) {
      const result = ask({ target, levers: 'motivation', ranges: seedLab });
      expectGood(result);
      expect(result).toMatchObject({ share: 1, shadowPrice: 0, shadowPriceExists: true });
      expectClose(result.levers.motivation!, 0.5, 4e-16);
    }
    const fine = ask({
      target: 1,
      levers: { fine: { high: 100 } },
      ranges: without('fine'),
    });
    // (B − c)/(a·d·σ) = 0.5/0.05
    expectClose(fine.levers.fine!, 10, 4e-16);
    expectGood(fine);
  });

  it('takes the lower end of a flat piece', () => {
    // from c = 1 − … on nobody splits, and the share is that of B ≤ a·d·F
    const ranges = { benefit: [0, 0.5], auditRate: 0.5, detection: 0.5, fine: [0.5, 1] } as const;
    const flat = share({ splitCost: 0.9 }, ranges);
    const result = ask({ target: flat, levers: 'splitCost', ranges });
    expectGood(result);
    expect(result.levers.splitCost).toBeLessThan(0.5 + 1e-6);
    expect(share({ splitCost: result.levers.splitCost! }, ranges)).toBeGreaterThan(flat - 1e-13);
    expect(share({ splitCost: result.levers.splitCost! - 1e-3 }, ranges)).toBeLessThan(flat);
  });

  it('is at its lower bound where that does', () => {
    const result = ask({ target: 0.1, levers: { motivation: { low: 0.2 } } });
    expect(result).toMatchObject({ levers: { motivation: 0.2 }, shadowPrice: 0 });
    expect(result.shadowPrices['motivation.low']).toBe(1);
    expectGood(result);
    const kink = ask({ target: share({ motivation: 0.2 }), levers: { motivation: { low: 0.2 } } });
    expect(kink).toMatchObject({ shadowPrice: 0, shadowPriceExists: false });
  });

  it('rises with the target', () => {
    for (const lever of ['motivation', 'reputation', 'auditRate', 'splitCost'] as const) {
      let last = 0;
      for (let target = 0.005; target <= 1; target += 0.0093) {
        const { status, levers } = ask({ target, levers: lever });
        if (status === 'infeasible') break;
        expect(levers[lever]).toBeGreaterThanOrEqual(last);
        last = levers[lever]!;
      }
      expect(last).toBeGreaterThan(0);
    }
  });

  it('has the price of the target that differences of answers give', () => {
    for (const [lever, target] of [
      ['motivation', 0.4],
      ['reputation', 0.2],
      ['splitCost', 0.12],
      ['coordination', 0.119],
      ['riskAversion', 0.15],
    ] as const) {
      const cost = (t: number) => ask({ target: t, levers: { [lever]: { price: 3 } } }).cost;
      const h = 2e-5;
      const { shadowPrice, shadowPriceExists } = ask({ target, levers: { [lever]: { price: 3 } } });
      expect(shadowPriceExists).toBe(true);
      expectClose(shadowPrice, (cost(target + h) - cost(target - h)) / (2 * h), 1e-5, lever);
    }
  });

  it('is nondecreasing in every lever', () => {
    for (const lever of leverNames) {
      let last = 0;
      for (let i = 0; i <= 10; i++) {
        const now = share({ [lever]: i / 10 });
        expect(now, lever).toBeGreaterThanOrEqual(last - 1e-12);
        last = now;
      }
    }
  });
});

describe('a target out of reach', () => {
  it('is infeasible, and says how far levers go', () => {
    const result = ask({ target: 0.24, levers: 'auditRate' });
    expect(result.status).toBe('infeasible');
    expectClose(result.best.share, 1 / 4 - 1 / 54, 1e-13);
    expect(result.best.levers).toEqual({ auditRate: 1 });
    expect(result).toMatchObject({ levers: { auditRate: 1 }, shadowPriceExists: false });
    expect(result.certificate.holds).toBe(true);
    expectNoNaN(result);
    const { share: most } = ask({ target: 0.9, levers: { auditRate: {}, fine: {} } }).best;
    expect(ask({ target: most, levers: { auditRate: {}, fine: {} } }).status).toBe('converged');
    const more = { target: most + 1e-9, levers: { auditRate: {}, fine: {} } };
    expect(ask(more).status).toBe('infeasible');
  });
});

/** The cheapest of all mixes on a grid. */
function cheapestOnGrid(levers: Levers, target: number, ranges: object, parts: number): number {
  const names = Object.keys(levers) as LeverName[];
  let best = Number.POSITIVE_INFINITY;
  const values: number[] = [];
  const visit = (i: number, cost: number) => {
    if (cost >= best) return;
    if (i === names.length) {
      const at = Object.fromEntries(names.map((name, k) => [name, values[k]]));
      if (share(at, ranges) >= target) best = cost;
      return;
    }
    const { price = 1, low = 0, high = 1 } = levers[names[i]]!;
    for (let k = 0; k <= parts; k++) {
      values[i] = low + ((high - low) * k) / parts;
      visit(i + 1, cost + price * values[i]);
    }
  };
  visit(0, 0);
  return best;
}

const mixes: ReadonlyArray<{ target: number; levers: Levers; ranges?: object }> = [
  { target: 0.2, levers: { auditRate: {}, detection: { price: 2 } } },
  { target: 0.3, levers: { auditRate: {}, fine: { price: 0.4, high: 3 } } },
  { target: 0.18, levers: { auditRate: {}, coordination: { price: 0.2 } } },
  { target: 0.19, levers: { fine: {}, splitCost: { price: 0.1 } } },
  { target: 0.4, levers: { motivation: {}, reputation: { price: 0.05 } } },
  { target: 0.5, levers: { auditRate: {}, detection: {}, fine: { low: 0.2 } } },
  { target: 0.4, levers: { auditRate: {}, fine: { high: 2 }, coordination: { price: 0.5 } } },
  {
    target: 0.22,
    levers: { auditRate: {}, splitCost: { price: 0.3 }, coordination: { price: 0.2 } },
  },
  {
    target: 0.4,
    levers: { auditRate: {}, splitCost: { price: 0.4 }, coordination: { price: 0.8 } },
    ranges: { benefit: [0.1, 1], fine: [1, 3] },
  },
  {
    target: 0.6,
    levers: { auditRate: {}, splitCost: {} },
    ranges: { benefit: 0.5, fine: [1, 3] },
  },
  {
    target: 1,
    levers: { auditRate: {}, splitCost: {}, coordination: {} },
    ranges: { ...without('auditRate', 'splitCost', 'coordination'), fine: 3 },
  },
  {
    target: 0.35,
    levers: { fine: { high: 2 }, reputation: { high: 2, price: 0.9 }, auditRate: {} },
  },
  { target: 0.2, levers: { auditRate: {}, reputation: { price: 0.7 } } },
];

describe('a mix', () => {
  it.each(mixes)('of $levers is the cheapest there is', ({ target, levers, ranges = {} }) => {
    const result = ask({ target, levers, ranges });
    expectGood(result);
    const names = Object.keys(levers) as LeverName[];
    const parts = names.length === 2 ? 60 : 24;
    const onGrid = cheapestOnGrid(levers, target, ranges, parts);
    // the grid point above the optimum is in reach
    const step = names.reduce((sum, name) => {
      const { price = 1, low = 0, high = 1 } = levers[name]!;
      return sum + (price * (high - low)) / parts;
    }, 0);
    expect(result.cost).toBeLessThanOrEqual(onGrid + 1e-9);
    expect(result.cost).toBeGreaterThanOrEqual(onGrid - step);
    expectClose(
      result.cost,
      names.reduce((sum, name) => sum + (levers[name]!.price ?? 1) * result.levers[name]!, 0),
      1e-15,
    );
    for (const name of names) {
      const others = names.filter((other) => other !== name);
      const idle = Object.fromEntries(others.map((other) => [other, levers[other]?.low ?? 0]));
      const fixed = Object.fromEntries(
        others.map((other) => [other, { ...levers[other], high: idle[other] }]),
      );
      const single = ask({ target, levers: { ...fixed, [name]: levers[name] }, ranges });
      if (single.status !== 'infeasible') {
        expect(result.cost).toBeLessThanOrEqual(single.cost + 1e-9);
      }
    }
  });

  it.each(mixes.filter(({ target }) => target < 1))(
    'of $levers has the prices that differences of answers give',
    ({ target, levers, ranges = {} }) => {
      const result = ask({ target, levers, ranges });
      const cost = (t: number, other = levers) => ask({ target: t, levers: other, ranges }).cost;
      const h = 1e-4;
      if (result.shadowPriceExists) {
        const difference = (cost(target + h) - cost(target - h)) / (2 * h);
        expectClose(result.shadowPrice, difference, 1e-5);
        expect(result.shadowPrices.target).toBe(result.shadowPrice);
      }
      for (const name of Object.keys(levers) as LeverName[]) {
        const own = levers[name]!;
        const at = (change: object) => cost(target, { ...levers, [name]: { ...own, ...change } });
        const price = own.price ?? 1;
        const difference = (at({ price: price + h }) - at({ price: price - h })) / (2 * h);
        expect(result.shadowPrices[`${name}.price`]).toBe(result.levers[name]);
        expect(Math.abs(result.levers[name]! - difference)).toBeLessThan(1e-4);
        const lower = result.shadowPrices[`${name}.low`];
        if (lower === undefined || lower === 0) continue;
        const low = own.low ?? 0;
        expectClose(lower, (at({ low: low + h }) - at({ low })) / h, 1e-2, `${name}.low`);
      }
    },
  );

  it('shares out among symmetric levers with equal prices', () => {
    const { levers } = ask({ target: 0.5, levers: { auditRate: {}, detection: {}, fine: {} } });
    expectClose(levers.auditRate!, levers.detection!, 1e-15);
    expectClose(levers.auditRate!, levers.fine!, 1e-15);
    const pair = ask({ target: 0.2, levers: { auditRate: {}, detection: {} } }).levers;
    expectClose(pair.auditRate!, pair.detection!, 1e-15);
  });

  it('does not depend on the unit of prices, and its cost is in that unit', () => {
    const levers = { auditRate: { price: 1 }, coordination: { price: 0.2 } };
    const one = ask({ target: 0.18, levers });
    for (const unit of [1 / 1024, 3, 1e9]) {
      const scaled = ask({
        target: 0.18,
        levers: { auditRate: { price: unit }, coordination: { price: 0.2 * unit } },
      });
      expectClose(scaled.cost, one.cost * unit, 1e-12);
      expectClose(scaled.shadowPrice, one.shadowPrice * unit, 1e-7);
      expect(Math.abs(scaled.levers.auditRate! - one.levers.auditRate!)).toBeLessThan(1e-6);
    }
  });

  it('uses what costs nothing in full', () => {
    const { levers, cost } = ask({ target: 0.2, levers: { auditRate: {}, fine: { price: 0 } } });
    expect(levers.fine).toBe(1);
    expect(cost).toBe(levers.auditRate);
    expectClose(cost, ask({ target: 0.2, levers: 'auditRate', ranges: { fine: 1 } }).cost, 1e-12);
  });

  it('costs no less for a greater target', () => {
    let last = 0;
    for (let target = 0.05; target < 0.95; target += 0.05) {
      const { cost } = ask({ target, levers: { auditRate: {}, motivation: { price: 2 } } });
      expect(cost).toBeGreaterThanOrEqual(last);
      last = cost;
    }
  });

  it('is the same on both backends', () => {
    for (const { target, levers, ranges = {} } of mixes.slice(0, 8)) {
      const one = ask({ target, levers, ranges });
      const other = requireCompliance(javascript, { target, levers, ranges });
      expectClose(other.cost, one.cost, 1e-9);
      expectClose(other.shadowPrice, one.shadowPrice, 1e-5);
      expect(other).toMatchObject({ backend: 'javascript', status: 'converged' });
    }
  });

  it('is found among risk-averse labs', () => {
    const options = { target: 0.2, levers: { auditRate: {}, coordination: {} } } as const;
    const result = ask({ ...options, ranges: { riskAversion: 1 } });
    expectGood(result);
    expect(result.cost).toBeLessThan(ask(options).cost);
    const population = withLevers(
      completeRanges({ riskAversion: 1 }),
      ['auditRate', 'coordination'],
      [result.levers.auditRate!, result.levers.coordination!],
    );
    expectClose(nestedShares(javascript.math, population).comply, 0.2, 1e-9);
  });
});

describe('what is not usable', () => {
  const expectError = (options: unknown, path: string, expected: string | RegExp) => {
    let thrown: unknown;
    try {
      requireCompliance(wasm, options as RequireOptions);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ParameterError);
    expect(thrown).toMatchObject({ path });
    expect((thrown as ParameterError).expected).toMatch(expected);
  };
  const fine = { levers: 'fine', target: 0.1 };

  it('is named, with what is allowed', () => {
    for (const target of [Number.NaN, 0, 1.01, -1, '0.1', undefined, Number.POSITIVE_INFINITY]) {
      expectError({ ...fine, target }, 'target', 'a number > 0 and ≤ 1');
    }
    expectError(undefined, 'options', 'an object');
    expectError([], 'options', 'an object');
    expectError({ ...fine, goal: 1 }, 'goal', 'one of target, levers, ranges, tolerance');
    expectError({ ...fine, levers: 'fines' }, 'levers', /did you mean fine\?/);
    expectError({ ...fine, levers: { audit: {} } }, 'levers.audit', 'one of auditRate');
    expectError({ ...fine, levers: {} }, 'levers', 'at least one lever');
    expectError({ ...fine, levers: ['fine'] }, 'levers', 'the name of a lever');
    expectError({ ...fine, levers: { fine: 1 } }, 'levers.fine', 'an object { price, low, high }');
    expectError({ ...fine, levers: { fine: { cost: 1 } } }, 'levers.fine.cost', 'one of price');
    expectError({ ...fine, levers: { fine: { price: -1 } } }, 'levers.fine.price', '≥ 0');
    expectError({ ...fine, levers: { fine: { price: 0 } } }, 'levers.fine.price', '> 0');
    const free = { fine: { price: 0 }, auditRate: { price: 0 } };
    expectError({ ...fine, levers: free }, 'levers.auditRate.price', 'at least one lever');
    expectError({ ...fine, levers: { auditRate: { high: 2 } } }, 'levers.auditRate.high', '≤ 1');
    expectError({ ...fine, levers: { fine: { low: -1 } } }, 'levers.fine.low', '≥ 0');
    expectError({ ...fine, levers: { fine: { low: 2 } } }, 'levers.fine.low', 'low ≤ high');
    expectError({ ...fine, ranges: { fine: 1 } }, 'ranges.fine', 'fine is a lever');
    expectError({ ...fine, ranges: { benefit: [1, 0] } }, 'benefit', 'low ≤ high');
    expectError({ ...fine, tolerance: 0 }, 'tolerance', '> 0');
    expectError({ ...fine, ranges: null }, 'ranges', 'an object of ranges');
  });
});
