/** Expressions of the LP format, and the cursor that reads them. */

import { ParameterError } from '../../../engine/errors';
import type { QuadraticTerm } from '../types';
import type { Token } from './lp-tokens';

export class Cursor {
  readonly #tokens: readonly Token[];
  readonly #lines: number;
  #at = 0;

  constructor(tokens: readonly Token[], lines: number) {
    this.#tokens = tokens;
    this.#lines = lines;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  /** Whether the next word is of a kind, and of this text where one is given. */
  is(kind: Token['kind'], text?: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === kind && (text === undefined || token.text === text);
  }

  take(kind: Token['kind'], expected: string, text?: string): string {
    if (!this.is(kind, text)) this.fail(expected);
    return (this.#tokens[this.#at++] as Token).text;
  }

  skip(kind: Token['kind'], text?: string): boolean {
    const isThere = this.is(kind, text);
    if (isThere) this.#at++;
    return isThere;
  }

  /** The line of the word that was taken last. */
  get line(): number {
    return this.#tokens[this.#at - 1]?.line ?? 1;
  }

  fail(expected: string): never {
    const token = this.peek();
    if (token === undefined) {
      const what = `${expected}, and "end" after all: the file is cut off`;
      throw new ParameterError(`line ${this.#lines}`, '', what);
    }
    throw new ParameterError(`line ${token.line}`, token.text, expected);
  }
}

export interface Expression {
  readonly terms: Map<string, number>;
  readonly quadratic: QuadraticTerm[];
  constant: number;
}

const infinite = /^inf(?:inity)?$/i;

/** Signs before a term, as ±1; 0 where there is none. */
function signOf(cursor: Cursor): number {
  let sign = 0;
  while (cursor.is('sign')) sign = (sign || 1) * (cursor.take('sign', '') === '-' ? -1 : 1);
  return sign;
}

/** A side or a bound with its sign; infinite where it says so, and from 1e20 on in size. */
export function signedNumber(cursor: Cursor): number {
  const sign = signOf(cursor) || 1;
  if (cursor.is('name') && infinite.test(cursor.peek()?.text ?? '')) {
    cursor.take('name', '');
    return sign * Number.POSITIVE_INFINITY;
  }
  const size = numberOf(cursor);
  return sign * (size >= 1e20 ? Number.POSITIVE_INFINITY : size);
}

function numberOf(cursor: Cursor): number {
  const line = cursor.peek()?.line;
  const text = cursor.take('number', 'a number');
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new ParameterError(`line ${line}`, text, 'a number within the range of doubles');
}

/** Terms up to what is none; a quadratic part only where it is allowed. */
export function expressionOf(cursor: Cursor, allowsQuadratic: boolean): Expression {
  const out: Expression = { terms: new Map(), quadratic: [], constant: 0 };
  for (let isFirst = true; ; isFirst = false) {
    const sign = signOf(cursor);
    const isTerm = cursor.is('number') || cursor.is('name') || cursor.is('mark', '[');
    if (!isTerm) {
      if (sign !== 0) cursor.fail('a number, a variable or [ after a sign');
      return out;
    }
    if (sign === 0 && !isFirst) cursor.fail('+ or − between terms');
    if (cursor.is('mark', '[')) {
      if (!allowsQuadratic) cursor.fail('a linear constraint');
      bracket(cursor, sign || 1, out.quadratic);
      continue;
    }
    const factor = (sign || 1) * (cursor.is('number') ? numberOf(cursor) : 1);
    const hasTimes = cursor.skip('mark', '*');
    if (cursor.is('name')) {
      const name = cursor.take('name', '');
      out.terms.set(name, (out.terms.get(name) ?? 0) + factor);
    } else if (hasTimes) {
      cursor.fail('a variable after *');
    } else {
      out.constant += factor;
    }
  }
}

/** `[ x^2 + 4 x * y ] / 2`. */
function bracket(cursor: Cursor, sign: number, into: QuadraticTerm[]): void {
  cursor.take('mark', '[', '[');
  const terms: QuadraticTerm[] = [];
  for (let isFirst = true; !cursor.is('mark', ']'); isFirst = false) {
    const own = signOf(cursor);
    if (own === 0 && !isFirst) cursor.fail('+, − or ]');
    const factor = cursor.is('number') ? numberOf(cursor) : 1;
    cursor.skip('mark', '*');
    const row = cursor.take('name', 'a variable');
    let column = row;
    if (cursor.skip('mark', '^')) {
      if (cursor.take('number', '2') !== '2') cursor.fail('the second power');
    } else {
      cursor.take('mark', '^ 2, or * and another variable', '*');
      column = cursor.take('name', 'a variable');
    }
    terms.push({ row, column, value: (own || 1) * factor });
  }
  cursor.take('mark', ']', ']');
  let half = 1;
  if (cursor.skip('over')) {
    if (cursor.take('number', '2') !== '2') cursor.fail('/ 2');
    half = 0.5;
  }
  for (const term of terms) into.push({ ...term, value: sign * half * term.value });
}
