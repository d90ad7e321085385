/** Provisioning: demand with what is reserved, online and at best, and what one more machine costs by the hour. */

import * as Plot from '@observablehq/plot';
import { type Figure, shade } from './figure';
import { curve, label, type Series } from './marks';
import { type FigureContext, panel } from './panel';
import { colour, tick } from './theme';

export interface ProvisionTrace {
  /** Machines, hour by hour. */
  readonly demand: Series;
  /** Reservations in force: of the break-even rule, and of the optimum. */
  readonly online: Series;
  readonly optimum: Series;
  /** What one more machine adds to the optimum. */
  readonly prices: Series;
  /** Prices of an hour in use: reserved, on demand. */
  readonly usage: number;
  readonly onDemand: number;
}

const wide = { width: 480, height: 270 };
const hoursOfDay = 24;

export function decisionsProvisionFigure(
  given: ProvisionTrace,
  context: FigureContext = {},
): Figure {
  const { demand, online, optimum, prices, usage, onDemand } = given;
  const hours = Array.from(demand, (_, t) => t);
  const days = Math.ceil(hours.length / hoursOfDay);
  const midnights = Array.from({ length: days + 1 }, (_, k) => k * hoursOfDay);
  const time = {
    label: 'hour',
    domain: [0, hours.length],
    ticks: midnights,
  } as const;
  const most = Math.max(...[demand, online, optimum].flatMap((values) => Array.from(values)));
  return {
    name: 'decisions-provision',
    title: 'A week of demand, and what is reserved for it',
    description:
      'Left: machines wanted hour by hour, and reservations in force by the break-even rule, which does not know the demand to come, and by ' +
      'the optimum, which does; what is above a line is had on demand. Right: what one more machine in an hour adds to the least cost.',
    legend: [
      { label: 'demand', colour: colour.ink, mark: 'area' },
      { label: 'reserved by the break-even rule', colour: colour.second, mark: 'dashed' },
      { label: 'reserved by the optimum', colour: colour.true, mark: 'line' },
      { label: 'price of one more machine', colour: colour.third, mark: 'line' },
    ],
    columns: 2,
    panels: [
      panel(context, {
        ...wide,
        title: 'Machines',
        description: `Demand up to ${tick(Math.max(...Array.from(demand)))}, reserved at most ${tick(Math.max(...Array.from(online)))} online and ${tick(Math.max(...Array.from(optimum)))} at best.`,
        x: time,
        y: { domain: [0, Math.ceil(most / 10) * 10] },
        marks: [
          Plot.areaY(steps(hours, demand), {
            x: '0',
            y1: 0,
            y2: '1',
            fill: colour.ink,
            fillOpacity: shade,
          }),
          line(hours, online, { stroke: colour.second, strokeDasharray: '5 3.5' }),
          line(hours, optimum, { stroke: colour.true }),
        ],
      }),
      panel(context, {
        ...wide,
        title: 'What one more machine in an hour costs',
        description: `From ${tick(Math.min(...Array.from(prices)))} to ${tick(Math.max(...Array.from(prices)))}.`,
        x: time,
        y: {
          domain: [0, 1.15 * onDemand],
          ticks: Array.from({ length: Math.floor(onDemand) + 1 }, (_, k) => k),
        },
        marks: [
          ...[usage, onDemand].map((price) =>
            Plot.ruleY([price], {
              stroke: colour.ink,
              strokeOpacity: 0.55,
              strokeDasharray: '1.5 3',
            }),
          ),
          line(hours, prices, { stroke: colour.third }),
          label('on demand', hours.length, onDemand, { anchor: 'end', dy: -9 }),
          label('reserved, in use', hours.length, usage, { anchor: 'end', dy: 11 }),
        ],
      }),
    ],
  };
}

function line(hours: readonly number[], values: Series, options: Plot.LineOptions): Plot.Markish {
  const corners = steps(hours, values);
  const of = (i: 0 | 1) => corners.map((corner) => corner[i]);
  return curve(of(0), of(1), { strokeWidth: 2, ...options });
}

/** The corners of a staircase: a value holds for its whole hour. */
function steps(hours: readonly number[], values: Series): Array<[number, number]> {
  const corners: Array<[number, number]> = [];
  for (const t of hours) {
    if (t > 0 && values[t] === values[t - 1]) continue;
    if (t > 0) corners.push([t, values[t - 1]]);
    corners.push([t, values[t]]);
  }
  return [...corners, [hours.length, values[hours.length - 1]]];
}
