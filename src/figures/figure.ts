/** A figure: panels with a title, a legend and a description; as one SVG by `assemble`. */

import { type FigureContext, svgElement, textElement } from './panel';
import { colour, fontFamily, type } from './theme';

export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly mark: 'line' | 'dashed' | 'dotted' | 'dot' | 'circle' | 'bar' | 'area' | 'double-area';
}

export interface Figure {
  /** File name, without its ending. */
  readonly name: string;
  readonly title: string;
  /** What it shows, in a sentence or two. */
  readonly description: string;
  readonly legend: readonly LegendEntry[];
  /** Row by row; a page may flow them, each is complete in itself. */
  readonly panels: readonly SVGSVGElement[];
  readonly columns: number;
}

/** Opacity of a shaded region; where two overlap it is about twice that. */
export const shade = 0.15;

const gap = 22;
const margin = 24;
const legendLine = 22;

/** The whole figure as one SVG element on a white ground, to be saved or printed. */
export function assemble(figure: Figure, context: FigureContext = {}): SVGSVGElement {
  const document = context.document ?? globalThis.document;
  const { panels, columns } = figure;
  const cellWidth = Math.max(...panels.map((panel) => sizeOf(panel).width));
  const cellHeight = Math.max(...panels.map((panel) => sizeOf(panel).height));
  const rows = Math.ceil(panels.length / columns);
  const inner = columns * cellWidth + (columns - 1) * gap;
  const width = inner + 2 * margin;

  const legend = layLegend(figure.legend, inner);
  const top = margin + 26 + legend.lines * legendLine + 12;
  const height = top + rows * cellHeight + (rows - 1) * gap + margin;
  const svg = svgElement(document, 'svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-label': figure.title,
    'font-family': fontFamily,
    'font-size': type.figureText,
    color: '#1A1A1A',
    fill: 'currentColor',
  }) as SVGSVGElement;
  const description = svgElement(document, 'desc', {});
  description.textContent = figure.description;
  svg.append(
    description,
    svgElement(document, 'rect', { width, height, fill: colour.ground }),
    textElement(document, figure.title, {
      x: margin,
      y: margin + 14,
      'font-size': type.figureTitle,
      'font-weight': 600,
    }),
  );
  for (const { entry, x, line } of legend.entries) {
    const at = `translate(${margin + x},${margin + 38 + line * legendLine})`;
    const group = svgElement(document, 'g', { transform: at });
    group.append(
      legendMark(document, entry),
      textElement(document, entry.label, { x: swatchWidth + 7, y: 4 }),
    );
    svg.append(group);
  }
  panels.forEach((panel, i) => {
    const copy = panel.cloneNode(true) as SVGSVGElement;
    copy.setAttribute('x', String(margin + (i % columns) * (cellWidth + gap)));
    copy.setAttribute('y', String(top + Math.floor(i / columns) * (cellHeight + gap)));
    svg.append(copy);
  });
  return svg;
}

export const swatchWidth = 26;

/** The swatch of a legend entry, centred on y = 0. */
export function legendMark(document: Document, { mark, colour: hue }: LegendEntry): SVGElement {
  const middle = swatchWidth / 2;
  switch (mark) {
    case 'dot':
      return svgElement(document, 'circle', { cx: middle, r: 4, fill: hue });
    case 'circle':
      return svgElement(document, 'circle', {
        cx: middle,
        r: 3.6,
        fill: 'none',
        stroke: hue,
        'stroke-width': 1.8,
      });
    case 'bar':
      return svgElement(document, 'rect', { y: -5, width: swatchWidth, height: 10, fill: hue });
    case 'area':
    case 'double-area':
      return svgElement(document, 'rect', {
        y: -6,
        width: swatchWidth,
        height: 12,
        fill: hue,
        'fill-opacity': mark === 'area' ? shade : 2 * shade,
      });
    default:
      return svgElement(document, 'line', {
        x2: swatchWidth,
        stroke: hue,
        'stroke-width': 2,
        ...(mark === 'dashed' ? { 'stroke-dasharray': '5 3.5' } : {}),
        ...(mark === 'dotted' ? { 'stroke-dasharray': '1.5 3' } : {}),
      });
  }
}

/** Entries from left to right, wrapped by an estimate of their width. */
function layLegend(legend: readonly LegendEntry[], width: number) {
  let x = 0;
  let line = 0;
  const entries = legend.map((entry) => {
    const length = swatchWidth + 7 + entry.label.length * type.figureText * 0.5 + 20;
    if (x > 0 && x + length > width) {
      x = 0;
      line++;
    }
    const placed = { entry, x, line };
    x += length;
    return placed;
  });
  return { entries, lines: line + 1 };
}

function sizeOf(panel: SVGSVGElement): { width: number; height: number } {
  return {
    width: Number(panel.getAttribute('width')),
    height: Number(panel.getAttribute('height')),
  };
}
