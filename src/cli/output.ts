/** Terminal output: the screen, numbers, tables, wrapped lines. */

import type { CellOptions, Table } from 'cli-table3';
import pc from 'picocolors';

export interface Screen {
  /** Columns that a line may have. */
  readonly width: number;
  /** Colours, or functions that do nothing. */
  readonly paint: ReturnType<typeof pc.createColors>;
}

/** How wide standard output is, and whether it shows colours. */
export function screenOf(stdout: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Screen {
  const columns = stdout.columns || Number.parseInt(env.COLUMNS ?? '', 10) || 80;
  const isColourful = env.NO_COLOR
    ? false
    : env.FORCE_COLOR
      ? env.FORCE_COLOR !== '0'
      : stdout.isTTY === true && env.TERM !== 'dumb';
  return { width: Math.min(Math.max(columns, 40), 120), paint: pc.createColors(isColourful) };
}

/** A number to some significant digits, whole numbers whole; `∞` and exponents where they must be. */
export function figure(x: number, digits = 6): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '-∞';
  const magnitude = Math.abs(x);
  if (magnitude >= 1e12 || (magnitude < 1e-4 && magnitude > 0)) {
    return x.toExponential(digits - 1).replace(/\.?0+e/, 'e');
  }
  if (magnitude >= 10 ** (digits - 1)) return x.toFixed(0);
  return String(Number(x.toPrecision(digits)));
}

/** A column of numbers with their decimal points below each other where the numbers allow it. */
export function figures(values: ArrayLike<number>, digits = 6): string[] {
  const sizes = Array.from(values, Math.abs).filter((x) => x > 0);
  const largest = Math.max(...sizes);
  const smallest = Math.min(...sizes);
  const whole = sizes.length === 0 ? 1 : Math.max(1, Math.floor(Math.log10(largest)) + 1);
  const decimals = Math.max(0, digits - whole);
  const fits = largest < 1e12 && smallest >= 10 ** (2 - decimals);
  if (sizes.length === 0 || !fits) return Array.from(values, (x) => figure(x, digits));
  const fixed = Array.from(values, (x) => x.toFixed(decimals));
  // zeros that end every number say nothing
  let spare = 0;
  if (decimals > 0) {
    const ends = fixed.map((text) => /\.?0*$/.exec(text)![0].length);
    spare = Math.min(...ends);
  }
  return fixed.map((text) => text.slice(0, text.length - spare));
}

/** A small number, as errors and tolerances are: two digits and an exponent. */
export function tiny(x: number): string {
  if (!Number.isFinite(x)) return figure(x);
  return x === 0 ? '0' : x.toExponential(1).replace('.0e', 'e');
}

/** `1 frame`, `2 frames`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  const text = figure(count);
  return `${text} ${text === '1' ? one : several}`;
}

/**
 * Names from anywhere, printable on one line: white space is a space; controls, and what turns the
 * direction of writing, are dots.
 */
export function plain(text: string): string {
  const controls =
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]/g;
  return text.replace(/\s+/g, ' ').replace(controls, '·');
}

/** A name on one line, with an ellipsis where it has more than `most` characters. */
export function cut(text: string, most: number): string {
  const line = plain(text);
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Columns with the highest go first where the screen is too narrow; without one a column stays. */
  readonly spare?: number;
  readonly cells: readonly string[];
}

/** A table without lines, its titles dim, with fewer columns where the screen is narrow. */
export async function table(columns: readonly Column[], { width, paint }: Screen): Promise<string> {
  const { default: CliTable } = await import('cli-table3');
  const none = Object.fromEntries(borders.map((name) => [name, '']));
  const drawn = (shown: readonly Column[]): Table => {
    const rows = new CliTable({
      chars: { ...none, middle: '  ' },
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    });
    const cell = (column: Column, content: string): CellOptions => ({
      content,
      hAlign: column.align ?? 'left',
    });
    if (shown.some(({ title }) => title !== '')) {
      rows.push(shown.map((column) => cell(column, paint.dim(column.title))));
    }
    const count = Math.max(...shown.map(({ cells }) => cells.length));
    for (let i = 0; i < count; i++) {
      rows.push(shown.map((column) => cell(column, column.cells[i] ?? '')));
    }
    return rows;
  };
  let shown = [...columns];
  for (;;) {
    const text = indent(drawn(shown).toString());
    const spares = shown.map(({ spare }) => spare ?? 0);
    const most = Math.max(...spares);
    const isWide = text.split('\n').some((line) => visibleLength(line) > width);
    if (!isWide || most === 0) return text;
    const last = spares.lastIndexOf(most);
    shown = shown.filter((_, i) => i !== last);
  }
}

const borders = ['top', 'bottom', 'left', 'right'].flatMap((side) =>
  side === 'top' || side === 'bottom'
    ? [side, `${side}-mid`, `${side}-left`, `${side}-right`]
    : [side, `${side}-mid`],
);
borders.push('mid', 'mid-mid');

/** Two columns in, without spaces at the ends of lines. */
export function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

/** Items separated by `gap`, on as many indented lines as they need; the first continues `start`. */
export function flow(items: readonly string[], width: number, gap = '  ', start = ' '): string {
  const margin = ' '.repeat(visibleLength(start) + 1);
  const lines = [start];
  let isFresh = true;
  for (const item of items) {
    const line = lines[lines.length - 1];
    const longer = `${line}${isFresh ? ' ' : gap}${item}`;
    if (isFresh || visibleLength(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(`${margin}${item}`);
    isFresh = false;
  }
  return lines.join('\n');
}

/** A label and a sentence, which continues below itself where the screen ends. */
export function entry(label: string, text: string, labelWidth: number, width: number): string {
  return flow(text.split(' '), width, ' ', `  ${label.padEnd(labelWidth)} `);
}

/** Characters on the screen, colours not counted. */
export function visibleLength(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  return [...text.replace(/\u001b\[\d+m/g, '')].length;
}
