/** Drawings over two numbers in characters: axes, regions of actions, curves in braille. */

import { type Action, actions } from '../../compliance/model';
import { figure, type Screen } from '../output';
import { dots } from '../plot';
import { labTable } from './numbers';
import { actionPaint } from './present';

interface Axis {
  readonly parameter: string;
  readonly low: number;
  readonly high: number;
}

export interface Plane {
  readonly x: Axis;
  readonly y: Axis;
  readonly columns: number;
  readonly rows: number;
  readonly margin: number;
}

/** The largest that fits, at most 64 by 24 characters. */
export function planeOf(x: Axis, y: Axis, { width }: Screen): Plane {
  const labels = [figure(y.low, 4), figure(y.high, 4), labTable[y.parameter].symbol];
  const margin = Math.max(...labels.map((label) => label.length)) + 2;
  const columns = Math.min(64, width - margin - 2);
  return { x, y, columns, rows: Math.round((columns * 3) / 8), margin };
}

/** Rows, the highest first, with axes around them. */
export function framed(rows: readonly string[], plane: Plane, { paint }: Screen): string {
  const { x, y, columns, margin } = plane;
  const lines = rows.map((row, i) => {
    const isEnd = i === 0 || i === rows.length - 1;
    const end = figure(i === 0 ? y.high : y.low, 4);
    const symbol = i === rows.length >> 1 ? labTable[y.parameter].symbol : '';
    return paint.dim(`${(isEnd ? end : symbol).padStart(margin)} ${isEnd ? '┤' : '│'}`) + row;
  });
  const start = figure(x.low, 4);
  const { symbol } = labTable[x.parameter];
  const middle = Math.max(start.length + 1, Math.floor((columns - symbol.length) / 2));
  const axis = `${start.padEnd(middle)}${symbol}`;
  const pad = ' '.repeat(margin + 1);
  return [
    ...lines,
    paint.dim(`${pad}└${'─'.repeat(columns)}`),
    paint.dim(`${pad} ${axis}${figure(x.high, 4).padStart(columns - axis.length)}`),
  ].join('\n');
}

/** What stands for each action. */
export const marks: Readonly<Record<Action, string>> = { comply: '·', evade: 'e', split: 's' };

export interface Cell {
  readonly text: string;
  readonly paint: (text: string) => string;
}

/** Cells as a row, those of one colour painted at once. */
export function painted(cells: readonly Cell[]): string {
  let row = '';
  for (let from = 0; from < cells.length; ) {
    const { paint } = cells[from];
    let text = '';
    for (; from < cells.length && cells[from].paint === paint; from++) text += cells[from].text;
    row += paint(text);
  }
  return row;
}

/** Codes of a grid, each character showing the one at its middle, as rows from the highest down. */
export function regions(
  codes: Uint8Array,
  width: number,
  height: number,
  { columns, rows }: Plane,
  screen: Screen,
): Cell[][] {
  const cells = actions.map((name) => ({ text: marks[name], paint: actionPaint(name, screen) }));
  const middle = (i: number, of: number, count: number) => Math.floor(((i + 0.5) / of) * count);
  return Array.from({ length: rows }, (_, i) => {
    const row = middle(rows - 1 - i, rows, height) * width;
    return Array.from({ length: columns }, (_, j) => cells[codes[row + middle(j, columns, width)]]);
  });
}

/** Puts a curve through points over the cells, in braille. */
export function drawCurve(
  cells: Cell[][],
  points: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  { x, y, columns, rows }: Plane,
  paint: Cell['paint'],
): void {
  const wide = 2 * columns;
  const tall = 4 * rows;
  const across = (value: number) => ((value - x.low) / (x.high - x.low)) * (wide - 1);
  const down = (value: number) => ((y.high - value) / (y.high - y.low)) * (tall - 1);
  const patterns = new Map<string, number>();
  for (let i = 1; i < points.x.length; i++) {
    const [fromX, fromY] = [across(points.x[i - 1]), down(points.y[i - 1])];
    const [toX, toY] = [across(points.x[i]), down(points.y[i])];
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY))));
    for (let step = 0; step <= steps; step++) {
      const column = Math.round(fromX + ((toX - fromX) * step) / steps);
      const row = Math.round(fromY + ((toY - fromY) * step) / steps);
      const place = `${row >> 2},${column >> 1}`;
      const pattern = (patterns.get(place) ?? 0x2800) | dots[row & 3][column & 1];
      patterns.set(place, pattern);
      cells[row >> 2][column >> 1] = { text: String.fromCodePoint(pattern), paint };
    }
  }
}
