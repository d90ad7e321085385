/** All policies asked for over one trace, at its cache and at other sizes. */

import type { Backend } from '../../engine/backend';
import type { Steps } from '../../engine/steps';
import { randomStream } from '../../sampling/random-stream';
import { ratioOf } from '../ratio';
import { beladyWith, nextRequests } from './belady';
import { certify } from './certificate';
import { fifo } from './fifo';
import { lfu } from './lfu';
import { lru } from './lru';
import { expectedFaults, harmonic, marking } from './marking';
import { HIT, type Policy, usable } from './policy';
import { pricedTimes } from './prices';
import type { CompleteOptions, PagingPolicy, Trace } from './problem';
import type {
  MarkingRuns,
  PagingAnomaly,
  PagingCurve,
  PagingOptimum,
  PagingPolicyResult,
  PagingResult,
} from './result';
import { lruFaults } from './stack-distances';

export interface Work {
  readonly steps: Steps<PagingResult>;
  /** What there is so far, `cancelled`. */
  readonly cut: () => PagingResult;
}

interface Found {
  optimum: PagingOptimum | null;
  readonly policies: Partial<Record<PagingPolicy, PagingPolicyResult>>;
  curve: PagingCurve | null;
}

export function workOf(backend: Backend, trace: Trace, options: CompleteOptions): Work {
  const found: Found = { optimum: null, policies: {}, curve: null };
  return {
    steps: run(backend, trace, options, found),
    cut: () => resultOf(backend, trace, found, 'cancelled'),
  };
}

function resultOf(
  backend: Backend,
  trace: Trace,
  { optimum, policies, curve }: Found,
  status: PagingResult['status'],
): PagingResult {
  return {
    status,
    backend: backend.name,
    cache: trace.cache,
    requests: trace.requests.length,
    pages: trace.pages,
    optimum,
    policies,
    curve,
    anomalies: curve ? anomaliesOf(curve) : [],
    certificate: certify(trace, {
      policies,
      optimum: optimum && { faults: optimum.faults, times: optimum.pricedTimes },
      isComplete: status === 'converged',
    }),
  };
}

function* run(
  backend: Backend,
  trace: Trace,
  { policies, seed, replications, sizes }: CompleteOptions,
  found: Found,
): Steps<PagingResult> {
  const { requests, pages, cache } = trace;
  const n = requests.length;
  const next = nextRequests(requests, pages.length);
  const rules: Readonly<Record<PagingPolicy, Policy>> = {
    lru,
    fifo,
    lfu,
    marking: marking(randomStream(backend, seed)),
    belady: beladyWith(next),
  };
  const more = policies.includes('marking') ? replications - 1 : 0;
  const total = n * (1 + policies.length * (sizes.length + 3) + more);
  let done = 0;
  const progress = () => {
    done += n;
    return { done, total };
  };

  const best = logOf(trace, rules.belady);
  const optimal = faultsIn(best);
  const times = pricedTimes(requests, next, best);
  found.optimum = { faults: optimal, hits: n - optimal, pricedTimes: times };
  yield progress();

  const curves: Partial<Record<PagingPolicy, Float64Array>> = {};
  const allSizes = policies.includes('lru') ? lruFaults(trace) : null;
  for (const policy of policies) {
    const known = new Map<number, number>();
    const faultsWith = (slots: number): number => {
      if (policy === 'lru') return allSizes![slots];
      return policy === 'marking' ? expectedFaults(trace, slots) : rules[policy](trace, slots);
    };
    const countOf = (k: number): number => {
      const slots = usable(trace, k);
      const count = known.get(slots) ?? faultsWith(slots);
      known.set(slots, count);
      return count;
    };
    const log = policy === 'belady' ? best : logOf(trace, rules[policy]);
    yield progress();
    const faults = faultsIn(log);
    let runs: MarkingRuns | null = null;
    if (policy === 'marking') {
      const counts = Float64Array.of(faults, ...new Float64Array(replications - 1));
      for (let r = 1; r < replications; r++) {
        counts[r] = rules.marking(trace, usable(trace, cache));
        yield progress();
      }
      runs = { expected: countOf(cache), replications, ...momentsOf(counts) };
    } else known.set(usable(trace, cache), faults);
    const curve = new Float64Array(sizes.length);
    for (let i = 0; i < sizes.length; i++) {
      curve[i] = countOf(sizes[i]);
      yield progress();
    }
    curves[policy] = curve;
    const here = countOf(cache);
    const shadowPrice = {
      last: cache > 1 ? countOf(cache - 1) - here : null,
      next: here - countOf(cache + 1),
    };
    yield progress();
    found.policies[policy] = {
      faults,
      hits: n - faults,
      ...eventsOf(log, faults),
      ratio: { realized: ratioOf(here, optimal), proven: provenRatio(policy, cache) },
      shadowPrice,
      runs,
    };
  }
  found.curve = { sizes, faults: curves };
  return resultOf(backend, trace, found, 'converged');
}

function logOf(trace: Trace, policy: Policy): Int32Array {
  const log = new Int32Array(trace.requests.length);
  policy(trace, usable(trace, trace.cache), log);
  return log;
}

function faultsIn(log: Int32Array): number {
  let faults = 0;
  for (let t = 0; t < log.length; t++) if (log[t] !== HIT) faults++;
  return faults;
}

function eventsOf(log: Int32Array, faults: number) {
  const faultPositions = new Int32Array(faults);
  const evictions = new Int32Array(faults);
  let j = 0;
  for (let t = 0; t < log.length; t++) {
    if (log[t] === HIT) continue;
    faultPositions[j] = t;
    evictions[j++] = log[t];
  }
  return { faultPositions, evictions };
}

/** What theory says of every trace, from an empty cache. */
function provenRatio(policy: PagingPolicy, cache: number): number | null {
  if (policy === 'lfu') return null;
  if (policy === 'belady') return 1;
  return policy === 'marking' ? 2 * harmonic(cache) : cache;
}

function momentsOf(counts: Float64Array) {
  const runs = counts.length;
  const mean = counts.reduce((sum, x) => sum + x, 0) / runs;
  const squares = counts.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  return {
    mean,
    standardError: runs > 1 ? Math.sqrt(squares / (runs - 1) / runs) : null,
  };
}

function anomaliesOf({ sizes, faults }: PagingCurve): PagingAnomaly[] {
  return Object.entries(faults).flatMap(([policy, curve]) => {
    const found: PagingAnomaly[] = [];
    for (let i = 1; i < sizes.length; i++) {
      // expected faults are sums of fractions
      if (curve[i] <= curve[i - 1] * (1 + 1e-12)) continue;
      found.push({
        policy: policy as PagingPolicy,
        from: sizes[i - 1],
        to: sizes[i],
        faults: [curve[i - 1], curve[i]],
      });
    }
    return found;
  });
}
