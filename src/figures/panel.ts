/** One panel: axes and marks in the common style, drawn by Observable Plot in whichever document is given. */

import * as Plot from '@observablehq/plot';
import { colour, fontFamily, logTick, logTicks, tick, type } from './theme';

/** Where to draw. In a browser nothing need be given; elsewhere a document is (`figures/node.ts` has one). */
export interface FigureContext {
  readonly document?: Document;
}

export interface Axis {
  readonly label?: string;
  readonly domain?: readonly [number, number] | readonly string[];
  /** Logarithmic; needs a domain. */
  readonly log?: boolean;
  /** Whether the axis starts at zero; a domain overrules it. */
  readonly zero?: boolean;
  /** Number of ticks, or the ticks themselves. */
  readonly ticks?: number | readonly number[];
  readonly format?: (value: number) => string;
}

export interface PanelOptions {
  /** What is drawn, with its symbol and unit: it stands in for the label of the vertical axis. */
  readonly title: string;
  /** For those who cannot see it. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Plot.Markish[];
  readonly width?: number;
  readonly height?: number;
  readonly marginLeft?: number;
  readonly marginRight?: number;
  readonly marginTop?: number;
}

export const panelSize = { width: 320, height: 220 };

export function panel(context: FigureContext, options: PanelOptions): SVGSVGElement {
  const { width = panelSize.width, height = panelSize.height } = options;
  const { marginLeft = 40, marginRight = 14, marginTop = 34 } = options;
  const frame = { width, height, marginLeft, marginRight, marginTop, marginBottom: 37 };
  const named = Array.isArray(options.y.domain) && typeof options.y.domain[0] === 'string';
  const svg = Plot.plot({
    ...frame,
    ...(context.document ? { document: context.document } : {}),
    className: 'figure-panel',
    ariaLabel: options.title,
    ariaDescription: options.description,
    x: scaleOptions(options.x),
    y: named
      ? { type: 'band', domain: [...(options.y.domain as string[])], padding: 0.3 }
      : scaleOptions(options.y),
    marks: [
      ...(named ? [] : [Plot.gridY({ ...ticksOf(options.y), strokeOpacity: 0.12 })]),
      Plot.axisX({
        ...ticksOf(options.x),
        label: options.x.label ?? null,
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 33,
        tickSize: 4,
        fontSize: type.tick,
        color: colour.ink,
      }),
      Plot.axisY({
        ...(named ? {} : ticksOf(options.y)),
        label: null,
        tickSize: named ? 0 : 4,
        fontSize: named ? type.label : type.tick,
        color: colour.ink,
      }),
      ...options.marks,
    ],
  }) as unknown as SVGSVGElement;
  finish(svg, options.title);
  return svg;
}

function scaleOptions({ domain, log, zero }: Axis): Plot.ScaleOptions {
  return {
    type: log ? 'log' : 'linear',
    ...(zero ? { zero } : {}),
    ...(domain ? {} : { nice: !log }),
    ...(domain ? { domain: [...(domain as [number, number])] } : {}),
  };
}

function ticksOf(axis: Axis): { ticks: number | number[]; tickFormat: (x: number) => string } {
  const { domain, log } = axis;
  const { ticks = log ? logTicks(domain as [number, number]) : 5 } = axis;
  return {
    ticks: typeof ticks === 'number' ? ticks : [...ticks],
    tickFormat: axis.format ?? (log ? logTick : tick),
  };
}

/** A common type, a title, coordinates rounded to a hundredth of a pixel, no style of Plot's own. */
function finish(svg: SVGSVGElement, title: string): void {
  for (const style of [...svg.getElementsByTagName('style')]) style.remove();
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('font-family', fontFamily);
  svg.setAttribute('font-size', String(type.label));
  svg.append(
    textElement(svg.ownerDocument, title, {
      x: 4,
      y: 14,
      'text-anchor': 'start',
      'font-size': type.panelTitle,
      'font-weight': 600,
    }),
  );
  for (const element of svg.getElementsByTagName('*')) {
    for (const name of [
      'd',
      'transform',
      'x',
      'y',
      'x1',
      'x2',
      'y1',
      'y2',
      'cx',
      'cy',
      'width',
      'height',
    ]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(/-?\d+\.\d{3,}/g, roundText));
    }
  }
}

function roundText(text: string): string {
  return String(Number(Number(text).toFixed(2)));
}

/** An SVG text element. */
export function textElement(
  document: Document,
  text: string,
  attributes: Readonly<Record<string, string | number>>,
): SVGElement {
  const element = svgElement(document, 'text', attributes);
  element.textContent = text;
  return element;
}

export function svgElement(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
