/** Faults against the size of the cache: rules without foresight and the optimum, and Belady's anomaly. */

import * as Plot from '@observablehq/plot';
import type { Figure, LegendEntry } from './figure';
import { curve, label, type Series, upright } from './marks';
import { type FigureContext, panel } from './panel';
import { colour, tick } from './theme';

export interface FaultCurves {
  readonly sizes: Series;
  readonly requests: number;
  /** By rule: `lru`, `fifo`, `lfu`, `marking` (expected), `belady`. */
  readonly faults: Readonly<Record<string, Series>>;
}

export interface PagingFaults {
  readonly mixed: FaultCurves;
  /** The size that the report looks at. */
  readonly marked: number;
  /** A trace on which FIFO has more faults with more slots. */
  readonly anomaly: FaultCurves;
}

const wide = { width: 480, height: 270 };

const looks: ReadonlyArray<LegendEntry & { readonly name: string }> = [
  { name: 'lfu', label: 'LFU', colour: colour.published, mark: 'dashed' },
  { name: 'fifo', label: 'FIFO', colour: colour.fourth, mark: 'dashed' },
  { name: 'lru', label: 'LRU', colour: colour.third, mark: 'line' },
  { name: 'marking', label: 'marking, expected', colour: colour.second, mark: 'dotted' },
  { name: 'belady', label: 'Belady: the optimum', colour: colour.true, mark: 'line' },
];

const dashes: Readonly<Record<string, string>> = { dashed: '5 3.5', dotted: '1.5 3' };

export function decisionsPagingFigure(
  { mixed, marked, anomaly }: PagingFaults,
  context: FigureContext = {},
): Figure {
  const shares = (curves: FaultCurves, name: string, unit: number) =>
    Array.from(curves.faults[name], (faults) => faults / unit);
  const last = (values: Series) => values[values.length - 1];
  const at = Array.from(mixed.sizes).indexOf(marked);
  const { fifo } = anomaly.faults;
  const rise = Array.from(fifo).findIndex((faults, k) => k > 0 && faults > fifo[k - 1]);
  const sizes = Array.from(anomaly.sizes);
  return {
    name: 'decisions-paging',
    title: 'Faults against the size of the cache',
    description:
      `Left: ${mixed.requests} requests for model weights by a mixture of workloads, the share that is not in the cache. ` +
      `Right: a trace of ${anomaly.requests} requests on which FIFO has more faults with ${sizes[rise]} slots than with ${sizes[rise - 1]}.`,
    legend: looks.map(({ name: _, ...entry }) => entry),
    columns: 2,
    panels: [
      panel(context, {
        ...wide,
        title: 'Share of requests that are faults, %',
        description: looks
          .map((look) => {
            const share = 100 * shares(mixed, look.name, mixed.requests)[at];
            return `${look.label}: ${share.toFixed(1)} % at ${marked} slots`;
          })
          .join('; '),
        x: { label: 'slots', domain: [mixed.sizes[0], last(mixed.sizes)], ticks: 6 },
        y: { domain: [0, 100] },
        marks: [
          ...upright(marked, `${marked} slots`),
          ...looks.map((look) =>
            faultLine(look, mixed.sizes, shares(mixed, look.name, mixed.requests / 100)),
          ),
        ],
      }),
      panel(context, {
        ...wide,
        title: `Faults of ${anomaly.requests} requests`,
        description: `FIFO: ${fifo[rise - 1]} faults with ${sizes[rise - 1]} slots, ${fifo[rise]} with ${sizes[rise]}.`,
        x: { label: 'slots', domain: [sizes[0] - 0.2, last(sizes) + 0.2], ticks: sizes },
        y: { domain: [0, anomaly.requests], ticks: 6 },
        marks: [
          ...looks
            .filter(({ name }) => name in anomaly.faults)
            .flatMap((look) => [
              faultLine(look, sizes, shares(anomaly, look.name, 1)),
              Plot.dot(sizes, {
                x: (k) => k,
                y: (_, k) => anomaly.faults[look.name][k],
                r: 3,
                fill: look.colour,
              }),
            ]),
          label(tick(fifo[rise - 1]), sizes[rise - 1], fifo[rise - 1], {
            anchor: 'end',
            dx: -7,
            dy: 5,
          }),
          label(tick(fifo[rise]), sizes[rise], fifo[rise], { anchor: 'middle', dy: -11 }),
        ],
      }),
    ],
  };
}

function faultLine({ colour: hue, mark }: LegendEntry, x: Series, y: Series): Plot.Markish {
  const strokeDasharray = dashes[mark];
  return curve(x, y, {
    stroke: hue,
    strokeWidth: 2,
    ...(strokeDasharray ? { strokeDasharray } : {}),
  });
}
