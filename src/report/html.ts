/** Escaping HTML by default, and the page around the chapters. */

import { style } from './style';

/** HTML that is safe to put into HTML. */
export class Markup {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

export type Content = string | number | Markup | readonly Content[];

/** Escapes what is put in, unless it is markup already. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(
    strings.reduce((text, part, i) => text + contentText(values[i - 1] ?? '') + part),
  );
}

function contentText(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(contentText).join('');
  return escapeHtml(String(content));
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export interface Page {
  readonly title: string;
  readonly lead: Markup;
  readonly contents: ReadonlyArray<{ readonly id: string; readonly title: string }>;
  readonly body: Content;
  readonly foot: Markup;
}

/** One file that needs no other. */
export function page({ title, lead, contents, body, foot }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${title}">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(style)}</style>
</head>
<body>
<header>
${lead}
<nav aria-label="Contents"><ol>
${contents.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ol></nav>
</header>
<main>
${body}
</main>
<footer>
${foot}
</footer>
</body>
</html>
`.text;
}

export interface Column {
  readonly title: Content;
  /** Numbers stand to the right. */
  readonly isNumber?: boolean;
}

/** A table; a cell that spans rows is given as `{ span, content }`. */
export type Cell = Content | Span;

export function table(
  caption: Content,
  columns: readonly Column[],
  rows: ReadonlyArray<readonly (Cell | null)[]>,
  className = '',
): Markup {
  const cell = (value: Cell | null, i: number): Markup => {
    if (value === null) return html``;
    const spans = isSpan(value);
    const content = spans ? value.content : value;
    const span = spans ? new Markup(` rowspan="${value.span}"`) : '';
    const kind = columns[i].isNumber ? new Markup(' class="number"') : '';
    return i === 0
      ? html`<th scope="row"${span}${kind}>${content}</th>`
      : html`<td${span}${kind}>${content}</td>`;
  };
  return html`<div class="scroll" tabindex="0"><table class="${className}">
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title, isNumber }) =>
    isNumber
      ? html`<th scope="col" class="number">${title}</th>`
      : html`<th scope="col">${title}</th>`,
  )}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody>
</table></div>`;
}

interface Span {
  readonly span: number;
  readonly content: Content;
}

function isSpan(value: Cell): value is Span {
  return typeof value === 'object' && 'span' in value;
}

/** ✓ or ✗, with a word for those who do not see it. */
export function mark(holds: boolean): Markup {
  return holds
    ? html`<span class="holds" role="img" aria-label="holds">✓</span>`
    : html`<span class="fails" role="img" aria-label="does not hold">✗</span>`;
}
