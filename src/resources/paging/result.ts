/** What is found out about the policies of paging. */

import type { BackendName } from '../../engine/backend';
import type { Status } from '../../engine/result';
import type { Ratio } from '../ratio';
import type { PagingCertificate } from './certificate';
import type { Page, PagingPolicy } from './problem';

/** Faults that slots save. */
export interface SlotPrice {
  /** What the last slot saves: faults at k − 1 less those at k; null where k is 1. Negative in an anomaly. */
  readonly last: number | null;
  /** What one more slot would save. */
  readonly next: number;
}

export interface PagingPolicyResult {
  /** Of `marking`: of its first run. */
  readonly faults: number;
  readonly hits: number;
  /** Requests (from 0) that were faults, ascending. */
  readonly faultPositions: Int32Array;
  /** The page that each fault evicted, by its place in `pages`; −1 where a slot was free. */
  readonly evictions: Int32Array;
  /** Faults over those of the optimum; of `marking` its expected faults, which is what the bound is for. */
  readonly ratio: Ratio;
  /** Of `marking`: of expected faults. */
  readonly shadowPrice: SlotPrice;
  /** Of `marking`; null else. */
  readonly runs: MarkingRuns | null;
}

export interface MarkingRuns {
  /** Expected faults, exact. */
  readonly expected: number;
  readonly replications: number;
  /** Mean of the faults of all runs. */
  readonly mean: number;
  /** Of the mean; null where there is one run. */
  readonly standardError: number | null;
}

export interface PagingCurve {
  /** Slots, ascending. */
  readonly sizes: Int32Array;
  /** Faults of every policy at these; of `marking` expected ones. */
  readonly faults: Readonly<Partial<Record<PagingPolicy, Float64Array>>>;
}

/** Where more slots make more faults, between two neighbours of a curve. */
export interface PagingAnomaly {
  readonly policy: PagingPolicy;
  readonly from: number;
  readonly to: number;
  readonly faults: readonly [number, number];
}

export interface PagingResult {
  readonly status: Extract<Status, 'converged' | 'cancelled'>;
  readonly backend: BackendName;
  readonly cache: number;
  readonly requests: number;
  /** What pages are called, in order of their first requests. */
  readonly pages: readonly Page[];
  /** Fewest faults that any policy has, and when a slot is short; null where a signal came before. */
  readonly optimum: PagingOptimum | null;
  /** Those asked for. */
  readonly policies: Readonly<Partial<Record<PagingPolicy, PagingPolicyResult>>>;
  /** Null where a signal came before. */
  readonly curve: PagingCurve | null;
  readonly anomalies: readonly PagingAnomaly[];
  readonly certificate: PagingCertificate;
}

export interface PagingOptimum {
  readonly faults: number;
  readonly hits: number;
  /**
   * Prices of a slot by time: 1 during the requests (from 0) listed, 0 during all others. Their sum is a
   * price of a slot for the whole trace, no less than what one more saves.
   */
  readonly pricedTimes: Int32Array;
}
