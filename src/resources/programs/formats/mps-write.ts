/**
 * Writer of free MPS. Numbers are written so that reading gives the same doubles. A row with two sides has
 * one of them and the range R = upper − lower in doubles; a reader finds the other as upper − R in a row of
 * type L, lower + R in one of type G. Where rounding lets neither meet it, as happens to sides of opposite
 * signs and like size, the row is written twice, once with each side.
 */

import type { Program } from '../types';
import { costOf, entriesByColumn, namedFor, type Written } from './write';

/** @throws ParameterError */
export function writeMps(problem: Program): string {
  const written = namedFor(
    problem,
    /^[^\s*$][^\s]*$/,
    'a name without spaces, * or $ at its start',
  );
  const rows = rowsOf(written);
  const objective = nameNotIn(
    rows.map(({ name }) => name),
    'objective',
  );
  const lines = ['NAME program', ...(written.sign === -1 ? ['OBJSENSE', '    MAX'] : [])];
  lines.push('ROWS', ` N ${objective}`, ...rows.map(({ kind, name }) => ` ${kind} ${name}`));
  lines.push('COLUMNS', ...columnLines(written, rows, objective));
  lines.push('RHS', ...sideLines(written, rows, objective));
  lines.push('RANGES', ...rangeLines(rows));
  lines.push('BOUNDS', ...boundLines(written));
  const { hessian } = written.model;
  if (hessian !== null) lines.push('QUADOBJ', ...curvatureLines(written));
  lines.push('ENDATA', '');
  return lines.join('\n');
}

function nameNotIn(names: readonly string[], word: string): string {
  let name = word;
  while (names.includes(name)) name += '_';
  return name;
}

interface MpsRow {
  readonly name: string;
  /** The row of the model that it stands for. */
  readonly of: number;
  readonly kind: 'E' | 'L' | 'G';
  readonly side: number;
  readonly range: number | null;
}

function rowsOf({ model, rowNames }: Written): MpsRow[] {
  const taken = [...rowNames];
  return rowNames.flatMap((name, of): MpsRow[] => {
    const [lower, upper] = [model.rowLower[of], model.rowUpper[of]];
    const low = { name, of, kind: 'G' as const, side: lower, range: null };
    const high = { name, of, kind: 'L' as const, side: upper, range: null };
    if (lower === upper) return [{ ...low, kind: 'E' }];
    if (!Number.isFinite(lower)) return [high];
    if (!Number.isFinite(upper)) return [low];
    const range = upper - lower;
    // from 1e20 on a range would be none
    if (range < 1e20 && upper - range === lower) return [{ ...high, range }];
    if (range < 1e20 && lower + range === upper) return [{ ...low, range }];
    const second = nameNotIn(taken, `${name}_lower`);
    taken.push(second);
    return [high, { ...low, name: second }];
  });
}

function columnLines(written: Written, rows: readonly MpsRow[], objective: string): string[] {
  const { model, columnNames } = written;
  const namesOf = groupedNames(rows, model.rows);
  const lines: string[] = [];
  let isWhole = false;
  for (const [j, entries] of entriesByColumn(model).entries()) {
    if ((model.integer[j] === 1) !== isWhole) {
      isWhole = !isWhole;
      lines.push(`    MARKER 'MARKER' ${isWhole ? "'INTORG'" : "'INTEND'"}`);
    }
    const name = columnNames[j];
    // a column without entries is there all the same
    const cost = costOf(written, j);
    if (cost !== 0 || entries.length === 0) lines.push(`    ${name} ${objective} ${cost}`);
    for (const [i, value] of entries) {
      for (const row of namesOf[i]) lines.push(`    ${name} ${row} ${value}`);
    }
  }
  if (isWhole) lines.push("    MARKER 'MARKER' 'INTEND'");
  return lines;
}

/** The names that each row of the model is written under. */
function groupedNames(rows: readonly MpsRow[], count: number): string[][] {
  const names = Array.from({ length: count }, () => [] as string[]);
  for (const { name, of } of rows) names[of].push(name);
  return names;
}

function sideLines({ offset }: Written, rows: readonly MpsRow[], objective: string): string[] {
  const lines = offset === 0 ? [] : [`    RHS ${objective} ${-offset}`];
  for (const { name, side } of rows) if (side !== 0) lines.push(`    RHS ${name} ${side}`);
  return lines;
}

function rangeLines(rows: readonly MpsRow[]): string[] {
  return rows.flatMap(({ name, range }) => (range === null ? [] : [`    RANGE ${name} ${range}`]));
}

function boundLines({ model, columnNames }: Written): string[] {
  return columnNames.flatMap((name, j) => {
    const [lower, upper] = [model.lower[j], model.upper[j]];
    if (lower === upper) return [` FX BOUND ${name} ${lower}`];
    if (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY) {
      return [` FR BOUND ${name}`];
    }
    const low =
      lower === Number.NEGATIVE_INFINITY
        ? [` MI BOUND ${name}`]
        : lower === 0 && !(upper < 0)
          ? []
          : [` LO BOUND ${name} ${lower}`];
    const isNamed = low.length > 0 || model.integer[j] === 0;
    if (Number.isFinite(upper)) return [...low, ` UP BOUND ${name} ${upper}`];
    // an integer without a bound would be binary
    return isNamed ? low : [` PL BOUND ${name}`];
  });
}

function curvatureLines({ model, sign, columnNames }: Written): string[] {
  const lines: string[] = [];
  if (model.hessian === null) return lines;
  const { starts, indices, values } = model.hessian;
  for (let j = 0; j + 1 < starts.length; j++) {
    for (let k = starts[j]; k < starts[j + 1]; k++) {
      lines.push(`    ${columnNames[indices[k]]} ${columnNames[j]} ${sign * values[k]}`);
    }
  }
  return lines;
}
