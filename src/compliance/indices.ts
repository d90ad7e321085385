/**
 * Sobol' indices of the decision: which share of the variance of "this lab complies" is due to each number
 * alone (first), and with all its interactions (total). They are for numbers that vary independently; with
 * correlated numbers they are refused, and Shapley effects share the variance out instead (`shapley.ts`).
 *
 * Exact by quadrature where labs are risk-neutral with uniform or fixed numbers; sampled by Saltelli's design
 * for all others. Each is the other's certificate.
 */

import * as v from 'valibot';
import type { Backend, BackendName } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { parse } from '../engine/parameters';
import type { Certificate } from '../engine/result';
import type { Estimate } from '../sampling/pick-freeze';
import type { PairDesign } from '../sampling/replicates';
import { type SobolIndices, saltelliOf, sobolIndices } from '../sampling/saltelli';
import type { Seed } from '../sampling/seed-sequence';
import { exactIndices } from './exact/indices';
import {
  behaviourOf,
  boxOf,
  type CompleteLabs,
  complianceOver,
  type LabName,
  type Labs,
  labNames,
  varyingLabs,
} from './labs';
import { complianceNames, type Population } from './parameters';

export interface IndicesOptions {
  /** Default `exact` where labs allow and neither samples, design, seed nor replicates are given. */
  readonly method?: 'exact' | 'sampled';
  /** The labs. Default the source's: six numbers uniform on [0, 1]. */
  readonly ranges?: Labs;
  /** Sampled: N; N(d + 2) labs decide. Default 16 384. */
  readonly samples?: number;
  /** Sampled: `sobol` (default), `latin-hypercube` or `random`. */
  readonly design?: PairDesign;
  /** Sampled. Default 0. */
  readonly seed?: Seed;
  /** Sampled: independent designs from which the intervals come. Default 16. */
  readonly replicates?: number;
  /** Of the intervals, in (0, 1). Default 0.95. */
  readonly confidence?: number;
}

export interface IndexEstimate {
  readonly value: number;
  /** Ends of the interval; the value itself where it is exact. */
  readonly low: number;
  readonly high: number;
}

/** Does not hold either where so few labs comply, or do not, that the sample cannot tell. */
export interface IndicesCertificate extends Certificate {
  /** The other method: sampled indices for exact ones, exact ones for sampled. */
  readonly kind: 'other-method';
  /** Greatest distance between the two, in standard errors; null where there is no exact method. */
  readonly deviation: number | null;
}

export interface IndicesResult {
  readonly status: 'converged';
  readonly backend: BackendName;
  readonly method: 'exact' | 'sampled';
  /** Decisions taken; 0 where exact. */
  readonly evaluations: number;
  readonly confidence: number;
  /** Share of labs that comply, and p(1 − p). */
  readonly mean: number;
  readonly variance: number;
  /** One for each of the six numbers, and for what else varies. */
  readonly indices: Readonly<
    Partial<Record<LabName, { readonly first: IndexEstimate; readonly total: IndexEstimate }>>
  >;
  readonly sums: { readonly first: number; readonly total: number };
  readonly certificate: IndicesCertificate;
}

const sampling = ['samples', 'design', 'seed', 'replicates'] as const;

const schema = v.strictObject(
  {
    method: v.optional(v.picklist(['exact', 'sampled'], 'one of exact, sampled')),
    ranges: v.optional(v.unknown()),
    samples: v.optional(v.unknown()),
    design: v.optional(v.unknown()),
    seed: v.optional(v.unknown()),
    replicates: v.optional(v.unknown()),
    confidence: v.optional(v.unknown()),
    correlation: v.optional(v.unknown()),
  },
  'an object of options',
);

/** Points of the sample that certifies exact indices; where few labs comply, or few do not, more. */
const certifying = { usual: 4096, rare: 2 ** 18 };
const rare = 0.01;
/** Standard errors within which the two methods must agree. */
const tolerance = 6;

/** @throws ParameterError naming the first option that is not usable */
export function indices(backend: Backend, options: IndicesOptions = {}): IndicesResult {
  const names = Object.keys(schema.entries).filter((name) => name !== 'correlation');
  const { method, ranges, correlation, ...rest } = parse(schema, options, 'options', names);
  if (correlation !== undefined) {
    const expected = "nothing: numbers that go together have no Sobol' indices; use shapley";
    throw new ParameterError('correlation', correlation, expected);
  }
  const labs = varyingLabs(ranges);
  const population = exactlyIndexed(labs);
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const asksForSamples = sampling.find((name) => rest[name] !== undefined);
  const chosen = method ?? (population && !asksForSamples ? 'exact' : 'sampled');
  const settings = Object.fromEntries(given) as Partial<IndicesOptions>;
  if (chosen === 'sampled') return sampled(backend, labs, population, settings);
  if (asksForSamples) {
    throw new ParameterError('method', 'exact', `sampled where ${asksForSamples} is given`);
  }
  if (!population) {
    const expected =
      'sampled: exact is for risk-neutral labs of two sites whose numbers are uniform or fixed';
    throw new ParameterError('method', 'exact', expected);
  }
  return exact(backend, labs, population, settings);
}

/** The labs as the exact method takes them, or nothing where it does not. */
export function exactlyIndexed(labs: CompleteLabs): Population | undefined {
  const box = boxOf(labs);
  const behaviour = behaviourOf(labs);
  if (!box || !behaviour || behaviour.riskAversion > 0) return undefined;
  if (behaviour.sites !== 2 && box.low[5] !== box.high[5]) return undefined;
  return { ...box, behaviour };
}

/** Names of the result: the six, and what else varies. */
const shown = ({ varying }: CompleteLabs) =>
  labNames.filter(
    (name) => (complianceNames as readonly string[]).includes(name) || varying.includes(name),
  );

function estimateBySampling(
  backend: Backend,
  labs: CompleteLabs,
  settings: Partial<IndicesOptions>,
): SobolIndices<LabName> {
  const { confidence = 0.95, samples = 16384, ...design } = settings;
  const evaluations = saltelliOf(backend, labs.distributions, { samples, ...design }).evaluate(
    complianceOver(backend, labs),
  );
  return sobolIndices(evaluations, { confidence });
}

function sampled(
  backend: Backend,
  labs: CompleteLabs,
  population: Population | undefined,
  settings: Partial<IndicesOptions>,
): IndicesResult {
  const estimate = estimateBySampling(backend, labs, settings);
  const { confidence, mean, variance, evaluations, sums } = estimate;
  return {
    status: 'converged',
    backend: backend.name,
    method: 'sampled',
    evaluations,
    confidence,
    mean,
    variance,
    indices: Object.fromEntries(
      shown(labs).map((name) => {
        const { first, total } = estimate.indices[name];
        return [name, { first: ends(first), total: ends(total) }];
      }),
    ),
    sums,
    certificate: certify(population && exactIndices(backend.math, population), estimate),
  };
}

const ends = ({ value, low, high }: Estimate): IndexEstimate => ({ value, low, high });

function exact(
  backend: Backend,
  labs: CompleteLabs,
  population: Population,
  settings: Partial<IndicesOptions>,
): IndicesResult {
  const { mean, variance, indices: values } = exactIndices(backend.math, population);
  const samples = variance < rare ? certifying.rare : certifying.usual;
  const estimate = estimateBySampling(backend, labs, { samples, seed: 0, ...settings });
  const point = (value: number): IndexEstimate => ({ value, low: value, high: value });
  const sums = { first: 0, total: 0 };
  for (const name of complianceNames) {
    sums.first += values[name].first;
    sums.total += values[name].total;
  }
  return {
    status: 'converged',
    backend: backend.name,
    method: 'exact',
    evaluations: 0,
    confidence: estimate.confidence,
    mean,
    variance,
    indices: Object.fromEntries(
      complianceNames.map((name) => [
        name,
        { first: point(values[name].first), total: point(values[name].total) },
      ]),
    ),
    sums,
    certificate: certify({ mean, variance, indices: values }, estimate),
  };
}

function certify(
  exactly: ReturnType<typeof exactIndices> | undefined,
  estimate: SobolIndices<LabName>,
): IndicesCertificate {
  const about = { kind: 'other-method', tolerance } as const;
  if (!exactly) return { ...about, deviation: null, holds: true };
  // one decision more or less is the least difference that a sample can see, as a share of the variance
  const least = exactly.variance > 0 ? 2 / (estimate.samples * exactly.variance) : 1;
  const deviation = Math.max(
    ...complianceNames.flatMap((name) =>
      (['first', 'total'] as const).map((which) => {
        const { value, standardError } = estimate.indices[name][which];
        return Math.abs(value - exactly.indices[name][which]) / Math.max(standardError, least);
      }),
    ),
  );
  const isBlind = exactly.variance > 0 && least * tolerance > 1;
  return { ...about, deviation, holds: deviation <= tolerance && !isBlind };
}
