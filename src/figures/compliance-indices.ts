/** Sobol' indices of compliance: what each number explains alone, and with all its interactions. */

import * as Plot from '@observablehq/plot';
import type { ComplianceName } from '../compliance/parameters';
import { measured, named } from './compliance';
import type { Figure } from './figure';
import { type FigureContext, panel } from './panel';
import { colour } from './theme';

/** Pixels that each bar leaves to the other of its row. */
const halfBar = 15;

interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface DrawnIndex {
  readonly parameter: ComplianceName;
  readonly first: number;
  readonly total: number;
  /** Of the sampled estimate; the exact values are `first` and `total`. */
  readonly sampledFirst?: Interval;
  readonly sampledTotal?: Interval;
}

export function complianceIndicesFigure(
  given: readonly DrawnIndex[],
  context: FigureContext = {},
): Figure {
  const rows = [...given].sort((a, b) => b.total - a.total);
  const names = rows.map(({ parameter }) => named(parameter));
  const sum = rows.reduce((all, { first }) => all + first, 0);
  const most = Math.max(...rows.flatMap((row) => [row.total, row.sampledTotal?.high ?? 0]));
  // an estimate of nearly nothing may be negative
  const least = Math.min(0, ...rows.map((row) => row.sampledFirst?.low ?? 0));
  const bars = (of: 'first' | 'total', hue: string, shift: number) => [
    Plot.barX(rows, {
      y: (row: DrawnIndex) => named(row.parameter),
      x: of,
      fill: hue,
      fillOpacity: 0.75,
      insetTop: shift < 0 ? 0 : halfBar,
      insetBottom: shift < 0 ? halfBar : 0,
    }),
  ];
  const sampled = (of: 'sampledFirst' | 'sampledTotal', shift: number) =>
    measured(
      rows.flatMap((row) => {
        const interval = row[of];
        if (!interval) return [];
        const value = (interval.low + interval.high) / 2;
        return [{ row: named(row.parameter), value, low: interval.low, high: interval.high }];
      }),
      { stroke: colour.ink, shift },
    );
  return {
    name: 'compliance-indices',
    title: 'Sobol’ indices: what explains which labs comply',
    description:
      'Share of the variance of “this lab complies” that each number explains alone (first-order), and with all its ' +
      'interactions (total). Bars are exact, dots sampled with their intervals. ' +
      `The first-order indices add up to ${sum.toFixed(3)}: the rest is interaction.`,
    legend: [
      { label: 'first-order', colour: colour.true, mark: 'bar' },
      { label: 'total', colour: colour.fourth, mark: 'bar' },
      { label: 'sampled', colour: colour.ink, mark: 'dot' },
    ],
    columns: 1,
    panels: [
      panel(context, {
        width: 640,
        height: 330,
        marginLeft: 122,
        title: 'Share of the variance of compliance',
        description: rows
          .map(({ first, total }, i) => `${names[i]}: ${first.toFixed(4)} and ${total.toFixed(4)}`)
          .join('; '),
        x: { domain: [Math.floor(50 * least) / 50, Math.ceil(20 * most) / 20] },
        y: { domain: names },
        marks: [
          ...bars('first', colour.true, -1),
          ...bars('total', colour.fourth, 1),
          ...sampled('sampledFirst', -7),
          ...sampled('sampledTotal', 7),
        ],
      }),
    ],
  };
}
