/**
 * Sobol' indices by Saltelli's design.
 *
 * Of each pair of independent points (A, B), one design of 2d dimensions, d more are made: AB_j is A with
 * parameter j taken from B. Of V = Var f, for independent inputs,
 *
 *     first  S_j = Var E(f | x_j) / V          pairs B, AB_j share x_j alone
 *     total  T_j = E Var(f | all but x_j) / V   pairs A, AB_j share all but x_j
 *
 * S_j by (1) of `pick-freeze.ts` with p = f(B), q = f(AB_j), e = f(A): the estimator of Saltelli (2010) where j
 * has little effect, that of Monod and Janon where it has much. T_j by Jansen. Both are 0 with no error at
 * all for an input that f does not depend on. N(d + 2) evaluations.
 *
 * Sources: I. M. Sobol', Mathematics and Computers in Simulation 55 (2001); A. Saltelli et al., Computer
 * Physics Communications 181 (2010); and those of `pick-freeze.ts`.
 */

import * as v from 'valibot';
import type { Backend } from '../engine/backend';
import { ParameterError } from '../engine/errors';
import { parse, wholeNumber } from '../engine/parameters';
import type { Design } from './design';
import { evaluateInto, type ModelFunction, requireFunction } from './evaluate';
import { type Estimate, intervals, PickFreeze, PickFreezeSums } from './pick-freeze';
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
  type Columns,
  type CompleteSpace,
  columnsFrom,
  completeSpace,
  constantColumns,
  type Space,
} from './space';

export type SaltelliOptions = PairOptions;

export interface EvaluateOptions {
  /** Most points that the function is asked for at a time, 1 … 2²⁰; results do not depend on it. Default 8192. */
  readonly chunk?: number;
}

/** Saltelli's sample of a space. What it was made of goes into its evaluations, and from there into the indices. */
export interface SaltelliSample<Name extends string = string> {
  readonly names: readonly Name[];
  readonly samples: number;
  readonly design: PairDesign;
  readonly seed: Seed;
  readonly replicates: number;
  /** Number of points of `evaluate`, N(d + 2). */
  readonly evaluations: number;
  /** Evaluates a function over the sample, in memory that does not depend on N. @throws ParameterError */
  evaluate(f: ModelFunction<Name>, options?: EvaluateOptions): SaltelliEvaluations<Name>;
}

const secret: unique symbol = Symbol('saltelli');
const mark = Symbol.for('shadowprice.SaltelliEvaluations');

/** Values of a function over a Saltelli sample, summed up. Only `SaltelliSample.evaluate` makes it. */
export class SaltelliEvaluations<Name extends string = string> {
  /** Keeps any other object of this shape from being taken for one. */
  declare private readonly brand: Name;
  readonly [mark] = true;

  constructor(
    key: typeof secret,
    readonly sample: SaltelliSample<Name>,
    /** @internal */
    readonly backend: Backend,
    /** @internal */
    readonly space: CompleteSpace<Name>,
    /** @internal */
    readonly sums: PickFreeze,
  ) {
    if (key !== secret) {
      throw new ParameterError('evaluations', key, 'what evaluate of a sample gives', 'type');
    }
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value;
  }
}

export interface SobolIndices<Name extends string = string> {
  readonly samples: number;
  readonly design: PairDesign;
  readonly seed: Seed;
  readonly replicates: number;
  readonly evaluations: number;
  readonly confidence: number;
  /** Mean and variance of all values. */
  readonly mean: number;
  readonly variance: number;
  /** 0 for constants, and for all where f does not vary. */
  readonly indices: Readonly<Record<Name, SobolIndex>>;
  /** Over all parameters: first 1 where f is additive, total − first what is due to interactions. */
  readonly sums: { readonly first: number; readonly total: number };
}

export interface SobolIndex {
  readonly first: Estimate;
  readonly total: Estimate;
}

const schema = v.strictObject(
  { ...pairSchemas, correlation: v.optional(v.unknown()) },
  'an object of options',
);

const evaluateSchema = v.strictObject(
  {
    chunk: v.optional(wholeNumber(1, 2 ** 20), defaultChunk),
  },
  'an object of options',
);

const indexSchema = v.strictObject({ confidence: confidenceSchema }, 'an object of options');

/**
 * Saltelli's sample of a space of independent parameters.
 *
 * @throws ParameterError naming the first input that is not usable; for correlated parameters too
 */
export function saltelliOf<Name extends string>(
  backend: Backend,
  space: Space<Name>,
  options: SaltelliOptions,
): SaltelliSample<Name> {
  const { correlation, ...rest } = parse(schema, options, 'options', Object.keys(pairSchemas));
  const isEmpty = Array.isArray(correlation) && correlation.length === 0;
  if (correlation !== undefined && !isEmpty) {
    const expected =
      "nothing: Sobol' indices of correlated parameters do not add up to the variance; " +
      'Shapley effects do (shapleyEffects)';
    throw new ParameterError('correlation', correlation, expected);
  }
  const complete = completeSpace(space);
  const designs = pairDesignsOf(backend, complete, rest);
  const sample: SaltelliSample<Name> = {
    names: complete.names,
    samples: rest.samples,
    design: rest.design,
    seed: rest.seed as Seed,
    replicates: rest.replicates,
    evaluations: rest.samples * (complete.random.length + 2),
    evaluate(f, given = {}) {
      requireFunction(f);
      const { chunk } = parse(evaluateSchema, given, 'options');
      const sums = evaluateSample(backend, complete, designs, f, chunk);
      return new SaltelliEvaluations(secret, sample, backend, complete, sums);
    },
  };
  return sample;
}

function evaluateSample<Name extends string>(
  { math }: Backend,
  space: CompleteSpace<Name>,
  designs: readonly Design[],
  f: ModelFunction<Name>,
  chunk: number,
): PickFreeze {
  const d = space.random.length;
  const held = Math.min(chunk, designs[0].samples);
  const constants = constantColumns(space);
  const points = new Float64Array(2 * d * held);
  const values = Array.from({ length: 3 }, () => new Float64Array(held));
  let shift: number | undefined;
  const replicates = designs.map((design) => {
    let sums: PickFreezeSums | undefined;
    for (let from = 0; from < design.samples; from += held) {
      const count = Math.min(held, design.samples - from);
      const u = points.subarray(0, 2 * d * count);
      const [a, b, ab] = values.map((array) => array.subarray(0, count));
      design.fill(from, from + count, u);
      const fixed = constants(count);
      const A = columnsFrom(math, space, undefined, u.subarray(0, d * count), fixed);
      const B = columnsFrom(math, space, undefined, u.subarray(d * count), fixed);
      evaluateInto(f, A, count, a);
      evaluateInto(f, B, count, b);
      shift ??= a[0];
      sums ??= new PickFreezeSums(d, shift);
      sums.addPairs(b, a, count);
      for (let j = 0; j < d; j++) {
        const name = space.names[space.random[j]];
        const AB: Columns<Name> = { ...A, [name]: B[name] };
        evaluateInto(f, AB, count, ab);
        sums.addSubset(j, b, a, ab, count);
      }
    }
    return sums as PickFreezeSums;
  });
  return new PickFreeze(replicates);
}

/**
 * First and total indices with confidence intervals, from evaluations over a Saltelli sample.
 *
 * @throws ParameterError where the evaluations are not such, or an option is not usable
 */
export function sobolIndices<Name extends string>(
  evaluations: SaltelliEvaluations<Name>,
  options: { readonly confidence?: number } = {},
): SobolIndices<Name> {
  if (!(evaluations instanceof SaltelliEvaluations)) {
    throw new ParameterError(
      'evaluations',
      evaluations,
      'what evaluate of a Saltelli sample gives (saltelliOf)',
      'type',
    );
  }
  const { confidence } = parse(indexSchema, options, 'options');
  const { sample, backend, space, sums } = evaluations;
  const estimate = intervals(backend.math, confidence, sample.replicates);
  const none: Estimate = { value: 0, low: 0, high: 0, standardError: 0 };
  const indices = {} as Record<Name, SobolIndex>;
  let first = 0;
  let total = 0;
  space.names.forEach((name, i) => {
    const j = space.random.indexOf(i);
    if (j < 0) {
      indices[name] = { first: none, total: none };
      return;
    }
    indices[name] = { first: estimate(sums.closed(j)), total: estimate(sums.complement(j)) };
    first += indices[name].first.value;
    total += indices[name].total.value;
  });
  return {
    samples: sample.samples,
    design: sample.design,
    seed: sample.seed,
    replicates: sample.replicates,
    evaluations: sums.evaluations,
    confidence,
    mean: sums.mean,
    variance: sums.variance,
    indices,
    sums: { first, total },
  };
}
