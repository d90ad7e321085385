/**
 * Distributions of one number: inverse transform, moments and support.
 *
 *     uniform           x = l + u (h − l)
 *     log-uniform       x = l e^{uL} (u < ½), h e^{(u−1)L} (else),  L = ln(h/l)
 *     normal            x = μ + σ Φ⁻¹(u)
 *     truncated-normal  see `truncated-normal.ts`
 *     triangular        x = l + (h−l) √(u F) (u < F), h − (h−l) √((1−u)(1−F)) (else),  F = (m−l)/(h−l)
 *     discrete          the least value whose cumulated share exceeds u
 *
 * Source: L. Devroye, "Non-Uniform Random Variate Generation" (1986), chapter II.2.
 */

import type { ElementaryFunctions } from '../engine/backend';
import { log1p } from '../numerics/near-one';
import { insideUnit, normalQuantileInto } from '../numerics/normal';
import { truncatedNormal } from './truncated-normal';

export { completeDistribution } from './given-distribution';

export interface Uniform {
  readonly kind: 'uniform';
  readonly low: number;
  readonly high: number;
}

/** Its logarithm is uniform. */
export interface LogUniform {
  readonly kind: 'log-uniform';
  /** > 0. */
  readonly low: number;
  readonly high: number;
}

export interface Normal {
  readonly kind: 'normal';
  readonly mean: number;
  /** > 0. */
  readonly standardDeviation: number;
}

/** A normal distribution given that low ≤ x ≤ high; `mean` and `standardDeviation` are those before. */
export interface TruncatedNormal {
  readonly kind: 'truncated-normal';
  readonly mean: number;
  /** > 0. */
  readonly standardDeviation: number;
  readonly low: number;
  readonly high: number;
}

export interface Triangular {
  readonly kind: 'triangular';
  readonly low: number;
  /** Where the density is greatest, low ≤ mode ≤ high. */
  readonly mode: number;
  readonly high: number;
}

export interface Discrete {
  readonly kind: 'discrete';
  readonly values: readonly number[];
  /** Shares of the values, ≥ 0, of any positive sum. Default: all alike. */
  readonly weights?: readonly number[];
}

export interface Constant {
  readonly kind: 'constant';
  readonly value: number;
}

export type Distribution =
  | Uniform
  | LogUniform
  | Normal
  | TruncatedNormal
  | Triangular
  | Discrete
  | Constant;

/** What a space takes for a parameter: a number is a constant, a pair [low, high] is uniform. */
export type GivenDistribution = Distribution | readonly [low: number, high: number] | number;

/** A distribution that was checked; values of a discrete one ascend, and their weights are positive. */
export type CompleteDistribution = Exclude<Distribution, Discrete> | Required<Discrete>;

/**
 * Values at the probabilities u; `out` may be u. Every value is finite and within the support: 0 and 1 count
 * as 2⁻⁵⁴ and 1 − 2⁻⁵³.
 */
export function quantileInto(
  math: ElementaryFunctions,
  distribution: CompleteDistribution,
  u: Float64Array,
  out: Float64Array,
): Float64Array {
  const count = u.length;
  switch (distribution.kind) {
    case 'constant':
      return out.fill(distribution.value, 0, count);
    case 'uniform': {
      const { low, high } = distribution;
      for (let i = 0; i < count; i++) out[i] = Math.min(low + u[i] * (high - low), high);
      return out;
    }
    case 'log-uniform':
      return logUniformInto(math, distribution, u, out);
    case 'normal': {
      const { mean, standardDeviation } = distribution;
      normalQuantileInto(math, u, out);
      for (let i = 0; i < count; i++) out[i] = mean + standardDeviation * out[i];
      return out;
    }
    case 'truncated-normal': {
      const { quantile } = truncatedNormal(math, distribution);
      for (let i = 0; i < count; i++) out[i] = quantile(insideUnit(u[i]));
      return out;
    }
    case 'triangular':
      return triangularInto(distribution, u, out);
    case 'discrete':
      return discreteInto(distribution, u, out);
  }
}

function logUniformInto(
  math: ElementaryFunctions,
  { low, high }: LogUniform,
  u: Float64Array,
  out: Float64Array,
): Float64Array {
  const span = logRatio(math, low, high);
  const isUpper = new Uint8Array(u.length);
  for (let i = 0; i < u.length; i++) {
    isUpper[i] = u[i] < 0.5 ? 0 : 1;
    out[i] = (u[i] - isUpper[i]) * span;
  }
  const values = out.subarray(0, u.length);
  math.expInto(values, values);
  for (let i = 0; i < u.length; i++) {
    out[i] = Math.min(Math.max(low, (isUpper[i] ? high : low) * out[i]), high);
  }
  return out;
}

function triangularInto(
  { low, mode, high }: Triangular,
  u: Float64Array,
  out: Float64Array,
): Float64Array {
  const width = high - low;
  const below = (mode - low) / width;
  const above = (high - mode) / width;
  for (let i = 0; i < u.length; i++) {
    const p = u[i];
    const x =
      p < below ? low + width * Math.sqrt(p * below) : high - width * Math.sqrt((1 - p) * above);
    out[i] = Math.min(Math.max(low, x), high);
  }
  return out;
}

function discreteInto(
  { values, weights }: Required<Discrete>,
  u: Float64Array,
  out: Float64Array,
): Float64Array {
  const total = sumOf(weights);
  let sum = 0;
  const upTo = Float64Array.from(weights, (weight) => {
    sum += weight;
    return sum / total;
  });
  for (let i = 0; i < u.length; i++) {
    let first = 0;
    let last = upTo.length - 1;
    while (first < last) {
      const middle = (first + last) >> 1;
      if (u[i] < upTo[middle]) last = middle;
      else first = middle + 1;
    }
    out[i] = values[first];
  }
  return out;
}

/** The expectation. */
export function meanOf(math: ElementaryFunctions, distribution: CompleteDistribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return distribution.low + 0.5 * (distribution.high - distribution.low);
    case 'log-uniform':
      return (
        (distribution.high - distribution.low) / logRatio(math, distribution.low, distribution.high)
      );
    case 'normal':
      return distribution.mean;
    case 'truncated-normal':
      return truncatedNormal(math, distribution).moments().mean;
    case 'triangular':
      return distribution.low / 3 + distribution.mode / 3 + distribution.high / 3;
    case 'discrete': {
      const { values, weights } = distribution;
      const total = sumOf(weights);
      return sumOf(values.map((value, i) => (weights[i] / total) * value));
    }
  }
}

/** The variance. */
export function varianceOf(math: ElementaryFunctions, distribution: CompleteDistribution): number {
  switch (distribution.kind) {
    case 'constant':
      return 0;
    case 'uniform': {
      const width = distribution.high - distribution.low;
      return (width * width) / 12;
    }
    case 'log-uniform':
      return logUniformVariance(math, distribution);
    case 'normal':
      return distribution.standardDeviation * distribution.standardDeviation;
    case 'truncated-normal':
      return truncatedNormal(math, distribution).moments().variance;
    case 'triangular': {
      const { low, mode, high } = distribution;
      return ((high - low) * (high - low) - (high - mode) * (mode - low)) / 18;
    }
    case 'discrete': {
      const { values, weights } = distribution;
      const mean = meanOf(math, distribution);
      const total = sumOf(weights);
      return sumOf(values.map((x, i) => (weights[i] / total) * (x - mean) * (x - mean)));
    }
  }
}

/** (h² − l²)/(2L) − ((h − l)/L)²; where that cancels, its series l h Σ_{k≥1} 2k L^{2k} / (2k+2)!. */
function logUniformVariance(math: ElementaryFunctions, { low, high }: LogUniform): number {
  const span = logRatio(math, low, high);
  if (span > 2) {
    const mean = (high - low) / span;
    return mean * (0.5 * (high + low) - mean);
  }
  let term = 0.5;
  let sum = 0;
  for (let k = 1; k <= 16; k++) {
    term *= (span * span) / ((2 * k + 1) * (2 * k + 2));
    sum += 2 * k * term;
  }
  return low * high * sum;
}

/** The least and the greatest value. */
export function supportOf(
  distribution: CompleteDistribution,
): readonly [low: number, high: number] {
  switch (distribution.kind) {
    case 'constant':
      return [distribution.value, distribution.value];
    case 'normal':
      return [-Infinity, Infinity];
    case 'discrete':
      return [distribution.values[0], distribution.values[distribution.values.length - 1]];
    default:
      return [distribution.low, distribution.high];
  }
}

/** ln(high/low), to its last digits for near neighbours too. */
function logRatio(math: ElementaryFunctions, low: number, high: number): number {
  const excess = (high - low) / low;
  return excess < 1e300 ? log1p(math, excess) : math.log(high) - math.log(low);
}

function sumOf(terms: readonly number[]): number {
  let sum = 0;
  for (const term of terms) sum += term;
  return sum;
}
