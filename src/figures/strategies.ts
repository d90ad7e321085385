/** The paper's five constant allocations beside the optimal control: value, α, M and cumulative value. */

import * as Plot from '@observablehq/plot';
import type { AllocationPaths, AllocationTotals } from '../allocation/result';
import type { Figure } from './figure';
import { curve, divided } from './marks';
import { type FigureContext, panel } from './panel';
import { colour, logDomain, scaleOf, tick, type } from './theme';

type Run = AllocationPaths & AllocationTotals;

export interface StrategyRun {
  readonly name: string;
  /** Its constant α. */
  readonly allocation: number;
  /** The net present value that was published. */
  readonly published: number;
  /** What it really earns. */
  readonly run: Run;
}

export interface StrategyComparison {
  readonly strategies: readonly StrategyRun[];
  /** The optimal control over the same horizon. */
  readonly optimum: Run;
}

const hues = [colour.published, colour.fourth, colour.second, colour.third, colour.fifth];
const wide = { width: 480, height: 250 };

export function strategiesFigure(
  { strategies, optimum }: StrategyComparison,
  context: FigureContext = {},
): Figure {
  const horizon = optimum.time[optimum.time.length - 1];
  const hue = (i: number) => hues[i % hues.length];
  const isDashed = (i: number) => i % 2 === 1;
  const drawn = (path: keyof AllocationPaths, unit: number, dashed: boolean) =>
    strategies.flatMap(({ run }, i) =>
      isDashed(i) === dashed
        ? curve(run.time, divided(run[path], unit), {
            stroke: hue(i),
            strokeWidth: 1.8,
            ...(dashed ? { strokeDasharray: '6 4' } : {}),
          })
        : [],
    );
  // dashes over solid lines, so that strategies that nearly coincide both show
  const lines = (path: keyof AllocationPaths, unit = 1) => [
    ...drawn(path, unit, false),
    ...drawn(path, unit, true),
    curve(optimum.time, divided(optimum[path], unit), {
      stroke: colour.true,
      strokeWidth: 2.6,
    }),
  ];
  const runs = [...strategies.map(({ run }) => run), optimum];
  const money = scaleOf(...runs.map(({ cumulativeValue }) => cumulativeValue));
  const time = { label: 'time t', domain: [0, horizon] as const };

  return {
    name: 'strategies',
    title: 'Five constant allocations and the optimal control',
    description:
      'Net present value as published and as it is, and the paths of α, M and the cumulative value, ' +
      'for the five constant allocations of the paper and for the optimal control.',
    legend: [
      ...strategies.map(({ name, allocation }, i) => ({
        label: labelOf(name, allocation),
        colour: hue(i),
        mark: isDashed(i) ? ('dashed' as const) : ('line' as const),
      })),
      { label: 'optimal control', colour: colour.true, mark: 'line' },
      { label: 'published value', colour: colour.ink, mark: 'circle' },
    ],
    columns: 2,
    panels: [
      valuePanel({ strategies, optimum }, hue, context),
      panel(context, {
        ...wide,
        title: 'α(t), share of compute that trains',
        description: 'Constant for the five strategies; falling to zero for the optimal control.',
        x: time,
        y: { domain: [0, 1.05], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
        marks: lines('allocation'),
      }),
      panel(context, {
        ...wide,
        title: 'M(t), capability, logarithmic',
        description:
          'The constants all come to grow at the rate εg; the optimal control leads until it ceases to train.',
        x: time,
        y: { log: true, domain: logDomain(...runs.map(({ capability }) => capability)) },
        marks: lines('capability'),
      }),
      panel(context, {
        ...wide,
        title: `Cumulative discounted revenue${money.suffix}`,
        description: 'The optimal control earns less at first and the most by the horizon.',
        x: time,
        y: { zero: true },
        marks: lines('cumulativeValue', money.unit),
      }),
    ],
  };
}

function labelOf(name: string, allocation: number): string {
  return `${name}, α = ${tick(Number(allocation.toFixed(3)))}`;
}

function valuePanel(
  { strategies, optimum }: StrategyComparison,
  hue: (i: number) => string,
  context: FigureContext,
): SVGSVGElement {
  const values = strategies.map(({ run }) => run.netPresentValue);
  const best = optimum.netPresentValue;
  const scale = scaleOf([...values, best]);
  const rows = [
    ...strategies.map(({ name, allocation, published }, i) => ({
      name: labelOf(name, allocation),
      value: values[i],
      published,
      fill: hue(i),
    })),
    { name: 'optimal control', value: best, published: Number.NaN, fill: colour.true },
  ];
  const names = rows.map(({ name }) => name);
  const value = rows.map((row) => row.value / scale.unit);
  return panel(context, {
    ...wide,
    marginLeft: 190,
    marginRight: 58,
    title: `Net present value${scale.suffix}`,
    description: rows.map((row, i) => `${row.name}: ${value[i].toFixed(3)}`).join('; '),
    x: { domain: [0, Math.ceil(Math.max(...value))] },
    y: { domain: names },
    marks: [
      Plot.barX(rows, {
        y: 'name',
        x: (row) => row.value / scale.unit,
        fill: 'fill',
        fillOpacity: 0.75,
      }),
      Plot.dot(
        rows.filter((row) => Number.isFinite(row.published)),
        {
          y: 'name',
          x: (row) => row.published / scale.unit,
          r: 3.8,
          stroke: colour.ink,
          strokeWidth: 1.8,
        },
      ),
      Plot.text(rows, {
        y: 'name',
        x: (row) => row.value / scale.unit,
        text: (row) =>
          row.value === best ? '100 %' : `${((100 * row.value) / best).toFixed(1)} %`,
        textAnchor: 'start',
        dx: 9,
        fontSize: type.label,
        fill: colour.ink,
      }),
    ],
  });
}
