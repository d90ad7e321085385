/** Right-hand sides, ranges and bounds of MPS. */

import type { DraftRow } from './draft';
import { type MpsState, numberOf } from './mps-read';

/** Of the objective it is what is taken off. */
export function applyRhs(state: MpsState, row: string, value: number): void {
  if (row === state.objective) {
    state.draft.offset = value === 0 ? 0 : -value;
    return;
  }
  const held = state.draft.rows.get(row);
  if (held === undefined) return;
  if (state.kinds.get(row) !== 'G') held.upper = value;
  if (state.kinds.get(row) !== 'L') held.lower = value;
}

/** R of a row with right-hand side b: [b − |R|, b] of L, [b, b + |R|] of G; of E the side is R's sign. */
export function applyRange(state: MpsState, row: string, value: number): void {
  const held = state.draft.rows.get(row);
  if (held === undefined) state.fail(row, 'a range of a row that is no objective');
  if (state.ranged.has(row)) state.fail(row, 'one range of a row');
  state.ranged.add(row);
  const range = held as DraftRow;
  const kind = state.kinds.get(row);
  if (kind === 'G' || (kind === 'E' && value > 0)) range.upper = range.lower + Math.abs(value);
  else range.lower = range.upper - Math.abs(value);
}

const valued = ['UP', 'LO', 'FX', 'LI', 'UI'];
const valueless = ['FR', 'MI', 'PL', 'BV'];

export function applyBound(state: MpsState, fields: string[]): void {
  const kind = (fields[0] ?? '').toUpperCase();
  if (kind === 'SC' || kind === 'SI') {
    state.fail(kind, 'no semi-continuous variables, which are not solved');
  }
  const needsValue = valued.includes(kind);
  if (!needsValue && !valueless.includes(kind)) {
    state.fail(kind, `one of ${[...valued, ...valueless].join(', ')}`);
  }
  const { name, text } = placesOf(state, fields, needsValue);
  const variable = state.draft.variables.get(name) ?? state.fail(name, 'the name of a column');
  const value = needsValue ? boundOf(text, state) : 0;
  state.marked.delete(name);
  switch (kind) {
    case 'UI':
    case 'UP':
      variable.isWhole ||= kind === 'UI';
      variable.upper = value;
      if (value < 0 && variable.lower === undefined) variable.lower = Number.NEGATIVE_INFINITY;
      return;
    case 'LI':
    case 'LO':
      variable.isWhole ||= kind === 'LI';
      variable.lower = value;
      return;
    case 'FX':
      variable.lower = value;
      variable.upper = value;
      return;
    case 'FR':
      variable.lower = Number.NEGATIVE_INFINITY;
      variable.upper = Number.POSITIVE_INFINITY;
      return;
    case 'MI':
      variable.lower = Number.NEGATIVE_INFINITY;
      return;
    case 'PL':
      variable.upper = Number.POSITIVE_INFINITY;
      return;
    default:
      variable.isBinary = true;
      variable.lower = 0;
      variable.upper = 1;
  }
}

/** The column, and the value's text, after the name of a set or without one. */
function placesOf(
  state: MpsState,
  fields: string[],
  needsValue: boolean,
): { name: string; text: string | undefined } {
  const most = needsValue ? 4 : 3;
  // a value that is not needed may stand there
  if (fields.length < most - 1 || fields.length > 4) {
    state.fail(fields.join(' '), 'a kind of bound, a set, a column and a value');
  }
  const hasSet =
    fields.length === 4 ||
    (!needsValue && fields.length === 3 && state.draft.variables.has(fields[2]));
  const at = hasSet ? 2 : 1;
  return { name: fields[at], text: fields[at + 1] };
}

function boundOf(text: string | undefined, state: MpsState): number {
  if (/^[+]?inf(inity)?$/i.test(text ?? '')) return Number.POSITIVE_INFINITY;
  if (/^-inf(inity)?$/i.test(text ?? '')) return Number.NEGATIVE_INFINITY;
  const value = numberOf(text, state);
  return Math.abs(value) >= 1e20 ? Math.sign(value) * Number.POSITIVE_INFINITY : value;
}

/** Integers between markers that no bound was given for are 0 or 1. */
export function endBounds({ draft, marked }: MpsState): void {
  for (const name of marked) draft.variable(name).isBinary = true;
}
