/** The comparison for the terminal: aligned plain text. */

import { aligned } from '../../aligned';
import { percentage, significant } from '../../compare';
import { publishedSample, publishedTornado } from '../../published-compliance';
import { mapName, mapRows, sampleRows, tornadoRows } from './numbers';
import type { ComplianceRuns } from './runs';
import { symbolOf } from './symbols';

const sign = (holds: boolean) => (holds ? '✓' : '✗');

export function comparisonLines(runs: ComplianceRuns): string[] {
  const { exact, maps, strong, tornado } = runs;
  const shares = sampleRows(runs).map((row, i) => {
    const action = (['comply', 'evade', 'split'] as const)[i];
    return [
      `  ${row.what}`,
      String(row.published),
      `${row.reproduced} ${sign(row.holds)}`,
      percentage(row.published / publishedSample.samples, 2),
      percentage(exact[action], 4),
    ];
  });
  const changes = tornadoRows(runs);
  const swings = publishedTornado.rows.map(({ parameter, swing }, i) => {
    const three = changes.slice(3 * i, 3 * i + 3);
    return [
      `  ${symbolOf(parameter)} at 0.2, 0.8`,
      three
        .slice(0, 2)
        .map((row) => row.published)
        .join(', '),
      `equal ${sign(three.every(({ holds }) => holds))}`,
      percentage(swing, 2),
      percentage(tornado.exact.rows[i].swing, 4),
    ];
  });
  const cells = [...maps, strong].map((run) => {
    const rows = mapRows(run);
    return [
      `  ${mapName(run.source)}${run.isStrong ? ', strong' : ''}`,
      rows.map((row) => row.published).join(', '),
      `equal ${sign(rows.every(({ holds }) => holds))}`,
    ];
  });
  const fine = runs.observedRows[0].answer.levers.fine ?? Number.NaN;
  const lines = [
    ...aligned([
      ['splitcomp.ipynb, sample', 'published', 'reproduced', 'share', 'exact'],
      ...shares,
    ]),
    '',
    ...aligned([
      ['tornado, labs that comply', 'published', 'reproduced', 'change', 'exact'],
      ...swings,
    ]),
    '',
    ...aligned([['maps, cells that comply, evade, split', 'published', 'reproduced'], ...cells]),
    '',
    `  98.8 % of labs comply from a fine of ${significant(fine, 6)} times the greatest benefit on`,
  ];
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}
