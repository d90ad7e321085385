/** What a schedule costs and uses. */

import type { GangObjective, Gangs } from './problem';

export interface Measures {
  /** Σ w C. */
  readonly weightedCompletion: number;
  /** The greatest C; time is counted from 0. */
  readonly makespan: number;
  /** Mean of C − r. */
  readonly meanFlowTime: number;
  /** GPU-time used over K · makespan. */
  readonly utilization: number;
  /** Most GPUs in use at one time. */
  readonly peak: number;
}

export function measure(gangs: Gangs, start: Float64Array, completion: Float64Array): Measures {
  const { count, gpus, durations, releases, weights, capacity } = gangs;
  let weightedCompletion = 0;
  let makespan = 0;
  let flow = 0;
  let work = 0;
  for (let j = 0; j < count; j++) {
    weightedCompletion += weights[j] * completion[j];
    makespan = Math.max(makespan, completion[j]);
    flow += completion[j] - releases[j];
    work += (gpus[j] / capacity) * durations[j];
  }
  return {
    weightedCompletion,
    makespan,
    meanFlowTime: flow / count,
    // sums are rounded
    utilization: Math.min(1, work / makespan),
    peak: peakOf(gangs, start, completion),
  };
}

/** Ends free their GPUs before starts take them. */
function peakOf({ gpus }: Gangs, start: Float64Array, completion: Float64Array): number {
  const starts = Int32Array.from(start.keys()).sort((a, b) => start[a] - start[b]);
  const ends = Int32Array.from(start.keys()).sort((a, b) => completion[a] - completion[b]);
  let ended = 0;
  let used = 0;
  let peak = 0;
  for (const j of starts) {
    while (completion[ends[ended]] <= start[j]) used -= gpus[ends[ended++]];
    used += gpus[j];
    peak = Math.max(peak, used);
  }
  return peak;
}

export const costOf = (gangs: Gangs, objective: GangObjective, start: Float64Array): number => {
  const { durations, weights } = gangs;
  let cost = 0;
  for (let j = 0; j < gangs.count; j++) {
    const end = start[j] + durations[j];
    cost = objective === 'makespan' ? Math.max(cost, end) : cost + weights[j] * end;
  }
  return cost;
};
