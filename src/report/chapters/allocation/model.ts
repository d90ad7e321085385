/** The source and the model's equations. */

import { html, type Markup } from '../../html';
import { math } from '../../mathml';
import { source } from '../../published-numbers';

export const sourceLink = html`<a href="${source.url}">github.com/antontroynikov/ComputeAllocation</a>`;

function equation(text: string, tag = ''): Markup {
  return html`<div class="equation">${math(text)}<span class="tag">${tag}</span></div>`;
}

export function modelSection(): Markup {
  return html`<h3 id="model">The model</h3>
<p>A lab has compute C(t). A share α(t) trains, the rest serves. Training raises capability M(t), with diminishing
returns ε; serving earns revenue, which grows with capability to the power γ. The lab maximizes the present value of
its revenue at discount rate ρ up to the horizon T:</p>
${equation('J = ∫_0^T e^{−ρt} β_R M^γ (1−α) C d t + e^{−ρT} S M(T) ~→~ \\text{max}', '(1)')}
${equation('\\frac{d M}{d t} = β_T (αC)^ε − δM, ~~ M(0) = M_0, ~~ 0 ≤ α ≤ 1', '(2)')}
<p>The source has δ = S = 0; depreciation δ and salvage value S are additions of this engine. The defaults are
β<sub>T</sub> = β<sub>R</sub> = 1, ε = ½, γ = 2, ρ = 0.05, C = 100 e<sup>0.1t</sup>, M<sub>0</sub> = 1, T = 10.
The steady-state study has ρ = 0.15 and T = 100.</p>
<p>Pontryagin’s conditions, with λ(t) the shadow price of capability in present value:</p>
${equation('\\frac{d λ}{d t} = −e^{−ρt} γ β_R M^{γ−1} (1−α) C + δλ, ~~ λ(T) = e^{−ρT} S', '(3)')}
${equation('α^* = \\frac{1}{C} {\\left( \\frac{e^{−ρt} β_R M^γ}{λ β_T ε} \\right)}^{1/(ε−1)} ~~ \\text{clipped to} ~~ [0,1]', '(4)')}
<p>Capability has a second price, in current value: μ = e<sup>ρt</sup>λ. Its equation contains the term ρμ.
Equation (3) does not contain such a term, because λ is discounted already.</p>`;
}

/** The equation that `dynamic.py` integrates instead of (3). */
export function publishedCostate(): Markup {
  return equation(
    '\\frac{d λ}{d t} = ρλ − e^{−ρt} γ β_R M^{γ−1} (1−α) C',
    'as published, instead of (3)',
  );
}

export function steadyEquations(): Markup {
  return html`
${equation('k = ε g', 'Eq. 8')}
${equation('ρλ − \\frac{∂H}{∂M} = 0', 'Eq. 9')}
${equation('λ = \\frac{β_R M^γ}{β_T ε (αC)^{ε−1}}', 'Eq. 10')}
${equation('α = \\frac{ε}{ε + (γ−1) (1 − g/ρ)}', 'Eq. 11')}`;
}
