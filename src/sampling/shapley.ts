/**
 * Shapley effects: the variance of f shared out among its inputs, correlated or not.
 *
 *     φ_j = Σ_{u ∌ j} |u|! (d−|u|−1)! / d! · (ρ_{u+j} − ρ_u),   ρ_u = Var E(f | x_u) / Var f,   Σ φ_j = 1
 *
 * Each subset u is frozen in turn: of a pair of independent points x and e, the point q takes x_u from x and the
 * rest from its distribution given x_u, by the random numbers that made e (see `copula.ts`). ρ_u follows by (1)
 * of `pick-freeze.ts` from f at these three; ρ is 0 for no input and 1 for all. So φ_j is exactly 0 for an input
 * that neither f nor any other input depends on, and the sum is 1. N 2^d evaluations, hence d ≤ 10.
 *
 * Sources: A. B. Owen, SIAM/ASA J. Uncertainty Quantification 2 (2014); E. Song, B. L. Nelson, J. Staum,
 * ibid. 4 (2016).
 */

import * as v from 'valibot';
import type { Backend, ElementaryFunctions } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { parse } from '../engine/parameters';
import { normalCdfInto } from '../numerics/normal';
import {
  type Conditional,
  type Copula,
  type Correlation,
  combine,
  conditionalOf,
  correlate,
  latentOf,
  uniformsFrom,
} from './copula';
import type { Design } from './design';
import { quantileInto } from './distributions';
import { evaluateInto, type ModelFunction, requireFunction } from './evaluate';
import {
  combination,
  type Estimate,
  intervals,
  PickFreeze,
  PickFreezeSums,
  type Pooled,
} from './pick-freeze';
import {
  confidenceSchema,
  defaultChunk,
  type PairDesign,
  type PairOptions,
  pairDesignsOf,
  pairSchemas,
} from './replicates';
import type { Seed } from './seed-sequence';
import {
  type CompleteSpace,
  columnsFrom,
  completeSpace,
  constantColumns,
  type Space,
  spaceCopula,
} from './space';

export interface ShapleyOptions<Name extends string = string> extends PairOptions {
  /** Which parameters go together, of a Gaussian copula. Default none. */
  readonly correlation?: readonly Correlation<Name>[];
  /** Of the intervals, in (0, 1). Default 0.95. */
  readonly confidence?: number;
}

export interface ShapleyResult<Name extends string = string> {
  readonly samples: number;
  readonly design: PairDesign;
  readonly seed: Seed;
  readonly replicates: number;
  /** N 2^d. */
  readonly evaluations: number;
  readonly confidence: number;
  /** Mean and variance of all values. */
  readonly mean: number;
  readonly variance: number;
  /** 0 for constants, and for all where f does not vary. */
  readonly effects: Readonly<Record<Name, Estimate>>;
  /** Of the effects: 1 but for rounding, or 0 where f does not vary. */
  readonly sum: number;
}

const maxInputs = 10;

const schema = v.strictObject(
  { ...pairSchemas, correlation: v.optional(v.unknown()), confidence: confidenceSchema },
  'an object of options',
);

/**
 * Shapley effects of a function of a space.
 *
 * @throws ParameterError naming the first input that is not usable
 */
export function shapleyEffects<Name extends string>(
  backend: Backend,
  space: Space<Name>,
  f: ModelFunction<NoInfer<Name>>,
  options: ShapleyOptions<NoInfer<Name>>,
): ShapleyResult<Name> {
  const { correlation, confidence, ...rest } = parse(schema, options, 'options');
  const complete = completeSpace(space);
  requireFunction(f);
  const { names, random } = complete;
  const d = random.length;
  const copula = spaceCopula(complete, correlation);
  if (d > maxInputs) {
    const expected = `at most ${maxInputs} parameters that vary: there are 2^d subsets of them`;
    throw new ParameterError('space', d, expected);
  }
  const R = rest.replicates;
  const designs = pairDesignsOf(backend, complete, rest);
  const sums = evaluateSubsets(backend.math, complete, copula, designs, f);
  const effects = effectsOf(sums, d, R);
  const estimate = intervals(backend.math, confidence, R);
  const byName = {} as Record<Name, Estimate>;
  let sum = 0;
  names.forEach((name, i) => {
    const j = random.indexOf(i);
    byName[name] = j < 0 ? { value: 0, low: 0, high: 0, standardError: 0 } : estimate(effects[j]);
    sum += byName[name].value;
  });
  return {
    samples: rest.samples,
    design: rest.design,
    seed: rest.seed as Seed,
    replicates: R,
    evaluations: sums.evaluations,
    confidence,
    mean: sums.mean,
    variance: sums.variance,
    effects: byName,
    sum,
  };
}

/** φ of each dimension; subset u is the number whose bits are its members, subset k of the sums is k + 1. */
function effectsOf(sums: PickFreeze, d: number, R: number): Pooled[] {
  const whole = 2 ** d - 1;
  const none: Pooled = { value: 0, deviations: new Float64Array(R) };
  const all: Pooled = { value: sums.variance > 0 ? 1 : 0, deviations: none.deviations };
  const closed = Array.from({ length: whole + 1 }, (_, u) =>
    u === 0 ? none : u === whole ? all : sums.closed(u - 1),
  );
  // |u|! (d−|u|−1)! / d! = 1 / (d · binomial(d−1, |u|))
  const weights = [1 / d];
  for (let size = 1; size < d; size++) weights.push((weights[size - 1] * size) / (d - size));
  return Array.from({ length: d }, (_, j) => {
    const terms: (readonly [number, Pooled])[] = [];
    for (let u = 0; u <= whole; u++) {
      if ((u >> j) & 1) continue;
      const weight = weights[bitCount(u)];
      terms.push([weight, closed[u | (1 << j)]], [-weight, closed[u]]);
    }
    return combination(terms, R);
  });
}

function bitCount(u: number): number {
  let count = 0;
  for (let rest = u; rest > 0; rest &= rest - 1) count++;
  return count;
}

function evaluateSubsets<Name extends string>(
  math: ElementaryFunctions,
  space: CompleteSpace<Name>,
  copula: Copula | undefined,
  designs: readonly Design[],
  f: ModelFunction<Name>,
): PickFreeze {
  const d = space.random.length;
  const whole = 2 ** d - 1;
  const held = Math.min(defaultChunk, designs[0].samples);
  const points = new Float64Array(2 * d * held);
  const values = Array.from({ length: 3 }, () => new Float64Array(held));
  const constants = constantColumns(space);
  const patterns = conditionals(copula);
  let shift: number | undefined;
  const replicates = designs.map((design) => {
    let sums: PickFreezeSums | undefined;
    for (let from = 0; from < design.samples; from += held) {
      const count = Math.min(held, design.samples - from);
      const u = points.subarray(0, 2 * d * count);
      const [p, e, q] = values.map((array) => array.subarray(0, count));
      design.fill(from, from + count, u);
      const pair = pairOf(math, space, copula, u, constants(count), count);
      evaluateInto(f, pair.X, count, p);
      evaluateInto(f, pair.E, count, e);
      shift ??= p[0];
      sums ??= new PickFreezeSums(whole - 1, shift);
      sums.addPairs(p, e, count);
      // members of the copula that are frozen are the outer loop: their distribution given others costs most
      for (const pattern of patterns) {
        const base = {
          ...pair.E,
          ...conditionalColumns(math, space, copula, pattern, pair, count),
        };
        for (let subset = 1; subset < whole; subset++) {
          if ((subset & pattern.members) !== pattern.frozen) continue;
          const columns: Record<Name, Float64Array> = { ...base };
          space.random.forEach((place, j) => {
            const name = space.names[place];
            if ((subset >> j) & 1) columns[name] = pair.X[name];
          });
          evaluateInto(f, columns, count, q);
          sums.addSubset(subset - 1, p, e, q, count);
        }
      }
    }
    return sums as PickFreezeSums;
  });
  return new PickFreeze(replicates);
}

/** A way to freeze members of the copula; sets of dimensions are numbers whose bits are their members. */
interface Pattern {
  readonly members: number;
  readonly frozen: number;
  readonly conditional: Conditional;
}

function conditionals(copula: Copula | undefined): Pattern[] {
  const none: Conditional = { free: [], ofGiven: new Float64Array(0), ofFree: new Float64Array(0) };
  if (copula === undefined) return [{ members: 0, frozen: 0, conditional: none }];
  const bits = (chosen: (i: number) => boolean) =>
    copula.members.reduce((set, member, i) => (chosen(i) ? set | (1 << member) : set), 0);
  return Array.from({ length: 2 ** copula.members.length }, (_, given) => ({
    members: bits(() => true),
    frozen: bits((i) => ((given >> i) & 1) === 1),
    conditional: conditionalOf(copula, given),
  }));
}

/** Two independent points, X and E, and the normal numbers behind them: z of X, w of E. */
function pairOf<Name extends string>(
  math: ElementaryFunctions,
  space: CompleteSpace<Name>,
  copula: Copula | undefined,
  u: Float64Array,
  constants: readonly Float64Array[],
  count: number,
) {
  const half = space.random.length * count;
  const [x, e] = [u.subarray(0, half), u.subarray(half)];
  let z: Float64Array = new Float64Array(0);
  let w = z;
  if (copula !== undefined) {
    z = latentOf(math, copula, x, count);
    correlate(copula, z, count);
    uniformsFrom(math, copula, z, x, count);
    w = latentOf(math, copula, e, count);
    const ofE = w.slice();
    correlate(copula, ofE, count);
    uniformsFrom(math, copula, ofE, e, count);
  }
  return {
    X: columnsFrom(math, space, undefined, x, constants),
    E: columnsFrom(math, space, undefined, e, constants),
    z,
    w,
  };
}

/** Columns of the free members of the copula, given the frozen ones. */
function conditionalColumns<Name extends string>(
  math: ElementaryFunctions,
  space: CompleteSpace<Name>,
  copula: Copula | undefined,
  { frozen, conditional }: Pattern,
  { z, w }: { readonly z: Float64Array; readonly w: Float64Array },
  count: number,
): Partial<Record<Name, Float64Array>> {
  const columns: Partial<Record<Name, Float64Array>> = {};
  if (copula === undefined || frozen === 0) return columns;
  const { free, ofGiven, ofFree } = conditional;
  const k = copula.members.length;
  const own = new Float64Array(count);
  free.forEach((member, row) => {
    const column = new Float64Array(count);
    combine(ofGiven.subarray(row * k, (row + 1) * k), z, count, column);
    combine(ofFree.subarray(row * k, (row + 1) * k), w, count, own);
    for (let i = 0; i < count; i++) column[i] += own[i];
    normalCdfInto(math, column, column);
    const place = space.random[copula.members[member]];
    columns[space.names[place]] = quantileInto(math, space.distributions[place], column, column);
  });
  return columns;
}
