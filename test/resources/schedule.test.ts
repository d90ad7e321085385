/** Optimal schedules of gangs: brute force over all lists, the search against the integer program. */

import { describe, expect, it } from 'vitest';
import queue from '../../examples/resources/training-queue.json';
import { clockOf } from '../../src/resources/schedule/clock';
import { bestOfLists, branched } from '../../src/resources/schedule/exact';
import { gangSchedule } from '../../src/resources/schedule/index';
import { completeProblem } from '../../src/resources/schedule/problem';
import { relaxation, solveProgram, timeIndexed } from '../../src/resources/schedule/program';
import { backends, isLong, javascript, wasm } from '../backends';
import { seeded } from '../random';
import { bruteForce, fault, instance, type LooseProblem } from './schedules';

const objectives = ['weighted-completion', 'makespan'] as const;

/** The end of a generator. */
function endOf<Result>(steps: Generator<unknown, Result>): Result {
  for (let at = steps.next(); ; at = steps.next()) if (at.done) return at.value;
}

describe('exact', () => {
  it('equals the best of all lists, 300 times for both objectives', async () => {
    const random = seeded(1);
    for (let k = 0; k < 300; k++) {
      const { problem, plain, unit } = instance(random, k % 15 === 0 ? 6 : 5);
      const least = bruteForce(plain);
      for (const objective of objectives) {
        const result = await gangSchedule(wasm, problem, { objective, verify: false });
        const best = least[objective] * unit;
        const isOptimal = Math.abs((result.value ?? Number.NaN) - best) <= 1e-12 * best;
        const wrong = result.status === 'converged' ? fault(problem, result) : result.status;
        if (!isOptimal || wrong !== null) {
          expect.fail(JSON.stringify({ problem, objective, best, wrong, result }));
        }
      }
    }
  });

  it('equals what the integer program finds, and the linear relaxation is below both', async () => {
    const random = seeded(2);
    let compared = 0;
    while (compared < (isLong ? 300 : 16)) {
      const { problem, isWhole } = instance(random, 7, 2);
      if (!isWhole) continue;
      compared++;
      const clock = clockOf(completeProblem(problem).gangs);
      expect(clock.isWhole).toBe(true);
      const objective = objectives[compared % 2];
      const known = endOf(bestOfLists(clock.gangs, objective));
      const best = { ...known };
      const { isProven } = endOf(branched(clock, objective, 1e5, best));
      expect(isProven).toBe(true);
      const model = timeIndexed(clock.gangs, objective, known.cost, 1e5);
      if (model === null || known.cost === 0) continue;
      const { status, cost } = await solveProgram(wasm, clock.gangs, model, {
        nodeLimit: 1e4,
        proofNodes: 0,
      });
      const relaxed = await relaxation(wasm, model);
      expect(status).toBe('converged');
      expect(cost).toBeCloseTo(best.cost, 5);
      expect(relaxed?.bound).toBeLessThanOrEqual(best.cost * (1 + 1e-6));
      expect(relaxed?.price).toBeGreaterThanOrEqual(0);
    }
  });

  it('has two proofs of a small case, and prices', async () => {
    // two gangs of two wait for each other on three GPUs, and not on four
    const jobs = [
      { gpus: 2, duration: 2 },
      { gpus: 2, duration: 2 },
    ];
    const result = await gangSchedule(wasm, { jobs, gpus: 3 });
    expect(result).toMatchObject({ status: 'converged', value: 6, makespan: 4, gap: 0 });
    expect(result.certificate).toMatchObject({ holds: true, provenBy: ['relaxation', 'program'] });
    expect(result.shadowPrices).toMatchObject({ gain: 2, loss: 0 });
    expect(result.ratio).toEqual({ realized: 1, proven: 1, against: 'optimum' });
    expect(result.assignment).toEqual([Int32Array.of(0, 1), Int32Array.of(0, 1)]);
  });

  it("follows Smith's rule on one GPU, and McNaughton's bound on many", async () => {
    const random = seeded(3);
    for (let k = 0; k < 20; k++) {
      const jobs = Array.from({ length: 14 }, () => ({
        gpus: 1,
        duration: 1 + Math.floor(9 * random()),
        priority: Math.floor(9 * random()),
      }));
      const order = [...jobs].sort((a, b) => b.priority / b.duration - a.priority / a.duration);
      let time = 0;
      let sum = 0;
      for (const { duration, priority } of order) {
        time += duration;
        sum += priority * time;
      }
      const one = await gangSchedule(wasm, { jobs, gpus: 1 }, { verify: false });
      expect(one).toMatchObject({ status: 'converged', value: sum, makespan: time });
      const options = { objective: 'makespan', verify: false } as const;
      const equal = jobs.map(({ priority }) => ({ gpus: 1, duration: 3, priority }));
      const many = await gangSchedule(wasm, { jobs: equal, gpus: 4 }, options);
      expect(many).toMatchObject({ status: 'converged', value: 12, gap: 0 });
    }
  });

  it('finds what no list of the usual orders does', async () => {
    const random = seeded(4);
    let better = 0;
    for (let k = 0; k < 40; k++) {
      const { problem } = instance(random, 9, 8);
      const clock = clockOf(completeProblem(problem).gangs);
      const known = endOf(bestOfLists(clock.gangs, 'weighted-completion'));
      const { value } = await gangSchedule(wasm, problem, { verify: false });
      const lists = clock.length(known.cost);
      expect(value).toBeLessThanOrEqual(lists * (1 + 1e-12));
      if ((value as number) < lists * (1 - 1e-9)) better++;
    }
    expect(better).toBeGreaterThan(3);
  });

  it('is optimal where gaps are as long as jobs only as decimals are written', async () => {
    // 0.1 + 0.2 is not 0.3 in doubles, and 0.1 + 0.2 + 0.4 not 0.7
    const jobs = [
      { gpus: 1, duration: 0.1, priority: 9 },
      { gpus: 1, duration: 0.2, priority: 9 },
      { gpus: 1, duration: 0.3, priority: 9 },
      { gpus: 2, duration: 0.4, priority: 9 },
    ];
    const result = await gangSchedule(wasm, { jobs, gpus: 2 }, { objective: 'makespan' });
    expect(result.makespan).toBe(0.7);
    expect(result.utilization).toBeCloseTo(1, 14);
  });
});

describe('beyond the limits', () => {
  const queue = (count: number, seed: number): LooseProblem => {
    const random = seeded(seed);
    const jobs = Array.from({ length: count }, () => ({
      gpus: 1 + Math.floor(8 * random()),
      duration: 1 + 10 * random(),
      priority: 1 + Math.floor(5 * random()),
    }));
    return { jobs, gpus: 16 };
  };

  it.each([14, 40])('ends with the best schedule known and a bound, %i jobs', async (count) => {
    const problem = queue(count, count);
    const result = await gangSchedule(wasm, problem, { nodeLimit: 20 });
    expect(result.status).toBe('iteration-limit');
    expect(result.certificate.holds).toBe(false);
    expect(result.gap).toBeGreaterThan(0);
    expect(result.ratio.against).toBe('bound');
    const list = await gangSchedule(wasm, problem, { method: 'backfill' });
    expect(result.value).toBeLessThanOrEqual(list.value as number);
  });

  it('leaves to the integer program what the search does not end', async () => {
    const random = seeded(9);
    const jobs = Array.from({ length: 9 }, () => ({
      gpus: 1 + Math.floor(4 * random()),
      duration: 1 + Math.floor(5 * random()),
      priority: 1 + Math.floor(5 * random()),
    }));
    const problem = { jobs, gpus: 5 };
    const long = await gangSchedule(wasm, problem, { verify: false });
    const short = await gangSchedule(wasm, problem, { nodeLimit: 5 });
    expect(long.nodes).toBeGreaterThan(5);
    if (short.status === 'converged') {
      expect(short.certificate).toMatchObject({ holds: true, provenBy: ['program'] });
      expect(short.value).toBe(long.value);
    } else {
      expect(short.lowerBound?.weightedCompletion).toBeLessThanOrEqual(long.value as number);
    }
  });
});

describe.each(backends)('on $name', ({ backend }) => {
  it('gives the same schedules', async () => {
    const random = seeded(5);
    for (let k = 0; k < 20; k++) {
      const { problem } = instance(random, 6);
      const options = { verify: false };
      const here = await gangSchedule(backend, problem, options);
      const there = await gangSchedule(javascript, problem, options);
      expect(here.backend).toBe(backend.name);
      expect({ ...here, backend: '' }).toEqual({ ...there, backend: '' });
    }
  });
});

it('the integer program keeps its optimum whatever the horizon', async () => {
  const { jobs, gpus } = queue;
  const { gangs } = completeProblem({ jobs, gpus });
  for (const horizon of [66, 71]) {
    const model = timeIndexed(gangs, 'makespan', horizon, 1e5);
    if (model === null) throw new Error('no program');
    const limits = { nodeLimit: 5000, proofNodes: 0 };
    const { status, cost, start } = await solveProgram(wasm, gangs, model, limits);
    expect([status, cost]).toEqual(['converged', 66]);
    expect(start).not.toBeNull();
  }
}, 120_000);
