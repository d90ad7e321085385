/** Searches whose numbers are hard on rounding, or told wrongly: what is claimed must be so. */

import { describe, expect, it } from 'vitest';
import type { ParameterError } from '../../src/engine/errors';
import {
  type SearchProblem,
  search,
  searchAsync,
  searchMethods,
  searchProblemOf,
} from '../../src/resources/search/index';
import { provesCover } from '../../src/resources/search/problems/prices';
import { wasm } from '../backends';
import { seeded } from '../random';

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Bits of which each costs something, and the first saves a penalty. */
function bits(
  costs: readonly number[],
  penalty: number,
  hasDelta: boolean,
): SearchProblem<number[], number> {
  const objective = (x: number[]) =>
    x.reduce((sum, bit, i) => sum + bit * costs[i], x[0] === 1 ? 0 : penalty);
  return {
    random: (stream) => [0, ...costs.slice(1).map(() => stream.below(2))],
    objective,
    propose: (_, stream) => stream.below(costs.length),
    apply(x, i) {
      x[i] = 1 - x[i];
      return x;
    },
    moves: () => range(costs.length),
    ...(hasDelta && {
      delta: (x: number[], i: number) =>
        (x[i] === 1 ? -1 : 1) * (i === 0 ? costs[0] - penalty : costs[i]),
    }),
  };
}

describe('bounds of covers', () => {
  it('disjoint sets of many elements: as many as there are', () => {
    for (const [count, size] of [
      [8, 5000],
      [5, 3000],
      [3, 7777],
    ]) {
      const sets = range(count).map((s) => range(size).map((i) => s * size + i));
      const result = search(wasm, { kind: 'set-cover', sets }, { evaluations: 50 });
      expect(result).toMatchObject({ objective: count, bound: count, isOptimal: true });
      expect(result.certificate).toMatchObject({ holds: true, isBoundProven: true });
    }
  });

  it('rows and columns: no greater than the cover by rows', () => {
    const [k, d, q] = [5, 12_000, 6];
    const rows = range(k).map((i) => range(d).map((j) => i * d + j));
    const columns = range(q).map((c) => rows.flatMap((row) => row.filter((_, j) => j % q === c)));
    const sets = [...rows, ...columns, ...columns];
    const result = search(wasm, { kind: 'set-cover', sets }, { evaluations: 30 });
    expect(result.bound).toBeLessThanOrEqual(k);
    expect(result.certificate).toMatchObject({ holds: true, isBoundProven: true });
  });

  it('stars: a vertex cover of their centres', () => {
    const edges = range(7).flatMap((c) => range(900).map((i) => [`c${c}`, `${c} ${i}`] as const));
    const weights = Object.fromEntries(range(7).map((c) => [`c${c}`, 0.1]));
    const result = search(wasm, { kind: 'vertex-cover', edges, weights }, { evaluations: 10 });
    expect(result.bound).toBeLessThanOrEqual(0.7);
    expect(result.bound).toBeGreaterThan(0.7 * (1 - 1e-10));
    expect(result.certificate).toMatchObject({ isBoundProven: true });
  });

  it('are proven anew, and not believed', () => {
    const cover = {
      costs: Float64Array.of(1, 1),
      elements: 3,
      starts: Int32Array.of(0, 2, 4),
      members: Int32Array.of(0, 1, 1, 2),
      holderStarts: Int32Array.of(0, 1, 3, 4),
      holders: Int32Array.of(0, 0, 1, 1),
    };
    const proves = (prices: number[], bound: number, isWhole = true) =>
      provesCover(cover, Float64Array.from(prices), isWhole)(bound);
    expect(proves([1, 0, 1], 2)).toBe(true);
    expect(proves([1, 0, 1], 3)).toBe(false);
    // too dear in both sets: worth 5/3
    expect(proves([1, 0.5, 1], 5 / 3 + 1e-9, false)).toBe(false);
    expect(proves([1, 0.5, 1], 1.6, false)).toBe(true);
    expect(proves([2, -1, 2], 2)).toBe(false);
    const data = {
      kind: 'set-cover',
      sets: [
        [1, 2],
        [2, 3],
      ],
    } as const;
    const over = { ...searchProblemOf(data), bound: 3 };
    const result = search(wasm, over, { evaluations: 100 });
    expect(result.certificate).toMatchObject({ holds: false, isBoundProven: false });
  });
});

describe('costs kept by differences', () => {
  it('an optimum of 0 is one', () => {
    const times = [
      [0, 523, 0],
      [0, 915, 147],
      [0, 4.2440819760058455, 4.142534734747621],
    ];
    const options = { method: 'local', evaluations: 5 } as const;
    for (let seed = 6100; seed < 6200; seed++) {
      const result = search(wasm, { kind: 'assignment', times }, { ...options, seed });
      expect(result.isOptimal, `${seed}`).toBe(result.objective === 0);
      expect(result.certificate.holds, `${seed}`).toBe(true);
    }
    const known = search(wasm, { kind: 'assignment', times }, { ...options, seed: 6145 });
    expect(known).toMatchObject({ objective: 0, bound: 0, isOptimal: true, status: 'converged' });
  });

  it('great distances beside small ones', () => {
    const random = seeded(16);
    for (let round = 0; round < 24; round++) {
      const n = 12;
      const distances = range(n).map(() => range(n).map(() => 0));
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < i; k++) {
          const isNear = Math.floor(i / 4) === Math.floor(k / 4) || i - k === 1 || i - k === n - 1;
          distances[i][k] = distances[k][i] = isNear ? random() : 1e9 + random();
        }
      }
      const method = searchMethods[round % 4];
      const result = search(
        wasm,
        { kind: 'tour', distances },
        { method, seed: round, evaluations: 20_000 },
      );
      expect(result.objective, `${method} ${round}`).toBeLessThan(n);
      expect(result.certificate.holds, `${method} ${round}`).toBe(true);
      expect(result.history.objective.at(-1)).toBe(result.objective);
    }
  });

  it('times that forbid, beside which others are rounding', () => {
    const random = seeded(23);
    for (let round = 0; round < 40; round++) {
      const times = range(12).map(() => {
        const own = Math.floor(random() * 4);
        return range(4).map((k) => (k === own || random() < 0.4 ? random() : 1e13 + random()));
      });
      const result = search(
        wasm,
        { kind: 'assignment', times },
        { method: 'local', restarts: 0, seed: round, evaluations: 20_000 },
      );
      expect(result.objective, `${round}`).toBeLessThan(12);
      expect(result, `${round}`).toMatchObject({ status: 'converged' });
      expect(result.certificate, `${round}`).toMatchObject({ holds: true, isLocalOptimum: true });
    }
  });

  it('differences of a caller, down to 0', () => {
    const random = seeded(3);
    for (let round = 0; round < 24; round++) {
      const costs = [0, ...range(11).map(() => random() * 100)];
      const method = searchMethods[round % 4];
      const result = search(wasm, bits(costs, 10, true), {
        method,
        seed: round,
        evaluations: 5000,
      });
      expect(result.objective, `${method} ${round}`).toBe(0);
      expect(result.certificate).toMatchObject({ holds: true, isLocalOptimum: true });
    }
  });

  it('a start with a great penalty does not blind a search', () => {
    const costs = range(10).map((i) => i * 0.01);
    for (const penalty of [1e6, 1e12, 1e15]) {
      for (const hasDelta of [false, true]) {
        for (const method of searchMethods) {
          const result = search(wasm, bits(costs, penalty, hasDelta), {
            method,
            evaluations: 3000,
            restarts: 1,
          });
          const label = `${penalty} ${hasDelta} ${method}`;
          expect(result.objective, label).toBe(0);
          expect(result.certificate.holds, label).toBe(true);
        }
      }
    }
  });

  it('rounding of differences is no progress without end', () => {
    // differences of great numbers, which say that every flip of the last bit gains a little
    const problem: SearchProblem<number[], number> = {
      ...bits([0, 1, 1, 1, 0], 1000, true),
      delta: (x, i) => (i === 4 ? 1e-13 : 0) * -1 + bits([0, 1, 1, 1, 0], 1000, true).delta!(x, i),
    };
    const result = search(wasm, problem, { method: 'local', restarts: 3, evaluations: 1e5 });
    expect(result).toMatchObject({ objective: 0, status: 'converged' });
    expect(result.evaluations).toBeLessThan(3000);
    expect(result.certificate.holds).toBe(true);
  });
});

describe('what is claimed', () => {
  const line = (overrides: object): SearchProblem<{ x: number }, number> => ({
    random: (stream) => ({ x: 25 + stream.below(3) }),
    objective: ({ x }) => x,
    propose: (_, stream) => stream.below(2),
    apply: ({ x }, step) => ({ x: Math.max(15, x - step) }),
    ...overrides,
  });

  it('no optimum by wrong differences', () => {
    for (const method of searchMethods) {
      const wrong = line({ delta: () => -1, apply: (s: { x: number }) => s, bound: 0 });
      const result = search(wasm, wrong, { method, evaluations: 1000 });
      expect(result).toMatchObject({ isOptimal: false, status: 'iteration-limit' });
      expect(result.objective).toBeGreaterThanOrEqual(25);
      expect(result.certificate.holds).toBe(false);
      expect(result.ratio.realized).toBeNull();
    }
  });

  it('no optimum by a wrong bound, which does not end a search either', () => {
    for (const method of searchMethods) {
      const jumps = {
        bound: 20,
        random: () => ({ x: 25 }),
        apply: ({ x }: { x: number }, step: number) => ({ x: Math.max(5, x - 10 * step) }),
      };
      const result = search(wasm, line(jumps), { method, evaluations: 3000 });
      expect(result).toMatchObject({ objective: 5, isOptimal: false, status: 'iteration-limit' });
      expect(result.ratio).toEqual({ realized: null, proven: null, against: null });
      expect(result.certificate.holds).toBe(false);
    }
  });

  it('whole numbers are told apart however great, others meet bounds within rounding', () => {
    const far = 1e13;
    const at = (bound: number) =>
      search(wasm, line({ objective: ({ x }: { x: number }) => far + x, bound }), {
        method: 'local',
        restarts: 1,
      });
    expect(at(far + 15).isOptimal).toBe(true);
    expect(at(far + 14)).toMatchObject({ isOptimal: false, objective: far + 15 });
    const points = [
      [0, 0],
      [1, 0],
      [0, 1],
    ];
    for (const method of searchMethods) {
      const result = search(wasm, { kind: 'tour', points }, { method });
      expect(result).toMatchObject({ isOptimal: true, status: 'converged' });
      expect(result.ratio).toMatchObject({ realized: 1, against: 'bound' });
    }
  });

  it('one start of a population, also where it is cut', async () => {
    const controller = new AbortController();
    const short = search(wasm, line({}), { method: 'genetic', evaluations: 7 });
    expect(short).toMatchObject({ starts: 1, status: 'iteration-limit' });
    const cut = await searchAsync(
      wasm,
      line({}),
      { method: 'genetic', population: 100_000, evaluations: 1e6 },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    expect(cut).toMatchObject({ starts: 1, status: 'cancelled' });
  });

  it('moves that cannot be written need an attribute', () => {
    const problem: SearchProblem<{ x: number }, { i: bigint }> = {
      random: () => ({ x: 25 }),
      objective: ({ x }) => x,
      propose: () => ({ i: 1n }),
      apply: ({ x }) => ({ x }),
    };
    let error: unknown;
    try {
      search(wasm, problem, { method: 'tabu', evaluations: 50 });
    } catch (thrown) {
      error = thrown;
    }
    expect((error as ParameterError).name).toBe('ParameterError');
    expect((error as ParameterError).message).toMatch(/^problem\.attribute: .*JSON/);
    const named = { ...problem, attribute: (_: unknown, { i }: { i: bigint }) => String(i) };
    expect(search(wasm, named, { method: 'tabu', evaluations: 50 }).certificate.holds).toBe(true);
  });
});
