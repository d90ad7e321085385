/**
 * Where a search stands: its solution, the best so far, and what both cost in evaluations.
 *
 * The best solution is copied only when a move leaves it, not at each step of a descent; then, and wherever
 * the bound seems to be met, its cost is computed anew. Costs kept by differences carry the rounding of the
 * largest cost they passed through: they are computed anew now and then, and where they became much smaller.
 * Differences within `margin` count as none, so that rounding does not look like progress; ones that may be
 * rounding of something larger met before are computed anew.
 */

import type { RandomStream } from '../../sampling/random-stream';
import type { Checked } from './checked';
import { meets, reachOf, refutes } from './meets';

export interface Walk<S, M> {
  readonly problem: Checked<S, M>;
  /** Most evaluations. */
  readonly most: number;
  solution: S;
  cost: number;
  bestCost: number;
  /** Differences that may be rounding of the cost. */
  readonly margin: number;
  /** Largest size of a cost so far. */
  scale: number;
  /** Greatest difference between a cost kept by differences and the same computed anew. */
  drift: number;
  evaluations: number;
  accepted: number;
  starts: number;
  /** Whether the bound is met, or the evaluations are used up. */
  isOver(): boolean;
  isProven(): boolean;
  /** Goes to a random solution. */
  begin(stream: RandomStream): void;
  /** Goes to a given feasible solution. */
  stand(solution: S, cost: number): void;
  /** By how much a move changes the cost; Infinity where it leads to nothing feasible. */
  look(move: M): number;
  /** Makes a move that was looked at. */
  make(move: M, change: number): void;
  /** Whether a move improves: the cost, or the second objective at the same cost. */
  improves(move: M, change: number): boolean;
  /** A copy of the best solution so far. */
  best(): S;
  history(): { evaluations: number; cost: number }[];
}

/** Relative size of differences that may be rounding. */
const rounding = 2 ** -44;
/** Moves between two costs that are computed anew; fewer where the cost became so much smaller. */
const [refresh, early, smaller] = [4096, 32, 2 ** -10];
/** Rounding of so many moves, relative to the largest cost among them. */
const gathered = 2 ** -40;
/** Entries of a history before every second one is dropped. */
const entries = 512;

export function walkOf<S, M>(problem: Checked<S, M>, most: number): Walk<S, M> {
  const { change, allows, feasible, tie, bound } = problem;
  /** Whether a look needs no copy. */
  const isDirect = change !== null && (allows !== null || feasible === null);
  let reach = reachOf(bound);
  let kept: S;
  let keptCost = Number.POSITIVE_INFINITY;
  let keptAt = 0;
  let isKept = true;
  let sinceRefresh = 0;
  /** Largest size of a cost since one was computed anew. */
  let peak = 0;
  let lastMove: M | undefined;
  let lastSolution: S;
  let lastCost = 0;
  let history: { evaluations: number; cost: number }[] = [];

  const walk: Walk<S, M> = {
    problem,
    most,
    solution: undefined as S,
    cost: Number.POSITIVE_INFINITY,
    bestCost: Number.POSITIVE_INFINITY,
    get margin() {
      return rounding * Math.abs(walk.cost);
    },
    scale: 0,
    drift: 0,
    evaluations: 0,
    accepted: 0,
    starts: 0,
    isOver: () => walk.evaluations >= most || walk.isProven(),
    isProven: () => walk.bestCost <= reach && isMet(),
    begin(stream) {
      keep();
      walk.solution = problem.random(stream);
      walk.cost = problem.cost(walk.solution);
      walk.evaluations++;
      walk.starts++;
      lastMove = undefined;
      peak = 0;
      pass();
      note();
    },
    stand(solution, cost) {
      keep();
      walk.solution = solution;
      walk.cost = cost;
      lastMove = undefined;
      pass();
      peak = walk.scale;
      note();
    },
    look(move) {
      walk.evaluations++;
      if (allows !== null && !allows(walk.solution, move)) return Number.POSITIVE_INFINITY;
      if (isDirect) return change(walk.solution, move);
      const after = problem.apply(problem.copy(walk.solution), move);
      if (allows === null && feasible !== null && !feasible(after)) {
        return Number.POSITIVE_INFINITY;
      }
      lastMove = move;
      lastSolution = after;
      if (change === null) {
        lastCost = problem.cost(after);
        return lastCost - walk.cost;
      }
      const difference = change(walk.solution, move);
      lastCost = walk.cost + difference;
      return difference;
    },
    make(move, difference) {
      if (difference > 0) keep();
      if (isDirect) {
        walk.solution = problem.apply(walk.solution, move);
        walk.cost += difference;
      } else if (lastMove === move && lastMove !== undefined) {
        walk.solution = lastSolution;
        walk.cost = lastCost;
      } else {
        walk.solution = problem.apply(problem.copy(walk.solution), move);
        walk.cost = change === null ? problem.cost(walk.solution) : walk.cost + difference;
      }
      lastMove = undefined;
      walk.accepted++;
      pass();
      if (change !== null && (++sinceRefresh >= refresh || isDoubtful())) renew();
      note();
    },
    improves(move, difference) {
      if (difference < -walk.margin) {
        const isClear = change === null || difference < -rounding * walk.scale;
        if (isClear || isConfirmed(move)) return true;
      }
      return tie !== null && difference <= walk.margin && tie(walk.solution, move) < 0;
    },
    best() {
      keep();
      return problem.copy(kept);
    },
    history: () => history,
  };

  function pass(): void {
    const size = Math.abs(walk.cost);
    if (size > peak) peak = size;
    if (size > walk.scale) walk.scale = size;
  }

  /** Whether the cost is small beside its rounding: at once where it may be the least so far. */
  function isDoubtful(): boolean {
    if (Math.abs(walk.cost) >= smaller * peak) return false;
    return sinceRefresh >= early || walk.cost < walk.bestCost + gathered * peak;
  }

  /** The cost anew, and a copy of the solution: what it keeps by differences may be computed anew too. */
  function renew(): void {
    sinceRefresh = 0;
    walk.solution = problem.copy(walk.solution);
    lastMove = undefined;
    rebase();
    peak = Math.abs(walk.cost);
  }

  function rebase(): void {
    if (change === null) return;
    const exact = problem.cost(walk.solution);
    walk.drift = Math.max(walk.drift, Math.abs(walk.cost - exact));
    walk.cost = exact;
  }

  /** Whether a move improves the objective itself. */
  function isConfirmed(move: M): boolean {
    rebase();
    const after = problem.cost(problem.apply(problem.copy(walk.solution), move));
    return after < walk.cost - walk.margin;
  }

  /** A bound that is refuted is none. */
  function isMet(): boolean {
    keep();
    if (!refutes(walk.bestCost, bound, walk.scale)) return meets(walk.bestCost, bound);
    reach = Number.NEGATIVE_INFINITY;
    return false;
  }

  /** Copies the best solution where the walk still stands on it, if it is the best by its cost anew. */
  function keep(): void {
    if (isKept) return;
    isKept = true;
    rebase();
    if (walk.cost < keptCost) {
      kept = problem.copy(walk.solution);
      keptCost = walk.cost;
      keptAt = history[history.length - 1].evaluations;
    }
    walk.bestCost = keptCost;
    // what was noted by differences cannot be better
    while (history.length > 0 && history[history.length - 1].cost <= keptCost) history.pop();
    history.push({ evaluations: keptAt, cost: keptCost });
  }

  function note(): void {
    if (!(walk.cost < walk.bestCost - walk.margin)) return;
    walk.bestCost = walk.cost;
    isKept = false;
    if (history.length === entries) history = history.filter((_, i) => i % 2 === 0);
    history.push({ evaluations: walk.evaluations, cost: walk.cost });
  }

  return walk;
}
