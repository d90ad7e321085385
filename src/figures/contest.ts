/** What the figures of `contest` share: the look of players, axes of powers of ten with a place for zero, named bars. */

import * as Plot from '@observablehq/plot';
import type { LegendEntry } from './figure';
import { type Axis, type FigureContext, panel } from './panel';
import { colour, logTick, logTicks, tick, type } from './theme';

const hues = [colour.true, colour.second, colour.third, colour.fourth, colour.fifth];

/** Player i's line: players differ in colour, and each second one is dashed. */
export function playerLine(i: number): {
  stroke: string;
  strokeWidth: number;
  strokeDasharray?: string;
} {
  const line = { stroke: hues[i % hues.length], strokeWidth: 1.9 };
  return i % 2 === 0 ? line : { ...line, strokeDasharray: '6 3.5' };
}

export function playerEntry(i: number, label = `player ${i}`): LegendEntry {
  return { label, colour: hues[i % hues.length], mark: i % 2 === 0 ? 'line' : 'dashed' };
}

/** A logarithmic axis; where there are zeros, they stand at its foot, below every power of ten. */
export interface FootedAxis {
  readonly axis: Axis;
  /** Where zeros are drawn; null where there are none. */
  readonly foot: number | null;
  /** Where on the axis a value ≥ 0 is drawn. */
  readonly at: (value: number) => number;
}

/** Share of the height that is left between zero and the least number of the axis. */
const footShare = 0.14;
/** Numbers that are further apart, in powers of ten, have no ticks between these. */
const wide = 2.2;

export function footedAxis(values: readonly number[]): FootedAxis {
  const [low, high] = spanOf(values.filter((value) => value > 0));
  const isWide = isWideSpan(low, high);
  const ticks = isWide ? logTicks([low, high]) : fineTicks(low, high);
  if (!values.includes(0)) {
    return {
      axis: { log: true, domain: [low, high], ticks, format: logTick },
      foot: null,
      at: (value) => value,
    };
  }
  const foot = footBelow(low, high, isWide ? [1] : [1, 2, 4]);
  return {
    axis: {
      log: true,
      domain: [foot, high],
      ticks: [foot, ...ticks],
      format: (value) => (value < 0.99 * low ? '0' : logTick(value)),
    },
    foot,
    at: (value) => (value === 0 ? foot : value),
  };
}

const isWideSpan = (low: number, high: number) =>
  Math.log10(high / low) > wide || low < 1e-3 || high > 1e4;

/** A round number so far below: of others a logarithmic axis may leave out the label. */
function footBelow(low: number, high: number, steps: readonly number[]): number {
  const target = low * (low / high) ** (footShare / (1 - footShare));
  return stepped(Math.min(target, low / (steps.length === 1 ? 10 : 1.3)), 'below', steps);
}

/** The least and the greatest, widened to powers of ten, or to 1, 2, 5 times one where they are not far apart. */
function spanOf(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0.1, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const steps = isWideSpan(least, most) ? [1] : [1, 2, 5];
  const low = stepped(least, 'below', steps);
  const high = stepped(most, 'above', steps);
  return low < high ? [low, high] : [low, stepped(1.5 * low, 'above', steps)];
}

/** The nearest of some numbers times a power of ten. */
function stepped(value: number, side: 'below' | 'above', steps: readonly number[]): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-12);
  const ratio = value / power;
  const step =
    side === 'below'
      ? steps.filter((each) => each <= ratio * (1 + 1e-12)).pop()
      : [...steps, 10].find((each) => each >= ratio * (1 - 1e-12));
  return rounded((step ?? 1) * power);
}

function fineTicks(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high * (1 + 1e-9); power++) {
    for (const step of [1, 2, 5]) {
      const value = rounded(step * 10 ** power);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.push(value);
    }
  }
  return ticks;
}

const rounded = (value: number) => Number(value.toPrecision(12));

/** 'U₀' for player 0. */
export function subscripted(letter: string, i: number): string {
  return letter + String(i).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]);
}

/** Some values, widened by a share of their span. */
export function widened(values: readonly number[], share = 0.08): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = high > low ? share * (high - low) : Math.abs(low) / 10 || 1;
  return [low - room, high + room];
}

/** A number beside a mark. */
export function short(value: number): string {
  return tick(Number(value.toPrecision(3)));
}

export const largePanel = { width: 480, height: 330 };

/** Named bars from 0 on, with a text at the end of each. */
interface Bars {
  readonly title: string;
  readonly description: string;
  readonly rows: ReadonlyArray<{
    readonly name: string;
    readonly value: number;
    readonly fill: string;
    readonly text: string;
  }>;
  readonly most: number;
}

export function barsPanel({ title, description, rows, most }: Bars, context: FigureContext) {
  const longest = Math.max(...rows.map(({ name }) => name.length));
  return panel(context, {
    ...largePanel,
    marginLeft: Math.min(230, 24 + 5.6 * longest),
    marginRight: 58,
    title,
    description,
    x: { domain: [0, most] },
    y: { domain: rows.map(({ name }) => name) },
    marks: [
      Plot.barX(rows, { y: 'name', x: 'value', fill: 'fill', fillOpacity: 0.75 }),
      Plot.text(rows, {
        y: 'name',
        x: 'value',
        text: 'text',
        textAnchor: 'start',
        dx: 6,
        fontSize: type.label,
        fill: colour.ink,
      }),
    ],
  });
}
