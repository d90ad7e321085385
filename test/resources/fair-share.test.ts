/** Fair shares against closed forms, lexicographic linear programs, and their own defining conditions. */

import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import {
  type FairShareProblem,
  type FairShareResult,
  fairShare,
} from '../../src/resources/fair-share/index';
import { backends, wasm } from '../backends';
import { expectClose, expectNoNaN } from '../numbers';
import { seeded } from '../random';

interface RandomProblem {
  readonly demands: number[];
  readonly weights: number[];
  readonly routes: number[][];
  readonly capacities: number[];
}

function randomProblem(next: () => number, mostFlows = 12, mostLinks = 6): RandomProblem {
  const n = 1 + Math.floor(next() * mostFlows);
  const m = 1 + Math.floor(next() * mostLinks);
  const pick = () => {
    const route = Array.from({ length: m }, (_, l) => l).filter(() => next() < 0.4);
    return route.length > 0 ? route : [Math.floor(next() * m)];
  };
  return {
    demands: Array.from({ length: n }, () => (next() < 0.4 ? Infinity : 6 * next())),
    weights: Array.from({ length: n }, () => 0.5 + 2 * next()),
    routes: Array.from({ length: n }, pick),
    capacities: Array.from({ length: m }, () => 1 + 9 * next()),
  };
}

const sum = (x: Iterable<number>) => Array.from(x).reduce((a, b) => a + b, 0);

describe.each(backends)('fair shares on $name', ({ name, backend }) => {
  it('gives the textbook answer on one resource', () => {
    const result = fairShare(backend, { demands: [3, 5, 10], capacity: 12 });
    expect(result.backend).toBe(name);
    expect(Array.from(result.allocation)).toEqual([3, 4.5, 4.5]);
    expect(result.bottlenecks).toEqual([
      { demand: true, links: [] },
      { demand: false, links: ['capacity'] },
      { demand: false, links: ['capacity'] },
    ]);
    expect(result.shadowPrices).toEqual({ capacity: { value: 0.5, unique: true } });
    expect(result.certificate).toMatchObject({ kind: 'bottleneck', holds: true });
  });

  it('shares by weight', () => {
    // level θ: 2 + 3θ·… flows of weight 1, 2, 5 with demand 2 for the last: 2 + 3θ = 11
    const result = fairShare(backend, { demands: [100, 100, 2], weights: [1, 2, 5], capacity: 11 });
    expect(Array.from(result.allocation)).toEqual([3, 6, 2]);
    expect(Array.from(result.shares)).toEqual([3, 3, 0.4]);
    expect(result.shadowPrices.capacity.value).toBeCloseTo(1 / 3, 15);
  });

  it('gives everybody his demand where there is enough', () => {
    for (const method of ['max-min', 'proportional', 'alpha'] as const) {
      const result = fairShare(backend, { demands: [1, 2, 3], capacity: 7 }, { method });
      expect(Array.from(result.allocation)).toEqual([1, 2, 3]);
      expect(result.shadowPrices.capacity).toEqual({ value: 0, unique: true });
      expect(result.certificate.holds).toBe(true);
    }
  });

  it('solves the parking lot: a long flow over links that each have one more', () => {
    // one long flow over L links of capacity 1: max–min ½ each; α-fair x = 1/(1 + L^{1/α}) (Mo, Walrand 2000)
    for (const L of [2, 3, 7]) {
      const routes = [
        Array.from({ length: L }, (_, l) => l),
        ...Array.from({ length: L }, (_, l) => [l]),
      ];
      const capacities = Array.from({ length: L }, () => 1);
      const even = fairShare(backend, { routes, capacities });
      for (const x of even.allocation) expect(x).toBe(0.5);
      for (const alpha of [0.5, 1, 2, 4, 16]) {
        const result = fairShare(backend, { routes, capacities }, { method: 'alpha', alpha });
        const x = 1 / (1 + L ** (1 / alpha));
        expectClose(result.allocation[0], x, 1e-11, `α ${alpha}`);
        expectClose(result.allocation[1], 1 - x, 1e-11);
        expectClose(result.shadowPrices[0].value, (1 - x) ** -alpha, 1e-9);
        expect(result.shadowPrices[0].unique).toBe(true);
        expect(result.status).toBe('converged');
        expect(result.certificate.holds).toBe(true);
      }
    }
  });

  it('names links and what holds a flow', () => {
    // Bertsekas and Gallager's kind of example: A–B 1, B–C 2
    const result = fairShare(backend, {
      routes: [['ab', 'bc'], ['ab'], ['bc'], ['bc']],
      capacities: { ab: 1, bc: 3 },
      demands: ['unlimited', 'unlimited', 0.25, 'unlimited'],
    });
    expect(Array.from(result.allocation)).toEqual([0.5, 0.5, 0.25, 2.25]);
    expect(result.bottlenecks.map(({ demand, links }) => [demand, ...links])).toEqual([
      [false, 'ab'],
      [false, 'ab'],
      [true],
      [false, 'bc'],
    ]);
    expect(result.linkUse).toEqual({ ab: 1, bc: 3 });
    expect(result.shadowPrices).toEqual({
      ab: { value: 0.5, unique: true },
      bc: { value: 1, unique: true },
    });
  });

  it('is proportional where prices say so: x = w / price', () => {
    const next = seeded(11);
    for (let k = 0; k < 30; k++) {
      const problem = randomProblem(next);
      const { allocation, shadowPrices, certificate } = fairShare(backend, problem, {
        method: 'proportional',
      });
      expect(certificate.holds).toBe(true);
      problem.routes.forEach((route, i) => {
        const price = sum(route.map((l) => shadowPrices[l].value));
        const x = Math.min(problem.demands[i], problem.weights[i] / price);
        expectClose(allocation[i], x, 1e-8, `problem ${k}, flow ${i}`);
      });
    }
  });
});

/** The definition, checked without the certificate: raising x_i/w_i needs someone with no more to lose. */
function hasBottlenecks(problem: RandomProblem, x: ArrayLike<number>): boolean {
  const { demands, weights, routes, capacities } = problem;
  const use = capacities.map((_, l) => sum(routes.map((r, i) => (r.includes(l) ? x[i] : 0))));
  if (use.some((u, l) => u > capacities[l] * (1 + 1e-12))) return false;
  return routes.every((route, i) => {
    if (x[i] > demands[i]) return false;
    if (x[i] >= demands[i] * (1 - 1e-12)) return true;
    return route.some(
      (l) =>
        use[l] >= capacities[l] * (1 - 1e-12) &&
        routes.every(
          (r, j) => !r.includes(l) || x[j] / weights[j] <= (x[i] / weights[i]) * (1 + 1e-12),
        ),
    );
  });
}

describe('max–min on random networks', () => {
  it('has a bottleneck for every flow', () => {
    const next = seeded(2);
    for (let k = 0; k < 400; k++) {
      const problem = randomProblem(next, 40, 12);
      const result = fairShare(wasm, problem);
      expect(hasBottlenecks(problem, result.allocation), `problem ${k}`).toBe(true);
      expect(result.certificate.holds).toBe(true);
      expectNoNaN(result);
      for (const { demand, links } of result.bottlenecks)
        expect(demand || links.length > 0).toBe(true);
    }
  });

  it('agrees with linear programs that raise the least share again and again', async () => {
    const highs = await loadHighs();
    const next = seeded(3);
    for (let k = 0; k < 25; k++) {
      const problem = randomProblem(next, 7, 4);
      const { allocation } = fairShare(wasm, problem);
      const expected = lexicographic(highs, problem);
      expected.forEach((x, i) => {
        expect(Math.abs(allocation[i] - x), `problem ${k}, flow ${i}`).toBeLessThan(1e-6);
      });
    }
  });

  it('has the prices that finite differences have', () => {
    const next = seeded(4);
    let compared = 0;
    for (let k = 0; k < 60; k++) {
      const problem = randomProblem(next, 8, 4);
      const base = fairShare(wasm, problem);
      problem.capacities.forEach((c, l) => {
        const { value, unique } = base.shadowPrices[l];
        const held = base.bottlenecks.findIndex(({ links }) => links.includes(String(l)));
        if (held < 0) return;
        const moved = (h: number) =>
          fairShare(wasm, {
            ...problem,
            capacities: problem.capacities.map((x, j) => (j === l ? x + h : x)),
          }).shares[held];
        const h = 1e-6 * c;
        expectClose((base.shares[held] - moved(-h)) / h, value, 1e-6, `problem ${k}, less of ${l}`);
        if (unique) expectClose((moved(h) - base.shares[held]) / h, value, 1e-6, `more of ${l}`);
        compared++;
      });
    }
    expect(compared).toBeGreaterThan(50);
  });
});

type Highs = Awaited<ReturnType<typeof loadHighs>>;

/**
 * Lexicographic max–min by linear programs: the greatest θ with x_i ≥ w_i θ for all flows that are free yet;
 * then those that cannot have more than w_i θ are fixed.
 */
function lexicographic(highs: Highs, { demands, weights, routes, capacities }: RandomProblem) {
  const n = routes.length;
  const fixed = new Map<number, number>();
  const program = (objective: string, theta: number | undefined) => {
    const rows = capacities.flatMap((c, l) => {
      const terms = routes.flatMap((r, i) => (r.includes(l) ? [`x${i}`] : []));
      return terms.length > 0 ? [`c${l}: ${terms.join(' + ')} <= ${c}`] : [];
    });
    for (let i = 0; i < n; i++) {
      if (fixed.has(i)) continue;
      rows.push(
        theta === undefined
          ? `f${i}: x${i} - ${weights[i]} t >= 0`
          : `f${i}: x${i} >= ${weights[i] * theta}`,
      );
    }
    const bounds = demands.map((d, i) => {
      const known = fixed.get(i);
      if (known !== undefined) return `${Math.max(0, known - 1e-9)} <= x${i} <= ${known}`;
      return d === Infinity ? `x${i} >= 0` : `0 <= x${i} <= ${d}`;
    });
    const text = `Maximize\n obj: ${objective}\nSubject To\n ${rows.join('\n ')}\nBounds\n ${bounds.join('\n ')}\nEnd\n`;
    const solution = highs.solve(text);
    expect(solution.Status).toBe('Optimal');
    return solution.ObjectiveValue;
  };
  while (fixed.size < n) {
    const theta = program('t', undefined);
    const before = fixed.size;
    const found: [number, number][] = [];
    for (let i = 0; i < n; i++) {
      if (fixed.has(i)) continue;
      const most = program(`x${i}`, theta * (1 - 1e-10));
      if (most <= weights[i] * theta + 1e-7) found.push([i, weights[i] * theta]);
    }
    for (const [i, x] of found) fixed.set(i, x);
    expect(fixed.size).toBeGreaterThan(before);
  }
  return Array.from({ length: n }, (_, i) => fixed.get(i)!);
}

describe('α-fair on random networks', () => {
  it('has no feasible direction in which Σ w u(x) rises', () => {
    const next = seeded(5);
    for (let k = 0; k < 100; k++) {
      const problem = randomProblem(next);
      const alpha = [0.3, 1, 2, 5][k % 4];
      const {
        allocation: x,
        certificate,
        status,
      } = fairShare(wasm, problem, {
        method: 'alpha',
        alpha,
      });
      expect([status, certificate.holds], `problem ${k}`).toEqual(['converged', true]);
      // Mo and Walrand's definition: Σ w (y − x)/x^α ≤ 0 for every feasible y
      const marginal = x.map((xi, i) => problem.weights[i] * xi ** -alpha);
      const scale = sum(marginal.map((g, i) => g * x[i]));
      for (let trial = 0; trial < 20; trial++) {
        const y = randomFeasible(problem, next);
        expect(sum(marginal.map((g, i) => g * (y[i] - x[i]))) / scale).toBeLessThan(1e-9);
      }
    }
  });

  it('matches the dual on one link at every α, by bisection', () => {
    const next = seeded(6);
    for (let k = 0; k < 50; k++) {
      const n = 1 + Math.floor(10 * next());
      const demands = Array.from({ length: n }, () => 5 * next());
      const weights = Array.from({ length: n }, () => 0.1 + next());
      const capacity = 0.8 * next() * sum(demands);
      const alpha = 0.2 + 6 * next();
      const rates = (p: number) =>
        demands.map((d, i) => Math.min(d, (weights[i] / p) ** (1 / alpha)));
      let [low, high] = [1e-12, 1e40];
      for (let step = 0; step < 400; step++) {
        const middle = Math.sqrt(low * high);
        if (sum(rates(middle)) > capacity) low = middle;
        else high = middle;
      }
      const result = fairShare(wasm, { demands, weights, capacity }, { method: 'alpha', alpha });
      rates(high).forEach((x, i) => {
        expectClose(result.allocation[i], x, 1e-11, `problem ${k}, flow ${i}`);
      });
      expectClose(result.shadowPrices.capacity.value, high, 1e-9);
      expect(result.certificate.holds).toBe(true);
    }
  });

  it('approaches max–min as α grows', () => {
    const next = seeded(7);
    for (let k = 0; k < 20; k++) {
      const problem = { ...randomProblem(next), weights: undefined as never };
      const { weights: _, ...equal } = problem;
      const fair = fairShare(wasm, equal).allocation;
      const distance = [2, 8, 32].map((alpha) => {
        const x = fairShare(wasm, equal, { method: 'alpha', alpha }).allocation;
        return Math.max(...x.map((xi, i) => Math.abs(xi / fair[i] - 1)));
      });
      expect(distance[2]).toBeLessThan(0.12);
      expect(distance[2]).toBeLessThanOrEqual(distance[0] + 1e-9);
    }
  });

  it('says where prices are not unique', () => {
    // two links in a row with the same flows: only the sum of their prices is known
    const twice = {
      routes: [
        [0, 1],
        [0, 1],
      ],
      capacities: [2, 2],
    };
    const result = fairShare(wasm, twice, { method: 'proportional' });
    expect(Array.from(result.allocation, (x) => x.toFixed(9))).toEqual([
      '1.000000000',
      '1.000000000',
    ]);
    expect(result.shadowPrices[0].unique).toBe(false);
    expectClose(result.shadowPrices[0].value + result.shadowPrices[1].value, 1, 1e-9);
    const other = fairShare(wasm, twice);
    expect(other.shadowPrices[1]).toEqual({ value: 0.5, unique: false });
  });
});

/** A point of the polytope, by scaling a random one down until every link and demand holds. */
function randomFeasible({ demands, routes, capacities }: RandomProblem, next: () => number) {
  const y = demands.map((d) => Math.min(d, 10) * next() ** 3);
  const use = capacities.map((_, l) => sum(routes.map((r, i) => (r.includes(l) ? y[i] : 0))));
  return y.map((value, i) =>
    routes[i].reduce((v, l) => v * Math.min(1, capacities[l] / Math.max(use[l], 1e-300)), value),
  );
}

describe('invariants', () => {
  const methods = ['max-min', 'proportional', 'alpha'] as const;

  it.each(methods)('does not mind order or units: %s', (method) => {
    const next = seeded(8);
    for (let k = 0; k < 20; k++) {
      const problem = randomProblem(next);
      const { allocation } = fairShare(wasm, problem, { method });
      const n = allocation.length;
      const turn = (i: number) => (i + 1) % n;
      const turned = fairShare(
        wasm,
        {
          demands: problem.demands.map((_, i) => problem.demands[turn(i)]),
          weights: problem.weights.map((_, i) => problem.weights[turn(i)]),
          routes: problem.routes.map((_, i) => problem.routes[turn(i)]),
          capacities: problem.capacities,
        },
        { method },
      );
      const scaled = fairShare(
        wasm,
        {
          ...problem,
          demands: problem.demands.map((d) => 1e6 * d),
          capacities: problem.capacities.map((c) => 1e6 * c),
          weights: problem.weights.map((w) => 3 * w),
        },
        { method },
      );
      allocation.forEach((_, i) => {
        expectClose(turned.allocation[i], allocation[turn(i)], 1e-9);
        expectClose(scaled.allocation[i], 1e6 * allocation[i], 1e-9);
      });
    }
  });

  it.each(methods)('takes capacities and demands of 0: %s', (method) => {
    const result = fairShare(
      wasm,
      { demands: [1, 0, Infinity, 2], routes: [[0], [1], [0, 1], [1]], capacities: [0, 5] },
      { method },
    );
    expect(Array.from(result.allocation)).toEqual([0, 0, 0, 2]);
    expect(result.bottlenecks.map(({ demand, links }) => [demand, ...links])).toEqual([
      [false, '0'],
      [true],
      [false, '0'],
      [true],
    ]);
    expect(result.certificate.holds).toBe(true);
    expectNoNaN(result);
    const nothing = fairShare(wasm, { demands: [0, 0], capacity: 0 }, { method });
    expect(nothing.certificate.holds).toBe(true);
    expect(nothing.measures).toEqual({ jain: 1, gini: 0 });
    const closed = fairShare(wasm, { demands: [1, 3], capacity: 0 }, { method });
    expect(Array.from(closed.allocation)).toEqual([0, 0]);
    expect(closed.certificate.holds).toBe(true);
  });

  it('measures equality', () => {
    const { measures } = fairShare(wasm, { demands: [1, 2, 3, 4], capacity: 20 });
    expectClose(measures.jain, 100 / (4 * 30), 1e-15);
    expectClose(measures.gini, 0.25, 1e-15);
  });

  it('manages many flows', () => {
    const next = seeded(9);
    const n = 20000;
    const routes = Array.from({ length: n }, () => [
      Math.floor(50 * next()),
      50 + Math.floor(50 * next()),
    ]);
    const capacities = Array.from({ length: 100 }, () => 1000 * (1 + next()));
    const demands = Array.from({ length: n }, () => 12 * next());
    expect(fairShare(wasm, { routes, capacities, demands }).certificate.holds).toBe(true);
    const alpha = fairShare(wasm, { routes, capacities, demands }, { method: 'proportional' });
    expect(alpha.certificate.holds).toBe(true);
  });
});

describe('the certificate', () => {
  it('breaks where rates are spoilt', async () => {
    const { certifyMaxMin, certifyAlpha } = await import(
      '../../src/resources/fair-share/certificate'
    );
    const { networkOf } = await import('../../src/resources/fair-share/problem');
    const problem = {
      demands: [Infinity, Infinity, 0.4, Infinity],
      weights: [1, 2, 1, 1],
      routes: [[0, 1], [0], [1], [1]],
      capacities: [2, 3],
    };
    const network = networkOf(problem);
    const spoilt = (result: FairShareResult, factor: number) =>
      [...result.allocation.keys()].map((i) =>
        result.allocation.map((x, j) => (i === j ? x * factor : x)),
      );
    const even = fairShare(wasm, problem);
    for (const factor of [0.999999, 1.000001]) {
      for (const x of spoilt(even, factor)) expect(certifyMaxMin(network, x).holds).toBe(false);
    }
    const fair = fairShare(wasm, problem, { method: 'proportional' });
    const prices = Float64Array.from(Object.values(fair.shadowPrices), ({ value }) => value);
    expect(certifyAlpha(wasm.math, network, 1, fair.allocation, prices).holds).toBe(true);
    expect(certifyAlpha(wasm.math, network, 1, even.allocation, prices).holds).toBe(false);
    for (const factor of [0.999999, 1.000001]) {
      for (const x of spoilt(fair, factor)) {
        expect(certifyAlpha(wasm.math, network, 1, x, prices).holds).toBe(false);
      }
    }
  });
});

describe('bad input', () => {
  const cases: [unknown, unknown, string][] = [
    [undefined, {}, 'problem'],
    [null, {}, 'problem'],
    [[], {}, 'problem'],
    ['x', {}, 'problem'],
    [{}, {}, 'capacity'],
    [{ capacity: 5 }, {}, 'demands'],
    [{ demands: [], capacity: 5 }, {}, 'demands'],
    [{ demands: [1], capacity: -1 }, {}, 'capacity'],
    [{ demands: [1], capacity: NaN }, {}, 'capacity'],
    [{ demands: [1], capacity: Infinity }, {}, 'capacity'],
    [{ demands: [1], capacity: '5' }, {}, 'capacity'],
    [{ demands: [1, -2], capacity: 5 }, {}, 'demands.1'],
    [{ demands: [1, NaN], capacity: 5 }, {}, 'demands.1'],
    [{ demands: [1, 'all'], capacity: 5 }, {}, 'demands.1'],
    [{ demands: 3, capacity: 5 }, {}, 'demands'],
    [{ demands: [[1]], capacity: 5 }, {}, 'demands.0'],
    [{ demands: [1, 2], weights: [1], capacity: 5 }, {}, 'weights'],
    [{ demands: [1, 2], weights: [1, 0], capacity: 5 }, {}, 'weights.1'],
    [{ demands: [1, 2], weights: [1, Infinity], capacity: 5 }, {}, 'weights.1'],
    [{ demands: [1], capacity: 5, capacitys: [1] }, {}, 'capacitys'],
    [{ demands: [1], capacity: 5, routes: [[0]] }, {}, 'capacities'],
    [{ demands: [1], capacities: [1] }, {}, 'routes'],
    [{ demands: [1], capacity: 1, routes: [[0]], capacities: [1] }, {}, 'capacity'],
    [{ routes: [], capacities: [1] }, {}, 'routes'],
    [{ routes: [[]], capacities: [1] }, {}, 'routes.0'],
    [{ routes: [[1]], capacities: [1] }, {}, 'routes.0.0'],
    [{ routes: [[-1]], capacities: [1] }, {}, 'routes.0.0'],
    [{ routes: [[0.5]], capacities: [1] }, {}, 'routes.0.0'],
    [{ routes: [['0']], capacities: [1] }, {}, 'routes.0.0'],
    [{ routes: [[0, 0]], capacities: [1] }, {}, 'routes.0.1'],
    [{ routes: [['b']], capacities: { a: 1 } }, {}, 'routes.0.0'],
    [{ routes: [[0]], capacities: { a: 1 } }, {}, 'routes.0.0'],
    [{ routes: [['toString']], capacities: { a: 1 } }, {}, 'routes.0.0'],
    [{ routes: [[{}]], capacities: { a: 1 } }, {}, 'routes.0.0'],
    [{ routes: [['a']], capacities: { a: 'x' } }, {}, 'capacities.a'],
    [{ routes: [['a']], capacities: { a: -1 } }, {}, 'capacities.a'],
    [{ routes: [['a']], capacities: {} }, {}, 'capacities'],
    [{ routes: [[0]], capacities: [NaN] }, {}, 'capacities.0'],
    [{ routes: [[0]], capacities: 5 }, {}, 'capacities'],
    [{ demands: [1], capacity: 1 }, { method: 'equal' }, 'method'],
    [{ demands: [1], capacity: 1 }, { method: 'alpha', alpha: 0 }, 'alpha'],
    [{ demands: [1], capacity: 1 }, { method: 'alpha', alpha: NaN }, 'alpha'],
    [{ demands: [1], capacity: 1 }, { method: 'alpha', alpha: '1' }, 'alpha'],
    [{ demands: [1], capacity: 1 }, { alpha: 1 }, 'alpha'],
    [{ demands: [1], capacity: 1 }, { methods: 'alpha' }, 'methods'],
    [{ demands: [1], capacity: 1 }, null, 'options'],
  ];

  it.each(cases)('%j with %j is refused at %s', (problem, options, path) => {
    const call = () => fairShare(wasm, problem as FairShareProblem, options as object);
    expect(call).toThrow(expect.objectContaining({ name: 'ParameterError', path }));
  });
});

it('links may be called as every object calls its own', () => {
  const capacities = JSON.parse('{ "__proto__": 4, "constructor": 6 }') as Record<string, number>;
  const routes = [['__proto__'], ['constructor'], ['__proto__', 'constructor']];
  const result = fairShare(wasm, { routes, capacities });
  expect([...result.allocation]).toEqual([2, 4, 2]);
  expect(Object.entries(result.linkUse)).toEqual([
    ['__proto__', 4],
    ['constructor', 6],
  ]);
});
