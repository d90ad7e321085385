/** A knapsack solved by one of the methods, as a result with its prices and certificate. */

import type { Backend, BackendName } from '../../engine/backend';
import type { Status } from '../../engine/result';
import { certify, type KnapsackCertificate } from './certificate';
import { greedyIncumbent, type Incumbent, type Search, type Step, searchExactly } from './exact';
import { approximate } from './fptas';
import {
  type CompleteOptions,
  divisible,
  type Knapsack,
  type KnapsackMethod,
  withCapacity,
} from './parameters';
import { type Relaxation, relax, weightOf, worthOf } from './relaxation';

/** What one more unit of capacity adds to the optimum, and what one less takes from it. */
export interface KnapsackMarginal {
  readonly gain: number;
  /** Null where the capacity is 0. */
  readonly loss: number | null;
}

export interface KnapsackResult {
  /**
   * `iteration-limit`: the problem is beyond the limits of memory, the answer is the best at hand and `bound`
   * says how good; `unbounded`: an item without weight and without limit is worth something; `cancelled`:
   * the best answer until then.
   */
  readonly status: Extract<Status, 'converged' | 'iteration-limit' | 'unbounded' | 'cancelled'>;
  readonly method: KnapsackMethod;
  readonly backend: BackendName;
  readonly value: number;
  readonly weight: number;
  /** Places of the items taken, in order. */
  readonly items: readonly number[];
  /** Copies taken of each item (shares where the method is `fractional`); null where none were counted. */
  readonly counts: readonly number[] | null;
  /** No answer is worth more. */
  readonly bound: number;
  /** bound − value. */
  readonly gap: number;
  /** Of a unit of capacity, in the fractional relaxation. */
  readonly shadowPrice: number;
  /** Of the whole problem; null where it would cost more than a moment, or the optimum is not known. */
  readonly marginal: KnapsackMarginal | null;
  /** Pieces that bounds left for the last search: how much of the problem was hard. */
  readonly core: number;
  readonly certificate: KnapsackCertificate;
}

/** Work of a search up to which two more are made, for the margins. */
const momentWork = 2 ** 24;

/** A run that can be ended between its steps. */
export interface Run {
  readonly steps: Generator<Step, KnapsackResult>;
  /** The answer so far. */
  cut(): KnapsackResult;
}

export function runOf(backend: Backend, given: Knapsack, options: CompleteOptions): Run {
  const { method } = options;
  const problem = method === 'fractional' ? divisible(given) : given;
  const free = problem.values.findIndex(
    (value, j) => value > 0 && problem.limits[j] === Number.POSITIVE_INFINITY,
  );
  if (free >= 0) {
    const answer = unbounded(backend, problem, method, free);
    return { steps: only(answer), cut: () => answer };
  }
  const relaxation = relax(problem);
  const incumbent = greedyIncumbent(problem, relaxation);
  return {
    steps: solve(backend, problem, options, relaxation, incumbent),
    cut: () =>
      resultOf(backend, problem, {
        method,
        status: 'cancelled',
        relaxation,
        counts: incumbent.counts,
        bound: Math.max(incumbent.worth, relaxation.bound),
        guarantee: 0,
      }),
  };
}

// biome-ignore lint/correctness/useYield: a run without steps
function* only(result: KnapsackResult): Generator<Step, KnapsackResult> {
  return result;
}

function* solve(
  backend: Backend,
  problem: Knapsack,
  { method, epsilon, reduce }: CompleteOptions,
  relaxation: Relaxation,
  incumbent: Incumbent,
): Generator<Step, KnapsackResult> {
  const bound = Math.max(incumbent.worth, relaxation.bound);
  const about = { method, status: 'converged', relaxation } as const;
  if (method === 'fractional') {
    const counts = relaxation.whole.slice();
    const last = relaxation.order[relaxation.breakAt];
    if (last !== undefined) counts[last] += relaxation.part;
    return resultOf(backend, problem, { ...about, counts, bound, guarantee: 1 - 1e-12 });
  }
  if (method === 'greedy') {
    return resultOf(backend, problem, {
      ...about,
      counts: incumbent.counts,
      bound,
      guarantee: 0.5,
    });
  }
  if (method === 'fptas') {
    const search = yield* approximate(backend, problem, relaxation, incumbent, epsilon);
    return resultOf(backend, problem, {
      ...about,
      status: search.isProven ? 'converged' : 'iteration-limit',
      counts: incumbent.counts,
      bound: search.bound,
      guarantee: search.isProven ? 1 - epsilon : 0,
      search,
    });
  }
  const search = yield* searchExactly(backend, problem, relaxation, incumbent, reduce);
  const isMoment = search.isProven && search.work <= momentWork;
  return resultOf(backend, problem, {
    ...about,
    status: search.isProven ? 'converged' : 'iteration-limit',
    counts: incumbent.counts,
    bound: search.isProven ? incumbent.worth : bound,
    guarantee: search.isProven ? 1 : 0,
    search,
    marginal: isMoment ? yield* marginalOf(backend, problem, incumbent.worth, search.work) : null,
  });
}

function* marginalOf(
  backend: Backend,
  problem: Knapsack,
  worth: number,
  before: number,
): Generator<Step, KnapsackMarginal | null> {
  const { capacity } = problem;
  const more = yield* optimumAt(backend, problem, capacity + 1, before);
  if (more === null) return null;
  const gain = Math.max(0, more - worth);
  if (capacity === 0) return { gain, loss: null };
  const less = yield* optimumAt(backend, problem, capacity - 1, before);
  return less === null ? null : { gain, loss: Math.max(0, worth - less) };
}

/** The optimum at another capacity; null where it is beyond the limits. */
function* optimumAt(
  backend: Backend,
  given: Knapsack,
  capacity: number,
  before: number,
): Generator<Step, number | null> {
  const problem = withCapacity(given, capacity);
  const relaxation = relax(problem);
  const incumbent = greedyIncumbent(problem, relaxation);
  const steps = searchExactly(backend, problem, relaxation, incumbent, true);
  for (let at = steps.next(); ; at = steps.next()) {
    if (at.done) return at.value.isProven ? incumbent.worth : null;
    yield { done: before, total: before };
  }
}

interface Ending {
  readonly method: KnapsackMethod;
  readonly status: KnapsackResult['status'];
  readonly relaxation: Relaxation;
  readonly counts: Float64Array;
  readonly bound: number;
  readonly guarantee: number;
  readonly search?: Search;
  readonly marginal?: KnapsackMarginal | null;
}

function resultOf(backend: Backend, problem: Knapsack, ending: Ending): KnapsackResult {
  const { method, status, relaxation, counts, guarantee, search, marginal = null } = ending;
  const value = worthOf(problem, counts);
  const weight = weightOf(problem, counts);
  const bound = Math.max(value, ending.bound);
  const shadowPrice = relaxation.price;
  return {
    status,
    method,
    backend: backend.name,
    value,
    weight,
    items: Array.from(counts.keys()).filter((j) => counts[j] > 0),
    counts: problem.isCounted || method === 'fractional' ? Array.from(counts) : null,
    bound,
    gap: bound - value,
    shadowPrice,
    marginal,
    core: search?.core ?? 0,
    certificate: certify(problem, {
      method,
      value,
      weight,
      counts,
      bound,
      shadowPrice,
      guarantee,
      mismatch: search === undefined || search.work === 0 ? null : search.mismatch,
      isComplete: status === 'converged',
    }),
  };
}

/** An item of no weight and any number: nothing bounds its worth. */
function unbounded(
  backend: Backend,
  problem: Knapsack,
  method: KnapsackMethod,
  item: number,
): KnapsackResult {
  const infinite = Number.POSITIVE_INFINITY;
  return {
    status: 'unbounded',
    method,
    backend: backend.name,
    value: infinite,
    weight: 0,
    items: [item],
    counts: Array.from(problem.limits, (_, j) => (j === item ? infinite : 0)),
    bound: infinite,
    gap: 0,
    shadowPrice: 0,
    marginal: null,
    core: 0,
    certificate: {
      kind: 'knapsack',
      tolerance: 0,
      holds:
        problem.weights[item] === 0 &&
        problem.values[item] > 0 &&
        problem.offered[item] === infinite,
      feasible: true,
      valueError: 0,
      dualBound: infinite,
      guarantee: 1,
      programmeError: null,
      provenBy: null,
    },
  };
}
