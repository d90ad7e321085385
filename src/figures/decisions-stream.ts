/** Tokens for frames that arrive: the price as the budget goes, and what policies lose to hindsight. */

import * as Plot from '@observablehq/plot';
import type { Figure } from './figure';
import { curve, label, type Series } from './marks';
import { type FigureContext, panel } from './panel';
import { colour, tick } from './theme';

export interface StreamPrices {
  /** After each frame of a video. */
  readonly prices: Series;
  /** The one price of hindsight. */
  readonly hindsight: number;
  /** L and U. */
  readonly values: { readonly least: number; readonly greatest: number };
  /** Worth of a token in the frame with which a rising stream ends, ascending. */
  readonly worths: readonly number[];
  /** The optimum over the value, for each such end; infinite where a policy has nothing. */
  readonly ratios: Readonly<Record<'pricing' | 'greedy' | 'uniform' | 'threshold', Series>>;
  /** What is proven of pricing. */
  readonly alpha: number;
}

const wide = { width: 480, height: 270 };

export function decisionsStreamFigure(given: StreamPrices, context: FigureContext = {}): Figure {
  const { prices, hindsight, values, worths, ratios, alpha } = given;
  const frames = Array.from(prices, (_, t) => t + 1);
  const last = worths[worths.length - 1];
  const all = Object.values(ratios).flatMap((list) => Array.from(list));
  const most = Math.max(alpha, ...all.filter(Number.isFinite));
  const worst = (list: Series) => {
    const ratio = Math.max(...Array.from(list));
    return Number.isFinite(ratio) ? `at worst ${ratio.toFixed(2)}` : 'without bound';
  };
  const level = (y: number, hue: string) =>
    Plot.ruleY([y], { stroke: hue, strokeOpacity: 0.75, strokeDasharray: '1.5 3' });
  const dashed = (hue: string, pattern = '5 3.5') => ({
    stroke: hue,
    strokeWidth: 2,
    strokeDasharray: pattern,
  });
  return {
    name: 'decisions-stream',
    title: 'A budget of tokens for frames that arrive one by one',
    description:
      `Left: the price of a token after each of ${frames.length} frames of a video, and the one price that hindsight would have had; dotted: the ` +
      'least and the greatest worth of a token, all that is known before. Right: a stream that rises, each frame of which could use the ' +
      'whole budget, by where it ends: the best in hindsight over what each policy has.',
    legend: [
      { label: 'rising price', colour: colour.true, mark: 'line' },
      { label: 'price in hindsight', colour: colour.second, mark: 'dashed' },
      { label: 'greedy', colour: colour.published, mark: 'dashed' },
      { label: 'equal shares', colour: colour.fourth, mark: 'dashed' },
      { label: 'threshold', colour: colour.third, mark: 'dotted' },
    ],
    columns: 2,
    panels: [
      panel(context, {
        ...wide,
        marginLeft: 44,
        title: 'Price of a token, relevance',
        description: `From ${tick(values.least)} towards ${tick(values.greatest)}; in hindsight ${hindsight.toPrecision(3)}.`,
        x: { label: 'frame', domain: [1, frames.length], ticks: 6 },
        y: { domain: [0, 1.12 * values.greatest], ticks: 6 },
        marks: [
          level(values.least, colour.ink),
          level(values.greatest, colour.ink),
          curve([1, frames.length], [hindsight, hindsight], dashed(colour.second)),
          curve(frames, prices, { stroke: colour.true, strokeWidth: 2, curve: 'step-after' }),
          label(`U = ${tick(values.greatest)}`, frames.length, values.greatest, {
            anchor: 'end',
            dy: -9,
          }),
          label(`L = ${tick(values.least)}`, frames.length, values.least, {
            anchor: 'end',
            dy: 11,
          }),
        ],
      }),
      panel(context, {
        ...wide,
        title: 'Optimum over value, rising stream',
        description: (['pricing', 'greedy', 'uniform', 'threshold'] as const)
          .map((name) => `${name}: ${worst(ratios[name])}`)
          .join('; '),
        x: { label: 'worth of a token in the last frame', domain: [worths[0], last], ticks: 6 },
        y: {
          log: true,
          domain: [1, 1.1 * most],
          ticks: [1, 2, 5, 10, 20, 50].filter((y) => y <= 1.1 * most),
          format: tick,
        },
        marks: [
          level(alpha, colour.true),
          curve(worths, ratios.greedy, dashed(colour.published)),
          curve(worths, ratios.uniform, dashed(colour.fourth)),
          curve(worths, ratios.threshold, dashed(colour.third, '1.5 3')),
          curve(worths, ratios.pricing, { stroke: colour.true, strokeWidth: 2 }),
          label(`α = ${alpha.toFixed(2)}`, worths[Math.floor(0.7 * worths.length)], alpha, {
            anchor: 'middle',
            dy: -9,
          }),
        ],
      }),
    ],
  };
}
