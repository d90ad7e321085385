/**
 * What is checked of an answer, from the trace and the evictions reported alone.
 *
 * - Every policy is replayed: what it evicts is in the cache, a page not there is a fault, nothing is evicted
 *   while a slot is free, and no more than k pages are held.
 * - Evictions follow the rule: FIFO's are its faults in order; what LRU evicts has the earliest last request;
 *   what LFU evicts has the fewest requests since it was fetched; what marking evicts has no mark.
 * - No policy has fewer faults than the prices of (PG5) allow: their value bounds the hits of every policy from
 *   above (weak duality), and the optimum meets it.
 * - Ratios are faults over those of the optimum, counted here; of marking they rest on expected faults. LRU and
 *   FIFO have at most k times its faults, marking expects at most 2 H_k times.
 */

import type { Certificate } from '../../engine/result';
import { ratioOf } from '../ratio';
import type { PagingPolicy, Trace } from './problem';

export interface PagingCertificate extends Certificate {
  readonly kind: 'paging';
  /** Whether every policy can be replayed, with the faults that it reports. */
  readonly replays: boolean;
  /** Policies whose evictions are not by their rule. */
  readonly broken: readonly PagingPolicy[];
  /** No policy has fewer faults than this: by the prices, recomputed; null where no optimum was found. */
  readonly lowerBound: number | null;
  /** How many faults the optimum is above it. */
  readonly gap: number | null;
  /** What shows that no policy has fewer faults than the optimum reported; null where nothing does. */
  readonly provenBy: 'duality' | null;
  /** Greatest difference between a ratio and its faults over those of the optimum; marking's is not of one run. */
  readonly ratioError: number;
  /** How far a ratio is above its bound, relative; 0 where none is. */
  readonly boundExcess: number;
}

/** What one policy did. */
export interface Claim {
  readonly faults: number;
  readonly faultPositions: Int32Array;
  /** The page evicted by each fault, −1 where a slot was free. */
  readonly evictions: Int32Array;
  readonly ratio: { readonly realized: number | null; readonly proven: number | null };
}

export interface Claims {
  readonly policies: Readonly<Partial<Record<PagingPolicy, Claim>>>;
  /** Faults and priced times of the optimum. */
  readonly optimum: { readonly faults: number; readonly times: Int32Array } | null;
  readonly isComplete: boolean;
}

const tolerance = 1e-12;

export function certify(
  trace: Trace,
  { policies, optimum, isComplete }: Claims,
): PagingCertificate {
  const entries = Object.entries(policies) as [PagingPolicy, Claim][];
  const played = entries.filter(([, claim]) => replay(trace, claim));
  const replays = played.length === entries.length;
  // rules are asked of what can be replayed alone
  const broken = played.flatMap(([name, claim]) => (follows[name](trace, claim) ? [] : [name]));
  const lowerBound = optimum && trace.requests.length - mostHits(trace, optimum.times);
  const gap = optimum && optimum.faults - lowerBound!;
  const boundExcess = entries.reduce((most, [, { ratio }]) => {
    const excess = ratio.proven === null ? 0 : (ratio.realized ?? Infinity) / ratio.proven - 1;
    return Math.max(most, excess);
  }, 0);
  const ratioError = entries.reduce((most, [name, { faults, ratio }]) => {
    if (name === 'marking' || optimum === null) return most;
    return Math.max(most, Math.abs((ratio.realized ?? 0) - ratioOf(faults, optimum.faults)));
  }, 0);
  return {
    kind: 'paging',
    tolerance,
    holds:
      isComplete &&
      replays &&
      broken.length === 0 &&
      gap === 0 &&
      ratioError === 0 &&
      boundExcess <= tolerance,
    replays,
    broken,
    lowerBound,
    gap,
    provenBy: gap === 0 ? 'duality' : null,
    ratioError,
    boundExcess,
  };
}

/** Whether evictions can be played, with faults where they are reported and nowhere else. */
function replay({ requests, pages, cache }: Trace, claim: Claim): boolean {
  const { faults, faultPositions, evictions } = claim;
  if (faults !== faultPositions.length || faults !== evictions.length) return false;
  const held = new Uint8Array(pages.length);
  let size = 0;
  let j = 0;
  for (let t = 0; t < requests.length; t++) {
    const isFault = held[requests[t]] === 0;
    if (isFault !== (faultPositions[j] === t)) return false;
    if (!isFault) continue;
    const gone = evictions[j++];
    if (gone >= 0) {
      if (size < cache || held[gone] !== 1) return false;
      held[gone] = 0;
      size--;
    }
    held[requests[t]] = 1;
    if (++size > cache) return false;
  }
  return j === faults;
}

/** The value of (PG5) at the prices: no policy has more hits. */
function mostHits({ requests, pages, cache }: Trace, times: Int32Array): number {
  const last = new Int32Array(pages.length).fill(-1);
  // priced times before, and at, the last request of every page
  const passed = new Int32Array(pages.length);
  let before = 0;
  let unpriced = 0;
  for (let t = 0; t < requests.length; t++) {
    const page = requests[t];
    if (last[page] >= 0 && before === passed[page]) unpriced++;
    if (times[before] === t) before++;
    last[page] = t;
    passed[page] = before;
  }
  // a time that is out of order, or none, was not counted
  return before === times.length ? (cache - 1) * times.length + unpriced : Infinity;
}

/** Whether evictions are by the rule of each policy; MIN's optimality is proven, not its rule. */
const follows: Readonly<Record<PagingPolicy, (trace: Trace, claim: Claim) => boolean>> = {
  lru: isLeastRecent,
  fifo({ requests }, { faultPositions, evictions }) {
    let oldest = 0;
    return evictions.every((page) => page < 0 || page === requests[faultPositions[oldest++]]);
  },
  lfu: isLeastFrequent,
  marking: isUnmarked,
  belady: () => true,
};

function isLeastRecent({ requests, pages }: Trace, claim: Claim): boolean {
  const { faultPositions, evictions } = claim;
  // the last request of every page of the cache; −1 of others
  const last = new Int32Array(pages.length).fill(-1);
  let oldest = 0;
  let j = 0;
  for (let t = 0; t < requests.length; t++) {
    if (faultPositions[j] === t) {
      const gone = evictions[j++];
      if (gone >= 0) {
        while (last[requests[oldest]] !== oldest) oldest++;
        if (gone !== requests[oldest]) return false;
        last[gone] = -1;
      }
    }
    last[requests[t]] = t;
  }
  return true;
}

function isLeastFrequent({ requests, pages }: Trace, claim: Claim): boolean {
  const { faultPositions, evictions } = claim;
  const counts = new Int32Array(pages.length);
  // how many pages of the cache have each count
  const tally: number[] = [0, 0];
  let least = 1;
  let j = 0;
  for (let t = 0; t < requests.length; t++) {
    const page = requests[t];
    const isFault = faultPositions[j] === t;
    if (isFault) {
      const gone = evictions[j++];
      if (gone >= 0) {
        while (tally[least] === 0) least++;
        if (counts[gone] !== least) return false;
        tally[least]--;
        counts[gone] = 0;
      }
      least = 1;
    } else tally[counts[page]]--;
    const count = ++counts[page];
    tally[count] = (tally[count] ?? 0) + 1;
  }
  return true;
}

function isUnmarked({ requests, pages, cache }: Trace, claim: Claim): boolean {
  const { faultPositions, evictions } = claim;
  const markedIn = new Int32Array(pages.length);
  let phase = 1;
  let marked = 0;
  let j = 0;
  for (let t = 0; t < requests.length; t++) {
    const page = requests[t];
    if (markedIn[page] !== phase && marked === cache) {
      phase++;
      marked = 0;
    }
    if (faultPositions[j] === t) {
      const gone = evictions[j++];
      if (gone >= 0 && markedIn[gone] === phase) return false;
    }
    if (markedIn[page] !== phase) marked++;
    markedIn[page] = phase;
  }
  return true;
}
