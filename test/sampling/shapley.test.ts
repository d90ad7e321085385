import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../src/engine/errors';
import { saltelliOf, sobolIndices } from '../../src/sampling/saltelli';
import { shapleyEffects } from '../../src/sampling/shapley';
import { backends, javascript } from '../backends';
import { expectClose } from '../numbers';
import { deviation, ishigami, sobolG } from './functions';

const normal = (standardDeviation: number) =>
  ({ kind: 'normal', mean: 1, standardDeviation }) as const;

/** Σ b_j x_j over columns, in the order of the names. */
const linear =
  (b: Readonly<Record<string, number>>) =>
  (columns: Readonly<Record<string, Float64Array>>, count: number, out: Float64Array) => {
    out.fill(0, 0, count);
    for (const [name, slope] of Object.entries(b)) {
      for (let i = 0; i < count; i++) out[i] += slope * columns[name][i];
    }
    return undefined;
  };

/**
 * Effects of Σ b_j x_j for normal x of covariance S, straight from the definition:
 * Var E(f | x_u) = c' S_uu⁻¹ c with c = Cov(x_u, f); averages over all orders of the inputs.
 */
function linearEffects(b: readonly number[], S: readonly (readonly number[])[]): number[] {
  const withF = S.map((row) => row.reduce((sum, s, j) => sum + s * b[j], 0));
  const explained = (u: readonly number[]) => {
    // Gauss elimination of [S_uu c; c' 0] leaves −c' S_uu⁻¹ c in the corner
    const M = [
      ...u.map((i) => [...u.map((j) => S[i][j]), withF[i]]),
      [...u.map((i) => withF[i]), 0],
    ];
    for (let k = 0; k < u.length; k++) {
      for (let i = k + 1; i <= u.length; i++) {
        const factor = M[i][k] / M[k][k];
        for (let j = k; j <= u.length; j++) M[i][j] -= factor * M[k][j];
      }
    }
    return -M[u.length][u.length];
  };
  const effects = b.map(() => 0);
  const permutations: number[][] = [];
  const extend = (order: number[]) => {
    if (order.length === b.length) permutations.push(order);
    for (let j = 0; j < b.length; j++) if (!order.includes(j)) extend([...order, j]);
  };
  extend([]);
  for (const order of permutations) {
    order.forEach((j, place) => {
      effects[j] += explained(order.slice(0, place + 1)) - explained(order.slice(0, place));
    });
  }
  const variance = explained(b.map((_, j) => j));
  return effects.map((effect) => effect / (permutations.length * variance));
}

describe.each(backends)('shapleyEffects ($name)', ({ backend }) => {
  it.each([-0.9, -0.3, 0.5, 0.99])(
    'of two correlated normal inputs (%f) have their closed form',
    (rho) => {
      const result = shapleyEffects(
        backend,
        { x: normal(1), y: normal(3) },
        linear({ x: 2, y: -0.5 }),
        { samples: 2 ** 13, seed: 4, correlation: [{ between: ['x', 'y'], value: rho }] },
      );
      // Owen, Prieur (2017): V φ₁ = b₁²σ₁² (1 − ρ²/2) + ρ b₁b₂σ₁σ₂ + ρ² b₂²σ₂²/2
      const [p, q] = [2 * 1, -0.5 * 3];
      const variance = p * p + q * q + 2 * rho * p * q;
      const truth =
        (p * p * (1 - 0.5 * rho * rho) + rho * p * q + 0.5 * rho * rho * q * q) / variance;
      const { x, y } = result.effects;
      expect(Math.abs(deviation(x, truth))).toBeLessThan(4);
      expect(Math.abs(deviation(y, 1 - truth))).toBeLessThan(4);
      expect(x.value).toBeCloseTo(truth, 2);
      expectClose(result.variance, variance, 0.01);
      expect(result.mean).toBeCloseTo(1.5, 2);
      expect(result.evaluations).toBe(4 * 2 ** 13);
      expectClose(result.sum, 1, 1e-14);
    },
  );

  it('of four normal inputs, three of them correlated, are those of the definition', () => {
    const slopes = { a: 1, b: 2, c: -1, d: 1.5 };
    const deviations = [1, 0.7, 2, 1];
    const correlation = [
      { between: ['a', 'd'], value: 0.6 },
      { between: ['d', 'c'], value: -0.4 },
    ] as const;
    const R = [
      [1, 0, 0, 0.6],
      [0, 1, 0, 0],
      [0, 0, 1, -0.4],
      [0.6, 0, -0.4, 1],
    ];
    const S = R.map((row, i) => row.map((r, j) => r * deviations[i] * deviations[j]));
    const truth = linearEffects(Object.values(slopes), S);
    expect(truth.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
    const [a, b, c, d] = deviations.map(normal);
    const space = { a, b, c, d };
    for (const design of ['sobol', 'latin-hypercube', 'random'] as const) {
      const { effects, sum } = shapleyEffects(backend, space, linear(slopes), {
        samples: 2 ** 13,
        design,
        seed: 2,
        correlation,
      });
      (['a', 'b', 'c', 'd'] as const).forEach((name, j) => {
        expect(Math.abs(deviation(effects[name], truth[j])), `${design} ${name}`).toBeLessThan(4);
        expect(effects[name].value).toBeCloseTo(truth[j], 1);
      });
      expectClose(sum, 1, 1e-14);
    }
  });

  it.each([
    { name: 'Ishigami', known: ishigami() },
    { name: 'G of Sobol', known: sobolG([0, 1, 4.5, 9]) },
  ])('of independent inputs ($name) lie between first and total indices', ({ known }) => {
    const options = { samples: 2 ** 13, seed: 3 };
    const { effects } = shapleyEffects<string>(backend, known.space, known.f, options);
    const sample = saltelliOf<string>(backend, known.space, options);
    const { indices } = sobolIndices(sample.evaluate(known.f));
    for (const name of sample.names) {
      const phi = effects[name];
      const { first, total } = indices[name];
      const slack = 4 * Math.hypot(phi.standardError, first.standardError, total.standardError);
      expect(phi.value).toBeGreaterThanOrEqual(first.value - slack);
      expect(phi.value).toBeLessThanOrEqual(total.value + slack);
      expect(Math.abs(deviation(phi, known.shapley[name as 'x1'])), name).toBeLessThan(4);
    }
  });

  it('have intervals that cover the truth about as often as they say', () => {
    const correlation = [{ between: ['x', 'y'], value: 0.7 }] as const;
    const truth = linearEffects(
      [1, 1],
      [
        [1, 1.4],
        [1.4, 4],
      ],
    );
    const seeds = 150;
    let covered = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const { x } = shapleyEffects(
        backend,
        { x: normal(1), y: normal(2) },
        linear({ x: 1, y: 1 }),
        { samples: 512, seed, correlation },
      ).effects;
      if (x.low <= truth[0] && truth[0] <= x.high) covered++;
    }
    expect(covered / seeds).toBeGreaterThan(0.9);
    expect(covered / seeds).toBeLessThan(0.99);
  });

  it('share out what two inputs have in common, though f knows one of them only', () => {
    const { effects } = shapleyEffects(
      backend,
      { x: [0, 1], copy: { kind: 'discrete', values: [0, 1] }, idle: [0, 1], k: 1 },
      ({ x }) => x,
      { samples: 2 ** 12, correlation: [{ between: ['x', 'copy'], value: 0.9 }] },
    );
    expect(effects.copy.low).toBeGreaterThan(0.1);
    expect(effects.x.value).toBeGreaterThan(effects.copy.value);
    expect(effects.idle).toEqual({ value: 0, low: 0, high: 0, standardError: 0 });
    expect(effects.k).toEqual({ value: 0, low: 0, high: 0, standardError: 0 });
  });

  it('are 1 for a single input, 0 for a constant function, and the same bits again', () => {
    const options = { samples: 100, seed: 9 };
    const one = shapleyEffects(backend, { x: [0, 1] }, ({ x }) => x, options);
    expect(one.effects.x).toEqual({ value: 1, low: 1, high: 1, standardError: 0 });
    const flat = shapleyEffects(
      backend,
      { x: [0, 1], y: [0, 1] },
      ({ x }) => x.map(() => 7),
      options,
    );
    expect(flat).toMatchObject({ sum: 0, variance: 0, mean: 7, effects: { x: { value: 0 } } });
    const { space, f } = ishigami();
    expect(shapleyEffects(backend, space, f, options)).toEqual(
      shapleyEffects(backend, space, f, options),
    );
  });

  it('of ten inputs still work', () => {
    const names = Array.from({ length: 10 }, (_, j) => `x${j}`);
    const space = Object.fromEntries(names.map((name, j) => [name, normal(1 + j)]));
    const { effects, sum, evaluations } = shapleyEffects(
      backend,
      space,
      linear(Object.fromEntries(names.map((name) => [name, 1]))),
      { samples: 128, correlation: [{ between: ['x0', 'x9'], value: 0.5 }] },
    );
    expect(evaluations).toBe(128 * 1024);
    expectClose(sum, 1, 1e-13);
    expect(effects.x8.value).toBeCloseTo(81 / (385 + 10), 1);
  });
});

describe('shapleyEffects refuses', () => {
  const shapley = shapleyEffects as (...args: unknown[]) => unknown;
  const two = { a: [0, 1], b: [0, 1] };
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, j) => [`x${j}`, [0, 1]]));
  const f = (_: unknown, count: number) => new Float64Array(count);
  const tooMuch = [
    { between: ['a', 'b'], value: 0.9 },
    { between: ['a', 'c'], value: -0.9 },
    { between: ['b', 'c'], value: 0.9 },
  ];
  it.each<readonly [string, unknown, unknown, unknown, string]>([
    ['no options', two, f, undefined, 'options'],
    ['no function', two, 'f', { samples: 64 }, 'f'],
    ['no samples', two, f, {}, 'samples'],
    ['fewer samples than replicates', two, f, { samples: 15 }, 'samples'],
    ['too few replicates', two, f, { samples: 64, replicates: 2 }, 'replicates'],
    ['a design of no replicates', two, f, { samples: 64, design: 'grid' }, 'design'],
    ['a bad seed', two, f, { samples: 64, seed: Number.NaN }, 'seed'],
    ['a bad confidence', two, f, { samples: 64, confidence: 1 }, 'confidence'],
    ['an unknown option', two, f, { samples: 64, seeds: 9 }, 'seeds'],
    ['a bad space', { a: 'x' }, f, { samples: 64 }, 'space.a'],
    ['a space of constants', { a: 1 }, f, { samples: 64 }, 'space'],
    ['eleven inputs', many, f, { samples: 64 }, 'space'],
    [
      'an unknown name',
      two,
      f,
      { samples: 64, correlation: [{ between: ['a', 'c'], value: 0 }] },
      'correlation.0.between.1',
    ],
    [
      'what is not positive definite',
      { ...two, c: [0, 1] },
      f,
      { samples: 64, correlation: tooMuch },
      'correlation',
    ],
    ['values that are not finite', two, () => [Number.NaN], { samples: 16 }, 'f'],
  ])('%s', (_, space, model, options, path) => {
    let error: unknown;
    try {
      shapley(javascript, space, model, options);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ParameterError);
    expect(error).toMatchObject({ path });
  });
});
