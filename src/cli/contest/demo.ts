/** `shadowprice contest demo`: the games that the sources show, their answers beside ours. */

import { Option } from 'commander';
import { type ContestDemo, demos } from '../../contest/demo';
import type { ScenarioResult } from '../../contest/scenario/index';
import type { ContestSolution } from '../../contest/solve/result';
import type { Engine } from '../../domains';
import { ParameterError } from '../../engine/errors';
import type { Answer, Verb } from '../domain';
import { type Run, watched } from '../watch';
import { demoText } from './demo-text';
import { areCertified } from './points';
import { isCertified } from './solution';

/** What each word shows: the same names as in dynapai's demo, and the scenarios of AIIncentives.jl. */
const shows: Readonly<Record<string, readonly string[]>> = {
  basic: ['basic'],
  invest: ['invest'],
  sharing: ['sharing'],
  scenario: ['scenario'],
  readme: ['price'],
  docs: ['price-and-theta'],
  all: ['basic', 'invest', 'sharing', 'scenario', 'price', 'price-and-theta'],
};

/** A demo with its answers: as published, and ours unless that alone was asked for. */
export type DemoResult = ContestDemo &
  (
    | { readonly published: ContestSolution; readonly solution?: ContestSolution }
    | { readonly published: ScenarioResult; readonly solution?: ScenarioResult }
  );

export const demo: Verb = {
  name: 'demo',
  summary: 'the games that the sources show, their answers beside ours',
  argument: {
    name: 'demo',
    meaning: `${Object.keys(shows).join(', ')} (default all)`,
  },

  configure(command) {
    const add = (flag: string, meaning: string) =>
      command.addOption(new Option(flag, meaning).helpGroup('Options:'));
    add(
      '--ends-on-win',
      'the first win ends the game, as with --end-on-win there; not in scenarios',
    );
    add('--as-published', 'the published answer alone, and whether it is one');
    command.addHelpText(
      'after',
      `
basic, invest, sharing and scenario are those of dynapai's demo.py, readme and
docs the scenarios of AIIncentives.jl, which dynapai's rules answer here.

Examples:
  shadowprice contest demo invest
  shadowprice contest demo invest --ends-on-win
  shadowprice contest demo sharing --as-published
  shadowprice contest demo invest --json | jq '.solution.refused[0].deviation'

Exit code 1 also where no equilibrium was found.`,
    );
  },

  async run(engine, source = 'all', flags): Promise<Answer> {
    if (!Object.hasOwn(shows, source)) {
      const expected = `one of ${Object.keys(shows).join(', ')}`;
      throw new ParameterError('demo', source, expected, 'type');
    }
    const chosen = shows[source].map((name) => demoOf(name, flags.endsOnWin === true));
    const isPublished = flags.asPublished === true;
    const results: DemoResult[] = [];
    for (const each of chosen) {
      const published = await watched(each.name, (run) => answerOf(engine, each, true, run));
      const solution = isPublished
        ? undefined
        : await watched(each.name, (run) => answerOf(engine, each, false, run));
      results.push({ ...each, published, ...(solution && { solution }) } as DemoResult);
      if ((solution ?? published).status === 'cancelled') break;
    }
    return {
      result: source === 'all' ? results : results[0],
      holds: results.every(({ published, solution }) => holds(solution ?? published)),
      text: async (screen) => {
        const texts: string[] = [];
        for (const result of results) texts.push(await demoText(result, screen));
        return texts.join('\n\n\n');
      },
    };
  },
};

function demoOf(name: string, endsOnWin: boolean): ContestDemo {
  const named = (wanted: string) => demos.find((each) => each.name === wanted);
  return (endsOnWin ? named(`${name}-end-on-win`) : undefined) ?? (named(name) as ContestDemo);
}

function answerOf(
  { contest }: Engine,
  { parameters, vary }: ContestDemo,
  asPublished: boolean,
  run: Run,
): Promise<ContestSolution | ScenarioResult> {
  const options = asPublished ? { asPublished } : {};
  return vary === undefined
    ? contest.solveAsync(parameters, options, run)
    : contest.scenarioAsync(parameters, { vary, solve: options }, run);
}

const holds = (answer: ContestSolution | ScenarioResult) =>
  'points' in answer ? areCertified(answer) : isCertified(answer);
