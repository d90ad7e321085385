/** The sources, and the model's equations. */

import { html, type Markup } from '../../html';
import { math } from '../../mathml';
import { aiIncentives, dynapai } from '../../published-contest';

export const sourceLinks = html`<a href="${dynapai.url}">github.com/quevivasbien/dynapai</a> and
<a href="${aiIncentives.url}">github.com/quevivasbien/AIIncentives.jl</a>`;

export function equation(text: string, tag: string): Markup {
  return html`<div class="equation">${math(text)}<span class="tag">${tag}</span></div>`;
}

export function modelSection(): Markup {
  return html`<h3 id="contest-model">The model of races</h3>
<p>n players race for a prize over T periods. In each, player i puts effort x<sub>s</sub> into safety and x<sub>p</sub> into
performance, may invest i<sub>s</sub> and i<sub>p</sub> in productivities A and B, and may share z<sub>s</sub> and z<sub>p</sub> of
them with who is behind:</p>
${equation('s_i = A_i x_{s,i}^α, ~~ p_i = B_i x_{p,i}^β', '(g1)')}
${equation('A_{i,t+1} = A_{i,t} + i_{s,i} + Σ_{j≠i} (1 − e^{−z_{s,j}}) \\text{max}(0, A_{j,t} − A_{i,t}), ~~ B ~ \\text{alike}', '(g2)')}
<p>Performance wins, and takes from safety. Where j wins, all goes well with probability σ<sub>j</sub>, which hangs on the odds
o<sub>j</sub>; j wins with probability q<sub>j</sub>, and with a draw possible maybe nobody:</p>
${equation('o_j = s_j p_j^{−θ}, ~~ σ_j = \\frac{o_j}{1 + o_j}', '(g3)')}
${equation('q_j = \\frac{p_j}{Σ_k p_k} ~~ \\text{or, with a draw,} ~~ q_j = \\frac{w p_j}{1 + w Σ_k p_k}', '(g4)')}
<p>The winner gets ρ if all goes well. A disaster costs everybody d, and so does a period that nobody wins. Payoffs add up over periods,
each counted by γ<sup>t</sup> and, where the first win ends the game, by the probability S<sub>t</sub> that it goes on until then:</p>
${equation('u_i = Σ_j q_j σ_j ρ_{ij} − Σ_j q_j (1−σ_j) d_i − (1 − Σ_j q_j) d_i − c_i', '(g5)')}
${equation('U_i = Σ_t γ_i^t S_t u_{i,t}, ~~ S_{t+1} = S_t (1 − Σ_j q_{j,t})', '(g6)')}
<p>c<sub>i</sub> is what inputs cost, at prices r of effort and r<sub>inv</sub> of investment. An equilibrium is a profile of strategies
from which no player gains by changing his own. How far a profile is from that is its exploitability: the most that a player gains by
another strategy, searched over all of them, no effort at all included.</p>`;
}
