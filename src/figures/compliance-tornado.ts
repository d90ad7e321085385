/** The tornado: how far one number at a time moves the share of compliance; published against exact. */

import * as Plot from '@observablehq/plot';
import type { ComplianceName } from '../compliance/parameters';
import { measured, named, points } from './compliance';
import type { Figure } from './figure';
import { type FigureContext, panel } from './panel';
import { colour, type } from './theme';

interface Bar {
  readonly low: number;
  readonly high: number;
}

export interface TornadoComparison {
  readonly levels: readonly [number, number];
  /** The share with no number fixed. */
  readonly base: number;
  readonly rows: ReadonlyArray<{
    readonly parameter: ComplianceName;
    readonly exact: Bar;
    readonly published: Bar;
    /** Of the published low and high. */
    readonly standardErrors: Bar;
  }>;
}

const size = { width: 480, height: 300 };
const errors = 2;

export function complianceTornadoFigure(
  { levels, base, rows: given }: TornadoComparison,
  context: FigureContext = {},
): Figure {
  const swing = ({ low, high }: Bar) => high - low;
  const rows = [...given].sort((a, b) => Math.abs(swing(b.exact)) - Math.abs(swing(a.exact)));
  const names = rows.map(({ parameter }) => named(parameter));
  const [low, high] = levels;
  const noise = rows.map(({ exact, published, standardErrors }, i) => {
    const value = points(swing(published) - swing(exact));
    const spread = points(errors * Math.hypot(standardErrors.low, standardErrors.high));
    return { row: names[i], value, low: value - spread, high: value + spread };
  });
  const reach = Math.ceil(Math.max(...noise.flatMap((n) => [-n.low, n.high])) * 2) / 2;
  const ends = (of: 'exact' | 'published') =>
    rows.flatMap((row, i) => [
      { row: names[i], value: points(row[of].low), level: low },
      { row: names[i], value: points(row[of].high), level: high },
    ]);
  return {
    name: 'compliance-tornado',
    title: 'What moves compliance: one number at a time',
    description:
      `Each number is set to ${low} and to ${high} for all labs, the other five spread over [0, 1]. ` +
      'Left: the share that complies, exact (bars) and published (circles); dotted: with no number fixed. ' +
      'Right: error of the published change, with two standard errors to either side.',
    legend: [
      { label: 'exact', colour: colour.true, mark: 'bar' },
      { label: 'published', colour: colour.published, mark: 'circle' },
      { label: 'no number fixed', colour: colour.ink, mark: 'dotted' },
    ],
    columns: 2,
    panels: [
      panel(context, {
        ...size,
        marginLeft: 122,
        marginRight: 58,
        title: `Labs that comply, %, at ${low} and at ${high}`,
        description: rows
          .map(
            ({ exact }, i) =>
              `${names[i]}: ${points(exact.low).toFixed(2)} to ${points(exact.high).toFixed(2)} %`,
          )
          .join('; '),
        x: { domain: [0, 22], ticks: [0, 5, 10, 15, 20] },
        y: { domain: names },
        marks: [
          Plot.barX(rows, {
            y: (row) => named(row.parameter),
            x1: (row) => points(row.exact.low),
            x2: (row) => points(row.exact.high),
            fill: colour.true,
            fillOpacity: 0.75,
          }),
          Plot.ruleX([points(base)], {
            stroke: colour.ink,
            strokeOpacity: 0.7,
            strokeDasharray: '1.5 3',
          }),
          Plot.dot(ends('published'), {
            y: 'row',
            x: 'value',
            r: 3.6,
            stroke: colour.published,
            strokeWidth: 1.8,
          }),
          Plot.text(rows, {
            y: (row) => named(row.parameter),
            x: ({ exact, published }) =>
              points(Math.max(exact.low, exact.high, published.low, published.high)),
            text: (row) => signed(points(swing(row.exact))),
            textAnchor: 'start',
            dx: 9,
            fontSize: type.label,
            fill: colour.ink,
          }),
        ],
      }),
      panel(context, {
        ...size,
        marginLeft: 122,
        title: 'Published change − exact change, percentage points',
        description: noise.map(({ row, value }) => `${row}: ${value.toFixed(2)}`).join('; '),
        x: { domain: [-reach, reach], ticks: 5 },
        y: { domain: names },
        marks: [
          Plot.ruleX([0], { stroke: colour.ink, strokeOpacity: 0.5 }),
          ...measured(noise, { stroke: colour.published, shift: 0, hollow: true }),
        ],
      }),
    ],
  };
}

function signed(x: number): string {
  return `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(2)}`;
}
