/**
 * Lists of jobs by a key, ties as the jobs were given.
 *
 * `smith`: greatest w / (g p) first, weight by GPU-time: Smith's ratio (1956) for gangs, optimal for one GPU
 * without releases. `priority`: greatest w. `longest`: greatest p. `widest`: greatest g. `release`: least r.
 *
 * Source: W. E. Smith, Naval Research Logistics Quarterly 3 (1956) 59.
 */

import type { GangOrder, Gangs } from './problem';

export function orderOf({ count, ...gangs }: Gangs, order: GangOrder): Int32Array {
  const { gpus, durations, releases, weights } = gangs;
  const key: Record<GangOrder, (j: number) => number> = {
    smith: (j) => -weights[j] / (gpus[j] * durations[j]),
    priority: (j) => -weights[j],
    longest: (j) => -durations[j],
    widest: (j) => -gpus[j],
    release: (j) => releases[j],
  };
  const keys = Float64Array.from({ length: count }, (_, j) => key[order](j));
  return Int32Array.from({ length: count }, (_, j) => j).sort((a, b) => keys[a] - keys[b] || a - b);
}
