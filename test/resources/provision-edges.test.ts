/** Provisioning at its edges: prices of nothing, long and huge traces, spoilt answers, bad input, an end by signal. */

import { describe, expect, it } from 'vitest';
import { runSteps } from '../../src/engine/steps';
import { certify } from '../../src/resources/provision/certificate';
import {
  type ProvisionProblem,
  type ProvisionResult,
  provision,
  provisionAsync,
} from '../../src/resources/provision/index';
import { marginsOf } from '../../src/resources/provision/margins';
import { optimumOf } from '../../src/resources/provision/optimum';
import { planOf } from '../../src/resources/provision/plan';
import { marketOf } from '../../src/resources/provision/problem';
import { backends, isLong, javascript, wasm } from '../backends';
import { seeded } from '../random';
import { whole } from './provision';

const week: ProvisionProblem = {
  demand: [3, 5, 4, 0, 0, 2, 6, 6, 1, 3, 3, 3, 0, 1],
  onDemand: 2,
  reservation: { fee: 5, slots: 4, usage: 0.5 },
};

const sum = (x: Int32Array) => x.reduce((total, value) => total + value, 0);

function answer(problem: ProvisionProblem, options = {}): ProvisionResult {
  const result = provision(wasm, problem, options);
  expect([result.status, result.certificate.holds]).toEqual(['converged', true]);
  return result;
}

describe.each(backends)('edges, on $name', ({ backend }) => {
  it('costs nothing where nothing is wanted', () => {
    const result = provision(backend, { ...week, demand: [0, 0, 0] });
    expect(result.certificate.holds).toBe(true);
    for (const plan of [...Object.values(result.policies), result.optimum!]) {
      expect(plan).toMatchObject({ cost: 0, served: 0, servedShare: 1, ratio: { realized: 1 } });
      expect(sum(plan.reservations)).toBe(0);
    }
  });

  it('reserves everything at a fee of nothing', () => {
    for (const usage of [0, 0.5]) {
      const result = provision(backend, {
        ...week,
        reservation: { fee: 0, slots: 4, usage },
      });
      expect(result.certificate.holds).toBe(true);
      const { deterministic, reserved, onDemand, randomized } = result.policies;
      expect(result.optimum!.cost).toBe(37 * usage);
      expect(deterministic.cost).toBe(37 * usage);
      expect(deterministic.ratio).toEqual({ realized: 1, proven: 1 });
      expect(reserved.ratio.realized).toBe(1);
      expect(onDemand.ratio).toEqual(
        usage === 0 ? { realized: Infinity, proven: null } : { realized: 4, proven: 4 },
      );
      // the share that never reserves, if there is one, meets its bound
      const { realized, proven } = randomized.ratio;
      expect(realized).toBeCloseTo(usage === 0 ? 1 : proven!, 12);
    }
  });

  it('reserves nothing where no reservation can pay', () => {
    for (const fee of [6, 6.001, 1e100]) {
      const result = provision(backend, { ...week, reservation: { fee, slots: 4, usage: 0.5 } });
      const { optimum, policies, shadowPrices, certificate } = result;
      expect(certificate.holds).toBe(true);
      expect(sum(optimum!.reservations)).toBe(0);
      expect(Array.from(shadowPrices!)).toEqual(new Array(14).fill(2));
      expect(policies.deterministic.ratio).toEqual({ realized: 1, proven: 1 });
      expect(policies.randomized.ratio).toEqual({ realized: 1, proven: 1 });
    }
  });
});

describe('edges', () => {
  it('has reservations of one slot, and longer than the trace', () => {
    const one = answer({ ...week, reservation: { fee: 1, slots: 1, usage: 0.5 } });
    expect(one.optimum!.cost).toBe(37 * 1.5);
    expect(one.policies.deterministic.cost).toBe(37 * 1.5);
    const long = answer({ ...week, reservation: { fee: 5, slots: 1e15, usage: 0.5 } });
    expect(sum(long.optimum!.reservations.subarray(1))).toBe(0);
    // a level pays where it is wanted in four slots of all
    expect(long.optimum!.reservations[0]).toBe(4);
    expect(answer({ ...week, demand: [7] }).optimum!.cost).toBe(14);
  });

  it('takes fees that are tiny or huge beside the price', () => {
    for (const fee of [1e-100, 1e-20, 1e-9]) {
      const { optimum, policies } = answer({ ...week, reservation: { fee, slots: 4 } });
      const count = sum(policies.reserved.reservations);
      expect(optimum!.cost).toBeCloseTo(fee * count, 12);
      expect(optimum!.cost / fee).toBeCloseTo(count, 9);
    }
    const large = { demand: [1, 1, 1], onDemand: 1e100, reservation: { fee: 1e100, slots: 2 } };
    expect(answer(large).optimum!.cost).toBe(2e100);
    const small = { demand: [1, 1, 1], onDemand: 1e-100, reservation: { fee: 1e-100, slots: 2 } };
    expect(answer(small).optimum!.cost).toBeCloseTo(2e-100, 110);
  });

  it('serves the share that was agreed, in whole machines', () => {
    const served = (share: number, d: number) =>
      answer({ ...week, demand: [d], sla: { share } }).optimum!.served;
    expect([0.9, 0.07, 0.55, 0.29].map((share) => served(share, 100))).toEqual([90, 7, 55, 29]);
    expect([served(0.9, 10), served(0.9, 11), served(0.1, 1), served(1, 9)]).toEqual([9, 10, 1, 9]);
    expect(served(0.3, 2_000_000_000)).toBe(600_000_000);
    expect(served(1e-9, 2_000_000_000)).toBe(2);
    const { policies, certificate } = answer({ ...week, sla: { share: 0.8 } });
    for (const { onDemand, reservedUse } of Object.values(policies)) {
      week.demand.forEach((d, t) => {
        expect(onDemand[t] + reservedUse[t]).toBe(Math.ceil((8 * d) / 10));
      });
    }
    expect(certificate.slaMargin).toBeGreaterThanOrEqual(0);
  });

  it('says what one machine more costs, and one less saves, where these differ', () => {
    const gap = answer({
      demand: [5, 0, 5],
      onDemand: 1,
      reservation: { fee: 100, slots: 1000 },
    });
    expect(Array.from(gap.shadowPrices!)).toEqual([1, 1, 1]);
    expect(Array.from(gap.savings!)).toEqual([1, 0, 1]);
    expect(gap.uniquePrices).toEqual([true, false, true]);
    const pair = answer({ demand: [2, 2], onDemand: 1, reservation: { fee: 1.5, slots: 3 } });
    expect(Array.from(pair.shadowPrices!)).toEqual([1, 1]);
    expect(Array.from(pair.savings!)).toEqual([0.5, 0.5]);
    expect(pair.uniquePrices).toEqual([false, false]);
    // the dual is one of the prices between
    expect(pair.dualPrices![0] + pair.dualPrices![1]).toBe(1.5);
  });

  it('says which prices are unique where there are too many paths to look for', () => {
    const market = marketOf({ demand: [2, 2], onDemand: 1, reservation: { fee: 1.5, slots: 3 } });
    const { reservations, prices } = runSteps(optimumOf(market));
    const plan = planOf(market, reservations);
    const margins = (most?: number) => runSteps(marginsOf(market, plan, prices, most));
    expect(margins().range).not.toBeNull();
    expect(margins(0)).toEqual({ unique: [false, false], range: null });
  });

  it('has the same prices where no reservation pays, whether the term or the trace is too short', () => {
    const demand = [1, 0, 2];
    for (const usage of [0, 0.25]) {
      for (const slots of [2, 3, 1000]) {
        const fee = Math.min(slots, 3) * (1 - usage);
        for (const more of [0, 1e-6, 1e13, 1e60]) {
          const reservation = { fee: fee + more, slots, usage };
          const { shadowPrices, savings, uniquePrices } = answer({
            demand,
            onDemand: 1,
            reservation,
          });
          expect(Array.from(shadowPrices!)).toEqual([1, 1, 1]);
          expect(Array.from(savings!)).toEqual([1, 0, 1]);
          expect(uniquePrices).toEqual([true, false, true]);
        }
      }
    }
  });

  it('proves its optimum where the fee is far more than the trace could save', () => {
    const reservation = { fee: 1e13, slots: 1e15 };
    const result = answer({ demand: [2, 0, 1], onDemand: 1, reservation });
    expect(result.optimum!.cost).toBe(3);
    expect(Array.from(result.dualPrices!)).toEqual([1, 1, 1]);
    expect(result.certificate.gap).toBe(0);
  });

  it('serves a machine of the least share there is', () => {
    for (const share of [1e-16, 1e-300, Number.MIN_VALUE]) {
      const { optimum } = answer({ ...week, demand: [1, 0, 2_000_000_000], sla: { share } });
      expect(optimum!.served).toBe(2);
    }
  });

  it('answers alike for millions of machines and for a few', () => {
    const random = seeded(1);
    const demand = Array.from({ length: 300 }, () => whole(random, 0, 9));
    const terms = { onDemand: 1, reservation: { fee: 6, slots: 24, usage: 0.25 } };
    const few = answer({ demand, ...terms });
    const many = answer({ demand: demand.map((d) => 2e8 * d), ...terms });
    expect(many.optimum!.cost).toBe(2e8 * few.optimum!.cost);
    expect(many.policies.deterministic.cost).toBe(2e8 * few.policies.deterministic.cost);
    expect(many.shadowPrices).toEqual(few.shadowPrices);
    expect(many.savings).toEqual(few.savings);
  });

  it.each([
    { count: 10_000, slots: 168, fee: 30 },
    ...(isLong ? [{ count: 50_000, slots: 8760, fee: 3000.7 }] : []),
  ])('proves its optimum over $count slots', ({ count, slots, fee }) => {
    const random = seeded(2);
    const demand = Int32Array.from({ length: count }, (_, t) =>
      whole(random, 0, t % 24 < 12 ? 300 : 120),
    );
    const { policies } = answer({ demand, onDemand: 1.3, reservation: { fee, slots, usage: 0.3 } });
    const { standardError, cases } = policies.randomized.expectation!;
    // 31 cases are all worked out; 3001 would be too many
    expect(standardError === 0).toBe(cases === 31);
  });

  it('estimates the expectation where there are too many cases', () => {
    const demand = new Array<number>(9000).fill(1);
    const { policies } = answer({ demand, onDemand: 1, reservation: { fee: 2000, slots: 8760 } });
    const { cost, standardError, cases } = policies.randomized.expectation!;
    // ∫ (2000 x + 2000) e^x / (e − 1) dx; a second reservation would need 2000 slots more
    const exact = (2000 * Math.E) / (Math.E - 1);
    expect(cases).toBe(400);
    expect(Math.abs(cost - exact)).toBeLessThan(4 * standardError + 2);
  });
});

describe('the certificate', () => {
  const market = marketOf(week);
  const { policies, optimum, dualPrices } = provision(wasm, week);
  const prices = dualPrices!.map((price) => price - 0.5);
  const ratio = (realized: number) => ({
    realized,
    cost: realized * optimum!.cost,
    atMost: 1.75,
  });
  const ratios = [ratio(1.2)];
  const plans = Object.values(policies);
  const claim = { plans, optimum: { plan: optimum!, prices }, ratios };

  it('holds for the answer', () => {
    expect(certify(market, claim)).toMatchObject({ holds: true, costError: 0, slaMargin: 0 });
  });

  const changed = (x: Int32Array, t: number, by: number) => x.map((n, i) => (i === t ? n + by : n));

  it('breaks where a plan is spoilt', () => {
    const { deterministic } = policies;
    const spoilt = [
      { ...deterministic, cost: deterministic.cost * (1 + 1e-6) },
      { ...deterministic, onDemand: changed(deterministic.onDemand, 0, -1) },
      { ...deterministic, onDemand: changed(deterministic.onDemand, 0, 1) },
      { ...deterministic, reservations: changed(deterministic.reservations, 2, 1) },
      { ...deterministic, reservedUse: changed(deterministic.reservedUse, 6, -1) },
      { ...optimum!, reservations: new Int32Array(14) },
    ];
    for (const plan of spoilt) {
      expect(certify(market, { ...claim, plans: [plan] }).holds).toBe(false);
    }
  });

  it('breaks where one machine of billions is missing', () => {
    const demand = [2_147_483_647, 2_000_000_000];
    for (const share of [1, 0.9, 0.5, 1e-9, 1e-16]) {
      const huge = marketOf({ ...week, demand, sla: { share } });
      const plan = planOf(huge, new Int32Array(2));
      const dual = { plan, prices: new Float64Array(2).fill(huge.saving) };
      const whole = { plans: [plan], optimum: dual, ratios: [] };
      expect(certify(huge, whole)).toMatchObject({ holds: true, missing: 0 });
      const onDemand = changed(plan.onDemand, 0, -1);
      const short = { ...plan, onDemand, cost: plan.cost - huge.onDemand };
      const spoilt = certify(huge, { ...whole, plans: [short] });
      expect(spoilt).toMatchObject({ holds: false, missing: 1, feasible: true });
    }
  });

  it('breaks where prices or ratios are', () => {
    const at = (by: number) => prices.map((y, t) => (t === 1 ? y + by : y));
    for (const spoilt of [at(0.001), at(-0.001), prices.map((y) => 2 * y)]) {
      const result = certify(market, { ...claim, optimum: { plan: optimum!, prices: spoilt } });
      expect(result.holds).toBe(false);
    }
    const over = certify(market, { ...claim, ratios: [ratio(1.8)] });
    expect(over).toMatchObject({ holds: false, withinRatios: false });
    const flattered = certify(market, { ...claim, ratios: [{ ...ratio(1.8), realized: 1.2 }] });
    expect(flattered).toMatchObject({ holds: false, withinRatios: false });
    // a plan that is not the best has a gap
    const worse = { ...claim, optimum: { plan: policies.onDemand, prices } };
    expect(certify(market, worse).gap).toBeGreaterThan(0.01);
  });
});

describe('runs that give way', () => {
  const random = seeded(3);
  const demand = Array.from({ length: 1500 }, () => whole(random, 0, 300));
  const problem = { demand, onDemand: 1, reservation: { fee: 60, slots: 168 } };

  it('answer the same', async () => {
    expect(await provisionAsync(javascript, week)).toEqual(provision(javascript, week));
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      expect(done).toBeLessThanOrEqual(total);
      seen.push(done);
    };
    expect(await provisionAsync(wasm, problem, {}, { onProgress })).toEqual(
      provision(wasm, problem),
    );
    expect(seen.length).toBeGreaterThan(0);
  });

  it('end by a signal with the policies', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const run = { signal: controller.signal, onProgress };
    const result = await provisionAsync(wasm, problem, {}, run);
    expect(result).toMatchObject({
      status: 'cancelled',
      optimum: null,
      shadowPrices: null,
      savings: null,
      dualPrices: null,
      certificate: { holds: false, feasible: true, gap: null },
    });
    expect(result.policies.deterministic).toMatchObject({ ratio: { realized: null, proven: 2 } });
  });
});

describe('bad input', () => {
  const terms = week.reservation;
  const refused: [string, unknown, RegExp][] = [
    ['nothing', undefined, /^problem: got undefined, expected an object with demand/],
    ['a list', [1], /^problem: got an array/],
    ['no demand', { ...week, demand: undefined }, /^demand: /],
    ['an empty trace', { ...week, demand: [] }, /^demand: .*1 to 50000 slots/],
    ['a long trace', { ...week, demand: new Array(50001).fill(1) }, /^demand: .*50000/],
    ['parts of machines', { ...week, demand: [1, 2.5] }, /^demand\.1: got 2\.5, expected a whole/],
    ['NaN', { ...week, demand: [Number.NaN] }, /^demand\.0: got NaN/],
    ['no end', { ...week, demand: [Infinity] }, /^demand\.0: got Infinity/],
    ['less than nothing', { ...week, demand: [1, -1] }, /^demand\.1: got -1/],
    ['too many machines', { ...week, demand: [2 ** 31] }, /^demand\.0: got 2147483648/],
    ['words', { ...week, demand: ['1'] }, /^demand\.0: got "1"/],
    ['a free machine', { ...week, onDemand: 0 }, /^onDemand: got 0/],
    ['no price', { ...week, onDemand: Number.NaN }, /^onDemand: got NaN/],
    ['no terms', { demand: [1], onDemand: 1 }, /^reservation: got undefined/],
    ['no fee', { ...week, reservation: { slots: 3 } }, /^reservation(\.fee)?: /],
    ['a fee below 0', { ...week, reservation: { ...terms, fee: -1 } }, /^reservation\.fee: got -1/],
    ['no slots', { ...week, reservation: { ...terms, slots: 0 } }, /^reservation\.slots: got 0/],
    ['half slots', { ...week, reservation: { ...terms, slots: 1.5 } }, /^reservation\.slots: /],
    ['dear use', { ...week, reservation: { ...terms, usage: 2 } }, /^reservation\.usage: .*< 2/],
    ['odd terms', { ...week, reservation: { ...terms, term: 3 } }, /term: .*one of/],
    ['a share of 0', { ...week, sla: { share: 0 } }, /^sla\.share: got 0, expected a number > 0/],
    ['a share above 1', { ...week, sla: { share: 1.1 } }, /^sla\.share: got 1\.1/],
    ['a bare share', { ...week, sla: 0.9 }, /^sla: got 0\.9/],
    ['odd names', { ...week, demnd: [1] }, /^demnd: .*did you mean demand\?/],
  ];

  it.each(refused)('refuses %s', (_, problem, message) => {
    expect(() => provision(wasm, problem as ProvisionProblem)).toThrow(message);
    expect(() => provision(wasm, problem as ProvisionProblem)).toThrow(
      expect.objectContaining({ name: 'ParameterError' }),
    );
  });

  it.each([
    [{ window: 4 }, /^window: got 4, .*less than the slots/],
    [{ window: -1 }, /^window: got -1/],
    [{ window: 0.5 }, /^window: got 0\.5/],
    [{ seed: -1 }, /^seed: got -1/],
    [{ seed: 'x' }, /^seed: got "x"/],
    [{ policy: 'all' }, /^policy: /],
    [7, /^options: got 7/],
  ])('refuses the options %j', (options, message) => {
    expect(() => provision(wasm, week, options as object)).toThrow(message);
  });

  it('refuses what is no run', async () => {
    await expect(provisionAsync(wasm, week, {}, { signal: 3 as never })).rejects.toThrow(/^signal/);
  });
});
