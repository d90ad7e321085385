/** Rows and lines that tables of covers, trees and activities have in common. */

import { counted, cut, figure, flow, type Screen } from '../output';

/** Rows that a table shows of many. */
export const mostRows = 40;

export const right = { align: 'right' } as const;

/** A line below a table for the rows that it does not show. */
export function restLine(
  count: number,
  { paint }: Screen,
  one: string,
  several = `${one}s`,
): string {
  return count <= mostRows
    ? ''
    : `\n  ${paint.dim(`and ${counted(count - mostRows, `more ${one}`, `more ${several}`)}`)}`;
}

/** A list of names on lines of their own, at most as many as a table has rows. */
export function nameLine(label: string, names: readonly unknown[], { width }: Screen): string {
  const shown = names.slice(0, mostRows).map((name) => cut(String(name), 24));
  const rest = names.length - shown.length;
  const items = shown.map((name, k) => (k + 1 < shown.length || rest > 0 ? `${name},` : name));
  return flow(
    [...label.split(' '), ...items, ...(rest > 0 ? [`and ${rest} more`] : [])],
    width,
    ' ',
  );
}

/** A long line, continued below itself. */
export function wrapped(line: string, { width }: Screen): string {
  return flow(line.split(' '), width, ' ', '').trimStart();
}

/** `within 1.5 of the optimum (proven 2)`. */
export function ratioText(
  { realized, proven }: { realized: number | null; proven: number | null },
  against: string | null,
): string[] {
  if (realized === null) return [];
  const is =
    against === 'optimum'
      ? realized === 1
        ? 'the optimum'
        : `ratio ${figure(realized, 4)} to the optimum`
      : `ratio ${figure(realized, 4)} to the bound`;
  return [is, ...(proven === null || proven === 1 ? [] : [`proven ${figure(proven, 4)}`])];
}
