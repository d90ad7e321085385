/** What answers of every domain show alike: header, status, certificate. */

import type { ParameterSpec } from '../engine/parameters';
import type { Certificate, Status } from '../engine/result';
import { figure, flow, type Screen, tiny } from './output';

/** What was asked, how it was computed, and the numbers that went in. */
export function headerOf(
  title: string,
  how: string,
  items: readonly string[],
  { width, paint }: Screen,
): string {
  const isLong = title.length + 2 + how.length > width;
  const after = isLong ? `\n${paint.dim(flow(how.split(' '), width, ' '))}` : `  ${paint.dim(how)}`;
  const head = `${paint.bold(title)}${after}`;
  return items.length === 0 ? head : `${head}\n${flow(items, width)}`;
}

/** `ρ 0.05`; one that is not the default stands out. */
export function parameterItem(
  { symbol }: ParameterSpec,
  value: number,
  usual: number,
  { paint }: Screen,
): string {
  const text = `${symbol} ${figure(value)}`;
  return value === usual ? text : paint.bold(text);
}

/** `certificate ✓ pontryagin: residual 1.1e-9, … (held to 1e-4)`. */
export function certificateLine(
  { kind, tolerance, holds }: Certificate,
  says: readonly string[],
  { paint }: Screen,
  unit = '',
): string {
  const mark = holds ? paint.green('certificate ✓') : paint.red('certificate ✗');
  const figures = says.length === 0 ? '' : `: ${says.join(', ')}`;
  return `${mark} ${kind}${figures} ${paint.dim(`(held to ${unit === '' ? tiny(tolerance) : figure(tolerance)}${unit})`)}`;
}

/** Whether an answer is proven, or that there is none. */
export function isProven({
  status,
  certificate,
}: {
  readonly status: Status;
  readonly certificate: Certificate;
}): boolean {
  return certificate.holds && ends.includes(status);
}

const ends: readonly Status[] = ['converged', 'infeasible', 'unbounded'];

/** A line for a computation that did not end well, none for one that did. */
export function statusLine(status: string, { paint }: Screen): string {
  return status === 'converged' ? '' : `${paint.red(`status ✗ ${status}`)}\n`;
}
