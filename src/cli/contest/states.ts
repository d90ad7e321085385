/** `shadowprice contest states`: what happens under strategies, period by period. */

import type { StatesResult } from '../../contest/states';
import type { Strategies } from '../../contest/strategies';
import type { Answer, Verb } from '../domain';
import { entry, figures, type Screen, table } from '../output';
import { addGameFlags } from './numbers';
import { byPlayer, header, noCertificate, percent } from './present';
import { readProblem } from './problem';
import { addStrategiesFlag } from './strategies';

export const states: Verb = {
  name: 'states',
  summary: 'productivities, odds, chances to win and of a disaster, period by period',

  configure(command) {
    addStrategiesFlag(command);
    addGameFlags(command);
    command.addHelpText(
      'after',
      `
A, B: productivities; s, p: safety and performance; odds = s p^(−θ); σ: the
probability that all goes well if the player wins; q: that he wins; u: what the
period pays him.

Examples:
  shadowprice contest states --strategies 1,2 --b 10
  shadowprice contest states --actions invest --periods 5 --strategies 0.2,0.3,0.5,0
  shadowprice contest states profile.json --json | jq .disasterProbability`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = { verb: 'states', strategies: 'needed', options: [] } as const;
    const { game, strategies } = await readProblem(reading, source, flags);
    const result = engine.contest.states(game, strategies as Strategies);
    return {
      result,
      holds: true,
      text: async (screen) =>
        [
          header('states', `on ${result.backend}`, game, screen),
          await statesTable(result, screen),
          ...(result.survival.length === 1 ? [] : [await periodsTable(result, screen)]),
          entry(
            'disaster',
            `${screen.paint.bold(percent(result.disasterProbability, 6))}`,
            8,
            screen.width,
          ),
          noCertificate('formulas, evaluated as they stand', screen),
        ].join('\n\n'),
    };
  },
};

function statesTable(result: StatesResult, screen: Screen): Promise<string> {
  return byPlayer(
    [
      { title: 'A', values: result.safetyProductivity, spare: 4 },
      { title: 'B', values: result.performanceProductivity, spare: 5 },
      { title: 's', values: result.safety, spare: 2 },
      { title: 'p', values: result.performance, spare: 3 },
      { title: 'odds', values: result.odds, spare: 1 },
      { title: 'σ', values: result.safeIfWins },
      { title: 'q', values: result.winProbability },
      { title: 'u', values: result.periodPayoffs },
    ],
    screen,
    5,
  );
}

/** A row for each period: whether it is reached, and how it may end. */
function periodsTable(result: StatesResult, screen: Screen): Promise<string> {
  const { survival, disasterByPeriod, winProbability } = result;
  const right = { align: 'right' } as const;
  const nobody = winProbability.map((q) =>
    Math.max(0, 1 - q.reduce((sum, share) => sum + share, 0)),
  );
  return table(
    [
      { title: 'period', ...right, cells: survival.map((_, t) => String(t)) },
      { title: 'reached', ...right, cells: figures(survival) },
      { title: 'nobody wins', ...right, cells: figures(nobody), spare: 1 },
      { title: 'disaster there', ...right, cells: figures(disasterByPeriod) },
    ],
    screen,
  );
}
