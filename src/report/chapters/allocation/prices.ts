/** Shadow prices of the default optimum, each with what it means. */

import type { AllocationResult } from '../../../allocation/index';
import { percent, scientific, significant } from '../../compare';
import { type Content, html, type Markup, table } from '../../html';

interface Price {
  readonly symbol: Markup;
  readonly value: number;
  readonly sentence: Content;
}

/** By name in `shadowPrices`: symbol, default, meaning. */
const prices: Readonly<Record<string, Price>> = {
  'compute.initial': {
    symbol: html`C<sub>0</sub>`,
    value: 100,
    sentence:
      'What one more unit of compute at the start, growing like the rest, is worth: the most a lab should pay for it.',
  },
  'compute.growth': {
    symbol: html`g`,
    value: 0.1,
    sentence:
      'What faster growth of compute is worth; a percentage point of growth is a hundredth of this.',
  },
  initialCapability: {
    symbol: html`M<sub>0</sub>`,
    value: 1,
    sentence:
      'What one more unit of capability at the start is worth. It equals λ(0): the price of a head start.',
  },
  trainingEfficiency: {
    symbol: html`β<sub>T</sub>`,
    value: 1,
    sentence: 'What better training methods are worth: more capability from the same compute.',
  },
  revenueEfficiency: {
    symbol: html`β<sub>R</sub>`,
    value: 1,
    sentence: html`What a higher price of the service is worth. J* is proportional to β<sub>R</sub>.`,
  },
  trainingExponent: {
    symbol: html`ε`,
    value: 0.5,
    sentence: 'What weaker diminishing returns to training are worth.',
  },
  revenueExponent: {
    symbol: html`γ`,
    value: 2,
    sentence: 'What it is worth that customers pay more steeply for capability.',
  },
  discountRate: {
    symbol: html`ρ`,
    value: 0.05,
    sentence:
      'What impatience costs: revenue comes late, so that a higher discount rate takes away a large part of it.',
  },
  horizon: {
    symbol: html`T`,
    value: 10,
    sentence:
      'What one more unit of time before the horizon is worth: the discounted revenue at T.',
  },
  depreciation: {
    symbol: html`δ`,
    value: 0,
    sentence: 'What it costs that capability becomes outdated, from none on.',
  },
  salvageValue: {
    symbol: html`S`,
    value: 0,
    sentence: html`What it is worth that capability has a price at the horizon: e<sup>−ρT</sup>M(T), the capability left, discounted.`,
  },
};

export function pricesSection(optimum: AllocationResult): Markup {
  const { shadowPrices, netPresentValue } = optimum;
  const rows = Object.entries(prices)
    .filter(([name]) => name in shadowPrices)
    .map(([name, { symbol, value, sentence }]) => {
      const price = shadowPrices[name];
      const share = (0.01 * value * price) / netPresentValue;
      return [symbol, significant(price, 8), value === 0 ? '' : percent(share), sentence];
    });
  return html`<h3 id="prices">Shadow prices</h3>
<p>The derivative of the optimal value J* with respect to each parameter, at the defaults. All of them come from the one
solution, by the envelope theorem: ∂J*/∂p = ∫₀ᵀ ∂H/∂p dt and boundary terms. To move a parameter a little, the optimal
control need not be found again.</p>
${table(
  html`<b>Shadow prices at the default optimum</b>, J* = ${scientific(netPresentValue, 8)}. Third column: change of J* for one
per cent more of the parameter.`,
  [
    { title: 'p' },
    { title: '∂J*/∂p', isNumber: true },
    { title: 'per 1 %', isNumber: true },
    { title: 'meaning' },
  ],
  rows,
)}
<pre>shadowprice allocation solve --method shooting --json | jq .shadowPrices

engine.allocation.solve({}, { method: 'shooting' }).shadowPrices;</pre>`;
}

/** What the report says of them, to be checked. */
export function priceStatements({
  shadowPrices,
  costate,
  netPresentValue,
  discountedRevenue,
  finalCapability,
  time,
}: AllocationResult) {
  const last = time.length - 1;
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.abs(b);
  return [
    {
      text: html`∂J*/∂M₀ = λ(0).`,
      holds: near(shadowPrices.initialCapability, costate[0]),
    },
    {
      text: html`∂J*/∂β<sub>R</sub> = J*/β<sub>R</sub>.`,
      holds: near(shadowPrices.revenueEfficiency, netPresentValue),
    },
    {
      text: html`∂J*/∂T is the discounted revenue at T.`,
      holds: near(shadowPrices.horizon, discountedRevenue[last]),
    },
    {
      text: html`∂J*/∂S = e<sup>−ρT</sup>M(T).`,
      holds: near(shadowPrices.salvageValue, Math.exp(-0.05 * 10) * finalCapability),
    },
  ];
}
