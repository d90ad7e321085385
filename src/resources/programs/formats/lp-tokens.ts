/** Words of the LP format: comments out, sections found, everything with its line. */

import { ParameterError } from '../../../engine/errors';

export type Section =
  | 'minimize'
  | 'maximize'
  | 'constraints'
  | 'bounds'
  | 'generals'
  | 'binaries'
  | 'end';

export interface Token {
  readonly kind: 'section' | 'number' | 'name' | 'compare' | 'sign' | 'mark' | 'over';
  readonly text: string;
  readonly line: number;
}

const sections: readonly (readonly [RegExp, Section])[] = [
  [/^(?:minimi[sz]e|minimum|min)(?=\s|$)/i, 'minimize'],
  [/^(?:maximi[sz]e|maximum|max)(?=\s|$)/i, 'maximize'],
  [/^(?:subject\s+to|such\s+that|st|s\.t\.|st\.)(?=\s|$)/i, 'constraints'],
  [/^bounds?(?=\s*$)/i, 'bounds'],
  [/^(?:generals?|gen|integers?|int)(?=\s|$)/i, 'generals'],
  [/^(?:binary|binaries|bin)(?=\s|$)/i, 'binaries'],
  [/^end(?=\s*$)/i, 'end'],
];

const unsolved = /^(?:semi-continuous|semis?|sos[12]?|pwlobj|general\s+constraints?)\b(?!\s*:)/i;

const words: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['compare', /<=|>=|=<|=>|<|>|=/y],
  ['sign', /[+-]/y],
  ['mark', /[[\]*^:]/y],
  ['over', /\//y],
  ['name', /[A-Za-z!"#$%&(),;?@_'`{}~|][A-Za-z0-9!"#$%&(),.;?@_'`{}~|]*/y],
];

/** @throws ParameterError where a character is of no word, or a section is not solved */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [k, whole] of text.split(/\r\n|\n|\r/).entries()) {
    const line = k + 1;
    let rest = whole.replace(/\\.*$/, '').trim();
    if (unsolved.test(rest)) {
      const expected = 'none of semi-continuous variables, special ordered sets and curves';
      throw new ParameterError(`line ${line}`, rest, expected);
    }
    const found = sections.find(([pattern]) => {
      const match = pattern.exec(rest);
      // a name followed by a colon is a label, whatever it is
      return match !== null && !/^\s*:/.test(rest.slice(match[0].length));
    });
    if (found !== undefined) {
      tokens.push({ kind: 'section', text: found[1], line });
      rest = rest.replace(found[0], '');
      if (found[1] === 'end') return tokens;
    }
    scan(rest, line, tokens);
  }
  return tokens;
}

function scan(text: string, line: number, tokens: Token[]): void {
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text[at])) at++;
    if (at === text.length) return;
    const before = at;
    for (const [kind, pattern] of words) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match === null) continue;
      tokens.push({ kind, text: match[0], line });
      at = pattern.lastIndex;
      break;
    }
    if (at === before) {
      throw new ParameterError(`line ${line}`, text.slice(at), 'a name, a number or an operator');
    }
  }
}
