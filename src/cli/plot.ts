/**
 * A curve in braille characters, two by four dots each:
 *
 *     α(t)
 *      1 ┤⠉⠉⠉⠉⠉⠑⠢⡀
 *        │       ⠈⢆
 *      0 ┤         ⠑⢄
 *        └──────┴─────
 *        0           10
 */

import { figure, type Screen, visibleLength } from './output';

export interface Curve {
  readonly title: string;
  /** Ascending. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** What the y axis spans; by default what the curve does. */
  readonly range?: readonly [number, number];
  /** Places on the x axis to mark. */
  readonly marks?: readonly number[];
}

/** Bit of each dot of a braille character, by row and column. */
export const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
const blank = 0x2800;

/** Rows of equal visible width: the title, `height` rows of curve, the x axis and its ends. */
export function plot(
  curve: Curve,
  width: number,
  height: number,
  paint: Screen['paint'],
): string[] {
  const { x, y, title } = curve;
  const [low, high] = curve.range ?? span(y);
  const top = figure(high, 4);
  const bottom = figure(low, 4);
  const margin = Math.max(top.length, bottom.length, 3);
  const columns = width - margin - 2;
  const cells = drawn(x, y, low, high, columns, height);
  const first = x[0];
  const last = x[x.length - 1];

  const rows = cells.map((row, i) => {
    const label = i === 0 ? top : i === height - 1 ? bottom : '';
    const tick = label === '' ? '│' : '┤';
    const dotted = String.fromCodePoint(...row).replaceAll(String.fromCodePoint(blank), ' ');
    return `${paint.dim(`${label.padStart(margin)} ${tick}`)}${paint.cyan(dotted)}`;
  });
  const axis = Array.from({ length: columns }, () => '─');
  for (const mark of curve.marks ?? []) {
    const at = Math.floor(((mark - first) / (last - first)) * columns);
    if (at >= 0 && at < columns) axis[at] = '┴';
  }
  const start = figure(first, 4);
  const end = figure(last, 4);
  const ends = `${start}${end.padStart(Math.max(1, columns - start.length))}`;
  const pad = ' '.repeat(margin + 1);
  return [
    `${pad} ${paint.bold(title.padEnd(columns))}`,
    ...rows,
    paint.dim(`${pad}└${axis.join('')}`),
    paint.dim(`${pad} ${ends}`),
  ];
}

/** Blocks of rows next to each other where the screen is wide enough, else below each other. */
export function beside(blocks: readonly string[][], width: number): string {
  const gap = '   ';
  const total = blocks.reduce((sum, block) => sum + visibleLength(block[0]) + gap.length, -3);
  if (total > width) return blocks.map((block) => block.map(trimEnd).join('\n')).join('\n\n');
  return blocks[0].map((_, i) => trimEnd(blocks.map((block) => block[i]).join(gap))).join('\n');
}

/** Without the spaces that end a line, whether colours enclose them or not. */
function trimEnd(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  return line.replace(/ +((?:\u001b\[\d+m)*)$/, '$1');
}

function span(values: ArrayLike<number>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  if (low > high) return [0, 1];
  const room = low === high ? Math.abs(low) / 10 || 1 : 0;
  return [low - room, high + room];
}

function drawn(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  low: number,
  high: number,
  columns: number,
  height: number,
): number[][] {
  const cells = Array.from({ length: height }, () => new Array<number>(columns).fill(blank));
  const tall = 4 * height;
  const wide = 2 * columns;
  const start = x[0];
  const length = x[x.length - 1] - start;
  let before: number | undefined;
  let k = 0;
  for (let column = 0; column < wide; column++) {
    const at = start + (length * (column + 0.5)) / wide;
    while (k < x.length - 2 && x[k + 1] < at) k++;
    const share = (at - x[k]) / (x[k + 1] - x[k]);
    const value = y[k] + share * (y[k + 1] - y[k]);
    if (!Number.isFinite(value)) {
      before = undefined;
      continue;
    }
    const level = ((high - value) / (high - low)) * (tall - 1);
    const dot = Math.min(tall - 1, Math.max(0, Math.round(level)));
    // a steep curve is joined up: half of the gap is drawn in each of the two columns
    const from = before === undefined ? dot : Math.round((before + dot) / 2);
    for (let row = Math.min(from, dot); row <= Math.max(from, dot); row++) {
      cells[row >> 2][column >> 1] |= dots[row & 3][column & 1];
    }
    if (before !== undefined && Math.abs(before - dot) > 1) {
      const back = column - 1;
      for (let row = Math.min(before, from); row <= Math.max(before, from); row++) {
        cells[row >> 2][back >> 1] |= dots[row & 3][back & 1];
      }
    }
    before = dot;
  }
  return cells;
}
