/** Paging: pages and their names, seeds, long traces, signals, and what is refused. */

import { describe, expect, it } from 'vitest';
import {
  type PagingProblem,
  paging,
  pagingAsync,
  pagingPolicies,
} from '../../src/resources/paging/index';
import { wasm } from '../backends';
import { seeded } from '../random';

describe('paging', () => {
  it('is reproducible, and another seed is another run', () => {
    const requests = Array.from({ length: 400 }, (_, t) => (t * t) % 23);
    const run = (seed: number | bigint) =>
      paging(wasm, { requests, cache: 6 }, { policies: ['marking'], seed }).policies.marking!;
    expect(run(5)).toEqual(run(5));
    expect(run(5).evictions).not.toEqual(run(6).evictions);
    expect(run(2n ** 70n).runs!.expected).toBe(run(1).runs!.expected);
  });

  it('takes 1 and "1" for one page, and anything else for another', () => {
    const requests = [1, '1', 'a', 2, '2', 1, 'a', -0, '0', 0.5, '0.5', ''];
    const { pages, policies } = paging(wasm, { requests, cache: 9 });
    expect(pages).toEqual([1, 'a', 2, -0, 0.5, '']);
    expect(policies.lru!.faults).toBe(6);
    const typed = paging(wasm, { requests: Int32Array.of(3, 4, 3), cache: 1 });
    expect(typed.pages).toEqual([3, 4]);
    expect(paging(wasm, { requests: ['x', 7, '7', 7, 'x'], cache: 2 }).pages).toEqual(['x', 7]);
  });

  it('has no more faults than pages where all fit', () => {
    const { policies, curve, optimum } = paging(wasm, { requests: [1, 2, 1, 2, 3], cache: 1e7 });
    for (const policy of pagingPolicies) {
      expect(policies[policy]!.faults).toBe(3);
      expect(policies[policy]!.shadowPrice).toEqual({ last: 0, next: 0 });
      expect(Array.from(policies[policy]!.evictions)).toEqual([-1, -1, -1]);
    }
    expect(optimum!.pricedTimes).toHaveLength(0);
    expect(Array.from(curve!.sizes)).toEqual([1, 2, 3, 1e7 - 1, 1e7, 1e7 + 1]);
  });

  it('faults on every change of page with one slot', () => {
    const result = paging(wasm, { requests: [1, 1, 2, 2, 1, 3], cache: 1 });
    for (const policy of pagingPolicies) expect(result.policies[policy]!.faults).toBe(4);
    expect(result.policies.lru!.shadowPrice.last).toBe(null);
    expect(result.certificate.holds).toBe(true);
  });

  it('takes long traces', () => {
    const next = seeded(19);
    const requests = Array.from({ length: 150_000 }, () => Math.floor(30_000 * next() ** 4));
    const result = paging(wasm, { requests, cache: 1000 });
    expect(result.certificate).toMatchObject({ holds: true, provenBy: 'duality' });
    expect(Array.from(result.curve!.sizes)).toEqual(expect.arrayContaining([1, 999, 1000, 1001]));
    for (const policy of ['lru', 'belady', 'marking'] as const) {
      const curve = result.curve!.faults[policy]!;
      curve.forEach((faults, i) => {
        if (i > 0 && policy !== 'marking') expect(faults).toBeLessThanOrEqual(curve[i - 1]);
      });
    }
  });

  it('gives way, tells how far it is, and ends with a signal', async () => {
    const requests = Array.from({ length: 30_000 }, (_, t) => (t * t) % 5003);
    const problem = { requests, cache: 50 };
    const options = { sizes: [10, 50, 200], replications: 2 };
    const seen: number[] = [];
    const whole = await pagingAsync(wasm, problem, options, {
      onProgress: ({ done, total }) => {
        seen.push(done);
        expect(done).toBeLessThanOrEqual(total);
      },
    });
    const { curve, optimum, certificate } = paging(wasm, problem, options);
    expect([whole.curve, whole.optimum, whole.certificate]).toEqual([curve, optimum, certificate]);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    const controller = new AbortController();
    controller.abort();
    const none = await pagingAsync(wasm, problem, options, { signal: controller.signal });
    expect(none).toMatchObject({ status: 'cancelled', optimum: null, policies: {}, curve: null });
    expect(none.certificate).toMatchObject({ holds: false, provenBy: null, lowerBound: null });
    const late = new AbortController();
    const part = await pagingAsync(
      wasm,
      problem,
      { replications: 10_000 },
      {
        signal: late.signal,
        onProgress: ({ done }) => {
          if (done > 1_000_000) late.abort();
        },
      },
    );
    expect(part.status).toBe('cancelled');
    expect(part.optimum!.faults).toBe(whole.optimum!.faults);
    expect(part.certificate).toMatchObject({ holds: false, replays: true, provenBy: 'duality' });
  });

  const good = { requests: [1, 2], cache: 1 };
  const refused: [unknown, unknown, RegExp][] = [
    [undefined, {}, /problem: .*an object with requests and cache/],
    [{ cache: 1 }, {}, /requests: .*an array of pages/],
    [{ requests: [1] }, {}, /cache: .*a whole number from 1/],
    [{ requests: [], cache: 1 }, {}, /requests: .*1 to 10000000 requests/],
    [{ requests: 'abc', cache: 1 }, {}, /requests: got "abc"/],
    [{ requests: [1, NaN], cache: 1 }, {}, /requests\.1: got NaN/],
    [{ requests: [Infinity], cache: 1 }, {}, /requests\.0: got Infinity/],
    [{ requests: [1, null], cache: 1 }, {}, /requests\.1: got null/],
    [{ requests: [[1]], cache: 1 }, {}, /requests\.0/],
    [{ requests: new Float64Array([1, NaN]), cache: 1 }, {}, /requests\.1: got NaN/],
    [{ requests: new DataView(new ArrayBuffer(8)), cache: 1 }, {}, /requests/],
    [{ requests: [1], cache: 0 }, {}, /cache: got 0/],
    [{ requests: [1], cache: -2 }, {}, /cache: got -2/],
    [{ requests: [1], cache: 1.5 }, {}, /cache: got 1\.5/],
    [{ requests: [1], cache: NaN }, {}, /cache: got NaN/],
    [{ requests: [1], cache: 1e9 }, {}, /cache: got 1000000000/],
    [{ requests: [1], cache: '3' }, {}, /cache: got "3"/],
    [{ requests: [1], cache: 3, cahce: 3 }, {}, /cahce: .*did you mean cache/],
    [good, { policies: [] }, /policies: .*one policy at least/],
    [good, { policies: ['lru', 'lru'] }, /policies: .*every policy once/],
    [good, { policies: ['lur'] }, /policies\.0: got "lur", expected one of lru/],
    [good, { policies: 'lru' }, /policies: got "lru"/],
    [good, { sizes: [] }, /sizes: .*1 to 1000 sizes/],
    [good, { sizes: [0] }, /sizes\.0: got 0/],
    [good, { sizes: [1, NaN] }, /sizes\.1: got NaN/],
    [good, { replications: 0 }, /replications: got 0/],
    [good, { seed: -1 }, /seed: got -1/],
    [good, { seed: 'x' }, /seed: got "x"/],
    [good, { sees: 1 }, /sees: .*did you mean seed/],
  ];

  it.each(refused)('refuses %j with %j', (problem, options, message) => {
    const run = () => paging(wasm, problem as PagingProblem, options as object);
    expect(run).toThrow(message);
    expect(run).toThrow(expect.objectContaining({ name: 'ParameterError' }));
  });

  it('refuses what is no array of pages, however like one', () => {
    const requests = [
      BigInt64Array.of(1n),
      BigUint64Array.of(1n),
      [1n],
      [1, 2n],
      Object.assign([1], { length: 2 }),
      [Symbol('a')],
      [Object.create(null)],
      new ArrayBuffer(8),
      { length: 1, 0: 1 },
      new Set([1]),
      Object.create(Int32Array.prototype),
      new Int8Array(0),
    ];
    for (const bad of requests) {
      const run = () => paging(wasm, { requests: bad as never, cache: 1 });
      expect(run).toThrow(/^requests/);
      expect(run).toThrow(expect.objectContaining({ name: 'ParameterError' }));
    }
    for (const good of [Uint8ClampedArray.of(1, 2, 1), Float32Array.of(0.5, 1, 0.5)]) {
      expect(paging(wasm, { requests: good, cache: 1 }).certificate.holds).toBe(true);
    }
  });

  it('refuses a bad run', async () => {
    const bad = { signal: 5 } as never;
    await expect(pagingAsync(wasm, good, {}, bad)).rejects.toThrow(/signal: got 5/);
  });
});
