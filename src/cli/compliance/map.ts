/** `shadowprice compliance map`: what labs do over two numbers, drawn in characters. */

import type { DecisionMap, MapOptions } from '../../compliance/map';
import { actions } from '../../compliance/model';
import type { Answer, Verb } from '../domain';
import { UsageError } from '../failure';
import { addOptionFlags } from '../flags';
import { flow, type Screen } from '../output';
import { addLabFlags, labTable } from './numbers';
import { mapOptions } from './options';
import { framed, marks, painted, planeOf, regions } from './plane';
import { actionPaint, labHeader, noCertificate, percent } from './present';
import { readProblem } from './problem';

/** Cells that are printed as JSON; more make a text that no reader would hold. */
const maxPrinted = 4_000_000;
const maxSide = 20_000;

export const map: Verb = {
  name: 'map',
  summary: 'what labs do over two numbers, cell by cell',

  configure(command) {
    addOptionFlags(command, mapOptions, 'Map:');
    addLabFlags(command);
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice compliance map
  shadowprice compliance map --x fine --x-range 0..3 --resolution 800x600
  shadowprice compliance map --x sigma --y c --y-range 0..0.5 --benefit 0.9
  shadowprice compliance map --resolution 50 --json | jq .counts`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'map',
      subject: 'parameters',
      options: Object.keys(mapOptions),
    } as const;
    const { numbers, options, call } = await readProblem(reading, source, flags);
    if (flags.json === true) requirePrintable(options.resolution);
    const result = engine.compliance.map(call as MapOptions);
    return {
      result,
      holds: true,
      text: (screen) => {
        const { x, y, width, height } = result;
        const how = `${width} × ${height} cells on ${result.backend}`;
        return [
          labHeader('map', how, numbers, screen, [x.parameter, y.parameter]),
          drawing(result, screen),
          legend(result, screen),
          noCertificate('every cell is decided by itself', screen),
        ].join('\n\n');
      },
    };
  },
};

/** @throws UsageError for a map that is right, but too large to print */
function requirePrintable(resolution: unknown): void {
  const sides = Array.isArray(resolution) ? resolution : [resolution, resolution];
  const [width, height] = sides as unknown[];
  const isSide = (n: unknown) => Number.isInteger(n) && (n as number) <= maxSide;
  if (!isSide(width) || !isSide(height)) return;
  const cells = (width as number) * (height as number);
  if (cells <= maxPrinted) return;
  throw new UsageError(
    `--json prints maps of at most ${maxPrinted} cells, not ${cells}; without it the map is drawn`,
  );
}

function drawing({ x, y, width, height, cells }: DecisionMap, screen: Screen): string {
  const plane = planeOf(x, y, screen);
  return framed(regions(cells, width, height, plane, screen).map(painted), plane, screen);
}

function legend({ counts, width, height, x, y }: DecisionMap, screen: Screen): string {
  const shares = actions.map((name) => {
    const share = counts[name] / (width * height);
    return `${actionPaint(name, screen)(marks[name])} ${name} ${percent(share, 2)}`;
  });
  const axes = [x, y].map(({ parameter }) => `${labTable[parameter].symbol} ${parameter}`);
  return flow([...shares, ...axes.map(screen.paint.dim)], screen.width, '   ');
}
