/** A figure on the page: its panels flow with the width, so that they can be read on a phone. */

import { type Figure, type LegendEntry, legendMark, swatchWidth } from '../figures/figure';
import type { FigureContext } from '../figures/panel';
import { html, Markup } from './html';

export function figureBlock(figure: Figure, number: number, context: FigureContext): Markup {
  return html`<figure id="figure-${number}">
<ul class="legend">${figure.legend.map((entry) => legendItem(entry, context))}</ul>
<div class="panels${figure.columns === 2 ? ' two' : ''}">
${figure.panels.map((panel) => new Markup(`${panel.outerHTML}\n`))}</div>
<figcaption><b>Figure ${number}. ${figure.title}.</b> ${figure.description}
<span class="files">Files: <a href="figures/${figure.name}.svg">SVG</a>, <a href="figures/${figure.name}.png">PNG</a>.</span></figcaption>
</figure>`;
}

function legendItem(entry: LegendEntry, context: FigureContext): Markup {
  const document = context.document ?? globalThis.document;
  const swatch = new Markup(
    `<svg viewBox="0 -7 ${swatchWidth} 14" aria-hidden="true">${legendMark(document, entry).outerHTML}</svg>`,
  );
  return html`<li>${swatch}${entry.label}</li>`;
}
