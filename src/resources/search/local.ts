/**
 * Local search (hill climbing): moves that improve, until none does.
 *
 * - first improvement: random moves while they often improve, then the neighbourhood in its order from the
 *   place of the last improvement on; both by turns, until one whole pass improves nothing;
 * - best improvement: the best move of the neighbourhood each time.
 *
 * Both end in a local optimum. Without `moves` a descent ends after many random moves in a row that do not
 * improve. Restarts are independent (multistart).
 *
 * Source: E. Aarts and J. K. Lenstra, Local Search in Combinatorial Optimization (1997), chapter 1.
 */

import type { RandomStream } from '../../sampling/random-stream';
import type { CompleteOptions } from './options';
import type { Streams } from './streams';
import type { Walk } from './walk';

/** Looks between two pauses. */
export const part = 256;
/** Random moves in a row that do not improve, before the neighbourhood is scanned. */
const fewFailures = 64;
/** The same where it cannot be. */
const manyFailures = 2000;

/** Work in parts; whether it came to its own end. */
export type Work = Generator<void, boolean>;

export function* localSearch<S, M>(
  walk: Walk<S, M>,
  options: CompleteOptions,
  streams: Streams,
): Work {
  const { restarts, improvement } = options;
  for (let start = 0; start <= restarts; start++) {
    if (walk.isOver()) return walk.isProven();
    const stream = streams.of(start);
    walk.begin(stream);
    const isEnd = yield* descend(walk, stream, improvement);
    if (!isEnd) return walk.isProven();
  }
  return true;
}

/** From where the walk stands to a local optimum; false where it was over before. */
export function* descend<S, M>(
  walk: Walk<S, M>,
  stream: RandomStream,
  improvement: CompleteOptions['improvement'],
): Work {
  const { moves } = walk.problem;
  if (moves === null) return yield* descendAtRandom(walk, stream, manyFailures);
  if (improvement === 'best') return yield* descendSteepest(walk, moves);
  // improvements as rare as one in `patience` moves are found at random, rarer ones by scanning
  let patience = fewFailures;
  let from = 0;
  for (;;) {
    if (!(yield* descendAtRandom(walk, stream, patience))) return false;
    const { found, looks } = yield* scan(walk, moves, from);
    if (found === null) return looks >= 0;
    from = found;
    patience = Math.max(patience, looks);
  }
}

function* descendAtRandom<S, M>(walk: Walk<S, M>, stream: RandomStream, patience: number): Work {
  let failures = 0;
  while (failures < patience) {
    if (walk.isOver()) return false;
    failures = tryAtRandom(walk, stream, failures, patience);
    yield;
  }
  return true;
}

function tryAtRandom<S, M>(
  walk: Walk<S, M>,
  stream: RandomStream,
  before: number,
  patience: number,
): number {
  let failures = before;
  for (let k = 0; k < part && failures < patience && !walk.isOver(); k++) {
    const move = walk.problem.propose(walk.solution, stream);
    const change = move === null ? missed(walk) : walk.look(move);
    if (move !== null && walk.improves(move, change)) {
      walk.make(move, change);
      failures = 0;
    } else failures++;
  }
  return failures;
}

/** A proposal of nothing counts as a look. */
export function missed<S, M>(walk: Walk<S, M>): number {
  walk.evaluations++;
  return Number.POSITIVE_INFINITY;
}

/**
 * Looks for a move that improves, from a place of the neighbourhood on and round, and makes it; its place, or
 * null. `looks` are those since the start, −1 where the walk was over before.
 */
function* scan<S, M>(
  walk: Walk<S, M>,
  moves: (solution: S) => Iterable<M>,
  start: number,
): Generator<void, { found: number | null; looks: number }> {
  let looks = 0;
  for (let from = start; ; from = 0) {
    let at = 0;
    for (const move of moves(walk.solution)) {
      if (at++ < from) continue;
      if (walk.isOver()) return { found: null, looks: -1 };
      const change = walk.look(move);
      if (++looks % part === 0) yield;
      if (!walk.improves(move, change)) continue;
      walk.make(move, change);
      return { found: at, looks };
    }
    if (from === 0) return { found: null, looks };
  }
}

/** Moves of the neighbourhood, up to a limit; 0 where they are not known. */
export function movesAround<S, M>({ problem, solution }: Walk<S, M>, limit: number): number {
  if (problem.moves === null) return 0;
  let count = 0;
  for (const _ of problem.moves(solution)) if (++count >= limit) break;
  return count;
}

function* descendSteepest<S, M>(walk: Walk<S, M>, moves: (solution: S) => Iterable<M>): Work {
  const { tie } = walk.problem;
  for (;;) {
    let best: M | undefined;
    let least = Number.POSITIVE_INFINITY;
    let leastTie = 0;
    let looks = 0;
    for (const move of moves(walk.solution)) {
      if (walk.isOver()) return false;
      const change = walk.look(move);
      if (++looks % part === 0) yield;
      if (change > least || !walk.improves(move, change)) continue;
      const second = tie === null ? 0 : tie(walk.solution, move);
      if (change < least || second < leastTie) {
        best = move;
        least = change;
        leastTie = second;
      }
    }
    if (best === undefined) return true;
    walk.make(best, least);
    yield;
  }
}
