/** Options of a minimization, checked. */

import * as v from 'valibot';
import { ParameterError } from '../../engine/errors';
import { parse, runEntries, wholeNumber } from '../../engine/parameters';
import type { Progress } from '../../engine/result';
import { type Seed, wordsOf } from '../../sampling/seed-sequence';
import { pointOf, projected } from './project';
import { type ConvexSet, dimensionOf, type Region, regionOf } from './sets';

export const minimizeMethods = [
  'gradient',
  'momentum',
  'nesterov',
  'adam',
  'sgd',
  'lbfgs',
] as const;
export type MinimizeMethod = (typeof minimizeMethods)[number];

export interface MinimizeOptions {
  /** Default `lbfgs`; `sgd` needs the problem's `sum`. */
  readonly method?: MinimizeMethod;
  /**
   * t > 0, or `line-search`. Default `line-search`, where the method has it; 0.1 for `adam` and `sgd`, whose
   * steps fall from there. `lbfgs` always searches.
   */
  readonly step?: 'line-search' | number;
  /** Where to begin; is projected on the set. Default 0, projected, where the set tells how many coordinates there are. */
  readonly start?: readonly number[] | Float64Array;
  /** Iterations at most, epochs for `sgd`: 1 … 10⁹. Default 10 000, 100 for `sgd`. */
  readonly maxIterations?: number;
  /**
   * What residuals of the conditions of optimality are held to, in units of f per x, and constraints, in their own;
   * prices × slack and the gap, where there is one, to tolerance × (1 + |f|). Default 1e-8.
   */
  readonly tolerance?: number;
  /** β of `momentum`, 0 ≤ β < 1. Default 0.9. */
  readonly momentum?: number;
  /** Pairs that `lbfgs` remembers, 1 … 100. Default 10. */
  readonly memory?: number;
  /** Terms in a batch of `sgd`. Default 1. */
  readonly batch?: number;
  /** Of the batches. Default 0. */
  readonly seed?: Seed;
  /** Ends the call at the next iteration, with what there is. */
  readonly signal?: AbortSignal;
  /** Called after every iteration. */
  readonly onProgress?: (progress: Progress) => void;
}

const positive = 'a finite number > 0';
export const toleranceSchema = v.pipe(
  v.number(positive),
  v.check((x) => x > 0 && x < Infinity, positive),
);
const stepWord = '"line-search", or a finite number > 0';
const momentumWord = 'a number ≥ 0 and < 1';

const schema = v.strictObject(
  {
    method: v.optional(
      v.picklist(minimizeMethods, `one of ${minimizeMethods.join(', ')}`),
      'lbfgs' as const,
    ),
    step: v.optional(
      v.union(
        [
          v.literal('line-search'),
          v.pipe(
            v.number(),
            v.check((x) => x > 0 && x < Infinity),
          ),
        ],
        stepWord,
      ),
    ),
    start: v.optional(v.unknown()),
    maxIterations: v.optional(wholeNumber(1, 1e9)),
    tolerance: v.optional(toleranceSchema, 1e-8),
    momentum: v.optional(
      v.pipe(
        v.number(momentumWord),
        v.check((x) => x >= 0 && x < 1, momentumWord),
      ),
      0.9,
    ),
    memory: v.optional(wholeNumber(1, 100), 10),
    batch: v.optional(wholeNumber(1, 1e6), 1),
    seed: v.optional(v.unknown(), 0),
    ...runEntries,
  },
  'an object of options',
);

export interface Settings {
  readonly method: MinimizeMethod;
  readonly step: number | undefined;
  readonly maxIterations: number;
  readonly tolerance: number;
  readonly momentum: number;
  readonly memory: number;
  readonly batch: number;
  readonly seed: Seed;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly start: unknown;
}

/** @throws ParameterError naming the first option that is not usable */
export function settingsOf(options: MinimizeOptions): Settings {
  const { step, seed, ...given } = parse(schema, options, 'options');
  const { method } = given;
  wordsOf(seed);
  const isStochastic = method === 'adam' || method === 'sgd';
  if (isStochastic && step === 'line-search') {
    throw new ParameterError('step', step, `a finite number > 0 where the method is ${method}`);
  }
  if (method === 'lbfgs' && typeof step === 'number') {
    throw new ParameterError('step', step, '"line-search" where the method is lbfgs');
  }
  const fixed = typeof step === 'number' ? step : undefined;
  return {
    ...given,
    maxIterations: given.maxIterations ?? (method === 'sgd' ? 100 : 10000),
    step: isStochastic ? (fixed ?? 0.1) : fixed,
    seed: seed as Seed,
    start: given.start,
    signal: given.signal,
    onProgress: given.onProgress,
  };
}

/** Where to begin, in the set. @throws ParameterError where there is no telling how many coordinates */
export function startOf(
  start: unknown,
  set: ConvexSet,
): { readonly region: Region; readonly start: Float64Array } {
  const n = dimensionOf(set);
  if (start === undefined && n === undefined) {
    throw new ParameterError('start', start, 'an array of finite numbers', 'type');
  }
  const point = start === undefined ? new Float64Array(n!) : pointOf('start', start);
  const region = regionOf(set, point.length);
  return { region, start: projected(region, point) };
}
