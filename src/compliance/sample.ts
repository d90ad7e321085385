/**
 * Shares by sampling, with standard errors that are right for the design, in constant memory.
 *
 * N points are R independent replicates of N/R each (sizes differ by one at most):
 *
 *     p̂ = Σ_r n_r p̂_r / N,    SE² = Σ_r (n_r/N)² (p̂_r − p̂)² · R/(R−1)                              (46)
 *
 * which is right whatever the points of a replicate have to do with each other. Latin hypercubes take
 * R = 32 hypercubes, Sobol' points R = 16 scrambles, unless told otherwise. Independent points need none:
 * SE² = p̂ (1−p̂)/N. A single hypercube (`scipy`) is free of the variance that is additive in the numbers
 * (Stein 1987); its standard error takes the main effects over K bins of each axis out (Owen 1992),
 *
 *     SE² = (p̂ (1−p̂) − Σ_j V_j)/N,  V_j = Σ_b (N_b/N)(p̂_b − p̂)² − (K−1)/N p̂ (1−p̂)               (47)
 *
 * What is not random (a grid, Sobol' points as they are) has none. No standard error is less than that of
 * one point, 1/N.
 *
 * Sources: M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979) 239; M. Stein, Technometrics 29
 * (1987) 143; A. B. Owen, J. R. Stat. Soc. B 54 (1992) 541.
 */

import * as v from 'valibot';
import type { Backend, BackendName } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { parse, requireSlice, runEntries } from '../engine/parameters';
import type { Certificate, Progress, Status } from '../engine/result';
import { turn } from '../engine/steps';
import type { DesignKind } from '../sampling/design';
import type { Seed } from '../sampling/seed-sequence';
import { exactShares } from './exact/shares';
import { behaviourOf, boxOf } from './labs';
import { type Action, actions } from './model';
import {
  countSlice,
  emptySlice,
  planOf,
  type SampleOptions,
  type SamplePlan,
  type SampleSlice,
  startOf,
} from './sample-plan';

export type { SampleOptions, SampleSlice } from './sample-plan';

export interface SampledShare {
  readonly value: number;
  /** Null where the points are not random. */
  readonly standardError: number | null;
}

export interface SampleCertificate extends Certificate {
  readonly kind: 'exact-shares';
  /** The shares without sampling error; null where labs have no closed form or quadrature. */
  readonly exact: Readonly<Record<Action, number>> | null;
  /**
   * Greatest distance from them, in standard errors; null where there is either none. Where those are vague,
   * with less than 16 replicates or a share of few labs, they count as no less than those of independent labs.
   */
  readonly deviation: number | null;
}

export interface SampleResult {
  /** `cancelled`: counts and shares are those of the points taken until then. */
  readonly status: Extract<Status, 'converged' | 'cancelled'>;
  readonly backend: BackendName;
  readonly samples: number;
  readonly design: DesignKind;
  readonly seed: Seed;
  readonly replicates: number;
  readonly counts: Readonly<Record<Action, number>>;
  readonly shares: Readonly<Record<Action, SampledShare>>;
  readonly certificate: SampleCertificate;
}

export interface SampleRun {
  readonly signal?: AbortSignal;
  /** Called after each part of the work; `done` and `total` are points. */
  readonly onProgress?: (progress: Progress) => void;
}

const runSchema = v.strictObject(runEntries, 'an object of options');

/** Points between two looks at a signal: a few tenths of a second. */
const kernelStep = 2 ** 23;
const step = 2 ** 18;
/** Standard errors within which a sample must be of the exact shares. */
const tolerance = 6;
/** With fewer replicates, or labs of the rarer kind, a standard error may be far too small by chance. */
const fewest = { replicates: 16, labs: 100 };

/** @throws ParameterError naming the first option that is not usable */
export function sample(backend: Backend, options?: SampleOptions): SampleResult {
  const plan = planOf(backend, options);
  return estimate(backend, plan, countSlice(backend, plan, 0, plan.samples), 'converged');
}

/** As `sample`, giving way to the event loop now and then, so that a `signal` can end it. */
export async function sampleAsync(
  backend: Backend,
  options?: SampleOptions,
  run: SampleRun = {},
): Promise<SampleResult> {
  const { signal, onProgress } = parse(runSchema, run, 'run');
  const plan = planOf(backend, options);
  const held = plan.design === 'scipy';
  const most = held ? plan.samples : plan.box ? kernelStep : step;
  const total = plan.samples;
  let counted = emptySlice(plan, 0);
  while (counted.to < total) {
    await turn();
    if (signal?.aborted) return estimate(backend, plan, counted, 'cancelled');
    const to = Math.min(counted.to + most, total);
    counted = added(counted, countSlice(backend, plan, counted.to, to));
    onProgress?.({ done: counted.to, total });
  }
  return estimate(backend, plan, counted, 'converged');
}

/**
 * Counts over points [from, to) of a sample, for work that is shared out; `mergeSlices` makes the result.
 *
 * @throws ParameterError where the slice is not one of the sample
 */
export function sampleSlice(
  backend: Backend,
  options: SampleOptions | undefined,
  from: number,
  to: number,
): SampleSlice {
  const plan = planOf(backend, options);
  requireSlice(from, to, plan.samples);
  return countSlice(backend, plan, from, to);
}

/**
 * The result of a sample from slices that cover it, in any order: the same as in one run.
 *
 * Slices carry counts only: that they are of the same seed, design and labs is the caller's to see to.
 *
 * @throws ParameterError where slices overlap, leave gaps or have not the points of this sample
 */
export function mergeSlices(
  backend: Backend,
  options: SampleOptions | undefined,
  slices: readonly SampleSlice[],
): SampleResult {
  const plan = planOf(backend, options);
  const whole = emptySlice(plan, 0);
  if (!Array.isArray(slices) || !slices.every(isSlice)) {
    throw new ParameterError('slices', slices, 'an array of what sampleSlice gives', 'type');
  }
  const sorted = [...slices].sort((a, b) => a.from - b.from || a.to - b.to);
  let merged = whole;
  for (const slice of sorted) {
    if (slice.from !== merged.to || !fits(plan, slice)) {
      const expected = `a slice of this sample that begins at ${merged.to}`;
      throw new ParameterError('slices', slice, expected);
    }
    merged = added(merged, slice);
  }
  if (merged.to !== plan.samples) {
    throw new ParameterError('slices', slices, `slices of all ${plan.samples} points`);
  }
  return estimate(backend, plan, merged, 'converged');
}

function isSlice(slice: unknown): slice is SampleSlice {
  if (typeof slice !== 'object' || slice === null) return false;
  const { counts, bins } = slice as Partial<SampleSlice>;
  return counts instanceof Float64Array && bins instanceof Float64Array;
}

/** Whether a slice has the shape of one of the sample, and as many points of each replicate. */
function fits(plan: SamplePlan, { from, to, counts, bins }: SampleSlice): boolean {
  const { replicates, labs } = plan;
  if (counts.length !== 3 * replicates) return false;
  if (bins.length !== 4 * plan.bins * labs.varying.length) return false;
  for (let r = 0; r < replicates; r++) {
    const points = Math.min(to, startOf(plan, r + 1)) - Math.max(from, startOf(plan, r));
    const [comply, evade, split] = counts.subarray(3 * r, 3 * r + 3);
    if (comply + evade + split !== Math.max(0, points)) return false;
  }
  return true;
}

function added(a: SampleSlice, b: SampleSlice): SampleSlice {
  return {
    from: a.from,
    to: b.to,
    counts: a.counts.map((count, i) => count + b.counts[i]),
    bins: a.bins.map((count, i) => count + b.bins[i]),
  };
}

function estimate(
  backend: Backend,
  plan: SamplePlan,
  slice: SampleSlice,
  status: SampleResult['status'],
): SampleResult {
  const { samples, design, seed, replicates } = plan;
  const taken = slice.to;
  const counts = { comply: 0, evade: 0, split: 0 };
  slice.counts.forEach((count, i) => {
    counts[actions[i % 3]] += count;
  });
  const shares = Object.fromEntries(
    actions.map((action, code) => [
      action,
      {
        value: taken === 0 ? 0 : counts[action] / taken,
        standardError: standardError(plan, slice, code),
      },
    ]),
  ) as Record<Action, SampledShare>;
  return {
    status,
    backend: backend.name,
    samples: status === 'converged' ? samples : taken,
    design,
    seed,
    replicates,
    counts,
    shares,
    certificate: certify(backend, plan, shares, status),
  };
}

/** Equations (46) and (47). */
function standardError(plan: SamplePlan, slice: SampleSlice, code: number): number | null {
  const { design, scramble, replicates } = plan;
  const N = slice.to;
  if (design === 'grid' || (design === 'sobol' && !scramble)) return null;
  if (N === 0) return 1;
  let count = 0;
  for (let r = 0; r < replicates; r++) count += slice.counts[3 * r + code];
  const p = count / N;
  let variance = (p * (1 - p)) / N;
  if (design === 'scipy') {
    variance -= additiveVariance(plan, slice.bins, code, N, p) / N;
  } else if (design !== 'random' && N === plan.samples && replicates > 1) {
    let sum = 0;
    for (let r = 0; r < replicates; r++) {
      const n = startOf(plan, r + 1) - startOf(plan, r);
      const difference = (slice.counts[3 * r + code] - n * p) / N;
      sum += difference * difference;
    }
    variance = (sum * replicates) / (replicates - 1);
  }
  return Math.max(Math.sqrt(Math.max(variance, 0)), 1 / N);
}

/** Σ_j V_j of (47). */
function additiveVariance(
  { bins: K, labs }: SamplePlan,
  bins: Float64Array,
  code: number,
  N: number,
  p: number,
): number {
  let sum = 0;
  for (let j = 0; j < labs.varying.length; j++) {
    let between = 0;
    for (let b = 0; b < K; b++) {
      const row = 4 * (j * K + b);
      const points = bins[row];
      if (points === 0) continue;
      const difference = bins[row + 1 + code] / points - p;
      between += (points / N) * difference * difference;
    }
    sum += Math.max(0, between - ((K - 1) / N) * p * (1 - p));
  }
  return sum;
}

function certify(
  { math }: Backend,
  plan: SamplePlan,
  shares: SampleResult['shares'],
  status: SampleResult['status'],
): SampleCertificate {
  const about = { kind: 'exact-shares', tolerance } as const;
  const { samples, replicates, labs, copula } = plan;
  const box = boxOf(labs);
  const behaviour = behaviourOf(labs);
  if (!box || !behaviour || copula || status !== 'converged') {
    return { ...about, exact: null, deviation: null, holds: status === 'converged' };
  }
  const { comply, evade, split } = exactShares(math, { ...box, behaviour });
  const exact = { comply, evade, split };
  const deviations = actions.map((action) => {
    const { value, standardError: error } = shares[action];
    if (error === null) return null;
    const share = exact[action];
    const variance = share * (1 - share);
    const isVague =
      replicates < fewest.replicates || samples * Math.min(share, 1 - share) < fewest.labs;
    const least = isVague ? Math.sqrt(Math.max(0, variance) / samples) : 0;
    return Math.abs(value - share) / Math.max(error, least);
  });
  if (deviations.includes(null)) {
    const holds = actions.every(
      (action) => Math.abs(shares[action].value - exact[action]) <= farthestOf(plan, exact[action]),
    );
    return { ...about, exact, deviation: null, holds };
  }
  const deviation = Math.max(...(deviations as number[]));
  return { ...about, exact, deviation, holds: deviation <= tolerance };
}

/**
 * How far from the exact share points that are not random may be. On a grid of m^d boxes complying is,
 * signs aside, monotone in every number, and so is D > 0 of splitting: a diagonal row of boxes leaves such a
 * set once, so that each cuts at most m^d − (m−1)^d of them, and both cut
 *
 *     2 (1 − (1 − 1/m)^d)                                                                         (48)
 *
 * of the whole. Sobol' points as they are must be as near as independent ones.
 */
function farthestOf({ design, samples, labs }: SamplePlan, share: number): number {
  if (design !== 'grid')
    return tolerance * Math.sqrt((share * (1 - share)) / samples) + 1 / samples;
  const d = labs.varying.length;
  const m = Math.round(samples ** (1 / d));
  return 2 * (1 - (1 - 1 / m) ** d);
}
