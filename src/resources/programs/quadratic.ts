/** Quadratic terms as they are written, to the lower triangle of the matrix Q of ½ x'Qx. */

import { ParameterError } from '../../engine/errors';
import { coefficientAt, entriesOf, mostCoefficient, recordOf } from './checks';
import type { Hessian } from './model';

type ColumnAt = (path: string, name: string, value: unknown) => number;

const termNames = ['row', 'column', 'value'] as const;

/** @throws ParameterError */
export function quadraticTerms(
  given: unknown,
  columnAt: ColumnAt,
  columns: number,
  sign: 1 | -1,
): Hessian {
  // by column, then by row below it
  const sums = new Map<number, Map<number, number>>();
  for (const [a, b, value] of termsOf(given, columnAt)) {
    const [row, column] = a > b ? [a, b] : [b, a];
    const held = sums.get(column) ?? new Map<number, number>();
    sums.set(column, held);
    held.set(row, (held.get(row) ?? 0) + sign * value * (row === column ? 2 : 1));
  }
  const starts = new Int32Array(columns + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let j = 0; j < columns; j++) {
    const entries = [...(sums.get(j) ?? [])].filter(([, value]) => value !== 0);
    for (const [i, value] of entries.sort(([a], [b]) => a - b)) {
      if (!(Math.abs(value) < mostCoefficient)) {
        const expected = 'second derivatives below 1e15 in size (a square counts twice)';
        throw new ParameterError('quadratic', given, expected);
      }
      indices.push(i);
      values.push(value);
    }
    starts[j + 1] = indices.length;
  }
  return { starts, indices: Int32Array.from(indices), values: Float64Array.from(values) };
}

function* termsOf(given: unknown, columnAt: ColumnAt): Generator<[number, number, number]> {
  if (Array.isArray(given)) {
    for (const [k, term] of given.entries()) {
      const path = `quadratic.${k}`;
      const { row, column, value } = recordOf(
        path,
        term,
        'an object { row, column, value }',
        termNames,
      );
      yield [
        nameAt(`${path}.row`, row, columnAt),
        nameAt(`${path}.column`, column, columnAt),
        coefficientAt(`${path}.value`, value),
      ];
    }
    return;
  }
  for (const [pair, value] of entriesOf('quadratic', given, 'an object or a list of terms')) {
    const path = `quadratic.${pair}`;
    const names = pair.split(' ');
    if (names.length !== 2) {
      throw new ParameterError(path, value, 'two names with a space between, as in "x y"', 'type');
    }
    const [a, b] = names.map((name) => columnAt(path, name, value));
    yield [a, b, coefficientAt(path, value)];
  }
}

function nameAt(path: string, name: unknown, columnAt: ColumnAt): number {
  if (typeof name !== 'string')
    throw new ParameterError(path, name, 'the name of a variable', 'type');
  return columnAt(path, name, name);
}
