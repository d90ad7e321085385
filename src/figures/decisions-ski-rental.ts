/** Ski rental: what strategies pay over who knows the season, by its length. */

import * as Plot from '@observablehq/plot';
import type { Figure } from './figure';
import { curve, label, type Series, upright } from './marks';
import { type FigureContext, panel } from './panel';
import { colour } from './theme';

export interface SkiRentalRatios {
  /** B, the price of owning in days of rent. */
  readonly price: number;
  /** Days, ascending; ratios are one a season. */
  readonly seasons: Series;
  readonly deterministic: Series;
  /** Expected. */
  readonly randomized: Series;
  readonly alwaysRent: Series;
  readonly alwaysBuy: Series;
  /** Of the fixed and of the random day. */
  readonly bounds: { readonly deterministic: number; readonly randomized: number };
  /** Days bought on by two forecasts: a long season, and a short one. */
  readonly predicted: readonly [Forecast, Forecast];
  /** Which neither exceeds. */
  readonly robustness: number;
}

interface Forecast {
  readonly prediction: number;
  readonly ratios: Series;
}

const wide = { width: 480, height: 270 };

export function decisionsSkiRentalFigure(
  given: SkiRentalRatios,
  context: FigureContext = {},
): Figure {
  const { price, seasons, bounds, predicted, robustness } = given;
  const last = seasons[seasons.length - 1];
  const top = 3.2;
  // a curve that leaves the panel is cut where it does
  const within = (ratios: Series) => Array.from(ratios, (y) => (y <= top ? y : Number.NaN));
  const days = { label: 'days of the season', domain: [0, last] } as const;
  const ratios = { domain: [1, top], ticks: [1, 1.5, 2, 2.5, 3] } as const;
  const level = (y: number, hue: string) =>
    Plot.ruleY([y], { stroke: hue, strokeOpacity: 0.75, strokeDasharray: '1.5 3' });
  const [long, short] = predicted;
  const two = bounds.deterministic.toFixed(3);
  return {
    name: 'decisions-ski-rental',
    title: 'Renting and buying against the length of the season',
    description:
      `Cost over the least cost in hindsight at a price of ${price} days of rent. Left: the break-even day never exceeds ${two}, ` +
      `the expectation of a random day ${bounds.randomized.toFixed(3)} (dotted: what is proven). Right: days of purchase that follow a ` +
      `forecast, of ${long.prediction} days and of ${short.prediction} days, with what they never exceed.`,
    legend: [
      { label: 'break-even day', colour: colour.true, mark: 'line' },
      { label: 'random day, expected', colour: colour.second, mark: 'line' },
      { label: 'always rent', colour: colour.published, mark: 'dashed' },
      { label: 'buy at once', colour: colour.fourth, mark: 'dashed' },
      { label: 'long forecast', colour: colour.third, mark: 'line' },
      { label: 'short forecast', colour: colour.fifth, mark: 'dashed' },
    ],
    columns: 2,
    panels: [
      panel(context, {
        ...wide,
        title: 'Cost over the least cost',
        description: `Worst: break-even day ${two}, random day ${bounds.randomized.toFixed(3)}, buying at once ${price}.`,
        x: days,
        y: ratios,
        marks: [
          ...upright(price, `B = ${price}`, 'left'),
          level(bounds.deterministic, colour.true),
          level(bounds.randomized, colour.second),
          curve(seasons, within(given.alwaysBuy), dashed(colour.fourth)),
          curve(seasons, within(given.alwaysRent), dashed(colour.published)),
          curve(seasons, given.randomized, { stroke: colour.second, strokeWidth: 2 }),
          curve(seasons, given.deterministic, { stroke: colour.true, strokeWidth: 2 }),
          label(`2 − 1/B = ${two}`, last, bounds.deterministic, { anchor: 'end', dy: 11 }),
          label(bounds.randomized.toFixed(3), last, bounds.randomized, { anchor: 'end', dy: 11 }),
        ],
      }),
      panel(context, {
        ...wide,
        title: 'The same with a forecast',
        description: `No season costs more than ${robustness.toFixed(2)} times the least.`,
        x: days,
        y: ratios,
        marks: [
          ...upright(price, `B = ${price}`, 'left'),
          level(robustness, colour.ink),
          curve(seasons, given.deterministic, { stroke: colour.true, strokeWidth: 2 }),
          curve(seasons, within(short.ratios), dashed(colour.fifth)),
          curve(seasons, within(long.ratios), { stroke: colour.third, strokeWidth: 2 }),
          label(`at most ${robustness.toFixed(2)}`, last, robustness, { anchor: 'end', dy: -9 }),
        ],
      }),
    ],
  };
}

function dashed(stroke: string): Plot.LineOptions {
  return { stroke, strokeWidth: 2, strokeDasharray: '5 3.5' };
}
