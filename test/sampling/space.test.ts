import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import { normalQuantileInto } from '../../src/numerics/normal';
import { designOf } from '../../src/sampling/designs';
import { drawOf } from '../../src/sampling/space';
import { backends, javascript } from '../backends';
import { expectClose } from '../numbers';

const space = {
  benefit: [0, 10],
  kind: { kind: 'discrete', values: [1, 2, 3] },
  fine: { kind: 'normal', mean: 3, standardDeviation: 2 },
  rate: 0.05,
  cost: { kind: 'log-uniform', low: 0.1, high: 10 },
} as const;

function correlationOf(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length;
  const mean = (z: ArrayLike<number>) => Array.from(z).reduce((sum, value) => sum + value, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    xx += (x[i] - mx) ** 2;
    yy += (y[i] - my) ** 2;
    xy += (x[i] - mx) * (y[i] - my);
  }
  return xy / Math.sqrt(xx * yy);
}

function ranksOf(x: Float64Array): number[] {
  const ranks: number[] = [];
  [...x.keys()]
    .sort((i, j) => x[i] - x[j])
    .forEach((i, rank) => {
      ranks[i] = rank;
    });
  return ranks;
}

describe.each(backends)('drawOf ($name)', ({ backend }) => {
  it('gives each parameter its distribution, and constants no dimension', () => {
    const draw = drawOf(backend, space, { samples: 1000, seed: 5 });
    expect(draw.names).toEqual(['benefit', 'kind', 'fine', 'rate', 'cost']);
    expect(draw).toMatchObject({ samples: 1000, seed: 5, design: 'latin-hypercube' });
    const { benefit, kind, fine, rate, cost } = draw.columns(0, 1000);
    const u = designOf(backend, { samples: 1000, seed: 5, dimensions: 4 }).fill(0, 1000);
    expect(benefit).toEqual(u.slice(0, 1000).map((p) => 10 * p));
    expect(kind).toEqual(u.slice(1000, 2000).map((p) => 1 + Math.floor(3 * p)));
    const z = normalQuantileInto(backend.math, u.slice(2000, 3000), new Float64Array(1000));
    expect(fine).toEqual(z.map((value) => 3 + 2 * value));
    expect(rate).toEqual(new Float64Array(1000).fill(0.05));
    cost.forEach((x, i) => {
      expectClose(x, 0.1 * 100 ** u[3000 + i], 1e-14);
    });
  });

  it.each(['latin-hypercube', 'sobol', 'random', 'scipy', 'grid'] as const)(
    'of %s has the same bits however it is cut',
    (design) => {
      const correlation = [
        { between: ['benefit', 'fine'], value: 0.5 },
        { between: ['cost', 'kind'], value: -0.3 },
      ] as const;
      const draw = drawOf(backend, space, { samples: 256, design, seed: 1, correlation });
      const all = draw.columns(0, 256);
      const rows = draw.matrix();
      for (const size of [undefined, 1, 7, 64, 1000]) {
        let next = 0;
        for (const { from, to, columns } of draw.chunks(size)) {
          expect(from).toBe(next);
          next = to;
          draw.names.forEach((name, j) => {
            expect(columns[name]).toEqual(all[name].subarray(from, to));
            expect(rows[from * 5 + j]).toBe(columns[name][0]);
          });
        }
        expect(next).toBe(256);
      }
    },
  );

  it('recovers the correlations that were asked for, and keeps the margins', () => {
    const draw = drawOf(
      backend,
      {
        a: { kind: 'normal', mean: 0, standardDeviation: 2 },
        free: [0, 1],
        b: { kind: 'normal', mean: 5, standardDeviation: 1 },
        c: [2, 3],
        d: { kind: 'log-uniform', low: 1, high: 1000 },
        coin: { kind: 'discrete', values: [0, 1] },
      },
      {
        samples: 2 ** 15,
        design: 'sobol',
        correlation: [
          { between: ['b', 'a'], value: 0.6 },
          { between: ['c', 'd'], value: -0.8 },
          { between: ['b', 'd'], value: 0.3 },
          { between: ['coin', 'a'], value: 0.5 },
        ],
      },
    );
    const { a, free, b, c, d, coin } = draw.columns(0, 2 ** 15);
    const rank = (value: number) => (6 / Math.PI) * Math.asin(value / 2);
    expect(correlationOf(a, b)).toBeCloseTo(0.6, 3);
    expect(correlationOf(ranksOf(c), ranksOf(d))).toBeCloseTo(rank(-0.8), 3);
    expect(correlationOf(ranksOf(b), ranksOf(d))).toBeCloseTo(rank(0.3), 3);
    expect(correlationOf(ranksOf(a), ranksOf(d))).toBeCloseTo(0, 2);
    expect(correlationOf(ranksOf(free), ranksOf(b))).toBeCloseTo(0, 2);
    // E z sign(z') = ρ √(2/π) for standard normal z, z'
    expect(correlationOf(a, coin)).toBeCloseTo(0.5 * Math.sqrt(2 / Math.PI), 2);
    const mean = (x: Float64Array) => x.reduce((sum, value) => sum + value, 0) / x.length;
    expect(mean(b)).toBeCloseTo(5, 3);
    expect(mean(c)).toBeCloseTo(2.5, 3);
    expect(mean(coin)).toBeCloseTo(0.5, 3);
    expect(mean(d)).toBeCloseTo(999 / Math.log(1000), 0);
  });

  it('leaves parameters without correlation, and the first with one, as they were', () => {
    const options = { samples: 500, seed: 3 };
    const plain = drawOf(backend, space, options).columns(0, 500);
    const correlation = [{ between: ['cost', 'benefit'], value: 0.9 }] as const;
    const { benefit, kind, fine, cost } = drawOf(backend, space, {
      ...options,
      correlation,
    }).columns(0, 500);
    expect({ benefit, kind, fine }).toEqual({
      benefit: plain.benefit,
      kind: plain.kind,
      fine: plain.fine,
    });
    expect(cost).not.toEqual(plain.cost);
  });

  it('takes a space of constants, and one of many points', () => {
    const constant = drawOf(backend, { a: 3, b: -1 }, { samples: 4 });
    expect([...constant.matrix()]).toEqual([3, -1, 3, -1, 3, -1, 3, -1]);
    const many = drawOf(backend, { a: [0, 1], b: 2 }, { samples: 2 ** 32, design: 'sobol' });
    expect(many.columns(2 ** 32 - 3, 2 ** 32).a.length).toBe(3);
    expect(() => many.matrix()).toThrow(ParameterError);
  });
});

describe('drawOf refuses', () => {
  const draw = drawOf as (...args: unknown[]) => unknown;
  const between = (a: unknown, b: unknown, value: unknown) => ({ between: [a, b], value });
  const three = { a: [0, 1], b: [0, 1], c: [0, 1], k: 2 };
  it.each<readonly [string, unknown, unknown, string]>([
    ['no space', undefined, { samples: 1 }, 'space'],
    ['an array', [[0, 1]], { samples: 1 }, 'space'],
    ['an empty space', {}, { samples: 1 }, 'space'],
    ['a NaN', { a: Number.NaN }, { samples: 1 }, 'space.a'],
    ['bounds the wrong way round', { a: [1, 0] }, { samples: 1 }, 'space.a.1'],
    ['no options', three, undefined, 'options'],
    ['no samples', three, {}, 'samples'],
    ['half a sample', three, { samples: 1.5 }, 'samples'],
    ['no samples at all', three, { samples: 0 }, 'samples'],
    ['samples in a string', three, { samples: '10' }, 'samples'],
    ['an unknown option', three, { samples: 1, sample: 2 }, 'sample'],
    ['an unknown design', three, { samples: 1, design: 'halton' }, 'design'],
    ['a negative seed', three, { samples: 1, seed: -1 }, 'seed'],
    ['a seed in a string', three, { samples: 1, seed: 'x' }, 'seed'],
    ['a grid that does not fit', three, { samples: 10, design: 'grid' }, 'samples'],
    ['a matrix of correlations', three, { samples: 1, correlation: { 'a,b': 1 } }, 'correlation'],
    [
      'half a pair',
      three,
      { samples: 1, correlation: [{ between: ['a'], value: 0 }] },
      'correlation.0.between.1',
    ],
    [
      'no value',
      three,
      { samples: 1, correlation: [{ between: ['a', 'b'] }] },
      'correlation.0.value',
    ],
    [
      'a further key',
      three,
      { samples: 1, correlation: [{ ...between('a', 'b', 0), rho: 1 }] },
      'correlation.0.rho',
    ],
    [
      'a correlation of NaN',
      three,
      { samples: 1, correlation: [between('a', 'b', Number.NaN)] },
      'correlation.0.value',
    ],
    [
      'a correlation of 1',
      three,
      { samples: 1, correlation: [between('a', 'b', 1)] },
      'correlation.0.value',
    ],
    [
      'an unknown name',
      three,
      { samples: 1, correlation: [between('a', 'd', 0)] },
      'correlation.0.between.1',
    ],
    [
      'a name that is a number',
      three,
      { samples: 1, correlation: [between(0, 'd', 0)] },
      'correlation.0.between.0',
    ],
    [
      'a constant',
      three,
      { samples: 1, correlation: [between('k', 'a', 0)] },
      'correlation.0.between.0',
    ],
    [
      'a parameter with itself',
      three,
      { samples: 1, correlation: [between('a', 'a', 0)] },
      'correlation.0.between.1',
    ],
    [
      'a pair given twice',
      three,
      { samples: 1, correlation: [between('a', 'b', 0.1), between('b', 'a', 0.2)] },
      'correlation.1.between',
    ],
    [
      'what is not positive definite',
      three,
      {
        samples: 1,
        correlation: [between('a', 'b', 0.9), between('b', 'c', 0.9), between('c', 'a', -0.9)],
      },
      'correlation',
    ],
  ])('%s', (_, given, options, path) => {
    let error: unknown;
    try {
      draw(javascript, given, options);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ParameterError);
    expect(error).toMatchObject({ path });
  });

  it('slices that are none', () => {
    const { columns } = drawOf(javascript, { a: [0, 1] }, { samples: 10 });
    for (const [from, to] of [
      [-1, 2],
      [0, 11],
      [5, 4],
      [0.5, 2],
      [Number.NaN, 2],
    ]) {
      expect(() => columns(from, to)).toThrow(ParameterError);
    }
    const { chunks } = drawOf(javascript, { a: [0, 1] }, { samples: 10 });
    expect(() => [...chunks(0)]).toThrow(ParameterError);
  });

  it('why a matrix is not positive definite, in words', () => {
    const correlation = [
      { between: ['a', 'b'], value: 0.9 },
      { between: ['b', 'c'], value: 0.9 },
    ] as const;
    expect(() =>
      drawOf(javascript, { a: [0, 1], b: [0, 1], c: [0, 1] }, { samples: 1, correlation }),
    ).toThrow('no random numbers have these correlations of c with b');
  });

  it('wrong names at compile time', () => {
    const bad = [{ between: ['a', 'z'], value: 0.9 }] as const;
    // @ts-expect-error z is no parameter
    expect(() => drawOf(javascript, { a: [0, 1] }, { samples: 1, correlation: bad })).toThrow();
    const { a } = drawOf(javascript, { a: [0, 1] }, { samples: 1 }).columns(0, 1);
    expect(a.length).toBe(1);
    // @ts-expect-error b is no parameter
    expect(drawOf(javascript, { a: [0, 1] }, { samples: 1 }).columns(0, 1).b).toBeUndefined();
  });
});
