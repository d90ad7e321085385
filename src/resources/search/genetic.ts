/**
 * Genetic algorithm: a population in which parents are chosen by tournament, children come of crossover and
 * random moves (mutation), and the best live on (elitism). With `memetic`, every child is first improved to
 * a local optimum (Moscato 1989). A start ends where nothing better was found for `stall` generations.
 *
 * Children that are not feasible are discarded for a copy of their first parent; moves that lead to nothing
 * feasible are not made. So every member of a population is feasible.
 *
 * Sources: J. H. Holland, Adaptation in Natural and Artificial Systems (1975); D. E. Goldberg and K. Deb in
 * Foundations of Genetic Algorithms 1 (1991) 69; P. Moscato, Caltech C3P report 826 (1989).
 */

import type { RandomStream } from '../../sampling/random-stream';
import { descend, type Work } from './local';
import type { CompleteOptions } from './options';
import type { Streams } from './streams';
import type { Walk } from './walk';

interface Member<S> {
  readonly solution: S;
  readonly cost: number;
}

export function* geneticSearch<S, M>(
  walk: Walk<S, M>,
  options: CompleteOptions,
  streams: Streams,
): Work {
  for (let start = 0; start <= options.restarts; start++) {
    if (walk.isOver()) return walk.isProven();
    const isEnd = yield* evolve(walk, options, streams.of(start));
    if (!isEnd) return walk.isProven();
  }
  return true;
}

function* evolve<S, M>(walk: Walk<S, M>, options: CompleteOptions, stream: RandomStream): Work {
  const { population, elite, stall, memetic } = options;
  const starts = walk.starts + 1;
  let members: Member<S>[] = [];
  for (let k = 0; k < population; k++) {
    if (walk.isOver()) return false;
    walk.begin(stream);
    walk.starts = starts;
    if (memetic) yield* descend(walk, stream, 'first');
    members.push(memberOf(walk));
    yield;
  }
  members.sort(byCost);
  let best = members[0].cost;
  for (let stalled = 0; stalled < stall; stalled++) {
    const next = members.slice(0, elite);
    while (next.length < population) {
      if (walk.isOver()) return false;
      breed(walk, members, options, stream);
      if (memetic) yield* descend(walk, stream, 'first');
      next.push(memberOf(walk));
      yield;
    }
    // a stable sort: the old stand before the new
    members = next.sort(byCost);
    if (members[0].cost < best - walk.margin) {
      best = members[0].cost;
      stalled = -1;
    }
  }
  return true;
}

const byCost = <S>(a: Member<S>, b: Member<S>) => a.cost - b.cost;

/** Without a copy: the walk goes from here to another solution. */
const memberOf = <S, M>({ solution, cost }: Walk<S, M>): Member<S> => ({ solution, cost });

/** Leaves the walk on a child. */
function breed<S, M>(
  walk: Walk<S, M>,
  members: readonly Member<S>[],
  { tournament, crossoverRate, mutationRate }: CompleteOptions,
  stream: RandomStream,
): void {
  const { problem } = walk;
  const { crossover, feasible } = problem;
  const parent = () => chosen(members, tournament, stream);
  const first = parent();
  let isMixed = false;
  if (crossover !== null && stream.next() < crossoverRate) {
    const child = crossover(first.solution, parent().solution, stream);
    walk.evaluations++;
    if (feasible === null || feasible(child)) {
      walk.stand(child, problem.cost(child));
      isMixed = true;
    }
  }
  if (!isMixed) walk.stand(problem.copy(first.solution), first.cost);
  // a child of one parent differs from it by one move at least
  let isMore = !isMixed || stream.next() < mutationRate;
  while (isMore && !walk.isOver()) {
    const move = problem.propose(walk.solution, stream);
    if (move === null) walk.evaluations++;
    else {
      const change = walk.look(move);
      if (change < Number.POSITIVE_INFINITY) walk.make(move, change);
    }
    isMore = stream.next() < mutationRate;
  }
}

/** The best of some drawn at random; members are in order. */
function chosen<S>(members: readonly Member<S>[], tournament: number, stream: RandomStream) {
  let least = members.length - 1;
  for (let k = 0; k < tournament; k++) least = Math.min(least, stream.below(members.length));
  return members[least];
}
