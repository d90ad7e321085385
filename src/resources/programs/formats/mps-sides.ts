/**
 * Right-hand sides and ranges of MPS, in whatever order their sections stand: both are collected, and the
 * rows get their sides at the end. With right-hand side b and range R these are
 *
 *     L: [b − |R|, b],   G: [b, b + |R|],   E: [b, b + R] where R > 0, [b + R, b] elsewhere.
 */

import { boundOf } from './mps-bounds';
import type { MpsState } from './mps-read';

/** Whether a line is of its section's first set, the only one that counts. @throws ParameterError */
export function isOfFirstSet({ sets, fail }: MpsState, section: string, set: string): boolean {
  const first = sets.get(section);
  if (first === undefined) sets.set(section, set);
  else if (first !== set && (first === '' || set === '')) {
    fail(set, `the name of a set in all lines of ${section} or in none`);
  }
  return first === undefined || first === set;
}

/** Rows with values, after the name of a set or without one. @throws ParameterError */
export function readSides(section: 'RHS' | 'RANGES', fields: string[], state: MpsState): void {
  const start = fields.length % 2;
  if (fields.length < 2 || fields.length > 5) {
    state.fail(fields.join(' '), 'a set, and one or two rows with values');
  }
  const counts = isOfFirstSet(state, section, start === 1 ? fields[0] : '');
  const into = section === 'RHS' ? state.sides : state.ranges;
  for (let k = start; k < fields.length; k += 2) {
    const [row, text] = [fields[k], fields[k + 1]];
    if (!state.kinds.has(row)) state.fail(row, 'the name of a row');
    const value = boundOf(text, state);
    if (!counts) continue;
    if (section === 'RHS') checkSide(state, row, value, text);
    else if (!state.draft.rows.has(row)) state.fail(row, 'a range of a row that is no objective');
    if (into.has(row)) {
      state.fail(row, `one ${section === 'RHS' ? 'right-hand side' : 'range'} of a row`);
    }
    into.set(row, value);
  }
}

/** An infinite side of a row of type L or G is none; elsewhere it has no meaning. */
function checkSide(state: MpsState, row: string, value: number, text: string): void {
  if (Number.isFinite(value)) return;
  const kind = state.kinds.get(row);
  const isNone = value > 0 ? kind === 'L' : kind === 'G';
  const isUnused = kind === 'N' && row !== state.objective;
  if (!isNone && !isUnused)
    state.fail(text, `a right-hand side of type ${kind} below 1e20 in size`);
}

/** Sides of all rows, and the objective's constant, of which the right-hand side is taken off. */
export function endSides(state: MpsState): void {
  const { draft, kinds, sides, ranges } = state;
  const constant = sides.get(state.objective ?? '') ?? 0;
  draft.offset = constant === 0 ? 0 : -constant;
  for (const [name, row] of draft.rows) {
    const kind = kinds.get(name);
    const side = sides.get(name) ?? 0;
    if (kind !== 'G') row.upper = side;
    if (kind !== 'L') row.lower = side;
    const range = ranges.get(name);
    if (range === undefined) continue;
    if (!Number.isFinite(side)) state.fail(name, 'no range of a row without a right-hand side');
    if (kind === 'G' || (kind === 'E' && range > 0)) row.upper = side + Math.abs(range);
    else row.lower = side - Math.abs(range);
  }
}
