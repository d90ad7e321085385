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
import { shapleyEffects } from '../sampling/shapley';
import { complianceOver, type LabName, type Labs, varyingLabs } from './labs';

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
  /** The effects add up to 1. */
  readonly kind: 'efficiency';
  readonly residual: number;
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

const tolerance = 1e-9;

/** @throws ParameterError naming the first option that is not usable */
export function shapley(backend: Backend, options: ShapleyOptions = {}): ShapleyResult {
  const { ranges, ...rest } = parse(schema, options, 'options');
  const labs = varyingLabs(ranges);
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const result = shapleyEffects(
    backend,
    labs.distributions,
    complianceOver(backend, labs),
    Object.fromEntries(given) as { samples: number },
  );
  const { samples, evaluations, confidence, mean, variance, effects, sum } = result;
  const residual = variance === 0 ? Math.abs(sum) : Math.abs(sum - 1);
  return {
    status: 'converged',
    backend: backend.name,
    samples,
    evaluations,
    confidence,
    mean,
    variance,
    effects: Object.fromEntries(labs.varying.map((name) => [name, effects[name]])),
    certificate: { kind: 'efficiency', residual, tolerance, holds: residual <= tolerance },
  };
}
