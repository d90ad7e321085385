/**
 * Bounds that no schedule is below, from what every schedule is when gangs may be cut up in time.
 *
 * Let f_j be shares of a machine such that jobs that can run at one time have Σ f_j ≤ 1: g_j/K, and what
 * dual feasible functions make of it (Fekete and Schepers 2001; x = g/K, k whole, 0 < ε ≤ 1/2):
 *
 *     u_k(x) = x where (k + 1) x is whole, else ⌊(k + 1) x⌋ / k                                      (RS1)
 *     U_ε(x) = 1 where x > 1 − ε, 0 where x < ε, else x
 *
 * (u₁ and U_½ say that jobs of more than half the GPUs exclude each other.) In any schedule a machine of
 * speed 1 that works on j at rate f_j while j runs is never overloaded. So, for every r,
 *
 *     C_max ≥ r + Σ_{r_j ≥ r} f_j p_j,    C_max ≥ max r_j + p_j                                      (RS2)
 *
 * The mean time M_j of the work on j is C_j − p_j/2 as its rate is constant, so that
 *
 *     Σ w_j C_j = Σ w_j (M_j + p_j/2)                                                                (RS3)
 *
 * Over all ways to share the machine among released jobs with f_j p_j of work each, Σ w_j M_j is least
 * where at every time the released job with the greatest w_j / (f_j p_j) has it whole: exchanging work of
 * two jobs otherwise makes it less (Goemans et al. 2002 for one machine; zero weights come last and count
 * nothing). Jobs with f_j = 0 have C_j ≥ r_j + p_j, which summed over all jobs is the other bound.
 *
 * Sources: S. P. Fekete, J. Schepers, Mathematical Programming 91 (2001) 11; M. X. Goemans, M. Queyranne,
 * A. S. Schulz, M. Skutella, Y. Wang, SIAM Journal on Discrete Mathematics 15 (2002) 165.
 */

import { heapOf } from './heap';
import { orderOf } from './order';
import type { Gangs } from './problem';

export interface Bounds {
  readonly weightedCompletion: number;
  readonly makespan: number;
}

/** Numbers worked on at most, by all functions together. */
const mostWork = 2e5;
const mostFunctions = 48;

/** The greatest of the bounds. */
export function boundsOf(gangs: Gangs): Bounds {
  const { count, durations, releases, weights } = gangs;
  let makespan = 0;
  let weightedCompletion = 0;
  for (let j = 0; j < count; j++) {
    makespan = Math.max(makespan, releases[j] + durations[j]);
    weightedCompletion += weights[j] * (releases[j] + durations[j]);
  }
  const arrivals = orderOf(gangs, 'release');
  for (const shares of sharesOf(gangs)) {
    makespan = Math.max(makespan, energy(gangs, arrivals, shares));
    weightedCompletion = Math.max(weightedCompletion, meanBusy(gangs, arrivals, shares));
  }
  return { weightedCompletion, makespan };
}

/** Shares f_j, the plain ones first, each set of them once. */
export function sharesOf({ count, gpus, capacity }: Gangs): Float64Array[] {
  const plain = Float64Array.from(gpus, (g) => g / capacity);
  const most = Math.min(mostFunctions, Math.max(1, Math.floor(mostWork / count)));
  const all = [plain];
  const needs = Float64Array.from(new Set(gpus)).sort().reverse();
  const seen = new Set([needs.map((g) => g / capacity).join()]);
  const add = (of: (g: number) => number) => {
    if (all.length >= most) return;
    const key = needs.map(of).join();
    if (seen.has(key)) return;
    seen.add(key);
    all.push(Float64Array.from(gpus, of));
  };
  const folded = (k: number) => (g: number) => {
    const parts = (k + 1) * g;
    return parts % capacity === 0 ? g / capacity : Math.floor(parts / capacity) / k;
  };
  const cut = (least: number) => (g: number) => {
    if (g > capacity - least) return 1;
    return g < least ? 0 : g / capacity;
  };
  for (let k = 1; k <= Math.min(capacity, mostFunctions / 2); k++) add(folded(k));
  for (const least of needs) if (2 * least <= capacity) add(cut(least));
  return all;
}

/** (RS2). */
function energy({ durations, releases }: Gangs, arrivals: Int32Array, shares: Float64Array) {
  let work = 0;
  let most = 0;
  for (let k = arrivals.length - 1; k >= 0; k--) {
    const j = arrivals[k];
    work += shares[j] * durations[j];
    most = Math.max(most, releases[j] + work);
  }
  return most;
}

/** (RS3) with the least mean times. */
function meanBusy(gangs: Gangs, arrivals: Int32Array, shares: Float64Array): number {
  const { count, durations, releases, weights } = gangs;
  const left = shares.map((share, j) => share * durations[j]);
  const ratios = left.map((work, j) => (work > 0 ? weights[j] / work : 0));
  const waiting = heapOf(count);
  let arrived = 0;
  let time = 0;
  let bound = 0;
  while (arrived < count || waiting.size > 0) {
    if (waiting.size === 0) time = Math.max(time, releases[arrivals[arrived]]);
    while (arrived < count && releases[arrivals[arrived]] <= time) {
      const j = arrivals[arrived++];
      if (left[j] > 0) waiting.push(-ratios[j], j);
      bound += weights[j] * (left[j] > 0 ? durations[j] / 2 : releases[j] + durations[j]);
    }
    if (waiting.size === 0) continue;
    const j = waiting.top;
    const next = arrived < count ? releases[arrivals[arrived]] : Number.POSITIVE_INFINITY;
    const isLast = time + left[j] <= next;
    const work = isLast ? left[j] : next - time;
    bound += ratios[j] * work * (time + work / 2);
    time = isLast ? time + work : next;
    left[j] -= work;
    if (isLast) waiting.pop();
  }
  return bound;
}
