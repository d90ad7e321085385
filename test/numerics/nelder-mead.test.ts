import { describe, expect, it } from 'vitest';
import { type NelderMeadOptions, nelderMead } from '../../src/numerics/nelder-mead';

type Objective = (x: Float64Array) => number;

const sphere: Objective = (x) => x.reduce((sum, v) => sum + v * v, 0);
const rosenbrock: Objective = (x) => {
  let sum = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i + 1] - x[i] * x[i];
    const b = 1 - x[i];
    sum += 100 * (a * a) + b * b;
  }
  return sum;
};
const powell: Objective = ([a, b, c, d]) => {
  const [e, f, g, h] = [a + 10 * b, c - d, b - 2 * c, a - d];
  return e * e + 5 * (f * f) + g * g * (g * g) + 10 * (h * h * (h * h));
};
const valley: Objective = (x) =>
  x.reduce((sum, v, i) => sum + (i + 1) * ((v - (i + 1)) * (v - (i + 1))), 0);
const kink: Objective = (x) => x.reduce((sum, v) => sum + Math.abs(v), 0);
const stairs: Objective = (x) =>
  x.reduce((sum, v) => sum + Math.floor(v * 4) * Math.floor(v * 4), 0);

interface Case {
  readonly name: string;
  readonly f: Objective;
  readonly start: readonly number[];
  readonly options: NelderMeadOptions;
  readonly x: readonly number[];
  readonly value: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly converged: boolean;
}

const zeros = (n: number): number[] => Array.from({ length: n }, () => 0);
const options = (size: number, maxIterations: number, tolerance: number) => ({
  size,
  maxIterations,
  tolerance,
});

/** What argmin 0.7.0's `NelderMead` with `with_sd_tolerance` answered, compiled by rustc 1.95. */
const argmin: readonly Case[] = [
  {
    name: 'a sphere in three variables',
    f: sphere,
    start: [1, -2, 0.5],
    options: {},
    x: [-2.2158619942565172e-5, -5.717255306459852e-5, -0.00010899820445030058],
    value: 1.5640313835072905e-8,
    iterations: 78,
    evaluations: 140,
    converged: true,
  },
  {
    name: 'a parabola',
    f: sphere,
    start: [3],
    options: {},
    x: [-2.6645352591003757e-15],
    value: 7.099748146989106e-30,
    iterations: 18,
    evaluations: 38,
    converged: true,
  },
  {
    name: "Rosenbrock's valley",
    f: rosenbrock,
    start: [-1.2, 1],
    options: {},
    x: [0.999943610574501, 0.9998866389710277],
    value: 3.2140316766754072e-9,
    iterations: 93,
    evaluations: 170,
    converged: true,
  },
  {
    name: "Rosenbrock's valley, cut short",
    f: rosenbrock,
    start: [-1.2, 1],
    options: { maxIterations: 30 },
    x: [-0.1724670410156306, 0.025454711914053393],
    value: 1.3765195166916016,
    iterations: 30,
    evaluations: 53,
    converged: false,
  },
  {
    name: "Rosenbrock's valley in four variables, and its local minimum",
    f: rosenbrock,
    start: [-1, 1, 0.5, 0.25],
    options: options(0.5, 1000, 1e-12),
    x: [-0.77565892892529, 0.6130928807404308, 0.38206223113794635, 0.14597159907087778],
    value: 3.7014286104305785,
    iterations: 207,
    evaluations: 366,
    converged: true,
  },
  {
    name: "Powell's singular function",
    f: powell,
    start: [3, -1, 0, 1],
    options: options(0.1, 500, 1e-14),
    x: [-5.73229771494441e-5, 5.722969003935208e-6, 3.291682811019085e-5, 3.292421461360651e-5],
    value: 9.651680834239934e-15,
    iterations: 235,
    evaluations: 403,
    converged: true,
  },
  {
    name: 'a valley in five variables, at the limit of iterations',
    f: valley,
    start: zeros(5),
    options: {},
    x: [
      0.9995478943839722, 2.0002323517993723, 2.9983367671423182, 4.001432703869774,
      5.000488270463063,
    ],
    value: 1.80140065613697e-5,
    iterations: 200,
    evaluations: 326,
    converged: false,
  },
  {
    name: 'a valley in ten variables, in which 200 iterations lead nowhere',
    f: valley,
    start: zeros(10),
    options: {},
    x: [
      -8.442604130127076, -6.213720745901399, 0.6062764629891353, -5.136046301490932,
      0.49364278730549827, 5.542236508764121, 2.9795597372945695, 7.307070487385046,
      4.154176066420627, 8.027951141836681,
    ],
    value: 1045.1624992385198,
    iterations: 200,
    evaluations: 270,
    converged: false,
  },
  {
    name: 'a kink',
    f: kink,
    start: [0.3, 0.7],
    options: { size: 0.25 },
    x: [4.837952875119064e-9, -1.4883940618894738e-8],
    value: 1.97218934940138e-8,
    iterations: 58,
    evaluations: 114,
    converged: true,
  },
  {
    name: 'stairs, where values tie and the simplex shrinks',
    f: stairs,
    start: [2, 3],
    options: options(0.5, 100, 1e-8),
    x: [0.0937957763671875, 0.19622802734375],
    value: 0,
    iterations: 16,
    evaluations: 35,
    converged: true,
  },
  {
    name: 'a constant',
    f: () => 1,
    start: [2, 3],
    options: options(0.5, 100, 1e-8),
    x: [2.5, 3],
    value: 1,
    iterations: 0,
    evaluations: 3,
    converged: true,
  },
];

/** x and evaluations of SciPy 1.17's `minimize(method='Nelder-Mead')` from the same simplex, tolerances 0. */
const scipy: readonly [Objective, readonly number[], number, number, readonly number[], number][] =
  [
    [rosenbrock, [-1.2, 1], 0.1, 29, [-0.05522460937499196, -0.06467285156250463], 51],
    [rosenbrock, [-1.2, 1], 0.1, 59, [0.7021214264445272, 0.4931167789269033], 106],
    [
      rosenbrock,
      [-1, 1, 0.5, 0.25],
      0.5,
      119,
      [-0.7779963245101631, 0.6167912305675332, 0.38686584310321465, 0.14980199388520032],
      213,
    ],
    [
      valley,
      zeros(5),
      0.1,
      99,
      [
        1.5494118148636762, 1.4114453961788571, 3.00377361685086, 4.235347363479725,
        5.1430495253411515,
      ],
      155,
    ],
    [valley, zeros(3), 0.3, 79, [1.0000008781120724, 1.999999401603728, 3.000001542788109], 150],
  ];

describe('nelderMead', () => {
  it.each(argmin)('goes where argmin goes, to the bit: $name', (given) => {
    const seen: number[] = [];
    const count: Objective = (x) => {
      seen.push(x[0]);
      return given.f(x);
    };
    const found = nelderMead(count, Float64Array.from(given.start), given.options);
    expect(Array.from(found.x)).toEqual(given.x);
    expect(found.value).toBe(given.value);
    expect(found.iterations).toBe(given.iterations);
    expect(found.evaluations).toBe(given.evaluations);
    expect(seen).toHaveLength(given.evaluations);
    expect(found.converged).toBe(given.converged);
  });

  it.each(scipy)('goes where SciPy goes: %#', (f, start, size, maxIterations, x, evaluations) => {
    const from = Float64Array.from(start);
    const found = nelderMead(f, from, { size, maxIterations, tolerance: 0 });
    expect(found.evaluations).toBe(evaluations);
    found.x.forEach((v, k) => {
      // SciPy rounds its reflections otherwise
      expect(Math.abs(v - x[k])).toBeLessThan(1e-11);
    });
  });

  it('leaves the start as it was', () => {
    const start = Float64Array.of(1, 2);
    nelderMead(sphere, start);
    expect(Array.from(start)).toEqual([1, 2]);
  });

  it('takes a NaN for the worst value', () => {
    const half: Objective = ([a, b]) => (a > 1 ? Number.NaN : (a - 0.5) * (a - 0.5) + b * b);
    const { x, converged } = nelderMead(half, Float64Array.of(0.95, 1), { tolerance: 1e-12 });
    expect(converged).toBe(true);
    expect(Math.hypot(x[0] - 0.5, x[1])).toBeLessThan(1e-5);
  });

  it('ends where nothing is finite', () => {
    const { iterations, value, converged } = nelderMead(() => Number.NaN, Float64Array.of(1, 2));
    expect([iterations, value, converged]).toEqual([200, Number.POSITIVE_INFINITY, false]);
  });
});
