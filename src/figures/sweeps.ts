/** The paper's four sensitivity sweeps: each in its own row, and all of them together with the published error. */

import * as Plot from '@observablehq/plot';
import type { Figure } from './figure';
import { circles, curve, divided } from './marks';
import { type Axis, type FigureContext, panel } from './panel';
import { colour, logDomain, scaleOf } from './theme';

/** What one solution says, for each value of a sweep. */
export interface SweepValues {
  readonly netPresentValue: ArrayLike<number>;
  readonly finalCapability: ArrayLike<number>;
  readonly meanAllocation: ArrayLike<number>;
}

export interface SweepComparison {
  /** The paper's letter for the parameter that varies. */
  readonly symbol: string;
  /** Its name in words. */
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly published: SweepValues;
  readonly optimum: SweepValues;
  /** What the published control really earns. */
  readonly publishedControl: ArrayLike<number>;
}

const quantities = [
  { name: 'netPresentValue', title: 'NPV' },
  { name: 'finalCapability', title: 'M(T)' },
  { name: 'meanAllocation', title: 'mean α' },
] as const;

/** One row a parameter: NPV, M(T), mean α. */
export function sweepsFigure(
  sweeps: readonly SweepComparison[],
  context: FigureContext = {},
): Figure {
  return {
    name: 'sweeps',
    title: 'Sensitivity sweeps: published and optimal',
    description:
      'Net present value, final capability and mean training share over each of the paper’s four parameters, ' +
      'the others at their defaults.',
    legend: [
      { label: 'optimum', colour: colour.true, mark: 'line' },
      { label: 'published', colour: colour.published, mark: 'circle' },
    ],
    columns: 3,
    panels: sweeps.flatMap((sweep) =>
      quantities.map(({ name, title }) => {
        const both = [sweep.optimum[name], sweep.published[name]];
        const domain = logDomain(...both);
        const log = name === 'netPresentValue' && domain[1] / domain[0] >= 1000;
        const scale = log ? { unit: 1, suffix: ', logarithmic' } : scaleOf(...both);
        const y: Axis =
          name === 'meanAllocation'
            ? { domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] }
            : log
              ? { log, domain }
              : { zero: true };
        return panel(context, {
          title: `${title} over ${sweep.symbol}, ${sweep.name}${scale.suffix}`,
          description: `${title} over ${sweep.name}, published and optimal.`,
          height: 200,
          x: { label: sweep.symbol, domain: rangeOf(sweep.values) },
          y,
          marks: [
            curve(sweep.values, divided(sweep.optimum[name], scale.unit), {
              stroke: colour.true,
              strokeWidth: 2,
            }),
            circles(sweep.values, divided(sweep.published[name], scale.unit)),
          ],
        });
      }),
    ),
  };
}

const hues = [colour.true, colour.published, colour.second, colour.third];

/** All four sweeps over one axis, relative to the default; and what is wrong with the published values. */
export function combinedSweepsFigure(
  sweeps: readonly SweepComparison[],
  base: { readonly netPresentValue: number; readonly finalCapability: number },
  context: FigureContext = {},
): Figure {
  const draw = (
    title: string,
    description: string,
    of: (sweep: SweepComparison) => { line: ArrayLike<number>; dots?: ArrayLike<number> },
    y: Axis,
    zeroLine = false,
  ) =>
    panel(context, {
      title,
      description,
      height: 230,
      x: {
        label: 'value within the sweep',
        domain: [0, 1],
        ticks: [0, 0.5, 1],
        format: (x) => (x === 0 ? 'first' : x === 1 ? 'last' : 'middle'),
      },
      y,
      marks: [
        ...(zeroLine ? [Plot.ruleY([0], { stroke: colour.ink, strokeOpacity: 0.5 })] : []),
        ...sweeps.flatMap((sweep, i) => {
          const { line, dots } = of(sweep);
          const x = positions(sweep.values);
          return [
            curve(x, line, { stroke: hues[i], strokeWidth: 2 }),
            circles(x, dots ?? line, {
              stroke: hues[i],
              r: 2.8,
              ...(dots ? {} : { fill: hues[i] }),
            }),
          ];
        }),
      ],
    });
  const ratio = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a, (value, i) => 100 * (value / b[i] - 1));

  return {
    name: 'sweeps-combined',
    title: 'The four sweeps together, and the published error',
    description:
      'Upper row: NPV and M(T) relative to the default parameters, and mean α; lines are optima, circles published. ' +
      'Lower row: error of the printed NPV, loss of the published control, error of the published M(T), in per cent.',
    legend: [
      ...sweeps.map(({ symbol, values }, i) => ({
        label: `${symbol} from ${round(values[0])} to ${round(values[values.length - 1])}`,
        colour: hues[i],
        mark: 'line' as const,
      })),
      { label: 'published', colour: colour.ink, mark: 'circle' },
    ],
    columns: 3,
    panels: [
      draw(
        'NPV relative to the default, logarithmic',
        'Steep in γ and ε, less so in g, falling in ρ.',
        ({ optimum, published }) => ({
          line: divided(optimum.netPresentValue, base.netPresentValue),
          dots: divided(published.netPresentValue, base.netPresentValue),
        }),
        {
          log: true,
          domain: logDomain(
            ...sweeps.map(({ optimum }) => divided(optimum.netPresentValue, base.netPresentValue)),
          ),
        },
      ),
      draw(
        'M(T) relative to the default',
        'Final capability of the optimum and as published.',
        ({ optimum, published }) => ({
          line: divided(optimum.finalCapability, base.finalCapability),
          dots: divided(published.finalCapability, base.finalCapability),
        }),
        { zero: true },
      ),
      draw(
        'mean α',
        'Mean training share of the optimum and as published.',
        ({ optimum, published }) => ({
          line: optimum.meanAllocation,
          dots: published.meanAllocation,
        }),
        { domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
      ),
      draw(
        'Printed NPV above the true optimum, %',
        'How far the printed NPV lies above, or below, what is attainable.',
        ({ optimum, published }) => ({
          line: ratio(published.netPresentValue, optimum.netPresentValue),
        }),
        {},
        true,
      ),
      draw(
        'Loss of the published control, %',
        'By how much the published control earns less than the optimum.',
        ({ optimum, publishedControl }) => ({
          line: ratio(publishedControl, optimum.netPresentValue).map((value) => -value),
        }),
        { zero: true },
      ),
      draw(
        'Published M(T) against the optimum, %',
        'Error of the published final capability.',
        ({ optimum, published }) => ({
          line: ratio(published.finalCapability, optimum.finalCapability),
        }),
        {},
        true,
      ),
    ],
  };
}

function rangeOf(values: ArrayLike<number>): [number, number] {
  return [values[0], values[values.length - 1]];
}

function positions(values: ArrayLike<number>): number[] {
  const [low, high] = rangeOf(values);
  return Array.from(values, (value) => (value - low) / (high - low));
}

function round(x: number): string {
  return String(Number(x.toPrecision(4)));
}
