/** The page of all chapters, and what it comes to. */

import type { BackendName } from '../engine/backend';
import { type Chapter, type Count, complete, type Tally } from './chapter';
import { digitsText } from './compare';
import { html, type Markup, mark, page } from './html';

/** What made the report. */
export interface About {
  readonly version: string;
  readonly backend: BackendName;
  readonly node: string;
  /** Year-month-day. */
  readonly date: string;
  readonly seconds: number;
}

export function reportHolds({ tally }: Chapter): boolean {
  const { numbers, iterations, certificates, statements } = tally;
  return [numbers, iterations, certificates, statements].every(complete);
}

function sumOf(tallies: readonly Tally[]): Tally {
  const add = (of: 'numbers' | 'iterations' | 'certificates' | 'statements'): Count => ({
    of: tallies.reduce((sum, tally) => sum + tally[of].of, 0),
    hold: tallies.reduce((sum, tally) => sum + tally[of].hold, 0),
  });
  return {
    numbers: add('numbers'),
    leastDigits: Math.min(...tallies.map(({ leastDigits }) => leastDigits)),
    iterations: add('iterations'),
    certificates: add('certificates'),
    statements: add('statements'),
  };
}

export function reportPage(chapters: readonly Chapter[], about: About): string {
  const tally = sumOf(chapters.map((chapter) => chapter.tally));
  return page({
    title: 'shadowprice: the reproduction report',
    contents: chapters.flatMap(({ contents }) => contents),
    lead: html`<p class="kicker">shadowprice ${about.version}</p>
<h1>The reproduction report</h1>
<p class="subtitle">Published results on the economics of AI compute: reproduced, corrected, and proven.
Every number on this page was computed when the page was made.</p>
<div class="tiles">
${tile(tally.numbers, `published numbers reproduced, each to ${digitsText(tally.leastDigits)} or all that are printed`)}
${tile(tally.iterations, 'published iteration counts equal')}
${tile(tally.certificates, 'certificates of the true answers hold')}
${tile(tally.statements, 'further statements of this page checked')}
</div>
<h2 class="plain">What was found</h2>
<ul class="findings">
${chapters.flatMap(({ findings }) => findings.map((finding) => html`<li>${finding}</li>\n`))}</ul>`,
    body: chapters.map(({ body }) => body),
    foot: html`<p>Made by shadowprice ${about.version} on the ${about.backend} backend, Node ${about.node}, on ${about.date},
in ${about.seconds.toFixed(1)} seconds. To make it again: <code>shadowprice reproduce</code>.</p>
<p>API calls on this page are preceded by <code>import { loadEngine } from 'shadowprice'; const engine = await loadEngine();</code>.</p>
<p>A certificate is computed by other code than the answer it certifies. ${mark(true)} holds, ${mark(false)} does not hold.
Digits are decimal digits of agreement, −log₁₀ of the relative difference, at most 16.</p>`,
  });
}

function tile({ hold, of }: Count, text: string): Markup {
  return html`<div class="tile"><b>${hold} of ${of}</b><span>${text}</span></div>\n`;
}

export function verdictLines(chapters: readonly Chapter[], about: About): string[] {
  const { numbers, leastDigits, iterations, certificates, statements } = sumOf(
    chapters.map((chapter) => chapter.tally),
  );
  const line = (count: Count, text: string) =>
    `${complete(count) ? '✓' : '✗'} ${count.hold} of ${count.of} ${text}`;
  return [
    line(
      numbers,
      `published numbers reproduced, each to ${digitsText(leastDigits)} or all that are printed`,
    ),
    line(iterations, 'published iteration counts equal'),
    line(certificates, 'certificates hold'),
    line(statements, 'further statements checked'),
    `shadowprice ${about.version}, ${about.backend} backend, Node ${about.node}, ${about.seconds.toFixed(1)} s`,
  ];
}
