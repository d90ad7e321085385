/** The few marks that the figures share. */

import * as Plot from '@observablehq/plot';
import { colour, type } from './theme';

export type Series = ArrayLike<number>;

/** y over x as a line; values that are not finite leave a gap. */
export function curve(x: Series, y: Series, options: Plot.LineOptions): Plot.Markish {
  return Plot.line(pairs(x, y), { x: '0', y: '1', strokeLinejoin: 'round', ...options });
}

/** y over x as hollow circles, which is how published values look. */
export function circles(x: Series, y: Series, options: Plot.DotOptions = {}): Plot.Markish {
  return Plot.dot(pairs(x, y), {
    x: '0',
    y: '1',
    r: 3.4,
    stroke: colour.published,
    strokeWidth: 1.6,
    fill: 'none',
    ...options,
  });
}

export interface LabelOptions {
  readonly colour?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly dx?: number;
  readonly dy?: number;
}

/** A word beside what it names. */
export function label(
  text: string,
  x: number,
  y: number,
  options: LabelOptions = {},
): Plot.Markish {
  return Plot.text([[x, y]], {
    x: '0',
    y: '1',
    text: [text],
    fill: options.colour ?? colour.ink,
    stroke: colour.ground,
    strokeWidth: 3,
    strokeLinejoin: 'round',
    paintOrder: 'stroke',
    fontSize: type.label,
    textAnchor: options.anchor ?? 'start',
    dx: options.dx ?? 0,
    dy: options.dy ?? 0,
  });
}

/** A vertical line at x, named at the top of the frame. */
export function upright(x: number, text: string, side: 'left' | 'right' = 'right'): Plot.Markish[] {
  return [
    Plot.ruleX([x], { stroke: colour.ink, strokeOpacity: 0.55, strokeDasharray: '1.5 3' }),
    ...(text === ''
      ? []
      : [
          Plot.text([x], {
            x: [x],
            text: [text],
            frameAnchor: 'top',
            textAnchor: side === 'right' ? 'start' : 'end',
            dx: side === 'right' ? 5 : -5,
            dy: 3,
            fontSize: type.label,
            stroke: colour.ground,
            strokeWidth: 3,
            paintOrder: 'stroke',
            fill: colour.ink,
          }),
        ]),
  ];
}

/** The value of a curve at x, by linear interpolation. */
export function valueAt(x: Series, y: Series, at: number): number {
  let k = 1;
  while (k < x.length - 1 && x[k] < at) k++;
  const share = (at - x[k - 1]) / (x[k] - x[k - 1]);
  return y[k - 1] + share * (y[k] - y[k - 1]);
}

export function divided(values: Series, unit: number): number[] {
  return Array.from(values, (value) => value / unit);
}

function pairs(x: Series, y: Series): Array<[number, number]> {
  return Array.from(x, (value, i) => [value, y[i]]);
}
