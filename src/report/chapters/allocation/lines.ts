/** The comparison for the terminal: aligned plain text. */

import { aligned } from '../../aligned';
import { percent, percentage, significant, small } from '../../compare';
import { biasOf, lossOf, quantities, reproductionsOf } from './dynamic';
import type { AllocationRuns, DynamicRun } from './runs';
import { steadyReproductions } from './steady';

const sign = (holds: boolean) => (holds ? '✓' : '✗');

export function comparisonLines(runs: AllocationRuns): string[] {
  const { base, sweeps, steady } = runs;
  const head = ['published', 'reproduced', 'true', 'difference'];
  const dynamic = reproductionsOf(base).map((number, i) => [
    `  ${quantities[i].title}`,
    significant(number.published, 12),
    `${small(number.relative)} ${sign(number.holds)}`,
    significant(base.optimum[quantities[i].name], 12),
    percent(number.published / base.optimum[quantities[i].name] - 1),
  ]);
  const steadyRows = steadyReproductions(steady).map((number) => [
    `  ${number.what}`,
    significant(number.published, 12),
    `${small(number.relative)} ${sign(number.holds)}`,
    significant(number.true, 12),
    percent(number.published / number.true - 1),
  ]);
  const sweepRows = sweeps.map(({ source, runs }) => [
    `  ${source.symbol}, ${source.name}`,
    `${3 * runs.length} numbers`,
    `${small(worst(runs))} ${sign(runs.every((run) => reproductionsOf(run).every(({ holds }) => holds)))}`,
    `${runs.filter((run) => run.source.iterations === run.published.iterations).length} of ${runs.length}`,
    range(runs.map(biasOf), (x) => percent(x, 2)),
    range(runs.map(lossOf), (x) => percentage(x, 2)),
  ]);
  const lines = [
    ...aligned([['dynamic.py, default', ...head], ...dynamic]),
    `  the published control loses ${percentage(lossOf(base))}; iterations ${base.source.iterations} / ${base.published.iterations} ${sign(base.source.iterations === base.published.iterations)}`,
    '',
    ...aligned([
      [
        'dynamic.py, sweeps',
        'published',
        'reproduced',
        'iterations',
        'printed NPV',
        'control loses',
      ],
      ...sweepRows,
    ]),
    '',
    ...aligned([['steady_state.py', ...head], ...steadyRows]),
  ];
  // a terminal breaks no lines within numbers
  return lines.map((line) => line.replaceAll('\u00a0', ' '));
}

function worst(runs: readonly DynamicRun[]): number {
  return Math.max(...runs.flatMap(reproductionsOf).map(({ relative }) => relative));
}

function range(values: readonly number[], text: (x: number) => string): string {
  return `${text(Math.min(...values)).replace('\u00a0%', '')} … ${text(Math.max(...values))}`;
}
