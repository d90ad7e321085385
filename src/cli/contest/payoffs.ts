/** `shadowprice contest payoffs`: what strategies are worth to the players. */

import type { Strategies } from '../../contest/strategies';
import type { Answer, Verb } from '../domain';
import { figures, type Screen, table } from '../output';
import { addGameFlags } from './numbers';
import { header, noCertificate, playersTable } from './present';
import { readProblem } from './problem';
import { addStrategiesFlag } from './strategies';

export const payoffs: Verb = {
  name: 'payoffs',
  summary: 'what strategies are worth to each player',

  configure(command) {
    addStrategiesFlag(command);
    addGameFlags(command);
    command.addHelpText(
      'after',
      `
Inputs are effort into safety and performance, and with --actions invest and
share also investment and sharing, in this order. "strategies" of a problem is
[period][player][input], or a list of these.

Examples:
  shadowprice contest payoffs --strategies 1,2 --b 10
  shadowprice contest payoffs --strategies 1,2/0.5,1 --theta 0.25,0.5
  echo '{ "game": { "players": 3 }, "strategies": [[[1, 2], [1, 1], [0, 0]]] }' |
    shadowprice contest payoffs - --json | jq .payoffs`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = { verb: 'payoffs', strategies: 'needed', options: [] } as const;
    const { game, strategies } = await readProblem(reading, source, flags);
    const result = engine.contest.payoffs(game, strategies as Strategies);
    const all = result.payoffs as Float64Array | readonly Float64Array[];
    return {
      result,
      holds: true,
      text: async (screen) =>
        [
          header('payoffs', `on ${result.backend}`, game, screen),
          ArrayBuffer.isView(all)
            ? await playersTable({ payoff: all }, screen)
            : await batchTable(all, screen),
          noCertificate('formulas, evaluated as they stand', screen),
        ].join('\n\n'),
    };
  },
};

/** A row for each profile. */
function batchTable(all: readonly Float64Array[], screen: Screen): Promise<string> {
  const right = { align: 'right' } as const;
  return table(
    [
      { title: 'profile', ...right, cells: all.map((_, m) => String(m)) },
      ...Array.from(all[0], (_, i) => ({
        title: `player ${i}`,
        ...right,
        cells: figures(
          all.map((values) => values[i]),
          9,
        ),
      })),
    ],
    screen,
  );
}
