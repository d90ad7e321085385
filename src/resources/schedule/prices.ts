/** What GPUs are worth: schedules with one more and one less, compared. */

import type { Progress } from '../../engine/result';
import { type Run, runStepsAsync } from '../../engine/steps';
import { type Gangs, mostGpus } from './problem';

/** What GPUs are worth, in units of the objective. */
export interface GangPrices {
  /**
   * What one more GPU takes off the objective where the same method schedules again; lists may do worse with
   * more GPUs, then it is < 0. Null where that was not worked out.
   */
  readonly gain: number | null;
  /** What one less adds; null where it was not worked out, or some gang no longer fits. */
  readonly loss: number | null;
  /** What one more takes off the linear relaxation of the time-indexed program, at the margin. */
  readonly linear: number | null;
}

export const noPrices: GangPrices = { gain: null, loss: null, linear: null };

/** Cost of the schedule that the same method makes of gangs; null where it does not know. */
export type Costing = (gangs: Gangs) => Generator<Progress, number | null>;

/** What one GPU more takes off, and one less adds, where another schedule is made. */
export async function margins(
  gangs: Gangs,
  cost: number,
  costing: Costing,
  run: Run,
): Promise<Pick<GangPrices, 'gain' | 'loss'>> {
  const widest = gangs.gpus.reduce((most, need) => Math.max(most, need), 0);
  const costWith = async (capacity: number) => {
    if (capacity < widest || capacity > mostGpus) return null;
    return runStepsAsync<number | null>(costing({ ...gangs, capacity }), run, () => null);
  };
  const more = await costWith(gangs.capacity + 1);
  const less = await costWith(gangs.capacity - 1);
  return { gain: more === null ? null : cost - more, loss: less === null ? null : less - cost };
}
