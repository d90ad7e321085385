/** `shadowprice contest scenario`: the equilibria of a game over values of some of its numbers. */

import type { ScenarioOptions, ScenarioResult } from '../../contest/scenario/index';
import type { Answer, Flags, Verb } from '../domain';
import { UsageError } from '../failure';
import { addOptionFlags, given } from '../flags';
import { readWhole } from '../numbers';
import type { Screen } from '../output';
import { recordAt } from '../problem';
import { watched } from '../watch';
import type { Game } from './items';
import { addGameFlags } from './numbers';
import { pointOptions, scenarioOptions } from './options';
import { areCertified, pointsTable, verdict } from './points';
import { header } from './present';
import { readProblem } from './problem';
import { addVaryFlag, varySyntax } from './vary';

export const scenario: Verb = {
  name: 'scenario',
  summary: 'the equilibria of a game over values of some of its numbers',

  configure(command) {
    addVaryFlag(command, 'vary', `${varySyntax}; again for another axis`);
    addOptionFlags(command, scenarioOptions, 'What varies:');
    addGameFlags(command);
    addOptionFlags(command, pointOptions, 'Options of the search at each point:');
    command.addHelpText(
      'after',
      `
r, r-invest and r-share are both prices of effort, investment and sharing. A
problem in JSON has "vary", a list of { parameter, values }, or { parameter,
from, to, count }, as the API takes it, and options of the search in "solve".

Examples:
  shadowprice contest scenario --vary r=0.01..0.1:20 --b 10 --theta 0.25
  shadowprice contest scenario --vary r=0.01..0.1:10 --vary theta=0,0.5,1 --b 10
  shadowprice contest scenario --vary d@0=0..2:5 --periods 3 --gamma 0.9,1
  shadowprice contest scenario --vary players=2..8:7 --json | jq .columns.odds
  shadowprice contest scenario game.json --vary theta=0.25,0.5 --as-published`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const { workers, ...options } = await readScenario(source, flags);
    const result = await watched('points', (run) =>
      engine.contest.scenarioAsync(options.game, options.call, { ...run, ...workers }),
    );
    return {
      result,
      holds: areCertified(result),
      text: async (screen) => (await scenarioText(result, screen)).join('\n\n'),
    };
  },
};

const names = ['vary', 'expand', 'solve', 'follow', 'slice'];

async function readScenario(source: string | undefined, flags: Flags) {
  const reading = { verb: 'scenario', options: names };
  const { game, options } = await readProblem(reading, source, flags);
  if (options.vary === undefined) {
    throw new UsageError('scenario needs something that varies: --vary theta=0,0.5,1');
  }
  return {
    game,
    call: { ...options, ...solveOf(options.solve, flags) } as unknown as ScenarioOptions,
    workers: flags.workers === undefined ? {} : { workers: flags.workers as number },
  };
}

/** Options of `solve` of a file with the flags put over them. */
export function solveOf(inFile: unknown, flags: Flags): { readonly solve?: unknown } {
  const typed = given(flags, Object.keys(pointOptions));
  const said = recordAt('solve', inFile, 'an object of options of solve');
  if (inFile === undefined && Object.keys(typed).length === 0) return {};
  const solve: Record<string, unknown> = { ...said, ...typed };
  // JSON has no whole numbers beyond 2^53
  if (typeof solve.seed === 'string') solve.seed = readWhole('solve.seed', solve.seed);
  return { solve };
}

async function scenarioText(result: ScenarioResult, screen: Screen): Promise<string[]> {
  const { backend, shape, expand, points, slice, solve } = result;
  const total = shape.reduce((product, length) => product * length, 1);
  const count = points.length === total ? `${total}` : `${slice.from} to ${slice.to} of ${total}`;
  const grid = shape.length === 1 ? '' : ` (${shape.join(' × ')})`;
  const published = solve.asPublished === true ? ', as published' : '';
  const how = `${count} points${grid}${expand === 'broadcast' ? ' together' : ''} on ${backend}${published}`;
  const varied = result.axes.flatMap(({ parameters, player }) =>
    player === undefined ? parameters : [],
  );
  return [
    header('scenario', how, result.parameters as Game, screen, varied),
    ...(points.length === 0 ? [] : [await pointsTable(result, screen)]),
    verdict(result, screen),
  ];
}
