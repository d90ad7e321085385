import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import { type SaltelliEvaluations, saltelliOf, sobolIndices } from '../../src/sampling/saltelli';
import { backends, javascript } from '../backends';
import { deviation, ishigami, sobolG } from './functions';

const g8 = sobolG([0, 1, 4.5, 9, 99, 99, 99, 99]);
const designs = ['sobol', 'latin-hypercube', 'random'] as const;

describe.each(backends)('sobolIndices ($name)', ({ backend }) => {
  describe.each([
    { name: 'Ishigami', known: ishigami() },
    { name: 'G of Sobol', known: g8 },
  ])('of $name', ({ known }) => {
    it.each(designs)('by %s are within four standard errors of the truth', (design) => {
      const sample = saltelliOf<string>(backend, known.space, {
        samples: 2 ** 14,
        design,
        seed: 1,
      });
      const result = sobolIndices(sample.evaluate(known.f));
      for (const name of sample.names) {
        const { first, total } = result.indices[name];
        const firstTruth = known.first[name as 'x1'];
        const totalTruth = known.total[name as 'x1'];
        expect(Math.abs(deviation(first, firstTruth)), `first ${name}`).toBeLessThan(4);
        expect(Math.abs(deviation(total, totalTruth)), `total ${name}`).toBeLessThan(4);
        expect(first.value).toBeCloseTo(firstTruth, 1);
        expect(total.value).toBeCloseTo(totalTruth, 1);
      }
      expect(result.mean / known.mean).toBeCloseTo(1, design === 'random' ? 1 : 2);
      expect(result.variance / known.variance).toBeCloseTo(1, 1);
      expect(result.evaluations).toBe(2 ** 14 * (sample.names.length + 2));
      expect(result.evaluations).toBe(sample.evaluations);
    });
  });

  it('by Sobol points are far better than by random ones', () => {
    const errors = designs.map((design) => {
      const sample = saltelliOf(backend, ishigami().space, { samples: 2 ** 14, design });
      return sobolIndices(sample.evaluate(ishigami().f)).indices.x2.total.standardError;
    });
    expect(errors[0]).toBeLessThan(0.5 * errors[2]);
  });

  it.each(designs)('intervals by %s cover the truth about as often as they say', (design) => {
    const known = sobolG([0, 1, 4.5]);
    const covered = { first: 0, total: 0 };
    const seeds = 120;
    for (let seed = 0; seed < seeds; seed++) {
      const sample = saltelliOf(backend, known.space, { samples: 1024, design, seed });
      const { indices } = sobolIndices(sample.evaluate(known.f));
      for (const name of sample.names) {
        for (const kind of ['first', 'total'] as const) {
          const { low, high } = indices[name][kind];
          if (low <= known[kind][name] && known[kind][name] <= high) covered[kind]++;
        }
      }
    }
    for (const kind of ['first', 'total'] as const) {
      expect(covered[kind] / (3 * seeds), kind).toBeGreaterThan(0.9);
      expect(covered[kind] / (3 * seeds), kind).toBeLessThan(0.985);
    }
  });

  it('have wider intervals for more confidence', () => {
    const evaluations = saltelliOf(backend, ishigami().space, { samples: 512 }).evaluate(
      ishigami().f,
    );
    const widths = [0.5, 0.95, 0.999].map((confidence) => {
      const { low, high } = sobolIndices(evaluations, { confidence }).indices.x1.first;
      return high - low;
    });
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    // Student's t of 15 degrees, 0.975
    const { low, value, standardError } = sobolIndices(evaluations).indices.x1.first;
    expect((value - low) / standardError).toBeCloseTo(2.131449545559776, 12);
  });

  it('are the same bits for any chunk, and for each way to give values', () => {
    const { space, f } = ishigami();
    const sample = saltelliOf(backend, space, { samples: 1000, seed: 2n ** 70n, replicates: 9 });
    const expected = sobolIndices(sample.evaluate(f));
    for (const chunk of [1, 7, 64, 4096]) {
      expect(sobolIndices(sample.evaluate(f, { chunk }))).toEqual(expected);
    }
    const own = new Float64Array(2 ** 13);
    const writesOwn = sample.evaluate((columns, count) => {
      f(columns, count, own);
      return own;
    });
    expect(sobolIndices(writesOwn)).toEqual(expected);
    const list = sample.evaluate((columns, count, out) => {
      f(columns, count, out);
      return [...out.subarray(0, count)];
    });
    expect(sobolIndices(list)).toEqual(expected);
    const again = saltelliOf(backend, space, { samples: 1000, seed: 2n ** 70n, replicates: 9 });
    expect(sobolIndices(again.evaluate(f))).toEqual(expected);
  });

  it('of inputs without effect, and of constants, are exactly 0', () => {
    const space = { x: [0, 1], y: [0, 1], idle: [0, 1], fixed: 3 } as const;
    const sample = saltelliOf(backend, space, { samples: 256, seed: 1 });
    expect(sample.evaluations).toBe(256 * 5);
    const { indices, sums } = sobolIndices(
      sample.evaluate(({ x, y, fixed }, count, out) => {
        for (let i = 0; i < count; i++) out[i] = 1e6 + fixed[i] * x[i] * x[i] * y[i];
        return undefined;
      }),
    );
    const zero = { value: 0, low: 0, high: 0, standardError: 0 };
    expect(indices.idle).toEqual({ first: zero, total: zero });
    expect(indices.fixed).toEqual({ first: zero, total: zero });
    expect(sums.first).toBeLessThan(1);
    expect(sums.total).toBeGreaterThan(1);
    expect(sums.first).toBe(indices.x.first.value + indices.y.first.value);
  });

  it('of a function of one input are 1', () => {
    const sample = saltelliOf(backend, { x: [0, 1], y: [0, 1] }, { samples: 1024 });
    const { indices } = sobolIndices(sample.evaluate(({ x }) => x.map((value) => value * value)));
    expect(indices.x.first).toEqual({ value: 1, low: 1, high: 1, standardError: 0 });
    expect(indices.x.total.value).toBeCloseTo(1, 2);
    expect(indices.y.first.value).toBe(0);
  });

  it('of a constant function are 0', () => {
    const sample = saltelliOf(backend, { x: [0, 1], y: [0, 1] }, { samples: 64 });
    const result = sobolIndices(sample.evaluate((_, count) => new Float64Array(count).fill(0.1)));
    expect(result).toMatchObject({ mean: 0.1, variance: 0, sums: { first: 0, total: 0 } });
  });

  it('lose no digits to a large mean', () => {
    const { space, f } = ishigami();
    const sample = saltelliOf(backend, space, { samples: 1024 });
    const near = sobolIndices(sample.evaluate(f));
    const far = sobolIndices(
      sample.evaluate((columns, count, out) => {
        f(columns, count, out);
        for (let i = 0; i < count; i++) out[i] += 2 ** 30;
        return out;
      }),
    );
    for (const name of sample.names) {
      expect(far.indices[name].first.value).toBeCloseTo(near.indices[name].first.value, 6);
      expect(far.indices[name].total.value).toBeCloseTo(near.indices[name].total.value, 6);
    }
  });
});

describe('saltelliOf refuses', () => {
  const saltelli = saltelliOf as (...args: unknown[]) => ReturnType<typeof saltelliOf>;
  const two = { a: [0, 1], b: [0, 1] };
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, j) => [`x${j}`, [0, 1]]));
  const correlation = [{ between: ['a', 'b'], value: 0.5 }];
  it.each<readonly [string, unknown, unknown, string]>([
    ['no options', two, undefined, 'options'],
    ['no samples', two, {}, 'samples'],
    ['fewer samples than replicates', two, { samples: 15 }, 'samples'],
    ['a NaN of samples', two, { samples: Number.NaN }, 'samples'],
    ['too few replicates', two, { samples: 64, replicates: 7 }, 'replicates'],
    ['infinite replicates', two, { samples: 64, replicates: Infinity }, 'replicates'],
    ['a design of no replicates', two, { samples: 64, design: 'scipy' }, 'design'],
    ['a bad seed', two, { samples: 64, seed: 0.5 }, 'seed'],
    ['an unknown option', two, { samples: 64, replicate: 9 }, 'replicate'],
    ['a bad space', { a: [1, 0] }, { samples: 64 }, 'space.a.1'],
    ['a space of constants', { a: 1 }, { samples: 64 }, 'space'],
    ['a space of too many dimensions', many, { samples: 64 }, 'space'],
    ['correlations', two, { samples: 64, correlation }, 'correlation'],
  ])('%s', (_, space, options, path) => {
    let error: unknown;
    try {
      saltelli(javascript, space, options);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ParameterError);
    expect(error).toMatchObject({ path });
  });

  it('correlations, naming Shapley effects', () => {
    expect(() => saltelli(javascript, two, { samples: 64, correlation })).toThrow(
      'Shapley effects',
    );
    expect(saltelli(javascript, two, { samples: 64, correlation: [] }).samples).toBe(64);
    expect(saltelli(javascript, many, { samples: 64, design: 'random' }).samples).toBe(64);
  });

  it('functions that give no numbers', () => {
    const sample = saltelli(javascript, two, { samples: 64 });
    const evaluate = sample.evaluate as (...args: unknown[]) => unknown;
    const thrown = (...args: unknown[]) => {
      try {
        return evaluate(...args);
      } catch (error) {
        return error;
      }
    };
    for (const f of [
      undefined,
      'x',
      () => undefined,
      () => 3,
      () => [1],
      (_: unknown, count: number) => new Array(count).fill('1x'),
      (_: unknown, count: number) => new Float64Array(count).fill(Number.NaN),
      (_: unknown, count: number) => new Float64Array(count).fill(Infinity),
    ]) {
      expect(thrown(f)).toBeInstanceOf(ParameterError);
      expect(thrown(f)).toMatchObject({ path: 'f' });
    }
    const fine = (_: unknown, count: number) => new Float64Array(count);
    expect(thrown(fine, { chunk: 0 })).toMatchObject({ path: 'chunk' });
    expect(thrown(fine, { chunk: '8' })).toMatchObject({ path: 'chunk' });
    expect(thrown(fine, { size: 8 })).toMatchObject({ path: 'size' });
  });

  it('names the point where a value is not finite', () => {
    const sample = saltelliOf(javascript, { a: [0, 1], k: 2 }, { samples: 64 });
    expect(() => sample.evaluate(({ a }) => a.map((x) => 1 / (x > 0.5 ? 0 : x)))).toThrow(
      /f: got Infinity, expected a finite number at a = 0\.\d+, k = 2/,
    );
  });

  it('anything but evaluations of such a sample', () => {
    const sample = saltelliOf(javascript, { a: [0, 1] }, { samples: 64 });
    const evaluations = sample.evaluate(({ a }) => a);
    for (const given of [undefined, null, {}, sample, { sample, sums: {} }]) {
      expect(() => sobolIndices(given as unknown as SaltelliEvaluations)).toThrow(ParameterError);
    }
    for (const confidence of [0, 1, 95, Number.NaN, '0.9']) {
      const options = { confidence } as { confidence: number };
      expect(() => sobolIndices(evaluations, options)).toThrow(ParameterError);
    }
    const Evaluations = evaluations.constructor as new (...args: unknown[]) => unknown;
    expect(() => new Evaluations(Symbol('saltelli'), sample)).toThrow(ParameterError);
  });

  it('wrong names at compile time', () => {
    const sample = saltelliOf(javascript, { a: [0, 1] }, { samples: 64 });
    // @ts-expect-error b is no parameter
    expect(() => sample.evaluate(({ b }) => b.slice())).toThrow();
    // @ts-expect-error a sample is not evaluations
    expect(() => sobolIndices(sample)).toThrow();
    // @ts-expect-error neither is an object of the same fields
    expect(() => sobolIndices({ ...sample.evaluate(({ a }) => a), sample })).not.toThrow(TypeError);
  });
});

it('values must be numbers', () => {
  const sample = saltelliOf(javascript, { a: [0, 1] }, { samples: 64 });
  for (const value of [5n, '5']) {
    const f = (_: unknown, count: number) => new Array(count).fill(value) as number[];
    expect(() => sample.evaluate(f)).toThrow(/^f: got NaN, expected a finite number at a = /);
  }
});
