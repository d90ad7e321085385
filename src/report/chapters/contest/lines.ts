/** The comparison for the terminal: aligned plain text. */

import { aligned } from '../../aligned';
import { significant, small } from '../../compare';
import { verifiedRows } from '../../published-contest';
import { kindsOf } from './demos';
import { payoffRows } from './payoff';
import { type ContestRuns, demoNames, gainOf } from './runs';
import { scenarioRows, verifiedDifference } from './scenario';

const sign = (holds: boolean) => (holds ? '✓' : '✗');

export function comparisonLines(runs: ContestRuns): string[] {
  const [payoff] = payoffRows(runs);
  const isEqual = payoffRows(runs).every(({ holds }) => holds);
  const games = demoNames.map((name) => {
    const { published, solution } = runs.demos[name];
    return [
      `  ${name.replaceAll('-', ' ')}`,
      published.published?.claimsSuccess ? 'success' : 'none',
      small(gainOf(published)),
      kindsOf(solution),
      small(gainOf(solution)),
      sign(solution.certificate.holds),
    ];
  });
  const rows = scenarioRows(runs);
  const differences = rows.flatMap((row) => verifiedDifference(row) ?? []);
  const worst = Math.max(...differences);
  const lines = [
    `  readme.md, a payoff  published ${significant(payoff.published, 7)} ${sign(isEqual)}  true ${significant(payoff.true, 15)}`,
    '',
    ...aligned([['demo.py', 'dynapai', 'gain', 'equilibria', 'gain', 'certificate'], ...games]),
    '',
    `  scenario of prices: ${differences.length} of ${rows.length} rows computed by other code, equal to ${small(worst)} ${sign(
      differences.length === verifiedRows.length && worst < 1e-9,
    )}`,
  ];
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}
