/**
 * The optimum of a small case: lists give a schedule, branch and bound the best one and its proof. Where
 * times have a common unit and the time-indexed program (RS4) is small, HiGHS finds the same a second time;
 * where the search met its limit, a larger program may still give the optimum. There what HiGHS proves
 * counts only where duals or a search of ours confirm it: on such programs it has been seen to prove 67
 * where a schedule of 66 was at hand.
 */

import type { Backend } from '../../engine/backend';
import type { Progress } from '../../engine/result';
import { type Run, runStepsAsync } from '../../engine/steps';
import { boundsOf, sharesOf } from './bounds';
import { type Incumbent, mostBranched, search } from './branch';
import type { Clock } from './clock';
import { serially } from './conservative';
import { costOf } from './measures';
import { greedily } from './online';
import { orderOf } from './order';
import { type CompleteOptions, type GangObjective, type Gangs, gangOrders } from './problem';
import { type Relaxed, relaxation, solveProgram, timeIndexed } from './program';

/** What proves a bound: the relaxations of `bounds.ts`, a search, HiGHS. */
export type Prover = 'relaxation' | 'branch-and-bound' | 'program';

export interface Optimum {
  readonly status: 'converged' | 'iteration-limit' | 'cancelled';
  /** In ticks. */
  readonly start: Float64Array;
  /** In ticks: no schedule costs less. */
  readonly bound: number;
  readonly nodes: number;
  readonly provenBy: readonly Prover[];
  /** The linear relaxation of (RS4), where it was solved. */
  readonly relaxed: Relaxed | null;
}

/** Jobs up to which every list is tried before the search; above, some. */
const manyJobs = 2000;
/** Entries of (RS4) where it is the second proof and where it is the only one; nodes of HiGHS. */
export const secondEntries = 6000;
const onlyEntries = 40_000;
const mostNodes = 1000;
/** Nodes of the search that confirms what HiGHS proves. */
const proofNodes = 100;
/** Relative difference between two proofs of one optimum. */
const agreement = 1e-6;

/** The best of the lists. */
export function* bestOfLists(
  gangs: Gangs,
  objective: GangObjective,
): Generator<Progress, Incumbent> {
  const first = objective === 'makespan' ? 'longest' : 'smith';
  const orders = gangs.count <= manyJobs ? gangOrders : ([first] as const);
  let best: Incumbent | null = null;
  for (const order of orders) {
    const list = orderOf(gangs, order);
    const schedules = [greedily(gangs, list)];
    if (gangs.count <= manyJobs) schedules.push(yield* serially(gangs, list));
    for (const start of schedules) {
      const cost = costOf(gangs, objective, start);
      if (best === null || cost < best.cost) best = { start, cost };
    }
  }
  return best as Incumbent;
}

export interface Proven {
  readonly isProven: boolean;
  readonly bound: number;
  readonly nodes: number;
}

/** Branch and bound from the best of the lists; works on `incumbent`. */
export function* branched(
  { gangs, isWhole }: Clock,
  objective: GangObjective,
  nodeLimit: number,
  incumbent: Incumbent,
): Generator<Progress, Proven> {
  const bounds = boundsOf(gangs);
  const least = objective === 'makespan' ? bounds.makespan : bounds.weightedCompletion;
  Object.assign(incumbent, yield* bestOfLists(gangs, objective));
  const bound = Math.min(least, incumbent.cost);
  if (least >= incumbent.cost * (1 - 1e-12)) return { isProven: true, bound, nodes: 0 };
  if (gangs.count > mostBranched) return { isProven: false, bound, nodes: 0 };
  const areWhole = objective === 'makespan' || gangs.weights.every(Number.isInteger);
  return yield* search(gangs, incumbent, {
    objective,
    bound: least,
    isWhole: isWhole && areWhole && incumbent.cost < 1e9,
    shares: sharesOf(gangs),
    nodeLimit,
  });
}

export async function optimum(
  backend: Backend,
  clock: Clock,
  { objective, nodeLimit, verify }: CompleteOptions,
  run: Run,
): Promise<Optimum> {
  const { gangs } = clock;
  const incumbent: Incumbent = { start: greedily(gangs, orderOf(gangs, 'smith')), cost: Infinity };
  const least = boundsOf(gangs);
  const cut = { isProven: false, bound: least[keyOf(objective)], nodes: -1 };
  const steps = branched(clock, objective, nodeLimit, incumbent);
  const found = await runStepsAsync<Proven>(steps, run, () => cut);
  const { nodes, isProven } = found;
  const answer = { start: incumbent.start, bound: found.bound, nodes: Math.max(0, nodes) };
  const own: Prover[] = [isProven && nodes > 0 ? 'branch-and-bound' : 'relaxation'];
  const byBranching = { ...answer, provenBy: own, relaxed: null };
  if (nodes < 0) return { ...byBranching, status: 'cancelled' };
  const model =
    clock.isWhole && (verify || !isProven) && incumbent.cost > 0
      ? timeIndexed(gangs, objective, incumbent.cost, isProven ? secondEntries : onlyEntries)
      : null;
  if (model === null) {
    return { ...byBranching, status: isProven ? 'converged' : 'iteration-limit' };
  }
  const relaxed = await relaxation(backend, model, run.signal);
  const most = Math.min(mostNodes, nodeLimit);
  const limits = { nodeLimit: most, proofNodes: isProven ? 0 : proofNodes };
  const proof = await solveProgram(backend, gangs, model, limits, run.signal);
  if (run.signal?.aborted) return { ...byBranching, status: 'cancelled', relaxed };
  const isSolved = proof.status === 'converged' && proof.start !== null;
  const before = incumbent.cost;
  if (proof.start !== null) improve(gangs, objective, proof.start, incumbent);
  const { start, cost } = incumbent;
  if (isProven) {
    const isBetter = cost < before * (1 - agreement);
    const agrees = isSolved && (proof.cost as number) <= cost * (1 + agreement);
    // a plan that costs less refutes the search; one that costs more refutes only itself
    const provenBy = isBetter ? [] : agrees ? ([...own, 'program'] as const) : own;
    return { ...byBranching, start, status: 'converged', provenBy, relaxed };
  }
  const bound = isSolved && proof.isConfirmed ? Math.min(proof.cost as number, cost) : 0;
  const isOptimal = bound >= cost * (1 - 1e-9);
  return {
    ...answer,
    start,
    bound: Math.max(answer.bound, isOptimal ? cost : bound),
    status: isOptimal ? 'converged' : 'iteration-limit',
    provenBy: bound > answer.bound ? ['program'] : own,
    relaxed,
  };
}

/** A plan of the program with every job as early as its place among starts allows. */
function improve(gangs: Gangs, objective: GangObjective, plan: Float64Array, best: Incumbent) {
  const list = Int32Array.from(plan.keys()).sort((a, b) => plan[a] - plan[b] || a - b);
  const steps = serially(gangs, list);
  let at = steps.next();
  while (!at.done) at = steps.next();
  const cost = costOf(gangs, objective, at.value);
  if (cost <= best.cost) Object.assign(best, { start: at.value, cost });
}

export const keyOf = (objective: GangObjective) =>
  objective === 'makespan' ? 'makespan' : 'weightedCompletion';
