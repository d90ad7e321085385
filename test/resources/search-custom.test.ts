/** Searches of a caller's own problems: what they need, what they find. */

import { describe, expect, it } from 'vitest';
import {
  type SearchProblem,
  search,
  searchAsync,
  searchMethods,
} from '../../src/resources/search/index';
import { backends, wasm } from '../backends';
import { seeded } from '../random';
import { evens } from './searches';

/** Pairs of queens that attack each other, one queen a row and a column. */
function queens(n: number): SearchProblem<number[], readonly [number, number]> {
  return {
    random(stream) {
      const rows = Int32Array.from({ length: n }, (_, i) => i);
      stream.shuffle(rows);
      return Array.from(rows);
    },
    objective(rows) {
      let attacks = 0;
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < i; k++) if (Math.abs(rows[i] - rows[k]) === i - k) attacks++;
      }
      return attacks;
    },
    propose: (_, stream) => [stream.below(n), stream.below(n)],
    apply(rows, [i, k]) {
      [rows[i], rows[k]] = [rows[k], rows[i]];
      return rows;
    },
    bound: 0,
  };
}

/** Numbers on two sides of nearly the same sum; solutions are bit sets that never change. */
function partition(numbers: readonly number[], scale = 1): SearchProblem<number, number> {
  const n = numbers.length;
  return {
    random: (stream) => stream.below(2 ** n),
    objective: (set) =>
      scale * Math.abs(numbers.reduce((sum, x, j) => sum + ((set >> j) & 1 ? x : -x), 0)),
    propose: (_, stream) => 1 << stream.below(n),
    apply: (set, bit) => set ^ bit,
    *moves() {
      for (let j = 0; j < n; j++) yield 1 << j;
    },
    crossover: (a, b, stream) => {
      const mask = stream.below(2 ** n);
      return (a & mask) | (b & ~mask & (2 ** n - 1));
    },
    copy: (set) => set,
  };
}

describe.each(backends)('on $name', ({ backend }) => {
  it.each(searchMethods)('%s places queens', (method) => {
    for (const n of [6, 8, 12]) {
      const result = search(backend, queens(n), { method });
      expect(result).toMatchObject({ status: 'converged', objective: 0, isOptimal: true });
      expect(result).toMatchObject({ kind: 'custom', bound: 0, sense: 'minimize' });
      expect(result.solution.slice().sort((a, b) => a - b)).toEqual(
        Array.from({ length: n }, (_, i) => i),
      );
      expect(queens(n).objective(result.solution)).toBe(0);
      // without moves nobody knows the neighbourhood
      expect(result.certificate).toMatchObject({ holds: true, isLocalOptimum: null, scanned: 0 });
    }
  });

  it.each(searchMethods)('%s divides numbers', (method) => {
    const random = seeded(6);
    const numbers = Array.from({ length: 14 }, () => 1 + Math.floor(random() * 1000));
    const problem = partition(numbers);
    let best = Number.POSITIVE_INFINITY;
    for (let set = 0; set < 2 ** 14; set++) best = Math.min(best, problem.objective(set));
    const result = search(backend, problem, { method, restarts: 300 });
    expect(result.objective).toBe(best);
    expect(result.certificate).toMatchObject({ isLocalOptimum: true, deltaError: null });
  });

  it.each(searchMethods)('%s stays with what is feasible', (method) => {
    const seen: number[] = [];
    const objective = ({ x }: { x: number }) => {
      seen.push(x);
      return Math.abs(x - 63);
    };
    const { solution, certificate } = search(backend, evens({ objective }), {
      method,
      evaluations: 5000,
    });
    expect([62, 64]).toContain(solution.x);
    expect(certificate).toMatchObject({ holds: true, feasible: true, isLocalOptimum: true });
    // costs are never asked of what is not feasible
    expect(seen.every((x) => x % 2 === 0 && x >= 0 && x <= 98)).toBe(true);
  });

  it('goes the same way in other units', () => {
    const random = seeded(4);
    const numbers = Array.from({ length: 16 }, () => 1 + Math.floor(random() * 500));
    for (const method of searchMethods) {
      const one = search(backend, partition(numbers), { method, evaluations: 3000 });
      const scaled = search(backend, partition(numbers, 1e6), { method, evaluations: 3000 });
      expect(scaled.solution).toBe(one.solution);
      expect(scaled.accepted).toBe(one.accepted);
      expect(scaled.history.evaluations).toEqual(one.history.evaluations);
      expect(Array.from(scaled.history.objective)).toEqual(
        Array.from(one.history.objective, (x) => 1e6 * x),
      );
      if (method === 'annealing') {
        expect(scaled.temperature!.start).toBeCloseTo(1e6 * one.temperature!.start, 3);
      }
    }
  });
});

describe('what the methods do', () => {
  /** A row of heights; moves go one to the left or right. */
  const row = (
    heights: readonly number[],
    start: number,
    trace: number[],
  ): SearchProblem<number, number> => ({
    random: () => start,
    objective: (at) => heights[at],
    delta: (at, move) => heights[at + move] - heights[at],
    propose: (_, stream) => (stream.below(2) === 0 ? -1 : 1),
    apply(at, move) {
      trace.push(at + move);
      return at + move;
    },
    allows: (at, move) => at + move >= 0 && at + move < heights.length,
    moves: () => [-1, 1],
    attribute: (at, move) => Math.min(at, at + move),
    copy: (at) => at,
  });

  it('a tabu move is not taken back for its tenure, and best moves lead out of a valley', () => {
    const trace: number[] = [];
    const heights = [9, 1, 2, 3, 4, 0, 5];
    const result = search(wasm, row(heights, 0, trace), {
      method: 'tabu',
      tenure: 3,
      evaluations: 40,
    });
    // down into 1, then up over 4, which a descent would not do
    expect(trace.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(result.solution).toBe(5);
    const free: number[] = [];
    search(wasm, row(heights, 0, free), { method: 'tabu', tenure: 0, evaluations: 40 });
    // nothing is forbidden: from 2 straight back to 1
    expect(free.slice(0, 4)).toEqual([1, 2, 1, 2]);
    const local = search(wasm, row(heights, 0, []), { method: 'local', restarts: 0 });
    expect(local).toMatchObject({ solution: 1, status: 'converged', starts: 1 });
  });

  it('aspiration: a forbidden move is made where it leads to something better than all before', () => {
    const trace: number[] = [];
    // every move has the same attribute, so all are tabu after the first
    const problem = { ...row([5, 4, 3, 2, 1, 6], 0, trace), attribute: () => 'all' };
    search(wasm, problem, { method: 'tabu', tenure: 1000, evaluations: 9 });
    expect(trace.slice(0, 4)).toEqual([1, 2, 3, 4]);
  });

  it('best improvement takes the best move, and ties are broken by the second objective', () => {
    const trace: number[] = [];
    search(wasm, row([1, 4, 5, 3], 2, trace), {
      method: 'local',
      improvement: 'best',
      restarts: 0,
    });
    // what follows is the certificate's
    expect(trace[0]).toBe(3);
    const flat: SearchProblem<number, number> = {
      ...row([1, 1, 1, 1, 0], 0, []),
      tie: (_, move) => -move,
    };
    for (const improvement of ['first', 'best'] as const) {
      const over = search(wasm, flat, { method: 'local', improvement, restarts: 0 });
      expect(over.solution).toBe(4);
    }
  });

  it('annealing freezes: cold it only descends, hot it walks', () => {
    const heights = Array.from({ length: 50 }, (_, i) => (i * 37) % 50);
    const accepted = (startTemperature: number) =>
      search(wasm, row(heights, 25, []), {
        method: 'annealing',
        startTemperature,
        endTemperature: startTemperature,
        evaluations: 4000,
      }).accepted;
    expect(accepted(1e-9)).toBeLessThan(10);
    expect(accepted(1e9)).toBeGreaterThan(3500);
    const { temperature } = search(wasm, row(heights, 25, []), { cooling: 'lundy-mees' });
    expect(temperature!.start).toBeGreaterThanOrEqual(10 * temperature!.end);
    expect(temperature!.end).toBeGreaterThan(0);
  });

  it('Metropolis accepts an increase d with probability e^{-d/T}', () => {
    // two states of cost 0 and 1: the share of time in the upper one is 1/(1 + e)
    const cost = (at: number) => at;
    let upper = 0;
    const problem: SearchProblem<number, number> = {
      random: () => 0,
      objective: cost,
      propose(at) {
        upper += at;
        return 1 - 2 * at;
      },
      delta: (_, move) => move,
      apply: (at, move) => at + move,
      copy: (at) => at,
    };
    const evaluations = 100_000;
    search(wasm, problem, { startTemperature: 1, endTemperature: 1, evaluations });
    expect(upper / (0.95 * evaluations)).toBeCloseTo(1 / (1 + Math.E), 2);
  });

  it('keeps its status honest', async () => {
    const short = search(wasm, queens(30), { method: 'tabu', evaluations: 50 });
    expect(short).toMatchObject({ status: 'iteration-limit', isOptimal: false });
    expect(short.certificate.holds).toBe(true);
    const controller = new AbortController();
    let calls = 0;
    const cancelled = await searchAsync(
      wasm,
      { ...queens(40), bound: null },
      { evaluations: 1e9 },
      {
        signal: controller.signal,
        onProgress({ done, total }) {
          expect(done).toBeLessThanOrEqual(total);
          if (++calls === 3) controller.abort();
        },
      },
    );
    expect(cancelled.status).toBe('cancelled');
    expect(cancelled.objective).toBe(queens(40).objective(cancelled.solution));
    controller.abort();
    const never = await searchAsync(wasm, queens(8), {}, { signal: controller.signal });
    expect(never).toMatchObject({ status: 'cancelled', starts: 1 });
  });

  it('a certificate refutes what a problem says wrongly', () => {
    const random = seeded(4);
    const numbers = Array.from({ length: 10 }, () => 1 + Math.floor(random() * 500));
    const wrong = { ...partition(numbers), delta: () => -1 };
    const { certificate } = search(wasm, wrong, { method: 'local', evaluations: 500 });
    expect(certificate.holds).toBe(false);
    const over = search(wasm, { ...partition([1, 1]), bound: 5 });
    expect(over.certificate.holds).toBe(false);
  });
});
