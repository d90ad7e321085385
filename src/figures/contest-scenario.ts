/** Equilibria over a parameter that varies: inputs, safety, performance, the chance that all goes well, payoffs. */

import * as Plot from '@observablehq/plot';
import type { ScenarioColumns, ScenarioResult } from '../contest/scenario/index';
import { playerEntry, playerLine, widened } from './contest';
import type { Figure, LegendEntry } from './figure';
import { circles, curve } from './marks';
import { type Axis, type FigureContext, panel } from './panel';
import { colour, tick } from './theme';

/** Numbers of the same points from elsewhere, one a player or the same for all. */
export interface ScenarioMarks {
  /** 'published', 'computed by other code'. */
  readonly name: string;
  /** Whether they are a source's. */
  readonly isPublished: boolean;
  readonly values: readonly number[];
  readonly safetyInput?: readonly number[];
  readonly performanceInput?: readonly number[];
  readonly odds?: readonly number[];
  readonly performance?: readonly number[];
  readonly safe?: readonly number[];
  readonly payoff?: readonly number[];
}

export interface ContestScenario {
  /** One axis, or two: then the second makes series. */
  readonly result: Pick<ScenarioResult, 'axes' | 'columns'>;
  /** What varies along the horizontal axis, in words; its path where left out. */
  readonly axis?: string;
  /** Whether the horizontal axis is logarithmic. */
  readonly isLogarithmic?: boolean;
  /** Which period's numbers are drawn. Default 0. */
  readonly period?: number;
  readonly marks?: ScenarioMarks;
  readonly title?: string;
  readonly description?: string;
}

type Point = number | null;

interface Quantity {
  readonly title: string;
  readonly marks: Exclude<keyof ScenarioMarks, 'name' | 'isPublished' | 'values'>;
  /** Of each player, or one for all. */
  readonly of: (columns: ScenarioColumns, point: number, period: number) => readonly Point[];
}

const quantities: readonly Quantity[] = [
  {
    title: 'X_s, effort into safety',
    marks: 'safetyInput',
    of: ({ inputs }, k, t) => inputs.safety?.[k]?.[t] ?? [],
  },
  {
    title: 'X_p, effort into performance',
    marks: 'performanceInput',
    of: ({ inputs }, k, t) => inputs.performance?.[k]?.[t] ?? [],
  },
  {
    title: 's, odds of safety as the source has it',
    marks: 'odds',
    of: ({ odds }, k, t) => odds[k]?.[t] ?? [],
  },
  {
    title: 'p, performance',
    marks: 'performance',
    of: ({ performance }, k, t) => performance[k]?.[t] ?? [],
  },
  {
    title: 'σ, probability that all goes well',
    marks: 'safe',
    of: ({ disasterProbability }, k) => {
      const disaster = disasterProbability[k];
      return [disaster === null ? null : 1 - disaster];
    },
  },
  { title: 'Payoff', marks: 'payoff', of: ({ payoff }, k) => payoff[k] ?? [] },
];

export function contestScenarioFigure(
  scenario: ContestScenario,
  context: FigureContext = {},
): Figure {
  const { axes, columns } = scenario.result;
  const [first] = axes;
  const series = seriesOf(scenario.result);
  const groups = groupsOf(columns, scenario.period ?? 0);
  return {
    name: 'contest-scenario',
    title: scenario.title ?? `Equilibria over ${scenario.axis ?? first.parameters.join(', ')}`,
    description:
      scenario.description ??
      'Inputs, safety, performance, the probability that all goes well and payoffs of the first equilibrium; gaps ' +
        'where none was found.',
    legend: [
      ...(series.length > 1 ? series.map(seriesEntry) : []),
      ...groups.map((players, i) => ({
        ...playerEntry(i, groupName(players, groups.length)),
        ...(series.length > 1 ? { colour: colour.ink } : {}),
      })),
      ...(scenario.marks === undefined
        ? []
        : [
            {
              label: scenario.marks.name,
              colour: markColour(scenario.marks),
              mark: 'circle' as const,
            },
          ]),
    ],
    columns: 3,
    panels: quantities.map((quantity) =>
      quantityPanel(scenario, { series, groups }, quantity, context),
    ),
  };
}

const markColour = ({ isPublished }: ScenarioMarks) =>
  isPublished ? colour.published : colour.ink;

/** Players whose numbers are the same everywhere, drawn as one. */
function groupsOf(columns: ScenarioColumns, period: number): number[][] {
  const most = Math.max(...columns.payoff.map((each) => each.length));
  const points = columns.payoff.map((_, k) => k);
  const alike = (a: Point | undefined, b: Point | undefined) =>
    a === b || Math.abs((a ?? Number.NaN) - (b ?? Number.NaN)) <= 1e-9 * Math.abs(a ?? 0);
  const isSame = (i: number, j: number) =>
    quantities.every(({ of }) =>
      points.every((k) => {
        const each = of(columns, k, period);
        return each.length === 1 || alike(each[i], each[j]);
      }),
    );
  const groups: number[][] = [];
  for (let i = 0; i < most; i++) {
    const group = groups.find(([first]) => isSame(first, i));
    if (group === undefined) groups.push([i]);
    else group.push(i);
  }
  return groups;
}

function groupName(players: readonly number[], groups: number): string {
  if (players.length === 1) return `player ${players[0]}`;
  return groups === 1 ? 'each player' : `players ${players.join(', ')}`;
}

/** Points that go together as one line of each player. */
interface Series {
  readonly name: string;
  readonly points: readonly number[];
}

function seriesOf({ axes, columns }: ContestScenario['result']): Series[] {
  const along = axes[0].values.length;
  const many = Math.round(columns.payoff.length / along);
  return Array.from({ length: many }, (_, m) => ({
    name:
      axes.length === 2
        ? `${axes[1].parameters.join(', ')} = ${number(axes[1].values[m])}`
        : `series ${m + 1}`,
    points: Array.from({ length: along }, (_, k) => k * many + m),
  }));
}

const hues = [colour.true, colour.second, colour.third, colour.fourth, colour.fifth];

const seriesEntry = ({ name }: Series, m: number): LegendEntry => ({
  label: name,
  colour: hues[m % hues.length],
  mark: 'bar',
});

/** The mean, where players have numbers of their own. */
function number(value: number | readonly number[]): number {
  return typeof value === 'number'
    ? value
    : value.reduce((sum, each) => sum + each, 0) / value.length;
}

function quantityPanel(
  { result, axis, isLogarithmic = false, period = 0, marks }: ContestScenario,
  { series, groups }: { readonly series: readonly Series[]; readonly groups: readonly number[][] },
  { title, of, marks: marked }: Quantity,
  context: FigureContext,
): SVGSVGElement {
  const { axes, columns } = result;
  const x = axes[0].values.map(number);
  const lines = series.flatMap(({ points }, m) => {
    const values = points.map((k) => of(columns, k, period));
    const isOfAll = values.every((each) => each.length <= 1);
    return (isOfAll ? [[0]] : groups).map(([player], i) => ({
      y: values.map((each) => each[player] ?? Number.NaN),
      look: series.length > 1 ? { ...playerLine(i), stroke: hues[m % hues.length] } : playerLine(i),
    }));
  });
  const beside = marks?.[marked];
  const all = [...lines.flatMap(({ y }) => y), ...(beside ?? [])].filter(Number.isFinite);
  return panel(context, {
    title,
    description: descriptionOf(lines.map(({ y }) => y)),
    x: { label: axis ?? axes[0].parameters.join(', '), ...across(x, isLogarithmic) },
    y: upward(all),
    marks: [
      ...lines.flatMap(({ y, look }) => lineMarks(x, y, look)),
      ...(marks === undefined || beside === undefined
        ? []
        : [circles(marks.values, beside, { stroke: markColour(marks) })]),
    ],
  });
}

function across(x: readonly number[], log: boolean): Axis {
  const [low, high] = [Math.min(...x), Math.max(...x)];
  if (low === high) return { domain: widened(x) };
  return { domain: [low, high], log, ...(log ? {} : { ticks: 5 }) };
}

/** From zero, where that does not press what there is to see into a corner. */
function upward(values: readonly number[]): Axis {
  if (values.length === 0) return { domain: [0, 1] };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const isNearZero = low >= 0 && low < 0.6 * high;
  return { domain: isNearZero ? [0, 1.06 * high] : widened(values), format: tick };
}

/** A line where there are neighbours, points where there are none. */
function lineMarks(
  x: readonly number[],
  y: readonly number[],
  look: ReturnType<typeof playerLine>,
): Plot.Markish[] {
  const isThere = (k: number) => Number.isFinite(y[k]);
  const alone = y.flatMap((_, k) => (isThere(k) && !isThere(k - 1) && !isThere(k + 1) ? [k] : []));
  const hasLine = y.some((_, k) => isThere(k) && isThere(k + 1));
  return [
    ...(hasLine ? [curve(x, y, look)] : []),
    Plot.dot(alone, { x: alone.map((k) => x[k]), y: alone.map((k) => y[k]), fill: look.stroke }),
  ];
}

function descriptionOf(lines: ReadonlyArray<readonly number[]>): string {
  const spans = lines.map((y) => {
    const there = y.filter(Number.isFinite);
    if (there.length === 0) return 'no equilibrium';
    return `from ${there[0].toPrecision(4)} to ${there[there.length - 1].toPrecision(4)}`;
  });
  return `${[...new Set(spans)].join('; ')}.`;
}
