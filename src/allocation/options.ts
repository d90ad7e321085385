/** Options of `solve` and what they default to. */

import * as v from 'valibot';
import { ParameterError } from '../engine/errors';
import { parse, properShare, runEntries, wholeNumber } from '../engine/parameters';
import type { Progress } from '../engine/result';
import { defaultCertificateTolerance } from './certificate';

export type Method = 'fbsm' | 'shooting';
export type Acceleration = 'anderson' | 'none';

export interface SolveOptions {
  /** `fbsm`: forward–backward sweep; `shooting`: root search over the extremals. Default `fbsm`. */
  readonly method?: Method;
  /** Number of steps of the answer's uniform time grid, 2 … 1e6. Default 200. */
  readonly steps?: number;
  /**
   * When to stop. fbsm: max |α̂ − α| ≤ tolerance. shooting: |M(0)/M0 − 1| ≤ tolerance.
   * In (0, 1). Default 1e-11 and 1e-9.
   */
  readonly tolerance?: number;
  /** Most iterations (fbsm: sweeps, over all meshes; shooting: integrations). 1 … 1e6. Default 1000. */
  readonly maxIterations?: number;
  /** fbsm without acceleration: weight ω in (0, 1] of α ← α + ω (α̂ − α). Default 0.3, the paper's. */
  readonly relaxation?: number;
  /** fbsm: `anderson` (depth 2, clipped, restarted with more damping where it fails) or `none`. Default `anderson`. */
  readonly acceleration?: Acceleration;
  /** What the certificate is held to, in (0, 1). Default 1e-4. */
  readonly certificateTolerance?: number;
  /**
   * Reproduce the seed script digit for digit, its errors included (explicit Euler, double discounting;
   * 100 steps, relaxation 0.3, tolerance 1e-4, unless given). The certificate then says how far off it is.
   */
  readonly asPublished?: boolean;
  /** Ends the computation; the result then has status `cancelled`. */
  readonly signal?: AbortSignal;
  /** Called after each round of iterations. */
  readonly onProgress?: (progress: Progress) => void;
}

export type CompleteSolveOptions = Required<Omit<SolveOptions, 'signal' | 'onProgress'>> &
  Pick<SolveOptions, 'signal' | 'onProgress'>;

export const methods = ['fbsm', 'shooting'] as const satisfies readonly Method[];
export const accelerations = ['anderson', 'none'] as const satisfies readonly Acceleration[];

const between = (expected: string, test: (x: number) => boolean) =>
  v.pipe(v.number(expected), v.finite(expected), v.check(test, expected));

const share = properShare();

/** Checks of options that several calls share. */
export const optionSchemas = {
  steps: wholeNumber(2, 1e6),
  share,
  flag: v.boolean('true or false'),
};

const schema = v.strictObject(
  {
    method: v.optional(v.picklist(methods, `one of ${methods.join(', ')}`)),
    steps: v.optional(optionSchemas.steps),
    tolerance: v.optional(share),
    maxIterations: v.optional(wholeNumber(1, 1e6)),
    relaxation: v.optional(between('a number > 0 and ≤ 1', (x) => x > 0 && x <= 1)),
    acceleration: v.optional(v.picklist(accelerations, `one of ${accelerations.join(', ')}`)),
    certificateTolerance: v.optional(share),
    asPublished: v.optional(optionSchemas.flag),
    ...runEntries,
  },
  'an object of options',
);

/** Options with defaults filled in. @throws ParameterError */
export function completeOptions(given: unknown = {}): CompleteSolveOptions {
  const options = parse(schema, given, 'options') as SolveOptions;
  const { asPublished = false } = options;
  if (asPublished && options.method === 'shooting') {
    throw new ParameterError(
      'method',
      'shooting',
      'fbsm where asPublished is set: the seed has no other',
    );
  }
  const defaults = asPublished
    ? { steps: 100, tolerance: 1e-4, maxIterations: 1000 }
    : {
        steps: 200,
        tolerance: options.method === 'shooting' ? 1e-9 : 1e-11,
        maxIterations: 1000,
      };
  return {
    method: 'fbsm',
    relaxation: 0.3,
    acceleration: asPublished ? 'none' : 'anderson',
    certificateTolerance: defaultCertificateTolerance,
    asPublished,
    ...defaults,
    ...options,
  };
}
