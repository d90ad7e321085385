/** What a stream's answer holds. */

import type { Backend, BackendName } from '../../engine/backend';
import type { Status } from '../../engine/result';
import type { Ratio } from '../ratio';
import type { StreamBaseline } from './baselines';
import type { StreamCertificate } from './certificate';
import type { Offline } from './offline';
import type { StreamValues } from './pricing';

/** What a policy gives. */
export interface StreamPolicy {
  /** Tokens of every frame. */
  readonly allocation: Float64Array;
  /** Σ f_t(x_t). */
  readonly value: number;
  /** Σ x_t. */
  readonly spent: number;
  /** The offline optimum over the value. */
  readonly ratio: Ratio;
}

export interface StreamResult {
  readonly status: Extract<Status, 'converged' | 'infeasible' | 'diverged' | 'cancelled'>;
  readonly backend: BackendName;
  /** Of the pricing policy, as all that follows; null where there is no answer. */
  readonly allocation: Float64Array | null;
  readonly value: number | null;
  readonly spent: number | null;
  /**
   * The price of a token after each frame (of whole tokens that of the next one), from L to U; 0 where no
   * token is worth anything, or none is free.
   */
  readonly prices: Float64Array | null;
  /** The budget beyond the lower bounds, and the share of it that was used. */
  readonly free: number | null;
  readonly used: number | null;
  /** L and U, and whether they were given or are those of the frames; null where prices are 0. */
  readonly values: (StreamValues & { readonly source: 'given' | 'frames' }) | null;
  /** Whether no token that could be bought is worth less than L. */
  readonly within: boolean | null;
  /** 1 + ln(U/L), for whole tokens a little more: the ratio no stream within L and U exceeds. */
  readonly alpha: number | null;
  /**
   * `proven` is α; null where tokens below L were on offer and less than 1/α of the free budget was used.
   * Then the optimum exceeds the value by `additive` at most.
   */
  readonly ratio: Ratio | null;
  /** L times the tokens not used, where `within` does not hold and less than 1/α is used; else 0. */
  readonly additive: number | null;
  /** Null where they were not asked for. */
  readonly baselines: Readonly<Record<StreamBaseline, StreamPolicy>> | null;
  /** The optimum of all frames at once, within the same reserve. */
  readonly offline: Offline | null;
  /** What no allocation exceeds, by weak duality at the last price (or at 0). */
  readonly dualBound: number | null;
  readonly dualPrice: number | null;
  /** Tokens that are missing for the lower bounds where these exceed the budget: no answer. */
  readonly missing: number | null;
  readonly certificate: StreamCertificate | null;
}

export function emptyResult({ name }: Backend, status: StreamResult['status']): StreamResult {
  return {
    status,
    backend: name,
    allocation: null,
    value: null,
    spent: null,
    prices: null,
    free: null,
    used: null,
    values: null,
    within: null,
    alpha: null,
    ratio: null,
    additive: null,
    baselines: null,
    offline: null,
    dualBound: null,
    dualPrice: null,
    missing: null,
    certificate: null,
  };
}
