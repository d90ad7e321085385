/** The form that every claim takes on the page: published, reproduced, true, why, proof, cost, how to get it. */

import { html, type Markup, mark } from '../../html';

/** A statement that the report checks itself. */
export interface Statement {
  readonly text: Markup;
  readonly holds: boolean;
}

export interface Claim {
  readonly id: string;
  readonly title: string;
  readonly published: Markup;
  readonly reproduced: Markup;
  readonly true: Markup;
  readonly why: Markup;
  readonly certificate: Markup;
  readonly time: string;
  /** The call on the command line, and in the API. */
  readonly commands: readonly string[];
  readonly calls: readonly string[];
  /** Figures, tables, and what else belongs below. */
  readonly below: readonly Markup[];
  readonly statements: readonly Statement[];
}

export function claimSection(claim: Claim): Markup {
  const row = (title: string, content: Markup) => html`<dt>${title}</dt><dd>${content}</dd>\n`;
  return html`<section id="${claim.id}">
<h3>${claim.title}</h3>
<dl class="ledger">
${row('Published', claim.published)}${row('Reproduced', claim.reproduced)}${row('True', claim.true)}${row('Why', claim.why)}${row('Certificate', claim.certificate)}${row('Time', html`${claim.time}`)}</dl>
${claim.statements.length === 0 ? '' : statementList(claim.statements)}
${claim.below}
<h4>To get these lines again</h4>
<pre>${claim.commands.join('\n')}

${claim.calls.join('\n')}</pre>
</section>
`;
}

function statementList(statements: readonly Statement[]): Markup {
  return html`<h4>Checked while this report was written</h4>
<ul>${statements.map(({ text, holds }) => html`<li>${mark(holds)} ${text}</li>\n`)}</ul>`;
}
