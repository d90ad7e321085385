/**
 * Dependence by a Gaussian copula: correlated standard normal numbers behind the parameters.
 *
 *     z = L Φ⁻¹(u),  L Lᵀ = C,   u' = Φ(z),   x_i = F_i⁻¹(u'_i)
 *
 * C has ones on its diagonal and the given correlations elsewhere. Given the z of some parameters, U, those of
 * the others, W, are again normal. With U ordered first in the factor of C,
 *
 *     z_W = A z_U + M w,   A = L_WU L_UU⁻¹,   M = L_WW,   w independent of z_U
 *
 * Only parameters that some correlation names take part; the others keep their u.
 *
 * Source: R. B. Nelsen, "An Introduction to Copulas" (2006), 2.3; S. Song, B. L. Nelson, J. Staum, "Shapley
 * Effects for Global Sensitivity Analysis", SIAM/ASA J. Uncertainty Quantification 4 (2016).
 */

import * as v from 'valibot';
import type { ElementaryFunctions } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { parse, unknownName } from '../engine/parameters';
import { normalCdfInto, normalQuantileInto } from '../numerics/normal';

/** How two parameters go together. */
export interface Correlation<Name extends string = string> {
  readonly between: readonly [Name, Name];
  /**
   * In (−1, 1): Pearson's correlation of the standard normal numbers behind the two parameters. Their rank
   * correlation is (6/π) arcsin(value/2) where both are continuous.
   */
  readonly value: number;
}

export interface Copula {
  /** Which dimensions are correlated with any other; ascending, k of them. */
  readonly members: readonly number[];
  /** C of the members, k × k. */
  readonly matrix: Float64Array;
  /** L of the members, k × k. */
  readonly factor: Float64Array;
}

/** Least square of a diagonal element of L. */
const leastPivot = 1e-12;

const between = 'a pair of names of parameters';
const inside = 'a number > −1 and < 1';
const schema = v.strictObject({
  correlation: v.array(
    v.strictObject(
      {
        between: v.tuple([v.string(between), v.string(between)], between),
        value: v.pipe(
          v.number(inside),
          v.check((x) => x > -1 && x < 1, inside),
        ),
      },
      'an object with between and value',
    ),
    'an array of { between: [name, name], value }',
  ),
});

/**
 * The copula of a list of correlations; nothing where the list is empty.
 *
 * @param varying names of the dimensions, in order
 * @param constants names of parameters that have no dimension
 * @throws ParameterError naming the first fault of the list
 */
export function copulaOf(
  varying: readonly string[],
  given: unknown,
  constants: readonly string[] = [],
): Copula | undefined {
  const { correlation } = parse(schema, { correlation: given ?? [] }, 'correlation', [
    'between',
    'value',
  ]);
  if (correlation.length === 0) return undefined;
  const dimension = (name: string, path: string) => {
    const at = varying.indexOf(name);
    if (at >= 0) return at;
    if (!constants.includes(name)) throw unknownName(path, name, varying);
    throw new ParameterError(path, name, 'a parameter that is not constant');
  };
  const pairs = correlation.map(({ between: [first, second], value }, i) => {
    const path = `correlation.${i}.between`;
    const a = dimension(first, `${path}.0`);
    const b = dimension(second, `${path}.1`);
    if (a === b) throw new ParameterError(`${path}.1`, second, `another parameter than ${first}`);
    return { a, b, value, path };
  });
  const members = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort((a, b) => a - b);
  const k = members.length;
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < k; i++) matrix[i * k + i] = 1;
  const seen = new Set<number>();
  for (const [at, { a, b, value, path }] of pairs.entries()) {
    const [i, j] = [members.indexOf(a), members.indexOf(b)];
    const place = Math.min(i, j) * k + Math.max(i, j);
    if (seen.has(place)) {
      const expected = `each pair once; ${varying[a]} and ${varying[b]} were correlated before`;
      throw new ParameterError(path, correlation[at].between, expected);
    }
    seen.add(place);
    matrix[i * k + j] = value;
    matrix[j * k + i] = value;
  }
  const names = members.map((member) => varying[member]);
  return { members, matrix, factor: factorOf(matrix, names, given) };
}

/** @throws ParameterError naming the first parameters that cannot go together as given */
function factorOf(matrix: Float64Array, names: readonly string[], given: unknown): Float64Array {
  const k = names.length;
  const order = names.map((_, i) => i);
  const factor = cholesky(matrix, k, order);
  for (let i = 0; i < k; i++) {
    if (factor[i * k + i] > 0) continue;
    const others = names.slice(0, i).filter((_, j) => matrix[i * k + j] !== 0);
    const why = `no random numbers have these correlations of ${names[i]} with ${others.join(', ')}`;
    throw new ParameterError('correlation', given, `a positive definite matrix: ${why}`);
  }
  return factor;
}

/** L with L Lᵀ = C, rows and columns taken in `order`; the diagonal is 0 from where C is not positive definite. */
function cholesky(matrix: Float64Array, k: number, order: readonly number[]): Float64Array {
  const L = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[order[i] * k + order[j]];
      for (let m = 0; m < j; m++) rest -= L[i * k + m] * L[j * k + m];
      if (j < i) L[i * k + j] = rest / L[j * k + j];
      else if (rest > leastPivot) L[i * k + i] = Math.sqrt(rest);
      else return L;
    }
  }
  return L;
}

/** Φ⁻¹(u) of the members, as columns. */
export function latentOf(
  math: ElementaryFunctions,
  { members }: Copula,
  u: Float64Array,
  count: number,
): Float64Array {
  const w = new Float64Array(members.length * count);
  members.forEach((member, i) => {
    const column = u.subarray(member * count, (member + 1) * count);
    normalQuantileInto(math, column, w.subarray(i * count, (i + 1) * count));
  });
  return w;
}

/** z = L w, in place. */
export function correlate({ members, factor }: Copula, w: Float64Array, count: number): void {
  const k = members.length;
  for (let i = k - 1; i >= 0; i--) {
    combine(
      factor.subarray(i * k, i * k + i + 1),
      w,
      count,
      w.subarray(i * count, (i + 1) * count),
    );
  }
}

/** u' = Φ(z) of the members that depend on others before them, in place; the rest are right as they are. */
export function uniformsFrom(
  math: ElementaryFunctions,
  { members, factor }: Copula,
  z: Float64Array,
  u: Float64Array,
  count: number,
): void {
  const k = members.length;
  members.forEach((member, i) => {
    if (factor.subarray(i * k, i * k + i).every((x) => x === 0)) return;
    const column = u.subarray(member * count, (member + 1) * count);
    normalCdfInto(math, z.subarray(i * count, (i + 1) * count), column);
  });
}

/** u → u' in place: columns of `count` points, every dimension. */
export function applyCopula(
  math: ElementaryFunctions,
  copula: Copula,
  u: Float64Array,
  count: number,
): void {
  const z = latentOf(math, copula, u, count);
  correlate(copula, z, count);
  uniformsFrom(math, copula, z, u, count);
}

/** Σ_j weights[j] · column j of `z`, left to right; `out` may be the last of these columns. */
export function combine(
  weights: Float64Array,
  z: Float64Array,
  count: number,
  out: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let j = 0; j < weights.length; j++) sum += weights[j] * z[j * count + i];
    out[i] = sum;
  }
}

/** How the members that are free follow from those that are given. */
export interface Conditional {
  /** Places of the free members among the members, ascending. */
  readonly free: readonly number[];
  /** A (at the places of the given members) and M (at those of the free ones), a row of k for each free one. */
  readonly ofGiven: Float64Array;
  readonly ofFree: Float64Array;
}

/** The members whose bit is set in `given` are given. */
export function conditionalOf({ members, matrix }: Copula, given: number): Conditional {
  const k = members.length;
  const places = members.map((_, i) => i);
  const fixed = places.filter((i) => (given >> i) & 1);
  const free = places.filter((i) => !((given >> i) & 1));
  const order = [...fixed, ...free];
  const L = cholesky(matrix, k, order);
  const ofGiven = new Float64Array(free.length * k);
  const ofFree = new Float64Array(free.length * k);
  free.forEach((_, row) => {
    const i = fixed.length + row;
    // A L_UU = L_WU, from the last column
    for (let j = fixed.length - 1; j >= 0; j--) {
      let rest = L[i * k + j];
      for (let m = j + 1; m < fixed.length; m++) {
        rest -= ofGiven[row * k + fixed[m]] * L[m * k + j];
      }
      ofGiven[row * k + fixed[j]] = rest / L[j * k + j];
    }
    for (let j = 0; j <= row; j++) ofFree[row * k + free[j]] = L[i * k + fixed.length + j];
  });
  return { free, ofGiven, ofFree };
}
