/** Gangs that cannot be, certificates that see faults, long work that ends when told to. */

import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import { certify } from '../../src/resources/schedule/certificate';
import { gangSchedule } from '../../src/resources/schedule/index';
import { completeOptions, completeProblem } from '../../src/resources/schedule/problem';
import { wasm } from '../backends';
import { seeded } from '../random';
import { fault, type LooseProblem } from './schedules';

const job = { gpus: 1, duration: 1 };

describe('refuses', () => {
  const problems: [string, unknown, RegExp][] = [
    ['no problem', undefined, /problem: got undefined/],
    ['a list', [job], /problem: got an array/],
    ['no jobs', { gpus: 1 }, /jobs: got undefined/],
    ['none of them', { jobs: [], gpus: 1 }, /jobs: .*one job at least/],
    ['jobs that are none', { jobs: 'job', gpus: 1 }, /jobs: got "job"/],
    ['a job that is none', { jobs: [null], gpus: 1 }, /jobs\.0: got null/],
    ['no GPUs', { jobs: [job] }, /gpus: got undefined/],
    ['0 GPUs', { jobs: [job], gpus: 0 }, /gpus: got 0/],
    ['less', { jobs: [job], gpus: -4 }, /gpus: got -4/],
    ['half of one', { jobs: [job], gpus: 1.5 }, /gpus: got 1\.5/],
    ['too many', { jobs: [job], gpus: 2 ** 31 }, /gpus: got 2147483648/],
    ['a job without GPUs', { jobs: [{ duration: 1 }], gpus: 1 }, /jobs\.0\.gpus: got undefined/],
    ['of none', { jobs: [{ gpus: 0, duration: 1 }], gpus: 1 }, /jobs\.0\.gpus: got 0/],
    ['of half', { jobs: [{ gpus: 0.5, duration: 1 }], gpus: 1 }, /jobs\.0\.gpus: got 0\.5/],
    ['no duration', { jobs: [job, { gpus: 1 }], gpus: 1 }, /jobs\.1\.duration: got undefined/],
    ['0', { jobs: [{ gpus: 1, duration: 0 }], gpus: 1 }, /jobs\.0\.duration: got 0/],
    ['NaN', { jobs: [{ gpus: 1, duration: Number.NaN }], gpus: 1 }, /duration: got NaN/],
    ['∞', { jobs: [{ gpus: 1, duration: 1 / 0 }], gpus: 1 }, /duration: got Infinity/],
    ['a word', { jobs: [{ gpus: 1, duration: '1' }], gpus: 1 }, /duration: got "1"/],
    ['a priority < 0', { jobs: [{ ...job, priority: -1 }], gpus: 1 }, /priority: got -1/],
    ['a release < 0', { jobs: [{ ...job, release: -1 }], gpus: 1 }, /release: got -1/],
    ['a release without end', { jobs: [{ ...job, release: 1 / 0 }], gpus: 1 }, /got Infinity/],
    ['a name that is none', { jobs: [{ ...job, name: 7 }], gpus: 1 }, /name: got 7/],
    ['what nobody knows', { jobs: [{ ...job, gpu: 1 }], gpus: 1 }, /gpu: got 1/],
    ['it above', { jobs: [job], gpus: 1, gpu: 2 }, /gpu: got 2.*did you mean gpus\?/],
    [
      'times beyond doubles',
      { jobs: [{ gpus: 1, duration: 1e200 }], gpus: 1 },
      /jobs: got 1e\+200/,
    ],
    [
      'priorities beyond',
      { jobs: [{ ...job, priority: 1e200 }], gpus: 1 },
      /jobs: got 1e\+200.*priorities/,
    ],
    [
      'what is nothing beside others',
      { jobs: [job, { gpus: 1, duration: 1e13 }], gpus: 1 },
      /jobs\.0\.duration: got 1/,
    ],
    [
      'a release that swallows a duration',
      { jobs: [{ gpus: 1, duration: 1e-5, release: 1e9 }], gpus: 1 },
      /jobs\.0\.duration/,
    ],
  ];
  it.each(problems)('%s', async (_, problem, message) => {
    const call = gangSchedule(wasm, problem as LooseProblem);
    await expect(call).rejects.toThrow(ParameterError);
    await expect(call).rejects.toThrow(message);
  });

  const options: [unknown, RegExp][] = [
    [7, /options: got 7/],
    [{ method: 'best' }, /method: got "best"/],
    [{ objective: 'flow' }, /objective: got "flow"/],
    [{ method: 'online', order: 'best' }, /order: got "best"/],
    [{ order: 'smith' }, /order: got "smith", expected nothing where the method is exact/],
    [{ method: 'priority', backfill: 'easy' }, /backfill: .*nothing where the method is priority/],
    [{ method: 'backfill', nodeLimit: 5 }, /nodeLimit: .*nothing/],
    [{ method: 'backfill', clairvoyant: false }, /clairvoyant: .*nothing/],
    [{ method: 'online', clairvoyant: false, order: 'smith' }, /order: .*durations are unknown/],
    [{ nodeLimit: 0 }, /nodeLimit: got 0/],
    [{ nodeLimit: 1.5 }, /nodeLimit: got 1\.5/],
    [{ verify: 'yes' }, /verify: got "yes"/],
    [{ signal: {} }, /signal/],
    [{ onProgress: 1 }, /onProgress: got 1/],
    [{ metod: 'exact' }, /metod: .*did you mean method\?/],
  ];
  it.each(options)('options %j', async (given, message) => {
    const call = gangSchedule(wasm, { jobs: [job], gpus: 1 }, given as object);
    await expect(call).rejects.toThrow(ParameterError);
    await expect(call).rejects.toThrow(message);
  });

  it('more jobs than backfilling looks at', () => {
    expect(() => completeOptions({ method: 'backfill' }, 100_001)).toThrow(/jobs: got 100001/);
    expect(completeOptions({ method: 'online' }, 100_001).order).toBe('smith');
  });
});

describe('a gang wider than the cluster', () => {
  it.each(['exact', 'priority', 'backfill', 'online'] as const)(
    'is infeasible, %s',
    async (method) => {
      const jobs = [job, { name: 'wide', gpus: 5, duration: 1 }, { gpus: 9, duration: 1 }];
      const result = await gangSchedule(wasm, { jobs, gpus: 4 }, { method });
      expect(result).toMatchObject({
        status: 'infeasible',
        tooWide: ['wide', 'job 2'],
        start: null,
        assignment: null,
        value: null,
        certificate: { holds: true },
      });
    },
  );
});

describe('edges', () => {
  it.each(['exact', 'priority', 'backfill', 'online'] as const)('%s', async (method) => {
    const options = { method } as const;
    const one = { jobs: [{ gpus: 4, duration: 2.5, release: 1, priority: 3 }], gpus: 4 };
    const single = await gangSchedule(wasm, one, options);
    expect(single).toMatchObject({ value: 10.5, makespan: 3.5, meanFlowTime: 2.5, peak: 4 });
    const worthless = {
      jobs: [
        { ...job, priority: 0 },
        { ...job, priority: 0 },
      ],
      gpus: 1,
    };
    const nothing = await gangSchedule(wasm, worthless, options);
    expect(nothing).toMatchObject({ value: 0, gap: 0, makespan: 2, ratio: { realized: 1 } });
    expect(fault(worthless, nothing)).toBeNull();
    const full = { jobs: Array.from({ length: 6 }, () => ({ gpus: 3, duration: 0.1 })), gpus: 3 };
    const row = await gangSchedule(wasm, full, options);
    expect(row.makespan).toBeCloseTo(0.6, 14);
    expect(row.utilization).toBeCloseTo(1, 14);
    expect(fault(full, row)).toBeNull();
    const vast = { jobs: [{ gpus: 2 ** 31 - 1, duration: 1 }, job], gpus: 2 ** 31 - 1 };
    const many = await gangSchedule(wasm, vast, options);
    expect(many).toMatchObject({ status: 'converged', makespan: 2, assignment: null });
    expect(many.certificate).toMatchObject({ holds: true, isAssigned: false });
  });

  it('does as well with 10 000 jobs at once', async () => {
    const random = seeded(31);
    const jobs = Array.from({ length: 10_000 }, () => ({
      gpus: 1 + Math.floor(32 * random()),
      duration: 0.1 + random(),
      release: 1000 * random(),
    }));
    for (const method of ['priority', 'online', 'exact'] as const) {
      const result = await gangSchedule(wasm, { jobs, gpus: 64 }, { method });
      expect(result.status).toBe(method === 'exact' ? 'iteration-limit' : 'converged');
      expect(result.certificate).toMatchObject({ oversubscribed: 0, brokenGangs: 0 });
    }
  });
});

describe('the certificate', () => {
  const problem = completeProblem({
    jobs: [
      { gpus: 2, duration: 2 },
      { gpus: 1, duration: 1, release: 1 },
      { gpus: 2, duration: 1 },
    ],
    gpus: 3,
  });
  const right = {
    start: Float64Array.of(0, 1, 2),
    completion: Float64Array.of(2, 2, 3),
    assignment: [Int32Array.of(0, 1), Int32Array.of(2), Int32Array.of(0, 1)],
    value: 7,
    bound: 7,
    lowerBound: { weightedCompletion: 7, makespan: 3 },
    isComplete: true,
    provenBy: ['branch-and-bound'] as const,
  };
  const options = completeOptions({}, 3);
  const holds = (change: object) => certify(problem.gangs, options, { ...right, ...change }).holds;

  it('holds for what is right', () => {
    expect(holds({})).toBe(true);
  });

  it.each<[string, object]>([
    ['a start before its release', { start: Float64Array.of(0, 0.5, 2) }],
    ['a gang cut short', { completion: Float64Array.of(1.5, 2, 3) }],
    [
      'GPUs that are not there',
      { start: Float64Array.of(0, 1, 1.5), completion: Float64Array.of(2, 2, 2.5), value: 6.5 },
    ],
    [
      'a GPU of two gangs',
      { assignment: [right.assignment[0], Int32Array.of(1), right.assignment[2]] },
    ],
    [
      'a GPU twice',
      { assignment: [Int32Array.of(0, 0), right.assignment[1], right.assignment[2]] },
    ],
    [
      'a gang in part',
      { assignment: [Int32Array.of(0), right.assignment[1], right.assignment[2]] },
    ],
    [
      'a GPU beyond the last',
      { assignment: [Int32Array.of(0, 3), right.assignment[1], right.assignment[2]] },
    ],
    ['another objective', { value: 6.9 }],
    ['a bound above it', { bound: 7.1 }],
    ['a gap', { bound: 6.9 }],
    ['no proof', { provenBy: [] }],
    ['a makespan below its bound', { lowerBound: { weightedCompletion: 7, makespan: 3.1 } }],
    ['work that was cut', { isComplete: false }],
    ['no number', { start: Float64Array.of(0, 1, Number.NaN) }],
  ])('sees %s', (_, change) => {
    expect(holds(change)).toBe(false);
  });
});

describe('a signal', () => {
  const random = seeded(32);
  const jobs = Array.from({ length: 26 }, () => ({
    gpus: 1 + Math.floor(8 * random()),
    duration: 1 + 10 * random(),
    priority: 1 + Math.floor(5 * random()),
  }));
  const problem = { jobs, gpus: 16 };

  it('ends the search with the best schedule until then', async () => {
    const controller = new AbortController();
    let calls = 0;
    const result = await gangSchedule(wasm, problem, {
      nodeLimit: 1e9,
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        expect(done).toBeLessThanOrEqual(total);
        if (++calls === 3) controller.abort();
      },
    });
    expect(calls).toBe(3);
    expect(result.status).toBe('cancelled');
    expect(result.certificate).toMatchObject({ holds: false, oversubscribed: 0, brokenGangs: 0 });
    const list = await gangSchedule(wasm, problem, { method: 'backfill' });
    expect(result.value).toBeLessThanOrEqual(list.value as number);
    expect(result.gap).toBeGreaterThan(0);
  });

  it.each(['exact', 'priority', 'backfill', 'online'] as const)(
    'before the start, %s',
    async (method) => {
      const signal = AbortSignal.abort();
      const result = await gangSchedule(wasm, problem, { method, signal });
      expect(result.status).toBe('cancelled');
      expect(result.certificate).toMatchObject({ holds: false, oversubscribed: 0, brokenGangs: 0 });
    },
  );
});
