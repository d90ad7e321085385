/**
 * Display equations as MathML, from a small language: letters and Greek are variables, digits numbers,
 * `{…}` groups, `_` and `^` set scripts, `\frac{a}{b}` a fraction, `\text{…}` upright words, `~` a space,
 * `\left(` and `\right)` brackets as high as their group.
 */

import { escapeHtml, Markup } from './html';

export function math(source: string): Markup {
  const parser = new Parser(source);
  const body = parser.row();
  if (!parser.atEnd) throw new Error(`math: cannot read ${source}`);
  return new Markup(
    `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mrow>${body}</mrow></math>`,
  );
}

/** Of the source's tokens, those that stand for themselves. */
const tokens = /\\frac|\\left\(|\\right\)|\\text\{[^}]*\}|\\?[{}]|[_^~]|\d+(?:\.\d+)?|\p{L}|\S/gu;

class Parser {
  private readonly list: string[];
  private at = 0;

  constructor(source: string) {
    this.list = source.match(tokens) ?? [];
  }

  get atEnd(): boolean {
    return this.at === this.list.length;
  }

  /** Everything up to a closing brace. */
  row(): string {
    let text = '';
    while (!this.atEnd && this.list[this.at] !== '}') text += this.scripted();
    return text;
  }

  private scripted(): string {
    const isIntegral = this.list[this.at] === '∫';
    const base = this.atom();
    let low = '';
    let high = '';
    for (;;) {
      if (this.list[this.at] === '_') {
        this.at++;
        low = this.atom();
      } else if (this.list[this.at] === '^') {
        this.at++;
        high = this.atom();
      } else break;
    }
    if (low && high) return `<msubsup>${base}${low}${high}</msubsup>${isIntegral ? space : ''}`;
    if (low) return `<msub>${base}${low}</msub>`;
    if (high) return `<msup>${base}${high}</msup>`;
    return base;
  }

  private atom(): string {
    const token = this.list[this.at++] ?? '';
    if (token === '{') {
      const body = this.row();
      this.at++;
      return `<mrow>${body}</mrow>`;
    }
    if (token === '\\frac') {
      const over = this.atom();
      return `<mfrac>${over}${this.atom()}</mfrac>`;
    }
    if (token.startsWith('\\text')) return `<mtext>${escapeHtml(token.slice(6, -1))}</mtext>`;
    if (token === '~') return space;
    if (/^\d/.test(token)) return `<mn>${token}</mn>`;
    if (/^\p{L}$/u.test(token)) return `<mi>${token}</mi>`;
    if (token.endsWith('(') && token.length > 1) return '<mo>(</mo>';
    if (token.endsWith(')') && token.length > 1) return '<mo>)</mo>';
    if (/^[()[\]]$/.test(token)) return `<mo stretchy="false">${token}</mo>`;
    return `<mo>${escapeHtml(token)}</mo>`;
  }
}

const space = '<mspace width="0.28em"></mspace>';
