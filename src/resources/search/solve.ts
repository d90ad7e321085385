/** A search from its start to its certified result. */

import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import type { Steps } from '../../engine/steps';
import { ratioOf } from '../ratio';
import { anneal, type Temperatures } from './annealing';
import { certify } from './certificate';
import type { Checked } from './checked';
import { geneticSearch } from './genetic';
import { descend, localSearch, type Work } from './local';
import { meets } from './meets';
import type { CompleteOptions } from './options';
import { streamsOf } from './streams';
import { tabuSearch } from './tabu';
import type { SearchCertificate, SearchRatio, SearchResult } from './types';
import { type Walk, walkOf } from './walk';

/** A problem with what is known of it besides. */
export interface Posed<S, M> {
  readonly kind: string;
  readonly problem: Checked<S, M>;
  /** The optimum where another method finds it in a moment. */
  optimum?(backend: Backend): number | null;
  /** What a result shows of a solution. */
  answer?(solution: S): unknown;
}

export interface SearchRun {
  readonly steps: Steps<SearchResult>;
  /** The answer so far. */
  cut(): SearchResult;
}

/** Moves that a certificate may scan however few evaluations were asked for. */
const leastScanned = 10_000;

export function runOf<S, M>(
  backend: Backend,
  posed: Posed<S, M>,
  options: CompleteOptions,
): SearchRun {
  const walk = walkOf(posed.problem, options.evaluations);
  const temperatures = { start: 0, end: 0 };
  return {
    steps: solve(backend, posed, options, walk, temperatures),
    cut() {
      // before its first solution a search has none to give
      if (walk.starts === 0) walk.begin(streamsOf(backend, options.seed).of(0));
      const ending = report(backend, posed, options, walk, temperatures, 'cancelled');
      let at = ending.next();
      while (!at.done) at = ending.next();
      return at.value;
    },
  };
}

function* solve<S, M>(
  backend: Backend,
  posed: Posed<S, M>,
  options: CompleteOptions,
  walk: Walk<S, M>,
  temperatures: Temperatures,
): Steps<SearchResult> & Generator<{ done: number; total: number }, SearchResult> {
  const progress = () => ({ done: walk.evaluations, total: walk.most });
  const work = workOf(backend, options, walk, temperatures);
  let at = work.next();
  for (; !at.done; at = work.next()) yield progress();
  const ending = report(
    backend,
    posed,
    options,
    walk,
    temperatures,
    at.value ? 'converged' : 'iteration-limit',
  );
  for (;;) {
    const { done, value } = ending.next();
    if (done) return value;
    yield progress();
  }
}

/** The method, and a descent from the best solution it found. */
function* workOf<S, M>(
  backend: Backend,
  options: CompleteOptions,
  walk: Walk<S, M>,
  temperatures: Temperatures,
): Work {
  const streams = streamsOf(backend, options.seed);
  const { method, restarts } = options;
  const isEnd = yield* method === 'local'
    ? localSearch(walk, options, streams)
    : method === 'annealing'
      ? anneal(walk, options, streams, backend, temperatures)
      : method === 'tabu'
        ? tabuSearch(walk, options, streams)
        : geneticSearch(walk, options, streams);
  if (!isEnd || walk.isProven() || method === 'local') return isEnd;
  walk.stand(walk.best(), walk.bestCost);
  const isDown = yield* descend(walk, streams.of(restarts + 1), 'first');
  return isDown || walk.isProven();
}

function* report<S, M>(
  backend: Backend,
  posed: Posed<S, M>,
  options: CompleteOptions,
  walk: Walk<S, M>,
  temperatures: Temperatures,
  status: SearchResult['status'],
): Generator<void, SearchResult> {
  const { problem, kind } = posed;
  const { sign, sense, feasible } = problem;
  const { method, seed, evaluations } = options;
  const solution = walk.best();
  if (feasible !== null && !feasible(solution)) {
    const expected = 'moves that lead to feasible solutions only, or no `allows`';
    throw new ParameterError('problem.allows', solution, expected);
  }
  const certificate = yield* certify(problem, {
    solution,
    scale: walk.scale,
    drift: walk.drift,
    isConverged: status === 'converged',
    // who ends a search does not want to wait
    most: status === 'cancelled' ? 0 : Math.max(evaluations, leastScanned),
  });
  const { objective, holds } = certificate;
  const optimum = status === 'cancelled' ? null : (posed.optimum?.(backend) ?? null);
  const bests = [problem.bound, ...(optimum === null ? [] : [sign * optimum])];
  const isOptimal = holds && bests.some((best) => meets(sign * objective, best));
  const ratio = ratioFor(problem, solution, certificate, optimum, isOptimal);
  const history = walk.history();
  return {
    status: status === 'converged' && !holds ? 'iteration-limit' : status,
    backend: backend.name,
    method,
    seed,
    kind,
    sense,
    solution: posed.answer === undefined ? solution : posed.answer(solution),
    objective,
    bound: certificate.bound,
    isOptimal,
    evaluations: walk.evaluations,
    accepted: walk.accepted,
    starts: walk.starts,
    temperature: method === 'annealing' ? { ...temperatures } : null,
    history: {
      evaluations: Float64Array.from(history, (entry) => entry.evaluations),
      objective: Float64Array.from(history, (entry) => sign * entry.cost),
    },
    ratio,
    certificate,
  };
}

function ratioFor<S, M>(
  problem: Checked<S, M>,
  solution: S,
  { objective, bound, isLocalOptimum, holds }: SearchCertificate,
  optimum: number | null,
  isOptimal: boolean,
): SearchRatio {
  if (!holds) return { realized: null, proven: null, against: null };
  const proven = isLocalOptimum === true ? problem.guarantee(solution) : null;
  const best = optimum ?? bound;
  // a ratio needs two numbers of one sign
  if (best === null || (!isOptimal && !(objective > 0 && best > 0))) {
    return { realized: null, proven, against: null };
  }
  const ratio = problem.sign > 0 ? ratioOf(objective, best) : ratioOf(best, objective);
  return {
    realized: isOptimal ? 1 : ratio,
    proven,
    against: optimum === null ? 'bound' : 'optimum',
  };
}
