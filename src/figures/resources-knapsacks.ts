/** Knapsacks: what fast methods miss of the optimum, and where the published one misses nearly all. */

import * as Plot from '@observablehq/plot';
import type { Figure } from './figure';
import { circles, curve, label } from './marks';
import { type FigureContext, panel } from './panel';
import { colour } from './theme';

export interface KnapsackMisses {
  readonly methods: ReadonlyArray<{
    readonly name: string;
    readonly isPublished: boolean;
    /** Share of the optimum that is missed, instance by instance. */
    readonly missed: readonly number[];
    /** What is proven of it; null where nothing is. */
    readonly bound: number | null;
  }>;
  /** Two items, the heavier of weight `sizes`. */
  readonly family: {
    readonly sizes: readonly number[];
    /** Shares of the optimum. */
    readonly published: readonly number[];
    readonly repaired: readonly number[];
  };
}

const wide = { width: 480, height: 250 };

export function resourcesKnapsacksFigure(
  { methods, family }: KnapsackMisses,
  context: FigureContext = {},
): Figure {
  const points = methods.flatMap(({ name, missed, isPublished }) =>
    missed.map((share) => ({ name, share: 100 * share, isPublished })),
  );
  const worst = Math.max(1, ...points.map(({ share }) => share));
  // bounds far beyond all marks would leave no room for these
  const bounds = methods.flatMap(({ name, bound }) =>
    bound !== null && 100 * bound < 2 * worst ? [{ name, bound: 100 * bound }] : [],
  );
  const reach = Math.ceil(1.05 * Math.max(worst, ...bounds.map(({ bound }) => bound)));
  const hue = (isPublished: boolean) => (isPublished ? colour.published : colour.true);
  const { sizes } = family;
  return {
    name: 'resources-knapsacks',
    title: 'What fast rules miss of the best knapsack',
    description:
      'Left: share missed in instances whose values and weights are strongly correlated, one mark each; a bar is the proven bound, ' +
      'where it is within the panel. Right: two items between which greedy by density chooses wrongly, as the heavier one grows.',
    legend: [
      { label: 'as published', colour: colour.published, mark: 'circle' },
      { label: 'with a guarantee', colour: colour.true, mark: 'circle' },
      { label: 'proven bound', colour: colour.ink, mark: 'line' },
    ],
    columns: 2,
    panels: [
      panel(context, {
        ...wide,
        marginLeft: 128,
        title: 'Share of the optimum that is missed, %',
        description: methods
          .map(({ name, missed }) => `${name}: at most ${(100 * Math.max(...missed)).toFixed(2)} %`)
          .join('; '),
        x: { domain: [-reach / 40, reach], ticks: 5 },
        y: { domain: methods.map(({ name }) => name) },
        marks: [
          Plot.tickX(bounds, { y: 'name', x: 'bound', stroke: colour.ink, strokeWidth: 2 }),
          Plot.dot(points, {
            y: 'name',
            x: 'share',
            r: 3.4,
            stroke: ({ isPublished }) => hue(isPublished),
            strokeWidth: 1.6,
          }),
        ],
      }),
      panel(context, {
        ...wide,
        title: 'Value over optimum, two items',
        description: `From ${family.published[0].toPrecision(2)} to ${family.published[sizes.length - 1].toPrecision(2)}; with the best single item at least ½.`,
        x: {
          label: 'weight of the heavier item',
          log: true,
          domain: [sizes[0], sizes[sizes.length - 1]],
        },
        y: { domain: [0, 1.05], ticks: [0, 0.25, 0.5, 0.75, 1] },
        marks: [
          Plot.ruleY([0.5], { stroke: colour.ink, strokeOpacity: 0.7, strokeWidth: 1.5 }),
          curve(sizes, family.published, {
            stroke: colour.published,
            strokeWidth: 2,
            strokeDasharray: '5 3.5',
          }),
          curve(sizes, family.repaired, { stroke: colour.true, strokeWidth: 2 }),
          label('one half', sizes[sizes.length - 1], 0.5, { anchor: 'end', dy: -9 }),
          circles(sizes, family.published),
          circles(sizes, family.repaired, { stroke: colour.true }),
        ],
      }),
    ],
  };
}
