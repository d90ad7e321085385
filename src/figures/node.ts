/** Figures in Node: a document to draw in, and files out. Nothing else here imports from Node. */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { parseHTML } from 'linkedom';
import { assemble, type Figure } from './figure';
import type { FigureContext } from './panel';
import { resolveColours } from './theme';

/** A document of its own, for figure functions outside a browser. */
export function nodeContext(): FigureContext {
  return { document: parseHTML('<!doctype html><html><body></body></html>').document };
}

/** The whole figure as the text of an SVG file. */
export function svgFile(figure: Figure, context: FigureContext): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${resolveColours(assemble(figure, context).outerHTML)}\n`;
}

/** Pixels of the PNG for each pixel of the SVG. */
const pixelRatio = 2;

/** An SVG file's text as PNG bytes, in the shipped font. */
export function pngFile(svg: string): Uint8Array {
  const fontFiles = fonts();
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: pixelRatio },
    font: {
      fontFiles,
      loadSystemFonts: fontFiles.length === 0,
      defaultFontFamily: 'Source Sans 3',
      sansSerifFamily: 'Source Sans 3',
    },
  });
  return image.render().asPng();
}

/** Source Sans 3 (SIL Open Font License 1.1), from a package; without a font, resvg draws no text at all. */
function fonts(): string[] {
  const require = createRequire(import.meta.url);
  const found: string[] = [];
  for (const style of ['400Regular', '600SemiBold']) {
    try {
      found.push(
        require.resolve(`@expo-google-fonts/source-sans-3/${style}/SourceSans3_${style}.ttf`),
      );
    } catch {
      // not installed: the system's fonts have to do
    }
  }
  return found.filter((path) => existsSync(path));
}
