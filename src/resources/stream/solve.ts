/** All policies on one stream, the optimum beside them, and the proof. */

import type { Backend } from '../../engine/backend';
import type { Progress } from '../../engine/result';
import { neumaierSum } from '../../numerics/sums';
import { type Ratio, ratioOf } from '../ratio';
import { baselineNames, provenOf, runBaseline, type StreamBaseline } from './baselines';
import { certifyStream } from './certificate';
import { dualBound, type Offline, offlineOptimum, totalWorth } from './offline';
import { type Pricing, pricingOf } from './pricing';
import { type PricedRun, priceFrames } from './primal-dual';
import type { Stream } from './problem';
import { emptyResult, type StreamPolicy, type StreamResult } from './result';

export function* solveStream(
  backend: Backend,
  stream: Stream,
): Generator<Progress, StreamResult, void> {
  const m = backend.math;
  const { curves, free, values } = stream;
  if (free < 0) return { ...emptyResult(backend, 'infeasible'), missing: -free };
  const pricing = values === null ? null : pricingOf(m, values, free, stream.isWhole);
  const priced = pricing === null ? unpriced(stream) : yield* priceFrames(m, stream, pricing);
  const runs: [StreamBaseline, Float64Array][] = [];
  for (const name of stream.hasBaselines ? baselineNames : []) {
    runs.push([name, yield* runBaseline(m, stream, name)]);
  }
  const end = { done: curves.count, total: curves.count };
  yield end;
  const offline = offlineOptimum(m, stream);
  yield end;
  const policyOf = (allocation: Float64Array, proven: number | null): StreamPolicy => {
    const value = totalWorth(m, curves, allocation);
    return {
      allocation,
      value,
      spent: neumaierSum(allocation),
      ratio: ratio(offline, value, proven),
    };
  };
  const { proven, additive, prices } = promise(stream, pricing, priced);
  const dual = dualBound(m, stream, prices);
  const answer = policyOf(priced.allocation, proven);
  const others = runs.map(([name, x]) => [name, policyOf(x, provenOf(stream, name))] as const);
  if (![offline, answer, ...others.map(([, each]) => each)].every(hasValue)) {
    return emptyResult(backend, 'diverged');
  }
  yield end;
  const policies = [answer, ...others.map(([, each]) => each)];
  const claim = { stream, pricing, policies, offline, dualPrice: dual.price, additive };
  return {
    status: 'converged',
    backend: backend.name,
    ...answer,
    prices: priced.prices,
    free,
    used: free === 0 ? 0 : priced.used / free,
    values,
    within: stream.isWithin,
    alpha: pricing?.alpha ?? 1,
    additive,
    baselines: stream.hasBaselines
      ? (Object.fromEntries(others) as Record<StreamBaseline, StreamPolicy>)
      : null,
    offline,
    dualBound: dual.bound,
    dualPrice: dual.price,
    missing: null,
    certificate: certifyStream(m, claim),
  };
}

const hasValue = ({ value }: { readonly value: number }) => Number.isFinite(value);

/** Lower bounds alone, where no token is worth anything or none is free. */
function unpriced({ curves }: Stream): PricedRun {
  return { allocation: curves.lower.slice(), prices: new Float64Array(curves.count), used: 0 };
}

/** What (RT4)–(RT6) say of a run, and the prices at which they are proven. */
function promise({ values, free, isWithin }: Stream, pricing: Pricing | null, { used }: PricedRun) {
  if (pricing === null || values === null) return { proven: 1, additive: 0, prices: [0] };
  if (used >= pricing.flat * (1 - 1e-12)) {
    return { proven: pricing.alpha, additive: 0, prices: [pricing.next(used), 0] };
  }
  if (isWithin) return { proven: pricing.alpha, additive: 0, prices: [0] };
  return { proven: null, additive: values.least * (free - used), prices: [values.least, 0] };
}

/** Rounding may put the optimum a unit of the last place below what it bounds. */
function ratio({ value: best }: Offline, value: number, proven: number | null): Ratio {
  const realized = ratioOf(best, value);
  return { realized: realized > 1 || !(realized > 1 - 1e-9) ? realized : 1, proven };
}
