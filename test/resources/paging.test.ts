/** Policies of paging against brute force, slow simulators, and each other. */

import { describe, expect, it } from 'vitest';
import { certify } from '../../src/resources/paging/certificate';
import { type PagingPolicy, type PagingResult, paging } from '../../src/resources/paging/index';
import { backends, wasm } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';
import { seeded } from '../random';

const anomaly = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];

/** Fewest faults, by all states that the cache can be in. */
function fewestFaults(requests: readonly number[], k: number): number {
  let states = new Map<string, number>([['', 0]]);
  for (const page of requests) {
    const next = new Map<string, number>();
    const put = (pages: string[], faults: number) => {
      const key = pages.sort().join();
      if ((next.get(key) ?? Infinity) > faults) next.set(key, faults);
    };
    for (const [key, faults] of states) {
      const held = key === '' ? [] : key.split(',');
      const name = String(page);
      if (held.includes(name)) put(held, faults);
      else if (held.length < k) put([...held, name], faults + 1);
      else for (const out of held) put([...held.filter((x) => x !== out), name], faults + 1);
    }
    states = next;
  }
  return Math.min(...states.values());
}

/** Faults of a policy on plain arrays: `victim` has the cache in order of fetching, and last requests. */
function slowFaults(
  requests: readonly number[],
  k: number,
  victim: (
    held: number[],
    seen: { last: Map<number, number>; count: Map<number, number> },
  ) => number,
): number {
  const last = new Map<number, number>();
  const count = new Map<number, number>();
  let held: number[] = [];
  let faults = 0;
  requests.forEach((page, t) => {
    if (!held.includes(page)) {
      faults++;
      if (held.length === k) {
        const out = victim(held, { last, count });
        held = held.filter((x) => x !== out);
      }
      held.push(page);
      count.set(page, 0);
    }
    last.set(page, t);
    count.set(page, count.get(page)! + 1);
  });
  return faults;
}

const least = (pages: number[], key: (page: number) => number) =>
  pages.reduce((a, b) => (key(b) < key(a) ? b : a));

const slow: Record<'lru' | 'fifo' | 'lfu', Parameters<typeof slowFaults>[2]> = {
  lru: (held, { last }) => least(held, (p) => last.get(p)!),
  fifo: (held) => held[0],
  lfu: (held, { last, count }) => least(held, (p) => count.get(p)! * 1e6 + last.get(p)!),
};

/** Traces of several shapes: uniform, skewed, local, cyclic. */
function randomTrace(next: () => number, mostPages: number, mostRequests: number): number[] {
  const pages = 1 + Math.floor(next() * mostPages);
  const length = 1 + Math.floor(next() * mostRequests);
  const shape = Math.floor(next() * 4);
  let at = 0;
  return Array.from({ length }, () => {
    if (shape === 0) at = Math.floor(next() * pages);
    else if (shape === 1) at = Math.floor(next() ** 3 * pages);
    else if (shape === 2) at = next() < 0.7 ? at : Math.floor(next() * pages);
    else at = next() < 0.9 ? (at + 1) % pages : Math.floor(next() * pages);
    return at;
  });
}

const harmonic = (k: number) =>
  Array.from({ length: k }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b);

/** What is wrong with an answer: nothing. */
function faultsOf({ optimum, policies, certificate, cache }: PagingResult): string[] {
  const wrong: string[] = [];
  const check = (isRight: boolean, what: string) => {
    if (!isRight) wrong.push(what);
  };
  const { holds, gap, provenBy } = certificate;
  check(holds && gap === 0 && provenBy === 'duality', 'certificate');
  const best = optimum!.faults;
  check(policies.belady!.faults === best, 'belady');
  for (const [name, { faults, runs, ratio }] of Object.entries(policies)) {
    check(faults >= best, `${name} below the optimum`);
    if (name === 'lru' || name === 'fifo') check(faults <= cache * best, `${name} above k`);
    if (runs) check(runs.expected <= 2 * harmonic(cache) * best, `${name} above 2 H`);
    check(ratio.realized! <= (ratio.proven ?? Infinity) * (1 + 1e-12), `${name} above its bound`);
  }
  return wrong;
}

const expectSound = (result: PagingResult, what: string) =>
  expect(faultsOf(result), what).toEqual([]);

describe.each(backends)('paging on $name', ({ name, backend }) => {
  it("shows FIFO's anomaly: 9 faults with three slots, 10 with four", () => {
    const result = paging(backend, { requests: anomaly, cache: 3 });
    expect(result.backend).toBe(name);
    expect(result.policies.fifo!.faults).toBe(9);
    expect(paging(backend, { requests: anomaly, cache: 4 }).policies.fifo!.faults).toBe(10);
    expect(result.anomalies).toEqual([{ policy: 'fifo', from: 3, to: 4, faults: [9, 10] }]);
    expect(result.policies.fifo!.shadowPrice).toEqual({ last: 3, next: -1 });
    expect(Array.from(result.curve!.faults.fifo!)).toEqual([12, 12, 9, 10, 5]);
    expect(result.policies.belady!.faults).toBe(7);
    expect(result.policies.lru!.faults).toBe(10);
    expectSound(result, 'anomaly');
    expectNoNaN(result);
  });

  it('is never better than MIN, and within its bounds, on 10⁴ random traces', () => {
    const next = seeded(11);
    for (let trial = 0; trial < (name === 'wasm' ? 10_000 : 300); trial++) {
      const requests = randomTrace(next, 12, 80);
      const cache = 1 + Math.floor(next() * 8);
      const options = { sizes: [cache], replications: 1, seed: trial };
      expectSound(paging(backend, { requests, cache }, options), `trial ${trial}`);
    }
  });
});

describe('paging', () => {
  it('finds the optimum that all states of the cache have', () => {
    const next = seeded(12);
    for (let trial = 0; trial < 400; trial++) {
      const requests = randomTrace(next, 7, 26);
      const cache = 1 + Math.floor(next() * 4);
      const { optimum } = paging(wasm, { requests, cache }, { policies: ['belady'] });
      expect(optimum!.faults, `${requests} ${cache}`).toBe(fewestFaults(requests, cache));
    }
  });

  it('does what slow simulators do', () => {
    const next = seeded(13);
    for (let trial = 0; trial < 300; trial++) {
      const requests = randomTrace(next, 15, 120);
      const cache = 1 + Math.floor(next() * 9);
      const { policies } = paging(wasm, { requests, cache }, { sizes: [1], replications: 1 });
      for (const policy of ['lru', 'fifo', 'lfu'] as const) {
        expect(policies[policy]!.faults, policy).toBe(slowFaults(requests, cache, slow[policy]));
      }
    }
  });

  it("has Mattson's curve of LRU, which never rises, as simulated size by size", () => {
    const next = seeded(14);
    for (let trial = 0; trial < 60; trial++) {
      const requests = randomTrace(next, 20, 200);
      const { curve, pages } = paging(wasm, { requests, cache: 3 }, { policies: ['lru'] });
      expect(Array.from(curve!.sizes)).toEqual(
        Array.from({ length: Math.max(4, pages.length) }, (_, i) => i + 1),
      );
      curve!.sizes.forEach((k, i) => {
        const counted = curve!.faults.lru![i];
        expect(counted).toBe(slowFaults(requests, k, slow.lru));
        const run = paging(wasm, { requests, cache: k }, { policies: ['lru'], sizes: [1] });
        expect(run.policies.lru!.faults).toBe(counted);
        if (i > 0) expect(counted).toBeLessThanOrEqual(curve!.faults.lru![i - 1]);
      });
    }
  });

  it('holds of LRU with k slots only what it holds with k + 1', () => {
    const next = seeded(15);
    const contents = (requests: number[], cache: number): Set<number>[] => {
      const { policies, pages } = paging(wasm, { requests, cache }, { policies: ['lru'] });
      const { faultPositions, evictions } = policies.lru!;
      const held = new Set<number>();
      let j = 0;
      return requests.map((page, t) => {
        if (faultPositions[j] === t) {
          if (evictions[j] >= 0) held.delete(pages[evictions[j]] as number);
          held.add(page);
          j++;
        }
        return new Set(held);
      });
    };
    for (let trial = 0; trial < 30; trial++) {
      const requests = randomTrace(next, 9, 60);
      for (let k = 1; k < 6; k++) {
        const small = contents(requests, k);
        const large = contents(requests, k + 1);
        small.forEach((held, t) => {
          for (const page of held) expect(large[t].has(page)).toBe(true);
        });
      }
    }
  });

  it('has LRU and FIFO at k times the optimum, nearly, where k + 1 pages go round', () => {
    for (const k of [1, 2, 5, 10]) {
      const requests = Array.from({ length: 400 * k }, (_, t) => t % (k + 1));
      const result = paging(wasm, { requests, cache: k });
      expectSound(result, `k ${k}`);
      expect(result.policies.lru!.faults).toBe(requests.length);
      expect(result.policies.fifo!.faults).toBe(requests.length);
      expect(result.policies.lru!.ratio.proven).toBe(k);
      expect(result.policies.lru!.ratio.realized!).toBeGreaterThan(0.97 * k);
      expect(result.policies.marking!.ratio.realized!).toBeLessThanOrEqual(2 * harmonic(k));
    }
  });

  it('has expected faults of marking as the mean of many runs', () => {
    const next = seeded(16);
    for (let trial = 0; trial < 12; trial++) {
      const requests = randomTrace(next, 14, 150);
      const cache = 2 + Math.floor(next() * 6);
      const options = {
        policies: ['marking'] as const,
        replications: 2000,
        seed: trial,
        sizes: [1],
      };
      const { runs, ratio } = paging(wasm, { requests, cache }, options).policies.marking!;
      const { mean, expected, standardError } = runs!;
      expect(Math.abs(mean - expected)).toBeLessThanOrEqual(4.5 * standardError! + 1e-9);
      expectClose(ratio.proven!, 2 * harmonic(cache), 1e-15);
    }
  });

  it('expects of marking what all its choices have on average', () => {
    // every page without a mark is tried, with its probability
    const average = (requests: number[], k: number): number => {
      const step = (t: number, held: number[], marks: ReadonlySet<number>): number => {
        if (t === requests.length) return 0;
        const page = requests[t];
        if (held.includes(page)) return step(t + 1, held, new Set([...marks, page]));
        if (held.length < k) return 1 + step(t + 1, [...held, page], new Set([...marks, page]));
        const kept = marks.size === k ? new Set<number>() : marks;
        const free = held.filter((x) => !kept.has(x));
        const after = free.map((out) =>
          step(t + 1, [...held.filter((x) => x !== out), page], new Set([...kept, page])),
        );
        return 1 + after.reduce((a, b) => a + b, 0) / free.length;
      };
      return step(0, [], new Set());
    };
    const next = seeded(17);
    for (let trial = 0; trial < 60; trial++) {
      const requests = randomTrace(next, 6, 14);
      const cache = 1 + Math.floor(next() * 3);
      const { runs } = paging(wasm, { requests, cache }, { policies: ['marking'] }).policies
        .marking!;
      expectClose(runs!.expected, average(requests, cache), 1e-12, `${requests} ${cache}`);
    }
  });

  it('prices a slot between what the last one saves and what one more would', () => {
    const next = seeded(18);
    for (let trial = 0; trial < 300; trial++) {
      const requests = randomTrace(next, 12, 120);
      const cache = 1 + Math.floor(next() * 6);
      const { optimum, policies } = paging(wasm, { requests, cache }, { policies: ['belady'] });
      const { last, next: more } = policies.belady!.shadowPrice;
      const price = optimum!.pricedTimes.length;
      expect(price).toBeGreaterThanOrEqual(more);
      if (last !== null) expect(price).toBeLessThanOrEqual(last);
    }
  });

  it('finds out false claims', () => {
    const trace = {
      requests: Int32Array.of(0, 1, 2, 0, 1, 3, 0, 1, 2, 3),
      pages: [0, 1, 2, 3],
      cache: 3,
    };
    const result = paging(wasm, { requests: trace.requests, cache: 3 });
    const claims = {
      policies: result.policies,
      optimum: { faults: result.optimum!.faults, times: result.optimum!.pricedTimes },
      isComplete: true,
    };
    expect(certify(trace, claims).holds).toBe(true);
    const { faults, times } = claims.optimum;
    for (const optimum of [
      { faults: faults - 1, times },
      { faults: faults + 1, times },
      { faults, times: Int32Array.of(...times, 9) },
      { faults, times: new Int32Array(0) },
    ]) {
      expect(certify(trace, { ...claims, optimum }).holds).toBe(false);
    }
    const swapped = (from: PagingPolicy, to: PagingPolicy) =>
      certify(trace, { ...claims, policies: { [to]: result.policies[from] } });
    expect(swapped('lfu', 'fifo').broken).toEqual(['fifo']);
    expect(swapped('belady', 'lru').broken).toEqual(['lru']);
    const { lru, fifo } = result.policies;
    const flattered = { ...fifo!, ratio: { ...fifo!.ratio, realized: 1 } };
    expect(fifo!.ratio.realized).toBeGreaterThan(1);
    expect(certify(trace, { ...claims, policies: { fifo: flattered } })).toMatchObject({
      holds: false,
      replays: true,
    });
    // what cannot be replayed is not asked for its rule, which might never end
    const empty = { ...lru!, evictions: lru!.evictions.map(() => 3) };
    expect(certify(trace, { ...claims, policies: { lru: empty } })).toMatchObject({
      holds: false,
      replays: false,
    });
    const evictions = lru!.evictions.slice();
    evictions[evictions.length - 1] = 99;
    expect(certify(trace, { ...claims, policies: { lru: { ...lru!, evictions } } }).replays).toBe(
      false,
    );
  });
});
