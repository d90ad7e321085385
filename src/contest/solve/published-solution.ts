/** What the published solvers answer, held to the same certificate as ours. */

import type { Backend } from '../../engine/backend';
import { ParameterError } from '../../engine/errors';
import type { Progress } from '../../engine/result';
import type { ContestGame } from '../parameters';
import { Findings } from './findings';
import { answersTo } from './mixed';
import { combinations, type Mixed, mostCombinations } from './mixture';
import type { CompleteSolveOptions } from './options';
import { publishedRounds, solveHistory } from './published';
import { PureSolver } from './pure';
import { Responder } from './respond';
import type { ContestSolution, PublishedClaim } from './result';

export function* searchPublished(
  backend: Backend,
  game: ContestGame,
  options: CompleteSolveOptions,
): Generator<Progress, ContestSolution, boolean> {
  const responder = new Responder(backend, game);
  const findings = new Findings(responder, options);
  if (options.method !== 'pure') return history(responder, findings, options);
  const { seed, maxIterations, start } = options;
  const begin = start === undefined ? {} : { start };
  const rounds = publishedRounds(backend, game, { seed, maxIterations, ...begin });
  let isCancelled = false;
  let step = rounds.next();
  while (!step.done) {
    isCancelled = yield step.value;
    step = rounds.next(isCancelled);
  }
  const answer = step.value;
  const solver = new PureSolver(responder, options.tolerance, 1);
  findings.add({ accepted: solver.judge(answer.strategies), refused: [] });
  return labelled(findings.solution(undefined, isCancelled), answer);
}

function history(
  responder: Responder,
  findings: Findings,
  options: CompleteSolveOptions,
): ContestSolution {
  const { game, backend } = responder;
  const { periods, inputs } = game;
  const answer = solveHistory(backend, game, { seed: options.seed });
  const size = periods * inputs;
  const mixtures = answer.history.map((flat): Mixed => {
    const count = flat.length / size;
    return {
      strategies: Array.from({ length: count }, (_, k) => flat.slice(k * size, (k + 1) * size)),
      probabilities: new Float64Array(count).fill(1 / count),
    };
  });
  if (combinations(mixtures) > mostCombinations) {
    const expected = 'at most three players for a published mixture';
    throw new ParameterError('game.players', game.players, expected);
  }
  const { payoffs, gains } = answersTo(responder, mixtures);
  const run = { mixtures, payoffs, gains, rounds: answer.iterations };
  return labelled(findings.solution(run, false), {
    ...answer,
    claimsSuccess: true,
    settled: false,
  });
}

const labelled = (
  solution: ContestSolution,
  { iterations, evaluations, claimsSuccess, settled }: PublishedClaim & { iterations: number },
): ContestSolution => ({
  ...solution,
  method: 'nelder-mead',
  iterations,
  published: { claimsSuccess, settled, evaluations },
});
