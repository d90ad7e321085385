/** Provisioning: machines on demand or reserved, for a demand that is not known beforehand. */

import * as v from 'valibot';
import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import { parse, runEntries } from '../../engine/parameters';
import type { Progress } from '../../engine/result';
import { runSteps, runStepsAsync } from '../../engine/steps';
import { type Seed, wordsOf } from '../../sampling/seed-sequence';
import { type Market, marketOf, type ProvisionProblem } from './problem';
import { type ProvisionResult, runOf } from './solve';

export type { ProvisionCertificate } from './certificate';
export type { ProvisionProblem } from './problem';
export type { ProvisionExpectation } from './randomized';
export type {
  OnlineProvisionPlan,
  ProvisionPlan,
  ProvisionPolicies,
  ProvisionResult,
  RandomizedProvisionPlan,
} from './solve';

export interface ProvisionOptions {
  /** Slots of demand beyond the present one that `deterministic` and `randomized` know; < τ, default 0. */
  readonly window?: number;
  /** Of the patience that `randomized` draws; default 0. */
  readonly seed?: Seed;
}

export interface ProvisionRun {
  readonly signal?: AbortSignal;
  /**
   * `done` and `total` are machines of the optimum's flow, then nodes from which the prices that are not
   * unique are looked for, then cases of the expectation.
   */
  readonly onProgress?: (progress: Progress) => void;
}

const known = 'a whole number ≥ 0 and less than the slots of a reservation';

const optionsSchema = v.strictObject(
  {
    window: v.optional(
      v.pipe(
        v.number(known),
        v.check((n) => Number.isInteger(n) && n >= 0, known),
      ),
      0,
    ),
    seed: v.optional(v.unknown(), 0),
  },
  'an object of options',
);

const runSchema = v.strictObject(runEntries, 'an object of options');

function completeOptions(options: unknown, { slots }: Market) {
  const { window, seed } = parse(optionsSchema, options ?? {}, 'options');
  if (window >= slots) throw new ParameterError('window', window, known);
  wordsOf(seed);
  return { window, seed: seed as Seed };
}

/**
 * Machines rented by the slot, or reserved for many slots at a fee, for a trace of demand: what policies that do
 * not know the future pay (nothing reserved, all reserved, the break-even rule, a random one), the least that
 * could have been paid, and what one more machine in each slot adds to that, and one less saves.
 *
 * The optimum is whole and exact to rounding, by a flow of least cost. Its time grows with the slots and with
 * how many different numbers of machines there are, not with their size: for 10⁴ slots of up to some hundred
 * machines 1 to 3 s; of up to 10⁵ and more, hardly two slots alike, 10 to 40 s.
 *
 * @throws ParameterError naming the first field that is not usable
 */
export function provision(
  backend: Backend,
  problem: ProvisionProblem,
  options?: ProvisionOptions,
): ProvisionResult {
  const market = marketOf(problem);
  const { window, seed } = completeOptions(options, market);
  return runSteps(runOf(backend, market, window, seed).steps);
}

/** As `provision`, giving way to the event loop now and then, so that a `signal` can end it. */
export async function provisionAsync(
  backend: Backend,
  problem: ProvisionProblem,
  options?: ProvisionOptions,
  run: ProvisionRun = {},
): Promise<ProvisionResult> {
  parse(runSchema, run, 'run');
  const market = marketOf(problem);
  const { window, seed } = completeOptions(options, market);
  const { steps, cut } = runOf(backend, market, window, seed);
  return runStepsAsync(steps, run, cut);
}
