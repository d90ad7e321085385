/**
 * Shapley effects of the decision: the variance of "this lab complies" shared out among the numbers, those
 * that go together (a Gaussian copula) included. They add up to 1. For independent numbers each lies between
 * the first-order and the total Sobol' index.
 */

import * as v from 'valibot';
import type { Backend, BackendName } from '../engine/backend';
import { parse } from '../engine/parameters';
import type { Certificate } from '../engine/result';
import type { Correlation } from '../sampling/copula';
import type { Estimate } from '../sampling/pick-freeze';
import type { PairDesign } from '../sampling/replicates';
import type { Seed } from '../sampling/seed-sequence';
import { type ShapleyResult as SamplingResult, shapleyEffects } from '../sampling/shapley';
import { exactIndices } from './exact/indices';
import { exactlyIndexed } from './indices';
import { type CompleteLabs, complianceOver, type LabName, type Labs, varyingLabs } from './labs';
import { complianceNames } from './parameters';
import { sample } from './sample';

export interface ShapleyOptions {
  /** The labs. Default the source's: six numbers uniform on [0, 1]. */
  readonly ranges?: Labs;
  /** Which numbers go together. Default none. */
  readonly correlation?: readonly Correlation<LabName>[];
  /** N; N 2^d labs decide, d ≤ 10 the numbers that vary. Default 8192. */
  readonly samples?: number;
  /** `sobol` (default), `latin-hypercube` or `random`. */
  readonly design?: PairDesign;
  readonly seed?: Seed;
  /** Independent designs from which the intervals come. Default 16. */
  readonly replicates?: number;
  /** Of the intervals, in (0, 1). Default 0.95. */
  readonly confidence?: number;
}

export interface ShapleyCertificate extends Certificate {
  /** A sample of other points; for independent numbers, exact Sobol' indices on either side. */
  readonly kind: 'other-methods';
  /** How far from 1 the effects add up to; held to 1e-9. */
  readonly residual: number;
  /** Greatest distance of the share that complies, and of effects beyond the indices, in standard errors. */
  readonly deviation: number;
}

export interface ShapleyResult {
  readonly status: 'converged';
  readonly backend: BackendName;
  readonly samples: number;
  readonly evaluations: number;
  readonly confidence: number;
  /** Share of labs that comply, and its variance from lab to lab. */
  readonly mean: number;
  readonly variance: number;
  /** One for each number that varies. */
  readonly effects: Readonly<Partial<Record<LabName, Estimate>>>;
  readonly certificate: ShapleyCertificate;
}

const schema = v.strictObject(
  {
    ranges: v.optional(v.unknown()),
    correlation: v.optional(v.unknown()),
    samples: v.optional(v.unknown(), 8192),
    design: v.optional(v.unknown()),
    seed: v.optional(v.unknown()),
    replicates: v.optional(v.unknown()),
    confidence: v.optional(v.unknown()),
  },
  'an object of options',
);

/** What the sum of the effects is held to, and the greatest distance in standard errors. */
const rounding = 1e-9;
const tolerance = 6;
/** Labs of the sample that checks the share of those that comply. */
const checking = 16384;

/** @throws ParameterError naming the first option that is not usable */
export function shapley(backend: Backend, options: ShapleyOptions = {}): ShapleyResult {
  const { ranges, correlation, ...rest } = parse(schema, options, 'options');
  const labs = varyingLabs(ranges);
  const given = Object.entries({ ...rest, correlation }).filter(([, value]) => value !== undefined);
  const result = shapleyEffects(
    backend,
    labs.distributions,
    complianceOver(backend, labs),
    Object.fromEntries(given) as { samples: number },
  );
  const { samples, evaluations, confidence, mean, variance, effects } = result;
  return {
    status: 'converged',
    backend: backend.name,
    samples,
    evaluations,
    confidence,
    mean,
    variance,
    effects: Object.fromEntries(labs.varying.map((name) => [name, effects[name]])),
    certificate: certify(backend, labs, options, result),
  };
}

function certify(
  backend: Backend,
  labs: CompleteLabs,
  { ranges, correlation }: ShapleyOptions,
  { mean, variance, effects, sum, seed }: SamplingResult<LabName>,
): ShapleyCertificate {
  const residual = variance === 0 ? Math.abs(sum) : Math.abs(sum - 1);
  // other points of other designs
  const other = sample(backend, {
    samples: checking,
    seed: BigInt(seed) + 1n,
    ...(ranges === undefined ? {} : { ranges }),
    ...(correlation === undefined ? {} : { correlation }),
  }).shares.comply;
  const deviations = [Math.abs(mean - other.value) / (Math.SQRT2 * (other.standardError ?? 1))];
  const population = correlation === undefined ? exactlyIndexed(labs) : undefined;
  if (population && variance > 0) {
    const { indices } = exactIndices(backend.math, population);
    for (const name of complianceNames) {
      const { value, standardError } = effects[name];
      const outside = Math.max(indices[name].first - value, value - indices[name].total, 0);
      if (outside > 0) deviations.push(outside / Math.max(standardError, rounding));
    }
  }
  const deviation = Math.max(...deviations);
  const holds = residual <= rounding && deviation <= tolerance;
  return { kind: 'other-methods', residual, deviation, tolerance, holds };
}
