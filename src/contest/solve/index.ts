/** Equilibria of a contest, each attacked by a search of its own before it is called one. */

import * as v from 'valibot';
import type { Backend } from '../../engine/backend';
import { parse, runEntries } from '../../engine/parameters';
import type { Progress } from '../../engine/result';
import { turn } from '../../engine/steps';
import type { ContestGame } from '../parameters';
import { fictitiousPlay } from './fictitious';
import { Findings } from './findings';
import { doubleOracle, type MixedRun, merged, type Rounds } from './mixed';
import { type CompleteSolveOptions, completeSolveOptions } from './options';
import { searchPublished } from './published-solution';
import { PureSolver } from './pure';
import { Responder } from './respond';
import type { ContestSolution, SolveOptions, SolveRun } from './result';
import { randomStarts, standardStarts } from './starts';

/** @throws ParameterError naming the first option that is not usable */
export function solve(
  backend: Backend,
  game: ContestGame,
  options?: SolveOptions,
): ContestSolution {
  const search = searching(backend, game, completeSolveOptions(game, options));
  for (;;) {
    const step = search.next(false);
    if (step.done) return step.value;
  }
}

const runSchema = v.strictObject(runEntries, 'an object of options');

/** As `solve`, giving way to the event loop now and then, so that a `signal` can end it: with what is found so far. */
export async function solveAsync(
  backend: Backend,
  game: ContestGame,
  options?: SolveOptions,
  run: SolveRun = {},
): Promise<ContestSolution> {
  const { signal, onProgress } = parse(runSchema, run, 'run');
  const search = searching(backend, game, completeSolveOptions(game, options));
  for (;;) {
    await turn();
    const step = search.next(signal?.aborted === true);
    if (step.done) return step.value;
    onProgress?.(step.value);
  }
}

/** Yields after each part of the work, and is told whether to end. */
type Search = Generator<Progress, ContestSolution, boolean>;

/** Rounds of the mixture that stands in where there is no pure equilibrium; of more than two players. */
const roundsInstead = 60;
const roundsOfMany = 15;
const mostBegun = 6;
/** So often a run goes on from a deviation that only the certificate's search found. */
const mostAttacks = 4;

function* searching(backend: Backend, game: ContestGame, options: CompleteSolveOptions): Search {
  if (options.asPublished) return yield* searchPublished(backend, game, options);
  const responder = new Responder(backend, game);
  if (options.method === 'pure') return yield* searchPure(responder, options);
  return yield* searchMixed(responder, options);
}

function* searchPure(responder: Responder, options: CompleteSolveOptions): Search {
  const { backend } = responder;
  const solver = new PureSolver(responder, options.tolerance, options.maxIterations);
  const starts = [
    ...(options.start === undefined ? [] : [options.start]),
    ...standardStarts(responder),
    ...randomStarts(responder, backend, options.starts, options.seed),
  ];
  const findings = new Findings(responder, options);
  const total = starts.length;
  let isCancelled = false;
  for (let done = 0; done < total && !isCancelled; done++) {
    let start: Float64Array | undefined = starts[done];
    for (let attacks = 0; start !== undefined && attacks < mostAttacks; attacks++) {
      start = findings.add(solver.run(start, findings.known));
    }
    findings.add(solver.runFromRoot(starts[done], findings.known));
    isCancelled = yield { done: done + 1, total };
  }
  const isDone = () => findings.hasEquilibria || findings.isUnbounded || isCancelled;
  if (!isDone()) {
    findings.add(solver.answerGlobally(findings.nearest[0] ?? starts[0]));
    isCancelled = yield { done: total, total };
  }
  if (isDone()) return findings.solution(undefined, isCancelled);

  // where no pure equilibrium is, a mixture of what was found instead
  const profiles = [...findings.profiles, starts[0]].slice(0, mostBegun);
  const begin = Array.from({ length: responder.game.players }, (_, i) =>
    profiles.map((profile) => responder.own(profile, i)),
  );
  const most = responder.game.players > 2 ? roundsOfMany : roundsInstead;
  const rounds = doubleOracle(responder, begin, options.tolerance, most);
  const mixture = yield* running(responder, rounds, most);
  return findings.solution(mixture.run, mixture.isCancelled);
}

function* searchMixed(responder: Responder, options: CompleteSolveOptions): Search {
  const { method, maxIterations, tolerance } = options;
  const start = options.start ?? standardStarts(responder)[0];
  const own = Array.from({ length: responder.game.players }, (_, i) => responder.own(start, i));
  const sets = own.map((strategy) => [strategy]);
  const rounds =
    method === 'mixed'
      ? doubleOracle(responder, sets, tolerance, maxIterations)
      : fictitiousPlay(responder, own, tolerance, maxIterations);
  const { run, isCancelled } = yield* running(responder, rounds, maxIterations);
  return new Findings(responder, options).solution(run, isCancelled);
}

function* running(
  responder: Responder,
  rounds: Rounds,
  total: number,
): Generator<Progress, { run: MixedRun | undefined; isCancelled: boolean }, boolean> {
  for (;;) {
    const step = rounds.next();
    if (step.done) return { run: step.value && merged(responder, step.value), isCancelled: false };
    const { round, best } = step.value;
    if (yield { done: round, total }) return { run: best, isCancelled: true };
  }
}
