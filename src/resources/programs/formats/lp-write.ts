/** Writer of the LP format. Numbers are written so that reading gives the same doubles. */

import type { Program } from '../types';
import { costOf, namedFor, type Written } from './write';

const names = /^(?![eE]\d)[A-Za-z!"#$%&(),;?@_'`{}~|][A-Za-z0-9!"#$%&(),.;?@_'`{}~|]*$/;
const words =
  /^(?:st|inf|infinity|free|end|bounds?|min|max|minimi[sz]e|maximi[sz]e|minimum|maximum|gen|generals?|int|integers?|bin|binary|binaries|sos[12]?|semis?|subject|such|general|pwlobj)$/i;
const allowed = { test: (name: string) => names.test(name) && !words.test(name) } as RegExp;

/** @throws ParameterError */
export function writeLp(problem: Program): string {
  const written = namedFor(
    problem,
    allowed,
    'a name of letters, digits and _ that no digit begins, and no word of the format',
  );
  const { model, sign, columnNames } = written;
  const lines = [
    sign === 1 ? 'minimize' : 'maximize',
    ...wrapped(' objective:', objective(written)),
  ];
  lines.push('subject to', ...rows(written), 'bounds', ...bounds(written));
  const whole = columnNames.filter((_, j) => model.integer[j] === 1);
  if (whole.length > 0) lines.push('generals', ...wrapped('', whole));
  lines.push('end', '');
  return lines.join('\n');
}

/** `+ 3 x`. */
function term(value: number, name: string): string {
  return `${value < 0 || Object.is(value, -0) ? '-' : '+'} ${Math.abs(value)} ${name}`.trimEnd();
}

/** Every variable in its order, those that cost nothing too, so that reading finds them all in it. */
function objective(written: Written): string[] {
  const { model, sign, offset, columnNames } = written;
  const parts = columnNames.map((name, j) => term(costOf(written, j), name));
  if (model.hessian !== null) {
    const { starts, indices, values } = model.hessian;
    const squares: string[] = [];
    for (let j = 0; j + 1 < starts.length; j++) {
      for (let k = starts[j]; k < starts[j + 1]; k++) {
        const i = indices[k];
        const value = sign * values[k];
        if (i === j) squares.push(`${term(value, columnNames[j])} ^ 2`);
        else squares.push(`${term(2 * value, columnNames[i])} * ${columnNames[j]}`);
      }
    }
    if (squares.length > 0) parts.push('+ [', ...squares, '] / 2');
  }
  if (offset !== 0) parts.push(term(offset, ''));
  return parts;
}

function rows({ model, rowNames, columnNames }: Written): string[] {
  const { starts, indices, values, rowLower, rowUpper } = model;
  return rowNames.flatMap((name, i) => {
    const parts: string[] = [];
    for (let k = starts[i]; k < starts[i + 1]; k++) {
      parts.push(term(values[k], columnNames[indices[k]]));
    }
    if (parts.length === 0) parts.push(term(0, columnNames[0]));
    const [lower, upper] = [rowLower[i], rowUpper[i]];
    if (lower === upper) parts.push(`= ${lower}`);
    else if (Number.isFinite(upper)) parts.push(`<= ${upper}`);
    else parts.push(`>= ${lower}`);
    const isRange = lower !== upper && Number.isFinite(lower) && Number.isFinite(upper);
    return wrapped(` ${name}:${isRange ? ` ${lower} <=` : ''}`, parts);
  });
}

function bounds({ model, columnNames }: Written): string[] {
  return columnNames.flatMap((name, j) => {
    const [lower, upper] = [model.lower[j], model.upper[j]];
    if (lower === 0 && upper === Number.POSITIVE_INFINITY) return [];
    if (lower === upper) return [` ${name} = ${lower}`];
    if (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY) {
      return [` ${name} free`];
    }
    const low = lower === Number.NEGATIVE_INFINITY ? '-inf' : String(lower);
    if (upper === Number.POSITIVE_INFINITY) return [` ${name} >= ${low}`];
    return [` ${low} <= ${name} <= ${upper}`];
  });
}

/** Lines that other readers take: they end at some width. */
function wrapped(start: string, parts: readonly string[]): string[] {
  const lines = [start];
  for (const part of parts) {
    const line = `${lines[lines.length - 1]} ${part}`;
    if (line.length <= 200) lines[lines.length - 1] = line;
    else lines.push(`  ${part}`);
  }
  return lines;
}
