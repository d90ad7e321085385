/** Provisioning: the optimum against brute force, the rules against their text and their bounds. */

import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/engine/backend';
import { integerProgram, linearProgram } from '../../src/resources/programs/index';
import { type ProvisionProblem, provision } from '../../src/resources/provision/index';
import { reserveOnline } from '../../src/resources/provision/online';
import { backends, isLong, javascript, wasm } from '../backends';
import { seeded } from '../random';
import { leastCost, programOf, randomProblem, required, told, trace, whole } from './provision';

/** Checks in one expectation: there are thousands of these. */
function expectSound(backend: Backend, problem: ProvisionProblem, options = {}) {
  const result = provision(backend, problem, options);
  const { policies, certificate, optimum } = result;
  const isWithin = Object.values(policies).every(
    ({ ratio }) =>
      ratio.realized! >= 1 - 1e-9 && ratio.realized! <= (ratio.proven ?? Infinity) * (1 + 1e-9),
  );
  const needed = required(problem);
  const isServed = [...Object.values(policies), optimum!].every((plan) =>
    needed.every((d, t) => plan.onDemand[t] + plan.reservedUse[t] === d),
  );
  const isSound = result.status === 'converged' && certificate.holds && isWithin && isServed;
  if (!isSound) expect.fail(JSON.stringify({ problem, options, result }));
  return result;
}

describe('the optimum', () => {
  it('equals the best of all reservations, 400 times', () => {
    const random = seeded(1);
    for (let k = 0; k < 400; k++) {
      const slots = whole(random, 1, 4);
      const longest = slots > 3 ? 6 : 8;
      const given = randomProblem(random, longest, 3);
      const problem = { ...given, reservation: { ...given.reservation, slots } };
      const { optimum } = expectSound(k % 4 === 0 ? javascript : wasm, problem);
      const best = leastCost(problem);
      expect(Math.abs(optimum!.cost - best)).toBeLessThanOrEqual(1e-12 * (1 + best));
    }
  });

  it.each([
    {
      name: 'integer program',
      solve: integerProgram,
      type: 'integer' as const,
      count: 12,
      longest: 10,
    },
    {
      name: 'linear program',
      solve: linearProgram,
      type: 'continuous' as const,
      count: 30,
      longest: 40,
    },
  ])('equals the $name', async ({ solve, type, count, longest }) => {
    const random = seeded(2);
    for (let k = 0; k < count; k++) {
      const problem = randomProblem(random, longest, 6);
      const { optimum } = expectSound(wasm, problem);
      const answer = await solve(wasm, programOf(problem, type), { ranging: false, proofNodes: 0 });
      expect(answer.status).toBe('converged');
      expect(optimum!.cost).toBeCloseTo(answer.objective!, 7);
    }
  });

  it('is less than level by level where reservations of levels can be one after the other', () => {
    // the second level ends where the first one needs more: one reservation of two slots serves both
    const problem = {
      demand: [1, 2, 1, 0],
      onDemand: 1,
      reservation: { fee: 1.5, slots: 2 },
    };
    const levels = [1, 2].map((level) =>
      expectSound(wasm, { ...problem, demand: problem.demand.map((d) => (d >= level ? 1 : 0)) }),
    );
    const apart = levels.reduce((sum, { optimum }) => sum + optimum!.cost, 0);
    expect([apart, expectSound(wasm, problem).optimum!.cost]).toEqual([3.5, 3]);
  });
});

describe('shadow prices', () => {
  it('are what one machine more costs, and one less saves', () => {
    const random = seeded(3);
    const seen = { unique: 0, other: 0 };
    for (let k = 0; k < 150; k++) {
      const problem = { ...randomProblem(random, 12, 4), sla: { share: 1 } };
      const { optimum, shadowPrices, savings, uniquePrices, dualPrices } = provision(wasm, problem);
      const at = (t: number, change: number) => {
        const demand = Array.from(problem.demand);
        demand[t] += change;
        return provision(wasm, { ...problem, demand }).optimum!.cost;
      };
      for (let t = 0; t < problem.demand.length; t++) {
        const more = at(t, 1) - optimum!.cost;
        const less = problem.demand[t] > 0 ? optimum!.cost - at(t, -1) : 0;
        const isBetween = less <= dualPrices![t] + 1e-9 && dualPrices![t] <= more + 1e-9;
        const isSame = Math.abs(more - less) < 1e-9;
        const isRight =
          Math.abs(shadowPrices![t] - more) < 1e-9 && Math.abs(savings![t] - less) < 1e-9;
        if (!isBetween || !isRight || uniquePrices![t] !== isSame) {
          const said = { shadowPrices, savings, uniquePrices, dualPrices };
          expect.fail(JSON.stringify({ problem, t, more, less, ...said }));
        }
        seen[isSame ? 'unique' : 'other'] += 1;
      }
    }
    expect(Math.min(seen.unique, seen.other)).toBeGreaterThan(50);
  });

  it('have the number of reservations for the fee', () => {
    const problem = {
      demand: [3, 3, 3, 0, 5, 5, 5],
      onDemand: 1,
      reservation: { fee: 2.2, slots: 3 },
    };
    const cost = (fee: number) =>
      provision(wasm, { ...problem, reservation: { fee, slots: 3 } }).optimum!.cost;
    const { feePrice } = provision(wasm, problem);
    expect(feePrice).toBe(8);
    expect((cost(2.201) - cost(2.199)) / 0.002).toBeCloseTo(8, 9);
  });
});

describe('rules that do not know the future', () => {
  it('reserve as the paper tells it, machine by machine', () => {
    const random = seeded(4);
    for (let k = 0; k < 3000; k++) {
      const slots = whole(random, 1, 9);
      const patience = whole(random, 0, slots);
      const window = random() < 0.5 ? 0 : whole(random, 0, slots - 1);
      const wanted = trace(random, whole(random, 1, 30), patience + 1, whole(random, 1, 7));
      const made = reserveOnline({ required: Int32Array.from(wanted), slots }, patience, window);
      expect(Array.from(made)).toEqual(told({ required: wanted, slots }, patience, window));
    }
  });

  it('cost at most what is proven, on random and adversarial traces', () => {
    const random = seeded(5);
    const worst = { onDemand: 0, reserved: 0, deterministic: 0, randomized: 0 };
    for (let k = 0; k < (isLong ? 60000 : 10500); k++) {
      const problem = randomProblem(random, 30, 5);
      const window = random() < 0.3 ? whole(random, 0, problem.reservation.slots - 1) : 0;
      const { policies } = expectSound(k % 5 === 0 ? javascript : wasm, problem, {
        window,
        seed: k,
      });
      for (const name of Object.keys(worst) as (keyof typeof worst)[]) {
        const { realized, proven } = policies[name].ratio;
        if (proven !== null) worst[name] = Math.max(worst[name], realized! / proven);
      }
    }
    // and the bounds are not far off
    for (const ratio of Object.values(worst)) expect(ratio).toBeGreaterThan(0.9);
  });

  it('cost at most what is proven where a search makes the traces worse', () => {
    const random = seeded(6);
    for (let k = 0; k < 120; k++) {
      let problem = randomProblem(random, 14, 3);
      let worst = 0;
      for (let step = 0; step < 30; step++) {
        const demand = Array.from(problem.demand);
        for (let n = whole(random, 0, 2); n > 0; n--) {
          demand[whole(random, 0, demand.length - 1)] = whole(random, 0, 3);
        }
        const { policies } = expectSound(wasm, { ...problem, demand });
        const ratio = policies[k % 2 === 0 ? 'deterministic' : 'randomized'].ratio.realized!;
        if (ratio < worst) continue;
        worst = ratio;
        problem = { ...problem, demand };
      }
    }
  });

  it.each([2, 5, 10])('come to 2 − 1/B on a season that ends at the break-even, B = %i', (fee) => {
    const problem = {
      demand: new Array(fee).fill(1),
      onDemand: 1,
      reservation: { fee, slots: 50 },
    };
    const { policies } = provision(wasm, problem);
    expect(policies.deterministic.ratio).toEqual({ realized: 2 - 1 / fee, proven: 2 });
  });

  it('approach both bounds', () => {
    const season = (count: number, usage: number) =>
      provision(wasm, {
        demand: new Array(count).fill(1),
        onDemand: 1,
        reservation: { fee: 250 * (1 - usage), slots: 1000, usage },
      }).policies;
    for (const usage of [0, 0.4, 0.8]) {
      const { deterministic } = season(250, usage);
      expect(deterministic.ratio.realized! / (2 - usage)).toBeGreaterThan(0.992);
      for (const count of [1, 75, 250, 750]) {
        const { realized, proven } = season(count, usage).randomized.ratio;
        expect(realized! / proven!).toBeGreaterThan(0.992);
        expect(realized).toBeLessThanOrEqual(proven!);
      }
    }
  });

  it('may cost more in expectation where the next slots are known', () => {
    const problem = {
      demand: [0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1],
      onDemand: 3.32,
      reservation: { fee: 29.4, slots: 10, usage: 0.32 },
    };
    const { ratio } = expectSound(wasm, problem).policies.randomized;
    const known = expectSound(wasm, problem, { window: 9 }).policies.randomized.ratio;
    expect(known.proven).toBeNull();
    expect(known.realized! / ratio.proven!).toBeGreaterThan(1.034);
  });

  it('decide the same whatever comes after', () => {
    const random = seeded(7);
    for (let k = 0; k < 300; k++) {
      const problem = randomProblem(random, 30, 5);
      const window = random() < 0.5 ? 0 : whole(random, 0, problem.reservation.slots - 1);
      const all = provision(wasm, problem, { window, seed: k }).policies;
      const cut = whole(random, 1, problem.demand.length);
      const demand = Array.from(problem.demand).slice(0, cut);
      const part = provision(wasm, { ...problem, demand }, { window, seed: k }).policies;
      for (const name of ['onDemand', 'reserved', 'deterministic', 'randomized'] as const) {
        const ahead = name === 'deterministic' || name === 'randomized' ? window : 0;
        const seen = Math.max(0, cut - ahead);
        for (const of of ['reservations', 'onDemand', 'reservedUse'] as const) {
          expect(part[name][of].slice(0, seen)).toEqual(all[name][of].slice(0, seen));
        }
      }
    }
  });

  it('draw as often as they should', () => {
    const problem = {
      demand: [1, 1, 1],
      onDemand: 1,
      reservation: { fee: 2, slots: 9, usage: 0.5 },
    };
    const { policies } = provision(wasm, problem);
    const { expectation } = policies.randomized;
    const costs = Array.from({ length: 4000 }, (_, seed) => {
      const { randomized } = provision(wasm, problem, { seed }).policies;
      return randomized.cost;
    });
    const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
    const spread = Math.sqrt(costs.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / costs.length;
    expect(Math.abs(mean - expectation!.cost)).toBeLessThan(4 * spread);
    expect(expectation).toMatchObject({ standardError: 0, cases: 5 });
  });
});

describe.each(backends)('answers on $name', ({ backend }) => {
  it('are reproducible, and differ with the seed', () => {
    const problem = randomProblem(seeded(8), 40, 9);
    const terms = { onDemand: 1, reservation: { fee: 6, slots: 12, usage: 0.2 } };
    const given = { ...problem, ...terms };
    expect(provision(backend, given, { seed: 3 })).toEqual(provision(backend, given, { seed: 3 }));
    const patience = (seed: number) =>
      provision(backend, given, { seed }).policies.randomized.patience;
    expect(new Set(Array.from({ length: 20 }, (_, seed) => patience(seed))).size).toBeGreaterThan(
      2,
    );
  });
});
