/** What moves compliance beyond the source's model: the share that complies over each lever. */

import * as Plot from '@observablehq/plot';
import { points } from './compliance';
import type { Figure } from './figure';
import { circles, curve, label } from './marks';
import { type FigureContext, panel } from './panel';
import { colour } from './theme';

export interface LeverCurve {
  /** 'V, reputation'. */
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly share: ArrayLike<number>;
  readonly isLogarithmic: boolean;
  /** The least value that reaches the target, where one does. */
  readonly required: number | null;
  /** What no value exceeds, where the target is out of reach. */
  readonly limit: number | null;
}

export interface LeverCurves {
  readonly target: number;
  readonly base: number;
  readonly levers: readonly LeverCurve[];
}

export function complianceLeversFigure(
  { target, base, levers }: LeverCurves,
  context: FigureContext = {},
): Figure {
  return {
    name: 'compliance-levers',
    title: 'From what the model predicts towards what is observed',
    description:
      `Exact share of labs that comply as one thing is added to the source’s model, from ${points(base).toFixed(1)} % on. ` +
      `Dashed: the ${points(target).toFixed(1)} % observed in the EU ETS. Dotted: what a lever cannot exceed.`,
    legend: [
      { label: 'share that complies', colour: colour.true, mark: 'line' },
      {
        label: `${points(target).toFixed(1)} %, observed`,
        colour: colour.published,
        mark: 'dashed',
      },
      { label: 'reaches it', colour: colour.true, mark: 'dot' },
      { label: 'cannot exceed', colour: colour.ink, mark: 'dotted' },
    ],
    columns: 2,
    panels: levers.map((lever) => leverPanel(lever, target, context)),
  };
}

function leverPanel(lever: LeverCurve, target: number, context: FigureContext): SVGSVGElement {
  const { name, values, share, isLogarithmic, required, limit } = lever;
  const domain = [values[0], values[values.length - 1]] as const;
  const what =
    required === null
      ? `It cannot exceed ${points(limit ?? 0).toFixed(1)} %.`
      : `It reaches ${points(target).toFixed(1)} % at ${required.toPrecision(4)}.`;
  return panel(context, {
    width: 440,
    height: 240,
    title: `Labs that comply, %, over ${name}`,
    description: what,
    x: { label: name, domain, log: isLogarithmic },
    y: { domain: [0, 105], ticks: [0, 20, 40, 60, 80, 100] },
    marks: [
      Plot.ruleY([points(target)], {
        stroke: colour.published,
        strokeWidth: 1.8,
        strokeDasharray: '5 3.5',
      }),
      ...(limit === null
        ? []
        : [
            Plot.ruleY([points(limit)], {
              stroke: colour.ink,
              strokeOpacity: 0.7,
              strokeDasharray: '1.5 3',
            }),
            label(`at most ${points(limit).toFixed(1)} %`, domain[1], points(limit), {
              anchor: 'end',
              dy: -9,
            }),
          ]),
      curve(values, Array.from(share, points), { stroke: colour.true, strokeWidth: 2 }),
      ...(required === null
        ? []
        : [
            Plot.ruleX([required], {
              y1: 0,
              y2: points(target),
              stroke: colour.true,
              strokeOpacity: 0.7,
              strokeDasharray: '1.5 3',
            }),
            circles([required], [points(target)], { stroke: colour.true, fill: colour.true }),
            label(`${name.split(',')[0]} = ${rounded(required)}`, required, 0, {
              anchor: 'end',
              dy: -9,
              dx: -6,
            }),
          ]),
    ],
  });
}

function rounded(x: number): string {
  return x >= 1000
    ? Math.round(x).toLocaleString('en').replaceAll(',', '\u202f')
    : String(Number(x.toPrecision(4)));
}
