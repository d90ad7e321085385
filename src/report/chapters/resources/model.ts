/** The problem that all of the chapter's claims are cases of. */

import { html, type Markup } from '../../html';
import { equation } from '../contest/model';

export function modelSection(): Markup {
  return html`<h3 id="resources-model">The problem of a budget</h3>
<p>A budget B of GPUs, tokens or bandwidth is shared out among n claimants. Claimant i is worth r<sub>i</sub>(x<sub>i</sub>) with
x<sub>i</sub>, has at least l<sub>i</sub> and at most u<sub>i</sub>, and may have to take amounts from a list S<sub>i</sub>, such as whole numbers:</p>
${equation('\\text{max} ~ Σ_i r_i(x_i) ~~ \\text{subject to} ~~ Σ_i x_i ≤ B, ~~ l_i ≤ x_i ≤ u_i, ~~ x_i ∈ S_i', '(r1)')}
<p>Where amounts are divisible and returns fall (r<sub>i</sub> is concave), one number λ ≥ 0 settles all of it, the price of a unit of the budget. An
allocation that spends the budget is optimal if and only if</p>
${equation('r_i^′(x_i) = λ ~~ \\text{for} ~~ l_i < x_i < u_i, ~~ r_i^′ ≤ λ ~~ \\text{at} ~~ l_i, ~~ r_i^′ ≥ λ ~~ \\text{at} ~~ u_i', '(r2)')}
<p>and then λ is what one more unit is worth. Where amounts are whole, derivatives become differences, and giving one unit after the other to whom it is worth
most is exact. Where they come in lumps, any price gives a bound from above, and nothing but a search closes the gap to it:</p>
${equation('V ≤ D(λ) = λ B + Σ_i \\text{max}_{x ∈ S_i} [ r_i(x) − λ x ]', '(r3)')}`;
}
