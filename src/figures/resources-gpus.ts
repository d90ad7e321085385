/** GPUs by menu: the value of more of them, whole and relaxed, and what the next one is worth. */

import * as Plot from '@observablehq/plot';
import type { Figure } from './figure';
import { curve } from './marks';
import { type FigureContext, panel } from './panel';
import { colour } from './theme';

export interface GpuValues {
  /** Numbers of GPUs, each one more than the one before. */
  readonly counts: readonly number[];
  /** Best value with allowed numbers of GPUs, and with any. */
  readonly whole: readonly number[];
  readonly relaxed: readonly number[];
  /** The number at which the program was solved. */
  readonly marked: number;
  /** Price of a GPU there, by the relaxed program. */
  readonly price: number;
}

const wide = { width: 480, height: 250 };

export function resourcesGpusFigure(given: GpuValues, context: FigureContext = {}): Figure {
  const { counts, whole, relaxed, marked, price } = given;
  const gains = (values: readonly number[]) => values.slice(1).map((v, k) => v - values[k]);
  const steps = counts.slice(0, -1);
  const [own, smooth] = [gains(whole), gains(relaxed)];
  const at = counts.indexOf(marked);
  const most = Math.ceil(Math.max(...own, ...smooth) * 1.08);
  return {
    name: 'resources-gpus',
    title: 'What more GPUs are worth to jobs of fixed sizes',
    description:
      'Left: best value by number of GPUs, with sizes off the menu allowed (a bound) and with those of the menu alone. ' +
      `Right: what one more GPU adds to each; the circle is the price that the relaxed program has at ${marked}.`,
    legend: [
      { label: 'sizes of the menu', colour: colour.true, mark: 'line' },
      { label: 'any size (linear program)', colour: colour.published, mark: 'dashed' },
    ],
    columns: 2,
    panels: [
      panel(context, {
        ...wide,
        title: 'Best value',
        description: `At ${marked} GPUs ${whole[at].toFixed(1)}, relaxed ${relaxed[at].toFixed(1)}.`,
        x: { label: 'GPUs', domain: [counts[0], counts[counts.length - 1]] },
        y: { zero: true },
        marks: [
          curve(counts, relaxed, {
            stroke: colour.published,
            strokeWidth: 2,
            strokeDasharray: '5 3.5',
          }),
          curve(counts, whole, { stroke: colour.true, strokeWidth: 2, curve: 'step-after' }),
        ],
      }),
      panel(context, {
        ...wide,
        title: 'Worth of one more GPU',
        description: `At ${marked} GPUs ${own[at].toFixed(1)}, by the relaxed program ${price.toFixed(1)}.`,
        x: { label: 'GPUs there are', domain: [counts[0], counts[counts.length - 1]] },
        y: { domain: [0, most] },
        marks: [
          Plot.ruleX(steps, {
            x: (k) => k,
            y1: 0,
            y2: (k) => own[counts.indexOf(k)],
            stroke: colour.true,
            strokeWidth: 3.5,
          }),
          curve(steps, smooth, {
            stroke: colour.published,
            strokeWidth: 2,
            strokeDasharray: '5 3.5',
            curve: 'step',
          }),
          Plot.dot([[marked, price]], {
            x: '0',
            y: '1',
            r: 4,
            stroke: colour.published,
            strokeWidth: 1.8,
            fill: colour.ground,
          }),
        ],
      }),
    ],
  };
}
