/** Decision maps over two parameters, with the exact boundaries, and where the wedge of splitting closes. */

import * as Plot from '@observablehq/plot';
import type { DecisionMap } from '../compliance/map';
import { type Action, actions } from '../compliance/model';
import { actionColours, actionEntries, named } from './compliance';
import type { Figure } from './figure';
import { curve, label } from './marks';
import { type FigureContext, panel, svgElement } from './panel';
import { colour } from './theme';

/** A curve on which two actions tie and the third is no better. */
export interface MapBoundary {
  readonly between: readonly [Action, Action];
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface DrawnMap {
  readonly map: DecisionMap;
  readonly boundaries: readonly MapBoundary[];
  /** Whether the map's own values of x and y are a lab to be marked. */
  readonly marksBaseline?: boolean;
}

const size = { width: 440, height: 350 };
const opacity: Readonly<Record<Action, number>> = { comply: 0.74, evade: 0.36, split: 0.6 };
const boundaryLine = { stroke: colour.ink, strokeWidth: 1.6 };
const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];

const entries = [
  ...actionEntries,
  { label: 'exact boundary', colour: colour.ink, mark: 'line' as const },
];
const baseline = { label: 'baseline lab', colour: colour.ink, mark: 'circle' as const };

export function complianceMapsFigure(
  maps: readonly DrawnMap[],
  context: FigureContext = {},
): Figure {
  return {
    name: 'compliance-maps',
    title: 'What a lab does: four maps at the baseline',
    description:
      'Each map varies two of the six numbers, the other four at the baseline. ' +
      'Every cell is one decision; lines are the exact boundaries, drawn where the third action is no better.',
    legend: [...entries, baseline],
    columns: 2,
    panels: maps.map((one) => mapPanel(one, context)),
  };
}

/** Splitting under strong enforcement, and from which coordination on it does not pay. */
export interface Wedge extends DrawnMap {
  /** 1 − c/(adF) over the expected fine adF, at c. */
  readonly closing: {
    readonly expectedFine: ArrayLike<number>;
    readonly coordination: ArrayLike<number>;
    /** Where the two enforcements stand. */
    readonly marked: ReadonlyArray<{
      readonly name: string;
      readonly expectedFine: number;
      readonly coordination: number;
    }>;
  };
}

export function complianceWedgeFigure(wedge: Wedge, context: FigureContext = {}): Figure {
  const { closing, map } = wedge;
  const { expectedFine, coordination, marked } = closing;
  const last = expectedFine[expectedFine.length - 1];
  return {
    name: 'compliance-wedge',
    title: 'Splitting under strong enforcement, and what closes its wedge',
    description:
      'Left: benefit over coordination at a = d = F = 0.6. Right: the coordination from which no lab splits, ' +
      '1 − c/(adF), over the expected fine adF at c = 0.1.',
    legend: [...entries, { label: 'σ = 1 − c/(adF)', colour: colour.second, mark: 'line' }],
    columns: 2,
    panels: [
      mapPanel(wedge, context, [
        Plot.ruleX([marked[marked.length - 1].coordination], {
          stroke: colour.second,
          strokeWidth: 2,
          strokeDasharray: '1.5 3',
        }),
        label(
          `σ = ${marked[marked.length - 1].coordination.toFixed(3)}`,
          marked[marked.length - 1].coordination,
          map.y.high,
          { dx: 6, dy: 12 },
        ),
      ]),
      panel(context, {
        ...size,
        title: 'σ from which no lab splits, over the expected fine adF',
        description: marked
          .map((point) => `${point.name}: ${point.coordination.toFixed(3)}`)
          .join('; '),
        x: { label: 'adF, expected fine', domain: [0, last] },
        y: { domain: [0, 1], ticks },
        marks: [
          Plot.areaY(pairs(expectedFine, coordination), {
            x: '0',
            y: '1',
            fill: actionColours.split,
            fillOpacity: opacity.split,
          }),
          curve(expectedFine, coordination, { stroke: colour.second, strokeWidth: 2 }),
          ...marked.map((point) =>
            Plot.dot([point], {
              x: 'expectedFine',
              y: 'coordination',
              r: 4,
              stroke: colour.ink,
              strokeWidth: 1.8,
              fill: colour.ground,
            }),
          ),
          ...marked.map((point) =>
            label(
              `${point.name}: σ = ${Number(point.coordination.toFixed(3))}`,
              point.expectedFine,
              point.coordination,
              { dx: 10, dy: point.coordination > 0.1 ? 9 : -10 },
            ),
          ),
          label('some labs split', 0.62 * last, 0.35, { anchor: 'middle' }),
          label('no lab splits', 0.3 * last, 0.9, { anchor: 'middle' }),
        ],
      }),
    ],
  };
}

function pairs(x: ArrayLike<number>, y: ArrayLike<number>): Array<[number, number]> {
  return Array.from(x, (value, i) => [value, y[i]]);
}

function mapPanel(
  { map, boundaries, marksBaseline = false }: DrawnMap,
  context: FigureContext,
  extra: readonly Plot.Markish[] = [],
): SVGSVGElement {
  const { x, y, counts, parameters } = map;
  const total = map.width * map.height;
  const shares = actions.map((name) => `${name} ${((100 * counts[name]) / total).toFixed(1)} %`);
  return panel(context, {
    ...size,
    title: `${named(y.parameter)}, over ${named(x.parameter)}`,
    description: `Of ${total} cells: ${shares.join(', ')}.`,
    marginRight: 16,
    x: { label: named(x.parameter), domain: [0, x.high], ticks },
    y: { domain: [0, y.high], ticks },
    marks: [
      cellsOf(map),
      ...boundaries.map((line) => curve(line.x, line.y, boundaryLine)),
      ...extra,
      ...(marksBaseline
        ? [
            Plot.dot([[parameters[x.parameter], parameters[y.parameter]]], {
              x: '0',
              y: '1',
              r: 4.5,
              stroke: colour.ink,
              strokeWidth: 2,
              fill: colour.ground,
            }),
          ]
        : []),
      ...actions.flatMap((action) => regionLabel(map, action)),
    ],
  });
}

/** The cells of each action as one path: runs of rows, those of equal rows as one rectangle. */
function cellsOf(map: DecisionMap): Plot.Markish {
  const { x, y, width, height, cells } = map;
  const ends = ({ low, high }: { low: number; high: number }, count: number) => {
    const half = (high - low) / (count - 1) / 2;
    return (i: number) => Math.min(high, Math.max(low, low + (2 * i - 1) * half));
  };
  const left = ends(x, width);
  const bottom = ends(y, height);
  return (_index, scales, _values, _dimensions, { document }) => {
    const px = (i: number) => (scales.x as (v: number) => number)(left(i)).toFixed(1);
    const py = (k: number) => (scales.y as (v: number) => number)(bottom(k)).toFixed(1);
    const group = svgElement(document, 'g', { 'aria-label': 'cells' });
    for (const [code, action] of actions.entries()) {
      const d = rectanglesOf(cells, width, height, code).map(
        ([i, to, k, up]) => `M${px(i)},${py(k)}H${px(to)}V${py(up)}H${px(i)}Z`,
      );
      if (d.length === 0) continue;
      group.append(
        svgElement(document, 'path', {
          d: d.join(''),
          fill: actionColours[action],
          'fill-opacity': opacity[action],
          'shape-rendering': 'crispEdges',
        }),
      );
    }
    return group;
  };
}

type Rectangle = [left: number, right: number, bottom: number, top: number];

/** Cells of a code as rectangles [left, right) × [bottom, top): runs, joined upwards where they are equal. */
function rectanglesOf(cells: Uint8Array, width: number, height: number, code: number): Rectangle[] {
  const done: Rectangle[] = [];
  let open: Rectangle[] = [];
  for (let k = 0; k < height; k++) {
    const row: Rectangle[] = [];
    for (let i = 0; i < width; i++) {
      if (cells[k * width + i] !== code) continue;
      const from = i;
      while (i < width && cells[k * width + i] === code) i++;
      const below = open.find(([left, right]) => left === from && right === i);
      row.push(below ? [from, i, below[2], k + 1] : [from, i, k, k + 1]);
    }
    const kept = row.map(([left, , bottom]) => `${left} ${bottom}`);
    done.push(...open.filter(([left, , bottom]) => !kept.includes(`${left} ${bottom}`)));
    open = row;
  }
  return [...done, ...open];
}

/** The action's name where its cells are thickest, unless they are few. */
function regionLabel(map: DecisionMap, action: Action): Plot.Markish[] {
  const { x, y, width, height, cells, counts } = map;
  if (counts[action] < 0.015 * width * height) return [];
  const code = actions.indexOf(action);
  // the largest square of the code whose upper right corner is a cell: the usual recurrence
  const side = new Uint16Array(width * height);
  let best = 0;
  for (let n = 0; n < cells.length; n++) {
    if (cells[n] !== code) continue;
    const inner = n % width > 0 && n >= width;
    side[n] = inner ? 1 + Math.min(side[n - 1], side[n - width], side[n - width - 1]) : 1;
    if (side[n] > side[best]) best = n;
  }
  const back = Math.floor(side[best] / 2);
  const at = [x.values[(best % width) - back], y.values[Math.floor(best / width) - back]];
  return [label(action, at[0], at[1], { anchor: 'middle' })];
}
