/** Writer of free MPS. Numbers are written so that reading gives the same doubles. */

import type { Program } from '../types';
import { costOf, entriesByColumn, namedFor, type Written } from './write';

/** @throws ParameterError */
export function writeMps(problem: Program): string {
  const written = namedFor(
    problem,
    /^[^\s*$][^\s]*$/,
    'a name without spaces, * or $ at its start',
  );
  const objective = nameNotIn(written.rowNames, 'objective');
  const lines = ['NAME program', ...(written.sign === -1 ? ['OBJSENSE', '    MAX'] : [])];
  lines.push('ROWS', ` N ${objective}`, ...rowLines(written));
  lines.push('COLUMNS', ...columnLines(written, objective));
  lines.push('RHS', ...sideLines(written, objective));
  lines.push('RANGES', ...rangeLines(written));
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

function kindOf({ model }: Written, i: number): 'E' | 'L' | 'G' {
  const [lower, upper] = [model.rowLower[i], model.rowUpper[i]];
  if (lower === upper) return 'E';
  return Number.isFinite(upper) || !Number.isFinite(lower) ? 'L' : 'G';
}

function rowLines(written: Written): string[] {
  return written.rowNames.map((name, i) => ` ${kindOf(written, i)} ${name}`);
}

function columnLines(written: Written, objective: string): string[] {
  const { model, columnNames, rowNames } = written;
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
    for (const [i, value] of entries) lines.push(`    ${name} ${rowNames[i]} ${value}`);
  }
  if (isWhole) lines.push("    MARKER 'MARKER' 'INTEND'");
  return lines;
}

function sideLines(written: Written, objective: string): string[] {
  const { model, rowNames, offset } = written;
  const lines = offset === 0 ? [] : [`    RHS ${objective} ${-offset}`];
  for (const [i, name] of rowNames.entries()) {
    const side = kindOf(written, i) === 'G' ? model.rowLower[i] : model.rowUpper[i];
    if (side !== 0) lines.push(`    RHS ${name} ${side}`);
  }
  return lines;
}

function rangeLines({ model, rowNames }: Written): string[] {
  const lines: string[] = [];
  for (const [i, name] of rowNames.entries()) {
    const [lower, upper] = [model.rowLower[i], model.rowUpper[i]];
    if (lower === upper || !Number.isFinite(lower) || !Number.isFinite(upper)) continue;
    lines.push(`    RANGE ${name} ${upper - lower}`);
  }
  return lines;
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
