/** `shadowprice compliance boundaries`: the curves on which two actions tie, over two numbers. */

import type { BoundariesOptions, BoundariesResult, Boundary } from '../../compliance/boundaries';
import type { DecisionMap, MapOptions } from '../../compliance/map';
import type { Answer, Verb } from '../domain';
import { addOptionFlags } from '../flags';
import { entry, figure, type Screen } from '../output';
import { addLabFlags, labTable } from './numbers';
import { boundariesOptions } from './options';
import { drawCurve, framed, marks, painted, planeOf, regions } from './plane';
import { actionPaint, labHeader, noCertificate } from './present';
import { readProblem } from './problem';

export const boundaries: Verb = {
  name: 'boundaries',
  summary: 'the curves that separate complying, evading and splitting over two numbers',

  configure(command) {
    addOptionFlags(command, boundariesOptions, 'Curves:');
    addLabFlags(command);
    command.addHelpText(
      'after',
      `
Examples:
  shadowprice compliance boundaries
  shadowprice compliance boundaries --x fine --x-range 0..3 --y coordination
  shadowprice compliance boundaries --x sigma --y c --json | jq '.curves[].equation'`,
    );
  },

  async run(engine, source, flags): Promise<Answer> {
    const reading = {
      verb: 'boundaries',
      subject: 'parameters',
      options: Object.keys(boundariesOptions),
    } as const;
    const { numbers, call } = await readProblem(reading, source, flags);
    const options = {
      x: boundariesOptions.x.default,
      y: boundariesOptions.y.default,
      ...call,
    } as BoundariesOptions;
    const result = engine.compliance.boundaries(options);
    return {
      result,
      holds: true,
      text: (screen) => {
        const { x, y, backend } = result;
        const header = labHeader('boundaries', `on ${backend}`, numbers, screen, [
          x.parameter,
          y.parameter,
        ]);
        const map = (resolution: readonly [number, number]) =>
          engine.compliance.map(mapUnder(result, resolution));
        return [
          header,
          drawing(result, map, screen),
          legend(result, screen),
          noCertificate('every point lies on its curve to rounding', screen),
        ].join('\n\n');
      },
    };
  },
};

/** The map of the same plane. */
function mapUnder(
  { x, y, parameters }: BoundariesResult,
  resolution: readonly [number, number],
): MapOptions {
  return {
    x: x.parameter,
    y: y.parameter,
    xRange: [x.low, x.high],
    yRange: [y.low, y.high],
    resolution,
    parameters,
  };
}

function drawing(
  { x, y, curves }: BoundariesResult,
  map: (resolution: readonly [number, number]) => DecisionMap,
  screen: Screen,
): string {
  const plane = planeOf(x, y, screen);
  const { cells } = map([plane.columns, plane.rows]);
  const drawn = regions(cells, plane.columns, plane.rows, plane, screen);
  for (const curve of curves) {
    for (const piece of curve.pieces) drawCurve(drawn, piece, plane, screen.paint.bold);
  }
  return framed(drawn.map(painted), plane, screen);
}

/** Each curve with its equation and where it runs. */
function legend({ curves, x, y }: BoundariesResult, screen: Screen): string {
  const { width, paint } = screen;
  const symbols = [x, y].map(({ parameter }) => labTable[parameter].symbol).join(', ');
  return curves
    .flatMap((curve) => {
      const name = curve.between
        .map((action) => actionPaint(action, screen)(`${marks[action]} ${action}`))
        .join(' | ');
      const runs = curve.pieces.map((piece) => `(${symbols}) from ${endsOf(piece)}`).join('; ');
      const where = runs === '' ? 'not in this plane' : runs;
      return [
        entry(`${name}:`, paint.bold(curve.equation), 0, width),
        entry('', paint.dim(where), 0, width),
      ];
    })
    .join('\n');
}

function endsOf({ x, y }: Boundary['pieces'][number]): string {
  const point = (i: number) => `(${figure(x[i], 4)}, ${figure(y[i], 4)})`;
  return `${point(0)} to ${point(x.length - 1)}`;
}
