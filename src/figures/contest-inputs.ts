/** What players put in over time: a panel an input, zeros at the foot of logarithmic axes. */

import * as Plot from '@observablehq/plot';
import { inputNames } from '../contest/costs';
import type { InputName, Strategies } from '../contest/index';
import { type FootedAxis, footedAxis, playerEntry, playerLine } from './contest';
import type { Figure } from './figure';
import { curve, label } from './marks';
import { type FigureContext, panel } from './panel';
import { colour } from './theme';

export interface InputPaths {
  /** As `solve` answers: [period][player][input]. */
  readonly strategies: Strategies;
  /** What another solver answers; drawn hollow. */
  readonly published?: Strategies;
  /** What the other solver is called. */
  readonly publishedName?: string;
  /** The game's bound on what is shared; named where it is reached. */
  readonly maximumSharing?: number;
  readonly title?: string;
  readonly description?: string;
}

const titles: Readonly<Record<InputName, string>> = {
  safety: 'x_s, effort into safety',
  performance: 'x_p, effort into performance',
  investSafety: 'i_s, invested in safety',
  investPerformance: 'i_p, invested in performance',
  shareSafety: 'z_s, safety shared',
  sharePerformance: 'z_p, performance shared',
};

/** Half a player's distance from the next, as a share of all periods: where they do the same, both are seen. */
const apart = 0.014;

export function contestInputsFigure(paths: InputPaths, context: FigureContext = {}): Figure {
  const { strategies, published, publishedName = 'published' } = paths;
  const players = strategies[0].length;
  const names = inputNames.slice(0, strategies[0][0].length);
  return {
    name: 'contest-inputs',
    title: paths.title ?? 'What players put in, period by period',
    description:
      paths.description ??
      'Each input over the periods of the game. Axes are logarithmic; an input of exactly 0 stands at the foot.',
    legend: [
      ...Array.from({ length: players }, (_, i) => playerEntry(i)),
      ...(published === undefined
        ? []
        : [{ label: publishedName, colour: colour.ink, mark: 'circle' as const }]),
    ],
    columns: 2,
    panels: names.map((name, k) => inputPanel(paths, name, k, context)),
  };
}

function inputPanel(
  { strategies, published, maximumSharing }: InputPaths,
  name: InputName,
  k: number,
  context: FigureContext,
): SVGSVGElement {
  const periods = strategies.length;
  const players = Array.from(strategies[0], (_, i) => i);
  const pathOf = (given: Strategies, i: number) => Array.from(given, (period) => period[i][k]);
  const ours = players.map((i) => pathOf(strategies, i));
  const theirs = published === undefined ? [] : players.map((i) => pathOf(published, i));
  const all = [...ours, ...theirs].flat();
  const axis = footedAxis(all);
  const shift = periods <= 20 ? apart * periods : 0;
  const placed = (i: number) =>
    Array.from({ length: periods }, (_, t) => t + shift * (2 * i - players.length + 1));
  const isCapped =
    maximumSharing !== undefined && name.startsWith('share') && all.includes(maximumSharing);
  return panel(context, {
    width: 440,
    height: 220,
    title: titles[name],
    description: ours.map((path, i) => `Player ${i}: ${path.map(words).join(', ')}.`).join(' '),
    x: {
      label: 'period',
      domain: [-0.4, periods - 0.6],
      ticks: periods <= 12 ? Array.from({ length: periods }, (_, t) => t) : 10,
    },
    y: axis.axis,
    marks: [
      ...(axis.foot === null
        ? []
        : [Plot.ruleY([axis.foot], { stroke: colour.ink, strokeOpacity: 0.45 })]),
      ...(isCapped ? cap(maximumSharing, periods) : []),
      ...players.flatMap((i) => pathMarks(placed(i), ours[i], axis, i)),
      ...theirs.map((path, i) =>
        Plot.dot(path, {
          x: placed(i),
          y: path.map(axis.at),
          r: 4.6,
          stroke: playerLine(i).stroke,
          strokeWidth: 1.3,
        }),
      ),
    ],
  });
}

/** Lines from number to number, dotted ones between a number and zero, none from zero to zero. */
function pathMarks(
  x: readonly number[],
  path: readonly number[],
  { at }: FootedAxis,
  i: number,
): Plot.Markish[] {
  const y = path.map(at);
  const line = playerLine(i);
  const { stroke } = line;
  const zeros = (t: number) => [path[t], path[t + 1]].filter((value) => value === 0).length;
  return [
    ...joined(x, y, (t) => zeros(t) === 1, { stroke, strokeWidth: 1.2, strokeDasharray: '1.5 3' }),
    ...joined(x, y, (t) => zeros(t) === 0, line),
    Plot.dot(path, { x: [...x], y, r: 2.6, fill: stroke }),
  ];
}

/** Lines from those points to the next which are to be joined. */
function joined(
  x: readonly number[],
  y: readonly number[],
  isJoined: (t: number) => boolean,
  options: Plot.LineOptions,
): Plot.Markish[] {
  const places: number[] = [];
  for (let t = 0; t + 1 < x.length; t++) {
    if (!isJoined(t)) continue;
    if (places[places.length - 1] !== t) places.push(-1, t);
    places.push(t + 1);
  }
  if (places.length === 0) return [];
  const of = (values: readonly number[]) => places.map((t) => values[t] ?? Number.NaN).slice(1);
  return [curve(of(x), of(y), options)];
}

function cap(maximumSharing: number, periods: number): Plot.Markish[] {
  return [
    Plot.ruleY([maximumSharing], {
      stroke: colour.ink,
      strokeOpacity: 0.7,
      strokeDasharray: '1.5 3',
    }),
    label(`maximumSharing = ${maximumSharing}`, periods - 0.6, maximumSharing, {
      anchor: 'end',
      dy: 9,
    }),
  ];
}

const words = (value: number) => (value === 0 ? '0' : value.toPrecision(4));
