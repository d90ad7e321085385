/** Flows of least cost against linear programs, and against the conditions of optimality. */

import { describe, expect, it } from 'vitest';
import { type Flow, type FlowProblem, minCostFlow } from '../../src/numerics/min-cost-flow';
import { linearProgram } from '../../src/resources/programs/index';
import { wasm } from '../backends';
import { seeded } from '../random';

type Random = () => number;

const whole = (random: Random, low: number, high: number) =>
  low + Math.floor((high - low + 1) * random());

function network(
  nodes: number,
  arcs: readonly (readonly [number, number, number, number])[],
  supply: readonly number[],
): FlowProblem {
  return {
    nodes,
    from: Int32Array.from(arcs, ([from]) => from),
    to: Int32Array.from(arcs, ([, to]) => to),
    capacity: Float64Array.from(arcs, ([, , capacity]) => capacity),
    cost: Float64Array.from(arcs, ([, , , cost]) => cost),
    supply: Float64Array.from(supply),
  };
}

interface Kind {
  readonly isReal: boolean;
  readonly limitless: number;
  readonly least: number;
}

function randomNetwork(random: Random, { isReal, limitless, least }: Kind): FlowProblem {
  const nodes = whole(random, 2, 9);
  const size = (most: number) => (isReal ? most * random() : whole(random, 0, most));
  const arcs = Array.from({ length: whole(random, 1, 30) }, () => {
    const capacity = random() < limitless ? Infinity : size(12);
    const cost = isReal ? least + (10 - least) * random() : whole(random, least, 10);
    return [whole(random, 0, nodes - 1), whole(random, 0, nodes - 1), capacity, cost] as const;
  });
  const supply = new Array<number>(nodes).fill(0);
  for (let k = whole(random, 0, 4); k > 0; k--) {
    const amount = size(8);
    supply[whole(random, 0, nodes - 1)] += amount;
    supply[whole(random, 0, nodes - 1)] -= amount;
  }
  return network(nodes, arcs, supply);
}

/** The same as a linear program. */
function programOf({ nodes, from, to, capacity, cost, supply }: FlowProblem) {
  const rows = Array.from({ length: nodes }, (_, v) => {
    const coefficients: Record<string, number> = {};
    for (let a = 0; a < cost.length; a++) {
      if (from[a] === to[a]) continue;
      if (from[a] === v) coefficients[`f${a}`] = 1;
      if (to[a] === v) coefficients[`f${a}`] = -1;
    }
    return [`v${v}`, { coefficients, equal: supply[v] }] as const;
  });
  const bounds = Array.from(capacity, (upper, a) => [`f${a}`, { upper }] as const);
  return {
    objective: Object.fromEntries(Array.from(cost, (c, a) => [`f${a}`, c])),
    variables: Object.fromEntries(bounds),
    constraints: Object.fromEntries(rows),
  };
}

/** Worst violation of balance, bounds and (N2). */
function faults(problem: FlowProblem, { flow, potential, cost }: Flow): number {
  const { from, to, capacity, supply } = problem;
  const left = supply.slice();
  let worst = 0;
  let bound = 0;
  for (let a = 0; a < flow.length; a++) {
    left[from[a]] -= flow[a];
    left[to[a]] += flow[a];
    const reduced = problem.cost[a] + potential[from[a]] - potential[to[a]];
    worst = Math.max(worst, -flow[a], flow[a] - capacity[a]);
    if (flow[a] < capacity[a]) worst = Math.max(worst, -reduced);
    if (flow[a] > 0) worst = Math.max(worst, reduced);
    if (reduced < 0) bound += capacity[a] === Infinity ? 0 : reduced * capacity[a];
  }
  for (let v = 0; v < left.length; v++) {
    worst = Math.max(worst, Math.abs(left[v]));
    bound -= potential[v] * supply[v];
  }
  return Math.max(worst, Math.abs(bound - cost) / (1 + Math.abs(cost)));
}

describe('least cost', () => {
  it.each([
    { name: 'whole', kind: { isReal: false, limitless: 0.3, least: 0 }, seed: 1 },
    { name: 'real', kind: { isReal: true, limitless: 0.3, least: 0 }, seed: 2 },
    { name: 'of negative costs', kind: { isReal: false, limitless: 0.15, least: -6 }, seed: 3 },
    { name: 'real, of either sign', kind: { isReal: true, limitless: 0.1, least: -8 }, seed: 4 },
  ])('equals the linear program, $name', async ({ kind, seed }) => {
    const random = seeded(seed);
    const seen = { optimal: 0, infeasible: 0, unbounded: 0 };
    for (let k = 0; k < 90; k++) {
      const problem = randomNetwork(random, kind);
      const answer = minCostFlow(problem);
      const program = await linearProgram(wasm, programOf(problem), { ranging: false });
      seen[answer.status] += 1;
      const expected = program.status === 'converged' ? 'optimal' : program.status;
      // a loop of negative cost without limit is in no row of the program
      expect([k, answer.status]).toEqual([k, expected]);
      if (answer.status !== 'optimal') continue;
      expect(answer.cost).toBeCloseTo(program.objective!, 7);
      expect(faults(problem, answer)).toBeLessThan(1e-9);
      if (!kind.isReal) expect(answer.flow.every(Number.isInteger)).toBe(true);
    }
    expect(seen.optimal).toBeGreaterThan(20);
    expect(seen.infeasible).toBeGreaterThan(10);
    if (kind.least < 0) expect(seen.unbounded).toBeGreaterThan(0);
  });

  it('holds its conditions on networks of 300 nodes', () => {
    const random = seeded(5);
    for (let k = 0; k < 12; k++) {
      const nodes = 300;
      const isReal = k % 2 === 1;
      const amount = (most: number) => (isReal ? most * random() : whole(random, 0, most));
      const arcs = Array.from({ length: 2400 }, () => {
        const [from, to] = [whole(random, 0, nodes - 1), whole(random, 0, nodes - 1)];
        return [from, to, amount(40), amount(100)] as const;
      });
      for (let v = 0; v < nodes; v++) arcs.push([v, (v + 1) % nodes, Infinity, 50]);
      const supply = new Array<number>(nodes).fill(0);
      for (let v = 0; v < nodes; v++) {
        const x = amount(30);
        supply[v] += x;
        supply[whole(random, 0, nodes - 1)] -= x;
      }
      const problem = network(nodes, arcs, supply);
      const answer = minCostFlow(problem);
      expect(answer.status).toBe('optimal');
      expect(faults(problem, answer)).toBeLessThan(1e-8);
    }
  });
});

describe('edges', () => {
  it('has nothing to do without supply, or arcs', () => {
    expect(minCostFlow(network(1, [], [0]))).toMatchObject({ status: 'optimal', cost: 0 });
    expect(minCostFlow(network(2, [], [1, -1])).status).toBe('infeasible');
    const two = network(2, [[0, 1, 5, 2]], [0, 0]);
    expect(minCostFlow(two)).toMatchObject({ status: 'optimal', cost: 0 });
  });

  it('says that supplies do not add up', () => {
    expect(minCostFlow(network(2, [[0, 1, 5, 2]], [2, -1])).status).toBe('infeasible');
    expect(minCostFlow(network(2, [[0, 1, 5, 2]], [1, -2])).status).toBe('infeasible');
  });

  it('turns a cycle of negative cost up to its limit', () => {
    const cycle = [
      [0, 1, Infinity, -3],
      [1, 2, 4, 1],
      [2, 0, Infinity, 1],
    ] as const;
    const answer = minCostFlow(network(3, cycle, [0, 0, 0]));
    expect(answer).toMatchObject({ status: 'optimal', cost: -4 });
    expect(Array.from(answer.flow)).toEqual([4, 4, 4]);
    const free = cycle.map(([from, to, , cost]) => [from, to, Infinity, cost] as const);
    expect(minCostFlow(network(3, free, [0, 0, 0])).status).toBe('unbounded');
    expect(minCostFlow(network(4, free, [1, 0, 0, -1])).status).toBe('infeasible');
  });

  it('counts what is less than 1e-13 of the greatest cost as nothing', () => {
    const statusOf = (least: number) => {
      const arcs = [
        [0, 1, Infinity, -least],
        [1, 0, Infinity, 0],
        [0, 2, Infinity, 1],
      ] as const;
      return minCostFlow(network(3, arcs, [1, 0, -1])).status;
    };
    expect([1e-12, 1e-14].map(statusOf)).toEqual(['unbounded', 'optimal']);
  });

  it('takes parallel arcs, cheapest first', () => {
    const arcs = [3, 1, 2].map((cost) => [0, 1, 2, cost] as const);
    const answer = minCostFlow(network(2, arcs, [5, -5]));
    expect(Array.from(answer.flow)).toEqual([1, 2, 2]);
    expect(answer.potential[1] - answer.potential[0]).toBe(3);
  });
});
