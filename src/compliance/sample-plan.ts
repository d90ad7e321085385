/**
 * What a sample consists of: replicates, each a design of its own, and counts over any slice of it. The
 * points of replicate r are those of stream r of the seed, whoever computes which of them.
 */

import * as v from 'valibot';
import type { Backend } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import type { PointStream } from '../engine/kernels/sampling';
import { parse, wholeNumber } from '../engine/parameters';
import { applyCopula, type Copula, type Correlation, copulaOf } from '../sampling/copula';
import type { DesignKind } from '../sampling/design';
import { designOf, designSchemas, pointStream } from '../sampling/designs';
import { type Seed, wordsOf } from '../sampling/seed-sequence';
import {
  behaviourOf,
  boxOf,
  type CompleteLabs,
  classifyPoints,
  type LabName,
  type Labs,
  labNames,
  varyingLabs,
} from './labs';
import { linkage } from './model';
import { complianceNames } from './parameters';

export interface SampleOptions {
  /** N, 1 … 2³⁴. Default 50 000, the source's. */
  readonly samples?: number;
  /** Default `latin-hypercube`. */
  readonly design?: DesignKind;
  /** Whole number or bigint ≥ 0. Default 0. */
  readonly seed?: Seed;
  /** `sobol` and `scipy`: whether points are randomized. Default true. Without, Sobol' points have no standard
   * error; hypercubes still do, their strata being random. */
  readonly scramble?: boolean;
  /**
   * R, independent designs that the samples are shared among: 8 … 4096, since fewer say little of their spread. Default 32 for `latin-hypercube`, 16
   * for `sobol`; `random` needs none, `scipy` and `grid` are one design.
   */
  readonly replicates?: number;
  /** The labs. Default the source's: six numbers uniform on [0, 1]. */
  readonly ranges?: Labs;
  /** Correlations of the Gaussian copula between numbers that vary. Default none. */
  readonly correlation?: readonly Correlation<LabName>[];
}

const maxSamples = 2 ** 34;
/** Most points of one replicate: what 32-bit counters, and strata of 15 bits squared, allow. */
const mostOf = { 'latin-hypercube': 32767 ** 2, random: 2 ** 32, sobol: 2 ** 32 } as const;

const schema = v.strictObject(
  {
    samples: v.optional(wholeNumber(1, maxSamples), 50000),
    design: designSchemas.design,
    seed: designSchemas.seed,
    scramble: designSchemas.scramble,
    replicates: v.optional(wholeNumber(8, 4096)),
    ranges: v.optional(v.unknown()),
    correlation: v.optional(v.unknown()),
  },
  'an object of options',
);

export interface SamplePlan {
  readonly samples: number;
  readonly design: DesignKind;
  readonly seed: Seed;
  readonly scramble: boolean;
  readonly replicates: number;
  readonly labs: CompleteLabs;
  readonly copula: Copula | undefined;
  /** The box of the kernel that makes and counts points at once, where labs are of its kind. */
  readonly box: { readonly low: Float64Array; readonly high: Float64Array } | undefined;
  /** Bins of each axis of the additive part of the variance; 0 where it is not estimated. */
  readonly bins: number;
}

/** @throws ParameterError naming the first option that is not usable */
export function planOf(backend: Backend, options: SampleOptions = {}): SamplePlan {
  const given = parse(schema, options, 'options');
  const { samples, design, scramble } = given;
  const seed = given.seed as Seed;
  wordsOf(seed);
  const labs = varyingLabs(given.ranges);
  const copula = copulaOf(labs.varying, given.correlation, labNames);
  const replicates = replicatesOf(design, samples, scramble, given.replicates);
  return {
    samples,
    design,
    seed,
    scramble,
    replicates,
    labs,
    copula,
    box: copula ? undefined : kernelBox(backend, labs),
    bins: design === 'scipy' ? Math.min(64, Math.floor(Math.cbrt(samples))) : 0,
  };
}

function replicatesOf(
  design: DesignKind,
  samples: number,
  scramble: boolean,
  given: number | undefined,
): number {
  if (design === 'scipy' || design === 'grid') {
    if (given === undefined) return 1;
    throw new ParameterError('replicates', given, `nothing: ${design} is one design`);
  }
  if (design === 'sobol' && !scramble) {
    if (given === undefined) return 1;
    throw new ParameterError('replicates', given, 'nothing where scramble is false');
  }
  if (given !== undefined && given > samples) {
    throw new ParameterError('replicates', given, `at most as many as samples, ${samples}`);
  }
  const usual = { 'latin-hypercube': 32, sobol: 16, random: 1 }[design];
  const least = Math.ceil(samples / mostOf[design]);
  return Math.max(given ?? Math.min(usual, samples), least);
}

/** The box of the kernel's own labs: SplitComp's formulas with B − m, F + V, c(k−1), σ^(k−1). */
function kernelBox({ math }: Backend, labs: CompleteLabs): SamplePlan['box'] {
  const box = boxOf(labs);
  const behaviour = behaviourOf(labs);
  if (!box || !behaviour || behaviour.riskAversion > 0) return undefined;
  const { reputation, motivation, sites } = behaviour;
  if (sites !== 2 && box.low[5] !== box.high[5]) return undefined;
  const substitute = ([B, a, d, F, c, sigma]: Float64Array) =>
    Float64Array.of(
      B - motivation,
      a,
      d,
      F + reputation,
      c * (sites - 1),
      linkage(sigma, sites, math),
    );
  return { low: substitute(box.low), high: substitute(box.high) };
}

/** First point of replicate r; that of replicate R is N. */
export function startOf({ samples, replicates }: SamplePlan, r: number): number {
  return Math.floor(samples / replicates) * r + Math.min(r, samples % replicates);
}

/** Counts over points [from, to) of a sample. They add up: any cut of a sample gives the same sums. */
export interface SampleSlice {
  readonly from: number;
  readonly to: number;
  /** Counts of comply, evade and split, three for each replicate. */
  readonly counts: Float64Array;
  /** For each varying number and bin: points, and those of them that comply, evade, split. */
  readonly bins: Float64Array;
}

export function emptySlice(plan: SamplePlan, from: number): SampleSlice {
  return {
    from,
    to: from,
    counts: new Float64Array(3 * plan.replicates),
    bins: new Float64Array(4 * plan.bins * plan.labs.varying.length),
  };
}

/** Points at a time where they are not made and counted in the kernel. */
const chunk = 16384;

export function countSlice(
  backend: Backend,
  plan: SamplePlan,
  from: number,
  to: number,
): SampleSlice {
  const slice = { ...emptySlice(plan, from), to };
  for (let r = 0; r < plan.replicates; r++) {
    const start = startOf(plan, r);
    const begin = Math.max(from, start);
    const end = Math.min(to, startOf(plan, r + 1));
    if (begin >= end) continue;
    const counts = slice.counts.subarray(3 * r, 3 * r + 3);
    const streamed = streamOf(plan, r);
    if (plan.box && streamed) {
      const { low, high } = plan.box;
      counts.set(backend.compliance.tally(streamed, begin - start, end - begin, low, high));
    } else {
      countPoints(backend, plan, r, begin - start, end - start, counts, slice.bins);
    }
  }
  return slice;
}

/** The stream of replicate r in six dimensions, rows of fixed numbers taking any key. */
function streamOf(plan: SamplePlan, r: number): PointStream | undefined {
  const { design, seed, scramble, labs } = plan;
  if (design === 'scipy' || design === 'grid') return undefined;
  const size = startOf(plan, r + 1) - startOf(plan, r);
  const dimensions = labs.varying.length;
  const stream = pointStream(design, size, dimensions, seed, [r], scramble);
  const words = stream.table.length / dimensions;
  const table = new Uint32Array(6 * words);
  complianceNames.forEach((name, j) => {
    const row = Math.max(0, labs.varying.indexOf(name));
    table.set(stream.table.subarray(row * words, (row + 1) * words), j * words);
  });
  return { ...stream, dimensions: 6, table };
}

function countPoints(
  backend: Backend,
  plan: SamplePlan,
  r: number,
  from: number,
  to: number,
  counts: Float64Array,
  bins: Float64Array,
): void {
  const { design, seed, scramble, labs, copula } = plan;
  const dimensions = labs.varying.length;
  const samples = startOf(plan, r + 1) - startOf(plan, r);
  const points = designOf(backend, { design, samples, dimensions, seed, scramble }, [r]);
  for (let begin = from; begin < to; begin += chunk) {
    const n = Math.min(chunk, to - begin);
    const u = points.fill(begin, begin + n);
    const codes = new Uint8Array(n);
    const where = plan.bins > 0 ? u.map((x) => Math.floor(x * plan.bins)) : u;
    if (copula) applyCopula(backend.math, copula, u, n);
    classifyPoints(backend, labs, u, codes);
    for (let i = 0; i < n; i++) counts[codes[i]]++;
    if (plan.bins === 0) continue;
    for (let j = 0; j < dimensions; j++) {
      for (let i = 0; i < n; i++) {
        const row = 4 * (j * plan.bins + where[j * n + i]);
        bins[row]++;
        bins[row + 1 + codes[i]]++;
      }
    }
  }
}
