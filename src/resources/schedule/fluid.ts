/**
 * The bounds (RS2) and (RS3) for what is left of a schedule: jobs that are running keep their share of the
 * machine to their ends, and no other starts before the earliest time at which it fits beside them.
 */

import { orderOf } from './order';
import type { Gangs } from './problem';

/** Running jobs, the first to end first. */
export interface Running {
  readonly ends: readonly number[];
  readonly jobs: readonly number[];
}

export interface Fluid {
  /**
   * At least Σ w C, or the greatest C, of the jobs that are left.
   *
   * @param heads the earliest start of each; Infinity for a job that is not left
   * @param time when the first of them can start
   */
  bound(heads: Float64Array, time: number, running: Running): number;
}

export function fluidOf(gangs: Gangs, shares: Float64Array, isMakespan: boolean): Fluid {
  const { count, durations, weights } = gangs;
  const works = shares.map((share, j) => share * durations[j]);
  const ratios = works.map((work, j) => (work > 0 ? weights[j] / work : 0));
  const plain = orderOf(gangs, 'smith');
  // jobs without a share do not take part
  const list = plain.filter((j) => works[j] > 0).sort((a, b) => ratios[b] - ratios[a] || a - b);
  const left = new Float64Array(count);
  return {
    bound(heads, from, { ends, jobs }) {
      let waiting = 0;
      let bound = 0;
      let latest = 0;
      for (let j = 0; j < count; j++) {
        left[j] = 0;
        if (heads[j] === Number.POSITIVE_INFINITY) continue;
        latest = Math.max(latest, heads[j] + durations[j]);
        if (works[j] > 0) {
          left[j] = works[j];
          waiting++;
        }
        bound += weights[j] * (works[j] > 0 ? durations[j] / 2 : heads[j] + durations[j]);
      }
      let time = from;
      let busy = 0;
      let ended = 0;
      for (let k = 0; k < ends.length; k++) {
        if (ends[k] <= time) ended = k + 1;
        else busy += shares[jobs[k]];
      }
      while (waiting > 0) {
        const rate = 1 - busy;
        let next = ended < ends.length ? ends[ended] : Number.POSITIVE_INFINITY;
        let chosen = -1;
        for (const j of list) {
          if (left[j] === 0) continue;
          if (heads[j] <= time) {
            if (chosen < 0) chosen = j;
          } else {
            next = Math.min(next, heads[j]);
          }
        }
        let until = next;
        // a share below what rounding leaves of a full machine is none
        if (chosen >= 0 && rate > 1e-12) {
          const end = time + left[chosen] / rate;
          const isLast = end <= next;
          if (isLast) until = end;
          const work = isLast ? left[chosen] : (next - time) * rate;
          bound += ratios[chosen] * work * ((time + until) / 2);
          left[chosen] = isLast ? 0 : Math.max(0, left[chosen] - work);
          if (left[chosen] === 0) waiting--;
        }
        time = until;
        while (ended < ends.length && ends[ended] <= time) {
          busy = ended + 1 === ends.length ? 0 : busy - shares[jobs[ended]];
          ended++;
        }
      }
      return isMakespan ? Math.max(latest, time) : bound;
    },
  };
}
