/** `shadowprice contest optimum`: what players would do together, and what it costs that they do not. */

import { Option } from 'commander';
import type { Anarchy, OptimumOptions, OptimumResult } from '../../contest/optimum/index';
import type { ContestSolution } from '../../contest/solve/result';
import type { Answer, Verb } from '../domain';
import { addOptionFlags } from '../flags';
import { entry, figure, type Screen, tiny } from '../output';
import { certificateLine as certificateOf, statusLine } from '../present';
import { watched } from '../watch';
import { addGameFlags } from './numbers';
import { optimumOptions } from './options';
import { byPlayer, header, inputColumns, percent, playersTable } from './present';
import { readProblem } from './problem';
import { certificateLine, isCertified } from './solution';

export const optimum: Verb = {
  name: 'optimum',
  summary: 'what players would do together, and what it costs that they do not',

  configure(command) {
    addGameFlags(command);
    // --weights are those of players' safety
    const { weights, ...rest } = optimumOptions;
    addOptionFlags(command, { welfareWeights: weights, ...rest }, 'Options:');
    command.addOption(
      new Option('--anarchy', 'solve the game, too: what welfare its equilibria lose').helpGroup(
        'Options:',
      ),
    );
    command.addHelpText(
      'after',
      `
The sum of payoffs, or a weighted one, at its greatest, in the game as it is.
Where no profile attains it, one that comes as near as numbers do is shown.
--anarchy prints { optimum, solution, anarchy } as JSON.

Examples:
  shadowprice contest optimum --b 10 --scale 1
  shadowprice contest optimum --scale 1 --players 3 --welfare-weights 1,1,0 --anarchy
  shadowprice contest optimum game.json --json | jq '[.welfare, .disasterProbability]'`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = { verb: 'optimum', options: [...Object.keys(optimumOptions), 'anarchy'] };
    const { game, options } = await readProblem(reading, source, {
      ...flags,
      weights: flags.welfareWeights,
    });
    const { anarchy: isAsked, ...call } = options;
    const best = engine.contest.optimum(game, call as OptimumOptions);
    const solution =
      isAsked === true
        ? await watched('starts', (run) => engine.contest.solveAsync(game, {}, run))
        : undefined;
    const anarchy = solution && engine.contest.priceOfAnarchy(game, best, solution);
    const holds = best.status === 'converged' && best.certificate.holds;
    return {
      result: solution === undefined ? best : { optimum: best, solution, anarchy },
      holds: holds && (solution === undefined || isCertified(solution)),
      text: async (screen) =>
        [
          header('optimum', `on ${best.backend}`, game, screen),
          await optimumText(best, screen),
          ...(anarchy === undefined ? [] : [anarchyText(anarchy, screen)]),
          statusLine(best.status, screen) + certificateText(best, screen, solution),
        ].join('\n\n'),
    };
  },
};

async function optimumText(result: OptimumResult, screen: Screen): Promise<string> {
  const { strategies, welfare, payoffs, weights, disasterProbability, attained, status } = result;
  const { paint, width } = screen;
  const isWeighted = weights.some((weight) => weight !== weights[0]);
  const lines: [string, string][] = [
    ['welfare', paint.bold(figure(welfare, 9))],
    ['disaster', percent(disasterProbability)],
  ];
  if (status === 'unbounded') lines.push(['', paint.red('welfare grows without limit')]);
  else if (!attained) {
    lines.push(['', 'no profile attains it: it is what profiles like this one tend to']);
  }
  return [
    await byPlayer(inputColumns(strategies), screen),
    '',
    await playersTable({ payoff: payoffs, ...(isWeighted ? { weight: weights } : {}) }, screen),
    ...lines.map(([label, text]) => entry(label, text, 10, width)),
  ].join('\n');
}

function anarchyText(anarchy: Anarchy, { width, paint }: Screen): string {
  const { worst, best, welfareLoss, priceOfAnarchy, priceOfStability } = anarchy;
  if (worst === null || best === null || welfareLoss === null) {
    return entry('equilibria', paint.red('none was found'), 10, width);
  }
  const line = (name: string, welfare: number, loss: number, price: number | null, what: string) =>
    entry(
      name,
      `welfare ${figure(welfare, 7)}, ${paint.bold(figure(loss, 6))} short of the optimum${price === null ? '' : `; price of ${what} ${figure(price, 6)}`}`,
      18,
      width,
    );
  return [
    line('worst equilibrium', worst, welfareLoss.worst, priceOfAnarchy, 'anarchy'),
    line('best equilibrium', best, welfareLoss.best, priceOfStability, 'stability'),
  ].join('\n');
}

function certificateText(
  { certificate }: OptimumResult,
  screen: Screen,
  solution: ContestSolution | undefined,
): string {
  const { residual, lower, starts } = certificate;
  const says = [
    `residual ${tiny(residual)}`,
    `a search from ${starts} starts gains ${tiny(lower)}`,
  ];
  const line = certificateOf(certificate, says, screen);
  return solution === undefined
    ? line
    : `${line}\n${certificateLine(solution.certificate, screen)}`;
}
