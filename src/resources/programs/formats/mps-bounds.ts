/** Bounds of MPS. */

import { type MpsState, numberOf } from './mps-read';
import { isOfFirstSet } from './mps-sides';

const valued = ['UP', 'LO', 'FX', 'LI', 'UI'];
const valueless = ['FR', 'MI', 'PL', 'BV'];
const ofLower = ['LO', 'LI', 'MI'];
const ofUpper = ['UP', 'UI', 'PL'];

export function applyBound(state: MpsState, fields: string[]): void {
  const kind = (fields[0] ?? '').toUpperCase();
  if (kind === 'SC' || kind === 'SI') {
    state.fail(kind, 'no semi-continuous variables, which are not solved');
  }
  const needsValue = valued.includes(kind);
  if (!needsValue && !valueless.includes(kind)) {
    state.fail(kind, `one of ${[...valued, ...valueless].join(', ')}`);
  }
  const { set, name, text } = placesOf(state, fields, needsValue);
  const variable = state.draft.variables.get(name) ?? state.fail(name, 'the name of a column');
  const value = needsValue ? boundOf(text, state) : 0;
  if (!isOfFirstSet(state, 'BOUNDS', set)) return;
  claim(state, kind, name);
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

/** Each bound of a column is given once: FX, FR and BV give both. */
function claim({ bounded, fail }: MpsState, kind: string, name: string): void {
  const sides = bounded.get(name) ?? new Set();
  bounded.set(name, sides);
  const claimed = [
    ...(ofUpper.includes(kind) ? [] : ['lower']),
    ...(ofLower.includes(kind) ? [] : ['upper']),
  ];
  for (const side of claimed) {
    if (sides.has(side)) fail(`${kind} ${name}`, `one ${side} bound of a column`);
    sides.add(side);
  }
}

/** The set, the column, and the value's text, after the name of a set or without one. */
function placesOf(
  state: MpsState,
  fields: string[],
  needsValue: boolean,
): { set: string; name: string; text: string | undefined } {
  const most = needsValue ? 4 : 3;
  // a value that is not needed may stand there
  if (fields.length < most - 1 || fields.length > 4) {
    state.fail(fields.join(' '), 'a kind of bound, a set, a column and a value');
  }
  const hasSet =
    fields.length === 4 ||
    (!needsValue && fields.length === 3 && state.draft.variables.has(fields[2]));
  const at = hasSet ? 2 : 1;
  return { set: hasSet ? fields[1] : '', name: fields[at], text: fields[at + 1] };
}

/** A number; from 1e20 on in size it is infinite. */
export function boundOf(text: string | undefined, state: MpsState): number {
  if (/^[+]?inf(inity)?$/i.test(text ?? '')) return Number.POSITIVE_INFINITY;
  if (/^-inf(inity)?$/i.test(text ?? '')) return Number.NEGATIVE_INFINITY;
  const value = numberOf(text, state);
  return Math.abs(value) >= 1e20 ? Math.sign(value) * Number.POSITIVE_INFINITY : value;
}

/** Integers between markers that no bound was given for are 0 or 1. */
export function endBounds({ draft, marked }: MpsState): void {
  for (const name of marked) draft.variable(name).isBinary = true;
}
