/** `shadowprice contest gradient`: how each player's payoff changes with what he does. */

import type { GradientResult } from '../../contest/payoffs';
import type { Strategies } from '../../contest/strategies';
import type { Answer, Verb } from '../domain';
import { addGameFlags } from './numbers';
import { byPlayer, header, inputColumns, noCertificate, playersTable } from './present';
import { readProblem } from './problem';
import { addStrategiesFlag } from './strategies';

export const gradient: Verb = {
  name: 'gradient',
  summary: "how each player's payoff changes with what he does",

  configure(command) {
    addStrategiesFlag(command);
    addGameFlags(command);
    command.addHelpText(
      'after',
      `
Where an input is 0, its derivative is that from the right, which may be
infinite.

Examples:
  shadowprice contest gradient --strategies 1,2 --b 10
  shadowprice contest gradient --actions invest --periods 3 --strategies 0.2,0.3,0.5,0
  shadowprice contest gradient profile.json --theta 0.3 --json | jq .gradient`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = { verb: 'gradient', strategies: 'needed', options: [] } as const;
    const { game, strategies } = await readProblem(reading, source, flags);
    const result = engine.contest.gradient(game, strategies as Strategies);
    const { payoffs } = result as { readonly payoffs: unknown };
    return {
      result,
      holds: true,
      text: async (screen) => {
        const parts = [header('gradient', `on ${result.backend}`, game, screen)];
        const profiles: readonly Pick<GradientResult, 'payoffs' | 'gradient'>[] = Array.isArray(
          payoffs,
        )
          ? payoffs.map((own, m) => ({
              payoffs: own,
              gradient: (result.gradient as unknown as GradientResult['gradient'][])[m],
            }))
          : [result];
        for (const [m, profile] of profiles.entries()) {
          if (profiles.length > 1) parts.push(screen.paint.bold(`profile ${m}`));
          parts.push(await playersTable({ payoff: profile.payoffs }, screen));
          const columns = inputColumns(profile.gradient, (symbol) => `∂U/∂${symbol}`);
          parts.push(await byPlayer(columns, screen));
        }
        parts.push(noCertificate('exact derivatives, evaluated as they stand', screen));
        return parts.join('\n\n');
      },
    };
  },
};
