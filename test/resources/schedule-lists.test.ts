/** Lists, backfilling and scheduling over time: what every schedule keeps, what each method promises. */

import { describe, expect, it } from 'vitest';
import { boundsOf, sharesOf } from '../../src/resources/schedule/bounds';
import { clockOf } from '../../src/resources/schedule/clock';
import { easily } from '../../src/resources/schedule/easy';
import {
  type GangScheduleOptions,
  gangOrders,
  gangSchedule,
} from '../../src/resources/schedule/index';
import { greedily } from '../../src/resources/schedule/online';
import { orderOf } from '../../src/resources/schedule/order';
import { completeProblem } from '../../src/resources/schedule/problem';
import { isLong, wasm } from '../backends';
import { seeded } from '../random';
import { bruteForce, fault, instance, type LooseProblem, placedSerially } from './schedules';

const methods: GangScheduleOptions[] = [
  { method: 'priority' },
  { method: 'backfill' },
  { method: 'backfill', backfill: 'easy' },
  { method: 'online' },
];

describe('rounding', () => {
  const alone = { gpus: 1, duration: 4.8999999999999995, release: 2.0999999999999996 };

  it.each(methods)('leaves no gap above a bound that is reached, %o', async (how) => {
    const problem = { gpus: 1, jobs: [{ ...alone, priority: 0.3 }] };
    const result = await gangSchedule(wasm, problem, how);
    expect(result).toMatchObject({ gap: 0, ratio: { realized: 1 }, certificate: { holds: true } });
    expect(result.lowerBound?.weightedCompletion).toBe(result.value);
  });

  it('has no gap of last digits, and no more GPU-time used than there is', async () => {
    const random = seeded(17);
    for (let k = 0; k < 100; k++) {
      const count = 1 + Math.floor(14 * random());
      const tenth = () => 0.1 * (1 + Math.floor(60 * random()));
      const jobs = Array.from({ length: count }, () => ({
        gpus: 3,
        duration: tenth(),
        priority: tenth(),
      }));
      for (const how of methods) {
        const { gap, value, utilization } = await gangSchedule(wasm, { gpus: 3, jobs }, how);
        expect(gap === 0 || (gap as number) > 1e-12 * (value as number)).toBe(true);
        expect(utilization).toBeLessThanOrEqual(1);
        expect(utilization).toBeGreaterThan(1 - 1e-12);
      }
    }
  });
});

describe('every schedule', () => {
  it('keeps gangs whole, GPUs single and releases; none beats the optimum', async () => {
    const random = seeded(11);
    for (let k = 0; k < (isLong ? 600 : 80); k++) {
      const { problem } = instance(random, 7);
      const objective = k % 2 === 0 ? 'weighted-completion' : 'makespan';
      const best = await gangSchedule(wasm, problem, { objective, verify: false });
      const order = gangOrders[k % gangOrders.length];
      for (const how of methods) {
        const options = { ...how, objective, order } as const;
        const result = await gangSchedule(wasm, problem, options);
        const optimum = best.value as number;
        const value = result.value as number;
        const isAbove = value >= optimum * (1 - 1e-12);
        const isCompared =
          result.ratio.against === 'optimum' &&
          Math.abs((result.ratio.realized as number) * optimum - value) <= 1e-9 * value;
        const wrong = result.status === 'converged' ? fault(problem, result) : result.status;
        if (!isAbove || !isCompared || wrong !== null) {
          expect.fail(JSON.stringify({ problem, options, optimum, wrong, result }));
        }
      }
    }
  });

  it('keeps them with many jobs', async () => {
    const random = seeded(12);
    for (const how of methods) {
      const { problem } = instance(random, 400, 300);
      const result = await gangSchedule(wasm, problem, how);
      expect(fault(problem, result)).toBeNull();
      expect(result.ratio).toMatchObject({ against: 'bound' });
      expect(result.ratio.realized).toBeGreaterThanOrEqual(1);
    }
  });

  it('has ends of the longest and shortest times', async () => {
    for (const unit of [1e-90, 1e-9, 1, 1e9, 1e90]) {
      const jobs = [
        { gpus: 1, duration: unit, release: 0 },
        { gpus: 2, duration: 2 * unit, release: unit },
        { gpus: 1, duration: unit / 3, release: 0.5 * unit },
      ];
      for (const how of [...methods, { method: 'exact' } as const]) {
        const result = await gangSchedule(wasm, { jobs, gpus: 2 }, how);
        expect(fault({ jobs, gpus: 2 }, result)).toBeNull();
        const makespan = (result.makespan as number) / unit;
        if (how.method === 'exact') expect(makespan).toBeCloseTo(3, 12);
        else expect([3, 3.5]).toContain(Math.round(1e12 * makespan) / 1e12);
      }
    }
  });
});

describe('bounds', () => {
  it('are never above the optimum, whichever shares they come from', () => {
    const random = seeded(13);
    let tight = 0;
    for (let k = 0; k < 300; k++) {
      const { plain } = instance(random, 5);
      const { gangs } = completeProblem(plain);
      const bounds = boundsOf(gangs);
      const least = bruteForce(plain);
      expect(bounds.makespan).toBeLessThanOrEqual(least.makespan * (1 + 1e-12));
      const weighted = least['weighted-completion'];
      expect(bounds.weightedCompletion).toBeLessThanOrEqual(weighted * (1 + 1e-12));
      if (bounds.weightedCompletion >= weighted * (1 - 1e-12)) tight++;
    }
    expect(tight).toBeGreaterThan(50);
  });

  it('take shares that no set of jobs that fits exceeds', () => {
    const random = seeded(14);
    for (let k = 0; k < 60; k++) {
      const { plain } = instance(random, 10, 4);
      const { gangs } = completeProblem(plain);
      for (const shares of sharesOf(gangs)) {
        for (let set = 0; set < 2 ** gangs.count; set++) {
          let gpus = 0;
          let share = 0;
          for (let j = 0; j < gangs.count; j++) {
            if (!(set & (1 << j))) continue;
            gpus += gangs.gpus[j];
            share += shares[j];
          }
          if (gpus <= gangs.capacity && share > 1 + 1e-12) expect.fail(JSON.stringify(plain));
        }
      }
    }
  });
});

describe('priority', () => {
  it('starts no job before one that stands before it', async () => {
    const random = seeded(15);
    for (let k = 0; k < 100; k++) {
      const { problem } = instance(random, 12, 2);
      const order = gangOrders[k % gangOrders.length];
      const { start } = await gangSchedule(wasm, problem, { method: 'priority', order });
      const list = orderOf(completeProblem(problem).gangs, order);
      for (let i = 1; i < list.length; i++) {
        expect(start?.[list[i]]).toBeGreaterThanOrEqual(start?.[list[i - 1]] as number);
      }
    }
  });
});

describe('conservative backfilling', () => {
  it('is serial generation: each job as early as those before it leave', async () => {
    const random = seeded(16);
    for (let k = 0; k < 100; k++) {
      const { problem, plain, unit } = instance(random, 12, 2);
      const order = gangOrders[k % gangOrders.length];
      const options = { method: 'backfill', order } as const;
      const { start } = await gangSchedule(wasm, problem, options);
      const { gangs } = clockOf(completeProblem(plain).gangs);
      const expected = placedSerially(plain, Array.from(orderOf(gangs, order)));
      const worst = expected.reduce(
        (most, time, j) => Math.max(most, Math.abs(time - (start?.[j] as number) / unit)),
        0,
      );
      // orders of scaled jobs may differ where keys tie but for rounding
      if (worst > 1e-9) {
        const same = orderOf(completeProblem(problem).gangs, order);
        expect(Array.from(same)).not.toEqual(Array.from(orderOf(gangs, order)));
      }
    }
  });
});

describe('EASY backfilling', () => {
  it('starts the head at its reservation, whoever goes ahead', () => {
    const random = seeded(17);
    let reservations = 0;
    let ahead = 0;
    for (let k = 0; k < 300; k++) {
      const { plain } = instance(random, 14, 4);
      const { gangs } = completeProblem(plain);
      const list = orderOf(gangs, 'release');
      const steps = easily(gangs, list);
      let at = steps.next();
      while (!at.done) at = steps.next();
      const { start, reserved } = at.value;
      for (let i = 0; i < list.length; i++) {
        const j = list[i];
        if (i > 0 && start[j] < start[list[i - 1]]) ahead++;
        if (Number.isNaN(reserved[j])) continue;
        reservations++;
        expect(start[j]).toBe(reserved[j]);
      }
    }
    expect(reservations).toBeGreaterThan(500);
    expect(ahead).toBeGreaterThan(100);
  });

  it('lets a short job go ahead, and no long one', async () => {
    const jobs = [
      { gpus: 3, duration: 4 },
      { gpus: 4, duration: 2 },
      { gpus: 1, duration: 5 },
      { gpus: 1, duration: 4 },
    ];
    const options = { method: 'backfill', backfill: 'easy', order: 'release' } as const;
    const { start } = await gangSchedule(wasm, { jobs, gpus: 4 }, options);
    expect(start).toEqual(Float64Array.of(0, 4, 6, 0));
    const { start: strict } = await gangSchedule(
      wasm,
      { jobs, gpus: 4 },
      { method: 'priority', order: 'release' },
    );
    expect(strict).toEqual(Float64Array.of(0, 4, 6, 6));
  });
});

describe('online', () => {
  const online = { method: 'online', objective: 'makespan' } as const;

  it('decides the same before a time whatever comes after', async () => {
    const random = seeded(18);
    for (let k = 0; k < 400; k++) {
      const { problem, unit } = instance(random, 12, 3);
      if (k < 20) {
        const result = await gangSchedule(wasm, problem, { method: 'online' });
        const { gangs } = completeProblem(problem);
        expect(result.start).toEqual(greedily(gangs, orderOf(gangs, 'smith')));
      }
      const clairvoyant = k % 2 === 0;
      const startsOf = (jobs: LooseProblem['jobs']) => {
        const { gangs } = completeProblem({ ...problem, jobs });
        return greedily(gangs, orderOf(gangs, clairvoyant ? 'smith' : 'priority'));
      };
      const whole = startsOf(problem.jobs);
      const time = 8 * random() * unit;
      const known = problem.jobs.filter(({ release = 0 }) => release <= time);
      if (known.length === 0) continue;
      const before = whole.filter((_, j) => (problem.jobs[j].release ?? 0) <= time);
      const part = startsOf(known);
      for (let j = 0; j < known.length; j++) {
        if (before[j] <= time || part[j] <= time) expect(part[j]).toBe(before[j]);
      }
      if (clairvoyant) continue;
      // what runs on at that time may take longer
      const longer = problem.jobs.map((job, j) => {
        const isRunning = whole[j] + job.duration > time;
        return isRunning ? { ...job, duration: job.duration + unit } : job;
      });
      const other = startsOf(longer);
      for (let j = 0; j < whole.length; j++) {
        if (whole[j] <= time) expect(other[j]).toBe(whole[j]);
      }
    }
  });

  it('is never more than 2 − 1/K times the optimum long', async () => {
    const random = seeded(19);
    let worst = 0;
    for (let k = 0; k < (isLong ? 10000 : 700); k++) {
      const { plain } = instance(random, 7, 2);
      const order = gangOrders[k % gangOrders.length];
      const { ratio } = await gangSchedule(wasm, plain, { ...online, order });
      expect(ratio.against).toBe('optimum');
      expect(ratio.proven).toBe(2 - 1 / plain.gpus);
      const share = (ratio.realized as number) / (ratio.proven as number);
      if (share > 1 + 1e-12) expect.fail(JSON.stringify({ plain, order, ratio }));
      worst = Math.max(worst, share);
    }
    expect(worst).toBeGreaterThan(0.85);
  });

  it('comes to 2 − 1/K: short jobs first, and a long one last', async () => {
    // K(K − 1) jobs of length 1 and one of length K (Graham 1969)
    for (const gpus of [2, 3]) {
      const short = Array.from({ length: gpus * (gpus - 1) }, () => ({ gpus: 1, duration: 1 }));
      const problem: LooseProblem = { jobs: [...short, { gpus: 1, duration: gpus }], gpus };
      const { ratio } = await gangSchedule(wasm, problem, { ...online, order: 'release' });
      expect(ratio.realized).toBeCloseTo(2 - 1 / gpus, 12);
    }
  });

  it('starts whatever fits: no released job waits beside enough free GPUs', async () => {
    const random = seeded(20);
    for (let k = 0; k < 100; k++) {
      const { problem } = instance(random, 12, 3);
      const { start, completion } = await gangSchedule(wasm, problem, online);
      const begins = start as Float64Array;
      const ends = completion as Float64Array;
      const times = [...begins, ...ends, ...problem.jobs.map(({ release = 0 }) => release)];
      for (const time of times) {
        let free = problem.gpus;
        for (let j = 0; j < begins.length; j++) {
          if (begins[j] <= time && time < ends[j]) free -= problem.jobs[j].gpus;
        }
        problem.jobs.forEach(({ gpus, release = 0 }, j) => {
          if (release <= time && begins[j] > time) expect(gpus).toBeGreaterThan(free);
        });
      }
    }
  });
});
