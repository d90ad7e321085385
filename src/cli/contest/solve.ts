/** `shadowprice contest solve`: equilibria, each attacked before it is called one. */

import type { ContestSolution, SolveOptions } from '../../contest/solve/result';
import type { Answer, Verb } from '../domain';
import { addOptionFlags } from '../flags';
import { watched } from '../watch';
import { addGameFlags } from './numbers';
import { solveOptions } from './options';
import { header } from './present';
import { readProblem } from './problem';
import { isCertified, solutionText } from './solution';

export const solve: Verb = {
  name: 'solve',
  summary: 'equilibria of a game, or who gains by leaving the best candidate',

  configure(command) {
    addGameFlags(command);
    addOptionFlags(command, solveOptions, 'Options:');
    command.addHelpText(
      'after',
      `
x_s, x_p: effort into safety and performance; i: investment; z: sharing. Periods
and players count from 0. --no-ends-on-win and the like undo what a problem
says. Ctrl-C ends a long search with what was found until then.

Examples:
  shadowprice contest solve
  shadowprice contest solve --b 10 --theta 0.25 --r 0.05
  shadowprice contest solve --periods 5 --discount-factor 0.9,1
  shadowprice contest solve --periods 3 --actions invest --scale 1 --ends-on-win
  shadowprice contest solve game.json --method mixed --json | jq .equilibria
  echo '{ "game": { "players": 3, "disasterCost": [1, 1, 2] }, "seed": 7 }' |
    shadowprice contest solve -

Exit code 1 also where no equilibrium was found.`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = { verb: 'solve', options: Object.keys(solveOptions) };
    const { game, options } = await readProblem(reading, source, flags);
    const what = options.method === undefined || options.method === 'pure' ? 'starts' : 'rounds';
    const result = await watched(what, (run) =>
      engine.contest.solveAsync(game, options as SolveOptions, run),
    );
    return {
      result,
      holds: isCertified(result),
      text: async (screen) =>
        [
          header('solve', howOf(result), game, screen),
          ...(await solutionText(result, screen)),
        ].join('\n\n'),
    };
  },
};

/** `pure on wasm, 212 best responses`. */
export function howOf({ method, backend, iterations, published }: ContestSolution): string {
  const work = iterations.toLocaleString('en');
  if (published === undefined) return `${method} on ${backend}, ${work} best responses`;
  const { claimsSuccess, settled, evaluations } = published;
  const says = claimsSuccess ? 'claims success' : 'claims no success';
  const payoffs = `${evaluations.toLocaleString('en')} payoffs`;
  const rest = settled ? 'payoffs settled' : 'payoffs had not settled';
  return `as published (${method}) on ${backend}, ${work} rounds, ${payoffs}: ${says}, ${rest}`;
}
