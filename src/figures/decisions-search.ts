/** Searches of problems with known optimum: the best that is known, on average, against solutions looked at. */

import type { Figure } from './figure';
import { curve } from './marks';
import { type FigureContext, panel } from './panel';
import { colour } from './theme';

export interface SearchPaths {
  readonly methods: readonly string[];
  readonly problems: readonly SearchPath[];
}

export interface SearchPath {
  readonly name: string;
  /** Solutions looked at, rising. */
  readonly evaluations: readonly number[];
  /** By method: mean over seeds of the best cost until then, over the optimum. */
  readonly ratios: readonly (readonly number[])[];
}

const wide = { width: 480, height: 260 };
const hues = [colour.published, colour.second, colour.true, colour.third, colour.fourth];
/** So that no two are told apart by colour alone. */
const dashes = ['5 3.5', undefined, undefined, '1.5 3', '8 2 1.5 2'];
const widths = [2, 1.6, 2.4, 2.2, 1.8];

export function decisionsSearchFigure(given: SearchPaths, context: FigureContext = {}): Figure {
  const { methods, problems } = given;
  return {
    name: 'decisions-search',
    title: 'Searches of two placements with known optimum',
    description:
      'Best cost known after so many looks, over the optimum; the mean of all seeds. The loop as published ends at the first ' +
      'local optimum and stays there.',
    legend: methods.map((label, k) => ({
      label,
      colour: hues[k],
      mark: dashes[k] === undefined ? ('line' as const) : k === 3 ? 'dotted' : 'dashed',
    })),
    columns: 2,
    panels: problems.map(({ name, evaluations, ratios }) =>
      panel(context, {
        ...wide,
        title: `${name}: mean cost over the optimum`,
        description: methods
          .map((method, k) => `${method} ends at ${ratios[k][ratios[k].length - 1].toFixed(3)}`)
          .join('; '),
        x: {
          label: 'solutions looked at',
          log: true,
          domain: [evaluations[0], evaluations[evaluations.length - 1]],
        },
        y: { domain: [1, topOf(ratios)] },
        marks: ratios.map((path, k) =>
          curve(evaluations, path, {
            stroke: hues[k],
            strokeWidth: widths[k],
            ...(dashes[k] === undefined ? {} : { strokeDasharray: dashes[k] }),
          }),
        ),
      }),
    ),
  };
}

function topOf(ratios: readonly (readonly number[])[]): number {
  return Math.ceil(2 * Math.max(...ratios.map(([first]) => first))) / 2;
}
