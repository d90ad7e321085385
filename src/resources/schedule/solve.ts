/** Gangs scheduled by one of the methods. */

import type { Backend } from '../../engine/backend';
import type { Progress } from '../../engine/result';
import { runStepsAsync } from '../../engine/steps';
import { type Clock, clockOf, plainClock } from './clock';
import { serially } from './conservative';
import { easily } from './easy';
import { branched, optimum } from './exact';
import { costOf } from './measures';
import { greedily } from './online';
import { orderOf } from './order';
import { type GangPrices, margins, noPrices } from './prices';
import { strictly } from './priority';
import type { CompleteOptions, CompleteProblem, Gangs } from './problem';
import { type Found, type GangScheduleResult, infeasible, resultOf } from './result';

/** Jobs up to which lists are compared with the optimum, and nodes of that search. */
const comparedJobs = 12;
const comparedNodes = 10_000;
/** Jobs, and nodes of a search, up to which two more schedules are made for prices. */
const pricedJobs = 20_000;
const pricedNodes = 10_000;

export async function schedule(
  backend: Backend,
  problem: CompleteProblem,
  options: CompleteOptions,
): Promise<GangScheduleResult> {
  const { gangs } = problem;
  const tooWide = Array.from(gangs.gpus.keys()).filter((j) => gangs.gpus[j] > gangs.capacity);
  if (tooWide.length > 0) return infeasible(backend, problem, options, tooWide);
  // a common unit of all times would tell `online` of jobs to come
  const clock = options.method === 'online' ? plainClock(gangs) : clockOf(gangs);
  const found =
    options.method === 'exact'
      ? await exactly(backend, clock, options)
      : await listed(gangs, clock, options);
  return resultOf(backend, gangs, clock, options, found);
}

async function exactly(backend: Backend, clock: Clock, options: CompleteOptions): Promise<Found> {
  const { objective } = options;
  const found = await optimum(backend, clock, options, options);
  const { status, start, nodes, provenBy, relaxed } = found;
  const cost = costOf(clock.gangs, objective, start);
  const limit = Math.min(pricedNodes, options.nodeLimit);
  const costing = function* (gangs: Gangs) {
    const best = { start, cost };
    const { isProven } = yield* branched({ ...clock, gangs }, objective, limit, best);
    return isProven ? best.cost : null;
  };
  const isSearched = status === 'converged' && provenBy[0] !== 'program' && nodes <= pricedNodes;
  const prices = isSearched ? await margins(clock.gangs, cost, costing, options) : noPrices;
  return {
    status,
    start,
    bound: clock.length(Math.max(found.bound, Math.min(cost, relaxed?.bound ?? 0))),
    provenBy,
    isOptimum: status === 'converged',
    nodes,
    prices: inTime(clock, { ...prices, linear: relaxed?.price ?? null }),
  };
}

async function listed(gangs: Gangs, clock: Clock, options: CompleteOptions): Promise<Found> {
  const { objective, order } = options;
  const start = await runStepsAsync<Float64Array | null>(
    placed(clock.gangs, options),
    options,
    () => null,
  );
  const answer = { bound: 0, provenBy: ['relaxation'] as const, isOptimum: false, nodes: 0 };
  if (start === null) {
    const quick = strictly(clock.gangs, orderOf(clock.gangs, order));
    return { ...answer, status: 'cancelled', start: quick, prices: noPrices };
  }
  const cost = costOf(clock.gangs, objective, start);
  const costing = function* (other: Gangs) {
    return costOf(other, objective, yield* placed(other, options));
  };
  const prices =
    gangs.count <= pricedJobs ? await margins(clock.gangs, cost, costing, options) : noPrices;
  const best = gangs.count <= comparedJobs ? await bestKnown(gangs, options) : null;
  return {
    ...answer,
    ...(best === null ? {} : { bound: best, provenBy: ['branch-and-bound'], isOptimum: true }),
    status: 'converged',
    start,
    prices: inTime(clock, { ...noPrices, ...prices }),
  };
}

/** The optimum where a short search finds it. */
async function bestKnown(gangs: Gangs, options: CompleteOptions): Promise<number | null> {
  const clock = clockOf(gangs);
  const best = { start: new Float64Array(gangs.count), cost: Number.POSITIVE_INFINITY };
  const steps = branched(clock, options.objective, comparedNodes, best);
  const isProven = await runStepsAsync<boolean>(
    (function* () {
      return (yield* steps).isProven;
    })(),
    options,
    () => false,
  );
  return isProven ? clock.length(best.cost) : null;
}

/** The schedule of a list. */
function* placed(
  gangs: Gangs,
  { method, order, backfill }: CompleteOptions,
): Generator<Progress, Float64Array> {
  const list = orderOf(gangs, order);
  if (method === 'priority') return strictly(gangs, list);
  if (method === 'online') return greedily(gangs, list);
  if (backfill === 'conservative') return yield* serially(gangs, list);
  return (yield* easily(gangs, list)).start;
}

/** Costs are sums of times: so prices in ticks become prices in units of time. */
function inTime({ length }: Clock, { gain, loss, linear }: GangPrices): GangPrices {
  const of = (ticks: number | null) => (ticks === null ? null : length(ticks));
  return { gain: of(gain), loss: of(loss), linear: of(linear) };
}
