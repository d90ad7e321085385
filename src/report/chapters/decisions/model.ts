/** What all claims of the chapter are measured by. */

import { html, type Markup } from '../../html';
import { equation } from '../contest/model';

export function modelSection(): Markup {
  return html`<h3 id="decisions-model">What foresight is worth</h3>
<p>An online algorithm A decides on each part of its input σ as it arrives. It is judged by the least cost OPT(σ) that could have been had by knowing all of σ beforehand: its competitive
ratio is the worst that any input does to it,</p>
${equation('c(A) = \\text{max}_σ ~ \\frac{A(σ)}{\\text{OPT}(σ)}', '(d1)')}
<p>with the fraction turned over where a value is earned, so that ratios are never below 1; where A draws lots, A(σ) is its expected cost. A ratio that is claimed falls with one input that does
worse. A bound that is claimed for all algorithms falls with one algorithm that does better; it stands once there are random inputs against which each one, and so each random one, has at
least this ratio (Yao’s principle):</p>
${equation('\\text{min}_A ~ c(A) ≥ \\text{min}_{A ~ \\text{fixed}} ~ \\text{E}_σ ~ \\frac{A(σ)}{\\text{OPT}(σ)}', '(d2)')}
<p>Problems in which all is known, but trying everything takes too long, are judged in the same way: a fast answer over the best one.</p>`;
}
