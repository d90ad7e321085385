/** Reader of the LP format of CPLEX. */

import { ParameterError } from '../../../engine/errors';
import type { Program } from '../types';
import { Draft } from './draft';
import { Cursor, expressionOf, signedNumber } from './lp-expression';
import { type Section, tokensOf } from './lp-tokens';

const none = Number.POSITIVE_INFINITY;

/** @throws ParameterError */
export function readLp(text: string): Program {
  const lines = text.split(/\r\n|\n|\r/).length;
  const cursor = new Cursor(tokensOf(text), lines);
  const draft = new Draft();
  const first = cursor.take('section', 'minimize or maximize') as Section;
  if (first !== 'minimize' && first !== 'maximize') {
    throw new ParameterError('line 1', first, 'minimize or maximize before all else');
  }
  draft.sense = first;
  readObjective(cursor, draft);
  for (;;) {
    const section = cursor.take('section', 'a section') as Section;
    if (section === 'end') break;
    readSection(section, cursor, draft);
  }
  return draft.build();
}

function readSection(section: Section, cursor: Cursor, draft: Draft): void {
  const isOver = () => cursor.is('section') || cursor.peek() === undefined;
  switch (section) {
    case 'constraints':
      while (!isOver()) readConstraint(cursor, draft);
      return;
    case 'bounds':
      while (!isOver()) readBound(cursor, draft);
      return;
    case 'generals':
    case 'binaries':
      while (!isOver()) {
        const variable = known(cursor, draft);
        if (section === 'generals') variable.isWhole = true;
        else Object.assign(variable, { isBinary: true, lower: undefined, upper: undefined });
      }
      return;
    default:
      throw new ParameterError('text', section, 'one objective');
  }
}

function label(cursor: Cursor): string | undefined {
  if (!cursor.is('name') || !cursor.is('mark', ':', 1)) return undefined;
  const name = cursor.take('name', '');
  cursor.take('mark', ':', ':');
  return name;
}

function readObjective(cursor: Cursor, draft: Draft): void {
  label(cursor);
  const { terms, quadratic, constant } = expressionOf(cursor, true);
  for (const [name, value] of terms) {
    draft.variable(name);
    draft.objective.set(name, value);
  }
  for (const term of quadratic) {
    draft.variable(term.row);
    draft.variable(term.column);
    draft.quadratic.push(term);
  }
  draft.offset = constant;
}

/** `a x + b y <= c`, or `c <= a x + b y <= d`. */
function readConstraint(cursor: Cursor, draft: Draft): void {
  const name = label(cursor) ?? freshName(draft);
  if (draft.rows.has(name)) cursor.fail(`a constraint of another name than ${name}`);
  const isRange = startsWithSide(cursor);
  let left = '';
  const row = { coefficients: new Map<string, number>(), lower: -none, upper: none };
  const apply = (compare: string, side: number, isLeft: boolean) => {
    const isAtMost = compare.includes('<') !== isLeft;
    if (compare === '=' || isAtMost) row.upper = side;
    if (compare === '=' || !isAtMost) row.lower = side;
  };
  if (isRange) {
    const side = signedNumber(cursor);
    left = cursor.take('compare', 'a comparison');
    apply(left, side, true);
  }
  const { terms, constant } = expressionOf(cursor, false);
  if (terms.size === 0) cursor.fail('a term with a variable');
  if (!isRange || cursor.is('compare')) {
    const compare = rightCompare(cursor, left);
    apply(compare, signedNumber(cursor), false);
    endOfConstraint(cursor);
  }
  if (row.lower === none || row.upper === -none) {
    const expected = 'sides below 1e20 in size that can be met';
    throw new ParameterError(`constraints.${name}`, row.lower === none ? none : -none, expected);
  }
  for (const [variable, value] of terms) {
    draft.variable(variable);
    row.coefficients.set(variable, value);
  }
  if (row.lower > -none) row.lower -= constant;
  if (row.upper < none) row.upper -= constant;
  draft.rows.set(name, row);
}

/** The comparison before a right-hand side; with one on the left both must go the same way. */
function rightCompare(cursor: Cursor, left: string): string {
  const way = (compare: string) => compare.replace(/[^<>]/g, '');
  const right = cursor.peek()?.text ?? '';
  if (left !== '' && (way(left) === '' || way(left) !== way(right))) {
    cursor.fail(way(left) === '' ? 'one side beside =' : `${left} once more: both go the same way`);
  }
  return cursor.take('compare', '<=, >= or =');
}

/** What stands behind the right-hand number on its line would else begin a constraint without a label. */
function endOfConstraint(cursor: Cursor): void {
  const next = cursor.peek();
  if (next === undefined || next.line !== cursor.line) return;
  if (cursor.is('name') && cursor.is('mark', ':', 1)) return;
  cursor.fail('the end of the line after a right-hand number: variables stand on the left');
}

/** Whether a number and a comparison come before any variable. */
function startsWithSide(cursor: Cursor): boolean {
  let ahead = 0;
  while (cursor.is('sign', undefined, ahead)) ahead++;
  const token = cursor.peek(ahead);
  const isNumber = token?.kind === 'number' || /^inf(?:inity)?$/i.test(token?.text ?? '');
  return isNumber && cursor.is('compare', undefined, ahead + 1);
}

function freshName(draft: Draft): string {
  for (let k = draft.rows.size + 1; ; k++) if (!draft.rows.has(`c${k}`)) return `c${k}`;
}

function known(cursor: Cursor, draft: Draft) {
  const name = cursor.peek()?.text ?? '';
  if (cursor.is('name') && !draft.variables.has(name)) {
    cursor.fail('a variable of the objective or of a constraint');
  }
  return draft.variable(cursor.take('name', 'a variable'));
}

function readBound(cursor: Cursor, draft: Draft): void {
  if (startsWithSide(cursor)) {
    const side = signedNumber(cursor);
    const compare = cursor.take('compare', 'a comparison');
    const variable = known(cursor, draft);
    setBound(variable, compare, side, true);
    if (cursor.is('compare')) {
      const other = rightCompare(cursor, compare);
      setBound(variable, other, signedNumber(cursor), false);
    }
    return;
  }
  const variable = known(cursor, draft);
  if (cursor.is('name') && /^free$/i.test(cursor.peek()?.text ?? '')) {
    cursor.take('name', '');
    variable.lower = -none;
    variable.upper = none;
    return;
  }
  const compare = cursor.take('compare', '<=, >=, = or free');
  setBound(variable, compare, signedNumber(cursor), false);
}

function setBound(
  variable: { lower: number | undefined; upper: number | undefined },
  compare: string,
  value: number,
  isLeft: boolean,
): void {
  const isAtMost = compare.includes('<') !== isLeft;
  if (compare === '=' || isAtMost) variable.upper = value;
  if (compare === '=' || !isAtMost) variable.lower = value;
}
