/** Gang scheduling: rigid parallel jobs on GPUs, each all or nothing. */

import type { Backend } from '../../engine/backend';
import {
  completeOptions,
  completeProblem,
  type GangScheduleOptions,
  type GangScheduleProblem,
} from './problem';
import type { GangScheduleResult } from './result';
import { schedule } from './solve';

export type { Bounds as GangBounds } from './bounds';
export type { GangCertificate } from './certificate';
export type { Prover as GangProver } from './exact';
export type { GangPrices } from './prices';
export type {
  Backfill,
  GangJob,
  GangMethod,
  GangObjective,
  GangOrder,
  GangScheduleOptions,
  GangScheduleProblem,
} from './problem';
export { backfills, gangMethods, gangObjectives, gangOrders, usualNodes } from './problem';
export type { GangRatio, GangScheduleResult } from './result';

/**
 * When jobs start that need all their GPUs at one time, without a break, so that Σ w C or the makespan is
 * small.
 *
 * - `exact` (the default): the optimum, to 10⁻¹² of it. Branch and bound for up to 30 jobs (about 15 of
 *   them without much in common are a matter of seconds), an integer program where times have a common unit
 *   and it is small; beyond both ends `iteration-limit` with the best schedule known and a bound.
 * - `priority`: jobs start in the order of a list.
 * - `backfill`: jobs may go ahead in gaps. `conservative`: none delays one before it in the list; `easy`:
 *   none delays the first that waits.
 * - `online`: whenever GPUs are free, the first released job that fits starts. For the makespan at most
 *   2 − 1/K times the optimum.
 *
 * At most 10⁶ jobs, 10⁵ with `backfill`. A gang wider than the cluster makes the problem `infeasible`.
 *
 * @throws ParameterError naming the first field that is not usable
 */
export async function gangSchedule(
  backend: Backend,
  problem: GangScheduleProblem,
  options?: GangScheduleOptions,
): Promise<GangScheduleResult> {
  const complete = completeProblem(problem);
  return schedule(backend, complete, completeOptions(options, complete.gangs.count));
}
