/** Functions whose indices are known in closed form, and counts of covered truths. */

import type { Columns, Space } from '../../src/sampling/space';

interface Known<Name extends string> {
  readonly space: Space<Name>;
  readonly f: (columns: Columns<Name>, count: number, out: Float64Array) => undefined;
  readonly mean: number;
  readonly variance: number;
  readonly first: Readonly<Record<Name, number>>;
  readonly total: Readonly<Record<Name, number>>;
  readonly shapley: Readonly<Record<Name, number>>;
}

/** sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ on [−π, π]³ (Ishigami, Homma 1990). */
export function ishigami(): Known<'x1' | 'x2' | 'x3'> {
  const [a, b] = [7, 0.1];
  const range = [-Math.PI, Math.PI] as const;
  const V1 = 0.5 * (1 + (b * Math.PI ** 4) / 5) ** 2;
  const V2 = a ** 2 / 8;
  const V13 = b ** 2 * Math.PI ** 8 * (1 / 18 - 1 / 50);
  const V = V1 + V2 + V13;
  return {
    space: { x1: range, x2: range, x3: range },
    f({ x1, x2, x3 }, count, out) {
      for (let i = 0; i < count; i++) {
        const s = Math.sin(x1[i]);
        out[i] = s + a * Math.sin(x2[i]) ** 2 + b * x3[i] ** 4 * s;
      }
    },
    mean: a / 2,
    variance: V,
    first: { x1: V1 / V, x2: V2 / V, x3: 0 },
    total: { x1: (V1 + V13) / V, x2: V2 / V, x3: V13 / V },
    shapley: { x1: (V1 + V13 / 2) / V, x2: V2 / V, x3: V13 / 2 / V },
  };
}

/** Π (|4x_j − 2| + a_j) / (1 + a_j) on [0, 1]^d (Sobol'). */
export function sobolG(a: readonly number[]): Known<string> {
  const names = a.map((_, j) => `x${j + 1}`);
  const v = a.map((aj) => 1 / (3 * (1 + aj) ** 2));
  const product = (factors: readonly number[]) => factors.reduce((p, x) => p * x, 1);
  const V = product(v.map((x) => 1 + x)) - 1;
  const record = (value: (j: number) => number) =>
    Object.fromEntries(names.map((name, j) => [name, value(j)]));
  // an interaction of m inputs is shared among them: sums over subsets of the others, by size
  const bySize = (j: number) => {
    const sizes = [1];
    v.forEach((x, k) => {
      if (k === j) return;
      sizes.push(0);
      for (let m = sizes.length - 1; m > 0; m--) sizes[m] += sizes[m - 1] * x;
    });
    return sizes;
  };
  return {
    space: Object.fromEntries(names.map((name) => [name, [0, 1] as const])),
    f(columns, count, out) {
      out.fill(1, 0, count);
      a.forEach((aj, j) => {
        const x = columns[names[j]];
        for (let i = 0; i < count; i++) out[i] *= (Math.abs(4 * x[i] - 2) + aj) / (1 + aj);
      });
    },
    mean: 1,
    variance: V,
    first: record((j) => v[j] / V),
    total: record((j) => (v[j] * product(v.filter((_, k) => k !== j).map((x) => 1 + x))) / V),
    shapley: record((j) => (v[j] / V) * bySize(j).reduce((sum, s, m) => sum + s / (m + 1), 0)),
  };
}

/** (value − truth) / standardError; 0 where there is no error at all. */
export function deviation(
  { value, standardError }: { readonly value: number; readonly standardError: number },
  truth: number,
): number {
  return Math.abs(value - truth) < 1e-14 ? 0 : (value - truth) / standardError;
}
