/**
 * Tabu search: the best move of the neighbourhood each time, improving or not. The attribute of a move that
 * was made is forbidden for some iterations (recency memory), unless a move leads to a solution better than
 * all before (aspiration). Where all are forbidden, the one that would be free first is made. Ties are broken
 * at random. A start ends where nothing better was found for `stall` iterations.
 *
 * Tenures are drawn anew for each move, which keeps the search from going in circles (Taillard 1991).
 *
 * Sources: F. Glover, Computers & Operations Research 13 (1986) 533; F. Glover, ORSA Journal on Computing 1
 * (1989) 190; É. Taillard, Parallel Computing 17 (1991) 443.
 */

import type { RandomStream } from '../../sampling/random-stream';
import { movesAround, part, type Work } from './local';
import type { CompleteOptions } from './options';
import type { Streams } from './streams';
import type { Walk } from './walk';

/** Moves of a neighbourhood that is scanned unasked; of a larger one so many are proposed. */
const mostScanned = 4096;
const manyCandidates = 1024;
/** The same where the neighbourhood is not known. */
const fewCandidates = 100;

export function* tabuSearch<S, M>(
  walk: Walk<S, M>,
  options: CompleteOptions,
  streams: Streams,
): Work {
  for (let start = 0; start <= options.restarts; start++) {
    if (walk.isOver()) return walk.isProven();
    const stream = streams.of(start);
    walk.begin(stream);
    const isEnd = yield* tabuStart(walk, options, stream);
    if (!isEnd) return walk.isProven();
  }
  return true;
}

function* tabuStart<S, M>(walk: Walk<S, M>, options: CompleteOptions, stream: RandomStream): Work {
  const { problem } = walk;
  const { tie } = problem;
  /** First iteration at which an attribute is free again. */
  const free = new Map<unknown, number>();
  const draw = tenures(options.tenure, stream);
  const candidates = candidatesOf(walk, options, stream);
  let best = walk.cost;
  let stalled = 0;
  for (let iteration = 0; stalled < options.stall; iteration++) {
    let chosen: M | undefined;
    let least = Number.POSITIVE_INFINITY;
    let leastTie = 0;
    let equals = 0;
    let forced: M | undefined;
    let forcedChange = 0;
    let soonest = Number.POSITIVE_INFINITY;
    let looks = 0;
    for (const move of candidates()) {
      if (walk.isOver()) return false;
      if (++looks % part === 0) yield;
      if (move === null) {
        walk.evaluations++;
        continue;
      }
      const change = walk.look(move);
      if (change === Number.POSITIVE_INFINITY || change > least) continue;
      const until = free.get(problem.attribute(walk.solution, move)) ?? 0;
      const isTabu = until > iteration;
      if (isTabu && walk.cost + change >= walk.bestCost - walk.margin) {
        if (until < soonest) {
          soonest = until;
          forced = move;
          forcedChange = change;
        }
        continue;
      }
      const second = tie === null ? 0 : tie(walk.solution, move);
      const isBetter = change < least || second < leastTie;
      if (isBetter) equals = 0;
      else if (second > leastTie) continue;
      equals++;
      if (equals === 1 || stream.below(equals) === 0) {
        chosen = move;
        least = change;
        leastTie = second;
      }
    }
    if (chosen === undefined && forced === undefined) return true;
    const move = (chosen ?? forced) as M;
    const attribute = problem.attribute(walk.solution, move);
    walk.make(move, chosen === undefined ? forcedChange : least);
    free.set(attribute, iteration + 1 + draw(looks));
    stalled = walk.cost < best - walk.margin ? 0 : stalled + 1;
    best = Math.min(best, walk.cost);
    yield;
  }
  return true;
}

/** Reads the moves of an iteration, all of them or some at random (Glover's candidate list). */
function candidatesOf<S, M>(
  walk: Walk<S, M>,
  { candidates }: CompleteOptions,
  stream: RandomStream,
): () => Iterable<M | null> {
  const { moves } = walk.problem;
  const isSmall = movesAround(walk, mostScanned + 1) <= mostScanned;
  if (moves !== null && candidates === undefined && isSmall) return () => moves(walk.solution);
  const count = candidates ?? (moves === null ? fewCandidates : manyCandidates);
  return () => proposals(walk, count, stream);
}

function* proposals<S, M>(walk: Walk<S, M>, count: number, stream: RandomStream) {
  for (let k = 0; k < count; k++) yield walk.problem.propose(walk.solution, stream);
}

/** For how many iterations the next attribute is forbidden. */
function tenures(tenure: number | undefined, stream: RandomStream): (moves: number) => number {
  if (tenure !== undefined) return () => tenure;
  let root = 0;
  return (moves) => {
    if (root === 0) root = Math.sqrt(moves);
    const least = Math.ceil(root / 2);
    return least + stream.below(Math.ceil(1.5 * root) - least + 1);
  };
}
