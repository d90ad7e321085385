/** What policies have in common. */

import type { Trace } from './problem';

/** In a log: the page was in the cache. */
export const HIT = -2;
/** In a log: a fault into a slot that was free. */
export const FREE = -1;

/**
 * Runs a policy over a trace with an empty cache of `slots`.
 *
 * @param slots at most as many as there are pages: more are never used
 * @param log for every request `HIT`, `FREE` or the page that was evicted
 * @returns faults
 */
export type Policy = (trace: Trace, slots: number, log?: Int32Array) => number;

/** Slots that can be of use. */
export function usable({ pages }: Trace, cache: number): number {
  return Math.min(cache, pages.length);
}
