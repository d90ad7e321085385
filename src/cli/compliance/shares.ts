/** `shadowprice compliance shares`: exact shares of a population, and what moves them. */

import { actions } from '../../compliance/model';
import type { ComplianceRanges } from '../../compliance/parameters';
import type { SharesResult } from '../../compliance/shares';
import type { Answer, Verb } from '../domain';
import { figure, type Screen, table } from '../output';
import { statusLine } from '../present';
import { addPopulationFlags, labTable } from './numbers';
import { actionPaint, bar, certificateLine, percent, populationHeader } from './present';
import { readProblem } from './problem';

export const shares: Verb = {
  name: 'shares',
  summary: 'which share of labs complies, evades and splits, exactly',

  configure(command) {
    addPopulationFlags(command);
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice compliance shares
  shadowprice compliance shares --fine 2 --audit-rate 0.5..1
  shadowprice compliance shares labs.json --sigma 1 --json | jq .comply
  echo '{ "ranges": { "fine": [0, 3], "riskAversion": 1 } }' | shadowprice compliance shares -`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = { verb: 'shares', subject: 'ranges', options: [] } as const;
    const { numbers } = await readProblem(reading, source, flags);
    const result = engine.compliance.shares(numbers as ComplianceRanges);
    return {
      result,
      holds: result.status === 'converged' && result.certificate.holds,
      text: async (screen) => {
        const how = `${result.method} on ${result.backend}`;
        return [
          populationHeader('shares', how, numbers, screen),
          await sharesTable(result, screen),
          await pricesTable(result, screen),
          statusLine(result.status, screen) + certificateLine(result.certificate, screen),
        ].join('\n\n');
      },
    };
  },
};

export function sharesTable(
  shares: Pick<SharesResult, 'comply' | 'evade' | 'split'>,
  screen: Screen,
): Promise<string> {
  return table(
    [
      { title: 'action', cells: actions.map((name) => actionPaint(name, screen)(name)) },
      {
        title: 'share',
        align: 'right',
        cells: actions.map((name) => screen.paint.bold(percent(shares[name], 10))),
      },
      { title: '', cells: actions.map((name) => bar(shares[name], 32)), spare: 1 },
    ],
    screen,
  );
}

/** ∂(share that complies)/∂p: percentage points for a hundredth more of p. */
function pricesTable({ shadowPrices }: SharesResult, screen: Screen): Promise<string> {
  const names = Object.keys(shadowPrices);
  const symbol = (name: string) => {
    const [word, end] = name.split('.');
    const letter = labTable[word].symbol;
    return end === undefined ? letter : `${letter} ${end === 'low' ? 'from' : 'to'}`;
  };
  const right = { align: 'right' } as const;
  return table(
    [
      { title: 'price of', cells: names.map(symbol) },
      { title: '', cells: names, spare: 1 },
      { title: '∂comply/∂p', ...right, cells: names.map((name) => figure(shadowPrices[name], 7)) },
    ],
    screen,
  );
}
