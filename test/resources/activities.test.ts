/** Activities against all choices, each method against the others, prices against more machines. */

import { describe, expect, it } from 'vitest';
import { certifyActivities } from '../../src/resources/greedy/activities-certificate';
import type { Activity } from '../../src/resources/greedy/index';
import { activities, activitiesAsync } from '../../src/resources/greedy/index';
import { javascript, wasm } from '../backends';
import { seeded } from '../random';

const whole = (random: () => number, below: number) => Math.floor(random() * below);

function randomActivities(random: () => number, n: number, span = 12): Required<Activity>[] {
  const kind = whole(random, 4);
  const areReal = random() < 0.4;
  return Array.from({ length: n }, (_, name) => {
    const start = areReal ? span * random() - 3 : whole(random, span);
    const length = areReal ? 0.1 + 4 * random() : 1 + whole(random, 5);
    const value = kind === 0 ? 1 : kind === 1 ? whole(random, 4) : kind === 2 ? 2.5 : 9 * random();
    return { name, start, finish: start + length, value };
  });
}

/** The most that a choice is worth of which no more than `machines` run at any start. */
function bestOf(list: readonly Required<Activity>[], machines: number): number {
  let best = 0;
  for (let choice = 0; choice < 1 << list.length; choice++) {
    const taken = list.filter((_, i) => ((choice >> i) & 1) === 1);
    const fits = taken.every(
      ({ start }) => taken.filter((a) => a.start <= start && start < a.finish).length <= machines,
    );
    if (fits)
      best = Math.max(
        best,
        taken.reduce((sum, { value }) => sum + value, 0),
      );
  }
  return best;
}

describe('activities', () => {
  it('are the best of all choices, by every method that applies', () => {
    const random = seeded(51);
    for (let trial = 0; trial < 300; trial++) {
      const list = randomActivities(random, whole(random, 11));
      const machines = 1 + whole(random, 3);
      const best = bestOf(list, machines);
      const methods = [
        undefined,
        'min-cost-flow',
        ...(machines === 1 ? ['dynamic-programme'] : []),
      ];
      for (const method of methods as ('min-cost-flow' | undefined)[]) {
        const result = activities(wasm, { activities: list, machines }, method && { method });
        const { value, certificate, machine, marginal, machinePrice, ratio } = result;
        expect(certificate, JSON.stringify({ list, machines })).toMatchObject({ holds: true });
        expect(value).toBeCloseTo(best, 9);
        expect(ratio).toEqual({ realized: 1, proven: 1, against: 'optimum' });
        expect(Math.max(-1, ...machine)).toBeLessThan(machines);
        const gain = bestOf(list, machines + 1) - best;
        const loss = best - bestOf(list, machines - 1);
        expect(marginal?.gain).toBeCloseTo(gain, 9);
        expect(marginal?.loss).toBeCloseTo(loss, 9);
        expect(machinePrice).toBeGreaterThanOrEqual(gain - 1e-9);
        expect(machinePrice).toBeLessThanOrEqual(loss + 1e-9);
      }
    }
  });

  it('by earliest finish are as many as a flow takes, with whole prices', () => {
    const random = seeded(52);
    for (let trial = 0; trial < 60; trial++) {
      const list = randomActivities(random, 80, 60).map(({ start, finish }) => ({ start, finish }));
      const problem = { activities: list, machines: 1 + whole(random, 5) };
      const greedy = activities(wasm, problem);
      const flow = activities(wasm, problem, { method: 'min-cost-flow' });
      expect([greedy.method, flow.method]).toEqual(['earliest-finish', 'min-cost-flow']);
      expect(greedy.value).toBe(flow.value);
      expect([greedy.certificate.holds, flow.certificate.holds]).toEqual([true, true]);
      expect(greedy.shadowPrices.price.every(Number.isInteger)).toBe(true);
      expect(greedy.certificate.gap).toBe(0);
      expect(greedy.marginal).toEqual(flow.marginal);
    }
  });

  it('on one machine are pierced by as many points as are taken', () => {
    const random = seeded(53);
    for (let trial = 0; trial < 50; trial++) {
      const list = randomActivities(random, 40, 60).map(({ start, finish }) => ({ start, finish }));
      const { value, shadowPrices, surplus } = activities(wasm, { activities: list });
      // those that meet no other need no point
      const alone = surplus.filter((z) => z === 1).length;
      expect(shadowPrices.price).toHaveLength(value - alone);
      list.forEach(({ start, finish }, i) => {
        const { from, to } = shadowPrices;
        const isPierced = from.some((time, k) => start <= time && to[k] <= finish);
        expect(isPierced).toBe(surplus[i] === 0);
      });
    }
  });

  it('may touch, and be named', () => {
    const problem = {
      activities: [
        { name: 'late', start: 2, finish: 4 },
        { name: 7, start: 0, finish: 2 },
        { name: 'long', start: 0, finish: 4 },
      ],
    };
    const result = activities(wasm, problem);
    expect(result).toMatchObject({ activities: [7, 'late'], value: 2, machinesUsed: 1 });
    expect(Array.from(result.machine)).toEqual([0, 0, -1]);
    const valued = problem.activities.map((each) => ({
      ...each,
      value: each.name === 'long' ? 3 : 1,
    }));
    const dear = activities(wasm, { activities: valued });
    expect(dear).toMatchObject({ method: 'dynamic-programme', activities: ['long'], value: 3 });
    const two = activities(wasm, { activities: valued, machines: 2 });
    expect(two).toMatchObject({
      method: 'min-cost-flow',
      value: 5,
      machinesUsed: 2,
      machinePrice: 0,
    });
  });

  it('are none where there are none, or none worth anything', () => {
    for (const list of [[], [{ start: 1, finish: 2, value: 0 }]]) {
      for (const machines of [1, 3]) {
        expect(activities(wasm, { activities: list, machines })).toMatchObject({
          status: 'converged',
          activities: [],
          value: 0,
          machinesUsed: 0,
          marginal: { gain: 0, loss: 0 },
          certificate: { holds: true },
        });
      }
    }
  });

  it('are chosen from 10^5, and the same on both backends', async () => {
    const random = seeded(54);
    const list = Array.from({ length: 1e5 }, () => {
      const start = 1e4 * random();
      return { start, finish: start + 3 * random() };
    });
    const greedy = activities(wasm, { activities: list, machines: 4 });
    expect(greedy.certificate.holds).toBe(true);
    const valued = list.map((each) => ({ ...each, value: 1 + whole(random, 100) }));
    const one = activities(wasm, { activities: valued });
    expect(one.certificate.holds).toBe(true);
    const { backend: _, ...left } = activities(wasm, {
      activities: valued.slice(0, 5000),
      machines: 3,
    });
    const { backend: __, ...right } = await activitiesAsync(javascript, {
      activities: valued.slice(0, 5000),
      machines: 3,
    });
    expect(left.certificate.holds).toBe(true);
    expect(JSON.stringify(right)).toBe(JSON.stringify(left));
  });

  it('are those of one machine where a flow is ended', async () => {
    const list = randomActivities(seeded(55), 60, 30).map((each, i) => ({
      ...each,
      value: 1 + (i % 7),
    }));
    const run = { signal: AbortSignal.abort() };
    const result = await activitiesAsync(wasm, { activities: list, machines: 2 }, {}, run);
    const whole = activities(wasm, { activities: list, machines: 2 });
    expect(result).toMatchObject({ status: 'cancelled', machinesUsed: 1, marginal: null });
    expect(result.certificate).toMatchObject({ holds: false, feasible: true });
    expect(result.value).toBe(activities(wasm, { activities: list }).value);
    expect(result.bound).toBeGreaterThanOrEqual(whole.value);
    expect(result.ratio).toMatchObject({ proven: null, against: 'bound' });
  });
});

describe('the certificate', () => {
  const claimed = (value: number, machine: number[], surplus: number[]) => ({
    machine: Int32Array.from(machine),
    value,
    prices: { from: new Float64Array(0), to: new Float64Array(0), price: new Float64Array(0) },
    surplus: Float64Array.from(surplus),
    isComplete: true,
  });

  it('knows whole values to the last unit', () => {
    const great = 2 ** 40;
    const problem = {
      activities: [
        { start: 0, finish: 1, value: great },
        { start: 1, finish: 2, value: 1 },
      ],
    };
    const best = claimed(great + 1, [0, 0], [great, 1]);
    expect(certifyActivities(problem, best)).toMatchObject({ holds: true, gap: 0 });
    const less = certifyActivities(problem, claimed(great, [0, -1], [great, 1]));
    expect(less.gap).toBeLessThan(1e-11);
    expect(less.holds).toBe(false);
    // prices that are short of a value prove no less
    expect(certifyActivities(problem, claimed(great, [0, -1], [great, 0])).holds).toBe(false);
  });

  it('holds for whole values of any size', () => {
    const random = seeded(91);
    for (let k = 0; k < 150; k++) {
      const size = 10 ** whole(random, 13);
      const list = randomActivities(random, 30, 20).map((activity) => ({
        ...activity,
        value: 1 + whole(random, 9) * size + whole(random, 3),
      }));
      for (const machines of [1, 3]) {
        const { certificate, status } = activities(wasm, { activities: list, machines });
        expect([status, certificate.holds]).toEqual(['converged', true]);
      }
    }
  });
});
