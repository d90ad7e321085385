/** The source, the model's equations, and what of the extensions stands in them. */

import { html, type Markup } from '../../html';
import { math } from '../../mathml';
import { splitComp } from '../../published-compliance';

export const sourceLink = html`<a href="${splitComp.url}">github.com/najmulhasan-code/splitcomp</a>`;

function equation(text: string, tag: string): Markup {
  return html`<div class="equation">${math(text)}<span class="tag">${tag}</span></div>`;
}

export function modelSection(): Markup {
  return html`<h3 id="compliance-model">The model of compliance</h3>
<p>A lab has trained a model that rules on compute would have it disclose; not to disclose it is worth B. An audit comes with
probability a, finds the violation with probability d, and costs the fine F. A third way is to split the run over two
countries, each part below the limit of reporting. That costs c, and the violation is found only where regulators tell each
other, with probability σ. A risk-neutral lab takes the best of the three, and complies where it is indifferent:</p>
${equation('U(\\text{comply}) = 0', '(c1)')}
${equation('U(\\text{evade}) = B − a d F', '(c2)')}
${equation('U(\\text{split}) = B − c − a d σ F', '(c3)')}
<p>The source sets a baseline, B = 0.6, a = 0.4, d = F = 0.5, c = 0.1, σ = 0.25, and spreads all six numbers evenly and
independently over [0, 1] where it asks what labs do in general. Like its model, G. S. Becker’s <cite>Crime and Punishment: An Economic
Approach</cite> (1968), it has no reputation, no motive other than
profit, no aversion to risk and no regulator who learns. This engine adds them, with defaults that change nothing: V, the value
of a clean record, lost with the fine; m, what breaking rules costs the lab itself; η, constant absolute risk aversion; k sites of a
split run; distributions of any kind in place of the uniform one; and a regulator whose audits follow what they find:</p>
${equation('U(\\text{evade}) = B − m − L(a d, F + V)', '(c4)')}
${equation('U(\\text{split}) = B − m − c(k−1) − L(a d σ^{k−1}, F + V)', '(c5)')}
${equation('L(p, f) = \\frac{1}{η} ln (1 + p (e^{ηf} − 1)), ~~ L = p f ~~ \\text{at} ~~ η = 0', '(c6)')}`;
}
