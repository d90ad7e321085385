import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import { normalCdf } from '../../src/numerics/normal';
import {
  type CompleteDistribution,
  completeDistribution,
  type GivenDistribution,
  meanOf,
  quantileInto,
  supportOf,
  varianceOf,
} from '../../src/sampling/distributions';
import { backends } from '../backends';
import { expectClose } from '../numbers';

const complete = (given: GivenDistribution) => completeDistribution(given, 'x');

/** SciPy 1.17: quantiles at `probabilities`. */
const probabilities = [1e-9, 0.01, 0.2, 0.5, 0.75, 0.999];
const scipyTable: readonly (readonly [GivenDistribution, readonly number[]])[] = [
  [
    { kind: 'log-uniform', low: 0.5, high: 2000 },
    [
      0.5000000041470248, 0.5432385786618484, 2.6265278044037674, 31.62277660168379,
      251.48668593658704, 1983.4805021868895,
    ],
  ],
  [
    { kind: 'normal', mean: 3, standardDeviation: 2.5 },
    [
      -11.994517537519217, -2.8158696851021023, 0.8959469160677145, 3, 4.686224375490204,
      10.725580765419533,
    ],
  ],
  [
    { kind: 'triangular', low: -1, mode: 0.5, high: 4 },
    [
      -0.9999133974596216, -0.726138721247417, 0.22474487139158894, 1.041960108450192,
      1.908349933664811, 3.86771243444677,
    ],
  ],
  [
    [-2, 6],
    [-1.999999992, -1.92, -0.4, 2, 4, 5.992],
  ],
  [{ kind: 'discrete', values: [7, 1, 4], weights: [1, 1, 2] }, [1, 1, 1, 4, 7, 7]],
];

/** [mean, standard deviation, low, high], mean, variance, quantiles, of eighty digits (mpmath). */
const truncatedProbabilities = [1e-9, 1e-3, 0.25, 0.5, 0.9, 0.999];
const truncatedTable: readonly (readonly [
  readonly [number, number, number, number],
  number,
  number,
  readonly number[],
])[] = [
  [
    [0, 1, -1, 2],
    0.22963717909132897,
    0.5197625392115339,
    [
      -0.9999999966169684, -0.9966226715348404, -0.3496414292924655, 0.17116391801782477,
      1.2557153641502152, 1.9850630859441682,
    ],
  ],
  [
    [3, 2, 5, 6],
    5.448677475315558,
    0.08107572465954738,
    [
      5.000000000759167, 5.000759310792324, 5.199750491778681, 5.424260869465754, 5.865117249537743,
      5.998582443665519,
    ],
  ],
  [
    [0, 1, 8, 9],
    8.121188992979796,
    0.014148542782748111,
    [
      8.00000000012311, 8.000123170289083, 8.035339621905017, 8.084888899018166, 8.278609037011552,
      8.791963586618891,
    ],
  ],
  [
    [0, 1, 20.5, 30],
    20.548551052435847,
    0.0023462203724707357,
    [
      20.500000000048665, 20.500048689523094, 20.513995359884156, 20.53370459115458,
      20.61175266597813, 20.833467984462402,
    ],
  ],
  [
    [0, 1, 40, 41],
    40.02496884720726,
    0.0006226683785913863,
    [
      40.00000000002498, 40.00002499689694, 40.007186920337574, 40.01731412676465,
      40.05748745803602, 40.17221588247908,
    ],
  ],
  [
    [-10000.0, 1, 0, 1],
    9.99999980000001e-5,
    9.99999940000005e-9,
    [
      9.999999905000003e-14, 1.0005003235735254e-7, 2.8768206916115545e-5, 6.931471712262087e-5,
      0.00023025850434587068, 0.0006907754971319196,
    ],
  ],
  [
    [5, 1, -60, -40],
    -40.022200328343594,
    0.0004923699596514471,
    [
      -40.457961903671695, -40.153169559337975, -40.03078083377297, -40.01539304522889,
      -40.00234012949466, -40.00002222237206,
    ],
  ],
  [
    [0, 1000000.0, 1, 2],
    1.499999999999875,
    0.08333333333333055,
    [
      1.000000001, 1.0009999999999992, 1.2499999999998672, 1.4999999999998126, 1.8999999999999264,
      1.9989999999999992,
    ],
  ],
  [
    [0, 1, 5, 5.000001],
    5.000000499999583,
    8.333333335652272e-14,
    [
      5.000000000000001, 5.000000000999997, 5.000000249999531, 5.000000499999375, 5.000000899999775,
      5.000000998999997,
    ],
  ],
  [
    [100, 1, 0, 0.001],
    0.0005083319028515638,
    8.329168083779615e-8,
    [
      1.0517090010203404e-12, 1.0516537003620083e-6, 0.00025953013389483885, 0.0005124947319341315,
      0.0009043817017270393, 0.0009990483285850936,
    ],
  ],
  [
    [10, 3, 0, 100],
    10.004628823033226,
    8.953690343665064,
    [
      1.9443366518265723e-6, 1.0519268398785286, 7.979567651621801, 10.001613242221822,
      13.845388255002737, 19.271079276704103,
    ],
  ],
  [
    [-5, 1, 0, 3],
    0.18650396075655062,
    0.0326964159639772,
    [
      1.928081043898178e-10, 0.0001929011026797185, 0.05518340522107979, 0.1320183316359253,
      0.426933999562427, 1.1976004815911134,
    ],
  ],
  [
    [0, 1, -0.4, 0.5],
    0.04671534017485094,
    0.06568898155189398,
    [
      -0.3999999990580714, -0.3990582485937261, -0.17306718505924726, 0.04518571507909708,
      0.4036747386894181, 0.49901495882775865,
    ],
  ],
  [
    [0, 1, 10000000.0, 1000000000.0],
    10000000.0000001,
    9.9999999999994e-15,
    [
      10000000.0, 10000000.0, 10000000.000000028, 10000000.000000069, 10000000.000000231,
      10000000.000000691,
    ],
  ],
];

const truncated = ([mean, standardDeviation, low, high]: readonly [
  number,
  number,
  number,
  number,
]) => complete({ kind: 'truncated-normal', mean, standardDeviation, low, high });

describe.each(backends)('distributions ($name)', ({ backend: { math } }) => {
  const quantile = (distribution: CompleteDistribution, u: number) =>
    quantileInto(math, distribution, Float64Array.of(u), new Float64Array(1))[0];

  it.each(scipyTable)('%j has the quantiles of SciPy', (given, expected) => {
    probabilities.forEach((u, i) => {
      expectClose(quantile(complete(given), u), expected[i], 1e-14, `at ${u}`);
    });
  });

  it.each(truncatedTable)(
    'truncated normal %j has the right quantiles',
    (given, _mean, variance, expected) => {
      const distribution = truncated(given);
      truncatedProbabilities.forEach((u, i) => {
        const error = Math.abs(quantile(distribution, u) - expected[i]);
        expect(error, `at ${u}`).toBeLessThan(
          1e-13 * Math.sqrt(variance) + 1e-15 * Math.abs(expected[i]),
        );
      });
    },
  );

  it.each(truncatedTable)('truncated normal %j has the right moments', (given, mean, variance) => {
    const distribution = truncated(given);
    expectClose(meanOf(math, distribution), mean, 3e-15);
    expectClose(varianceOf(math, distribution), variance, 5e-15);
  });

  it('moments of the log-uniform distribution hold for near and far bounds', () => {
    // mpmath
    const table = [
      [0.5, 2000, 241.07644477220703, 183018.8616593931],
      [1, 1.000001, 1.0000004999999166, 8.333333331962084e-14],
      [2, 3, 2.4663034623764317, 0.08310588741110422],
      [1, 7.3, 3.1692143951901564, 3.1083198573586404],
      [1, 7.5, 3.2259617131601077, 3.303508306155561],
      [1e-200, 1e100, 1.4476482730108394e97, 7.217284509830684e196],
    ];
    for (const [low, high, mean, variance] of table) {
      const distribution = complete({ kind: 'log-uniform', low, high });
      expectClose(meanOf(math, distribution), mean, 1e-15);
      expectClose(varianceOf(math, distribution), variance, 1e-14);
    }
  });

  it.each<GivenDistribution>([
    4.5,
    [-3, 11],
    { kind: 'log-uniform', low: 0.2, high: 90 },
    { kind: 'normal', mean: -2, standardDeviation: 3 },
    { kind: 'truncated-normal', mean: 1, standardDeviation: 2, low: 0, high: 2.5 },
    { kind: 'truncated-normal', mean: 60, standardDeviation: 2, low: 0, high: 2.5 },
    { kind: 'triangular', low: -1, mode: -1, high: 5 },
    { kind: 'triangular', low: -1, mode: 5, high: 5 },
    { kind: 'triangular', low: 0, mode: 1, high: 5 },
    { kind: 'discrete', values: [5, -1, 5, 2, 9], weights: [1, 2, 0.5, 0, 4] },
  ])('moments of %j are those of its quantiles', (given) => {
    const distribution = complete(given);
    const count = 400_000;
    const u = Float64Array.from({ length: count }, (_, i) => (i + 0.5) / count);
    const x = quantileInto(math, distribution, u, u);
    const mean = x.reduce((sum, value) => sum + value, 0) / count;
    const variance = x.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / count;
    const deviation = Math.sqrt(variance);
    expect(Math.abs(meanOf(math, distribution) - mean)).toBeLessThanOrEqual(1e-5 * deviation);
    expectClose(varianceOf(math, distribution), variance, 5e-5);
    const [low, high] = supportOf(distribution);
    expect(x[0]).toBeGreaterThanOrEqual(low);
    expect(x[count - 1]).toBeLessThanOrEqual(high);
    for (let i = 1; i < count; i++) if (!(x[i] >= x[i - 1])) expect(x[i]).toBe(x[i - 1]);
  });

  it('samples are finite and within the support at 0 and 1, in extreme cases too', () => {
    const given: GivenDistribution[] = [
      [1e-300, 3e-300],
      [-8e307, 8e307],
      { kind: 'log-uniform', low: 1e-300, high: 1e300 },
      { kind: 'log-uniform', low: 5e-324, high: 1e308 },
      { kind: 'normal', mean: 0, standardDeviation: 1 },
      { kind: 'triangular', low: -8e307, mode: 0, high: 8e307 },
      { kind: 'discrete', values: [3, 8] },
      { kind: 'constant', value: -1 },
      ...truncatedTable.map(([row]) => truncated(row)),
      { kind: 'truncated-normal', mean: 0, standardDeviation: 1, low: -1e299, high: 1e299 },
      { kind: 'truncated-normal', mean: 0, standardDeviation: 1e-299, low: -1, high: 1 },
      { kind: 'truncated-normal', mean: 2, standardDeviation: 0.001, low: 0, high: 1 },
    ];
    const u = [0, Number.MIN_VALUE, 2 ** -54, 2 ** -33, 0.3, 0.5, 1 - 2 ** -33, 1 - 2 ** -53, 1];
    for (const each of given) {
      const distribution = complete(each);
      const [low, high] = supportOf(distribution);
      const values = quantileInto(math, distribution, Float64Array.from(u), new Float64Array(9));
      values.forEach((x, i) => {
        expect(
          Number.isFinite(x) && x >= low && x <= high,
          `${JSON.stringify(each)} at ${u[i]}: ${x}`,
        ).toBe(true);
        if (i > 0) expect(x).toBeGreaterThanOrEqual(values[i - 1]);
      });
    }
  });

  it('works in place, on part of a longer column, to the same bits', () => {
    for (const [given] of scipyTable) {
      const u = Float64Array.from({ length: 37 }, (_, i) => (i + 0.3) / 37);
      const expected = Float64Array.from(u, (p) => quantile(complete(given), p));
      const out = new Float64Array(40).fill(-99);
      quantileInto(math, complete(given), u, out);
      expect([...out]).toEqual([...expected, -99, -99, -99]);
      expect(quantileInto(math, complete(given), u, u)).toEqual(expected);
    }
  });

  it('cdf undoes the quantile of a truncated normal', () => {
    const distribution = complete({
      kind: 'truncated-normal',
      mean: 1,
      standardDeviation: 2,
      low: -1,
      high: 6,
    });
    const cdf = (x: number) => normalCdf(math, (x - 1) / 2);
    for (let i = 1; i < 100; i++) {
      const p = (cdf(quantile(distribution, i / 100)) - cdf(-1)) / (cdf(6) - cdf(-1));
      expectClose(p, i / 100, 1e-14);
    }
  });

  it('equal weights are hit alike by equal strata', () => {
    const distribution = complete({ kind: 'discrete', values: [1, 2, 3, 4, 5, 6, 7] });
    const u = Float64Array.from({ length: 70 }, (_, i) => (i + 1e-9) / 70);
    const x = quantileInto(math, distribution, u, u);
    for (let value = 1; value <= 7; value++) expect(x.filter((y) => y === value).length).toBe(10);
  });
});

describe('completeDistribution', () => {
  it('takes numbers, pairs and objects, and its own results', () => {
    expect(complete(3)).toEqual({ kind: 'constant', value: 3 });
    expect(complete([1, 2])).toEqual({ kind: 'uniform', low: 1, high: 2 });
    const discrete = complete({ kind: 'discrete', values: [5, 2, 5, 3], weights: [1, 1, 2, 0] });
    expect(discrete).toEqual({ kind: 'discrete', values: [2, 5], weights: [1, 3] });
    for (const [given] of scipyTable) expect(complete(complete(given))).toEqual(complete(given));
  });

  const nan = Number.NaN;
  it.each<readonly [unknown, string, 'type' | 'range']>([
    [nan, 'space.x', 'range'],
    [Infinity, 'space.x', 'range'],
    ['3', 'space.x', 'type'],
    [null, 'space.x', 'type'],
    [undefined, 'space.x', 'type'],
    [new Map(), 'space.x', 'type'],
    [[], 'space.x', 'type'],
    [[1], 'space.x', 'type'],
    [[1, 2, 3], 'space.x', 'type'],
    [[1, '2'], 'space.x.1', 'type'],
    [[nan, 2], 'space.x.0', 'range'],
    [[2, 1], 'space.x.1', 'range'],
    [[1, 1], 'space.x.1', 'range'],
    [[-1e308, 1e308], 'space.x.1', 'range'],
    [{}, 'space.x.kind', 'type'],
    [{ kind: 'gamma' }, 'space.x.kind', 'range'],
    [{ kind: 'toString' }, 'space.x.kind', 'range'],
    [{ kind: 'uniform', low: 0 }, 'space.x.high', 'type'],
    [{ kind: 'uniform', low: 0, high: 1, mode: 0 }, 'space.x.mode', 'type'],
    [{ kind: 'log-uniform', low: 0, high: 1 }, 'space.x.low', 'range'],
    [{ kind: 'log-uniform', low: -1, high: 1 }, 'space.x.low', 'range'],
    [{ kind: 'log-uniform', low: 1, high: 0.5 }, 'space.x.high', 'range'],
    [{ kind: 'normal', mean: 0, standardDeviation: 0 }, 'space.x.standardDeviation', 'range'],
    [{ kind: 'normal', mean: 0, standardDeviation: -1 }, 'space.x.standardDeviation', 'range'],
    [{ kind: 'normal', mean: Infinity, standardDeviation: 1 }, 'space.x.mean', 'range'],
    [{ kind: 'normal', mean: 0 }, 'space.x.standardDeviation', 'type'],
    [{ kind: 'normal', mean: 0, standardDeviation: 1e308 }, 'space.x.standardDeviation', 'range'],
    [{ kind: 'triangular', low: 0, mode: 2, high: 1 }, 'space.x.mode', 'range'],
    [{ kind: 'triangular', low: 0, mode: -1, high: 1 }, 'space.x.mode', 'range'],
    [{ kind: 'triangular', low: 1, mode: 1, high: 1 }, 'space.x.high', 'range'],
    [
      { kind: 'truncated-normal', mean: 0, standardDeviation: 1, low: 2, high: 1 },
      'space.x.high',
      'range',
    ],
    [
      { kind: 'truncated-normal', mean: 0, standardDeviation: 1, low: 1e9, high: 2e9 },
      'space.x.low',
      'range',
    ],
    [
      { kind: 'truncated-normal', mean: 0, standardDeviation: 1, low: -2e9, high: -1e9 },
      'space.x.high',
      'range',
    ],
    [
      { kind: 'truncated-normal', mean: 0, standardDeviation: 5e-324, low: -1, high: 1 },
      'space.x.standardDeviation',
      'range',
    ],
    [{ kind: 'discrete' }, 'space.x.values', 'type'],
    [{ kind: 'discrete', values: [] }, 'space.x.values', 'range'],
    [{ kind: 'discrete', values: [1, nan] }, 'space.x.values.1', 'range'],
    [{ kind: 'discrete', values: [1, undefined, 2] }, 'space.x.values.1', 'type'],
    [{ kind: 'discrete', values: [1, 2], weights: [1] }, 'space.x.weights', 'range'],
    [{ kind: 'discrete', values: [1, 2], weights: [1, -1] }, 'space.x.weights.1', 'range'],
    [{ kind: 'discrete', values: [1, 2], weights: [0, 0] }, 'space.x.weights', 'range'],
    [{ kind: 'discrete', values: [1, 2], weights: [1e308, 1e308] }, 'space.x.weights', 'range'],
    [{ kind: 'discrete', values: [1, 2], weights: 'even' }, 'space.x.weights', 'type'],
    [{ kind: 'constant' }, 'space.x.value', 'type'],
  ])('refuses %j', (given, path, kind) => {
    let error: unknown;
    try {
      completeDistribution(given, 'space.x');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ParameterError);
    expect(error).toMatchObject({ path, kind });
  });
});
